"""Expressions of ``where`` and ``eval``, read into a small tree.

Rules from Splunk's Search Reference: NOT binds first, then AND, then OR, then XOR; operators in any case; ``"text"``, ``'field name'``;
``=`` and ``==`` are the same; ``.`` joins texts.
"""

from __future__ import annotations

import re
from typing import Literal

from sdd_impact import late
from sdd_impact.searches._spl.lexing import SplError
from sdd_impact.tuples import NamedTuple

_TOKEN = late.regex(
    r"""(?P<space>\s+) | (?P<text>"(?:[^"\\]|\\.)*") | (?P<quoted>'[^']*') | (?P<number>\d+(?:\.\d+)?(?![\w.]))
      | (?P<op>==|!=|<=|>=|[-=<>+*/%.,()]) | (?P<name>[\w@$:{}]+) | (?P<rest>`[^`]*`|.)""",
    re.VERBOSE | re.DOTALL,
)
_COMPARE = frozenset({"=", "==", "!=", "<", ">", "<=", ">=", "LIKE", "IN"})
_DEEPEST = 40
_MOST_TOKENS = 20_000

Kind = Literal["text", "number", "field", "call", "compare", "and", "or", "not", "other"]


class Expr(NamedTuple):
    """A node. ``value`` is the text, number, field, function or operator; ``start`` and ``end`` are its place in the source."""

    kind: Kind
    value: str
    parts: tuple[Expr, ...]
    start: int
    end: int


class _Token(NamedTuple):
    kind: str
    text: str
    start: int
    end: int


def parse(text: str) -> Expr:
    """Read one expression; it must be the whole text.

    :raises SplError: where it is none.
    """
    reader = _Reader(text)
    found = reader.choice(0)
    if reader.at < len(reader.tokens):
        raise SplError(f"not understood: {text[reader.peek().start :][:40]}")
    return found


def assignments(text: str) -> list[tuple[str, Expr]]:
    """Read ``a=…, b=…`` as the ``eval`` command has it.

    :raises SplError: where it is none.
    """
    reader = _Reader(text)
    found: list[tuple[str, Expr]] = []
    while True:
        name = reader.take()
        if name.kind not in {"name", "quoted", "text"} or reader.take().text not in {"=", "=="}:
            raise SplError("not an assignment")
        found.append((name.text.strip("'\""), reader.choice(0)))
        if reader.at >= len(reader.tokens):
            return found
        if reader.take().text != ",":
            raise SplError("not an assignment")


class _Reader:
    def __init__(self, text: str) -> None:
        self.tokens = [
            _Token(match.lastgroup or "rest", match.group(), match.start(), match.end())
            for match in _TOKEN.finditer(text)
            if match.lastgroup != "space"
        ]
        if len(self.tokens) > _MOST_TOKENS:
            raise SplError("has more terms than anybody writes")
        self.at = 0
        self._end = _Token("end", "", len(text), len(text))

    def peek(self) -> _Token:
        return self.tokens[self.at] if self.at < len(self.tokens) else self._end

    def take(self) -> _Token:
        token = self.peek()
        self.at += 1
        return token

    def _word(self) -> str:
        token = self.peek()
        return token.text.upper() if token.kind in {"name", "op"} else ""

    def choice(self, depth: int) -> Expr:
        """XOR over OR over AND."""
        if depth > _DEEPEST:
            raise SplError("nested without end")
        found = self._joined("OR", depth)
        while self._word() == "XOR":
            self.at += 1
            right = self._joined("OR", depth)
            found = Expr("other", "XOR", (found, right), found.start, right.end)
        return found

    def _joined(self, word: Literal["OR", "AND"], depth: int) -> Expr:
        parts = [self._joined("AND", depth) if word == "OR" else self._negated(depth)]
        while self._word() == word:
            self.at += 1
            parts.append(self._joined("AND", depth) if word == "OR" else self._negated(depth))
        if len(parts) == 1:
            return parts[0]
        return Expr("or" if word == "OR" else "and", word, tuple(parts), parts[0].start, parts[-1].end)

    def _negated(self, depth: int) -> Expr:
        if self._word() != "NOT":
            return self._compared(depth)
        if depth > _DEEPEST:
            raise SplError("nested without end")
        start = self.take().start
        inner = self._negated(depth + 1)
        return Expr("not", "NOT", (inner,), start, inner.end)

    def _compared(self, depth: int) -> Expr:
        left = self._sum(depth)
        op = self._word()
        if op == "NOT":  # x NOT IN (…), x NOT LIKE …
            self.at += 1
            inner = self._compared_with(left, self._word(), depth)
            return Expr("not", "NOT", (inner,), inner.start, inner.end)
        return self._compared_with(left, op, depth) if op in _COMPARE else left

    def _compared_with(self, left: Expr, op: str, depth: int) -> Expr:
        if op not in _COMPARE:
            raise SplError("a comparison is missing")
        self.at += 1
        if op == "IN":
            if self.take().text != "(":
                raise SplError("IN wants a list")
            values, end = self._list(depth)
            return Expr("call", "in", (left, *values), left.start, end)
        right = self._sum(depth)
        if op == "LIKE":
            return Expr("call", "like", (left, right), left.start, right.end)
        return Expr("compare", "=" if op == "==" else op, (left, right), left.start, right.end)

    def _sum(self, depth: int) -> Expr:
        """Arithmetic and joined texts: kept as one thing that is not looked into."""
        found = self._primary(depth)
        while self.peek().kind == "op" and self.peek().text in "-+*/%.":
            op = self.take().text
            right = self._primary(depth)
            found = Expr("other", op, (found, right), found.start, right.end)
        return found

    def _primary(self, depth: int) -> Expr:
        token = self.take()
        if token.text == "-" and depth <= _DEEPEST:
            inner = self._primary(depth + 1)
            return Expr("number" if inner.kind == "number" else "other", "-" + inner.value, (), token.start, inner.end)
        if token.text == "(":
            inner = self.choice(depth + 1)
            if self.take().text != ")":
                raise SplError("a parenthesis is opened and never closed")
            return inner._replace(start=token.start, end=self.tokens[self.at - 1].end)
        if token.kind == "text":
            return Expr("text", token.text[1:-1], (), token.start, token.end)
        if token.kind == "number":
            return Expr("number", token.text, (), token.start, token.end)
        if token.kind == "quoted":
            return Expr("field", token.text[1:-1], (), token.start, token.end)
        if token.kind == "name" and self.peek().text == "(":
            self.at += 1
            parts, end = self._list(depth)
            return Expr("call", token.text.lower(), parts, token.start, end)
        if token.kind == "name":
            return Expr("field", token.text, (), token.start, token.end)
        if token.text.startswith("`"):
            return Expr("other", token.text, (), token.start, token.end)
        raise SplError(f"not understood: {token.text or 'the end'}")

    def _list(self, depth: int) -> tuple[tuple[Expr, ...], int]:
        """What stands between parentheses, after the opening one; and where it ends."""
        parts: list[Expr] = []
        while self.peek().text != ")":
            parts.append(self.choice(depth + 1))
            if self.peek().text == ",":
                self.at += 1
            elif self.peek().text != ")":
                raise SplError("a parenthesis is opened and never closed")
        return tuple(parts), self.take().end
