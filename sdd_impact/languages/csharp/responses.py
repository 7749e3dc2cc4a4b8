"""Errors that are answered rather than thrown: HTTP responses, problem details, gRPC statuses, results."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.languages.csharp.exceptions import thrown_at
from sdd_impact.languages.csharp.statuses import status_of
from sdd_impact.syntax.numbers import told_status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from sdd_impact.languages.csharp.arguments import Arguments
    from sdd_impact.languages.csharp.filling import Filling
    from sdd_impact.model import Audience, Statement
    from sdd_impact.syntax import Call, Unit

#: Methods of a controller, of ``Results`` and ``TypedResults``, and their statuses.
_ANSWERS = {
    "BadRequest": 400, "Unauthorized": 401, "Forbid": 403, "Forbidden": 403, "NotFound": 404, "Conflict": 409, "Gone": 410,
    "PreconditionFailed": 412, "UnprocessableEntity": 422, "TooManyRequests": 429, "InternalServerError": 500, "HttpNotFound": 404,
    "ServiceUnavailable": 503,
}  # fmt: skip
_ANSWER_OWNERS = frozenset(["", "this", "base", "Results", "TypedResults", "controller", "Controller", "_controller"])
#: Objects that are answers, and their statuses (None: told in their initialiser or by an argument).
_OBJECTS = {
    "BadRequestObjectResult": 400, "UnauthorizedObjectResult": 401, "NotFoundObjectResult": 404, "ConflictObjectResult": 409,
    "UnprocessableEntityObjectResult": 422, "BadRequestErrorMessageResult": 400, "HttpUnauthorizedResult": 401, "HttpNotFoundResult": 404,
    "BadRequest": 400, "Unauthorized": 401, "Forbidden": 403, "NotFound": 404, "Conflict": 409, "UnprocessableEntity": 422,
    "ObjectResult": None, "JsonResult": None, "ContentResult": None, "HttpStatusCodeResult": None, "HttpError": None,
    "ProblemDetails": None, "ValidationProblemDetails": None, "Status": None, "HttpResponseMessage": None,
}  # fmt: skip
#: Result types, and whom their text speaks to.
_RESULTS: dict[str, Audience] = {
    **dict.fromkeys(["Result", "OperationResult", "ServiceResult", "CommandResult"], "internal"),
    **dict.fromkeys(["HealthCheckResult", "ValidateOptionsResult"], "operator"),
}  # fmt: skip
#: Methods of result types whose text says what went wrong.
_FAILURES = frozenset(
    [
        "Fail",
        "Failure",
        "Error",
        "Invalid",
        "NotFound",
        "Conflict",
        "Forbidden",
        "Unauthorized",
        "Unavailable",
        "CriticalError",
        "BadRequest",
        "Unhealthy",
        "Degraded",
    ]
)
#: Methods of ErrorOr's ``Error``.
_ERRORS = frozenset(
    ["Failure", "Unexpected", "Validation", "Conflict", "NotFound", "Unauthorized", "Forbidden", "Custom", "BadRequest"]
)
#: Members under which an answer's object has its text, in lower case.
_TEXT_KEYS = frozenset(
    [
        "error",
        "message",
        "detail",
        "msg",
        "reason",
        "description",
        "errormessage",
        "error_description",
        "title",
        "errors",
        "content",
        "reasonphrase",
    ]
)
_STATUS_KEYS = frozenset(["statuscode", "status", "httpstatuscode"])
_STATUS_SET = late.regex(r"\bStatusCode$")
_BEFORE = 8

#: The methods that :class:`Responses` reads.
NAMES = frozenset(
    [*_ANSWERS, *_FAILURES, *_ERRORS, "StatusCode", "Problem", "ValidationProblem", "Json", "Text", "Content", "CreateErrorResponse", "CreateResponse",
     "WriteAsync", "WriteAsJsonAsync", "ThrowError", "AddError"]
)  # fmt: skip
#: The types that :meth:`Responses.made` reads.
TYPES = frozenset(_OBJECTS)


class Responses:
    """Reads the error answers of one file."""

    def __init__(self, unit: Unit, arguments: Arguments, filling: Filling) -> None:
        self._unit = unit
        self._arguments = arguments
        self._filling = filling
        self._endpoints = b"FastEndpoints" in unit.code.data
        self._told: set[int] = set()  # bodies that the answer around them has told

    def read(self, call: Call) -> Iterator[Statement]:
        """The error that a call answers with, where it is one."""
        owner = re.sub(r"<.*>", "", call.owner.rpartition(".")[2])
        if owner == "Error" and call.name in _ERRORS:
            yield from self._error(call)
        elif owner in _RESULTS and call.name in _FAILURES:
            yield from self._answered(call, call.at(0), None, _RESULTS[owner], "Result")
        elif owner in _ANSWER_OWNERS and call.name in _ANSWERS:
            yield from self._answered(call, call.get(0, "error", "value", "modelState"), _ANSWERS[call.name])
        elif owner in _ANSWER_OWNERS and call.name in ("StatusCode", "Content", "Json", "Text"):
            yield from self._with_status(call)
        elif owner in _ANSWER_OWNERS and call.name in ("Problem", "ValidationProblem"):
            yield from self._problem(call)
        elif call.name in ("CreateErrorResponse", "CreateResponse"):
            status = told_status(self._unit, call.at(0), status_of)
            yield from self._answered(call, call.at(1), status) if status is not None and status >= 400 else ()
        elif call.name in ("WriteAsync", "WriteAsJsonAsync") and owner.endswith("Response"):
            status = self._status_before(call.node)
            yield from self._answered(call, call.at(0), status) if status is not None and status >= 400 else ()
        elif call.name in ("ThrowError", "AddError") and self._endpoints:
            yield from self._answered(call, call.positional[-1].node if call.positional else None, 400)

    # --- calls -----------------------------------------------------------------------------------------------------------

    def _with_status(self, call: Call) -> Iterator[Statement]:
        """``StatusCode(500, "…")``, ``Content(HttpStatusCode.NotFound, "…")``, ``Results.Json(new { error = "…" }, statusCode: 409)``."""
        told = call.keyword("statusCode")
        body = call.get(0, "data", "content", "value")
        if told is None:
            told, body = call.at(0), call.get(1, "value", "data")
        sure = call.name == "StatusCode" or call.keyword("statusCode") is not None
        status = told_status(self._unit, told, status_of) if sure else status_of(self._unit, told)
        if status is not None and status >= 400:
            yield from self._answered(call, body, status)

    def _problem(self, call: Call) -> Iterator[Statement]:
        """``Problem("detail", statusCode: 409, title: "title")``; of a validation problem also each field's text."""
        validation = call.name == "ValidationProblem"
        told = call.keyword("statusCode")
        status = status_of(self._unit, told)
        if told is None:
            status = next(
                (found for each in call.positional[1:] if (found := status_of(self._unit, each.node)) is not None),
                400 if validation else 500,
            )
        texts = [call.keyword("detail"), call.keyword("title")]
        first = call.get(0, "errors")
        if first is not None and self._unit.evaluator.is_text(first):
            texts.insert(0, first)
        elif first is not None and validation:
            texts += [inner for _, value in self._arguments.entries(first) for inner in self._several(value)]
        elif first is not None and not call.positional[0].keyword:
            made = self._unit.call(first)
            if made is None or made.name != "ProblemDetails":
                texts.insert(0, first)
        for text in texts:
            if text is not None:
                yield from self._said(anchor_of(call.node), text, "", status, "api")

    def _several(self, node: Node) -> list[Node]:
        """A text, or the elements of a list of texts."""
        node = self._arguments.inner(node)
        return (self._arguments.elements(node) or []) if "array" in node.type or node.type == "collection_expression" else [node]

    def _error(self, call: Call) -> Iterator[Statement]:
        """ErrorOr's ``Error.NotFound("User.NotFound", "…")``, by position or by name."""
        texts = [each.node for each in call.positional if self._unit.evaluator.is_text(each.node)]
        code, text = call.keyword("code"), call.keyword("description")
        if code is None and len(texts) > 1:
            code = texts[0]
        if text is None:
            text = texts[1] if len(texts) > 1 else texts[0] if texts and self._arguments.is_worded(texts[0]) else None
        if text is not None:
            literal = self._unit.evaluator.literal(code) or "" if code is not None else ""
            yield from self._said(anchor_of(call.node), text, "Error", None, "internal", literal)

    def _status_before(self, node: Node) -> int | None:
        """The status that a statement before this one in the same block has set."""
        here: Node | None = node
        for _ in range(10):
            if here is None or (here.parent is not None and here.parent.type == "block"):
                break
            here = here.parent
        for _ in range(_BEFORE):
            here = here.prev_named_sibling if here is not None else None
            inner = (
                here.named_children[0] if here is not None and here.type == "expression_statement" and here.named_children else None
            )
            left = inner.child_by_field_name("left") if inner is not None and inner.type == "assignment_expression" else None
            if left is not None and inner is not None and _STATUS_SET.search(self._unit.text(left)):
                return told_status(self._unit, inner.child_by_field_name("right"), status_of)
        return None

    # --- objects ---------------------------------------------------------------------------------------------------------

    def made(self, node: Node, name: str) -> Iterator[Statement]:
        """``new BadRequestObjectResult("…")``, ``new ProblemDetails { Title = "…" }``, ``new Status(StatusCode.NotFound, "…")``."""
        call = self._unit.call(node)
        if call is None or node.id in self._told:
            return
        entries = {key.lower(): value for key, value in self._arguments.entries(node)}
        status = _OBJECTS[name]
        if status is None:
            told = next((entries[key] for key in _STATUS_KEYS if key in entries), None)
            sure = told is not None or name == "HttpStatusCodeResult"
            told = told if told is not None else call.at(0)
            status = told_status(self._unit, told, status_of) if sure else status_of(self._unit, told)
        if name == "Status":
            yield from self._grpc(call)
        elif name in ("ProblemDetails", "ValidationProblemDetails"):
            for key in ("detail", "title"):
                if key in entries and (status is None or status >= 400):
                    yield from self._said(anchor_of(node), entries[key], name, status, "api")
        elif name == "HttpError" or (status is not None and status >= 400):
            body = next((entries[key] for key in ("content", "value", "data", "reasonphrase") if key in entries), None)
            given = call.at(1) if name == "HttpStatusCodeResult" else call.at(0)
            yield from self._answered(call, body if body is not None else given, status, "api", name)

    def _grpc(self, call: Call) -> Iterator[Statement]:
        owner, _, code = self._arguments.dotted(call.positional[0].node).rpartition(".") if call.positional else ("", "", "")
        message = call.get(1, "detail")
        if owner.rpartition(".")[2] == "StatusCode" and message is not None:
            outer = call.node.parent.parent.parent if call.node.parent is not None and call.node.parent.parent is not None else None
            thrown = thrown_at(outer) if outer is not None and outer.type == "object_creation_expression" else None
            yield from self._said(
                thrown or anchor_of(call.node), message, "RpcException" if thrown is not None else "Status", None, "api", code
            )

    # --- what is said ------------------------------------------------------------------------------------------------------

    def _answered(
        self, call: Call, body: Node | None, status: int | None, audience: Audience = "api", type_: str = ""
    ) -> Iterator[Statement]:
        """An answer with a body: a text, or an object with a member that is the message."""
        if body is None:
            return
        text = self._text_in(body)
        if text is not None:
            self._told.add(self._arguments.inner(body).id)
            yield from self._said(anchor_of(call.node), text, type_, status, audience)

    def _text_in(self, body: Node, depth: int = 3) -> Node | None:
        body = self._arguments.inner(body)
        if depth <= 0:
            return None
        if self._arguments.is_text(body):
            return body
        entries = {key.lower(): value for key, value in self._arguments.entries(body)}
        for key in _TEXT_KEYS:
            if key in entries:
                found = self._text_in(entries[key], depth - 1)
                if found is not None:
                    return found
        call = self._unit.call(body)
        if call is not None and call.made:
            texts = [each.node for each in call.arguments if self._unit.evaluator.is_text(each.node)]
            return next((each for each in texts if self._arguments.is_worded(each)), texts[0] if len(texts) == 1 else None)
        symbol = body.type == "member_access_expression" and self._unit.evaluator.opening(body)
        return body if symbol and symbol.rpartition(".")[0][:1].isupper() else None

    def _said(
        self, node: Node, text: Node, type_: str, status: int | None, audience: Audience, code: str = ""
    ) -> Iterator[Statement]:
        filled = self._filling.filled(text, (), "")
        yield from self._unit.error(
            node, filled.templates, type=type_, status=status, audience=audience, code=code, opening=filled.opening,
            style=filled.style, arguments=filled.arguments,
        )  # fmt: skip


def anchor_of(node: Node) -> Node:
    """The ``return`` that an expression is given to as it is, else the expression."""
    here, outer = node, node.parent
    for _ in range(40):
        if outer is None:
            break
        if outer.type == "return_statement":
            return outer
        if outer.type not in ("parenthesized_expression", "cast_expression", "await_expression", "conditional_expression"):
            break
        here, outer = outer, outer.parent
    del here
    return node
