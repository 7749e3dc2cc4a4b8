"""Saved searches held against statements: what is found, what is lost, what was nearly meant.

- :func:`hold` decides one search and one event: always, generic, contingent, never or unknown.
- :func:`verdicts` says what a branch does to every saved search.
- :func:`states` says which statements feed each search, without a difference.
- :func:`elsewhere` says of which searches that none feeds the words stand elsewhere in the code.
- :func:`standing_in` says which searches have their words in some lines of code.
- :func:`reworded` proposes a new query for a search that lost a statement.
- :func:`try_pattern` tries a pattern that a person wrote.
- :class:`RealLines` are log lines as they were written.
- :func:`needles` and :func:`haystack` are the prefilter; :func:`is_of_layouts` tells words that stand in no statement.

``docs/matching.md`` says what the answers mean.
"""

from __future__ import annotations

from .hold import hold
from .kinds import may_be
from .prefilter import candidate, haystack, needles
from .real_lines import RealLines
from .rereading import Reread, reworded
from .rewriting import rewrite
from .standing import Written, elsewhere, standing_in
from .states import states
from .texts import is_of_layouts
from .trial import try_pattern
from .verdicts import verdicts
from .witness import Confirm

__all__ = [
    "Confirm", "RealLines", "Reread", "Written", "candidate", "elsewhere", "haystack", "hold", "is_of_layouts", "may_be", "needles", "reworded", "rewrite", "standing_in", "states", "try_pattern", "verdicts",
]  # fmt: skip
