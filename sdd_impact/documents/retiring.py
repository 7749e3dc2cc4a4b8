"""What leaves a checklist when its evidence leaves the branch: answered rows are kept below ``resolved:``."""

from __future__ import annotations

from collections.abc import Iterable

from sdd_impact.documents.cells import line, written
from sdd_impact.documents.page import TOOL, Lines
from sdd_impact.notation import scalar
from sdd_impact.tuples import NamedTuple

HEADING = f"{TOOL} Answered, and then gone from the branch: kept for the record, asked no more."


class Retired(NamedTuple):
    """Lines of a question that are taken out as they stand."""

    question: str
    lines: Lines


def resolved_item(question: str, fields: Iterable[tuple[str, str]], rows: Iterable[Retired], indent: int) -> list[str]:
    """Return an entry of ``resolved:`` for rows that left a question which is still there. ``indent`` stands before the dash."""
    inner = " " * (indent + 2)
    lines = [f"{' ' * indent}- question: {scalar(question)}"]
    lines += [line(inner, scalar(name), written(value)) for name, value in fields if value.strip()]
    lines.append(f"{inner}rows:")
    for row in rows:
        lines += row.lines.at(indent + 4)
    return lines


def resolved_question(question: str, lead: Lines, body: Lines, indent: int) -> list[str]:
    """Return an entry of ``resolved:`` for a whole question: the comments above its key, and the lines below it."""
    return [*lead.at(indent), f"{' ' * indent}- question: {scalar(question)}", *body.at(indent)]
