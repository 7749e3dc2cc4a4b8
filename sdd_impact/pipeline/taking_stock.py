"""The inventories: every statement and every saved search at one revision."""

from __future__ import annotations

from collections.abc import Iterable

from sdd_impact import config, languages, matching
from sdd_impact.analysis.paths import Patterns
from sdd_impact.history import Repository, ignored_reason
from sdd_impact.model import (
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
    Unread,
    What,
)
from sdd_impact.pipeline import laying_out
from sdd_impact.pipeline.confirming import Engine
from sdd_impact.pipeline.extracting import Extractor
from sdd_impact.pipeline.hiding import without_secrets
from sdd_impact.pipeline.observing import places, read_paths, read_sources, searched
from sdd_impact.pipeline.resolving import Texts, completed
from sdd_impact.pipeline.routing import routed, within
from sdd_impact.pipeline.visit import Options, in_ci
from sdd_impact.pipeline.wrapping import told_by_all


def inventory(repository: Repository, what: What, revision: str, options: Options) -> Inventory:
    """Return every log statement, or every error message, at a revision ("" is the working tree)."""
    tree = repository.tree(revision)
    statements, unread = _statements(repository, tree, config.load_from(tree.read), options)
    chosen = tuple(each for each in statements if each.what == what)
    return Inventory(what, revision or "working tree", without_secrets(chosen), unread)


def search_inventory(repository: Repository, revision: str, options: Options, *, dead: bool = False) -> SearchInventory:
    """Return every saved search at a revision with the statements that feed it; with ``dead`` only those that nothing can."""
    tree = repository.tree(revision)
    settings = config.load_from(tree.read)
    options.progress("reading the saved searches")
    inside = read_paths(tree, places(tree.paths(), settings), settings)
    outside = read_sources(options.searches, settings)
    registered = (*inside.searches, *outside.searches)
    states, unread = _states(repository, tree, settings, registered, options)
    shown = tuple(state for state in states if not dead or state.state == "unbound")
    return SearchInventory(revision or "working tree", without_secrets(shown), (*inside.unread, *outside.unread, *unread), dead)


def lines_tried(repository: Repository, revision: str, options: Options, source: str, lines: Iterable[LogLine]) -> TriedLines:
    """Return what real log lines say about the statements and the searches at a revision."""
    from sdd_impact.pipeline.trying import try_lines  # late: few runs have lines

    tree = repository.tree(revision)
    settings = config.load_from(tree.read)
    inside = read_paths(tree, places(tree.paths(), settings), settings)
    outside = read_sources(options.searches, settings)
    statements, unread = _statements(repository, tree, settings, options)
    feeding = tuple(each for each in statements if searched(each, settings))
    registered = (*inside.searches, *outside.searches)
    with Engine() as engine:
        event = laying_out.at(tree, settings.layouts, registered).event
        states = matching.states(routed(registered, settings.routes), feeding, event, confirm=engine.confirm, within=within)
    options.progress("reading the lines")
    tried = try_lines(lines, feeding, states)
    return TriedLines(
        source, tried.lines, tried.known, tried.statements, tried.searches, (*inside.unread, *outside.unread, *unread)
    )


def states_of(repository: Repository, revision: str, chosen: tuple[SavedSearch, ...], options: Options) -> tuple[SearchState, ...]:
    """Return what feeds these searches at a revision, in their order."""
    tree = repository.tree(revision)
    return _states(repository, tree, config.load_from(tree.read), chosen, options)[0]


def _states(
    repository: Repository, tree: Tree, settings: Settings, registered: tuple[SavedSearch, ...], options: Options
) -> tuple[tuple[SearchState, ...], tuple[Unread, ...]]:
    if not registered:
        return (), ()
    statements, unread = _statements(repository, tree, settings, options)
    feeding = tuple(each for each in statements if searched(each, settings))
    options.progress(f"holding {len(registered)} searches against {len(feeding)} log statements")
    with Engine() as engine:
        event = laying_out.at(tree, settings.layouts, registered).event
        held = matching.states(routed(registered, settings.routes), feeding, event, confirm=engine.confirm, within=within)
        return held, unread


def _statements(
    repository: Repository, tree: Tree, settings: Settings, options: Options
) -> tuple[tuple[Statement, ...], tuple[Unread, ...]]:
    excluded = Patterns(settings.exclude)
    sources: list[Source] = []
    unread: list[Unread] = []
    for path in (path for path in tree.paths() if languages.for_path(path)):
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
            options.progress(f"reading source files: {done} of {len(sources)}")

    found: list[Statement] = []
    calling: list[Extraction] = []
    texts = Texts()
    for extraction in Extractor(settings, repository.cache(wanted=options.cached)).all(sources, say):
        found += extraction.statements
        unread += extraction.unread
        texts.add(extraction.definitions)
        if extraction.handed or extraction.wrappers:
            calling.append(extraction)
    told = tuple(told_by_all(calling))
    found = sorted((*found, *told), key=lambda each: each.location) if told else found
    return tuple(completed(statement, texts) for statement in found), tuple(unread)


def languages_of(paths: Iterable[str]) -> tuple[str, ...]:
    """Return the names of the languages that these paths are written in, most frequent first."""
    from collections import Counter

    counts = Counter(language.name for language in map(languages.for_path, paths) if language)
    return tuple(name for name, _ in counts.most_common())


def default_revision(revision: str) -> str:
    """Return the revision that an inventory looks at: the one given, else HEAD in CI, else the working tree ("")."""
    return revision or ("HEAD" if in_ci() else "")
