"""What stands behind ``where`` in a search of Sumo Logic.

Rules from its documentation, "where", "matches", "contains", "in": texts are compared with case; ``matches`` knows ``*`` in a text, which must fit the whole value, or takes an
expression of RE2.
"""

from __future__ import annotations

import re
from typing import Literal, cast

from sdd_impact import late
from sdd_impact.model import FieldIs, Opaque, Phrase, Query, Regex, Routing
from sdd_impact.searches._aws.open_text import REASON, has_hole
from sdd_impact.searches._joined import Joined, turned
from sdd_impact.searches._sumo.lexing import SumoError, Token, split
from sdd_impact.searches._trees import EVERY_LINE, all_of, any_of, equals, is_attached, negation
from sdd_impact.tuples import NamedTuple

_DEEPEST = 40
_NOT_UNDERSTOOD = "a condition that is not understood"
_LEVELS = frozenset({"level", "loglevel", "log_level", "severity"})
_LINES = frozenset({"_raw"})
_EMPTY = frozenset({"isnull", "isempty", "isblank"})
_LETTERS = frozenset({"tolowercase", "touppercase"})
_NAME = late.regex(r"[%_A-Za-z][\w.%\[\]]*")


class Names(NamedTuple):
    """What names stand for: fields that the search takes out of lines by itself, those that it computes, and other names of fields."""

    taken: set[str]
    computed: set[str]
    keys: dict[str, str]


class Condition(Joined[Token]):
    """Reads one condition. What is not understood is :class:`Opaque`; ``choices`` are those with the texts of their sides."""

    NOTS = frozenset({"not", "!"})

    def __init__(self, text: str, listed: list[Token], names: Names) -> None:
        super().__init__(text, listed)
        self.names = names

    def whole(self) -> Query:
        """Read all tokens."""
        if not self.tokens:
            return EVERY_LINE
        try:
            found = self._or()
        except SumoError as error:
            return Opaque(self.written(0, len(self.tokens)), str(error))
        return found if self.at >= len(self.tokens) else Opaque(self.written(0, len(self.tokens)), _NOT_UNDERSTOOD)

    def _wrong(self, message: str) -> SumoError:
        return SumoError(message)

    def _operand(self) -> Query:
        negative = self._negative()
        start = self.at
        if self._word() == "(" and self._is_condition():
            return turned(self._grouped(), negative)
        compared = self._compared(start)
        return turned(compared if compared is not None and self._ends() else self._skipped(start), negative)

    def _skipped(self, start: int) -> Query:
        passed = self._passed_over(start)
        first = self.tokens[start]
        is_field = first.kind == "word" and first.word not in self.names.taken
        return Routing(passed) if is_field and is_place(first.text) else Opaque(passed, _NOT_UNDERSTOOD)

    # --- comparisons ----------------------------------------------------------------------------------------------

    def _field(self) -> tuple[str, bool] | None:
        """A field, and whether its letters were made small or large."""
        if self._word(1) == "(" and self._word() in _LETTERS:
            end = self._closing(self.at + 1)
            self.at += 2
            self.depth += 1
            inner = self._field() if self.depth <= _DEEPEST else None
            self.depth -= 1
            if inner is None or self.at != end:
                return None
            self.at = end + 1
            return inner[0], True
        token = self.tokens[self.at] if self.at < len(self.tokens) else None
        if token is not None and token.kind == "text" and token.start > 0 and self.text[token.start - 1] == "%":
            return None
        if token is None or token.kind != "word" or not _NAME.fullmatch(token.text) or self._word(1) == "(":
            return None
        self.at += 1
        return token.text, False

    def _compared(self, start: int) -> Query | None:
        word = self._word()
        if self._word(1) == "(" and word in {*_EMPTY, "contains"}:
            return self._function(word, start)
        field = self._field()
        if field is None:
            return None
        op = self._word()
        self.at += 1
        negative = op in {"!=", "<>"} or (op == "not" and self._word() in {"in", "matches"})
        if op == "not":
            op = self._word()
            self.at += 1
        if op == "in":
            return self._listed(field, start, negative=negative)
        value = self.tokens[self.at] if self.at < len(self.tokens) else None
        if (
            value is None
            or value.kind not in {"text", "regex", "word"}
            or op not in {"=", "==", "!=", "<>", "<", "<=", ">", ">=", "matches"}
        ):
            return None
        self.at += 1
        if value.kind == "word" and not re.fullmatch(r"-?[\d.]+|true|false|null", value.text):
            return None
        found = self._holds(field, op, value, start)
        return negation(found) if negative else found

    def _literal(self) -> tuple[Token | None, bool]:
        """A literal, and whether its letters are made small or large."""
        if self._word() in _LETTERS and self._word(1) == "(" and self._word(3) == ")":
            self.at += 4
            return self.tokens[self.at - 2], True
        self.at += 1
        return (self.tokens[self.at - 1] if self.at <= len(self.tokens) else None), False

    def _listed(self, field: tuple[str, bool], start: int, *, negative: bool) -> Query | None:
        if self._word() != "(":
            return None
        end = self._closing(self.at)
        items = [
            each[0] for each in split(self.tokens[self.at + 1 : end], ",") if len(each) == 1 and each[0].kind in {"text", "word"}
        ]
        self.at = min(end + 1, len(self.tokens))
        if not items:
            return None
        found = any_of(self._holds(field, "=", each, start) for each in items)
        return negation(found) if negative else found

    def _function(self, name: str, start: int) -> Query | None:
        end = self._closing(self.at + 1)
        given = split(self.tokens[self.at + 2 : end], ",")
        self.at = min(end + 1, len(self.tokens))
        if not given[0] or len(given[0]) != 1 or given[0][0].kind != "word":
            return None
        field = given[0][0].text
        if field in self.names.computed:
            return Opaque(self.written(start), "a field that the search computes")
        field = self.names.keys.get(field, field)
        if name in _EMPTY:
            return negation(EVERY_LINE if _named(field) in {"", "message"} else FieldIs(field, "exists"))
        if len(given) != 2 or len(given[1]) != 1 or given[1][0].kind != "text":
            return None
        return Phrase(given[1][0].said, True, "substring", _named(field))

    def _holds(self, field: tuple[str, bool], op: str, value: Token, start: int) -> Query:
        name, folded = field
        written = self.written(start)
        if name in self.names.computed:
            return Opaque(written, "a field that the search computes")
        name = self.names.keys.get(name, name)
        taken = name in self.names.taken
        if not taken and is_place(name):
            return Routing(written)
        said = value.said
        if has_hole(said) or "{{" in said:
            return Opaque(written, REASON if has_hole(said) else "has a variable")
        where = name if taken else _named(name)
        case = not folded and where != "level"
        if op == "contains":
            return Phrase(said, case, "substring", where)
        if op == "matches" and value.kind == "regex":
            whole = Opaque(written, "whether the expression must fit the whole value is not documented")
            return all_of((Regex(said, "re2", "" if case else "i", where), whole))
        if op in {"=", "==", "!=", "<>"} or op == "matches":
            return equals(where, said, case=case, star=op == "matches")
        return FieldIs(where, cast('Literal["<", "<=", ">", ">="]', op), said)


def is_place(name: str) -> bool:
    """Whether a field says where a line comes from: metadata, and what collectors attach."""
    return (name.startswith("_") and name.lower() not in _LINES) or is_attached(name)


def _named(field: str) -> str:
    lower = field.lower()
    return "" if lower in _LINES else "level" if lower in _LEVELS else field
