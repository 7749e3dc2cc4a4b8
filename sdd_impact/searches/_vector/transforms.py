"""Transforms of Vector's configuration that look at what an event says.

Rules from Vector's reference of each transform: ``filter`` keeps what its condition fits; each route of ``route`` (``exclusive_route``) takes what its condition fits; ``sample`` and ``throttle``
leave out what ``exclude`` fits; ``reduce`` begins and ends with a condition; ``remap`` runs a program.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact.model import Opaque, Query
from sdd_impact.notation import Mapping, Scalar, Sequence
from sdd_impact.searches._vector.conditions import condition
from sdd_impact.searches._vector.program import program
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sdd_impact.notation import Node

_DEEPEST = 40
_CONDITIONS = {"filter": (("condition", "keeps"),), "sample": (("exclude", "passes"),), "throttle": (("exclude", "passes"),),
    "reduce": (("starts_when", "starts"), ("ends_when", "ends")), "swimlanes": ()}  # fmt: skip
_KINDS = frozenset({*_CONDITIONS, "remap", "route", "exclusive_route"})


class Asked(NamedTuple):
    """What a transform asks: its name with what it does, the text, the query, the node that holds it, and the line of its text in that node."""

    name: str
    text: str
    query: Query
    node: Scalar
    line: int = 0
    error: str = ""


def asked(root: Node, alone: str = "") -> Iterator[Asked]:
    """Yield what the transforms of a document ask, in the order of the text. ``alone`` names a file that is one transform."""
    todo: list[tuple[Node, int]] = [(root, 0)]
    if alone and isinstance(root, Mapping) and _text(root.get("type")) in _KINDS:
        yield from transform(alone, root)
        return
    while todo:
        node, depth = todo.pop()
        if depth > _DEEPEST:
            continue
        if isinstance(node, Sequence):
            todo.extend((item, depth + 1) for item in reversed(node.items))
        elif isinstance(node, Mapping):
            for entry in node.entries:
                if entry.key.text == "transforms" and isinstance(entry.value, Mapping):
                    for inner in entry.value.entries:
                        if isinstance(inner.value, Mapping):
                            yield from transform(inner.key.text, inner.value)
            todo.extend(
                (entry.value, depth + 1) for entry in reversed(node.entries) if entry.key.text not in {"transforms", "tests"}
            )


def transform(name: str, body: Mapping) -> Iterator[Asked]:
    """What one transform asks."""
    kind = _text(body.get("type"))
    for key, does in _CONDITIONS.get(kind, ()):
        yield from _condition(f"{name}: {does}", body.get(key))
    if kind in {"route", "exclusive_route"}:
        yield from _routes(name, body)
    source = body.get("source")
    if kind == "remap" and isinstance(source, Scalar):
        yield from _program(name, source)


def _routes(name: str, body: Mapping) -> Iterator[Asked]:
    route, routes = body.get("route"), body.get("routes")
    for entry in route.entries if isinstance(route, Mapping) else ():
        yield from _condition(f"{name}.{entry.key.text}", entry.value)
    for each in routes.items if isinstance(routes, Sequence) else ():
        if isinstance(each, Mapping):
            yield from _condition(f"{name}.{_text(each.get('name'))}", each.get("condition"))


def _condition(name: str, node: Node | None) -> Iterator[Asked]:
    """A condition: a text of VRL, or a mapping that says its language."""
    kind = "vrl"
    if isinstance(node, Mapping):
        kind = _text(node.get("type")) or "check_fields"
        node = node.get("source")
    if not isinstance(node, Scalar) or not node.text.strip():
        return
    text = node.text.strip()
    if kind == "datadog_search":
        from sdd_impact.searches._datadog.query import parse

        yield Asked(name, text, parse(text).query, node)
    else:
        query = condition(node.text) if kind == "vrl" else Opaque(text, f"a condition of the type {kind}")
        yield Asked(name, text, query, node, 1)


def _program(name: str, source: Scalar) -> Iterator[Asked]:
    steps, wrong = program(source.text)
    for step in steps:
        yield Asked(f"{name}: {step.does}", step.text, step.query, source, source.text.count("\n", 0, step.at) + 1)
    if wrong is not None:
        line = source.text.count("\n", 0, wrong.at) + 1
        yield Asked(name, "", Opaque("", ""), source, line, f"the program cannot be read: {wrong}")


def _text(node: Node | None) -> str:
    return node.text if isinstance(node, Scalar) else ""
