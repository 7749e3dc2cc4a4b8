"""Who takes the ticket: ``owners:`` of the configuration, and CODEOWNERS."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sdd_impact.analysis.paths import Patterns
from sdd_impact.model import Owner


def owner_lookup(owners: tuple[Owner, ...] | None, codeowners: str | None) -> Callable[[str], bool] | None:
    """Return a function that tells whether a path has an owner; None where nobody is named anywhere.

    An owner of the configuration needs a channel: a team that cannot be reached takes no ticket.
    """
    if owners is None and codeowners is None:
        return None
    reachable = Patterns(owner.path for owner in owners or () if owner.channel)
    rules = tuple(_rules(codeowners or ""))

    def owned(path: str) -> bool:
        if reachable.match(path):
            return True
        # The last matching line of CODEOWNERS wins, and a line without owners takes ownership away.
        return next((named for pattern, named in reversed(rules) if pattern.match(path)), False)

    return owned


def _rules(text: str) -> Iterable[tuple[Patterns, bool]]:
    for line in text.splitlines():
        words = line.split("#", 1)[0].split()
        # A GitLab section header names default owners, but no path.
        if words and not words[0].startswith(("[", "^[")):
            yield Patterns(["**" if words[0] == "*" else words[0]]), len(words) > 1
