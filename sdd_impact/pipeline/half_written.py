"""A file that does not parse on one side invents no change: what stands there word for word is taken from the side that parses.

A stray bracket loses the class around a call, a constant, or all statements behind it. The lines themselves are there still, and as often as before.
So nobody has removed them, and with the base half-written nobody has added them. What is taken over in this way in the head is listed as not checked.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from functools import cached_property
from typing import Protocol, TypeVar

from sdd_impact.model import Definition, Extraction, Handed, Location, Source, Statement, Unread, Wrapper
from sdd_impact.syntax import text_of
from sdd_impact.tuples import NamedTuple

REASON = "stands here as before, but the code around it does not parse"
#: A line is looked for at most so often: a file of ten thousand equal lines is none that people write.
_MOST_PLACES = 2000


class _Placed(Protocol):
    @property
    def location(self) -> Location: ...


Item = TypeVar("Item", Statement, Definition, Wrapper, Handed)


class Sides(NamedTuple):
    """What both sides of a changed file say, and the places of the head that were read with the help of the base."""

    before: Extraction
    after: Extraction
    unread: tuple[Unread, ...] = ()


def helped(before: Source | None, after: Source | None, old: Extraction, new: Extraction) -> Sides:
    """Return what both sides say, where the one that parses worse has what the other one says of equal lines."""
    if before is None or after is None or old.damage == new.damage:
        return Sides(old, new)
    if old.damage > new.damage:
        return Sides(_lent(new, old, _Lines(after), _Lines(before))[0], new)
    lent, lines = _lent(old, new, _Lines(before), _Lines(after))
    known = {each.line for each in new.unread}
    unread = tuple(Unread(after.path, REASON, line, suspicious=True) for line in sorted(lines - known))
    return Sides(old, lent, unread)


class _Lines:
    """The lines of a text without their indentation."""

    def __init__(self, source: Source) -> None:
        self.path = source.path
        self.written = text_of(source).split(b"\n")

    @cached_property
    def stripped(self) -> list[bytes]:
        return [line.strip() for line in self.written]

    @cached_property
    def _first(self) -> dict[bytes, list[int]]:
        found: dict[bytes, list[int]] = {}
        for index, line in enumerate(self.stripped):
            found.setdefault(line, []).append(index)
        return found

    def block(self, location: Location) -> tuple[bytes, ...]:
        return tuple(self.stripped[location.line - 1 : max(location.line, location.end_line)])

    def places(self, block: tuple[bytes, ...]) -> list[int]:
        """The line numbers at which a block stands."""
        begins = self._first.get(block[0], [])[:_MOST_PLACES] if block else []
        return [at + 1 for at in begins if tuple(self.stripped[at : at + len(block)]) == block]

    def indent(self, line: int) -> int:
        return len(self.written[line - 1]) - len(self.written[line - 1].lstrip())


def _lent(whole: Extraction, broken: Extraction, from_: _Lines, to: _Lines) -> tuple[Extraction, set[int]]:
    """The broken reading with what the whole one says of lines that stand in both; and the lines of statements that are told in another way for that."""
    move = _mover(from_, to)
    statements, lines = _statements(whole.statements, broken.statements, move)
    handed = _all(whole.handed, broken.handed, move, lambda each: (each.location.line, each.location.column, each.callee))
    definitions = _all(whole.definitions, broken.definitions, move, lambda each: each.name)
    wrappers = _all(whole.wrappers, broken.wrappers, move, lambda each: (each.location.line, each.name))
    wrappers = [each._replace(statement=each.statement._replace(location=each.location)) for each in wrappers]
    lent = broken._replace(
        statements=tuple(sorted(statements, key=lambda each: each.location)),
        handed=tuple(each for each in handed if each.location.line not in lines),
        definitions=tuple(definitions),
        wrappers=tuple(wrappers),
    )
    return lent, lines


def _mover(from_: _Lines, to: _Lines) -> Callable[[_Placed], Location | None]:
    """Say where in the broken text something of the whole one stands; None where it stands there less often than in the whole one."""
    known: dict[tuple[bytes, ...], tuple[list[int], list[int]]] = {}

    def move(item: _Placed) -> Location | None:
        at = item.location
        block = from_.block(at)
        if block not in known:
            known[block] = from_.places(block), to.places(block)
        here, there = known[block]
        if at.line not in here or len(there) < len(here):
            return None
        line = there[here.index(at.line)]
        column = max(1, at.column - from_.indent(at.line) + to.indent(line))
        return Location(to.path, line, column, line + len(block) - 1 if at.end_line else 0)

    return move


def _statements(
    whole: Iterable[Statement], broken: Iterable[Statement], move: Callable[[_Placed], Location | None]
) -> tuple[list[Statement], set[int]]:
    """The statements of the broken text. One of a line that is read there with a text and a level of its own stays as it is."""
    here, there = _by_line(broken), _by_line(_moved(whole, move))
    fresh: set[int] = set()
    for line, lent in there.items():
        kept = here.get(line, [])
        same = set(map(_told, kept)) == set(map(_told, lent))  # the logger may be known on one side alone
        if same or not any(map(_is_sure, kept)):
            here[line] = lent
            fresh |= set() if same else {line[1]}
    return [each for found in here.values() for each in found], fresh


def _by_line(statements: Iterable[Statement]) -> dict[tuple[str, int], list[Statement]]:
    found: dict[tuple[str, int], list[Statement]] = {}
    for each in statements:
        found.setdefault((each.what, each.location.line), []).append(each)
    return found


def _told(statement: Statement) -> Hashable:
    return statement.level, statement.template, statement.location.column


def _is_sure(statement: Statement) -> bool:
    return bool(statement.template.literals) and (statement.what != "log" or statement.level is not None)


def _all(
    whole: Iterable[Item], broken: Iterable[Item], move: Callable[[_Placed], Location | None], same: Callable[[Item], Hashable]
) -> list[Item]:
    """What the broken text says, and what is lent to it."""
    kept = list(broken)
    known = {same(each) for each in kept}
    return kept + [each for each in _moved(whole, move) if same(each) not in known]


def _moved(items: Iterable[Item], move: Callable[[_Placed], Location | None]) -> Iterator[Item]:
    for item in items:
        place = move(item)
        if place is not None:
            yield item._replace(location=place)
