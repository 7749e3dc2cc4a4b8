"""Put another query into the text of a search's file, in whatever way the file writes it, and read it again.

No format is written: the old text is replaced where it stands, in one of the ways in which files quote a text. Only where exactly this one search has
changed, and to exactly the new query, is the text taken.
"""

from __future__ import annotations

from collections.abc import Iterable

from sdd_impact import late, searches
from sdd_impact.model import Query, Reading, SavedSearch, Settings, Source, Tree
from sdd_impact.pipeline.observing import format_of
from sdd_impact.pipeline.placing import placed, stands
from sdd_impact.pipeline.visit import Outside
from sdd_impact.tuples import NamedTuple

#: Characters of files that are read anew in one run, and for one text: enough for hundreds of searches, and an end for hostile ones.
_MOST_READ, _MOST_FOR_ONE = 40_000_000, 12_000_000


#: Characters that files do not hold as they are: parsers refuse them, or end a line there. An escape in their place is fine.
_STRANGE_ANYWHERE = late.regex("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
_STRANGE = late.regex(f"{_STRANGE_ANYWHERE.pattern}|\t")
_STRICT = (".yaml", ".yml", ".json", ".ndjson", ".toml", ".template")


class Spliced(NamedTuple):
    """A file's text with another query in it, and the search as it is read from it."""

    text: str
    search: SavedSearch


class Rereading:
    """Reads queries as if they stood in the files of their searches.

    The files are looked for in ``trees``, in their order, then among those from ``outside`` of the repository.
    """

    def __init__(self, trees: Iterable[Tree], settings: Settings, outside: Iterable[Outside] = ()) -> None:
        self._trees = tuple(trees)
        self._settings = settings
        self._outside = {each.source.path: each for each in outside}
        self._readers: dict[str, list[_Reader]] = {}
        self._known: dict[tuple[str, str, str, str], Spliced | None] = {}
        self._left = _MOST_READ

    def spliced(self, search: SavedSearch, text: str) -> Spliced | None:
        """Return the search's file with this text in place of its query; None where it is put together from parts, or cannot be read so."""
        key = (search.location.file, search.name, search.text, text)
        if key not in self._known:
            found = (self._spliced(reader, search, text) for reader in self._of(search.location.file))
            self._known[key] = next((each for each in found if each is not None), None)
        return self._known[key]

    def query(self, search: SavedSearch, text: str) -> Query | None:
        """Return what a text asks in the search's own language."""
        if folded(text) == folded(search.text):
            return search.query
        found = self.spliced(search, text)
        return found.search.query if found else None

    def why_not(self, search: SavedSearch) -> str:
        """Say why no other query can be read in the place of a search's own; "" where one can."""
        readers = self._of(search.location.file)
        if not readers:
            return "its file is not at hand, so that a new query cannot be read as its format reads it"
        if any(stands(reader.text, search.location.line, search.text) for reader in readers):
            return ""
        return "its text does not stand in the file as it is read (it is put together from parts)"

    def _of(self, path: str) -> list[_Reader]:
        if path not in self._readers:
            here = [
                _Reader(source, _companions(source, tree, self._settings), self._settings)
                for tree, source in ((tree, tree.read(path)) for tree in self._trees)
                if source is not None
            ]
            outside = self._outside.get(path)
            there = [_Reader(outside.source, outside.companions, self._settings)] if outside else []
            self._readers[path] = [*here, *there]
        return self._readers[path]

    def _spliced(self, reader: _Reader, search: SavedSearch, query: str) -> Spliced | None:
        allowed = min(self._left, _MOST_FOR_ONE)
        strange = set((_STRANGE if search.location.file.endswith(_STRICT) else _STRANGE_ANYWHERE).findall(query))
        tried: set[int] = set()
        for candidate in placed(reader.text, search.location.line, search.text, query):
            if hash(candidate) in tried:
                continue
            tried.add(hash(candidate))
            if any(candidate.count(each) > reader.text.count(each) for each in strange):
                continue
            allowed -= len(candidate)
            if allowed < 0:
                break
            self._left -= len(candidate)
            found = _changed(reader.before, reader.read(candidate.encode("utf-8", "surrogateescape")), search, query)
            if found is not None:
                return Spliced(candidate, found)
        return None


class _Reader:
    """One version of one file, with what helps to read it."""

    def __init__(self, source: Source, companions: tuple[Source, ...], settings: Settings) -> None:
        self.text = source.data.decode("utf-8", "surrogateescape")
        self._path = source.path
        self._form = format_of(source.path, settings)
        self._companions = companions
        self.before = self.read(source.data)

    def read(self, data: bytes) -> Reading:
        return searches.read(Source(self._path, data), self._form, self._companions)


def _companions(source: Source, tree: Tree, settings: Settings) -> tuple[Source, ...]:
    helpful = searches.companions(source, tree.paths(), format_of(source.path, settings))
    return tuple(filter(None, map(tree.read, helpful)))


def _changed(before: Reading, after: Reading, search: SavedSearch, query: str) -> SavedSearch | None:
    """Return the search with its new query, where no other search has changed."""
    if len(before.searches) != len(after.searches) or len(before.unread) != len(after.unread):
        return None
    pairs = zip(before.searches, after.searches, strict=True)
    wanted = folded(query)
    changed = [
        (old, new)
        for old, new in pairs
        # One text may hold several searches (a join): the others ask what they asked.
        if old.query != new.query or (old.text != new.text and (old.text != search.text or folded(new.text) != wanted))
    ]
    if len(changed) != 1:
        return None
    old, new = changed[0]
    return new if old.name == search.name == new.name and folded(new.text) == wanted else None


def folded(text: str) -> str:
    """Return a query in one line: how it is broken over lines says nothing."""
    return " ".join(text.split())
