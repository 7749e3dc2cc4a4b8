"""One C# file: which nodes are looked at, and which reader is asked about each."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.languages.csharp import builders, console, forms, libraries, responses
from sdd_impact.languages.csharp.arguments import Arguments
from sdd_impact.languages.csharp.builders import Builders
from sdd_impact.languages.csharp.console import Console
from sdd_impact.languages.csharp.context import Context
from sdd_impact.languages.csharp.declared import Declared
from sdd_impact.languages.csharp.exceptions import Exceptions
from sdd_impact.languages.csharp.filling import Filling
from sdd_impact.languages.csharp.forms import Forms
from sdd_impact.languages.csharp.habits import CSHARP
from sdd_impact.languages.csharp.hints import HINTS
from sdd_impact.languages.csharp.libraries import MICROSOFT, MICROSOFT_METHODS, UNKNOWN
from sdd_impact.languages.csharp.logcalls import LogCalls
from sdd_impact.languages.csharp.loggers import Logger, Loggers
from sdd_impact.languages.csharp.names import Names
from sdd_impact.languages.csharp.responses import Responses
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
    rb"\b\w*[lL]og(?:ger)?\s*\??\.\s*\w+\s*\(|\.Log(?:Trace|Debug|Information|Warning|Error|Critical)\s*\(|\bConsole\s*\.\s*(?:Error\s*\.\s*|Out\s*\.\s*)?Write\w*\s*\(|\bthrow\s+new\b"
)
#: Patterns that fit every text and none, for a decision that is made by words.
_EVERY, _NONE = late.regex(b""), late.regex(b"(?!)")
#: What a file with constants that others may print has.
_DEFINES = late.regex(rb"\b(?:const|readonly|static)\b[^;=\n]{0,80}\bstring\b\s+\w+\s*(?:\{[^{}\n]{0,40}\}\s*)?=")
#: What the attributes that are read have in them.
_ATTRIBUTES = (b"LoggerMessage", b"[Event", b"ErrorMessage")
_GUARDS = late.regex(r"(?:^|\.)(?:ThrowHelper|Throw|Guard|Guard\.Against)$")

#: Everything that is looked at beside calls, found in one walk over the tree.
_QUERY = """
(throw_statement) @throw
(throw_expression) @throw
(attribute) @attribute
(constructor_initializer) @initializer
(base_list) @initializer
(property_declaration) @property
(using_directive) @using
(namespace_declaration) @namespace
(file_scoped_namespace_declaration) @namespace
"""


_OWN_METHOD = late.regex(libraries.OWN_METHOD.pattern.encode())


class _Readers:
    """The readers of one file, and whom each node goes to."""

    def __init__(self, unit: Unit, calls: tuple[LogCall, ...]) -> None:
        self._unit = unit
        names = Names(unit)
        self._arguments = arguments = Arguments(unit)
        filling = Filling(unit, arguments)
        self._loggers = Loggers(unit, names, arguments)
        self._logcalls = LogCalls(unit, arguments, filling, Context(unit, arguments))
        self._builders = Builders(unit, self._loggers, arguments, filling, self._logcalls)
        self._declared = Declared(unit, names, arguments, self._logcalls)
        self._console = Console(unit, names, arguments, filling, self._logcalls)
        self._exceptions = Exceptions(unit, arguments, filling)
        self._responses = Responses(unit, arguments, filling)
        self._forms = Forms(unit, arguments, filling)
        self._wrappers = {told.call.removeprefix("this."): told for told in calls}

    def statements(self) -> Iterator[Statement]:
        """Every statement of the file."""
        unit = self._unit
        methods = frozenset(
            name.encode()
            for name in (
                libraries.METHODS | console.NAMES | responses.NAMES | forms.NAMES | builders.ENDS | {"Define"}
                | {name.rpartition(".")[2] for name in self._wrappers}
            )
        )  # fmt: skip
        for node in unit.found("call"):
            if node.type in ("object_creation_expression", "implicit_object_creation_expression"):
                yield from self._made(node)
            elif node.type == "invocation_expression":
                yield from self._invoked(node, methods)
        for node in unit.found("throw"):
            yield from self._exceptions.thrown(node)
        for node in unit.found("initializer"):
            yield from self._exceptions.constructed(node)
        for node in unit.found("property") if b"string Message" in unit.code.data else ():
            yield from self._exceptions.overridden(node)
        for node in unit.found("attribute") if any(word in unit.code.data for word in _ATTRIBUTES) else ():
            yield from self._attribute(node)
        yield from self._forms.shown()

    def _made(self, node: Node) -> Iterator[Statement]:
        made = node.child_by_field_name("type")
        name = self._unit.text(made).partition("<")[0].rpartition(".")[2].strip() if made is not None else ""
        if name in responses.TYPES:
            yield from self._responses.made(node, name)
        elif name in forms.TYPES:
            yield from self._forms.made(node, name)
        else:
            yield from self._exceptions.made(node)

    def _invoked(self, node: Node, methods: frozenset[bytes]) -> Iterator[Statement]:
        function = node.child_by_field_name("function")
        if function is None:
            return
        start = max(function.start_byte, function.end_byte - 120)
        text = self._unit.code.data[start : function.end_byte]
        if text.endswith(b">"):
            text = text[: _type_arguments(text)]
        name = text.rpartition(b".")[2].strip()
        if name in methods or b"Throw" in text or b"Guard" in text or (b"og" in text and _OWN_METHOD.fullmatch(name)):
            call = self._unit.call(node)
            yield from self._called(call) if call is not None else ()

    def _called(self, call: Call) -> Iterator[Statement]:
        told = self._wrappers.get(call.callee.removeprefix("this."))
        if told is not None:
            logger = self._loggers.of(call.receiver)
            yield from self._logcalls.wrapper(call, told, logger or Logger(UNKNOWN))
            return
        if call.name in console.NAMES:
            found = list(self._console.read(call))
            if found or (call.name in MICROSOFT_METHODS and self._console.is_unity(call)):
                yield from found
                return
        if call.name in libraries.METHODS:
            yield from self._logged(call)
        elif libraries.OWN_METHOD.fullmatch(call.name) and call.receiver is not None:
            yield from self._by_own_method(call)
        if call.name == "Define":
            yield from self._declared.define(call)
        if call.name in forms.NAMES:
            yield from self._forms.read(call)
        if call.name in responses.NAMES:
            yield from self._responses.read(call)
        if _GUARDS.search(call.owner):
            yield from self._exceptions.handed(call)

    def _logged(self, call: Call) -> Iterator[Statement]:
        if call.name in builders.ENDS and not call.arguments:
            yield from self._builders.read(call)
            return
        if call.owner.rpartition(".")[2] == "LoggerExtensions":
            call = call._replace(receiver=call.at(0), arguments=call.arguments[1:])
        name = call.name.removesuffix("Async")
        logger = self._loggers.of(call.receiver) if call.receiver is not None else None
        if logger is None and name in MICROSOFT_METHODS:
            logger = Logger(MICROSOFT)
        if logger is not None and (call.receiver is not None or name in MICROSOFT_METHODS):
            yield from self._logcalls.classic(call, logger)

    def _by_own_method(self, call: Call) -> Iterator[Statement]:
        """``_logger.ProgressInfo("Backup was started")``: a method of the project on the logger of a library.

        Microsoft's loggers are left out: there such a method may be one that the source generator writes, whose message stands elsewhere.
        """
        logger = self._loggers.of(call.receiver)
        if (
            logger is not None
            and logger.library != MICROSOFT
            and any(self._arguments.is_worded(each.node) for each in call.arguments)
        ):
            yield from self._logcalls.classic(call, logger)

    def _attribute(self, node: Node) -> Iterator[Statement]:
        named = node.child_by_field_name("name")
        name = self._unit.text(named).rpartition(".")[2].removesuffix("Attribute") if named is not None else ""
        if name in ("LoggerMessage", "Event"):
            yield from self._declared.attribute(node, name)
        elif b"ErrorMessage" in self._unit.code.data[node.start_byte : node.end_byte]:
            yield from self._forms.attribute(node, name, *self._declared.values(node))


def _type_arguments(text: bytes) -> int:
    """Where the type arguments at the end of a callee begin."""
    depth = 0
    for at in range(len(text) - 1, -1, -1):
        depth += (text[at] == ord(">")) - (text[at] == ord("<"))
        if depth == 0:
            return at
    return len(text)


def extract(source: Source, calls: tuple[LogCall, ...]) -> Extraction:
    """Read one C# file."""
    data = text_of(source)
    words = (*HINTS, *(told.call.rpartition(".")[2].encode() for told in calls))
    candidate = _EVERY if any(word in data for word in words) else _NONE
    defines = _DEFINES if b"string" in data else _NONE
    return read(
        source,
        "csharp",
        _LOOKS_LIKE,
        partial(_statements, calls=calls),
        candidate=candidate,
        defines=defines,
        define=_definitions,
        also=_QUERY,
        mending=Mending(CSHARP),
    )


def _definitions(unit: Unit) -> Iterator[Definition]:
    """The texts of properties that are nothing else: ``static string Reset => "…"``."""
    for node in unit.found("property"):
        name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
        if name is None or value is None or value.type != "arrow_expression_clause" or not unit.evaluator.is_text(value):
            continue
        templates = unit.evaluator.texts(value)
        if len(templates) == 1 and templates[0].literals:
            owner = unit.scope.symbol(node.start_byte)
            yield Definition(f"{owner}.{unit.text(name)}", templates[0], unit.location(node))


def _statements(unit: Unit, *, calls: tuple[LogCall, ...]) -> Iterator[Statement]:
    return _Readers(unit, calls).statements()
