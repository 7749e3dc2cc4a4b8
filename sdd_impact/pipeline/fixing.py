"""Put a proposed query into the search's own file, with everything else in it kept to the letter.

No format is written: the old text is replaced where it stands, in one of the ways in which files quote a text, and the result is read again.
Only where exactly this one search has changed, and to exactly the proposed query, is it a fix.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from sdd_impact import searches
from sdd_impact.model import Proposal, Reading, SavedSearch, SearchVerdict, Source
from sdd_impact.pipeline.investigating import investigate
from sdd_impact.pipeline.observing import format_of
from sdd_impact.pipeline.visit import Visit

#: Places in a file at which a query's text is tried.
_MOST_PLACES = 20
#: Characters around the part that changes which tell its place from others; the fewest that do are taken.
_AROUND = (40, 20, 8, 2, 0)
_BROKEN = ("broken", "likely-broken", "narrowed", "captures-changed")


class Fix(NamedTuple):
    """A search whose file can be mended: its path, the text now and then, the new query; ``why_not`` where it cannot."""

    verdict: SearchVerdict
    path: str
    before: str = ""
    after: str = ""
    query: str = ""
    why_not: str = ""


def fixes(here: Visit, *, both: bool = False, names: tuple[str, ...] = ()) -> Iterator[Fix]:
    """Yield a fix for each search that the branch broke, one after the other: the next one is made from what the files hold then.

    ``both``: the query that also matches the old line. ``names``: only these searches.
    """
    for verdict in investigate(here).searches:
        if verdict.verdict in _BROKEN and (not names or verdict.search.name in names):
            yield _fix(here, verdict, both=both)


def _fix(here: Visit, verdict: SearchVerdict, *, both: bool) -> Fix:
    search = verdict.search
    path = search.location.file
    source = here.repository.read_at("", path)
    query = _wanted(verdict.proposal, both=both)
    if source is None:
        return Fix(verdict, path, why_not="its file is not in this repository; change it where it is kept")
    if not query:
        return Fix(verdict, path, why_not="no query could be proposed that is proved to match the new line")
    companions = _companions(here, source)

    def read(data: bytes) -> Reading:
        return searches.read(Source(path, data), format_of(path, here.settings), companions)

    text = source.data.decode("utf-8", "surrogateescape")
    for candidate in _candidates(text, search, query):
        if _is_fix(read(source.data), read(candidate.encode("utf-8", "surrogateescape")), search, query):
            return Fix(verdict, path, text, candidate, query)
    return Fix(
        verdict, path, query=query, why_not="its text does not stand in the file as it is read (it is put together from parts)"
    )


def _wanted(proposal: Proposal | None, *, both: bool) -> str:
    if proposal is None:
        return ""
    return proposal.both if both else proposal.query


def _companions(here: Visit, source: Source) -> tuple[Source, ...]:
    tree = here.repository.tree("")
    paths = searches.companions(source, tree.paths(), format_of(source.path, here.settings))
    return tuple(filter(None, map(tree.read, paths)))


def _is_fix(before: Reading, after: Reading, search: SavedSearch, query: str) -> bool:
    """Whether this search has the new query, and no other has changed."""
    if len(before.searches) != len(after.searches) or len(before.unread) != len(after.unread):
        return False
    changed = [
        (old, new)
        for old, new in zip(before.searches, after.searches, strict=True)
        if old.query != new.query or old.text != new.text
    ]
    if len(changed) != 1:
        return False
    old, new = changed[0]
    return old.name == search.name == new.name and _folded(new.text) == _folded(query)


def _folded(text: str) -> str:
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
