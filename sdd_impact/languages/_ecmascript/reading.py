"""One file from bytes to statements: every call, ``new`` and ``throw`` is offered to those who may know it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.languages._ecmascript import failures, log_calls, responses, rules, shown, thrown
from sdd_impact.languages._ecmascript.flow import fitting_grammar
from sdd_impact.languages._ecmascript.habits import ECMASCRIPT
from sdd_impact.languages._ecmascript.hints import HINTS
from sdd_impact.languages._ecmascript.log_calls import LogCalls
from sdd_impact.languages._ecmascript.minified import is_minified
from sdd_impact.languages._ecmascript.module import Module
from sdd_impact.languages._ecmascript.responses import Responses
from sdd_impact.languages._ecmascript.rules import Rules
from sdd_impact.languages._ecmascript.shown import Shown
from sdd_impact.languages._ecmascript.thrown import Thrown, is_asked_by_name
from sdd_impact.model import Extraction, Unread
from sdd_impact.syntax import read, text_of
from sdd_impact.syntax.mending import Mending

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from sdd_impact.model import Definition, LogCall, Source, Statement
    from sdd_impact.syntax import Call, Unit

#: What a line with a statement looks like: such a line inside code that does not parse is reported.
LOOKS_LIKE = late.regex(
    rb"\b(?:console|_?[lL]og(?:ger)?|LOG(?:GER)?)(?:\?\.|\.)(?:trace|debug|info|log|warn|warning|error|fatal|verbose)(?:\?\.)?\("
    rb"|\bthrow\s+(?:new\b|[\"'`])|\bnew\s+[\w.]*(?:Error|Exception)\(|\.status\([45]\d\d\)\.(?:json|send)\("
)


#: Patterns that fit every text and none, for a decision that is made by words.
_EVERY, _NONE = late.regex(b""), late.regex(b"(?!)")


def read_source(source: Source, calls: tuple[LogCall, ...], grammar: str, language: str) -> Extraction:
    """Read one file. ``calls`` are the project's own logging functions. Never raises; what cannot be read is under ``unread``."""
    if source.path.endswith((".d.ts", ".d.mts", ".d.cts")):
        return Extraction()  # declarations only
    if is_minified(source):
        return Extraction(unread=(Unread(source.path, "minified"),))
    data = text_of(source)
    words = (*HINTS, *(call.call.rpartition(".")[2].encode() for call in calls))
    candidate = _EVERY if any(word in data for word in words) else _NONE
    if grammar == "javascript" and candidate is _EVERY:
        grammar = fitting_grammar(source)
    readers: dict[int, Reader] = {}  # of each unit; it keeps the unit, so no other one gets its id

    def reader(unit: Unit) -> Reader:
        if id(unit) not in readers:
            readers[id(unit)] = Reader(unit, calls)
        return readers[id(unit)]

    def statements(unit: Unit) -> Iterator[Statement]:
        return reader(unit).statements()

    def definitions(unit: Unit) -> tuple[Definition, ...]:
        return reader(unit).definitions()

    return read(
        source,
        grammar,
        LOOKS_LIKE,
        statements,
        language=language,
        candidate=candidate,
        define=definitions,
        also=_ALSO,
        helpers=True,
        mending=Mending(ECMASCRIPT),
    )


@lru_cache(maxsize=8192)
def _readers(name: bytes) -> tuple[str, ...]:
    """Who may know a call of this last name, in the order in which they are asked."""
    text = name.decode("utf-8", "replace")
    found = ["log"] if text in log_calls.METHODS else []
    if is_asked_by_name(text):
        found += ["made", "sensible"]
    if text in responses.METHODS:
        found.append("response")
    if text in shown.METHODS or shown.SHOWS.fullmatch(text):
        found.append("shown")
    if text in shown.ASSERTIONS:
        found.append("asserted")
    if text == "reject":
        found.append("rejected")
    if text == "super":
        found.append("own")
    if thrown.THROWER.fullmatch(text):
        found.append("thrower")
    return tuple(found)


class Reader:
    """Reads the statements of one parsed file."""

    def __init__(self, unit: Unit, calls: tuple[LogCall, ...]) -> None:
        module = Module(unit)
        data = unit.code.data
        self._unit = unit
        self._logs = LogCalls(module, calls)
        self._thrown = Thrown(module)
        self._responses = Responses(module)
        self._shown = Shown(module)
        self._rules = Rules(module) if module.modules & rules.PACKAGES else None
        self._wrappers = frozenset(call.call.rpartition(".")[2].encode() for call in calls)
        self._debugs = b"debug" in data and any("debug" in name or "util" in name for name in module.modules)
        self._asserts = b"assert" in data or b"invariant" in data
        self._ask = {
            "log": self._logs.read,
            "made": self._thrown.made,
            "sensible": self._responses.sensible,
            "response": self._responses.read,
            "shown": self._shown.read,
            "asserted": self._shown.asserted,
            "rejected": self._thrown.rejected,
            "own": self._thrown.own,
            "thrower": self._thrown.by_function,
        }

    def definitions(self) -> tuple[Definition, ...]:
        """The texts of the file's error classes."""
        return self._thrown.definitions()

    def statements(self) -> Iterator[Statement]:
        """Every statement; calls in the order of the text."""
        for node in self._unit.found("call"):
            if node.type == "new_expression":
                yield from self._new(node)
            elif (asked := self._asked(node)) is not None:
                yield from self._called(node, asked)
        for node in self._unit.found("thrown"):
            yield from self._thrown.thrown(node)
        yield from self._assignments()
        yield from self._objects()

    def _asked(self, call: Node) -> tuple[str, ...] | None:
        """Who is asked about a call; None where nobody knows it. This is asked for every call of a file."""
        function = call.child_by_field_name("function")
        kind = function.type if function is not None else ""
        if function is None or kind == "call_expression":
            return () if self._debugs and function is not None else None
        if kind == "subscript_expression":
            return ("log",)
        name = self._name(function)
        asked = _readers(name)
        if name in self._wrappers and "log" not in asked:
            return ("log", *asked)
        if asked == ("asserted",) and not self._asserts:
            return None
        if not asked and not (self._debugs and kind == "identifier") and (self._rules is None or not _rule(name, kind)):
            return None
        return asked

    def _name(self, function: Node) -> bytes:
        """The last name of a callee or constructor."""
        if function.type == "non_null_expression" and function.named_children:
            function = function.named_children[0]
        last = function.child_by_field_name("property") if function.type == "member_expression" else function
        return self._unit.code.data[last.start_byte : last.end_byte] if last is not None and not last.child_count else b""

    def _new(self, node: Node) -> list[Statement]:
        constructor = node.child_by_field_name("constructor")
        name = self._name(constructor).decode("utf-8", "replace") if constructor is not None else ""
        parent = node.parent
        thrown = parent is not None and parent.type in _THROWING
        if not thrown and not failures.ERROR_NAME.fullmatch(name) and name not in responses.METHODS:
            return []
        if node.id in self._logs.spoken:
            return []
        call = self._call(node)
        return self._thrown.made(call) or self._responses.read(call)

    def _called(self, node: Node, asked: tuple[str, ...]) -> list[Statement]:
        call = self._call(node)
        for ask in asked:
            if found := self._ask[ask](call):
                return found
        if self._debugs and call.receiver is None and (found := self._logs.debug(call)):
            return found
        return self._rules.read(call) if self._rules is not None else []

    def _call(self, node: Node) -> Call:
        return self._unit.grammar.calls[node.type](self._unit.code, node)

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


def _rule(name: bytes, kind: str) -> bool:
    """Whether a call may state a rule: by a method's name, or as a decorator or middleware that is called by its bare name."""
    return kind == "identifier" or name.decode("utf-8", "replace") in rules.METHODS


_BODY = late.regex(rb"\.body\s*=[^=]")
#: What is looked at beside calls. A pattern with a part behind a nested one would need time quadratic in the depth.
_ALSO = "(throw_statement) @thrown"
#: What stands around a ``new`` that is thrown whatever its class is called.
_THROWING = frozenset(["throw_statement", "parenthesized_expression", "ternary_expression", "as_expression"])
