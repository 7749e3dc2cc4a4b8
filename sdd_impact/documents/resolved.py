"""The part of a checklist that is over: ``resolved:``. What comes back to the branch is taken from it again."""

from __future__ import annotations

from sdd_impact.documents.blocks import Known
from sdd_impact.documents.page import Extent, Page
from sdd_impact.documents.reading import text_of
from sdd_impact.documents.refreshing import delete, evidence_of, place_of
from sdd_impact.documents.retiring import HEADING, shifted
from sdd_impact.model import Asking
from sdd_impact.notation import Mapping, Scalar, Sequence

_INDENT = 2


class _Item:
    """One entry: its node, its lines, and the rows in it that go back to their question."""

    def __init__(self, node: Mapping, extent: Extent) -> None:
        self.node = node
        self.extent = extent
        rows = node.get("rows")
        self.rows = tuple(each for each in rows.items if isinstance(each, Mapping)) if isinstance(rows, Sequence) else ()
        self.back: set[str] = set()


class Resolved:
    """What ``resolved:`` holds, and the edits that are due there."""

    def __init__(self, page: Page, root: Mapping, extents: dict[str, Extent]) -> None:
        self.page = page
        self.root = root
        self.extents = extents
        self.entry = root.entry("resolved")
        value = self.entry.value if self.entry else None
        self.items: list[_Item] = []
        self.all_extents: list[Extent] = []
        if isinstance(value, Sequence) and value.items:
            self.all_extents = page.items(value, extents["resolved"].first)
            pairs = zip(value.items, self.all_extents, strict=True)
            self.items = [_Item(node, extent) for node, extent in pairs if isinstance(node, Mapping)]

    def take(self, asking: Asking, there: frozenset[str] = frozenset()) -> Known:
        """Return what is known of the rows that come back to this question; those in ``there`` are back already."""
        wanted = {impact.fingerprint for impact in asking.impacts} - there
        answer, fields, rows = "", {}, {}
        for item in self.items:
            if text_of(item.node.get("question")) != asking.question.id:
                continue
            for row in item.rows:
                evidence = evidence_of(row)
                if evidence in wanted:
                    item.back.add(evidence)
                    shown = {name for name, _ in asking.question.shows} | {"evidence"}
                    rows[evidence] = {each.key.text: text_of(each.value) for each in row.entries if each.key.text not in shown}
            if item.back:
                fields = {
                    each.key.text: text_of(each.value) for each in item.node.entries if each.key.text not in ("rows", "question")
                }
                answer = fields.pop("answer", "")
        return Known(answer, fields, rows)

    def keep(self, retired: list[list[str]]) -> None:
        """Take out what went back, and add the entries that are new."""
        gone = [item for item in self.items if self._take_out(item)]
        if not retired:
            if self.entry and self.items and len(gone) == len(self.all_extents) and not self._commented(self.extents["resolved"]):
                delete(self.page, self.extents["resolved"])
                return
        elif self.all_extents:
            by = self.all_extents[0].indent - _INDENT
            self.page.insert(self.all_extents[-1].tail + 1, shifted((line for lines in retired for line in lines), by))
        elif self.entry:
            self._fill([line for lines in retired for line in lines])
        else:
            last = max(extent.tail for extent in self.extents.values())
            self.page.insert(last + 1, ["", HEADING, "resolved:", *(line for lines in retired for line in lines)])
        for item in gone:
            delete(self.page, item.extent)

    def _fill(self, lines: list[str]) -> None:
        """The key stands there without entries."""
        entry = self.entry
        if entry is None or (isinstance(entry.value, Scalar) and entry.value.value is not None):
            return
        if entry.value.end > entry.value.start:
            self.page.replace(entry.key.end, entry.value.end, ":")
        self.page.insert(self.extents["resolved"].last + 1, lines)

    def _take_out(self, item: _Item) -> bool:
        """Delete the rows that went back; return whether the whole entry is to be deleted. Comments of a person hold it."""
        if not item.back:
            return False
        if all(evidence_of(row) in item.back for row in item.rows):
            return not self._commented(item.extent)
        place = place_of(self.page, item.node, item.extent.first)
        rows = item.node.get("rows")
        if not isinstance(rows, Sequence):
            return False
        for row, extent in zip(rows.items, self.page.items(rows, place.extents["rows"].first), strict=True):
            if evidence_of(row) in item.back and not self._commented(extent):
                delete(self.page, extent)
        return False

    def _commented(self, extent: Extent) -> bool:
        return any(not comment.tool for comment in self.page.comments_in(extent.lead, extent.tail))
