"""What the tool writes into one line of a checklist: the cells it fills, and the comments beside those that are open."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from sdd_impact.documents.needs import ALWAYS
from sdd_impact.documents.page import TOOL
from sdd_impact.documents.placeholders import SENTENCE, shortened
from sdd_impact.model import Asked, Asking, Cell, Checklist, Impact, Question, Row
from sdd_impact.notation import scalar, visible, without_surrogates

#: The longest value that the tool writes, in characters of YAML. With indentation, key and comment a line stays below 200.
_LONGEST = 150
#: The column at which comments beside open fields begin.
_COLUMN = 32
_COMMENT_WIDTH = 110


def evidence_text(impact: Impact, name: str) -> str:
    """Return what ``Question.shows`` calls a source: a text of the impact or one of its particulars."""
    where = impact.evidence.location
    texts = {
        "subject": impact.subject,
        "was": impact.was,
        "now": impact.now,
        "quote": impact.evidence.quote,
        "because": impact.evidence.because,
        "place": f"{where.file}:{where.line}",
    }
    return dict(impact.data).get(name) or texts.get(name, "")


def cell_text(text: str) -> str:
    """Return a text as a cell holds it: bounded, so that its line stays readable. Reading the cell again gives the same."""
    text = without_surrogates(text)
    most = _LONGEST
    found = shortened(text, most)
    while len(scalar(found)) > _LONGEST and most > 1:
        most = most * 3 // 4
        found = shortened(text, most)
    return found


def shown_cells(question: Question, impact: Impact) -> tuple[tuple[str, str], ...]:
    """Return the cells of a row that the tool fills from the evidence, by name, in order. A cell without a text is left out."""
    cells = ((name, cell_text(evidence_text(impact, origin))) for name, origin in question.shows)
    return tuple((name, text) for name, text in cells if text.strip())


def prefilled_cells(question: Question, impact: Impact) -> dict[str, str]:
    """Return the cells that the tool fills once, and a person may correct."""
    cells = {asked.name: cell_text(evidence_text(impact, asked.prefill)) for asked in question.row if asked.prefill}
    return {name: text for name, text in cells.items() if text.strip()}


def line(indent: str, name: str, value: str, comment: str = "") -> str:
    """Return one line ``name: value``, with a comment of the tool's beside it. ``value`` is YAML already."""
    text = f"{indent}{name}: {value}".rstrip()
    return f"{text.ljust(_COLUMN)}  {TOOL} {comment}" if comment else text


def beside(asked: Asked, value: str, *, optional: bool = False, impact: Impact | None = None, shows: Iterable[str] = ()) -> str:
    """Return the comment that belongs beside a field: what is asked for, as long as it is open."""
    if value.strip():
        return f"check: {_asks(asked)}" if asked.prefill else ""
    head = "optional" if optional else "open"
    proposal = evidence_text(impact, asked.offers) if impact and asked.offers and asked.offers not in shows else ""
    if proposal and len(scalar(proposal)) <= _LONGEST - 40:
        return f"{head}, proposed: {scalar(proposal)}"
    return f"{head}: {_asks(asked)}"


def _asks(asked: Asked) -> str:
    if asked.options:
        return visible(shortened(" | ".join(asked.options), _LONGEST - 20)) + (" (one or more)" if asked.type == "choices" else "")
    length = f" ({asked.min_chars} characters or more)" if asked.min_chars >= SENTENCE else ""
    return visible(shortened(asked.ask, _LONGEST - 50)) + length


def below(fields: Iterable[Asked], present: Iterable[str]) -> list[str]:
    """Return a comment for each field that is not asked now: under which answer it is, ready to be uncommented."""
    known = set(present)
    return [f"{TOOL} {asked.name}:  # {_when(asked)}: {_asks(asked)}" for asked in fields if asked.name not in known]


def _when(asked: Asked) -> str:
    if not asked.required_when or ALWAYS in asked.required_when:
        return "optional"
    what = "the answer" if asked.decided_by in ("", "answer") else asked.decided_by
    return f"when {what} is " + " or ".join(f'"{visible(value)}"' for value in asked.required_when)


def above(question: Question) -> list[str]:
    """Return the comment that stands above a question: its text and its help."""
    wrapped = textwrap.wrap(visible(" ".join(question.help.split())), _COMMENT_WIDTH, break_long_words=True, break_on_hyphens=False)
    return [f"{TOOL} {visible(' '.join(question.text.split()))}", *(f"{TOOL} {each}" for each in wrapped)]


def written(value: str) -> str:
    """Return a person's answer as it is written: always quoted."""
    return scalar(value, quoted=True) if value.strip() else ""


def with_fresh_cells(checklist: Checklist, askings: Iterable[Asking]) -> Checklist:
    """Return the checklist with the tool's own cells as the evidence has them now, whatever the file says.

    What a sign-off or a refused option depends on (whether a value is a secret) is then never a matter of editing a file.
    """
    fresh = {
        (asking.question.id, impact.fingerprint): shown_cells(asking.question, impact)
        for asking in askings
        for impact in asking.impacts
    }

    def row_of(question: str, row: Row) -> Row:
        cells = fresh.get((question, row.evidence), ())
        return row._replace(cells={**row.cells, **{name: Cell(text, row.location) for name, text in cells}})

    answers = (
        answer._replace(rows=tuple(row_of(answer.question, row) for row in answer.rows)) if not answer.by_tool else answer
        for answer in checklist.answers
    )
    return checklist._replace(answers=tuple(answers))
