"""Open a repository, compare base and head, and find the settings that bind."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from sdd_impact import config
from sdd_impact.history import Repository, Where
from sdd_impact.model import Comparison, Settings, Source, Tree

Progress = Callable[[str], None]


class Options(NamedTuple):
    """What a command was asked to look at. ``searches`` are sources of saved searches from outside the repository."""

    directory: str = "."
    base: str = ""
    head: str = ""
    staged: bool = False
    worktree: bool = False
    branch: str = ""
    fetch: bool = False
    searches: tuple[Source, ...] = ()
    progress: Progress = lambda _text: None


class Visit(NamedTuple):
    """A repository that is open, what is compared in it, and the settings that bind, with the differences that are announced."""

    repository: Repository
    comparison: Comparison
    settings: Settings
    announced: tuple[str, ...]
    options: Options


@contextmanager
def visit(options: Options) -> Iterator[Visit]:
    """Open the repository and compare; the git processes end with the block.

    Raises :class:`~sdd_impact.errors.UsageError`, :class:`~sdd_impact.errors.ConfigError` or
    :class:`~sdd_impact.errors.Undetermined`.
    """
    with Repository.open(options.directory) as repository:
        claimed = config.load_from(repository.reader(_looked_at(options)))
        comparison = repository.compare(
            Where(
                base=options.base,
                head=options.head,
                staged=options.staged,
                worktree=options.worktree,
                branch=options.branch,
                records=claimed.records,
                configured_base=claimed.base,
                fetch=options.fetch,
            )
        )
        settings, announced = binding(comparison.base_tree, comparison.head_tree)
        yield Visit(repository, comparison, settings, announced, options)


def _looked_at(options: Options) -> str:
    """The revision whose configuration the branch claims: as in :meth:`Repository.read_at`, "" is the working tree and ":" the index."""
    if options.staged:
        return ":"
    return options.head or ("HEAD" if in_ci() and not options.worktree else "")


def in_ci() -> bool:
    """Whether this runs in a CI system: then the HEAD commit is looked at, elsewhere the working tree."""
    return os.environ.get("CI", "").lower() not in ("", "0", "false")


def binding(base: Tree, head: Tree) -> tuple[Settings, tuple[str, ...]]:
    """Return the settings that bind a branch: rules of the merge-base, joined with the branch's where that is stricter."""
    return config.join(config.load_from(base.read), config.load_from(head.read))
