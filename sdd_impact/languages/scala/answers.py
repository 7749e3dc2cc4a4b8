"""Errors that servers written in Scala answer with: Play, http4s, Akka and Pekko HTTP.

Sources: the documentation of play.api.mvc.Results, http4s' DSL, and the directives of Akka HTTP (``complete``, ``reject``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact.languages._jvm.kinds import pair_of
from sdd_impact.languages._jvm.statuses import status_of
from sdd_impact.syntax.code import kids
from sdd_impact.syntax.numbers import told_status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from sdd_impact.languages._jvm.names import Names
    from sdd_impact.languages._jvm.responses import Responses
    from sdd_impact.model import Statement
    from sdd_impact.syntax import Call, Unit

#: Answers of Play and http4s → their status.
RESULTS = {
    "BadRequest": 400, "Unauthorized": 401, "PaymentRequired": 402, "Forbidden": 403, "NotFound": 404, "MethodNotAllowed": 405, "NotAcceptable": 406,
    "RequestTimeout": 408, "Conflict": 409, "Gone": 410, "PreconditionFailed": 412, "EntityTooLarge": 413, "UriTooLong": 414, "UnsupportedMediaType": 415,
    "ExpectationFailed": 417, "UnprocessableEntity": 422, "Locked": 423, "FailedDependency": 424, "TooManyRequests": 429, "InternalServerError": 500,
    "NotImplemented": 501, "BadGateway": 502, "ServiceUnavailable": 503, "GatewayTimeout": 504, "InsufficientStorage": 507,
}  # fmt: skip
_PACKAGES = ("play.api.mvc", "play.mvc", "play.api", "org.http4s")
#: Rejections of Akka HTTP whose first text is shown to the client → status.
_REJECTIONS = {"ValidationRejection": 400, "MalformedRequestContentRejection": 400, "MalformedQueryParamRejection": 400}
#: The names that :class:`Answers` reads.
NAMES = frozenset([*RESULTS, *_REJECTIONS, "complete", "HttpResponse", "Status", "apply"])


class Answers:
    """Reads the answers of one file."""

    def __init__(self, unit: Unit, names: Names, responses: Responses) -> None:
        self._unit = unit
        self._responses = responses
        self._results = names.imports(*_PACKAGES)

    def read(self, call: Call) -> Iterator[Statement]:
        """The error that a call answers with, where it certainly is one."""
        if call.name in RESULTS and self._results and call.owner in ("", "Results") and (body := call.at(0)) is not None:
            yield from self._responses.answered(call.node, body, call.name, RESULTS[call.name])
        elif call.name == "complete" and call.arguments:
            yield from self._complete(call)
        elif call.name == "HttpResponse":
            yield from self._response(call)
        elif call.name in _REJECTIONS and (text := call.at(1 if call.name.startswith("MalformedQuery") else 0)) is not None:
            yield from self._responses.answered(call.node, text, call.name, _REJECTIONS[call.name])

    def _complete(self, call: Call) -> Iterator[Statement]:
        """``complete(StatusCodes.NotFound, "…")``, with a pair, or with ``->``."""
        parts = [argument.node for argument in call.positional]
        if len(parts) == 1:
            pair = pair_of(parts[0])
            parts = list(pair) if pair is not None else kids(parts[0]) if parts[0].type == "tuple_expression" else []
        if len(parts) > 1:
            yield from self._answer(call, parts[0], parts[-1])

    def _response(self, call: Call) -> Iterator[Statement]:
        """``HttpResponse(StatusCodes.NotFound, entity = "…")``."""
        status, entity = call.get(0, "status"), call.keyword("entity") or call.at(2)
        if status is not None and entity is not None:
            yield from self._answer(call, status, entity)

    def _answer(self, call: Call, told: Node, body: Node) -> Iterator[Statement]:
        status = told_status(self._unit, told, status_of)
        if status is not None and status >= 400:
            yield from self._responses.answered(call.node, body, call.name, status)
