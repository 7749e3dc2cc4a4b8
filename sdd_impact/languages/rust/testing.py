"""Test code inside a file: functions marked ``#[test]`` and modules marked ``#[cfg(test)]``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact import late

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sdd_impact.model import Statement
    from sdd_impact.syntax import Unit

_MARK = late.regex(
    rb"#\[\s*(?:cfg\(\s*(?:test|all\(test\b|any\(test\b)|(?:\w+::)*(?:test|rstest|test_case|bench|proptest|quickcheck)\b)"
)

#: Cargo's benchmarks, and modules of helpers for tests.
_FOLDER = late.regex(r"(?:^|/)(?:benches|test_utils?)/")


def tested(unit: Unit, statements: Iterable[Statement]) -> list[Statement]:
    """The statements, those in test code marked."""
    found = list(statements)
    if found and not unit.test and _FOLDER.search(unit.path):
        return [each._replace(test=True) for each in found]
    spans = _spans(unit) if found and not unit.test else []
    if not spans:
        return found
    return [
        each._replace(test=True) if any(first <= each.location.line <= last for first, last in spans) else each for each in found
    ]


def _spans(unit: Unit) -> list[tuple[int, int]]:
    """First and last lines of the items that are marked; one inside another is left out."""
    spans: list[tuple[int, int]] = []
    for mark in _MARK.finditer(unit.code.data):
        node = unit.code.root.descendant_for_byte_range(mark.start(), mark.start())
        while node is not None and node.type != "attribute_item":
            node = node.parent
        while node is not None and (node.is_extra or node.type == "attribute_item"):
            node = node.next_named_sibling
        if node is not None and (not spans or node.start_point[0] + 1 > spans[-1][1]):
            spans.append((node.start_point[0] + 1, node.end_point[0] + 1))
    return spans
