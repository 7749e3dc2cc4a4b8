"""What code declares by a plain line, in all languages alike: settings that it reads, flags that it asks for, jobs.

Such a line is found by its words, not by a parser; lines that are comments are left out. What either side of the difference has is no news, wherever
it stands, and neither is a name that the base has anywhere (``Signal.novel``).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator

from sdd_impact import late
from sdd_impact.detectors._lists import listed
from sdd_impact.detectors._reading import first_line, sources
from sdd_impact.model import Location, Scene, Source
from sdd_impact.tuples import NamedTuple

#: Endings of source code in which such lines stand.
CODE = (
    ".py", ".js", ".jsx", ".mjs", ".cjs", ".ts", ".mts", ".cts", ".tsx", ".vue", ".svelte", ".java", ".kt", ".scala", ".go", ".cs", ".rb",
    ".php", ".rs", ".c", ".cc", ".cpp",
)  # fmt: skip
#: Folders of code that serves developers, not customers.
_TOOLING = listed("script scripts tool tools tooling ci .github .circleci .gitlab hack dev bin build docker e2e bench benches perf")
#: A file larger than this is generated, whatever it calls itself (bytes).
_LARGEST = 1_000_000
_COMMENT = late.regex(r"(?m)^[ \t]*(?:#(?!\[)|//|/?\*|--|<!--).*$")


class Found(NamedTuple):
    """A declared thing: its name, the offset in the text, and its particulars."""

    key: str
    offset: int
    data: tuple[tuple[str, str], ...] = ()


class Declared(NamedTuple):
    """A thing that only the side after the change declares."""

    key: str
    location: Location
    quote: str
    data: tuple[tuple[str, str], ...]


Finder = Callable[[str, str], Iterable[Found]]


def newly_declared(scene: Scene, suffixes: tuple[str, ...], hints: tuple[bytes, ...], find: Finder) -> Iterator[Declared]:
    """Yield what ``find(path, text)`` finds after the change and not before it, each name once. Only files with one of the ``hints`` are read."""
    both = sources(scene, suffixes)
    known = {found.key for source in both.before for found in _found(source, hints, find)}
    for source in both.after:
        if _TOOLING.isdisjoint(folder.lower() for folder in source.path.split("/")[:-1]):
            yield from _news(source, [each for each in _found(source, hints, find) if each.key not in known], known)


def _found(source: Source, hints: tuple[bytes, ...], find: Finder) -> list[Found]:
    if len(source.data) > _LARGEST or not any(hint in source.data for hint in hints):
        return []
    return list(find(source.path, _COMMENT.sub("", source.data.decode("utf-8", "replace"))))


def _news(source: Source, found: list[Found], known: set[str]) -> Iterator[Declared]:
    if not found:
        return
    text = _COMMENT.sub("", source.data.decode("utf-8", "replace"))
    starts = [0, *(at + 1 for at, char in enumerate(text) if char == "\n")]
    lines = text.split("\n")
    for each in found:
        if each.key not in known:
            known.add(each.key)
            number = bisect_right(starts, each.offset)
            yield Declared(each.key, Location(source.path, number), first_line(lines[number - 1]), each.data)
