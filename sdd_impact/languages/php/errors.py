"""Error messages of PHP: what is thrown, and what an exception class says itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact.languages.php.exceptions import KNOWN, LOOKS_LIKE_ERROR, OF_ANSWERS, OF_PARTICULARS, Known
from sdd_impact.languages.php.logs import opening_of
from sdd_impact.languages.php.statuses import status_of
from sdd_impact.model import Definition, Template
from sdd_impact.syntax.grammars.php import is_list
from sdd_impact.syntax.values import only
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tree_sitter import Node

    from sdd_impact.model import Audience, Statement
    from sdd_impact.syntax import Call, Unit
    from sdd_impact.syntax.bindings import Span

#: Keys that hold a message, the most telling first.
MESSAGE_KEYS = ("error", "message", "msg", "detail", "errors", "error_message", "error_description", "errorMessage", "description", "title", "reason",
                "hint", "messages")  # fmt: skip
_CODE_KEYS = ("code", "error_code", "errorCode", "error_type")


class Said(NamedTuple):
    """One message in a value: its templates, its own code, the symbol that holds it where that is defined elsewhere."""

    templates: tuple[Template, ...]
    code: str = ""
    opening: str = ""


class Errors:
    """Reads the errors of one file."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit

    # --- throw ---------------------------------------------------------------------------------------------------

    def thrown(self, node: Node) -> Iterator[Statement]:
        """What a ``throw`` says. An exception without a text, and one that is handed on, say nothing here."""
        children = [child for child in node.named_children if not child.is_extra]
        made = self._made(children[0]) if children else None
        if made is not None:
            yield from self.of_exception(made, node)

    def _made(self, node: Node) -> Call | None:
        """The call that makes the exception, here or in the one assignment of a local variable."""
        call = self.unit.call(node)
        if call is None and node.type == "variable_name":
            bound = self.unit.scope.lookup(self.unit.text(node), node.start_byte)
            value = only(bound) if bound and bound.where == "local" else None
            call = self.unit.call(value) if value is not None else None
            return call if call is not None and (call.made or LOOKS_LIKE_ERROR.search(call.name)) else None
        return self._unwound(call)

    def _unwound(self, call: Call | None) -> Call | None:
        """The making of an exception on which further methods are called: ``(new E("…"))->setHint("…")``."""
        here = call
        for _ in range(10):
            if here is None or here.made or here.name == "withMessages":
                return here or call
            here = self.unit.call(here.receiver) if here.receiver is not None else None
        return call

    def of_exception(self, call: Call, at: Node) -> Iterator[Statement]:
        """The statements of one exception that is made, placed at ``at``: by ``new``, or by a function of its class or of the project."""
        if call.name == "withMessages":
            yield from self._validation(call, at)
            return
        kind = self._kind(call)
        if kind in OF_ANSWERS:
            return
        fact = self._fact(kind)
        message = self._message(call, fact)
        if message is None or kind in OF_PARTICULARS:
            yield from self._from_class(call, at, kind)
            return
        status = (fact.status if fact else None) or self._given_status(call, fact, message)
        if not call.made and call.name == "createNotFoundException":
            kind, fact, status = "NotFoundHttpException", KNOWN["NotFoundHttpException"], 404
        elif not call.made and call.name == "createAccessDeniedException":
            kind, fact, status = "AccessDeniedException", KNOWN["AccessDeniedException"], 403
        code = self._code(call, message)
        yield from self._at(at, message, kind, fact.audience if fact else "internal", status, code)

    def _at(
        self, at: Node, message: Node, kind: str, audience: Audience, status: int | None, code: str = ""
    ) -> Iterator[Statement]:
        for said in self.texts(message):
            yield from self.unit.error(
                at, said.templates, type=kind, audience=audience, status=status, code=said.code or code, opening=said.opening
            )

    def _kind(self, call: Call) -> str:
        """The class of the exception; "" where a function of the project chooses it."""
        name = call.name if call.made else call.owner.rpartition(".")[2]
        return name if name[:1].isupper() else ""

    def _fact(self, kind: str) -> Known | None:
        """What is known of a class, itself or by its base in this file."""
        if kind in KNOWN:
            return KNOWN[kind]
        span = self.unit.scope.class_named(kind) if kind else None
        bases = self.unit.scope.bases(span) if span else []
        return next((KNOWN[base] for base in bases if base in KNOWN), None)

    def _message(self, call: Call, fact: Known | None) -> Node | None:
        """The argument that says what is wrong: by keyword, at the known position, else the first that is a text."""
        unit = self.unit
        said = call.keyword("message", "msg", "detail", "reason")
        if said is not None:
            return said
        if fact and fact.message and call.at(fact.message) is not None:
            return call.at(fact.message)
        plain = [argument.node for argument in call.positional if not argument.spread]
        text = next((node for node in plain if unit.evaluator.is_text(node)), None)
        if text is not None:
            return text
        first = plain[0] if plain else None
        if first is not None and call.made and (opening_of(unit, first).isupper() or self._is_constant(first)):
            return first
        return None

    def _is_constant(self, node: Node) -> bool:
        last = opening_of(self.unit, node).rpartition(".")[2]
        return last.isupper() and status_of(self.unit, node) is None

    def _from_class(self, call: Call, at: Node, kind: str) -> Iterator[Statement]:
        """An exception made with particulars only: a value that is its text, or its class, in another file, that holds it."""
        plain = [argument.node for argument in call.positional if not argument.spread]
        if not call.made or not plain or not kind or status_of(self.unit, plain[0]) is not None:
            return
        fact = self._fact(kind)
        template = Template((self.unit.evaluator.placeholder(plain[0]),))
        known_text = kind in KNOWN or kind in _BUILTIN or (len(plain) > 1 and plain[1].type == "integer")
        opening = "" if known_text or self.unit.scope.class_named(kind) else kind
        yield from self.unit.error(
            at,
            (template,),
            type=kind,
            audience=fact.audience if fact else "internal",
            status=fact.status if fact else None,
            opening=opening,
        )

    def _given_status(self, call: Call, fact: Known | None, message: Node) -> int | None:
        if fact is None and not re.search(r"(?:Http|Api|API|Response)\w*$", call.name):
            told = call.keyword("status", "statusCode", "httpStatus")
            return status_of(self.unit, told)
        return next(
            (status for each in call.arguments if each.node.id != message.id and (status := status_of(self.unit, each.node))), None
        )

    def _code(self, call: Call, message: Node) -> str:
        """A code beside the text, where it is a text or a number that is no status."""
        rest = [
            each.node
            for each in call.arguments
            if each.node.start_byte > message.start_byte and each.node.type in ("string", "integer")
        ]
        text = self.unit.evaluator.literal(rest[0]) or "" if rest and rest[0].type == "string" else ""
        return text if re.fullmatch(r"[\w.-]+", text) else ""

    def _validation(self, call: Call, at: Node) -> Iterator[Statement]:
        """Laravel's ``ValidationException::withMessages(["field" => ["…"]])``."""
        mapping = self.unit.evaluator.mapping(call.arguments[0].node) if call.arguments else None
        for value in (mapping or {}).values():
            yield from self._at(at, value, "ValidationException", "customer", 422)

    # --- texts inside values -------------------------------------------------------------------------------------

    def texts(self, node: Node, depth: int = 4) -> Iterator[Said]:
        """The messages in a value: a text; an array with ``error``, ``message`` …; a list; what is turned into JSON."""
        unit = self.unit
        call = unit.call(node) if depth else None
        if call is not None and call.name in ("json_encode", "collect") and call.arguments:
            yield from self.texts(call.arguments[0].node, depth - 1)
            return
        if depth and is_list(node):
            for child in node.named_children[:40]:
                inner = [each for each in child.named_children if not each.is_extra]
                if inner and inner[0].type != "variadic_unpacking":
                    yield from self.texts(inner[0], depth - 1)
            return
        mapping = unit.evaluator.mapping(node) if depth else None
        if mapping is not None:
            yield from self.texts_of_mapping(mapping, depth)
        else:
            yield Said(unit.message(node), opening=opening_of(unit, node))

    def texts_of_mapping(self, mapping: Mapping[str, Node], depth: int = 4) -> Iterator[Said]:
        """The messages in a mapping by key."""
        code = next((self._symbol(mapping[key]) for key in _CODE_KEYS if key in mapping), "")
        keys = [key for key in MESSAGE_KEYS if key in mapping and mapping[key].type not in ("boolean", "integer", "null")][:1]
        if keys == ["error"] and "message" in mapping and self.unit.evaluator.is_text(mapping["message"]):
            text = self.unit.evaluator.literal(mapping["error"]) or ""
            if re.fullmatch(r"[\w.-]+", text):
                keys, code = ["message"], code or text  # ["error" => "not_found", "message" => "…"]
        for key in keys:
            for said in self.texts(mapping[key], depth - 1) if depth else ():
                yield said._replace(code=said.code or code)

    def _symbol(self, node: Node) -> str:
        text = self.unit.evaluator.literal(node) or ""
        return text if re.fullmatch(r"[\w.-]+", text) and not text.isdigit() else ""

    # --- exception classes ---------------------------------------------------------------------------------------

    def classes(self) -> Iterator[Statement]:
        """What exception classes say: ``$message = "…"``, a text for ``parent::__construct``, a default of the message."""
        for span in self.unit.scope.spans:
            for at, message in self._own_texts(span) if self._is_error(span) else ():
                fact = self._fact(span.name)
                yield from self._at(at, message, span.name, fact.audience if fact else "internal", fact.status if fact else None)

    def _is_error(self, span: Span) -> bool:
        if span.kind != "class" or span.node is None:
            return False
        return any(LOOKS_LIKE_ERROR.search(name) for name in (*self.unit.scope.bases(span), span.name))

    def returned(self, call: Call) -> Iterator[Statement]:
        """``return new NotFound("…")``, ``fn () => new NotFound("…")``: an exception that a function makes and somebody else throws."""
        parent = call.node.parent
        if parent is None or parent.type not in ("return_statement", "arrow_function") or not self._is_exception(call):
            return
        message = self._message(call, self._fact(self._kind(call)))
        if message is not None and self._says(message):
            yield from self.of_exception(call, parent if parent.type == "return_statement" else call.node)

    def _is_exception(self, call: Call) -> bool:
        span = self.unit.scope.class_named(call.name)
        return call.name.endswith(("Exception", "Error")) or (span is not None and self._is_error(span))

    def of_own_class(self, call: Call) -> Iterator[Statement]:
        """``return new self("…")``: an exception that a function of its own class makes."""
        span = self.unit.scope.class_at(call.node.start_byte)
        parent = call.node.parent
        if span is None or parent is None or parent.type == "throw_expression" or not self._is_error(span):
            return
        fact = self._fact(span.name)
        message = self._message(call, fact)
        if message is not None and self._says(message):
            at = parent if parent.type == "return_statement" else call.node
            status = (fact.status if fact else None) or self._given_status(call, fact, message)
            yield from self._at(at, message, span.name, fact.audience if fact else "internal", status)

    def _own_texts(self, span: Span) -> Iterator[tuple[Node, Node]]:
        body = span.node.child_by_field_name("body") if span.node is not None else None
        for member in body.named_children if body is not None else ():
            if member.type == "property_declaration":
                yield from self._property(member)
            elif member.type == "method_declaration":
                yield from self._constructor(member)

    def _property(self, member: Node) -> Iterator[tuple[Node, Node]]:
        for element in member.named_children:
            name, value = element.child_by_field_name("name"), element.child_by_field_name("default_value")
            if name is not None and value is not None and self.unit.text(name) == "$message" and self._says(value):
                yield member, value

    def _constructor(self, member: Node) -> Iterator[tuple[Node, Node]]:
        name, parameters = member.child_by_field_name("name"), member.child_by_field_name("parameters")
        body = member.child_by_field_name("body")
        if name is None or self.unit.text(name) != "__construct":
            return
        for each in parameters.named_children if parameters is not None else ():
            variable, value = each.child_by_field_name("name"), each.child_by_field_name("default_value")
            if (
                variable is not None
                and value is not None
                and self.unit.text(variable) in ("$message", "$msg")
                and self._says(value)
            ):
                yield value, value
        for statement in body.named_children if body is not None else ():
            call = (
                self.unit.call(statement.named_children[0])
                if statement.type == "expression_statement" and statement.named_children
                else None
            )
            if call is None or call.callee != "parent.__construct":
                continue
            said = next((each.node for each in call.arguments if self._says(each.node)), None)
            if said is not None:
                yield call.node, said

    def _says(self, node: Node) -> bool:
        return self.unit.evaluator.is_text(node) and any(template.literals for template in self.unit.message(node))

    def definitions(self) -> Iterator[Definition]:
        """Each exception class by its name, with the text that it holds: what ``new Class($particulars)`` elsewhere says.

        A default is none of these: what the class is made with takes its place. ``$message`` is, where the class has a constructor of its own.
        """
        for span in self.unit.scope.spans:
            if span.node is None or not self._is_error(span):
                continue
            own = b"function __construct" in self.unit.code.data[span.node.start_byte : span.node.end_byte]
            texts = [(at, node) for at, node in self._own_texts(span) if own and at.id != node.id]
            found = [template for _, node in texts for template in self.unit.message(node)]
            if len(found) == 1:
                yield Definition(self.unit.scope.symbol(span.start), found[0], self.unit.location(span.node))


_BUILTIN = frozenset([
    "Exception", "ErrorException", "Error", "TypeError", "ValueError", "ArithmeticError", "ArgumentCountError", "AssertionError", "LogicException",
    "BadFunctionCallException", "BadMethodCallException", "DomainException", "InvalidArgumentException", "LengthException", "OutOfRangeException",
    "RuntimeException", "OutOfBoundsException", "OverflowException", "RangeException", "UnderflowException", "UnexpectedValueException", "JsonException",
])  # fmt: skip
