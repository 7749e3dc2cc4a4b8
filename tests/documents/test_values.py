from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdd_impact.documents import catalogue, flaw
from sdd_impact.documents.placeholders import bare, blank, shortened
from sdd_impact.model import Asked

QUESTION = catalogue().questions[0]
LINK = Asked("link", "link")
DATE = Asked("date", "date")
CHOICE = Asked("done_by", "choice", options=("this branch", "ticket", "Support confirmed"))
CHOICES = Asked("levels", "choices", options=("L1", "L2", "L3"))

PLACEHOLDERS = [
    "", " ", "\n", "n/a", "N/A", "N/A.", "n / a", "na", "none", "None!", "tbd", "TBD", "T.B.D." if False else "tbd...", "todo", "TODO: write this",
    "To do", "fixme", "see PR", "See PR #123", "see the code", "please see above", "see ticket 412", "same", "not applicable", "Not applicable.",
    "x", "...", "-", "—", "?", "???", "later", "will do", "unknown", "ok", "done", "yes", "no", "idk", "I don't know", "wip", "\u200b", "t\u200bbd",
    "ｎ／ａ", "n/a for now", "read the diff", "asdf",
]  # fmt: skip


@pytest.mark.parametrize("text", PLACEHOLDERS)
def test_placeholders_are_no_answers(text: str) -> None:
    assert blank(text)
    assert flaw(text, Asked("cause", min_chars=1), QUESTION)


GOOD = [
    "the mail provider refused the address", "nothing; has to contact Support", "None of the customers can reach it", "todo lists of Support are shown in the wrong order",
    "Not applicable to customers: only the import job raises it", "N/A: this service has no customers and no Support at all", "再起動すると直ります。もう一度お試しください。", "24x7",
]  # fmt: skip


@pytest.mark.parametrize("text", GOOD)
def test_answers_are_answers(text: str) -> None:
    assert blank(text) == ""
    if len(text) > 15:
        assert blank(text, 15) == ""


@pytest.mark.parametrize(
    "text", ["short", "a         b         c", "xxxxxxxxxxxxxxxxxxxx", "blah blah blah blah", "aaaa aaaa aaaa aaa a"]
)
def test_a_sentence_is_a_sentence(text: str) -> None:
    assert blank(text, 15)


def test_the_question_is_no_answer() -> None:
    assert "repeats the question" in blank(QUESTION.text.upper() + "!!", 1, (QUESTION.text,))


@given(st.text(max_size=60), st.integers(1, 40))
def test_any_text_is_judged(text: str, least: int) -> None:
    why = blank(text, least)
    assert why or len(text) >= least
    assert bare(bare(text)) == bare(text)


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/wiki/Reset?x=1#a", "http://intranet/page", "HTTPS://EXAMPLE.ORG", "runbook/reset.md", "reset.md", "/support/users/<id>#reset", "./docs/a.md",
        "SUP-412", "sup-412", "#412", "!12", "org/repo#12", "docs/größe.md",
    ],
)  # fmt: skip
def test_links(text: str) -> None:
    assert flaw(text, LINK, QUESTION) is None


@pytest.mark.parametrize(
    "text",
    [
        "ask Jo",
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "https://",
        "http:///x",
        "https:// example.org",
        "Jo",
        "412",
        "a\\b",
        "x" * 3000 + ".md",
        "ftp://x.org/a",
    ],
)
def test_no_links(text: str) -> None:
    found = flaw(text, LINK, QUESTION)
    assert found is not None
    assert found.id == "bad-link"


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("2026-11-30", True),
        (" 2024-02-29 ", True),
        ("2026-02-29", False),
        ("20261130", False),
        ("2026-W48-1", False),
        ("tomorrow", False),
        ("30.11.2026", False),
    ],
)
def test_dates(text: str, good: bool) -> None:
    found = flaw(text, DATE, QUESTION)
    assert (found is None) == good
    assert found is None or found.id == "bad-date"


@pytest.mark.parametrize(
    ("text", "identity", "fix"),
    [
        ("ticket", "", ""),
        ("", "open-field", "sdd-impact fill"),
        ("Ticket", "bad-choice", 'write "ticket"'),
        ("tiket", "bad-choice", 'write "ticket"'),
        ("support-confirmed", "bad-choice", 'write "Support confirmed"'),
        ("me", "bad-choice", "write one of: this branch | ticket | Support confirmed"),
    ],
)
def test_choices_are_exact_and_the_nearest_is_named(text: str, identity: str, fix: str) -> None:
    found = flaw(text, CHOICE, QUESTION)
    assert (found.id, found.fix) == (identity, fix) if found else not identity


@pytest.mark.parametrize(
    ("text", "good"), [("L1", True), ("L1, L2", True), ("L1,L3", True), ("L4", False), ("L1, L4", False), ("", False)]
)
def test_several_choices(text: str, good: bool) -> None:
    assert (flaw(text, CHOICES, QUESTION) is None) == good


def test_shortened() -> None:
    assert shortened("abc", 3) == "abc"
    assert shortened("abcd", 3) == "ab…"
