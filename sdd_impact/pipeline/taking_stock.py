"""The inventories: every statement and every saved search at one revision."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from sdd_impact import config, languages, matching
from sdd_impact.analysis.paths import Patterns
from sdd_impact.history import Cache, Repository, ignored_reason
from sdd_impact.model import (
    Event,
    Export,
    Extraction,
    Inventory,
    LogLine,
    SavedSearch,
    SearchInventory,
    SearchState,
    Settings,
    Source,
    Statement,
    Tree,
    TriedLines,
    TurnedSearch,
    Unread,
    What,
)
from sdd_impact.pipeline import elsewhere, laying_out
from sdd_impact.pipeline.checkouts import Code, opened
from sdd_impact.pipeline.confirming import Engine
from sdd_impact.pipeline.extracting import Extractor
from sdd_impact.pipeline.hiding import without_secrets
from sdd_impact.pipeline.observing import Registered, places, read_paths, read_sources, searched
from sdd_impact.pipeline.resolving import Texts, completed
from sdd_impact.pipeline.routing import living, routed, stale, unused, within
from sdd_impact.pipeline.stating import Stating
from sdd_impact.pipeline.translating import with_texts, worded
from sdd_impact.pipeline.visit import Options, in_ci
from sdd_impact.pipeline.wrapping import told_by_all
from sdd_impact.syntax.spoken import better_known
from sdd_impact.tuples import NamedTuple


def inventory(repository: Repository, what: What, revision: str, options: Options) -> Inventory:
    """Return every log statement, or every error message, at a revision ("" is the working tree)."""
    tree = repository.tree(revision)
    cache = repository.cache(wanted=options.cached)
    statements, unread = statements_at(tree, config.load_from(tree.read), cache, options.progress)
    chosen = tuple(each for each in statements if each.what == what)
    said, untold = with_texts(chosen, tree)
    return Inventory(what, revision or "working tree", without_secrets(said), (*unread, *untold))


class _Stock(NamedTuple):
    """Everything at one revision that is held against each other, with the checkouts of ``sources``."""

    tree: Tree
    settings: Settings
    code: Code
    cache: Cache
    say: Callable[[str], None]

    def registered(self, options: Options) -> Registered:
        """Read every saved search."""
        inside = read_paths(self.tree, places(self.tree.paths(), self.settings), self.settings)
        outside = read_sources(options.searches, self.settings)
        return Registered((*inside.searches, *outside.searches), (*inside.unread, *outside.unread))

    def feeding(self) -> tuple[tuple[Statement, ...], tuple[Unread, ...]]:
        """Read every statement whose lines are searched."""
        statements, unread = statements_at(self.tree, self.settings, self.cache, self.say)
        own, untold = worded(tuple(each for each in statements if searched(each, self.settings)), self.tree)
        return (*own, *self.code.statements), (*unread, *untold, *self.code.unread)

    def announced(self, registered: tuple[SavedSearch, ...]) -> tuple[str, ...]:
        """Say which routes name code that is not there, and which a place that no search reads from."""
        routes = self.settings.routes
        return (*stale(routes, (*self.tree.paths(), *self.code.paths)), *unused(routes, registered)) if routes else ()

    def states(
        self,
        registered: tuple[SavedSearch, ...],
        feeding: tuple[Statement, ...],
        event_of: Callable[[Statement], Event] | None = None,
    ) -> tuple[SearchState, ...]:
        """Return what feeds each search. ``event_of`` says how lines look, by default as the configurations say, and the programs' own."""
        self.say(f"holding {len(registered)} searches against {len(feeding)} log statements")
        event = event_of or self.code.event(laying_out.at(self.tree, self.settings.layouts, registered).event, registered)
        with Engine() as engine:
            routes = living(self.settings.routes, (*self.tree.paths(), *self.code.paths))
            states = matching.states(routed(registered, routes), feeding, event, confirm=engine.confirm, within=within)
        return elsewhere.told(states, self.tree, self.settings, self.code, feeding)


@contextmanager
def _stock(repository: Repository, revision: str, options: Options) -> Iterator[_Stock]:
    tree = repository.tree(revision)
    settings = config.load_from(tree.read)
    with opened(repository, tree, settings, options) as code:
        yield _Stock(tree, settings, code, repository.cache(wanted=options.cached), options.progress)


def search_inventory(repository: Repository, revision: str, options: Options, *, dead: bool = False) -> SearchInventory:
    """Return every saved search at a revision with the statements that feed it; with ``dead`` only those that nothing can."""
    with _stock(repository, revision, options) as stock:
        options.progress("reading the saved searches")
        known = stock.registered(options)
        feeding, unread = stock.feeding() if known.searches else ((), ())
        states = stock.states(known.searches, feeding)
        return SearchInventory(
            revision or "working tree",
            without_secrets(tuple(state for state in states if not dead or state.state == "unbound")),
            (*known.unread, *unread),
            dead,
            stock.code.read,
            _ages(repository, revision, options, known.searches),
            stock.settings.exports_max_age,
            len(known.searches),
            stock.announced(known.searches),
        )


def _ages(repository: Repository, revision: str, options: Options, searches: tuple[SavedSearch, ...]) -> tuple[Export, ...]:
    if not any(search.exported for search in searches):
        return ()
    from sdd_impact.pipeline.exports import dated, exports_of  # late: few repositories keep exports

    return dated(exports_of(searches), repository, revision, frozenset(each.source.path for each in options.searches))


def lines_tried(repository: Repository, revision: str, options: Options, source: str, lines: Iterable[LogLine]) -> TriedLines:
    """Return what real log lines say about the statements and the searches at a revision, and what the configuration should say.

    What would be told with that configuration is computed: a proposal that only says something more exactly and turns nothing is left out of ``turned``.
    """
    from sdd_impact.pipeline import correcting  # late: few runs have lines
    from sdd_impact.pipeline.trying import Known, try_lines

    with _stock(repository, revision, options) as stock, Engine() as engine:
        known = stock.registered(options)
        feeding, unread = stock.feeding()
        states = stock.states(known.searches, feeding)
        layouts = laying_out.at(stock.tree, stock.settings.layouts, known.searches, always=True)
        event_of = stock.code.event(layouts.event, known.searches, always=True)
        parts, own = stock.code.read, stock.settings.source or config.YAML
        held = Known(feeding, states, event_of, engine.confirm, lambda file: correcting.placed_in(parts, file))
        options.progress("reading the lines")
        tried = try_lines(lines, held)
        turned: tuple[TurnedSearch, ...] = ()
        if states and (tried.kinds or tried.layouts):
            options.progress("deciding the searches with what the lines propose")
            after = correcting.corrected(feeding, event_of, tried.kinds, tried.layouts)
            turned = correcting.turned(states, stock.states(known.searches, after.statements, after.event_of))
        found = TriedLines(
            source=source,
            read=tried.lines,
            known=tried.known,
            statements=tried.statements,
            searches=tried.searches,
            not_checked=(*known.unread, *unread),
            layouts=tuple(correcting.shown_layout(each, parts, own) for each in tried.layouts),
            continued=tried.continued,
            kinds=tuple(correcting.shown_kind(each, parts, own) for each in tried.kinds),
            turned=turned,
            foreign=tried.foreign,
            others=tried.others,
            confirmed=tried.confirmed,
            notes=(*stock.announced(known.searches), *tried.notes),
        )
        return without_secrets(found)


def states_of(repository: Repository, revision: str, chosen: tuple[SavedSearch, ...], options: Options) -> tuple[SearchState, ...]:
    """Return what feeds these searches at a revision, in their order."""
    with _stock(repository, revision, options) as stock:
        return stock.states(chosen, stock.feeding()[0]) if chosen else ()


def statements_at(
    tree: Tree, settings: Settings, cache: Cache, progress: Callable[[str], None], below: str = ""
) -> tuple[tuple[Statement, ...], tuple[Unread, ...]]:
    """Return every statement of one tree, and what could not be read; of a part of it, where ``below`` names a folder."""
    excluded = Patterns(settings.exclude)
    sources: list[Source] = []
    unread: list[Unread] = []
    prefix = f"{below}/" if below else ""
    for path in (path for path in tree.paths() if path.startswith(prefix) and languages.for_path(path)):
        source = None if excluded.match(path) else tree.read(path)
        reason = (
            "excluded by the configuration"
            if excluded.match(path)
            else ignored_reason(source)
            if source
            else "not readable as a text file"
        )
        if source and not reason:
            sources.append(source)
        else:
            unread.append(Unread(path, reason))

    def say(done: int) -> None:
        if done % 200 == 0:
            progress(f"reading source files: {done} of {len(sources)}")

    found: list[Statement] = []
    calling: list[Extraction] = []
    texts = Texts()
    for extraction in Extractor(settings, cache).all(sources, say):
        found += extraction.statements
        unread += extraction.unread
        texts.add(extraction.definitions)
        if extraction.handed or extraction.wrappers:
            calling.append(extraction)
    told = tuple(told_by_all(calling))
    found = sorted((*better_known(found, told), *told), key=lambda each: each.location) if told else found
    return Stating(settings.placeholders).all(completed(statement, texts) for statement in found), tuple(unread)


def registered_in(tree: Tree) -> tuple[SavedSearch, ...]:
    """Return the saved searches that a tree holds, in the order of its files, as the configuration there has them read."""
    settings = config.load_from(tree.read)
    return read_paths(tree, places(tree.paths(), settings), settings).searches


def languages_of(paths: Iterable[str]) -> tuple[str, ...]:
    """Return the names of the languages that these paths are written in, most frequent first."""
    from collections import Counter

    counts = Counter(language.name for language in map(languages.for_path, paths) if language)
    return tuple(name for name, _ in counts.most_common())


def default_revision(revision: str) -> str:
    """Return the revision that an inventory looks at: the one given, else HEAD in CI, else the working tree ("")."""
    return revision or ("HEAD" if in_ci() else "")
