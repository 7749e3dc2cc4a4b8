"""Error answers of web frameworks and of gRPC: what a client of the service reads.

Sources: https://docs.rs/axum (``IntoResponse`` of tuples), https://docs.rs/actix-web (``error``, ``HttpResponse``), https://docs.rs/rocket (``response::status``),
https://docs.rs/warp (``reply::with_status``), https://docs.rs/tonic (``Status``), https://docs.rs/salvo (``StatusError``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.languages.rust.errors import MESSAGE_KEYS, type_of
from sdd_impact.languages.rust.statuses import GRPC_CODES, of_name, status_of
from sdd_impact.syntax import snake
from sdd_impact.syntax.numbers import told_status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from sdd_impact.languages.rust.errors import Errors
    from sdd_impact.model import Statement
    from sdd_impact.syntax import Call, Unit

_ACTIX = late.regex(r"Error([A-Z]\w+)")
#: Methods that give an answer its content, behind something that gives it a status.
_CONTENT = frozenset(["body", "json", "brief", "detail", "message", "text", "with_body"])
#: Functions that take a status and a content, in any order.
_BOTH = frozenset(["with_status", "Custom", "from_string", "from_str", "from_fn", "custom", "error_response", "owned"])
#: A project's own functions that answer with a status: ``bad_request("…")``.
_PHRASES = {"bad_request": 400, "unauthorized": 401, "forbidden": 403, "conflict": 409, "unprocessable_entity": 422, "too_many_requests": 429,
            "internal_server_error": 500, "server_error": 500, "service_unavailable": 503}  # fmt: skip
_STEPS = 8


class Responses:
    """Reads the error answers of one file."""

    def __init__(self, unit: Unit, errors: Errors) -> None:
        self._unit = unit
        self._errors = errors
        self._tonic = b"tonic" in unit.code.data
        self._http = b"StatusCode" in unit.code.data or b"HttpResponse" in unit.code.data or b"IntoResponse" in unit.code.data

    def makes(self, owner: str, name: str) -> bool:
        """Whether a call may make an answer, by its name alone."""
        if name in _CONTENT or name in _BOTH or owner == "status" or name in _PHRASES:
            return True
        return (owner == "Status" and (name in GRPC_CODES or name == "new")) or _ACTIX.fullmatch(name) is not None

    def read(self, call: Call) -> Iterator[Statement]:
        """The error answer that a call makes; nothing for an answer without a failing status."""
        owner = call.owner.rpartition(".")[2]
        if owner == "Status" and (call.name in GRPC_CODES or call.name in ("new", "with_details")):
            yield from self._grpc(call)
        elif ((named := _ACTIX.fullmatch(call.name)) and (status := of_name(named[1])) is not None) or (
            owner == "status" and (status := of_name(call.name)) is not None
        ):
            yield from self._told(call, call.at(0), status, call.name)
        elif call.name in _PHRASES and not call.receiver and call.arguments:
            yield from self._told(call, call.arguments[-1].node, _PHRASES[call.name], "")
        elif call.name in _CONTENT and call.receiver is not None:
            status = self._status_before(call.receiver)
            if status is not None:
                yield from self._told(call, call.at(0), status, "")
        elif call.name in _BOTH:
            statuses = [found for each in call.arguments if (found := self._status(each.node))]
            for each in call.arguments if statuses else ():
                yield from self._told(call, each.node, statuses[0], type_of(call))

    def pair(self, node: Node) -> Iterator[Statement]:
        """Axum's ``(StatusCode::NOT_FOUND, "…")``, also with headers between."""
        parts = [child for child in node.named_children if not child.is_extra]
        told = 2 <= len(parts) <= 4 and parts[0].type != "integer_literal"
        status = self._status(parts[0]) if told else None
        if status is not None and status >= 400:
            yield from self._tell(node, self.content(parts[-1]), status, "")

    def _status(self, node: Node | None) -> int | None:
        return told_status(self._unit, node, status_of, capitals=True) if self._http else status_of(self._unit, node)

    def _grpc(self, call: Call) -> Iterator[Statement]:
        code = GRPC_CODES.get(call.name, "")
        position = 0
        if not code:
            first = call.at(0)
            code = snake(self._unit.text(first).rpartition("::")[2]).upper() if first is not None else ""
            position = 1
        message = self._errors.inner(call.at(position))
        if message is not None and (self._tonic or code.lower() in GRPC_CODES) and self._unit.evaluator.is_text(message):
            yield from self._errors.tell(call.node, message, "Status", code=code, audience="api")

    def _status_before(self, node: Node) -> int | None:
        """The status that a chain of calls sets: ``HttpResponse::NotFound()``, ``Response::builder().status(404)``."""
        here: Node | None = node
        for _ in range(_STEPS):
            call = self._unit.call(here)
            if call is None:
                return None
            owner = call.owner.rpartition(".")[2]
            if owner in ("HttpResponse", "StatusError", "Response") and (found := of_name(call.name)) is not None:
                return found
            if call.name in ("status", "build", "new", "set_status", "with_status", "status_code"):
                found = self._status(call.at(0))
                if found is not None:
                    return found
            here = call.receiver
        return None

    def _told(self, call: Call, node: Node | None, status: int, kind: str) -> Iterator[Statement]:
        if status >= 400:
            yield from self._tell(call.node, self.content(node), status, kind)

    def _tell(self, node: Node, message: Node | None, status: int, kind: str) -> Iterator[Statement]:
        if message is not None:
            yield from self._errors.tell(node, message, kind, status=status, audience="api")

    def content(self, node: Node | None, depth: int = 3) -> Node | None:
        """The message in an answer's content: a text, or what stands under a telling key of an object."""
        node = self._errors.inner(node)
        if node is None or depth <= 0:
            return None
        if self._unit.evaluator.is_text(node):
            return node
        call = self._unit.call(node)
        if call is None:
            entries = self._unit.evaluator.mapping(node) or {}
            for key in MESSAGE_KEYS:
                found = self.content(entries[key], depth - 1) if key in entries else None
                if found is not None:
                    return found
            return None
        if call.name == "json_" or (call.name in ("Json", "json", "new", "from") and len(call.arguments) == 1):
            return self.content(call.at(0), depth)
        if call.made or call.name[:1].isupper() or call.owner[:1].isupper():
            return self._errors.message_in(call, 2)
        return None
