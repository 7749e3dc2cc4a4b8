"""The values of a name, by the order in which the file gives them."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from sdd_impact.syntax.bindings import Binding, Value, block_of, holds, in_branch, in_loop, position

if TYPE_CHECKING:
    from sdd_impact.syntax.grammar import Grammar

UNKNOWN: Value = (None,)
#: More values than this are called unknown.
VALUES_LIMIT = 6


def unordered(bindings: list[Binding]) -> tuple[Value, ...]:
    """The values of bindings of which any may have come last."""
    if len(bindings) > VALUES_LIMIT:
        return (UNKNOWN,)
    values: list[Value] = []
    for binding in bindings:
        if binding.role == "append":
            values = [(*value, binding.value) for value in values] or [UNKNOWN]
        elif binding.value is not None or binding.role not in ("declare", "assign"):
            values.append((binding.value,) if binding.role in ("assign", "declare", "member") else UNKNOWN)
    return tuple(dict.fromkeys(values)) or (UNKNOWN,)


def folded(grammar: Grammar, bindings: list[Binding], at: int) -> tuple[Value, ...]:
    """The values at a position: a later certain binding replaces the earlier ones, a conditional one joins them."""
    cut = bisect_left(bindings, at, key=position)
    first = max(0, cut - 4 * VALUES_LIMIT)
    unset = grammar.unset and all(binding.role != "append" for binding in bindings[first:cut])
    values: list[Value] = [UNKNOWN] if first else []  # what was before the ones that are looked at
    for binding in bindings[first:cut]:
        if binding.value is None and (binding.role == "assign" or (unset and binding.role == "declare" and binding.type)):
            continue  # an annotation alone, or a declaration that sets nothing yet
        certain = holds(block_of(grammar, binding.node), at) and not in_branch(binding, at)
        if binding.value is not None and binding.value.start_byte <= at < binding.value.end_byte:
            continue  # the name inside its own new value
        if binding.role == "append":
            longer = [(*value, binding.value) for value in values or [UNKNOWN]]
            values = longer if certain else [*values, *longer]
        else:
            plain = binding.role in ("assign", "declare", "member") and binding.value is not None
            value: Value = (binding.value,) if plain else UNKNOWN
            values = [value] if certain or binding.role == "parameter" else [*values, value]
        if len(values) > VALUES_LIMIT:
            return (UNKNOWN,)
    later = cut < len(bindings) and in_loop(grammar, bindings[cut], at)  # the next one is in every loop that a later one shares
    return tuple(dict.fromkeys([*values, *([UNKNOWN] if later else [])])) or (UNKNOWN,)
