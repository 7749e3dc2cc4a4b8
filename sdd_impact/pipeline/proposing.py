"""New queries for the searches that a branch broke, each read by the search's own format and held against the lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sdd_impact import matching
from sdd_impact.model import Event, Proposal, SearchVerdict, Statement
from sdd_impact.pipeline.splicing import Rereading

#: What is done to a search for which another query is proposed.
WANTING = ("broken", "likely-broken", "narrowed", "captures-changed")
#: Searches for which files are read anew in one run.
_MOST = 200

EventOf = Callable[[Statement], Event]


def wanting(verdict: SearchVerdict) -> bool:
    """Whether a search lost a line or a value, so that a new query is looked for."""
    return verdict.verdict in WANTING or not set(WANTING).isdisjoint(verdict.also)


def with_proposals(
    verdicts: Iterable[SearchVerdict], base: EventOf, head: EventOf, rereading: Rereading
) -> tuple[SearchVerdict, ...]:
    """Return the verdicts with a proposal for each search that lost a line or a value, where one was found."""
    left = _MOST
    told = []
    for verdict in verdicts:
        if left and wanting(verdict):
            left -= 1
            proposal = _proposal(verdict, base, head, rereading)
            told.append(verdict._replace(proposal=proposal, unproposed="" if proposal else _why_not(verdict, rereading)))
        elif verdict.proposal is None and wanting(verdict):
            told.append(verdict._replace(unproposed=f"new queries are looked for for the first {_MOST} searches only"))
        else:
            told.append(verdict)
    return tuple(told)


def _proposal(verdict: SearchVerdict, base: EventOf, head: EventOf, rereading: Rereading) -> Proposal | None:
    lost: list[tuple[Event, Event]] = []
    kept: list[tuple[Event, Event]] = []
    for each in verdict.statements:
        if each.before is None or each.after is None or each.match_before is None or not each.match_before.bound:
            continue
        events = base(each.before), head(each.after)
        (kept if each.match_after is not None and each.match_after.bound else lost).append(events)
    found = verdict.proposal
    if lost:
        found = matching.reworded(verdict.search, lost, rereading.query, verdict.proposal)
    elif verdict.captures and kept:
        found = matching.reworded(verdict.search, kept, rereading.query, verdict.proposal, captures=True)
    # What was found without the file is told only where the file cannot be asked: the query does not stand in it as one.
    return found if found is not verdict.proposal or rereading.why_not(verdict.search) else None


def _why_not(verdict: SearchVerdict, rereading: Rereading) -> str:
    if verdict.statements and all(each.after is None for each in verdict.statements):
        return "no line is left that a new query could be tried on"
    return rereading.why_not(verdict.search) or "no query could be proposed that is proved to match the new line"
