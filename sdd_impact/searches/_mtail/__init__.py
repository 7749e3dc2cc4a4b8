"""mtail's language: conditions with regular expressions, each in front of a block of actions."""

from sdd_impact.searches._mtail.program import Action, Broken, parse

__all__ = ["Action", "Broken", "parse"]
