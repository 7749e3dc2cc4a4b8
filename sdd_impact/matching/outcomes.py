"""What becomes of one condition, and of one alternative of a search."""

from __future__ import annotations

from typing import NamedTuple

from sdd_impact.patterns import Pattern

from .comparing import Bound


class Decided(NamedTuple):
    """A condition that was decided by itself, without the line: a level, a structured field.

    ``neutral`` marks what is not understood: it stands aside, and what rests on it says so. ``bound`` is a comparison with a number.
    """

    certainty: str
    because: str = ""
    assuming: str = ""
    neutral: bool = False
    bound: Bound | None = None


class Target(NamedTuple):
    """A condition that is decided on a text: ``line``, ``message`` or a field's value, together with all others on it."""

    track: str
    pattern: Pattern
    assuming: str = ""


class Outcome(NamedTuple):
    """A clause that some event of the statement fulfils.

    ``words`` are the texts found, by track. ``unsure`` says why it may be wrong all the same, ``loose`` that a pattern was taken too
    widely, ``assuming`` what was taken for granted. ``plain``: fixed texts that stand in every line, so nothing is left to prove.
    """

    words: dict[str, tuple[str, ...]]
    unsure: tuple[str, ...] = ()
    loose: tuple[str, ...] = ()
    assuming: tuple[str, ...] = ()
    plain: bool = False
