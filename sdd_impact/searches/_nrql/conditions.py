"""What stands behind ``WHERE`` in NRQL.

Rules from the reference, "WHERE clause": ``=`` compares with case, ``LIKE`` without, with ``%`` as wildcard; ``RLIKE`` is RE2 and fits the whole value; ``IS NULL``, ``IN``.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple, cast

from sdd_impact.model import AnyOf, FieldIs, Opaque, Phrase, Query, Regex, Routing
from sdd_impact.searches._aws.open_text import REASON, has_hole
from sdd_impact.searches._nrql.lexing import NrqlError, Token, closing, split
from sdd_impact.searches._trees import EVERY_LINE, all_of, any_of, is_attached, negation

_DEEPEST = 40
_MOST_VALUES = 500
_NOT_UNDERSTOOD = "a condition that is not understood"
_LEVELS = frozenset({"level", "log.level", "loglevel", "log_level", "severity", "severity.text", "severity_text", "levelname"})
_PLACES = re.compile(
    r"(?:entity|service|host|k8s|container|aws|azure|gcp|newrelic|instrumentation|plugin|labels|tags?|cloud|process|os|telemetry|log\.file|logging)\..+"
    r"|hostname|host|appname|appid|logtype|filepath|file\.path|timestamp|environment|env|cluster_?name|namespace(?:_?name)?|pod_?name|container_?(?:name|id)|loggroup|logstream|entityguid"
    r"|service|application|stack|region|account_?(?:id|name)|realaccountid|apmapplicationnames|faas\..+|source|monitor(?:name)?",
    re.IGNORECASE,
)
_ORDERS = {"<": "<", "<=": "<=", ">": ">", ">=": ">="}


class _Attribute(NamedTuple):
    """What is looked at; ``folded``: its letters were made small or large."""

    name: str
    folded: bool = False


class Condition:
    """Reads one condition. What is not understood is :class:`Opaque`; ``choices`` are those with the texts of their sides."""

    def __init__(self, text: str, listed: list[Token]) -> None:
        self.text = text
        self.tokens = listed
        self.at = 0
        self.depth = 0
        self.choices: list[tuple[Query, tuple[str, ...]]] = []

    def whole(self) -> Query:
        """Read all tokens."""
        if not self.tokens:
            return EVERY_LINE
        try:
            found = self._or()
        except NrqlError as error:
            return Opaque(self._written(0, len(self.tokens)), str(error))
        return found if self.at >= len(self.tokens) else Opaque(self._written(0, len(self.tokens)), _NOT_UNDERSTOOD)

    def _word(self, ahead: int = 0) -> str:
        return self.tokens[self.at + ahead].word if self.at + ahead < len(self.tokens) else ""

    def _written(self, start: int, end: int) -> str:
        last = min(end, len(self.tokens))
        return " ".join(self.text[self.tokens[start].start : self.tokens[last - 1].end].split()) if last > start else ""

    def _ends(self) -> bool:
        return self.at >= len(self.tokens) or self._word() in {"and", "or", ")"}

    def _skipped(self, start: int) -> Opaque:
        self.at = start
        while not self._ends():
            self.at = closing(self.tokens, self.at) + 1 if self._word() == "(" else self.at + 1
        self.at = min(self.at, len(self.tokens))
        if self.at == start:
            raise NrqlError("the condition ends too early")
        return Opaque(self._written(start, self.at), _NOT_UNDERSTOOD)

    # --- and, or, not ---------------------------------------------------------------------------------------------

    def _or(self) -> Query:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise NrqlError("nested too deeply")
        parts, texts = [], []
        while True:
            start = self.at
            parts.append(self._and())
            texts.append(self._written(start, self.at))
            if self._word() != "or":
                break
            self.at += 1
        self.depth -= 1
        found = any_of(parts)
        if isinstance(found, AnyOf) and len(parts) > 1:
            self.choices.append((found, tuple(texts)))
        return found

    def _and(self) -> Query:
        parts = [self._single()]
        while self._word() == "and":
            self.at += 1
            parts.append(self._single())
        return all_of(parts)

    def _single(self) -> Query:
        negative = False
        while self._word() == "not":
            self.at += 1
            negative = not negative
        start = self.at
        if self._word() == "(" and self._is_condition():
            self.at += 1
            found: Query = self._or()
            if self._word() != ")":
                raise NrqlError("a ( is never closed")
            self.at += 1
        else:
            compared = self._compared(start)
            found = compared if compared is not None and self._ends() else self._other(start)
        return negation(found) if negative else found

    def _is_condition(self) -> bool:
        end = closing(self.tokens, self.at)
        return end + 1 >= len(self.tokens) or self.tokens[end + 1].word in {"and", "or", ")"}

    def _other(self, start: int) -> Query:
        first = self.tokens[start] if start < len(self.tokens) else None
        skipped = self._skipped(start)
        is_attribute = first is not None and first.kind == "name" and is_place(first.field)
        return Routing(skipped.text) if is_attribute else skipped

    # --- comparisons ----------------------------------------------------------------------------------------------

    def _attribute(self) -> _Attribute | None:
        if self.at >= len(self.tokens) or self.tokens[self.at].kind != "name":
            return None
        token = self.tokens[self.at]
        if self._word(1) == "(":
            if token.word not in {"lower", "upper", "string"}:
                return None
            end = closing(self.tokens, self.at + 1)
            self.at += 2
            self.depth += 1
            inner = self._attribute() if self.depth <= _DEEPEST else None
            self.depth -= 1
            if inner is None or self.at != end:
                return None
            self.at = end + 1
            return inner._replace(folded=inner.folded or token.word != "string")
        self.at += 1
        return _Attribute(token.field)

    def _compared(self, start: int) -> Query | None:
        if self._word() == "allcolumnsearch" and self._word(1) == "(":
            return self._anywhere()
        attribute = self._attribute()
        if attribute is None:
            return None
        negative = self._word() == "not"
        self.at += negative
        op = self._word()
        self.at += 1
        if op == "is":
            return self._is(attribute, start)
        values = self._values(many=op == "in")
        if not values:
            return None
        written = self._written(start, self.at)
        if is_place(attribute.name):
            return Routing(written)
        found = any_of(_holds(attribute, op, each, written) for each in values)
        return negation(found) if negative or op in {"!=", "<>"} else found

    def _is(self, attribute: _Attribute, start: int) -> Query | None:
        negative = self._word() == "not"
        self.at += negative
        word = self._word()
        self.at += 1
        if is_place(attribute.name):
            return Routing(self._written(start, self.at))
        if word in {"true", "false"}:
            found: Query = FieldIs(attribute.name, "=", word)
        elif word == "null":
            found = negation(EVERY_LINE if attribute.name == "message" else FieldIs(attribute.name, "exists"))
        else:
            return None
        return negation(found) if negative else found

    def _values(self, *, many: bool) -> list[Token]:
        if not many:
            token = self.tokens[self.at] if self.at < len(self.tokens) else None
            if token is not None and token.text == "-" and self.at + 1 < len(self.tokens):
                self.at += 2
                return [self.tokens[self.at - 1]._replace(text=f"-{self.tokens[self.at - 1].text}")]
            self.at += 1
            return (
                [token]
                if token is not None and (token.kind in {"text", "raw", "number"} or token.word in {"true", "false"})
                else []
            )
        if self._word() != "(":
            return []
        end = closing(self.tokens, self.at)
        items = [
            each[0]
            for each in split(self.tokens[self.at + 1 : end])
            if len(each) == 1 and each[0].kind in {"text", "raw", "number"}
        ]
        complete = len(items) == len(split(self.tokens[self.at + 1 : end]))
        self.at = min(end + 1, len(self.tokens))
        return items if complete and len(items) <= _MOST_VALUES else []

    def _anywhere(self) -> Query | None:
        """``allColumnSearch('text', insensitive: true)``."""
        end = closing(self.tokens, self.at + 1)
        inside = self.tokens[self.at + 2 : end]
        self.at = min(end + 1, len(self.tokens))
        if not inside or inside[0].kind != "text" or has_hole(inside[0].said):
            return None
        return Phrase(inside[0].said, not any(each.word == "insensitive" for each in inside))


def is_place(name: str) -> bool:
    """Whether an attribute says where a line comes from."""
    return is_attached(name) or _PLACES.fullmatch(name) is not None


def _holds(attribute: _Attribute, op: str, value: Token, written: str) -> Query:
    said = value.said
    if has_hole(said):
        return Opaque(written, REASON)
    field = "level" if attribute.name.lower() in _LEVELS else attribute.name
    case = not attribute.folded and field != "level"
    if op in {"=", "!=", "<>", "in"}:
        return Phrase(said, case, "whole", field) if field == "message" else FieldIs(field, "=", said, case)
    if op == "like":
        return _like(field, said)
    if op == "rlike":
        return _fits(field, said, case=not attribute.folded)
    if op in _ORDERS:
        return FieldIs(field, cast('Literal["<", "<=", ">", ">="]', op), said)
    return Opaque(written, _NOT_UNDERSTOOD)


def _like(field: str, pattern: str) -> Query:
    """``%`` at its edges and inside stands for any text; case does not count."""
    inside = pattern.strip("%")
    if not inside:
        return EVERY_LINE if field == "message" else FieldIs(field, "exists")
    starts, ends = not pattern.startswith("%"), not pattern.endswith("%")
    if "%" in inside:
        glob = re.sub(r"([*?\\])", r"\\\1", pattern).replace("%", "*")
        return Phrase(glob, False, "whole", field, True) if field == "message" else FieldIs(field, "=", glob, False, True)
    if starts and ends:
        return Phrase(inside, False, "whole", field) if field == "message" else FieldIs(field, "=", inside, False)
    return Phrase(inside, False, "start" if starts else "end" if ends else "substring", field)


def _fits(field: str, pattern: str, *, case: bool) -> Query:
    """The expression fits the whole value; where it begins and ends with ``.*`` that is the same as being found in it."""
    free = pattern.startswith(".*") and pattern.endswith(".*") and "|" not in pattern
    return Regex(pattern if free else rf"\A(?:{pattern})\z", "re2", "s" if case else "is", field)
