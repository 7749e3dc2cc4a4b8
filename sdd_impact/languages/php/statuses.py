"""HTTP statuses as PHP code writes them: ``404``, ``Response::HTTP_NOT_FOUND``, ``Http::STATUS_NOT_FOUND``, a constant of these."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.syntax import dotted
from sdd_impact.syntax.values import only

if TYPE_CHECKING:
    from tree_sitter import Node

    from sdd_impact.syntax import Unit

_STATUS = late.regex(r"(?:HTTP_|STATUS_)(?:CODE_)?(\w+)")


def status_of(unit: Unit, node: Node | None, depth: int = 3) -> int | None:
    """The status that an expression is; None for any other value."""
    if node is None:
        return None
    if node.type == "integer":
        text = unit.text(node)
        return int(text) if re.fullmatch(r"[1-5]\d\d", text) else None
    if node.type not in ("class_constant_access_expression", "name", "qualified_name", "variable_name"):
        return None
    name = dotted(unit.code, node, unit.grammar)
    if found := _STATUS.fullmatch(name.rpartition(".")[2]):
        return _by_phrase().get(found[1])
    value = only(unit.scope.lookup(name, node.start_byte)) if depth else None
    return status_of(unit, value, depth - 1)


@lru_cache(maxsize=1)
def _by_phrase() -> dict[str, int]:
    from http import HTTPStatus

    return {**{name: int(status) for name, status in HTTPStatus.__members__.items()}, "UNPROCESSABLE_CONTENT": 422}
