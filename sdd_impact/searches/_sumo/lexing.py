"""A search of Sumo Logic: its stages between pipes, and their tokens."""

from __future__ import annotations

import re

from sdd_impact import late
from sdd_impact.searches import _joined
from sdd_impact.tuples import NamedTuple

_TOKEN = late.regex(
    r"""(?P<space>\s+|//[^\n]*|/\*.*?\*/) | (?P<text>"(?:\\.|[^"\\])*") | (?P<regex>/(?:\\.|[^/\\\n])+/) | (?P<hole>\{\{[^{}]*\}\}|\$\$\w+|[\U000f0000-\U000fffff])
      | (?P<op>!=|<>|<=|>=|[=<>!(),|]) | (?P<word>[^\s"(),|=<>!{}]+|[{}])""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = late.regex(r'\\(["\\])')
_MOST = 20_000
#: In front of these a slash begins a regular expression.
_MATCHES = "matches"
OPENS = {"(": 1, ")": -1}


class SumoError(Exception):
    """The text is no search that can be read; the message says why. Caught where one is read."""


class Token(NamedTuple):
    """A piece of a search: its kind (``text``, ``regex``, ``hole``, ``op``, ``word``), and its offsets."""

    kind: str
    text: str
    start: int
    end: int

    @property
    def word(self) -> str:
        """The word in small letters, or the sign; "" for literals."""
        return self.text.lower() if self.kind in {"word", "op"} else ""

    @property
    def said(self) -> str:
        """What a text in quotes says: only quotation marks and backslashes lose their backslash."""
        if self.kind == "text":
            return _ESCAPE.sub(r"\1", self.text[1:-1])
        return self.text[1:-1] if self.kind == "regex" else self.text


def tokens(text: str) -> list[Token]:
    """Cut a search; comments are left out.

    :raises SumoError: where a text in quotes does not end, and where there are too many tokens.
    """
    found: list[Token] = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is not None and match.lastgroup == "regex" and not (found and found[-1].word == _MATCHES):
            match = _WORD.match(text, at)  # a path
        elif match is not None and match.lastgroup == "space" and match[0].startswith("//") and at and not text[at - 1].isspace():
            match = _WORD.match(text, at)  # of an address
        if match is None:
            raise SumoError(
                f"the text in quotes at {at} does not end"
                if text[at] == '"'
                else f"the character {text[at]!r} at {at} is not expected"
            )
        if len(found) > _MOST:
            raise SumoError("longer than is looked at")
        at = match.end()
        if match.lastgroup != "space":
            found.append(Token(match.lastgroup or "", match[0], match.start(), at))
    return found


_WORD = late.regex(r"(?P<word>/+[^\s\"(),|=<>!]*)")


def split(listed: list[Token], sign: str) -> list[list[Token]]:
    """Cut tokens at a sign that stands in no parentheses."""
    return _joined.split(listed, sign, OPENS, "op")


def closing(listed: list[Token], at: int) -> int:
    """Return where the parenthesis that opens at ``at`` closes (the number of tokens where it never does)."""
    return _joined.closing(listed, at, OPENS, "op")
