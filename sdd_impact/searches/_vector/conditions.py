"""Conditions of VRL: what they ask of an event.

Rules from Vector's reference, "VRL expressions" and "VRL functions": ``match`` finds a regular expression (of Rust's crate, RE2's dialect) anywhere; ``contains``, ``starts_with`` and ``ends_with``
look at case unless told otherwise; ``??`` stands in for an error; a path such as ``.message`` is a field of the event.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, cast

from sdd_impact import late
from sdd_impact.model import FieldIs, Opaque, Phrase, Query, Regex, Routing
from sdd_impact.searches._joined import Joined, turned
from sdd_impact.searches._trees import EVERY_LINE, NO_LINE, all_of, any_of, is_attached, negation
from sdd_impact.searches._vector.lexing import OPENS, Token, VrlError, tokens
from sdd_impact.searches._vector.statements import last_expression
from sdd_impact.tuples import NamedTuple

_DEEPEST = 40
_NOT_UNDERSTOOD = "a condition that is not understood"
_WHERE: dict[str, Literal["substring", "start", "end"]] = {"contains": "substring", "starts_with": "start", "ends_with": "end"}
TESTS = frozenset({*_WHERE, "match", "match_any", "contains_all"})
#: Functions that give a value back as it is.
_AS_IT_IS = frozenset({"string", "to_string", "strip_whitespace", "trim", "strip_ansi_escape_codes", "decode_charset"})
_LETTERS = frozenset({"downcase", "upcase"})
_KINDS = late.regex(r"is_\w+")
_PLACES = late.regex(
    r"host|hostname|file|source_type|source_ip|stream|container_\w+|pod_\w+|namespace|cluster|timestamp|@timestamp|label\..+|labels\..+|metadata\..+|topic|partition|offset|port"
    r"|service|app|environment|env|region|facility|node_name|image|type|log_type|source|tags?"
)
_DIRECT = frozenset({"message", "msg", "log"})
_VARIABLE = late.regex(r"\$\{\w+[^}]*\}|\$[A-Z_][A-Z0-9_]*")


@lru_cache(1024)
def condition(text: str) -> Query:
    """Read a condition: the last expression of a program. What is not understood is left open; never raises."""
    written = " ".join(text.split())
    if _VARIABLE.search(text) and "r'" not in text:
        return Opaque(written, "has a variable of the environment")
    try:
        listed = tokens(text)
        last = last_expression(listed)
        return Reader(text, last).whole() if last else EVERY_LINE
    except VrlError as error:
        return Opaque(written, str(error))


class Target(NamedTuple):
    """What is looked at: ``field`` (as a node names it), ``level``, ``place``, or ``other``. ``folded``: its letters were made small or large."""

    sort: str
    field: str = ""
    folded: bool = False


class Reader(Joined[Token]):
    ORS = frozenset({"||"})
    ANDS = frozenset({"&&"})
    NOTS = frozenset({"!"})
    OPENS = OPENS

    def _wrong(self, message: str) -> VrlError:
        return VrlError(message, self.tokens[min(self.at, len(self.tokens) - 1)].start if self.tokens else 0)

    def _closing(self, at: int) -> int:
        end = super()._closing(at)
        if end >= len(self.tokens):
            raise self._wrong("a bracket is never closed")
        return end

    def whole(self) -> Query:
        found = self._or()
        if self.at < len(self.tokens):
            raise self._wrong(_NOT_UNDERSTOOD)
        return found

    def _operand(self) -> Query:
        negative = self._negative()
        start = self.at
        found = self._bracketed() if self._word() == "(" else self._compared(start)
        self._stand_in()
        return turned(found if found is not None and self._ends() else self._skipped(start), negative)

    def _bracketed(self) -> Query | None:
        """A condition in parentheses; None where a value stands in them."""
        start, depth = self.at, self.depth
        self.at += 1
        try:
            found = self._or()
        except VrlError:
            self.depth = depth
            self.at = start
            return None
        if self._word() != ")":
            self.at = start
            return None
        self.at += 1
        return found

    def _stand_in(self) -> None:
        """``?? false`` gives a value in the place of an error."""
        while self._word() == "??" and self.at + 1 < len(self.tokens):
            self.at += 2

    def _skipped(self, start: int) -> Query:
        self.at = start
        try:
            target = self.target()
        except VrlError:
            target = None
        written = self._passed_over(start)
        return Routing(written) if target is not None and target.sort == "place" else Opaque(written, _NOT_UNDERSTOOD)

    def _compared(self, start: int) -> Query | None:
        name = self._word()
        if name in {"true", "false"} and self._word(1) in {"", "||", "&&", ")"}:
            self.at += 1
            return EVERY_LINE if name == "true" else NO_LINE
        if self._word(1) == "(" and name in {*TESTS, "includes", "exists", "is_null", "is_nullish"}:
            return self._function(name, start)
        if self._word(1) == "(" and _KINDS.fullmatch(name):
            self.at = self._closing(self.at + 1) + 1
            return Routing(self.written(start))  # the kind of a value says what wrote it, not what is said
        target = self.target()
        op = self._word()
        if target is None or op not in {"==", "!=", "<", "<=", ">", ">="}:
            return None
        self.at += 1
        value = self._literal()
        if value is None:
            return None
        return _holds(target, op, value, self.written(start))

    def _literal(self) -> Token | None:
        if self.at < len(self.tokens):
            token = self.tokens[self.at]
            if token.kind in {"text", "number", "regex"} or token.word in {"true", "false", "null"}:
                self.at += 1
                return token
        return None

    def _function(self, name: str, start: int) -> Query | None:
        end = self._closing(self.at + 1)
        self.at += 2
        if name == "includes":
            return self._included(end, start)
        target = self.target()
        if name in {"exists", "is_null", "is_nullish"}:
            self.at = end + 1
            if target is None or target.sort != "field":
                return Routing(self.written(start)) if target is not None and target.sort == "place" else None
            there = EVERY_LINE if target.field in _DIRECT else FieldIs(target.field, "exists")
            return there if name == "exists" else negation(there)
        if target is None or self._word() != ",":
            return None
        rest = [token for token in self.tokens[self.at + 1 : end] if token.kind != "newline"]
        self.at = end + 1
        written = self.written(start)
        if target.sort != "field":
            return Routing(written) if target.sort == "place" else self._of_level(target, name, rest, written)
        return _found(name, target, rest, written)

    def _of_level(self, target: Target, name: str, rest: list[Token], written: str) -> Query:
        if target.sort == "level" and name == "match" and rest and rest[0].kind == "regex":
            return Regex(rest[0].said, "re2", "", "level")
        return Opaque(written, _NOT_UNDERSTOOD)

    def _included(self, end: int, start: int) -> Query | None:
        """``includes(["a", "b"], .field)``."""
        if self._word() != "[":
            return None
        closes = self._closing(self.at)
        values = [token for token in self.tokens[self.at + 1 : closes] if token.text != "," or token.kind == "text"]
        self.at = closes + 2
        target = self.target() if closes + 2 <= end else None
        self.at = end + 1
        if target is None or any(token.kind not in {"text", "number"} for token in values):
            return None
        written = self.written(start)
        return any_of(_holds(target, "==", each, written) for each in values)

    # --- what is looked at ----------------------------------------------------------------------------------------

    def target(self) -> Target | None:
        """Read a path, with functions around it that leave its text as it is; None where it is something else."""
        self.depth += 1
        if self.depth > _DEEPEST:
            raise self._wrong("nested too deeply")
        found = self._target()
        self.depth -= 1
        return found

    def _target(self) -> Target | None:
        if self.at >= len(self.tokens):
            return None
        token = self.tokens[self.at]
        if token.text == "(" and token.kind == "op":
            end = self._closing(self.at)
            self.at += 1
            inner = self.target()
            self._stand_in()
            fits = self.at == end
            self.at = end + 1
            return inner if fits else None
        if token.kind == "name" and self._word(1) == "(" and token.word in _AS_IT_IS | _LETTERS:
            end = self._closing(self.at + 1)
            self.at += 2
            inner = self.target()
            fits = self._word() == "," or self.at == end
            self.at = end + 1
            self._stand_in()
            return inner._replace(folded=inner.folded or token.word in _LETTERS) if inner is not None and fits else None
        if token.kind == "path":
            self.at += 1
            self._stand_in()
            return _of_path(token.text)
        return None


def _of_path(path: str) -> Target:
    if path.startswith("%") or path == ".":
        return Target("place" if path != "." else "other")
    name = re.sub(r"\[\d+\]", "", path[1:].replace('"', ""))
    last = name.rpartition(".")[2].lower()
    if last in {"level", "severity", "loglevel", "log_level", "lvl"}:
        return Target("level", name)
    if is_attached(name) or name.startswith(("kubernetes.", "docker.", "k8s.")) or _PLACES.fullmatch(name):
        return Target("place", name)
    return Target("field", "message" if name == "log" else name)


def _found(name: str, target: Target, rest: list[Token], written: str) -> Query | None:
    """A function that looks for a text or an expression."""
    literals = [token for token in rest if token.kind in {"text", "regex"}]
    case = not target.folded and not _says_no_case(rest)
    if name in _WHERE and len(literals) == 1 and literals[0].kind == "text":
        return Phrase(literals[0].said, case, _WHERE[name], target.field)
    if name == "contains_all" and literals and all(each.kind == "text" for each in literals):
        return all_of(Phrase(each.said, case, "substring", target.field) for each in literals)
    if name in {"match", "match_any"} and literals and all(each.kind == "regex" for each in literals):
        return any_of(Regex(each.said, "re2", "i" if target.folded else "", target.field) for each in literals)
    return Opaque(written, _NOT_UNDERSTOOD)


def _says_no_case(rest: list[Token]) -> bool:
    words = [token.text for token in rest if token.kind in {"name", "op"}]
    return words[-3:] == ["case_sensitive", ":", "false"] or words[-2:] == [",", "false"]


def _holds(target: Target, op: str, value: Token, written: str) -> Query:
    if target.sort == "place":
        return Routing(written)
    if target.sort == "other":
        return Opaque(written, _NOT_UNDERSTOOD)
    field = "level" if target.sort == "level" else target.field
    if op in {"==", "!="}:
        found = _equal(target, field, value)
        return negation(found) if op == "!=" else found
    return FieldIs(field, cast('Literal["<", "<=", ">", ">="]', op), value.said)


def _equal(target: Target, field: str, value: Token) -> Query:
    if value.word == "null":
        return negation(EVERY_LINE if field in _DIRECT else FieldIs(field, "exists"))
    if field in _DIRECT and value.kind == "text":
        return Phrase(value.said, not target.folded, "whole", field)
    return FieldIs(field, "=", value.said, not target.folded and target.sort != "level")
