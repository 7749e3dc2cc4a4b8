"""Finding the line that asks least of its placeholders: what a search that needs a particular text needs."""

from __future__ import annotations

from collections.abc import Sequence as Segments
from heapq import heapify, heappop, heappush

from sdd_impact.tuples import NamedTuple

from .language import Language
from .machine import Budget, Machine, State
from .walking import Segment


class Needed(NamedTuple):
    """A line that needs as few particular characters inside of placeholders as possible.

    ``words`` is what each segment contributes, ``needs`` the particular text within it ("" where none is needed).
    """

    words: tuple[str, ...]
    needs: tuple[str, ...]


class _Way(NamedTuple):
    """A way through one segment: what it costs in all, where it began, its text, and for each character whether it is particular."""

    price: int
    origin: State
    word: str
    marks: str


def cheapest(machine: Machine, text: Segments[Segment], budget: Budget) -> Needed | None:
    """Find the line of ``text`` that the machine accepts and that needs the least; None where there is no line.

    Raises :class:`~sdd_impact.patterns.machine.OverBudget`.
    """
    layers: list[dict[State, _Way]] = []
    frontier: dict[State, int] = {machine.start: 0} if machine.alive(machine.start) else {}
    for segment in text:
        layer = (
            _along(machine, frontier, segment, budget) if isinstance(segment, str) else _ways(machine, frontier, segment, budget)
        )
        layers.append(layer)
        frontier = {state: way.price for state, way in layer.items()}
    ends = [(paid, index, state) for index, (state, paid) in enumerate(frontier.items()) if machine.accepts(state)]
    if not ends:
        return None
    end = min(ends)[2]
    ways: list[_Way] = []
    for layer in reversed(layers):
        ways.append(layer[end])
        end = ways[-1].origin
    ways.reverse()
    return Needed(tuple(way.word for way in ways), tuple(_particular(way) for way in ways))


def _along(machine: Machine, frontier: dict[State, int], fixed: str, budget: Budget) -> dict[State, _Way]:
    """Return the cheapest way along a fixed text to every state behind it."""
    found: dict[State, _Way] = {}
    for state, paid in frontier.items():
        for after in machine.run(state, fixed, budget):
            if after not in found or paid < found[after].price:
                found[after] = _Way(paid, state, fixed, "")
    return found


def _ways(machine: Machine, frontier: dict[State, int], segment: Language, budget: Budget) -> dict[State, _Way]:
    """Return the cheapest way through a language to every state behind it, from whichever state it began."""
    found: dict[State, _Way] = {}
    settled: set[tuple[int, State]] = set()
    # The number keeps the order of equal prices; the line found is then a shortest one.
    waiting = [(paid, number, -1, state, _Way(paid, state, "", "")) for number, (state, paid) in enumerate(frontier.items())]
    heapify(waiting)
    number = len(waiting)
    while waiting:
        price, _, position, at, way = heappop(waiting)
        if (position, at) in settled:
            continue
        settled.add((position, at))
        if position < 0:
            if segment.empty or segment.missing:
                _keep(found, at, way if segment.empty else way._replace(price=price + 1))
        elif position in segment.last:
            _keep(found, at, way)
        weight = machine.cost(at)
        for following in segment.first if position < 0 else segment.after[position]:
            edges = machine.edges(segment.sets[following])
            budget.spend(weight * len(edges))
            for edge in edges:
                if not (edge.ordinary or edge.full):
                    continue
                for after in machine.step(at, edge.masks):
                    if (following, after) not in settled:
                        number += 1
                        more = 0 if edge.ordinary else 1
                        longer = _Way(price + more, way.origin, way.word + edge.char, way.marks + (" ", "!")[more])
                        heappush(waiting, (price + more, number, following, after, longer))
    return found


def _keep(found: dict[State, _Way], state: State, way: _Way) -> None:
    if state not in found or way.price < found[state].price:
        found[state] = way


def _particular(way: _Way) -> str:
    """Return the stretch of a word from the first to the last particular character."""
    first, last = way.marks.find("!"), way.marks.rfind("!")
    return "" if first < 0 else way.word[first : last + 1]
