"""What is known of a string expression, and the bounds within which it is looked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact.model import Placeholder, Template
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

#: More alternatives than these are one placeholder.
ALTERNATIVES = 8
#: A template of more parts than these is one placeholder.
PARTS = 600

Part = str | Placeholder
Parts = tuple[Part, ...]


class Known(NamedTuple):
    """What an expression prints: its alternatives, and whether it certainly is a string (``1`` prints, but ``1 + 1`` joins nothing)."""

    alternatives: tuple[Parts, ...]
    text: bool = True

    @property
    def literals(self) -> tuple[str, ...] | None:
        """All texts where every alternative is literal, else None."""
        if any(not isinstance(part, str) for parts in self.alternatives for part in parts):
            return None
        return tuple("".join(str(part) for part in parts) for parts in self.alternatives)

    @property
    def parts(self) -> Parts | None:
        """The parts of the only alternative, None where there are several."""
        return self.alternatives[0] if len(self.alternatives) == 1 else None


def limited(alternatives: Iterable[Parts], *, text: bool = True) -> Known | None:
    """What is known, each alternative once; None where it is more than anybody would read."""
    unique = tuple(dict.fromkeys(Template.of(*parts).parts for parts in alternatives))
    if not unique or len(unique) > ALTERNATIVES or any(len(parts) > PARTS for parts in unique):
        return None
    return Known(unique, text)
