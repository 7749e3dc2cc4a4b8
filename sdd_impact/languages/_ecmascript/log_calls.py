"""Log calls become statements: the level from the method; the message, the fields and what is printed from the arguments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.languages._ecmascript import loggers
from sdd_impact.languages._ecmascript.printing import Printed, Printing
from sdd_impact.languages._ecmascript.recognition import Logger, Loggers
from sdd_impact.model import Placeholder, Statement, Template

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tree_sitter import Node

    from sdd_impact.languages._ecmascript.module import Module
    from sdd_impact.model import LogCall
    from sdd_impact.syntax import Argument, Call

_LEVEL_WORD = late.regex(r"[a-z]{2,12}")
_LEVEL_NAME = late.regex(r"(?i)(?:log)?_?(?:level|lvl|severity)")
_LABEL = late.regex(r"[A-Za-z][\w.:/-]{0,30}[\w)\]]")
_WORDS = late.regex(r"\S")

#: Last names of callees that may be log calls, wrappers of the configuration aside.
METHODS = frozenset(
    [
        *loggers.LEVELS,
        *loggers.CONSOLE_EXTRAS,
        *loggers.SIGNALE,
        *loggers.CONSOLA,
        "mark",
        "[]",
        "write",
        "emitWarning",
        "captureMessage",
    ]
)


class LogCalls:
    """Reads the log calls of one file. ``wrappers`` are the project's own, from the configuration.

    ``spoken`` collects the errors that a log call prints, by node id: they are no statements of their own.
    """

    def __init__(self, module: Module, wrappers: Sequence[LogCall]) -> None:
        self._module = module
        self._unit = module.unit
        self._evaluator = module.evaluator
        self._printing = Printing(module)
        self._loggers = Loggers(module)
        self._wrappers = {wrapper.call: wrapper for wrapper in wrappers}
        self.spoken = self._printing.spoken

    def read(self, call: Call) -> list[Statement]:
        """The statements of a call; none where it is no log call or prints nothing."""
        if call.made:
            return []
        if wrapper := self._wrappers.get(call.callee) or self._wrappers.get(call.callee.removeprefix("this.")):
            return self._wrapped(call, wrapper)
        if call.callee in loggers.STREAMS:
            return self._statements(call, None, Logger(loggers.CONSOLE, "console"), self._printing.printed(call.positional[:1]))
        if call.callee == "process.emitWarning":
            return self._statements(call, "warning", Logger(loggers.CONSOLE), self._printing.printed(call.positional[:1]))
        if call.name == "captureMessage":
            return self._captured(call) if call.owner in ("Sentry", "sentry", "this.sentry", "") else []
        if call.receiver is None:
            return self._aliased(call)
        if call.name == "log" and call.owner in loggers.CALLABLE_LOGS:
            return self._statements(call, "info", Logger(loggers.PRINTED), self._printing.printed(call.positional))
        return self._logged(call)

    def _aliased(self, call: Call) -> list[Statement]:
        """``const log = console.log`` (perhaps with ``.bind(console)``), called by that name."""
        bound = self._unit.scope.lookup(call.callee, call.node.start_byte)
        value = self._module.plain(bound.values[0][0]) if bound and len(bound.values) == 1 and len(bound.values[0]) == 1 else None
        binding = self._unit.call(value) if value is not None and value.type == "call_expression" else None
        method = binding.receiver if binding and binding.name == "bind" else value
        if method is None or method.type != "member_expression":
            return []
        receiver = method.child_by_field_name("object")
        name = self._module.last_name(method)
        return self._logged(call._replace(name=name, receiver=receiver)) if name in loggers.LEVELS else []

    def debug(self, call: Call) -> list[Statement]:
        """The statement of a call of a function made by ``debug('namespace')``; none for any other call."""
        namespace = self._loggers.namespace(call.node.child_by_field_name("function"))
        if namespace is None:
            return []
        return self._statements(call, "debug", Logger(loggers.PRINTED, namespace), self._printing.printed(call.positional))

    def _captured(self, call: Call) -> list[Statement]:
        """``Sentry.captureMessage(message, level or {level})``; its usual level is info."""
        told = call.at(1)
        told = self._module.entry(told, "level") or (told if told is not None and self._module.entries(told) is None else None)
        word = self._evaluator.literal(told) if told is not None else "info"
        level = loggers.SENTRY_LEVELS.get(word, word) if word else None
        return self._statements(call, level, Logger(loggers.PRINTED), self._printing.printed(call.positional[:1]))

    # --- methods of loggers --------------------------------------------------------------------------------------

    def _logged(self, call: Call) -> list[Statement]:
        method = call.name
        logger = self._loggers.of(call.receiver)
        if logger is None or not call.arguments:
            return []
        family, arguments = logger.family, list(call.positional)
        if family is loggers.CONSOLE:
            return self._console(call, logger)
        if method == "[]":
            level: str | None = None
        elif method == "log" and family.order != "nest":
            level, arguments = self._level_first(arguments)
        elif method in loggers.LEVELS:
            level = loggers.LEVELS[method]
        elif method in family.methods:
            level = method
        else:
            return []
        if family.skip and len(arguments) > family.skip:
            prefix = self._evaluator.literal(arguments[0].node) or ""
            logger, arguments = logger._replace(name=prefix), arguments[family.skip :]
        if not arguments:
            return []
        if family is loggers.FIELDS_LAST and not logger.name and (label := self._label(arguments)):
            logger, arguments = logger._replace(name=label), arguments[1:]
        how = {
            "printed": self._printing.printed,
            "fields first": self._printing.fields_first,
            "fields last": self._printing.fields_last,
            "nest": self._printing.nest,
        }
        if family.appends:
            return self._statements(call, level, logger, self._printing.fields_first(arguments, appends=True))
        if family.order == "nest" and not logger.name and len(arguments) > 1:
            logger = logger._replace(name=self._evaluator.literal(arguments[-1].node) or "")
        return self._statements(call, level, logger, how[family.order](arguments))

    def _label(self, arguments: list[Argument]) -> str:
        """The label that some loggers of a project's own take before the message: ``log.info("db", `Migrated ${table}`)``."""
        if len(arguments) < 2 or not self._evaluator.is_text(arguments[1].node):
            return ""
        word = self._evaluator.literal(arguments[0].node)
        return word if word and _LABEL.fullmatch(word) else ""

    def _console(self, call: Call, logger: Logger) -> list[Statement]:
        if call.name in loggers.CONSOLE_EXTRAS:
            level, first = loggers.CONSOLE_EXTRAS[call.name]
            printed = self._printing.printed(call.positional[first:])
            if call.name == "assert":
                told = tuple(Template.of("Assertion failed: ", *message.parts) for message in printed.messages if message.parts)
                printed = printed._replace(messages=told)
            return self._statements(call, level, logger, printed)
        if call.name not in loggers.CONSOLE_LEVELS and call.name != "[]":
            return []
        return self._statements(call, loggers.LEVELS.get(call.name), logger, self._printing.printed(call.positional))

    def _level_first(self, arguments: list[Argument]) -> tuple[str | None, list[Argument]]:
        """``log(level, message, …)``, ``log({level, message})`` or ``log(message)``."""
        first = arguments[0].node
        if len(arguments) == 1:
            inside = self._module.entry(first, "level")
            return (self._level(inside) if inside is not None else "info"), arguments
        word = self._evaluator.literal(first)
        second = (self._evaluator.literal(arguments[1].node) or "").lower() if len(arguments) > 2 else ""
        if second in loggers.LEVELS and (word or "").lower() not in loggers.LEVELS:  # log("db", "debug", message)
            return loggers.LEVELS[second], [*(arguments[:1] if word and _LABEL.fullmatch(word) else ()), *arguments[2:]]
        if word is None:
            last = self._module.last_name(first)
            if last.lower() in loggers.LEVELS:
                return loggers.LEVELS[last.lower()], arguments[1:]
            return (None, arguments[1:]) if _LEVEL_NAME.search(last) or self._chosen_level(first) else ("info", arguments)
        if word.lower() in loggers.LEVELS:
            return loggers.LEVELS[word.lower()], arguments[1:]
        own = _LEVEL_WORD.fullmatch(word) and self._evaluator.is_text(arguments[1].node)
        return (word, arguments[1:]) if own else ("info", arguments)

    def _chosen_level(self, node: Node) -> bool:
        words = self._evaluator.literals(node)
        return bool(words) and all(word.lower() in loggers.LEVELS for word in words)

    def _level(self, node: Node | None) -> str | None:
        word = (self._evaluator.literal(node) or self._module.last_name(node)).lower() if node is not None else ""
        return loggers.LEVELS.get(word, word if node is not None and self._evaluator.literal(node) else None)

    # --- wrappers ------------------------------------------------------------------------------------------------

    def _wrapped(self, call: Call, wrapper: LogCall) -> list[Statement]:
        """A call of the project's own logging function."""
        told: str | None = wrapper.level if isinstance(wrapper.level, str) else self._level(call.at(wrapper.level))
        level = loggers.LEVELS.get(told, told) if told else None
        if isinstance(wrapper.message, str):
            objects = [
                argument.node for argument in call.positional if self._module.entry(argument.node, wrapper.message) is not None
            ]
            if not objects:
                return []
            message = self._module.entry(objects[0], wrapper.message)
            fields = tuple(self._module.fields(objects[0], (wrapper.message,)))
            printed = Printed(self._evaluator.texts(message) if message is not None else (), fields)
            return self._statements(call, level, Logger(loggers.FIELDS_LAST), printed)
        rest = [each for at, each in enumerate(call.positional) if at >= wrapper.message and at != wrapper.level]
        return self._statements(call, level, Logger(loggers.FIELDS_LAST), self._printing.fields_last(rest)) if rest else []

    # --- statements ----------------------------------------------------------------------------------------------

    def _statements(self, call: Call, level: str | None, logger: Logger, printed: Printed) -> list[Statement]:
        fields = (*logger.fields, *printed.fields)
        messages = [
            message
            for message in printed.messages
            if fields or any(isinstance(part, Placeholder) or _WORDS.search(part) for part in message.parts)
        ]
        return self._unit.log(
            call.node,
            messages,
            level,
            logger=logger.name,
            fields=fields,
            opening=printed.opening,
            style=printed.style,
            arguments=printed.arguments,
        )
