"""Saved searches and statements held against real log lines: who printed each line, is what was assumed true, and what should the configuration say?

Nothing of the lines is kept beyond numbers, places and shapes without values.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from sdd_impact.model import (
    Event,
    ForeignLines,
    LogLine,
    ProposedKind,
    ProposedLayout,
    SearchState,
    Statement,
    TriedSearch,
    TriedStatement,
)
from sdd_impact.pipeline.attributing import Printed, Printer, Printers
from sdd_impact.pipeline.confronting import Confirm, Confronting
from sdd_impact.pipeline.grouping import Shapes
from sdd_impact.pipeline.narrowing import Narrowing
from sdd_impact.pipeline.stating import Stating
from sdd_impact.pipeline.suggesting import Suggesting
from sdd_impact.tuples import NamedTuple

#: Characters and lines of an event that belong to its first line.
_MOST_MORE, _MOST_LINES = 20_000, 400
#: Lines of one statement that show how lines are laid out.
_LAID_OUT = 300
#: Statements of which it is said that their lines have another level.
_MOST_LEVELS = 10


class Tried(NamedTuple):
    """What the lines say: how many there are, of how many the statement is known, each statement that was seen, each search, what to configure."""

    lines: int
    known: int
    continued: int
    statements: tuple[TriedStatement, ...]
    searches: tuple[TriedSearch, ...]
    layouts: tuple[ProposedLayout, ...]
    confirmed: tuple[ProposedLayout, ...]
    kinds: tuple[ProposedKind, ...]
    foreign: tuple[ForeignLines, ...]
    others: int
    notes: tuple[str, ...]


class Known(NamedTuple):
    """What the lines are held against. ``event_of`` is what is assumed of a statement's lines, ``part_of`` the checkout that a file belongs to."""

    statements: Sequence[Statement]
    states: Sequence[SearchState]
    event_of: Callable[[Statement], Event]
    confirm: Confirm
    part_of: Callable[[str], str] = lambda _file: ""


def try_lines(lines: Iterable[LogLine], known: Known) -> Tried:
    """Attribute the lines, hold every search against them, and propose what the configuration should say."""
    printers = Printers(known.statements)
    confronting = Confronting(known.states, known.statements, printers.by_statement, known.confirm)
    narrowing, suggesting, shapes = Narrowing(), Suggesting(known.event_of), Shapes()
    seen: dict[int, Printer] = {}
    counts: Counter[int] = Counter()
    levels: Counter[tuple[int, str]] = Counter()
    events = _Events(printers)
    for printed in events.of(lines):
        confronting.look(printed)
        printer = printed.printer
        counts[printer.number if printer else -1] += 1
        if printer is None:
            shapes.look(printed.line)
            continue
        seen.setdefault(printer.number, printer)
        if printed.level and printer.statement.level and printed.level != printer.statement.level:
            levels[printer.number, printed.level] += 1
        narrowing.look(printed)
        if counts[printer.number] <= _LAID_OUT:
            suggesting.look(printed.line, printer.statement)
    kinds, unnamed = narrowing.proposed(known.statements)
    suggested = suggesting.proposed(known.part_of, Stating(each.rule for each in kinds).of)
    foreign, others = shapes.told()
    unknown = counts.pop(-1, 0)
    told = tuple(
        TriedStatement(
            seen[number].statement, count, narrowing.wrong(number), tuple(each.location for each in seen[number].same[1:])
        )
        for number, count in counts.most_common()
    )
    return Tried(
        counts.total() + unknown, counts.total(), events.continued, told, confronting.told(), suggested.proposed, suggested.confirmed,
        kinds, foreign, others, (*suggested.notes, *unnamed, *_of_levels(levels, counts, known.statements)),
    )  # fmt: skip


def _of_levels(levels: Counter[tuple[int, str]], counts: Counter[int], statements: Sequence[Statement]) -> Iterator[str]:
    """Say of which statements the lines have another level than the code: another version printed them, or the level is changed on its way."""
    for (number, level), lines in levels.most_common(_MOST_LEVELS):
        where = statements[number].location
        yield f"{where.file}:{where.line} logs at {statements[number].level}, and {lines} of its {counts[number]} lines say {level}"


class _Events:
    """Puts lines that belong to one event together: a stack trace behind the line that a statement printed."""

    def __init__(self, printers: Printers) -> None:
        self._printers = printers
        self.continued = 0

    def of(self, lines: Iterable[LogLine]) -> Iterator[Printed]:
        """Yield each event with the statement that printed it."""
        begun: Printed | None = None
        more: list[str] = []
        size = 0
        for line in lines:
            found = self._printers.find(line)
            same_file = begun is not None and begun.line.file == line.file and not begun.line.fields
            if line.continues and found.printer is None and same_file:
                self.continued += 1
                size += len(line.text)
                if size <= _MOST_MORE and len(more) < _MOST_LINES:
                    more.append(line.text)
                continue
            if begun is not None:
                yield self._ended(begun, more)
            begun, more, size = found, [], 0
        if begun is not None:
            yield self._ended(begun, more)

    def _ended(self, begun: Printed, more: list[str]) -> Printed:
        if not more:
            return begun
        line = begun.line._replace(more="\n".join(more))
        return begun._replace(line=line) if begun.printer else self._printers.find(line)
