"""What would the gate have saved? The saved searches of today, held against the commits of the past."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from sdd_impact import config, matching, shelf
from sdd_impact.errors import SddImpactError
from sdd_impact.history import Cache, Commit, Repository, Where
from sdd_impact.model import Breakage, Breakages, BrokenSearch, Comparison, SavedSearch, SearchVerdict, Settings, Unread
from sdd_impact.pipeline import laying_out, nouns
from sdd_impact.pipeline.confirming import Engine
from sdd_impact.pipeline.extracting import Extractor
from sdd_impact.pipeline.hiding import without_secrets
from sdd_impact.pipeline.observing import Others, places, read_paths, read_sources, searched
from sdd_impact.pipeline.routing import routed, within
from sdd_impact.pipeline.statements import read_changes
from sdd_impact.pipeline.taking_stock import states_of
from sdd_impact.pipeline.visit import Options

#: What a commit must do to a search to be named. A search that was narrowed still calls somebody.
_BROKEN = ("broken", "likely-broken")


def backtest(repository: Repository, revision: str, last: int, options: Options) -> Breakages:
    """Replay the last commits of a first-parent line, each against its parent, and say which searches of today each broke.

    The verdicts on a commit are kept in the cache, so a run that was interrupted goes on where it stopped.
    """
    tree = repository.tree(revision)
    settings = config.load_from(tree.read)
    options.progress("reading the saved searches")
    inside = read_paths(tree, places(tree.paths(), settings), settings)
    outside = read_sources(options.searches, settings)
    known = routed((*inside.searches, *outside.searches), settings.routes)
    replay = _Replay(repository, settings, known, repository.cache(wanted=options.cached))
    found: dict[SavedSearch, list[Breakage]] = {}
    unread = [*inside.unread, *outside.unread]
    replayed = 0
    commits = [commit for commit in repository.commits(revision or "HEAD", last) if commit.parents] if known else []
    for number, commit in enumerate(commits, 1):
        options.progress(f"replaying {commit.id[:7]} ({number} of {len(commits)})")
        try:
            verdicts = replay.verdicts(commit)
        except SddImpactError as error:
            unread.append(Unread(commit.id[:7], f"not replayed: {error}"))
            continue
        replayed += 1
        for verdict in verdicts:
            found.setdefault(verdict.search, []).append(_breakage(commit, verdict))
    states = states_of(repository, revision, tuple(found), options) if found else ()
    broken = tuple(BrokenSearch(state, tuple(found[state.search])) for state in states)
    return without_secrets(Breakages(revision or "HEAD", replayed, len(known), broken, tuple(unread)))


def _breakage(commit: Commit, verdict: SearchVerdict) -> Breakage:
    return Breakage(commit.id, commit.date, commit.author, commit.subject, verdict)


class _Replay:
    """Holds the searches of today against one commit after the other."""

    def __init__(self, repository: Repository, settings: Settings, known: tuple[SavedSearch, ...], cache: Cache) -> None:
        self._repository = repository
        self._settings = settings
        self._known = known
        self._cache = cache
        self._reader = Extractor(settings, cache)
        self._asked = (b"backtest", shelf.edition().encode(), nouns.dumps(settings), nouns.dumps(known)) if cache.on else ()

    def verdicts(self, commit: Commit) -> tuple[SearchVerdict, ...]:
        """Return the verdicts on the searches that this commit broke."""
        where = Where(base=commit.parents[0], head=commit.id)
        key = (*self._asked, commit.parents[0].encode(), commit.id.encode())
        kept = self._cache.get(key)
        with suppress(ValueError):  # written by something else: made anew
            found = nouns.loads(kept) if kept is not None else None
            if isinstance(found, tuple):
                return found
        made = tuple(self._made(self._repository.compare(where)))
        self._cache.put(key, nouns.dumps(made))
        return made

    def _made(self, comparison: Comparison) -> Iterator[SearchVerdict]:
        read = read_changes(comparison.files, comparison.base_tree, comparison.head_tree, self._settings, self._reader)
        changes = tuple(change for change in read.changes if searched(change.statement, self._settings))
        if not changes:
            return
        others = Others(comparison.head_tree, comparison.files, read, self._settings, self._reader)
        trees, configured = (comparison.base_tree, comparison.head_tree), (self._settings.layouts, self._settings.layouts)
        lines = laying_out.sides(trees, configured, self._known, comparison.files)
        with Engine() as engine:
            yield from (
                verdict
                for verdict in matching.verdicts(
                    self._known,
                    self._known,
                    changes,
                    lines.base.event,
                    lines.head.event,
                    others.feeding,
                    confirm=engine.confirm,
                    within=within,
                )
                if verdict.verdict in _BROKEN
            )
