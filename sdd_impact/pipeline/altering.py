"""Which saved searches read otherwise after a release: told from their files, so that one mended by hand is not passed over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sdd_impact import detectors
from sdd_impact.model import AlteredSearch, Checklist, SavedSearch, Settings, Tree
from sdd_impact.pipeline.observing import places, read_paths

_QUESTIONS = ("saved-search-recreate", "saved-search-false-match")


def altered_searches(
    before: Tree, after: Tree, differing: Sequence[str], settings: tuple[Settings, Settings], checklists: Iterable[Checklist]
) -> tuple[AlteredSearch, ...]:
    """Return the searches of files that differ (``differing`` are their paths) and that are new, gone, or have another text.

    ``settings`` are those of either side. A search that is only moved or renamed is not among them.
    """
    paths = [places(differing, each) for each in settings]
    if not any(paths):
        return ()
    from sdd_impact.matching.pairing import pairs  # late: most releases change no search

    old, new = (
        read_paths(tree, [path for path in found if path in there], each).searches
        for tree, found, each, there in zip((before, after), paths, settings, map(_paths, (before, after)), strict=True)
    )
    told = list(_told(checklists))
    return tuple(filter(None, (_altered(pair.base, pair.head, told) for pair in pairs(old, new))))


def _paths(tree: Tree) -> frozenset[str]:
    return frozenset(tree.paths())


def _altered(base: SavedSearch | None, head: SavedSearch | None, told: list[tuple[str, str]]) -> AlteredSearch | None:
    search = head or base
    was, now = (detectors.masked(each.text) if each else "" for each in (base, head))
    if search is None or was == now:
        return None
    shown = [f"{each.name} · {each.location.file}:" for each in (base, head) if each]
    record = next((path for path, cell in told if cell.startswith(tuple(shown))), "")
    return AlteredSearch("changed" if base and head else "new" if head else "deleted", search, was, now, record)


def _told(checklists: Iterable[Checklist]) -> Iterator[tuple[str, str]]:
    """The searches that the rows of the records are about, each with the record's path."""
    for checklist in checklists:
        for answer in (*checklist.answers, *checklist.resolved):
            if answer.question in _QUESTIONS:
                yield from ((checklist.path, row.get("search")) for row in answer.rows)
