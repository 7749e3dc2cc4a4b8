"""The edits that refreshing and filling are made of: each changes one thing in a page and leaves the rest to the letter."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf

from sdd_impact.documents.page import TOOL, Extent, Lines, Page
from sdd_impact.documents.reading import text_of
from sdd_impact.model import Question
from sdd_impact.notation import Entry, Mapping, Node, Scalar
from sdd_impact.tuples import NamedTuple

#: The column at which comments beside values begin, at the earliest.
_COLUMN = 34


class Place(NamedTuple):
    """A block mapping in the text: its node, the extents of its entries, and the indentation of its keys."""

    node: Mapping
    extents: MappingOf[str, Extent]
    indent: str


def place_of(page: Page, node: Mapping, parent: int) -> Place:
    """Return a block mapping with the extents of its entries. ``parent`` is the line of its key or dash."""
    # the first key of a list's item stands on the line of the dash itself
    return Place(node, page.entries(node, parent), " " * (node.entries[0].key.column - 1))


def evidence_of(item: Node) -> str:
    """Return the fingerprint of a row, "" for one added by hand."""
    return text_of(item.get("evidence")).strip() if isinstance(item, Mapping) else ""


def row_touched(page: Page, question: Question | None, item: Mapping, extent: Extent) -> bool:
    """Whether a person has written anything into a row: a value, a key of their own, a comment."""
    if any(not comment.tool for comment in page.comments_in(extent.lead, extent.tail)):
        return True
    tools = {"evidence"}
    if question:
        tools |= {name for name, _ in question.shows} | {asked.name for asked in question.row if asked.prefill}
    return any(entry.key.text not in tools and not _is_empty(entry.value) for entry in item.entries)


def _is_empty(node: Node) -> bool:
    return isinstance(node, Scalar) and not text_of(node).strip()


def take_lines(page: Page, extent: Extent) -> Lines:
    """Return an entry's lines, without the tool's comments that have a line for themselves."""
    numbers = range(extent.lead, extent.tail + 1)
    return Lines([page.line(number) for number in numbers if not _tools_own(page, number)], extent.indent)


def _tools_own(page: Page, number: int) -> bool:
    comment = page.comments.get(number)
    return comment is not None and comment.alone and comment.tool


def delete(page: Page, extent: Extent) -> None:
    """Take an entry away with its comments, and an empty line beside it that would then separate nothing."""
    above_it, below_it = extent.lead - 1, extent.tail + 1
    first = above_it < 0 or page.line(above_it).rstrip().endswith(":")
    empty_above = above_it >= 0 and not page.line(above_it).strip()
    empty_below = below_it < len(page.starts) and not page.line(below_it).strip()
    if empty_above and (empty_below or below_it >= len(page.starts) - 1):
        page.delete(above_it, extent.tail)
    elif first and empty_below:
        page.delete(extent.lead, below_it)
    else:
        page.delete(extent.lead, extent.tail)


def replace_value(page: Page, entry: Entry, text: str) -> None:
    """Write another value behind a key; the comment beside it stays."""
    value = entry.value
    end = page.end_of(value)
    gap = "" if page.text[entry.key.end : value.start].endswith((" ", "\t")) or not text else " "
    page.replace(value.start, end, gap + text)


def comment_beside(page: Page, entry: Entry, wanted: str) -> None:
    """Write, change or remove the tool's comment beside a value; a person's stays."""
    if isinstance(entry.value, Scalar) and entry.value.style in ("|", ">"):
        return
    number = page.line_of(max(entry.value.start, page.end_of(entry.value) - 1))
    there = page.comments.get(number)
    if there and (not there.tool or there.alone):
        return
    whole = page.line(number)
    end = page.start_of(number) + len(whole)
    start = page.start_of(number) + len(whole[: there.start - page.start_of(number)].rstrip()) if there else end
    text = f"{TOOL} {wanted}" if wanted else ""
    if there and page.text[there.start : there.end].rstrip() == text:
        return
    if not there and not text:
        return
    kept = whole[: start - page.start_of(number)]
    pad = " " * max(2, _COLUMN - len(kept)) if text else ""
    page.replace(start, end, pad + text)


def replace_comments(page: Page, numbers: range, wanted: list[str], at: int, indent: int) -> None:
    """Replace the tool's comments that have a line for themselves, among these lines, by others, put before line ``at``."""
    there = [number for number in numbers if _tools_own(page, number)]
    if [page.line(number).strip() for number in there] == wanted:
        return
    for number in there:
        page.delete(number, number)
    page.insert(at, [" " * indent + each for each in wanted])
