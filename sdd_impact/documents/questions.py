"""The part of a checklist that a person answers: ``questions:``, and what leaves it for ``resolved:``."""

from __future__ import annotations

from sdd_impact.documents.blocks import STEP, question_lines
from sdd_impact.documents.catalogue import catalogue
from sdd_impact.documents.editing import delete, evidence_of, place_of, row_touched, take_lines
from sdd_impact.documents.page import Extent, Lines, Page
from sdd_impact.documents.reading import text_of
from sdd_impact.documents.refreshing import QuestionRefresh
from sdd_impact.documents.resolved import Resolved
from sdd_impact.documents.retiring import Retired, resolved_item, resolved_question
from sdd_impact.model import Asking, Question
from sdd_impact.notation import Entry, Mapping, Scalar, Sequence

_RESOLVED_INDENT = 2


def refresh_questions(
    page: Page,
    root: Mapping,
    extents: dict[str, Extent],
    askings: tuple[Asking, ...],
    retired: list[list[str]],
    *,
    thorough: bool,
) -> None:
    """Bring the questions up to date. ``retired`` are entries for ``resolved:`` that come from elsewhere."""
    resolved = Resolved(page, root, extents)
    entry = root.entry("questions")
    if entry is not None:
        if isinstance(entry.value, Mapping) and entry.value.entries:
            retired = [*retired, *_refresh_entries(page, entry, extents["questions"], askings, resolved, thorough=thorough)]
        else:
            _fill(page, entry, extents["questions"], askings, resolved)
    resolved.keep(retired)


def _fill(page: Page, entry: Entry, extent: Extent, askings: tuple[Asking, ...], resolved: Resolved) -> None:
    """The key stands there without entries."""
    if not askings or (isinstance(entry.value, Scalar) and entry.value.value is not None) or isinstance(entry.value, Sequence):
        return
    if entry.value.end > entry.value.start:
        page.replace(entry.key.end, entry.value.end, ":")
    lines: list[str] = []
    for asking in askings:
        lines += [""] if lines else []
        lines += question_lines(asking, resolved.take(asking), " " * extent.indent + STEP)
    page.insert(extent.last + 1, lines)


def _refresh_entries(
    page: Page, entry: Entry, extent: Extent, askings: tuple[Asking, ...], resolved: Resolved, *, thorough: bool
) -> list[list[str]]:
    node = entry.value
    if not isinstance(node, Mapping):
        return []
    extents = page.entries(node, extent.first)
    asked = {asking.question.id: asking for asking in askings}
    retired: list[list[str]] = []
    for each in node.entries:
        asking, here = asked.get(each.key.text), extents[each.key.text]
        if asking is not None:
            refresh = QuestionRefresh(page, each, here, asking, resolved.take(asking, _evidence_in(each)), thorough=thorough)
            refresh.refresh()
            if refresh.retired:
                retired.append(resolved_item(each.key.text, _fields(each), refresh.retired, _RESOLVED_INDENT))
        else:
            retired += _vanished(page, each, here)
    _insert_new(page, extents, askings, resolved)
    return retired


def _evidence_in(entry: Entry) -> frozenset[str]:
    rows = entry.value.get("rows") if isinstance(entry.value, Mapping) else None
    return frozenset(evidence_of(item) for item in rows.items) if isinstance(rows, Sequence) else frozenset()


def _fields(entry: Entry) -> list[tuple[str, str]]:
    """The answer and the fields of a question, for rows that leave it."""
    node = entry.value
    return (
        [(each.key.text, text_of(each.value)) for each in node.entries if each.key.text != "rows"]
        if isinstance(node, Mapping)
        else []
    )


def _insert_new(page: Page, extents: dict[str, Extent], askings: tuple[Asking, ...], resolved: Resolved) -> None:
    """Write the questions that are not there yet: each before the next one in the catalogue's order that is, else at the end."""
    indent = " " * next(iter(extents.values())).indent
    for number, asking in enumerate(askings):
        if asking.question.id in extents:
            continue
        lines = question_lines(asking, resolved.take(asking), indent)
        following = next((each.question.id for each in askings[number + 1 :] if each.question.id in extents), None)
        if following:
            page.insert(extents[following].lead, [*lines, ""])
        else:
            page.insert(max(extent.tail for extent in extents.values()) + 1, ["", *lines])


def _vanished(page: Page, entry: Entry, extent: Extent) -> list[list[str]]:
    """Take out a question that is asked no more; what a person wrote is kept. A question or row added by hand stays."""
    question = catalogue().get(entry.key.text)
    node = entry.value
    rows = node.get("rows") if isinstance(node, Mapping) else None
    if question is None or not isinstance(node, Mapping) or not isinstance(rows, Sequence) or not any(map(evidence_of, rows.items)):
        return []
    key = place_of(page, node, extent.first).extents["rows"]
    items = list(zip(rows.items, page.items(rows, key.first), strict=True))
    if all(evidence_of(item) for item, _ in items):
        touched = _question_touched(page, question, node, extent, [each for _, each in items])
        touched = touched or any(isinstance(item, Mapping) and row_touched(page, question, item, each) for item, each in items)
        delete(page, extent)
        return [_whole(page, entry, extent)] if touched else []
    taken = []
    for item, each in items:
        if not evidence_of(item):
            continue
        if isinstance(item, Mapping) and row_touched(page, question, item, each):
            taken.append(Retired(question.id, take_lines(page, each)))
        delete(page, each)
    return [resolved_item(question.id, _fields(entry), taken, _RESOLVED_INDENT)] if taken else []


def _question_touched(page: Page, question: Question, node: Mapping, extent: Extent, rows: list[Extent]) -> bool:
    """Whether a person has written anything beside the rows. An answer that the tool wrote first is no such thing."""
    in_rows = {number for row in rows for number in range(row.lead, row.tail + 1)}
    comments = (each for each in page.comments_in(extent.lead, extent.tail) if each.line not in in_rows)
    if any(not comment.tool for comment in comments):
        return True
    fields = {each.key.text: text_of(each.value).strip() for each in node.entries if each.key.text != "rows"}
    if fields.get("answer") in question.rows_when:
        fields.pop("answer")
    return any(fields.values())


def _whole(page: Page, entry: Entry, extent: Extent) -> list[str]:
    """Return a whole question as an entry of ``resolved:``, its lines as they stand."""
    lead = take_lines(page, extent._replace(tail=extent.first - 1))
    beside = page.comments.get(extent.first)
    if beside is not None and not beside.tool:
        lead.lines.append(" " * extent.indent + page.text[beside.start : beside.end])
    # a dash takes the place of the key, so what stood below the key comes to stand two columns right of the dash
    inner = entry.value.entries[0].key.column - 1 if isinstance(entry.value, Mapping) and entry.value.entries else extent.indent + 2
    body = Lines(take_lines(page, extent._replace(lead=extent.first + 1)).lines, inner - 2)
    return resolved_question(entry.key.text, lead, body, _RESOLVED_INDENT)
