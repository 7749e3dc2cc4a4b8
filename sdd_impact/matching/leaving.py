"""Statements that a branch left alone, held against both texts of a search that it edited."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from sdd_impact.model import Change, Match, SavedSearch, Statement

from .pairing import Both
from .rows import Row
from .sides import Side, as_value

#: Whether a search is held against a statement at all.
Within = Callable[[SavedSearch, Statement], bool]

#: Statements that are held with every detail (a witness, captures): so many that are lost, that are gained, and that are kept.
MOST_HELD = 50
_SAYS_SOMETHING = frozenset({"always", "generic", "unknown"})


class LeftAlone:
    """Gives each statement that the branch left alone an id, ``st-1``, ``st-2`` …, as if it were a change from itself to itself."""

    def __init__(self) -> None:
        self._known: dict[int, Change] = {}

    def __call__(self, statement: Statement) -> Change:
        """Return the statement as a change that changes nothing; the same one for the same statement."""
        key = id(statement)  # the change keeps the statement, so that no other one can have this id
        if key not in self._known:
            self._known[key] = Change(f"st-{len(self._known) + 1}", "modified", statement, statement, event_only=True)
        return self._known[key]


class Editing:
    """Holds unchanged statements against a search before and after. ``side`` is the head: there the statements are as they were."""

    def __init__(self, side: Side, within: Within) -> None:
        self._side = side
        self._within = within
        self._change = LeftAlone()

    def rows(self, both: Both, statements: Iterable[Statement]) -> list[Row]:
        """Return a row for each statement that the search matches, or may match, on either side: what is lost, what is gained, the others."""
        distinct = tuple({id(each): each for each in statements}.values())
        found = [row for each in distinct if (row := self._row(both, each)) is not None]
        if not any(row.before is not None and row.before.bound for row in found):
            by_value = [row for each in distinct if (row := self._by_value(both, each)) is not None]
            if by_value:
                return sorted(by_value, key=_rank)
        counted: Counter[int] = Counter()
        return [self._detailed(both, row, counted) for row in sorted(found, key=_rank)]

    def removed(self, search: SavedSearch, statement: Statement) -> Row:
        """Return a row for a statement that a search matched which is gone."""
        return Row(self._change(statement), self._side.hold(search.query, statement), None)

    def _row(self, both: Both, statement: Statement) -> Row | None:
        before, after = (self._match(search, statement) for search in both)
        if all(each is None or each.certainty not in _SAYS_SOMETHING for each in (before, after)):
            return None
        return Row(self._change(statement), before, after)

    def _match(self, search: SavedSearch, statement: Statement) -> Match | None:
        if not self._within(search, statement):
            return None
        return self._side.match(search.query, statement)

    def _by_value(self, both: Both, statement: Statement) -> Row | None:
        """A row for a statement whose own words the search used, and of which it only asked a value."""
        side = self._side
        if not (self._within(both.base, statement) and side.binds_value(both.base.query, statement)):
            return None
        before = as_value(side.hold(both.base.query, statement))
        after = side.hold(both.head.query, statement) if self._within(both.head, statement) else None
        still = after is not None and side.binds_value(both.head.query, statement)
        return Row(self._change(statement), before, as_value(after) if after is not None and still else after)

    def _detailed(self, both: Both, row: Row, counted: Counter[int]) -> Row:
        """Hold the first rows of each rank with every detail. The others are decided just as well, and show nothing."""
        rank = _rank(row)
        counted[rank] += 1
        if counted[rank] > MOST_HELD:
            return row
        statement = row.change.statement
        before = row.before and self._side.hold(both.base.query, statement)
        after = row.after and self._side.hold(both.head.query, statement)
        return row._replace(before=before, after=after)


def _rank(row: Row) -> int:
    return 0 if row.lost else 1 if row.gained else 2
