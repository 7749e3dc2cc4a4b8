"""Filter patterns for fields divided by spaces: ``[ip, user, ..., status = 4*, bytes > 1000]``.

Rules from the CloudWatch Logs User Guide: what stands in brackets or quotes in the event is one field; ``...`` stands for any number of fields; without
it the number of fields must fit. The pattern becomes one regular expression over the line, with a group for each named field.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from sdd_impact.model import FieldIs, Opaque, Query, Regex
from sdd_impact.searches._aws.open_text import REASON, has_hole
from sdd_impact.searches._trees import all_of, literal

_PIECE = re.compile(r'"(?:[^"\\]|\\.)*"|%[^%]+%|,|[^,"%]+|.', re.DOTALL)
_CONDITION = re.compile(
    r"""\s*([\w.$\-]*)\s*(!=|<=|>=|=\s*!|=|<|>)\s*("(?:[^"\\]|\\.)*"|%[^%]+%|[^\s&|"]+)\s*(&&|\|\||$)""", re.DOTALL
)
_ORDERS: dict[str, Literal["<", "<=", ">", ">="]] = {"<": "<", "<=": "<=", ">": ">", ">=": ">="}

#: One field of an event: in brackets, in quotes, or without a space.
_FIELD = r'(?:\[[^\]]*\]|"[^"]*"|[^\s"\[]\S*)'
_MOST_FIELDS = 200


class _Condition(NamedTuple):
    operator: str
    value: str
    joined: str  # what joins it to the next: && or ||, or nothing


def parse(text: str) -> Query:
    """Read a pattern. What is no such pattern is returned as :class:`Opaque`."""
    if not text.endswith("]"):
        return Opaque(text, "a bracket is opened and never closed")
    if has_hole(text):
        return Opaque(text, REASON)
    fields = _fields(text[1:-1])
    if len(fields) > _MOST_FIELDS:
        return Opaque(text, "has more fields than anybody writes")
    made: list[str] = []
    orders: list[Query] = []
    names: set[str] = set()
    for field in fields:
        if field in {"...", "…"}:
            made.append(rf"(?:{_FIELD}\s+)*")
            continue
        name = re.match(r"\s*([\w.$\-]*)", field)
        group = re.sub(r"\W", "_", name.group(1).lstrip("$")) if name else ""
        conditions = _conditions(field[name.end() :] if name else field)
        pattern = None if conditions is None else _pattern(conditions, group, orders)
        if pattern is None:
            return Opaque(text, f"not understood: {field.strip()}")
        named = group and group not in names and not group[0].isdigit()
        names.add(group)
        made.append((rf"(?P<{group}>{pattern})" if named else pattern) + r"(?:\s+|$)")
    line = Regex("^" + r"\s*" + "".join(made) + "$", "python")
    return all_of((line, *orders))


def _fields(text: str) -> list[str]:
    found = [""]
    for piece in _PIECE.findall(text):
        if piece == ",":
            found.append("")
        else:
            found[-1] += piece
    return [field.strip() for field in found]


def _conditions(text: str) -> list[_Condition] | None:
    """The conditions on one field; None where they are not understood."""
    found: list[_Condition] = []
    at = 0
    while at < len(text) and text[at:].strip():
        match = _CONDITION.match(text, at)
        if match is None:
            return None
        operator = "!=" if match.group(2).endswith("!") else match.group(2)
        found.append(_Condition(operator, match.group(3), match.group(4)))
        at = match.end()
    return found


def _pattern(conditions: list[_Condition], name: str, orders: list[Query]) -> str | None:
    """The expression for one field; conditions that order values go to ``orders``. None where they cannot be put so."""
    joins = {each.joined for each in conditions} - {""}
    if len(joins) > 1 or ("||" in joins and any(each.operator != "=" for each in conditions)):
        return None
    if joins == {"||"}:
        return "(?:" + "|".join(_valued(each.value) for each in conditions) + ")"
    ahead: list[str] = []
    for each in conditions:
        if each.operator in _ORDERS:
            if not name:
                return None
            orders.append(FieldIs(name, _ORDERS[each.operator], each.value.strip('"'), case=True))
        else:
            ahead.append(f"(?{'=' if each.operator == '=' else '!'}{_valued(each.value)}" + r"(?:\s|$))")
    return "".join(ahead) + _FIELD


def _valued(value: str) -> str:
    """A field with this value: bare, or the whole inside of brackets or quotes."""
    if len(value) > 2 and value[0] == value[-1] == "%":
        inside = value[1:-1]
        return rf"(?:\[[^\]]*?(?:{inside})[^\]]*\]|\"[^\"]*?(?:{inside})[^\"]*\"|[^\s\"\[]*?(?:{inside})\S*)"
    text = re.sub(r'\\(["\\])', r"\1", value[1:-1]) if value.startswith('"') else value
    core = literal(text.strip("*")) if text.strip("*") else ""
    before, behind = text.startswith("*"), text.endswith("*")

    def within(any_sign: str) -> str:
        return (f"{any_sign}*" if before else "") + core + (f"{any_sign}*" if behind else "")

    bare, bracketed, quoted = within(r"\S"), within(r"[^\]]"), within('[^"]')
    return rf'(?:\[{bracketed}\]|"{quoted}"|{bare})'
