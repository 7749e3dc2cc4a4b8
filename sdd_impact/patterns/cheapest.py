"""Finding the line that asks least of its placeholders: what a search that needs a particular text needs."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence as Segments
from typing import NamedTuple

from .machine import Budget, Machine, State
from .walking import Segment


class Needed(NamedTuple):
    """A line that needs as few particular characters inside of placeholders as possible.

    ``words`` is what each segment contributes, ``needs`` the particular text within it ("" where none is needed).
    """

    words: tuple[str, ...]
    needs: tuple[str, ...]


class _Way(NamedTuple):
    price: int
    word: str
    marks: str


def cheapest(machine: Machine, text: Segments[Segment], budget: Budget) -> Needed | None:
    """Find the line of ``text`` that the machine accepts and that needs the least; None where there is no line.

    Raises :class:`~sdd_impact.patterns.machine.OverBudget`.
    """
    layers: list[dict[State, tuple[State, _Way]]] = []
    frontier: dict[State, int] = {machine.start: 0} if machine.alive(machine.start) else {}
    for segment in text:
        layer: dict[State, tuple[State, _Way]] = {}
        totals: dict[State, int] = {}
        for state, paid in frontier.items():
            for after, way in _ways(machine, state, segment, budget).items():
                if after not in totals or paid + way.price < totals[after]:
                    totals[after] = paid + way.price
                    layer[after] = (state, way)
        layers.append(layer)
        frontier = totals
    ends = [(paid, index, state) for index, (state, paid) in enumerate(frontier.items()) if machine.accepts(state)]
    if not ends:
        return None
    end = min(ends)[2]
    ways: list[_Way] = []
    for layer in reversed(layers):
        end, way = layer[end]
        ways.append(way)
    ways.reverse()
    return Needed(tuple(way.word for way in ways), tuple(_particular(way) for way in ways))


def _ways(machine: Machine, state: State, segment: Segment, budget: Budget) -> dict[State, _Way]:
    """Return the cheapest way through one segment to every state behind it."""
    if isinstance(segment, str):
        return dict.fromkeys(machine.run(state, segment, budget), _Way(0, segment, ""))
    found: dict[State, _Way] = {}
    if segment.empty or segment.missing:
        found[state] = _Way(0 if segment.empty else 1, "", "")
    settled: set[tuple[int, State]] = set()
    # Ways are tried in the order of their price: those that add nothing to it first.
    todo: deque[tuple[int, State, _Way]] = deque([(-1, state, _Way(0, "", ""))])
    while todo:
        position, at, way = todo.popleft()
        if (position, at) in settled:
            continue
        settled.add((position, at))
        if position in segment.last and (at not in found or way.price < found[at].price):
            found[at] = way
        for following in segment.first if position < 0 else segment.after[position]:
            for edge in machine.edges(segment.sets[following]):
                budget.spend(machine.cost(at))
                for after in machine.step(at, edge.masks):
                    if (following, after) in settled:
                        continue
                    if edge.ordinary:
                        todo.appendleft((following, after, _Way(way.price, way.word + edge.char, way.marks + " ")))
                    elif edge.full:
                        todo.append((following, after, _Way(way.price + 1, way.word + edge.char, way.marks + "!")))
    return found


def _particular(way: _Way) -> str:
    """Return the stretch of a word from the first to the last particular character."""
    first, last = way.marks.find("!"), way.marks.rfind("!")
    return "" if first < 0 else way.word[first : last + 1]
