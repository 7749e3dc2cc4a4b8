"""A Kusto query in tokens."""

from __future__ import annotations

import re

from sdd_impact import late
from sdd_impact.searches import _joined
from sdd_impact.tuples import NamedTuple

_TOKEN = late.regex(
    r"""(?P<space>\s+|//[^\n]*)
    |(?P<text>[hH]?@"(?:[^"]|"")*"|[hH]?@'(?:[^']|'')*'|[hH]?"(?:[^"\\\n]|\\.)*"|[hH]?'(?:[^'\\\n]|\\.)*'|```[\s\S]*?```|~~~[\s\S]*?~~~)
    |(?P<number>\d+(?:\.(?!\.)\d+)?(?:[eE][+-]?\d+)?[a-zA-Z]*)
    |(?P<name>(?:project|mv|make|parse|top|sample|partition|graph|scan|serialize|extend)-[a-zA-Z]+(?:-[a-zA-Z]+)*|[A-Za-z_$][\w$]*)
    |(?P<hole>[\U000f0000-\U000fffff])
    |(?P<mark>![a-zA-Z_]+~?|=~|!~|==|!=|<>|<=|>=|=>|\.\.|[-()\[\]{},;|.=+*/%:<>~?@])""",
    re.VERBOSE,
)
_ESCAPE = late.regex(r"\\(u[0-9a-fA-F]{4}|.)", re.DOTALL)
_SHORT = {"t": "\t", "n": "\n", "r": "\r", "0": "\0"}
OPENS = {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}


class KustoError(Exception):
    """The text is no query that can be read; the message says why."""


class Token(NamedTuple):
    """A piece of the query: its ``kind`` (``text``, ``number``, ``name``, ``hole``, ``mark``), and where it stands."""

    kind: str
    text: str
    start: int
    end: int

    @property
    def word(self) -> str:
        """The name or mark; "" for a text. Case counts, as it does in Kusto: ``OR`` is no ``or``."""
        return "" if self.kind == "text" else self.text

    @property
    def said(self) -> str:
        """What a text in quotes says."""
        body = self.text.lstrip("hH")
        if body.startswith(("```", "~~~")):
            return body[3:-3]
        if body.startswith("@"):
            return body[2:-1].replace(body[1] * 2, body[1])
        return _ESCAPE.sub(
            lambda found: chr(int(found[1][1:], 16)) if len(found[1]) == 5 else _SHORT.get(found[1], found[1]), body[1:-1]
        )


def tokens(text: str) -> list[Token]:
    """Cut a query.

    :raises KustoError: at a character that has no meaning, and where there are too many.
    """
    return _joined.cut(text, _TOKEN, Token, KustoError)


def split(listed: list[Token], sign: str) -> list[list[Token]]:
    """Cut tokens at a mark that stands in no parentheses."""
    return _joined.split(listed, sign, OPENS, "mark")


def closing(listed: list[Token], at: int) -> int:
    """Return where the parenthesis that opens at ``at`` closes (the number of tokens where it never does)."""
    return _joined.closing(listed, at, OPENS, "mark")
