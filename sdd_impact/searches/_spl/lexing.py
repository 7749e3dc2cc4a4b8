r"""Cutting SPL: comments, quotes, macros, subsearches and the pipe.

Quoting rules are from Splunk's Search Manual: a double quote opens a string, ``\`` escapes a quote, a pipe and itself, any other
sequence such as ``\d`` stays as written; backticks hold a macro; three backticks hold a comment.
"""

from __future__ import annotations

import re

from sdd_impact import late
from sdd_impact.tuples import NamedTuple

_PIECE = late.regex(r'```.*?```|`[^`]*`|"(?:[^"\\]|\\.)*"|\\.|[\[\]|]|[^`"\\\[\]|]+', re.DOTALL)

#: Longer searches are not read: nobody writes them by hand, and work must be bounded.
MOST_CHARACTERS = 100_000


class SplError(Exception):
    """The text is no search: a quote or bracket that never ends, or nesting without end. Caught where a search is read."""


class Piece(NamedTuple):
    """A stretch of the text: from ``start`` to ``end``."""

    text: str
    start: int
    end: int


def pieces(text: str) -> list[Piece]:
    """Cut the text into strings, macros, comments, escapes, ``[``, ``]``, ``|`` and what lies between.

    :raises SplError: where a quote or backtick is never closed.
    """
    found: list[Piece] = []
    at = 0
    while at < len(text):
        match = _PIECE.match(text, at)
        if match is None:
            what = {'"': "a quote", "`": "a backtick"}.get(text[at], "a backslash")
            raise SplError(f"{what} is opened and never closed: {text[at : at + 40].strip()}")
        found.append(Piece(match.group(), at, match.end()))
        at = match.end()
    return found


def without_comments(text: str) -> str:
    """Return the text with each comment, and each call of the ``comment`` macro, replaced by a space."""
    return "".join(" " if _is_comment(piece.text) else piece.text for piece in pieces(text))


def _is_comment(piece: str) -> bool:
    return piece.startswith("```") or bool(re.match(r"`\s*comment\s*\(", piece))


def commands(text: str) -> list[Piece]:
    """Cut at the pipes that stand outside quotes, macros and subsearches. The first is empty where the text begins with a pipe.

    :raises SplError: where brackets or quotes do not pair.
    """
    found: list[Piece] = []
    depth = start = 0
    for piece in pieces(text):
        if piece.text == "|" and depth == 0:
            found.append(Piece(text[start : piece.start], start, piece.start))
            start = piece.end
        elif piece.text in {"[", "]"}:
            depth += 1 if piece.text == "[" else -1
            if depth < 0:
                raise SplError("a bracket is closed that was never opened")
    if depth:
        raise SplError("a bracket is opened and never closed")
    found.append(Piece(text[start:], start, len(text)))
    return found


def subsearches(text: str) -> list[Piece]:
    """Return what stands in each outermost pair of brackets, without the brackets."""
    found: list[Piece] = []
    depth = start = 0
    for piece in pieces(text):
        if piece.text == "[":
            start = start if depth else piece.end
            depth += 1
        elif piece.text == "]":
            depth -= 1
            if depth == 0:
                found.append(Piece(text[start : piece.start], start, piece.start))
    return found


def unquote(text: str) -> str:
    """Return a term without its quotes and escapes: a backslash stays before anything but a quote, a pipe or a backslash."""
    if len(text) > 1 and text[0] == text[-1] == '"':
        text = text[1:-1]
    return re.sub(r'\\(["|\\])', r"\1", text)
