"""Google Cloud's Logging query language, from text to a query tree.

NOT (or ``-``) binds first, then OR, then AND; AND may be left out. The operators are written in capitals; ``and`` is a word to look for.
``--`` begins a comment. ``field=("a" OR "b")`` compares the field with each.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from sdd_impact import late
from sdd_impact.model import AllOf, AnyOf, Not, Opaque, Phrase, Query, Regex, Routing
from sdd_impact.searches._aws.open_text import REASON, has_hole
from sdd_impact.searches._gcp.words import anywhere, compared, searched, unquoted
from sdd_impact.searches._trees import EVERY_LINE, all_of, any_of, negation
from sdd_impact.tuples import NamedTuple

#: Google Cloud takes 20,000 characters.
_MOST_CHARACTERS = 20_000
_DEEPEST = 50

_TOKEN = late.regex(
    r"""(?P<space>\s+|--[^\n]*) | (?P<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*') | (?P<operator>=~|!~|!=|>=|<=|=|<|>|:)
      | (?P<mark>[(),]) | (?P<minus>-(?=[("'\w])(?!\d)) | (?P<word>(?:\."(?:[^"\\]|\\.)*"|[^\s()"'=<>!~:,])+) | (?P<other>["'].*|.)""",
    re.VERBOSE | re.DOTALL,
)
_PLACES = frozenset({"log_id", "source", "sample"})


class Parsed(NamedTuple):
    """What a query asks of an entry, and the texts of its alternatives (``SavedSearch.parts``)."""

    query: Query
    parts: tuple[str, ...] = ()


class _QueryError(Exception):
    """The text is no query."""


class _Token(NamedTuple):
    kind: str
    text: str
    start: int
    end: int


def parse(text: str) -> Parsed:
    """Read a query. What is not understood is :class:`Opaque` in the tree; never raises."""
    text = text.strip()
    if len(text) > _MOST_CHARACTERS:
        return Parsed(Opaque(text[:200] + " …", "longer than Google Cloud takes"))
    if len(text) == 1 and has_hole(text):
        return Parsed(Opaque(text, REASON))
    reader = _Reader(text)
    if not reader.tokens:
        return Parsed(EVERY_LINE)
    try:
        query = reader.whole()
    except _QueryError as error:
        return Parsed(Opaque(text, str(error)))
    return Parsed(query, reader.parts(query))


_Leaf = Callable[[], Query]


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        found = (_Token(match.lastgroup or "", match.group(), match.start(), match.end()) for match in _TOKEN.finditer(text))
        self.tokens = [each for each in found if each.kind != "space"]
        self.at = 0
        self._choices: dict[int, tuple[AnyOf, tuple[str, ...]]] = {}

    def whole(self) -> Query:
        """The condition that the whole query is."""
        query = self._all(self._comparison, 0)
        if self.at < len(self.tokens):
            raise _QueryError(f"not understood: {self.text[self.tokens[self.at].start :][:40]}")
        return query

    def parts(self, query: Query) -> tuple[str, ...]:
        """The texts of the alternatives that the query as a whole consists of."""
        around = query.parts if isinstance(query, AllOf) else (query,)
        first = next((each for each in around if isinstance(each, AnyOf)), None)
        _, texts = self._choices.get(id(first), (None, ()))
        return texts if first is not None and all(map(_asks_text, first.parts)) else ()

    def _peek(self, ahead: int = 0) -> _Token:
        at = self.at + ahead
        return self.tokens[at] if at < len(self.tokens) else _Token("end", "", len(self.text), len(self.text))

    def _is(self, text: str) -> bool:
        token = self._peek()
        return token.text == text and token.kind != "string"

    def _all(self, leaf: _Leaf, depth: int) -> Query:
        """Conditions joined by AND, or by nothing."""
        found = [self._any(leaf, depth)]
        while self._peek().kind != "end" and not self._is(")"):
            if self._is("AND"):
                self.at += 1
            found.append(self._any(leaf, depth))
        return all_of(found)

    def _any(self, leaf: _Leaf, depth: int) -> Query:
        found: list[Query] = []
        texts: list[str] = []
        while True:
            start = self._peek().start
            found.append(self._one(leaf, depth))
            texts.append(" ".join(self.text[start : self.tokens[self.at - 1].end].split()))
            if not self._is("OR"):
                break
            self.at += 1
        query = any_of(found)
        if isinstance(query, AnyOf) and len(query.parts) == len(texts) > 1:
            self._choices[id(query)] = (query, tuple(texts))
        return query

    def _one(self, leaf: _Leaf, depth: int) -> Query:
        if depth > _DEEPEST:
            raise _QueryError("parentheses are nested without end")
        excluded = False
        while self._is("NOT") or self._peek().kind == "minus":
            excluded = not excluded
            self.at += 1
        if self._is("("):
            self.at += 1
            query = self._all(leaf, depth + 1)
            if not self._is(")"):
                raise _QueryError("a parenthesis is opened and never closed")
            self.at += 1
        else:
            query = leaf()
        return negation(query) if excluded else query

    def _comparison(self) -> Query:
        token = self._peek()
        if token.kind not in {"word", "string"} or token.text in {"AND", "OR"}:
            raise _QueryError(f"a condition is missing at {token.text[:40] or 'the end'}")
        self.at += 1
        if token.kind == "word" and self._is("(") and self._peek().start == token.end:
            return self._function(token)
        if self._peek().kind != "operator":
            text = unquoted(token.text[1:-1]) if token.kind == "string" else token.text
            return anywhere(text, token.text)
        operator = self._peek().text
        self.at += 1
        return self._one(lambda: self._value(token, operator), 1) if self._is("(") else self._value(token, operator)

    def _value(self, field: _Token, operator: str) -> Query:
        token = self._peek()
        if token.kind == "minus":  # a negative number is a word; this is a sign before something else
            self.at += 1
            token = self._peek()
        if token.kind not in {"word", "string"}:
            raise _QueryError(f"a value is missing behind {field.text[:40]}{operator}")
        self.at += 1
        path = field.text.strip("\"'") if field.kind == "string" else field.text
        if token.kind == "word" and self._is("(") and self._peek().start == token.end:
            self._arguments()
            return Opaque(self.text[field.start : self.tokens[self.at - 1].end], "compared with what a function returns")
        quoted = token.kind == "string"
        text = token.text[1:-1] if quoted else token.text
        return compared(path, operator, text, f"{path}{operator}{token.text}", quoted=quoted)

    def _arguments(self) -> list[_Token]:
        """The tokens between the parentheses of a function."""
        depth = 0
        start = self.at
        while self._peek().kind != "end":
            depth += {"(": 1, ")": -1}.get(self._peek().text, 0) if self._peek().kind == "mark" else 0
            self.at += 1
            if depth == 0:
                return self.tokens[start + 1 : self.at - 1]
        raise _QueryError("a parenthesis is opened and never closed")

    def _function(self, name: _Token) -> Query:
        arguments = self._arguments()
        written = self.text[name.start : self.tokens[self.at - 1].end]
        if self._peek().kind == "operator":
            self.at += 1
            if self._is("("):
                self._arguments()
            else:
                self.at += 1
            written = self.text[name.start : self.tokens[min(self.at, len(self.tokens)) - 1].end]
            return Opaque(written, "a function whose result depends on values")
        if name.text.lower() in _PLACES:
            return Routing(written)
        given = [each for each in arguments if each.text != ","]
        if name.text.upper() == "SEARCH" and given and given[-1].kind == "string" and len(given) <= 2:
            text = unquoted(given[-1].text[1:-1])
            return searched(text, written, given[0].text if len(given) == 2 else "")
        return Opaque(written, "a function whose result depends on values")


def _asks_text(query: Query) -> bool:
    """Whether a condition asks for a text anywhere in it."""
    if isinstance(query, AllOf | AnyOf):
        return any(map(_asks_text, query.parts))
    return _asks_text(query.part) if isinstance(query, Not) else isinstance(query, Phrase | Regex)
