"""What leaves a checklist when its evidence leaves the branch: answered rows are kept below ``resolved:``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from sdd_impact.documents.cells import line, written
from sdd_impact.documents.page import TOOL
from sdd_impact.notation import scalar

HEADING = f"{TOOL} Answered, and then gone from the branch: kept for the record, asked no more."


class Retired(NamedTuple):
    """Lines that are taken out as they stand, and how far they were indented."""

    question: str
    lines: list[str]
    indent: int


def resolved_item(question: str, fields: Iterable[tuple[str, str]], rows: Iterable[Retired], indent: int) -> list[str]:
    """Return an entry of ``resolved:`` for rows that left a question which is still there. ``indent`` stands before the dash."""
    inner = " " * (indent + 2)
    lines = [f"{' ' * indent}- question: {scalar(question)}"]
    lines += [line(inner, scalar(name), written(value)) for name, value in fields if value.strip()]
    lines.append(f"{inner}rows:")
    for row in rows:
        lines += shifted(row.lines, indent + 4 - row.indent)
    return lines


def resolved_question(question: Retired, lead: list[str], indent: int) -> list[str]:
    """Return an entry of ``resolved:`` for a whole question. Its lines follow its key, and are indented like the question's key.

    ``lead`` are the comments that stood above the key.
    """
    first = f"{' ' * indent}- question: {scalar(question.question)}"
    return [*shifted(lead, indent - question.indent), first, *shifted(question.lines, indent - question.indent)]


def shifted(lines: Iterable[str], by: int) -> list[str]:
    """Indent lines more, or less; empty lines stay empty, and nothing but spaces is taken away."""
    if by >= 0:
        return [" " * by + each if each.strip() else each for each in lines]
    return [each[min(-by, len(each) - len(each.lstrip(" "))) :] for each in lines]
