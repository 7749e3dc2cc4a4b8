"""Whatever text, tree or statement comes in: an answer, never an exception."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from matching.written import printed, search, statement

from sdd_impact.matching import hold, states, verdicts
from sdd_impact.model import (
    KINDS,
    AllOf,
    AnyOf,
    Change,
    Event,
    Field,
    FieldIs,
    Location,
    Not,
    Opaque,
    Phrase,
    Placeholder,
    Query,
    Regex,
    Routing,
    Statement,
    Template,
)
from sdd_impact.patterns.dialects import DIALECTS

TEXT = st.text(alphabet=st.characters(codec=None, exclude_categories=()), max_size=12) | st.sampled_from(
    ("", "user", "user id", "a\nb", "$email$", "{{user}}", "é", "\U0010ff01", "\udc80", "*", "a*b?", "\\", "[", "level=error", "\0")
)
HOLE = st.builds(
    Placeholder, TEXT, st.sampled_from((*KINDS, "made-up")),
    st.sampled_from(("", "%s", "%5d", "%x", "!r", ":>8", "%.2f", "%.100s", "%", ":,", "%-10.3s", "{:?}", "%*d", "nonsense")),
    values=st.just(()) | st.tuples(TEXT) | st.tuples(TEXT, TEXT),
)  # fmt: skip
TEMPLATE = st.lists(TEXT | HOLE, max_size=5).map(lambda parts: Template.of(*parts))
FIELD = st.sampled_from(("", "message", "level", "a", "x.y", "logger", "_raw", "user id", "status"))
LEAF = (
    st.builds(Phrase, TEXT, st.booleans(), st.sampled_from(("substring", "term", "whole", "start", "end")), FIELD, st.booleans())
    | st.builds(Regex, TEXT, st.sampled_from(sorted(DIALECTS)), st.sampled_from(("", "i", "msx", "?")), FIELD, st.booleans())
    | st.builds(FieldIs, FIELD, st.sampled_from(("=", "!=", "<", "<=", ">", ">=", "exists")), TEXT, st.booleans(), st.booleans())
    | st.builds(Routing, TEXT)
    | st.builds(Opaque, TEXT, TEXT)
)


def _trees(inner: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
    several = st.lists(inner, max_size=3).map(tuple)
    return st.builds(AllOf, several) | st.builds(AnyOf, several) | st.builds(Not, inner)


QUERY: st.SearchStrategy[Query] = st.recursive(LEAF, _trees, max_leaves=5)
EVENT = st.builds(
    Event, TEMPLATE, st.sampled_from((None, "info", "error", "verbose")), TEXT, TEXT,
    st.lists(st.builds(Field, TEXT, TEMPLATE), max_size=2).map(tuple), st.none() | TEMPLATE,
)  # fmt: skip


@settings(max_examples=250, deadline=None)
@given(QUERY, EVENT)
def test_hold_answers(query: Query, event: Event) -> None:
    match = hold(query, event)
    assert match.certainty in ("always", "generic", "contingent", "never", "unknown")
    assert hold(query, event, details=False).bound >= match.bound  # a witness that is disputed makes it unknown
    if match.certainty == "unknown":
        assert match.because


def as_statement(event: Event, line: int) -> Statement:
    return Statement("log", Location("a.py", line), "python", event.message, event.level, fields=event.fields)


@settings(max_examples=80, deadline=None)
@given(QUERY, QUERY, st.lists(st.tuples(EVENT, EVENT), max_size=3))
def test_verdicts_and_states_answer(base: Query, head: Query, pairs: list[tuple[Event, Event]]) -> None:
    changes = [
        Change(f"ch-{at}", "modified", as_statement(before, at), as_statement(after, at))
        for at, (before, after) in enumerate(pairs, 1)
    ]
    others = [as_statement(before, 100 + at) for at, (before, _) in enumerate(pairs)]
    verdicts([search(base)], [search(head)], changes, printed, printed, lambda _search: others, everything=True)
    verdicts([search(base)], [], changes, printed, printed, lambda _search: others)
    states([search(head)], others, printed)


def test_a_query_nested_without_end() -> None:
    query: Query = Phrase("deeply")
    for _ in range(3_000):
        query = AllOf((Not(query),))
    assert hold(query, printed(statement("deeply"))).certainty == "unknown"
    one = search(query)
    (found,) = verdicts([one], [one], [Change("ch-1", "modified", statement("deeply"), statement("b"))], printed, printed)
    assert found.verdict == "unknown"
    assert states([one], [statement("deeply")], printed)[0].state == "unknown"


def test_a_search_of_two_thousand_words() -> None:
    query = AnyOf(tuple(Phrase(f"word{number}x") for number in range(2_000)))
    assert hold(query, printed(statement("word77x of {n:int}"))).certainty == "always"
    assert hold(query, printed(statement("nothing of {n:int}"))).certainty == "never"
    assert hold(Not(query), printed(statement("nothing of {n:int}"))).certainty in ("always", "unknown")
