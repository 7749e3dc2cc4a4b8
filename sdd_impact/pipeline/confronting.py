"""Saved searches held against real log lines, against what was told of them. Of the lines only numbers and places are kept.

A line that lacks a word which a search must find cannot match it; the others are decided one by one, up to :data:`MOST_HELD` of one
statement for one search: further lines of a statement differ by their values alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from sdd_impact import matching
from sdd_impact.model import Event, Field, Location, SearchState, Statement, Template, TriedSearch
from sdd_impact.pipeline.attributing import Printed
from sdd_impact.pipeline.routing import within

#: Lines that are held at a time; lines of one statement (or of none) that are decided for one search.
BLOCK, MOST_HELD = 10_000, 500
#: Lines of one statement that are looked at for the searches; every line of no known statement is.
MOST_LOOKED_AT = 1_000
#: Decisions for all searches and lines together: an end for hostile input, the same on every machine.
MOST_DECIDED = 400_000
Confirm = Callable[[str, str, str], bool | None]


@dataclass(slots=True)
class _Found:
    """What the lines said of one search so far. Keys are the numbers of statements, -1 for lines of none."""

    held: Counter[int] = field(default_factory=Counter)
    matched: Counter[int] = field(default_factory=Counter)
    first: dict[int, Location] = field(default_factory=dict)
    missed: dict[int, Location] = field(default_factory=dict)
    misses: Counter[int] = field(default_factory=Counter)
    decided: Counter[int] = field(default_factory=Counter)
    unsure: int = 0


class Confronting:
    """Looks at lines one after the other. ``numbers`` tells for a statement the number by which lines name it."""

    def __init__(
        self, states: Sequence[SearchState], statements: Sequence[Statement], numbers: dict[Statement, int], confirm: Confirm
    ) -> None:
        self._states = states
        self._statements = statements
        self._confirm = confirm
        self._block: list[Printed] = []
        self._found = [_Found() for _ in states]
        self._left = MOST_DECIDED
        self._fed = [
            {numbers[each.statement]: each.match.certainty for each in state.statements if each.statement in numbers}
            for state in states
        ]
        self.seen: Counter[int] = Counter()

    def look(self, printed: Printed) -> None:
        """Look at a line."""
        number = _number(printed)
        self.seen[number] += 1
        if number >= 0 and self.seen[number] > MOST_LOOKED_AT:
            return
        self._block.append(printed)
        if len(self._block) >= BLOCK:
            self._hold()

    def told(self) -> tuple[TriedSearch, ...]:
        """Return what all lines say of each search."""
        self._hold()
        return tuple(map(self._told, self._states, self._found, self._fed))

    def _hold(self) -> None:
        block, self._block = self._block, []
        if not block:
            return
        events = [event_of(each) for each in block]
        wholes = {at: _whole(each, event) for at, (each, event) in enumerate(zip(block, events, strict=True)) if each.line.more}
        lines = matching.RealLines(events, wholes.get)
        by_number: dict[int, list[int]] = {}
        for at, each in enumerate(block):
            by_number.setdefault(_number(each), []).append(at)
        for state, found, fed in zip(self._states, self._found, self._fed, strict=True):
            self._hold_search(state, found, fed, lines, block, by_number)

    def _hold_search(
        self,
        state: SearchState,
        found: _Found,
        fed: Mapping[int, str],
        lines: matching.RealLines,
        block: list[Printed],
        by_number: dict[int, list[int]],
    ) -> None:
        reached = {number for number in by_number if number < 0 or within(state.search, self._statements[number])}
        candidates = lines.candidates(state.search.query)
        left_out: set[int] = set()
        matched: set[int] = set()
        for at in candidates:
            number = _number(block[at])
            if number not in reached:
                continue
            if found.decided[number] >= MOST_HELD or self._left <= 0:
                left_out.add(at)
                continue
            found.decided[number] += 1
            self._left -= 1
            says = lines.matches(state.search.query, at)
            if says and number not in found.first:  # the first one is shown, so the real engine is asked about it
                says = lines.matches(state.search.query, at, self._confirm)
            if says is None:
                found.unsure += 1
                left_out.add(at)
            elif says:
                matched.add(at)
                found.matched[number] += 1
                found.first.setdefault(number, block[at].line.location)
        for number in reached:
            found.held[number] += len(by_number[number])
        for at in left_out:
            found.held[_number(block[at])] -= 1
        for number in fed.keys() & by_number.keys():
            for at in by_number[number]:
                if at not in matched and at not in left_out:
                    found.misses[number] += 1
                    found.missed.setdefault(number, block[at].line.location)

    def _told(self, state: SearchState, found: _Found, fed: Mapping[int, str]) -> TriedSearch:
        by = tuple(self._statements[number] for number in found.matched if number >= 0)
        says, contradiction, at = self._says(state, found, fed)
        first = min(found.first.values(), key=lambda each: (each.file, each.line), default=None)
        return TriedSearch(state, found.matched.total(), by, says, found.held.total(), first, contradiction, at)

    def _says(self, state: SearchState, found: _Found, fed: Mapping[int, str]) -> tuple[str, str, Location | None]:
        """Say what the lines prove, what of what was told they contradict, and which line shows it."""
        if state.state == "bound":
            return self._says_of_bound(found, fed)
        own = sorted(number for number in found.matched if number >= 0)
        if state.state == "unbound" and own:
            place = self._place(own[0])
            wrong = f"nothing in this code was said to print a line that it matches, and {place} printed {_lines(found.matched[own[0]])} that it matches"
            return "proved: it matches a line that a statement of this code printed", wrong, found.first[own[0]]
        if own:
            return "proved: it matches a line that a statement of this code printed", "", None
        if found.matched:
            says = "it matches a line that no known statement of this code printed"
            if state.state == "unbound":
                wrong = "it is not dead: it matches lines that something else prints, another version of this code, or a statement that was not found in it"
                return says, wrong, found.first[-1]
            return says, "", None
        if found.unsure:
            return "not decided: it is too complex for the lines that have its words", "", None
        return "no line matches", "", None

    def _says_of_bound(self, found: _Found, fed: Mapping[int, str]) -> tuple[str, str, Location | None]:
        seen = [number for number in fed if self.seen[number] and found.held[number]]
        missed = [number for number in seen if fed[number] == "always" and found.misses[number]]
        if missed:
            number = missed[0]
            wrong = (
                f"it was said to match every line of {self._place(number)}, and {found.misses[number]} of {_lines(found.held[number])} "
                f"{'does' if found.misses[number] == 1 else 'do'} not match; a value or the layout is not as assumed"
            )
            return f"contradicted: {wrong}", wrong, found.missed[number]
        if any(found.matched[number] for number in seen):
            misses, held = (sum(each[number] for number in seen) for each in (found.misses, found.held))
            less = f", and {misses} of the {held} lines of such statements {'does' if misses == 1 else 'do'} not" if misses else ""
            return f"confirmed: a line of a statement that feeds it matches{less}", "", None
        if seen:
            wrong = "lines of statements that should feed it were seen, and none matches; a value or the layout is not as assumed"
            return f"contradicted: {wrong}", wrong, found.missed.get(seen[0])
        return "not seen: none of the lines is of a statement that feeds it", "", None

    def _place(self, number: int) -> str:
        where = self._statements[number].location
        return f"{where.file}:{where.line}"


def _lines(number: int) -> str:
    return f"{number} line{'' if number == 1 else 's'}"


def _number(printed: Printed) -> int:
    return printed.printer.number if printed.printer else -1


def event_of(printed: Printed) -> Event:
    """Return a real line as an event. What a line does not say (a level that is not printed) is its statement's."""
    line = printed.line
    statement = printed.printer.statement if printed.printer else None
    named = {name for name, _ in line.fields}
    fields = tuple(Field(name, Template.of(value)) for name, value in line.fields)
    if statement is not None:
        fields += tuple(each for each in statement.fields if each.name not in named)
    return Event(
        Template.of(line.message),
        line.level or (statement.level if statement else None),
        line.logger or (statement.logger if statement else ""),
        line.program,
        fields,
        Template.of(line.text),
    )


def _whole(printed: Printed, event: Event) -> Event:
    text = Template.of(f"{printed.line.text}\n{printed.line.more}")
    return event._replace(message=Template.of(f"{printed.line.message}\n{printed.line.more}"), line=text)
