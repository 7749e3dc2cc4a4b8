"""What a condition or a program of VRL asks of an event.

Rules from Vector's reference, "VRL expressions" and "VRL functions": ``match`` finds a regular expression (of Rust's crate, RE2's dialect) anywhere; ``contains``, ``starts_with`` and ``ends_with``
look at case unless told otherwise; ``??`` stands in for an error; a path such as ``.message`` is a field of the event; ``if`` runs its block where its condition holds, ``abort`` in it
drops the event.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple, cast

from sdd_impact.model import FieldIs, Opaque, Phrase, Query, Regex, Routing
from sdd_impact.searches._trees import EVERY_LINE, NO_LINE, all_of, any_of, is_attached, negation
from sdd_impact.searches._vector.lexing import OPENS, Token, VrlError, tokens

_DEEPEST = 40
_NOT_UNDERSTOOD = "a condition that is not understood"
_WHERE: dict[str, Literal["substring", "start", "end"]] = {"contains": "substring", "starts_with": "start", "ends_with": "end"}
_PARSERS = frozenset({"parse_regex", "parse_regex_all", "parse_grok", "parse_groks"})
_TESTS = frozenset({*_WHERE, "match", "match_any", "contains_all"})
#: Functions that give a value back as it is.
_AS_IT_IS = frozenset({"string", "to_string", "strip_whitespace", "trim", "strip_ansi_escape_codes", "decode_charset"})
_LETTERS = frozenset({"downcase", "upcase"})
_KINDS = re.compile(r"is_\w+")
_PLACES = re.compile(
    r"host|hostname|file|source_type|source_ip|stream|container_\w+|pod_\w+|namespace|cluster|timestamp|@timestamp|label\..+|labels\..+|metadata\..+|topic|partition|offset|port"
    r"|service|app|environment|env|region|facility|node_name|image|type|log_type|source|tags?"
)
_DIRECT = frozenset({"message", "msg", "log"})
_VARIABLE = re.compile(r"\$\{\w+[^}]*\}|\$[A-Z_][A-Z0-9_]*")


class Step(NamedTuple):
    """One thing that a program looks at: its text, what it asks, what the program does with what fits, and its offset."""

    text: str
    query: Query
    does: str
    at: int


@lru_cache(1024)
def condition(text: str) -> Query:
    """Read a condition: the last expression of a program. What is not understood is left open; never raises."""
    written = " ".join(text.split())
    if _VARIABLE.search(text) and "r'" not in text:
        return Opaque(written, "has a variable of the environment")
    try:
        listed = tokens(text)
        last = _last_expression(listed)
        return _Reader(text, last).whole() if last else EVERY_LINE
    except VrlError as error:
        return Opaque(written, str(error))


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
            end = _brace(listed, at + 1)
            found += _branch(text, listed, at + 1, end)
            at = end
        elif token.kind == "name" and token.word in _PARSERS | _TESTS and _follows(listed, at, "("):
            end = _closing(listed, at + 1) + 1
            found += _parsed(text, listed, at) if token.word in _PARSERS else _statement(text, listed, at)
            at = _statement_end(listed, at) if token.word in _TESTS else end
        else:
            at += 1
    return tuple(found), None


# --- programs ----------------------------------------------------------------------------------------------------------


def _follows(listed: list[Token], at: int, sign: str) -> bool:
    return at + 1 < len(listed) and listed[at + 1].text == sign


def _closing(listed: list[Token], at: int) -> int:
    """Where the bracket at ``at`` closes; the last token where it never does."""
    depth = 0
    for index in range(at, len(listed)):
        depth += OPENS.get(listed[index].text, 0) if listed[index].kind == "op" else 0
        if depth == 0:
            return index
    return len(listed) - 1


def _brace(listed: list[Token], at: int) -> int:
    """Where the block behind a condition opens."""
    depth = 0
    for index in range(at, len(listed)):
        if listed[index].kind == "op":
            if depth == 0 and listed[index].text == "{":
                return index
            depth += OPENS.get(listed[index].text, 0)
    return len(listed)


def _branch(text: str, listed: list[Token], start: int, end: int) -> list[Step]:
    """``if condition { … }``; extractions among the condition are steps of their own."""
    inside = [token for token in listed[start:end] if token.kind != "newline"]
    parsers = [
        step
        for at in range(start, end)
        if listed[at].word in _PARSERS and listed[at].kind == "name" and _follows(listed, at, "(")
        for step in _parsed(text, listed, at)
    ]
    if not inside or not any((token.kind == "name" and token.word in _TESTS) or token.text in {"==", "!="} for token in inside):
        return parsers
    if any(token.text in {"=", ";", "{"} for token in inside):
        return parsers  # it is an assignment whose success is asked for
    written = text[inside[0].start : inside[-1].end]
    rest = [token for token in listed[end + 1 : end + 4] if token.kind != "newline"]
    does = "drops" if rest and rest[0].word == "abort" else "if"
    return [*parsers, Step(written, _query(text, inside), does, inside[0].start)]


def _query(text: str, listed: list[Token]) -> Query:
    try:
        return _Reader(text, listed).whole()
    except VrlError as error:
        return Opaque(" ".join(text[listed[0].start : listed[-1].end].split()), str(error))


def _statement_end(listed: list[Token], at: int) -> int:
    """Where a statement ends: at the end of its line, unless an operator stands there or begins the next one."""
    depth = 0
    for index in range(at, len(listed)):
        token = listed[index]
        if token.kind == "op":
            depth += OPENS.get(token.text, 0)
            if depth < 0 or (depth == 0 and token.text == ";"):
                return index
        if token.kind == "newline" and depth == 0:
            before = listed[index - 1].text
            following = next((each.text for each in listed[index + 1 : index + 4] if each.kind != "newline"), "")
            if before not in {"||", "&&", "??", "="} and following not in {"||", "&&", "??"}:
                return index
    return len(listed)


def _statement(text: str, listed: list[Token], at: int) -> list[Step]:
    """``.failed = contains(…) || …``: all of the expression behind the assignment."""
    end = _statement_end(listed, at)
    start = at
    while start > 0 and listed[start - 1].text not in {"=", "{", ";", "|=", "??=", ","} and listed[start - 1].kind != "newline":
        start -= 1
    inside = [token for token in listed[start:end] if token.kind != "newline"]
    return [Step(text[inside[0].start : inside[-1].end], _query(text, inside), "if", inside[0].start)]


def _parsed(text: str, listed: list[Token], at: int) -> list[Step]:
    """``parse_regex(.message, r'…')``: the pattern must fit; a list of patterns, one of them."""
    end = _closing(listed, at + 1)
    inside = [token for token in listed[at + 2 : end] if token.kind != "newline"]
    reader = _Reader(text, inside)
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


def _last_expression(listed: list[Token]) -> list[Token]:
    """The tokens of the last statement: what a program that is a condition gives back."""
    starts, at = [0], 0
    while at < len(listed):
        at = _statement_end(listed, at) + 1
        starts.append(at)
    pieces = [listed[start : max(start, end - 1)] for start, end in zip(starts, [*starts[1:], len(listed) + 1], strict=False)]
    pieces.append(listed[starts[-1] :])
    full = [[token for token in piece if token.kind != "newline"] for piece in pieces]
    return next((piece for piece in reversed(full) if piece), [])


# --- conditions --------------------------------------------------------------------------------------------------------


class _Target(NamedTuple):
    """What is looked at: ``field`` (as a node names it), ``level``, ``place``, or ``other``. ``folded``: its letters were made small or large."""

    sort: str
    field: str = ""
    folded: bool = False


class _Reader:
    def __init__(self, text: str, listed: list[Token]) -> None:
        self.text = text
        self.tokens = listed
        self.at = 0
        self.depth = 0

    def _word(self, ahead: int = 0) -> str:
        return self.tokens[self.at + ahead].word if self.at + ahead < len(self.tokens) else ""

    def _fail(self, message: str) -> VrlError:
        return VrlError(message, self.tokens[min(self.at, len(self.tokens) - 1)].start if self.tokens else 0)

    def _written(self, start: int) -> str:
        last = min(self.at, len(self.tokens))
        return " ".join(self.text[self.tokens[start].start : self.tokens[last - 1].end].split()) if last > start else ""

    def _close(self, at: int) -> int:
        depth = 0
        for index in range(at, len(self.tokens)):
            depth += OPENS.get(self.tokens[index].text, 0) if self.tokens[index].kind == "op" else 0
            if depth == 0:
                return index
        raise self._fail("a bracket is never closed")

    def _ends(self) -> bool:
        return self.at >= len(self.tokens) or self._word() in {"||", "&&", ")"}

    def whole(self) -> Query:
        found = self._or()
        if self.at < len(self.tokens):
            raise self._fail(_NOT_UNDERSTOOD)
        return found

    def _or(self) -> Query:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise self._fail("nested too deeply")
        parts = [self._and()]
        while self._word() == "||":
            self.at += 1
            parts.append(self._and())
        self.depth -= 1
        return any_of(parts)

    def _and(self) -> Query:
        parts = [self._single()]
        while self._word() == "&&":
            self.at += 1
            parts.append(self._single())
        return all_of(parts)

    def _single(self) -> Query:
        negative = False
        while self._word() == "!":
            self.at += 1
            negative = not negative
        start = self.at
        found = self._bracketed() if self._word() == "(" else self._compared(start)
        self._stand_in()
        if found is None or not self._ends():
            found = self._skipped(start)
        return negation(found) if negative else found

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
        self.at = start
        while not self._ends():
            self.at = self._close(self.at) + 1 if self._word() in {"(", "[", "{"} else self.at + 1
        if self.at == start:
            raise self._fail("the condition ends too early")
        written = self._written(start)
        return Routing(written) if target is not None and target.sort == "place" else Opaque(written, _NOT_UNDERSTOOD)

    def _compared(self, start: int) -> Query | None:
        name = self._word()
        if name in {"true", "false"} and self._word(1) in {"", "||", "&&", ")"}:
            self.at += 1
            return EVERY_LINE if name == "true" else NO_LINE
        if self._word(1) == "(" and name in {*_TESTS, "includes", "exists", "is_null", "is_nullish"}:
            return self._function(name, start)
        if self._word(1) == "(" and _KINDS.fullmatch(name):
            self.at = self._close(self.at + 1) + 1
            return Routing(self._written(start))  # the kind of a value says what wrote it, not what is said
        target = self.target()
        op = self._word()
        if target is None or op not in {"==", "!=", "<", "<=", ">", ">="}:
            return None
        self.at += 1
        value = self._literal()
        if value is None:
            return None
        return _holds(target, op, value, self._written(start))

    def _literal(self) -> Token | None:
        if self.at < len(self.tokens):
            token = self.tokens[self.at]
            if token.kind in {"text", "number", "regex"} or token.word in {"true", "false", "null"}:
                self.at += 1
                return token
        return None

    def _function(self, name: str, start: int) -> Query | None:
        end = self._close(self.at + 1)
        self.at += 2
        if name == "includes":
            return self._included(end, start)
        target = self.target()
        if name in {"exists", "is_null", "is_nullish"}:
            self.at = end + 1
            if target is None or target.sort != "field":
                return Routing(self._written(start)) if target is not None and target.sort == "place" else None
            there = EVERY_LINE if target.field in _DIRECT else FieldIs(target.field, "exists")
            return there if name == "exists" else negation(there)
        if target is None or self._word() != ",":
            return None
        rest = [token for token in self.tokens[self.at + 1 : end] if token.kind != "newline"]
        self.at = end + 1
        written = self._written(start)
        if target.sort != "field":
            return Routing(written) if target.sort == "place" else self._of_level(target, name, rest, written)
        return _found(name, target, rest, written)

    def _of_level(self, target: _Target, name: str, rest: list[Token], written: str) -> Query:
        if target.sort == "level" and name == "match" and rest and rest[0].kind == "regex":
            return Regex(rest[0].said, "re2", "", "level")
        return Opaque(written, _NOT_UNDERSTOOD)

    def _included(self, end: int, start: int) -> Query | None:
        """``includes(["a", "b"], .field)``."""
        if self._word() != "[":
            return None
        closes = self._close(self.at)
        values = [token for token in self.tokens[self.at + 1 : closes] if token.text != "," or token.kind == "text"]
        self.at = closes + 2
        target = self.target() if closes + 2 <= end else None
        self.at = end + 1
        if target is None or any(token.kind not in {"text", "number"} for token in values):
            return None
        written = self._written(start)
        return any_of(_holds(target, "==", each, written) for each in values)

    # --- what is looked at ----------------------------------------------------------------------------------------

    def target(self) -> _Target | None:
        """Read a path, with functions around it that leave its text as it is; None where it is something else."""
        self.depth += 1
        if self.depth > _DEEPEST:
            raise self._fail("nested too deeply")
        found = self._target()
        self.depth -= 1
        return found

    def _target(self) -> _Target | None:
        if self.at >= len(self.tokens):
            return None
        token = self.tokens[self.at]
        if token.text == "(" and token.kind == "op":
            end = self._close(self.at)
            self.at += 1
            inner = self.target()
            self._stand_in()
            fits = self.at == end
            self.at = end + 1
            return inner if fits else None
        if token.kind == "name" and self._word(1) == "(" and token.word in _AS_IT_IS | _LETTERS:
            end = self._close(self.at + 1)
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


def _of_path(path: str) -> _Target:
    if path.startswith("%") or path == ".":
        return _Target("place" if path != "." else "other")
    name = re.sub(r"\[\d+\]", "", path[1:].replace('"', ""))
    last = name.rpartition(".")[2].lower()
    if last in {"level", "severity", "loglevel", "log_level", "lvl"}:
        return _Target("level", name)
    if is_attached(name) or name.startswith(("kubernetes.", "docker.", "k8s.")) or _PLACES.fullmatch(name):
        return _Target("place", name)
    return _Target("field", "message" if name == "log" else name)


def _found(name: str, target: _Target, rest: list[Token], written: str) -> Query | None:
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


def _holds(target: _Target, op: str, value: Token, written: str) -> Query:
    if target.sort == "place":
        return Routing(written)
    if target.sort == "other":
        return Opaque(written, _NOT_UNDERSTOOD)
    field = "level" if target.sort == "level" else target.field
    if op in {"==", "!="}:
        found = _equal(target, field, value)
        return negation(found) if op == "!=" else found
    return FieldIs(field, cast('Literal["<", "<=", ">", ">="]', op), value.said)


def _equal(target: _Target, field: str, value: Token) -> Query:
    if value.word == "null":
        return negation(EVERY_LINE if field in _DIRECT else FieldIs(field, "exists"))
    if field in _DIRECT and value.kind == "text":
        return Phrase(value.said, not target.folded, "whole", field)
    return FieldIs(field, "=", value.said, not target.folded and target.sort != "level")
