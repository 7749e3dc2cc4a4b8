"""The part of a checklist that is over: ``resolved:``. What comes back to the branch is taken from it again."""

from __future__ import annotations

from sdd_impact.documents.blocks import Known
from sdd_impact.documents.editing import delete, evidence_of, place_of, take_lines
from sdd_impact.documents.page import Extent, Lines, Page
from sdd_impact.documents.reading import text_of
from sdd_impact.documents.retiring import HEADING
from sdd_impact.errors import NotationError
from sdd_impact.model import Asking
from sdd_impact.notation import Mapping, Scalar, Sequence

_INDENT = 2


class _Item:
    """One entry: its node, its lines, its rows with theirs, and those that go back to their question."""

    def __init__(self, page: Page, node: Mapping, extent: Extent) -> None:
        self.node = node
        self.extent = extent
        self.rows: dict[str, Extent] = {}
        self.by_hand = False
        self.back: set[str] = set()
        self.whole = False
        rows = node.get("rows")
        if isinstance(rows, Sequence) and rows.items:
            key = place_of(page, node, extent.first).extents["rows"]
            for row, lines in zip(rows.items, page.items(rows, key.first), strict=True):
                self.by_hand = self.by_hand or not evidence_of(row)
                self.rows[evidence_of(row)] = lines

    def own_comments(self, page: Page) -> list[str]:
        """Return a person's comments that stand in none of its rows."""
        in_rows = {number for row in self.rows.values() for number in range(row.lead, row.tail + 1)}
        found = (
            each for each in page.comments_in(self.extent.lead, self.extent.tail) if not each.tool and each.line not in in_rows
        )
        return [page.text[each.start : each.end] for each in found]

    def is_over(self) -> bool:
        """Whether nothing is left of it."""
        return bool(self.back) and self.back == set(self.rows) and not self.by_hand


class Resolved:
    """What ``resolved:`` holds, and the edits that are due there."""

    def __init__(self, page: Page, root: Mapping, extents: dict[str, Extent]) -> None:
        self.page = page
        self.extents = extents
        self.entry = root.entry("resolved")
        value = self.entry.value if self.entry else None
        self.items: list[_Item] = []
        self.lines: list[Extent] = []
        if isinstance(value, Sequence) and value.items:
            self.lines = page.items(value, extents["resolved"].first)
            pairs = zip(value.items, self.lines, strict=True)
            self.items = [_Item(page, node, extent) for node, extent in pairs if isinstance(node, Mapping)]

    def take(self, asking: Asking, there: frozenset[str] | None = None) -> Known:
        """Return what is known of the rows that come back to this question.

        ``there`` are the rows that the question has; None where the question itself comes back, with its answer and its comments.
        """
        wanted = {impact.fingerprint for impact in asking.impacts} - (there or frozenset())
        known = Known(rows={})
        rows: dict[str, Lines] = {}
        for item in self.items:
            if text_of(item.node.get("question")) != asking.question.id:
                continue
            for evidence in wanted & set(item.rows) - set(rows):
                item.back.add(evidence)
                rows[evidence] = take_lines(self.page, item.rows[evidence])
            item.whole = item.is_over() and (there is None or not item.own_comments(self.page))
            if item.back and there is None:
                fields = {
                    each.key.text: text_of(each.value) for each in item.node.entries if each.key.text not in ("rows", "question")
                }
                lead = Lines([*known.lead.lines, *(item.own_comments(self.page) if item.is_over() else ())], 0)
                known = Known(fields.pop("answer", ""), fields, {}, lead)
        return known._replace(rows=rows)

    def keep(self, retired: list[list[str]]) -> None:
        """Take out what went back, and add the entries that are new."""
        gone = [item for item in self.items if self._take_out(item)]
        new = [line for lines in retired for line in lines]
        if not new and self.lines and len(gone) == len(self.lines) and not self._commented():
            delete(self.page, self.extents["resolved"])
            return
        for item in gone:
            delete(self.page, item.extent)
        if not new:
            return
        if self.lines:
            self.page.insert(self.lines[-1].tail + 1, Lines(new, _INDENT).at(self.lines[0].indent))
        elif self.entry:
            self._fill(new)
        else:
            last = max(extent.tail for extent in self.extents.values())
            self.page.insert(last + 1, ["", HEADING, "resolved:", *new])

    def _fill(self, lines: list[str]) -> None:
        """The key stands there without entries.

        Raises :class:`~sdd_impact.errors.NotationError` where something else stands there: the answers would have no place.
        """
        entry = self.entry
        if entry is None:
            return
        value = entry.value
        if (isinstance(value, Mapping) and value.entries) or (isinstance(value, Scalar) and value.value is not None):
            message = "`resolved` must be a list; answers that leave the branch are kept there"
            raise NotationError(message, file=self.page.path, line=value.line, column=value.column)
        if value.end > value.start:
            self.page.replace(entry.key.end, value.end, ":")
        self.page.insert(self.extents["resolved"].last + 1, lines)

    def _take_out(self, item: _Item) -> bool:
        """Delete the rows that went back; return whether the whole entry is to be deleted."""
        if item.is_over() and item.whole:
            return True
        for evidence in item.back:
            delete(self.page, item.rows[evidence])
        return False

    def _commented(self) -> bool:
        """Whether a person's comment stands beside the entries, and not in them."""
        inside = {number for extent in self.lines for number in range(extent.lead, extent.tail + 1)}
        extent = self.extents["resolved"]
        return any(not each.tool and each.line not in inside for each in self.page.comments_in(extent.lead, extent.tail))
