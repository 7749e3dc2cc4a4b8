"""A whole NRQL query.

Only events of the types ``Log`` and ``Log_…`` (partitions) come from log statements; a query of others is none. ``WHERE`` chooses lines; where it asks nothing of them, ``filter(…, WHERE …)``,
``percentage(…, WHERE …)`` and ``FACET CASES (WHERE …)`` do, each for a figure of its own. ``aparse`` and ``capture`` take values out of a line, and keep those that do not fit.
"""

from __future__ import annotations

import re

from sdd_impact import late
from sdd_impact.model import AnyOf, Opaque, Query, Regex, Routing
from sdd_impact.searches._nrql.conditions import Condition
from sdd_impact.searches._nrql.lexing import NrqlError, Token, clauses, closing, split, tokens
from sdd_impact.searches._parts import Parsed, asks_nothing, with_parts
from sdd_impact.searches._trees import all_of, any_of, literal

_MOST_CHARACTERS = 30_000
_DEEPEST = 5
_LOGS = late.regex(r"log(?:_\w+)?|logextendedrecord", re.IGNORECASE)


def parse(text: str) -> Parsed | None:
    """Read a query; None where it asks no logs. What is not understood is :class:`Opaque` in the tree; never raises."""
    written = " ".join(text.split())
    if not re.search(r"(?i)\blog", text):
        return None
    if len(text) > _MOST_CHARACTERS:
        reason = "longer than is looked at"
        return Parsed(Opaque(written[:200] + " …", reason), error=reason)
    try:
        reader = _Reader(text)
        query = reader.query(tokens(text), 0)
    except NrqlError as error:
        if not re.search(r"(?i)\bfrom\s+log\b", text):
            return None
        return Parsed(Opaque(written, str(error)), error=str(error))
    return with_parts(query, reader.choices) if query is not None else None


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.choices: list[tuple[Query, tuple[str, ...]]] = []

    def query(self, listed: list[Token], depth: int) -> Query | None:
        """Read one query; None where it asks no logs."""
        found = clauses(listed)
        source = next((body for word, body in found if word == "from"), [])
        parts = self._source(source, depth)
        if parts is None:
            return None
        for word, body in found:
            if word == "where":
                parts.append(self._condition(body))
        if all(map(asks_nothing, parts)):
            parts += self._figures([body for word, body in found if word in {"select", "facet"}])
        for word, body in found:
            if word in {"select", "with", "facet"}:
                parts += _taken(body)
        return all_of(parts)

    def _source(self, listed: list[Token], depth: int) -> list[Query] | None:
        """Where lines come from; None where they come from no logs."""
        if listed and listed[0].text == "(":
            inner = self.query(listed[1 : closing(listed, 0)], depth + 1) if depth < _DEEPEST else None
            return [inner] if inner is not None else None
        names = [each[0].field for each in split(listed) if each and each[0].kind == "name"]
        logs = [each for each in names if _LOGS.fullmatch(each)]
        if not logs:
            return None
        partitions = [each for each in logs if each.lower() != "log"]
        return [Routing(" OR ".join(partitions))] if partitions and len(partitions) == len(logs) else []

    def _condition(self, listed: list[Token]) -> Query:
        reader = Condition(self.text, listed)
        found = reader.whole()
        self.choices += reader.choices
        return found

    def _figures(self, bodies: list[list[Token]]) -> list[Query]:
        """The conditions of figures that have their own."""
        found: list[Query] = []
        texts: list[str] = []
        for body in bodies:
            for at, token in enumerate(body):
                if token.word == "where" and at > 0:
                    end = _end(body, at)
                    inside = body[at + 1 : end]
                    if inside:
                        found.append(self._condition(inside))
                        texts.append(" ".join(self.text[inside[0].start : inside[-1].end].split()))
        if not found or any(map(asks_nothing, found)):
            return []
        query = any_of(found)
        if isinstance(query, AnyOf):
            self.choices.insert(0, (query, tuple(texts)))
        return [query]


def _end(body: list[Token], at: int) -> int:
    """Where a condition inside of a function ends: at its comma, its ``AS``, or its parenthesis."""
    depth = 0
    for index in range(at + 1, len(body)):
        token = body[index]
        if token.kind == "op":
            depth += {"(": 1, ")": -1}.get(token.text, 0)
            if depth < 0 or (depth == 0 and token.text == ","):
                return index
        elif depth == 0 and token.word == "as":
            return index
    return len(body)


def _taken(body: list[Token]) -> list[Query]:
    """``aparse(message, 'a*b')`` and ``capture(message, r'(?P<x>…)')``."""
    found: list[Query] = []
    for at, token in enumerate(body[:-1]):
        if token.word not in {"aparse", "capture"} or body[at + 1].text != "(":
            continue
        given = split(body[at + 2 : closing(body, at + 1)])
        if len(given) != 2 or any(len(each) != 1 for each in given) or given[1][0].kind not in {"text", "raw"}:
            continue
        field, said = given[0][0].field, given[1][0].said
        if token.word == "capture":
            found.append(Regex(rf"\A(?:{said})\z", "re2", "s", field, captures_only=True))
        else:
            pieces = ["(.*?)".join(literal(each) for each in piece.split("*")) for piece in said.split("%")]
            found.append(Regex("^" + ".*?".join(pieces), "pcre", "is", field, captures_only=True))
    return found
