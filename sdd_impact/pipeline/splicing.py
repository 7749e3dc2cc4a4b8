"""Put another query into the text of a search's file, in whatever way the file writes it, and read it again.

No format is written: the old text is replaced where it stands, in one of the ways in which files quote a text. Only where exactly this one search has
changed, and to exactly the new query, is the text taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from sdd_impact import searches
from sdd_impact.model import Reading, SavedSearch, Settings, Source, Tree
from sdd_impact.pipeline.observing import format_of

#: Places in a file at which a query's text is tried.
_MOST_PLACES = 20
#: Characters around the part that changes which tell its place from others; the fewest that do are taken.
_AROUND = (40, 20, 8, 2, 0)


class Spliced(NamedTuple):
    """A file's text with another query in it, and the search as it is read from it."""

    text: str
    search: SavedSearch


def spliced(source: Source, tree: Tree, settings: Settings, search: SavedSearch, query: str) -> Spliced | None:
    """Return the file with this query in place of the search's; None where it is put together from parts, or cannot be read so.

    ``tree`` holds the files that help to read it (macros, locals).
    """
    form = format_of(source.path, settings)
    companions = tuple(filter(None, map(tree.read, searches.companions(source, tree.paths(), form))))

    def read(data: bytes) -> Reading:
        return searches.read(Source(source.path, data), form, companions)

    before = read(source.data)
    text = source.data.decode("utf-8", "surrogateescape")
    for candidate in _candidates(text, search, query):
        found = _changed(before, read(candidate.encode("utf-8", "surrogateescape")), search, query)
        if found is not None:
            return Spliced(candidate, found)
    return None


def _changed(before: Reading, after: Reading, search: SavedSearch, query: str) -> SavedSearch | None:
    """Return the search with its new query, where no other search has changed."""
    if len(before.searches) != len(after.searches) or len(before.unread) != len(after.unread):
        return None
    pairs = zip(before.searches, after.searches, strict=True)
    changed = [(old, new) for old, new in pairs if old.query != new.query or old.text != new.text]
    if len(changed) != 1:
        return None
    old, new = changed[0]
    return new if old.name == search.name == new.name and folded(new.text) == folded(query) else None


def folded(text: str) -> str:
    """Return a query in one line: how it is broken over lines says nothing."""
    return " ".join(text.split())


def _candidates(text: str, search: SavedSearch, query: str) -> Iterator[str]:
    """Yield the file's text with the query replaced, in every way in which it may be written there."""
    start = _offset(text, search.location.line)
    for quoted in _QUOTED:
        for old, new in dict.fromkeys(_pieces(quoted(search.text), quoted(query))):
            at = text.find(old, start) if old else -1
            for _ in range(_MOST_PLACES):
                if at < 0:
                    break
                yield text[:at] + new + text[at + len(old) :]
                at = text.find(old, at + 1)


def _offset(text: str, line: int) -> int:
    at = 0
    for _ in range(line - 1):
        at = text.find("\n", at) + 1
        if not at:
            return len(text)
    return at


def _pieces(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Yield the whole texts, then the part that changes with less and less around it: a long query is broken over lines."""
    yield old, new
    first = next((index for index, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), min(len(old), len(new)))
    last = 0
    while last < min(len(old), len(new)) - first and old[-1 - last] == new[-1 - last]:
        last += 1
    for around in _AROUND:
        begin, end = max(0, first - around), max(0, last - around)
        yield old[begin : len(old) - end], new[begin : len(new) - end]


def _escaped(*pairs: tuple[str, str]) -> Callable[[str], str]:
    def escape(text: str) -> str:
        for plain, written in pairs:
            text = text.replace(plain, written)
        return text

    return escape


#: How a text stands in a file: as it is; with line ends of Windows; in double quotes (JSON, YAML, HCL, HCL with its own signs); in single quotes.
_QUOTED = (
    _escaped(),
    _escaped(("\n", "\r\n")),
    _escaped(("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\t", "\\t")),
    _escaped(("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("${", "$${"), ("%{", "%%{")),
    _escaped(("'", "''")),
)
