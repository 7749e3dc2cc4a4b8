"""New parts of a checklist as lines of YAML: a row, a question, an answer of the tool."""

from __future__ import annotations

from collections.abc import Mapping

from sdd_impact.documents.cells import above, below, beside, cell_text, line, prefilled_cells, shown_cells, written
from sdd_impact.documents.needs import likely_needed, needed_cells, needed_fields, rows_needed
from sdd_impact.documents.page import Lines
from sdd_impact.model import Answer, Asked, Asking, Cell, Impact, Location, Question, Row, ToolAnswer
from sdd_impact.notation import scalar
from sdd_impact.tuples import NamedTuple

STEP = "  "
_NOWHERE = Location("")


class Known(NamedTuple):
    """What is known of a question that comes back: its answer and fields, its rows by fingerprint as they stood, comments above it."""

    answer: str = ""
    fields: Mapping[str, str] = {}
    rows: Mapping[str, Lines] = {}
    lead: Lines = Lines([], 0)


def first_answer(asking: Asking) -> str:
    """Return the answer that the tool writes first: the one under which the rows must be completed, since the rows are there.

    Where the question does not block, somebody has to look first, and it stays open.
    """
    question = asking.question
    return question.rows_when[0] if len(question.rows_when) == 1 and asking.severity == "block" else ""


def asked_in_row(question: Question, cells: Mapping[str, str], answer: str) -> tuple[Asked, ...]:
    """Return the fields of a row that are to be filled under its other cells, and those that have a value."""
    answer = answer or _rows_answer(question)
    row = Row("", {name: Cell(value, _NOWHERE) for name, value in cells.items()}, _NOWHERE)
    wanted = set(needed_cells(question, row, answer))
    if rows_needed(question, answer):
        wanted |= {asked for asked in question.row if likely_needed(asked, question.row, row.cells)}
    return tuple(asked for asked in question.row if asked in wanted or cells.get(asked.name, "").strip())


def _rows_answer(question: Question) -> str:
    """An open answer may still become one that needs the rows, so the row is written as if it were."""
    return question.rows_when[0] if question.rows_when else ""


def asked_beside(question: Question, fields: Mapping[str, str], answer: str) -> tuple[Asked, ...]:
    """Return the fields beside the answer that are to be filled, and those that have a value."""
    cells = {name: Cell(value, _NOWHERE) for name, value in fields.items()}
    wanted = list(needed_fields(question, Answer(question.id, Cell(answer, _NOWHERE), cells, (), _NOWHERE)))
    return (
        *(asked for asked in question.fields if asked in wanted or fields.get(asked.name, "").strip()),
        *(a for a in wanted if a not in question.fields),
    )


def known_row_lines(asking: Asking, impact: Impact, known: Known, answer: str, indent: str) -> list[str]:
    """Return the row of an impact: as it stood before, or new. ``indent`` stands before the dash."""
    there = known.rows.get(impact.fingerprint)
    return there.at(len(indent)) if there else row_lines(asking, impact, answer, indent)


def row_lines(asking: Asking, impact: Impact, answer: str, indent: str) -> list[str]:
    """Return a new row."""
    question = asking.question
    optional = impact.severity != "block" or asking.severity != "block"
    shown = shown_cells(question, impact)
    known = prefilled_cells(question, impact)
    inner = indent + STEP
    asked = asked_in_row(question, known, answer)
    lines = [f"{indent}- evidence: {impact.fingerprint}"]
    lines += [line(inner, name, scalar(text)) for name, text in shown]
    for each in asked:
        value = known.get(each.name, "")
        comment = beside(each, value, optional=optional, impact=impact, shows=dict(shown))
        lines.append(line(inner, each.name, written(value), comment))
    return lines + [inner + each for each in below(_may_be_asked(question, answer), [each.name for each in asked])]


def _may_be_asked(question: Question, answer: str) -> tuple[Asked, ...]:
    return question.row if rows_needed(question, answer or _rows_answer(question)) else ()


def below_row(question: Question, answer: str, present: list[str]) -> list[str]:
    """Return the comments below a row's cells: what other answers would ask for."""
    return below(_may_be_asked(question, answer), present)


def question_lines(asking: Asking, known: Known, indent: str) -> list[str]:
    """Return a question with its comment, its answer and its rows."""
    question = asking.question
    inner = indent + STEP
    answer = known.answer or first_answer(asking)
    optional = asking.severity != "block"
    lines = [*known.lead.at(len(indent)), *(indent + each for each in above(question))]
    lines.append(f"{indent}{question.id}:")
    if question.answer != "list":
        lines.append(answer_line(question, answer, inner, optional=optional))
    asked = asked_beside(question, known.fields, answer)
    for each in asked:
        value = known.fields.get(each.name, "")
        lines.append(line(inner, each.name, written(value), beside(each, value, optional=optional)))
    names = {each.name for each in asked} | {each.name for each in question.fields}
    lines += [line(inner, scalar(name), written(value)) for name, value in known.fields.items() if name not in names]
    lines += [inner + each for each in below(question.fields, [each.name for each in asked])]
    lines.append(f"{inner}rows:")
    for impact in asking.impacts:
        lines += known_row_lines(asking, impact, known, answer, inner + STEP)
    return lines


def answer_asked(question: Question) -> Asked:
    """Return the answer to a question as a field, for the comment beside it."""
    kind = "text" if question.answer == "text" else "choice"
    return Asked("answer", kind, ask="one sentence", options=question.options, min_chars=1 if question.options else 10)


def answer_line(question: Question, answer: str, indent: str, *, optional: bool = False) -> str:
    """Return the line with the answer to a question."""
    return line(indent, "answer", written(answer), beside(answer_asked(question), answer, optional=optional))


def tool_answer_value(answer: ToolAnswer) -> str:
    """Return an answer of the tool, as it stands behind its question."""
    return f"{{answer: {written(answer.answer)}, because: {scalar(cell_text(answer.because))}}}"
