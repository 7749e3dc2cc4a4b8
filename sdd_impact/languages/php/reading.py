"""One PHP file, read whole: which nodes are looked at, and by which rules."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.languages.php import logs, responses
from sdd_impact.languages.php.errors import Errors
from sdd_impact.languages.php.logs import Logs
from sdd_impact.languages.php.mending import mended
from sdd_impact.languages.php.responses import Responses
from sdd_impact.syntax import Unit, UnreadableError, read, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from sdd_impact.model import Definition, Extraction, LogCall, Source, Statement

#: What a line with a statement looks like.
LOOKS_LIKE = late.regex(
    rb"[lL]og(?:ger|ging)?(?:\([^()\n]*\))?(?:\?->|->|::)\w+[ \t]*\(|\bthrow[ \t]+new\b|\babort(?:_if|_unless)?\(|\b(?:die|exit)\([\"']|\berror_log\("
    rb"|\btrigger_error\(|\bsyslog\(|JsonResponse\(|->json\(|addFlash\(|->flash\(|withErrors\(|buildViolation\(|WP_Error\(|\bwp_die\("
)
#: Words without one of which a file says nothing: looked for as they stand.
_WORDS = (
    b"ogger", b"->log", b"Log::", b"$log", b"_log", b"log(", b"Yii::", b"throw ", b"throw_if", b"throw_unless", b"abort(", b"abort_if", b"abort_unless", b"die(", b"exit(",
    b"watchdog(", b"trigger_error", b"user_error", b"doing_it_wrong", b"info(", b"writeln", b"->error(", b"->warn", b"->line(", b"->comment(", b"io->", b"output->", b"STDERR",
    b"STDOUT", b"WP_CLI", b"Response(", b"->json(", b"::json(", b"response(", b"->with(", b"lash(", b"addMessage(", b"->now(", b"Error", b"_error", b"iolation(", b"wp_die", b"$fail(", b"essage:", b"validate", b"'log')", b'"log")',
    b"essages()", b"function message(", b"respond", b"NotFound(", b"Forbidden(", b"errors()->add", b"new self(", b"new static(", b"set_message", b"->fail(", b"$message",
)  # fmt: skip
#: Patterns that fit every text and none, for a decision that is made by words.
_EVERY, _NONE = late.regex(b""), late.regex(b"(?!)")
#: A constant that is given a text, an enum, or an exception class.
_DEFINES = late.regex(
    rb"""\bconst\s+(?:\w+\s+)?\w+\s*=\s*[\[(]?\s*["'<\w]|\bcase\s+\w+\s*=\s*["']|\bclass\s+\w+\s+extends\s+\S*(?:Exception|Error)\b"""
)
_KINDS = {
    b"throw": ("(throw_expression) @throw", (b"throw",)),
    b"exit": ("(exit_statement) @exit", (b"exit",)),
    b"method": ("(method_declaration) @method", (b"essages()", b"function message(")),
}


def read_file(source: Source, wrappers: tuple[LogCall, ...]) -> Extraction:
    """Everything that one file says."""
    looks_like = LOOKS_LIKE
    if wrappers:
        names = b"|".join(re.escape(_last(wrapper).encode()) for wrapper in wrappers)
        looks_like = re.compile(LOOKS_LIKE.pattern + rb"|\b(?:" + names + rb")[ \t]*\(")
    if b"\0" in source.data and not source.data.startswith((b"\xff\xfe", b"\xfe\xff")):
        source = source._replace(data=source.data.replace(b"\0", b" "))  # the grammar takes one for the file's end
    data = text_of(source)
    words = (*_WORDS, *(_last(wrapper).encode() for wrapper in wrappers))
    also = "\n".join(query for query, needed in _KINDS.values() if any(word in data for word in needed))
    return read(
        source,
        "php",
        looks_like,
        lambda unit: _mended(unit, wrappers, also),
        candidate=_EVERY if any(word in data for word in words) else _NONE,
        define=_definitions,
        also=also,
        defines=_DEFINES,
    )


def _last(wrapper: LogCall) -> str:
    return re.split(r"\.|::|->", wrapper.call)[-1]


def _mended(unit: Unit, wrappers: tuple[LogCall, ...], also: str) -> Iterator[Statement]:
    """The statements of a file; of the text with its missing brackets, where that has more."""
    found = list(_statements(unit, wrappers))
    if unit.code.root.has_error and (data := mended(unit.code.data)) != unit.code.data:
        try:
            closed = Unit(unit.source._replace(data=data), "php", unit.language, also=also)
        except UnreadableError:
            return iter(found)
        again = list(_statements(closed, wrappers))
        found = again if len(again) >= len(found) else found
    return iter(found)


def _statements(unit: Unit, wrappers: tuple[LogCall, ...]) -> Iterator[Statement]:
    own = frozenset(_last(wrapper).encode() for wrapper in wrappers)
    names = _NAMES | own
    errors, found = Errors(unit), Logs(unit, wrappers)
    sent = Responses(errors)
    for node in unit.found("call"):
        written = _name(unit, node)
        if node.type == "attribute":
            yield from sent.attribute(node)
        elif written in (b"self", b"static") and node.type == "object_creation_expression":
            call = unit.call(node)
            yield from errors.of_own_class(call) if call is not None else ()
        elif written.endswith((b"Exception", b"Error")) and node.type == "object_creation_expression" and written != b"FormError":
            call = unit.call(node)
            if call is not None:
                yield from sent.of_call(call) if written in names else errors.returned(call)
        elif written == b"$fail":
            call = unit.call(node)
            yield from sent.variable(call) if call is not None else ()
        elif written[:1] in (b"$", b"{") and node.type != "function_call_expression":
            call = unit.call(node)
            yield from found.chosen(call) if call is not None else ()
        elif written in names or responses.MORE.match(written):
            call = unit.call(node)
            if call is not None:
                yield from found.of_call(call)
                yield from sent.of_call(call)
    for node in unit.found("throw"):
        yield from errors.thrown(node)
    for node in unit.found("exit"):
        yield from sent.ended(node)
    for node in unit.found("method"):
        yield from sent.messages(node)
    if b"$message" in unit.code.data or b"parent::__construct" in unit.code.data:
        yield from errors.classes()


_NAMES = frozenset(name.encode() for name in logs.NAMES | responses.NAMES)


def _name(unit: Unit, node: Node) -> bytes:
    """The last name of a call as written; cheaper than reading the call."""
    part = node.child_by_field_name("name") or node.child_by_field_name("function")
    if part is None and node.named_children:
        part = node.named_children[0]
    return unit.code.data[part.start_byte : part.end_byte].rpartition(b"\\")[2] if part is not None else b""


def _definitions(unit: Unit) -> Iterator[Definition]:
    yield from Errors(unit).definitions()
