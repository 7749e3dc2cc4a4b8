"""Whether input is refused when a pattern is found in it, or when it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.syntax import Unit

if TYPE_CHECKING:
    from tree_sitter import Node

_NOT = frozenset(["not_operator", "unary_expression", "prefix_unary_expression"])
#: What may stand between a test and the condition it is part of.
_BETWEEN = frozenset(
    ["parenthesized_expression", "boolean_operator", "binary_expression", "comparison_operator", "binary_operator", "named_expression",
     "method_invocation", "call_expression", "member_expression", "argument_list", "arguments", "assignment_expression"]
)  # fmt: skip
#: The beginning of a block in which input is refused.
_REFUSES = late.regex(
    r"[{\s]*(?:raise\b|throw\b|abort\(|return\s+(?:False|false|None|null|Response|jsonify|res\b|reply\b|new \w*Err|\w*[eE]rr|[\"'`{])"
    r"|(?:\w+\.)*(?:errors?|messages|ctx|context|helpers|result|bindingResult|violations)\b[\w.]*(?:\[[^\]]*\])?\s*(?:=[^=]|\.?(?:append|push|add\w*|reject\w*|error|createError|addIssue)?\()"
    r"|self\.add_error\(|self\.fail\(|res\.status\(4|setErr\w*\(|set\w+Error\(|reject\()"
)
_EMPTY = late.regex(r"(?:is|===?)\s*(?:None|null|False|false|undefined)\b|<\s*0")


def refuses_found(unit: Unit, node: Node) -> bool:
    """Whether finding it refuses the input: ``if BAD.search(name): raise …``, ``return !BAD.test(name)``. False where nothing says so."""
    negated, outer = _climb(unit, node)
    if outer is None:
        return False
    if outer.type == "if_statement":
        then = outer.child_by_field_name("consequence")
        return not negated and then is not None and _REFUSES.match(unit.text(then)[:400]) is not None
    return outer.type == "return_statement" and negated


def _climb(unit: Unit, node: Node) -> tuple[bool, Node | None]:
    """The statement whose condition (or value) a test is, and whether it is turned around on the way."""
    negated = False
    here = node
    for _ in range(12):
        parent = here.parent
        if parent is None:
            return negated, None
        if _turns(unit, here, parent):
            negated = not negated
        elif parent.type == "if_statement":
            condition = parent.child_by_field_name("condition")
            within = condition is not None and condition.start_byte <= node.start_byte < condition.end_byte
            return negated, parent if within else None
        elif parent.type == "return_statement":
            return negated, parent
        elif parent.type not in _BETWEEN:
            return negated, None
        here = parent
    return negated, None


def _turns(unit: Unit, inner: Node, outer: Node) -> bool:
    """Whether an expression around a test says the opposite: ``not x``, ``!x``, ``x is None``."""
    if outer.type in _NOT:
        return unit.text(outer).startswith(("not", "!"))
    if outer.type not in ("comparison_operator", "binary_expression", "binary_operator"):
        return False
    rest = unit.code.data[inner.end_byte : min(outer.end_byte, inner.end_byte + 30)].decode("utf-8", "replace")
    return _EMPTY.match(rest.strip()) is not None
