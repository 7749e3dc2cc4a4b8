"""A call on a logger becomes a statement: which argument is the message, which is the level, what is a field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact.languages._jvm.filling import Filled
from sdd_impact.languages._jvm.frameworks import LEVEL_FIRST, LEVEL_METHODS, SHORT_METHODS, UNKNOWN
from sdd_impact.model import Placeholder, Template

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tree_sitter import Node

    from sdd_impact.languages._jvm.arguments import Arguments
    from sdd_impact.languages._jvm.context import Context
    from sdd_impact.languages._jvm.filling import Filling
    from sdd_impact.languages._jvm.frameworks import Framework
    from sdd_impact.languages._jvm.loggers import Logger
    from sdd_impact.model import Field, LogCall, Statement
    from sdd_impact.syntax import Argument, Call, Unit

_MAP_MESSAGES = frozenset(["StringMapMessage", "MapMessage", "StructuredDataMessage"])
_LONGEST = 60


class LogCalls:
    """Reads the calls on loggers of one file."""

    def __init__(self, unit: Unit, arguments: Arguments, filling: Filling, context: Context) -> None:
        self._unit = unit
        self._arguments = arguments
        self._filling = filling
        self._context = context

    def classic(self, call: Call, logger: Logger) -> Iterator[Statement]:
        """``logger.info(…)``, ``logger.log(Level.X, …)`` and their kin; nothing where the call is none of these."""
        arguments = list(call.positional)
        framework = logger.framework
        level: str | None
        if call.name in LEVEL_METHODS:
            level, style = LEVEL_METHODS[call.name]
        elif call.name in SHORT_METHODS and framework.short:
            level, style = SHORT_METHODS[call.name], None
        elif call.name in LEVEL_FIRST:
            style, skipped = LEVEL_FIRST[call.name]
            at = self._level_position(arguments, framework)
            if at < 0 or len(arguments) < at + 2:
                return
            level = self._arguments.level(arguments[at].node)
            arguments = arguments[at + 1 + skipped :]
        else:
            return
        if framework.tag and len(arguments) > 1:
            arguments = arguments[1:]
        yield from self.statement(call, logger, level, arguments, framework.style if style is None else style)

    def _level_position(self, arguments: Sequence[Argument], framework: Framework) -> int:
        """Which of the first two arguments is the level (JBoss and Log4j 1 may have a class name before it); -1 for none."""
        for at, argument in enumerate(arguments[:2]):
            if self._arguments.is_level(argument.node):
                return at
        return -1 if framework == UNKNOWN else 0

    def statement(
        self, call: Call, logger: Logger, level: str | None, arguments: Sequence[Argument], style: str, fields: Sequence[Field] = ()
    ) -> Iterator[Statement]:
        """The statements of a call whose other arguments are: perhaps markers or an exception, the message, what fills it in."""
        listed = list(arguments)
        found = [*fields, *self._arguments.fields(argument.node for argument in listed)]
        while len(listed) > 1 and self._leads(listed[0].node, listed[1].node):
            listed.pop(0)
        if not listed:
            return
        message = listed[0].node
        mapped = self._map_message(message)
        if mapped is not None:
            found += mapped[1]
            filled = Filled((mapped[0],))
        else:
            filled = self._filling.by_library(message, self._arguments.spread(listed[1:]), style, logger.framework)
        yield from self._made(call, filled, level, logger.name, found)

    def _made(self, call: Call, filled: Filled, level: str | None, logger: str, fields: Sequence[Field]) -> Iterator[Statement]:
        known = {field.name for field in fields}
        around = [field for field in self._context.at(call.node.start_byte) if field.name not in known]
        yield from self._unit.log(
            call.node, filled.templates, level, logger=logger, fields=[*fields, *around],
            opening=filled.opening, style=filled.style, arguments=filled.arguments,
        )  # fmt: skip

    def _leads(self, node: Node, following: Node) -> bool:
        return self._arguments.is_marker(node, following) or self._arguments.is_throwable(node)

    def _map_message(self, node: Node) -> tuple[Template, list[Field]] | None:
        """Log4j 2's ``new StringMapMessage().with("k", v)``: printed as ``k="v"``, sorted by key."""
        call = self._unit.call(node)
        fields: list[Field] = []
        for _ in range(_LONGEST):
            if call is None or call.made:
                break
            if call.name not in ("with", "put"):
                return None
            fields += self._arguments.keyed(call)
            call = self._unit.call(call.receiver)
        if call is None or call.name not in _MAP_MESSAGES or not fields:
            return None
        fields.sort(key=lambda field: field.name)
        parts: list[str | Placeholder] = []
        for field in fields:
            parts += [" " if parts else "", f'{field.name}="', *field.value.parts, '"']
        return Template.of(*parts), fields

    def wrapper(self, call: Call, told: LogCall) -> Iterator[Statement]:
        """A call of a wrapper that the configuration names. Java has no keywords: a message told by one is not found."""
        position = told.message if isinstance(told.message, int) else -1
        message = call.at(position) if position >= 0 else None
        if message is None:
            return
        level = told.level if isinstance(told.level, str) else self._arguments.level(call.at(told.level))
        rest = self._arguments.spread(call.positional[position + 1 :])
        filled = self._filling.by_itself(message, rest)
        yield from self._made(call, filled, level, "", self._arguments.fields(argument.node for argument in rest))
