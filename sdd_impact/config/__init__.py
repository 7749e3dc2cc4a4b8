"""Settings: which file holds them, what they say, and which of them bind a branch.

``docs/configuration.md`` is the page for users, ``schemas/config.schema.json`` the schema; both are held against the table in :mod:`keys`.
"""

from __future__ import annotations

from sdd_impact.config.finding import YAML, find, load_from
from sdd_impact.config.joining import join
from sdd_impact.config.reading import load

__all__ = ["YAML", "find", "join", "load", "load_from"]
