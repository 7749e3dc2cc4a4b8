"""The edges of the verdict, each found by a changed condition that no other test noticed."""

from __future__ import annotations

import pytest
from analysis.test_judging import HERE, case, checklist, ids, impact, row, state

from sdd_impact.analysis.judging import judge
from sdd_impact.model import Location, Problem, Settings, SignOffRule

GONE = "ev-" + "f" * 16


def test_why_a_checklist_is_missing() -> None:
    asked = judge(case((impact(1),)))
    assert [each.message for each in asked.problems] == [
        "this branch has no checklist, and 1 question can only be answered by a person"
    ]
    wanted = judge(case((), settings=Settings(require="always")))
    assert "the policy wants one (require: always)" in wanted.problems[0].message


@pytest.mark.parametrize(
    ("severity", "reason"),
    [("block", "passed: 1 of 1 question answered ("), ("warn", "passed: nothing asked that blocks, 1 for the report (")],
)
def test_what_passing_says(severity: str, reason: str) -> None:
    one = impact(1, "block" if severity == "block" else "warn")
    verdict = judge(case((one,), (checklist(row(one.fingerprint)),)))
    assert verdict.verdict == "passed"
    assert verdict.reason.startswith(reason)


def test_nothing_asked() -> None:
    assert judge(case(())).reason.startswith("passed: nothing asked (")


def test_a_defect_of_a_row_that_is_gone_is_told_once_and_stops_nobody() -> None:
    one = impact(1)
    there, gone = row(one.fingerprint), row(GONE)._replace(location=Location(HERE.file, 20, 3))
    defects = (Problem(gone.location, "open-field", "it is empty", "", "error-messages"),)
    verdict = judge(case((one,), (checklist(there, gone),), defects=defects))
    assert ids(verdict) == [("evidence-gone", "warn")]
    assert state(verdict) == "answered"


def test_a_defect_of_a_row_that_is_there_counts() -> None:
    one = impact(1)
    there = row(one.fingerprint)._replace(location=Location(HERE.file, 20, 3))
    defects = (Problem(there.location, "open-field", "it is empty", "", "error-messages"),)
    verdict = judge(case((one,), (checklist(there, row(GONE)),), defects=defects))
    assert ("open-field", "block") in ids(verdict)
    assert state(verdict) == "open"


def test_a_defect_counts_as_much_as_its_question() -> None:
    """An answer that nobody asked for may be wrong; one of a question that only warns stops nobody either."""
    one = impact(1)
    answered = checklist(row(one.fingerprint))
    for question, severity in (
        ("error-messages", "block"),
        ("error-known-changed", "warn"),
        ("never-heard-of", "warn"),
        ("", "block"),
    ):
        defects = (Problem(Location(HERE.file, 30), "open-field", "it is empty", "", question),)
        verdict = judge(case((one,), (answered,), defects=defects))
        assert ids(verdict) == [("open-field", severity)], question
        assert verdict.verdict == ("failed" if severity == "block" else "passed")


def test_new_evidence_is_told_where_the_answer_stands() -> None:
    one, two = impact(1), impact(2)
    answered = judge(case((one, two), (checklist(row(one.fingerprint)),)))
    assert [(each.id, each.location) for each in answered.problems] == [("checklist-stale", HERE)]
    silent = judge(case((one,), (checklist(question="error-known-changed"),)))
    assert [(each.id, each.location) for each in silent.problems] == [("checklist-stale", Location(HERE.file))]


def test_what_failing_says_and_where_the_question_stands() -> None:
    one = impact(1)
    bare = judge(case((one,)))
    assert bare.reason == "failed: 1 problem to solve"
    assert state(bare) == "open"
    silent = judge(case((one,), (checklist(question="error-known-changed"),)))
    assert silent.reason == "failed: 1 problem to solve"
    assert state(silent) == "stale"


def test_only_what_blocks_is_counted_as_answered() -> None:
    block, warn = impact(1), impact(2, "warn", "error-message-removed", "error-known-changed")
    answers = (
        *checklist(row(block.fingerprint)).answers,
        *checklist(row(warn.fingerprint), question="error-known-changed").answers,
    )
    verdict = judge(case((block, warn), (checklist()._replace(answers=answers),)))
    assert verdict.reason.startswith("passed: 1 of 1 question answered (")
    assert state(verdict) == state(verdict, "error-known-changed") == "answered"


def test_a_trial_of_another_question_leaves_this_one_answered() -> None:
    one = impact(1)
    elsewhere = Problem(HERE, "trial-failed", "it does not hold", "", "error-known-changed")
    verdict = judge(case((one,), (checklist(row(one.fingerprint)),), trial=(elsewhere,)))
    assert state(verdict) == "answered"


@pytest.mark.parametrize(
    ("gone", "says"),
    [
        (1, "1 row of this record is about something that the branch no longer does"),
        (2, "2 rows of this record are about something that the branch no longer does"),
    ],
)
def test_what_is_said_of_rows_that_are_gone(gone: int, says: str) -> None:
    one = impact(1)
    rows = (row(f"ev-{'f' * 15}{number}") for number in range(gone))
    verdict = judge(case((one,), (checklist(row(one.fingerprint), *rows),)))
    assert [each.message for each in verdict.problems] == [says]


def test_whose_word_is_missing() -> None:
    one = impact(1)
    unruled = case((one,), (checklist(row(one.fingerprint)),), signed=False)
    (asking,) = unruled.askings
    ruled = unruled._replace(askings=(asking._replace(question=asking.question._replace(sign_off=SignOffRule("privacy"))),))
    assert [judge(each).problems[0].message.rpartition(": ")[2] for each in (unruled, ruled)] == [
        "this answer needs the word of Support",
        "this answer needs the word of privacy",
    ]


def test_a_row_answers_its_own_question_alone() -> None:
    one = impact(1)
    verdict = judge(case((one,), (checklist(row(one.fingerprint), question="error-known-changed"),)))
    assert [each.id for each in verdict.problems if each.severity == "block"] == ["checklist-stale"]
    assert state(verdict) == "stale"


def test_behind_a_defect_of_a_row_that_is_gone_the_others_count() -> None:
    one = impact(1)
    there, gone = row(one.fingerprint), row(GONE)._replace(location=Location(HERE.file, 20, 3))
    defects = tuple(
        Problem(place, "open-field", "it is empty", "", "error-messages") for place in (gone.location, Location(HERE.file, 30))
    )
    verdict = judge(case((one,), (checklist(gone, there),), defects=defects))
    assert [(each.id, each.location.line) for each in verdict.problems] == [("evidence-gone", 20), ("open-field", 30)]
    assert verdict.verdict == "failed"


def test_behind_evidence_without_a_row_the_others_are_tried() -> None:
    one, two = impact(1), impact(2)
    fails = Problem(HERE, "trial-failed", "it does not hold", "", "error-messages")
    verdict = judge(case((one, two), (checklist(row(two.fingerprint)),), trial=(fails,)))
    assert sorted(ids(verdict)) == [("checklist-stale", "block"), ("trial-failed", "block")]
