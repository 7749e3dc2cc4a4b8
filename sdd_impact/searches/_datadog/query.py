"""The search language of Datadog's logs, from text to a query tree.

``AND`` stands between any two conditions and binds before ``OR``; ``-`` and ``NOT`` exclude what follows; ``key:(a OR b)`` gives the key to all
inside. The order of the operators is that of the grammar which Datadog publishes with Vector's remap language (``vectordotdev/vrl``).
"""

from __future__ import annotations

import re

from sdd_impact import late
from sdd_impact.model import AllOf, AnyOf, Not, Opaque, Phrase, Query, Regex
from sdd_impact.searches._aws.open_text import REASON, has_hole
from sdd_impact.searches._datadog.words import free, keyed
from sdd_impact.searches._trees import EVERY_LINE, all_of, any_of, negation
from sdd_impact.tuples import NamedTuple

_MOST_CHARACTERS = 10_000
_DEEPEST = 50

_SPACE = late.regex(r"\s+")
_OPERATOR = late.regex(r"(AND|&&|OR|\|\|)(?![\w:.\\-])")
_NOT = late.regex(r"NOT(?![\w:.\\-])|[-!]")
_PHRASE = late.regex(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_WORD = late.regex(r'(?:[^\s()"\[\]{}\\]|\\.)+', re.DOTALL)
_KEY = late.regex(r"((?:[^:\\]|\\.)+):(.*)", re.DOTALL)
_RANGE = late.regex(r"[\[{][^\]}\"()]*[\]}]")


class Parsed(NamedTuple):
    """What a search asks of an event, and the texts of its alternatives (``SavedSearch.parts``)."""

    query: Query
    parts: tuple[str, ...] = ()


class _QueryError(Exception):
    """The text is no search."""


def parse(text: str) -> Parsed:
    """Read a search. What is not understood is :class:`Opaque` in the tree; never raises."""
    text = text.strip()
    if text in {"", "*"}:
        return Parsed(EVERY_LINE)
    if len(text) > _MOST_CHARACTERS:
        return Parsed(Opaque(text[:200] + " …", "longer than Datadog takes"))
    if len(text) == 1 and has_hole(text):
        return Parsed(Opaque(text, REASON))
    reader = _Reader(text)
    try:
        query = reader.whole()
    except _QueryError as error:
        return Parsed(Opaque(text, str(error)))
    return Parsed(query, reader.parts(query))


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self._choices: dict[int, tuple[AnyOf, tuple[str, ...]]] = {}

    def whole(self) -> Query:
        """The condition that the whole search is."""
        query = self._choice("", 0)
        if self.at < len(self.text):
            raise _QueryError(f"not understood: {self.text[self.at : self.at + 40]}")
        return query

    def parts(self, query: Query) -> tuple[str, ...]:
        """The texts of the alternatives that the search as a whole consists of."""
        around = query.parts if isinstance(query, AllOf) else (query,)
        first = next((each for each in around if isinstance(each, AnyOf)), None)
        _, texts = self._choices.get(id(first), (None, ()))
        return texts if first is not None and all(map(_asks_text, first.parts)) else ()

    def _skip(self) -> None:
        match = _SPACE.match(self.text, self.at)
        if match is not None:
            self.at = match.end()

    def _take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        match = pattern.match(self.text, self.at)
        if match is not None:
            self.at = match.end()
        return match

    def _choice(self, key: str, depth: int) -> Query:
        found: list[Query] = []
        texts: list[str] = []
        current: list[Query] = []
        self._skip()
        start = end = self.at
        while True:
            self._skip()
            if self.at >= len(self.text) or self.text[self.at] == ")":
                break
            operator = self._take(_OPERATOR)
            if operator is None:
                current.append(self._condition(key, depth))
                end = self.at
            elif not current:
                raise _QueryError(f"nothing stands before {operator[1]}")
            elif operator[1] in {"OR", "||"}:
                found.append(all_of(current))
                texts.append(self.text[start:end])
                current = []
                self._skip()
                start = self.at
        if not current:
            raise _QueryError("a condition is missing")
        query = any_of((*found, all_of(current)))
        texts.append(self.text[start:end])
        if isinstance(query, AnyOf) and len(query.parts) == len(texts) > 1:
            self._choices[id(query)] = (query, tuple(" ".join(each.split()) for each in texts))
        return query

    def _condition(self, key: str, depth: int) -> Query:
        if depth > _DEEPEST:
            raise _QueryError("parentheses are nested without end")
        excluded = False
        while True:
            if self._take(_NOT) is not None:
                excluded = not excluded
            elif self.text.startswith("+", self.at):
                self.at += 1
            else:
                break
            self._skip()
        query = self._positive(key, depth)
        return negation(query) if excluded else query

    def _positive(self, key: str, depth: int) -> Query:
        start = self.at
        if self.text.startswith("(", self.at):
            return self._group(key, depth)
        phrase = self._take(_PHRASE)
        if phrase is not None:
            return self._valued(key, phrase[1], start, quoted=True)
        if key and (found := self._take(_RANGE)) is not None:
            return self._valued(key, found[0], start, quoted=False)
        word = self._take(_WORD)
        if word is None:
            raise _QueryError(f"not understood: {self.text[self.at : self.at + 40]}")
        if key:
            return self._valued(key, word[0], start, quoted=False)
        if self.text.startswith("(", self.at) and not word[0].endswith(":"):
            return self._function(start)
        named = _KEY.fullmatch(word[0])
        if named is None or (":" in named[2][:1] and not named[1].startswith("@")):
            return free(word[0], quoted=False)
        return self._value(named[1], named[2], start, depth)

    def _value(self, key: str, text: str, start: int, depth: int) -> Query:
        """What stands behind ``key:``."""
        if text and text not in {">", "<", ">=", "<="}:
            return keyed(key, text, self.text[start : self.at], quoted=False)
        if text:  # a space behind the sign of a comparison
            self._skip()
            word = self._take(_WORD)
            return keyed(key, text + (word[0] if word else ""), self.text[start : self.at], quoted=False)
        if self.text.startswith("(", self.at):
            return self._group(key, depth)
        phrase = self._take(_PHRASE)
        if phrase is not None:
            return keyed(key, phrase[1], self.text[start : self.at], quoted=True)
        found = self._take(_RANGE)
        if found is not None:
            return keyed(key, found[0], self.text[start : self.at], quoted=False)
        raise _QueryError(f"a value is missing behind {key[:40]}:")

    def _valued(self, key: str, text: str, start: int, *, quoted: bool) -> Query:
        written = self.text[start : self.at]
        if not key:
            return free(text, quoted=quoted)
        return keyed(key, text, f"{key}:{written}", quoted=quoted)

    def _group(self, key: str, depth: int) -> Query:
        self.at += 1
        query = self._choice(key, depth + 1)
        if not self.text.startswith(")", self.at):
            raise _QueryError("a parenthesis is opened and never closed")
        self.at += 1
        return query

    def _function(self, start: int) -> Query:
        """``CIDR(@ip, …)``: its arguments are no conditions."""
        end = self.text.find(")", self.at)
        self.at = len(self.text) if end < 0 else end + 1
        return Opaque(self.text[start : self.at], "a function whose result depends on values")


def _asks_text(query: Query) -> bool:
    """Whether a condition asks for a text anywhere in it."""
    if isinstance(query, AllOf | AnyOf):
        return any(map(_asks_text, query.parts))
    return _asks_text(query.part) if isinstance(query, Not) else isinstance(query, Phrase | Regex)
