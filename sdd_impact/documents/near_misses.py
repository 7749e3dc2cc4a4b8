"""A key of one's own, or a mistyped one? Only what differs by a slip of the finger from a known word is taken for a mistake."""

from __future__ import annotations

from collections.abc import Iterable

#: Words shorter than this may differ in one letter, longer ones in two.
_SHORT = 6
_LONGEST = 60


def near_miss(word: str, known: Iterable[str]) -> str:
    """Return the known word that ``word`` is a slip of, "" where there is none. Case, ``-``, ``_`` and spaces are no difference."""
    if len(word) > _LONGEST:
        return ""
    mine = _fold(word)
    best, found = (1 if len(mine) < _SHORT else 2), ""
    for each in known:
        theirs = _fold(each)
        if abs(len(theirs) - len(mine)) <= best and min(len(theirs), len(mine)) > 3:
            apart = _apart(mine, theirs)
            if apart < best or (apart == best and not found):
                best, found = apart, each
    return found


def _fold(word: str) -> str:
    return word.lower().replace("-", "_").replace(" ", "_")


def _apart(one: str, other: str) -> int:
    """How many letters must be put in, left out, replaced, or swapped with their neighbour."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        here = [row]
        for column, wanted in enumerate(other, 1):
            best = min(last[column] + 1, here[-1] + 1, last[column - 1] + (letter != wanted))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == wanted:
                best = min(best, before[column - 2] + 1)
            here.append(best)
        before, last = last, here
    return last[-1]
