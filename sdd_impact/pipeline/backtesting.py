"""What would the gate have saved? The saved searches of today, held against the commits of the past."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress

from sdd_impact import config, matching, shelf
from sdd_impact.errors import SddImpactError
from sdd_impact.history import Cache, Commit, Repository, Where
from sdd_impact.model import (
    Breakage,
    Breakages,
    BrokenSearch,
    Change,
    Comparison,
    SavedSearch,
    SearchVerdict,
    Settings,
    Statement,
    Unread,
)
from sdd_impact.pipeline import laying_out, nouns
from sdd_impact.pipeline.checkouts import Code, EventOf, Part, opened, placed
from sdd_impact.pipeline.confirming import Engine
from sdd_impact.pipeline.extracting import Extractor
from sdd_impact.pipeline.hiding import without_secrets
from sdd_impact.pipeline.observing import Others, places, read_paths, read_sources, searched
from sdd_impact.pipeline.routing import living, routed, within
from sdd_impact.pipeline.statements import read_changes
from sdd_impact.pipeline.taking_stock import states_of
from sdd_impact.pipeline.visit import Options
from sdd_impact.tuples import NamedTuple

#: What a commit must do to a search to be named. A search that was narrowed still calls somebody.
_BROKEN = ("broken", "likely-broken")


def backtest(repository: Repository, revision: str, last: int, options: Options) -> Breakages:
    """Replay the last commits of a first-parent line, each against its parent, and say which searches of today each broke.

    The line is that of this repository, and that of each checkout of ``sources``. The verdicts on a commit are kept in the cache, so a run that was
    interrupted goes on where it stopped.
    """
    tree = repository.tree(revision)
    settings = config.load_from(tree.read)
    options.progress("reading the saved searches")
    inside = read_paths(tree, places(tree.paths(), settings), settings)
    outside = read_sources(options.searches, settings)
    found: dict[SavedSearch, list[Breakage]] = {}
    unread = [*inside.unread, *outside.unread]
    replayed = 0
    with opened(repository, tree, settings, options) as code:
        routes = living(settings.routes, (*tree.paths(), *code.paths))
        known = routed((*inside.searches, *outside.searches), routes)
        cache = repository.cache(wanted=options.cached)
        lines = [_Line(repository, settings, revision or "HEAD")]
        lines += (_of_checkout(part, code) for part in code.parts if part.checkout.repository is not None)
        for line in lines if known else ():
            replay = _Replay(line, known, cache)
            commits = [commit for commit in line.repository.commits(line.revision, last) if commit.parents]
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
        looked_at = code.read
    states = states_of(repository, revision, tuple(found), options) if found else ()
    broken = tuple(BrokenSearch(state, tuple(found[state.search])) for state in states)
    return without_secrets(Breakages(revision or "HEAD", replayed, len(known), broken, tuple(unread), looked_at))


class _Line(NamedTuple):
    """A line of commits that is replayed. ``part`` is the checkout that it is of, None for this repository; ``elsewhere`` gives the statements of
    the other checkouts, as they are today."""

    repository: Repository
    settings: Settings
    revision: str
    part: Part | None = None
    elsewhere: Callable[[], Iterable[Statement]] = tuple

    def shown(self, statement: Statement) -> Statement:
        """Return the statement at the path where it is shown."""
        return placed(statement, self.part.shown(statement.location.file)) if self.part else statement

    def event(self, ours: EventOf) -> EventOf:
        """Return what a statement that is shown prints; ``ours`` knows it by its own path."""
        part = self.part
        return (lambda statement: ours(placed(statement, part.own(statement.location.file)))) if part else ours

    def holds(self, change: Change) -> bool:
        """Whether a change is one of the folder that was asked for."""
        inside = self.part.checkout.inside if self.part else ""
        return not inside or change.statement.location.file.startswith(f"{inside}/")


def _of_checkout(part: Part, code: Code) -> _Line:
    repository = part.checkout.repository
    if repository is None:
        raise ValueError("a plain folder has no commits")

    def elsewhere() -> Iterable[Statement]:
        return (each for each in code.statements if not each.location.file.startswith(part.prefix))

    return _Line(repository, part.settings, part.read.revision or "HEAD", part, elsewhere)


def _breakage(commit: Commit, verdict: SearchVerdict) -> Breakage:
    return Breakage(commit.id, commit.date, commit.author, commit.subject, verdict)


class _Replay:
    """Holds the searches of today against one commit after the other."""

    def __init__(self, line: _Line, known: tuple[SavedSearch, ...], cache: Cache) -> None:
        self._line = line
        self._known = known
        self._cache = cache
        self._reader = Extractor(line.settings, cache)
        where = line.part.prefix if line.part else ""
        self._asked = (
            (
                b"backtest",
                shelf.edition().encode(),
                where.encode("utf-8", "surrogateescape"),
                nouns.dumps(line.settings),
                nouns.dumps(known),
            )
            if cache.on
            else ()
        )

    def verdicts(self, commit: Commit) -> tuple[SearchVerdict, ...]:
        """Return the verdicts on the searches that this commit broke."""
        where = Where(base=commit.parents[0], head=commit.id)
        key = (*self._asked, commit.parents[0].encode(), commit.id.encode())
        kept = self._cache.get(key)
        with suppress(ValueError):  # written by something else: made anew
            found = nouns.loads(kept) if kept is not None else None
            if isinstance(found, tuple):
                return found
        made = tuple(self._made(self._line.repository.compare(where)))
        self._cache.put(key, nouns.dumps(made))
        return made

    def _made(self, comparison: Comparison) -> Iterator[SearchVerdict]:
        line, settings = self._line, self._line.settings
        read = read_changes(comparison.files, comparison.base_tree, comparison.head_tree, settings, self._reader)
        changes = tuple(change for change in read.changes if searched(change.statement, settings) and line.holds(change))
        if not changes:
            return
        others = Others(comparison.head_tree, comparison.files, read, settings, self._reader)
        trees, configured = (comparison.base_tree, comparison.head_tree), (settings.layouts, settings.layouts)
        lines = laying_out.sides(trees, configured, self._known, comparison.files)

        def feeding(search: SavedSearch) -> Iterator[Statement]:
            yield from map(line.shown, others.feeding(search))
            yield from line.elsewhere()

        with Engine() as engine:
            yield from (
                verdict
                for verdict in matching.verdicts(
                    self._known,
                    self._known,
                    [_shown(change, line) for change in changes],
                    line.event(lines.base.event),
                    line.event(lines.head.event),
                    feeding,
                    confirm=engine.confirm,
                    within=within,
                )
                if verdict.verdict in _BROKEN
            )


def _shown(change: Change, line: _Line) -> Change:
    before, after = (side and line.shown(side) for side in (change.before, change.after))
    return change._replace(before=before, after=after)
