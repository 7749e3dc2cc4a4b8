"""The arguments of a log call, read in the order that its library has: what is printed, and what becomes a field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact.languages._ecmascript import loggers
from sdd_impact.languages._ecmascript.json_text import json_parts, stringified
from sdd_impact.model import Field, Template
from sdd_impact.syntax import formats
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tree_sitter import Node

    from sdd_impact.languages._ecmascript.module import Module
    from sdd_impact.syntax import Argument

_NO_MESSAGE = (Template(),)


class Printed(NamedTuple):
    """What a log call prints: one message for each text that it can have, and its fields.

    ``opening`` is the symbol that holds an open message; ``style`` is how the text found for it takes ``arguments``.
    """

    messages: tuple[Template, ...]
    fields: tuple[Field, ...] = ()
    opening: str = ""
    style: str = ""
    arguments: tuple[Argument, ...] = ()


class Printing:
    """Reads arguments. ``spoken`` collects the errors made on the spot whose text is the message, by node id."""

    def __init__(self, module: Module) -> None:
        self._module = module
        self._unit = module.unit
        self._evaluator = module.evaluator
        self.spoken: set[int] = set()

    def printed(self, arguments: Sequence[Argument]) -> Printed:
        """Every argument is printed: a format with its slots, and the rest behind it."""
        if not arguments:
            return Printed(())
        first, rest = arguments[0].node, arguments[1:]
        fields = [field for each in arguments for field in self._literal_fields(each.node)]
        if self._evaluator.is_text(first):
            messages = self._evaluator.formatted("node-console", first, rest) if rest else self._evaluator.texts(first)
        elif rest and (opening := self._evaluator.opening(first)):
            return Printed(self._evaluator.texts(first), tuple(fields), opening, "node-console", tuple(rest))
        elif rest:
            messages = (self._module.joined([argument.node for argument in arguments]),)
        else:
            return Printed(self._alone(first), tuple(fields), self._evaluator.opening(first))
        return Printed(messages, tuple(fields))

    def _alone(self, node: Node) -> tuple[Template, ...]:
        """The message where it is a value alone; an error that is made on the spot prints its own text."""
        if (printed := stringified(self._module, node)) is not None:
            return (Template.of(*json_parts(self._module, printed)),)
        made = self._unit.call(node) if node.type == "new_expression" else None
        message = made.at(0) if made and made.name.endswith(("Error", "Exception")) else None
        if message is None:
            return self._evaluator.texts(node)
        self.spoken.add(node.id)
        return self._evaluator.texts(message)

    def _literal_fields(self, node: Node) -> list[Field]:
        plain = stringified(self._module, node) or self._module.plain(node)
        return self._module.fields(plain) if plain is not None and plain.type == "object" else []

    def fields_first(self, arguments: Sequence[Argument], *, appends: bool = False) -> Printed:
        first, rest = arguments[0].node, list(arguments[1:])
        if self._module.entries(first) is not None:
            if rest:
                return self._formatted(rest, self._module.fields(first), appends=appends)
            return self._in_object(first)
        exception = self._module.is_exception(first)
        if not rest and exception:
            return Printed(self._alone(first), (Field("err", self._evaluator.value(first)),))
        if rest and not self._evaluator.is_text(first) and not self._is_message(first):
            fields = [Field("err", self._evaluator.value(first))] if exception else self._module.fields(first)
            return self._formatted(rest, fields, appends=appends)
        return self._formatted(arguments, [], appends=appends)

    def _is_message(self, node: Node) -> bool:
        return self._module.last_name(node).lower().endswith(("message", "msg", "text"))

    def _formatted(self, arguments: Sequence[Argument], fields: Iterable[Field], *, appends: bool = False) -> Printed:
        """A message and the arguments of its slots; what is left over is not printed unless ``appends``."""
        first, rest = arguments[0].node, arguments[1:]
        if not self._evaluator.is_text(first):
            style = "node-console" if appends else "node-printf"
            return Printed(self._alone(first), tuple(fields), self._evaluator.opening(first), style, tuple(rest))
        taken = rest if appends else rest[: self._slots(first)]
        style = "node-console" if appends else "node-printf"
        messages = self._evaluator.formatted(style, first, taken) if taken else self._evaluator.texts(first)
        return Printed(messages, tuple(fields))

    def _slots(self, node: Node) -> int:
        """How many arguments the slots of a format take."""
        texts = (template.literals for template in self._evaluator.texts(node))
        cut = formats.STYLES["node-printf"]
        return max(sum(isinstance(piece, formats.Slot) for literal in literals for piece in cut(literal)) for literals in texts)

    def _in_object(self, node: Node) -> Printed:
        """A single object: its message stands under a key."""
        fields = tuple(self._module.fields(node, ("level", *loggers.MESSAGE_KEYS)))
        message = self._module.entry(node, *loggers.MESSAGE_KEYS)
        if message is None:
            return Printed(_NO_MESSAGE, fields)
        return Printed(self._evaluator.texts(message), fields, self._evaluator.opening(message))

    def fields_last(self, arguments: Sequence[Argument]) -> Printed:
        first, rest = arguments[0].node, list(arguments[1:])
        if self._module.entries(first) is not None:
            return self.fields_first(arguments)
        if rest and (self._module.is_exception(first) or self._is_fields(arguments[0])) and self._evaluator.is_text(rest[0].node):
            return self.fields_first(arguments)
        fields: list[Field] = []
        printed: list[Argument] = []
        slots = self._slots(first) if self._evaluator.is_text(first) else 0
        for at, argument in enumerate(rest):
            if at < slots or not self._is_fields(argument):
                printed.append(argument)
            else:
                fields += self._module.fields(argument.node)
        found = self.printed([arguments[0], *printed])
        return found._replace(fields=(*found.fields, *fields))

    def _is_fields(self, argument: Argument) -> bool:
        return self._module.entries(argument.node) is not None or (
            not argument.spread and self._module.last_name(argument.node) in loggers.FIELD_NAMES
        )

    def nest(self, arguments: Sequence[Argument]) -> Printed:
        """The message; further objects are printed as well, further texts are a stack or the context."""
        first = arguments[0].node
        if self._module.entries(first) is not None:
            return self._in_object(first)
        fields = [field for argument in arguments[1:] for field in self._literal_fields(argument.node)]
        return Printed(self._alone(first), tuple(fields), self._evaluator.opening(first))
