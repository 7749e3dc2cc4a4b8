"""NLog's fluent calls: ``logger.ForInfoEvent().Message("…", x).Property("k", v).Log()`` and the older ``logger.Info().Message(…).Write()``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact.languages.csharp.libraries import LEVEL_METHODS
from sdd_impact.model import Placeholder, Template

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sdd_impact.languages.csharp.arguments import Arguments
    from sdd_impact.languages.csharp.filling import Filling
    from sdd_impact.languages.csharp.logcalls import LogCalls
    from sdd_impact.languages.csharp.loggers import Logger, Loggers
    from sdd_impact.model import Field, Statement
    from sdd_impact.syntax import Call, Unit

_LONGEST = 200
_BEGINS = {f"For{name}Event": level for name, level in LEVEL_METHODS.items()}
#: The methods that end a chain.
ENDS = frozenset(["Log", "Write"])


class Builders:
    """Reads the fluent calls of one file."""

    def __init__(self, unit: Unit, loggers: Loggers, arguments: Arguments, filling: Filling, logcalls: LogCalls) -> None:
        self._unit = unit
        self._loggers = loggers
        self._arguments = arguments
        self._filling = filling
        self._logcalls = logcalls

    def read(self, last: Call) -> Iterator[Statement]:
        """The statement of a chain that ends with this call; nothing where it does not begin at a logger."""
        chain = self._chain(last)
        begin = chain[0] if chain else None
        logger = self._loggers.of(begin.receiver) if begin is not None else None
        if begin is None or logger is None:
            return
        level = self._level(begin)
        fields: list[Field] = []
        message: Call | None = None
        for call in chain[1:]:
            if call.name == "Message":
                message = call
            elif call.name == "Property":
                fields += self._arguments.keyed(call.at(0), call.at(1))
            elif call.name == "Properties":
                fields += [self._unit.field(name, value) for name, value in self._arguments.entries(call.at(0))]
        yield from self._made(last, logger, level, message, fields)

    def _made(
        self, last: Call, logger: Logger, level: str | None, message: Call | None, fields: list[Field]
    ) -> Iterator[Statement]:
        if message is None:
            templates = [Template((Placeholder(""),))]
            yield from self._unit.log(last.node, templates, level, logger=logger.name, fields=[*fields, *logger.fields])
            return
        node, rest = self._logcalls.message(message.arguments)
        if node is not None:
            yield from self._logcalls.made(last.node, self._filling.filled(node, rest, "net-template"), level, logger, fields)

    def _level(self, begin: Call) -> str | None:
        if begin.name in _BEGINS:
            return _BEGINS[begin.name]
        if begin.name == "ForExceptionEvent":
            return self._arguments.level(begin.at(1)) or "error"
        return LEVEL_METHODS.get(begin.name) or self._arguments.level(begin.at(0))

    def _chain(self, last: Call) -> list[Call]:
        """The calls before ``last``, from the one on the logger; empty where it is no such chain."""
        chain: list[Call] = []
        call = self._unit.call(last.receiver)
        for _ in range(_LONGEST):
            if call is None or call.made:
                return []
            chain.append(call)
            if call.name in _BEGINS or call.name in ("ForLogEvent", "ForExceptionEvent"):
                return chain[::-1]
            if call.name in LEVEL_METHODS and not call.arguments and len(chain) > 1:
                return chain[::-1]
            call = self._unit.call(call.receiver)
        return []
