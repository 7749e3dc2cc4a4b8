"""One Python file, read whole: which nodes are looked at, and by which rules."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.languages.python import logs, responses
from sdd_impact.languages.python.classes import Classes
from sdd_impact.languages.python.errors import Errors
from sdd_impact.languages.python.responses import Responses
from sdd_impact.languages.python.results import Raisers, Results
from sdd_impact.syntax import read, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sdd_impact.model import Extraction, LogCall, Source, Statement
    from sdd_impact.syntax import Unit

#: Brackets that close, and an argument behind them.
_CLOSING = rb"[)\]}]+,[ \t]*(?:[rRbBfFuU]{0,2}[\"']|[\w.]+\()"
#: Words, and what stands behind them where something is said.
_LED = (
    (b"message", rb"[ \t]*="),
    (b"error_messages", b""),
    (b"getattr", rb"[ \t]*\(\s*[\w.]*[lL][oO][gG]"),
    (b"msg_fmt", b""),
    (b"default_detail", b""),
    (b"ValidationError", rb"[ \t]*\("),
    (b"Response", rb"\w*[ \t]*\("),
    (b"render", rb"\w*[ \t]*\("),
    (b"_response", rb"[ \t]*\("),
    (b".__init__", rb"[ \t]*\("),
)
#: What a line with a statement looks like, in three parts that are each looked for in a fraction of the time that one of all would take.
_PARTS = (
    (
        rb"\b(?:(?:a?(?:debug|info|warn|warning|error|exception|critical)|notice|fatal|trace|success|verbose|audit|failure|log|msg|err)[ \t]*\("
        rb"|raise[ \t(_]"
        rb"|(?:return|append\()[ \t]*[\w.]*(?:[eE]rror|Exception|[fF]ailure|[fF]ault)[ \t]*\("
        # an assert with a message, which may stand on a line of its own
        rb"|assert\b[^\n]*,[ \t]*(?:[\w.]+[ \t]*$|[\w.]*\(?[ \t]*[\"']|[(\\]$)"
        rb"|(?:print|s?echo|write|exit|quit|abort|flash|add_error|add_message|fail|set_exception|errback)[ \t]*\("
        rb"|return\b[^\n]*,[ \t]*(?:[45]\d\d\b|[\w.]*[A-Z]{3}))"
    ),
    b"|".join(re.escape(word) + behind for word, behind in _LED),
    rb"^[ \t]*" + _CLOSING,
)
_CLOSED = late.regex(_CLOSING)
_LOOKS_LIKE = late.regex(b"|".join(_PARTS), re.MULTILINE)
_QUICK = tuple(late.regex(part, re.MULTILINE) for part in _PARTS[:2])
_EVERY, _NONE = late.regex(b""), late.regex(b"(?!)")
#: Beside the calls: a returned pair or call, ``raise`` with a value, ``assert`` with a message.
_ALSO = "(return_statement [(expression_list) (tuple)]) @return (return_statement (call)) @made (raise_statement (_)) @raise (assert_statement (_) (_)) @assert"
#: A text that gets a name; also in brackets, in a mapping, or translated. ``name="…"`` on an indented line is an argument.
_DEFINES = late.regex(
    rb"""^(?:[A-Za-z_]\w*|[ \t]*[A-Za-z_]\w*[ \t]*(?::[^=\n]+)?[ \t])=[ \t]*[\w.]*[({\[]*\s*[rRbBfFuU]{0,2}["']""", re.MULTILINE
)
_FIELDS = late.regex(rb"\berror_messages\s*=|\bmessage\s*=")


def read_file(source: Source, wrappers: tuple[LogCall, ...]) -> Extraction:
    """Everything that one file says."""
    looks_like, quick = _LOOKS_LIKE, _QUICK
    if wrappers:
        names = b"|".join(re.escape(wrapper.call.rpartition(".")[2].encode()) for wrapper in wrappers)
        own = rb"\b(?:" + names + rb")[ \t]*\("
        looks_like, quick = re.compile(_LOOKS_LIKE.pattern + b"|" + own, re.MULTILINE), (*_QUICK, re.compile(own))
    data = text_of(source)
    return read(
        source,
        "python",
        looks_like,
        lambda unit: _statements(unit, wrappers),
        define=lambda unit: Classes(Errors(unit)).definitions(),
        candidate=_EVERY if _promises(data, quick) else _NONE,
        also=_ALSO,
        defines=_DEFINES,
        helpers=True,
    )


def _promises(data: bytes, quick: tuple[re.Pattern[bytes], ...]) -> bool:
    """Whether a text has a line that looks like a statement; what is found at once is looked for first."""
    first, second, *own = quick
    return (
        first.search(data) is not None
        or (any(word in data for word, _ in _LED) and second.search(data) is not None)
        or any(not data[data.rfind(b"\n", 0, found.start()) + 1 : found.start()].strip(b" \t") for found in _CLOSED.finditer(data))
        or any(each.search(data) for each in own)
    )


def _statements(unit: Unit, wrappers: tuple[LogCall, ...]) -> Iterator[Statement]:
    own = frozenset(wrapper.call.rpartition(".")[2] for wrapper in wrappers)
    errors = Errors(unit)
    classes = Classes(errors)
    sent = Responses(errors)
    calls = list(unit.calls_named(logs.NAMES | responses.NAMES | own | {"__init__"}))
    yield from logs.log_statements(unit, [call for call in calls if call.name in logs.NAMES or call.name in own], wrappers)
    if logs.CHOSEN.search(unit.code.data):
        yield from logs.chosen(unit)
    for call in calls:
        if call.name == "__init__":
            yield from classes.told_to_base(call)
        else:
            yield from sent.of_call(call)
    if _FIELDS.search(unit.code.data):
        for call in unit.calls_with(_FIELDS):
            yield from classes.table_argument(call)
            yield from sent.of_validator(call)
    for node in unit.found("return"):
        yield from sent.returned(node)
    for node in unit.found("raise"):
        yield from errors.raised(node)
    results = Results(errors)
    for node in unit.found("made"):
        yield from results.returned(node)
    for call in unit.calls_named(("append",)):
        yield from results.collected(call)
    for call in unit.calls_named(Raisers()):
        yield from results.raised(call)
    for node in unit.found("assert"):
        yield from errors.asserted(node)
    yield from classes.attributes()
    yield from classes.printed()
