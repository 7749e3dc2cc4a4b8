"""A call on a logger becomes a statement: which argument is the message, which is the level, what is a field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact.languages.csharp.filling import Filled
from sdd_impact.languages.csharp.libraries import LEVEL_FIRST, MICROSOFT, MICROSOFT_METHODS, PLAIN, method_level
from sdd_impact.model import Template
from sdd_impact.syntax import Argument

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tree_sitter import Node

    from sdd_impact.languages.csharp.arguments import Arguments
    from sdd_impact.languages.csharp.context import Context
    from sdd_impact.languages.csharp.filling import Filling
    from sdd_impact.languages.csharp.libraries import Library
    from sdd_impact.languages.csharp.loggers import Logger
    from sdd_impact.model import Field, LogCall, Statement
    from sdd_impact.syntax import Call, Unit

_MOST_PROPERTIES = 60
_MESSAGE_NAMES = ("message", "messageTemplate", "format", "msg", "messageFunc", "value", "shortMessage")


class LogCalls:
    """Reads the calls on loggers of one file."""

    def __init__(self, unit: Unit, arguments: Arguments, filling: Filling, context: Context) -> None:
        self._unit = unit
        self._arguments = arguments
        self._filling = filling
        self._context = context

    def classic(self, call: Call, logger: Logger) -> Iterator[Statement]:
        """``logger.LogInformation(…)``, ``log.Info(…)``, ``logger.Log(LogLevel.X, …)``; nothing where the call is none of these."""
        told = method_level(call.name)
        arguments = list(call.arguments)
        level: str | None
        if told is not None:
            level, formats = told
            library = MICROSOFT if call.name in MICROSOFT_METHODS else logger.library
        elif call.name in LEVEL_FIRST:
            named = next((each for each in arguments if each.keyword in ("logLevel", "level")), None)
            if named is None and (not arguments or not self._arguments.is_level(arguments[0].node)):
                return
            level, formats, library = self._arguments.level((named or arguments[0]).node), False, logger.library
            arguments.remove(named or arguments[0])
        else:
            return
        yield from self.statement(call, logger, level, arguments, "composite" if formats else self._style(library))

    @staticmethod
    def _style(library: Library) -> str:
        return library.style

    def statement(
        self, call: Call, logger: Logger, level: str | None, arguments: Sequence[Argument], style: str, fields: Sequence[Field] = ()
    ) -> Iterator[Statement]:
        """The statements of a call whose other arguments are: perhaps an event id and an exception, the message, what fills it in."""
        message, rest = self.message(arguments)
        if message is None:
            return
        written = next((found for each in arguments if (found := self._written(each.node))), [])
        if written:
            yield from self.made(call.node, Filled((Template(),)), level, logger, [*written, *fields])
            return
        lazy = self._handed(message)
        if lazy is not None:
            message, rest, style = lazy[0], lazy[1], "composite"
        if rest and logger.library == PLAIN and style == "":
            rest = []
        filled = self._filling.filled(message, rest, style)
        yield from self.made(call.node, filled, level, logger, fields)

    def made(
        self, node: Node, filled: Filled, level: str | None, logger: Logger, fields: Sequence[Field] = ()
    ) -> Iterator[Statement]:
        """The statements of a message, with the fields of its holes, its logger and what is around it."""
        found = {field.name: field for field in (*self._context.at(node.start_byte), *logger.fields, *filled.fields, *fields)}
        own = [*filled.fields, *fields, *logger.fields]
        ordered = dict.fromkeys([*(field.name for field in own), *found])
        yield from self._unit.log(
            node, filled.templates, level, logger=logger.name, fields=[found[name] for name in ordered],
            opening=filled.opening, style=filled.style, arguments=filled.arguments,
        )  # fmt: skip

    def message(self, arguments: Sequence[Argument]) -> tuple[Node | None, list[Argument]]:
        """The message among the arguments and what fills it in: behind event ids, exceptions and a culture."""
        named = next((each for each in arguments if each.keyword in _MESSAGE_NAMES), None)
        if named is not None:
            listed = next((each for each in arguments if each.keyword in ("args", "propertyValues")), None)
            after = [each for each in arguments if not each.keyword and each.node.start_byte > named.node.start_byte]
            return named.node, [listed] if listed is not None else after
        left = [each for each in arguments if not each.keyword or each.keyword in ("args", "propertyValues")]
        while len(left) > 1 and self._leads(left[0].node, left[1].node):
            left.pop(0)
        if not left or left[0].spread:
            return None, []
        first = left[0].node
        rest = left[1:]
        if len(rest) == 1 and not self._arguments.is_text(first) and self._arguments.is_exception(rest[0].node):
            rest = []
        return first, rest

    def _leads(self, node: Node, following: Node) -> bool:
        """Whether an argument stands before the message. One of unknown type does where a sentence follows: ``result.Error, "It failed"``."""
        if self._arguments.is_text(node):
            return False
        if self._arguments.is_worded(following) and not self._arguments.dotted(node)[:1].isupper():
            return True
        return (
            self._arguments.is_exception(node)
            or self._arguments.is_event_id(node)
            or self._arguments.is_provider(node)
            or node.type == "null_literal"
        )

    def _handed(self, node: Node) -> tuple[Node, list[Argument]] | None:
        """Common.Logging's ``m => m("{0}", x)``: the message and what fills it in."""
        parameter = node.child_by_field_name("parameters") if node.type == "lambda_expression" else None
        call = self._unit.call(node.child_by_field_name("body")) if parameter is not None else None
        if parameter is None or call is None or call.callee != self._unit.text(parameter).strip("()") or not call.positional:
            return None
        return call.positional[0].node, list(call.positional[1:])

    def _written(self, node: Node) -> list[Field]:
        """``w => w.WriteProperty("action", "Reset").WriteProperty("id", id)``: an event of properties alone, as Squidex's log writes it."""
        parameter = node.child_by_field_name("parameters") if node.type == "lambda_expression" else None
        call = self._unit.call(node.child_by_field_name("body")) if parameter is not None else None
        found: list[Field] = []
        while call is not None and call.name.startswith("Write") and len(found) < _MOST_PROPERTIES:
            found += self._arguments.keyed(call.at(0), call.at(1))
            if call.receiver is not None and parameter is not None and self._unit.text(call.receiver) == self._unit.text(parameter):
                return found[::-1]
            call = self._unit.call(call.receiver)
        return []

    def wrapper(self, call: Call, told: LogCall, logger: Logger) -> Iterator[Statement]:
        """A call of a wrapper that the configuration names: by position or by name."""
        message = call.keyword(told.message) if isinstance(told.message, str) else call.at(told.message)
        if message is None:
            return
        level = told.level if isinstance(told.level, str) else self._arguments.level(call.at(told.level))
        position = told.message if isinstance(told.message, int) else len(call.arguments)
        skipped = call.at(told.level) if isinstance(told.level, int) else None
        rest = [each for each in call.positional[position + 1 :] if skipped is None or each.node.id != skipped.id]
        left = [each for each in rest if not self._arguments.is_exception(each.node)]
        yield from self.made(call.node, self._filling.filled(message, left, "?"), level, logger)
