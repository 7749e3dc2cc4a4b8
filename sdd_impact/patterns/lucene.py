"""What only Lucene's regular expressions have: ``@``, ``#``, ``"…"``, ``<1-10>``, ``~`` and ``&``."""

from __future__ import annotations

from collections.abc import Callable

from sdd_impact import late

from . import charset as cs
from .cursor import Cursor
from .escapes import literal
from .nodes import FAIL, Anchor, Chars, Look, Node, Repeat, Sequence, Unsupported

_INTERVAL = late.regex(r"<\d+-\d+>")
_AND = Unsupported("&")


def lucene_atom(cursor: Cursor, inner: Callable[[Cursor], Node]) -> Node | None:
    """Read an atom that has a meaning in Lucene only, or return None."""
    char = cursor.peek()
    if char == "@":
        cursor.take()
        return Repeat(Chars(cs.ANY), 0, None)
    if char == "#":
        cursor.take()
        return FAIL
    if char == '"':
        cursor.take()
        return Sequence(tuple(literal(cursor, each) for each in cursor.until('"', "a quoted text")))
    if char == "<":
        return _interval(cursor)
    if char == "~":
        return _complement(cursor, inner)
    if char == "&":
        cursor.take()
        return _AND
    return None


def _interval(cursor: Cursor) -> Node | None:
    found = _INTERVAL.match(cursor.text, cursor.at)
    if found is None:
        return None
    cursor.at = found.end()
    cursor.widen("numeric interval", followed=False)
    return Repeat(Chars(cs.DIGITS), 1, None)


def _complement(cursor: Cursor, inner: Callable[[Cursor], Node]) -> Node:
    cursor.take()
    if cursor.skip("("):
        inner(cursor)
        if not cursor.skip(")"):
            cursor.fail("a ( is never closed")
    else:
        cursor.take()
    cursor.widen("complement", followed=False)
    return Unsupported("complement")


def lucene_operators(cursor: Cursor, parts: list[Node]) -> Node:
    """Join the parts of an alternative; ``&`` between them means that the whole text fits both sides."""
    if _AND not in parts:
        return parts[0] if len(parts) == 1 else Sequence(tuple(parts))
    if cursor.depth > 1:  # inside a group the two sides would have to be of equal length
        cursor.widen("intersection inside a group", followed=False)
        return Unsupported("intersection inside a group")
    at = parts.index(_AND)
    rest = lucene_operators(cursor, parts[at + 1 :])
    return Sequence((Look(Sequence((*parts[:at], Anchor("end"))), ahead=True, negative=False), rest))
