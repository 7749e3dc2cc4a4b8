r"""Conditions of LogsQL.

Rules from the reference of LogsQL, "Filters": a word or phrase is found where it stands between characters that are no letter, digit or ``_``, and case counts; ``a*`` is a
prefix, ``=a`` the whole value, ``~"re"`` RE2 found anywhere, ``i(…)`` drops the case; conditions side by side must all hold, ``or`` binds least, ``!`` and ``-`` refuse.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar, Literal

from sdd_impact import late
from sdd_impact.model import FieldIs, Opaque, Phrase, Query, Regex, Routing
from sdd_impact.searches._joined import Joined, closing, split
from sdd_impact.searches._trees import EVERY_LINE, all_of, any_of, literal, negation
from sdd_impact.searches._vlogs.lexing import LogsQLError, Token

if TYPE_CHECKING:
    from collections.abc import Callable

_MESSAGES = frozenset({"_msg", "message", "msg"})
_LEVELS = frozenset({"level", "severity", "severity_text", "log.level", "lvl", "loglevel", "detected_level"})
_PLACES = late.regex(
    r"_time|_stream|_stream_id|(?:kubernetes|k8s|docker|container|host|cloud|service|resource)[._].+|namespace|pod|pod_name|container|container_name|node|host|hostname"
    r"|service|app|job|instance|env|environment|cluster|region|source|filename|unit|tags\..+",
    re.IGNORECASE,
)
_ORDERS: dict[str, Literal["<", "<=", ">", ">="]] = {"<": "<", "<=": "<=", ">": ">", ">=": ">="}
_OPENS = {"(": 1, "[": 1, ")": -1, "]": -1}
_OF_TIME = frozenset({"day_range", "week_range"})
_VARIABLE = late.regex(r"\$\w|\$\{|\[\[|\{\{")


def is_place(field: str) -> bool:
    """Whether a field says where or when a line comes from."""
    return _PLACES.fullmatch(field) is not None


class Filter(Joined[Token]):
    """Reads conditions. What is not understood is :class:`Opaque`."""

    OPENS: ClassVar[dict[str, int]] = _OPENS

    def __init__(self, text: str, listed: list[Token], taken: frozenset[str]) -> None:
        super().__init__(text, listed)
        self.taken = taken
        self._field = ""

    def whole(self) -> Query:
        """Read all of the tokens.

        :raises LogsQLError: where they are no condition.
        """
        found = self._or()
        if self.at < len(self.tokens):
            raise LogsQLError(f"{self.tokens[self.at].text!r} is not expected")
        return found

    def _wrong(self, message: str) -> LogsQLError:
        return LogsQLError(message)

    def _and(self) -> Query:
        """Conditions side by side hold together, with *and* between them or not."""
        parts = [self._operand()]
        while not self._ends() or self._word() == "and":
            self.at += self._word() == "and"
            parts.append(self._operand())
        return all_of(parts)

    def _operand(self) -> Query:
        negative = False
        while self._word() in {"not", "!"} or (self._word().startswith("-") and len(self._word()) > 1) or self._word() == "-":
            negative = not negative
            word = self.tokens[self.at]
            if len(word.text) > 1 and word.text[0] == "-":
                self.tokens[self.at] = word._replace(text=word.text[1:], start=word.start + 1)
            else:
                self.at += 1
        found = self._one()
        return negation(found) if negative else found

    def _peek(self, ahead: int = 0) -> Token:
        if self.at + ahead >= len(self.tokens):
            raise LogsQLError("a condition is missing")
        return self.tokens[self.at + ahead]

    def _one(self) -> Query:
        """One condition, with the field in front of it."""
        token = self._peek()
        if token.kind == "stream":
            self.at += 1
            return Routing(token.text)
        if token.kind in {"word", "text"} and self._word(1) == ":":
            self.at += 2
            return self._of_field(token.said, self.at - 2)
        return self._valued(self.at)

    def _of_field(self, field: str, start: int) -> Query:
        before, self._field = self._field, field
        try:
            if self._peek().kind == "stream":
                self.at += 1
                return Routing(self.written(start))
            if field == "_time":
                self._skip_time()
                return Routing(self.written(start))
            return self._valued(start)
        finally:
            self._field = before

    def _skip_time(self) -> None:
        """``5m``, ``[a, b)``, ``>2h``, and ``offset 1h`` behind it."""
        self.at += self._peek().word in _ORDERS or self._peek().word == "="
        if self._peek().word in {"[", "("}:
            while self.at < len(self.tokens) and self._word() not in {"]", ")"}:
                self.at += 1
        self.at += 1
        while self._word() == ":" or (
            self.at < len(self.tokens) and not self.tokens[self.at].apart and self._word() not in {")", "|"}
        ):
            self.at += 1
        if self._word() == "offset":
            self.at += 2

    def _valued(self, start: int) -> Query:
        """What stands behind the field: a text, an expression, an order, a function, or conditions in parentheses."""
        word = self._peek().word
        if word == "(":
            return self._grouped()
        if word in {"=", "!=", "~", "!~"}:
            self.at += 1
            found = self._compared(word.lstrip("!"), start)
            return negation(found) if word[0] == "!" else found
        if word in _ORDERS:
            self.at += 1
            if not self._is_own():
                self._take()
                return self._open(start, "an order of what is no field")
            return FieldIs(self._field, _ORDERS[word], self._take().said, case=True)
        if word == "*":
            return self._starred(start)
        if word in _OF_TIME:
            while self.at < len(self.tokens) and self._word() not in {"]", ")"}:
                self.at += 1
            self.at += 1
            return Routing(self.written(start))
        if self.tokens[self.at].kind == "word" and self._word(1) == "(" and not self._peek(1).apart:
            return self._function(start)
        return self._worded(self._take(), start)

    def _take(self) -> Token:
        token = self._peek()
        if token.kind not in {"word", "text"}:
            raise LogsQLError(f"{token.text!r} is not expected")
        self.at += 1
        return token

    def _star(self) -> bool:
        """Whether a star stands right behind what was read; passes over it."""
        if self._word() == "*" and not self.tokens[self.at].apart:
            self.at += 1
            return True
        return False

    def _starred(self, start: int) -> Query:
        """``*`` alone, or ``*"text"*``: the text anywhere."""
        self.at += 1
        if self.at < len(self.tokens) and self._peek().kind in {"word", "text"} and not self._peek().apart:
            token = self._take()
            self._star()
            return self._asked(start, token.said, re.escape, plain=True)
        if self._field and self._is_own():
            return FieldIs(self._field, "exists")
        return Routing(self.written(start)) if self._field and is_place(self._field) else EVERY_LINE

    def _compared(self, sign: str, start: int) -> Query:
        token = self._take()
        if sign == "~":
            return self._asked(start, token.said, lambda said: said, dialect="re2")
        if self._star():
            return self._asked(start, token.said, lambda said: "^" + re.escape(said))
        return self._whole(start, token.said)

    def _worded(self, token: Token, start: int) -> Query:
        """A word or phrase, or how one begins."""
        star = self._star()
        if token.said == "" and not star:
            return negation(FieldIs(self._field, "exists")) if self._is_own() else self._open(start, "an empty value")
        if self._field in _LEVELS and not star and self._field not in self.taken and not _VARIABLE.search(token.said):
            return FieldIs(self._field, "=", token.said)
        return self._asked(start, token.said, lambda said: between_words(said, prefix=star))

    def _function(self, start: int) -> Query:
        name = self._take().word
        end = closing(self.tokens, self.at, _OPENS, "sign")
        if end >= len(self.tokens):
            raise LogsQLError("a ( is never closed")
        inside = self.tokens[self.at + 1 : end]
        self.at = end + 1
        given = [each for each in split(inside, ",", _OPENS, "sign") if each]
        plain = all(each[0].kind in {"word", "text"} and all(more.word == "*" for more in each[1:]) for each in given)
        if not given or not plain:
            return self._open(start, "a function that is not understood")
        return self._called(name, given, start)

    def _called(self, name: str, given: list[list[Token]], start: int) -> Query:
        """A function of plain words."""
        said = [each[0].said for each in given]
        if name == "i" and len(given) == 1:
            star = len(given[0]) > 1
            return self._asked(start, said[0], lambda text: between_words(text, prefix=star), case=False)
        if name in {"in", "exact"}:
            return any_of([self._whole(start, each) for each in said])
        if name in {"contains_any", "contains_all"}:
            join = any_of if name == "contains_any" else all_of
            return join([self._asked(start, each, between_words) for each in said])
        if name == "seq":
            return self._asked(start, "\0".join(said), lambda text: ".*".join(map(between_words, text.split("\0"))))
        if name == "re" and len(said) == 1:
            return self._asked(start, said[0], lambda text: text, dialect="re2")
        return self._open(start, "a function that is not understood")

    def _whole(self, start: int, said: str) -> Query:
        if self._is_own() and not _VARIABLE.search(said):
            return FieldIs(self._field, "=", said, case=True)
        return self._asked(start, said, lambda text: f"^{re.escape(text)}$")

    def _is_own(self) -> bool:
        """Whether the condition is about a field of the line that is neither the message nor a place."""
        return self._field not in {"", *_MESSAGES} and (self._field in self.taken or not is_place(self._field))

    def _open(self, start: int, reason: str) -> Opaque:
        return Opaque(self.written(start), reason)

    def _asked(
        self,
        start: int,
        said: str,
        pattern: Callable[[str], str],
        *,
        case: bool = True,
        plain: bool = False,
        dialect: Literal["python", "re2"] = "python",
    ) -> Query:
        """A condition on the message or a field, as an expression; what says where lines come from is a place."""
        if self._field not in self.taken and is_place(self._field):
            return Routing(self.written(start))
        if _VARIABLE.search(said):
            return self._open(start, "has a variable")
        field = "message" if self._field in {"", *_MESSAGES} else self._field
        if plain:
            return Phrase(said, case, "substring", field)
        return Regex(pattern(said), dialect, "" if case else "i", field)


def between_words(said: str, *, prefix: bool = False) -> str:
    """A word or phrase that begins and ends where words do, as an expression."""
    before = r"(?<!\w)" if re.match(r"\w", said) else ""
    behind = r"(?!\w)" if not prefix and re.search(r"\w\Z", said) else ""
    return f"{before}{literal(said)}{behind}"
