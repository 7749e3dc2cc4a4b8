"""Open a repository, compare base and head, and find the settings that bind."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sdd_impact import config, history
from sdd_impact.errors import ConfigError
from sdd_impact.history import Cache, Repository, Where
from sdd_impact.model import Comparison, Settings, Source
from sdd_impact.pipeline.checkouts import Code, opened
from sdd_impact.tuples import NamedTuple

#: Files that are newly marked as generated, vendored or minified and named one by one.
_MOST_ANNOUNCED = 5

Progress = Callable[[str], None]


class Outside(NamedTuple):
    """A file with saved searches, and the files that help to read it."""

    source: Source
    companions: tuple[Source, ...] = ()


class Options(NamedTuple):
    """What a command was asked to look at. ``searches`` are saved searches from outside the repository, ``sources`` checkouts of code."""

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
    sources: tuple[str, ...] = ()


class Visit(NamedTuple):
    """A repository that is open, what is compared in it, and the settings that bind, with the differences that are announced.

    ``cache`` keeps results for the next run, where that is wanted. ``policy`` are the settings of the merge-base alone, ``code`` the checkouts of
    code beside the repository.
    """

    repository: Repository
    comparison: Comparison
    settings: Settings
    announced: tuple[str, ...]
    options: Options
    cache: Cache
    policy: Settings
    code: Code = Code()


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
        looked_at = repository.looked_at(where)
        if repository.is_link(looked_at, config.YAML):
            raise ConfigError(
                "it is a symbolic link, which is not followed",
                fix=f"replace {config.YAML} by a file",
                file=config.YAML,
                line=1,
                column=1,
            )
        claimed = config.load_from(repository.reader(looked_at))
        where = where._replace(records=claimed.records, configured_base=_configured_base(repository, where, claimed))
        comparison = repository.compare(where)
        policy = config.load_from(comparison.base_tree.read)
        here = config.load_from(comparison.head_tree.read)
        settings, announced = config.join(policy, here)
        if settings.records != claimed.records:  # rarely: the branch moves the folder, which holds only once it is merged
            comparison = repository.compare(where._replace(records=settings.records))
        announced = (*comparison.doubts, *announced, *_newly_ignored(comparison))
        if settings.exempt:
            from sdd_impact.pipeline.exempting import ended_rules  # late, and not above: it asks a visit

            announced = (*announced, *ended_rules(settings))
        if any(names for _, names in settings.signers):
            from sdd_impact.pipeline.signing import unenforced  # late, as above

            announced = (*announced, *unenforced(settings, comparison.base_tree))
        with opened(repository, comparison.head_tree, settings, options, here) as code:
            announced = (*announced, *code.announced)
            if settings.routes:
                from sdd_impact.pipeline.routing import left_behind, living, stale  # late, as above

                paths = (*comparison.head_tree.paths(), *code.paths)
                alive = living(settings.routes, paths)
                announced = (*announced, *stale(settings.routes, paths), *left_behind(alive, comparison.files))
            cache = repository.cache(wanted=options.cached)
            yield Visit(repository, comparison, settings, announced, options, cache, policy, code)


def _newly_ignored(comparison: Comparison) -> Iterator[str]:
    """Yield a sentence for files that the branch begins to mark as not written here: they are looked at once more, and then no longer."""
    newly = [f"{each.path} is {each.reason}" for each in comparison.not_checked if each.reason.startswith("newly ")]
    yield from newly[:_MOST_ANNOUNCED]
    if len(newly) > _MOST_ANNOUNCED:
        yield f"{len(newly) - _MOST_ANNOUNCED} more files are newly marked and analysed all the same; sdd-impact diff lists them"


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
