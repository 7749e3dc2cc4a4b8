"""One Ruby file, read whole: which nodes are looked at, and by which rules."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.languages.ruby import logs, responses
from sdd_impact.languages.ruby.errors import Errors
from sdd_impact.languages.ruby.logs import Logs
from sdd_impact.languages.ruby.responses import Responses
from sdd_impact.syntax import read, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sdd_impact.model import Definition, Extraction, LogCall, Source, Statement
    from sdd_impact.syntax import Unit

#: What a line with a statement looks like.
LOOKS_LIKE = late.regex(
    rb"\b(?:[lL]og\w*|LOG\w*)(?:&?\.|::)[ \t]*\w+|\b(?:raise|fail|abort|puts|printf|warn|halt)\b[ \t(]*[\"'A-Z<:\w]|\b\w*error!?[ \t(]"
    rb"|\brender\w*[ \t(]+\w|\bflash(?:\.now)?\[|\berrors(?:\.add|\[)|\b(?:message|alert|error):[ \t]|:(?:message|alert|error)[ \t]*=>"
    rb"|\b(?:print|pp?)[ \t(]+[\"']|\bsuper\(|\bfailure\("
)
#: Words without one of which a file says nothing: looked for as they stand, many times faster than a pattern.
_WORDS = (
    b"log.", b"Log.", b"LOG.", b"logger", b"Logger", b"LOGGER", b"log&.", b"logging.", b"Logging.", b"raise ", b"raise(", b"fail ", b"fail(", b"abort ", b"abort(",
    b"puts ", b"puts(", b"print ", b"print(", b"printf", b"warn ", b"warn(", b"halt", b"error!", b"request!", b"forbidden!", b"unauthorized!", b"conflict!", b"entity!",
    b"render json", b"render plain", b"render text", b"render html", b"render(", b"render :json", b"render :text", b"render :plain", b"render body", b"render xml",
    b"_error", b"_fail", b"_not_found", b"_forbidden", b"_unauthorized", b"_bad_request",
    b"flash", b"errors.add", b"errors[", b"message:", b":message", b"alert:", b":alert", b"error:", b"stderr", b"stdout", b"STDERR", b"STDOUT",
    b"say ", b"super(", b"super ", b"def message", b"def to_s", b"plain:", b"json:", b"failure", b"ExecutionError", b"\npp ", b" p '", b"\np '", b'\np "', b' p "',
)  # fmt: skip
#: Patterns that fit every text and none, for a decision that is made by words.
_EVERY, _NONE = late.regex(b""), late.regex(b"(?!)")
#: A constant that is given a text, or an exception class.
_DEFINES = late.regex(
    rb"""^[ \t]*[A-Z]\w*[ \t]*=[ \t]*[\[{(]*\s*(?:["']|<<|%)|^[ \t]*class[ \t][^\n]*<[ \t]*[\w:]*(?:Error|Exception)\b""",
    re.MULTILINE,
)
#: Behind this line stand data.
_END = late.regex(rb"^__END__\r?$", re.MULTILINE)
_ALSO = (
    "(assignment left: (element_reference)) @assigned\n(operator_assignment left: (element_reference)) @assigned\n"
    '(assignment left: (call)) @assigned\n(binary left: (element_reference) operator: "<<") @collected'
)
_SHIFTS = '(binary operator: "<<") @shifted'
_KINDS = (
    (_ALSO, (b"flash", b"errors[")),
    (_SHIFTS, (b"logger <<", b"LOGGER <<", b"$stderr <<", b"$stdout <<", b"STDERR <<", b"STDOUT <<")),
)
_METHODS = frozenset(name.encode() for name in (*logs.NAMES, *responses.NAMES, "raise", "fail"))


def read_file(source: Source, wrappers: tuple[LogCall, ...]) -> Extraction:
    """Everything that one file says."""
    looks_like = LOOKS_LIKE
    if wrappers:
        names = b"|".join(re.escape(_last(wrapper).encode()) for wrapper in wrappers)
        looks_like = re.compile(LOOKS_LIKE.pattern + rb"|\b(?:" + names + rb")\b")
    end = _END.search(source.data) if b"__END__" in source.data else None
    code = source._replace(data=source.data[: end.start()]) if end else source
    data = text_of(code)
    words = (*_WORDS, *(_last(wrapper).encode() for wrapper in wrappers))
    return read(
        code,
        "ruby",
        looks_like,
        lambda unit: _statements(unit, wrappers),
        candidate=_EVERY if any(word in data for word in words) else _NONE,
        define=_definitions,
        also="\n".join(query for query, needed in _KINDS if any(word in data for word in needed)),
        defines=_DEFINES,
    )


def _last(wrapper: LogCall) -> str:
    return re.split(r"\.|::", wrapper.call)[-1]


def _statements(unit: Unit, wrappers: tuple[LogCall, ...]) -> Iterator[Statement]:
    own = frozenset(_last(wrapper) for wrapper in wrappers)
    errors, found = Errors(unit), Logs(unit, wrappers)
    sent = Responses(errors)
    for node in unit.found("call"):
        method = node.child_by_field_name("method")
        written = unit.code.data[method.start_byte : method.end_byte] if method is not None else b""
        if written not in _METHODS and not responses.MORE.match(written):
            name = written.decode("utf-8", "replace")
            if name not in own:
                continue
        call = unit.call(node)
        if call is None:
            continue
        if call.name in ("raise", "fail"):
            yield from errors.raised(call) if call.owner.strip(".") in ("", "Kernel", "self") else ()
        else:
            yield from found.of_call(call)
            yield from sent.of_call(call)
    for node in unit.found("assigned"):
        yield from sent.assigned(node)
    for node in unit.found("shifted"):
        yield from found.shifted(node)
    for node in unit.found("collected"):
        yield from sent.collected(node)
    if any(word in unit.code.data for word in (b"super(", b"super ", b"def message", b"def to_s", b"initialize(")):
        yield from errors.classes()


def _definitions(unit: Unit) -> Iterator[Definition]:
    yield from Errors(unit).definitions()
