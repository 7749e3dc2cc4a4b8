"""Log statements and console output of PHP: PSR-3 and its likes, Laravel, Drupal, Yii, PHP's own functions, commands.

Sources: PSR-3 (levels, placeholders, context), Laravel's page on logging, Drupal's ``LoggerChannelFactory``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact.languages.php.loggers import Logger, Loggers
from sdd_impact.model import LEVELS
from sdd_impact.syntax import Argument

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from sdd_impact.model import LogCall, Statement
    from sdd_impact.syntax import Call, Unit

_LEVELS = {
    **{level: level for level in LEVELS},
    "warn": "warning", "err": "error", "crit": "critical", "emerg": "critical", "emergency": "critical", "alert": "critical", "fatal": "critical",
}  # fmt: skip
#: Methods of a logger and the level of what they write: PSR-3, and Monolog 1's ``addInfo``.
METHODS = {**_LEVELS, **{f"add{name.capitalize()}": level for name, level in _LEVELS.items()}}
#: The levels of ``trigger_error``.
_TRIGGERED = {"E_USER_ERROR": "error", "E_USER_WARNING": "warning", "E_USER_NOTICE": "notice", "E_USER_DEPRECATED": "deprecated"}
#: Functions that write to PHP's log: name → position of the message.
_FUNCTIONS = {
    "error_log": 0,
    "trigger_error": 0,
    "user_error": 0,
    "syslog": 1,
    "_doing_it_wrong": 1,
    "wp_trigger_error": 1,
    "watchdog": 1,
    "trigger_deprecation": 2,
}
#: Methods of a command's output: Symfony's and Laravel's, WP-CLI's.
_SHOWN = frozenset(["writeln", "write", "error", "success", "warning", "note", "text", "title", "section", "caution", "info", "comment", "line", "warn",
                    "alert", "log"])  # fmt: skip
_OUTPUTS = frozenset(["$output", "$io", "$this.output", "$this.io", "$style", "WP_CLI", "$this.style"])
#: Functions of Laravel that log by themselves.
_HELPERS = {"logger": "debug", "info": "info"}

#: Last names of calls that may be log statements.
NAMES = frozenset([*METHODS, "log", "write", "fwrite", "fputs", *_FUNCTIONS, *_SHOWN, *_HELPERS])


class Logs:
    """Reads the log statements of one file. ``wrappers`` are the project's own logging functions."""

    def __init__(self, unit: Unit, wrappers: tuple[LogCall, ...]) -> None:
        self._unit = unit
        self._wrappers = wrappers
        self._loggers = Loggers(unit)

    def of_call(self, call: Call) -> Iterator[Statement]:
        """The log statements of one call; nothing for most calls."""
        wrapper = next((each for each in self._wrappers if self._is(call, each)), None)
        if wrapper:
            yield from self._wrapped(call, wrapper)
        elif call.receiver is None and call.node.type == "function_call_expression":
            yield from self._function(call)
        elif call.name in _SHOWN and self._is_output(call):
            yield from self._console(call, call.at(0))
        elif call.name == "log" and call.owner in ("$this", "self", "static", "parent"):
            yield from self._own(call)
        elif (call.name in METHODS or call.name in ("log", "write")) and (logger := self._loggers.of(call)):
            yield from self._logged(call, logger)

    def _is(self, call: Call, wrapper: LogCall) -> bool:
        named = wrapper.call.replace("::", ".").replace("->", ".")
        return call.callee in (named, f"$this.{named}") or call.callee.endswith(("." + named, "$" + named))

    def _is_output(self, call: Call) -> bool:
        if call.owner in _OUTPUTS:
            return True
        if call.owner != "$this" or call.name in ("text", "log", "write"):
            return False
        owner = self._unit.scope.class_at(call.node.start_byte)
        return owner is not None and any(base.endswith("Command") for base in self._unit.scope.bases(owner))

    # --- on a logger ---------------------------------------------------------------------------------------------

    def _logged(self, call: Call, logger: Logger) -> Iterator[Statement]:
        shift, level = 0, METHODS.get(call.name)
        if level is None:
            first = call.get(0, "level")
            found = self._level(first) if first is not None and len(call.arguments) > 1 else None
            if found is None:
                return  # $log->log($entry): a list of the project's
            shift, level = (1 if call.at(0) is not None else 0), found or None
        message = call.get(shift, "message")
        if message is None:
            return
        context = call.keyword("context") or call.at(shift + 1)
        if call.owner in ("Yii", "Craft"):
            context = None  # the second argument is the category
        yield from self._made(call, message, level, logger, context)

    def chosen(self, call: Call) -> Iterator[Statement]:
        """``$this->logger->$level('…')``: a method that is chosen when it runs."""
        logger = self._loggers.of(call) if call.receiver is not None else None
        message = call.get(0, "message")
        if logger is not None and message is not None:
            yield from self._made(call, message, None, logger, call.keyword("context") or call.at(1))

    def _own(self, call: Call) -> Iterator[Statement]:
        """``$this->log(LogLevel::ERROR, "…")`` of PSR-3's trait; CakePHP's has the level behind the message."""
        for at, other in ((0, 1), (1, 0)):
            told, message = call.at(at), call.at(other)
            named = told is not None and re.match(
                r"\\?(?:\w+\\)*(?:Log)?Level(?:s)?::|\\?(?:\w+\\)*Logger::", self._unit.text(told)
            )
            if told is not None and named and message is not None:
                yield from self._made(call, message, self._level(told) or None, Logger(), call.at(2))
                return

    def _made(self, call: Call, message: Node, level: str | None, logger: Logger, context: Node | None) -> Iterator[Statement]:
        unit = self._unit
        mapping = unit.evaluator.mapping(context) if context is not None else None
        marked = any(key[:1] in "@%:!" and len(key) > 1 for key in mapping or {})
        style = "marked" if marked else "psr"
        given = (Argument(context, "", spread=mapping is None),) if context is not None else ()
        templates = unit.message(message, style, given)
        named = [unit.field(key, value) for key, value in (mapping or {}).items() if key and key[0] not in "@%:!"]
        named += [unit.field(key, None) for key in self._compacted(context)]
        fields = tuple({each.name: each for each in (*logger.fields, *named)}.values())
        yield from unit.log(
            call.node, templates, level, logger=logger.name, fields=fields, opening=opening_of(unit, message), style=style if given else "",
            arguments=tuple(Argument(value, key) for key, value in (mapping or {}).items()),
        )  # fmt: skip

    def _compacted(self, context: Node | None) -> list[str]:
        """The names of the variables in ``compact("user", "order")``."""
        call = self._unit.call(context)
        if call is None or call.callee.lstrip(".\\") != "compact":
            return []
        return [name for each in call.positional if (name := self._unit.evaluator.literal(each.node))]

    def _level(self, node: Node, numbers: bool = False) -> str | None:
        """The level that an expression names; "" for one that is only known when it runs, None for what is no level."""
        text = self._unit.text(node)
        if node.type in ("string", "encapsed_string"):
            return _LEVELS.get((self._unit.evaluator.literal(node) or "").lower())
        last = text.rpartition(":")[2].removeprefix("LOG_").removeprefix("WATCHDOG_").lower()
        if node.type in ("name", "qualified_name", "class_constant_access_expression"):
            return _LEVELS.get(last.lstrip("\\").removeprefix("log_")) or ("" if numbers or "level" in last else None)
        if node.type in ("conditional_expression", "match_expression") and (names := self._unit.evaluator.literals(node)):
            found = {_LEVELS.get(name.lower()) for name in names}
            return None if None in found else found.pop() if len(found) == 1 else ""
        if node.type in ("member_access_expression", "variable_name", "member_call_expression", "conditional_expression"):
            return "" if numbers or "level" in text.lower() or "severity" in text.lower() or "priority" in text.lower() else None
        return "" if numbers else None

    # --- functions, the console, wrappers ------------------------------------------------------------------------

    def _function(self, call: Call) -> Iterator[Statement]:
        unit = self._unit
        if call.name in ("fwrite", "fputs"):
            first = call.at(0)
            if first is not None and unit.text(first).lstrip("\\") in ("STDERR", "STDOUT"):
                yield from self._console(call, call.at(1))
        elif call.name in _HELPERS:
            message = call.get(0, "message")
            if message is not None and unit.evaluator.is_text(message):
                yield from self._made(call, message, _HELPERS[call.name], Logger(), call.get(1, "context"))
        elif call.name == "watchdog":
            message, severity = call.at(1), call.at(3)
            if message is not None:
                level = "notice" if severity is None else self._level(severity, numbers=True) or None
                yield from self._made(call, message, level, Logger(unit.evaluator.literal(call.at(0)) or ""), call.at(2))
        elif call.name in _FUNCTIONS:
            message = call.get(_FUNCTIONS[call.name], "message")
            if message is not None:
                filled = call.positional[3:] if call.name == "trigger_deprecation" else ()
                yield from unit.log(
                    call.node, unit.message(message, "php-printf", filled), self._function_level(call), logger="php", opening=opening_of(unit, message)
                )  # fmt: skip

    def _function_level(self, call: Call) -> str | None:
        """PHP's ``error_log`` has no level; a triggered error is a notice where nothing else is said."""
        if call.name == "syslog":
            first = call.at(0)
            return self._level(first, numbers=True) or None if first is not None else None
        if call.name in ("trigger_error", "user_error", "wp_trigger_error"):
            told = call.get(2 if call.name == "wp_trigger_error" else 1, "error_level")
            return "notice" if told is None else _TRIGGERED.get(self._unit.text(told).lstrip("\\"))
        return {"_doing_it_wrong": "notice", "trigger_deprecation": "deprecated"}.get(call.name)

    def _console(self, call: Call, message: Node | None) -> Iterator[Statement]:
        if message is None or (message.type == "array_creation_expression"):
            return
        said = [template for template in self._unit.message(message) if template.parts]  # an empty line says nothing
        yield from self._unit.log(call.node, said, None, logger="console")

    def _wrapped(self, call: Call, wrapper: LogCall) -> Iterator[Statement]:
        by_name = isinstance(wrapper.message, str)
        message = call.keyword(str(wrapper.message)) if by_name else call.get(int(wrapper.message), "message")
        if message is None:
            return
        place = call.at(wrapper.level) if isinstance(wrapper.level, int) else None
        level = (
            wrapper.level
            if isinstance(wrapper.level, str)
            else self._level(place, numbers=True) or None
            if place is not None
            else None
        )
        rest = [each for each in call.arguments if each.node.id != message.id and (place is None or each.node.id != place.id)]
        context = next((each.node for each in rest if self._unit.evaluator.mapping(each.node) is not None), None)
        named = tuple(
            self._unit.field(each.keyword, each.node) for each in rest if each.keyword and not each.spread and each.node != context
        )
        yield from self._made(call, message, level, Logger("", named), context)


def opening_of(unit: Unit, node: Node | None) -> str:
    """The constant of another file that holds a message."""
    opening = unit.evaluator.opening(node) if node is not None else ""
    last = opening.rpartition(".")[2]
    return opening if "$" not in opening and last[:1].isupper() and last != "class" else ""
