"""One file of C or C++: which nodes are looked at, and which reader is asked about each."""

from __future__ import annotations

import re
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.languages._cfamily.errors import ANSWERS, ASSERT, STANDARD, Errors
from sdd_impact.languages._cfamily.hints import HINTS
from sdd_impact.languages._cfamily.levels import LEVELS
from sdd_impact.languages._cfamily.logs import Logs, is_logger
from sdd_impact.languages._cfamily.macros import as_functions
from sdd_impact.languages._cfamily.names import KNOWN, api_of
from sdd_impact.languages._cfamily.preparing import prepared
from sdd_impact.languages._cfamily.streams import CHECK, QT, Streams
from sdd_impact.languages._cfamily.texts import Texts
from sdd_impact.model import Definition, Extraction, Source
from sdd_impact.syntax import read, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sdd_impact.model import LogCall, Statement
    from sdd_impact.syntax import Call, Unit

#: What a line with a statement looks like.
_LOOKS_LIKE = late.regex(
    rb"\b(?:\w*(?:LOG|[lL]og)\w*|printk|f?printf)\s*\([^)\n]*\"|\bLOG\w*\s*\([A-Z]+\)\s*<<|\bthrow\s+\w[\w:]*\s*[({]|\b(?:std::)?cerr\s*<<|\b(?:pr|dev|g)_(?:err|warn|info|warning)\w*\s*\("
)
_EVERY, _NONE = late.regex(b""), late.regex(b"(?!)")
_DEFINES = late.regex(
    rb"""^[ \t]*#[ \t]*define[ \t]+\w+[ \t]+\(?"|\bchar\b[^;(){}\n]*=\s*["{]|\b(?:string|string_view|QString)\b[^;(){}\n]*[={(]\s*["R]""",
    re.MULTILINE,
)
#: Constructs that only C++ has; a header with one of them is read as C++.
_CPP = late.regex(
    rb"^\s*(?:class\s+\w|namespace\b|template\s*<|using\s+\w|public:|private:|protected:)|\bstd::|\bconstexpr\b|\bnullptr\b|\boperator\s*[=<>(+\[]|\bvirtual\b|\bstatic_cast<",
    re.MULTILINE,
)
_QUERY = {
    "c": "(preproc_def) @define",
    "cpp": "(preproc_def) @define (throw_statement) @throw (return_statement) @return (initializer_list) @list (field_initializer) @base",
}
_METHODS = frozenset(["log", "logf", "Log", "write"])
_NAMES = _METHODS | ANSWERS | {"print", "println", "Status"}
_OWNERS = (b"Status", b"Error", b"Errors", b"errors", b"Exception", b"Result")
_LAST_NAME = late.regex(rb"\.|->|::")
_LONGEST = 200


def extract(source: Source, calls: tuple[LogCall, ...], language: str) -> Extraction:
    """Read one file; ``language`` is that of its suffix. A header that holds C++ is read as C++."""
    data = text_of(source)
    if language == "c" and source.path.endswith(".h") and _CPP.search(data):
        language = "cpp"
    words = (*HINTS, *(re.split(r"\.|::|->", told.call)[-1].encode() for told in calls))
    candidate = _EVERY if any(word in data for word in words) else _NONE
    text = as_functions(prepared(data, names=language == "cpp"))
    body = partial(_statements, calls=calls)
    return read(
        Source(source.path, text), language, _LOOKS_LIKE, body, candidate=candidate, defines=_DEFINES, define=_definitions,
        also=_QUERY[language],
    )  # fmt: skip


def _statements(unit: Unit, *, calls: tuple[LogCall, ...]) -> Iterator[Statement]:
    texts = Texts(unit)
    logs, streams, errors = Logs(unit, texts), Streams(unit, texts), Errors(unit, texts)
    wrappers = {re.sub(r"::|->", ".", told.call): told for told in calls}
    for node in unit.found("throw"):
        yield from errors.thrown(node)
    for call in _calls(unit, frozenset(name.rpartition(".")[2].encode() for name in wrappers)):
        told = wrappers.get(call.callee) or wrappers.get(call.callee.removeprefix("this."))
        if told is not None:
            yield from logs.wrapper(call, told)
        else:
            yield from _called(call, logs, streams, errors)
    yield from streams.named()
    for node in unit.found("return"):
        yield from errors.returned(node)
    for node in unit.found("list"):
        yield from errors.listed(node)
    for node in unit.found("base"):
        yield from errors.based(node)


def _calls(unit: Unit, own: frozenset[bytes]) -> Iterator[Call]:
    """The calls that may say something, by their names alone: most of a file's are none of them."""
    data = unit.code.data
    for node in unit.found("call"):
        function = node.child_by_field_name("function") or node.child_by_field_name("type")
        if function is None:
            continue
        called = data[max(function.start_byte, function.end_byte - _LONGEST) : function.end_byte]
        owner, name = (b"", called) if function.type == "identifier" else _split(called)
        if name in own or _may_say(name) or (name[:1].isupper() and owner.endswith(_OWNERS)):
            call = unit.call(node)
            if call is not None:
                yield call


def _split(called: bytes) -> tuple[bytes, bytes]:
    """What a called name stands behind, and the name, without what a template is made with."""
    called = called.partition(b"<")[0]
    name = _LAST_NAME.split(called)[-1]
    return called[: len(called) - len(name)].rstrip(b":>.- \n"), name.strip()


@lru_cache(maxsize=16384)
def _may_say(name: bytes) -> bool:
    """Whether something of this name may log or fail."""
    text = name.decode("utf-8", "replace")
    patterns = (CHECK, QT, ASSERT)
    return (
        api_of(text) is not None or text in _NAMES or text in STANDARD or text.endswith(("Error", "Exception")) or any(each.fullmatch(text) for each in patterns)
    )  # fmt: skip


def _called(call: Call, logs: Logs, streams: Streams, errors: Errors) -> Iterator[Statement]:
    api = api_of(call.name)
    logs_itself = api is not None and api.what == "log"
    named = call.receiver is not None and is_logger(call.owner)
    streaming = (
        CHECK.fullmatch(call.name)
        or QT.fullmatch(call.name)
        or logs_itself
        or (named and not call.arguments and call.name.lower() in LEVELS)
    ) and streams.starts(call)
    if streaming:
        yield from streams.called(call)
    elif named and (api is not None or call.name in _METHODS):
        yield from logs.method(call)
    elif call.callee in ("fmt.print", "std.print", "std.println", "fmt.println"):
        yield from logs.printed(call)
    elif call.name not in KNOWN and errors.makes(call) and (not logs_itself or _is_thrown(call)):
        yield from errors.made(call)
    elif api is not None and call.name.startswith("errmsg") and (level := logs.reported(call)) not in ("error", "critical"):
        yield from logs.read(call, api._replace(level=level))
    elif ASSERT.fullmatch(call.name):
        yield from errors.asserted(call)
    elif api is not None and not (call.receiver is not None and "." in call.callee and api.worded and api.level is not None):
        level = logs.levelled(call) if api.what == "error" and call.name not in KNOWN else None
        if level is not None:
            yield from logs.read(call, api._replace(level=level, worded=False))
        else:
            yield from logs.read(call, api) if api.what == "log" else errors.failed(call, api)
    else:
        yield from errors.answered(call)


def _is_thrown(call: Call) -> bool:
    """Whether a call makes what is thrown: ``throw LogError("…")``."""
    return call.node.parent is not None and call.node.parent.type == "throw_statement"


def _definitions(unit: Unit) -> Iterator[Definition]:
    """The texts of macros: ``#define RESET_DONE "…"``."""
    for node in unit.found("define"):
        name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
        if name is None or value is None or unit.grammar.value_of is None or unit.grammar.value_of(name, value) is None:
            continue
        templates = unit.evaluator.texts(value)
        if len(templates) == 1 and templates[0].literals:
            yield Definition(unit.text(name), templates[0], unit.location(node))
