"""HTTP statuses in C#: numbers, ``HttpStatusCode.NotFound``, ``StatusCodes.Status404NotFound``."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.syntax import dotted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tree_sitter import Node

    from sdd_impact.syntax import Unit

_NUMBERED = late.regex(r"Status(\d{3})\w*")
#: Names of ``System.Net.HttpStatusCode`` that Python's ``HTTPStatus`` has not.
_ALIASES = {
    "requestentitytoolarge": 413, "requesturitoolong": 414, "requestedrangenotsatisfiable": 416, "unprocessablecontent": 422,
    "httpversionnotsupported": 505, "unused": 306, "redirectmethod": 303, "moved": 301, "redirect": 302, "ambiguous": 300,
}  # fmt: skip


@cache
def _numbers() -> Mapping[str, int]:
    from http import HTTPStatus

    return {**{status.name.replace("_", "").lower(): status.value for status in HTTPStatus}, **_ALIASES}


def status_of(unit: Unit, node: Node | None, *, numbers: bool = True) -> int | None:
    """The HTTP status that an expression is; a bare number only where ``numbers`` says that it may be one."""
    for _ in range(6):
        if node is None or node.type not in ("cast_expression", "parenthesized_expression"):
            break
        node = unit.grammar.through[node.type](node)
    if node is None:
        return None
    if node.type == "integer_literal":
        text = unit.text(node)
        number = int(text) if text.isdigit() and len(text) == 3 else 0
        return number if numbers and 100 <= number < 600 else None
    if node.type == "member_access_expression":
        owner, _, last = dotted(unit.code, node, unit.grammar).rpartition(".")
        if found := _NUMBERED.fullmatch(last):
            return int(found[1])
        if owner.rpartition(".")[2] in ("HttpStatusCode", "StatusCodes", "StatusCode"):
            return _numbers().get(last.lower())
        if owner.rpartition(".")[2] == "HttpStatusCode" or last in ("Value", "HasValue"):
            return None
    if node.type == "identifier":
        bound = unit.scope.lookup(unit.text(node), node.start_byte)
        value = bound.values[0][0] if bound is not None and len(bound.values) == 1 and len(bound.values[0]) == 1 else None
        return (
            status_of(unit, value, numbers=numbers)
            if value is not None and value.type in ("integer_literal", "member_access_expression", "cast_expression")
            else None
        )
    return None
