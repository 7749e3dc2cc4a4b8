"""The syntax tree of a regular expression, the same for every dialect.

Case, dot-all, multi-line and extended mode are resolved by the reader, so that a tree says the same wherever it is used.
"""

from __future__ import annotations

from typing import Literal

from sdd_impact.tuples import Distinct, NamedTuple

from .charset import CharSet

AnchorKind = Literal["start", "end", "end-or-newline", "line-start", "line-end", "word", "not-word", "word-start", "word-end"]
Mode = Literal["greedy", "lazy", "possessive"]


class Chars(Distinct):
    """One character out of a set."""

    set: CharSet


class Sequence(Distinct):
    """Its parts, one after the other. Without parts: the empty text."""

    parts: tuple[Node, ...] = ()


class Choice(Distinct):
    """One of its parts, the first preferred. Without parts: nothing matches."""

    parts: tuple[Node, ...] = ()


class Repeat(Distinct):
    """Its part ``low`` to ``high`` times (None: without a limit)."""

    part: Node
    low: int
    high: int | None
    mode: Mode = "greedy"


class Group(Distinct):
    """A capturing group: its number from 1, and its name ("" where it has none)."""

    part: Node
    index: int
    name: str = ""


class Look(Distinct):
    """A condition on what follows (``ahead``) or precedes a position; ``negative`` where it must not be there."""

    part: Node
    ahead: bool
    negative: bool


class Anchor(Distinct):
    """A condition on a position. ``word`` is the set of word characters for the kinds that need it."""

    kind: AnchorKind
    word: CharSet | None = None


class Atomic(Distinct):
    """A part that is never entered again once left. The automaton takes it as the part alone: too wide."""

    part: Node


class Backreference(Distinct):
    """The text of an earlier group once more, by number or name. The automaton takes any text: too wide."""

    group: int | str
    folded: bool = False


class Conditional(Distinct):
    """``yes`` where the group took part, else ``no``. The automaton takes both: too wide."""

    group: int | str
    yes: Node
    no: Node


class Unsupported(Distinct):
    """A construct that is not followed (recursion, a verb). Every text is taken, or every one character: too wide."""

    what: str
    single: bool = False


Node = Chars | Sequence | Choice | Repeat | Group | Look | Anchor | Atomic | Backreference | Conditional | Unsupported

EMPTY = Sequence()
FAIL = Choice()


class PatternError(NamedTuple):
    """Why a pattern cannot be read, and the position (from 0, in characters) where that shows."""

    message: str
    position: int


class Pattern(NamedTuple):
    """A regular expression that was read. ``whole`` says that it must match all of the text (Lucene), not a part.

    ``too_wide`` names the constructs that the automaton can only take as more than they match; empty where it is exact.
    ``unsupported`` are those among them that even :func:`~sdd_impact.patterns.find` cannot follow.
    """

    tree: Node
    source: str
    dialect: str
    groups: tuple[str, ...] = ()
    whole: bool = False
    too_wide: tuple[str, ...] = ()
    unsupported: tuple[str, ...] = ()


def literal(text: str, case: bool = True) -> Sequence:
    """Return the tree of a literal text, in any case where ``case`` is False."""
    from .charset import of

    sets = [of(char) for char in text]
    return Sequence(tuple(Chars(each if case else each.folded) for each in sets))
