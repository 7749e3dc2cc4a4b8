"""A call on a logger, read as a statement by its library's convention."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.languages.go.fields import once
from sdd_impact.languages.go.methods import level_of, method
from sdd_impact.model import Placeholder, Template

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tree_sitter import Node

    from sdd_impact.languages.go.fields import Fields
    from sdd_impact.languages.go.loggers import Logger
    from sdd_impact.languages.go.methods import Method
    from sdd_impact.model import Field, LogCall, Statement
    from sdd_impact.syntax import Argument, Call, Unit

_CONTEXT = late.regex(
    r"(?:\w+\.)*(?:ctx|[cC]tx|[a-z]\w*Ctx|context)(?:\.\w+)*(?:\(\w*\))*|(?:\w+\.)*[cC]ontext(?:\.\w+)?\(\)|context\.\w+\(\)"
)
_VERB = late.regex(r"%[-+# 0]*[\d*]*(?:\.[\d*]+)?[vTtbcdoqxXUeEfFgGspw]")


class LogCalls:
    """Reads the log calls of one file."""

    def __init__(self, unit: Unit, fields: Fields) -> None:
        self._unit = unit
        self._fields = fields

    def read(self, call: Call, logger: Logger) -> Iterator[Statement]:
        """The statement of a call on a logger; nothing where the method logs nothing."""
        how = method(call.name)
        arguments = list(call.positional)
        if how is None or not arguments:
            return
        if how.depth:
            arguments = arguments[1:]
        if arguments and (how.context or self._is_context(arguments[0].node)):
            arguments = arguments[1:]
        level = how.level
        if level is None:
            told = level_of(self._unit, arguments[0].node) if arguments else None
            if len(arguments) < 2 or (told is None and not self._may_be_level(arguments[0].node)):
                return
            level, arguments = told, arguments[1:]
        if level == "print":
            level = logger.library.printing
        if logger.level and level in ("info", None):
            level = logger.level
        if arguments:
            yield from self._told(call, logger, how, level, arguments)

    def _may_be_level(self, node: Node) -> bool:
        text = self._unit.text(node)
        return re.search(r"(?i)le?ve?l|severity|verbosity", text) is not None

    def _is_context(self, node: Node) -> bool:
        return node.type in ("identifier", "selector_expression", "call_expression") and (
            _CONTEXT.fullmatch(self._unit.code.folded(node, 60)) is not None
        )

    def _told(self, call: Call, logger: Logger, how: Method, level: str | None, arguments: list[Argument]) -> Iterator[Statement]:
        way = how.how or self._way(logger, arguments)
        found: tuple[Field, ...] = ()
        error_first = how.error or (
            how.level == "error"
            and way in ("w", "keys")
            and (logger.library.error_first or self._is_error_first(logger, arguments))
        )
        if error_first and len(arguments) > 1:
            nothing = self._unit.text(arguments[0].node) == "nil"
            found = () if nothing else (self._unit.field(logger.library.error, arguments[0].node),)
            arguments = arguments[1:]
        message, rest = arguments[0].node, arguments[1:]
        style, opening = "", ""
        templates: tuple[Template, ...]
        if way == "f":
            style, opening = "go-printf", self._unit.evaluator.opening(message)
            templates = self._unit.evaluator.formatted(style, message, rest)
        elif way == "ln":
            templates = self._unit.evaluator.printed(arguments, always=True)
        elif way == "print":
            templates = self._unit.evaluator.printed(arguments)
            opening = self._unit.evaluator.opening(message) if not rest else ""
        else:
            templates, opening = self._unit.evaluator.texts(message), self._unit.evaluator.opening(message)
            found += tuple(each._replace(name=logger.group + each.name) for each in self._fields.pairs(rest))
            rest = []
        if arguments[0].spread:
            templates, opening = (Template((Placeholder("", expression=self._unit.text(message)),)),), ""
        yield from self._unit.log(
            call.node, templates, level, logger=logger.name, fields=once((*logger.fields, *found)), opening=opening, style=style,
            arguments=rest if style else (),
        )  # fmt: skip

    def _way(self, logger: Logger, arguments: Sequence[Argument]) -> str:
        """How a method without a suffix takes its arguments."""
        plain = logger.library.plain
        if plain in ("keys", "print", "text"):
            return plain
        return self._guessed(arguments)

    def _guessed(self, arguments: Sequence[Argument]) -> str:
        """The same for a library that is not known, by the arguments."""
        nodes = [each.node for each in arguments]
        if len(nodes) == 1:
            return "print"
        if arguments[1].spread:
            return "keys"
        texts = self._unit.evaluator.literals(nodes[0])
        if any(_VERB.search(text) for text in texts) and not self._fields.is_key(nodes[1]):
            return "f"
        at = 1 if texts or self._unit.evaluator.is_text(nodes[0]) else 2
        rest = nodes[at:]
        if at == 2 and not self._unit.evaluator.is_text(nodes[1]):
            return "print" if not self._fields.is_key(nodes[1]) else "keys"
        if not rest or self._fields.typed(rest[0]) is not None or self._fields.is_key(rest[0]) or arguments[at].spread:
            return "keys"
        if len(rest) % 2:
            return "print"
        keys = [self._unit.evaluator.literal(each) if each.type in self._unit.grammar.literals else None for each in rest[::2]]
        if rest[0].type == "selector_expression" and self._unit.text(rest[0]).rpartition(".")[2][:1].isupper():
            return "keys" if self._fields.is_key(rest[-2]) else "print"
        closed = all(text == text.rstrip(" :=(") for text in texts)
        return "keys" if closed and all(key and key == key.strip(" :=,") for key in keys) else "print"

    def _is_error_first(self, logger: Logger, arguments: Sequence[Argument]) -> bool:
        """For a library that is not known: a value that is no text before one that is."""
        if logger.library.plain != "guess" or len(arguments) < 2 or self._unit.evaluator.is_text(arguments[0].node):
            return False
        return self._unit.evaluator.is_text(arguments[1].node) and not (
            len(arguments) == 3 and self._fields.is_key(arguments[1].node)
        )

    def wrapper(self, call: Call, told: LogCall) -> Iterator[Statement]:
        """The statement of a project's own logging function."""
        if not isinstance(told.message, int) or (message := call.at(told.message)) is None:
            return
        level = told.level if isinstance(told.level, str) else level_of(self._unit, call.at(told.level))
        rest = [each for at, each in enumerate(call.positional) if at > told.message and at != told.level]
        opening = self._unit.evaluator.opening(message)
        whole = [call.positional[told.message], *rest]
        formats = self._guessed(whole) == "f" or (call.name.endswith("f") and not call.name.endswith("ff")) or (opening and rest)
        if rest and formats and not self._fields.is_key(rest[0].node):
            templates = self._unit.evaluator.formatted("go-printf", message, rest)
            yield from self._unit.log(call.node, templates, level, opening=opening, style="go-printf", arguments=rest)
            return
        found = once(tuple(self._fields.pairs(rest)))
        yield from self._unit.log(call.node, self._unit.evaluator.texts(message), level, fields=found, opening=opening)
