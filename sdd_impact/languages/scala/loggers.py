"""Loggers as Scala has them: traits that bring one, implicit ones, and those of functional libraries."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.languages._jvm.frameworks import AKKA, PLAIN, SLF4J, UNKNOWN, Framework
from sdd_impact.languages._jvm.loggers import Logger, Loggers

if TYPE_CHECKING:
    from tree_sitter import Node

    from sdd_impact.syntax import Call

#: Traits that bring ``logger``, ``log`` or methods that log: scala-logging, Akka and Pekko, Spark, Kafka, Play.
_TRAIT = late.regex(r"(?:Logging|Logger|DiagnosticActorLogging)$")
#: Functions that make a logger.
_MADE = frozenset(["Logger", "Logging", "getLoggerFromName", "getLoggerFromClass", "getLoggerFromSlf4j", "fromName", "fromClass"])
#: Objects whose methods log by themselves.
_STATIC = frozenset(["scribe"])
_TYPE = late.regex(r"\[\s*([A-Z][\w.]*)\s*\]\s*$")
_OWN = late.regex(r"(?:this\.)?getClass(?:\(\))?(?:\.(\w+))?(?:\(\))?")


#: Traits of Akka and Pekko, whose adapter fills a hole with an exception like with anything else.
_AKKA = frozenset(["ActorLogging", "DiagnosticActorLogging", "StageLogging"])


class ScalaLoggers(Loggers):
    """The loggers of one Scala file."""

    types = late.regex(r"(?:^|[a-z0-9])(?:Log|LoggingAdapter|LogAdapter|Logging|LoggerLike)(?:\[.*\])?$|Logger(?:\[.*\])?$")

    def trait(self, at: int) -> str:
        """The trait by which the class around a position logs; "" where there is none."""
        for index in self._unit.scope.chain(at):
            span = self._unit.scope.spans[index]
            if span.kind == "class" and (base := next((each for each in self._unit.scope.bases(span) if _TRAIT.search(each)), "")):
                return base
        return ""

    def own(self, at: int) -> Logger:
        """The logger of the class around a position."""
        by_actor = self.trait(at).rpartition(".")[2] in _AKKA
        framework = AKKA if by_actor else self._of_file or SLF4J
        return Logger(framework, self._own_name(at))

    def _unbound(self, text: str, last: str, at: int) -> Logger | None:
        if text in _STATIC:
            return Logger(PLAIN)
        if text in ("logger", "log", "this.logger", "this.log") and self.trait(at):
            return self.own(at)
        if last == "logging":
            return Logger(self._of_file or UNKNOWN)
        return super()._unbound(text, last, at)

    def _made(self, call: Call, depth: int) -> Logger | None:
        if depth > 0 and call.name in _MADE:
            framework = self._of_type(call.owner or call.name) or self._of_file or UNKNOWN
            typed = _TYPE.search(self._unit.code.folded(call.node).partition("(")[0])
            argument = call.at(0)
            inner = self._unit.call(argument) if argument is not None else None
            made = self._made(inner, depth - 1) if inner is not None else None
            if made is not None:
                return Logger(framework, made.name)
            return Logger(
                framework, self._names.class_named(typed[1]) if typed and not call.arguments else self._name(call, framework)
            )
        return super()._made(call, depth)

    def _initialised(self, value: Node) -> Logger | None:
        """Also ``Logger[A]`` and ``Slf4jLogger.getLogger[F]``, which have no brackets."""
        if value.type == "generic_function":
            text = self._unit.text(value)
            if re.match(r"(?:\w+\.)*(?:Logger|\w*Logger\.(?:getLogger|create))\[", text):
                typed = _TYPE.search(text)
                named = typed is not None and len(typed[1]) > 2 and "getLogger" not in text
                return Logger(
                    self._of_file or PLAIN,
                    self._names.class_named(typed[1]) if typed is not None and named else self._own_name(value.start_byte),
                )
        return super()._initialised(value)

    def _class(self, node: Node, framework: Framework) -> str:
        own = _OWN.fullmatch(self._unit.text(node))
        if own is not None:
            full = self._own_name(node.start_byte)
            return re.split(r"[.$]", full.rstrip("$"))[-1] if own[1] == "getSimpleName" else full
        return super()._class(node, framework)

    def _own_name(self, at: int) -> str:
        """The class around a position in full; an object's class ends with ``$``."""
        name = self._names.class_name(at, "$")
        span = self._unit.scope.class_at(at)
        is_object = span is not None and span.node is not None and span.node.type == "object_definition"
        return f"{name}$" if name and is_object else name
