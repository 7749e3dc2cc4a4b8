"""Errors as Scala raises them: ``sys.error``, ``require``, ``Left("…")``, ``ZIO.fail("…")``, and the messages of exception classes."""

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

_RAISED = late.regex(r"(?:Exception|Error|Throwable|NoStackTrace)$")
_DEEP = 6
_OWN_MESSAGES = frozenset(["getMessage", "getLocalizedMessage", "message", "msg"])


class Function(NamedTuple):
    """A function that fails: the exception it throws, the position of its message, the owners under which it is called."""

    type: str
    message: int
    owners: tuple[str, ...] = ("",)


#: scala.Predef, scala.sys, and the failures of functional libraries that may be plain texts.
FUNCTIONS = {
    "error": Function("RuntimeException", 0, ("sys", "scala.sys")),
    "require": Function("IllegalArgumentException", 1, ("", "Predef")),
    "assert": Function("AssertionError", 1, ("", "Predef")),
    "assume": Function("AssertionError", 1, ("", "Predef")),
    "fail": Function("fail", 0, ("ZIO", "IO")),
    "Left": Function("Left", 0, ("", "scala.util")),
    "invalidNel": Function("invalidNel", 0, ("Validated",)),
}
#: Those whose argument need not be a message: only a text with white space is one.
_WORDED = frozenset(["fail", "Left", "invalidNel"])


class Errors:
    """Reads what one file raises beside ``throw``."""

    def __init__(self, unit: Unit, exceptions: Exceptions) -> None:
        self._unit = unit
        self._exceptions = exceptions

    def function(self, call: Call) -> Iterator[Statement]:
        """The error of a function that fails, where it has a message."""
        told = FUNCTIONS.get(call.name)
        message = call.at(told.message) if told is not None else None
        if told is None or message is None or call.owner not in told.owners:
            return
        if call.name in _WORDED and not self._has_words(message):
            return
        opening = self._unit.evaluator.opening(message)
        yield from self._unit.error(call.node, self._unit.message(message), type=told.type, opening=opening)

    def _has_words(self, node: Node) -> bool:
        return self._unit.evaluator.is_text(node) and any(
            " " in each for text in self._unit.evaluator.texts(node) for each in text.literals
        )

    def extended(self, node: Node) -> Iterator[Statement]:
        """What an exception class gives to its base: ``case class Gone(id: Int) extends Exception(s"No $id")``."""
        owner = node.parent
        listed = node.child_by_field_name("arguments")
        if owner is None or listed is None or owner.child_by_field_name("name") is None:
            return
        name = self._unit.text(owner.child_by_field_name("name") or owner)
        bases = self._unit.grammar.bases(self._unit.code, owner)
        arguments = tuple(
            Argument(child.child_by_field_name("right") or child) if child.type == "assignment_expression" else Argument(child)
            for child in kids(listed)
        )
        if not self._raises(name, bases, _DEEP) or not any(self._says(argument.node) for argument in arguments):
            return
        message = self._exceptions.message(Call(node, name, name, None, arguments))
        status = self._exceptions.status_among(arguments, bases[0] if bases else "")
        yield from self._unit.error(
            owner, message.templates, type=name, status=status, audience="internal" if status is None else "api", code=message.code,
            opening=message.opening,
        )  # fmt: skip

    def own(self, node: Node) -> Iterator[Statement]:
        """``override def getMessage = "…"`` and ``override val message = "…"`` in an exception class."""
        label = node.child_by_field_name("name") or node.child_by_field_name("pattern")
        value = node.child_by_field_name("body") or node.child_by_field_name("value")
        owner = self._unit.scope.class_at(node.start_byte)
        if label is None or value is None or owner is None or self._unit.text(label) not in _OWN_MESSAGES:
            return
        head = self._unit.code.data[node.start_byte : label.start_byte]
        if b"override" in head and self._raises(owner.name, self._unit.scope.bases(owner), _DEEP) and self._says(value):
            yield from self._unit.error(node, self._unit.message(value), type=owner.name)

    def _raises(self, name: str, bases: list[str], depth: int) -> bool:
        """Whether a class is an exception: by its name or its bases', in this file also theirs."""
        if any(_RAISED.search(each) for each in (name, *bases)):
            return True
        spans = (self._unit.scope.class_named(base) for base in bases) if depth else ()
        return any(span is not None and self._raises("", self._unit.scope.bases(span), depth - 1) for span in spans)

    def _says(self, node: Node) -> bool:
        """Whether an expression is text with at least one letter of its own, not a parameter that is passed on."""
        return self._unit.evaluator.is_text(node) and any(each.literals for each in self._unit.evaluator.texts(node))
