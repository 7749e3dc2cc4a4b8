"""Express, Koa, Fastify, hapi, Hono, NestJS, tsoa-like decorators, Next.js route files, TypeGraphQL, socket events."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.detectors._outline import Mark, Piece, chosen
from sdd_impact.detectors._reading import File
from sdd_impact.detectors._routes.noun import VERBS, Route, path_of, route_at
from sdd_impact.syntax import Call, dotted

if TYPE_CHECKING:
    from tree_sitter import Node

_METHODS = {**{verb: verb.upper() for verb in VERBS}, "all": "ANY", "any": "ANY", "del": "DELETE"}
_NEST = {**{verb.capitalize(): verb.upper() for verb in VERBS}, "All": "ANY"}
#: Names of what routes hang on. Any other receiver must be made by one of ``_MAKERS``.
_RECEIVER = late.regex(
    r"(?:.*\.)?(?:\w*(?:[aA]pp|[rR]outer|[sS]erver|[rR]outes?|[fF]astify|[aA]pi|[eE]xpress)|koa|r|hono|instance)(?:\(\))?"
)
_MAKERS = frozenset(
    ["express", "Router", "fastify", "Fastify", "Koa", "Hono", "OpenAPIHono", "server", "createServer", "PromiseRouter", "Elysia"]
)
#: Receivers of those names that ask rather than answer.
_CLIENT = late.regex(
    r"(?:.*\.)?(?:axios\w*|http|https|client|request|agent|supertest|\w*[cC]lient|\$http|fetcher|ky|got|page|cy)(?:\(\))?"
)
_NEXT_FILE = late.regex(r"(?:.*/)?app/(.*/)?route\.[cm]?[jt]sx?")
_NEXT_PAGE = late.regex(r"(?:.*/)?pages/(api/.+)\.[cm]?[jt]s")
#: Events of a socket itself: no client asks for them.
_SOCKET_OWN = frozenset(
    ["error", "close", "end", "data", "message", "connect", "disconnect", "disconnecting", "open", "timeout", "drain", "connection"]
)
_UPPER = frozenset(verb.upper() for verb in VERBS)


def routes(file: File) -> Iterator[Route]:
    """The routes of a JavaScript or TypeScript file."""
    for call in file.outline.calls:
        if call.name in _METHODS:
            yield from _registered(file, call)
        elif call.name in ("route", "register"):
            yield from _described(file, call)
        elif call.name == "mutation":
            yield from _procedure(file, call)
        elif call.name == "on":
            yield from _event(file, call)
    for piece in file.outline.functions:
        yield from _decorated(file, piece)
    yield from _by_file(file)


# --- calls -------------------------------------------------------------------------------------------------------


def _registered(file: File, call: Call) -> Iterator[Route]:
    """``router.post("/reset", auth, handler)`` and ``router.route("/reset").post(handler)``."""
    if not call.positional or call.receiver is None:
        return
    chained = _chain(file, call)
    if chained is not None:
        function = call.node.child_by_field_name("function")
        link = (function.child_by_field_name("property") if function is not None else None) or call.node
        for path in chained:
            yield route_at(file, _METHODS[call.name], path_of(path), link, *_handler(file, call.positional[-1].node))
        return
    if len(call.positional) < 2 or _CLIENT.fullmatch(call.owner) or not _answers(file, call):
        return
    for path in _paths(file, call.at(0)):
        if path.startswith(("/", "*")) or path == "":
            yield route_at(file, _METHODS[call.name], path_of(path), call.node, *_handler(file, call.positional[-1].node))


def _chain(file: File, call: Call) -> list[str] | None:
    """The path of ``.route(path)`` earlier in a chain of calls; None where there is none."""
    inner = file.unit.call(call.receiver)
    for _ in range(12):
        if inner is None:
            return None
        if inner.name == "route" and len(inner.positional) == 1:
            return _paths(file, inner.at(0))
        if inner.name not in _METHODS:
            return None
        inner = file.unit.call(inner.receiver)
    return None


def _answers(file: File, call: Call) -> bool:
    """Whether routes hang on a receiver: by its name, or by what this file made it with; the last argument must be able to answer."""
    last = call.positional[-1].node
    if last.type in ("string", "template_string", "object", "number", "array"):
        return False
    if _RECEIVER.fullmatch(call.owner):
        return True
    bound = file.unit.scope.lookup(call.owner, call.node.start_byte)
    values = [value[0] for value in bound.values if len(value) == 1] if bound else []
    return any((made := file.unit.call(value)) is not None and made.name in _MAKERS for value in values)


def _paths(file: File, node: Node | None) -> list[str]:
    if node is not None and node.type == "regex":
        pattern = node.child_by_field_name("pattern")
        return ["/" + file.unit.text(pattern)] if pattern is not None else []
    return chosen(file.unit, node)


def _described(file: File, call: Call) -> Iterator[Route]:
    """``fastify.route({method, url, handler})``, hapi's ``server.route({method, path, handler})``, ``this.route("POST", "/x", handler)``."""
    method = file.unit.evaluator.literal(call.at(0)) if len(call.positional) > 2 else None
    if method and method.upper() in _UPPER:
        for path in _paths(file, call.at(1)):
            yield route_at(file, method.upper(), path_of(path), call.node, *_handler(file, call.positional[-1].node))
        return
    first = call.at(0)
    listed = first.named_children if first is not None and first.type == "array" else [first]
    for each in listed:
        entries = file.unit.evaluator.mapping(each) if each is not None else None
        if entries and "method" in entries and (path_node := entries.get("url") or entries.get("path")):
            for path in _paths(file, path_node):
                for name in chosen(file.unit, entries["method"]):
                    yield route_at(
                        file,
                        name.upper().replace("*", "ANY"),
                        path_of(path),
                        each or call.node,
                        *_handler(file, entries.get("handler")),
                    )


def _procedure(file: File, call: Call) -> Iterator[Route]:
    """tRPC: ``deleteAccount: procedure.input(…).mutation(handler)``, as an entry of a router or as a constant."""
    parent = call.node.parent
    label = parent.child_by_field_name("key" if parent.type == "pair" else "name") if parent is not None else None
    if label is not None and "rocedure" in call.callee:
        name = re.sub(r"(?:Route|Procedure|Mutation)$", "", file.unit.text(label))
        yield route_at(file, "MUTATION", name, label, *_handler(file, call.at(0)))


def _event(file: File, call: Call) -> Iterator[Route]:
    """An event that a client's socket sends: ``socket.on("changePassword", handler)``, in code of the server."""
    if call.owner.rpartition(".")[2] != "socket" or len(call.positional) != 2:
        return
    handler = call.positional[1].node
    name = file.unit.evaluator.literal(call.at(0))
    at_client = (
        re.search(r"(?:^|/)(?:src|client|frontend|public|web|ui|mixins|components|store)/", file.path) and "server" not in file.path
    )
    if (
        name
        and name not in _SOCKET_OWN
        and not at_client
        and handler.type in ("arrow_function", "function_expression", "identifier", "member_expression")
    ):
        yield route_at(file, "EVENT", name, call.node, *_handler(file, handler))


def _handler(file: File, node: Node | None) -> tuple[str, Node | None]:
    """The dotted name of what answers, and its code where this file has it. An inline function has no name."""
    if node is None:
        return "", None
    if node.type in ("arrow_function", "function_expression"):
        return "", node
    call = file.unit.call(node)
    if call:  # asyncHandler(controller.reset), controller.reset.bind(controller)
        inner = call.receiver if call.name == "bind" else call.at(0)
        return _handler(file, inner) if inner is not None else (call.callee, None)
    name = dotted(file.unit.code, node, file.unit.grammar)
    if not re.fullmatch(r"[\w$.]+", name):
        return "", None
    piece = file.outline.named(name)
    return (piece.symbol, piece.node) if piece else (name, None)


# --- decorators and files ----------------------------------------------------------------------------------------


def _decorated(file: File, piece: Piece) -> Iterator[Route]:
    """NestJS's controllers and TypeGraphQL's or NestJS's mutations."""
    owner = piece.owner
    if owner is None:
        return
    prefixes = [
        path for mark in owner.marks if mark.name in ("Controller", "JsonController", "Route") for path in _nest_paths(file, mark)
    ]
    for mark in piece.marks:
        if (
            mark.name in _NEST
            and mark.called
            and any(each.name.endswith("Controller") or each.name == "Route" for each in owner.marks)
        ):
            for prefix in prefixes or [""]:
                for path in _nest_paths(file, mark):
                    yield route_at(file, _NEST[mark.name], path_of(prefix, path), mark.node, piece.symbol, piece.node)
        elif mark.name == "Mutation" and mark.called:
            yield route_at(file, "MUTATION", piece.name, mark.node, piece.symbol, piece.node)


def _nest_paths(file: File, mark: Mark) -> list[str]:
    node = mark.get(0)
    entries = file.unit.evaluator.mapping(node) if node is not None and node.type == "object" else None
    return chosen(file.unit, entries.get("path") if entries else node) or [""]


def _by_file(file: File) -> Iterator[Route]:
    """Next.js: the path of the file is the route."""
    if found := _NEXT_FILE.fullmatch(file.path):
        for piece in file.outline.functions:
            if piece.top and piece.name in _UPPER:
                yield route_at(file, piece.name, _next_path(found[1] or ""), piece.node, piece.symbol, piece.node)
    elif (found := _NEXT_PAGE.fullmatch(file.path)) and b"export default" in file.unit.code.data:
        yield route_at(file, "ANY", _next_path(found[1].removesuffix("index")), file.unit.code.root, "", file.unit.code.root)


def _next_path(folders: str) -> str:
    kept = [
        re.sub(r"^\[+(?:\.\.\.)?(\w+)\]+$", r"{\1}", part)
        for part in folders.split("/")
        if part and not part.startswith(("(", "@"))
    ]
    return path_of(*kept)
