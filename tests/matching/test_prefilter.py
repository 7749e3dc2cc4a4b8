"""The prefilter leaves nothing out: whatever is bound is a candidate."""

from __future__ import annotations

import random

import pytest
from matching.written import event

from sdd_impact.matching import candidate, haystack, hold, needles
from sdd_impact.matching.clauses import alternatives
from sdd_impact.matching.prefilter import Index
from sdd_impact.model import AllOf, AnyOf, Event, Not, Phrase, Query, Regex

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


def some_event(chance: random.Random) -> Event:
    text = "".join(chance.choice((*WORDS, *HOLES, " ", ": ", "=")) for _ in range(chance.randint(1, 7)))
    return event(
        text, chance.choice(("info", "error", None)), chance.choice((None, None, "{t:datetime} INFO " + text)), logger="app.login"
    )


def some_query(chance: random.Random, depth: int = 2) -> Query:
    kind = chance.random()
    if depth and kind < 0.3:
        parts = tuple(some_query(chance, depth - 1) for _ in range(2))
        return AllOf(parts) if kind < 0.15 else AnyOf(parts)
    if depth and kind < 0.36:
        return Not(some_query(chance, depth - 1))
    text = chance.choice(("", " ", ": ")).join(chance.choices(WORDS, k=chance.randint(1, 2)))
    if kind < 0.6:
        return Phrase(text, chance.random() < 0.5, chance.choice(("substring", "term", "start", "end", "whole")))
    tail = chance.choice((r"\d+", r"\w*", ".*", "(a|b)", "(user|id)", "(?:T|Z)", "s?", "(?=.*id)", r"\b", "[a-f]"))
    return Regex(chance.choice(("", "^", ".*")) + text + tail, flags=chance.choice(("", "i")))


@pytest.mark.parametrize("seed", range(6))
def test_what_is_bound_is_a_candidate(seed: int) -> None:
    chance = random.Random(seed)
    bound = 0
    for _ in range(400):
        query, held = some_query(chance), some_event(chance)
        if hold(query, held, details=False).bound:
            bound += 1
            assert candidate(needles(query), haystack(held)), (query, held)
    assert bound > 40


def test_the_index_finds_the_same_as_asking_one_by_one() -> None:
    chance = random.Random(9)
    texts = [haystack(some_event(chance)) for _ in range(150)]
    index = Index(texts)
    for _ in range(200):
        groups = needles(some_query(chance))
        assert index.candidates(groups) == tuple(at for at, text in enumerate(texts) if candidate(groups, text))


def test_looking_up_the_words_of_each_alternative_loses_nothing() -> None:
    chance = random.Random(11)
    there = [some_event(chance) for _ in range(60)]
    index = Index([haystack(each) for each in there])
    found = 0
    for _ in range(150):
        query = some_query(chance, 3)
        bound = {at for at, each in enumerate(there) if hold(query, each, details=False).bound}
        assert bound <= set(index.among(alternatives(query))), query
        found += len(bound)
    assert found > 500


def test_what_is_required() -> None:
    assert needles(Regex(r"^(?:Illegal|Invalid) user (\S+) from", flags="i")) == (
        frozenset({"illegal", "invalid"}), frozenset({"user"}), frozenset({"from"}),
    )  # fmt: skip
    assert needles(AnyOf((Phrase("one two"), Phrase("three")))) == (frozenset({"two", "three"}),)
    assert needles(AnyOf((Phrase("one"), Regex(r"\d+")))) == ()
    assert needles(Not(Phrase("one"))) == ()
    assert needles(Regex("(?:ab)?c+(?!d)e")) == (frozenset({"c"}), frozenset({"e"}))
