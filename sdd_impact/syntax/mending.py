"""Half-written files: other readings of a text that does not parse, and what all readings say together.

A text is read as it stands, with its strings closed at the ends of lines, with its brackets set right, and without the part that is
damaged. One that parses and says no less than the others is the file. Where none does, the reading that says most counts, with what the others say of lines that are silent
in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact.syntax.balance import Balanced, balanced
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from sdd_impact.model import Statement
    from sdd_impact.syntax.habits import Habits

#: More open strings than these in one file are no accident of typing.
_LIMIT = 5


class Mending(NamedTuple):
    """How a file of a language is mended: the language's habits; where the grammar is given another text than the file's, also the
    file's own (``written``) and what makes the grammar's of it (``prepared``). Both keep the number of lines."""

    habits: Habits
    written: bytes | None = None
    prepared: Callable[[bytes], bytes] | None = None

    def texts(self, parsed: bytes) -> Iterator[Balanced]:
        """Other texts to parse. ``parsed`` is the one that did not."""
        data = self.written if self.written is not None else parsed
        for text in mended(data, self.habits):
            yield text._replace(data=self.prepared(text.data)) if self.prepared is not None else text


def mended(data: bytes, habits: Habits) -> Iterator[Balanced]:
    """The text with its strings closed, and with its brackets set right; nothing where nothing is amiss, or too much."""
    closed = _closed(data, habits.strings) if habits.strings is not None else None
    if closed is not None:
        yield Balanced(closed, whole=True)
    yield from balanced(closed or data, habits)


def fullest(readings: Sequence[list[Statement]]) -> tuple[int, list[Statement]]:
    """Which of some readings of a file says most (of equals the first), and its statements with those of the others on lines that are
    silent in it."""
    order = sorted(range(len(readings)), key=lambda at: -_says(readings[at]))
    best = list(readings[order[0]])
    told = _lines(best)
    for at in order[1:]:
        for statement in readings[at]:
            if statement.template.literals and told.isdisjoint(_lines([statement])):
                best.append(statement)
                told |= _lines([statement])
    return order[0], best


def _says(statements: list[Statement]) -> int:
    """How much a reading says. A text counts as much as that there is a statement: a constant may be lost with the class that holds it."""
    return sum(2 if each.template.literals else 1 for each in statements)


def _lines(statements: Iterable[Statement]) -> set[int]:
    return {line for each in statements for line in range(each.location.line, max(each.location.line, each.location.end_line) + 1)}


def _closed(data: bytes, strings: re.Pattern[bytes]) -> bytes | None:
    """The text with every string closed that is open at its line's end; None where there is none, or many."""
    ends = [found.start(1) for found in strings.finditer(data) if found[1] is not None and found[1] != b'"']
    if not 0 < len(ends) <= _LIMIT:
        return None
    for end in reversed(ends):
        data = data[:end] + b'"' + data[end:]
    return data
