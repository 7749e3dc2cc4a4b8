"""Comparisons with numbers: what a value fulfils, and whether several of them leave any number over."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sdd_impact.tuples import NamedTuple

_COMPARE: dict[str, Callable[[float, float], bool]] = {
    "<": lambda a, b: a < b, "<=": lambda a, b: a <= b, ">": lambda a, b: a > b, ">=": lambda a, b: a >= b,
}  # fmt: skip
_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}


class Bound(NamedTuple):
    """One comparison of a value, named by ``track``; ``negative`` where it must not hold."""

    track: str
    op: str
    limit: float
    negative: bool = False


def fulfils(text: str, op: str, limit: float) -> bool:
    """Whether a text is a number that fulfils a comparison."""
    try:
        return _COMPARE[op](float(text), limit)
    except ValueError:
        return False


def are_possible(bounds: Iterable[Bound]) -> bool:
    """Whether some number fulfils all comparisons of each value.

    A value for which a comparison holds is a number, so the opposite of another one is a comparison, too. A value for which none must
    hold may be no number at all, which fulfils none.
    """
    by_track: dict[str, list[Bound]] = {}
    for each in bounds:
        by_track.setdefault(each.track, []).append(each)
    return all(all(each.negative for each in these) or _leave_a_number(these) for these in by_track.values())


def _leave_a_number(bounds: list[Bound]) -> bool:
    low, high = (float("-inf"), False), (float("inf"), False)
    for each in bounds:
        op = _OPPOSITE[each.op] if each.negative else each.op
        if op[0] == ">":
            low = max(low, (each.limit, op == ">"))
        else:
            high = min(high, (each.limit, op == "<="))
    # the second part of a lower bound is "without the limit itself", that of an upper one "with it"
    return low[0] < high[0] or (low[0] == high[0] and not low[1] and high[1])
