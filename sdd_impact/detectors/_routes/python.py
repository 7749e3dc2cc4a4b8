"""Flask, Quart, FastAPI, Starlette, aiohttp, Django, Django REST framework, Graphene, Strawberry, Ariadne."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sdd_impact.detectors._outline import Mark, Piece, chosen, inside
from sdd_impact.detectors._reading import File
from sdd_impact.detectors._routes.noun import VERBS, Route, path_of, route_at
from sdd_impact.syntax import Call, dotted

if TYPE_CHECKING:
    from tree_sitter import Node

#: Constructors of what routes hang on → the keyword with their prefix.
_PREFIXES = {"Blueprint": "url_prefix", "APIRouter": "prefix", "APIBlueprint": "url_prefix", "Router": "prefix"}
_ADDERS = {f"add_{verb}": verb.upper() for verb in VERBS}
_DJANGO = frozenset(["path", "re_path", "url"])
_VIEWSET_METHODS = {
    "list": "GET",
    "retrieve": "GET",
    "create": "POST",
    "update": "PUT",
    "partial_update": "PATCH",
    "destroy": "DELETE",
}
#: Names of what sends requests rather than answers them.
_CLIENTS = frozenset(
    ["client", "requests", "session", "http", "httpx", "mock", "responses", "cache", "self.client", "self.session"]
)


def routes(file: File) -> Iterator[Route]:
    """The routes of a Python file."""
    for piece in file.outline.functions:
        for mark in piece.marks:
            yield from _decorated(file, piece, mark)
    for piece in file.outline.classes:
        yield from _class(file, piece)
    for call in file.outline.calls:
        yield from _registered(file, call)


# --- decorators --------------------------------------------------------------------------------------------------


def _decorated(file: File, piece: Piece, mark: Mark) -> Iterator[Route]:
    owner = mark.callee.rpartition(".")[0]
    if mark.name == "mutation" and owner.startswith("strawberry"):
        yield route_at(file, "MUTATION", piece.name, mark.node, piece.symbol, piece.node)
    elif mark.name == "field" and mark.called and "mutation" in owner.lower():
        for name in chosen(file.unit, mark.get(0)):
            yield route_at(file, "MUTATION", name, mark.node, piece.symbol, piece.node)
    elif mark.name == "action" and mark.called and piece.owner:
        yield from _action(file, piece, piece.owner, mark)
    elif (
        mark.called and owner and (mark.name in VERBS or mark.name in ("route", "api_route", "websocket")) and owner not in _CLIENTS
    ):
        for path in chosen(file.unit, mark.get(0, "path", "rule")):
            if path and not path.startswith(("/", "{", "<", "^")):
                continue
            full = path_of(_prefix(file, owner, mark.node), path)
            for method in _methods(file, mark, "GET"):
                yield route_at(file, method, full, mark.node, piece.symbol, piece.node)


def _methods(file: File, mark: Mark | Call, default: str) -> list[str]:
    if mark.name in VERBS:
        return [mark.name.upper()]
    listed = next((argument.node for argument in mark.arguments if argument.keyword == "methods"), None)
    return [method.upper() for method in chosen(file.unit, listed)] or [default]


def _action(file: File, piece: Piece, owner: Piece, mark: Mark) -> Iterator[Route]:
    """A REST framework's extra action of a view set; the path above it is another file's."""
    named = chosen(file.unit, mark.get(-1, "url_path")) or [piece.name]
    for method in _methods(file, mark, "GET"):
        yield route_at(file, method, path_of(owner.name, named[0]), mark.node, piece.symbol, piece.node)


def _prefix(file: File, owner: str, node: Node) -> str:
    """The prefix that a blueprint or router of this file was made with."""
    bound = file.unit.scope.lookup(owner, node.start_byte)
    for value in bound.values if bound else ():
        call = file.unit.call(value[0]) if len(value) == 1 and value[0] is not None else None
        if call and call.name in _PREFIXES and (text := chosen(file.unit, call.keyword(_PREFIXES[call.name]))):
            return text[0]
    return ""


# --- classes -----------------------------------------------------------------------------------------------------


def _class(file: File, piece: Piece) -> Iterator[Route]:
    """A GraphQL mutation that is a class."""
    bases = [base.rpartition(".")[2] for base in file.unit.grammar.bases(file.unit.code, piece.node)]
    if (
        any(base.endswith("Mutation") for base in bases)
        and not piece.name.startswith(("Base", "_"))
        and not piece.name.endswith("Mixin")
    ):
        yield route_at(file, "MUTATION", piece.name[:1].lower() + piece.name[1:], piece.node, piece.symbol, piece.node)


# --- calls -------------------------------------------------------------------------------------------------------


def _registered(file: File, call: Call) -> Iterator[Route]:
    if call.name in ("add_url_rule", "add_api_route", "add_route", "add_resource", "add_view") or call.name in _ADDERS:
        yield from _added(file, call)
    elif call.callee in _DJANGO or (call.name in _DJANGO and call.owner == "urls"):
        yield from _django(file, call)
    elif call.name == "register" and "router" in call.owner.lower():
        for path in chosen(file.unit, call.get(0, "prefix")):
            yield route_at(file, "ANY", path_of(path), call.node, *_handler(file, call.get(1, "viewset")))
    elif call.callee in {f"web.{verb}" for verb in VERBS}:
        for path in chosen(file.unit, call.at(0)):
            yield route_at(file, call.name.upper(), path_of(path), call.node, *_handler(file, call.at(1)))


def _added(file: File, call: Call) -> Iterator[Route]:
    if call.name == "add_route" and len(call.positional) > 2:  # aiohttp: method, path, handler
        method, path, handler = call.at(0), call.at(1), call.at(2)
        methods = [text.upper().replace("*", "ANY") for text in chosen(file.unit, method)]
    elif call.name == "add_resource":
        method, path, handler = None, call.at(1), call.at(0)
        methods = ["ANY"]
    else:
        path, handler = (
            call.get(0, "path", "rule"),
            call.get(2 if call.name == "add_url_rule" else 1, "view_func", "endpoint", "handler"),
        )
        methods = [_ADDERS[call.name]] if call.name in _ADDERS else _methods(file, call, "GET")
    for text in chosen(file.unit, path):
        for method_name in methods if text.startswith("/") or not text else ():
            prefix = _prefix(file, call.owner, call.node)
            yield route_at(file, method_name, path_of(prefix, text), call.node, *_handler(file, handler))


def _django(file: File, call: Call) -> Iterator[Route]:
    """``path()`` in a list of URL patterns. What is included is another file's routes: the mount stands for them."""
    if not (file.path.endswith("urls.py") or "urls/" in file.path or _in_patterns(file, call.node)):
        return
    handler = call.get(1, "view")
    included = file.unit.call(handler)
    for path in chosen(file.unit, call.get(0, "route", "regex")):
        if included and included.name == "include":
            if path.strip("^$/ "):
                yield route_at(file, "ANY", path_of(path) + "/*", call.node)
        else:
            yield route_at(file, "ANY", path_of(path), call.node, *_handler(file, handler))


def _in_patterns(file: File, node: Node) -> bool:
    assigned = inside(node, "assignment")
    left = assigned.child_by_field_name("left") if assigned is not None else None
    return left is not None and "urlpatterns" in file.unit.text(left)


def _handler(file: File, node: Node | None) -> tuple[str, Node | None]:
    """The dotted name of what answers, and its code where this file has it."""
    if node is None:
        return "", None
    if node.type == "lambda":
        return "", node
    call = file.unit.call(node)
    name = call.callee if call else dotted(file.unit.code, node, file.unit.grammar)
    if call and call.name == "as_view":
        name = call.owner
    elif call and call.positional:  # a decorator put around by hand
        return _handler(file, call.at(0))
    piece = file.outline.named(name)
    return (piece.symbol, piece.node) if piece else (name.replace("()", ""), None)
