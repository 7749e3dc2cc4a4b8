"""The ``search`` command, which every SPL search begins with: terms, phrases, field comparisons, AND, OR, NOT.

Rules from Splunk's Search Manual and Search Reference: operators are written in capitals; parentheses bind first, then NOT, then OR,
then AND, which is also what a space means; case does not count, except inside ``CASE()``; ``*`` stands for any text.
"""

from __future__ import annotations

import re
from typing import Literal

from sdd_impact import late
from sdd_impact.model import AnyOf, FieldIs, Opaque, Phrase, Query, Regex, Routing
from sdd_impact.searches._spl.lexing import SplError, unquote
from sdd_impact.searches._trees import EVERY_LINE, all_of, any_of, differs, equals, is_attached, line_or_field, literal, negation
from sdd_impact.tuples import NamedTuple

_PLACES_WORDS = """
    index sourcetype source host splunk_server splunk_server_group earliest latest _index _sourcetype _time _indextime
    _cd _bkt _index_earliest _index_latest starttime endtime timeformat date_hour date_mday date_minute date_month
    date_second date_wday date_year date_zone timestartpos timeendpos
"""
#: Fields that say where and when an event was received, not what it says (Splunk's internal and default fields).
PLACES = frozenset(_PLACES_WORDS.split())

_TOKEN = late.regex(
    r"""(?P<space>\s+) | (?P<string>"(?:[^"\\]|\\.)*") | (?P<macro>`[^`]*`) | (?P<special>(?:TERM|CASE)\s*\([^()]*\))
      | (?P<op>::|!=|<=|>=|==|=|<|>) | (?P<sub>\[) | (?P<mark>[(),\]|]) | (?P<word>(?:\\.|:(?!:)|!(?!=)|[^\s()"`\[\]|,=<>!\\:])+) | (?P<rest>.)""",
    re.VERBOSE | re.DOTALL,
)
_VALUE = late.regex(r'\s*(?:((?:TERM|CASE)\s*\([^()]*\))|("(?:[^"\\]|\\.)*")|(`[^`]*`|\[)|((?:\\.|[^\s()"`\[\]|,\\])+))', re.DOTALL)

#: The comparisons that order values.
ORDERS: dict[str, Literal["<", "<=", ">", ">="]] = {"<": "<", "<=": "<=", ">": ">", ">=": ">="}
_FIELD = late.regex(r"[\w.@{}:\-]*\w[\w.@{}:\-]*")
_ADDRESSES = late.regex(r"[0-9a-fA-F:.]+/\d{1,3}")

#: Splunk's major breakers (``segmenters.conf``): what may stand beside a ``TERM()``.
_MAJOR = r"\s\[\]<>(){}|!;,'\"*&?+"
_DEEPEST = 50
_MOST_TOKENS = 20_000


def is_place(field: str) -> bool:
    """Whether a field says where, when or by whom a line was written, not what it says."""
    return field in PLACES or is_attached(field)


class Token(NamedTuple):
    """A token of a search expression. ``kind`` is the name of its group in the token pattern."""

    kind: str
    text: str
    start: int
    end: int


class Expression(NamedTuple):
    """A search expression as read: the query, and each choice between alternatives with their texts."""

    query: Query
    choices: tuple[tuple[AnyOf, tuple[str, ...]], ...] = ()


def parse(text: str, event_types: dict[str, Query] | None = None) -> Expression:
    """Read the expression of a ``search`` command.

    :raises SplError: where parentheses do not pair, or nesting has no end.
    """
    reader = _Reader(text, {} if event_types is None else event_types)
    query = reader.expression(0)
    if reader.at < len(reader.tokens):
        raise SplError("a parenthesis is closed that was never opened")
    return Expression(query, tuple(reader.choices))


def _tokens(text: str) -> list[Token]:
    found: list[Token] = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None or match.lastgroup is None:  # the last alternative takes any character
            break
        at = match.end()
        if match.lastgroup == "sub":
            at = _behind_brackets(text, match.start())
        if match.lastgroup != "space":
            found.append(Token(match.lastgroup, text[match.start() : at], match.start(), at))
        if len(found) > _MOST_TOKENS:
            raise SplError("has more terms than anybody writes")
    return found


def _behind_brackets(text: str, start: int) -> int:
    depth = 0
    for match in re.compile(r'"(?:[^"\\]|\\.)*"|\\.|[\[\]]', re.DOTALL).finditer(text, start):
        depth += {"[": 1, "]": -1}.get(match.group(), 0)
        if depth == 0:
            return match.end()
    return len(text)


class _Reader:
    def __init__(self, text: str, event_types: dict[str, Query]) -> None:
        self.text = text
        self.event_types = event_types
        self.tokens = _tokens(text)
        self.at = 0
        self.choices: list[tuple[AnyOf, tuple[str, ...]]] = []

    def _peek(self, ahead: int = 0) -> Token:
        at = self.at + ahead
        return self.tokens[at] if at < len(self.tokens) else Token("end", "", len(self.text), len(self.text))

    def expression(self, depth: int) -> Query:
        """AND of ORs, up to a closing parenthesis or the end."""
        if depth > _DEEPEST:
            raise SplError("parentheses are nested without end")
        parts: list[Query] = []
        while self._peek().kind != "end" and self._peek().text != ")":
            if self._peek().text in {"AND", ","}:
                self.at += 1
                continue
            parts.append(self._alternatives(depth))
        return all_of(parts)

    def _alternatives(self, depth: int) -> Query:
        parts: list[Query] = []
        texts: list[str] = []
        while True:
            start = self._peek().start
            parts.append(self._factor(depth))
            texts.append(self.text[start : self.tokens[self.at - 1].end].strip())
            if self._peek().text != "OR" or self._peek().kind != "word":
                break
            self.at += 1
        query = any_of(parts)
        if isinstance(query, AnyOf) and len(query.parts) == len(texts) > 1:
            self.choices.append((query, tuple(texts)))
        return query

    def _factor(self, depth: int) -> Query:
        negated = False
        while self._peek().kind == "word" and self._peek().text == "NOT":
            negated = not negated
            self.at += 1
        query = self._primary(depth)
        return negation(query) if negated else query

    def _primary(self, depth: int) -> Query:
        token = self._peek()
        if token.text == "(" and token.kind == "mark":
            self.at += 1
            query = self.expression(depth + 1)
            if self._peek().text != ")":
                raise SplError("a parenthesis is opened and never closed")
            self.at += 1
            return query
        if token.kind in {"word", "string"} and self._peek(1).kind == "op":
            return self._comparison(token)
        if (
            token.kind == "word"
            and self._peek(1).kind == "word"
            and self._peek(1).text.upper() == "IN"
            and self._peek(2).text == "("
        ):
            return self._membership(token)
        self.at += 1
        return self._lone(token)

    def _lone(self, token: Token) -> Query:
        if token.kind in {"word", "string"}:
            return term(unquote(token.text))
        if token.kind == "special":
            return _special(token.text)
        if token.kind == "macro":
            return Opaque(token.text, "a macro whose definition is not at hand")
        if token.kind == "sub":
            return Opaque(token.text, "a subsearch: what it yields is known only when it runs")
        if token.text == ")" or token.kind == "end":
            raise SplError("an operator stands without what it is about")
        return Opaque(token.text, "not understood in a search")

    def _comparison(self, name: Token) -> Query:
        """``field op value``; the value's token is cut anew, since it may hold signs that are operators elsewhere."""
        op = self._peek(1)
        match = _VALUE.match(self.text, op.end)
        end = match.end() if match else op.end
        if match and match.group(3) == "[":
            end = _behind_brackets(self.text, match.start(3))
        written = self.text[name.start : end]
        while self._peek().kind != "end" and self._peek().start < end:
            self.at += 1
        field = unquote(name.text)
        if not _FIELD.fullmatch(field):
            return Opaque(written, "not understood in a search")
        value = match.group().strip() if match else ""
        if is_place(field):
            return Routing(written)
        if op.text == "::":
            return Opaque(written, "an indexed field: what it holds is set where events are received")
        if match and match.group(3):
            return Opaque(written, "compares with a subsearch or macro")
        return self._compared(field, {"==": "="}.get(op.text, op.text), value, written)

    def _compared(self, field: str, op: str, value: str, written: str) -> Query:
        if field == "eventtype" and op in {"=", "!="}:
            known = self.event_types.get(unquote(value))
            found = known if known is not None else Opaque(written, "an event type whose search is not at hand")
            return found if op == "=" else negation(found)
        if field in {"tag", "eventtype"} or field.startswith(("tag::", "tag.")):
            return Opaque(written, "a tag: what it stands for is set elsewhere")
        return compare(field, op, value, written)

    def _membership(self, name: Token) -> Query:
        """``field IN (a, b)``."""
        self.at += 3
        values: list[str] = []
        while self._peek().kind != "end" and self._peek().text != ")":
            if self._peek().text != ",":
                values.append(self._peek().text)
            self.at += 1
        end = self._peek().end
        self.at += self._peek().text == ")"
        written = self.text[name.start : end]
        if is_place(name.text):
            return Routing(written)
        if any(value[0] in "`[" for value in values):
            return Opaque(written, "compares with a subsearch or macro")
        return any_of(self._compared(name.text, "=", value, f"{name.text}={value}") for value in values)


def term(text: str) -> Query:
    """A word or phrase that must stand in the line, on its own: it begins and ends where a word does.

    A variable such as ``$email$`` stays in the text; what it may stand for is known where it is held against a line.
    """
    inside = text.strip("*")
    if inside == "":
        return EVERY_LINE
    if text.startswith("*") and text.endswith("*") and "*" not in inside:
        return Phrase(inside, case=False)
    if "*" in text and re.search(r"[?\\\s]", text):  # a phrase's wildcards know ? and \, and do not go beyond a word
        return Regex(_bounded(text, ".*".join(literal(piece) for piece in text.split("*"))), "pcre", "i")
    return Phrase(text, case=False, where="term", wildcards="*" in text)


def _bounded(text: str, made: str) -> str:
    """Keep a pattern from beginning or ending inside a word."""
    before = r"(?<![A-Za-z0-9])" if text[0].isalnum() else ""
    return before + made + (r"(?![A-Za-z0-9])" if text[-1].isalnum() else "")


def _special(text: str) -> Query:
    """``TERM(x)``: between major breakers only. ``CASE(x)``: case counts."""
    inside = text[text.index("(") + 1 : -1].strip()
    inside = unquote(inside)
    if inside.strip("*") == "":
        return EVERY_LINE
    if text.startswith("CASE"):
        return Phrase(inside, case=True, where="term", wildcards="*" in inside)
    made = rf"[^{_MAJOR}]*".join(literal(piece) for piece in inside.split("*"))
    return Regex(f"(?<![^{_MAJOR}]){made}(?![^{_MAJOR}])", "pcre", "i")


def compare(field: str, op: str, value: str, written: str) -> Query:
    """A comparison as the ``search`` command makes it: case does not count, ``*`` is any text, ``!=`` wants the field to be there."""
    case = value.startswith("CASE")
    if case or value.startswith("TERM"):
        value = value[value.index("(") + 1 : -1].strip()
    value = unquote(value)
    where = line_or_field(field)
    if _ADDRESSES.fullmatch(value):
        return Opaque(written, "compares with a range of addresses")
    if op == "=":
        return equals(where, value, case=case, star=True)
    if op == "!=":
        return _differs(where, value, case)
    return FieldIs(where, ORDERS[op], value, case) if where else Opaque(written, "an order of whole lines")


def _differs(field: str, value: str, case: bool) -> Query:
    if field and "*" not in value:
        return FieldIs(field, "!=", value, case)
    return differs(field, equals(field, value, case=case, star=True))
