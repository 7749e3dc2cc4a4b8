"""Errors that servers written in Kotlin answer with: Ktor, Javalin, http4k, and Spring's functions for coroutines.

Sources: the pages on responses of ktor.io, javalin.io and http4k.org.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.languages._jvm.statuses import status_of
from sdd_impact.syntax.numbers import told_status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from sdd_impact.languages._jvm.responses import Responses
    from sdd_impact.model import Statement
    from sdd_impact.syntax import Call, Unit

#: Ktor's methods of a call → where the message stands, and the status, without names.
_KTOR = {"respond": (1, 0), "respondText": (0, 2), "respondBytes": (0, 2), "respondHtml": (1, 0)}
#: Javalin's methods of a context that end an answer.
_JAVALIN = frozenset(["result", "json", "html"])
#: Javalin's exceptions → their status.
STATUSES = {
    "BadRequestResponse": 400, "UnauthorizedResponse": 401, "ForbiddenResponse": 403, "NotFoundResponse": 404,
    "MethodNotAllowedResponse": 405, "ConflictResponse": 409, "GoneResponse": 410, "InternalServerErrorResponse": 500,
    "NotImplementedResponse": 501, "BadGatewayResponse": 502, "ServiceUnavailableResponse": 503, "GatewayTimeoutResponse": 504,
}  # fmt: skip
#: The methods that :class:`Answers` reads.
NAMES = frozenset([*_KTOR, *_JAVALIN, "body", "bodyValueAndAwait", "bodyAndAwait"])
_CALL = late.regex(r"(?:^|\.)(?:call|this|context)$|^$")
_CONTEXT = late.regex(r"(?:ctx|context|it)\.status\(\)$|(?:ctx|context|it)$")


class Answers:
    """Reads the answers of one file."""

    def __init__(self, unit: Unit, responses: Responses) -> None:
        self._unit = unit
        self._responses = responses

    def read(self, call: Call) -> Iterator[Statement]:
        """The error that a call answers with, where it certainly is one."""
        if call.name in _KTOR:
            yield from self._ktor(call)
        elif call.name in _JAVALIN and _CONTEXT.search(call.owner):
            yield from self._chained(call, "status")
        elif call.name == "body" and call.owner.endswith("Response()"):
            yield from self._chained(call, "Response")

    def made(self, call: Call) -> Iterator[Statement]:
        """``throw NotFoundResponse("…")`` of Javalin."""
        message = call.at(0)
        if call.name in STATUSES and message is not None and self._unit.evaluator.is_text(message):
            yield from self._responses.answered(call.node, message, call.name, STATUSES[call.name])

    def _ktor(self, call: Call) -> Iterator[Statement]:
        if not _CALL.search(call.owner):
            return
        at, where = _KTOR[call.name]
        told = call.keyword("status") or call.at(where)
        status = told_status(self._unit, told, _named) if told is not None else None
        message = call.keyword("message", "text") or call.at(at)
        if status is not None and status >= 400 and message is not None:
            yield from self._responses.answered(call.node, message, call.name, status)

    def _chained(self, call: Call, name: str) -> Iterator[Statement]:
        """``ctx.status(404).result("…")``, ``Response(NOT_FOUND).body("…")``."""
        begin = self._unit.call(call.receiver)
        status = told_status(self._unit, _first(begin), status_of) if begin is not None and begin.name == name else None
        message = call.at(0)
        if status is not None and status >= 400 and message is not None:
            yield from self._responses.answered(call.node, message, call.name if name == "status" else name, status)


def _named(unit: Unit, node: Node | None) -> int | None:
    return status_of(unit, node, numbers=False)


def _first(call: Call) -> Node | None:
    return call.at(0)
