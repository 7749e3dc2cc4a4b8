"""fail2ban's filter files: how they are put together, and what their expressions match."""

from __future__ import annotations

from .compose import Composed, alternatives, compose
from .ini import Ini, parse
from .merging import BUILT_IN, Settings, included, merge
from .rules import Rule, Rules, rules
from .tags import expand

__all__ = [
    "BUILT_IN",
    "Composed",
    "Ini",
    "Rule",
    "Rules",
    "Settings",
    "alternatives",
    "compose",
    "expand",
    "included",
    "merge",
    "parse",
    "rules",
]
