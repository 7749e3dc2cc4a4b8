"""Calls that log or print: which argument is the level, which the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.languages._cfamily.levels import LEVELS, of_constant, of_words
from sdd_impact.languages._cfamily.names import FIRST_TEXT, TOLD, Api
from sdd_impact.syntax.naming import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tree_sitter import Node

    from sdd_impact.languages._cfamily.texts import Texts
    from sdd_impact.model import LogCall, Statement
    from sdd_impact.syntax import Argument, Call, Unit

_LOGGERS = frozenset(["log", "logger", "logging", "loggers", "lg", "spdlog", "slog", "syslog"])
_STANDARD = frozenset(["stderr", "stdout", "STDERR_FILENO", "STDOUT_FILENO"])
#: Functions that print to the file in front of the text, and those that have it behind.
_TO_FILE = {"fprintf": 0, "dprintf": 0, "vfprintf": 0, "fputs": 1}
#: Levels that are written in lower case as the first argument of a macro.
_LOWER = frozenset(["trace", "debug", "info", "warn", "warning", "error", "critical"])
_LOG_CONSTANT = late.regex(r"(?i)log|^ll_|lvl|level|prio|severity|verbosity|::")
_KERN = late.regex(r"\bKERN_([A-Z]+)")


def is_logger(owner: str) -> bool:
    """Whether what a method is called on is a logger, by the last word of its name: ``logger_``, ``spdlog.get()``, ``this.m_log``."""
    first, last = owner.partition(".")[0], owner.removesuffix("()").rpartition(".")[2]
    return first == "spdlog" or (bool(parts := words(last)) and parts[-1] in _LOGGERS)


class Logs:
    """Reads the log calls of one file."""

    def __init__(self, unit: Unit, texts: Texts) -> None:
        self._unit = unit
        self._texts = texts

    def method(self, call: Call) -> Iterator[Statement]:
        """``logger->warn("…")`` and ``logger.log(level, "…")``, also ``spdlog::info("…")``."""
        arguments = call.positional
        if call.name.lower() in LEVELS:
            at = self._texts.first(arguments)
            if at < 0 and arguments and (self._texts.may_be_text(arguments[0].node) or self._texts.is_handed(arguments[0].node)):
                at = 0
            if at >= 0:
                yield from self._made(call, arguments[at].node, TOLD, arguments[at + 1 :], LEVELS[call.name.lower()])
        elif len(arguments) > 1:
            at = self._texts.first(arguments)
            level = self._level_before(arguments, at)
            if at > 0 and (level is not None or at == 1):
                yield from self._made(call, arguments[at].node, TOLD, arguments[at + 1 :], level)

    def read(self, call: Call, api: Api) -> Iterator[Statement]:
        """A call of a function that logs or prints."""
        arguments = call.positional
        if api.console and not self._to_console(call, arguments):
            return
        at = 0 if call.name == "fputs" else api.message
        if at == FIRST_TEXT:
            at = self._texts.first(arguments)
            if at < 0:
                at = self._handed(arguments) if api.what == "log" and not api.console else -1
            if at < 0:
                return
        elif at >= len(arguments) or not (
            self._texts.may_be_text(arguments[at].node) or (not api.console and self._texts.is_handed(arguments[at].node))
        ):
            return
        level = self._level(arguments, api, at)
        message = arguments[at].node
        if api.style == "kernel-printf" and (found := _KERN.match(self._unit.text(message))):
            level = of_words(found[1]) or level
        if level is None and api.needs_level:
            return
        yield from self._made(call, message, "" if call.name == "fputs" else api.style, arguments[at + 1 :], level, api)

    def _handed(self, arguments: Sequence[Argument]) -> int:
        """The position of a parameter of the function around that is handed on as the text; -1 where there is none."""
        return next((at for at, each in enumerate(arguments) if self._texts.is_handed(each.node)), -1)

    def _to_console(self, call: Call, arguments: Sequence[Argument]) -> bool:
        at = _TO_FILE.get(call.name)
        return at is None or (at < len(arguments) and self._unit.text(arguments[at].node) in _STANDARD)

    def _level(self, arguments: Sequence[Argument], api: Api, text: int) -> str | None:
        if api.level_at >= 0:
            if api.level_at >= len(arguments):
                return api.level
            node = arguments[api.level_at].node
            literal = self._unit.evaluator.literal(node)
            return of_words(literal) if literal is not None else of_constant(self._unit.text(node)) or api.level
        if api.level_at == -1 and (level := self._level_before(arguments, text, named=api.level is not None)) is not None:
            return level
        if api.level is None and api.level_at == -1 and text > 0:  # ENVOY_LOG(debug, "…")
            first = self._unit.text(arguments[0].node)
            return LEVELS[first] if first in _LOWER and not self._unit.evaluator.literal(arguments[0].node) else None
        return api.level

    def _level_before(self, arguments: Sequence[Argument], text: int, *, named: bool = False) -> str | None:
        """The level among the arguments before the text; ``named``: the function's name says one already, so a constant must say "log" too."""
        for argument in arguments[:text]:
            written = self._unit.text(argument.node)
            level = of_constant(written)
            if level is not None and (not named or _LOG_CONSTANT.search(written) or written.lower() in LEVELS):
                return level
        return None

    def levelled(self, call: Call) -> str | None:
        """The level's constant before the text of a function that fails by its name: ``print_error(LOG_WARNING, "…")`` logs."""
        return self._level_before(call.positional, self._texts.first(call.positional), named=True)

    def reported(self, call: Call) -> str | None:
        """The level at which PostgreSQL's ``ereport(WARNING, (errmsg("…")))`` reports what ``errmsg`` says."""
        here = call.node.parent
        for _ in range(12):
            if here is None:
                break
            outer = self._unit.call(here) if here.type == "call_expression" else None
            if outer is not None and outer.name.startswith("ereport"):
                first = outer.at(0)
                return of_constant(self._unit.text(first)) if first is not None else None
            here = here.parent
        return "error"

    def printed(self, call: Call) -> Iterator[Statement]:
        """``fmt::print("…")`` and ``std::println(stderr, "…")``."""
        arguments = call.positional
        at = self._texts.first(arguments)
        if at == 0 or (at == 1 and self._unit.text(arguments[0].node) in _STANDARD):
            templates = self._unit.evaluator.formatted("format", arguments[at].node, arguments[at + 1 :])
            yield from self._unit.log(call.node, templates, None, logger="console")

    def wrapper(self, call: Call, told: LogCall) -> Iterator[Statement]:
        """A call of a wrapper that the configuration names. C has no keywords: a text told by one is not found."""
        position = told.message if isinstance(told.message, int) else -1
        message = call.at(position) if position >= 0 else None
        if message is None:
            return
        level: str | None = told.level if isinstance(told.level, str) else None
        if isinstance(told.level, int) and (node := call.at(told.level)) is not None:
            level = of_constant(self._unit.text(node))
        yield from self._made(call, message, TOLD, call.positional[position + 1 :], level)

    def _made(
        self, call: Call, message: Node, style: str, rest: Sequence[Argument], level: str | None, api: Api | None = None
    ) -> Iterator[Statement]:
        templates = self._texts.templates(message, style, rest)
        if api is not None and api.console and all(not each.placeholders and not each.raw.strip() for each in templates):
            return  # an empty line
        if api is not None and api.worded and level is None and not self._texts.has_words(templates):
            return
        told = style if style != TOLD else "c-printf"
        yield from self._unit.log(
            call.node, templates, level, logger="console" if api is not None and api.console else "",
            opening=self._unit.evaluator.opening(message), style=told, arguments=rest,
        )  # fmt: skip
