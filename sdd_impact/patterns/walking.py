"""Finding a line of a text that a machine accepts, or proving that there is none.

A *text* is a sequence of segments: fixed text, or a :class:`~sdd_impact.patterns.language.Language`.
"""

from __future__ import annotations

from collections.abc import Sequence as Segments

from sdd_impact.tuples import NamedTuple

from .charset import STANDS_FOR, SYMBOLS
from .language import Language, language
from .machine import Budget, Machine, Reach, State

Segment = str | Language


class Found(NamedTuple):
    """A line that a machine accepts: the text that each segment contributes."""

    words: tuple[str, ...]


def walk(machine: Machine, text: Segments[Segment], how: Reach, budget: Budget) -> Found | None:
    """Find a line of ``text`` that the machine accepts; None is a proof that there is none.

    In the ordinary reach the line may hold symbols where no concrete character is treated like one. Raises
    :class:`~sdd_impact.patterns.machine.OverBudget`.
    """
    layers: list[dict[State, tuple[State, str]]] = []
    frontier: tuple[State, ...] = (machine.start,) if machine.alive(machine.start) else ()
    for segment in text:
        layer = _layer(machine, frontier, segment, how, budget)
        if machine.won in layer:
            layer = {machine.won: layer[machine.won]}
        layers.append(layer)
        frontier = tuple(layer)
    end = next((state for state in frontier if machine.accepts(state)), None)
    if end is None:
        return None
    words: list[str] = []
    for layer in reversed(layers):
        end, word = layer[end]
        words.append(word)
    return Found(tuple(reversed(words)))


def _layer(
    machine: Machine, frontier: tuple[State, ...], segment: Segment, how: Reach, budget: Budget
) -> dict[State, tuple[State, str]]:
    """Return the states behind one segment, each with the state before it and the text between them."""
    if not isinstance(segment, str):
        return machine.reach(frontier, segment, how, budget)
    layer: dict[State, tuple[State, str]] = {}
    for state in frontier:
        for after in machine.run(state, segment, budget):
            layer.setdefault(after, (state, segment))
    return layer


def concrete(machine: Machine, text: Segments[Segment], found: Found, budget: Budget) -> Found | None:
    """Return the line with every symbol replaced by a letter or digit, still accepted; None where no choice of them is."""
    if all(word.isascii() or not any(symbol in word for symbol in SYMBOLS) for word in found.words):
        return found
    owners: list[int] = []
    pieces: list[Segment] = []
    for index, word in enumerate(found.words):
        for char in word:
            owners.append(index)
            pieces.append(language(f"[{STANDS_FOR[char]}]") if char in SYMBOLS and not isinstance(text[index], str) else char)
    again = walk(machine, pieces, "full", budget)
    if again is None:
        return None
    words = [""] * len(found.words)
    for owner, char in zip(owners, again.words, strict=True):
        words[owner] += char
    return Found(tuple(words))
