"""Errors as Kotlin raises them: ``error()``, ``require``, ``check``, ``TODO``, and the messages of exception classes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.syntax import Argument, Call
from sdd_impact.syntax.code import kids
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from sdd_impact.languages._jvm.exceptions import Exceptions
    from sdd_impact.model import Statement
    from sdd_impact.syntax import Unit

_RAISED = late.regex(r"(?:Exception|Error|Throwable)$")
_ARGUMENT, _STATE = "IllegalArgumentException", "IllegalStateException"
_DEEP = 6


class Function(NamedTuple):
    """A function of the standard library that throws: the exception, and the position of its message."""

    type: str
    message: int


#: kotlin.PreconditionsKt and kotlin.StandardKt. The message of a check is a lambda, so it may be anything.
FUNCTIONS = {
    "error": Function(_STATE, 0),
    "require": Function(_ARGUMENT, 1),
    "requireNotNull": Function(_ARGUMENT, 1),
    "check": Function(_STATE, 1),
    "checkNotNull": Function(_STATE, 1),
    "assert": Function("AssertionError", 1),
    "TODO": Function("NotImplementedError", 0),
}


class Errors:
    """Reads what one file raises beside ``throw``."""

    def __init__(self, unit: Unit, exceptions: Exceptions) -> None:
        self._unit = unit
        self._exceptions = exceptions

    def function(self, call: Call) -> Iterator[Statement]:
        """The error of a function that throws, where it has a message."""
        told = FUNCTIONS.get(call.name)
        if told is None or call.receiver is not None or self._is_own(call):
            return
        message = call.at(told.message)
        if message is None or (call.name == "error" and len(call.arguments) > 1):
            return
        first = call.at(0)
        if message.type == "lambda_literal" and (told.message == 0 or first is None or self._unit.evaluator.is_text(first)):
            return  # ``assert("is empty") { … }`` of a test library
        texts = self._unit.message(message)
        yield from self._unit.error(call.node, texts, type=told.type, opening=self._unit.evaluator.opening(message))

    def _is_own(self, call: Call) -> bool:
        """Whether the file has a function of that name itself that may be given these arguments."""
        own = [span.node for span in self._unit.scope.spans if span.kind == "function" and span.name == call.name]
        return any(node is None or self._takes(node, call) for node in own)

    def _takes(self, function: Node, call: Call) -> bool:
        listed = next((child for child in kids(function) if child.type == "function_value_parameters"), None)
        if listed is None:
            return True
        parameters = [child for child in kids(listed) if child.type == "parameter"]
        loose = (
            any(child.type == "=" for child in listed.children)
            or b"vararg" in self._unit.code.data[listed.start_byte : listed.end_byte]
        )
        return loose or len(parameters) == len(call.arguments)

    def constructed(self, node: Node) -> Iterator[Statement]:
        """What an exception class gives to its base: ``class Gone(id: String) : ApiException("No $id")``, ``super("…")``."""
        owner = self._unit.scope.class_at(node.start_byte)
        if node.parent is not None and node.parent.type == "annotation":
            return
        if owner is None or not self._raises(owner.name, self._unit.scope.bases(owner), _DEEP):
            return
        arguments = self._arguments(node)
        if not any(self._says(argument.node) for argument in arguments):
            return
        message = self._exceptions.message(Call(node, owner.name, owner.name, None, arguments))
        status = self._exceptions.statuses.get(owner.name) or self._exceptions.status_among(
            arguments, self._unit.text(node).partition("(")[0]
        )
        yield from self._unit.error(
            node, message.templates, type=owner.name, status=status, audience="internal" if status is None else "api", code=message.code, opening=message.opening
        )  # fmt: skip

    def property(self, node: Node) -> Iterator[Statement]:
        """``override val message = "…"`` and its getter in an exception class."""
        owner = self._unit.scope.class_at(node.start_byte)
        parts = kids(node)
        declared = next((child for child in parts if child.type == "variable_declaration"), None)
        if owner is None or declared is None or self._unit.text(declared).partition(":")[0].strip() != "message":
            return
        if not self._raises(owner.name, self._unit.scope.bases(owner), _DEEP):
            return
        value = self._returned(parts[-1]) if parts[-1].type == "getter" else parts[-1]
        if value is not None and value != declared and self._says(value):
            yield from self._unit.error(node, self._unit.message(value), type=owner.name)

    @staticmethod
    def _returned(getter: Node) -> Node | None:
        """The expression that ``get() = …`` or ``get() { return … }`` gives."""
        body = next((child for child in getter.named_children if child.type == "function_body"), None)
        here = kids(body)[0] if body is not None and kids(body) else None
        if here is not None and here.type == "block":
            inside = kids(here)
            here = inside[-1] if len(inside) == 1 else None
        if here is not None and here.type == "return_expression":
            here = kids(here)[-1] if kids(here) else None
        return here

    def _raises(self, name: str, bases: list[str], depth: int) -> bool:
        """Whether a class is an exception: by its name or its bases', in this file also theirs."""
        if any(_RAISED.search(each) for each in (name, *bases)):
            return True
        spans = (self._unit.scope.class_named(base) for base in bases) if depth else ()
        return any(span is not None and self._raises("", self._unit.scope.bases(span), depth - 1) for span in spans)

    def _says(self, node: Node) -> bool:
        """Whether an expression is text with at least one letter of its own, not a parameter that is passed on."""
        return self._unit.evaluator.is_text(node) and any(each.literals for each in self._unit.evaluator.texts(node))

    def _arguments(self, node: Node) -> tuple[Argument, ...]:
        listed = next((child for child in node.named_children if child.type == "value_arguments"), None)
        found: list[Argument] = []
        for each in listed.named_children if listed is not None else ():
            parts = kids(each) if each.type == "value_argument" else []
            if parts:
                found.append(Argument(parts[-1]))
        return tuple(found)
