"""The rules on customers' input in a file: patterns and lengths, for a field of a known kind."""

from __future__ import annotations

from importlib import import_module

from sdd_impact.detectors._lists import hints
from sdd_impact.detectors._reading import File
from sdd_impact.detectors._rules.noun import Rule
from sdd_impact.detectors._rules.trying import refused

__all__ = ["HINTS", "Rule", "refused", "rules"]

#: Lower-case words without one of which a file has no rule that is looked at.
HINTS = hints("""re. regex. regexp regex pattern maxlength max_length minlength min_length size( @length length( .matches( .test( .match( .search( .max( .min(
        isalpha isalnum isascii isidentifier .exec(""")


def rules(file: File) -> tuple[Rule, ...]:
    """Every rule of a file that says for which field of a customer it is, in the order of the text."""
    module = import_module(f"{__name__}.{file.family}")  # late: a file of one language needs the rules of that one
    found: dict[tuple[object, ...], Rule] = {}
    for rule in module.rules(file):
        found.setdefault((rule.location, rule.meaning), rule)
    return tuple(sorted(found.values(), key=lambda rule: rule.location))
