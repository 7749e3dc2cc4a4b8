"""Kibana's query language (KQL, ``kuery``), also called DQL in OpenSearch Dashboards.

Rules from Kibana's guide, "Kibana Query Language": ``and`` binds closer than ``or``; words without quotes are a choice of words, in quotes a phrase; ``*``
is the only wildcard; ``field: (a or b)``, ``field >= 5``, ``nested: { a: 1 }``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from sdd_impact import late
from sdd_impact.model import AnyOf, Opaque, Query
from sdd_impact.searches._elastic.conditions import Order, Value, holds, ordered
from sdd_impact.searches._parts import Parsed, with_parts
from sdd_impact.searches._trees import EVERY_LINE, all_of, any_of, negation
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

_MOST_CHARACTERS = 50_000
_DEEPEST = 60
_SPACE = late.regex(r"\s*")
_OR = late.regex(r"\s+or(?=[\s(])\s*|(?<=[)\"])\s*or(?=[\s(])\s*", re.IGNORECASE)
_AND = late.regex(r"\s+and(?=[\s(])\s*|(?<=[)\"])\s*and(?=[\s(])\s*", re.IGNORECASE)
_NOT = late.regex(r"not(?=[\s(])\s*", re.IGNORECASE)
_QUOTED = late.regex(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_PLAIN = late.regex(r"(?:(?!\s+(?:and|or|not)[\s(])(?:[^\\():<>\"{}]|\\u[0-9a-fA-F]{4}|\\.))+", re.IGNORECASE | re.DOTALL)
_ORDER = late.regex(r"<=|>=|<|>")
_ESCAPE = late.regex(r"\\(u[0-9a-fA-F]{4}|.)|(\*)", re.DOTALL)
_SHORT = {"t": "\t", "r": "\r", "n": "\n"}


class KqlError(Exception):
    """The text is no KQL; the message says what is wrong."""


def parse(text: str) -> Parsed:
    """Read a query. What is not understood is :class:`Opaque` in the tree; never raises."""
    if len(text) > _MOST_CHARACTERS:
        return Parsed(Opaque(text[:200] + " …", "longer than is looked at"), error="longer than is looked at")
    if not text.strip():
        return Parsed(EVERY_LINE)
    reader = _Reader(text)
    try:
        return with_parts(reader.whole(), reader.choices)
    except KqlError as error:
        return Parsed(Opaque(" ".join(text.split()), str(error)), error=str(error))


class _Written(NamedTuple):
    """A literal with its value."""

    value: Value
    start: int


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text.strip()
        self.at = 0
        self.depth = 0
        self.path = ""
        self.choices: list[tuple[Query, tuple[str, ...]]] = []

    def whole(self) -> Query:
        found = self._or(self._condition)
        self._space()
        if self.at < len(self.text):
            raise KqlError(f"{self.text[self.at : self.at + 20]!r} at {self.at} is not expected in KQL")
        return found

    # --- and, or, not ---------------------------------------------------------------------------------------------

    def _or(self, operand: Callable[[], Query]) -> Query:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise KqlError("nested too deeply")
        parts, texts = [], []
        while True:
            self._space()
            start = self.at
            parts.append(self._and(operand))
            texts.append(" ".join(self.text[start : self.at].split()))
            if not self._take(_OR):
                break
        self.depth -= 1
        found = any_of(parts)
        if isinstance(found, AnyOf) and len(parts) > 1:
            self.choices.append((found, tuple(texts)))
        return found

    def _and(self, operand: Callable[[], Query]) -> Query:
        parts = [self._not(operand)]
        while self._take(_AND):
            parts.append(self._not(operand))
        return all_of(parts)

    def _not(self, operand: Callable[[], Query]) -> Query:
        self._space()
        negative = False
        while self._take(_NOT):
            negative = not negative
        if self._skip("("):
            found = self._or(operand)
            self._expect(")")
        else:
            found = operand()
        return negation(found) if negative else found

    # --- conditions -----------------------------------------------------------------------------------------------

    def _condition(self) -> Query:
        start = self.at
        first = self._literal()
        end = self.at
        self._space()
        if self._skip(":"):
            return self._values(first.value, start)
        order = self._take(_ORDER)
        if order:
            self._space()
            limit = self._literal()
            return ordered(self.path + first.value.text, cast("Order", order), limit.value.text, self._slice(start))
        self.at = end
        return holds("", first.value, self._slice(start))

    def _values(self, field: Value, start: int) -> Query:
        self._space()
        if self._skip("{"):
            outside, self.path = self.path, f"{self.path}{field.text}."
            found = self._or(self._condition)
            self.path = outside
            self._expect("}")
            return found
        if field.glob and field.glob.strip("*"):
            return self._skipped(start)
        name = "" if field.glob else self.path + field.text

        def value() -> Query:
            each = self._literal()
            return holds(
                name, each.value, self.text[each.start : self.at].strip() if not name else f"{name}: {self._slice(each.start)}"
            )

        if self._skip("("):
            found = self._or(value)
            self._expect(")")
            return found
        return value()

    def _skipped(self, start: int) -> Query:
        """A condition on every field of a pattern of names."""

        def pass_over() -> Query:
            self._literal()
            return EVERY_LINE

        if self._skip("("):
            self._or(pass_over)
            self._expect(")")
        else:
            pass_over()
        return Opaque(self._slice(start), "asks every field whose name fits a pattern")

    def _literal(self) -> _Written:
        start = self.at
        quoted = _QUOTED.match(self.text, start)
        if quoted:
            self.at = quoted.end()
            return _Written(Value(_unescaped(quoted[1]), quoted=True), start)
        plain = _PLAIN.match(self.text, start)
        if not plain or not plain[0].strip():
            raise KqlError(f"a value is expected at {start}" if start < len(self.text) else "the query ends too early")
        self.at = plain.end()
        written = plain[0].strip()
        wild = any(match[2] for match in _ESCAPE.finditer(written))
        return _Written(Value(_unescaped(written), glob=_glob(written) if wild else ""), start)

    # --- the text -------------------------------------------------------------------------------------------------

    def _slice(self, start: int) -> str:
        return " ".join(self.text[start : self.at].split())

    def _space(self) -> None:
        self.at = _SPACE.match(self.text, self.at).end()  # type: ignore[union-attr]  # it fits every text

    def _take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.text, self.at)
        if found is None:
            return ""
        self.at = found.end()
        return found[0]

    def _skip(self, sign: str) -> bool:
        if not self.text.startswith(sign, self.at):
            return False
        self.at += 1
        return True

    def _expect(self, sign: str) -> None:
        self._space()
        if not self._skip(sign):
            raise KqlError(f"{sign!r} is expected at {self.at}")


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: found[2] or _meant(found[1]), text)


def _glob(text: str) -> str:
    """The text as a node has it: ``*`` is a wildcard, what is meant as itself stands behind a backslash."""
    made = _ESCAPE.sub(lambda found: found[2] or ("\\" if found[1] in "*\\" else "") + _meant(found[1]), text)
    return made.replace("?", "\\?")


def _meant(code: str) -> str:
    return chr(int(code[1:], 16)) if len(code) == 5 else _SHORT.get(code, code)
