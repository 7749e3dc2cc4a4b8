"""HTTP statuses in Go: constants of net/http and of frameworks that repeat them, and numbers."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sdd_impact.syntax import dotted
from sdd_impact.syntax.naming import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tree_sitter import Node

    from sdd_impact.syntax import Unit

#: Names that net/http has and Python's ``HTTPStatus`` has not, without ``Status`` in front.
_ALIASES = {
    "requestentitytoolarge": 413, "requesturitoolong": 414, "teapot": 418, "nonauthoritativeinfo": 203, "contenttoolarge": 413,
    "requestedrangenotsatisfiable": 416, "internalserver": 500,
}  # fmt: skip


@cache
def _numbers() -> Mapping[str, int]:
    from http import HTTPStatus

    return {**{status.name.replace("_", "").lower(): status.value for status in HTTPStatus}, **_ALIASES}


def named_status(unit: Unit, node: Node | None) -> int | None:
    """The status of a constant such as ``http.StatusNotFound`` or ``fiber.StatusConflict``; None for anything else."""
    if node is None or node.type not in ("selector_expression", "identifier"):
        return None
    last = dotted(unit.code, node, unit.grammar).rpartition(".")[2]
    return by_name(last[len("Status") :]) if last.startswith("Status") else None


def by_name(name: str) -> int | None:
    """The status of a name: ``NotFound`` → 404."""
    return _numbers().get("".join(words(name)))


def status_of(unit: Unit, node: Node | None) -> int | None:
    """The HTTP status that an expression is, also a number or a constant of the file."""
    if node is None:
        return None
    found = named_status(unit, node)
    if found is not None:
        return found
    text = unit.evaluator.literal(node) or ""
    return int(text) if len(text) == 3 and text.isdigit() and 100 <= int(text) < 600 else None


def phrase_of(status: int | None) -> str:
    """What ``http.StatusText`` prints for a status; "" for one that is not known."""
    from http import HTTPStatus

    return next((each.phrase for each in HTTPStatus if each.value == status), "")
