"""HTTP statuses as Python code writes them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from sdd_impact import late

if TYPE_CHECKING:
    from tree_sitter import Node

    from sdd_impact.syntax import Unit

#: Modules and enums that name statuses by their reason phrase.
_OWNERS = frozenset(
    ["HTTPStatus", "codes", "status", "httplib", "http_client", "client", "status_codes", "http_status", "StatusCodes"]
)
_DIGITS = late.regex(r"(?:HTTP_?|code_?|status_?)?([1-5]\d\d)(?:_\w+)?", re.IGNORECASE)


def status_of(unit: Unit, node: Node | None, depth: int = 3) -> int | None:
    """The status that an expression is: ``404``, ``status.HTTP_404_NOT_FOUND``, ``HTTPStatus.NOT_FOUND`` (``.value``), a constant of these."""
    if node is None:
        return None
    text = unit.text(node) if node.end_byte - node.start_byte < 80 else ""
    if node.type == "integer":
        return int(text) if re.fullmatch(r"[1-5]\d\d", text) else None
    if node.type not in ("identifier", "attribute"):
        return None
    parts = text.removesuffix(".value").split(".")
    if found := _DIGITS.fullmatch(parts[-1]):
        return int(found[1])
    if len(parts) > 1 and parts[-2] in _OWNERS:
        return _by_phrase().get(parts[-1].upper())
    bound = unit.scope.lookup(text, node.start_byte) if depth else None
    if bound and len(bound.values) == 1 and len(bound.values[0]) == 1:
        return status_of(unit, bound.values[0][0], depth - 1)
    return None


@lru_cache(maxsize=1)
def _by_phrase() -> dict[str, int]:
    from http import HTTPStatus

    return {name: int(status) for name, status in HTTPStatus.__members__.items()}
