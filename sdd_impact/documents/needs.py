"""When a field must be filled: the rules of :class:`sdd_impact.model.Asked`, in one place for checking, writing and filling."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sdd_impact.model import Answer, Asked, Cell, Question, Row

ALWAYS = "always"
#: The answer that a question does not apply. It counts with a reason only.
NOT_APPLICABLE = "n-a"


def choices_of(value: str) -> tuple[str, ...]:
    """Return the single words of a cell that may hold several."""
    return tuple(part.strip() for part in value.split(",") if part.strip())


def needed(asked: Asked, cells: Mapping[str, Cell], answer: str) -> bool:
    """Whether a field must be filled, beside these cells, under this answer to the question."""
    if ALWAYS in asked.required_when:
        return True
    decisive = answer
    if asked.decided_by and asked.decided_by != "answer":
        cell = cells.get(asked.decided_by)
        decisive = cell.value if cell else ""
    return decisive.strip() in asked.required_when or bool(set(choices_of(decisive)) & set(asked.required_when))


def likely_needed(asked: Asked, fields: Iterable[Asked], cells: Mapping[str, Cell]) -> bool:
    """Whether most answers to an open field need this one, so that it is better shown from the beginning."""
    decisive = next((each for each in fields if each.name == asked.decided_by), None)
    if decisive is None or not decisive.options or (decisive.name in cells and cells[decisive.name].value.strip()):
        return False
    return 2 * len(set(asked.required_when) & set(decisive.options)) > len(decisive.options)


def rows_needed(question: Question, answer: str) -> bool:
    """Whether each row must be completed under this answer."""
    return question.answer == "list" or answer in question.rows_when


def reason_asked(question: Question) -> Asked:
    """Return how the reason for `n-a` is asked: as the question says, or else by itself."""
    own = next((asked for asked in question.fields if asked.name == "reason"), None)
    return own or Asked("reason", ask="why it does not apply", min_chars=question.reason_min_chars, required_when=(NOT_APPLICABLE,))


def needed_fields(question: Question, answer: Answer) -> Iterable[Asked]:
    """Return the fields beside the answer that must be filled."""
    value = answer.answer.value if answer.answer else ""
    found = [asked for asked in question.fields if needed(asked, answer.fields, value)]
    if value == NOT_APPLICABLE and all(asked.name != "reason" for asked in found):
        found.append(reason_asked(question))
    return found


def needed_cells(question: Question, row: Row, answer: str) -> Iterable[Asked]:
    """Return the cells of a row that must be filled."""
    if not rows_needed(question, answer):
        return ()
    return (asked for asked in question.row if needed(asked, row.cells, answer))
