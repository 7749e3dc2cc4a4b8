"""Filter patterns for JSON events: ``{ $.level = "ERROR" && $.message = "*reset*" }``.

Rules from the CloudWatch Logs User Guide: ``&&`` binds before ``||``; ``*`` stands for any text (inside of one under an
assumption, :mod:`.stars`); numbers are compared as numbers; ``IS NULL``, ``IS TRUE``, ``IS FALSE``, ``EXISTS``, ``NOT EXISTS``.
"""

from __future__ import annotations

import re
from typing import Literal

from sdd_impact import late
from sdd_impact.model import AnyOf, FieldIs, Opaque, Query, Regex, Routing
from sdd_impact.searches._aws.open_text import REASON, closed_or_opaque, has_hole
from sdd_impact.searches._aws.stars import like
from sdd_impact.searches._trees import all_of, any_of, differs, is_attached, negation

_SELECTOR = r"""\$(?:\.[\w\-*]+|\[\s*(?:\d+|\*)\s*\]|\[\s*'[^']*'\s*\]|\[\s*"[^"]*"\s*\])+"""
_TOKEN = late.regex(rf"""\s*(&&|\|\||[()]|!=|<=|>=|=|<|>|{_SELECTOR}|"(?:[^"\\]|\\.)*"|%[^%]+%|[^\s()&|=<>!"%]+|.)""", re.DOTALL)
_WHOLE_SELECTOR = late.regex(_SELECTOR)
_STEP = late.regex(r"""\.([\w\-*]+)|\[\s*(\d+|\*)\s*\]|\[\s*'([^']*)'\s*\]|\[\s*"([^"]*)"\s*\]""")
_NUMBER = late.regex(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
_ORDERS: dict[str, Literal["<", "<=", ">", ">="]] = {"<": "<", "<=": "<=", ">": ">", ">=": ">="}
_DEEPEST = 50


class _PatternError(Exception):
    """The pattern is not of this form."""


def parse(text: str) -> tuple[Query, tuple[str, ...]]:
    """Read a JSON pattern and the texts of its alternatives. What is no such pattern is returned as :class:`Opaque`."""
    if not text.endswith("}"):
        return Opaque(text, "a brace is opened and never closed"), ()
    reader = _Reader(text[1:-1])
    try:
        query = reader.whole()
    except _PatternError as error:
        return Opaque(text, str(error)), ()
    return query, reader.alternatives if isinstance(query, AnyOf) and len(query.parts) == len(reader.alternatives) else ()


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        found = list(_TOKEN.finditer(text.rstrip()))
        self.tokens = [match.group(1) for match in found]
        self.spans = [match.span(1) for match in found]
        self.at = 0
        self.alternatives: tuple[str, ...] = ()

    def peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def _take(self) -> str:
        token = self.peek()
        self.at += 1
        return token

    def whole(self) -> Query:
        """The condition that the whole pattern is."""
        query = self.choice(0)
        if self.at < len(self.tokens):
            raise _PatternError(f"not understood: {self.peek()}")
        return query

    def choice(self, depth: int) -> Query:
        """Conditions joined by ``||``."""
        parts: list[Query] = []
        texts: list[str] = []
        while True:
            start = self.at
            parts.append(self._conjunction(depth))
            texts.append(self.text[self.spans[start][0] : self.spans[self.at - 1][1]])
            if self.peek() != "||":
                break
            self.at += 1
        if depth == 0 and len(parts) > 1:
            self.alternatives = tuple(" ".join(each.split()) for each in texts)
        return any_of(parts)

    def _conjunction(self, depth: int) -> Query:
        parts = [self._condition(depth)]
        while self.peek() == "&&":
            self.at += 1
            parts.append(self._condition(depth))
        return all_of(parts)

    def _condition(self, depth: int) -> Query:
        if depth > _DEEPEST:
            raise _PatternError("parentheses are nested without end")
        if self.peek() == "(":
            self.at += 1
            query = self.choice(depth + 1)
            if self._take() != ")":
                raise _PatternError("a parenthesis is opened and never closed")
            return query
        start = self.at
        selector = self._take()
        if not selector.startswith("$") or len(selector) < 2:
            raise _PatternError(f"a selector is missing at {selector or 'the end'}")
        if not has_hole(selector) and not _WHOLE_SELECTOR.fullmatch(selector):
            raise _PatternError(f"not understood: {selector}")
        query = self._asked(_field(selector), selector, start)
        return Opaque(self._since(start), REASON) if has_hole(selector) else query

    def _since(self, start: int) -> str:
        """What is written from one token to the last one that was read."""
        return self.text[self.spans[start][0] : self.spans[min(self.at, len(self.spans)) - 1][1]]

    def _asked(self, field: str, selector: str, start: int) -> Query:
        operator = self._take()
        if operator.upper() in {"IS", "NOT", "EXISTS"}:
            return self._state(field, operator.upper(), start)
        value = self._take()
        if operator not in {"=", "!=", *_ORDERS} or value == "":
            raise _PatternError(f"a comparison is missing behind {selector}")
        written = self._since(start)
        if is_attached(field):
            return Routing(written)
        return closed_or_opaque(value, written, lambda _: _compared(field, operator, value))

    def _state(self, field: str, operator: str, start: int) -> Query:
        word = operator if operator == "EXISTS" else self._take().upper()
        if word == "EXISTS":
            return negation(FieldIs(field, "exists")) if operator == "NOT" else FieldIs(field, "exists")
        if word in {"TRUE", "FALSE"}:
            return FieldIs(field, "=", word.lower())
        if word == "NOT":
            word = f"NOT {self._take().upper()}"
        return Opaque(self._since(start), "whether a value is null is known only when it is logged")


def _field(selector: str) -> str:
    """``$.a.b[0]['c d']`` as a field's name: ``a.b[0].c d``."""
    name = ""
    for step, index, quoted, double in _STEP.findall(selector):
        name += f"[{index}]" if index else f".{step or quoted or double}"
    return name.removeprefix(".")


def _compared(field: str, operator: str, value: str) -> Query:
    if operator in _ORDERS:
        return FieldIs(field, _ORDERS[operator], value.strip('"'), case=True)
    same: Query
    if len(value) > 2 and value[0] == value[-1] == "%":
        same = Regex(value[1:-1], "cloudwatch", "", field)
    else:
        quoted = value.startswith('"')
        text = re.sub(r'\\(["\\])', r"\1", value[1:-1]) if quoted else value
        if operator == "!=" and ("*" not in text or (not quoted and _NUMBER.fullmatch(text))):
            return FieldIs(field, "!=", text, case=True)
        same = like(field, text)
    return differs(field, same) if operator == "!=" else same
