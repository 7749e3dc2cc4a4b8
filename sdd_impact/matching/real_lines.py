"""Saved searches held against real log lines: each line is an event without any placeholder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

from sdd_impact.model import Event, Query

from .clauses import alternatives
from .hold import hold
from .prefilter import Index, haystack
from .witness import Confirm


class RealLines:
    """So many lines as are held at a time. ``wholes`` gives the whole event of a line that has several, None elsewhere."""

    def __init__(self, lines: Sequence[Event], wholes: Callable[[int], Event | None]) -> None:
        self._lines = lines
        self._wholes = wholes

    @cached_property
    def _index(self) -> Index:
        return Index(haystack(self._wholes(number) or line) for number, line in enumerate(self._lines))

    def candidates(self, query: Query) -> tuple[int, ...]:
        """Return the numbers of the lines that have the words of a search; no other line can match it."""
        return self._index.among(alternatives(query))

    def matches(self, query: Query, number: int, confirm: Confirm | None = None) -> bool | None:
        """Whether a search finds a line, or the event that begins with it; None where that cannot be decided.

        With ``confirm`` the real engine is asked, too, and must agree.
        """
        found = self._held(query, self._lines[number], confirm)
        whole = None if found else self._wholes(number)
        return found if whole is None else self._held(query, whole, confirm)

    def _held(self, query: Query, event: Event, confirm: Confirm | None) -> bool | None:
        certainty = hold(query, event, confirm, details=confirm is not None).certainty
        return None if certainty == "unknown" else certainty in ("always", "generic")
