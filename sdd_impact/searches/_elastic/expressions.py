"""Conditions of EQL and of ES|QL: what stands behind ``where``."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from sdd_impact.model import FieldIs, Opaque, Query, Routing
from sdd_impact.searches._elastic import kql, lucene
from sdd_impact.searches._elastic.conditions import Order, Value, exists, holds, is_place, ordered
from sdd_impact.searches._elastic.lexing import OPENS, QueryError, Token, split
from sdd_impact.searches._elastic.values import Where, equal, expression, fits, has
from sdd_impact.searches._joined import Joined, turned
from sdd_impact.searches._trees import EVERY_LINE, NO_LINE, all_of, any_of, negation
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

_DEEPEST = 40
_MOST_VALUES = 500
#: Functions that give a field back as it is; those that change its letters make case not count.
_AS_IT_IS = frozenset(
    {"to_string", "trim", "ltrim", "rtrim", "to_long", "to_integer", "to_double", "to_ip", "string", "coalesce", "mv_first"}
)
_LETTERS = frozenset({"to_lower", "to_upper"})
_PLACES: dict[str, Where] = {
    "stringcontains": "substring", "contains": "substring", "startswith": "start", "starts_with": "start",
    "endswith": "end", "ends_with": "end",
}  # fmt: skip
_ORDERS = frozenset({"<", "<=", ">", ">="})
_JOINING = frozenset({"and", "or"})
_NOT_UNDERSTOOD = "a condition that is not understood"


class Column(NamedTuple):
    """The field behind a name; ``folded``: its letters were made small or large."""

    field: str
    folded: bool = False


class Scope:
    """What names stand for: other columns (None: computed), conditions, and what the query takes out of lines itself."""

    def __init__(self) -> None:
        self.columns: dict[str, Column | None] = {}
        self.tests: dict[str, Query] = {}
        self.taken: set[str] = set()

    def forget(self, name: str) -> None:
        """The name stands for something new."""
        self.columns.pop(name, None)
        self.tests.pop(name, None)
        self.taken.discard(name)


class Language(NamedTuple):
    """What differs between the two: ``analysed`` is true where ``:`` and functions look at words, ``escapes`` where a backslash makes a wildcard plain.

    ``shouted`` are spellings that are no operators.
    """

    analysed: bool
    escapes: bool
    shouted: frozenset[str] = frozenset()


EQL = Language(analysed=False, escapes=False, shouted=frozenset({"AND", "OR", "NOT"}))
ESQL = Language(analysed=True, escapes=True)


class Condition(Joined[Token]):
    """Reads one condition. What is not understood is :class:`Opaque`; ``choices`` are those with the texts of their sides."""

    OPENS = OPENS
    SIGN = "mark"

    def __init__(self, text: str, listed: list[Token], language: Language, scope: Scope) -> None:
        super().__init__(text, listed)
        self.language = language
        self.scope = scope

    def _wrong(self, message: str) -> QueryError:
        return QueryError(message)

    def whole(self) -> Query:
        """Read all tokens."""
        if not self.tokens:
            return EVERY_LINE
        shouted = next((each.text for each in self.tokens if each.text in self.language.shouted), "")
        if shouted:
            return Opaque(self.written(0, len(self.tokens)), f"{shouted} is no operator: it takes {shouted.lower()} only")
        try:
            found = self._or()
        except QueryError as error:
            return Opaque(self.written(0, len(self.tokens)), str(error))
        return found if self.at >= len(self.tokens) else Opaque(self.written(0, len(self.tokens)), _NOT_UNDERSTOOD)

    def _skipped(self, start: int, reason: str = _NOT_UNDERSTOOD) -> Opaque:
        return Opaque(self._passed_over(start), reason)

    def _operand(self) -> Query:
        negative = self._negative()
        return turned(self._single(self.at), negative)

    def _single(self, start: int) -> Query:
        word = self._word()
        if word == "(" and self._is_condition():
            return self._grouped()
        if word in {"true", "false"} and self._word(1) in {"", ")", *_JOINING}:
            self.at += 1
            return EVERY_LINE if word == "true" else NO_LINE
        if self._word(1) == "(" and self.tokens[self.at].kind == "name":
            called = self._function(word, start)
            if called is not None and self._ends():
                return called
            self.at = start
        column = self.column()
        if isinstance(column, str):
            return self._skipped(start, column)
        compared = self._compared(column, start) if column is not None else None
        if compared is not None and self._ends():
            return compared
        skipped = self._skipped(start)
        return Routing(skipped.text) if column is not None and is_place(column.field) else skipped

    # --- fields and values ----------------------------------------------------------------------------------------

    def column(self) -> Column | str | None:
        """Read a field, with what stands around it that leaves its text as it is. None where it is something else, a reason where it is computed."""
        if self.at >= len(self.tokens) or self.tokens[self.at].kind != "name":
            return None
        token = self.tokens[self.at]
        if self._word(1) == "(" and token.word in _AS_IT_IS | _LETTERS:
            end = self._closing(self.at + 1)
            self.at += 2
            inner = self.column()
            if isinstance(inner, Column) and self._word() in {")", ","}:
                self.at = end + 1
                return inner._replace(folded=inner.folded or token.word in _LETTERS)
            return inner if isinstance(inner, str) else None
        if self._word(1) == "(":
            return None
        self.at += 1
        if self._word() == "[":
            self.at = self._closing(self.at) + 1
        if self._word() == "::":
            self.at += 2
        known = self.scope.columns.get(token.field, Column(token.field))
        return known if known is not None else "a column that the query computes"

    def _value(self) -> Token | None:
        """Read one literal."""
        if self.at >= len(self.tokens):
            return None
        token = self.tokens[self.at]
        if token.word == "-" and self.at + 1 < len(self.tokens) and self.tokens[self.at + 1].kind == "number":
            self.at += 2
            following = self.tokens[self.at - 1]
            return following._replace(text=f"-{following.text}", start=token.start)
        if token.kind in {"text", "number"} or token.word in {"true", "false", "null"}:
            self.at += 1
            return token
        return None

    def _values(self) -> list[Token] | None:
        """Read a literal, or a list of them in parentheses."""
        if self._word() != "(":
            one = self._value()
            return [one] if one is not None else None
        end = self._closing(self.at)
        inside = self.tokens[self.at + 1 : end]
        found = [each[0] for each in split(inside, ",") if len(each) == 1 and each[0].kind in {"text", "number", "name"}]
        if len(found) != len(split(inside, ",")) or len(found) > _MOST_VALUES or end >= len(self.tokens):
            return None
        if any(each.kind == "name" and each.word not in {"true", "false", "null"} for each in found):
            return None
        self.at = end + 1
        return found

    # --- comparisons ----------------------------------------------------------------------------------------------

    def _compared(self, column: Column, start: int) -> Query | None:
        if self._ends():
            known = self.scope.tests.get(column.field)
            return known if known is not None else FieldIs(column.field, "=", "true")
        negative = self._word() == "not"
        self.at += negative
        op = self._word()
        self.at += 1
        if op == "is":
            absent = self._word() != "not"
            self.at += 1 if absent else 2
            return negation(exists(column.field)) if absent else exists(column.field)
        if op in _ORDERS:
            limit = self._value()
            return self._ordered(column, op, limit, start) if limit is not None and not negative else None
        test = self._test(op.removesuffix("~"), column, folded=column.folded or op.endswith("~"))
        values = self._values() if test is not None else None
        if test is None or values is None:
            return None
        inside = len(values) > 1
        written = self.written(start)
        parts = [test(each, f"{column.field} {op} {each.text}" if inside else written) for each in values]
        found = self._chosen(parts, [each.text for each in values])
        return negation(found) if negative or op == "!=" else found

    def _ordered(self, column: Column, op: str, limit: Token, start: int) -> Query:
        said = limit.said if limit.kind == "text" else limit.text
        if column.field in self.scope.taken:
            return FieldIs(column.field, cast("Order", op), said, case=True)
        return ordered(column.field, cast("Order", op), said, self.written(start))

    def _test(self, op: str, column: Column, *, folded: bool) -> Callable[[Token, str], Query] | None:
        """What an operator asks of one value."""
        if op in {"==", "!=", "in"}:
            return lambda value, written: self._equal(column, value, written, case=not folded)
        if op == ":" and self.language.analysed:
            return lambda value, written: holds(column.field, Value(_said(value)), written)
        if op in {":", "like"}:
            case = op == "like" and not folded
            return lambda value, written: self._fits(column, value, written, case=case)
        if op in {"regex", "rlike"}:
            return lambda value, written: (
                expression(column.field, _said(value), written, case=not folded)
                if value.kind == "text"
                else Opaque(written, "a pattern that is no text")
            )
        return None

    def _equal(self, column: Column, value: Token, written: str, *, case: bool) -> Query:
        if value.word == "null":
            return negation(exists(column.field))
        if column.field in self.scope.taken:
            return FieldIs(column.field, "=", _said(value), case)
        return equal(column.field, _said(value), written, case=case)

    def _fits(self, column: Column, value: Token, written: str, *, case: bool) -> Query:
        if value.kind != "text":
            return self._equal(column, value, written, case=case)
        said = value.said if self.language.escapes else value.said.replace("\\", "\\\\")
        if column.field in self.scope.taken:
            return FieldIs(column.field, "=", said, case, wildcards=True)
        return fits(column.field, said, written, case=case)

    # --- functions ------------------------------------------------------------------------------------------------

    def _function(self, name: str, start: int) -> Query | None:
        """A function that is true or false; None where it is none that is understood."""
        end = self._closing(self.at + 1)
        given = split(self.tokens[self.at + 2 : end], ",")
        folded, bare = name.endswith("~"), name.removesuffix("~")
        self.at = min(end + 1, len(self.tokens))
        written = self.written(start)
        if self.language.analysed and bare in {"kql", "qstr"} and len(given[0]) == 1 and given[0][0].kind == "text":
            return (kql.parse if bare == "kql" else lucene.parse)(given[0][0].said).query
        inner = Condition(self.text, given[0], self.language, self.scope)
        column = inner.column()
        if not isinstance(column, Column) or inner.at < len(given[0]) or any(len(each) != 1 for each in given[1:]):
            return None
        values = [each[0] for each in given[1:] if each[0].kind == "text"]
        if not values or len(values) < len(given) - 1:
            return None
        return self._called(bare, column, values, written, case=not (folded or column.folded))

    def _called(self, name: str, column: Column, values: list[Token], written: str, *, case: bool) -> Query | None:
        if name in _PLACES and len(values) == 1:
            return has(column.field, values[0].said, _PLACES[name], written, case=case)
        if name in {"match", "match_phrase"} and self.language.analysed:
            found = holds(column.field, Value(values[0].said, quoted=name == "match_phrase"), written)
            return all_of((found, Opaque(written, "a match with options"))) if len(values) > 1 else found
        if name == "match":
            return any_of(expression(column.field, each.said, written, case=case) for each in values)
        if name == "wildcard":
            return self._chosen([self._fits(column, each, written, case=case) for each in values], [each.text for each in values])
        return None


def _said(value: Token) -> str:
    return value.said if value.kind == "text" else value.text
