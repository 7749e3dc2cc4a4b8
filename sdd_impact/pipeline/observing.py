"""Find the saved searches of both sides and hold them against what changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from sdd_impact import languages, late, searches
from sdd_impact.analysis.paths import Patterns
from sdd_impact.model import Change, Export, FileChange, SavedSearch, SearchVerdict, Settings, Source, Statement, Tree, Unread
from sdd_impact.pipeline import laying_out
from sdd_impact.pipeline.checkouts import Code
from sdd_impact.pipeline.extracting import Extractor
from sdd_impact.pipeline.keyed import Keyed
from sdd_impact.pipeline.printing import Printing
from sdd_impact.pipeline.routing import carried_out, following, living, moves, reaching_moved, routed, within
from sdd_impact.pipeline.statements import Read
from sdd_impact.pipeline.stating import Stating
from sdd_impact.pipeline.vanishing import Around, Removed
from sdd_impact.pipeline.visit import Outside, Visit
from sdd_impact.pipeline.wrapping import Elsewhere, told_by
from sdd_impact.syntax.spoken import better_known
from sdd_impact.syntax.testcode import is_test
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from sdd_impact.matching.pairing import Pair


class Registered(NamedTuple):
    """The saved searches of one side, and what of them could not be read."""

    searches: tuple[SavedSearch, ...]
    unread: tuple[Unread, ...]


class Observed(NamedTuple):
    """What the branch does to the saved searches. ``known`` is their number on either side, ``announced`` what the configuration will miss."""

    verdicts: tuple[SearchVerdict, ...]
    known: int
    unread: tuple[Unread, ...]
    exports: tuple[Export, ...] = ()
    announced: tuple[str, ...] = ()


def observe(here: Visit, read: Read, reader: Extractor, *, everything: bool = False) -> Observed:
    """Decide every saved search that a changed statement can touch; with ``everything`` the untouched ones are listed too.

    Where no log statement changed, and no file of searches did, nothing can be touched, and the searches are only counted.
    """
    changes = tuple(_worded(change) for change in read.changes if searched(change.statement, here.settings))
    base, head = (_routed(here, side) for side in sides(here))
    if not (base.searches or head.searches):
        return Observed((), 0, head.unread)
    exported = _exported(head.searches)
    moved = moves(read.before, read.after, read.changes) if here.settings.routes else {}
    left_out = carried_out(here.settings.routes, moved, here.comparison.files) if moved else ()
    known = (*base.searches, *head.searches)
    lines = _lines(here, known)
    removed = Removed(read)
    taken = removed.having(base.searches)
    if not (changes or everything or lines.may_differ or taken) and base.searches == head.searches:
        return Observed((), len({_identity(search) for search in base.searches}), head.unread, exported, left_out)
    from sdd_impact import matching  # late: most branches touch nothing that is searched
    from sdd_impact.matching.pairing import pairs
    from sdd_impact.pipeline.confirming import Engine

    others = Others(here.comparison.head_tree, here.comparison.files, read, here.settings, reader, here.code)
    relaid = others.relaid(lines, base.searches, len(read.changes) + 1) if lines.may_differ else laying_out.Relaid(())
    paired = pairs(base.searches, head.searches)
    fresh = [pair.head for pair in paired if pair.base is None and pair.head is not None]
    at_base, at_head = here.code.event(lines.base.event, known), here.code.event(lines.head.event, known)
    reach = reaching_moved(moved) if moved else within
    with Engine() as engine:
        verdicts = matching.verdicts(
            # A search that is registered on this very branch may have been in use before: it is held against the old lines too.
            (*base.searches, *fresh),
            head.searches,
            (*changes, *relaid.changes),
            at_base,
            at_head,
            others.feeding,
            confirm=engine.confirm,
            everything=everything,
            within=reach,
        )
        if taken:
            around = Around(_spellings, others.feeding, at_head)
            left = _left_alone(paired, taken, verdicts)
            verdicts = (*verdicts, *removed.vanished(left, here.comparison.head_tree, here.settings, around))
    from sdd_impact.pipeline.proposing import with_proposals  # late, and not above: it reads files of searches as this does
    from sdd_impact.pipeline.splicing import Rereading

    rereading = Rereading((here.comparison.head_tree,), here.settings, here.options.searches)
    verdicts = with_proposals(verdicts, at_base, at_head, rereading)
    verdicts = tuple(_unreadable(each, (*head.unread, *here.comparison.not_checked), base.unread) for each in verdicts)
    # That a new search matches a line is what it was written for.
    new = {id(search) for search in fresh}
    told = tuple(each for each in verdicts if each.verdict != "newly-matches" or id(each.search) not in new)
    return Observed(told, len(paired), (*head.unread, *relaid.unread, *here.code.unread), exported, left_out)


def _left_alone(paired: Iterable[Pair], taken: Iterable[SavedSearch], verdicts: Iterable[SearchVerdict]) -> tuple[SavedSearch, ...]:
    """Return which of these searches the branch does not edit, and no statement that it changes touches."""
    of_words, judged = set(map(id, taken)), {id(each.search) for each in verdicts}
    both = ((pair.base, pair.head) for pair in paired if pair.base and id(pair.base) in of_words)
    return tuple(head for base, head in both if head and base.text == head.text and id(head) not in judged)


def _unreadable(verdict: SearchVerdict, unread: Iterable[Unread], before: Iterable[Unread]) -> SearchVerdict:
    """Say of a search that is gone whether its file is there and cannot be read (any longer): then nobody has deleted it."""
    if verdict.verdict != "search-removed":
        return verdict
    path, known = verdict.search.location.file, set(before)
    found = next((each for each in unread if each.path == path and each not in known), None)
    if found is None:
        return verdict
    place = f"{path}:{found.line}" if found.line else path
    because = f"the search can no longer be read on this branch ({place}: {found.reason})"
    return verdict._replace(because=verdict.because.replace("the search is deleted on this branch", because, 1))


def _worded(change: Change) -> Change:
    """The log holds the text of a translation key, not the key."""
    before, after = (side and side._replace(template=side.shown) for side in (change.before, change.after))
    return change._replace(before=before, after=after)


def _exported(searches: Iterable[SavedSearch]) -> tuple[Export, ...]:
    found = tuple(each for each in searches if each.exported)
    if not found:
        return ()
    from sdd_impact.pipeline.exports import exports_of  # late: few repositories keep exports

    return exports_of(found)


def reaching(here: Visit, search: SavedSearch) -> SavedSearch:
    """Return the search, as somebody writes it anew, with the paths that it reaches."""
    return _routed(here, Registered((search,), ())).searches[0]


def _routed(here: Visit, side: Registered) -> Registered:
    """What a search reaches at either side is what the routes of base or branch let it reach: a branch's own keep nothing away."""
    if not (here.policy.routes and here.settings.routes):
        return side
    elsewhere = here.code.paths
    base = living(here.policy.routes, (*here.comparison.base_tree.paths(), *elsewhere))
    head = living(here.settings.routes, (*here.comparison.head_tree.paths(), *elsewhere))
    files = here.comparison.files
    return side._replace(searches=routed(side.searches, following(base, files), following(head, files)))


def _lines(here: Visit, known: Iterable[SavedSearch]) -> laying_out.Sides:
    """Return how lines look on both sides."""
    comparison = here.comparison
    configured = here.policy.layouts, here.settings.layouts
    return laying_out.sides((comparison.base_tree, comparison.head_tree), configured, known, comparison.files)


def _identity(search: SavedSearch) -> tuple[str, str]:
    return (search.location.file, search.name)


def searched(statement: Statement, settings: Settings) -> bool:
    """Whether a statement's output is searched by Support: log statements, and console output where the configuration says so."""
    return statement.what == "log" and not statement.test and (not statement.console or settings.console_is_searched)


def sides(here: Visit) -> tuple[Registered, Registered]:
    """Read the saved searches of base and head: once, where no file of searches changed."""
    comparison, settings = here.comparison, here.settings
    # Which files of the base hold searches, and in which format, is not the branch's to say.
    before = settings._replace(searches=here.policy.searches)
    outside = read_sources(here.options.searches, settings)
    base_paths, head_paths = places(comparison.base_tree.paths(), before), places(comparison.head_tree.paths(), settings)
    touched = {side.path for file in comparison.files for side in (file.before, file.after) if side}
    base = read_paths(comparison.base_tree, base_paths, before)
    # A file of no language may be one of searches, or one that they lean on (macros, locals).
    same = before == settings and base_paths == head_paths and all(languages.for_path(path) for path in touched)
    head = base if same else read_paths(comparison.head_tree, head_paths, settings)
    return _join(base, outside), _join(head, outside)


def _join(*parts: Registered) -> Registered:
    return Registered(
        tuple(search for part in parts for search in part.searches), tuple(unread for part in parts for unread in part.unread)
    )


def places(paths: Iterable[str], settings: Settings) -> tuple[str, ...]:
    """Return the paths that may hold saved searches: by their shape, or named in the configuration."""
    known = tuple(paths)
    named = Patterns(place.path for place in settings.searches)
    excluded = Patterns(settings.exclude)
    by_shape = set(searches.candidates(known))
    return tuple(path for path in known if (path in by_shape or named.match(path)) and not excluded.match(path))


def read_paths(tree: Tree, paths: Sequence[str], settings: Settings) -> Registered:
    """Read the saved searches of these files of one tree, each with the files that help to read it (macros, locals).

    A file that was opened for its name alone, and that no format takes for its own, holds none; one that the configuration names is
    told where it cannot be read.
    """
    everything = tree.paths() if paths else ()
    named = Patterns(place.path for place in settings.searches)
    remembered: dict[str, Source | None] = {}

    def look(path: str) -> Source | None:
        if path not in remembered:
            remembered[path] = tree.read(path)
        return remembered[path]

    found = []
    for source in filter(None, map(look, paths)):
        if not (named.match(source.path) or searches.recognised(source)):
            continue
        helpful = searches.companions(source, everything, format_of(source.path, settings))
        found.append(Outside(source, tuple(filter(None, map(look, helpful)))))
    return read_sources(found, settings)


def read_sources(sources: Iterable[Outside], settings: Settings) -> Registered:
    """Read saved searches from sources with their companions."""
    readings = [searches.read(each.source, format_of(each.source.path, settings), each.companions) for each in sources]
    return Registered(
        tuple(search for reading in readings for search in reading.searches),
        tuple(unread for reading in readings for unread in reading.unread),
    )


def format_of(path: str, settings: Settings) -> str:
    """Return the format that the configuration names for a path, or ""."""
    return next((place.format for place in settings.searches if place.format and Patterns([place.path]).match(path)), "")


class Others:
    """The statements at head that did not change, for searches that lost one: does something else still feed them?"""

    def __init__(
        self, head: Tree, files: Iterable[FileChange], read: Read, settings: Settings, reader: Extractor, code: Code | None = None
    ) -> None:
        self._head = head
        self._code = code or Code()
        self._settings = settings
        self._reader = reader
        self._changed_paths = {file.after.path for file in files if file.after}
        self._before_paths = {file.after.path for file in files if file.after and file.before}
        moved = {id(change.after) for change in read.changes}
        self._same_files = tuple(each for each in read.after if id(each) not in moved and searched(each, settings))
        self._by_path: dict[str, tuple[Statement, ...]] = {}
        self._elsewhere = Elsewhere(head, frozenset(), settings, reader)
        self._stating = Stating(settings.placeholders)
        self._stated: dict[int, tuple[Statement, Statement]] = {}
        self._relaid: set[int] = set()
        self._keys = Keyed(head, reader, self._changed_paths, self._same_files, lambda each: searched(each, settings))
        self._texts = Printing(head, reader, self._changed_paths, lambda each: searched(each, settings))

    def feeding(self, search: SavedSearch) -> Iterator[Statement]:
        """Yield the unchanged statements that may feed a search: those of the changed files, then of files that contain its words, then those of other checkouts.

        A file is read when its statements are asked for: often the first one that feeds the search decides. A search without words (for a level) may be fed by any file.
        """
        yield from (each for each in self._same_files if id(each) not in self._relaid)
        words = _spellings(search)
        paths = self._head.containing(words) if words else self._code_paths
        named = tuple(
            path for path in self._code_paths if any(word in path for word in words)
        )  # a logger is often called like its file
        for path in dict.fromkeys((*paths, *named)):
            if path not in self._changed_paths:
                yield from (each for each in self._statements(path) if id(each) not in self._relaid)
        if words:
            yield from map(self._said, self._texts.printing(words, paths))
            yield from map(self._said, self._keys.printing(words, paths))
        yield from self._code.statements if self._code.parts else ()

    @cached_property
    def _code_paths(self) -> tuple[str, ...]:
        """The files in which statements may stand."""
        return tuple(path for path in self._head.paths() if languages.for_path(path) and not is_test(path))

    def relaid(self, lines: laying_out.Sides, searches: Iterable[SavedSearch], first: int) -> laying_out.Relaid:
        """Return the unchanged statements that may feed a search and whose lines look otherwise than before, as changes."""
        words = sorted({word for search in searches for word in _spellings(search)})
        paths = [path for path in self._head.containing(words) if path not in self._changed_paths] if words else []
        same = tuple(each for each in self._same_files if each.location.file in self._before_paths)
        found = laying_out.relaid(
            lines, self._head, paths, same, lambda source: self._statements(source.path) if source else (), first
        )
        self._relaid = {id(each.after) for each in found.changes}
        return found

    def _statements(self, path: str) -> tuple[Statement, ...]:
        if path not in self._by_path:
            extraction = self._reader.of(self._head.read(path))
            told = told_by(extraction, self._elsewhere)
            found = map(self._texts.known, (*better_known(extraction.statements, told), *told))
            self._by_path[path] = self._stating.all(each for each in found if searched(each, self._settings))
        return self._by_path[path]

    def _said(self, statement: Statement) -> Statement:
        """A statement with what the configuration says of its placeholders, the same object each time."""
        if not self._stating:
            return statement
        if id(statement) not in self._stated:  # the statement is kept, so that no other can have this id
            self._stated[id(statement)] = statement, self._stating.of(statement)
        return self._stated[id(statement)][1]


def _spellings(search: SavedSearch) -> tuple[str, ...]:
    """Return the words of which at least one stands in the source of whatever feeds a search, in the spellings that occur.

    None where layouts may print them all (``levelname: ERROR``): then any file may feed it.
    """
    from sdd_impact import matching  # late, as above

    groups = [group for group in matching.needles(search.query) if not any(map(matching.is_of_layouts, group))]
    if not groups:
        return ()
    best = max(groups, key=lambda group: min(len(word) for word in group))
    words = {max(_WORD.findall(word), key=len, default="") for word in best}
    return tuple(sorted({form for word in words if word for form in _forms(word, search.text)}))


def _forms(word: str, text: str) -> set[str]:
    """A word as it is, as the search writes it, and in the usual cases: engines that ignore case match them all."""
    at = text.lower().find(word.lower())
    written = text[at : at + len(word)] if at >= 0 else word
    return {word, written, word.lower(), word.upper(), word.capitalize()}


_WORD = late.regex(r"\w+")
