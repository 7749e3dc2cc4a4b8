"""Turning a tree into a graph of states.

A program has one main part and one part for every look-around. An edge without a character may carry a *guard*: a condition
on the position where it is passed.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from sdd_impact.tuples import NamedTuple

from . import charset as cs
from .charset import CharSet
from .nodes import FAIL, Anchor, Chars, Choice, Look, Node, Pattern, Repeat, Sequence
from .simplify import for_search

MAX_STATES = 30_000
#: A counted repetition of so many characters, so many times, makes sets of places explode.
_MANY, _LONG = 20, 8
#: So many places may be reached in all without reading, from every place that is entered: ``((a?){99}){99}`` has millions.
_MAX_REACHED = 500_000


class Guard(NamedTuple):
    """A condition on a position.

    ``start`` and ``newline`` (after a line break, or at the start) and ``word`` (the character before is in word set ``part``) look
    at what was read; ``behind`` and ``ahead`` ask look-around number ``part``; ``end`` is the end of the line.
    """

    kind: Literal["start", "newline", "word", "behind", "ahead", "end"]
    part: int = 0
    negative: bool = False


class Part(NamedTuple):
    """The main pattern or one look-around: where it starts and the state that means "found"."""

    start: int
    accept: int


class Program(NamedTuple):
    """A compiled pattern. State ``q`` reads a character of ``sets[reads[q]]`` and goes to ``then[q]``, or (``reads[q] < 0``) passes on freely
    over ``free[q]``. ``aheads`` and ``behinds`` are the look-arounds, ``words`` the sets that word boundaries ask about.
    ``spreads``: something like ``.{50}`` in it can stand at many places at once, in any combination."""

    main: Part
    aheads: tuple[Part, ...]
    behinds: tuple[Part, ...]
    words: tuple[CharSet, ...]
    sets: tuple[CharSet, ...]
    reads: tuple[int, ...]
    then: tuple[int, ...]
    free: tuple[tuple[tuple[Guard | None, int], ...], ...]
    newline: bool
    spreads: bool = False


class TooLarge(Exception):
    """The pattern has more states than are looked at."""


class _Compiler:
    """Lays states from the end of a tree to its beginning: ``build`` returns the state at which a node is entered."""

    def __init__(self) -> None:
        self.sets: dict[CharSet, int] = {}
        self.words: dict[CharSet, int] = {}
        self.reads: list[int] = []
        self.then: list[int] = []
        self.free: list[tuple[tuple[Guard | None, int], ...]] = []
        self.looks: dict[Look, int] = {}
        self.aheads: list[Part] = []
        self.behinds: list[Part] = []
        self.newline = False
        self.spreads = False

    def state(self, *free: tuple[Guard | None, int]) -> int:
        if len(self.reads) >= MAX_STATES:
            raise TooLarge
        self.reads.append(-1)
        self.then.append(-1)
        self.free.append(free)
        return len(self.reads) - 1

    def part(self, tree: Node) -> Part:
        accept = self.state()
        return Part(self.build(tree, accept), accept)

    def build(self, node: Node, end: int) -> int:
        if isinstance(node, Chars) or node == FAIL:
            entry = self.state()
            these = node.set if isinstance(node, Chars) else cs.NONE
            self.reads[entry] = self.sets.setdefault(these, len(self.sets))
            self.then[entry] = end
            return entry
        if isinstance(node, Sequence):
            for part in reversed(node.parts):
                end = self.build(part, end)
            return end
        if isinstance(node, Choice):
            return self.state(*((None, self.build(part, end)) for part in node.parts))
        if isinstance(node, Repeat):
            return self._repeat(node, end)
        if isinstance(node, Look):
            return self.state((self._look(node), end))
        if isinstance(node, Anchor):
            return self._anchor(node, end)
        msg = f"simplify leaves no {type(node).__name__}"
        raise TypeError(msg)

    def _repeat(self, node: Repeat, end: int) -> int:
        if isinstance(node.part, Chars) and node.part.set.ascii.bit_count() >= _MANY and max(node.low, node.high or 0) >= _LONG:
            self.spreads = True
        if node.high is None:
            loop = self.state()
            self.free[loop] = ((None, self.build(node.part, loop)), (None, end))
            entry = loop
        else:
            entry = end
            for _ in range(node.high - node.low):
                entry = self.state((None, self.build(node.part, entry)), (None, end))
        for _ in range(node.low):
            entry = self.build(node.part, entry)
        return entry

    def _look(self, node: Look) -> Guard:
        # A look-around inside this one is compiled first, so it has the smaller number and is decided first.
        if node not in self.looks:
            part = self.part(node.part)
            parts = self.aheads if node.ahead else self.behinds
            parts.append(part)
            self.looks[node] = len(parts) - 1
        return Guard("ahead" if node.ahead else "behind", self.looks[node], node.negative)

    def _anchor(self, node: Anchor, end: int) -> int:
        if node.kind in ("start", "end"):
            return self.state((Guard("start" if node.kind == "start" else "end"), end))
        if node.kind == "line-start":
            self.newline = True
            return self.state((Guard("newline"), end))
        if node.kind in ("end-or-newline", "line-end"):
            after = Sequence((Chars(cs.NEWLINE), Anchor("end"))) if node.kind == "end-or-newline" else Chars(cs.NEWLINE)
            return self.state((Guard("end"), end), (self._look(Look(after, ahead=True, negative=False)), end))
        return self._boundary(node, end)

    def _boundary(self, node: Anchor, end: int) -> int:
        """Lay a word boundary: what stands before is known, what follows is looked ahead for."""
        these = node.word or cs.WORD
        word = self.words.setdefault(these, len(self.words))
        ends: list[tuple[Guard | None, int]] = []
        for before, follows in _SIDES[node.kind]:
            then = self.state((self._look(Look(Chars(these), ahead=True, negative=not follows)), end))
            ends.append((Guard("word", word, not before), then))
        return self.state(*ends)


#: For each kind of boundary: whether a word character stands before it, and whether one follows.
_SIDES = {
    "word": ((True, False), (False, True)),
    "not-word": ((True, True), (False, False)),
    "word-start": ((False, True),),
    "word-end": ((True, False),),
}


@lru_cache(500)
def compiled(pattern: Pattern) -> Program | None:
    """Compile a pattern for searching; None where it has more than ``MAX_STATES`` states, or where too many of them follow each other freely."""
    compiler = _Compiler()
    try:
        main = compiler.part(for_search(pattern))
    except TooLarge:
        return None
    if _is_dense(compiler):
        return None
    return Program(
        main, tuple(compiler.aheads), tuple(compiler.behinds), tuple(compiler.words), tuple(compiler.sets),
        tuple(compiler.reads), tuple(compiler.then), tuple(compiler.free), compiler.newline, compiler.spreads,
    )  # fmt: skip


def _is_dense(made: _Compiler) -> bool:
    """Whether the places that follow freely on each place are too many in all to be kept."""
    entered = {target for target in made.then if target >= 0}
    if len(entered) * len(made.free) <= _MAX_REACHED:
        return False
    left = _MAX_REACHED
    for place in entered:
        seen, todo = {place}, [place]
        while todo:
            for _, target in made.free[todo.pop()]:
                if target not in seen:
                    seen.add(target)
                    todo.append(target)
        left -= len(seen)
        if left < 0:
            return True
    return False
