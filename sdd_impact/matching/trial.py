"""Trying an answer: does a pattern that a person wrote compile, and does it match what the statement prints now?"""

from __future__ import annotations

from typing import Any, cast

from sdd_impact.model import Event, Match, Phrase, Query, Regex
from sdd_impact.patterns import PatternError
from sdd_impact.patterns.dialects import DIALECTS

from .hold import hold
from .leaves import regex
from .witness import Confirm

_FLAGS = "imsx"


def try_pattern(pattern: str | Query, dialect: str, event: Event, confirm: Confirm | None = None, *, flags: str = "") -> Match:
    """Hold a pattern against an event. ``dialect`` is one of :class:`sdd_impact.model.Regex`, or ``phrase`` for plain text in any case.

    A query tree is held as it is. A pattern that does not compile is ``unknown``, and ``because`` says what is wrong and where.
    """
    if not isinstance(pattern, str):
        return hold(pattern, event, confirm)
    if not pattern.strip():
        return Match("unknown", because="the pattern is empty")
    if dialect == "phrase":
        return hold(Phrase(pattern, case=False), event, confirm)
    if dialect not in DIALECTS:
        return Match("unknown", because=f"unknown dialect {dialect}; known are {', '.join(sorted((*DIALECTS, 'phrase')))}")
    asked = Regex(pattern, cast("Any", dialect), "".join(each for each in _FLAGS if each in flags))
    found = regex(asked)
    if isinstance(found, PatternError):
        return Match("unknown", because=f"the pattern cannot be read: {found.message} (at character {found.position + 1})")
    return hold(asked, event, confirm)
