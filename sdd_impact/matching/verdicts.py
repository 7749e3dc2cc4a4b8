"""What a branch does to every saved search."""

from __future__ import annotations

from collections.abc import Sequence

from sdd_impact.model import Change, SavedSearch, SearchVerdict

from .judging import Judge, Others
from .pairing import pairs
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
) -> tuple[SearchVerdict, ...]:
    """Judge every saved search that the branch touches, in the order of ``head`` (deleted ones last).

    ``base`` and ``head`` are the searches of each side; one from outside of the repository stands in both. ``changes`` are the paired
    statements; errors and test code print nothing that is searched and are left out. ``event_at_base`` and ``event_at_head`` turn
    a statement into what it prints there. ``others(search)`` returns the statements of the head that did not change; it is asked late,
    so it may read the whole tree then. ``confirm`` asks the real engine. ``everything`` lists untouched searches too, as ``still-matches``
    or ``unbound``.
    """
    relevant = tuple(each for each in changes if each.statement.what == "log" and not each.statement.test)
    judge = Judge(Side(event_at_base, confirm), Side(event_at_head, confirm), relevant, others or _none)
    found = []
    for pair in pairs(base, head):
        verdict = judge.judge(pair) or (_untouched(judge, pair.head) if everything and pair.head is not None else None)
        if verdict is not None:
            found.append(verdict)
    return tuple(found)


def _none(_search: SavedSearch) -> tuple[()]:
    return ()


def _untouched(judge: Judge, search: SavedSearch) -> SearchVerdict:
    if any(judge.head.binds(search.query, each) for each in judge.others(search)):
        return SearchVerdict(search, "still-matches", "no changed statement feeds it")
    return SearchVerdict(search, "unbound", "no statement feeds it")
