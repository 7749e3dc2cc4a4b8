"""One Rust file: its macros become calls, each call goes to its reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.languages.rust import logs
from sdd_impact.languages.rust.attributes import Attributes
from sdd_impact.languages.rust.embedded import embedded
from sdd_impact.languages.rust.errors import CALLED, Errors
from sdd_impact.languages.rust.habits import RUST
from sdd_impact.languages.rust.hints import HINTS
from sdd_impact.languages.rust.logs import Logs
from sdd_impact.languages.rust.macros import rewritten
from sdd_impact.languages.rust.responses import Responses
from sdd_impact.languages.rust.testing import tested
from sdd_impact.model import Extraction, Source
from sdd_impact.syntax import read, text_of
from sdd_impact.syntax.mending import Mending

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sdd_impact.languages.rust.macros import Macro
    from sdd_impact.model import LogCall, Statement
    from sdd_impact.syntax import Call, Unit

#: What a line with a statement looks like, once macros are calls.
_LOOKS_LIKE = late.regex(
    rb"\b(?:trace|debug|info|warn|error|crit|panic|e?println|anyhow|bail|ensure|eyre)[_!]\s*[(\[{]|\.(?:expect|context)\(\""
)
#: Patterns that fit every text and none, for a decision that is made by words.
_EVERY, _NONE = late.regex(b""), late.regex(b"(?!)")
_DEFINES = late.regex(rb"\b(?:const|static)\s+\w+\s*:")
_QUERY = "(attribute_item) @attribute (impl_item) @impl (tuple_expression) @tuple"
_LONGEST = 160


def extract(source: Source, calls: tuple[LogCall, ...]) -> Extraction:
    """Read one Rust file."""
    data = text_of(source)
    words = (*HINTS, *(told.call.rpartition(".")[2].rpartition("::")[2].encode() for told in calls))
    candidate = _EVERY if any(word in data for word in words) else _NONE
    if candidate is _NONE and not _DEFINES.search(data):
        return Extraction()
    wrappers = tuple(told.call for told in calls)
    macros: dict[bytes, tuple[Macro, ...]] = {}  # of each text that is parsed

    def prepared(written: bytes) -> bytes:
        text, macros[text] = rewritten(written, wrappers)
        return text

    return read(
        Source(source.path, prepared(data)),
        "rust",
        _LOOKS_LIKE,
        lambda unit: _statements(unit, calls, macros[unit.code.data]),
        candidate=candidate,
        defines=_DEFINES,
        also=_QUERY,
        mending=Mending(RUST, data, prepared),
    )


def _statements(unit: Unit, calls: tuple[LogCall, ...], macros: tuple[Macro, ...]) -> Iterator[Statement]:
    found = list(_Readers(unit, calls).statements())
    for inner in embedded(unit, macros):
        found += _Readers(inner, calls).statements()
    return iter(tested(unit, found))


class _Readers:
    """The readers of one file, and whom each call goes to."""

    def __init__(self, unit: Unit, calls: tuple[LogCall, ...]) -> None:
        self._unit = unit
        self._logs = Logs(unit)
        self._errors = Errors(unit)
        self._responses = Responses(unit, self._errors)
        self._attributes = Attributes(unit, self._errors)
        self._wrappers = {told.call.replace("::", ".").replace("!", "_").removeprefix("self."): told for told in calls}

    def statements(self) -> Iterator[Statement]:
        """Every statement of the file. What is certain comes first: a text is told once."""
        calls = list(self._calls())
        for call in calls:
            told = self._wrappers.get(call.callee.removeprefix("self."))
            if told is not None:
                yield from self._logs.wrapper(call, told)
            elif call.name in logs.NAMES:
                yield from self._logs.read(call)
        yield from self._attributes.statements(self._unit.found("attribute"), self._unit.found("impl"), calls)
        for node in self._unit.found("tuple"):
            yield from self._responses.pair(node)
        for call in calls:
            yield from self._responses.read(call)
        for call in calls:
            yield from self._errors.read(call)

    def _calls(self) -> Iterator[Call]:
        """The calls that may say something, by their names alone."""
        unit, data = self._unit, self._unit.code.data
        known = {name.encode() for name in logs.NAMES | CALLED} | {name.rpartition(".")[2].encode() for name in self._wrappers}
        told: dict[bytes, bool] = {}
        for node in unit.found("call"):
            function = node.child_by_field_name("function") or node.child_by_field_name("name")
            if function is None:
                continue
            written = data[max(function.start_byte, function.end_byte - _LONGEST) : function.end_byte].rpartition(b".")[2]
            if written not in told:
                owner, name = _last(written)
                told[written] = name in known or self._may_make(owner.decode("utf-8", "replace"), name.decode("utf-8", "replace"))
            if told[written]:
                call = unit.call(node)
                if call is not None:
                    yield call

    def _may_make(self, owner: str, name: str) -> bool:
        return self._errors.makes(owner, name) or self._responses.makes(owner, name)


def _last(called: bytes) -> tuple[bytes, bytes]:
    """The last name of what is called, and the type or module before it: ``Error``, ``new`` of ``io::Error::new::<T>``."""
    if called.endswith(b">"):
        called = called.rpartition(b"::<")[0]
    owner, _, name = called.rpartition(b".")[2].rpartition(b"::")
    return owner.rpartition(b"::")[2], name.strip()
