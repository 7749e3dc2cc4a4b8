"""A search that a branch edits, against the statements that it left alone."""

from __future__ import annotations

from time import perf_counter

import pytest
from matching.written import change, printed, search, statement

from sdd_impact.matching import verdicts
from sdd_impact.matching.pairing import pairs
from sdd_impact.model import AllOf, AnyOf, Change, Phrase, Query, Regex, Routing, SavedSearch, SearchVerdict, Statement

PAID = statement("payment failed for order {order:id}", 1)
DECLINED = statement("payment declined for order {order:id}", 2)
REFUND = statement("refund of {order:id}", 3)
ALL = (PAID, DECLINED, REFUND)


def judged(base: Query, head: Query, others: tuple[Statement, ...] = ALL, changes: tuple[Change, ...] = ()) -> SearchVerdict | None:
    found = verdicts(
        [search(base, "old")], [search(head, "new")], changes, printed, printed, lambda _search: others, confirm=lambda *_: True
    )
    return found[0] if found else None


@pytest.mark.parametrize(
    ("base", "head", "verdict", "also"),
    [
        (Phrase("payment failed"), Phrase("payment fialed"), "broken", ()),
        (Phrase("payment "), Phrase("payment failed"), "narrowed", ()),
        (Phrase("payment failed"), Phrase("payment "), "newly-matches", ()),
        (Phrase("payment failed"), Phrase("payment failed for"), "still-matches", ()),
        (Phrase("payment failed"), Phrase("refund"), "narrowed", ("newly-matches",)),
        (Regex(r"order (?P<order>\S+)"), Regex(r"order (?:\S+)"), "captures-changed", ()),
        (AnyOf((Phrase("payment failed"), Phrase("refund"))), Phrase("refund"), "narrowed", ()),
    ],
)
def test_what_it_lost_gained_or_captures(base: Query, head: Query, verdict: str, also: tuple[str, ...]) -> None:
    found = judged(base, head)
    assert found is not None
    assert (found.verdict, found.also) == (verdict, also)
    assert found.was == "old"
    assert found.statements
    assert {each.change[:3] for each in found.statements} == {"st-"}
    assert "changed on this branch" in found.because


def test_a_search_that_matched_nothing_is_mended_or_says_nothing() -> None:
    assert judged(Phrase("payment fialed"), Phrase("payment failed")) is None
    assert judged(Phrase("nothing"), Phrase("nothing else")) is None


def test_moved_along_with_its_line() -> None:
    moved = change(1, PAID, statement("payment broke for order {order:id}", 1))
    found = judged(Phrase("payment failed"), Phrase("payment broke"), (DECLINED, REFUND), (moved,))
    assert found is not None
    assert (found.verdict, [each.change for each in found.statements]) == ("still-matches", ["ch-1"])


def test_a_search_that_is_deleted_names_what_lives_on() -> None:
    (found,) = verdicts([search(Phrase("payment "))], [], [], printed, printed, lambda _search: ALL)
    assert found.verdict == "search-removed"
    assert [(each.change, each.match_after) for each in found.statements] == [("st-1", None), ("st-2", None)]


def test_many_statements_are_quick_and_not_all_listed() -> None:
    many = tuple(statement(f"request {number} failed for {{who}}", number) for number in range(3_000))
    start = perf_counter()
    found = judged(Phrase("failed"), Phrase("failed to"), many)
    assert perf_counter() - start < 20
    assert found is not None
    assert found.verdict in ("broken", "likely-broken")
    assert len(found.statements) == 100
    assert found.statements[-1].match_before is not None


def place(one: SavedSearch, file: str = "", name: str = "") -> SavedSearch:
    return one._replace(location=one.location._replace(file=file or one.location.file), name=name or one.name)


def test_a_moved_or_renamed_search_is_the_same() -> None:
    one, other = search(Phrase("a"), "a", "one"), search(Phrase("b"), "b", "two")
    for head in (place(one, "elsewhere.conf"), place(one, name="another"), one._replace(text="c")):
        assert [(pair.base, pair.head) for pair in pairs([other, one], [head, other])] == [(one, head), (other, other)]
    twins = [one, one]
    assert all(pair.base is not None and pair.head is not None for pair in pairs(twins, twins))
    many = [search(Phrase(str(number)), str(number), str(number)) for number in range(5_000)]
    start = perf_counter()
    assert len(pairs(many, many[::-1])) == 5_000
    assert perf_counter() - start < 5


def splunk(name: str, asked: str) -> SavedSearch:
    """A search of a file in which all look much alike."""
    return search(AllOf((Routing("index=app"), Phrase(asked))), f'index=app "{asked}" | stats count by host', name)


PAYMENTS, REFUNDS, LOGINS = (
    splunk("Payments", "payment failed for order"),
    splunk("Refunds", "refund of"),
    splunk("Logins", "user logged in"),
)


def partners(base: list[SavedSearch], head: list[SavedSearch]) -> dict[str, str | None]:
    return {pair.base.name: pair.head and pair.head.name for pair in pairs(base, head) if pair.base}


def test_a_search_that_is_renamed_and_edited_is_the_same() -> None:
    edited = splunk("Lost payments", "payment failed")
    assert partners([PAYMENTS, REFUNDS], [REFUNDS, edited]) == {"Payments": "Lost payments", "Refunds": "Refunds"}
    # in its place, though nothing that it asks is left
    other = splunk("Charges", "charge declined")
    assert partners([PAYMENTS, REFUNDS, LOGINS], [other, REFUNDS, LOGINS])["Payments"] == "Charges"
    assert partners([REFUNDS, PAYMENTS, LOGINS], [REFUNDS, other, LOGINS])["Payments"] == "Charges"


def test_what_may_be_another_search_is_none() -> None:
    # at another place, and it asks for something else
    assert partners([PAYMENTS, REFUNDS, LOGINS], [REFUNDS, LOGINS, splunk("Charges", "charge declined")])["Payments"] is None
    # two that are as similar as each other, at the same place
    twins = [splunk("One", "payment failed for order a"), splunk("Two", "payment failed for order b")]
    assert partners([PAYMENTS, REFUNDS], [*twins, REFUNDS])["Payments"] is None
    # in another file, or of another format
    edited = splunk("Lost payments", "payment failed")
    assert partners([PAYMENTS], [place(edited, "elsewhere.conf")])["Payments"] is None
    assert partners([PAYMENTS], [edited._replace(format="loki")])["Payments"] is None
    # in its place, but with nothing in common at all
    assert partners([PAYMENTS], [search(Phrase("x"), "x", "y")])["Payments"] is None


def test_renamed_and_edited_is_told_as_edited() -> None:
    (found,) = verdicts(
        [PAYMENTS],
        [splunk("Lost", "payment failed for order x")],
        [],
        printed,
        printed,
        lambda _search: ALL,
        confirm=lambda *_: True,
    )
    assert (found.verdict, found.search.name) == ("broken", "Lost")
    assert "changed on this branch" in found.because


def test_many_new_searches_are_quick() -> None:
    gone = [splunk(f"old {number}", f"request {number} failed " * 200) for number in range(60)]
    new = [splunk(f"new {number}", f"request {number} is lost " * 200) for number in range(60)]
    start = perf_counter()
    assert len(pairs(gone, new)) in range(60, 121)
    assert len(pairs(gone * 20, new * 20)) == 2_400
    assert perf_counter() - start < 5
