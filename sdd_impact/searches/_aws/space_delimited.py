"""Filter patterns for fields divided by spaces: ``[ip, user, ..., status = 4*, bytes > 1000]``.

Rules from the CloudWatch Logs User Guide: what stands in brackets or quotes in the event is one field; ``...`` stands for any number of fields; without
it the number of fields must fit. The pattern becomes a regular expression over the line, with a group for each named field.

One field alone, as in ``[(w1="*ERROR*" || w1="*FATAL*") && w1!="*retry*"]``, is how people write OR together with exclusion; it is read as
conditions on the whole line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from sdd_impact import late
from sdd_impact.model import AllOf, AnyOf, FieldIs, Opaque, Query, Regex
from sdd_impact.searches._aws.open_text import REASON, has_hole
from sdd_impact.searches._aws.stars import like
from sdd_impact.searches._trees import all_of, any_of, literal, negation
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

_PIECE = late.regex(r'"(?:[^"\\]|\\.)*"|%[^%]+%|,|[^,"%]+|.', re.DOTALL)
_TOKEN = late.regex(
    r"""\s*(&&|\|\||[()]|([\w.$\-]*)\s*(!=|<=|>=|=\s*!|=|<|>)\s*("(?:[^"\\]|\\.)*"|%[^%]+%|[^\s&|"()]+)|[\w.$\-]+|.)""", re.DOTALL
)
_ORDERS: dict[str, Literal["<", "<=", ">", ">="]] = {"<": "<", "<=": "<=", ">": ">", ">=": ">="}

#: One field of an event: in brackets, in quotes, or without a space.
_FIELD = r'(?:\[[^\]]*\]|"[^"]*"|[^\s"\[]\S*)'
_ELLIPSES = frozenset({"...", "…"})
_MOST_FIELDS = 200
_DEEPEST = 30


class _PatternError(Exception):
    """The pattern is not of this form."""


class _Test(NamedTuple):
    operator: str
    value: str


class _Joined(NamedTuple):
    word: Literal["and", "or"]
    parts: tuple[_Condition, ...]


_Condition = _Test | _Joined
_ALWAYS = _Joined("and", ())


class _Field(NamedTuple):
    name: str
    condition: _Condition = _ALWAYS


def parse(text: str) -> tuple[Query, tuple[str, ...]]:
    """Read a pattern and the texts of its alternatives. What is no such pattern is returned as :class:`Opaque`."""
    if not text.endswith("]"):
        return Opaque(text, "a bracket is opened and never closed"), ()
    if has_hole(text):
        return Opaque(text, REASON), ()
    try:
        fields = [each if each in _ELLIPSES else _field(each) for each in _divided(text[1:-1])]
    except _PatternError as error:
        return Opaque(text, str(error)), ()
    if len(fields) > _MOST_FIELDS:
        return Opaque(text, "has more fields than anybody writes"), ()
    if len(fields) == 1 and isinstance(fields[0], _Field):
        query = _query(fields[0].condition, lambda test: _on_line(test, text))
        return query, _alternatives(fields[0].condition, query)
    return _by_position(fields), ()


def _alternatives(condition: _Condition, query: Query) -> tuple[str, ...]:
    """The texts of the only choice, where it is the condition itself or stands in its conjunction."""
    parts = condition.parts if isinstance(condition, _Joined) and condition.word == "and" else (condition,)
    choices = [part for part in parts if isinstance(part, _Joined) and part.word == "or"]
    around = query.parts if isinstance(query, AllOf) else (query,)
    found = [part for part in around if isinstance(part, AnyOf)]
    if len(choices) != 1 or len(found) != 1 or len(found[0].parts) != len(choices[0].parts):
        return ()
    return tuple(_wording(part) for part in choices[0].parts)


def _wording(condition: _Condition) -> str:
    if isinstance(condition, _Test):
        return condition.value if condition.operator == "=" else f"{condition.operator}{condition.value}"
    return (" && " if condition.word == "and" else " || ").join(_wording(part) for part in condition.parts)


def _divided(text: str) -> list[str]:
    found = [""]
    for piece in _PIECE.findall(text):
        if piece == ",":
            found.append("")
        else:
            found[-1] += piece
    return [field.strip() for field in found]


def _field(text: str) -> _Field:
    reader = _Reader(text)
    condition = reader.choice(0)
    if reader.at < len(reader.tokens):
        raise _PatternError(f"not understood: {text}")
    return _Field(re.sub(r"\W", "_", reader.name.lstrip("$")), condition)


class _Reader:
    """Conditions on one field; a field without any is its name."""

    def __init__(self, text: str) -> None:
        self.tokens = [match.groups() for match in _TOKEN.finditer(text)]
        self.at = 0
        self.name = ""

    def _peek(self) -> str:
        return self.tokens[self.at][0] if self.at < len(self.tokens) else ""

    def choice(self, depth: int) -> _Condition:
        if depth > _DEEPEST:
            raise _PatternError("parentheses are nested without end")
        parts = [self._conjunction(depth)]
        while self._peek() == "||":
            self.at += 1
            parts.append(self._conjunction(depth))
        return parts[0] if len(parts) == 1 else _Joined("or", tuple(parts))

    def _conjunction(self, depth: int) -> _Condition:
        parts = [self._test(depth)]
        while self._peek() == "&&":
            self.at += 1
            parts.append(self._test(depth))
        return parts[0] if len(parts) == 1 else _Joined("and", tuple(parts))

    def _test(self, depth: int) -> _Condition:
        if self.at >= len(self.tokens):
            return _ALWAYS
        whole, name, operator, value = self.tokens[self.at]
        self.at += 1
        if operator:
            self.name = self.name or name
            return _Test("!=" if operator.endswith("!") else operator, value)
        if whole == "(":
            found = self.choice(depth + 1)
            if self._peek() != ")":
                raise _PatternError("a parenthesis is opened and never closed")
            self.at += 1
            return found
        if not re.fullmatch(r"[\w.$\-]+", whole):
            raise _PatternError(f"not understood: {whole}")
        self.name = self.name or whole
        return _ALWAYS


def _query(condition: _Condition, make: Callable[[_Test], Query]) -> Query:
    if isinstance(condition, _Test):
        return make(condition)
    parts = (_query(part, make) for part in condition.parts)
    return all_of(parts) if condition.word == "and" else any_of(parts)


def _on_line(test: _Test, written: str) -> Query:
    if test.operator in _ORDERS:
        return Opaque(written, "an order of whole lines")
    same = Regex(test.value[1:-1], "cloudwatch") if _is_regex(test.value) else like("", _plain(test.value))
    return negation(same) if test.operator == "!=" else same


def _by_position(fields: list[_Field | str]) -> Query:
    """One expression for the order of the fields and what must hold of each; a choice that cannot be put into it has one for each test."""
    looks = {at: _look(field.condition) for at, field in enumerate(fields) if isinstance(field, _Field)}
    made: list[Query] = [_structure(fields, looks)]
    for at, field in enumerate(fields):
        if not isinstance(field, _Field):
            continue
        made += [_order(field, test) for test in _orders(field.condition)]
        if looks[at] is None:
            made.append(_query(field.condition, lambda test, at=at, field=field: _one(fields, at, field, test)))  # type: ignore[misc] # defaults bind the loop's values
    return all_of(made)


def _look(condition: _Condition) -> str | None:
    """A condition as a look ahead at the field; None where it cannot be one."""
    if isinstance(condition, _Test):
        return "" if condition.operator in _ORDERS else _ahead(condition.operator, _valued(condition.value))
    if condition.word == "or":
        values = [_valued(part.value) for part in condition.parts if isinstance(part, _Test) and part.operator == "="]
        return _ahead("=", f"(?:{'|'.join(values)})") if len(values) == len(condition.parts) else None
    looks = [_look(part) for part in condition.parts]
    return None if None in looks else "".join(look for look in looks if look)


def _ahead(operator: str, pattern: str) -> str:
    return f"(?{'=' if operator == '=' else '!'}{pattern}" + r"(?:\s|$))"


def _orders(condition: _Condition) -> list[_Test]:
    """The orders among the tests that must all hold, where the condition can be a look ahead."""
    if _look(condition) is None:
        return []
    if isinstance(condition, _Test):
        return [condition] if condition.operator in _ORDERS else []
    return [test for part in condition.parts for test in _orders(part)] if condition.word == "and" else []


def _one(fields: list[_Field | str], at: int, field: _Field, test: _Test) -> Query:
    return _order(field, test) if test.operator in _ORDERS else _structure(fields, {at: _look(test)}, named=False)


def _order(field: _Field, test: _Test) -> Query:
    if not field.name:
        return Opaque(f"{test.operator} {test.value}", "an order of a field without a name")
    return FieldIs(field.name, _ORDERS[test.operator], test.value.strip('"'), case=True)


def _structure(fields: list[_Field | str], looks: dict[int, str | None], *, named: bool = True) -> Regex:
    """The whole pattern, kept as simple as it can be: it is held against statements by an automaton."""
    made: list[str] = []
    names: set[str] = set()
    any_number = ""
    for at, field in enumerate(fields):
        if not isinstance(field, _Field):
            any_number = rf"(?:{_FIELD}\s+)*"
            continue
        pattern = _alone(field.condition) if at in looks else ""
        pattern = pattern or (looks.get(at) or "") + _FIELD
        group = named and field.name and field.name not in names and not field.name[0].isdigit()
        names.add(field.name)
        made.append(any_number + (f"(?P<{field.name}>{pattern})" if group else pattern))
        any_number = ""
    rest = rf"(?:\s+{_FIELD})*" if any_number else ""
    return Regex(r"^\s*" + r"\s+".join(made) + rest + r"\s*$", "python")


def _alone(condition: _Condition) -> str:
    """The pattern of a field that is asked for one value, or one of several, and nothing else; "" where it is asked for more."""
    tests = condition.parts if isinstance(condition, _Joined) and condition.word == "or" else (condition,)
    values = [test.value for test in tests if isinstance(test, _Test) and test.operator == "="]
    if len(values) != len(tests):
        return ""
    if all(re.fullmatch(r"\w+", _plain(value)) for value in values):
        words = "|".join(_plain(value) for value in values)
        return rf'(?:"(?:{words})"|\[(?:{words})\]|(?:{words}))'
    return "(?:" + "|".join(_valued(value) for value in values) + ")"


def _is_regex(value: str) -> bool:
    return len(value) > 2 and value[0] == value[-1] == "%"


def _plain(value: str) -> str:
    return re.sub(r'\\(["\\])', r"\1", value[1:-1]) if value.startswith('"') else value


def _valued(value: str) -> str:
    """A field with this value: bare, or the whole inside of brackets or quotes."""
    if _is_regex(value):
        inside = value[1:-1]
        return rf'(?:\[[^\]]*?(?:{inside})[^\]]*\]|"[^"]*?(?:{inside})[^"]*"|[^\s"\[]*?(?:{inside})\S*)'
    text = _plain(value)
    core, before, behind = literal(text.strip("*")), text.startswith("*"), text.endswith("*")

    def within(any_sign: str) -> str:
        return (f"{any_sign}*" if before else "") + core + (f"{any_sign}*" if behind and core else "")

    bare, bracketed, quoted = within(r"\S"), within(r"[^\]]"), within('[^"]')
    return rf'(?:\[{bracketed}\]|"{quoted}"|{bare})'
