"""Half-written files: string literals that run on over the lines, and brackets that are missing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact.languages._jvm.balance import balanced
from sdd_impact.model import Source
from sdd_impact.syntax import Unit, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator

#: More open strings than these in one file are no accident of typing.
_LIMIT = 5
#: Comments, raw strings, strings of one line (closed, or open at its end), characters.
_TOKEN = re.compile(rb'//[^\n]*|/\*.*?\*/|"""(?:.*?"""+)|"(?:\\.|[^"\\\n])*("|\n|\Z)|\'(?:\\.|[^\'\\\n])\'', re.DOTALL)


def mended(unit: Unit, query: str, function: bytes) -> Iterator[Unit]:
    """Other readings of a file that does not parse: with its strings closed at the ends of lines, then with its brackets set right.

    Each is a unit with the same ``query``. ``function`` is the head of a function in this language.
    """
    if not unit.code.root.has_error:
        return
    closed = _closed(unit.code.data)
    for data in (*([closed] if closed is not None else []), *balanced(closed or unit.code.data, function)):
        try:
            yield Unit(Source(unit.path, data), unit.grammar.name, unit.language, also=query)
        except UnreadableError:
            continue


def _closed(data: bytes) -> bytes | None:
    """The text with every string closed that is open at its line's end; None where there is none, or many."""
    ends = [found.start(1) for found in _TOKEN.finditer(data) if found[1] is not None and found[1] != b'"']
    if not 0 < len(ends) <= _LIMIT:
        return None
    for end in reversed(ends):
        data = data[:end] + b'"' + data[end:]
    return data
