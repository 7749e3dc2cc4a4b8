"""Regular expressions and automata: the bench on which searches are decided.

- :func:`read` reads a pattern of any dialect into a tree, or says what is wrong with it and where.
- :func:`machine` makes patterns into an automaton, :func:`walk` holds it against a text made of literals and languages.
- :func:`language` is the set of texts that a placeholder can print.
- :func:`search` finds a pattern in one concrete line, with its captures, within a bounded number of steps.

Nothing here uses Python's own ``re`` for a pattern that comes from outside.
"""

from __future__ import annotations

from .automaton import automaton
from .cheapest import Needed, cheapest
from .finder import GaveUp, Hit, search
from .language import Language, language, of_tree
from .machine import Budget, Machine, OverBudget, machine
from .nodes import Pattern, PatternError, literal
from .reader import read
from .walking import Found, Segment, concrete, walk

__all__ = [
    "Budget",
    "Found",
    "GaveUp",
    "Hit",
    "Language",
    "Machine",
    "Needed",
    "OverBudget",
    "Pattern",
    "PatternError",
    "Segment",
    "automaton",
    "cheapest",
    "concrete",
    "language",
    "literal",
    "machine",
    "of_tree",
    "read",
    "search",
    "walk",
]
