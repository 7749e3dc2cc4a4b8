"""Half-written files: string literals that run on over the lines, and brackets that are missing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact.languages._jvm.balance import balanced
from sdd_impact.model import Source
from sdd_impact.syntax import Unit, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sdd_impact.model import Statement

#: More open strings than these in one file are no accident of typing.
_LIMIT = 5
#: Comments, raw strings, strings of one line (closed, or open at its end), characters.
_TOKEN = re.compile(rb'//[^\n]*|/\*.*?\*/|"""(?:.*?"""+)|"(?:\\.|[^"\\\n])*("|\n|\Z)|\'(?:\\.|[^\'\\\n])\'', re.DOTALL)


def most(unit: Unit, query: str, function: bytes, read: Callable[[Unit], Iterable[Statement]]) -> list[Statement]:
    """The statements of a file; where it does not parse, those of the reading that says most, and what others say of lines that are silent in it.

    ``query`` and ``function`` are those of :func:`mended`, ``read`` gives a reading's statements.
    """
    found = list(read(unit))
    readings = [found, *(list(read(other)) for other in mended(unit, query, function))]
    if len(readings) == 1:
        return found
    readings.sort(key=_says, reverse=True)  # stable: of equals the earlier one, so the file as it stands comes first
    best = readings[0]
    told = _lines(best)
    for other in readings[1:]:
        for statement in other:
            if statement.template.literals and told.isdisjoint(_lines([statement])):
                best.append(statement)
                told |= _lines([statement])
    return best


def _says(statements: list[Statement]) -> int:
    """How much a reading says. A text counts as much as that there is a statement: a constant may be lost with the class that holds it."""
    return sum(2 if each.template.literals else 1 for each in statements)


def _lines(statements: Iterable[Statement]) -> set[int]:
    return {line for each in statements for line in range(each.location.line, max(each.location.line, each.location.end_line) + 1)}


def mended(unit: Unit, query: str, function: bytes) -> Iterator[Unit]:
    """Other readings of a file that does not parse: with its strings closed at the ends of lines, with its brackets set right, and
    without the part that is damaged.

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
