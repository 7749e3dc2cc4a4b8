"""``JSON.stringify({…})`` as the text that it prints: names and literal values as they stand, a hole for every other value."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sdd_impact.model import Placeholder

if TYPE_CHECKING:
    from tree_sitter import Node

    from sdd_impact.languages._ecmascript.module import Module

_DEPTH = 4
#: An object with more entries than these is a hole.
_ENTRIES = 40

Parts = list[str | Placeholder]


def stringified(module: Module, node: Node | None) -> Node | None:
    """The object literal that an expression prints as JSON on one line; None where it is no such call."""
    call = module.unit.call(node)
    if call is None or call.callee != "JSON.stringify" or len(call.positional) != 1:
        return None
    plain = module.plain(call.positional[0].node)
    return plain if plain is not None and plain.type == "object" else None


def json_parts(module: Module, node: Node, depth: int = _DEPTH) -> Parts:
    """The parts of an object literal's JSON. A string value that is not literal has a hole without quotes: it may be a number."""
    entries = module.entries(node)
    if entries is None or depth <= 0 or len(entries) > _ENTRIES:
        return _value(module, node)
    parts: Parts = ["{"]
    for index, (key, value) in enumerate(entries):
        parts.append("," if index else "")
        if key != "...":
            parts.append(json.dumps(key, ensure_ascii=False) + ":")
        inner = module.plain(value)
        parts += json_parts(module, inner, depth - 1) if inner is not None and inner.type == "object" else _value(module, value)
    return [*parts, "}"]


def _value(module: Module, node: Node) -> Parts:
    if not module.evaluator.is_text(node):
        return list(module.evaluator.value(node).parts)
    text = list(module.evaluator.value(node).parts)
    return ['"', *(json.dumps(part, ensure_ascii=False)[1:-1] if isinstance(part, str) else part for part in text), '"']
