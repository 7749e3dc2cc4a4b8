"""Error messages that Python code sends: HTTP responses, ``abort``, flashed messages, form errors; and what ends a command."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.languages.python.exceptions import LOOKS_LIKE_ERROR
from sdd_impact.languages.python.statuses import status_of
from sdd_impact.syntax.numbers import OPEN, told_status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tree_sitter import Node

    from sdd_impact.languages.python.errors import Errors
    from sdd_impact.model import Audience, Statement
    from sdd_impact.syntax import Call

#: Django's response classes that carry their status in their name.
_DJANGO = {
    "HttpResponseBadRequest": 400, "HttpResponseForbidden": 403, "HttpResponseNotFound": 404, "HttpResponseNotAllowed": 405, "HttpResponseGone": 410,
    "HttpResponseServerError": 500,
}  # fmt: skip
#: Calls that make a response of a body and a status: name → (position of the body, keywords of the body, position of the status).
_RESPONSES = {
    "HttpResponse": (0, ("content",), 2), "JsonResponse": (0, ("data",), -1), "JSONResponse": (0, ("content",), 1), "ORJSONResponse": (0, ("content",), 1),
    "PlainTextResponse": (0, ("content",), 1), "HTMLResponse": (0, ("content",), 1), "Response": (0, ("data", "content", "response", "text", "body"), 1),
    "json_response": (0, ("data", "text", "body"), -1), "make_response": (0, (), 1), "UJSONResponse": (0, ("content",), 1),
}  # fmt: skip
_EXITS = ("exit", "quit")
_PAGES = ("render", "render_template", "TemplateResponse", "render_to_response", "render_template_string")
_HANDED = ("set_exception", "errback")
#: Exceptions that are collected, and raised or returned together later.
_COLLECTED = ("ValidationError",)
#: Last names of calls that may send an error.
NAMES = frozenset(
    ["error", "add_message", "fail", "add_error", "flash", "abort", *_EXITS, *_PAGES, *_HANDED, *_DJANGO, *_RESPONSES, *_COLLECTED]
)

#: Words of a flashed message's category that make it an error.
_BAD = late.regex(r"error|danger|fail|warning", re.IGNORECASE)
#: Keys of a page's context that hold an error.
_CONTEXT = ("error", "error_message", "errors", "error_msg", "err", "message_error")
_VALIDATOR = late.regex(
    r"(?:Validator|DataRequired|InputRequired|Length|Email|EqualTo|Regexp|NumberRange|URL|AnyOf|NoneOf|UUID|Optional)$"
)


class Responses:
    """Reads the calls of one file that send an error."""

    def __init__(self, errors: Errors) -> None:
        self._errors = errors
        self._unit = errors.unit
        self._flask = b"flask" in errors.unit.code.data
        self._rules: dict[str, Callable[[Call], Iterator[Statement]]] = {
            **dict.fromkeys(_EXITS, self._exit),
            "error": self._error,
            "add_message": self._add_message,
            "fail": self._fail,
            "add_error": self._add_error,
            "flash": self._flash,
            "abort": self._abort,
            **dict.fromkeys(_DJANGO, self._django),
            **dict.fromkeys(_RESPONSES, self._response),
            **dict.fromkeys(_PAGES, self._rendered),
            **dict.fromkeys(_HANDED, self._handed_over),
            **dict.fromkeys(_COLLECTED, self._collected),
        }

    def of_call(self, call: Call) -> Iterator[Statement]:
        """The error statements of one call; nothing for most calls."""
        rule = self._rules.get(call.name)
        if rule:
            yield from rule(call)

    def of_validator(self, call: Call) -> Iterator[Statement]:
        """``message=`` of a validator of Django or WTForms."""
        if _VALIDATOR.search(call.name):
            yield from self._said(call, call.keyword("message"), "customer")

    # --- helpers -------------------------------------------------------------------------------------------------

    def _said(
        self,
        call: Call,
        node: Node | None,
        audience: Audience,
        *,
        status: int | None = None,
        kind: str = "",
        code: str = "",
        any_value: bool = False,
    ) -> Iterator[Statement]:
        """Statements for a value that holds one or more messages; ``any_value``: also where it is not certainly a text."""
        if node is None or not (any_value or self._holds_text(node)):
            return
        unit = self._unit
        for said in self._errors.texts(node):
            yield from unit.error(
                self._place(call.node), said.templates, type=kind, audience=audience, status=status, code=said.code or code,
                opening=said.opening,
            )  # fmt: skip

    def _holds_text(self, node: Node) -> bool:
        evaluator = self._unit.evaluator
        return (
            evaluator.is_text(node)
            or evaluator.mapping(node) is not None
            or node.type in ("list", "tuple")
            or evaluator.opening(node).rpartition(".")[2].isupper()
        )

    def _place(self, node: Node) -> Node:
        """The ``return`` that a response stands in, else the call itself."""
        here = node
        for _ in range(4):
            parent = here.parent
            if parent is None or parent.type not in (
                "return_statement",
                "expression_list",
                "parenthesized_expression",
                "await",
                "tuple",
                "argument_list",
                "call",
            ):
                return node
            if parent.type == "return_statement":
                return parent
            here = parent
        return node

    # --- rules ---------------------------------------------------------------------------------------------------

    def _exit(self, call: Call) -> Iterator[Statement]:
        if call.owner in ("", "sys") and (node := call.at(0)) is not None and self._unit.evaluator.is_text(node):
            yield from self._said(call, node, "operator", kind="SystemExit")

    def _error(self, call: Call) -> Iterator[Statement]:
        """``messages.error(request, …)`` of Django, ``parser.error(…)`` of argparse."""
        last = call.owner.rpartition(".")[2]
        if last == "messages":
            yield from self._said(call, call.get(1, "message"), "customer", any_value=True)
        elif last.endswith("parser") or last in ("ap", "argparser"):
            yield from self._said(call, call.get(0, "message"), "operator", status=None, any_value=True)

    def _add_message(self, call: Call) -> Iterator[Statement]:
        level = call.at(1)
        if (
            call.owner.rpartition(".")[2] == "messages"
            and level is not None
            and self._unit.text(level).endswith(("ERROR", "error"))
        ):
            yield from self._said(call, call.get(2, "message"), "customer", any_value=True)

    def _fail(self, call: Call) -> Iterator[Statement]:
        """``ctx.fail(…)`` of click."""
        if call.owner.rpartition(".")[2] in ("ctx", "context", "param_type") or (
            call.owner == "self" and b"click" in self._unit.code.data and call.at(1) is not None
        ):
            yield from self._said(call, call.get(0, "message"), "operator", kind="UsageError")

    def _add_error(self, call: Call) -> Iterator[Statement]:
        yield from self._said(call, call.get(1, "error"), "customer")

    def _flash(self, call: Call) -> Iterator[Statement]:
        category = call.get(1, "category")
        if category is not None and _BAD.search(self._unit.evaluator.literal(category) or ""):
            yield from self._said(call, call.get(0, "message"), "customer", any_value=True)

    def _abort(self, call: Call) -> Iterator[Statement]:
        first = call.get(0, "code", "http_status_code", "status_code")
        inner = self._unit.call(first)
        if inner is not None and inner.name in _RESPONSES:
            return  # abort(make_response(…)): read there
        status = told_status(self._unit, first, status_of)
        message = call.at(1) if call.at(1) is not None else call.keyword("description", "message", "error", "detail", "errors")
        if status is None and self._flask and message is not None and self._unit.evaluator.is_text(message):
            status = OPEN  # whatever it is: nobody aborts where all is well
        if status and message is not None:
            yield from self._said(call, message, "api", status=status, any_value=True)

    def _django(self, call: Call) -> Iterator[Statement]:
        audience: Audience = "customer"
        position = 1 if call.name == "HttpResponseNotAllowed" else 0  # after the permitted methods
        yield from self._said(call, call.get(position, "content"), audience, status=_DJANGO[call.name])

    def _response(self, call: Call) -> Iterator[Statement]:
        position, keywords, at = _RESPONSES[call.name]
        said = call.keyword("status", "status_code", "code")
        status = told_status(self._unit, said if said is not None else call.at(at) if at > 0 else None, status_of)
        body = call.get(position, *keywords)
        if status and status >= 400 and body is not None:
            audience: Audience = "customer" if call.name in ("HttpResponse", "HTMLResponse") else "api"
            yield from self._body(call, body, status, audience)

    def _body(self, call: Call, body: Node, status: int, audience: Audience) -> Iterator[Statement]:
        inner = self._unit.call(body)
        if inner is not None and inner.name in ("jsonify", "dumps", "jsonable_encoder"):
            yield from self._jsonified(call, inner, status)
        else:
            yield from self._said(call, body, audience, status=status)

    def _jsonified(self, place: Call, call: Call, status: int) -> Iterator[Statement]:
        body = call.at(0)
        if body is not None:
            yield from self._said(place, body, "api", status=status)
            return
        mapping = {argument.keyword: argument.node for argument in call.arguments if argument.keyword and not argument.spread}
        for said in self._errors.texts_of_mapping(mapping):
            yield from self._unit.error(
                self._place(place.node), said.templates, audience="api", status=status, code=said.code, opening=said.opening
            )

    def returned(self, node: Node) -> Iterator[Statement]:
        """``return jsonify(error="…"), 404``, ``return {"error": "…"}, 404``, ``return "…", 404``."""
        pair = node.named_children[0] if node.named_children else None
        if pair is None or pair.type not in ("expression_list", "tuple"):
            return
        children = [child for child in pair.named_children if not child.is_extra]
        call = self._unit.call(children[0])
        status = status_of(self._unit, children[1]) if len(children) in (2, 3) else None
        answers = (call is not None and call.name in ("jsonify", *_RESPONSES)) or self._flask
        if status is None and len(children) in (2, 3) and answers:
            status = told_status(self._unit, children[1], status_of)
        if not status or status < 400:
            return
        if call is not None and call.name in _RESPONSES:
            call = self._unit.call(call.at(0))
        if call is not None and call.name == "jsonify":
            yield from self._jsonified(call, call, status)
        elif self._holds_text(children[0]):
            for said in self._errors.texts(children[0]):
                yield from self._unit.error(
                    node, said.templates, audience="api", status=status, code=said.code, opening=said.opening
                )

    def _rendered(self, call: Call) -> Iterator[Statement]:
        """A page that is given an error to show."""
        context = call.get(2, "context") if call.name == "render" else call.at(1)
        mapping = self._unit.evaluator.mapping(context) if context is not None else None
        given = {argument.keyword: argument.node for argument in call.arguments if argument.keyword and not argument.spread}
        found = {**(mapping or {}), **(given if call.name != "render" else {})}
        status = status_of(self._unit, call.keyword("status", "status_code"))
        for key in _CONTEXT:
            if key in found and self._unit.evaluator.is_text(found[key]):
                yield from self._said(call, found[key], "customer", status=status)

    def _handed_over(self, call: Call) -> Iterator[Statement]:
        """``future.set_exception(Error("…"))``."""
        inner = self._unit.call(call.at(0))
        if inner is not None and inner.name[:1].isupper():
            yield from self._errors.of_exception(inner, inner.node)

    def _collected(self, call: Call) -> Iterator[Statement]:
        """``errors["email"].append(ValidationError("…"))``: made here, raised elsewhere, so it is read here. What is raised is read there."""
        if self._errors.known_class(call) and not self._read_elsewhere(call.node):
            yield from self._errors.of_exception(call, call.node)

    def _read_elsewhere(self, made: Node) -> bool:
        """Whether an exception stands in a ``raise`` or in another error, or gets a name that the file raises."""
        node = made.parent
        for _ in range(40):
            if node is None or node.type.endswith(("_statement", "block", "module", "_definition")):
                break
            if node.type == "assignment":
                left = node.child_by_field_name("left")
                name = self._unit.text(left) if left is not None and left.type == "identifier" else ""
                if name and re.search(rb"\braise[ \t]+" + re.escape(name.encode()) + rb"\b", self._unit.code.data):
                    return True
            call = self._unit.call(node) if node.type == "call" else None
            if call is not None and (call.name in self._rules or LOOKS_LIKE_ERROR.search(call.name)):
                return True
            node = node.parent
        return node is not None and node.type == "raise_statement"
