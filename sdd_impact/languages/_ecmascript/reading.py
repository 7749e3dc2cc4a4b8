"""One file from bytes to statements: every call, ``new`` and ``throw`` is offered to those who may know it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from sdd_impact.languages._ecmascript import failures, log_calls, responses, rules, shown
from sdd_impact.languages._ecmascript.hints import HINTS
from sdd_impact.languages._ecmascript.log_calls import LogCalls
from sdd_impact.languages._ecmascript.minified import is_minified
from sdd_impact.languages._ecmascript.module import Module
from sdd_impact.languages._ecmascript.responses import Responses
from sdd_impact.languages._ecmascript.rules import Rules
from sdd_impact.languages._ecmascript.shown import Shown
from sdd_impact.languages._ecmascript.thrown import Thrown
from sdd_impact.model import Extraction, Unread
from sdd_impact.syntax import read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from sdd_impact.model import Definition, LogCall, Source, Statement
    from sdd_impact.syntax import Call, Unit

#: What a line with a statement looks like: such a line inside code that does not parse is reported.
LOOKS_LIKE = re.compile(
    rb"\b(?:console|_?[lL]og(?:ger)?|LOG(?:GER)?)(?:\?\.|\.)(?:trace|debug|info|log|warn|warning|error|fatal|verbose)(?:\?\.)?\("
    rb"|\bthrow\s+(?:new\b|[\"'`])|\bnew\s+[\w.]*(?:Error|Exception)\(|\.status\([45]\d\d\)\.(?:json|send)\("
)


def read_source(source: Source, calls: tuple[LogCall, ...], grammar: str, language: str) -> Extraction:
    """Read one file. ``calls`` are the project's own logging functions. Never raises; what cannot be read is under ``unread``."""
    if source.path.endswith((".d.ts", ".d.mts", ".d.cts")):
        return Extraction()  # declarations only
    if is_minified(source):
        return Extraction(unread=(Unread(source.path, "minified"),))
    readers: list[Reader] = []

    def reader(unit: Unit) -> Reader:
        if not readers:
            readers.append(Reader(unit, calls))
        return readers[0]

    def statements(unit: Unit) -> Iterator[Statement]:
        return reader(unit).statements()

    def definitions(unit: Unit) -> Iterator[Definition]:
        return reader(unit).definitions()

    candidate = _candidate(tuple(call.call for call in calls))
    return read(source, grammar, LOOKS_LIKE, statements, language=language, candidate=candidate, define=definitions)


@lru_cache(maxsize=8)
def _candidate(wrappers: tuple[str, ...]) -> re.Pattern[bytes]:
    words = [re.escape(wrapper.rpartition(".")[2].encode()) for wrapper in wrappers]
    return re.compile(b"|".join([*(re.escape(hint) for hint in HINTS), *words]))


@lru_cache(maxsize=4096)
def _readers(name: str) -> tuple[str, ...]:
    """Who may know a call of this last name, in the order in which they are asked."""
    found = ["log"] if name in log_calls.METHODS else []
    if name in failures.BUILT_IN or name in failures.HTTP_ERROR_FACTORIES or failures.status_of_name(name) is not None:
        found += ["made", "sensible"]
    if name in responses.METHODS:
        found.append("response")
    if name in shown.METHODS or shown.SHOWS.fullmatch(name):
        found.append("shown")
    if name == "reject":
        found.append("rejected")
    if name == "super":
        found.append("own")
    return tuple(found)


class Reader:
    """Reads the statements of one parsed file."""

    def __init__(self, unit: Unit, calls: tuple[LogCall, ...]) -> None:
        module = Module(unit)
        self._unit = unit
        self._logs = LogCalls(module, calls)
        self._thrown = Thrown(module)
        self._responses = Responses(module)
        self._shown = Shown(module)
        self._rules = Rules(module) if any(word in unit.code.data for word in rules.PACKAGES) else None
        self._wrappers = frozenset(call.call.rpartition(".")[2] for call in calls)
        self._debugs = b"debug" in unit.code.data and any("debug" in name or "util" in name for name in module.modules)
        self._ask = {
            "log": self._logs.read,
            "made": self._thrown.made,
            "sensible": self._responses.sensible,
            "response": self._responses.read,
            "shown": self._shown.read,
            "rejected": self._thrown.rejected,
            "own": self._thrown.own,
        }

    def definitions(self) -> Iterator[Definition]:
        """The texts of the file's error classes."""
        return self._thrown.definitions() if b"super" in self._unit.code.data else iter(())

    def statements(self) -> Iterator[Statement]:
        """Every statement, in the order of the calls."""
        for node in self._unit.nodes("call_expression", "new_expression", "throw_statement"):
            if node.type == "throw_statement":
                yield from self._thrown.thrown(node)
            elif node.type == "new_expression":
                yield from self._new(node)
            else:
                yield from self._called(node)
        yield from self._assignments()
        yield from self._objects()

    def _new(self, node: Node) -> list[Statement]:
        constructor = node.child_by_field_name("constructor")
        name = self._last_name(constructor) if constructor is not None else ""
        parent = node.parent
        thrown = parent is not None and parent.type in (
            "throw_statement",
            "parenthesized_expression",
            "ternary_expression",
            "as_expression",
        )
        if not thrown and not failures.ERROR_NAME.fullmatch(name) and name not in responses.METHODS:
            return []
        if node.id in self._logs.spoken:
            return []
        call = self._call(node)
        return self._thrown.made(call) or self._responses.read(call)

    def _called(self, node: Node) -> list[Statement]:
        function = node.child_by_field_name("function")
        if function is None:
            return []
        name = self._last_name(function)
        asked = _readers(name)
        wrapped = name in self._wrappers
        debugs = self._debugs and function.type in ("identifier", "call_expression")
        ruled = self._rules is not None and (name in rules.METHODS or function.type == "identifier")
        if not asked and not wrapped and not debugs and not ruled:
            return []
        call = self._call(node)
        for ask in ("log", *asked) if wrapped and "log" not in asked else asked:
            if found := self._ask[ask](call):
                return found
        if debugs and (found := self._logs.debug(call)):
            return found
        return self._rules.read(call) if self._rules is not None and ruled else []

    def _call(self, node: Node) -> Call:
        return self._unit.grammar.calls[node.type](self._unit.code, node)

    def _last_name(self, function: Node) -> str:
        """The last name of a callee, ``[]`` for one by subscript."""
        if function.type == "subscript_expression":
            return "[]"
        found = function.child_by_field_name("property") if function.type == "member_expression" else function
        if found is None or found.child_count:
            return ""
        return self._unit.text(found)

    def _assignments(self) -> Iterator[Statement]:
        if _BODY.search(self._unit.code.data):
            for node in self._unit.nodes("assignment_expression"):
                yield from self._responses.assigned(node)

    def _objects(self) -> Iterator[Statement]:
        """Object literals that are a response, or a table of rules."""
        if b"statusCode" in self._unit.code.data and b"body" in self._unit.code.data:
            for node in self._unit.nodes("object"):
                parent = node.parent
                if parent is not None and parent.type in ("return_statement", "parenthesized_expression", "arguments"):
                    yield from self._responses.returned(node)
        if self._rules is not None and self._rules.tables:
            for node in self._unit.nodes("pair"):
                yield from self._rules.entry(node)


_BODY = re.compile(rb"\.body\s*=[^=]")
