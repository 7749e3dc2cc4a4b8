"""What a server answers when it refuses: net/http, gin, echo, fiber, chi, gRPC, Connect, Twirp, Kubernetes, and functions of one's own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.languages.go.bodies import Told, code_of, told
from sdd_impact.languages.go.failures import anchor
from sdd_impact.languages.go.statuses import by_name, named_status, status_of
from sdd_impact.syntax.numbers import told_status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from sdd_impact.languages.go.failures import Failures
    from sdd_impact.languages.go.imports import Imports
    from sdd_impact.model import Statement
    from sdd_impact.syntax import Call, Unit

#: Methods of a request's context that send a body after a status.
_SENDS = frozenset(["JSON", "AbortWithStatusJSON", "IndentedJSON", "PureJSON", "SecureJSON", "JSONP", "XML", "YAML", "HTML", "Data", "JSONPretty",
                    "String", "Blob", "ProtoBuf", "NegotiateError", "AbortWithError"])  # fmt: skip
#: Methods that send a body behind ``Status(…)``.
_BEHIND = frozenset(["JSON", "SendString", "Send", "XML", "String"])
#: Constructors of Kubernetes' API errors that take a text → HTTP status.
_KUBERNETES = {"NewBadRequest": 400, "NewUnauthorized": 401, "NewGone": 410, "NewTimeoutError": 504, "NewServiceUnavailable": 503,
               "NewTooManyRequestsError": 429, "NewTooManyRequests": 429, "NewResourceExpired": 410, "NewInvalid": 422}  # fmt: skip
#: Names of calls that may answer whatever their arguments look like.
NAMES = _SENDS | _BEHIND | frozenset([*_KUBERNETES, "Error", "Errorf", "New", "Newf", "NewError", "NewErrorf", "NewHTTPError", "Invalid", "Forbidden",
                                      "Required", "InternalError", "BadRequest", "Unauthorized", "NotFound", "Conflict", "InternalServer",
                                      "ServiceUnavailable", "GatewayTimeout", "Write", "WriteString", "Fprint", "Fprintf", "Fprintln", "Encode"]) | frozenset(
    f"Error{status}{name}" for status, name in [(400, "BadRequest"), (401, "Unauthorized"), (403, "Forbidden"), (404, "NotFound"),
                                                (405, "MethodNotAllowed"), (406, "NotAcceptable"), (409, "Conflict"), (410, "Gone"),
                                                (412, "PreconditionFailed"), (415, "UnsupportedMediaType"), (422, "UnprocessableEntity"),
                                                (429, "TooManyRequests"), (500, "InternalServerError"), (501, "NotImplemented"),
                                                (502, "BadGateway"), (503, "ServiceUnavailable"), (504, "GatewayTimeout")]
)  # fmt: skip
_FIELD_ERRORS = {"Invalid": 2, "Forbidden": 1, "Required": 1, "InternalError": 1}
#: Functions that are given a status and a text and send nothing: comparisons of tests, logs, prints.
_NO_ANSWER = late.regex(
    r"(?:^|\.)(?:assert|require|is|t|b|fmt|errors|log|logger|slog|klog|expect|Expect|httptest|suite|r\.Equal)(?:\.|$)|Equal|Assert"
)
#: A text that tells something: words, or one long word that is no media type.
_TELLING = late.regex(r"\S \S|^\s*[\w'-]{4,}[.!]?\s*$|\w{3,}[: ]+$|^[: ]+\w{3,}")
_OTHER = late.regex(r"(?i)err|fail|abort|respond|response|reject|render|reply|problem|deny|unauthorized|json|send|write|halt|http")


class Answers:
    """Reads the answers of one file."""

    def __init__(self, unit: Unit, imports: Imports, failures: Failures) -> None:
        self._unit = unit
        self._imports = imports
        self._failures = failures
        data = unit.code.data
        self._serves = any(
            word in data
            for word in (
                b"Status",
                b"codes.",
                b"connect.",
                b"twirp",
                b"fiber",
                b"huma",
                b"gqlerror",
                b"field.",
                b"apierr",
                b"kratos",
            )
        )

    def read(self, call: Call) -> Iterator[Statement]:
        """The statement of a call that answers with an error; nothing for any other call."""
        if not self._serves and call.callee != "http.Error" and call.name != "NewHTTPError" and call.name not in _SENDS:
            return
        if self._failures.is_told(call.node):
            return
        found = list(self._read(call))
        if found:
            self._failures.tells(call.node)
        yield from found

    def _read(self, call: Call) -> Iterator[Statement]:
        path = self._imports.path(call.owner, call.node.start_byte) if call.owner and "." not in call.owner else ""
        if path.endswith(("grpc/status", "gogo/status")):
            yield from self._grpc(call)
        elif call.callee == "connect.NewError":
            yield from self._coded(call, 0, told(self._unit, call.at(1)), "connect.Error")
        elif path.endswith("/twirp") and call.name in ("NewError", "NewErrorf"):
            yield from self._coded(call, 0, self._text(call, 1, formats=call.name.endswith("f")), "twirp.Error")
        elif path.endswith("api/errors") and call.name in _KUBERNETES and call.at(0) is not None:
            yield from self._api(call, told(self._unit, call.at(0)), _KUBERNETES[call.name])
        elif path.endswith("validation/field") and call.name in _FIELD_ERRORS:
            yield from self._api(call, told(self._unit, call.at(_FIELD_ERRORS[call.name])), None)
        elif path.endswith(("/huma", "/huma/v2")):
            yield from self._huma(call)
        elif path.endswith("/gqlerror") and call.name in ("Errorf", "New"):
            yield from self._api(call, self._text(call, 0, formats=call.name == "Errorf"), None)
        elif (
            "kratos" in path and path.endswith("/errors") and call.at(1) is not None and (status := by_name(call.name)) is not None
        ):
            found, code = told(self._unit, call.at(1)), code_of(self._unit, call.positional[0].node)
            yield from self._api(call, found._replace(code=code), status)
        elif call.callee == "http.Error":
            yield from self._api(call, told(self._unit, call.at(1)), status_of(self._unit, call.at(2)))
        elif call.name == "NewHTTPError" or call.callee == "fiber.NewError":
            yield from self._api(call, told(self._unit, call.at(1)), status_of(self._unit, call.at(0)))
        elif (
            call.name in _SENDS
            and call.receiver is not None
            and (status := told_status(self._unit, call.at(0), status_of)) is not None
        ):
            yield from self._sent(call, status)
        elif call.name in _BEHIND and call.receiver is not None and call.receiver.type == "call_expression":
            yield from self._behind(call)
        elif call.name in ("Write", "WriteString", "Fprint", "Fprintf", "Fprintln", "Encode"):
            yield from self._written(call)
        else:
            yield from self._own(call)

    # --- web frameworks ------------------------------------------------------------------------------------------------

    def _sent(self, call: Call, status: int) -> Iterator[Statement]:
        if status < 400:
            return
        if call.name == "String":
            found = self._text(call, 1, formats=True)
        else:  # bytes of which nothing is known may be a picture
            found = told(self._unit, call.positional[-1].node, plain=call.name not in ("Data", "Blob"))
        yield from self._api(call, found, status)

    def _behind(self, call: Call) -> Iterator[Statement]:
        """``c.Status(404).JSON(…)``, perhaps with other calls between."""
        here = self._unit.call(call.receiver)
        for _ in range(4):
            if here is None:
                return
            if here.name in ("Status", "SendStatus"):
                status = told_status(self._unit, here.at(0), status_of)
                if status is not None and status >= 400:
                    yield from self._api(call, told(self._unit, call.at(0)), status)
                return
            here = self._unit.call(here.receiver)

    def _written(self, call: Call) -> Iterator[Statement]:
        """A text that is written after ``w.WriteHeader(404)`` in the same block."""
        writer = call.owner if call.name == "Write" else self._unit.text(call.arguments[0].node) if call.arguments else ""
        if call.name == "Encode":
            made = self._unit.call(call.receiver)
            writer = self._unit.text(made.arguments[0].node) if made is not None and made.arguments else ""
        status = self._header(call.node, writer)
        if status is None or status < 400:
            return
        if call.name.startswith("Fprint"):
            found = self._text(call, 1, formats=call.name == "Fprintf")
        elif call.name == "WriteString":
            found = told(self._unit, call.at(1))
        else:
            found = told(self._unit, call.at(0), plain=call.name != "Encode")
        yield from self._api(call, found, status)

    def _header(self, node: Node, writer: str) -> int | None:
        here: Node | None = node
        for _ in range(5):
            if here is None or (here.parent is not None and here.parent.type == "statement_list"):
                break
            here = here.parent
        before = here.prev_named_sibling if here is not None else None
        for _ in range(4):
            call = (
                self._unit.call(before.named_children[0]) if before is not None and before.type == "expression_statement" else None
            )
            if call is not None and call.name == "WriteHeader" and call.owner == writer:
                return told_status(self._unit, call.at(0), status_of)
            before = before.prev_named_sibling if before is not None else None
        return None

    def _huma(self, call: Call) -> Iterator[Statement]:
        numbered = re.fullmatch(r"Error(\d{3})\w*", call.name)
        if numbered:
            yield from self._api(call, told(self._unit, call.at(0)), int(numbered[1]))
        elif call.name == "NewError":
            yield from self._api(call, told(self._unit, call.at(1)), status_of(self._unit, call.at(0)))

    def _own(self, call: Call) -> Iterator[Statement]:
        """A function of the project that is given an HTTP error status by name, and a text."""
        if len(call.arguments) < 2 or _OTHER.search(call.callee) is None or _NO_ANSWER.search(call.callee):
            return
        told_by = [(at, named_status(self._unit, each.node)) for at, each in enumerate(call.positional[:5])]
        statuses = [(at, number) for at, number in told_by if number is not None]
        if len(statuses) != 1 or statuses[0][1] < 400:
            return
        for at, argument in enumerate(call.positional):
            found = told(self._unit, argument.node, plain=False) if at != statuses[0][0] else Told()
            if any(_TELLING.search(text) for each in found.templates for text in each.literals):
                if (
                    self._unit.evaluator.is_text(argument.node)
                    and at + 1 < len(call.positional)
                    and "%" in self._unit.text(argument.node)
                ):
                    found = self._text(call, at, formats=True)
                yield from self._api(call, found, statuses[0][1])
                return

    # --- remote calls --------------------------------------------------------------------------------------------------

    def _grpc(self, call: Call) -> Iterator[Statement]:
        if call.name in ("Error", "New", "Errorf", "Newf"):
            yield from self._coded(call, 0, self._text(call, 1, formats=call.name.endswith("f")), "Status")

    def _coded(self, call: Call, position: int, found: Told, type_: str) -> Iterator[Statement]:
        code = call.at(position)
        name = self._unit.text(code).rpartition(".")[2] if code is not None and code.type == "selector_expression" else ""
        if name != "OK" and found.templates:
            yield from self._unit.error(
                anchor(call.node), found.templates, type=type_, audience="api", opening=found.opening,
                code=name.removeprefix("Code") if type_.startswith("connect") else name,
            )  # fmt: skip

    def _text(self, call: Call, position: int, *, formats: bool) -> Told:
        message = call.at(position)
        if message is None:
            return Told()
        evaluator, rest = self._unit.evaluator, call.positional[position + 1 :]
        if formats and evaluator.is_text(message):
            return Told(evaluator.formatted("go-printf", message, rest), evaluator.opening(message))
        return told(self._unit, message)

    def _api(self, call: Call, found: Told, status: int | None) -> Iterator[Statement]:
        yield from self._unit.error(
            anchor(call.node), found.templates, status=status, audience="api", code=found.code, opening=found.opening
        )
