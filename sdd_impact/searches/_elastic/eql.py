"""EQL, the event query language of Elasticsearch.

Rules from the "EQL syntax reference": ``category where condition``; ``==`` compares with case, ``:`` and operators that end in ``~`` without; ``:`` and ``like`` know ``*`` and ``?``;
``regex`` is Lucene's; a sequence is made of events in square brackets, each of which must come.
"""

from __future__ import annotations

from sdd_impact.model import FieldIs, Opaque, Query
from sdd_impact.searches._elastic.expressions import EQL, Condition, Scope
from sdd_impact.searches._elastic.lexing import QueryError, Token, closing, split, tokens
from sdd_impact.searches._joined import shown
from sdd_impact.searches._parts import Parsed, with_parts
from sdd_impact.searches._trees import EVERY_LINE, all_of, any_of
from sdd_impact.tuples import NamedTuple

_MOST_CHARACTERS = 50_000
_MOST_STEPS = 100
_STARTS = frozenset({"sequence", "sample", "join"})


class Step(NamedTuple):
    """One event of a query: what it asks, its text, and what it is called in a sequence ("" where it stands alone)."""

    parsed: Parsed
    text: str
    name: str = ""


def steps(text: str) -> tuple[Step, ...]:
    """Read the events of a query, in order. What is not understood is :class:`Opaque`; never raises."""
    whole = " ".join(text.split())
    if len(text) > _MOST_CHARACTERS:
        reason = "longer than is looked at"
        return (Step(Parsed(Opaque(whole[:200] + " …", reason), error=reason), text.strip()),)
    try:
        listed = tokens(text)
        if not listed:
            return ()
        if listed[0].word in _STARTS:
            return _sequence(text, listed)
        first, *pipes = split(listed, "|")
        return (Step(_event(text, first, pipes), text.strip()),)
    except QueryError as error:
        return (Step(Parsed(Opaque(whole, str(error)), error=str(error)), text.strip()),)


def parse(text: str) -> Parsed:
    """Read a query as one: of a sequence, any of its events."""
    found = steps(text)
    if len(found) == 1:
        return found[0].parsed
    query = any_of(each.parsed.query for each in found)
    return with_parts(query, [(query, tuple(each.text for each in found))])


def _sequence(text: str, listed: list[Token]) -> tuple[Step, ...]:
    found: list[tuple[list[Token], str]] = []
    at, before = 1, ""
    while at < len(listed):
        if listed[at].word == "|":
            break
        if listed[at].word != "[":
            before = listed[at].word
            at += 1
            continue
        end = closing(listed, at)
        if end >= len(listed):
            raise QueryError("a [ is never closed")
        sort = "until" if before == "until" else "missing" if before == "!" else ""
        found.append((listed[at + 1 : end], sort))
        at, before = end + 1, ""
    if not found or len(found) > _MOST_STEPS:
        raise QueryError("no sequence of events")
    made = []
    for number, (inside, sort) in enumerate(found, 1):
        name = f"step {number}{f' ({sort})' if sort else ''}"
        parsed = _event(text, inside, [])
        rest = Opaque(f"{name} of {len(found)} of a {listed[0].word}", "the other events must come, too")
        written = text[inside[0].start : inside[-1].end]
        # An event that may be any asks nothing, whatever else must come.
        query = parsed.query if parsed.query == EVERY_LINE else all_of((parsed.query, rest))
        made.append(Step(parsed._replace(query=query), written, name))
    return tuple(made)


def _event(text: str, listed: list[Token], pipes: list[list[Token]]) -> Parsed:
    """``category where condition``, and the pipes behind it that choose events."""
    if len(listed) < 2 or listed[1].word != "where":
        raise QueryError("`category where condition` is expected")
    category = listed[0].said if listed[0].kind == "text" else listed[0].text
    parts: list[Query] = [] if category == "any" else [FieldIs("event.category", "=", category, case=True)]
    reader = Condition(text, listed[2:], EQL, Scope())
    parts.append(reader.whole())
    for pipe in pipes:
        if pipe and pipe[0].word == "filter":
            parts.append(Condition(text, pipe[1:], EQL, Scope()).whole())
        elif not pipe or pipe[0].word not in {"head", "tail", "count", "sort", "unique", "unique_count"}:
            parts.append(Opaque(shown(text, pipe), "a pipe that is not understood"))
    return with_parts(all_of(parts), reader.choices)
