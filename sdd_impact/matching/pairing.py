"""Which saved search at the base is which at the head."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import NamedTuple

from sdd_impact.model import SavedSearch


class Pair(NamedTuple):
    """A saved search at both sides; a side on which it does not exist is None."""

    base: SavedSearch | None
    head: SavedSearch | None


class Both(NamedTuple):
    """A saved search that exists at both sides."""

    base: SavedSearch
    head: SavedSearch

    @property
    def edited(self) -> bool:
        """Whether the branch changed what the search asks, or which code it reaches."""
        return (self.base.query, self.base.paths) != (self.head.query, self.head.paths)


#: From the surest way to recognise a search to the least sure: a moved file, then a renamed search.
_SAME: tuple[Callable[[SavedSearch], Hashable], ...] = (
    lambda each: (each.format, each.location.file, each.name, each.text),
    lambda each: (each.format, each.location.file, each.name),
    lambda each: (each.format, each.name, each.text),
    lambda each: (each.format, each.name),
    lambda each: (each.format, each.location.file, each.text),
    lambda each: (each.format, each.text),
)


def pairs(base: Sequence[SavedSearch], head: Sequence[SavedSearch]) -> tuple[Pair, ...]:
    """Pair the searches of both sides, in the order of the head, then those that exist at the base only."""
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for same in _SAME:
        free: dict[Hashable, list[int]] = {}
        for index in (index for index in reversed(range(len(base))) if index not in taken):
            free.setdefault(same(base[index]), []).append(index)
        for index, each in enumerate(head):
            waiting = free.get(same(each)) if index not in partner else None
            if waiting:
                partner[index] = waiting.pop()
                taken.add(partner[index])
    there = [Pair(base[partner[index]] if index in partner else None, each) for index, each in enumerate(head)]
    return (*there, *(Pair(each, None) for index, each in enumerate(base) if index not in taken))
