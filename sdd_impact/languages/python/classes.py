"""What an exception class says itself: by an attribute, to its base, or in ``__str__``. And tables of error messages in classes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.languages.python.errors import ATTRIBUTES, WEAK_ATTRIBUTES, Errors
from sdd_impact.languages.python.exceptions import LOOKS_LIKE_ERROR
from sdd_impact.model import Definition

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from sdd_impact.model import Audience, Statement
    from sdd_impact.syntax import Call
    from sdd_impact.syntax.bindings import Binding, Span

#: Attributes and keywords that hold a table of error messages by code (Django forms and fields, DRF serializers).
TABLES = frozenset(["error_messages", "default_error_messages"])
_PERMISSION = late.regex(r"(?:Permission|Permissions)$")
_API = late.regex(
    r"(?:APIException|HTTPException|GraphQLError|ApiError|APIError|HTTPError|Serializer|Field|Permission|BasePermission)$"
)


class Classes:
    """Reads the exception classes of one file."""

    def __init__(self, errors: Errors) -> None:
        self._errors = errors
        self._unit = errors.unit

    def _is_error(self, span: Span) -> bool:
        names = [span.name, *self._errors.ancestors(span)]
        return any(LOOKS_LIKE_ERROR.search(name) for name in names)

    def attributes(self) -> Iterator[Statement]:
        """Class attributes that hold an error's text, each at its own line."""
        scope = self._unit.scope
        for name in (*ATTRIBUTES, *WEAK_ATTRIBUTES, *TABLES):
            for binding in scope.bindings(name):
                span = scope.spans[binding.span] if binding.span >= 0 else None
                if span is None or span.kind != "class" or binding.role != "assign" or binding.value is None:
                    continue
                if name in TABLES:
                    told = self._audience(span)
                    yield from self._table(binding.value, told if told == "api" else "customer")
                elif name in ATTRIBUTES or self._is_error(span) or self._denies(span):
                    yield from self._attribute(binding, span)

    def _denies(self, span: Span) -> bool:
        """A permission of Django REST framework: its ``message`` is what a refused client reads."""
        return any(_PERMISSION.search(base) for base in self._errors.ancestors(span)) and b"rest_framework" in self._unit.code.data

    def _attribute(self, binding: Binding, span: Span) -> Iterator[Statement]:
        value = binding.value
        if value is None or not self._unit.evaluator.is_text(value):
            return
        audience = "api" if self._denies(span) else self._audience(span)
        status = self._errors.class_status(span) or self._errors.inherited_status(span) or (403 if self._denies(span) else None)
        yield from self._unit.error(
            binding.node, self._unit.message(value), type=span.name, audience=audience, status=status, code=self._code(span)
        )  # fmt: skip

    def _audience(self, span: Span) -> Audience:
        fact = self._errors.class_fact(span)
        if fact:
            return fact.audience
        names = [span.name, *self._errors.ancestors(span)]
        if any(_API.search(name) for name in names) and "rest_framework" in self._errors.used:
            return "api"
        if any(re.search(r"(?:Form|FormSet|ModelForm)$", name) for name in names):
            return "customer"
        return "api" if any(_API.search(name) and not name.endswith("Field") for name in names) else "internal"

    def _code(self, span: Span) -> str:
        for name in ("default_code", "error_code", "code"):
            bound = self._unit.scope.lookup(f"{span.name}.{name}", span.start)
            value = bound.values[0][0] if bound and len(bound.values) == 1 else None
            literal = self._unit.evaluator.literal(value)
            if literal and not literal.isdigit():
                return literal
        return ""

    def table_argument(self, call: Call) -> Iterator[Statement]:
        """``error_messages={…}`` given to a field."""
        node = call.keyword("error_messages")
        if node is not None:
            drf = "rest_framework" in self._errors.used and ("serializers" in call.owner or call.owner == "")
            yield from self._table(node, "api" if drf else "customer")

    def _table(self, node: Node, audience: Audience) -> Iterator[Statement]:
        """The entries of a table of messages: code → text."""
        mapping = self._unit.evaluator.mapping(node) or {}
        for code, value in mapping.items():
            if value.type == "dictionary":
                yield from self._table(value, audience)
            elif self._unit.evaluator.is_text(value):
                yield from self._unit.error(
                    value, self._unit.message(value), audience=audience, code=code if code.isidentifier() else ""
                )

    def told_to_base(self, call: Call) -> Iterator[Statement]:
        """``super().__init__("…")`` in an exception class."""
        span = self._unit.scope.class_at(call.node.start_byte)
        message = self._base_message(call) if span and self._is_error(span) else None
        if span and message is not None:
            status = self._errors.status(call) or self._errors.class_status(span) or self._errors.inherited_status(span)
            # a message that is a parameter is said by those who raise it
            templates = [template for template in self._unit.message(message) if template.literals]
            yield from self._unit.error(
                call.node, templates, type=span.name, audience=self._audience(span), status=status, code=self._code(span)
            )  # fmt: skip

    def _base_message(self, call: Call) -> Node | None:
        """The text that is handed to the base; not a class attribute, which has been read at its own line."""
        shift = 0 if call.owner.startswith("super") else 1
        given = (call.keyword("message", "msg", "detail", "description", "reason"), call.at(shift), call.at(shift + 1))
        message = next((node for node in given if node is not None and self._says(node)), None)
        return None if message is not None and self._from_attribute(message) else message

    def _says(self, node: Node) -> bool:
        return self._unit.evaluator.is_text(node) and any(template.literals for template in self._unit.message(node))

    def _from_attribute(self, node: Node) -> bool:
        """A class attribute handed on has been read at its own line."""
        return node.type == "attribute" and self._unit.text(node).rpartition(".")[2] in (*ATTRIBUTES, *WEAK_ATTRIBUTES)

    def printed(self) -> Iterator[Statement]:
        """What ``__str__`` of an exception class returns."""
        for function, _, span in self._methods("__str__"):
            for node in self._returned(function):
                if node.named_children and self._says(node.named_children[0]):
                    templates = self._unit.message(node.named_children[0])
                    yield from self._unit.error(
                        node, templates, type=span.name, audience=self._audience(span), status=self._errors.class_status(span)
                    )

    def _methods(self, name: str) -> Iterator[tuple[Span, int, Span]]:
        scope = self._unit.scope
        for index, span in enumerate(scope.spans):
            if span.kind == "function" and span.name == name and span.parent >= 0:
                outer = scope.spans[span.parent]
                if outer.kind == "class" and self._is_error(outer):
                    yield span, index, outer

    def _returned(self, function: Span) -> list[Node]:
        body = function.node.child_by_field_name("body") if function.node is not None else None
        return [child for child in body.named_children if child.type == "return_statement"] if body is not None else []

    def definitions(self) -> Iterator[Definition]:
        """Each exception class by its name, with the text that it holds: what ``raise Class(particulars)`` elsewhere says."""
        if not any(span.kind == "class" and self._is_error(span) for span in self._unit.scope.spans):
            return
        built = {statement.type: statement.template for statement in self.printed()}
        for call in self._unit.calls_named(frozenset(["__init__"])):
            for statement in self.told_to_base(call):
                built.setdefault(statement.type, statement.template)
        for span in self._unit.scope.spans:
            if span.kind != "class" or span.node is None or not self._is_error(span):
                continue
            node = self._errors.class_message(span)
            templates = (built[span.name],) if span.name in built else self._unit.message(node) if node is not None else ()
            if len(templates) == 1 and templates[0].literals:
                yield Definition(span.name, templates[0], self._unit.location(span.node))
