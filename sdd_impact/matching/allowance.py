"""How much work all searches together may cause: a number of states, the same on every machine and whatever is remembered."""

from __future__ import annotations

#: States for one search, and for each statement that it may be held against: far more than an honest one visits.
FOR_A_SEARCH, WITH_A_STATEMENT = 5_000_000, 20_000
#: States for all searches of a run; every search and every statement adds to it, so that the work grows as they do.
FOR_ALL, FOR_EACH_SEARCH, FOR_EACH_STATEMENT = 8_000_000, 20_000, 100_000
#: What one decision costs besides the states that it visits.
_A_DECISION = 10

SPENT = "deciding it takes more work than is allowed, because of many complex searches or statements"


class Spent(Exception):
    """No more work is allowed, for this search or for all of them."""


class Allowance:
    """Counts the states that searches visit. ``begin`` is called with every search, ``check`` before and ``spend`` after every decision."""

    def __init__(self, searches: int, statements: int, for_all: int | None = None, for_a_search: int | None = None) -> None:
        self._left = FOR_ALL + FOR_EACH_SEARCH * searches + FOR_EACH_STATEMENT * statements if for_all is None else for_all
        self._each = FOR_A_SEARCH + WITH_A_STATEMENT * statements if for_a_search is None else for_a_search
        self._of_search = self._each

    def begin(self) -> None:
        """Begin with another search."""
        self._of_search = self._each

    def check(self) -> None:
        """Raise :class:`Spent` where nothing is left."""
        if self._left <= 0 or self._of_search <= 0:
            raise Spent

    def spend(self, states: int) -> None:
        """Take what one decision visited."""
        self._left -= states + _A_DECISION
        self._of_search -= states + _A_DECISION
