"""What stands behind ``if`` in Logstash's configuration: ``if [message] =~ /timeout/ and [type] == "shop"``.

Rules from Logstash's reference, "Accessing event data and fields", "Conditionals": comparisons, ``=~`` and ``!~`` with an expression of Ruby's dialect that is found anywhere, ``in`` and
``not in`` (a text in a text, or a value in a list), ``and``, ``or``, ``nand``, ``xor``, ``!``, parentheses. The field ``message`` is the line; conditions on other fields say where an
event comes from.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.model import Opaque, Phrase, Query, Regex, Routing
from sdd_impact.searches._trees import all_of, any_of, negation
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

_TOKEN = late.regex(
    r"""(?P<space>\s+|\#[^\n]*) | (?P<text>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*') | (?P<field>(?:\[[^\[\]"',]+\])+) | (?P<open>\[) | (?P<close>\])
      | (?P<op>=~|!~|==|!=|<=|>=|[<>!(),]) | (?P<regex>/(?:\\.|[^/\\\n])*/) | (?P<word>[^\s()\[\],"'/]+)""",
    re.VERBOSE | re.DOTALL,
)
_JOINS = frozenset({"and", "or", "nand", "xor"})
_MESSAGES = frozenset({"message", "event.original", "log.original"})
_DEEPEST = 40
_MOST_TOKENS = 2_000
#: Each doubles what was read so far.
_MOST_EXCLUSIVE = 3
_NOT_UNDERSTOOD = "a condition that is not understood"


class _ConditionError(Exception):
    """The text is no condition. Caught where one is read."""


class _Token(NamedTuple):
    kind: str
    text: str
    start: int
    end: int

    @property
    def said(self) -> str:
        """A literal without its quotes; a quotation mark in it loses its backslash."""
        if self.kind not in {"text", "regex"}:
            return self.text
        return self.text[1:-1].replace("\\" + self.text[0], self.text[0])


def looks_at_message(text: str) -> bool:
    """Whether a condition looks at what a line says."""
    return re.search(r"\[(?:[Mm]essage|original)\]", text) is not None


@lru_cache(1_024)
def condition(text: str) -> Query:
    """Read what stands behind ``if``. What is not understood is left open; never raises."""
    written = " ".join(text.split())
    try:
        reader = _Reader(text)
        return reader.whole()
    except _ConditionError as error:
        return Opaque(written, str(error))


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens: list[_Token] = []
        at = 0
        while at < len(text):
            found = _TOKEN.match(text, at)
            if found is None or len(self.tokens) > _MOST_TOKENS:
                raise _ConditionError(_NOT_UNDERSTOOD)
            at = found.end()
            if found.lastgroup != "space":
                self.tokens.append(_Token(found.lastgroup or "", found[0], found.start(), at))
        self.at = 0
        self.depth = 0

    def _peek(self) -> _Token:
        return self.tokens[self.at] if self.at < len(self.tokens) else _Token("end", "", len(self.text), len(self.text))

    def _take(self) -> _Token:
        token = self._peek()
        self.at += 1
        return token

    def whole(self) -> Query:
        found = self._joined()
        if self.at < len(self.tokens):
            raise _ConditionError(_NOT_UNDERSTOOD)
        return found

    def _joined(self) -> Query:
        """``and`` binds closer than ``or``, ``xor`` and ``nand``."""
        self.depth += 1
        if self.depth > _DEEPEST:
            raise _ConditionError("nested too deeply")
        found = self._every()
        exclusive = 0
        while self._peek().text in _JOINS:
            join = self._take().text
            other = self._every()
            if join == "or":
                found = any_of((found, other))
            elif join == "nand":
                found = negation(all_of((found, other)))
            elif (exclusive := exclusive + 1) > _MOST_EXCLUSIVE:
                raise _ConditionError("more `xor` than are looked at")
            else:
                found = any_of((all_of((found, negation(other))), all_of((negation(found), other))))
        self.depth -= 1
        return found

    def _every(self) -> Query:
        parts = [self._single()]
        while self._peek().text == "and":
            self.at += 1
            parts.append(self._single())
        return all_of(parts)

    def _single(self) -> Query:
        token = self._peek()
        if token.text == "!" and token.kind == "op":
            self.at += 1
            self.depth += 1
            if self.depth > _DEEPEST:
                raise _ConditionError("nested too deeply")
            found = negation(self._single())
            self.depth -= 1
            return found
        if token.text == "(" and token.kind == "op":
            self.at += 1
            found = self._joined()
            if self._take().text != ")":
                raise _ConditionError("a ( is never closed")
            return found
        return self._compared()

    def _compared(self) -> Query:
        start = self.at
        left = self._value()
        op = self._peek()
        if op.kind == "end" or op.text in _JOINS or op.text == ")":
            return self._other(start)
        self.at += 1
        name = op.text
        if name == "not" and self._peek().text == "in":
            self.at += 1
            name = "not in"
        right = self._value()
        made = _TESTS.get(name)
        found = made(left, right) if made else None
        if found is not None:
            return negation(found) if name in _NEGATIVE else found
        return self._other(start)

    def _other(self, start: int) -> Query:
        """A condition on another field, or one that is not understood."""
        written = " ".join(self.text[self.tokens[start].start : self.tokens[self.at - 1].end].split())
        return Opaque(written, _NOT_UNDERSTOOD) if looks_at_message(written) else Routing(written)

    def _value(self) -> tuple[_Token, ...]:
        """A literal, a field, or a list of literals."""
        token = self._take()
        if token.kind in {"text", "field", "regex", "word"}:
            return (token,)
        if token.kind != "open":
            raise _ConditionError(_NOT_UNDERSTOOD)
        items: list[_Token] = []
        while self._peek().kind in {"text", "word", "op"} and self._peek().text not in {"(", ")"}:
            each = self._take()
            items += [each] if each.kind != "op" else []
        if self._take().kind != "close":
            raise _ConditionError("a [ is never closed")
        return (_Token("list", "", 0, 0), *items)


def _is_message(value: tuple[_Token, ...]) -> bool:
    return len(value) == 1 and value[0].kind == "field" and value[0].text.replace("][", ".").strip("[]").lower() in _MESSAGES


def _fits(left: tuple[_Token, ...], right: tuple[_Token, ...]) -> Query | None:
    if _is_message(left) and len(right) == 1 and right[0].kind in {"regex", "text"}:
        return Regex(right[0].said, "oniguruma")
    return None


def _equal(left: tuple[_Token, ...], right: tuple[_Token, ...]) -> Query | None:
    if _is_message(left) and len(right) == 1 and right[0].kind == "text":
        return Phrase(right[0].said, where="whole")
    return None


def _inside(left: tuple[_Token, ...], right: tuple[_Token, ...]) -> Query | None:
    if _is_message(right) and len(left) == 1 and left[0].kind == "text":
        return Phrase(left[0].said)
    if _is_message(left) and right[0].kind == "list":
        return any_of(Phrase(each.said, where="whole") for each in right[1:])
    return None


_TESTS: dict[str, Callable[[tuple[_Token, ...], tuple[_Token, ...]], Query | None]] = {
    "=~": _fits, "!~": _fits, "==": _equal, "!=": _equal, "in": _inside, "not in": _inside,
}  # fmt: skip
_NEGATIVE = frozenset({"!~", "!=", "not in"})
