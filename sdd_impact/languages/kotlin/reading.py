"""One Kotlin file: which nodes are looked at, and which reader is asked about each."""

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
from sdd_impact.languages._jvm.frameworks import BUILDER_METHODS, LEVEL_FIRST, LEVEL_METHODS, SHORT_METHODS
from sdd_impact.languages._jvm.habits import KOTLIN
from sdd_impact.languages._jvm.logcalls import LogCalls
from sdd_impact.languages._jvm.responses import Responses
from sdd_impact.languages.kotlin import answers, errors
from sdd_impact.languages.kotlin.annotations import Annotations
from sdd_impact.languages.kotlin.answers import Answers
from sdd_impact.languages.kotlin.calls import LambdaBuilders, is_called_again, plain, spoken
from sdd_impact.languages.kotlin.errors import Errors
from sdd_impact.languages.kotlin.hints import HINTS
from sdd_impact.languages.kotlin.imports import names_of
from sdd_impact.languages.kotlin.loggers import KotlinLoggers
from sdd_impact.languages.kotlin.marks import readable
from sdd_impact.model import Definition, Source
from sdd_impact.syntax import read, text_of
from sdd_impact.syntax.code import kids
from sdd_impact.syntax.mending import Mending

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from sdd_impact.model import Extraction, LogCall, Statement
    from sdd_impact.syntax import Call, Unit

#: What a line with a statement looks like: a call on a logger, console output, ``throw``, ``error("…")``.
_LOOKS_LIKE = late.regex(
    rb"\b\w*(?:[lL]og|[lL]ogger|LOG|LOGGER)(?:\(\))?\s*[?!]*\.\s*\w+\s*[({]|\bprintln\s*\(|\bthrow\s+[\w(]|\berror\(\""
)
#: Patterns that fit every text and none, for a decision that is made by words.
_EVERY, _NONE = late.regex(b""), late.regex(b"(?!)")
_DEFINES = late.regex(rb'\bval\s+\w+[^=\n"]{0,60}=\s*"|\benum\s+class\b')
_LOG_METHODS = frozenset([*LEVEL_METHODS, *LEVEL_FIRST, *SHORT_METHODS])
_PRINTS = frozenset(["println", "print"])
_METHODS = frozenset(
    [*_LOG_METHODS, *BUILDER_METHODS, *_PRINTS, *errors.FUNCTIONS, *console.NAMES, *checks.NAMES, *responses.NAMES, *answers.NAMES]
)
_QUERY = """
(throw_expression) @throw
(annotation) @annotation
(constructor_invocation) @base
(constructor_delegation_call) @base
(property_declaration) @property
(enum_entry) @constant
"""
_MESSAGE = late.regex(rb"\boverride\s+(?:val|var)\s+message\b")


class _Readers:
    """The readers of one file, and whom each node goes to."""

    def __init__(self, unit: Unit, calls: tuple[LogCall, ...]) -> None:
        self._unit = unit
        names = names_of(unit)
        self._arguments = Arguments(unit)
        filling = Filling(unit, names, self._arguments)
        self._loggers = KotlinLoggers(unit, names)
        self._logcalls = LogCalls(unit, self._arguments, filling, Context(unit))
        self._builders = Builders(unit, self._loggers, self._arguments, self._logcalls)
        self._lambdas = LambdaBuilders(unit, self._arguments)
        self.exceptions = Exceptions(unit, names, self._arguments, filling)
        self._checks = Checks(unit, names, self._arguments)
        self._responses = Responses(unit, names, self.exceptions)
        self._answers = Answers(unit, self._responses)
        self._annotations = Annotations(unit, names)
        self._errors = Errors(unit, self.exceptions)
        self.exceptions.statuses.update(self._annotations.statuses(unit.found("annotation")))
        self._wrappers = {told.call.removeprefix("this."): told for told in calls}

    def statements(self) -> Iterator[Statement]:
        """Every statement of the file."""
        unit = self._unit
        methods = _METHODS | {name.rpartition(".")[2] for name in self._wrappers}
        for node in unit.found("call"):
            name = self._name(node)
            if name in methods or name[:1].isupper():
                call = unit.call(node) if not is_called_again(node) else None
                yield from self._called(call) if call is not None else ()
        for node in unit.found("throw"):
            yield from self.exceptions.thrown(node)
        for node in unit.found("annotation"):
            yield from self._annotations.read(node)
        for node in unit.found("base"):
            yield from self._errors.constructed(node)
        for node in unit.found("property") if b" message" in unit.code.data and _MESSAGE.search(unit.code.data) else ():
            yield from self._errors.property(node)

    def _name(self, node: Node) -> str:
        """The last name of what a call calls, read without the call."""
        function: Node | None = node
        for _ in range(3):
            inside = function.named_children if function is not None else []
            function = inside[0] if inside else None
            if function is None or function.type != "call_expression":
                break
        if function is not None and function.type == "navigation_expression" and function.named_children:
            function = function.named_children[-1]
        return self._unit.text(function) if function is not None and function.type == "identifier" else ""

    def _called(self, call: Call) -> Iterator[Statement]:
        told = self._wrappers.get(call.callee.removeprefix("this."))
        if told is not None:
            yield from self._logcalls.wrapper(call, told)
        elif call.made and call.name not in errors.FUNCTIONS:
            yield from self._made(call)
        else:
            yield from self._method(call)

    def _made(self, call: Call) -> Iterator[Statement]:
        """An exception, or an answer."""
        if call.name in answers.STATUSES:
            yield from self._answers.made(call)
        elif call.name in ("ResponseEntity", "FacesMessage"):
            yield from self._responses.made(call.node)
        else:
            yield from self.exceptions.raised(plain(call))

    def _method(self, call: Call) -> Iterator[Statement]:
        if call.receiver is not None and call.name in _LOG_METHODS:
            logger = self._loggers.of(call.receiver)
            if logger is not None:
                yield from self._logcalls.classic(spoken(call), logger)
                return
            if call.name == "log":
                yield from self._builders.read(call)
        elif call.receiver is None and call.name in LEVEL_METHODS and call.name not in errors.FUNCTIONS:
            around = self._loggers.around(call.node)
            if around is not None:
                yield from self._logcalls.classic(spoken(call), around)
        if call.receiver is not None and call.name in BUILDER_METHODS and (logger := self._loggers.of(call.receiver)):
            yield from self._lambdas.read(call, logger)
        if call.name in _PRINTS and call.receiver is None and (message := call.at(0)) is not None:
            opening = self._unit.evaluator.opening(message)
            yield from self._unit.log(call.node, self._unit.message(message), None, logger="console", opening=opening)
        elif call.name in console.NAMES:
            yield from console.read(self._unit, call, self._arguments)
        if call.name in checks.NAMES:
            yield from self._checks.read(call)
        yield from self._errors.function(call)
        yield from self._responses.read(call)
        if call.name in answers.NAMES:
            yield from self._answers.read(call)


def extract(source: Source, calls: tuple[LogCall, ...]) -> Extraction:
    """Read one Kotlin file."""
    data = text_of(source)
    words = (*HINTS, *(told.call.rpartition(".")[2].encode() for told in calls))
    candidate = _EVERY if any(word in data for word in words) else _NONE
    defines = _DEFINES if b'"' in data else _NONE
    body = partial(_statements, calls=calls)
    whole = Source(source.path, readable(data))
    return read(
        whole,
        "kotlin",
        _LOOKS_LIKE,
        body,
        candidate=candidate,
        defines=defines,
        define=_definitions,
        also=_QUERY,
        mending=Mending(KOTLIN),
    )


def _statements(unit: Unit, *, calls: tuple[LogCall, ...]) -> Iterator[Statement]:
    for statement in _Readers(unit, calls).statements():
        named = statement.opening.partition(".")[0] != "it"  # the parameter of a lambda has no name elsewhere
        yield statement if named else statement._replace(opening="")


def _definitions(unit: Unit) -> Iterator[Definition]:
    """The texts of enum members: ``LOCKED("Account is locked")`` in ``ErrorCode`` is ``ErrorCode.LOCKED``."""
    nodes = [node for node in unit.found("constant") if any(each.type == "value_arguments" for each in node.named_children)]
    if not nodes:
        return
    exceptions = _Readers(unit, ()).exceptions
    for node in nodes:
        name = next((child for child in kids(node) if child.type == "identifier"), None)
        text = exceptions.constant_text(node)
        if name is not None and text is not None and text.literals:
            yield Definition(f"{unit.scope.symbol(node.start_byte)}.{unit.text(name)}", text, unit.location(node))
