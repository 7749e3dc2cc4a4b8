"""Saved searches and statements held against real log lines: who printed each line, and is what was assumed about it true?

Nothing of the lines is kept. A line belongs to a statement when the statement's own texts stand in it, in their order; of several, the one with the
most text. What stands between them are the values of its placeholders.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from sdd_impact import matching
from sdd_impact.model import (
    Event,
    Field,
    LineLayout,
    LogLine,
    Placeholder,
    ProposedLayout,
    SavedSearch,
    SearchState,
    Statement,
    Template,
    TriedSearch,
    TriedStatement,
)
from sdd_impact.pipeline.routing import within
from sdd_impact.pipeline.suggesting import Suggesting

#: A shorter word is shared by chance.
_SHORTEST = 4
#: Fewer characters of text of its own do not tell a statement from others.
_FEWEST = 6
#: Lines of one statement that the searches are held against; the others print the same.
_SAMPLES = 5
#: Lines of no known statement that the searches are held against.
_MOST_FOREIGN = 2_000
_WORD = re.compile(r"\w{4,}")


class _Printer(NamedTuple):
    statement: Statement
    parts: tuple[str | Placeholder, ...]
    weight: int


class _Seen(NamedTuple):
    """A line with the statement that printed it, and the texts of its placeholders where they are certain."""

    line: LogLine
    printer: _Printer | None
    values: tuple[tuple[Placeholder, str], ...] = ()


class Tried(NamedTuple):
    """What the lines say: how many there are, of how many the statement is known, each statement that was seen, each search."""

    lines: int
    known: int
    statements: tuple[TriedStatement, ...]
    searches: tuple[TriedSearch, ...]
    layouts: tuple[ProposedLayout, ...] = ()


def try_lines(
    lines: Iterable[LogLine],
    statements: Sequence[Statement],
    states: Sequence[SearchState],
    configured: Iterable[LineLayout] = (),
) -> Tried:
    """Attribute the lines, hold every search against a choice of them, and propose the layout that they show, where none is ``configured``."""
    printers = _Printers(statements)
    seen: dict[int, list[_Seen]] = {}
    foreign: list[_Seen] = []
    counts: Counter[int] = Counter()
    wrong: dict[int, Counter[Placeholder]] = {}
    suggesting = Suggesting()
    total = 0
    for line in lines:
        total += 1
        number, found = printers.find(line)
        if number < 0:
            foreign += [found] if len(foreign) < _MOST_FOREIGN else []
            continue
        counts[number] += 1
        suggesting.look(line, statements[number])
        mine = seen.setdefault(number, [])
        mine += [found] if len(mine) < _SAMPLES else []
        for placeholder, value in found.values:
            if not matching.may_be(placeholder, value):
                wrong.setdefault(number, Counter())[placeholder] += 1
    told = tuple(
        TriedStatement(
            statements[number], count, tuple((hole, times) for hole, times in wrong.get(number, Counter()).most_common())
        )
        for number, count in counts.most_common()
    )
    chosen = [each for samples in seen.values() for each in samples] + foreign
    events = [(each, _event(each)) for each in chosen]
    return Tried(
        total, sum(counts.values()), told, tuple(_tried(state, events) for state in states), suggesting.proposed(configured)
    )


class _Printers:
    """The statements, found by a word that they print."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self._by_word: dict[str, list[tuple[int, _Printer]]] = {}
        candidates: list[tuple[int, _Printer, list[str]]] = []
        frequency: Counter[str] = Counter()
        for number, statement in enumerate(statements):
            words = list(_own_words(statement.template))
            weight = sum(len(part) for part in statement.template.parts if isinstance(part, str))
            if words and weight >= _FEWEST:
                candidates.append((number, _Printer(statement, statement.template.parts, weight), words))
                frequency.update(set(words))
        for number, printer, words in candidates:
            rarest = min(words, key=lambda word: (frequency[word], -len(word)))
            self._by_word.setdefault(rarest, []).append((number, printer))

    def find(self, line: LogLine) -> tuple[int, _Seen]:
        """Return the number of the statement that printed a line, -1 where none is known, and what of it is certain."""
        best: tuple[int, int, _Seen] | None = None
        for word in set(_WORD.findall(line.message)):
            for number, printer in self._by_word.get(word, ()):
                values = _values(printer.parts, line.message)
                if values is not None and (best is None or printer.weight > best[0]):
                    best = (printer.weight, number, _Seen(line, printer, tuple(values)))
        return (best[1], best[2]) if best else (-1, _Seen(line, None))


def _own_words(template: Template) -> Iterator[str]:
    """The words of a template that no placeholder touches: only those stand in every line as they are."""
    parts = template.parts
    for index, part in enumerate(parts):
        if not isinstance(part, str):
            continue
        for found in _WORD.finditer(part):
            touched = (found.start() == 0 and index > 0) or (found.end() == len(part) and index < len(parts) - 1)
            if not touched and len(found.group()) >= _SHORTEST:
                yield found.group()


def _values(parts: Sequence[str | Placeholder], text: str) -> list[tuple[Placeholder, str]] | None:
    """Find a template's texts in a line, in their order; return the values that stand between two of them, None where one is missing."""
    values: list[tuple[Placeholder, str]] = []
    at, hole, after_text = 0, None, False
    for part in parts:
        if isinstance(part, Placeholder):
            hole = part if hole is None and after_text else None
            after_text = False
            continue
        found = text.find(part, at)
        if found < 0:
            return None
        if hole is not None:
            values.append((hole, text[at:found]))
        at, hole, after_text = found + len(part), None, True
    last = text[at:].split(maxsplit=1)
    if hole is not None and last:  # a layout may follow, after white space, which no formed kind has inside
        values.append((hole, last[0]))
    return values


def _event(seen: _Seen) -> Event:
    line = seen.line
    level = line.level or (seen.printer.statement.level if seen.printer else None)
    logger = line.logger or (seen.printer.statement.logger if seen.printer else "")
    fields = tuple(Field(name, Template.of(value)) for name, value in line.fields)
    return Event(Template.of(line.message), level, logger, fields=fields, line=Template.of(line.text))


def _tried(state: SearchState, events: Sequence[tuple[_Seen, Event]]) -> TriedSearch:
    """Hold one search against the chosen lines that it reaches, and say what that proves."""
    reached = (each for each in events if each[0].printer is None or within(state.search, each[0].printer.statement))
    matched = [seen for seen, event in reached if _matches(state.search, event)]
    by = tuple(dict.fromkeys(seen.printer.statement for seen in matched if seen.printer))
    fed_by = {feeding.statement for feeding in state.statements}
    seen_feeding = {seen.printer.statement for seen, _ in events if seen.printer and seen.printer.statement in fed_by}
    return TriedSearch(state, len(matched), by, _says(state, bool(matched), by, bool(seen_feeding), bool(seen_feeding & set(by))))


def _matches(search: SavedSearch, event: Event) -> bool:
    if not matching.candidate(matching.needles(search.query), matching.haystack(event)):
        return False
    return matching.hold(search.query, event, details=False).certainty in ("always", "generic")


def _says(state: SearchState, matched: bool, by: tuple[Statement, ...], feeding_seen: bool, feeding_matched: bool) -> str:
    if state.state == "bound":
        if feeding_matched:
            return "confirmed: a line of a statement that feeds it matches"
        if feeding_seen:
            return "contradicted: lines of statements that should feed it were seen, and none matches; a value or the layout is not as assumed"
        return "not seen: none of the lines is of a statement that feeds it"
    if not matched:
        return "no line matches"
    if by:
        return "proved: it matches a line that a statement of this code printed"
    return "it matches a line that no known statement of this code printed"
