"""Spring (annotations, functional routes), JAX-RS, Micronaut."""

from __future__ import annotations

from collections.abc import Iterator

from sdd_impact.detectors._outline import Mark, Piece, chosen
from sdd_impact.detectors._reading import File
from sdd_impact.detectors._routes.noun import VERBS, Route, path_of, route_at
from sdd_impact.syntax import Call

_SPRING = {f"{verb.capitalize()}Mapping": verb.upper() for verb in VERBS}
_MICRONAUT = {verb.capitalize(): verb.upper() for verb in VERBS}
_JAX_RS = frozenset(verb.upper() for verb in VERBS)
#: Annotations of a class that make its methods calls to another server.
_CLIENTS = frozenset(["FeignClient", "RegisterRestClient", "Client", "HttpExchange", "ReactiveFeignClient"])
_FUNCTIONAL = frozenset(verb.upper() for verb in VERBS)


def routes(file: File) -> Iterator[Route]:
    """The routes of a Java file."""
    for piece in file.outline.functions:
        owner = piece.owner
        if owner is None or any(mark.name in _CLIENTS for mark in owner.marks):
            continue
        marks = {mark.name: mark for mark in piece.marks}
        for mark in piece.marks:
            yield from _spring(file, piece, owner, mark)
        yield from _jax_rs(file, piece, owner, marks)
        yield from _graphql(file, piece, marks)
    for call in file.outline.calls:
        yield from _functional(file, call)


def _spring(file: File, piece: Piece, owner: Piece, mark: Mark) -> Iterator[Route]:
    methods = [_SPRING[mark.name]] if mark.name in _SPRING else []
    prefixes = ["RequestMapping"]
    if mark.name == "RequestMapping":
        methods = _request_methods(file, mark) or ["ANY"]
    elif mark.name in _MICRONAUT and any(each.name == "Controller" and each.called for each in owner.marks):
        methods, prefixes = [_MICRONAUT[mark.name]], ["Controller"]
    if not methods:
        return
    for prefix in _paths(file, owner, prefixes):
        for path in chosen(file.unit, mark.get(0, "value", "path", "uri")) or [""]:
            for method in methods:
                yield route_at(file, method, path_of(prefix, path), mark.node, piece.symbol, piece.node)


def _request_methods(file: File, mark: Mark) -> list[str]:
    node = mark.get(-1, "method")
    text = file.unit.text(node) if node is not None else ""
    return [part.rpartition(".")[2].strip() for part in text.strip("{} ").split(",") if part.strip()]


def _paths(file: File, owner: Piece, names: list[str]) -> list[str]:
    """The prefixes that the class has in one of these annotations."""
    for mark in owner.marks:
        if mark.name in names:
            return chosen(file.unit, mark.get(0, "value", "path")) or [""]
    return [""]


def _jax_rs(file: File, piece: Piece, owner: Piece, marks: dict[str, Mark]) -> Iterator[Route]:
    """A method with ``@GET`` (without a path: with one in its parentheses it is Retrofit, a client)."""
    for name in _JAX_RS & marks.keys():
        if marks[name].called:
            continue
        own = chosen(file.unit, marks["Path"].get(0, "value")) if "Path" in marks else []
        for prefix in _paths(file, owner, ["Path"]):
            yield route_at(file, name, path_of(prefix, *(own or [""])), marks[name].node, piece.symbol, piece.node)


def _graphql(file: File, piece: Piece, marks: dict[str, Mark]) -> Iterator[Route]:
    for name in ("MutationMapping", "DgsMutation", "Mutation", "GraphQLMutation"):
        if name in marks:
            yield route_at(file, "MUTATION", piece.name, marks[name].node, piece.symbol, piece.node)


def _functional(file: File, call: Call) -> Iterator[Route]:
    """``route(POST("/x"), handler::reset)`` and ``.POST("/x", handler::reset)``."""
    if call.name not in _FUNCTIONAL or not call.positional:
        return
    path = file.unit.evaluator.literal(call.at(0))
    if path is None or not path.startswith("/"):
        return
    handler = call.at(1)
    around = call.node.parent.parent if call.node.parent is not None else None
    if handler is None and around is not None and (outer := file.unit.call(around)) and outer.name in ("route", "andRoute"):
        handler = outer.at(1)
    written = file.unit.text(handler) if handler is not None else ""
    name = written.partition("::")[2]
    piece = file.outline.named(name) if name else None
    yield route_at(file, call.name, path_of(path), call.node, piece.symbol if piece else name, piece.node if piece else None)
