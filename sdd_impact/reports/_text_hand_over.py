"""The hand-over as text: the same content as the Markdown page, as lists."""

from __future__ import annotations

from sdd_impact.model import HandOver
from sdd_impact.reports._escape import terminal
from sdd_impact.reports._hand_over_page import hand_over_page
from sdd_impact.reports._paint import Paint


def hand_over(document: HandOver, paint: Paint) -> list[str]:
    """Return the hand-over; sections without content are left out."""
    page = hand_over_page(document)
    lines = [f"hand-over {terminal(document.since.name)} → {terminal(document.until.name)}"]
    if not page["records"]:
        lines.append("no record of an impact on Support was merged between these two revisions")
    for summary, branch in page["summaries"]:
        lines += paint.wrap(f"{summary} ({branch})", "  ", "  ")
    for title, tables in page["sections"]:
        lines += ["", paint.heading(title)]
        for table in tables:
            for row in table.rows:
                lines += _item([f"{name}: {cell}" for name, cell in zip(table.titles, row, strict=True) if cell], paint)
    owners = [[f"{each.path}: {each.team}", f"{each.channel}, {each.hours}".rstrip(", ")] for each in page["owners"]]
    lists = (
        ("Who takes the ticket", owners),
        ("Log lines", [[f"{because} ({branch})"] for branch, because in page["log_changes"]]),
        ("Not covered", [[f"{each.path}: {each.reason}"] for each in page["unread"]]),
        ("Records", [[each.path] for each in page["records"]]),
    )
    for title, items in lists:
        if items:
            lines += ["", paint.heading(title), *(line for item in items for line in _item(item, paint))]
    return lines


def _item(cells: list[str], paint: Paint) -> list[str]:
    """One item of a list: its first cell behind a dash, the others below it."""
    return [line for number, cell in enumerate(cells) for line in paint.wrap(cell, "    " if number else "  - ", "  ")]
