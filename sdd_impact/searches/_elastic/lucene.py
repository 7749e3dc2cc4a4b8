"""Lucene's query strings, as ``query_string`` takes them: Kibana's ``lucene``, ElastAlert, Elasticsearch's own.

Rules from Elasticsearch's reference, "Query string query": words without an operator are a choice; ``+`` and ``AND`` make a clause required, ``-``, ``!``
and ``NOT`` forbidden, and beside a required clause the others select nothing. There is no precedence: ``a AND b OR c`` requires a and b.
``default_operator`` turns the choice round.
"""

from __future__ import annotations

import re
from typing import cast

from sdd_impact import late
from sdd_impact.model import AnyOf, Opaque, Query
from sdd_impact.searches._elastic.conditions import Order, Value, exists, holds, is_place, matches, ordered, tokens
from sdd_impact.searches._parts import Parsed, with_parts
from sdd_impact.searches._trees import EVERY_LINE, all_of, any_of, negation
from sdd_impact.tuples import NamedTuple

_MOST_CHARACTERS = 50_000
_DEEPEST = 60
_SPACE = late.regex(r"[\s\u3000]*")
_JOIN = late.regex(r"(?:(AND|OR)(?=[\s(\"+!-]|$)|(&&)|(\|\|))\s*")
_MODIFIER = late.regex(r"(?:NOT(?=[\s(\"])\s*|[+!-]\s*)")
_FIELD = late.regex(r"((?:[^\s+\-!():^\[\]\"{}~\\/<>=*?]|\\.)(?:[^\s!():^\[\]\"{}~\\/<>=]|\\.)*|\*)\s*:\s*")
_QUOTED = late.regex(r'"((?:[^"\\]|\\.)*)"(~[\d.]*)?(?:\^[\d.]+)?', re.DOTALL)
_REGEX = late.regex(r"/((?:[^/\\]|\\.)*)/(?:\^[\d.]+)?", re.DOTALL)
_RANGE = late.regex(r"([\[{])\s*(\"[^\"]*\"|\S+?)\s+TO\s+(\"[^\"]*\"|[^\s\]}]+)\s*([\]}])(?:\^[\d.]+)?", re.DOTALL)
_COMPARED = late.regex(r"(<=|>=|<|>)\s*(\"[^\"]*\"|(?:[^\s()\\]|\\.)+)")
_TERM = late.regex(r"((?:[^\s!():^\[\]\"{}~\\]|\\.)+)(~[\d.]*)?(?:\^[\d.]+)?", re.DOTALL)
_ESCAPE = late.regex(r"\\(u[0-9a-fA-F]{4}|.)|([*?])", re.DOTALL)


class LuceneError(Exception):
    """The text is no query string; the message says what is wrong."""


class _Clause(NamedTuple):
    """A clause: ``+`` required, ``-`` forbidden, "" one of a choice."""

    sign: str
    query: Query
    text: str


def parse(text: str, field: str = "", *, required: bool = False) -> Parsed:
    """Read a query string on ``field`` ("": all). ``required`` is ``default_operator: AND``. Never raises."""
    if len(text) > _MOST_CHARACTERS:
        return Parsed(Opaque(text[:200] + " …", "longer than is looked at"), error="longer than is looked at")
    if text.strip() in {"", "*", "*:*"}:
        return Parsed(EVERY_LINE)
    reader = _Reader(text.strip(), required)
    try:
        query = reader.whole(field)
        return with_parts(query, reader.choices)
    except LuceneError as error:
        return Parsed(Opaque(" ".join(text.split()), str(error)), error=str(error))


class _Reader:
    def __init__(self, text: str, required: bool) -> None:
        self.text = text
        self.required = required
        self.at = 0
        self.depth = 0
        self.choices: list[tuple[Query, tuple[str, ...]]] = []

    def whole(self, field: str) -> Query:
        found = self._clauses(field)
        if self.at < len(self.text):
            raise LuceneError(f"{self.text[self.at : self.at + 20]!r} at {self.at} is not expected in a query string")
        return found

    def _clauses(self, field: str) -> Query:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise LuceneError("nested too deeply")
        found: list[_Clause] = []
        self._take(_SPACE)
        while True:
            joined = self._join(first=not found)
            modifier = self._take(_MODIFIER).strip()
            start = self.at
            query = self._clause(field)
            written = " ".join(self.text[start : self.at].split())
            self._add(found, joined, modifier, query, written)
            self._take(_SPACE)
            if self.at >= len(self.text) or self.text[self.at] == ")":
                break
        self.depth -= 1
        return self._joined(found)

    def _join(self, *, first: bool) -> str:
        match = _JOIN.match(self.text, self.at)
        if match is None:
            return ""
        if first:
            raise LuceneError(f"{match[0].strip()} has nothing before it")
        self.at = match.end()
        return "AND" if match[1] == "AND" or match[2] else "OR"

    def _add(self, clauses: list[_Clause], joined: str, modifier: str, query: Query, text: str) -> None:
        """Add a clause by the rules of Lucene's classic parser, which may change the one before."""
        if clauses and clauses[-1].sign != "-":
            if joined == "AND":
                clauses[-1] = clauses[-1]._replace(sign="+")
            elif joined == "OR" and self.required:
                clauses[-1] = clauses[-1]._replace(sign="")
        if modifier in {"-", "!", "NOT"}:
            sign = "-"
        elif self.required:
            sign = "" if joined == "OR" else "+"
        else:
            sign = "+" if modifier == "+" or joined == "AND" else ""
        clauses.append(_Clause(sign, query, text))

    def _joined(self, clauses: list[_Clause]) -> Query:
        musts = [each.query for each in clauses if each.sign == "+"]
        choice = [each for each in clauses if not each.sign]
        nots = [negation(each.query) for each in clauses if each.sign == "-"]
        if musts or not choice:
            return all_of((*musts, *nots))
        found = any_of(each.query for each in choice)
        if isinstance(found, AnyOf):
            self.choices.append((found, tuple(each.text for each in choice)))
        return all_of((found, *nots))

    # --- one clause -----------------------------------------------------------------------------------------------

    def _clause(self, field: str) -> Query:
        start = self.at
        named = _FIELD.match(self.text, self.at)
        if named:
            self.at = named.end()
            field = "" if named[1] == "*" else _unescaped(named[1])
            if "*" in field:
                self._value(field, start)
                return Opaque(self._slice(start), "asks every field whose name fits a pattern")
        return self._value(field, start)

    def _value(self, field: str, start: int) -> Query:
        if self.text.startswith("(", self.at):
            self.at += 1
            found = self._clauses(field)
            if not self.text.startswith(")", self.at):
                raise LuceneError("a ( is never closed")
            self.at += 1
            self._take(re.compile(r"\^[\d.]+"))
            return found
        for pattern, read in (
            (_QUOTED, self._quoted),
            (_REGEX, self._regex),
            (_RANGE, self._range),
            (_COMPARED, self._compared),
            (_TERM, self._term),
        ):
            match = pattern.match(self.text, self.at)
            if match:
                self.at = match.end()
                return read(match, field, self._slice(start))
        raise LuceneError(f"a value is expected at {self.at}" if self.at < len(self.text) else "the query ends too early")

    @staticmethod
    def _quoted(match: re.Match[str], field: str, written: str) -> Query:
        text = _unescaped(match[1])
        if field == "_exists_":
            return exists(text)
        if match[2] and match[2] not in {"~0", "~"} and not is_place(field):
            words = (holds(field, Value(word), word) for word in tokens(text))
            return all_of((*words, Opaque(written, "words that stand near each other")))
        return holds(field, Value(text, quoted=True), written)

    @staticmethod
    def _regex(match: re.Match[str], field: str, written: str) -> Query:
        return matches(field, match[1].replace("\\/", "/"), written)

    @staticmethod
    def _range(match: re.Match[str], field: str, written: str) -> Query:
        if is_place(field):
            return holds(field, Value(""), written)
        parts: list[Query] = []
        for text, op in ((match[2], ">=" if match[1] == "[" else ">"), (match[3], "<=" if match[4] == "]" else "<")):
            if text != "*":
                parts.append(ordered(field, cast("Order", op), text.strip('"'), written))
        return all_of(parts) if parts else exists(field)

    @staticmethod
    def _compared(match: re.Match[str], field: str, written: str) -> Query:
        return ordered(field, cast("Order", match[1]), match[2].strip('"'), written)

    @staticmethod
    def _term(match: re.Match[str], field: str, written: str) -> Query:
        raw = match[1]
        if field == "_exists_":
            return exists(_unescaped(raw))
        if match[2]:
            return Opaque(written, "a word of which some letters may differ")
        wild = any(found[2] for found in _ESCAPE.finditer(raw))
        return holds(field, Value(_unescaped(raw), glob=_glob(raw) if wild else ""), written)

    def _slice(self, start: int) -> str:
        return " ".join(self.text[start : self.at].split())

    def _take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.text, self.at)
        if found is None:
            return ""
        self.at = found.end()
        return found[0]


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: found[2] or _meant(found[1]), text)


def _glob(text: str) -> str:
    return _ESCAPE.sub(lambda found: found[2] or ("\\" if found[1] in "*?\\" else "") + _meant(found[1]), text)


def _meant(code: str) -> str:
    return chr(int(code[1:], 16)) if len(code) == 5 else code
