"""A language of texts: what a placeholder can print.

A language is a position automaton: its states are the characters of its expression. It has no look-around, so it can be walked
in step with the automata of a search.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from .charset import CharSet
from .nodes import Chars, Choice, Group, Node, PatternError, Repeat, Sequence
from .reader import read_trusted


class Language(NamedTuple):
    """A set of texts. ``sets[p]`` is the character at position ``p``; ``after[p]`` the positions that may follow it; ``first`` those that may
    begin; ``last`` those that may end; ``empty`` whether the empty text belongs to it; ``missing`` whether the value may be missing and
    print as nothing, which is possible but not ordinary. ``key`` identifies the language."""

    key: object
    sets: tuple[CharSet, ...]
    first: tuple[int, ...]
    after: tuple[tuple[int, ...], ...]
    last: frozenset[int]
    empty: bool
    missing: bool = False


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


def of_tree(tree: Node, key: object = None) -> Language:
    """Build the language of a tree without look-around, anchors or references (else :class:`ValueError`)."""
    builder = _Builder()
    piece = builder.build(tree)
    return Language(
        key if key is not None else tree, tuple(builder.sets), piece.first, tuple(tuple(each) for each in builder.after),
        frozenset(piece.last), piece.empty,
    )  # fmt: skip


@lru_cache(512)
def language(expression: str, *, missing: bool = False) -> Language:
    """Build the language of a regular expression (Python's dialect, without look-around); :class:`ValueError` where it is none."""
    found = read_trusted(expression, "python", "")
    if isinstance(found, PatternError):
        msg = f"{expression}: {found.message}"
        raise ValueError(msg)  # noqa: TRY004 -- the value is wrong, not its type
    return of_tree(found.tree, (expression, missing))._replace(missing=missing)
