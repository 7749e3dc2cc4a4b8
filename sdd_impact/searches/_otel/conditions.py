"""What a condition of the collector asks of a log record.

Rules from the documentation of OpenTelemetry's Collector: "OTTL" with its log context and functions (``IsMatch`` and the patterns of other functions are RE2, found anywhere),
and "Expressions" of the stanza operators (``matches``, ``contains``, ``startsWith``, ``endsWith`` of the language Expr). Conditions on resources, and on what the collector attaches, say
where a record comes from.
"""

from __future__ import annotations

from functools import lru_cache

from sdd_impact import late
from sdd_impact.model import Opaque, Query, Regex, Routing
from sdd_impact.searches._joined import Joined, turned
from sdd_impact.searches._otel.comparisons import NOT_UNDERSTOOD, WHERE, Target, holds, is_place
from sdd_impact.searches._otel.lexing import ConditionError, Token, tokens
from sdd_impact.searches._trees import EVERY_LINE, all_of, any_of, negation

_DEEPEST = 40
_VARIABLE = late.regex(r"(?<!\$)(?:\$\$)*\$\{[\w:./-]+\}")
_ORS, _ANDS = frozenset({"or", "||"}), frozenset({"and", "&&"})
_OPENS = {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}
_WRAPPERS = frozenset({"String", "Trim", "string", "trim"})
_LETTERS = frozenset({"ToLowerCase", "ToUpperCase", "lower", "upper"})
_TESTS = frozenset({"IsString", "IsMap", "IsInt", "IsBool", "IsDouble", "IsList"})
#: Functions of statements that look for a pattern, and which of their arguments is the pattern, and which the text.
_PATTERNS = {"ExtractPatterns": (1, 0), "ExtractGrokPatterns": (1, 0), "replace_pattern": (1, 0), "IsMatch": (1, 0)}
_ABOUT_RECORD = frozenset(
    {
        "trace_id",
        "span_id",
        "flags",
        "time",
        "time_unix_nano",
        "observed_time",
        "observed_time_unix_nano",
        "dropped_attributes_count",
    }
)


@lru_cache(1024)
def condition(text: str, body: str = "body") -> Query:
    """Read a condition. ``body`` is the field that a record's body is. What is not understood is left open; never raises."""
    return _read(text, body, statements=False)


@lru_cache(1024)
def statement(text: str) -> Query:
    """Read an OTTL statement: the condition behind ``where``, and the pattern that its function looks for."""
    return _read(text, "body", statements=True)


def _read(text: str, body: str, *, statements: bool) -> Query:
    if _VARIABLE.search(text):
        return Opaque(" ".join(text.split()), "has a variable of the environment")
    text = text.replace("$$", "$")  # the collector's configuration writes a dollar sign twice
    try:
        reader = _Reader(text, tokens(text), body)
        return reader.statement() if statements else reader.whole()
    except ConditionError as error:
        return Opaque(" ".join(text.split()), str(error))


class _Reader(Joined[Token]):
    ORS = _ORS
    ANDS = _ANDS
    NOTS = frozenset({"not", "!"})
    OPENS = _OPENS

    def __init__(self, text: str, listed: list[Token], body: str) -> None:
        super().__init__(text, listed)
        self.body = body

    def _wrong(self, message: str) -> ConditionError:
        return ConditionError(message)

    def _closing(self, at: int) -> int:
        end = super()._closing(at)
        if end >= len(self.tokens):
            raise ConditionError("a bracket is never closed")
        return end

    def _skipped(self, start: int) -> Opaque:
        return Opaque(self._passed_over(start), NOT_UNDERSTOOD)

    # --- conditions -----------------------------------------------------------------------------------------------

    def whole(self) -> Query:
        if not self.tokens:
            return EVERY_LINE
        found = self._or()
        if self.at < len(self.tokens):
            raise ConditionError(NOT_UNDERSTOOD)
        return found

    def _operand(self) -> Query:
        negative = self._negative()
        start = self.at
        if self._word() == "(" and self._is_condition():
            return turned(self._grouped(), negative)
        compared = self._compared(start)
        return turned(compared if compared is not None and self._ends() else self._other(start), negative)

    def _other(self, start: int) -> Query:
        """A condition that is not understood; one on a place says where a record comes from."""
        self.at = start
        try:
            target = self.target()
        except ConditionError:
            target = Target("other")
        skipped = self._skipped(start)
        return Routing(skipped.text) if target.sort == "place" else skipped

    def _compared(self, start: int) -> Query | None:
        name = self._word()
        if self._word(1) == "(" and name in _TESTS:
            self.at = self._closing(self.at + 1) + 1
            return Routing(self.written(start))  # the kind of a value says what wrote it, not what is said
        if self._word(1) == "(" and (name in WHERE or name == "IsMatch"):
            return self._function(name, start)
        if name in {"true", "false"} and self._word(1) in {"", ")"} | _ORS | _ANDS:
            self.at += 1
            return EVERY_LINE if name == "true" else negation(EVERY_LINE)
        target = self.target()
        op = self._word()
        self.at += 1
        negative = op == "not"
        if negative:
            op = self._word()
            self.at += 1
        values = self._values()
        if values is None:
            return None
        written = self.written(start)
        found = any_of(holds(target, op, each, written, self.body) for each in values)
        return negation(found) if negative else found

    def _values(self) -> list[Token] | None:
        """Read a literal, or a list of them."""
        if self._word() != "[":
            token = self._literal()
            return None if token is None else [token]
        end = self._closing(self.at)
        inside = [each for each in self.tokens[self.at + 1 : end] if each.text != "," or each.kind == "text"]
        self.at = end + 1
        return inside if inside and all(each.kind in {"text", "number"} for each in inside) else None

    def _literal(self) -> Token | None:
        if self.at >= len(self.tokens):
            return None
        token = self.tokens[self.at]
        if token.kind in {"text", "number"} or token.text in {"nil", "true", "false"} or token.text.startswith("SEVERITY_NUMBER_"):
            self.at += 1
            return token
        return None

    def _function(self, name: str, start: int) -> Query | None:
        end = self._closing(self.at + 1)
        self.at += 2
        target = self.target()
        if self._word() != ",":
            return None
        self.at += 1
        value = self._literal()
        if value is None or self.at != end:
            return None
        self.at = end + 1
        return holds(target, "matches" if name == "IsMatch" else name, value, self.written(start), self.body)

    # --- what is looked at ----------------------------------------------------------------------------------------

    def target(self) -> Target:
        """Read a path such as ``attributes["a"]``, with functions around it that leave its text as it is."""
        name = self._word()
        if name == "(":
            end = self._closing(self.at)
            self.at += 1
            inner = self.target()
            if self.at != end:
                raise ConditionError(NOT_UNDERSTOOD)
            self.at = end + 1
            return inner
        if self._word(1) == "(" and name in _WRAPPERS | _LETTERS:
            end = self._closing(self.at + 1)
            self.at += 2
            inner = self.target()
            if self.at != end:
                raise ConditionError(NOT_UNDERSTOOD)
            self.at = end + 1
            return inner._replace(folded=inner.folded or name in _LETTERS)
        return self._path(self._keys())

    def _keys(self) -> list[str]:
        """The names and keys of a path."""
        if self.at >= len(self.tokens) or self.tokens[self.at].kind != "name" or self._word(1) == "(":
            raise ConditionError(NOT_UNDERSTOOD)
        keys = [self.tokens[self.at].text]
        self.at += 1
        while True:
            if self._word() == "?" and self._word(1) in {".", "["}:
                self.at += 1
            if self._word() == "." and self.at + 1 < len(self.tokens):
                keys.append(self.tokens[self.at + 1].said)
                self.at += 2
            elif self._word() == "[" and self._word(2) == "]":
                keys.append(self.tokens[self.at + 1].said)
                self.at += 3
            else:
                return keys

    def _path(self, keys: list[str]) -> Target:
        if len(keys) > 1 and keys[0] == "log":
            keys = keys[1:]
        first, rest = keys[0], ".".join(keys[1:])
        if first == "body":
            return Target("field", rest if rest and rest != "string" else self.body)
        if first == "attributes" and rest:
            return Target("place" if is_place(rest) else "field", rest)
        if first in {"resource", "resource_attributes"}:
            return Target("place")
        if first in {"severity_text", "severity_number", "severity"}:
            return Target("level", first)
        if first in {"instrumentation_scope", "scope"} and rest == "name":
            return Target("field", "logger")
        return Target("other" if first not in _ABOUT_RECORD else "place")

    # --- statements -----------------------------------------------------------------------------------------------

    def statement(self) -> Query:
        """``function(…) where condition``."""
        if self.at + 1 >= len(self.tokens) or self._word(1) != "(":
            raise ConditionError("no function that is known stands first")
        end = self._closing(1)
        asks: list[Query] = []
        for at in range(end):
            if (
                self.tokens[at].text in _PATTERNS
                and self.tokens[at].kind == "name"
                and at + 1 < end
                and self.tokens[at + 1].text == "("
            ):
                asks += [found] if (found := self._pattern(at)) is not None else []
        self.at = end + 1
        if self.at < len(self.tokens):
            if self._word() != "where":
                raise ConditionError("`where` is expected")
            self.at += 1
            asks.append(self._or())
            if self.at < len(self.tokens):
                raise ConditionError(NOT_UNDERSTOOD)
        return all_of(asks)

    def _pattern(self, at: int) -> Query | None:
        """A function that looks for a pattern: what does not fit is left as it is, and its keys are missing."""
        name, start = self.tokens[at].text, at
        self.at = at + 2
        target = self.target()
        if self._word() != ",":
            return None
        self.at += 1
        value = self._literal()
        end = self._closing(at + 1)
        self.at = end + 1
        if value is None or value.kind != "text":
            return Opaque(self.written(start), "a pattern that the statement computes")
        if target.sort != "field":
            return Routing(self.written(start)) if target.sort == "place" else Opaque(self.written(start), NOT_UNDERSTOOD)
        if name == "ExtractGrokPatterns":
            from sdd_impact.searches._grok import expand

            found = expand(value.said)
            missing = (Opaque(each, "the pattern is not at hand") for each in found.missing)
            return all_of((Regex(found.text, "oniguruma", "", target.field), *missing))
        return Regex(value.said, "re2", "", target.field)
