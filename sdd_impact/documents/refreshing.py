"""Bringing a checklist up to date without touching what a person wrote.

The existing text is edited in place, line by line. Rows of new evidence are added open; rows whose evidence is gone are taken out, or
moved below ``resolved:`` where a person had written something; everything else stays to the letter.

What changes nothing about the branch is not reason enough to write: a line number in a tool's cell, a comment beside a field that has
been filled. Such things are brought up to date only when the file is written for another reason (``thorough``), so that a second run
writes nothing.
"""

from __future__ import annotations

from sdd_impact import late
from sdd_impact.documents.blocks import (
    STEP,
    Known,
    answer_asked,
    answer_line,
    asked_beside,
    asked_in_row,
    below_row,
    first_answer,
    known_row_lines,
    question_lines,
)
from sdd_impact.documents.cells import above, below, beside, line, prefilled_cells, shown_cells, written
from sdd_impact.documents.editing import (
    Place,
    comment_beside,
    delete,
    evidence_of,
    place_of,
    replace_comments,
    replace_value,
    row_touched,
    take_lines,
)
from sdd_impact.documents.page import Extent, Page
from sdd_impact.documents.reading import text_of
from sdd_impact.documents.retiring import Retired
from sdd_impact.errors import NotationError
from sdd_impact.model import Asked, Asking, Impact
from sdd_impact.notation import Entry, Mapping, Node, Scalar, Sequence, scalar

#: Stands in for the value of an empty field that is not asked now: no comment belongs beside it.
NOT_ASKED = "-"
_NUMBERS = late.regex(r":\d+")


class QuestionRefresh:
    """Refreshes one question that is asked, in its place.

    ``entry`` is the question's entry, ``extent`` its lines; ``known`` has the rows that come back from ``resolved:``. Rows that leave are
    collected in ``retired``.
    """

    def __init__(self, page: Page, entry: Entry, extent: Extent, asking: Asking, known: Known, *, thorough: bool) -> None:
        self.page = page
        self.entry = entry
        self.extent = extent
        self.asking = asking
        self.question = asking.question
        self.known = known
        self.thorough = thorough
        self.retired: list[Retired] = []
        node = entry.value if isinstance(entry.value, Mapping) else None
        self.place = place_of(page, node, extent.first) if node else None
        self.answer = text_of(node.get("answer")) if node else ""
        self.optional = asking.severity != "block"

    def refresh(self) -> None:
        """Make the edits."""
        if self.place is None:
            self._write_anew(self.entry.value)
            return
        if self.thorough:
            replace_comments(
                self.page, range(self.extent.lead, self.extent.first), above(self.question), self.extent.first, self.extent.indent
            )
        self._fields(self.place)
        self._rows(self.place)

    def _write_anew(self, value: Node) -> None:
        """The question's key stands there without a value: write everything below it."""
        if not isinstance(value, Scalar) or value.value is not None:
            message = f"`{self.question.id}` must be a mapping; write the answer behind `answer:` on the next line"
            raise NotationError(message, file=self.page.path, line=value.line, column=value.column)
        lines = question_lines(self.asking, self.known, " " * self.extent.indent)
        start = next(number for number, each in enumerate(lines) if each.strip() == f"{self.question.id}:")
        self.page.insert(self.extent.last + 1, lines[start + 1 :])

    # --- the answer and the fields beside it ---

    def _fields(self, place: Place) -> None:
        question = self.question
        fields = {entry.key.text: text_of(entry.value) for entry in place.node.entries if entry.key.text not in ("answer", "rows")}
        asked = asked_beside(question, fields, self.answer)
        at = place.extents["answer"].last + 1 if "answer" in place.extents else self.extent.first + 1
        if question.answer != "list" and "answer" not in place.extents:
            self.page.insert(at, [answer_line(question, first_answer(self.asking), place.indent, optional=self.optional)])
        missing = [each for each in asked if each.name not in place.extents]
        self.page.insert(at, [line(place.indent, each.name, "", beside(each, "", optional=self.optional)) for each in missing])
        if self.thorough:
            if question.answer != "list" and "answer" in place.extents:
                self._comment(place, answer_asked(question))
            for each in (*question.fields, *(each for each in asked if each not in question.fields)):
                self._comment(place, each, "" if each in asked else NOT_ASKED)
            end = place.extents["rows"].first if "rows" in place.extents else self.extent.tail + 1
            inside = range(self.extent.first + 1, end)
            replace_comments(
                self.page, inside, below(question.fields, [*place.extents, *(each.name for each in asked)]), end, len(place.indent)
            )

    def _comment(
        self, place: Place, asked: Asked, stands_for: str = "", impact: Impact | None = None, shows: tuple[str, ...] = ()
    ) -> None:
        """Bring the comment beside a field up to date."""
        entry = place.node.entry(asked.name)
        if entry is None:
            return
        optional = self.optional or (impact is not None and impact.severity != "block")
        wanted = beside(asked, text_of(entry.value) or stands_for, optional=optional, impact=impact, shows=shows)
        comment_beside(self.page, entry, wanted)

    # --- the rows ---

    def _rows(self, place: Place) -> None:
        rows = place.node.entry("rows")
        inner = place.indent + STEP
        if rows is None or not isinstance(rows.value, Sequence) or not rows.value.items:
            lines = [each for impact in self.asking.impacts for each in self._new_row(impact, inner)]
            if rows is None:
                self.page.insert(self.extent.tail + 1, [f"{place.indent}rows:", *lines])
            else:
                if rows.value.end > rows.value.start:
                    self.page.replace(rows.value.start, rows.value.end, "")
                self.page.insert(place.extents["rows"].last + 1, lines)
            return
        extents = self.page.items(rows.value, place.extents["rows"].first)
        there = {
            evidence_of(item): (item, extent) for item, extent in zip(rows.value.items, extents, strict=True) if evidence_of(item)
        }
        wanted = {impact.fingerprint: impact for impact in self.asking.impacts}
        for evidence, (item, extent) in there.items():
            if evidence in wanted:
                self._refresh_row(wanted[evidence], item, extent)
            else:
                self._retire_row(item, extent)
        new = [impact for impact in self.asking.impacts if impact.fingerprint not in there]
        indent = " " * extents[0].indent
        self.page.insert(extents[-1].tail + 1, [each for impact in new for each in self._new_row(impact, indent)])

    def _new_row(self, impact: Impact, indent: str) -> list[str]:
        return known_row_lines(self.asking, impact, self.known, self.answer, indent)

    def _refresh_row(self, impact: Impact, item: Node, extent: Extent) -> None:
        if not isinstance(item, Mapping):
            return
        place = place_of(self.page, item, extent.first)
        shown = dict(shown_cells(self.question, impact))
        for name, text in shown.items():
            entry = place.node.entry(name)
            if entry is not None and self._differs(text_of(entry.value), text):
                replace_value(self.page, entry, scalar(text))
        cells = {entry.key.text: text_of(entry.value) for entry in item.entries}
        asked = asked_in_row(self.question, cells, self.answer)
        shows = tuple(shown)
        after_evidence = place.extents["evidence"].last + 1
        self.page.insert(
            after_evidence, [line(place.indent, name, scalar(text)) for name, text in shown.items() if name not in place.extents]
        )
        optional = self.optional or impact.severity != "block"
        pre = prefilled_cells(self.question, impact)
        missing = [each for each in asked if each.name not in place.extents]
        self.page.insert(
            extent.last + 1,
            [
                line(
                    place.indent,
                    each.name,
                    written(pre.get(each.name, "")),
                    beside(each, pre.get(each.name, ""), optional=optional, impact=impact, shows=shows),
                )
                for each in missing
            ],
        )
        if self.thorough:
            for each in self.question.row:
                self._comment(place, each, "" if each in asked else NOT_ASKED, impact, shows)
            lines = below_row(self.question, self.answer, [*place.extents, *(each.name for each in asked)])
            replace_comments(self.page, range(extent.first, extent.tail + 1), lines, extent.last + 1, len(place.indent))

    def _differs(self, there: str, wanted: str) -> bool:
        """Whether a tool's cell must be written anew. A line number that moved is no reason by itself."""
        if self.thorough:
            return there != wanted
        return _NUMBERS.sub(":", there) != _NUMBERS.sub(":", wanted)

    def _retire_row(self, item: Node, extent: Extent) -> None:
        if isinstance(item, Mapping) and row_touched(self.page, self.question, item, extent):
            self.retired.append(Retired(self.question.id, take_lines(self.page, extent)))
        delete(self.page, extent)
