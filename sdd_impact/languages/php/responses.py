"""Error messages that PHP code sends or shows: Laravel, Symfony, WordPress, Drupal, validations, flashes; and what ends a script.

Sources: Laravel ``abort``, ``response()->json``, ``withErrors``, ``messages()``; Symfony ``JsonResponse``, ``addFlash``, constraints and
``buildViolation``; WordPress ``WP_Error``, ``wp_die``, ``wp_send_json_error``; Drupal ``messenger()->addError``, ``setErrorByName``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.languages.php.logs import opening_of
from sdd_impact.languages.php.statuses import status_of
from sdd_impact.syntax.numbers import OPEN, told_status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from tree_sitter import Node

    from sdd_impact.languages.php.errors import Errors
    from sdd_impact.model import Audience, Statement
    from sdd_impact.syntax import Call

#: What makes an answer of a body and a status: name → the position of the status.
_ANSWERS = {"JsonResponse": 1, "Response": 1, "DataResponse": 1, "JSONResponse": 1, "WP_REST_Response": 1, "HtmlResponse": 1, "TextResponse": 1,
            "json": 1, "make": 1, "response": 1, "withJson": 1, "jsonResponse": 1, "wp_send_json": 1}  # fmt: skip
_BAD = late.regex(r"(?:^|[_.-])(?:error|errors|danger|fail|failure|warning|alert|err|exception)(?:$|[_.-])", re.IGNORECASE)
_FAILED = ("error", "fail", "failed", "failure")
_ABORTS = {"abort": 0, "abort_if": 1, "abort_unless": 1}
_WP_ENDS = ("wp_die", "wp_send_json_error")
_FLASHES = ("flash", "with", "addFlash", "addMessage", "now", "setFlash")

#: A project's own helpers: ``$this->showErrorNotification("…")``, ``$this->respondWithError("…")``.
_SHOWS = late.regex(r"(?:show|display|flash)\w*(?:Error|Warning)\w*$")
_ANSWERS_WITH = late.regex(
    r"(?:respond|send|return|render)\w*(?:Error|NotFound|Forbidden|Unauthorized|BadRequest)\w*$|errorResponse$"
)
#: Constraints of Symfony's validator; those of a project end in ``Constraint``.
_CONSTRAINTS = frozenset([
    "NotBlank", "NotNull", "Blank", "IsNull", "IsTrue", "IsFalse", "Type", "Email", "Length", "Url", "Regex", "Ip", "Json", "Uuid", "Hostname", "CssColor",
    "NotCompromisedPassword", "PasswordStrength", "UserPassword", "EqualTo", "NotEqualTo", "IdenticalTo", "NotIdenticalTo", "LessThan", "LessThanOrEqual", "GreaterThan",
    "GreaterThanOrEqual", "Range", "DivisibleBy", "Unique", "UniqueEntity", "Positive", "PositiveOrZero", "Negative", "NegativeOrZero", "Date", "DateTime", "Time", "Timezone",
    "Choice", "Language", "Locale", "Country", "File", "Image", "Bic", "CardScheme", "Currency", "Luhn", "Iban", "Isbn", "Issn", "Isin", "Callback", "Expression", "Count", "Charset",
    "NoSuspiciousCharacters", "Ulid", "When", "AtLeastOneOf", "Collection", "Valid",
])  # fmt: skip
MORE = late.regex(f"(?:{_SHOWS.pattern}|{_ANSWERS_WITH.pattern})".encode())
#: Last names of calls that may send an error.
NAMES = frozenset([
    *_ANSWERS, *_ABORTS, *_WP_ENDS, *_FLASHES, "withErrors", "die", "exit", "add", "addError", "addErrorMessage", "setErrorByName", "setError", "buildViolation",
    "addViolation", "WP_Error", "throw_if", "throw_unless", "error", "drupal_set_message", "FormError", "validate", "validateWithBag", "add_error", "set_error", "fail", *_CONSTRAINTS,
])  # fmt: skip


class Responses:
    """Reads the calls of one file that send an error."""

    def __init__(self, errors: Errors) -> None:
        self._errors = errors
        self._unit = errors.unit
        self._rules: dict[str, Callable[[Call], Iterator[Statement]]] = {
            **dict.fromkeys(_ANSWERS, self._answer),
            **dict.fromkeys(_ABORTS, self._abort),
            **dict.fromkeys(_WP_ENDS, self._ended),
            **dict.fromkeys(_FLASHES, self._flash),
            "withErrors": self._with_errors,
            "die": self._died,
            "exit": self._died,
            "add": self._added,
            "error": self._flashed,
            "fail": self._failed,
            **dict.fromkeys(
                ("addError", "addErrorMessage", "setErrorByName", "setError", "add_error", "set_error"), self._add_error
            ),
            **dict.fromkeys(("buildViolation", "addViolation"), self._violation),
            "FormError": self._violation,
            **dict.fromkeys(_CONSTRAINTS, self._constraint),
            "WP_Error": self._wp_error,
            "validate": self._validated,
            "validateWithBag": self._validated,
            "drupal_set_message": self._drupal,
            **dict.fromkeys(("throw_if", "throw_unless"), self._throw_if),
        }

    def of_call(self, call: Call) -> Iterator[Statement]:
        """The error statements of one call; nothing for most calls."""
        rule = self._rules.get(call.name)
        if rule:
            yield from rule(call)
        elif call.owner in ("$this", "self", "static", "parent") and self._is_text(call.at(0)):
            status = next((status for each in call.arguments if (status := status_of(self._unit, each.node))), None)
            if _SHOWS.match(call.name):
                yield from self._say(call.node, call.at(0), "customer", status)
            elif _ANSWERS_WITH.match(call.name):
                yield from self._say(self._place(call.node), call.at(0), "api", status)

    # --- helpers -------------------------------------------------------------------------------------------------

    def _say(
        self, at: Node, node: Node | None, audience: Audience, status: int | None = None, kind: str = "", code: str = ""
    ) -> Iterator[Statement]:
        for each in self._errors.texts(node) if node is not None else ():
            yield from self._unit.error(
                at, each.templates, type=kind, audience=audience, status=status, code=each.code or code, opening=each.opening
            )

    def _is_text(self, node: Node | None) -> bool:
        return node is not None and (
            self._unit.evaluator.is_text(node) or opening_of(self._unit, node).rpartition(".")[2].isupper()
        )

    def _place(self, node: Node) -> Node:
        """The ``return`` that an answer stands in, else the call itself."""
        parent = node.parent
        return parent if parent is not None and parent.type == "return_statement" else node

    # --- answers -------------------------------------------------------------------------------------------------

    def _answer(self, call: Call) -> Iterator[Statement]:
        """``response()->json([…], 404)``, ``new JsonResponse([…], 404)``, ``$this->json([…], 404)``."""
        at = _ANSWERS[call.name]
        if call.callee == "Validator.make":
            yield from self._validated(call)
            return
        if (
            call.name in ("make", "response")
            and not (call.name == "response" and call.node.type == "function_call_expression")
            and "esponse" not in call.owner
        ):
            return
        told = call.get(at, "status", "statusCode", "code")
        status = told_status(self._unit, told if told is not None else self._set_status(call), status_of)
        body = call.get(0, "data", "content", "body")
        if body is None:
            return
        mapping, inner = self._unit.evaluator.mapping(body), self._unit.call(body)
        bad = status >= 400 if status is not None else told is None and self._is_bad(mapping or {})
        if inner is not None and inner.receiver is not None and (shown := self._dressed(inner)) is not None:
            yield from self._say(self._place(call.node), shown, "api", status)
        elif bad and (
            mapping is not None or self._unit.evaluator.is_text(body) or (inner is not None and inner.name == "json_encode")
        ):
            yield from self._say(self._place(call.node), body, "customer" if call.name == "HtmlResponse" else "api", status)

    def _set_status(self, call: Call) -> Node | None:
        """The status that a method called on the answer sets: ``(new JsonResponse([…]))->setStatusCode(404)``."""
        here = call.node.parent
        while here is not None and here.type == "parenthesized_expression":
            here = here.parent
        outer = self._unit.call(here) if here is not None and here.type == "member_call_expression" else None
        return outer.at(0) if outer is not None and outer.name == "setStatusCode" else None

    def _is_bad(self, mapping: Mapping[str, Node]) -> bool:
        """Whether a body says itself that something went wrong: an ``error`` with a text, ``success`` that is false, ``status`` "error"."""
        if any(key in mapping and self._is_text(mapping[key]) for key in ("error", "error_message", "errorMessage")):
            return True
        if any(key in mapping and self._unit.text(mapping[key]).lower() == "false" for key in ("success", "ok")):
            return True
        return "status" in mapping and self._unit.evaluator.literal(mapping["status"]) in _FAILED

    def _dressed(self, call: Call) -> Node | None:
        """The text of an error that a function of the project dresses up: ``Helper::answer("error", null, "…")``."""
        if not any(self._unit.evaluator.literal(each.node) in _FAILED for each in call.positional):
            return None
        texts = [
            each.node
            for each in call.positional
            if self._is_text(each.node) and self._unit.evaluator.literal(each.node) not in _FAILED
        ]
        return texts[-1] if texts else None

    def _abort(self, call: Call) -> Iterator[Statement]:
        at = _ABORTS[call.name]
        if call.receiver is not None and call.owner not in ("App", "$this"):
            return
        status = told_status(self._unit, call.get(at, "code"), status_of)
        message = call.get(at + 1, "message")
        if status is None and self._is_text(message):
            status = OPEN  # whatever it is: nobody aborts where all is well
        if status and message is not None:
            yield from self._say(call.node, message, "api", status)

    def _throw_if(self, call: Call) -> Iterator[Statement]:
        """Laravel's ``throw_if($wrong, E::class, "…")``, ``throw_if($wrong, new E("…"))``."""
        made = self._unit.call(call.at(1))
        if made is not None and made.made:
            yield from self._errors.of_exception(made, call.node)
        elif call.at(1) is not None and self._is_text(call.at(2)):
            named = re.match(r"\\?(?:\w+\\)*(\w+)::class$", self._unit.text(call.positional[1].node))
            yield from self._say(call.node, call.at(2), "internal", kind=named[1] if named else "")
        elif self._is_text(call.at(1)):
            yield from self._say(call.node, call.at(1), "internal", kind="RuntimeException")

    # --- shown on a page -----------------------------------------------------------------------------------------

    def _flash(self, call: Call) -> Iterator[Statement]:
        """``session()->flash("error", "…")``, ``->with("error", "…")``, ``addFlash("error", "…")``; also the other way round."""
        first, second = call.get(0, "type"), call.get(1, "message")
        if first is not None and second is None and call.name == "with":
            for key, value in (self._unit.evaluator.mapping(first) or {}).items():
                if _BAD.search(key) and self._unit.evaluator.is_text(value):
                    yield from self._say(call.node, value, "customer")
        if first is None or second is None:
            return
        key = self._unit.evaluator.literal(first) or ""
        if call.name == "addMessage" or (self._unit.evaluator.literal(second) in ("error", "danger", "warning") and " " in key):
            first, second = second, first
            key = self._unit.evaluator.literal(first) or self._unit.text(first)
        bad = _BAD.search(key) and " " not in key and second.type not in ("boolean", "null", "integer")
        if bad and (call.name != "with" or self._unit.evaluator.is_text(second)):
            yield from self._say(call.node, second, "customer")

    def _flashed(self, call: Call) -> Iterator[Statement]:
        """``flash()->error("…")``."""
        inner = self._unit.call(call.receiver) if call.receiver is not None else None
        if inner is not None and inner.name in ("flash", "toast", "toastr", "notify", "notification"):
            shown = call.at(0) if call.arguments else inner.at(0)  # flash("…")->error()
            if self._is_text(shown):
                yield from self._say(call.node, shown, "customer")

    def _validated(self, call: Call) -> Iterator[Statement]:
        """Laravel's ``$request->validate($rules, ["email.required" => "…"])``: the array of texts, whose keys name fields and rules."""
        made = call.callee == "Validator.make"  # ($data, $rules, $messages): a text may be that of a rule for every field
        for argument in call.positional[2:3] if made else call.positional[1:3]:
            mapping = self._unit.evaluator.mapping(argument.node) if argument.node.type == "array_creation_expression" else None
            for key, value in (mapping or {}).items():
                if (made or re.fullmatch(r"[\w*-]+(?:\.[\w*-]+)+", key)) and self._unit.evaluator.is_text(value):
                    yield from self._say(value, value, "customer", code=key)

    def _with_errors(self, call: Call) -> Iterator[Statement]:
        first = call.at(0)
        mapping = self._unit.evaluator.mapping(first) if first is not None else None
        for value in mapping.values() if mapping else [first]:
            if value is not None and (self._is_text(value) or self._unit.evaluator.mapping(value) is not None):
                yield from self._say(call.node, value, "customer")

    def _added(self, call: Call) -> Iterator[Statement]:
        """``$validator->errors()->add("field", "…")``; Symfony's ``getFlashBag()->add("error", "…")``."""
        if call.owner.endswith(("getFlashBag()", "flashBag", "flashes")):
            yield from self._flash(call)
            return
        if call.owner.endswith(("errors()", "->errors", ".errors", "getMessageBag()", "$errors", "$error")) and self._is_text(
            call.at(1)
        ):
            yield from self._say(call.node, call.at(1), "customer")

    def _add_error(self, call: Call) -> Iterator[Statement]:
        """Drupal's ``addError("…")``, Yii's ``addError("field", "…")``, ``setErrorByName("field", "…")``."""
        if call.receiver is None:
            return
        last = (
            call.at(1)
            if self._is_text(call.at(1))
            else call.at(0)
            if call.name in ("addError", "addErrorMessage", "set_error")
            else None
        )
        message = last if last is not None else call.keyword("message")
        if self._is_text(message) and not re.search(r"(?:^|\.)\$?(?:this\.)?_?log(?:ger)?$", call.owner):
            yield from self._say(call.node, message, "customer")

    def _violation(self, call: Call) -> Iterator[Statement]:
        """Symfony's ``$context->buildViolation("…")``, ``new FormError("…")``."""
        yield from self._constrained(call.node, call.at(0))

    def _constraint(self, call: Call) -> Iterator[Statement]:
        """A constraint that is made: ``new NotBlank(["message" => "…"])``, ``new Length(min: 2, minMessage: "…")``."""
        if not call.made:
            return
        given = {each.keyword: each.node for each in call.arguments if each.keyword}
        first = call.at(0)
        given.update((self._unit.evaluator.mapping(first) or {}) if first is not None else {})
        for key, node in given.items():
            if re.search(r"(?:^m|M)essage$", key):
                yield from self._constrained(node, node)

    def _constrained(self, at: Node, said: Node | None) -> Iterator[Statement]:
        """The text of a constraint, in which the validator fills ``{{ limit }}``."""
        if said is None or not self._is_text(said):
            return
        yield from self._unit.error(
            at, self._unit.evaluator.formatted("twig", said, ()), audience="customer", opening=opening_of(self._unit, said)
        )

    def _failed(self, call: Call) -> Iterator[Statement]:
        """``$fail("…")`` in a rule of Laravel is a call of a variable: see :meth:`variable`; ``$this->fail("…")`` of a job or a controller."""
        if call.owner == "$this" and self._is_text(call.at(0)) and not self._unit.test:
            yield from self._say(call.node, call.at(0), "internal")

    def variable(self, call: Call) -> Iterator[Statement]:
        """``$fail("…")``."""
        if call.callee == "$fail" and self._is_text(call.at(0)):
            yield from self._say(call.node, call.at(0), "customer")

    def _drupal(self, call: Call) -> Iterator[Statement]:
        kind = call.at(1)
        if kind is not None and _BAD.search(self._unit.evaluator.literal(kind) or "") and call.at(0) is not None:
            yield from self._say(call.node, call.at(0), "customer")

    # --- WordPress, the end of a script --------------------------------------------------------------------------

    def _wp_error(self, call: Call) -> Iterator[Statement]:
        code = self._unit.evaluator.literal(call.at(0)) or ""
        data = call.at(2)
        mapping = self._unit.evaluator.mapping(data) if data is not None else None
        status = status_of(self._unit, (mapping or {}).get("status"))
        if call.at(1) is not None:
            yield from self._say(call.node, call.at(1), "api", status, code=code)

    def _ended(self, call: Call) -> Iterator[Statement]:
        first = call.at(0)
        third = call.at(2)
        mapping = self._unit.evaluator.mapping(third) if third is not None else None
        told = (status_of(self._unit, node) for node in (call.at(1), third, (mapping or {}).get("response")))
        status = next((each for each in told if each), None)
        if first is not None and (self._is_text(first) or self._unit.evaluator.mapping(first) is not None):
            yield from self._say(call.node, first, "customer" if call.name == "wp_die" else "api", status)

    def _died(self, call: Call) -> Iterator[Statement]:
        first = call.at(0)
        if first is not None and call.receiver is None:
            yield from self._last_words(call.node, first)

    def ended(self, node: Node) -> Iterator[Statement]:
        """``exit("…")``."""
        inner = [child for child in node.named_children if not child.is_extra]
        if inner:
            yield from self._last_words(node, inner[0])

    def _last_words(self, at: Node, said: Node) -> Iterator[Statement]:
        call = self._unit.call(said)
        if call is not None and call.name == "json_encode":
            yield from self._say(at, said, "api")
        elif self._unit.evaluator.is_text(said):
            yield from self._say(at, said, "customer")

    # --- texts of rules ------------------------------------------------------------------------------------------

    def attribute(self, node: Node) -> Iterator[Statement]:
        r"""The messages of a constraint: ``#[Assert\NotBlank(message: "…")]``."""
        call = self._unit.call(node)
        for argument in call.arguments if call is not None else ():
            if re.search(r"(?:^m|M)essage$", argument.keyword):
                yield from self._constrained(argument.node, argument.node)

    def messages(self, method: Node) -> Iterator[Statement]:
        """What ``messages()`` of a form request or ``message()`` of a rule returns."""
        name, body = method.child_by_field_name("name"), method.child_by_field_name("body")
        if name is None or body is None or self._unit.text(name) not in ("messages", "message", "validationMessages"):
            return
        for statement in body.named_children:
            inner = [child for child in statement.named_children if not child.is_extra]
            if statement.type != "return_statement" or not inner:
                continue
            mapping = self._unit.evaluator.mapping(inner[0]) if inner[0].type == "array_creation_expression" else None
            for key, value in (mapping or {}).items():
                if self._is_text(value) and re.search(r"\.|^\w+$", key):
                    yield from self._say(value, value, "customer", code=key if re.fullmatch(r"[\w.*-]+", key) else "")
            if self._unit.text(name) == "message" and self._is_rule(method) and self._is_text(inner[0]):
                yield from self._say(statement, inner[0], "customer")

    def _is_rule(self, method: Node) -> bool:
        owner = self._unit.scope.class_at(method.start_byte)
        text = self._unit.code.folded(owner.node, 300) if owner is not None and owner.node is not None else ""
        return re.search(r"implements [^{]*Rule\b", text) is not None
