"""The part of a checklist that the tool answers itself: ``answered:``."""

from __future__ import annotations

from collections.abc import Iterable

from sdd_impact.documents.blocks import STEP, tool_answer_value
from sdd_impact.documents.catalogue import catalogue
from sdd_impact.documents.cells import cell_text, line, written
from sdd_impact.documents.editing import delete, replace_comments, replace_value
from sdd_impact.documents.page import TOOL, Extent, Page
from sdd_impact.documents.reading import text_of
from sdd_impact.model import ToolAnswer
from sdd_impact.notation import Entry, Mapping, Scalar, scalar, visible

_OWN = ("answer", "because", "override")


def answered_lines(answers: Iterable[ToolAnswer]) -> list[str]:
    """Return the whole part, key included."""
    return ["answered:", *(each for answer in answers for each in _entry_lines(answer, STEP))]


def _entry_lines(answer: ToolAnswer, indent: str) -> list[str]:
    return [*(indent + each for each in _above(answer.question)), f"{indent}{answer.question}: {tool_answer_value(answer)}"]


def _above(question: str) -> list[str]:
    found = catalogue().get(question)
    return [f"{TOOL} {visible(' '.join(found.text.split()))}"] if found else []


def refresh_answered(
    page: Page, root: Mapping, extents: dict[str, Extent], answers: Iterable[ToolAnswer], *, thorough: bool
) -> list[list[str]]:
    """Bring the tool's answers up to date; return the entries for ``resolved:``, of overridden answers that the tool gives no more."""
    entry = root.entry("answered")
    wanted = {answer.question: answer for answer in answers}
    if entry is None:
        return []
    if not isinstance(entry.value, Mapping) or not entry.value.entries:
        _fill(page, entry, extents["answered"], wanted)
        return []
    mine = page.entries(entry.value, extents["answered"].first)
    retired = []
    for each in entry.value.entries:
        extent = mine[each.key.text]
        if each.key.text in wanted:
            answer = wanted[each.key.text]
            if thorough:
                replace_comments(page, range(extent.lead, extent.first), _above(answer.question), extent.first, extent.indent)
            _refresh_entry(page, each, answer)
        elif catalogue().get(each.key.text):
            if _touched(page, each, extent):
                retired.append(_retired(page, each, extent))
            delete(page, extent)
    last = max(mine.values(), key=lambda extent: extent.tail)
    new = [line for question, answer in wanted.items() if question not in mine for line in _entry_lines(answer, " " * last.indent)]
    page.insert(last.tail + 1, new)
    return retired


def _fill(page: Page, entry: Entry, extent: Extent, wanted: dict[str, ToolAnswer]) -> None:
    """The key stands there without entries."""
    lines = [line for answer in wanted.values() for line in _entry_lines(answer, " " * extent.indent + STEP)]
    if lines and isinstance(entry.value, Scalar) and entry.value.value is not None:
        return  # not a shape that a checklist has; reading says so
    if lines and entry.value.end > entry.value.start:
        page.replace(entry.key.end, entry.value.end, ":")
    page.insert(extent.last + 1, lines)


def _refresh_entry(page: Page, entry: Entry, answer: ToolAnswer) -> None:
    node = entry.value
    values = {
        "answer": (answer.answer, written(answer.answer)),
        "because": (cell_text(answer.because), scalar(cell_text(answer.because))),
    }
    if not isinstance(node, Mapping) or not node.entries:
        replace_value(page, entry, tool_answer_value(answer))
        return
    for name, (text, source) in values.items():
        there = node.entry(name)
        if there is not None and text_of(there.value) != text:
            replace_value(page, there, source)
        elif there is None and node.flow:
            page.replace(node.start + 1, node.start + 1, f"{name}: {source}, ")
        elif there is None:
            page.insert(page.line_of(node.entries[0].key.start), [line(" " * (node.entries[0].key.column - 1), name, source)])


def _touched(page: Page, entry: Entry, extent: Extent) -> bool:
    """Whether a person has written anything into an answer of the tool."""
    if any(not comment.tool for comment in page.comments_in(extent.lead, extent.tail)):
        return True
    node = entry.value
    if not isinstance(node, Mapping):
        return bool(text_of(node))
    override = node.get("override")
    said = [each.value for each in override.entries] if isinstance(override, Mapping) else [override]
    return any(text_of(each).strip() for each in said) or any(each.key.text not in _OWN for each in node.entries)


def _retired(page: Page, entry: Entry, extent: Extent) -> list[str]:
    """Return an overridden answer as an entry of ``resolved:``: the person's answer and reason, the tool's beside them."""
    comments = [page.text[each.start : each.end] for each in page.comments_in(extent.lead, extent.tail) if not each.tool]
    lines = [*(f"  {each}" for each in comments), f"  - question: {scalar(entry.key.text)}"]
    node = entry.value
    if not isinstance(node, Mapping):
        return [*lines, line("    ", "answer", written(text_of(node)))]
    override = node.get("override")
    cells = {each.key.text: text_of(each.value) for each in node.entries if each.value is not override}
    if override is not None and text_of(override).strip():
        cells["override"] = text_of(override)  # not as it should be written, but a person's word
    if isinstance(override, Mapping):
        cells = {"tool": cells.pop("answer", ""), **cells, **{each.key.text: text_of(each.value) for each in override.entries}}
    return lines + [line("    ", scalar(name), written(value)) for name, value in cells.items()]
