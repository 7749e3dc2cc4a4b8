"""Documents of Datadog's API: monitors, dashboards, metrics, indexes and pipelines of logs, saved views.

Whatever the document is called, a search stands under one of a few keys; the nearest ``name`` or ``title`` around it is its name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact.errors import NotationError
from sdd_impact.model import Opaque
from sdd_impact.searches._datadog import monitors
from sdd_impact.searches._datadog.grok import with_rules
from sdd_impact.searches._datadog.monitors import LOG_ALERT, Search, search
from sdd_impact.searches._datadog.query import Parsed
from sdd_impact.searches._terraform import owner_in
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sdd_impact.notation import Mapping, Node

_NAMES = ("name", "title", "display_name")
_SOURCES = frozenset({"logs", "logs_stream", "logs_pattern_stream", "logs_transaction_stream"})
_MOST_NODES = 100_000


class Found(NamedTuple):
    """A search of a document, with the place of the mapping that holds it."""

    search: Search
    name: str
    owner: str
    alert: bool
    line: int
    column: int
    end: int


class _Around(NamedTuple):
    """What is known from the mappings around a node."""

    name: str = ""
    owner: str = ""
    document: str = ""
    alert: bool = False


def in_text(text: str) -> tuple[Found, ...]:
    """Return the searches of a JSON text; none where it is no JSON."""
    from sdd_impact.notation import load_json

    try:
        return found(load_json(text, "text"))
    except NotationError:
        return ()


def found(root: Node) -> tuple[Found, ...]:
    """Return the searches of a document, in the order of its lines, with names that differ."""
    from sdd_impact.notation import Mapping, Sequence

    made: list[Found] = []
    todo: list[tuple[Node, _Around]] = [(root, _Around())]
    for _ in range(_MOST_NODES):
        if not todo:
            break
        node, around = todo.pop()
        if isinstance(node, Mapping):
            inside = _inside(node, around)
            made.extend(_here(node, inside))
            todo.extend((entry.value, inside) for entry in reversed(node.entries))
        elif isinstance(node, Sequence):
            todo.extend((item, around) for item in reversed(node.items))
    return tuple(_named(made))


def _inside(node: Mapping, around: _Around) -> _Around:
    # The name of a query within a formula is no name that a person knows.
    own = "" if "data_source" in _keys(node) else next((text for text in (_text(node, key) for key in _NAMES) if text), "")
    document = around.document or _text(node, "title") or ("" if "widgets" not in (each.key.text for each in node.entries) else own)
    if document and own and document != own and around.document:
        own = f"{document} / {own}"
    from sdd_impact.notation import plain

    tags = node.get("tags")
    owner = owner_in(plain(tags)) if tags is not None else ""
    alert = around.alert or _is_monitor(node)
    return _Around(own or around.name, owner or around.owner, document, alert)


def _is_monitor(node: Mapping) -> bool:
    return bool(_text(node, "query")) and _text(node, "type").endswith((" alert", " check"))


def _text(node: Mapping, key: str) -> str:
    found_node = node.get(key)
    value = getattr(found_node, "value", None)
    return value if isinstance(value, str) else ""


def _mapping(node: Mapping, key: str) -> Mapping | None:
    from sdd_impact.notation import Mapping

    inner = node.get(key)
    return inner if isinstance(inner, Mapping) else None


def _here(node: Mapping, around: _Around) -> Iterator[Found]:
    """The searches that a mapping itself holds."""
    for asked, alert in _asked(node):
        name = around.name or "search"
        named = f"{name} / {asked.name}" if asked.name else name
        yield Found(asked, named, around.owner, alert or around.alert, node.line, node.column, node.end)


def _asked(node: Mapping) -> Iterator[tuple[Search, bool]]:
    kind, query = _text(node, "type"), _text(node, "query")
    if _is_monitor(node):
        yield from ((each, True) for each in _monitor(query, kind, node))
        return
    inner = _mapping(node, "search")
    if _text(node, "data_source") in _SOURCES:
        text = _text(inner, "query") if inner is not None else _text(node, "query_string") or _text(node, "query")
        name = _text(node, "name")
        yield search(text, _indexes(node), "" if name in {"query", "query1", "a"} else name), False
    elif kind in {"log_stream", "logs_saved_view", "logs"} and (query or (inner is not None and _text(inner, "query"))):
        yield search(query or (_text(inner, "query") if inner is not None else "")), False
    elif (widget := _mapping(node, "log_query")) is not None:
        written = _mapping(widget, "search")
        yield search(_text(written, "query") if written is not None else "", (_text(widget, "index"),)), False
    elif (condition := _mapping(node, "filter")) is not None and "query" in _keys(condition) and _keys(node) & _OF_FILTERS:
        asked = search(_text(condition, "query"))
        yield asked._replace(parsed=asked.parsed._replace(query=with_rules(asked.parsed.query, _rules(node)))), False


def _rules(node: Mapping) -> Iterator[tuple[str, str, str]]:
    """The rules of a pipeline's parsers."""
    from sdd_impact.notation import Mapping, Sequence

    processors = node.get("processors")
    for each in processors.items if isinstance(processors, Sequence) else ():
        grok = _mapping(each, "grok") if isinstance(each, Mapping) else None
        if grok is not None and isinstance(each, Mapping):
            yield (
                _text(each, "source") or "message",
                _text(grok, "match_rules") or _text(grok, "matchRules"),
                _text(grok, "support_rules") or _text(grok, "supportRules"),
            )


#: Keys beside ``filter`` of a metric, an index, an exclusion filter, a pipeline or a category.
_OF_FILTERS = frozenset({"compute", "exclusion_filters", "is_enabled", "processors", "num_retention_days", "retention_days"})


def _keys(node: Mapping) -> frozenset[str]:
    return frozenset(entry.key.text for entry in node.entries)


def _indexes(node: Mapping) -> tuple[str, ...]:
    listed = getattr(node.get("indexes"), "items", ())
    return tuple(text for each in listed if (text := getattr(each, "text", "")))


def _monitor(query: str, kind: str, node: Mapping) -> Iterator[Search]:
    """The searches of a monitor; those that a formula names stand under ``options.variables`` and are met there."""
    asked = list(monitors.searches(query))
    yield from (each._replace(name=f"query {number}" if len(asked) > 1 else "") for number, each in enumerate(asked, 1))
    options = _mapping(node, "options")
    if not asked and kind == LOG_ALERT and (options is None or options.get("variables") is None):
        yield Search(query, Parsed(Opaque(query, "no logs(…)")))


def _named(made: list[Found]) -> Iterator[Found]:
    counted: dict[str, int] = {}
    for each in made:
        counted[each.name] = counted.get(each.name, 0) + 1
        yield each if counted[each.name] == 1 else each._replace(name=f"{each.name} {counted[each.name]}")
