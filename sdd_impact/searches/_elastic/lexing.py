"""Queries of EQL and ES|QL in tokens; both write texts, numbers and fields in nearly the same way.

Rules from Elastic's references, "EQL syntax reference" and "Basic ES|QL syntax": texts in double quotes with escapes, or raw in three; EQL's older texts in single
quotes and raw ones behind ``?``; comments ``//`` and ``/* */``; names with dots, parts of which may stand in backquotes; ``?`` in front of a field that may be missing.
"""

from __future__ import annotations

import re

from sdd_impact import late
from sdd_impact.searches import _joined
from sdd_impact.tuples import NamedTuple

_TOKEN = late.regex(
    r"""(?P<space>\s+|//[^\n]*|/\*.*?\*/)
    |(?P<text>\"{3}.*?\"{3,5}|\?"[^"\n]*"|\?'[^'\n]*'|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
    |(?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?[a-zA-Z]*)
    |(?P<name>\??(?:[A-Za-z_@][\w@]*|`[^`]+`)(?:\.(?:[\w@]+|`[^`]+`))*~?)
    |(?P<hole>[\U000f0000-\U000fffff]|\?\w*)
    |(?P<mark>==|!=|<=|>=|::|[-=<>:()\[\]{},|+*/%!.;&])""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = late.regex(r"\\(u\{[0-9a-fA-F]{2,8}\}|.)", re.DOTALL)
_SHORT = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}
OPENS = {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}
_LAST = 0x10FFFF


class QueryError(Exception):
    """The text is no query that can be read; the message says why."""


class Token(NamedTuple):
    """A piece of a query: its ``kind`` (``text``, ``number``, ``name``, ``hole``, ``mark``), and where it stands."""

    kind: str
    text: str
    start: int
    end: int

    @property
    def word(self) -> str:
        """The name in small letters, or the mark; "" for texts and numbers."""
        return self.text.lower() if self.kind in {"name", "mark"} else ""

    @property
    def field(self) -> str:
        """The field that a name stands for."""
        return self.text.removeprefix("?").replace("`", "")

    @property
    def said(self) -> str:
        """What a text in quotes says."""
        if self.text.startswith('"""'):
            return self.text[3:-3]
        if self.text.startswith("?"):
            return self.text[2:-1]
        return _ESCAPE.sub(_meant, self.text[1:-1])


def _meant(found: re.Match[str]) -> str:
    code = found[1]
    if code.startswith("u{"):
        number = int(code[2:-1], 16)
        return chr(number) if number <= _LAST else "\ufffd"
    return _SHORT.get(code, code)


def tokens(text: str) -> list[Token]:
    """Cut a query.

    :raises QueryError: at a character that has no meaning, and where there are too many.
    """
    return _joined.cut(text, _TOKEN, Token, QueryError)


def split(listed: list[Token], sign: str) -> list[list[Token]]:
    """Cut tokens at a mark that stands in no brackets."""
    return _joined.split(listed, sign, OPENS, "mark")


def closing(listed: list[Token], at: int) -> int:
    """Return where the bracket that opens at ``at`` closes (the number of tokens where it never does)."""
    return _joined.closing(listed, at, OPENS, "mark")
