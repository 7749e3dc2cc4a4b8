"""Documents of JSON and YAML files: several in one file, of which a broken one does not take the others with it."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.errors import NotationError
from sdd_impact.model import Location, Reading, SavedSearch, Source, Unread
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sdd_impact.notation import Node

_SEPARATOR = late.regex(r"^---(?:[ \t].*)?$", re.MULTILINE)


class Document(NamedTuple):
    """One document, the number of lines before it, and where the lines of its file begin."""

    root: Node
    path: str
    lines: int
    starts: tuple[int, ...]

    def location(self, line: int, column: int, end: int) -> Location:
        """Return the place of a node in the file, given its place in the document."""
        last = bisect_right(self.starts, max(end - 1, 0) + self.starts[min(self.lines, len(self.starts) - 1)])
        return Location(self.path, line + self.lines, column, max(line + self.lines, last))


def reading(source: Source, wanted: re.Pattern[bytes], searches: Callable[[Document], Iterable[SavedSearch]]) -> Reading:
    """Read every document of a file that has something wanted in it; one that cannot be read costs no other."""
    found: list[SavedSearch] = []
    unread: list[Unread] = []
    for each in documents(source, wanted):
        if isinstance(each, Unread):
            unread.append(each)
        else:
            found.extend(searches(each))
    return Reading(tuple(found), tuple(unread))


def documents(source: Source, wanted: re.Pattern[bytes]) -> Iterator[Document | Unread]:
    """Yield the documents of a file in which ``wanted`` is found (a JSON file is one), and those that are broken as :class:`Unread`."""
    from sdd_impact.notation import decode, load_json, load_yaml

    try:
        text, path = decode(source)
    except NotationError as error:
        yield Unread(source.path, error.message, error.line)
        return
    starts = (0, *(match.end() for match in re.finditer("\n", text)))
    for lines, piece in _pieces(text, path, wanted):
        try:
            root = load_json(piece, path) if path.endswith(".json") else load_yaml(piece, path)
        except NotationError as error:
            yield Unread(path, error.message, error.line + lines)
        else:
            yield Document(root, path, lines, starts)


def _pieces(text: str, path: str, wanted: re.Pattern[bytes]) -> Iterator[tuple[int, str]]:
    """The documents of a text, each with the number of lines before it."""
    if path.endswith(".json"):
        yield 0, text
        return
    at = lines = counted = 0
    for match in (*_SEPARATOR.finditer(text), None):
        end = match.start() if match else len(text)
        piece = text[at:end]
        lines += text.count("\n", counted, at)
        counted = at
        if wanted.search(piece.encode("utf-8", "replace")):
            yield lines, piece
        at = match.end() if match else at
