"""What stands on the tech lead's page, in the order in which it is read."""

from __future__ import annotations

from typing import Any

from sdd_impact.model import Answer, Asking, BranchReport, Checklist, Impact, QuestionState
from sdd_impact.tuples import NamedTuple

#: Rows of one question that are shown; the others are counted.
MOST_ROWS = 5

#: States of a question that nobody has to look at any more; a waiver says until when.
SETTLED = ("answered", "waived")


class Line(NamedTuple):
    """A question on the page: what was seen, what was answered, by whom."""

    question: str
    state: str
    impacts: tuple[Impact, ...]
    hidden: int
    why: str
    answers: tuple[str, ...] = ()
    by: str = ""


def branch_page(report: BranchReport) -> dict[str, Any]:
    """Return the values of the template ``_branch.md.j2``."""
    states = {state.id: state for state in report.verdict.questions}
    lines = [_line(asking, states.get(asking.question.id), report.checklist) for asking in report.asked]
    blocking = {asking.question.text for asking in report.asked if asking.severity == "block"}
    return {
        "report": report,
        "verdict": report.verdict,
        "comparison": report.findings.comparison,
        "open": [line for line in lines if line.question in blocking and line.state not in SETTLED],
        "answered": [line for line in lines if line.question in blocking and line.state in SETTLED],
        "shown": [line for line in lines if line.question not in blocking],
        "by_tool": [
            (_text(report, answer.question), answer.theme, answer.answer, answer.because) for answer in report.tool_answers
        ],
        "hurt": [each for each in report.findings.searches if each.verdict not in ("still-matches", "unbound")],
        "problems": [problem for problem in report.verdict.problems if problem.severity == "block"],
        "unread": report.findings.not_checked,
        "sign_offs": [line.question for line in lines if line.state == "unsigned"],
    }


def _text(report: BranchReport, question: str) -> str:
    found = report.catalogue.get(question)
    return found.text if found else question


def _line(asking: Asking, state: QuestionState | None, checklist: Checklist | None) -> Line:
    question = asking.question
    answer = checklist.get(question.id) if checklist else None
    return Line(
        question=question.text,
        state=state.state if state else "open",
        impacts=asking.impacts[:MOST_ROWS],
        hidden=max(len(asking.impacts) - MOST_ROWS, 0),
        why=question.why,
        answers=tuple(_answers(answer, asking)) if answer else (),
        by=f"waived {state.note}" if state and state.state == "waived" else "the branch's record" if answer else "",
    )


def _answers(answer: Answer, asking: Asking) -> list[str]:
    """The answer in words: yes or no with its fields, then a line for each row with what a person wrote."""
    fields = [f"{_words(name)}: {cell.value}" for name, cell in answer.fields.items() if cell.value]
    head = ", ".join(part for part in (answer.answer.value if answer.answer else "", *fields) if part)
    asked = [each.name for each in asking.question.row]
    rows = []
    for row in answer.rows:
        cells = [f"{_words(name)}: {row.get(name)}" for name in asked if row.get(name)]
        if cells:
            rows.append("; ".join(cells))
    return [text for text in (head, *dict.fromkeys(rows)) if text]


def _words(name: str) -> str:
    return name.replace("_", " ")
