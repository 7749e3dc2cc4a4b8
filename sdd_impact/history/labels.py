"""The first line of all text output: what was compared."""

from __future__ import annotations

from sdd_impact.history.base import Base, Head
from sdd_impact.history.names import SHORT


def label(base: Base, head: Head, uncommitted: int) -> str:
    """Return ``main (3f2c9a1) … feature/x (51ab93e)``; for index and working tree with the number of files that are not committed."""
    left = f"{base.name} ({base.merge_base[:SHORT]}) … "
    if head.looked_at == "commit":
        return f"{left}{head.name} ({head.node.id[:SHORT]})"
    place, state = {"index": ("index", "staged"), "worktree": ("working tree", "uncommitted")}[head.looked_at]
    return f"{left}{place} of {head.name} ({uncommitted} {state} file{'' if uncommitted == 1 else 's'})"
