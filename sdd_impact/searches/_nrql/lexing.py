"""An NRQL query in tokens, and its clauses.

Rules from New Relic's reference, "NRQL syntax, clauses, and functions": texts in single quotes (raw behind ``r``), names with dots or in backquotes, words of the language in any case.
"""

from __future__ import annotations

import re

from sdd_impact import late
from sdd_impact.searches import _joined
from sdd_impact.tuples import NamedTuple

_TOKEN = late.regex(
    r"""(?P<space>\s+|--[^\n]*|//[^\n]*|/\*.*?\*/) | (?P<raw>r'(?:\\.|[^'\\])*') | (?P<text>'(?:\\.|''|[^'\\])*'|"(?:\\.|[^"\\])*") | (?P<number>\d[\w.]*)
      | (?P<name>`[^`]+`|[^\W\d][\w.]*) | (?P<hole>[\U000f0000-\U000fffff]|\{\{[^{}]*\}\}|\$\w+) | (?P<op>!=|<>|<=|>=|[-+*/%=<>(),:;?|])""",
    re.VERBOSE | re.DOTALL,
)
_CLAUSES = frozenset(
    {
        "select",
        "from",
        "where",
        "facet",
        "since",
        "until",
        "limit",
        "timeseries",
        "compare",
        "order",
        "extrapolate",
        "slide",
        "with",
        "show",
        "delete",
        "raw",
        "offset",
        "join",
        "predict",
    }
)
OPENS = {"(": 1, ")": -1}


class NrqlError(Exception):
    """The text is no query that can be read; the message says why. Caught where one is read."""


class Token(NamedTuple):
    """A piece of a query: its kind (``text``, ``raw``, ``number``, ``name``, ``hole``, ``op``), and its offsets."""

    kind: str
    text: str
    start: int
    end: int

    @property
    def word(self) -> str:
        """The name in small letters, or the sign; "" for literals and names in backquotes."""
        return self.text.lower() if self.kind in {"name", "op"} and self.text[0] != "`" else ""

    @property
    def field(self) -> str:
        """The attribute that a name stands for."""
        return self.text.strip("`")

    @property
    def said(self) -> str:
        """What a literal says. A raw text keeps its backslashes."""
        if self.kind == "raw":
            return self.text[2:-1].replace("\\'", "'")
        if self.kind == "text":
            quote = self.text[0]
            return re.sub(r"\\(.)", r"\1", self.text[1:-1].replace(quote * 2, quote), flags=re.DOTALL)
        return self.text


def tokens(text: str) -> list[Token]:
    """Cut a query.

    :raises NrqlError: at a character that has no meaning, and where there are too many.
    """
    return _joined.cut(text, _TOKEN, Token, NrqlError)


def closing(listed: list[Token], at: int) -> int:
    """Return where the parenthesis that opens at ``at`` closes (the number of tokens where it never does)."""
    return _joined.closing(listed, at, OPENS, "op")


def clauses(listed: list[Token]) -> list[tuple[str, list[Token]]]:
    """Cut a query at its clauses: the word of each with what stands behind it."""
    made: list[tuple[str, list[Token]]] = []
    at = 0
    while at < len(listed):
        token = listed[at]
        if token.word in _CLAUSES and not (
            at + 1 < len(listed) and listed[at + 1].text == "(" and token.word not in {"from", "where", "facet"}
        ):
            made.append((token.word, []))
            at += 1
            continue
        end = closing(listed, at) + 1 if token.text == "(" and token.kind == "op" else at + 1
        if made:
            made[-1][1].extend(listed[at:end])
        at = end
    return made


def split(listed: list[Token], sign: str = ",") -> list[list[Token]]:
    """Cut tokens at a sign that stands in no parentheses."""
    return _joined.split(listed, sign, OPENS, "op")
