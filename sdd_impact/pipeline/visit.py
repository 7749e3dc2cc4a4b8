"""Open a repository, compare base and head, and find the settings that bind."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from sdd_impact import config, history
from sdd_impact.history import Cache, Repository, Where
from sdd_impact.model import Comparison, Settings, Source, Tree

Progress = Callable[[str], None]


class Outside(NamedTuple):
    """A file with saved searches, and the files that help to read it."""

    source: Source
    companions: tuple[Source, ...] = ()


class Options(NamedTuple):
    """What a command was asked to look at. ``searches`` are saved searches from outside the repository."""

    directory: str = "."
    base: str = ""
    head: str = ""
    staged: bool = False
    worktree: bool = False
    branch: str = ""
    fetch: bool = False
    searches: tuple[Outside, ...] = ()
    cached: bool = True
    progress: Progress = lambda _text: None


class Visit(NamedTuple):
    """A repository that is open, what is compared in it, and the settings that bind, with the differences that are announced.

    ``cache`` keeps results for the next run, where that is wanted.
    """

    repository: Repository
    comparison: Comparison
    settings: Settings
    announced: tuple[str, ...]
    options: Options
    cache: Cache


@contextmanager
def visit(options: Options) -> Iterator[Visit]:
    """Open the repository and compare; the git processes end with the block.

    Raises :class:`~sdd_impact.errors.UsageError`, :class:`~sdd_impact.errors.ConfigError` or
    :class:`~sdd_impact.errors.Undetermined`.
    """
    where = Where(
        base=options.base,
        head=options.head,
        staged=options.staged,
        worktree=options.worktree,
        branch=options.branch,
        fetch=options.fetch,
    )
    with Repository.open(options.directory) as repository:
        claimed = config.load_from(repository.reader(repository.looked_at(where)))
        base = _configured_base(repository, where, claimed)
        comparison = repository.compare(where._replace(records=claimed.records, configured_base=base))
        settings, announced = binding(comparison.base_tree, comparison.head_tree)
        if settings.exempt:
            from sdd_impact.pipeline.exempting import ended_rules  # late, and not above: it asks a visit

            announced = (*announced, *ended_rules(settings))
        yield Visit(repository, comparison, settings, announced, options, repository.cache(wanted=options.cached))


def _configured_base(repository: Repository, where: Where, claimed: Settings) -> str:
    """In CI a branch may not choose its own base: there the default branch's configuration says it."""
    if repository.base_is_named(where):
        return ""
    if not in_ci():
        return claimed.base
    default = repository.default_revision()
    return config.load_from(repository.reader(default)).base if default else ""


def in_ci() -> bool:
    """Whether this runs in a CI system: then the HEAD commit is looked at, elsewhere the working tree."""
    return history.in_ci(os.environ)


def binding(base: Tree, head: Tree) -> tuple[Settings, tuple[str, ...]]:
    """Return the settings that bind a branch: rules of the merge-base, joined with the branch's where that is stricter."""
    return config.join(config.load_from(base.read), config.load_from(head.read))
