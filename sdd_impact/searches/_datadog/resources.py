"""Datadog's resources in Terraform: monitors, metrics and pipelines of logs, indexes, dashboards, detection rules.

A block of any module that hands a monitor's query on (``query = "logs(…)"``, also inside of a map) is read as that monitor.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.model import Opaque, SavedSearch
from sdd_impact.searches._datadog import monitors
from sdd_impact.searches._datadog.grok import with_rules
from sdd_impact.searches._datadog.monitors import LOG_ALERT, Search, asks_logs, search
from sdd_impact.searches._datadog.query import Parsed
from sdd_impact.searches._terraform import Instance, Terraform, owner_in
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sdd_impact.searches._hcl import Block, Value

#: Words without one of which a file has no resource that is read here.
WORDS = (b"datadog_", b"logs(")
#: The headers of the blocks that are read.
WANTED = late.regex(r'locals|"?datadog_\w+|^\s*module')

#: Resources whose searches stand in ``filter { query }``, and what a search is called beside the resource's name.
_FILTERS = ("datadog_logs_metric", "datadog_logs_custom_pipeline", "datadog_logs_index")
#: Resources with a search as an attribute of their own.
_PLAIN = {"datadog_logs_archive": "query", "datadog_logs_custom_destination": "query"}
_RULES = ("datadog_security_monitoring_rule",)
_DASHBOARDS = ("datadog_dashboard", "datadog_powerpack")
_JSON = {"datadog_monitor_json": "monitor", "datadog_dashboard_json": "dashboard"}
#: The metrics that monitors name, or refer to.
_WATCHED = late.regex(r"(datadog_logs_metric\.[\w-]+)|(?<![\w.])\w[\w.]*")
_DEEPEST = 12
_MOST_VALUES = 2_000


class _Asked(NamedTuple):
    """A search with the last part of its name."""

    search: Search
    beside: str = ""


def searches(terraform: Terraform) -> Iterator[SavedSearch]:
    """Yield every search of a file, in the order of its blocks."""
    reader = _Reader(terraform)
    for block in terraform.file.blocks:
        if block.type == "resource" and len(block.labels) == 2:
            yield from reader.resource(block)
        elif block.type == "module":
            yield from reader.module(block)


class _Reader:
    def __init__(self, terraform: Terraform) -> None:
        self.terraform = terraform
        self._alarmed: frozenset[str] | None = None

    def resource(self, block: Block) -> Iterator[SavedSearch]:
        """The searches of one resource."""
        kind = block.labels[0]
        for instance in self.terraform.instances(block) if kind.startswith("datadog_") else ():
            if kind == "datadog_monitor":
                yield from self._monitor(block, instance)
            elif kind in _FILTERS:
                alert = kind == "datadog_logs_metric" and self._is_watched(block, instance)
                yield from self._made(block, instance, self._filters(block, instance), alert=alert)
            elif kind in _PLAIN:
                text = self.terraform.text(block, _PLAIN[kind], instance)
                yield from self._made(block, instance, [_Asked(search(text))] if text else [], alert=False)
            elif kind in _RULES:
                yield from self._made(block, instance, self._rule(block, instance), alert=True)
            elif kind in _DASHBOARDS:
                yield from self._made(block, instance, self._widgets(block, instance, 0), alert=False)
            elif kind in _JSON:
                yield from self._json(block, instance, _JSON[kind])

    def _made(self, block: Block, instance: Instance, asked: list[_Asked], *, alert: bool) -> Iterator[SavedSearch]:
        terraform = self.terraform
        name = terraform.name(block, instance, "name", "title")
        for each in asked:
            yield SavedSearch(
                name=f"{name} / {each.beside}" if each.beside else name,
                format="datadog",
                location=terraform.location(block),
                text=terraform.written(each.search.text),
                query=terraform.closed(each.search.parsed.query),
                owner=terraform.owner(block, instance, "tags"),
                alert=alert,
                parts=tuple(terraform.written(part) for part in each.search.parsed.parts),
            )

    # --- monitors -------------------------------------------------------------------------------------------------

    def _monitor(self, block: Block, instance: Instance) -> Iterator[SavedSearch]:
        terraform = self.terraform
        query, kind = terraform.text(block, "query", instance), terraform.text(block, "type", instance)
        asked = [_Asked(each) for each in monitors.searches(query or "")]
        asked += [_Asked(each, each.name) for each in self._variables(block, instance)]
        if not asked and self._may_be_logs(query, kind):
            text = query or ""
            reason = (
                "the monitor's query is known only to Terraform" if not query or terraform.evaluator.holes(text) else "no logs(…)"
            )
            asked = [_Asked(Search(text, Parsed(Opaque(text or block.address, reason))))]
        yield from self._made(block, instance, _numbered(asked), alert=True)

    def _may_be_logs(self, query: str | None, kind: str | None) -> bool:
        if kind == LOG_ALERT:
            return True
        holes = self.terraform.evaluator.holes
        return kind is not None and bool(holes(kind)) and len(holes(query or "")) == len((query or "").strip()) > 0

    def _variables(self, block: Block, instance: Instance) -> Iterator[Search]:
        """The searches that a formula names."""
        for variables in self.terraform.inner(block, "variables", instance):
            for event in self.terraform.inner(variables.block, "event_query", variables.instance):
                yield from self._event_query(event.block, event.instance)

    def _event_query(self, block: Block, instance: Instance) -> Iterator[Search]:
        terraform = self.terraform
        if terraform.text(block, "data_source", instance) not in {"logs", "logs_stream"}:
            return
        for inner in terraform.inner(block, "search", instance):
            text = terraform.text(inner.block, "query", inner.instance)
            if text is not None:
                name = terraform.text(block, "name", instance) or ""
                yield search(text, _texts(terraform.attribute(block, "indexes", instance)), terraform.written(name))

    # --- what looks at logs all the time --------------------------------------------------------------------------

    def _filters(self, block: Block, instance: Instance) -> list[_Asked]:
        terraform = self.terraform
        rules = list(self._grok(block, instance))
        found = [
            _Asked(_with_rules(search(text), rules))
            for inner in terraform.inner(block, "filter", instance)
            if (text := terraform.text(inner.block, "query", inner.instance)) is not None
        ]
        for kind, inside in (("exclusion_filter", "filter"), ("processor", "pipeline")):
            for inner in terraform.inner(block, kind, instance):
                found += self._nested(inner.block, inner.instance, inside)
        return found

    def _grok(self, block: Block, instance: Instance) -> Iterator[tuple[str, str, str]]:
        """The rules of a pipeline's parsers."""
        terraform = self.terraform
        for processor in terraform.inner(block, "processor", instance):
            for parser in terraform.inner(processor.block, "grok_parser", processor.instance):
                source = terraform.text(parser.block, "source", parser.instance) or "message"
                for grok in terraform.inner(parser.block, "grok", parser.instance):
                    match = terraform.text(grok.block, "match_rules", grok.instance) or ""
                    yield source, match, terraform.text(grok.block, "support_rules", grok.instance) or ""

    def _nested(self, block: Block, instance: Instance, inside: str) -> list[_Asked]:
        """An exclusion filter of an index, or a pipeline inside of a pipeline."""
        terraform = self.terraform
        if inside == "pipeline":
            inner_blocks = list(terraform.inner(block, "pipeline", instance))
            return [
                asked._replace(beside=terraform.written(terraform.text(each.block, "name", each.instance) or "pipeline"))
                for each in inner_blocks
                for asked in self._filters(each.block, each.instance)
            ] + [
                _Asked(search(text), terraform.written(terraform.text(category.block, "name", category.instance) or "category"))
                for each in terraform.inner(block, "category_processor", instance)
                for category in terraform.inner(each.block, "category", each.instance)
                for condition in terraform.inner(category.block, "filter", category.instance)
                if (text := terraform.text(condition.block, "query", condition.instance)) is not None
            ]
        name = terraform.written(terraform.text(block, "name", instance) or "exclusion")
        return [asked._replace(beside=name) for asked in self._filters(block, instance)]

    def _rule(self, block: Block, instance: Instance) -> list[_Asked]:
        """A detection rule on logs: each of its queries."""
        terraform = self.terraform
        if terraform.text(block, "type", instance) not in {None, "log_detection"}:
            return []
        found: list[_Asked] = []
        for inner in terraform.inner(block, "query", instance):
            text = terraform.text(inner.block, "query", inner.instance)
            if text is not None:
                found.append(_Asked(search(text), terraform.written(terraform.text(inner.block, "name", inner.instance) or "")))
        return _numbered(found)

    def _is_watched(self, block: Block, instance: Instance) -> bool:
        """Whether a monitor of the folder looks at this metric: by the metric's name, or by a reference."""
        if self._alarmed is None:
            texts: list[str] = []
            for file, each in self.terraform.everywhere("datadog_monitor"):
                asked = each.attributes.get("query")
                value = self.terraform.evaluator.value(file.text, asked) if asked is not None else None
                texts += [self.terraform.evaluator.text(value) or "", each.source]
            self._alarmed = frozenset(match[1] or match[0] for match in _WATCHED.finditer("\n".join(texts)))
        return block.address in self._alarmed or self.terraform.text(block, "name", instance) in self._alarmed

    # --- dashboards, documents, modules ---------------------------------------------------------------------------

    def _widgets(self, block: Block, instance: Instance, depth: int) -> list[_Asked]:
        """The searches of logs anywhere in a dashboard, each with the title of its widget."""
        terraform = self.terraform
        found: list[_Asked] = []
        title = terraform.text(block, "title", instance) if depth else None
        if block.type == "log_query":
            text = terraform.text(block, "search_query", instance)
            found += [_Asked(search(text))] if text is not None else []
        elif block.type == "log_stream_definition":
            text = terraform.text(block, "query", instance)
            found += [_Asked(search(text))] if text is not None else []
        elif block.type == "event_query":
            found += [_Asked(each) for each in self._event_query(block, instance)]
        for kind in dict.fromkeys(each.labels[0] if each.type == "dynamic" and each.labels else each.type for each in block.blocks):
            for inner in terraform.inner(block, kind, instance) if depth < _DEEPEST else ():
                found += self._widgets(inner.block, inner.instance, depth + 1)
                if len(found) > _MOST_VALUES:
                    return found[:_MOST_VALUES]
        if title:
            found = [each if each.beside else each._replace(beside=terraform.written(title)) for each in found]
        return _numbered(found) if depth == 0 else found

    def _json(self, block: Block, instance: Instance, attribute: str) -> Iterator[SavedSearch]:
        """A monitor or dashboard that is JSON in a text."""
        from sdd_impact.searches._datadog import documents

        text = self.terraform.text(block, attribute, instance)
        if text is None or (self.terraform.evaluator.holes(text) and len(text.strip()) == 1):
            written = self.terraform.written(text or "")
            opaque = Parsed(Opaque(written or block.address, "the document is known only to Terraform"))
            yield from self._made(block, instance, [_Asked(Search(written, opaque))], alert=attribute == "monitor")
            return
        for each in documents.in_text(text):
            yield SavedSearch(
                name=self.terraform.written(each.name),
                format="datadog",
                location=self.terraform.location(block),
                text=self.terraform.written(each.search.text),
                query=self.terraform.closed(each.search.parsed.query),
                owner=self.terraform.owner(block, instance) or each.owner,
                alert=each.alert,
                parts=tuple(self.terraform.written(part) for part in each.search.parsed.parts),
            )

    def module(self, block: Block) -> Iterator[SavedSearch]:
        """A module that is given monitors of logs."""
        if "logs(" not in block.source and not any(word in block.source for word in ("local.", "each.")):
            return
        for instance in self.terraform.instances(block):
            given = {name: self.terraform.value(each, instance) for name, each in block.attributes.items()}
            for found in _given(given, self.terraform.name(block, instance)):
                yield from self._handed_over(block, found)

    def _handed_over(self, block: Block, found: _Given) -> Iterator[SavedSearch]:
        terraform = self.terraform
        asked = _numbered([_Asked(each) for each in monitors.searches(found.query)])
        for each in asked:
            name = found.name if not each.beside else f"{found.name} / {each.beside}"
            yield SavedSearch(
                name=terraform.written(name),
                format="datadog",
                location=terraform.location(block),
                text=terraform.written(each.search.text),
                query=terraform.closed(each.search.parsed.query),
                owner=terraform.owner(block, Instance()) or terraform.written(found.owner),
                alert=True,
                parts=tuple(terraform.written(part) for part in each.search.parsed.parts),
            )


def _with_rules(asked: Search, rules: list[tuple[str, str, str]]) -> Search:
    return asked._replace(parsed=asked.parsed._replace(query=with_rules(asked.parsed.query, rules)))


class _Given(NamedTuple):
    """A monitor's query that a module is given."""

    name: str
    query: str
    owner: str


def _given(value: Value, name: str, depth: int = 0) -> Iterator[_Given]:
    """Yield every monitor's query in the values of a module, with the nearest name."""
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        own = value.get("name")
        called = own if isinstance(own, str) and own.strip() else name
        for key, each in value.items():
            if isinstance(each, str):
                if asks_logs(each):
                    yield _Given(called, each, owner_in(value.get("tags")))
            else:
                yield from _given(each, key if depth else called, depth + 1)
    elif isinstance(value, list):
        for item in value:
            yield from _given(item, name, depth + 1)


def _texts(value: Value) -> tuple[str, ...]:
    return tuple(each for each in value if isinstance(each, str)) if isinstance(value, list) else ()


def _numbered(asked: list[_Asked]) -> list[_Asked]:
    """Return the searches with names that differ, where there are several."""
    if len(asked) < 2:
        return [each._replace(beside="") if each.beside in {"query", "query1", "a"} else each for each in asked]
    counted: dict[str, int] = {}
    found: list[_Asked] = []
    for number, each in enumerate(asked, 1):
        name = each.beside or each.search.name or f"query {number}"
        counted[name] = counted.get(name, 0) + 1
        found.append(each._replace(beside=name if counted[name] == 1 else f"{name} {counted[name]}"))
    return found
