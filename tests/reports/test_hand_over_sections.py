"""Whoever reads the hand-over as text misses nothing that the Markdown page says."""

from __future__ import annotations

import re

import pytest
from reports.report_examples import DOCUMENTS, HAND_OVER

from sdd_impact import documents
from sdd_impact.model import Answer, Cell, Checklist, HandOver, Location, Row, Style
from sdd_impact.reports import render
from sdd_impact.reports._hand_over_page import SECTIONS


def test_the_text_has_every_section_of_the_page() -> None:
    pages = [each for each in DOCUMENTS.values() if isinstance(each, HandOver)]
    assert pages
    for page in pages:
        markdown, text = (render(page, form, Style()) for form in ("markdown", "text"))
        sections = re.findall(r"^## (.+)$", markdown, re.MULTILINE)
        missing = [title for title in sections if title != "What changes" and f"\n{title}\n" not in text]
        assert missing == []


#: What Support reads of an answer, and an answer of which there is nothing to read.
TOLD = {
    "support-ui-record-ids": ({"id_field": "invoice_id", "shown": "will be", "screen": "Invoices"}, {"id_field": "invoice_id", "shown": "never needed"}),
    "feature-flag": (
        {"flag": "new-reset", "used_for": "some customers", "seen_where": "Account > Features"},
        {"flag": "new-reset", "used_for": "only developers"},
    ),
    "logging-correlation-id": ({"action": "POST /reset", "decision": "by an ID", "field": "trace_id"}, {"action": "POST /reset"}),
    "error-translations": (
        {"text": "No such user", "languages": "de", "decision": "by the translation service"},
        {"text": "No such user", "languages": "de"},
    ),
    "known-issues": (
        {"issue": "no letters", "customer_notices": "something", "workaround": "send the link"},
        {"issue": "no letters", "customer_notices": "nothing"},
    ),
    "job-failure": ({"job": "nightly", "customer_sees": "something", "what": "late mail"}, {"job": "nightly", "customer_sees": "nothing"}),
    "config-wrong": (
        {"setting": "SMTP_HOST", "effect": "a customer notices", "what": "no mail"},
        {"setting": "SMTP_HOST", "effect": "the service does not start"},
    ),
    "docs-stale": (
        {"document": "docs/reset.md:3", "decision": "will be changed", "link": "SUP-421"},
        {"document": "docs/reset.md:3", "decision": "still right"},
    ),
    "docs-runbook": ({"answer": "already written", "link": "docs/reset.md"}, {"answer": "not needed", "reason": "behind a flag"}),
}  # fmt: skip
NOWHERE = Location("support-impact/b.yaml")


def _page(question: str, cells: dict[str, str]) -> str:
    written = {name: Cell(value, NOWHERE) for name, value in cells.items() if name != "answer"}
    choice = Cell(cells["answer"], NOWHERE) if "answer" in cells else None
    rows = () if choice else (Row("ev-1", written, NOWHERE),)
    answer = Answer(question, choice, written if choice else {}, rows, NOWHERE)
    checklist = Checklist(NOWHERE.file, "b", "1.0", "", (answer,))
    return render(HAND_OVER._replace(checklists=(checklist,), waivers=(), altered=()), "text", Style())


@pytest.mark.parametrize("question", TOLD)
def test_an_answer_is_told_where_support_has_to_know(question: str) -> None:
    told, silent = TOLD[question]
    shown = _page(question, told)
    values = [
        value
        for name, value in told.items()
        if name not in ("shown", "used_for", "customer_notices", "customer_sees", "effect", "decision")
    ]
    assert [value for value in values if value not in shown] == []
    quiet = _page(question, silent)
    assert [value for value in silent.values() if value in quiet] == []


def test_every_question_has_a_place() -> None:
    told = {table.question for section in SECTIONS for table in section.tables}
    elsewhere = {
        "logging-changed",
        "handover-read",
        "pii-in-logs",
    }  # the list of log lines; about the page itself; for privacy, not for Support
    assert {question.id for question in documents.catalogue().questions} - told == elsewhere
