"""New Relic's resources in Terraform: alert conditions, dashboards, rules that drop or parse lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.model import Opaque, Query, Regex, SavedSearch
from sdd_impact.searches._nrql.query import parse
from sdd_impact.searches._parts import Parsed, asks_nothing
from sdd_impact.searches._trees import all_of
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sdd_impact.searches._hcl import Block
    from sdd_impact.searches._terraform import Instance, Terraform

#: Words without one of which a file has no resource that is read here.
WORDS = (b"newrelic_",)
#: The headers of the blocks that are read.
WANTED = late.regex(r'locals|"?newrelic_\w+')
_ALERT = "newrelic_nrql_alert_condition"
_DASHBOARDS = frozenset({"newrelic_one_dashboard", "newrelic_one_dashboard_raw"})
_PARSING = "newrelic_log_parsing_rule"
#: Resources with a query as an attribute, and what it does.
_PLAIN = {
    "newrelic_nrql_drop_rule": "drops", "newrelic_pipeline_cloud_rule": "drops", "newrelic_events_to_metrics_rule": "counts", "newrelic_data_partition_rule": "sorts",
}  # fmt: skip
_NAMES = ("name", "description", "title")
_RAW_QUERY = late.regex(r'"query"\s*:\s*("(?:[^"\\]|\\.)*")')


class _Asked(NamedTuple):
    text: str
    parsed: Parsed
    beside: str = ""


def searches(terraform: Terraform) -> Iterator[SavedSearch]:
    """Yield every search of a file, in the order of its blocks."""
    for block in terraform.file.blocks:
        kind = block.labels[0] if block.type == "resource" and len(block.labels) == 2 else ""
        for instance in terraform.instances(block) if kind.startswith("newrelic_") else ():
            name = terraform.name(block, instance, *_NAMES)
            link = terraform.text(block, "runbook_url", instance) or ""
            for asked in _asked(terraform, block, instance, kind):
                yield SavedSearch(
                    name=f"{name} / {terraform.written(asked.beside)}" if asked.beside else name,
                    format="newrelic",
                    location=terraform.location(block),
                    text=terraform.written(asked.text),
                    query=terraform.closed(asked.parsed.query),
                    owner=terraform.owner(block, instance, "tags"),
                    alert=kind == _ALERT,
                    parts=tuple(terraform.written(part) for part in asked.parsed.parts),
                    link="" if terraform.evaluator.holes(link) else link,
                )


def _asked(terraform: Terraform, block: Block, instance: Instance, kind: str) -> Iterator[_Asked]:
    if kind == _ALERT:
        for inner in terraform.inner(block, "nrql", instance):
            yield from _query(terraform.text(inner.block, "query", inner.instance))
    elif kind in _PLAIN:
        yield from _query(terraform.text(block, "nrql", instance))
    elif kind == _PARSING:
        yield from _parsing(terraform, block, instance)
    elif kind in _DASHBOARDS:
        for page in terraform.inner(block, "page", instance):
            for widget in page.block.blocks:
                if widget.type.startswith(("widget_", "widget")):
                    title = terraform.text(widget, "title", page.instance) or ""
                    yield from _numbered(list(_widget(terraform, widget, page.instance)), title)


def _widget(terraform: Terraform, widget: Block, instance: Instance) -> Iterator[_Asked]:
    for inner in terraform.inner(widget, "nrql_query", instance):
        yield from _query(terraform.text(inner.block, "query", inner.instance))
    raw = terraform.text(widget, "configuration", instance)
    for found in _RAW_QUERY.finditer(raw or ""):
        from sdd_impact.searches._elastic.texts import unpacked

        text = unpacked(found[1])
        yield from _query(text if isinstance(text, str) else None)


def _numbered(asked: list[_Asked], title: str) -> list[_Asked]:
    return [each._replace(beside=title if len(asked) == 1 else f"{title} {number}".strip()) for number, each in enumerate(asked, 1)]


def _query(text: str | None) -> Iterator[_Asked]:
    parsed = parse(text) if text else None
    if text and parsed is not None and not asks_nothing(parsed.query):
        yield _Asked(text, parsed)


def _parsing(terraform: Terraform, block: Block, instance: Instance) -> Iterator[_Asked]:
    """A rule that takes attributes out of lines: its grok, of the lines that its query chooses."""
    from sdd_impact.searches._grok import expand

    grok = terraform.text(block, "grok", instance)
    if not grok:
        return
    if terraform.evaluator.holes(grok):
        yield _Asked(grok, Parsed(Opaque(grok, "known only to Terraform")))
        return
    field = terraform.text(block, "attribute", instance) or "message"
    expanded = expand(grok)
    missing = (Opaque(each, "the pattern is not at hand") for each in expanded.missing)
    chosen = parse(terraform.text(block, "nrql", instance) or "")
    parts: list[Query] = [Regex(expanded.text, "oniguruma", "", field), *missing]
    yield _Asked(grok, Parsed(all_of((*parts, *([chosen.query] if chosen is not None else [])))))
