"""Tokens of the two languages in which the collector asks something of a log record: OTTL, and the expressions of its operators."""

from __future__ import annotations

import re

from sdd_impact import late
from sdd_impact.searches import _joined
from sdd_impact.tuples import NamedTuple

_TOKEN = late.regex(
    r"""(?P<space>\s+) | (?P<text>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*') | (?P<raw>`[^`]*`) | (?P<number>\d[\w.]*) | (?P<name>[^\W\d]\w*)
      | (?P<op>==|!=|<=|>=|&&|\|\||\?\?|[-+*/%<>!()\[\]{},.:=?|])""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = late.regex(r"\\(?:u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|(.))", re.DOTALL)
_SHORT = {"n": "\n", "t": "\t", "r": "\r"}


class ConditionError(Exception):
    """The text is no condition; the message says why. Caught where one is read."""


class Token(NamedTuple):
    """A piece of a condition: its kind (``text``, ``number``, ``name``, ``op``), and its offsets."""

    kind: str
    text: str
    start: int
    end: int

    @property
    def word(self) -> str:
        """The piece as written; "" for a text in quotes."""
        return "" if self.kind == "text" else self.text

    @property
    def said(self) -> str:
        """What a text in quotes says."""
        if self.kind != "text":
            return self.text
        if self.text[0] == "`":
            return self.text[1:-1]
        return _ESCAPE.sub(_meant, self.text[1:-1])


def _meant(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else _SHORT.get(found[3], found[3])


def _token(kind: str, text: str, start: int, end: int) -> Token:
    return Token("text" if kind == "raw" else kind, text, start, end)


def tokens(text: str) -> list[Token]:
    """Cut a condition.

    :raises ConditionError: at a character that has no meaning, and where there are too many.
    """
    return _joined.cut(text, _TOKEN, _token, ConditionError)
