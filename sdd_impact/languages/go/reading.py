"""One Go file: which nodes are looked at, and which reader is asked about each."""

from __future__ import annotations

import re
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.languages.go import answers, console, events, failures
from sdd_impact.languages.go.answers import Answers
from sdd_impact.languages.go.events import Events
from sdd_impact.languages.go.failures import Failures
from sdd_impact.languages.go.fields import Fields
from sdd_impact.languages.go.hints import HINTS
from sdd_impact.languages.go.imports import Imports
from sdd_impact.languages.go.logcalls import LogCalls
from sdd_impact.languages.go.loggers import Loggers
from sdd_impact.languages.go.mending import mended
from sdd_impact.languages.go.methods import method
from sdd_impact.syntax import read, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from sdd_impact.model import Extraction, LogCall, Source, Statement
    from sdd_impact.syntax import Call, Unit

#: What a line with a statement looks like: a call at a level, an error value, a panic, console output.
_LOOKS_LIKE = late.regex(
    rb"\b(?:\w*[lL]og\w*|\w*LOG|sugar)(?:\(\w*\))?\s*\.\s*(?:Trace|Debug|Info|Notice|Warn|Error|Critical|Fatal|Panic|Print)\w*\("
    rb"|\b(?:errors\.(?:New|Wrap|Wrapf|Errorf)|fmt\.(?:Errorf|F?[pP]rint\w*)|panic|http\.Error|status\.Errorf?)\(|\.Msgf?\("
)
_EVERY, _NONE = late.regex(b""), late.regex(b"(?!)")
#: A text that gets a name outside of functions.
_DEFINES = late.regex(rb"""^(?:\t|const |var )\w+(?:, ?\w+)* *(?: [\w.\[\]*]+ *)?= *[^\n]{0,300}["`]""", re.MULTILINE)
_IMPORTS = "(import_spec) @import"
_NAMES = console.NAMES | events.ENDS | failures.NAMES | answers.NAMES | {"Errorf"}
_LAST = late.regex(rb"\w+$")
_STATUS = late.regex(rb"\bStatus[A-Z]\w+")
_ERROR_METHOD = late.regex(rb"\)\s*Error\(\)\s*string")
#: Several patterns, since one that begins with a word is tried many times faster.
_ERROR_STRUCTS = tuple(late.regex(word + rb"(?:\[\w+\])?\{") for word in (rb"Err\w*", b"Exception", rb"Problem\w*", b"Failure"))


@lru_cache(maxsize=4096)
def _is_promising(name: bytes) -> bool:
    text = name.decode("utf-8", "replace")
    return text in _NAMES or method(text) is not None or Failures.is_own(text)


class _Readers:
    """The readers of one file, and whom each call goes to."""

    def __init__(self, unit: Unit, wrappers: tuple[LogCall, ...]) -> None:
        self._unit = unit
        imports = Imports(unit)
        fields = Fields(unit)
        self._loggers = Loggers(unit, imports, fields)
        self._logs = LogCalls(unit, fields)
        self._events = Events(unit, self._loggers, fields)
        self._failures = Failures(unit, imports)
        self._answers = Answers(unit, imports, self._failures)
        self._wrappers = wrappers

    def statements(self) -> Iterator[Statement]:
        """Every statement of the file."""
        unit = self._unit
        for node in unit.found("return"):
            yield from self._failures.returned(node)
        for node in self._promising():
            yield from self._called(unit.grammar.calls[node.type](unit.code, node))
        for node in unit.found("composite"):
            yield from self._failures.composed(node)

    def _promising(self) -> list[Node]:
        """The calls that can be statements, by the name of what is called or a status among the arguments; outer ones first."""
        unit, data = self._unit, self._unit.code.data
        own = frozenset(each.call.rpartition(".")[2].encode() for each in self._wrappers)
        found: dict[int, Node] = {}
        for node in unit.found("call"):
            function = node.child_by_field_name("function")
            if function is None:
                continue
            end = function.end_byte
            name = _LAST.search(data[max(function.start_byte, end - 60) : end])
            if name is not None and (name[0] in own or _is_promising(name[0])):
                found[node.id] = node
        if b"Status" in data:
            for call in unit.calls_with(_STATUS):
                found.setdefault(call.node.id, call.node)
        return sorted(found.values(), key=lambda node: (node.start_byte, -node.end_byte))

    def _called(self, call: Call) -> Iterator[Statement]:
        for each in self._wrappers:
            if call.callee == each.call or call.callee.endswith("." + each.call):
                yield from self._logs.wrapper(call, each)
                return
        if call.name in console.NAMES:
            found = list(console.read(self._unit, call))
            if found:
                yield from found
                return
        logged = list(self._logged(call))
        if logged:
            for argument in call.positional[:2]:
                self._failures.tells(argument.node)
            yield from logged
            return
        if call.name in failures.NAMES or call.callee == "fmt.Errorf":
            yield from self._failures.of_call(call)
        yield from self._answers.read(call)
        if self._failures.is_own(call.name):
            yield from self._failures.own(call)

    def _logged(self, call: Call) -> Iterator[Statement]:
        outer = call.node.parent
        if call.receiver is None or (outer is not None and outer.type == "argument_list"):
            return  # logging gives nothing that could be an argument
        if call.name in events.ENDS:
            yield from self._events.ended(call)
        elif method(call.name) is not None:
            if call.name == "Log":
                found = list(self._events.paired(call))
                if found:
                    yield from found
                    return
            if call.arguments and (logger := self._loggers.of(call.receiver)) is not None and logger.library.plain != "pairs":
                yield from self._logs.read(call, logger)


def _query(data: bytes) -> str:
    """What is looked at beside calls: only what the file can have, since each node costs time."""
    returned = " (return_statement) @return" if b"Error()" in data and _ERROR_METHOD.search(data) else ""
    composed = " (composite_literal) @composite" if any(each.search(data) for each in _ERROR_STRUCTS) else ""
    return _IMPORTS + returned + composed


def extract(source: Source, wrappers: tuple[LogCall, ...]) -> Extraction:
    """Read one Go file."""
    data = text_of(source)
    words = (*HINTS, *(told.call.rpartition(".")[2].encode() for told in wrappers))
    candidate = _EVERY if any(word in data for word in words) else _NONE
    body = partial(_statements, wrappers=wrappers)
    return read(source, "go", _LOOKS_LIKE, body, candidate=candidate, defines=_DEFINES, also=_query(data))


def _statements(unit: Unit, *, wrappers: tuple[LogCall, ...]) -> Iterator[Statement]:
    found = list(_Readers(unit, wrappers).statements())
    closed = mended(unit, _query(unit.code.data))
    again = list(_Readers(closed, wrappers).statements()) if closed is not unit else []
    return iter(again if len(again) > len(found) else found)
