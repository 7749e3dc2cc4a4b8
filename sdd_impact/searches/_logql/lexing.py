"""Cutting LogQL into tokens, as Loki's ``pkg/logql/syntax/lex.go`` does.

What Grafana, Helm or Juju fills in before Loki sees the query (``$var``, ``${var}``, ``{{ … }}``, ``%%juju_topology%%`` outside of quotes) is a token
of its own.
"""

from __future__ import annotations

import re
from typing import Literal

from sdd_impact import late
from sdd_impact.tuples import NamedTuple

#: More than that is no query that a person keeps: Loki itself takes 5,120 characters by default, metric queries of mixins are longer.
MOST_CHARACTERS = 100_000


class LogQLError(Exception):
    """The text cannot be read; the message says why."""


class Token(NamedTuple):
    """A piece of the query. ``text`` is the value for a text (quotes and escapes resolved), else what stands there."""

    kind: Literal["text", "number", "unit", "range", "name", "mark", "flag", "variable"]
    text: str
    start: int
    end: int

    def is_mark(self, *marks: str) -> bool:
        """Whether it is one of these marks."""
        return self.kind == "mark" and self.text in marks

    def word(self) -> str:
        """The name in lower case, "" for anything else: key words are not case-sensitive."""
        return self.text.lower() if self.kind == "name" else ""


_TOKEN = late.regex(
    r"""(?P<space>\s+|\#[^\n]*)
    | (?P<quoted>"(?:[^"\\]|\\.)*")
    | (?P<raw>`[^`]*`)
    | (?P<variable>\$\{[^{}]*\}|\$\w+|\{\{[^{}]*\}\}|\[\[\w+\]\]|%%\w+%%)
    | (?P<range>\[[^\]]*\])
    | (?P<number>(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?(?![\w.]))
    | (?P<unit>\d[\w.µ]*)
    | (?P<flag>--(?:strict|keep-empty))
    | (?P<name>[^\W\d][\w:]*)
    | (?P<mark>\|=|\|~|\|>|!=|!~|!>|=~|==|>=|<=|[{}()|,=<>+*/%^.@-])""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = late.regex(r"\\(?:([abfnrtv\\\"])|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|(.?))", re.DOTALL)
_CONTROLS = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "\\": "\\", '"': '"'}


def tokens(text: str) -> list[Token]:
    """Cut a query.

    :raises LogQLError: where Loki would not read it either.
    """
    if len(text) > MOST_CHARACTERS:
        raise LogQLError("longer than any query that Loki takes")
    found: list[Token] = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise LogQLError(f"the character {text[at]!r} at {at + 1} has no meaning in LogQL")
        kind = match.lastgroup or ""
        if kind != "space":
            found.append(_token(kind, match))
        at = match.end()
    return found


def _token(kind: str, match: re.Match[str]) -> Token:
    text, (start, end) = match[0], match.span()
    if kind == "quoted":
        return Token("text", _unquoted(text[1:-1]), start, end)
    if kind == "raw":
        return Token("text", text[1:-1], start, end)
    return Token(kind, text, start, end)  # type: ignore[arg-type] # the groups of the pattern are the kinds


def _unquoted(text: str) -> str:
    return _ESCAPE.sub(_unescaped, text) if "\\" in text else text


def _unescaped(match: re.Match[str]) -> str:
    letter, *codes, octal, unknown = match.groups()
    if letter:
        return _CONTROLS[letter]
    if unknown is not None:
        raise LogQLError(f"the escape {match[0]} is not known in double quotes")
    code = int(octal, 8) if octal else int(next(each for each in codes if each), 16)
    if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        raise LogQLError(f"the escape {match[0]} is no character")
    return chr(code)


class Cursor:
    """A place in the tokens of a query."""

    def __init__(self, text: str, found: list[Token]) -> None:
        self.text = text
        self.found = found
        self.at = 0

    def peek(self, ahead: int = 0) -> Token | None:
        """Return the next token, None at the end."""
        at = self.at + ahead
        return self.found[at] if at < len(self.found) else None

    def next_is(self, *marks: str) -> bool:
        """Whether one of these marks comes next."""
        token = self.peek()
        return token is not None and token.is_mark(*marks)

    def take(self) -> Token:
        """Return the next token and go on.

        :raises LogQLError: at the end of the query.
        """
        token = self.peek()
        if token is None:
            raise LogQLError("the query ends too early")
        self.at += 1
        return token

    def expect(self, mark: str) -> Token:
        """Take this mark.

        :raises LogQLError: where something else stands.
        """
        token = self.take()
        if not token.is_mark(mark):
            raise LogQLError(f"{mark} is expected instead of {token.text}")
        return token

    def expect_text(self) -> Token:
        """Take a text in quotes.

        :raises LogQLError: where something else stands.
        """
        token = self.take()
        if token.kind != "text":
            raise LogQLError(f"a text in quotes is expected instead of {token.text}")
        return token

    def expect_name(self) -> Token:
        """Take a name.

        :raises LogQLError: where something else stands.
        """
        token = self.take()
        if token.kind != "name":
            raise LogQLError(f"a name is expected instead of {token.text}")
        return token

    def written(self, first: int) -> str:
        """Return the text from the token with number ``first`` up to here, on one line."""
        if first >= self.at:
            return ""
        return " ".join(self.text[self.found[first].start : self.found[self.at - 1].end].split())
