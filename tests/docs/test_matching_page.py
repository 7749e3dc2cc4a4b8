"""The tables of the page on matching are computed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from matching.written import change, event, printed, search

from sdd_impact.matching import hold, verdicts
from sdd_impact.model import VERDICTS, Phrase, Query, Regex

PAGE = (Path(__file__).parents[2] / "docs" / "matching.md").read_text("utf-8")
HELD = re.findall(r"^\| `(.+?)` \| `(.+?)` \| (always|generic|contingent|never|unknown) \|$", PAGE, re.MULTILINE)
JUDGED = re.findall(r"^\| `(.+?)` \| `(.+?)` \| `(.+?)` \| `([a-z-]+)` \|$", PAGE, re.MULTILINE)


def query(text: str) -> Query:
    """A search as the page writes it: a regular expression between slashes, else a text."""
    return Regex(text[1:-1]) if text[0] == text[-1] == "/" else Phrase(text)


@pytest.mark.parametrize(("written", "template", "answer"), HELD)
def test_a_search_and_a_statement(written: str, template: str, answer: str) -> None:
    assert hold(query(written), event(template)).certainty == answer


@pytest.mark.parametrize(("written", "before", "after", "verdict"), JUDGED)
def test_what_a_branch_does_to_a_search(written: str, before: str, after: str, verdict: str) -> None:
    one = search(query(written))
    found = verdicts([one], [one], [change(1, before, after)], printed, printed, lambda _search: ())
    assert [each.verdict for each in found] == [verdict]


def test_the_page_has_its_tables() -> None:
    assert {answer for _, _, answer in HELD} >= {"always", "generic", "contingent", "never"}
    assert len(JUDGED) >= 3
    assert [verdict for verdict in VERDICTS if f"`{verdict}`" not in PAGE] == []
