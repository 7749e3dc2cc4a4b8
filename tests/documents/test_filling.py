from __future__ import annotations

import re
from typing import Any

import pytest
from documents.checklist_examples import IMPACTS, PATH, asking, complete, fingerprint, write
from hypothesis import given, settings
from hypothesis import strategies as st

from sdd_impact.documents import Update, catalogue, read_checklist, set_answers, validate
from sdd_impact.errors import NotationError, UsageError
from sdd_impact.model import Checklist, Source
from sdd_impact.notation import without_surrogates


def fill(text: str, *updates: Update) -> str:
    return set_answers(Source(PATH, text.encode()), updates)


def read(text: str) -> Checklist:
    return read_checklist(Source(PATH, text.encode()), catalogue())


def lines_that_changed(one: str, other: str) -> tuple[list[str], list[str]]:
    before, after = one.splitlines(), other.splitlines()
    return [line for line in before if line not in after], [line for line in after if line not in before]


TEXT = write(
    [asking("saved-search-recreate", [1]), asking("error-messages", [2, 3]), asking("pii-masked-findable", [4])], summary=""
)


def test_an_open_cell_is_filled_and_nothing_else_is_touched() -> None:
    filled = fill(TEXT, Update("error-messages", "cause", "the provider refused it", fingerprint(3)))
    gone, new = lines_that_changed(TEXT, filled)
    assert gone == []
    assert new == ['        cause: "the provider refused it"']
    found = read(filled).get("error-messages")
    assert found is not None
    assert [row.get("cause") for row in found.rows] == ["", "the provider refused it"]


def test_everything_can_be_filled() -> None:
    updates = [
        Update("", "summary", "Mask e-mail addresses in the password-reset log"),
        Update("saved-search-recreate", "new_pattern", r"PasswordReset userId: (?<id>\d+)", fingerprint(1)),
        Update("saved-search-recreate", "done_by", "ticket", fingerprint(1)),
        Update("saved-search-recreate", "link", "SUP-412", fingerprint(1)),
        Update("pii-masked-findable", "answer", "yes"),
        Update("pii-masked-findable", "query", "PasswordReset userId: 23423334"),
        Update("pii-masked-findable", "seen_where", "Support UI > Account"),
    ]
    for number in (2, 3):
        updates.append(Update("error-messages", "cause", "the mail provider refused the address", fingerprint(number)))
        updates.append(Update("error-messages", "customer_can", "try again in ten minutes", fingerprint(number)))
    filled = fill(TEXT, *updates)
    assert validate(read(filled), catalogue()) == ()
    assert r"new_pattern: 'PasswordReset userId: (?<id>\d+)'" in filled
    assert 'done_by: "ticket"' in filled
    assert "#: open" not in filled
    assert "#: link:" not in filled
    askings = [asking("saved-search-recreate", [1]), asking("error-messages", [2, 3]), asking("pii-masked-findable", [4])]
    assert write(askings, filled) == filled


@pytest.mark.parametrize(
    "old",
    [
        'cause: "the mail provider refused the address"', "cause: >-\n          the mail\n          provider\n", "cause: 'a\n          b'", "cause:\n          - a\n          - b",
        "cause:\n        - a\n        - b", "cause: [a, b]", "cause: ~", "cause:\n          text below", "cause:    spaced", "cause: |\n          # no comment\n",
    ],
)  # fmt: skip
def test_a_value_of_any_style_is_replaced(old: str) -> None:
    text = complete().replace('cause: "the mail provider refused the address"', old)
    assert old in text
    filled = fill(text, Update("error-messages", "cause", "new", fingerprint(2)))
    found = read(filled).get("error-messages")
    assert found is not None
    assert found.rows[0].get("cause") == "new"
    assert found.rows[0].get("customer_can") == "try again in ten minutes"
    assert "no comment" not in filled


def test_comments_and_rows_in_braces_are_kept() -> None:
    row = f"      - {{evidence: {fingerprint(2)}, text: t, audience: customer}}  # mine"
    text = re.sub(r"(?s)      - evidence: ev-0000000000000002.*?(?=\n\n)", row, complete())
    filled = fill(
        text,
        Update("error-messages", "cause", "because, of: it", fingerprint(2)),
        Update("error-messages", "audience", "internal", fingerprint(2)),
    )
    assert "# mine" in filled
    found = read(filled).get("error-messages")
    assert found is not None
    assert (found.rows[0].get("cause"), found.rows[0].get("audience"), found.rows[0].get("text")) == (
        "because, of: it",
        "internal",
        "t",
    )


def test_a_cell_can_be_opened_again() -> None:
    filled = fill(complete(), Update("error-messages", "cause", "", fingerprint(2)))
    assert [problem.id for problem in validate(read(filled), catalogue())] == ["open-field"]


def test_a_comment_beside_the_value_stays() -> None:
    text = complete().replace('done_by: "this branch"', 'done_by: "this branch"  # Jo said so')
    filled = fill(text, Update("saved-search-recreate", "done_by", "ticket", fingerprint(1)))
    assert 'done_by: "ticket"  # Jo said so' in filled


@pytest.mark.parametrize(
    "update",
    [
        Update("db-access", "answer", "no"),
        Update("error-messages", "cause", "x", fingerprint(99)),
        Update("nonsense", "answer", "x"),
    ],
)
def test_a_place_that_is_not_there_is_refused(update: Update) -> None:
    with pytest.raises(UsageError) as caught:
        fill(TEXT, update)
    assert (caught.value.file, caught.value.fix) == (PATH, "sdd-impact generate")


def test_a_text_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(NotationError):
        fill("a: 'x", Update("error-messages", "answer", "x"))
    with pytest.raises(UsageError):
        fill("- a", Update("error-messages", "answer", "x"))


def test_line_ends_and_the_byte_order_mark_are_kept() -> None:
    text = "\ufeff" + TEXT.replace("\n", "\r\n")
    filled = fill(text, Update("pii-masked-findable", "answer", "yes"), Update("pii-masked-findable", "query", "userId: 7"))
    assert filled.startswith("\ufeff#")
    assert filled.count("\n") == filled.count("\r\n")


PLACES = [("pii-masked-findable", "answer", ""), ("pii-masked-findable", "query", ""), ("", "summary", ""), ("error-messages", "note", fingerprint(3)), ("error-messages", "cause", fingerprint(2)), ("saved-search-recreate", "link", fingerprint(1))]  # fmt: skip


@given(st.lists(st.tuples(st.sampled_from(PLACES), st.text(min_size=1, max_size=30)), min_size=1, max_size=6), st.booleans())
@settings(max_examples=200, deadline=None)
def test_what_is_put_in_is_read_again(values: Any, windows: bool) -> None:
    text = TEXT.replace("\n", "\r\n") if windows else TEXT
    wanted = {place: value for place, value in values if value.strip()}
    filled = fill(text, *(Update(question, field, value, evidence) for (question, field, evidence), value in wanted.items()))
    checklist = read(filled)
    assert not [problem for problem in checklist.problems if problem.id in ("schema", "not-yaml")]
    for (question, field, evidence), value in wanted.items():
        answer = checklist.get(question)
        if not question:
            found = checklist.summary
        elif evidence:
            assert answer is not None
            found = next(row.get(field) for row in answer.rows if row.evidence == evidence)
        else:
            assert answer is not None
            found = answer.answer.value if field == "answer" and answer.answer else answer.fields[field].value
        assert found == without_surrogates(value)
    assert len(IMPACTS) == 4
