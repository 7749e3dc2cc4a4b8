"""Errors that are answered rather than thrown: HTTP responses, problem details, gRPC statuses, form errors."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.languages._jvm.exceptions import Message
from sdd_impact.languages._jvm.kinds import given_to, kinds, pair_of
from sdd_impact.languages._jvm.statuses import status_of
from sdd_impact.syntax.numbers import told_status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tree_sitter import Node

    from sdd_impact.languages._jvm.exceptions import Exceptions
    from sdd_impact.languages._jvm.names import Names
    from sdd_impact.model import Statement
    from sdd_impact.syntax import Call, Unit

#: Methods that begin an answer → its status (None: told by the first argument), for Spring, JAX-RS and Micronaut.
_ANSWERS: dict[str, int | None] = {
    "status": None, "badRequest": 400, "unauthorized": 401, "forbidden": 403, "notFound": 404, "notAllowed": 405, "notAcceptable": 406,
    "unprocessableEntity": 422, "internalServerError": 500, "serverError": 500,
}  # fmt: skip
_ANSWER_TYPES = frozenset(["ResponseEntity", "Response", "ServerResponse", "HttpResponse"])
#: Keys and builder methods under which an answer's object has its text.
_TEXT_KEYS = frozenset(
    ["error", "message", "detail", "msg", "reason", "description", "errorMessage", "error_description", "title", "errors"]
)
_ERROR_KEY = late.regex(r"error|alert|danger|warning", re.IGNORECASE)
_BINDING = late.regex(r"(?:binding)?result$|errors?$|binding$", re.IGNORECASE)
_LONGEST = 40
#: Calls that make a mapping: (class, method).
_MAPS = frozenset([
    *((owner, name) for owner in ("Map", "Collections", "ImmutableMap") for name in ("of", "singletonMap", "ofEntries", "entry")),
    *(("", name) for name in ("mapOf", "mutableMapOf", "hashMapOf", "linkedMapOf", "Map")), ("Json", "obj"),
])  # fmt: skip

#: The methods that :class:`Responses` reads.
NAMES = frozenset(
    [
        "body", "bodyValue", "entity", "badRequest", "notFound", "serverError", "unauthorized", "forbidden",
        "forStatusAndDetail", "setDetail", "setTitle", "withDetail", "withTitle", "withDescription", "augmentDescription", "sendError",
        "rejectValue", "reject", "addFlashAttribute", "addAttribute", "buildConstraintViolationWithTemplate", "status",
    ]
)  # fmt: skip


class Responses:
    """Reads the error answers of one file."""

    def __init__(self, unit: Unit, names: Names, exceptions: Exceptions) -> None:
        self._unit = unit
        self._names = names
        self._exceptions = exceptions
        self._problems = b"ProblemDetail" in unit.code.data or b"zalando" in unit.code.data
        self._readers: dict[str, Callable[[Call], Iterator[Statement]]] = {
            "body": self._answer, "bodyValue": self._answer, "entity": self._answer,
            "badRequest": self._short_answer, "notFound": self._short_answer, "serverError": self._short_answer,
            "unauthorized": self._short_answer, "forbidden": self._short_answer, "status": self._reason_phrase,
            "forStatusAndDetail": self._problem, "setDetail": self._problem_text, "setTitle": self._problem_text,
            "withDetail": self._problem_text, "withTitle": self._problem_text, "withDescription": self._grpc, "augmentDescription": self._grpc,
            "sendError": self._sent, "rejectValue": self._rejected, "reject": self._rejected,
            "addFlashAttribute": self._flashed, "addAttribute": self._flashed,
            "buildConstraintViolationWithTemplate": self._violation,
        }  # fmt: skip

    def read(self, call: Call) -> Iterator[Statement]:
        """The error that a call answers with, where it is one."""
        reader = self._readers.get(call.name)
        if reader is not None:
            yield from reader(call)

    def made(self, node: Node) -> Iterator[Statement]:
        """``new ResponseEntity<>("…", HttpStatus.NOT_FOUND)`` and JSF's ``new FacesMessage(SEVERITY_ERROR, "…")``."""
        call = self._unit.call(node)
        if call is None:
            return
        if call.name == "ResponseEntity" and len(call.positional) > 1:
            statuses = (status_of(self._unit, each.node) for each in call.positional[1:])
            status = next((found for found in statuses if found is not None), None)
            if status is None:
                status = told_status(self._unit, call.positional[-1].node, status_of)
            if status is not None and status >= 400:
                yield from self._api(self._anchor(node), self._said(call.at(0)), "ResponseEntity", status)
        elif (
            call.name == "FacesMessage"
            and (first := call.at(0)) is not None
            and re.search("ERROR|FATAL|WARN", self._unit.text(first))
        ):
            yield from self._customer(node, self._exceptions.message(call, 1))

    def answered(self, node: Node, body: Node, type_: str, status: int | None) -> Iterator[Statement]:
        """What an answer with this body says, for a client."""
        yield from self._api(self._anchor(node), self._said(body), type_, status)

    # --- HTTP --------------------------------------------------------------------------------------------------------

    def _answer(self, call: Call) -> Iterator[Statement]:
        begin = self._begin(call)
        if begin is None or call.at(0) is None:
            return
        status = _ANSWERS[begin.name] or told_status(self._unit, begin.at(0), status_of)
        if status is None and not self._in_handler(call.node):
            return
        if status is None or status >= 400:
            yield from self._api(self._anchor(call.node), self._said(call.at(0)), begin.owner.rpartition(".")[2], status)

    def _short_answer(self, call: Call) -> Iterator[Statement]:
        """Micronaut's ``HttpResponse.badRequest("…")``."""
        kind = call.owner.rpartition(".")[2]
        if kind in _ANSWER_TYPES and call.at(0) is not None:
            yield from self._api(self._anchor(call.node), self._said(call.at(0)), kind, _ANSWERS[call.name])

    def _reason_phrase(self, call: Call) -> Iterator[Statement]:
        """JAX-RS' ``Response.status(400, "…")``."""
        if (
            call.owner.rpartition(".")[2] == "Response"
            and (reason := call.at(1)) is not None
            and self._unit.evaluator.is_text(reason)
        ):
            status = told_status(self._unit, call.at(0), status_of)
            if status is not None and status >= 400:
                yield from self._api(self._anchor(call.node), self._said(reason), "Response", status)

    def _begin(self, call: Call) -> Call | None:
        """The call that began an answer: ``ResponseEntity.status(404)`` of ``ResponseEntity.status(404).header(…).body(…)``."""
        here = self._unit.call(call.receiver)
        for _ in range(_LONGEST):
            if here is None:
                return None
            if here.name in _ANSWERS and here.owner.rpartition(".")[2] in _ANSWER_TYPES:
                return here
            here = self._unit.call(here.receiver)
        return None

    def _in_handler(self, node: Node) -> bool:
        """Whether a place certainly answers an error: inside ``catch``, or in a method that is given an exception."""
        told = kinds(self._unit)
        here = node.parent
        for _ in range(80):
            if here is None:
                return False
            if here.type in told.catches:
                return True
            if here.type in told.handlers:
                head = self._unit.code.data[here.start_byte : (here.child_by_field_name("body") or here).start_byte]
                return b"ExceptionHandler" in head or re.search(rb"(?:Exception|Error|Throwable)\s+\w+\s*[,)]", head) is not None
            here = here.parent
        return False

    def _sent(self, call: Call) -> Iterator[Statement]:
        message = call.at(1)
        if message is not None:
            yield from self._api(call.node, self._said(message, whole=True), "", told_status(self._unit, call.at(0), status_of))

    # --- problem details and gRPC --------------------------------------------------------------------------------------

    def _problem(self, call: Call) -> Iterator[Statement]:
        if call.owner.rpartition(".")[2] == "ProblemDetail":
            yield from self._api(
                self._anchor(call.node), self._said(call.at(1), whole=True), "ProblemDetail", status_of(self._unit, call.at(0))
            )

    def _problem_text(self, call: Call) -> Iterator[Statement]:
        if not self._problems or call.at(0) is None or not self._is_problem(call):
            return
        yield from self._api(call.node, self._said(call.at(0), whole=True), "ProblemDetail", None)

    def _is_problem(self, call: Call) -> bool:
        if call.owner.partition(".")[0] in ("Problem", "ProblemDetail"):
            return True
        bound = self._unit.scope.lookup(call.owner, call.node.start_byte)
        if bound is None:
            return False
        value = bound.values[0][0] if len(bound.values) == 1 and len(bound.values[0]) == 1 else None
        return bound.type == "ProblemDetail" or (value is not None and self._unit.text(value).startswith("ProblemDetail."))

    def _grpc(self, call: Call) -> Iterator[Statement]:
        owner = call.owner.split(".")
        if "Status" in owner and call.at(0) is not None:
            code = owner[owner.index("Status") + 1] if owner.index("Status") + 1 < len(owner) else ""
            found = self._said(call.at(0), whole=True)
            yield from self._api(self._anchor(call.node), found._replace(code="" if code.endswith("()") else code), "Status", None)

    # --- forms -------------------------------------------------------------------------------------------------------

    def _rejected(self, call: Call) -> Iterator[Statement]:
        """``errors.rejectValue("field", "code", "text")`` and ``errors.reject("code", "text")``; without text the code is the key."""
        first = 1 if call.name == "rejectValue" else 0
        code = self._unit.evaluator.literal(call.at(first))
        if code is None or (call.name == "reject" and not self._is_binding(call)):
            return
        last = call.positional[-1].node
        key = len(call.positional) == first + 1
        templates = self._unit.message(last)
        yield from self._unit.error(call.node, templates, audience="customer", code="" if key else code)

    def _is_binding(self, call: Call) -> bool:
        bound = self._unit.scope.lookup(call.owner, call.node.start_byte) if call.owner else None
        declared = bound.type.rpartition(".")[2] if bound is not None else ""
        return declared in ("BindingResult", "Errors") if declared else _BINDING.search(call.owner) is not None

    def _flashed(self, call: Call) -> Iterator[Statement]:
        key, message = self._unit.evaluator.literal(call.at(0)), call.at(1)
        if key and message is not None and _ERROR_KEY.search(key) and self._unit.evaluator.is_text(message):
            yield from self._customer(call.node, self._said(message, whole=True))

    def _violation(self, call: Call) -> Iterator[Statement]:
        yield from self._customer(call.node, self._said(call.at(0), whole=True))

    # --- what is said ------------------------------------------------------------------------------------------------

    def _said(self, node: Node | None, *, whole: bool = False, depth: int = 4) -> Message:
        """The text of an answer's body: itself, or the entry or argument of it that is the message."""
        if node is None or depth <= 0:
            return Message()
        if whole or self._unit.evaluator.is_text(node):
            return Message(self._unit.message(node), self._unit.evaluator.opening(node))
        call = self._unit.call(node)
        if call is None:
            return Message()
        if (call.owner.rpartition(".")[2], call.name) in _MAPS:
            return self._mapped(call)
        if call.name == "build":
            return self._built(call, depth)
        return (
            self._exceptions.message(call)
            if any(self._unit.evaluator.is_text(each.node) for each in call.positional)
            else Message()
        )

    def _mapped(self, call: Call) -> Message:
        nodes = [argument.node for argument in call.positional]
        pairs = [pair for node in nodes if (pair := pair_of(node)) is not None] or list(zip(nodes[::2], nodes[1::2], strict=False))
        for key, value in pairs:
            if self._unit.evaluator.literal(key) in _TEXT_KEYS:
                return self._said(value, depth=2)
        return Message()

    def _built(self, call: Call, depth: int) -> Message:
        here: Call | None = call
        for _ in range(_LONGEST):
            here = self._unit.call(here.receiver) if here is not None else None
            if here is None:
                break
            if here.name in _TEXT_KEYS and here.at(0) is not None:
                return self._said(here.at(0), depth=depth - 1)
        return Message()

    def _api(self, node: Node, found: Message, type_: str, status: int | None) -> Iterator[Statement]:
        yield from self._unit.error(
            node, found.templates, type=type_, status=status, audience="api", code=found.code, opening=found.opening
        )

    def _customer(self, node: Node, found: Message) -> Iterator[Statement]:
        yield from self._unit.error(node, found.templates, audience="customer", code=found.code, opening=found.opening)

    def _anchor(self, node: Node) -> Node:
        """The ``return`` or ``throw`` that an expression is given to as it is, through methods called on it; else the expression."""
        return given_to(self._unit, node, kinds(self._unit).returns) or node
