"""Which saved search at the base is which at the head."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import islice

from sdd_impact import late
from sdd_impact.model import FieldIs, Opaque, Phrase, Query, Regex, Routing, SavedSearch
from sdd_impact.tuples import NamedTuple

from .clauses import conditions


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


#: Two queries are alike from this share of common words on; the next best has to be so much less alike.
_ALIKE, _LEAD = 0.6, 0.15
#: Where a search stands between the same neighbours as before, and nothing else is new or gone there, less will do.
_ALIKE_IN_PLACE = 0.3
#: More searches of one file that are new on one side are not compared, and no more words of each.
_MOST_OF_A_FILE, _MOST_WORDS, _MOST_CHARACTERS = 60, 400, 10_000
_WORD, _SIGN = late.regex(r"\w+"), late.regex(r"\w+|[^\w\s]")


def pairs(base: Sequence[SavedSearch], head: Sequence[SavedSearch]) -> tuple[Pair, ...]:
    """Pair the searches of both sides, in the order of the head, then those that exist at the base only.

    What stays alone in a file that both sides have was perhaps renamed and edited at once: the most similar query is its partner, or the
    one that stands in its place, where no other one could be.
    """
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
    for one, other in _rewritten(base, head, partner):
        partner[other] = one
        taken.add(one)
    there = [Pair(base[partner[index]] if index in partner else None, each) for index, each in enumerate(head)]
    return (*there, *(Pair(each, None) for index, each in enumerate(base) if index not in taken))


def _rewritten(base: Sequence[SavedSearch], head: Sequence[SavedSearch], partner: dict[int, int]) -> list[tuple[int, int]]:
    """Return the pairs (base, head) among those that are left over, file by file."""
    taken = set(partner.values())
    gone = _by_file((index for index in range(len(base)) if index not in taken), base)
    new = _by_file((index for index in range(len(head)) if index not in partner), head)
    found: list[tuple[int, int]] = []
    for file in gone.keys() & new.keys():
        if max(len(gone[file]), len(new[file])) <= _MOST_OF_A_FILE:
            alike = _alike(gone[file], new[file], base, head)
            left = [
                [each for each in one if each not in used] for one, used in zip((gone[file], new[file]), _used(alike), strict=True)
            ]
            found += [*alike, *_in_place(left[0], left[1], base, head, partner | {other: one for one, other in alike})]
    return found


def _used(found: list[tuple[int, int]]) -> tuple[set[int], set[int]]:
    return {one for one, _ in found}, {other for _, other in found}


def _by_file(indexes: Iterable[int], searches: Sequence[SavedSearch]) -> dict[Hashable, list[int]]:
    found: dict[Hashable, list[int]] = {}
    for index in indexes:
        found.setdefault((searches[index].format, searches[index].location.file), []).append(index)
    return found


def _alike(gone: list[int], new: list[int], base: Sequence[SavedSearch], head: Sequence[SavedSearch]) -> list[tuple[int, int]]:
    """Those whose queries are alike, and by far the most alike for each other."""
    olds, news = ({index: _asked(searches[index]) for index in left} for left, searches in ((gone, base), (new, head)))
    shares = {(one, other): _share(olds[one], news[other]) for one in gone for other in new}
    found = []
    for (one, other), share in shares.items():
        rivals = (each for (was, now), each in shares.items() if (was == one) != (now == other))
        if share >= _ALIKE and share - max(rivals, default=0.0) >= _LEAD:
            found.append((one, other))
    return found


def _in_place(
    gone: list[int], new: list[int], base: Sequence[SavedSearch], head: Sequence[SavedSearch], partner: dict[int, int]
) -> list[tuple[int, int]]:
    """Those that are the only ones between the same neighbours."""
    sources = {one: other for other, one in partner.items()}
    places: dict[Hashable, tuple[list[int], list[int]]] = {}
    for index in gone:
        places.setdefault(_neighbours(index, base, sources), ([], []))[0].append(index)
    for index in new:
        places.setdefault(_neighbours(index, head, {other: other for other in partner}), ([], []))[1].append(index)
    return [
        (ones[0], others[0])
        for ones, others in places.values()
        if len(ones) == len(others) == 1 and _share(_written(base[ones[0]]), _written(head[others[0]])) >= _ALIKE_IN_PLACE
    ]


def _neighbours(index: int, searches: Sequence[SavedSearch], known: dict[int, int]) -> Hashable:
    """The searches of the same file before and behind that both sides have, by their number at head (None: the file's end)."""
    file = searches[index].location.file
    ends: list[int | None] = []
    for step in (-1, 1):
        at = index + step
        while 0 <= at < len(searches) and searches[at].location.file == file and at not in known:
            at += step
        inside = 0 <= at < len(searches) and searches[at].location.file == file
        ends.append(known[at] if inside else None)
    return tuple(ends)


def _asked(search: SavedSearch) -> Counter[str]:
    """The words of what a search asks of events. Where they come from is alike in most searches of a file."""
    texts = (_said(each) for each in conditions(search.query) if not isinstance(each, Routing))
    return _words(" ".join(islice(texts, _MOST_WORDS)), _WORD)


def _said(query: Query) -> str:
    if isinstance(query, FieldIs):
        return f"{query.field} {query.value}"
    return query.pattern if isinstance(query, Regex) else query.text if isinstance(query, Phrase | Opaque) else ""


def _written(search: SavedSearch) -> Counter[str]:
    """The words and signs of a search, and of its name."""
    return _words(f"{search.name} {search.text}", _SIGN)


def _words(text: str, word: re.Pattern[str]) -> Counter[str]:
    return Counter(word.findall(text[:_MOST_CHARACTERS].lower())[:_MOST_WORDS])


def _share(one: Counter[str], other: Counter[str]) -> float:
    """How much of both is common, from 0 to 1."""
    whole = one.total() + other.total()
    return 2 * (one & other).total() / whole if whole else 0.0
