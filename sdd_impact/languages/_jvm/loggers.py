"""Which expression is a logger, of which library, and under which name it logs."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.languages._jvm.frameworks import (
    FACTORIES,
    LOG4J2,
    LOG4J2_PRINTF,
    LOMBOK,
    PLAIN,
    SYSTEM,
    UNKNOWN,
    Framework,
    framework_of,
)
from sdd_impact.languages._jvm.kinds import is_name, kinds
from sdd_impact.syntax import dotted, snake
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from tree_sitter import Node

    from sdd_impact.languages._jvm.names import Names
    from sdd_impact.syntax import Call, Unit

#: A declared type that is a logger's.
_LOGGER_TYPE = late.regex(r"(?:^|[a-z0-9])(?:Log|LoggingAdapter|LogAdapter)$|Logger$")
#: A name that is a logger's where nothing else is known of it: its last word.
_LOGGER_WORDS = frozenset(["log", "logger"])
#: A method without arguments that gives a logger.
_GETTERS = frozenset(["log", "logger", "getLog", "getLogger", "LOG", "LOGGER"])
_DEPTH = 4


class Logger(NamedTuple):
    """A logger: its library and its name ("" where it is not known)."""

    framework: Framework
    name: str = ""


class Loggers:
    """The loggers of one file."""

    #: A declared type that is a logger's.
    types = _LOGGER_TYPE

    def __init__(self, unit: Unit, names: Names) -> None:
        self._unit = unit
        self._names = names
        self._known: dict[tuple[str, int], Logger | None] = {}

    def of(self, receiver: Node | None) -> Logger | None:
        """The logger that an expression is, None where it is none."""
        if receiver is None:
            return None
        if is_name(self._unit, receiver):
            text = dotted(self._unit.code, receiver, self._unit.grammar)
            key = (text, self._unit.scope.span_at(receiver.start_byte))
            if key not in self._known:
                self._known[key] = self._named(text, receiver.start_byte)
            return self._known[key]
        call = self._unit.call(receiver)
        if call is not None:
            return self._made(call, _DEPTH)
        through = self._unit.grammar.through
        return self.of(through[receiver.type](receiver)) if receiver.type in through else None

    # --- a name --------------------------------------------------------------------------------------------------

    def _named(self, text: str, at: int) -> Logger | None:
        last = text.rpartition(".")[2]
        bound = self._unit.scope.lookup(text, at)
        if bound is None or bound.imported:
            return self._unbound(text, last, at)
        declared = bound.type.partition("<")[0]
        first = bound.values[0][0] if bound.values and bound.values[0] else None
        made = self._initialised(first) if first is not None else None
        if declared and declared != "var":
            if not self.types.search(declared.rpartition(".")[2]):
                return None
            framework = self._of_type(declared)
            if made is not None:
                return Logger(made.framework if framework is None or made.framework == LOG4J2_PRINTF else framework, made.name)
            return Logger(framework or self._of_file or UNKNOWN)
        return made or (Logger(self._of_file or UNKNOWN) if _ends_like_logger(last) else None)

    def _initialised(self, value: Node) -> Logger | None:
        call = self._unit.call(value)
        if call is not None:
            return self._made(call, _DEPTH)
        return self.of(value) if is_name(self._unit, value) else None

    def _unbound(self, text: str, last: str, at: int) -> Logger | None:
        """A name that this file does not declare: Lombok's field, a static class, something inherited or another class's."""
        if last[:1].isupper() and not last.isupper():
            return self._static(text)
        if text in ("log", "this.log") and (lombok := self._lombok(at)):
            return lombok
        return Logger(self._of_file or UNKNOWN) if _ends_like_logger(last) else None

    def _static(self, text: str) -> Logger | None:
        """A class with static logging methods: ``Log.info`` of Quarkus, ``Logger.info`` of tinylog, a project's own ``Log``."""
        framework = self._of_type(text)
        if framework is not None:
            return Logger(framework)
        return Logger(UNKNOWN) if text in ("Log", "Logger", "Timber") else None

    def _lombok(self, at: int) -> Logger | None:
        spans = self._unit.scope.spans
        for index in self._unit.scope.chain(at):
            node = spans[index].node
            if spans[index].kind != "class" or node is None:
                continue
            for annotation in _annotations(node):
                name = self._unit.text(annotation.child_by_field_name("name") or annotation).rpartition(".")[2]
                if name in LOMBOK:
                    framework = LOMBOK[name]
                    topic = _attribute(self._unit, annotation, "topic")
                    return Logger(framework, topic or self._names.class_name(spans[index].start + 1, framework.separator))
        return None

    # --- a call that gives a logger --------------------------------------------------------------------------------

    def _made(self, call: Call, depth: int) -> Logger | None:
        if depth <= 0:
            return None
        if call.name in _GETTERS and not call.arguments and not call.owner.endswith(("LogManager", "Factory")):
            return Logger(self._of_file or UNKNOWN)
        if call.name not in FACTORIES or not self._is_factory(call):
            return None
        framework = self._of_type(call.owner) or self._of_file or UNKNOWN
        if call.owner == "System":
            framework = SYSTEM
        if FACTORIES[call.name]:
            framework = LOG4J2_PRINTF
        return Logger(framework, self._name(call, framework))

    def _is_factory(self, call: Call) -> bool:
        last = call.owner.rpartition(".")[2]
        if call.name in ("of", "create"):
            return last == "Logger"
        return (
            not last
            or last == "System"
            or last.endswith(("Logger", "LogManager", "LoggerFactory", "LogFactory", "Logging", "Loggers", "Log"))
        )

    def _name(self, call: Call, framework: Framework) -> str:
        argument = call.at(0)
        if argument is None:
            enclosing = call.name in ("getLogger", "getFormatterLogger", "forEnclosingClass") and framework != PLAIN
            return self._names.class_name(call.node.start_byte, framework.separator) if enclosing and not call.arguments else ""
        literal = self._unit.evaluator.literal(argument)
        if literal is not None:
            return literal
        made = self._unit.call(argument)
        if (
            made is not None
            and made.name in ("getName", "getCanonicalName", "getSimpleName", "getTypeName")
            and made.receiver is not None
        ):
            full = self._class(made.receiver, framework)
            return full.rpartition(".")[2].rpartition("$")[2] if made.name == "getSimpleName" else full
        return self._class(argument, framework)

    def _class(self, node: Node, framework: Framework) -> str:
        name = kinds(self._unit).class_literal(self._unit, node)
        if name:
            return self._names.class_named(name, framework.separator)
        made = self._unit.call(node)
        if made is not None and made.name in ("getClass", "lookupClass", "getDeclaringClass"):
            return self._names.class_name(node.start_byte, framework.separator)
        return ""

    # --- libraries -------------------------------------------------------------------------------------------------

    def _of_type(self, declared: str) -> Framework | None:
        if declared in ("System.Logger", "java.lang.System.Logger"):
            return SYSTEM
        return next((found for name in self._names.candidates(declared) if (found := framework_of(name))), None)

    @cached_property
    def _of_file(self) -> Framework | None:
        """The one library that a file imports loggers from, for loggers that it does not declare."""
        found = {
            framework
            for name in ("Logger", "LoggerFactory", "LogManager", "LogFactory", "Log", "FluentLogger", "Level", "LogRecord")
            if (framework := framework_of(self._names.qualified(name)))
        }
        return LOG4J2 if found == {LOG4J2, LOG4J2_PRINTF} else found.pop() if len(found) == 1 else None


def _ends_like_logger(name: str) -> bool:
    words = [word for word in snake(name).split("_") if not word.isdigit()]
    return bool(words) and words[-1] in _LOGGER_WORDS


def _annotations(declaration: Node) -> list[Node]:
    first = declaration.named_children[0] if declaration.named_children else None
    if first is None or first.type != "modifiers":
        return []
    return [child for child in first.named_children if child.type in ("annotation", "marker_annotation")]


def _attribute(unit: Unit, annotation: Node, name: str) -> str:
    listed = annotation.child_by_field_name("arguments")
    for pair in listed.named_children if listed is not None else ():
        key, value = pair.child_by_field_name("key"), pair.child_by_field_name("value")
        if key is not None and value is not None and unit.text(key) == name:
            return unit.evaluator.literal(value) or ""
    return ""
