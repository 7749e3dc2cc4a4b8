"""What a program of VRL looks at.

Rules from Vector's reference, "VRL expressions": ``if`` runs its block where its condition holds, ``abort`` in it drops the event; ``parse_regex`` fails where its expression does not fit.
"""

from __future__ import annotations

from sdd_impact.model import Opaque, Query, Regex
from sdd_impact.searches._trees import all_of, any_of
from sdd_impact.searches._vector.conditions import TESTS, Reader
from sdd_impact.searches._vector.lexing import Token, VrlError, tokens
from sdd_impact.searches._vector.statements import brace, closing, statement_end
from sdd_impact.tuples import NamedTuple

_PARSERS = frozenset({"parse_regex", "parse_regex_all", "parse_grok", "parse_groks"})


class Step(NamedTuple):
    """One thing that a program looks at: its text, what it asks, what the program does with what fits, and its offset."""

    text: str
    query: Query
    does: str
    at: int


def program(text: str) -> tuple[tuple[Step, ...], VrlError | None]:
    """Read what a program looks at, in the order of its text; and what is wrong with it. Never raises."""
    try:
        listed = tokens(text)
    except VrlError as error:
        return (), error
    found: list[Step] = []
    at = 0
    while at < len(listed):
        token = listed[at]
        if token.word == "if":
            end = brace(listed, at + 1)
            found += _branch(text, listed, at + 1, end)
            at = end
        elif token.kind == "name" and token.word in _PARSERS | TESTS and _follows(listed, at, "("):
            end = closing(listed, at + 1) + 1
            found += _parsed(text, listed, at) if token.word in _PARSERS else _statement(text, listed, at)
            at = statement_end(listed, at) if token.word in TESTS else end
        else:
            at += 1
    return tuple(found), None


# --- programs ----------------------------------------------------------------------------------------------------------


def _follows(listed: list[Token], at: int, sign: str) -> bool:
    return at + 1 < len(listed) and listed[at + 1].text == sign


def _branch(text: str, listed: list[Token], start: int, end: int) -> list[Step]:
    """``if condition { … }``; extractions among the condition are steps of their own."""
    inside = [token for token in listed[start:end] if token.kind != "newline"]
    parsers = [
        step
        for at in range(start, end)
        if listed[at].word in _PARSERS and listed[at].kind == "name" and _follows(listed, at, "(")
        for step in _parsed(text, listed, at)
    ]
    if not inside or not any((token.kind == "name" and token.word in TESTS) or token.text in {"==", "!="} for token in inside):
        return parsers
    if any(token.text in {"=", ";", "{"} for token in inside):
        return parsers  # it is an assignment whose success is asked for
    written = text[inside[0].start : inside[-1].end]
    rest = [token for token in listed[end + 1 : end + 4] if token.kind != "newline"]
    does = "drops" if rest and rest[0].word == "abort" else "if"
    return [*parsers, Step(written, _query(text, inside), does, inside[0].start)]


def _query(text: str, listed: list[Token]) -> Query:
    try:
        return Reader(text, listed).whole()
    except VrlError as error:
        return Opaque(" ".join(text[listed[0].start : listed[-1].end].split()), str(error))


def _statement(text: str, listed: list[Token], at: int) -> list[Step]:
    """``.failed = contains(…) || …``: all of the expression behind the assignment."""
    end = statement_end(listed, at)
    start = at
    while start > 0 and listed[start - 1].text not in {"=", "{", ";", "|=", "??=", ","} and listed[start - 1].kind != "newline":
        start -= 1
    inside = [token for token in listed[start:end] if token.kind != "newline"]
    return [Step(text[inside[0].start : inside[-1].end], _query(text, inside), "if", inside[0].start)]


def _parsed(text: str, listed: list[Token], at: int) -> list[Step]:
    """``parse_regex(.message, r'…')``: the pattern must fit; a list of patterns, one of them."""
    end = closing(listed, at + 1)
    inside = [token for token in listed[at + 2 : end] if token.kind != "newline"]
    reader = Reader(text, inside)
    try:
        target = reader.target()
    except VrlError:
        return []
    patterns = [token for token in inside[reader.at :] if token.kind in {"regex", "text"}]
    if target is None or target.sort != "field" or not patterns:
        return []
    grok = listed[at].word.startswith("parse_grok")
    queries = [_grok(token.said) if grok else Regex(token.said, "re2") for token in patterns if grok or token.kind == "regex"]
    placed = [_at(query, target.field) for query in queries]
    if not placed:
        return []
    written = "\n".join(token.said for token in patterns if grok or token.kind == "regex")
    return [Step(written, any_of(placed), listed[at].word, patterns[0].start)]


def _grok(pattern: str) -> Query:
    from sdd_impact.searches._grok import expand

    found = expand(pattern)
    return all_of((Regex(found.text, "oniguruma"), *(Opaque(each, "the pattern is not at hand") for each in found.missing)))


def _at(query: Query, field: str) -> Query:
    """The query with its expressions on this field."""
    if isinstance(query, Regex):
        return Regex(query.pattern, query.dialect, query.flags, field)
    parts = getattr(query, "parts", ())
    return all_of(_at(part, field) for part in parts) if parts else query
