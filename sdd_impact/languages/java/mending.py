"""A half-written string literal: Java's grammar lets it run on over the lines, up to the next quote, and swallow code on its way."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact.model import Source
from sdd_impact.syntax import Unit, UnreadableError

if TYPE_CHECKING:
    from sdd_impact.syntax import Code

#: More open strings than these in one file are no accident of typing.
_LIMIT = 5
#: A quote, or an escaped pair (to pass over).
_QUOTE = re.compile(rb'\\.|"')


def mended(unit: Unit, query: str) -> Unit:
    """The unit itself, or one (with the same ``query``) in which every string literal that is open at its line's end is closed there."""
    for _ in range(_LIMIT):
        end = _open_end(unit.code) if unit.code.root.has_error else -1
        if end < 0:
            break
        data = unit.code.data
        try:
            unit = Unit(Source(unit.path, data[:end] + b'"' + data[end:]), unit.grammar.name, unit.language, also=query)
        except UnreadableError:
            break
    return unit


def _open_end(code: Code) -> int:
    """The end of the line on which a string literal begins and does not end; -1 where there is none."""
    for node in sorted(code.captures("(string_literal) @string").get("string", ()), key=lambda node: node.start_byte):
        if node.start_point[0] == node.end_point[0] or code.data.startswith(b'"""', node.start_byte):
            continue
        start, end = code.data.rfind(b"\n", 0, node.start_byte) + 1, code.data.index(b"\n", node.start_byte)
        if sum(found[0] == b'"' for found in _QUOTE.finditer(code.data, start, end)) % 2:
            return end
    return -1
