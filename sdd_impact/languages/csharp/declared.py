"""Messages that are declared: ``[LoggerMessage(…)]`` on a partial method, ``LoggerMessage.Define``, ``[Event(…)]`` of an event source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.languages.csharp.filling import Filled
from sdd_impact.languages.csharp.libraries import MICROSOFT
from sdd_impact.languages.csharp.loggers import Logger
from sdd_impact.languages.csharp.names import plain
from sdd_impact.model import Placeholder, Template
from sdd_impact.syntax import Argument, kind_of_name, kind_of_type, snake
from sdd_impact.syntax.formats import STYLES, Slot

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tree_sitter import Node

    from sdd_impact.languages.csharp.arguments import Arguments
    from sdd_impact.languages.csharp.logcalls import LogCalls
    from sdd_impact.languages.csharp.names import Names
    from sdd_impact.model import Field, Statement
    from sdd_impact.syntax import Call, Unit

_NOT_PRINTED = late.regex(r"(?:^I?Logger|Exception|^LogLevel)$")
_EVENT_LEVELS = {"informational": "info", "logalways": "info"}


class Declared:
    """Reads the declared messages of one file."""

    def __init__(self, unit: Unit, names: Names, arguments: Arguments, logcalls: LogCalls) -> None:
        self._unit = unit
        self._names = names
        self._arguments = arguments
        self._logcalls = logcalls

    # --- attributes ------------------------------------------------------------------------------------------------------

    def attribute(self, node: Node, name: str) -> Iterator[Statement]:
        """The statement of a ``[LoggerMessage(…)]`` or ``[Event(…)]``."""
        method = node.parent.parent if node.parent is not None else None
        if method is None or method.type not in ("method_declaration", "local_function_statement"):
            return
        named, positional = self.values(node)
        if name == "LoggerMessage":
            yield from self._logger_message(method, named, positional)
        elif "Message" in named and self._unit.evaluator.is_text(named["Message"]):
            level = self._arguments.level(named.get("Level")) or "info"
            parameters = [Argument(parameter) for parameter, _ in self._parameters(method)]
            templates = self._unit.evaluator.formatted("composite", named["Message"], parameters)
            yield from self._unit.log(method, templates, _EVENT_LEVELS.get(level, level))

    def values(self, node: Node) -> tuple[dict[str, Node], list[Node]]:
        """The named and the other arguments of an attribute."""
        named: dict[str, Node] = {}
        positional: list[Node] = []
        listed = next((child for child in node.named_children if child.type == "attribute_argument_list"), None)
        for child in listed.named_children if listed is not None else ():
            name = child.child_by_field_name("name")
            inner = [each for each in child.named_children if not each.is_extra and each != name]
            if name is not None and inner:
                named[self._unit.text(name)] = inner[-1]
            elif inner:
                positional.append(inner[-1])
        return named, positional

    def _logger_message(self, method: Node, named: Mapping[str, Node], positional: list[Node]) -> Iterator[Statement]:
        """``(EventId = 1, Level = LogLevel.X, Message = "…")``, ``(1, LogLevel.X, "…")``, ``(LogLevel.X, "…")``, ``("…")``."""
        message = named.get("Message") or named.get("message")
        level = named.get("Level") or named.get("level")
        for node in positional:
            if message is None and self._unit.evaluator.is_text(node):
                message = node
            elif level is None and self._arguments.is_level(node):
                level = node
        parameters = self._parameters(method)
        texts = self._unit.evaluator.texts(message) if message is not None else (Template(),)
        spelled = self._spelled(texts)
        fields = tuple(self._field(node, declared, spelled) for node, declared in parameters)
        templates = tuple(self._filled(template, parameters) for template in texts)
        opening = self._unit.evaluator.opening(message) if message is not None else ""
        logger = Logger(MICROSOFT, self._category(method))
        yield from self._logcalls.made(method, Filled(templates, fields, opening), self._arguments.level(level), logger)

    def _filled(self, template: Template, parameters: list[tuple[Node, str]]) -> Template:
        """A template whose holes are filled by parameters of their names, whatever the case."""
        by_name = {self._unit.text(node).lstrip("@").lower(): node for node, _ in parameters}
        parts: list[str | Placeholder] = []
        for part in template.parts:
            for piece in STYLES["ordered-template"](part) if isinstance(part, str) else ():
                node = by_name.get(piece.label.lower()) if isinstance(piece, Slot) else None
                if not isinstance(piece, Slot):
                    parts.append(piece)
                elif node is not None:
                    parts.append(self._unit.evaluator.placeholder(node, piece.rendering, piece.kind))
                else:
                    parts.append(_unfilled(piece))
            if isinstance(part, Placeholder):
                parts.append(part)
        return Template.of(*parts)

    @staticmethod
    def _spelled(texts: Sequence[Template]) -> dict[str, str]:
        """The names of the holes by their small letters: a field is spelled as in the message, not as the parameter (the generator's rule)."""
        slots = (piece for each in texts for text in each.literals for piece in STYLES["ordered-template"](text))
        return {slot.label.lower(): slot.label for slot in slots if isinstance(slot, Slot)}

    def _parameters(self, method: Node) -> list[tuple[Node, str]]:
        """The parameters that a message shows, with their types: not the logger, the level, an exception."""
        listed = method.child_by_field_name("parameters")
        found: list[tuple[Node, str]] = []
        for parameter in listed.named_children if listed is not None else ():
            name, declared = parameter.child_by_field_name("name"), parameter.child_by_field_name("type")
            text = self._unit.text(declared) if declared is not None else ""
            if name is not None and not _NOT_PRINTED.search(plain(text).rpartition(".")[2]):
                found.append((name, text))
        return found

    def _field(self, node: Node, declared: str, spelled: Mapping[str, str]) -> Field:
        name = self._unit.text(node).lstrip("@")
        name = spelled.get(name.lower(), name)
        field = self._unit.field(name, node)
        kind = kind_of_type(declared)
        part = field.value.parts[0] if len(field.value.parts) == 1 else ""
        if isinstance(part, Placeholder) and part.kind == "any" and kind != "any":
            return field._replace(value=Template((part._replace(kind=kind, inferred=False),)))
        return field

    def _category(self, method: Node) -> str:
        """The category of a logger that is handed over as ``ILogger<X>``; unknown for a plain one."""
        listed = method.child_by_field_name("parameters")
        for parameter in listed.named_children if listed is not None else ():
            declared = parameter.child_by_field_name("type")
            text = self._unit.text(declared) if declared is not None else ""
            if found := re.match(r"ILogger<(.*)>\??$", text):
                return self._names.named(found[1], MICROSOFT.separator)
        return ""

    # --- delegates -------------------------------------------------------------------------------------------------------

    def define(self, call: Call) -> Iterator[Statement]:
        """``LoggerMessage.Define<string>(LogLevel.Warning, new EventId(1), "Slow {Query}")``; its values are not told here."""
        if call.owner.rpartition(".")[2] != "LoggerMessage":
            return
        message = call.get(2, "formatString")
        if message is None:
            return
        level = self._arguments.level(call.get(0, "logLevel"))
        templates: list[Template] = []
        fields: dict[str, Field] = {}
        for template in self._unit.evaluator.texts(message):
            parts: list[str | Placeholder] = []
            for part in template.parts:
                for piece in STYLES["ordered-template"](part) if isinstance(part, str) else ():
                    parts.append(_unfilled(piece) if isinstance(piece, Slot) else piece)
                    if isinstance(piece, Slot) and piece.label:
                        fields[piece.label] = self._unit.field(piece.label, None)
                if isinstance(part, Placeholder):
                    parts.append(part)
            templates.append(Template.of(*parts))
        filled = Filled(tuple(templates), tuple(fields.values()), self._unit.evaluator.opening(message), "ordered-template")
        yield from self._logcalls.made(call.node, filled, level, Logger(MICROSOFT))


def _unfilled(slot: Slot) -> Placeholder:
    """A hole of which only the name is known."""
    name = snake(slot.label)
    kind = slot.kind if slot.kind != "any" else kind_of_name(name)
    return Placeholder(name, kind, slot.rendering, slot.label, (), slot.kind == "any" and kind != "any")
