"""JBoss Logging's interfaces: ``@LogMessage @Message(id = 1, value = "…") void done(String user)`` is a log statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.model import Template
from sdd_impact.syntax import Argument

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tree_sitter import Node

    from sdd_impact.languages._jvm.arguments import Arguments
    from sdd_impact.languages.java.annotations import Annotations
    from sdd_impact.model import Statement
    from sdd_impact.syntax import Unit

_EXCEPTION = late.regex(r"(?:Exception|Error|Throwable)$")
#: Annotations of parameters that fill no hole.
_NOT_PRINTED = frozenset(["Cause", "Param", "LoggingClass", "Producer", "Suppressed", "Property", "Field", "Pos"])
_DIGITS = 6


class Typed:
    """Reads the message interfaces of one file."""

    def __init__(self, unit: Unit, annotations: Annotations, arguments: Arguments) -> None:
        self._unit = unit
        self._annotations = annotations
        self._arguments = arguments

    def read(self, node: Node) -> Iterator[Statement]:
        """The statement of an annotation ``@Message`` on a method: a log statement, or an error where the method gives an exception."""
        method = node.parent.parent if node.parent is not None else None
        values = self._annotations.values(node)
        message = values.get("value")
        if method is None or method.type != "method_declaration" or message is None:
            return
        beside = {self._annotations.name(each): self._annotations.values(each) for each in self._annotations.of(method)}
        templates = [Template.of(self._prefix(method, values), *each.parts) for each in self._filled(method, message, values)]
        made = method.child_by_field_name("type")
        kind = self._unit.text(made).partition("<")[0].rpartition(".")[2] if made is not None else ""
        if "LogMessage" in beside:
            level = self._arguments.level(beside["LogMessage"].get("level")) if "level" in beside["LogMessage"] else "info"
            yield from self._unit.log(method, templates, level)
        elif _EXCEPTION.search(kind):
            yield from self._unit.error(method, templates, type=kind)

    def _filled(self, method: Node, message: Node, values: Mapping[str, Node]) -> tuple[Template, ...]:
        told = values.get("format")
        how = self._unit.text(told).rpartition(".")[2] if told is not None else "PRINTF"
        if how == "NO_FORMAT":
            return self._unit.evaluator.texts(message)
        style = "message" if how == "MESSAGE_FORMAT" else "java-printf"
        return self._unit.evaluator.formatted(style, message, [Argument(node) for node in self._parameters(method)])

    def _parameters(self, method: Node) -> Iterator[Node]:
        listed = method.child_by_field_name("parameters")
        for parameter in listed.named_children if listed is not None else ():
            name = parameter.child_by_field_name("name")
            marks = {self._annotations.name(each) for each in self._annotations.of(parameter)}
            if name is not None and not marks & _NOT_PRINTED:
                yield name

    def _prefix(self, method: Node, values: Mapping[str, Node]) -> str:
        """``ACME000042: `` where both the interface's project code and the message's id are given."""
        owner = method.parent.parent if method.parent is not None else None
        marks = self._annotations.of(owner) if owner is not None else ()
        head = next((each for each in marks if self._annotations.name(each) in ("MessageLogger", "MessageBundle")), None)
        number = self._number(values.get("id"))
        if head is None or number <= 0:
            return ""
        told = self._annotations.values(head)
        project = self._unit.evaluator.literal(told.get("projectCode"))
        digits = self._number(told.get("length"), _DIGITS)
        return f"{project}{str(number).zfill(max(digits, 0))}: " if project else ""

    def _number(self, node: Node | None, default: int = 0) -> int:
        text = self._unit.evaluator.literal(node) or "" if node is not None else ""
        return int(text) if text.isdigit() and len(text) < 10 else default
