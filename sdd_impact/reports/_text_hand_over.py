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
                cells = [f"{name}: {cell}" for name, cell in zip(table.titles, row, strict=True) if cell]
                lines += [
                    line for number, cell in enumerate(cells) for line in paint.wrap(cell, "    " if number else "  - ", "  ")
                ]
    return lines
