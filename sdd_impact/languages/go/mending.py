"""A half-written file: a lost bracket would swallow the functions behind it. ``gofmt`` indents a closing bracket like the line that opened it,
so the indentation says where one is missing and which one has lost its partner."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.model import Source
from sdd_impact.syntax import Unit, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Texts and comments, to pass over, and brackets.
_TOKEN = late.regex(rb"//[^\n]*|/\*.*?\*/|`[^`]*`|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])+'|[(){}\[\]]|\n([ \t]*)", re.DOTALL)
_PAIRS = {b"(": b")", b"{": b"}", b"[": b"]"}
#: A declaration at the start of a line stands outside of all brackets.
_TOP = late.regex(rb"(?:func|type|var|const|import|package)[ \t(]")


def mended(unit: Unit, query: str) -> Unit:
    """The unit itself, or one (with the same ``query``) whose brackets are balanced by the indentation. Lines stay where they are."""
    if not unit.code.root.has_error:
        return unit
    edits = list(_edits(unit.code.data))
    if not edits:
        return unit
    data, pieces, end = unit.code.data, [], 0
    for at, length, text in sorted(edits):
        pieces += [data[end:at], text]
        end = at + length
    try:
        return Unit(Source(unit.path, b"".join([*pieces, data[end:]])), unit.grammar.name, unit.language, also=query)
    except UnreadableError:
        return unit


def _edits(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """What to put in and what to blank: place, length of what is replaced, text."""
    stack: list[tuple[bytes, int]] = []  # what closes, and the indentation of the line that opened
    indent, first = 0, True
    for found in _TOKEN.finditer(data):
        token = found[0]
        if token.startswith(b"\n"):
            indent, first = len(found[1]), True
            if data[found.end() : found.end() + 1] in (b"\n", b"", b"/"):
                continue
            if indent == 0 and _TOP.match(data, found.end()):
                yield from _closing(stack, -1, found.end(), b";")
            continue
        starts_line = first and not data[data.rfind(b"\n", 0, found.start()) + 1 : found.start()].strip()
        first = False
        if token in _PAIRS:
            stack.append((_PAIRS[token], indent))
        elif token in (b")", b"}", b"]"):
            if starts_line:
                yield from _closing(stack, indent, found.start())
            if stack and stack[-1][0] == token and not (starts_line and stack[-1][1] < indent):
                stack.pop()
            else:
                yield found.start(), 1, b" "
    yield from _closing(stack, -1, len(data), before=b"\n")


def _closing(
    stack: list[tuple[bytes, int]], indent: int, at: int, behind: bytes = b"", before: bytes = b""
) -> Iterator[tuple[int, int, bytes]]:
    """Close what was opened further inside than ``indent``."""
    missing = b""
    while stack and stack[-1][1] > indent:
        missing += stack.pop()[0]
    if missing:
        yield at, 0, before + missing + behind
