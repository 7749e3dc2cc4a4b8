"""Tokens and conditions of Logs Insights."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from sdd_impact import late
from sdd_impact.model import FieldIs, Opaque, Phrase, Query, Regex, Routing
from sdd_impact.searches._aws.open_text import REASON, has_hole, substrings
from sdd_impact.searches._trees import EVERY_LINE, NO_LINE, all_of, any_of, equals, is_attached, line_or_field, negation
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

_TOKEN = late.regex(
    r"""(?P<space>\s+|\#[^\n]*) | (?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*') | (?P<quoted>`[^`]*`) | (?P<number>\d+(?:\.\d+)?(?![\w.]))
      | (?P<op>=~|==|!=|<=|>=|[-=<>+*%^]) | (?P<mark>[()\[\],|]) | (?P<name>[@\w\U000f0000-\U000fffff$][@\w.:\U000f0000-\U000fffff]*)
      | (?P<slash>/) | (?P<rest>.)""",
    re.VERBOSE | re.DOTALL,
)
_REGEX = late.regex(r"/((?:[^/\\\n]|\\.)+)/")
_ORDERS: dict[str, Literal["<", "<=", ">", ">="]] = {"<": "<", "<=": "<=", ">": ">", ">=": ">="}
_FLIPPED = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "=": "=", "!=": "!=", "==": "="}
_DEEPEST = 40

#: Fields that say where and when an event was received.
PLACES = frozenset(
    {"@timestamp", "@ingestionTime", "@logStream", "@log", "@ptr", "@source", "@data_source_name", "@aws.account", "@aws.region"}
)


def is_place(field: str) -> bool:
    """Whether a field says where, when or by whom an event was written, not what it says."""
    return field in PLACES or is_attached(field)


class InsightsError(Exception):
    """The text is no query. Caught where a query is read."""


class Token(NamedTuple):
    """A token; ``text`` of a text or regular expression is what stands inside."""

    kind: str
    text: str
    start: int
    end: int

    def word(self) -> str:
        """The token as a keyword."""
        return self.text.lower() if self.kind == "name" else ""


def tokens(text: str) -> list[Token]:
    """Cut a query. A slash begins a regular expression behind ``like``, ``=~`` and the field of ``parse``.

    :raises InsightsError: at a quote or slash that is never closed.
    """
    found: list[Token] = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        kind = match.lastgroup if match else None
        if match is None or kind is None:
            break
        at = match.end()
        if kind == "slash" and _regex_may_begin(found):
            regex = _REGEX.match(text, match.start())
            if regex is None:
                raise InsightsError("a regular expression is opened and never closed")
            at = regex.end()
            found.append(Token("regex", regex.group(1).replace("\\/", "/"), match.start(), at))
        elif kind == "rest" and match.group() in "\"'`":
            raise InsightsError("a quote is opened and never closed")
        elif kind != "space":
            inside = match.group()[1:-1] if kind in {"text", "quoted"} else match.group()
            found.append(Token("name" if kind == "quoted" else kind, inside, match.start(), at))
    return found


def _regex_may_begin(found: Sequence[Token]) -> bool:
    if not found:
        return False
    last = found[-1]
    if last.word() == "like" or last.text == "=~":
        return True
    return last.word() == "parse" or (len(found) > 1 and found[-2].word() == "parse")


def plain_name(name: str) -> str:
    """A capture's name without its decoration."""
    return re.sub(r"\W", "_", name.lstrip("@"))


class ConditionReader:
    """Reads one condition: OR over AND over NOT over comparisons. ``captured`` are fields that ``parse`` cut out, ``computed`` those that
    ``fields … as`` made."""

    def __init__(self, text: str, found: Sequence[Token], captured: set[str], computed: set[str]) -> None:
        self.text = text
        self.tokens = list(found)
        self.captured = captured
        self.computed = computed
        self.at = 0
        self.alternatives: tuple[str, ...] = ()

    def peek(self, ahead: int = 0) -> Token:
        at = self.at + ahead
        end = self.tokens[-1].end if self.tokens else 0
        return self.tokens[at] if at < len(self.tokens) else Token("end", "", end, end)

    def _take(self) -> Token:
        token = self.peek()
        self.at += 1
        return token

    def whole(self) -> Query:
        """The condition that all tokens make up.

        :raises InsightsError: where they make up none.
        """
        query = self._choice(0)
        if self.at < len(self.tokens):
            raise InsightsError(f"not understood: {self.text[self.peek().start :][:40]}")
        return query

    def _choice(self, depth: int) -> Query:
        if depth > _DEEPEST:
            raise InsightsError("parentheses are nested without end")
        parts: list[Query] = []
        texts: list[str] = []
        while True:
            start = self.peek().start
            parts.append(self._conjunction(depth))
            texts.append(self.text[start : self.tokens[self.at - 1].end])
            if self.peek().word() != "or":
                break
            self.at += 1
        if len(parts) > 1:  # the outermost choice is read last, and stays
            self.alternatives = tuple(" ".join(each.split()) for each in texts)
        return any_of(parts)

    def _conjunction(self, depth: int) -> Query:
        parts = [self._negated(depth)]
        while self.peek().word() == "and":
            self.at += 1
            parts.append(self._negated(depth))
        return all_of(parts)

    def _negated(self, depth: int) -> Query:
        refused = False
        while self.peek().word() == "not":
            refused = not refused
            self.at += 1
        query = self._primary(depth)
        return negation(query) if refused else query

    def _primary(self, depth: int) -> Query:
        token = self.peek()
        if token.kind == "mark" and token.text == "(":
            self.at += 1
            query = self._choice(depth + 1)
            if self._take().text != ")":
                raise InsightsError("a parenthesis is opened and never closed")
            return query
        if self.at >= len(self.tokens):
            raise InsightsError("a condition is missing")
        return self._comparison()

    def _comparison(self) -> Query:
        start = self.peek().start
        left = self._operand()
        word = self.peek().word() or self.peek().text
        refused = word == "not"
        if refused:
            self.at += 1
            word = self.peek().word()
        query = self._compared(left, word, start)
        return negation(query) if refused else query

    def _compared(self, left: _Operand, word: str, start: int) -> Query:
        if word in {"like", "=~"}:
            self.at += 1
            return self._like(left, self._take(), start)
        if word == "in":
            self.at += 1
            return self._in(left, start)
        if word in _FLIPPED:
            self.at += 1
            return self._ordered(left, "=" if word == "==" else word, self._operand(), start)
        return self._bare(left, start)

    def _written(self, start: int) -> str:
        return self.text[start : self.tokens[self.at - 1].end]

    def _opaque(self, start: int, reason: str) -> Opaque:
        return Opaque(self._written(start), reason)

    def _operand(self) -> _Operand:
        """A field, a value, or something computed."""
        token = self._take()
        if token.kind == "name" and self.peek().text == "(":
            end = self._behind_parenthesis()
            inside = self.tokens[self.at + 1 : end - 1]
            self.at = end
            if token.word() in {"tolower", "lower", "toupper", "upper"} and len(inside) == 1 and inside[0].kind == "name":
                return _Operand("field", inside[0].text, fold=True)
            found = _Operand("call", token.word(), inside=tuple(inside))
        elif token.kind in {"name", "text", "number"}:
            found = _Operand("field" if token.kind == "name" else token.kind, token.text)
        elif token.text == "-" and self.peek().kind == "number":
            found = _Operand("number", "-" + self._take().text)
        else:
            raise InsightsError(f"not understood: {token.text or 'the end'}")
        while self.peek().kind in {"op", "slash"} and self.peek().text in "+-*/%^":
            self.at += 1
            self._operand()
            found = _Operand("computed", "")
        return found

    def _behind_parenthesis(self) -> int:
        depth = 0
        for at in range(self.at, len(self.tokens)):
            if self.tokens[at].kind == "mark":
                depth += {"(": 1, ")": -1}.get(self.tokens[at].text, 0)
                if depth == 0:
                    return at + 1
        raise InsightsError("a parenthesis is opened and never closed")

    def _field(self, operand: _Operand) -> str | None:
        """The field as a node names it; None where it is computed."""
        if operand.kind != "field" or operand.value in self.computed or has_hole(operand.value):
            return None
        plain = plain_name(operand.value)
        return plain if plain in self.captured else line_or_field(operand.value)

    def _like(self, left: _Operand, wanted: Token, start: int) -> Query:
        if left.kind == "field" and is_place(left.value):
            return Routing(self._written(start))
        field = self._field(left)
        if field is None:
            return self._opaque(start, "asks about what the query computes")
        if wanted.kind == "regex":
            if has_hole(wanted.text):
                return self._opaque(start, REASON)
            return Regex(wanted.text, "pcre", "i" if left.fold else "", field)
        if wanted.kind != "text":
            return self._opaque(start, "compares what is known only when the query runs")
        text = unescaped(wanted.text)
        return (
            substrings(text, self._written(start), lambda piece: Phrase(piece, not left.fold, "substring", field))
            if text
            else EVERY_LINE
        )

    def _in(self, left: _Operand, start: int) -> Query:
        if self._take().text != "[":
            raise InsightsError("in wants a list in brackets")
        values: list[Token] = []
        while self.peek().text != "]":
            token = self._take()
            if token.kind == "end":
                raise InsightsError("a bracket is opened and never closed")
            if token.text != ",":
                values.append(token)
        self.at += 1
        kinds: dict[str, Literal["text", "number"]] = {"text": "text", "number": "number"}
        operands = [_Operand(kinds.get(token.kind, "call"), token.text) for token in values]
        return any_of(self._ordered(left, "=", operand, start) for operand in operands)

    def _ordered(self, left: _Operand, operator: str, right: _Operand, start: int) -> Query:
        if left.kind in {"text", "number"}:
            left, right, operator = right, left, _FLIPPED[operator]
        if left.kind == "call" and left.value == "strcontains" and right.value in {"0", "1"} and operator in {"=", "!="}:
            found = self._bare(left, start)
            return found if (right.value == "1") == (operator == "=") else negation(found)
        if left.kind == "field" and is_place(left.value):
            return Routing(self._written(start))
        field = self._field(left)
        if field is None or right.kind not in {"text", "number"}:
            return self._opaque(start, "compares what is known only when the query runs")
        value = unescaped(right.value) if right.kind == "text" else right.value
        if has_hole(value):
            return self._opaque(start, REASON)
        if operator in _ORDERS:
            return FieldIs(field, _ORDERS[operator], value, case=True) if field else self._opaque(start, "an order of whole lines")
        if operator == "!=" and field:
            return FieldIs(field, "!=", value, case=not left.fold)
        same = equals(field, value, case=not left.fold, star=False)
        return same if operator == "=" else negation(same)

    def _bare(self, operand: _Operand, start: int) -> Query:
        """A function of truth, or a field of truth."""
        inside = operand.inside
        if operand.kind == "field" and operand.value.lower() in {"true", "false"}:
            return EVERY_LINE if operand.value.lower() == "true" else NO_LINE
        if operand.kind == "call" and operand.value == "ispresent" and len(inside) == 1:
            return self._present(inside[0], start)
        if operand.kind == "call" and operand.value in {"isempty", "isblank"} and len(inside) == 1:
            return negation(self._present(inside[0], start))
        if operand.kind == "call" and operand.value == "strcontains" and len(inside) == 3 and inside[2].kind == "text":
            return self._like(_Operand("field" if inside[0].kind == "name" else "call", inside[0].text), inside[2], start)
        field = self._field(operand)
        if field:
            return Routing(self._written(start)) if is_place(operand.value) else FieldIs(field, "=", "true")
        return self._opaque(start, "a function that is not understood")

    def _present(self, token: Token, start: int) -> Query:
        field = self._field(_Operand("field", token.text)) if token.kind == "name" else None
        if field is None:
            return self._opaque(start, "asks about what the query computes")
        return FieldIs(field, "exists") if field and not is_place(token.text) else EVERY_LINE


class _Operand(NamedTuple):
    kind: Literal["field", "text", "number", "call", "computed"] | str  # noqa: PYI051 - the literal names the kinds
    value: str
    fold: bool = False
    inside: tuple[Token, ...] = ()


def unescaped(text: str) -> str:
    """A quoted text without the backslashes before quotes and backslashes."""
    return re.sub(r"""\\(["'\\])""", r"\1", text)
