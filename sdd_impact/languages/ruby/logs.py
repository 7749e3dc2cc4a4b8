"""Log statements and console output of Ruby: ``Logger`` and its likes, Rails, semantic_logger, Ougai, fluentd, ``puts``.

Sources: Ruby's ``Logger#add`` (block, message and name), ``SemanticLogger::Log::NON_PAYLOAD_KEYS``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.languages.ruby.loggers import Logger, Loggers
from sdd_impact.model import Placeholder, Template
from sdd_impact.syntax.grammars.ruby import last_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tree_sitter import Node

    from sdd_impact.model import Field, LogCall, Statement
    from sdd_impact.syntax import Argument, Call, Unit

#: Methods of a logger and the level of what they write. ``unknown`` is the level above ``fatal``.
METHODS = {
    "trace": "trace", "debug": "debug", "info": "info", "notice": "notice", "warn": "warning", "warning": "warning", "error": "error", "err": "error",
    "fatal": "critical", "critical": "critical", "unknown": "unknown", "success": "success", "exception": "error",
    # semantic_logger writes these with how long the block took
    **{f"measure_{level}": level for level in ("trace", "debug", "info", "error")}, "measure_warn": "warning", "measure_fatal": "critical",
    # Puppet and Syslog
    "alert": "critical", "emerg": "critical", "crit": "critical",
}  # fmt: skip
_LEVELS = {**METHODS, "exception": "exception"}
#: Methods that are given a level first.
_LEVEL_FIRST = frozenset(["add", "log", "send", "public_send", "__send__"])
_NUMBERS = {"0": "debug", "1": "info", "2": "warning", "3": "error", "4": "critical", "5": "unknown"}

#: Functions that write to the console: ``puts`` ends each argument with a line end, ``print`` does not.
_CONSOLE = {"puts": "\n", "print": "", "p": "\n", "pp": "\n", "warn": "\n", "printf": "", "write": "", "say": "\n"}
_STREAMS = frozenset(["$stderr", "$stdout", "STDERR", "STDOUT", "Kernel"])
#: Names to which a text is shifted; ``log`` is as often a list or a text.
_SHIFTED = late.regex(r"(?:^|[._@:])(?:logger|LOGGER)$")
#: Keywords of a call that belong to the library, not to the event.
_RESERVED = frozenset(
    ["message", "msg", "event", "exception", "metric", "metric_amount", "min_duration", "log_exception", "on_exception_level", "payload", "uplevel",
     "category", "error_class"]
)  # fmt: skip

#: Functions of Puppet that log: the level, and where the message stands. (``Puppet::Util::Logging``)
_PUPPET = {
    "log_exception": ("error", 1),
    "log_and_raise": ("error", 1),
    "warn_once": ("warning", 2),
    "deprecation_warning": ("warning", 0),
    "warnonce": ("warning", 0),
}
#: What a provider or a type of Puppet calls by its bare name.
_BARE = frozenset(["debug", "info", "notice", "warning", "err", "alert", "emerg", "crit"])

#: Last names of calls that may be log statements.
NAMES = frozenset([*METHODS, *_LEVEL_FIRST, *_CONSOLE, *_PUPPET])


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
        elif call.name in _CONSOLE and (call.receiver is None or call.owner in _STREAMS):
            yield from self._console(call)
        elif (call.name in _PUPPET or (call.name in _BARE and call.receiver is None)) and self._is_puppet(call):
            level, at = _PUPPET.get(call.name) or (METHODS[call.name], 0)
            yield from self._made(call, call.at(at), level, Logger(), (), ())
        elif (call.name in METHODS or call.name in _LEVEL_FIRST) and (logger := self._loggers.of(call)):
            yield from self._logged(call, logger)

    def _is(self, call: Call, wrapper: LogCall) -> bool:
        named = wrapper.call.replace("::", ".")
        return call.callee in (named, f"self.{named}") or call.callee.endswith("." + named)

    def _is_puppet(self, call: Call) -> bool:
        """Whether a call is one of Puppet's: on ``Puppet``, or in its code, and with a text of several words."""
        message = call.at(_PUPPET[call.name][1] if call.name in _PUPPET else 0)
        if (
            message is None
            or b"Puppet" not in self._unit.code.data
            or call.owner not in ("", "self", "Puppet", "Puppet.Util.Warnings")
        ):
            return False
        evaluator = self._unit.evaluator
        return evaluator.is_text(message) and any(" " in literal for text in evaluator.texts(message) for literal in text.literals)

    # --- on a logger ---------------------------------------------------------------------------------------------

    def _logged(self, call: Call, logger: Logger) -> Iterator[Statement]:
        positional = [argument for argument in call.positional if not argument.spread]
        level: str | None = METHODS.get(call.name)
        if call.name in _LEVEL_FIRST:
            found = self._level(positional[0].node) if positional else None
            if found is None:
                return  # log.add(entry): a list of the project's
            level, positional = found or None, positional[1:]
        block = self._block(call)
        if (
            len(positional) > 1
            and positional[0].node.type not in ("string", "hash", "heredoc_beginning", "binary")
            and self._unit.evaluator.is_text(positional[1].node)
            and call.name != "add"
        ):
            positional = positional[1:]  # fluentd: log.info :event_type, "…"
        message = positional[0].node if positional else None
        if call.name in ("add", "log") and message is not None:
            message, name = self._added(message, positional[1:], block)
            logger = logger._replace(name=name or logger.name)
        elif block is not None and message is not None and not call.name.startswith("measure_"):
            logger = logger._replace(name=self._unit.evaluator.literal(message) or logger.name)  # the program's name
            message = block
        message = message if message is not None else block
        given = [argument for argument in call.arguments if argument.keyword and not argument.spread]
        if call.name == "exception" and (said := call.keyword("level")) is not None:  # Foreman: exception("…", e, level: :warn)
            level = self._level(said)
            given = [argument for argument in given if argument.keyword != "level"]
        if message is None:
            message = next((each.node for each in given if each.keyword in ("message", "msg", "event")), None)
        if message is None and not given and not any(argument.spread for argument in call.arguments):
            return
        yield from self._made(call, message, level, logger, positional[1:], given)

    def _added(self, message: Node, rest: Sequence[Argument], block: Node | None) -> tuple[Node | None, str]:
        """The message of ``add(severity, message, progname) { … }``, and the program's name.

        The block is asked where the message is nil; without a block the name is the message then.
        """
        second = rest[0].node if rest and rest[0].node.type not in ("hash", "nil") else None
        if message.type == "nil" and block is None:
            return second, ""
        name = self._unit.evaluator.literal(second) or ""
        return (block if message.type == "nil" else message), name

    def shifted(self, node: Node) -> Iterator[Statement]:
        """``logger << "…"``, which writes the text alone; ``$stderr << "…"``."""
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if left is None or right is None or not self._unit.evaluator.is_text(right):
            return
        written = self._unit.text(left)
        if written in _STREAMS:
            yield from self._unit.log(node, self._unit.message(right), None, logger="console")
        elif _SHIFTED.search(written):
            yield from self._unit.log(node, self._unit.message(right), None)

    def _made(
        self,
        call: Call,
        message: Node | None,
        level: str | None,
        logger: Logger,
        rest: Sequence[Argument],
        given: Sequence[Argument],
    ) -> Iterator[Statement]:
        unit = self._unit
        mapping = unit.evaluator.mapping(message) if message is not None and message.type == "hash" else None
        fields = [*logger.fields]
        if mapping is not None:  # logger.info({event: "x", user_id: 1})
            message = next((mapping[key] for key in ("message", "msg", "event") if key in mapping), None)
            fields += [unit.field(key, value) for key, value in mapping.items() if key not in _RESERVED]
        fields += [unit.field(each.keyword, each.node) for each in given if each.keyword not in _RESERVED]
        for argument in rest:
            fields += [unit.field(key, value) for key, value in (unit.evaluator.mapping(argument.node) or {}).items()]
        payload = next((each.node for each in given if each.keyword == "payload"), None)
        fields += [unit.field(key, value) for key, value in ((unit.evaluator.mapping(payload) or {}) if payload else {}).items()]
        templates = unit.message(message) if message is not None else (Template(),)
        opening = opening_of(unit, message)
        yield from unit.log(call.node, templates, level, logger=logger.name, fields=once(fields), opening=opening)

    def _block(self, call: Call) -> Node | None:
        """The value of a block, which is the message. A block with parameters is no message."""
        block = call.node.child_by_field_name("block")
        if block is None or block.child_by_field_name("parameters") is not None:
            return None
        return last_of(block)

    def _level(self, node: Node) -> str | None:
        """The level that an expression names; "" for one that is only known when it runs, None for what is no level."""
        text = self._unit.text(node)
        if node.type == "integer":
            return _NUMBERS.get(text)
        if node.type in ("simple_symbol", "string"):
            return _LEVELS.get((self._unit.evaluator.literal(node) or "").lower())
        if node.type in ("scope_resolution", "constant"):
            return METHODS.get(text.rpartition("::")[2].lower())
        if node.type == "conditional":
            branches = [node.child_by_field_name(name) for name in ("consequence", "alternative")]
            found = {self._level(branch) if branch is not None else None for branch in branches}
            return None if None in found else found.pop() if len(found) == 1 else ""
        named = node.type in ("identifier", "instance_variable", "call")
        return "" if named and any(word in text.lower() for word in ("level", "severity")) else None

    # --- wrappers and the console --------------------------------------------------------------------------------

    def _wrapped(self, call: Call, wrapper: LogCall) -> Iterator[Statement]:
        by_name = isinstance(wrapper.message, str)
        message = call.keyword(str(wrapper.message)) if by_name else call.get(int(wrapper.message), "message", "msg")
        if message is None:
            message = self._block(call)
        if message is None:
            return
        place = call.at(wrapper.level) if isinstance(wrapper.level, int) else None
        level = wrapper.level if isinstance(wrapper.level, str) else (self._level(place) or None) if place is not None else None
        taken = {message.id, *([place.id] if place is not None else [])}
        rest = [argument for argument in call.positional if argument.node.id not in taken]
        given = [each for each in call.arguments if each.keyword and not each.spread and each.node.id not in taken]
        yield from self._made(call, message, level, Logger(), rest, given)

    def _console(self, call: Call) -> Iterator[Statement]:
        """Console output. A ``p`` or ``say`` that is the project's own has no text as its first argument."""
        unit = self._unit
        positional = call.positional
        if not positional or (call.name in ("p", "pp", "say", "write", "warn", "print") and not self._prints(call, positional[0])):
            return
        if call.name == "printf":
            yield from unit.log(call.node, unit.message(positional[0].node, "ruby-printf", positional[1:]), None, logger="console")
            return
        templates: tuple[Template, ...] = (Template(),)
        for index, argument in enumerate(positional[:20]):
            more = (Template((Placeholder(""),)),) if argument.spread else unit.message(argument.node)
            between = _CONSOLE[call.name] if index else ""
            templates = tuple(Template.of(*one.parts, between, *two.parts) for one in templates for two in more)[:8]
        templates = tuple(template for template in templates if template.parts)  # an empty line says nothing
        yield from unit.log(call.node, templates, None, logger="console")

    def _prints(self, call: Call, first: Argument) -> bool:
        return call.receiver is not None or self._unit.evaluator.is_text(first.node) or call.name == "warn"


def opening_of(unit: Unit, node: Node | None) -> str:
    """The constant of another file that holds a message. A plain name is a method: never a text that is known."""
    opening = unit.evaluator.opening(node) if node is not None else ""
    return opening if opening.rpartition(".")[2][:1].isupper() else ""


def once(fields: Sequence[Field]) -> tuple[Field, ...]:
    """The fields in order; a later one of the same name replaces the earlier."""
    return tuple({field.name: field for field in fields}.values())
