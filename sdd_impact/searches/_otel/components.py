"""Components of a collector's configuration that look at log records, wherever it stands: a file, a chart's values, a resource of the operator, a text in a ConfigMap.

Rules from the README of each component: ``filter`` drops what one of its conditions fits; statements of ``transform`` change what their ``where`` fits; ``routing`` sends it elsewhere;
``count`` counts it; operators of receivers take fields out of lines, drop them, or join them to records.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact.model import FieldIs, Opaque, Phrase, Query, Regex
from sdd_impact.notation import Mapping, Scalar, Sequence
from sdd_impact.searches._otel.comparisons import is_place
from sdd_impact.searches._otel.conditions import condition, statement
from sdd_impact.searches._trees import EVERY_LINE, all_of, any_of
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sdd_impact.notation import Node

_GROUPS = frozenset({"processors", "connectors", "receivers"})
_DEEPEST = 40
_MOST_PARTS = 500
#: Operators with an expression, and its key.
_EXPRESSIONS = {"filter": "expr", "recombine": "is_first_entry"}


class Asked(NamedTuple):
    """What a component asks: the component's name, what it does with what fits, the texts (several are parts), the query, and the first node."""

    component: str
    does: str
    texts: tuple[str, ...]
    query: Query
    node: Node


def asked(root: Node) -> Iterator[Asked]:
    """Yield what the components of a document ask, in the order of the text."""
    todo: list[tuple[Node, int]] = [(root, 0)]
    while todo:
        node, depth = todo.pop()
        if depth > _DEEPEST:
            continue
        if isinstance(node, Sequence):
            todo.extend((item, depth + 1) for item in reversed(node.items))
        elif isinstance(node, Mapping):
            for entry in node.entries:
                if entry.key.text in _GROUPS and isinstance(entry.value, Mapping):
                    for inner in entry.value.entries:
                        if isinstance(inner.value, Mapping):
                            yield from component(inner.key.text, inner.value)
            todo.extend((entry.value, depth + 1) for entry in reversed(node.entries) if entry.key.text not in _GROUPS)


def component(name: str, body: Mapping) -> Iterator[Asked]:
    """What one component asks."""
    kind = name.partition("/")[0]
    read = _KINDS.get(kind)
    if read is not None:
        yield from read(name, body)
    for operator in _maps(body.get("operators")):
        yield from _operator(name, operator)
    multiline = body.get("multiline")
    for key in ("line_start_pattern", "line_end_pattern"):
        pattern = multiline.get(key) if isinstance(multiline, Mapping) else None
        if isinstance(pattern, Scalar) and pattern.text:
            yield Asked(name, "multiline", (pattern.text,), Regex(pattern.text.replace("$$", "$"), "re2"), pattern)


# --- processors and connectors ---------------------------------------------------------------------------------------


def _filter(name: str, body: Mapping) -> Iterator[Asked]:
    listed = [*_texts(body.get("log_conditions"))]
    logs = body.get("logs")
    if isinstance(logs, Mapping):
        listed += _texts(logs.get("log_record"))
        for key, does in (("include", "keeps"), ("exclude", "drops")):
            inner = logs.get(key)
            if isinstance(inner, Mapping):
                yield from _properties(name, does, inner)
    for each in _maps(body.get("log_conditions")):
        listed += _texts(each.get("conditions"))
    yield from _choice(name, "drops", listed, condition)


def _choice(name: str, does: str, listed: list[Scalar], read: Callable[[str], Query]) -> Iterator[Asked]:
    """Several conditions of which one must hold."""
    if listed:
        every = tuple(dict.fromkeys(each.text for each in listed))
        texts = every[:_MOST_PARTS]
        rest = [Opaque(f"{len(every) - len(texts)} more conditions", "more than are looked at")] if len(every) > len(texts) else []
        yield Asked(name, does, texts, any_of([*map(read, texts), *rest]), listed[0])


def _properties(name: str, does: str, body: Mapping) -> Iterator[Asked]:
    """The older form: lists of bodies, severities and attributes, each compared as ``match_type`` says."""
    strict = _text(body.get("match_type")) == "strict"

    def one(field: str, text: str) -> Query:
        if field == "level" and strict:
            return FieldIs("level", "=", text)
        return Phrase(text, where="whole", field=field) if strict else Regex(text, "re2", "", field)

    bodies = _texts(body.get("bodies"))
    parts = [any_of(one("body", each.text) for each in bodies)] if bodies else []
    severities = _texts(body.get("severity_texts"))
    parts += [any_of(one("level", each.text) for each in severities)] if severities else []
    for each in _maps(body.get("record_attributes")):
        key, value = _text(each.get("key")), _text(each.get("value"))
        if key:
            exists = FieldIs(key, "exists") if not value else None
            parts.append(exists or (FieldIs(key, "=", value, case=True) if strict else Regex(value, "re2", "", key)))
    if bodies:
        yield Asked(name, does, tuple(each.text for each in bodies), all_of(parts), bodies[0])
    elif parts and not severities:
        first = next(iter(body.entries)).value
        yield Asked(name, does, (name,), all_of(parts), first)


def _transform(name: str, body: Mapping) -> Iterator[Asked]:
    listed = body.get("log_statements")
    groups: list[tuple[list[Scalar], Query]] = [(_texts(listed), EVERY_LINE)]
    for group in _maps(listed):
        around = (
            any_of(map(condition, (each.text for each in _texts(group.get("conditions")))))
            if group.get("conditions")
            else EVERY_LINE
        )
        groups.append((_texts(group.get("statements")), around))
    for statements, around in groups:
        for each in statements:
            found = statement(each.text)
            does = re.match(r"\w+", each.text)
            yield Asked(name, does[0] if does else "statement", (each.text,), all_of((found, around)), each)


def _routing(name: str, body: Mapping) -> Iterator[Asked]:
    for route in _maps(body.get("table")):
        if _text(route.get("context")) in {"span", "metric", "datapoint", "resource", "request"}:
            continue
        for key, read in (("condition", condition), ("statement", statement)):
            text = route.get(key)
            if isinstance(text, Scalar) and text.text:
                yield Asked(name, "routes", (text.text,), read(text.text), text)


def _counting(name: str, body: Mapping) -> Iterator[Asked]:
    logs = body.get("logs")
    for entry in logs.entries if isinstance(logs, Mapping) else ():
        if isinstance(entry.value, Mapping):
            yield from _choice(entry.key.text, "counts", _texts(entry.value.get("conditions")), condition)
    for each in _maps(logs):
        yield from _choice(_text(each.get("name")) or name, "counts", _texts(each.get("conditions")), condition)


_KINDS: dict[str, Callable[[str, Mapping], Iterator[Asked]]] = {
    "filter": _filter,
    "transform": _transform,
    "routing": _routing,
    "count": _counting,
    "sum": _counting,
    "signaltometrics": _counting,
}

# --- operators ---------------------------------------------------------------------------------------------------------


def _operator(name: str, body: Mapping) -> Iterator[Asked]:
    """One operator of a receiver. What it works on is the line, until another one has taken it apart."""
    kind, called = _text(body.get("type")), _text(body.get("id"))
    component_name = f"{name} / {called}" if called else name
    field = _from(_text(body.get("parse_from")))
    text = body.get("regex")
    if kind == "regex_parser" and isinstance(text, Scalar) and text.text and not is_place(field):
        query: Query = Regex(text.text.replace("$$", "$"), "re2", "", field)
        around = body.get("if")
        query = all_of((query, condition(around.text, ""))) if isinstance(around, Scalar) else query
        yield Asked(component_name, "regex_parser", (text.text,), query, text)
        return
    node = body.get(_EXPRESSIONS.get(kind, ""))
    if isinstance(node, Scalar) and node.text:
        yield Asked(component_name, "drops" if kind == "filter" else kind, (node.text,), condition(node.text, ""), node)
    for route in _maps(body.get("routes")) if kind == "router" else ():
        node = route.get("expr")
        if isinstance(node, Scalar) and node.text:
            yield Asked(component_name, "routes", (node.text,), condition(node.text, ""), node)
    node = body.get("if")
    if isinstance(node, Scalar) and node.text and kind != "regex_parser":
        yield Asked(component_name, kind or "if", (node.text,), condition(node.text, ""), node)


def _from(path: str) -> str:
    """The field that an operator parses: "" for the body, which is the line."""
    keys = path.replace('["', ".").replace("['", ".").replace('"]', "").replace("']", "").removeprefix("$")
    if keys in {"", "body"}:
        return ""
    return keys.removeprefix("body.").removeprefix("attributes.").removeprefix("resource.")


# --- nodes -------------------------------------------------------------------------------------------------------------


def _maps(node: Node | None) -> tuple[Mapping, ...]:
    return tuple(each for each in node.items if isinstance(each, Mapping)) if isinstance(node, Sequence) else ()


def _texts(node: Node | None) -> list[Scalar]:
    """The texts of a list, or a text alone."""
    items = node.items if isinstance(node, Sequence) else (node,)
    return [each for each in items if isinstance(each, Scalar) and isinstance(each.value, str) and each.text.strip()]


def _text(node: Node | None) -> str:
    return node.text if isinstance(node, Scalar) else ""
