"""Tokens of VRL, Vector's remap language."""

from __future__ import annotations

import re

from sdd_impact import late
from sdd_impact.tuples import NamedTuple

_TOKEN = late.regex(
    r"""(?P<space>[ \t\r]+|\\\n) | (?P<comment>\#[^\n]*) | (?P<newline>\n) | (?P<regex>r'(?:\\.|[^'\\])*') | (?P<raw>[st]'(?:\\.|[^'\\])*')
      | (?P<text>"(?:\\.|[^"\\])*") | (?P<number>\d[\w.]*) | (?P<path>[.%](?:@?[\w@]+|"[^"\n]*")(?:\.@?[\w@]+|\."[^"\n]*"|\[\d+\])*|[.%](?![\w"@]))
      | (?P<name>[^\W\d]\w*!?(?=[ \t]*\()|[^\W\d]\w*(?:\.[\w@]+|\."[^"\n]*"|\[\d+\])*)
      | (?P<op>\?\?=?|\|\||&&|==|!=|<=|>=|->|\|=|[-+*/<>!=(){}\[\],:;|?&%])""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = late.regex(r"\\(?:u\{([0-9A-Fa-f]{1,6})\}|(.))", re.DOTALL)
_SHORT = {"n": "\n", "t": "\t", "r": "\r", "0": "\0"}
_LAST = 0x10FFFF
_MOST = 50_000
OPENS = {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}


class VrlError(Exception):
    """The text is no program; the message says why, ``at`` where. Caught where one is read."""

    def __init__(self, message: str, at: int) -> None:
        super().__init__(message)
        self.at = at


class Token(NamedTuple):
    """A piece of a program: its kind (``text``, ``regex``, ``number``, ``path``, ``name``, ``op``, ``newline``), and its offsets."""

    kind: str
    text: str
    start: int
    end: int

    @property
    def word(self) -> str:
        """The name or sign, without the ``!`` of a call that may fail; "" for literals."""
        return self.text.removesuffix("!") if self.kind == "name" else self.text if self.kind == "op" else ""

    @property
    def said(self) -> str:
        """What a literal says. In a regular expression only the quotation mark loses its backslash."""
        if self.kind == "regex":
            return self.text[2:-1].replace("\\'", "'")
        if self.kind == "text":
            raw = self.text[0] != '"'
            return self.text[2:-1].replace("\\'", "'") if raw else _ESCAPE.sub(_meant, self.text[1:-1])
        return self.text


def _meant(found: re.Match[str]) -> str:
    if found[1]:
        number = int(found[1], 16)
        return chr(number) if number <= _LAST else "\ufffd"
    return _SHORT.get(found[2], found[2])


def tokens(text: str) -> list[Token]:
    """Cut a program; comments and blanks are left out.

    :raises VrlError: at a character that has no meaning, and where there are too many.
    """
    found: list[Token] = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise VrlError(f"the character {text[at]!r} is not expected", at)
        if len(found) > _MOST:
            raise VrlError("longer than is looked at", at)
        at = match.end()
        if match.lastgroup not in {"space", "comment"}:
            found.append(Token("text" if match.lastgroup == "raw" else match.lastgroup or "", match[0], match.start(), at))
    return found
