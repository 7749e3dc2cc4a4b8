"""What a rule on input is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from sdd_impact.detectors._reading import File
from sdd_impact.model import Location
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from tree_sitter import Node

#: How a pattern is held against the input: all of it, from its start, anywhere in it.
How = Literal["whole", "start", "anywhere"]


class Rule(NamedTuple):
    """One rule. ``kind`` is one of ``_customers.KINDS``, ``field`` its name as written, ``pattern`` the expression ("" for a length).

    ``forbids``: input in which the pattern is found is refused. ``least`` and ``most`` bound the number of characters (0: no bound).
    ``place`` is what holds the rule (a constant, a class's field, a function): the same place before and after is the same rule.
    """

    kind: str
    field: str
    place: str
    location: Location
    quote: str
    symbol: str = ""
    pattern: str = ""
    flags: str = ""
    dialect: Literal["python", "pcre"] = "python"
    how: How = "anywhere"
    forbids: bool = False
    least: int = 0
    most: int = 0

    @property
    def text(self) -> str:
        """The rule as a person reads it."""
        if self.pattern:
            return self.pattern
        bounds = [f"at least {self.least}"] * (self.least > 0) + [f"at most {self.most}"] * (self.most > 0)
        return " and ".join(bounds) + " characters"

    @property
    def meaning(self) -> tuple[str, str, str, str, bool, int, int]:
        """What the rule says, wherever it stands."""
        return (self.kind, self.pattern, self.flags, self.how, self.forbids, self.least, self.most)


def rule_at(file: File, node: Node, kind: str, field: str, place: str) -> Rule:
    """A rule that stands at a node; what it says is filled in by ``_replace``."""
    return Rule(kind, field, place, file.location(node), file.line(node), file.unit.scope.symbol(node.start_byte))
