"""Is a checklist well-formed and complete on its own? Needs neither git nor the evidence; those are for ``check``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sdd_impact.documents.needs import NOT_APPLICABLE, needed_cells, needed_fields, reason_asked
from sdd_impact.documents.placeholders import SENTENCE, bare, blank, shortened
from sdd_impact.documents.values import Flaw, flaw, not_an_option, open_answer, wrong
from sdd_impact.model import Answer, Asked, Catalogue, Cell, Checklist, Location, Problem, Question, Row, Severity

#: From so many questions on, one sentence that answers them all is taken for none.
_TOO_OFTEN = 3


def validate(checklist: Checklist, catalogue: Catalogue) -> tuple[Problem, ...]:
    """Return every problem of a checklist's text, in the order of its lines; those found while reading are among them.

    A problem of a question that is not severe enough to block has the severity ``warn``.
    """
    problems = list(checklist.problems)
    if not _unreadable(checklist):
        for answer in checklist.answers:
            question = catalogue.get(answer.question)
            if question and answer.by_tool:
                problems += _override(question, answer)
            elif question:
                problems += _Checked(question, answer).problems()
        problems += _repeated(checklist, catalogue)
    return tuple(sorted(problems, key=lambda each: (each.location.line, each.location.column, each.id)))


def _unreadable(checklist: Checklist) -> bool:
    return any(problem.id in ("not-yaml", "duplicate-key", "newer-version") for problem in checklist.problems)


def severity_of(question: Question) -> Severity:
    """Return how severe a problem with this question is as long as the evidence is not known."""
    return "warn" if question.severity in ("warn", "off") else "block"


class _Checked:
    """One question with its answer."""

    def __init__(self, question: Question, answer: Answer) -> None:
        self.question = question
        self.answer = answer
        self.value = answer.answer.value.strip() if answer.answer else ""

    def problem(self, location: Location, found: Flaw, about: str, row: Row | None = None) -> Problem:
        """Make a problem of a flaw. ``about`` is the field, "" for the answer itself."""
        field = f"`{about}`: " if about else ""
        message = f"“{self.question.text}” {field}{found.why}"
        evidence = row.evidence if row else ""
        return Problem(location, found.id, message, found.fix, self.question.id, severity_of(self.question), evidence)

    def problems(self) -> Iterable[Problem]:
        """Return the problems of the answer, of the fields beside it and of the rows."""
        yield from self.of_answer()
        yield from self.of_fields()
        for row in self.answer.rows:
            yield from self.of_row(row)
        yield from self.twice()

    def of_answer(self) -> Iterable[Problem]:
        """Return what is wrong with the answer itself."""
        question = self.question
        place = self.answer.answer.location if self.answer.answer else self.answer.location
        if question.answer == "list":
            if not self.answer.rows and self.value != NOT_APPLICABLE:
                yield self.problem(self.answer.location, Flaw("open-answer", "there is no row"), "")
        elif question.answer == "text":
            why = blank(self.value, SENTENCE, (question.text, question.help))
            if why:
                yield self.problem(place, Flaw("open-answer", f"is open: {why}"), "")
        elif open_answer(self.value):
            yield self.problem(place, Flaw("open-answer", f"is open: {' | '.join(question.options)}"), "")
        elif found := not_an_option(self.value, question.options):
            yield self.problem(place, found, "")

    def of_fields(self) -> Iterable[Problem]:
        """Return what is wrong with the fields beside the answer."""
        needed = list(needed_fields(self.question, self.answer))
        for asked in needed:
            cell = self.answer.fields.get(asked.name)
            found = flaw(cell.value if cell else "", asked, self.question)
            if found and asked.name == "reason" and self.value == NOT_APPLICABLE and found.id == "open-field":
                found = Flaw(
                    "reason-missing", f"{NOT_APPLICABLE} counts with a reason only; {found.why}", "add `reason:` with one sentence"
                )
            if found:
                yield self.problem(cell.location if cell else self.answer.location, found, asked.name)
        yield from self.optional(self.question.fields, needed, self.answer.fields)

    def of_row(self, row: Row) -> Iterable[Problem]:
        """Return what is wrong with a row."""
        needed = list(needed_cells(self.question, row, self.value))
        for asked in needed:
            cell = row.cells.get(asked.name)
            found = flaw(cell.value if cell else "", asked, self.question)
            if found:
                yield self.problem(cell.location if cell else row.location, found, asked.name, row)
        yield from self.optional(self.question.row, needed, row.cells, row)
        yield from self.refused(row)

    def optional(self, fields: Iterable[Asked], needed: list[Asked], cells: object, row: Row | None = None) -> Iterable[Problem]:
        """Return what is wrong with fields that need not be filled but are."""
        for asked in fields:
            cell = cells.get(asked.name) if isinstance(cells, dict) else None
            found = wrong(cell.value, asked) if cell and asked not in needed else None
            if cell and found:
                yield self.problem(cell.location, found, asked.name, row)

    def refused(self, row: Row) -> Iterable[Problem]:
        """Return the options that another cell of the row forbids."""
        for asked in self.question.row:
            cell = row.cells.get(asked.name)
            for option, other, text in asked.unless:
                if cell and cell.value.strip() == option and row.get(other).strip() == text:
                    rest = [each for each in asked.options if each != option]
                    why = f"cannot be “{option}” where {other} is “{text}”"
                    yield self.problem(cell.location, Flaw("bad-choice", why, f"write one of: {' | '.join(rest)}"), asked.name, row)

    def twice(self) -> Iterable[Problem]:
        """Return the rows whose evidence another row answers already."""
        first: dict[str, Row] = {}
        for row in self.answer.rows:
            if row.evidence and row.evidence in first:
                why = f"the row on line {first[row.evidence].location.line} answers {row.evidence} already"
                yield self.problem(row.location, Flaw("duplicate-row", why, "delete one of the two rows"), "", row)
            first.setdefault(row.evidence, row)


def _override(question: Question, answer: Answer) -> Iterable[Problem]:
    """Return what is wrong where a person overrides the tool."""
    tool, reason = answer.fields.get("tool"), answer.fields.get("reason")
    if tool is None or answer.answer is None or reason is None:
        return
    checked = _Checked(question, answer)
    options = question.options or ("yes", "no")
    found = not_an_option(checked.value, options)
    if found:
        yield checked.problem(answer.answer.location, found, "override")
    why = blank(reason.value, question.reason_min_chars, (question.text, question.help))
    if why:
        fix = 'write override: {answer: "…", reason: "…"} with one sentence'
        yield checked.problem(reason.location, Flaw("reason-missing", f"an override counts with a reason only; {why}", fix), "")


def _repeated(checklist: Checklist, catalogue: Catalogue) -> Iterable[Problem]:
    """Return a problem for each question from the third on that one sentence answers; several rows of one question may well have the same.

    From the third on, not at the third alone: else a question that only warns would stand in for the next one, which blocks.
    """
    said: dict[str, dict[str, tuple[Question, Cell]]] = defaultdict(dict)
    for answer in checklist.answers:
        question = catalogue.get(answer.question)
        if question and not answer.by_tool:
            for cell in _sentences(question, answer):
                said[bare(cell.value)].setdefault(question.id, (question, cell))
    fix = "say what is particular to this question"
    for places in said.values():
        for one, cell in list(places.values())[_TOO_OFTEN - 1 :]:
            message = f"“{shortened(cell.value, 60)}” answers {len(places)} questions word for word"
            yield Problem(cell.location, "repeated-answer", message, fix, one.id, severity_of(one))


def _sentences(question: Question, answer: Answer) -> Iterable[Cell]:
    """Return the free texts of an answer that are long enough to be sentences."""
    fields = [asked for asked in (*question.fields, reason_asked(question)) if asked.type == "text" and asked.min_chars >= SENTENCE]
    cells = [cell for asked in fields if (cell := answer.fields.get(asked.name))]
    for asked in question.row:
        if asked.type == "text" and asked.min_chars >= SENTENCE:
            cells += [cell for row in answer.rows if (cell := row.cells.get(asked.name))]
    return (cell for cell in cells if not blank(cell.value, SENTENCE))
