"""A LogsQL query in tokens."""

from __future__ import annotations

import re

from sdd_impact import late
from sdd_impact.tuples import NamedTuple

_TOKEN = late.regex(
    r"""(?P<space>\s+|\#[^\n]*)
    |(?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`)
    |(?P<stream>\{(?:[^{}"'`]|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`)*\})
    |(?P<sign>:|!=|!~|!|=|~|<=|>=|<|>|\(|\)|\[|\]|,|\||\*)
    |(?P<word>[^\s"'`{}:!=~<>()\[\],|*\#]+)""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = late.regex(r"\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)", re.DOTALL)
_SHORT = {"n": "\n", "t": "\t", "r": "\r"}


class LogsQLError(Exception):
    """The text is no query that can be read; the message says why."""


class Token(NamedTuple):
    """A piece of the query: its ``kind`` (``text``, ``stream``, ``sign``, ``word``), how it is written, where it stands, and whether a space is in front of it."""

    kind: str
    text: str
    start: int
    end: int
    apart: bool = False

    @property
    def word(self) -> str:
        """The word or sign in lower case; "" for a text in quotes."""
        return "" if self.kind in {"text", "stream"} else self.text.lower()

    @property
    def said(self) -> str:
        """What it says: a text without its quotation marks."""
        if self.kind != "text":
            return self.text
        body = self.text[1:-1]
        return body if self.text[0] == "`" else _ESCAPE.sub(_unescaped, body)


def _unescaped(found: re.Match[str]) -> str:
    return chr(int(found[1][1:], 16)) if len(found[1]) > 1 else _SHORT.get(found[1], found[1])


def tokens(text: str) -> list[Token]:
    """Cut a query.

    :raises LogsQLError: at a quotation mark or brace that is never closed.
    """
    found: list[Token] = []
    at, apart = 0, True
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise LogsQLError(f"the {text[at]} at {at} is never closed")
        if match.lastgroup != "space":
            found.append(Token(match.lastgroup or "", match[0], match.start(), match.end(), apart))
        apart = match.lastgroup == "space"
        at = match.end()
    return found
