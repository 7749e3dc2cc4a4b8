"""What could not be decided of a search that a branch touches is told, however short its words are."""

from __future__ import annotations

from matching.written import change, event, printed, search

from sdd_impact.matching import verdicts
from sdd_impact.matching.sides import related
from sdd_impact.model import Opaque, Phrase, Regex


def test_an_expression_of_a_short_word_that_is_taken_out() -> None:
    """Whether Elasticsearch keeps the message as one value or cut into words is not known: the word of four letters may have been found."""
    asked = search(Regex("fail.*", "lucene", "i", "message"))
    found = verdicts(
        [asked], [asked], [change(1, "payment failed for {order:id}", "payment declined for {order:id}")], printed, printed
    )
    assert [(each.verdict, each.search.name) for each in found] == [("unknown", "a search")]


def test_what_shares_nothing_with_a_search_stays_unrelated() -> None:
    said = event("payment failed for {order:id}")
    assert related(Phrase("fail"), said)
    assert not related(Phrase("late"), said)
    assert not related(Opaque("| lookup id", "not understood"), said)
