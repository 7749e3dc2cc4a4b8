"""Sumo Logic's resources in Terraform: monitors, scheduled views, field extractions, log searches, partitions, and modules that are given a monitor's queries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.model import Opaque, SavedSearch
from sdd_impact.searches._parts import Parsed, asks_nothing
from sdd_impact.searches._sumo.query import parse
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sdd_impact.searches._hcl import Block
    from sdd_impact.searches._terraform import Instance, Terraform

#: The headers of the blocks that are read.
WANTED = late.regex(r'locals|"?sumologic_\w+|^\s*module')
_MONITOR = "sumologic_monitor"
_EXTRACTION = "sumologic_field_extraction_rule"
#: Resources with a search as an attribute.
_PLAIN = {
    "sumologic_scheduled_view": "query", "sumologic_log_search": "query_string", "sumologic_partition": "routing_expression",
    "sumologic_data_forwarding_rule": "filter_expression",
}  # fmt: skip
_NAMES = ("name", "monitor_name", "index_name", "title")
_MOST_QUERIES = 1_000


class _Asked(NamedTuple):
    text: str
    parsed: Parsed
    beside: str = ""


def searches(terraform: Terraform) -> Iterator[SavedSearch]:
    """Yield every search of a file, in the order of its blocks."""
    for block in terraform.file.blocks:
        kind = block.labels[0] if block.type == "resource" and len(block.labels) == 2 else ""
        is_module = block.type == "module" and "monitor_queries" in block.attributes
        for instance in terraform.instances(block) if is_module or kind.startswith("sumologic_") else ():
            asked = list(_module(terraform, block, instance) if is_module else _asked(terraform, block, instance, kind))
            name = terraform.name(block, instance, *_NAMES)
            for each in asked:
                yield SavedSearch(
                    name=f"{name} / {each.beside}" if each.beside and len(asked) > 1 else name,
                    format="sumologic",
                    location=terraform.location(block),
                    text=terraform.written(each.text).strip(),
                    query=terraform.closed(each.parsed.query),
                    owner=terraform.owner(block, instance, "tags"),
                    alert=is_module or kind == _MONITOR,
                    parts=tuple(terraform.written(part) for part in each.parsed.parts),
                )


def _asked(terraform: Terraform, block: Block, instance: Instance, kind: str) -> Iterator[_Asked]:
    if kind == _MONITOR:
        if terraform.text(block, "monitor_type", instance) not in {"Metrics", "Slo"}:
            for inner in terraform.inner(block, "queries", instance):
                row = terraform.text(inner.block, "row_id", inner.instance) or ""
                yield from _query(terraform, terraform.text(inner.block, "query", inner.instance), row)
    elif kind in _PLAIN:
        yield from _query(terraform, terraform.text(block, _PLAIN[kind], instance))
    elif kind == _EXTRACTION:
        scope, extraction = (terraform.text(block, each, instance) for each in ("scope", "parse_expression"))
        if extraction:
            # the scope says what lines it is tried on; what it takes is the search
            found = parse(f"{scope or '*'} | {extraction}" if not terraform.evaluator.holes(scope or "") else f"* | {extraction}")
            if not asks_nothing(found.query):
                yield _Asked(extraction, found)


def _module(terraform: Terraform, block: Block, instance: Instance) -> Iterator[_Asked]:
    """A module that is given ``monitor_queries = { A = "…" }``."""
    if terraform.text(block, "monitor_monitor_type", instance) in {"Metrics", "Slo"}:
        return
    queries = terraform.attribute(block, "monitor_queries", instance)
    for row, text in list(queries.items())[:_MOST_QUERIES] if isinstance(queries, dict) else ():
        yield from _query(terraform, terraform.evaluator.text(text), str(row))


def _query(terraform: Terraform, text: str | None, row: str = "") -> Iterator[_Asked]:
    if not text or not text.strip():
        return
    if len(terraform.evaluator.holes(text)) == len(text.strip()):
        yield _Asked(text, Parsed(Opaque(text, "known only to Terraform")), row)
        return
    parsed = parse(text)
    if not asks_nothing(parsed.query):
        yield _Asked(text, parsed, row)
