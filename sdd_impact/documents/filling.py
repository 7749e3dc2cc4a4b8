"""Putting single answers into a checklist, with everything else kept to the letter: for ``fill`` and ``fix``."""

from __future__ import annotations

from collections.abc import Iterable

from sdd_impact.documents.cells import line, written
from sdd_impact.documents.editing import Place, comment_beside, evidence_of, place_of
from sdd_impact.documents.page import TOOL, Extent, Page
from sdd_impact.errors import UsageError
from sdd_impact.model import Source
from sdd_impact.notation import Entry, Mapping, Scalar, Sequence, decode, load_yaml, scalar
from sdd_impact.tuples import NamedTuple


class Update(NamedTuple):
    """One value to be written.

    ``question`` is its id; "" for the head of the file (``summary``). ``field`` is ``answer`` or another field; with ``evidence``, a cell of that
    row. An empty ``value`` opens the field again.
    """

    question: str
    field: str
    value: str
    evidence: str = ""


def set_answers(source: Source, updates: Iterable[Update]) -> str:
    """Return the checklist's text with these values in their places. The last of several values for one place is taken.

    Raises :class:`NotationError` where the text cannot be read, :class:`UsageError` where it has no such question or row.
    """
    text, path = decode(source)
    page = Page(text, path)
    wanted = {(each.question, each.evidence, each.field): each for each in updates}
    for update in wanted.values():
        _set(page, _target(page, update, path), update)
    result = page.edited()
    load_yaml(result, path, aliases=False)  # what is written can be read again, or nothing is written
    return ("\ufeff" if source.data.startswith(b"\xef\xbb\xbf") else "") + result


class _Target(NamedTuple):
    """The mapping in which a value stands. ``place`` is None in braces; ``at`` is the line for a new field, ``extent`` all its lines."""

    node: Mapping
    place: Place | None
    at: int
    extent: Extent


def _target(page: Page, update: Update, path: str) -> _Target:
    root = page.root
    if not isinstance(root, Mapping):
        raise UsageError("the file holds no checklist", fix="sdd-impact generate", file=path)
    if not update.question:
        place = None if root.flow else place_of(page, root, -1)
        at = place.extents["questions"].lead if place and "questions" in place.extents else len(page.starts)
        return _Target(root, place, at, Extent(0, 0, 0, len(page.starts) - 1, 0))
    questions = root.get("questions")
    entry = questions.entry(update.question) if isinstance(questions, Mapping) else None
    if not isinstance(questions, Mapping) or entry is None or not isinstance(entry.value, Mapping):
        raise UsageError(f"the checklist does not ask `{update.question}`", fix="sdd-impact generate", file=path)
    found = _question_target(page, root, questions, entry)
    return _row_target(page, found, update, path) if update.evidence else found


def _question_target(page: Page, root: Mapping, questions: Mapping, entry: Entry) -> _Target:
    node = entry.value
    if not isinstance(node, Mapping) or root.flow or questions.flow or node.flow:
        inner = node if isinstance(node, Mapping) else questions
        return _Target(inner, None, 0, _lines_of(page, inner))
    outer = page.entries(root, -1)["questions"]
    extent = page.entries(questions, outer.first)[entry.key.text]
    place = place_of(page, node, extent.first)
    before_rows = [each.last for name, each in place.extents.items() if name != "rows"]
    at = (min(max(before_rows), place.extents["rows"].first - 1) if before_rows and "rows" in place.extents else extent.first) + 1
    if before_rows and "rows" not in place.extents:
        at = max(before_rows) + 1
    end = place.extents["rows"].first - 1 if "rows" in place.extents else extent.tail
    return _Target(node, place, at, extent._replace(tail=end))


def _row_target(page: Page, question: _Target, update: Update, path: str) -> _Target:
    rows = question.node.get("rows")
    items = rows.items if isinstance(rows, Sequence) else ()
    number = next((number for number, item in enumerate(items) if evidence_of(item) == update.evidence), None)
    row = items[number] if number is not None else None
    if number is None or not isinstance(row, Mapping) or not isinstance(rows, Sequence):
        raise UsageError(f"`{update.question}` has no row for {update.evidence}", fix="sdd-impact generate", file=path)
    if question.place is None or rows.flow or row.flow:
        return _Target(row, None, 0, _lines_of(page, row))
    extent = page.items(rows, question.place.extents["rows"].first)[number]
    return _Target(row, place_of(page, row, extent.first), extent.last + 1, extent)


def _lines_of(page: Page, node: Mapping) -> Extent:
    first, last = page.line_of(node.start), page.line_of(max(node.start, node.end - 1))
    return Extent(first, first, last, last, 0)


def _set(page: Page, target: _Target, update: Update) -> None:
    text = written(update.value)
    entry = target.node.entry(update.field)
    if entry is not None:
        _replace(page, target, entry, text)
        return
    name = scalar(update.field)
    if target.place is None:
        after = target.node.start + 1
        page.replace(after, after, f"{name}: {text}, " if target.node.entries else f"{name}: {text}")
        return
    at = target.at
    if update.field == "answer":
        at = target.extent.first + 1
    page.insert(at, [line(target.place.indent, name, text)])
    for comment in page.comments_in(target.extent.first, target.extent.tail):
        if comment.alone and page.text[comment.start : comment.end].startswith(f"{TOOL} {update.field}:"):
            page.delete(comment.line, comment.line)


def _replace(page: Page, target: _Target, entry: Entry, text: str) -> None:
    value = entry.value
    end = page.end_of(value)
    if isinstance(value, Scalar) and not value.text and value.start == end:
        gap = "" if page.text[: value.start].endswith((" ", "\t")) else " "
        page.replace(value.start, end, gap + text if text else "")
    else:
        below = page.line_of(value.start) > page.line_of(entry.key.start)
        page.replace(value.start, end, "  " + text if below and value.column <= entry.key.column else text)
    if target.place is not None and text:
        comment_beside(page, entry, "")
