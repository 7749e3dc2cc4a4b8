"""Texts with holes: parts that only Terraform knows, each a character of a private area (see :mod:`sdd_impact.searches._hcl`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.model import Opaque, Query
from sdd_impact.searches._trees import all_of

if TYPE_CHECKING:
    from collections.abc import Callable

_HOLE = late.regex("[\U000f0000-\U000fffff]")

REASON = "known only to Terraform"


def has_hole(text: str) -> bool:
    """Whether a part of the text is not known."""
    return not text.isascii() and bool(_HOLE.search(text))


def closed_or_opaque(text: str, written: str, make: Callable[[str], Query]) -> Query:
    """Return what ``make`` makes of a text that is known; else the text ``written`` around it, left open."""
    return Opaque(written, REASON) if has_hole(text) else make(text)


def substrings(text: str, written: str, make: Callable[[str], Query]) -> Query:
    """A text that must stand in the line: what is known of it must, the rest is left open."""
    if not has_hole(text):
        return make(text)
    known = [make(piece) for piece in _HOLE.split(text) if piece.strip()]
    return all_of((*known, Opaque(written, REASON)))
