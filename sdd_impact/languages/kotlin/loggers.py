"""Loggers as Kotlin makes them: ``KotlinLogging.logger {}``, companion objects, delegates, ``javaClass``, tags."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.languages._jvm.frameworks import ANDROID, SLF4J, UNKNOWN, Framework
from sdd_impact.languages._jvm.loggers import Logger, Loggers

if TYPE_CHECKING:
    from tree_sitter import Node

    from sdd_impact.syntax import Call

#: Functions that give the logger of the class around them.
_OWN = frozenset(["logger", "contextLogger", "staticLogger", "thisLogger", "KtorSimpleLogger"])
#: Functions that give the logger of the class in their angle brackets: IntelliJ, Corda.
_OF_TYPE = frozenset(["loggerFor", "logger", "getLogger"])
#: Methods of a logger that give another logger.
_DRESSED = frozenset(["tag", "withTag", "asTree"])
_DEEP = 40
_TYPE = late.regex(r"<\s*([\w.]+)\s*>")
_THIS = late.regex(r"(?:this(?:@\w+)?(?:::class\.java|\.javaClass)|javaClass)(?:\.(\w+))?")
_TAGGED = late.regex(rb"\bTAG\b|\b(?:LOG_)?TAG\b|\btag\b")


class KotlinLoggers(Loggers):
    """The loggers of one Kotlin file."""

    def around(self, node: Node) -> Logger | None:
        """The logger that a lambda around a place stands for: ``with(log) { … }``, ``log.apply { … }``."""
        here, depth = node.parent, 0
        while here is not None and depth < _DEEP and here.type != "function_declaration":
            call = self._unit.call(here) if here.type == "call_expression" else None
            if call is not None and call.name == "with" and call.receiver is None and len(call.positional) == 2:
                return self.of(call.at(0))
            if call is not None and call.name in ("run", "apply") and call.receiver is not None:
                return self.of(call.receiver)
            here, depth = here.parent, depth + 1
        return None

    def _unbound(self, text: str, last: str, at: int) -> Logger | None:
        """``logger`` of a companion object that extends ``KLogging`` bears its class' name."""
        found = super()._unbound(text, last, at)
        if found is not None and not found.name and b": KLogging()" in self._unit.code.data:
            return Logger(SLF4J, self._own_name(at, SLF4J))
        return found

    def _static(self, text: str) -> Logger | None:
        """A project's own ``Log`` is called like Android's where it is given a tag."""
        found = super()._static(text)
        if found is not None and found.framework == UNKNOWN and text == "Log" and _TAGGED.search(self._unit.code.data):
            return Logger(ANDROID)
        return found

    def _made(self, call: Call, depth: int) -> Logger | None:
        if depth <= 0:
            return None
        if call.name in _DRESSED:
            return self.of(call.receiver)
        if call.name == "lazy":
            inner = self._unit.call(call.at(0))
            return self._made(inner, depth - 1) if inner is not None else None
        written = self._unit.code.folded(call.node)
        typed = _TYPE.search(written.partition("(")[0]) if call.name in _OF_TYPE else None
        if typed is not None:
            framework = self._of_file or self._of_type(call.owner) or UNKNOWN
            return Logger(framework, self._names.class_named(typed[1], framework.separator))
        owner = call.owner.rpartition(".")[2]
        if call.name in _OWN and (not owner or owner in ("KotlinLogging", "KLoggers")):
            return self._of_function(call)
        return super()._made(call, depth)

    def _of_function(self, call: Call) -> Logger:
        framework = self._of_type(call.owner) or self._of_file or UNKNOWN
        literal = self._unit.evaluator.literal(call.at(0)) if call.at(0) is not None else None
        return Logger(framework, literal or self._own_name(call.node.start_byte, framework))

    def _class(self, node: Node, framework: Framework) -> str:
        own = _THIS.fullmatch(self._unit.text(node))
        if own is not None:
            full = self._own_name(node.start_byte, framework)
            return re.split(r"[.$]", full)[-1] if own[1] == "simpleName" else full
        return super()._class(node, framework)

    def _own_name(self, at: int, framework: Framework) -> str:
        """The class around a position in full; at the top of a file, the file's name stands for it."""
        name = self._names.class_name(at, framework.separator)
        if name:
            return name
        stem = self._unit.path.rpartition("/")[2].partition(".")[0]
        return f"{self._names.package}.{stem}" if self._names.package else stem
