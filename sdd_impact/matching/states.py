"""Every saved search without a difference: which statements feed it, and what is nearest where none does."""

from __future__ import annotations

from collections.abc import Sequence

from sdd_impact.model import AnyOf, Feeding, Match, Query, SavedSearch, SearchState, Statement

from . import sentences
from .allowance import SPENT, Allowance, Spent
from .clauses import alternatives, is_of_levels
from .equals import Equals
from .hold import NESTED
from .leaving import Within
from .nearest import Nearby
from .prefilter import Index, needles
from .sides import EventOf, Side, as_value, asks_nothing
from .values import asks_for_sample
from .witness import Confirm

ELSEWHERE = (
    "no log statement writes what it looks at (an audit log, data that is stored): nothing in this code can feed or break it"
)
NO_CODE = (
    "there is no log statement that it could be held against; `sources:`, or --sources PATH, names the code that writes its lines"
)


def states(
    searches: Sequence[SavedSearch],
    statements: Sequence[Statement],
    event_of: EventOf,
    *,
    confirm: Confirm | None = None,
    within: Within | None = None,
    allowance: Allowance | None = None,
) -> tuple[SearchState, ...]:
    """Return the state of every search, in order. Only log statements outside of test code feed a search.

    ``within`` says which statements a search is held against at all, by the place where they stand (by default all). ``allowance`` bounds the
    work that all searches cause together; a search for which nothing is left is ``unknown``.
    """
    feeding = tuple(each for each in statements if each.what == "log" and not each.test)
    allowed = allowance or Allowance(len(searches), len(feeding))
    side = Side(event_of, confirm, allowed, remember=False)
    whole = _Inventory(feeding, side)
    parts: dict[tuple[str, ...], _Inventory] = {}
    one_of_equals = Equals()
    found = []
    for search in searches:
        inventory = whole
        if within is not None and search.paths:
            if search.paths not in parts:
                parts[search.paths] = _Inventory(tuple(each for each in feeding if within(search, each)), side)
            inventory = parts[search.paths]
        allowed.begin()
        state = _state(inventory, search, one_of_equals(search.query))
        found.append(
            state._replace(because="; ".join((state.because, *sentences.reach(search)))) if inventory is not whole else state
        )
    return tuple(found)


def _state(inventory: _Inventory, search: SavedSearch, query: Query) -> SearchState:
    """Return the state of a search; equal searches (``query`` is the same) share it."""
    try:
        known = inventory.known.get(id(query))
        if known is None:
            known = inventory.known[id(query)] = inventory.state(search)
        return known._replace(search=search)
    except Spent:
        return SearchState(search, "unknown", SPENT)
    except RecursionError:
        return SearchState(search, "unknown", NESTED)


def _assumed(fed: Sequence[Feeding]) -> tuple[str, ...]:
    """Return what is taken for granted where these statements feed a search."""
    return tuple(dict.fromkeys(text for texts in dict.fromkeys(each.match.assuming for each in fed) for text in texts))


class _Inventory:
    def __init__(self, statements: tuple[Statement, ...], side: Side) -> None:
        self._statements = statements
        self._side = side
        self._index = Index(side.text(each) for each in statements)
        self._with_fields = {number for number, each in enumerate(statements) if side.event(each).fields}
        self._nearby = Nearby(statements, side)
        self._of_level: dict[str | None, list[int]] = {}
        for number, each in enumerate(statements):
            if number not in self._with_fields:
                self._of_level.setdefault(side.event(each).level, []).append(number)
        #: The states that are known already, by the identity of the query, which :class:`Equals` keeps.
        self.known: dict[int, SearchState] = {}

    def state(self, search: SavedSearch) -> SearchState:
        if search.query == AnyOf(()):
            return SearchState(search, "unbound", ELSEWHERE)
        if asks_nothing(search.query):
            return SearchState(search, "unknown", "it has no condition on what a line says, only on where it comes from")
        if not self._statements:
            return SearchState(search, "unknown", NO_CODE)
        fed, unknown = self._held(search)
        if fed:
            where = sentences.places([each.statement for each in fed])
            return SearchState(search, "bound", f"{where} {'feeds' if len(fed) == 1 else 'feed'} it", fed, assuming=_assumed(fed))
        by_value, perhaps = self._by_value(search)
        if by_value:
            where = sentences.places([each.statement for each in by_value])
            return SearchState(
                search, "bound", f"{where} can print the value that it asks for", by_value, assuming=_assumed(by_value)
            )
        if unknown is not None:
            return SearchState(search, "unknown", sentences.unknown(*unknown), assuming=unknown[1].assuming)
        if perhaps is not None:
            return SearchState(search, "unknown", sentences.perhaps(*perhaps), assuming=perhaps[1].assuming)
        nearest = self._nearby.nearest(search)
        because = "no log statement prints a line that it matches"
        if nearest is not None:
            because += f"; the nearest is {sentences.place(nearest.statement)}: {nearest.differs}"
        return SearchState(search, "unbound", because, (), nearest)

    def _held(self, search: SavedSearch) -> tuple[tuple[Feeding, ...], tuple[Statement, Match] | None]:
        fed: list[Feeding] = []
        unknown: tuple[Statement, Match] | None = None
        of_levels = is_of_levels(search.query)
        for number in self._at_levels(search.query) if of_levels else self._index.among(alternatives(search.query)):
            statement = self._statements[number]
            if not of_levels and self._side.feeds(search.query, statement) is None:
                continue
            match = self._side.hold(search.query, statement)
            if match.bound:
                fed.append(Feeding(statement, match))
            elif match.certainty == "unknown":
                unknown = unknown or (statement, match)
        return tuple(fed), unknown

    def _at_levels(self, query: Query) -> list[int]:
        """Return the statements that a search which asks for nothing but a level may be bound to: one decides for all of its level."""
        found = list(self._with_fields)
        for numbers in self._of_level.values():
            if self._side.feeds(query, self._statements[numbers[0]]) is not None:
                found += numbers
        return sorted(found)

    def _by_value(self, search: SavedSearch) -> tuple[tuple[Feeding, ...], tuple[Statement, Match] | None]:
        """Return the statements whose own words the search uses and of which it only asks for a value.

        The second is the first one that prints most of what is asked for, and of which it is not known whether it prints the rest.
        """
        numbers = self._index.sharing(needles(search.query), values=asks_for_sample(search.query)) | self._with_fields
        found = []
        perhaps: tuple[Statement, Match] | None = None
        for number in sorted(numbers):
            statement = self._statements[number]
            match = self._side.of_value(search.query, statement)
            if match is not None and (match.bound or match.value_only):
                found.append(Feeding(statement, as_value(match)))
            elif match is not None and match.certainty == "contingent":
                perhaps = perhaps or (statement, match)
        return tuple(found), perhaps
