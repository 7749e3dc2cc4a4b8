"""One Java file: which nodes are looked at, and which reader is asked about each."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.languages._jvm import checks, console, responses
from sdd_impact.languages._jvm.arguments import Arguments
from sdd_impact.languages._jvm.builders import Builders
from sdd_impact.languages._jvm.checks import Checks
from sdd_impact.languages._jvm.context import Context
from sdd_impact.languages._jvm.exceptions import Exceptions
from sdd_impact.languages._jvm.filling import Filling
from sdd_impact.languages._jvm.frameworks import LEVEL_FIRST, LEVEL_METHODS, SHORT_METHODS
from sdd_impact.languages._jvm.habits import JAVA
from sdd_impact.languages._jvm.logcalls import LogCalls
from sdd_impact.languages._jvm.loggers import Loggers
from sdd_impact.languages._jvm.responses import Responses
from sdd_impact.languages.java.annotations import Annotations
from sdd_impact.languages.java.hints import HINTS
from sdd_impact.languages.java.imports import names_of
from sdd_impact.languages.java.typed import Typed
from sdd_impact.model import Definition
from sdd_impact.syntax import read, text_of
from sdd_impact.syntax.mending import Mending

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from sdd_impact.model import Extraction, LogCall, Source, Statement
    from sdd_impact.syntax import Call, Unit

#: What a line with a statement looks like: a call on a logger, console output, ``throw``.
_LOOKS_LIKE = late.regex(
    rb"\b\w*(?:[lL]og|[lL]ogger|LOG|LOGGER)(?:\(\))?\s*\.\s*\w+\s*\(|\bSystem\s*\.\s*(?:out|err)\s*\.\s*\w+\s*\(|\bthrow\s+[\w(]"
)
#: A method of an exception class that makes its message.
_OWN_MESSAGE = late.regex(rb"\bget(?:Localized)?Message\(\)\s*\{")
#: Patterns that fit every text and none, for a decision that is made by words.
_EVERY, _NONE = late.regex(b""), late.regex(b"(?!)")
#: What a file with constants that others may print has.
_DEFINES = late.regex(rb"\bString\s+\w+\s*=|\benum\s+\w")
_LOG_METHODS = frozenset([*LEVEL_METHODS, *LEVEL_FIRST, *SHORT_METHODS])
_METHODS = frozenset(name.encode() for name in _LOG_METHODS | console.NAMES | checks.NAMES | responses.NAMES)


#: Everything that is looked at beside calls, found in one walk over the tree. No pattern asks for a child: in a deep tree such
#: patterns would all be open at once.
_QUERY = """
(throw_statement) @throw
(assert_statement) @assert
(annotation) @annotation
(annotation_type_element_declaration) @element
(return_statement) @return
(import_declaration) @import
(package_declaration) @package
(enum_constant) @constant
"""


class _Readers:
    """The readers of one file, and whom each node goes to."""

    def __init__(self, unit: Unit, calls: tuple[LogCall, ...]) -> None:
        self._unit = unit
        names = names_of(unit)
        self._arguments = Arguments(unit)
        filling = Filling(unit, names, self._arguments)
        self._loggers = Loggers(unit, names)
        self._logcalls = LogCalls(unit, self._arguments, filling, Context(unit))
        self._builders = Builders(unit, self._loggers, self._arguments, self._logcalls)
        self.exceptions = Exceptions(unit, names, self._arguments, filling)
        self._checks = Checks(unit, names, self._arguments)
        self._responses = Responses(unit, names, self.exceptions)
        self._annotations = Annotations(unit, names)
        self._typed = Typed(unit, self._annotations, self._arguments)
        self.exceptions.statuses.update(self._annotations.statuses(unit.found("annotation")))
        self._wrappers = {told.call.removeprefix("this."): told for told in calls}

    def statements(self) -> Iterator[Statement]:
        """Every statement of the file."""
        unit = self._unit
        methods = _METHODS | {name.rpartition(".")[2].encode() for name in self._wrappers}
        for node in unit.found("call"):
            yield from self._called_or_made(node, methods)
        for node in unit.found("throw"):
            yield from self.exceptions.thrown(node)
        for node in unit.found("assert"):
            yield from self._checks.asserted(node)
        for node in unit.found("return") if b"Message()" in unit.code.data and _OWN_MESSAGE.search(unit.code.data) else ():
            yield from self.exceptions.returned(node)
        yield from self._declared()

    def _called_or_made(self, node: Node, methods: frozenset[bytes]) -> Iterator[Statement]:
        if node.type == "method_invocation":
            name = node.child_by_field_name("name")
            if name is not None and self._unit.code.data[name.start_byte : name.end_byte] in methods:
                call = self._unit.call(node)
                yield from self._called(call) if call is not None else ()
        elif node.type == "object_creation_expression":
            yield from self._made(node)
        else:
            yield from self.exceptions.constructed(node)

    def _made(self, node: Node) -> Iterator[Statement]:
        """``new X(…)``: an exception, or an answer."""
        made = node.child_by_field_name("type")
        name = self._unit.text(made).partition("<")[0].rpartition(".")[2] if made is not None else ""
        if name in ("ResponseEntity", "FacesMessage"):
            yield from self._responses.made(node)
        else:
            yield from self.exceptions.made(node, name)

    def _declared(self) -> Iterator[Statement]:
        for node in self._unit.found("annotation"):
            name = self._annotations.name(node)
            yield from self._typed.read(node) if name == "Message" else self._annotations.read(node)
        for node in self._unit.found("element"):
            yield from self._annotations.element(node)

    def _called(self, call: Call) -> Iterator[Statement]:
        told = self._wrappers.get(call.callee.removeprefix("this."))
        if told is not None:
            yield from self._logcalls.wrapper(call, told)
            return
        if call.name in _LOG_METHODS and call.receiver is not None:
            logger = self._loggers.of(call.receiver)
            if logger is not None:
                yield from self._logcalls.classic(call, logger)
                return
            if call.name == "log":
                yield from self._builders.read(call)
        if call.name in console.NAMES:
            yield from console.read(self._unit, call, self._arguments)
        if call.name in checks.NAMES:
            yield from self._checks.read(call)
        yield from self._responses.read(call)


def extract(source: Source, calls: tuple[LogCall, ...]) -> Extraction:
    """Read one Java file."""
    data = text_of(source)
    words = (*HINTS, *(told.call.rpartition(".")[2].encode() for told in calls))
    candidate = _EVERY if any(word in data for word in words) else _NONE
    defines = _DEFINES if b"String" in data or b"enum" in data else _NONE
    body = partial(_statements, calls=calls)
    return read(
        source,
        "java",
        _LOOKS_LIKE,
        body,
        candidate=candidate,
        defines=defines,
        define=_definitions,
        also=_QUERY,
        helpers=True,
        mending=Mending(JAVA),
    )


def _statements(unit: Unit, *, calls: tuple[LogCall, ...]) -> Iterator[Statement]:
    return _Readers(unit, calls).statements()


def _definitions(unit: Unit) -> Iterator[Definition]:
    """The texts of enum members: ``LOCKED("Account is locked")`` in ``ErrorCode`` is ``ErrorCode.LOCKED``."""
    nodes = [node for node in unit.found("constant") if node.child_by_field_name("arguments") is not None]
    if not nodes:
        return
    exceptions = _Readers(unit, ()).exceptions
    for node in nodes:
        name, text = node.child_by_field_name("name"), exceptions.constant_text(node)
        if name is not None and text is not None and text.literals:
            yield Definition(f"{unit.scope.symbol(node.start_byte)}.{unit.text(name)}", text, unit.location(node))
