"""Fluent log calls: ``logger.atInfo().addKeyValue("k", v).log("…")`` of SLF4J 2, Log4j 2 and Flogger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact.languages._jvm.frameworks import BUILDER_METHODS, FLOGGER
from sdd_impact.model import Placeholder, Template
from sdd_impact.syntax import Call
from sdd_impact.syntax.grammar import part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from sdd_impact.languages._jvm.arguments import Arguments
    from sdd_impact.languages._jvm.logcalls import LogCalls
    from sdd_impact.languages._jvm.loggers import Logger, Loggers
    from sdd_impact.model import Field, Statement
    from sdd_impact.syntax import Argument, Unit

_LONGEST = 1000


class Builders:
    """Reads the fluent calls of one file."""

    def __init__(self, unit: Unit, loggers: Loggers, arguments: Arguments, logcalls: LogCalls) -> None:
        self._unit = unit
        self._loggers = loggers
        self._arguments = arguments
        self._logcalls = logcalls

    def read(self, last: Call) -> Iterator[Statement]:
        """The statement of a call ``….log(…)`` that ends a chain; nothing where the chain does not begin at a logger."""
        chain = self._chain(last)
        begin = chain[0] if chain else last
        logger = self._loggers.of(begin.receiver) if chain else None
        if logger is None:
            return
        level = BUILDER_METHODS[begin.name] or self._arguments.level(begin.at(0))
        fields: list[Field] = []
        message: list[Argument] = []
        filling: list[Argument] = []
        for call in chain[1:]:
            if call.name == "setMessage":
                message = list(call.positional[:1])
                filling += call.positional[1:]
            elif call.name == "addArgument":
                filling += call.positional[:1]
            elif call.name == "addKeyValue":
                fields += self._arguments.keyed(call)
            elif call.name == "addMarker":
                fields += self._arguments.fields(argument.node for argument in call.positional)
        final = list(last.positional)
        if final:
            yield from self._logcalls.statement(
                last, logger, level, [*final[:1], *filling, *final[1:]], logger.framework.style, fields
            )
        elif message:
            yield from self._logcalls.statement(last, logger, level, [*message, *filling], logger.framework.style, fields)
        else:
            yield from self._unit.log(last.node, [self._silent(logger)], level, logger=logger.name, fields=fields)

    @staticmethod
    def _silent(logger: Logger) -> Template:
        """The message of ``.log()`` where none was set in sight: empty in Flogger, elsewhere set out of sight."""
        return Template() if logger.framework == FLOGGER else Template((Placeholder(""),))

    def _chain(self, last: Call) -> list[Call]:
        """The calls before ``last``, from the one on the logger; empty where there is none. A builder in a variable is followed."""
        chain: list[Call] = []
        receiver: Node | None = last.receiver
        for _ in range(_LONGEST):
            call = self._unit.call(receiver)
            if call is None and (begin := self._begin(receiver)) is not None:
                return [begin, *chain[::-1]]
            if call is None:
                receiver = self._value(receiver)
                if receiver is None:
                    return []
                continue
            chain.append(call)
            if call.name in BUILDER_METHODS:
                return chain[::-1]
            receiver = call.receiver
        return []

    def _begin(self, node: Node | None) -> Call | None:
        """``log.atInfo`` without brackets."""
        grammar = self._unit.grammar
        if node is None or node.type not in grammar.members or not grammar.bare_formatters:
            return None
        owner, last = (part(node, name) for name in grammar.members[node.type])
        name = self._unit.text(last) if last is not None else ""
        return Call(node, "", name, owner, ()) if name in BUILDER_METHODS else None

    def _value(self, node: Node | None) -> Node | None:
        if node is None or node.type not in self._unit.grammar.names:
            return None
        bound = self._unit.scope.lookup(self._unit.text(node), node.start_byte)
        if bound is None or len(bound.values) != 1 or len(bound.values[0]) != 1:
            return None
        value = bound.values[0][0]
        return value if value is not None and value.type in self._unit.grammar.calls else None
