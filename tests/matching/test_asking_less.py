"""What is left out without asking an automaton loses nothing: the same pairs are bound, and the same searches ask for a value."""

from __future__ import annotations

import random
import re

import pytest
from matching.written import event, printed, search, statement

from sdd_impact.matching import candidate, haystack, hold, needles, overlap, states, values
from sdd_impact.matching.clauses import alternatives
from sdd_impact.matching.numbered import Numbered, numbers
from sdd_impact.matching.prefilter import Index, letters
from sdd_impact.matching.sides import Side
from sdd_impact.matching.texts import Printed
from sdd_impact.matching.values import asks_for_sample, may_be_value_only
from sdd_impact.model import AllOf, AnyOf, Event, FieldIs, Phrase, Query, Regex, SearchState

WORDS = ("user", "order", "warning", "login", "Failed", "failed", "x", "5", "ms", "payment", "id", "refund", "app", "sec", "error")
HOLES = ("{a}", "{a}", "{a:int}", "{a:id}", "{a:email}", "{a:duration}", "{a:datetime}", "{a:masked}", "{a=login|failed order|id}", "{a:bool}",
         "{a:int%x}", "{a:float}", "{a:ip}", "{a:path}", "{a:url}", "{a:json}", "{a:token}", "{a%s}")  # fmt: skip
BETWEEN = (" ", " ", ": ", "=", "", " - ", "-", "_", ".")
#: Values that a log really shows, by kind; the others are free text.
SHOWN = {
    "int": ("5", "77"), "id": ("x-5", "ab", "login"), "email": ("bob@example.org", "user@failed.com"), "duration": ("5ms", "10 sec", "3"),
    "datetime": ("2020-01-01", "Mon Jan"), "ip": ("1.2.3.4", "fe80::1"), "bool": ("true",), "float": ("0.5", "nan"),
    "url": ("https://a.b/c", "/login/x"), "path": ("/srv/a.txt",), "masked": ("****",),
}  # fmt: skip
TEXT = ("abc", "login failed", "5", "order", "a-b", "on")


def some_event(chance: random.Random) -> Event:
    text = "".join(chance.choice((*WORDS, *HOLES)) + chance.choice(BETWEEN) for _ in range(chance.randint(1, 6))).strip()
    line = chance.choice((None, None, None, "{t:datetime} INFO " + text, "{t:timestamp} app " + text))
    return event(text, chance.choice(("info", "error", "warning", None)), line, logger=chance.choice(("", "app.login")))


def some_query(chance: random.Random, held: Event) -> Query:
    """Return a search that somebody may have made from a line of the statement, or of one that is like it."""
    parts = (held.line or held.message).parts
    line = "".join(part if isinstance(part, str) else chance.choice(part.values or SHOWN.get(part.kind, TEXT)) for part in parts)
    line = (
        chance.choice(("", "", "", "error ", "level=info ", "other "))
        + line
        + chance.choice(("", "", "", " error", " x=5", " more"))
    )
    first = line.rfind(" ", 0, chance.randint(0, len(line) // 2) + 1) + 1
    said = line[first : chance.choice((len(line), chance.randint(first, len(line))))]
    if chance.random() < 0.4:
        return Phrase(max(held.message.literals, key=len, default=said), chance.random() < 0.5)
    if chance.random() < 0.3 and said:
        at = chance.randrange(len(said))
        said = said[:at] + chance.choice(("x", " ", "-", "k", "")) + said[at + 1 :]
    if chance.random() < 0.5:
        return Phrase(said, chance.random() < 0.5, chance.choice(("substring", "substring", "term", "start", "end", "whole")))
    pattern = re.sub(" ", lambda _: chance.choice((" ", " ", r"\s+", ".*", r" \S+ ")), re.escape(said).replace("\\ ", " "))
    return Regex(
        chance.choice(("", "^", r"\b")) + pattern + chance.choice(("", "$", r"\d+", ".*")),
        chance.choice(("python", "pcre")), chance.choice(("", "i")),
    )  # fmt: skip


def some_pair(chance: random.Random) -> tuple[Query, Event]:
    held = some_event(chance)
    query = some_query(chance, held)
    kind = chance.random()
    if kind > 0.9:
        other = some_query(chance, some_event(chance))
        return chance.choice((AllOf, AnyOf))((query, other) if chance.random() < 0.5 else (other, query)), held
    return AllOf((query, FieldIs("level", "=", "error"))) if kind > 0.85 else query, held


@pytest.mark.parametrize("seed", range(2))
def test_no_value_supplies_fewer_letters_than_the_bound(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(seed)
    pairs = [some_pair(chance) for _ in range(110)]
    fast = [(hold(query, held), may_be_value_only(query, Printed(held))) for query, held in pairs]
    certain = [hold(query, held, details=False).certainty for query, held in pairs]
    monkeypatch.setattr(overlap, "least", lambda _wanted, _made: 0)
    monkeypatch.setattr(values, "_fits_any_text", lambda _clause: False)
    bound = asked = 0
    assert certain == [match.certainty for match, _ in fast]
    for (query, held), (match, may_ask) in zip(pairs, fast, strict=True):
        slow = hold(query, held)
        assert match == slow, (query, held)
        bound += slow.bound
        # of a search with several alternatives the first one that is possible counts, whichever of them may ask for a value
        if slow.value_only and not isinstance(query, AnyOf) and may_be_value_only(query, Printed(held)):
            asked += 1
            assert may_ask, (query, held)
    assert bound > 15
    assert asked


def test_the_bound_is_near() -> None:
    def least(text: str, message: str, *, case: bool = True, begins: bool = False) -> int:
        return overlap.least(overlap.asked(text, True, case, begins), overlap.own(Printed(event(message, "info"))))

    impossible = 1_000
    assert least("user logged in", "the user logged in") == 0
    assert least("user bob logged in", "user {name} logged in") == 3
    assert least("User logged in", "the user logged in") > impossible
    assert least("user logged in", "the user logged out") > impossible  # a layout prints no such word
    assert least("in info", "logged in") == 0  # but it prints the level
    assert least("user logged in", "the user logged in", begins=True) > impossible
    assert least("took five ms", "took {n:int} ms") > impossible
    assert least("took 5 ms more", "took {time:duration} more") == 0
    assert least("took long more", "took {time:duration} more") > impossible
    assert least("bob@example.org left", "{user:email} left") == 0


def test_numbered_changes_are_found_as_one_by_one() -> None:
    chance = random.Random(3)
    there = [None if chance.random() < 0.1 else statement("".join(
        chance.choice((*WORDS, *HOLES)) + " " for _ in range(chance.randint(1, 6))), line=at) for at in range(60)]  # fmt: skip
    side = Side(printed)
    numbered, index = Numbered(list(there), side), Index(side.text(each) for each in there if each is not None)
    known = [at for at, each in enumerate(there) if each is not None]
    found = 0
    for _ in range(300):
        query, _ = some_pair(chance)
        among = {known[at] for at in index.among(alternatives(query))}
        assert set(numbers(numbered.candidates(query))) == among
        sample = asks_for_sample(query)
        sharing = {known[at] for groups in alternatives(query) for at in index.sharing(groups, values=sample)}
        assert set(numbers(numbered.sharing(query))) == sharing
        found += len(sharing)
    assert found > 300


def test_sharing_is_having_most_letters() -> None:
    chance = random.Random(5)
    texts = [haystack(some_event(chance)) for _ in range(110)]
    index = Index(texts)
    for _ in range(200):
        groups = needles(some_pair(chance)[0])
        missing = sum(min(map(letters, group)) for group in groups)
        expected = set()
        for at, text in enumerate(texts):
            here = [group for group in groups if any(word in text for word in group)]
            longer = any(word in text for group in here for word in group if len(word) >= 4)
            if longer and sum(min(map(letters, group)) + max(map(letters, group)) for group in here) > missing:
                expected.add(at)
        assert index.sharing(groups) == expected


def test_states_are_the_same_as_asking_every_pair() -> None:
    chance = random.Random(11)
    there = [
        statement("".join(chance.choice((*WORDS, *HOLES)) + " " for _ in range(chance.randint(2, 6))), line=at) for at in range(10)
    ]
    queries = [some_pair(chance)[0] for _ in range(20)]
    levels = [FieldIs("level", ">=", "info"), FieldIs("level", "=", "error")]
    asked = [search(each, f"search {at}") for at, each in enumerate((*queries, *queries[:10], *levels))]
    found = states(asked, there, printed)
    for each, state in zip(asked, found, strict=True):
        bound = {one.location.line for one in there if hold(each.query, printed(one)).bound}
        if bound or state.state == "unbound":
            assert {fed.statement.location.line for fed in state.statements} == bound
            assert all(fed.match == hold(each.query, printed(fed.statement)) for fed in state.statements)
        assert not bound or _is_candidate(state)
        assert state.search is each
    again = found[len(queries) : len(queries) + 10]
    assert [each._replace(search=found[at].search) for at, each in enumerate(again)] == list(found[:10])


def _is_candidate(state: SearchState) -> bool:
    return all(candidate(needles(state.search.query), haystack(printed(fed.statement))) for fed in state.statements)
