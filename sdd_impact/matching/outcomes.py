"""What becomes of one condition, and of one alternative of a search."""

from __future__ import annotations

from sdd_impact.patterns import Pattern
from sdd_impact.patterns.machine import Reach
from sdd_impact.tuples import NamedTuple

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
    """A condition that is decided on a text: ``line``, ``message`` or a field's value, together with all others on it.

    ``wider`` is the pattern of an engine that keeps the text otherwise (in words instead of as one value): all that ``pattern`` takes, and more.
    """

    track: str
    pattern: Pattern
    assuming: str = ""
    wider: Pattern | None = None

    def for_reach(self, how: Reach, *, negative: bool) -> Pattern:
        """Return the pattern that proves something of either engine: the wider one to say what cannot be, the other to say what is."""
        return self.wider if self.wider is not None and (how == "full") != negative else self.pattern


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
