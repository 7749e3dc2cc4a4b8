"""The expression behind ``where``."""

from __future__ import annotations

from sdd_impact.model import AnyOf, FieldIs, Opaque, Query, Routing
from sdd_impact.searches._joined import Joined
from sdd_impact.searches._kusto.columns import compared, filled, is_place, matched
from sdd_impact.searches._kusto.lexing import OPENS, KustoError, Token, closing, split
from sdd_impact.searches._trees import EVERY_LINE, NO_LINE, all_of, any_of, negation
from sdd_impact.tuples import NamedTuple

_DEEPEST = 40
_COMPARISONS = frozenset(
    [
        "==",
        "!=",
        "=~",
        "!~",
        "<>",
        "<",
        "<=",
        ">",
        ">=",
        "has",
        "has_cs",
        "hasprefix",
        "hasprefix_cs",
        "hassuffix",
        "hassuffix_cs",
        "contains",
        "contains_cs",
        "startswith",
        "startswith_cs",
        "endswith",
        "endswith_cs",
    ]
)
_LISTS = frozenset({"in", "in~", "has_any", "has_all"})
#: Functions that give a column back as it is, as far as a search of text is concerned.
_AS_IT_IS = frozenset(
    {
        "tostring",
        "tolower",
        "toupper",
        "toint",
        "tolong",
        "todouble",
        "toreal",
        "tobool",
        "parse_json",
        "todynamic",
        "trim",
        "dynamic",
        "tohex",
    }
)
#: As Kusto's grammar spells them; every other word has one spelling.
_CONSTANTS: dict[str, Query] = {
    spelt: value for word, value in (("true", EVERY_LINE), ("false", NO_LINE)) for spelt in (word, word.title(), word.upper())
}
_EMPTY = {"isempty": False, "isnull": False, "isnotempty": True, "isnotnull": True, "notempty": True, "notnull": True}


class Scope(NamedTuple):
    """What names stand for: constants of ``let``, columns that are others (None: computed), columns that the query takes out of lines."""

    constants: dict[str, tuple[str, ...]]
    columns: dict[str, str | None]
    taken: set[str]


class Condition(Joined[Token]):
    """Reads one expression. What is not understood is :class:`Opaque`."""

    OPENS = OPENS
    SIGN = "mark"

    def __init__(self, text: str, listed: list[Token], scope: Scope) -> None:
        super().__init__(text, listed)
        self.scope = scope

    def _wrong(self, message: str) -> KustoError:
        return KustoError(message)

    def whole(self) -> Query:
        """Read all tokens."""
        if not self.tokens:
            return EVERY_LINE
        shouted = next((each.text for each in self.tokens if each.kind == "name" and _is_shouted(each.text)), "")
        if shouted:
            return Opaque(
                self.written(0, len(self.tokens)), f"{shouted} is no operator of Kusto, which takes {shouted.lower()} only"
            )
        try:
            found = self._or()
        except KustoError as error:
            return Opaque(self.written(0, len(self.tokens)), str(error))
        if self.at < len(self.tokens):
            return Opaque(self.written(0, len(self.tokens)), "not understood as a condition")
        return found

    def written(self, start: int, end: int | None = None) -> str:
        """The text between two tokens, on one line, without comments."""
        listed = self.tokens[start : self.at if end is None else end]
        lines = self.text[listed[0].start : listed[-1].end].split("\n") if listed else ()
        return " ".join(" ".join(line.partition("//")[0] if "http" not in line else line for line in lines).split())

    def _operand(self) -> Query:
        word, start = self._word(), self.at
        if word == "not" and self._word(1) == "(":
            self.at += 1
            return negation(self._grouped())
        if word in _EMPTY and self._word(1) == "(":
            return self._empty(_EMPTY[word])
        if word in _CONSTANTS and self._word(1) in {"", "and", "or", ")"}:
            self.at += 1
            return _CONSTANTS[word]
        if word == "(" and self._is_condition():
            return self._grouped()
        column = self.column()
        if column is None:
            return self._skipped(start)
        found = self._comparison(column, start)
        return found if found is not None else self._skipped(start)

    def _skipped(self, start: int) -> Query:
        return Opaque(self._passed_over(start), "a condition that is not understood")

    def _empty(self, full: bool) -> Query:
        start = self.at
        self.at += 2
        column = self.column()
        if column is None or self._word() != ")":
            return self._skipped(start)
        self.at += 1
        found = self.resolved(column)
        if found is None:
            return Opaque(self.written(start), "a computed column")
        if found in self.scope.taken:
            return FieldIs(found, "exists") if full else negation(FieldIs(found, "exists"))
        return filled(found, full=full)

    # --- columns and values ---------------------------------------------------------------------------------------

    def column(self) -> str | None:
        """Read a column, with what stands around it that leaves its text as it is; None where it is something else."""
        word = self._word()
        if word == "*":
            self.at += 1
            return "*"
        if word == "(":
            return self._inside(1)
        if word in _AS_IT_IS and self._word(1) == "(":
            found = self._inside(2)
            return found if found is None else self._path(found)
        if self.at >= len(self.tokens) or self.tokens[self.at].kind != "name" or self._word(1) == "(":
            return None
        self.at += 1
        return self._path(self.tokens[self.at - 1].text)

    def _inside(self, skip: int) -> str | None:
        self.at += skip
        self.depth += 1
        if self.depth > _DEEPEST:
            raise KustoError("nested too deeply")
        while self.at + 1 < len(self.tokens) and self.tokens[self.at].kind == "text" and self._word(1) == ",":
            self.at += 2  # what trim takes off
        found = self.column()
        self.depth -= 1
        if found is None or self._word() != ")":
            return None
        self.at += 1
        return found

    def _path(self, column: str) -> str:
        """``.name`` and ``["name"]`` behind a column."""
        while True:
            if self._word() == "." and self.at + 1 < len(self.tokens) and self.tokens[self.at + 1].kind == "name":
                column += "." + self.tokens[self.at + 1].text
                self.at += 2
            elif self._word() in {"[", "."} and self._word(1 if self._word() == "." else 0) == "[":
                inner = self.at + (2 if self._word() == "." else 1)
                if inner + 1 >= len(self.tokens) or self.tokens[inner + 1].text != "]":
                    return column
                token = self.tokens[inner]
                column += "." + (token.said if token.kind == "text" else token.text)
                self.at = inner + 2
            else:
                return column

    def resolved(self, column: str) -> str | None:
        """The column that a name stands for; None where it is computed."""
        first, dot, rest = column.partition(".")
        if first not in self.scope.columns:
            return column
        found = self.scope.columns[first]
        return None if found is None else found + dot + rest

    def _comparison(self, column: str, start: int) -> Query | None:
        op = self._word()
        resolved = self.resolved(column)
        negative = op.startswith("!") and op not in {"!=", "!~"}
        base = "!=" if op == "<>" else op[1:] if negative else op
        if base == "in" and self._word(1) == "~":
            self.at, base = self.at + 1, "in~"
        self.at += 1
        if base == "matches" and self._word() == "regex":
            self.at += 1
            return self._regex(resolved, start)
        if base in _LISTS:
            found = self._listed(resolved, base, start)
        elif base in _COMPARISONS:
            found = self._single(resolved, base, start)
        elif base == "between":
            return self._between(resolved, start)
        else:
            return None
        return found if found is None else negation(found) if negative else found

    def _open(self, resolved: str | None, start: int) -> Query | None:
        """What is said of a computed column."""
        return Opaque(self.written(start), "a computed column") if resolved is None else None

    def _regex(self, resolved: str | None, start: int) -> Query | None:
        values = self._values()
        if values is None or len(values) != 1:
            return None
        return self._open(resolved, start) or matched(resolved or "", values[0], self.written(start), taken=self._taken(resolved))

    def _single(self, resolved: str | None, base: str, start: int) -> Query | None:
        number = self.at < len(self.tokens) and self.tokens[self.at].kind in {"number", "mark"}
        values = self._values()
        if values is None or len(values) != 1:
            return self._elsewhere(resolved, start)
        return self._open(resolved, start) or compared(
            resolved or "", base, values[0], self.written(start), number=number, taken=self._taken(resolved)
        )

    def _elsewhere(self, resolved: str | None, start: int) -> Query | None:
        """A comparison with something that is no constant: of a place it is a place all the same."""
        if resolved is None or not is_place(resolved):
            return None
        found = self._skipped(start)
        return Routing(self.written(start)) if isinstance(found, Opaque) else found

    def _taken(self, resolved: str | None) -> bool:
        return resolved in self.scope.taken

    def _listed(self, resolved: str | None, base: str, start: int) -> Query | None:
        values = self._values()
        if values is None or len(values) > 1_000:
            return self._elsewhere(resolved, start)
        written = self.written(start)
        if resolved is None:
            return self._open(resolved, start)
        op = {"in": "==", "in~": "=~"}.get(base, "has")
        parts = [compared(resolved, op, each, written, taken=self._taken(resolved)) for each in values]
        if base == "has_all":
            return all_of(parts)
        found = any_of(parts)
        if isinstance(found, AnyOf):
            self.choices.append((found, values))
        return found

    def _between(self, resolved: str | None, start: int) -> Query | None:
        end = self._closing(self.at)
        inside = split(self.tokens[self.at + 1 : end], "..")
        self.at = end + 1
        written = self.written(start)
        if len(inside) != 2 or any(len(each) != 1 or each[0].kind != "number" for each in inside) or resolved is None:
            return (
                Routing(written)
                if resolved is not None and is_place(resolved)
                else Opaque(written, "a range that is not understood")
            )
        low, high = (each[0].text for each in inside)
        return all_of(
            (
                compared(resolved, ">=", low, written, taken=self._taken(resolved)),
                compared(resolved, "<=", high, written, taken=self._taken(resolved)),
            )
        )

    def _values(self) -> tuple[str, ...] | None:
        """Read a constant, or a list of them; None where it is something else."""
        start = self.at
        found = constants(self.tokens, start, self.scope.constants)
        if found is None:
            return None
        values, self.at = found
        following = self._word()
        if following not in {"", "and", "or", ")", ","}:  # the beginning of an expression
            self.at = start
            return None
        return values


def _is_shouted(word: str) -> bool:
    return word not in {"and", "or"} and word.lower() in {"and", "or"}


def constants(
    listed: list[Token], at: int, known: dict[str, tuple[str, ...]], depth: int = 0
) -> tuple[tuple[str, ...], int] | None:
    """Read a text, a number, a name of ``let`` or a list of these; return the values and where it goes on."""
    if at >= len(listed) or depth > 6:
        return None
    token = listed[at]
    if token.kind == "text":
        return (token.said,), at + 1
    if token.kind == "number" and token.text.replace(".", "", 1).isdigit():
        return (token.text,), at + 1
    if token.kind == "hole" or (token.kind == "name" and token.text in {"true", "false"}):
        return (token.text,), at + 1
    if token.text == "-" and at + 1 < len(listed) and listed[at + 1].kind == "number":
        return ("-" + listed[at + 1].text,), at + 2
    if token.kind == "name" and token.text in known:
        return known[token.text], at + 1
    if token.word in {"dynamic", "tolower", "tostring"} and at + 1 < len(listed) and listed[at + 1].text == "(":
        return constants(listed, at + 1, known, depth + 1)
    if token.text in {"(", "["}:
        end = closing(listed, at)
        values: list[str] = []
        for each in split(listed[at + 1 : end], ","):
            found = constants(each, 0, known, depth + 1) if each else ((), 0)
            if found is None or found[1] != len(each):
                return None
            values.extend(found[0])
        return tuple(values), end + 1
    return None
