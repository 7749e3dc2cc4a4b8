"""What a ``where`` or ``eval`` expression asks of the line.

``where`` compares with case; ``match()`` finds a regular expression anywhere (PCRE); ``like()`` is about the whole value, ``%`` any text and
``_`` one character; a field that an earlier command computed is looked through where that is simple, else left open.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact.model import FieldIs, Opaque, Phrase, Query, Regex, Routing
from sdd_impact.searches._spl import search
from sdd_impact.searches._spl.expressions import Expr, parse
from sdd_impact.searches._spl.lexing import SplError, unquote
from sdd_impact.searches._trees import EVERY_LINE, NO_LINE, all_of, any_of, equals, line_or_field, literal, negation

if TYPE_CHECKING:
    from collections.abc import Callable

    from sdd_impact.searches._spl.computed import Computed, Made

_FLIPPED = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "=": "=", "!=": "!="}
_DEEPEST = 40
_MOST_BRANCHES = 100


def condition(text: str, computed: Computed) -> Query:
    """Read an expression that chooses lines. What is not understood is returned as :class:`Opaque`; never raises."""
    try:
        return _Conditions(text, computed, 0).of(parse(text))
    except SplError as error:
        return Opaque(text.strip(), str(error))


def alternatives(text: str) -> tuple[str, ...]:
    """Return the texts that OR joins at the top of an expression; empty where it has no such choice."""
    try:
        expr = parse(text)
    except SplError:
        return ()
    return tuple(text[part.start : part.end] for part in expr.parts) if expr.kind == "or" else ()


class _Conditions:
    def __init__(self, text: str, computed: Computed, depth: int) -> None:
        self.text = text
        self.computed = computed
        self.depth = depth

    def _opaque(self, expr: Expr, reason: str) -> Opaque:
        return Opaque(self.text[expr.start : expr.end], reason)

    def of(self, expr: Expr) -> Query:
        """The condition that an expression of truth asks."""
        if expr.kind == "and":
            return all_of(self.of(part) for part in expr.parts)
        if expr.kind == "or":
            return any_of(self.of(part) for part in expr.parts)
        if expr.kind == "not":
            return negation(self.of(expr.parts[0]))
        if expr.kind == "compare":
            return self._comparison(expr)
        if expr.kind == "call":
            reader = _CALLS.get(expr.value)
            return self._opaque(expr, "a function that is not understood") if reader is None else reader(self, expr)
        if expr.kind == "field" and expr.value.lower() in {"true", "false"}:
            return EVERY_LINE if expr.value.lower() == "true" else NO_LINE
        return self._opaque(expr, "not understood as a condition")

    def _comparison(self, expr: Expr) -> Query:
        left, right = expr.parts
        op = expr.value
        if left.kind in {"text", "number"}:
            left, right, op = right, left, _FLIPPED[op]
        if right.kind not in {"text", "number"}:
            return self._opaque(expr, "compares what is known only when the search runs")
        if left.kind == "call":
            found = self.outcome(left, op, right)
            return self._opaque(expr, found.reason) if isinstance(found, Opaque) else found
        field = self._field(left)
        if field is None:
            return self._looked_through(left, op, right, expr)
        if search.is_place(field):
            return Routing(self.text[expr.start : expr.end])
        return self._holds(field, op, right, self.text[expr.start : expr.end])

    def _holds(self, field: str, op: str, right: Expr, written: str) -> Query:
        value = unquote(right.value)
        where = line_or_field(field)
        if op == "=":
            return equals(where, value, case=True, star=False)
        if op == "!=":
            return FieldIs(where, "!=", value, case=True) if where else negation(equals(where, value, case=True, star=False))
        return FieldIs(where, search.ORDERS[op], value, case=True) if where else Opaque(written, "an order of whole lines")

    def _field(self, expr: Expr) -> str | None:
        """The line's own field that an expression names, through ``rename`` and simple ``eval``; None where it names none."""
        return self.computed.origin(expr.value) if expr.kind == "field" else None

    def _looked_through(self, left: Expr, op: str, right: Expr, expr: Expr) -> Query:
        """A comparison of a computed field with a value: ``eval bad=if(match(_raw, "x"), 1, 0) | where bad=1``."""
        made = self.computed.how(left.value) if left.kind == "field" else None
        for _ in range(_DEEPEST):
            if made is None or made.expr.kind != "field":
                break
            made = self.computed.how(made.expr.value)
        if made is None or self.depth > _DEEPEST:
            return self._opaque(expr, "asks about what an earlier command computes")
        found = outcome(made, op, right, self.computed, self.depth + 1)
        return self._opaque(expr, found.reason) if isinstance(found, Opaque) else found

    def outcome(self, left: Expr, op: str, right: Expr) -> Query:
        """The condition under which ``if`` or ``case`` yields this value."""
        pairs = _branches(left) if left.value in {"if", "case"} and op in {"=", "!="} else None
        if pairs is None or any(value.kind not in {"text", "number"} for _, value in pairs):
            return self._opaque(left, "asks about what the search computes")
        earlier: list[Query] = []
        chosen: list[Query] = []
        for asked, value in pairs:
            this = EVERY_LINE if asked is None else self.of(asked)
            if (value.value == right.value) == (op == "="):
                chosen.append(all_of((*(negation(each) for each in earlier), this)))
            earlier.append(this)
        return any_of(chosen) if chosen else NO_LINE

    def match(self, expr: Expr) -> Query:
        """``match(field, "regex")``."""
        subject, wanted = self._subject(expr), self._text(expr, 1)
        if subject is None or wanted is None:
            return self._opaque(expr, "matches what is known only when the search runs")
        field, flags = subject
        return Regex(unquote(wanted), "pcre", flags, field)

    def like(self, expr: Expr) -> Query:
        """``like(field, "%text%")``."""
        subject, wanted = self._subject(expr), self._text(expr, 1)
        if subject is None or wanted is None:
            return self._opaque(expr, "matches what is known only when the search runs")
        return like(unquote(wanted), subject[0], case=subject[1] == "")

    def searchmatch(self, expr: Expr) -> Query:
        """``searchmatch("terms as in the search command")``."""
        wanted = self._text(expr, 0)
        if wanted is None:
            return self._opaque(expr, "searches for what is known only when the search runs")
        try:
            return search.parse(wanted.replace('\\"', '"')).query
        except SplError as error:
            return self._opaque(expr, str(error))

    def exists(self, expr: Expr) -> Query:
        """``isnotnull(field)``; ``isnull(field)`` is its negation."""
        field = self._field(expr.parts[0]) if expr.parts else None
        if field is None:
            return self._opaque(expr, "asks about what an earlier command computes")
        found: Query = FieldIs(field, "exists") if line_or_field(field) and not search.is_place(field) else EVERY_LINE
        return negation(found) if expr.value == "isnull" else found

    def member(self, expr: Expr) -> Query:
        """``in(field, a, b)`` or ``field IN (a, b)``."""
        if len(expr.parts) < 2:
            return self._opaque(expr, "a list without values")
        left = expr.parts[0]
        return any_of(self._comparison(Expr("compare", "=", (left, value), expr.start, expr.end)) for value in expr.parts[1:])

    def _subject(self, expr: Expr) -> tuple[str, str] | None:
        """The field that a matching function looks at, and the flags that lower() or upper() around it amount to."""
        if not expr.parts:
            return None
        subject, flags = expr.parts[0], ""
        for _ in range(_DEEPEST):
            made = self.computed.how(subject.value) if subject.kind == "field" else None
            if made is not None and made.expr != subject:
                subject = made.expr
            elif subject.kind == "call" and subject.value in {"lower", "upper"} and subject.parts:
                subject, flags = subject.parts[0], "i"
            else:
                break
        field = self._field(subject)
        return None if field is None or search.is_place(field) else (line_or_field(field), flags)

    @staticmethod
    def _text(expr: Expr, at: int) -> str | None:
        part = expr.parts[at] if len(expr.parts) > at else None
        return part.value if part is not None and part.kind == "text" else None


def outcome(made: Made, op: str, right: Expr, computed: Computed, depth: int = 0) -> Query:
    """The condition under which the expression that makes a field yields this value; :class:`Opaque` where that is not decided."""
    return _Conditions(made.text, computed, depth).outcome(made.expr, op, right)


_CALLS: dict[str, Callable[[_Conditions, Expr], Query]] = {
    "match": _Conditions.match,
    "like": _Conditions.like,
    "searchmatch": _Conditions.searchmatch,
    "isnotnull": _Conditions.exists,
    "isnull": _Conditions.exists,
    "in": _Conditions.member,
    "true": lambda _, __: EVERY_LINE,
    "false": lambda _, __: NO_LINE,
}


def _branches(expr: Expr) -> list[tuple[Expr | None, Expr]] | None:
    """The conditions and values of ``if(c, a, b)`` or ``case(c, a, d, b)``; a condition of None always holds."""
    parts = expr.parts
    if expr.value == "if":
        return [(parts[0], parts[1]), (None, parts[2])] if len(parts) == 3 else None
    if len(parts) > _MOST_BRANCHES:
        return None
    return [(parts[at], parts[at + 1]) for at in range(0, len(parts), 2)] if len(parts) % 2 == 0 else None


def like(text: str, field: str, *, case: bool) -> Query:
    """``%`` is any text, ``_`` one character; the whole value is meant."""
    inside = text.strip("%")
    if inside == "" and text:
        return FieldIs(field, "exists") if field else EVERY_LINE
    if not re.search(r"[%_]", inside):
        starts, ends = not text.startswith("%"), not text.endswith("%")
        if starts and ends:
            return equals(field, inside, case=case, star=False)
        return Phrase(inside, case, "start" if starts else "end" if ends else "substring", field)
    made = "".join({"%": ".*", "_": "."}.get(sign) or literal(sign) for sign in text)
    return Regex(f"^{made}$", "pcre", "s" if case else "is", field)
