"""HTTP statuses as Ruby code writes them: ``404``, ``:not_found``, ``"404"``, ``Rack::Utils::SYMBOL_TO_STATUS_CODE[:not_found]``."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Node

    from sdd_impact.syntax import Unit


def status_of(unit: Unit, node: Node | None) -> int | None:
    """The status that an expression is; None for any other value."""
    if node is None:
        return None
    if node.type == "integer":
        text = unit.text(node)
        return int(text) if re.fullmatch(r"[1-5]\d\d", text) else None
    if node.type in ("simple_symbol", "string"):
        text = unit.evaluator.literal(node) or ""
        return int(text) if re.fullmatch(r"[1-5]\d\d", text) else _by_symbol().get(text)
    if node.type in ("constant", "scope_resolution"):
        text = unit.evaluator.literal(node) or ""
        return int(text) if re.fullmatch(r"[1-5]\d\d", text) else None
    return None


@lru_cache(maxsize=1)
def _by_symbol() -> dict[str, int]:
    """Rack's symbols are the phrases of the statuses in snake case; newer and older phrases are both in use."""
    from http import HTTPStatus

    return {
        **{name.lower(): int(status) for name, status in HTTPStatus.__members__.items()},
        "unprocessable_entity": 422,
        "unprocessable_content": 422,
        "payload_too_large": 413,
        "content_too_large": 413,
        "uri_too_long": 414,
        "im_a_teapot": 418,
    }
