"""What stands behind ``WHERE`` in NRQL.

Rules from the reference, "WHERE clause": ``=`` compares with case, ``LIKE`` without, with ``%`` as wildcard; ``RLIKE`` is RE2 and fits the whole value; ``IS NULL``, ``IN``.
"""

from __future__ import annotations

import re
from typing import Literal, cast

from sdd_impact import late
from sdd_impact.model import FieldIs, Opaque, Phrase, Query, Regex, Routing
from sdd_impact.searches._aws.open_text import REASON, has_hole
from sdd_impact.searches._joined import Joined, turned
from sdd_impact.searches._nrql.lexing import NrqlError, Token, split
from sdd_impact.searches._trees import EVERY_LINE, any_of, is_attached, negation
from sdd_impact.tuples import NamedTuple

_DEEPEST = 40
_MOST_VALUES = 500
_NOT_UNDERSTOOD = "a condition that is not understood"
_LEVELS = frozenset({"level", "log.level", "loglevel", "log_level", "severity", "severity.text", "severity_text", "levelname"})
_PLACES = late.regex(
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


class Condition(Joined[Token]):
    """Reads one condition. What is not understood is :class:`Opaque`; ``choices`` are those with the texts of their sides."""

    def whole(self) -> Query:
        """Read all tokens."""
        if not self.tokens:
            return EVERY_LINE
        try:
            found = self._or()
        except NrqlError as error:
            return Opaque(self.written(0, len(self.tokens)), str(error))
        return found if self.at >= len(self.tokens) else Opaque(self.written(0, len(self.tokens)), _NOT_UNDERSTOOD)

    def _wrong(self, message: str) -> NrqlError:
        return NrqlError(message)

    def _operand(self) -> Query:
        negative = self._negative()
        start = self.at
        if self._word() == "(" and self._is_condition():
            return turned(self._grouped(), negative)
        compared = self._compared(start)
        return turned(compared if compared is not None and self._ends() else self._other(start), negative)

    def _other(self, start: int) -> Query:
        first = self.tokens[start] if start < len(self.tokens) else None
        skipped = self._passed_over(start)
        is_attribute = first is not None and first.kind == "name" and is_place(first.field)
        return Routing(skipped) if is_attribute else Opaque(skipped, _NOT_UNDERSTOOD)

    # --- comparisons ----------------------------------------------------------------------------------------------

    def _attribute(self) -> _Attribute | None:
        if self.at >= len(self.tokens) or self.tokens[self.at].kind != "name":
            return None
        token = self.tokens[self.at]
        if self._word(1) == "(":
            if token.word not in {"lower", "upper", "string"}:
                return None
            end = self._closing(self.at + 1)
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
        written = self.written(start)
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
            return Routing(self.written(start))
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
        end = self._closing(self.at)
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
        end = self._closing(self.at + 1)
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
