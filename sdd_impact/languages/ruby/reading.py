"""One Ruby file, read whole: which nodes are looked at, and by which rules."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact.languages.ruby import logs, responses
from sdd_impact.languages.ruby.errors import Errors
from sdd_impact.languages.ruby.logs import Logs
from sdd_impact.languages.ruby.responses import Responses
from sdd_impact.syntax import read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sdd_impact.model import Definition, Extraction, LogCall, Source, Statement
    from sdd_impact.syntax import Unit

#: What a line with a statement looks like.
LOOKS_LIKE = re.compile(
    rb"\b(?:[lL]og\w*|LOG\w*)(?:&?\.|::)[ \t]*\w+|\b(?:raise|fail|abort|puts|printf|warn|halt)\b[ \t(]*[\"'A-Z<:\w]|\b\w*error!?[ \t(]"
    rb"|\brender\w*[ \t(]+\w|\bflash(?:\.now)?\[|\berrors(?:\.add|\[)|\b(?:message|alert|error):[ \t]|:(?:message|alert|error)[ \t]*=>"
    rb"|\b(?:print|pp?)[ \t(]+[\"']|\bsuper\(|\bfailure\("
)
#: A constant or an attribute that is given a text.
_DEFINES = re.compile(
    rb"""^[ \t]*[A-Z@]\w*[ \t]*=[ \t]*[\[{(]*\s*(?:["']|<<|%)|<[ \t]*(?:::)?[\w:]*(?:Error|Exception)\b""", re.MULTILINE
)
#: Behind this line stand data.
_END = re.compile(rb"^__END__\r?$", re.MULTILINE)
_ALSO = '(assignment left: (element_reference)) @assigned\n(binary left: (element_reference) operator: "<<") @collected'


def read_file(source: Source, wrappers: tuple[LogCall, ...]) -> Extraction:
    """Everything that one file says."""
    looks_like = LOOKS_LIKE
    if wrappers:
        names = b"|".join(re.escape(_last(wrapper).encode()) for wrapper in wrappers)
        looks_like = re.compile(LOOKS_LIKE.pattern + rb"|\b(?:" + names + rb")\b")
    end = _END.search(source.data)
    code = source._replace(data=source.data[: end.start()]) if end else source
    return read(
        code, "ruby", looks_like, lambda unit: _statements(unit, wrappers), define=_definitions, also=_ALSO, defines=_DEFINES
    )


def _last(wrapper: LogCall) -> str:
    return re.split(r"\.|::", wrapper.call)[-1]


def _statements(unit: Unit, wrappers: tuple[LogCall, ...]) -> Iterator[Statement]:
    own = frozenset(_last(wrapper) for wrapper in wrappers)
    errors, found = Errors(unit), Logs(unit, wrappers)
    sent = Responses(errors)
    for node in unit.found("call"):
        method = node.child_by_field_name("method")
        name = unit.text(method) if method is not None else ""
        told = name in logs.NAMES or name in own
        raised = name in ("raise", "fail")
        if not told and not raised and not responses.may_send(name):
            continue
        call = unit.call(node)
        if call is None:
            continue
        if raised:
            yield from errors.raised(call) if call.owner in ("", "Kernel") else ()
        else:
            yield from found.of_call(call) if told else ()
            yield from sent.of_call(call)
    for node in unit.found("assigned"):
        yield from sent.assigned(node)
    for node in unit.found("collected"):
        yield from sent.collected(node)
    yield from errors.classes()


def _definitions(unit: Unit) -> Iterator[Definition]:
    yield from Errors(unit).definitions()
