"""One change as one search sees it, and what its captures take before and after."""

from __future__ import annotations

from sdd_impact import late
from sdd_impact.model import Capture, Change, Match, Placeholder, Statement
from sdd_impact.tuples import NamedTuple

_HOLE = late.regex(r"(?<!\{)\{([^{}]*)\}(?!\})")


class Row(NamedTuple):
    """One change as the search sees it. A side without a statement, or without the search, has no match.

    A statement that the branch left alone is a change from itself to itself, with an id ``st-…``: there the search is another before and after.
    """

    change: Change
    before: Match | None
    after: Match | None

    @property
    def left_alone(self) -> bool:
        """Whether the branch did not change the statement."""
        return self.change.id.startswith("st-")

    @property
    def lost(self) -> bool:
        """Bound at the base and not at the head."""
        return self.before is not None and self.before.bound and not (self.after is not None and self.after.bound)

    @property
    def kept(self) -> bool:
        """Bound on both sides."""
        return self.before is not None and self.before.bound and self.after is not None and self.after.bound

    @property
    def gained(self) -> bool:
        """Bound at the head, and surely not at the base."""
        was = self.before is not None and self.before.certainty in ("always", "generic", "unknown")
        return self.after is not None and self.after.bound and not was

    @property
    def weaker(self) -> bool:
        """Whether every line was matched, and only lines with some values are now."""
        return (
            self.before is not None
            and self.after is not None
            and (self.before.certainty, self.after.certainty) == ("always", "generic")
        )

    @property
    def shown(self) -> bool:
        """Whether one of the sides says anything about the search."""
        return any(each is not None and each.certainty in ("always", "generic", "unknown") for each in (self.before, self.after))

    @property
    def unknown(self) -> bool:
        """Whether it could not be said on a side that decides."""
        sides = [each.certainty for each in (self.before, self.after) if each is not None]
        return "unknown" in sides and not self.lost


def captures(row: Row) -> tuple[Capture, ...]:
    """Return the groups that took a placeholder before and take another, or none, now."""
    if row.before is None or not row.before.bound:
        return ()
    after = dict(row.after.captures) if row.after is not None and row.after.bound else {}
    return tuple(
        Capture(group, value, after.get(group))
        for group, value in row.before.captures if _HOLE.search(value) and not _same(row.change, value, after.get(group))
    )  # fmt: skip


def _same(change: Change, before: str, after: str | None) -> bool:
    """Whether two captures take the same placeholders. A variable that was only renamed is the same."""
    if after is None:
        return False
    names, others = _HOLE.findall(before), _HOLE.findall(after)
    if names == others:
        return _kinds(change.before, names) == _kinds(change.after, others)
    if len(names) != len(others) or change.before is None or change.after is None:
        return False
    there = {each.name for each in change.after.template.placeholders}
    here = {each.name for each in change.before.template.placeholders}
    renamed = all(one == other or (one not in there and other not in here) for one, other in zip(names, others, strict=True))
    return renamed and _kinds(change.before, names) == _kinds(change.after, others)


def _kinds(statement: Statement | None, names: list[str]) -> list[bool]:
    """Return whether each placeholder is masked: a mask under the same name is another value."""
    if statement is None:
        return []
    holes: tuple[Placeholder, ...] = statement.template.placeholders
    kinds = {each.name: each.kind for each in holes}
    return [kinds.get(name) == "masked" for name in names]
