"""The prefilter leaves nothing out: whatever is bound is a candidate."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from matching.written import event

from sdd_impact.matching import candidate, haystack, hold, needles
from sdd_impact.matching.clauses import alternatives
from sdd_impact.matching.prefilter import Index
from sdd_impact.model import AllOf, AnyOf, Event, FieldIs, Not, Phrase, Query, Regex

WORDS = ("user", "id", "login", "failed", "Reset", "x1", "true", "12", "at", "info", "T", "ms", "message")
HOLES = (
    "{a}",
    "{a:int}",
    "{a:bool}",
    "{a:id}",
    "{a:datetime}",
    "{a:duration}",
    "{a:float}",
    "{a=login|failed|id}",
    "{a:masked}",
    "{a:int%x}",
)
TAILS = (r"\d+", r"\w*", ".*", "(a|b)", "(user|id)", "(?:T|Z)", "s?", "(?=.*id)", r"\b", "[a-f]")


def _event(text: str, level: str | None, before: str | None) -> Event:
    return event(text, level, None if before is None else before + text, logger="app.login")


EVENTS = st.builds(
    _event,
    st.lists(st.sampled_from((*WORDS, *HOLES, " ", ": ", "=")), min_size=1, max_size=7).map("".join),
    st.sampled_from(("info", "error", None)),
    st.sampled_from((None, "{t:datetime} INFO ")),
)
TEXTS = st.builds(
    lambda between, words: between.join(words),
    st.sampled_from(("", " ", ": ")),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=2),
)
LEAVES = st.builds(Phrase, TEXTS, st.booleans(), st.sampled_from(("substring", "term", "start", "end", "whole"))) | st.builds(
    lambda head, text, tail, flags: Regex(head + text + tail, flags=flags),
    st.sampled_from(("", "^", ".*")), TEXTS, st.sampled_from(TAILS), st.sampled_from(("", "i")),
)  # fmt: skip


def _joined(inner: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
    pairs = st.tuples(inner, inner)
    return st.builds(AllOf, pairs) | st.builds(AnyOf, pairs) | st.builds(Not, inner)


ASKED = (
    LEAVES
    | st.builds(FieldIs, st.just("message"), st.just("="), TEXTS, st.booleans())
    | st.builds(Phrase, TEXTS, st.booleans(), st.just("term"), st.just("message"))
)
QUERIES: st.SearchStrategy[Query] = st.recursive(ASKED, _joined, max_leaves=4)


@settings(max_examples=300)
@given(QUERIES, EVENTS)
def test_what_is_bound_is_a_candidate(query: Query, held: Event) -> None:
    if hold(query, held, details=False).bound:
        assert candidate(needles(query), haystack(held))


@settings(max_examples=60)
@given(st.lists(QUERIES, min_size=1, max_size=3), st.lists(EVENTS, min_size=1, max_size=25))
def test_the_index_finds_the_same_as_asking_one_by_one(queries: list[Query], held: list[Event]) -> None:
    texts = [haystack(each) for each in held]
    index = Index(texts)
    for query in queries:
        groups = needles(query)
        assert index.candidates(groups) == tuple(at for at, text in enumerate(texts) if candidate(groups, text))


@settings(max_examples=100)
@given(QUERIES, st.lists(EVENTS, min_size=1, max_size=12))
def test_looking_up_the_words_of_each_alternative_loses_nothing(query: Query, held: list[Event]) -> None:
    index = Index([haystack(each) for each in held])
    bound = {at for at, each in enumerate(held) if hold(query, each, details=False).bound}
    assert bound <= set(index.among(alternatives(query)))


def test_what_is_required() -> None:
    assert needles(Regex(r"^(?:Illegal|Invalid) user (\S+) from", flags="i")) == (
        frozenset({"illegal", "invalid"}), frozenset({"user"}), frozenset({"from"}),
    )  # fmt: skip
    assert needles(AnyOf((Phrase("one two"), Phrase("three")))) == (frozenset({"two", "three"}),)
    assert needles(AnyOf((Phrase("one"), Regex(r"\d+")))) == ()
    assert needles(Not(Phrase("one"))) == ()
    assert needles(Regex("(?:ab)?c+(?!d)e")) == (frozenset({"c"}), frozenset({"e"}))
