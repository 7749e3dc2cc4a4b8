"""How old are the files that were copied out of a user interface?

The day is the newer of two: the newest one that the export itself names, and that of the last commit that changed the file (of a file in no
repository, its own). A copy whose objects nobody has touched for a year is as fresh as the day on which it was made. "Now" is the day of the commit
that is looked at, or today where that is the working tree or the index.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Literal

from sdd_impact.errors import SddImpactError
from sdd_impact.history import Repository, file_day
from sdd_impact.model import Export, SavedSearch

_By = Literal["", "content", "commit", "file"]

#: Old exports that are named one by one.
MOST_NAMED = 5


def exports_of(searches: Iterable[SavedSearch]) -> tuple[Export, ...]:
    """Return the files of exported searches, in the order of their paths, with the newest day that each names."""
    found: dict[str, Export] = {}
    for search in searches:
        if search.exported:
            file = search.location.file
            known = found.get(file, Export(file, search.format))
            found[file] = known._replace(on=search.dated, by="content") if search.dated > known.on else known
    return tuple(found[file] for file in sorted(found))


def dated(exports: tuple[Export, ...], repository: Repository, revision: str, outside: frozenset[str]) -> tuple[Export, ...]:
    """Return the exports with their day and age at a revision ("" the working tree, ":" the index); ``outside`` are files beside the repository."""
    if not exports:
        return ()
    at = "" if revision in ("", ":") else revision
    known: dict[str, tuple[str, _By]] = {each.file: _beside(each.file) for each in exports if each.file in outside}
    now = _today()
    with suppress(SddImpactError):  # an age is shown, and decides nothing
        inside = [each.file for each in exports if each.file not in outside]
        days = repository.last_changed(at, inside) if inside else {}
        known.update((file, (day, "commit")) for file, day in days.items())
    with suppress(SddImpactError):
        now = (repository.day(at) if at else "") or now
    return tuple(_aged(_newer(each, *known.get(each.file, ("", ""))), now) for each in exports)


def _newer(export: Export, day: str, by: _By) -> Export:
    return export._replace(on=day, by=by) if day > export.on else export


def _beside(file: str) -> tuple[str, _By]:
    """The day of a file that lies outside: by the repository that it is in, else by itself."""
    path = Path(file)
    with suppress(SddImpactError, OSError, ValueError), Repository.open(str(path.parent)) as repository:
        name = path.resolve().relative_to(Path(repository.root).resolve()).as_posix()
        day = repository.last_changed("", [name]).get(name, "")
        if day:
            return day, "commit"
    return file_day(path), "file"


def _today() -> str:
    return dt.datetime.now(dt.UTC).date().isoformat()


def _aged(export: Export, now: str) -> Export:
    if not export.on:
        return export._replace(by="")
    return export._replace(age=max(0, (dt.date.fromisoformat(now) - dt.date.fromisoformat(export.on)).days))


def warnings(exports: tuple[Export, ...], most_days: int) -> Iterator[str]:
    """Yield a sentence for each export that is older than so many days (0: for none)."""
    old = [each for each in exports if most_days and each.age is not None and each.age > most_days]
    for each in old[:MOST_NAMED]:
        yield f"{each}; export it anew, it may no longer be what is searched with"
    if len(old) > MOST_NAMED:
        yield f"{len(old) - MOST_NAMED} more exports are older than {most_days} days; sdd-impact searches lists them"
