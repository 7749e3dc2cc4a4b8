"""Before against after: what is left when everything that both sides have is taken out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

Thing = TypeVar("Thing")


def left_over(
    before: Iterable[Thing], after: Iterable[Thing], *identities: Callable[[Thing], Hashable]
) -> tuple[list[Thing], list[Thing]]:
    """Return what only one side has: gone, and new.

    Things are taken out in pairs, first those that are equal under the first identity, then under the next: each thing once.
    """
    gone, new = list(before), list(after)
    for identity in identities:
        there = Counter(identity(each) for each in gone)
        here = Counter(identity(each) for each in new)
        both = there & here
        gone, new = _without(gone, both, identity), _without(new, both, identity)
    return gone, new


def _without(things: list[Thing], taken: Counter[Hashable], identity: Callable[[Thing], Hashable]) -> list[Thing]:
    left, to_take = [], Counter(taken)
    for thing in things:
        name = identity(thing)
        if to_take[name]:
            to_take[name] -= 1
        else:
            left.append(thing)
    return left
