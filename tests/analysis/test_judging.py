"""The verdict: required rows come from the evidence; nothing that is done to a checklist helps."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import pytest

from sdd_impact.analysis.asking import ask, tool_answers
from sdd_impact.analysis.judging import Case, judge
from sdd_impact.model import (
    Answer,
    Asking,
    Catalogue,
    Cell,
    Checklist,
    Comparison,
    Evidence,
    Findings,
    Impact,
    Location,
    Problem,
    Question,
    Revision,
    Row,
    Settings,
    Severity,
    Source,
    Verdict,
)

QUESTION = Question("error-messages", "errors", "What are our error messages?", "", "block", ("error-message-new",), "list")
OTHER = Question("error-known-changed", "errors", "Which go away?", "", "warn", ("error-message-removed",), "list")
CATALOGUE = Catalogue("1.0", (QUESTION, OTHER))
HERE = Location("support-impact/b.yaml", 7)


class NoTree:
    """A tree without files."""

    def paths(self) -> tuple[str, ...]:
        return ()

    def read(self, path: str) -> Source | None:
        return None

    def containing(self, words: Iterable[str]) -> tuple[str, ...]:
        return ()


def impact(number: int, severity: Severity = "block", id_: str = "error-message-new", question: str = "error-messages") -> Impact:
    evidence = Evidence(Location("a.py", number), f"text {number}", "it is new")
    return Impact(id_, f"ev-{number:016x}", evidence, (question,), severity)


def row(evidence: str) -> Row:
    return Row(evidence, {"cause": Cell("the address is refused", HERE)}, HERE)


def checklist(*rows: Row, question: str = "error-messages") -> Checklist:
    answer = Answer(question, None, {}, rows, HERE)
    return Checklist(HERE.file, "b", "1.0", "", (answer,))


def case(
    impacts: tuple[Impact, ...],
    checklists: tuple[Checklist, ...] = (),
    settings: Settings = Settings(),  # noqa: B008 - immutable
    defects: tuple[Problem, ...] = (),
    trial: tuple[Problem, ...] = (),
    signed: bool | None = None,
) -> Case:
    tree = NoTree()
    base, head = Revision("main", "1" * 40), Revision("b", "2" * 40)
    comparison = Comparison(base, "1" * 40, head, "commit", "b", "main … b", (), tree, tree)
    findings = Findings(comparison, settings, "1.0", impacts=impacts, counts=(("files", 3),))
    askings = ask(impacts, CATALOGUE)
    answers = tool_answers(findings, askings)
    return Case(findings, askings, answers, CATALOGUE, checklists, defects, HERE.file, lambda *_: trial, lambda *_: signed)


def ids(verdict: Verdict) -> list[tuple[str, Severity]]:
    return [(problem.id, problem.severity) for problem in verdict.problems]


def state(verdict: Verdict, question: str = "error-messages") -> str:
    return next(each.state for each in verdict.questions if each.id == question)


def test_nothing_asked_passes_and_says_why() -> None:
    verdict = judge(case(()))
    assert verdict.verdict == "passed"
    assert verdict.reason == "passed: nothing asked (3 files read, 0 log statements changed, 0 of 2 questions raised)"


def test_a_question_without_a_checklist_fails() -> None:
    verdict = judge(case((impact(1),)))
    assert (verdict.verdict, ids(verdict), state(verdict)) == ("failed", [("checklist-missing", "block")], "open")
    assert verdict.problems[0].fix == "sdd-impact generate"


def test_an_answered_row_passes() -> None:
    verdict = judge(case((impact(1),), (checklist(row("ev-" + "0" * 15 + "1")),)))
    assert (verdict.verdict, ids(verdict), state(verdict)) == ("passed", [], "answered")


@pytest.mark.parametrize(
    "rows",
    [pytest.param((), id="rows deleted"), pytest.param((row("ev-" + "0" * 15 + "1"),), id="one of two")],
)
def test_a_missing_row_is_stale(rows: tuple[Row, ...]) -> None:
    verdict = judge(case((impact(1), impact(2)), (checklist(*rows),)))
    assert verdict.verdict == "failed"
    assert ("checklist-stale", "block") in ids(verdict)
    assert state(verdict) == "stale"


def test_a_checklist_without_the_question_is_stale() -> None:
    verdict = judge(case((impact(1),), (checklist(question="notify-sent"),)))
    assert (verdict.verdict, ids(verdict)) == ("failed", [("checklist-stale", "block")])


def test_rows_of_gone_evidence_are_told_and_do_not_fail() -> None:
    verdict = judge(case((impact(1),), (checklist(row("ev-" + "0" * 15 + "1"), row("ev-" + "f" * 16)),)))
    assert (verdict.verdict, ids(verdict)) == ("passed", [("evidence-gone", "warn")])


def test_a_warning_asks_and_never_fails() -> None:
    verdict = judge(case((impact(1, "warn", "error-message-removed", "error-known-changed"),)))
    assert verdict.verdict == "passed"
    assert "1 for the report" in verdict.reason


@pytest.mark.parametrize("question", ["error-messages", ""])
def test_a_defect_in_the_text_fails(question: str) -> None:
    defect = Problem(HERE, "open-field", "cause is open", "answer it", question)
    verdict = judge(case((impact(1),), (checklist(row("ev-" + "0" * 15 + "1")),), defects=(defect,)))
    assert (verdict.verdict, ids(verdict)) == ("failed", [("open-field", "block")])


def test_a_trial_that_fails_opens_the_question() -> None:
    tried = Problem(HERE, "trial-failed", "does not match", "correct it", "error-messages")
    verdict = judge(case((impact(1),), (checklist(row("ev-" + "0" * 15 + "1")),), trial=(tried,)))
    assert (verdict.verdict, state(verdict)) == ("failed", "open")


@pytest.mark.parametrize(("signed", "expected"), [(None, "passed"), (True, "passed"), (False, "failed")])
def test_sign_offs_bind_only_where_signers_are_named(signed: bool | None, expected: str) -> None:
    verdict = judge(case((impact(1),), (checklist(row("ev-" + "0" * 15 + "1")),), signed=signed))
    assert verdict.verdict == expected
    assert state(verdict) == ("unsigned" if signed is False else "answered")


@pytest.mark.parametrize(
    ("require", "impacts", "expected"),
    [
        ("when-asked", (), "passed"),
        ("when-asked", (impact(1, "warn", "error-message-removed", "error-known-changed"),), "passed"),
        ("when-evidence", (), "passed"),
        ("when-evidence", (impact(1, "warn", "error-message-removed", "error-known-changed"),), "failed"),
        ("always", (), "failed"),
    ],
)
def test_when_a_checklist_is_required(
    require: Literal["when-asked", "when-evidence", "always"], impacts: tuple[Impact, ...], expected: str
) -> None:
    settings = Settings()._replace(require=require)
    assert judge(case(impacts, settings=settings)).verdict == expected


def test_the_four_themes_are_always_named() -> None:
    made = case((impact(1),))
    asked = {asking.question.theme or asking.question.id for asking in made.askings}
    assert [each.theme for each in made.tool_answers] == ["logging", "saved searches", "support UI"]
    assert asked == {"error-messages"}


def test_asking_keeps_the_order_of_the_catalogue() -> None:
    askings = ask((impact(2, "warn", "error-message-removed", "error-known-changed"), impact(1)), CATALOGUE)
    assert [(each.question.id, each.severity) for each in askings] == [("error-messages", "block"), ("error-known-changed", "warn")]
    assert isinstance(askings[0], Asking)


def test_the_shipped_catalogue_has_every_question_that_an_impact_raises() -> None:
    from sdd_impact.analysis.impact_list import IMPACTS
    from sdd_impact.shelf import shelf

    shipped = {path.stem for path in Path(shelf("checklists"), "default").glob("*.yaml")}
    assert {kind.question for kind in IMPACTS} <= shipped
