"""One Scala file: which nodes are looked at, and which reader is asked about each."""

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
from sdd_impact.languages._jvm.frameworks import AKKA, LEVEL_FIRST, LEVEL_METHODS, UNKNOWN
from sdd_impact.languages._jvm.habits import SCALA
from sdd_impact.languages._jvm.logcalls import LogCalls
from sdd_impact.languages._jvm.loggers import Logger
from sdd_impact.languages._jvm.responses import Responses
from sdd_impact.languages.scala import answers, errors
from sdd_impact.languages.scala.answers import Answers
from sdd_impact.languages.scala.calls import SPARK, ZIO_NAMES, Effects, is_called_again, plain, spoken, unfolded
from sdd_impact.languages.scala.errors import Errors
from sdd_impact.languages.scala.hints import HINTS
from sdd_impact.languages.scala.imports import names_of
from sdd_impact.languages.scala.loggers import ScalaLoggers
from sdd_impact.model import Definition
from sdd_impact.syntax import read, text_of
from sdd_impact.syntax.mending import Mending

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from sdd_impact.model import Extraction, LogCall, Source, Statement
    from sdd_impact.syntax import Call, Unit

#: What a line with a statement looks like: a call on a logger, console output, ``throw``, ``sys.error``.
_LOOKS_LIKE = late.regex(
    rb"\b\w*(?:[lL]og|[lL]ogger|LOG|LOGGER|logging)(?:\(\))?\s*\.\s*\w+\s*[({]|\bprintln\s*\(|\bthrow\s+[\w(]|\bsys\.error\("
)
#: Patterns that fit every text and none, for a decision that is made by words.
_EVERY, _NONE = late.regex(b""), late.regex(b"(?!)")
_DEFINES = late.regex(rb'\bval\s+\w+[^=\n"]{0,60}=\s*\w?"|\bextends\s+\w+\("')
_LOG_METHODS = frozenset([*LEVEL_METHODS, *LEVEL_FIRST])
#: The methods of a trait that logs.
_INHERITED = frozenset(["trace", "debug", "info", "warn", "warning", "error", "fatal"])
_PRINTS = frozenset(["println", "print"])
_METHODS = frozenset(
    [
        *_LOG_METHODS,
        *SPARK,
        *ZIO_NAMES,
        *_PRINTS,
        *errors.FUNCTIONS,
        *console.NAMES,
        *checks.NAMES,
        *responses.NAMES,
        *answers.NAMES,
    ]
)
_QUERY = """
(throw_expression) @throw
(extends_clause) @extends
(function_definition) @own
(val_definition) @own
(simple_enum_case) @constant
"""
_MESSAGE = late.regex(rb"\boverride\s+(?:lazy\s+)?(?:val|def)\s+(?:getMessage|getLocalizedMessage|message|msg)\b")


class _Readers:
    """The readers of one file, and whom each node goes to."""

    def __init__(self, unit: Unit, calls: tuple[LogCall, ...]) -> None:
        self._unit = unit
        names = names_of(unit)
        self._arguments = Arguments(unit)
        filling = Filling(unit, names, self._arguments)
        self._loggers = ScalaLoggers(unit, names)
        self._logcalls = LogCalls(unit, self._arguments, filling, Context(unit))
        self._builders = Builders(unit, self._loggers, self._arguments, self._logcalls)
        self._effects = Effects(unit, self._arguments)
        self.exceptions = Exceptions(unit, names, self._arguments, filling)
        self._checks = Checks(unit, names, self._arguments)
        self._responses = Responses(unit, names, self.exceptions)
        self._answers = Answers(unit, names, self._responses)
        self._errors = Errors(unit, self.exceptions)
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
        for node in unit.found("extends"):
            yield from self._errors.extended(node)
        for node in unit.found("own") if b"override" in unit.code.data and _MESSAGE.search(unit.code.data) else ():
            yield from self._errors.own(node)

    def _name(self, node: Node) -> str:
        """The last name of what a call calls, read without the call."""
        if node.type == "infix_expression":
            operator = node.child_by_field_name("operator")
            return self._unit.text(operator) if operator is not None and operator.type == "identifier" else ""
        if node.type == "instance_expression":
            return "New"
        here = node.child_by_field_name("function")
        for _ in range(4):
            if here is None or here.type not in ("call_expression", "generic_function"):
                break
            here = here.child_by_field_name("function")
        if here is not None and here.type == "field_expression":
            here = here.child_by_field_name("field")
        return self._unit.text(here) if here is not None and here.type == "identifier" else ""

    def _called(self, call: Call) -> Iterator[Statement]:
        told = self._wrappers.get(call.callee.removeprefix("this."))
        if told is not None:
            yield from self._logcalls.wrapper(call, told)
        elif call.name in answers.NAMES and call.name not in responses.NAMES:
            found = list(self._answers.read(call))
            yield from found or (self.exceptions.raised(plain(call)) if call.made else ())
        elif call.name in errors.FUNCTIONS and not self._is_logger(call):
            yield from self._errors.function(call)
        elif call.made:
            yield from self.exceptions.raised(plain(call))
        else:
            yield from self._method(call)

    def _is_logger(self, call: Call) -> bool:
        if call.name not in _LOG_METHODS:
            return False
        return (
            self._loggers.of(call.receiver) is not None
            if call.receiver is not None
            else bool(self._loggers.trait(call.node.start_byte))
        )

    def _method(self, call: Call) -> Iterator[Statement]:
        if call.name in ZIO_NAMES and call.owner == "ZIO":
            yield from self._effects.read(call)
        elif call.receiver is not None and call.name in SPARK and (logger := self._loggers.of(call.receiver)) is not None:
            yield from self._logcalls.statement(plain(call), logger, SPARK[call.name], list(plain(call).positional), "braces")
        elif call.receiver is not None and call.name in _LOG_METHODS:
            logger = self._loggers.of(call.receiver)
            if logger is not None:
                chosen, fields = spoken(self._unit, call)
                if logger.framework == AKKA:
                    chosen = unfolded(self._unit, chosen)
                for statement in self._logcalls.classic(chosen, logger):
                    yield statement._replace(fields=(*fields, *statement.fields))
                return
            if call.name == "log":
                yield from self._builders.read(call)
        elif call.receiver is None and (call.name in SPARK or call.name in _INHERITED):
            yield from self._inherited(call)
        if call.name in _PRINTS and call.owner in ("", "Console", "Predef") and (message := call.at(0)) is not None:
            opening = self._unit.evaluator.opening(message)
            yield from self._unit.log(call.node, self._unit.message(message), None, logger="console", opening=opening)
        elif call.name in console.NAMES:
            yield from console.read(self._unit, call, self._arguments)
        if call.name in checks.NAMES:
            yield from self._checks.read(call)
        yield from self._responses.read(call)

    def _inherited(self, call: Call) -> Iterator[Statement]:
        """``info("…")`` and ``logInfo("…")`` in a class that a trait lets log: Kafka's, Spark's, your own ``Logging``.

        ``logInfo("…")`` says by itself that it logs, also where a method of that name is imported (``import ClusterLogger._``).
        """
        if not call.arguments:
            return
        if not self._loggers.trait(call.node.start_byte):
            first = plain(call).arguments[0].node
            if call.name in SPARK and self._is_worded(first) and not self._declares(call.name):
                yield from self._logcalls.statement(
                    plain(call), Logger(UNKNOWN), SPARK[call.name], list(plain(call).positional), "braces"
                )
            return
        logger = self._loggers.own(call.node.start_byte)
        chosen, _ = spoken(self._unit, call)
        if call.name in SPARK:
            yield from self._logcalls.statement(chosen, logger, SPARK[call.name], list(chosen.positional), "")
        else:
            yield from self._logcalls.classic(chosen, logger)

    def _is_worded(self, node: Node) -> bool:
        evaluator = self._unit.evaluator
        return evaluator.is_text(node) and any(" " in literal for each in evaluator.texts(node) for literal in each.literals)

    def _declares(self, name: str) -> bool:
        """Whether the file itself has a function of this name: then what that does is followed."""
        return any(span.kind == "function" and span.name == name for span in self._unit.scope.spans)


def extract(source: Source, calls: tuple[LogCall, ...]) -> Extraction:
    """Read one Scala file."""
    data = text_of(source)
    words = (*HINTS, *(told.call.rpartition(".")[2].encode() for told in calls))
    candidate = _EVERY if any(word in data for word in words) else _NONE
    defines = _DEFINES if b'"' in data else _NONE
    body = partial(_statements, calls=calls)
    return read(
        source,
        "scala",
        _LOOKS_LIKE,
        body,
        candidate=candidate,
        defines=defines,
        define=_definitions,
        also=_QUERY,
        mending=Mending(SCALA),
    )


def _statements(unit: Unit, *, calls: tuple[LogCall, ...]) -> Iterator[Statement]:
    return _Readers(unit, calls).statements()


def _definitions(unit: Unit) -> Iterator[Definition]:
    """The texts of enum members: ``case Locked extends ErrorCode("Account is locked")`` is ``ErrorCode.Locked``."""
    nodes = [node for node in unit.found("constant") if node.child_by_field_name("extend") is not None]
    if not nodes:
        return
    exceptions = _Readers(unit, ()).exceptions
    for node in nodes:
        name, text = node.child_by_field_name("name"), exceptions.constant_text(node)
        if name is not None and text is not None and text.literals:
            yield Definition(f"{unit.scope.symbol(node.start_byte)}.{unit.text(name)}", text, unit.location(node))
