"""The examples of the page are executed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from matching.written import change, event, printed, search

from sdd_impact.matching import hold, verdicts
from sdd_impact.matching.kinds import KINDS as KIND_LANGUAGES
from sdd_impact.model import KINDS, VERDICTS, Phrase, Query, Regex

PAGE = (Path(__file__).parents[2] / "docs" / "matching.md").read_text(encoding="utf-8")


def rows(*columns: str) -> list[list[str]]:
    """Return the rows of the table with these first columns, without quotation marks of code."""
    _, _, after = PAGE.partition("| " + " | ".join(columns))
    lines = after.splitlines()[2:]
    found = []
    for line in lines:
        if not line.startswith("|"):
            break
        cells = [cell.strip().replace(r"\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        found.append([cell.strip("`*") for cell in cells])
    assert found, columns
    return found


def asked(text: str) -> Query:
    return Phrase(text.strip('"')) if text.startswith('"') else Regex(text, "pcre")


@pytest.mark.parametrize("row", rows("statement", "search", "answer"), ids=lambda row: " / ".join(row[:2]))
def test_one_search_one_statement(row: list[str]) -> None:
    assert hold(asked(row[1]), event(row[0])).certainty == row[2]


@pytest.mark.parametrize("row", rows("before", "after", "search", "verdict"), ids=lambda row: " / ".join(row[:3]))
def test_from_base_to_head(row: list[str]) -> None:
    one = search(asked(row[2]))
    found = verdicts([one], [one], [change(1, row[0], row[1])], printed, printed, everything=True)
    assert [each.verdict for each in found] == [row[3]]


def test_every_kind_and_verdict_is_explained() -> None:
    assert {row[0] for row in rows("verdict", "meaning")} == set(VERDICTS)
    named = {name for row in rows("kind", "texts") for name in re.findall(r"\w+", row[0])}
    assert named == set(KINDS) == set(KIND_LANGUAGES)
