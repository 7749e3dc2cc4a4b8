"""A language of texts: what a placeholder can print.

A language is a position automaton: its states are the characters of its expression. It has no look-around, so it can be walked
in step with the automata of a search.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence as Sequenced
from functools import lru_cache
from itertools import count

from sdd_impact.tuples import NamedTuple

from .charset import CharSet
from .nodes import Chars, Choice, Group, Node, PatternError, Repeat, Sequence
from .reader import read_trusted


class Language(NamedTuple):
    """A set of texts. ``sets[p]`` is the character at position ``p``; ``after[p]`` the positions that may follow it; ``first`` those that may
    begin; ``last`` those that may end; ``empty`` whether the empty text belongs to it; ``missing`` whether the value may be missing and
    print as nothing, which is possible but not ordinary. ``key`` is a number of its own.
    ``alphabet`` are its different sets, ``shortest`` the sets of one of its shortest texts."""

    key: int
    sets: tuple[CharSet, ...]
    first: tuple[int, ...]
    after: tuple[tuple[int, ...], ...]
    last: frozenset[int]
    empty: bool
    missing: bool = False
    alphabet: tuple[CharSet, ...] = ()
    shortest: tuple[CharSet, ...] = ()


class _Piece(NamedTuple):
    first: tuple[int, ...]
    last: tuple[int, ...]
    empty: bool


class _Builder:
    def __init__(self) -> None:
        self.sets: list[CharSet] = []
        self.after: list[dict[int, None]] = []

    def build(self, node: Node) -> _Piece:
        if isinstance(node, Chars):
            self.sets.append(node.set)
            self.after.append({})
            return _Piece((len(self.sets) - 1,), (len(self.sets) - 1,), empty=False)
        if isinstance(node, Sequence):
            whole = _Piece((), (), empty=True)
            for part in node.parts:
                whole = self._then(whole, self.build(part))
            return whole
        if isinstance(node, Choice):
            parts = [self.build(part) for part in node.parts]
            return _Piece(
                tuple(at for part in parts for at in part.first),
                tuple(at for part in parts for at in part.last),
                any(part.empty for part in parts),
            )
        if isinstance(node, Group):
            return self.build(node.part)
        if isinstance(node, Repeat):
            return self._repeat(node)
        msg = f"a language has no {type(node).__name__}"
        raise ValueError(msg)

    def _then(self, one: _Piece, other: _Piece) -> _Piece:
        for at in one.last:
            self.after[at].update(dict.fromkeys(other.first))
        return _Piece(
            one.first + other.first if one.empty else one.first,
            one.last + other.last if other.empty else other.last,
            one.empty and other.empty,
        )

    def _repeat(self, node: Repeat) -> _Piece:
        whole = _Piece((), (), empty=True)
        for _ in range(node.low):
            whole = self._then(whole, self.build(node.part))
        if node.high is None:
            loop = self.build(node.part)
            for at in loop.last:
                self.after[at].update(dict.fromkeys(loop.first))
            return self._then(whole, loop._replace(empty=True))
        for _ in range(node.high - node.low):
            whole = self._then(whole, self.build(node.part)._replace(empty=True))
        return whole


_serial = count(1)


def of_tree(tree: Node) -> Language:
    """Build the language of a tree without look-around, anchors or references (else :class:`ValueError`)."""
    builder = _Builder()
    piece = builder.build(tree)
    sets, first, after, last = _merged(builder, piece)
    return Language(
        next(_serial), sets, first, after, last, piece.empty,
        alphabet=tuple(dict.fromkeys(sets)), shortest=_shortest(sets, first, after, last),
    )  # fmt: skip


_Positions = tuple[int, ...]


def _merged(builder: _Builder, piece: _Piece) -> tuple[tuple[CharSet, ...], _Positions, tuple[_Positions, ...], frozenset[int]]:
    """Join the positions that nothing tells apart: the same character, the same that may follow."""
    size = len(builder.sets)
    last = set(piece.last)
    classes: list[object] = [(builder.sets[at], at in last) for at in range(size)]
    numbers = _numbered(classes)
    while True:
        finer = _numbered([(numbers[at], frozenset(numbers[after] for after in builder.after[at])) for at in range(size)])
        if max(finer, default=0) == max(numbers, default=0):
            break
        numbers = finer
    shown = {number: at for at, number in reversed(list(enumerate(numbers)))}
    sets = tuple(builder.sets[shown[number]] for number in range(len(shown)))
    after = tuple(tuple(dict.fromkeys(numbers[at] for at in builder.after[shown[number]])) for number in range(len(shown)))
    return sets, tuple(dict.fromkeys(numbers[at] for at in piece.first)), after, frozenset(numbers[at] for at in last)


def _numbered(classes: Sequenced[object]) -> list[int]:
    found: dict[object, int] = {}
    return [found.setdefault(each, len(found)) for each in classes]


def _shortest(
    sets: tuple[CharSet, ...], first: _Positions, after: tuple[_Positions, ...], last: frozenset[int]
) -> tuple[CharSet, ...]:
    """Return the sets along a shortest text that is not empty."""
    ways: dict[int, tuple[CharSet, ...]] = {at: (sets[at],) for at in first}
    todo = deque(ways)
    while todo:
        at = todo.popleft()
        if at in last:
            return ways[at]
        for following in after[at]:
            if following not in ways:
                ways[following] = (*ways[at], sets[following])
                todo.append(following)
    return ()


@lru_cache(512)
def language(expression: str, *, missing: bool = False) -> Language:
    """Build the language of a regular expression (Python's dialect, without look-around); :class:`ValueError` where it is none."""
    found = read_trusted(expression, "python", "")
    if isinstance(found, PatternError):
        msg = f"{expression}: {found.message}"
        raise ValueError(msg)  # noqa: TRY004 -- the value is wrong, not its type
    return of_tree(found.tree)._replace(missing=missing)
