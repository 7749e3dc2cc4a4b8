"""What a branch does to every saved search."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sdd_impact.model import Change, SavedSearch, SearchVerdict, Statement

from . import sentences
from .allowance import SPENT, Allowance, Spent
from .hold import NESTED
from .judging import Judge, Others
from .leaving import Within
from .pairing import Pair, pairs
from .sides import EventOf, Side
from .witness import Confirm


def verdicts(
    base: Sequence[SavedSearch],
    head: Sequence[SavedSearch],
    changes: Sequence[Change],
    event_at_base: EventOf,
    event_at_head: EventOf,
    others: Others | None = None,
    *,
    confirm: Confirm | None = None,
    everything: bool = False,
    within: Within | None = None,
    allowance: Allowance | None = None,
) -> tuple[SearchVerdict, ...]:
    """Judge every saved search that the branch touches, in the order of ``head`` (deleted ones last).

    ``base`` and ``head`` are the searches of each side; one from outside of the repository stands in both. ``changes`` are the paired
    statements; errors and test code print nothing that is searched and are left out. ``event_at_base`` and ``event_at_head`` turn
    a statement into what it prints there. ``others(search)`` returns the statements of the head that did not change; it is asked late,
    so it may read the whole tree then. ``confirm`` asks the real engine. ``everything`` lists untouched searches too, as ``still-matches``
    or ``unbound``. ``within`` says which statements a search is held against at all, by the place where they stand (by default all).
    ``allowance`` bounds the work that they cause together; a search for which nothing is left is ``unknown``.
    """
    relevant = tuple(each for each in changes if _is_searched(each.statement))

    def searched(search: SavedSearch) -> Iterator[Statement]:
        return (each for each in (others(search) if others is not None else ()) if _is_searched(each))

    allowed = allowance or Allowance(len(head), len(relevant))
    sides = Side(event_at_base, confirm, allowed), Side(event_at_head, confirm, allowed)
    judge = Judge(*sides, relevant, searched, within)
    found = (_judged(judge, pair, allowed, everything) for pair in pairs(base, head))
    return tuple(each for each in found if each is not None)


def _is_searched(statement: Statement) -> bool:
    return statement.what == "log" and not statement.test


def _judged(judge: Judge, pair: Pair, allowance: Allowance, everything: bool) -> SearchVerdict | None:
    shown = pair.head or pair.base
    allowance.begin()
    try:
        return judge.judge(pair) or (_untouched(judge, pair.head) if everything and pair.head is not None else None)
    except Spent:
        return None if shown is None else SearchVerdict(shown, "unknown", SPENT)
    except RecursionError:
        return None if shown is None else SearchVerdict(shown, "unknown", NESTED)


def _untouched(judge: Judge, search: SavedSearch) -> SearchVerdict:
    if any(judge.head.binds(search.query, each) for each in judge.near(search)):
        return SearchVerdict(search, "still-matches", "no changed statement feeds it", assuming=sentences.reach(search))
    return SearchVerdict(search, "unbound", "no statement feeds it", assuming=sentences.reach(search))
