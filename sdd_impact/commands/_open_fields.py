"""What a checklist still asks: the next field that needs a person, in the order in which it is best answered."""

from __future__ import annotations

from collections.abc import Iterator

from sdd_impact import documents
from sdd_impact.model import Answer, Asked, Catalogue, Checklist, Question, Row
from sdd_impact.tuples import NamedTuple

OPTIONS = {"yes-no": ("yes", "no"), "yes-no-na": ("yes", "no", "n-a")}


class OpenField(NamedTuple):
    """A field that is open, or whose value does not do. ``row`` is None for a field of the question itself, ``wrong`` says what is wrong with a value that stands there."""

    question: Question
    asked: Asked
    row: Row | None
    wrong: str

    @property
    def update_key(self) -> tuple[str, str, str]:
        """Question, field and evidence, as :class:`documents.Update` takes them."""
        return (self.question.id, self.asked.name, self.row.evidence if self.row else "")


def open_fields(checklist: Checklist, catalogue: Catalogue) -> Iterator[OpenField]:
    """Yield what is open. Answer one and ask again: one answer decides what the next ones are."""
    for answer in checklist.answers:
        question = catalogue.get(answer.question)
        if question is not None and not answer.by_tool:
            yield from _of_question(question, answer)


def _of_question(question: Question, answer: Answer) -> Iterator[OpenField]:
    value = answer.answer.value if answer.answer else ""
    if question.answer not in ("list", "auto"):
        asked = Asked(
            "answer", "text" if question.answer == "text" else "choice", "", OPTIONS.get(question.answer, question.options)
        )
        wrong = _wrong(value, asked, question)
        if wrong is not None:
            yield OpenField(question, asked, None, wrong)
            return
    for asked in documents.needed_fields(question, answer):
        cell = answer.fields.get(asked.name)
        wrong = _wrong(cell.value if cell else "", asked, question)
        if wrong is not None:
            yield OpenField(question, asked, None, wrong)
    for row in answer.rows:
        for asked in documents.needed_cells(question, row, value):
            wrong = _wrong(row.get(asked.name), asked, question)
            if wrong is not None:
                yield OpenField(question, asked, row, wrong)


def _wrong(value: str, asked: Asked, question: Question) -> str | None:
    """Return what is wrong with a value: "" where there is none yet, None where it is good."""
    found = documents.flaw(value, asked, question)
    if found is None:
        return None
    return found.why if value.strip() else ""
