"""The hand-over of a release: the records that were merged between two revisions."""

from __future__ import annotations

from collections.abc import Iterable

from sdd_impact import config, documents
from sdd_impact.history import Repository
from sdd_impact.model import Checklist, HandOver, Revision, Source, Tree, Unread
from sdd_impact.pipeline.altering import altered_searches
from sdd_impact.pipeline.signing import in_force


def hand_over(repository: Repository, since: str, until: str) -> HandOver:
    """Return the hand-over for what was merged after ``since`` up to ``until``.

    A record counts where it is new or changed between the two, a saved search where its text is; a waiver where it is in force today, whenever it was merged. Raises :class:`~sdd_impact.errors.UsageError` for an unknown revision.
    """
    until = until or "HEAD"
    first, last = repository.resolve(since), repository.resolve(until)
    before, after = repository.tree(first), repository.tree(last)
    settings = config.load_from(after.read)
    catalogue = documents.catalogue()
    sources = changed_records(before, after, settings.records)
    checklists = tuple(documents.read_checklist(source, catalogue) for source in sources)
    both = (config.load_from(before.read), settings)
    return HandOver(
        since=Revision(since, first),
        until=Revision(until, last),
        checklists=checklists,
        catalogue=catalogue,
        settings=settings,
        not_checked=tuple(_unread(checklists)),
        waivers=in_force(after, settings, catalogue),
        altered=altered_searches(before, after, repository.differing(first, last), both, checklists),
    )


def changed_records(before: Tree, after: Tree, folder: str) -> Iterable[Source]:
    """Return the records in ``folder`` that are new in ``after``, or differ from ``before``; in the order of their paths."""
    prefix = folder.strip("/") + "/"
    for path in after.paths():
        name = path.removeprefix(prefix)
        if path.startswith(prefix) and "/" not in name and name.endswith((".yaml", ".yml")):
            source = after.read(path)
            old = before.read(path)
            if source and (old is None or old.data != source.data):
                yield source


def _unread(checklists: Iterable[Checklist]) -> Iterable[Unread]:
    for checklist in checklists:
        for problem in checklist.problems:
            yield Unread(checklist.path, problem.message, problem.location.line)
