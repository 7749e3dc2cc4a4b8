"""Programs of Google's mtail: counters and gauges that are changed on the lines that regular expressions match.

A search is a block that changes a metric; it asks for every condition that it stands in. ``docs/searches/mtail.md`` says where each rule comes from.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.model import AllOf, AnyOf, Location, Not, Query, Reading, Regex, SavedSearch, SearchFormat, Source, Unread

if TYPE_CHECKING:
    from collections.abc import Iterator

_OWNER = late.regex(r"^[ \t]*#[ \t]*owner[ \t]*[:=][ \t]*(\S+(?:[^\S\n]+\S+)*)", re.IGNORECASE | re.MULTILINE)
_SHOWN = 80


def _recognises(path: str, _head: bytes) -> bool:
    return path.endswith(".mtail")


def _read(source: Source) -> Reading:
    from sdd_impact.searches._mtail import parse

    text = source.data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape").replace("\r\n", "\n")
    actions, broken = parse(text)
    places = _Places(text)
    unread = [
        Unread(source.path, f"the program cannot be read from here on: {each.message}", places.line(each.at)) for each in broken
    ]
    found = _OWNER.search(text)
    owner = found.group(1) if found else ""
    counted: dict[str, int] = {}
    searches: list[SavedSearch] = []
    for action in actions:
        problem = next(_problems(action.query), "")
        if problem:
            unread.append(Unread(source.path, problem, places.line(action.start)))
            continue
        name = ", ".join(action.metrics)
        counted[name] = counted.get(name, 0) + 1
        searches.append(
            SavedSearch(
                name=name if counted[name] == 1 else f"{name} ({counted[name]})",
                format="mtail",
                location=Location(source.path, places.line(action.start), 1, places.line(action.end)),
                text=action.condition,
                query=action.query,
                owner=owner,
            )
        )
    return Reading(tuple(searches), tuple(unread))


class _Places:
    """Lines by offset."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def line(self, at: int) -> int:
        from bisect import bisect_right

        return bisect_right(self._starts, at)


def _problems(query: Query) -> Iterator[str]:
    """Yield what is wrong with the regular expressions of a query."""
    from sdd_impact.patterns import PatternError, read

    if isinstance(query, AllOf | AnyOf):
        for part in query.parts:
            yield from _problems(part)
    elif isinstance(query, Not):
        yield from _problems(query.part)
    elif isinstance(query, Regex):
        found = read(query.pattern, "re2", "")
        if isinstance(found, PatternError):
            yield f"{query.pattern[:_SHOWN]} cannot be read: {found.message} (at character {found.position + 1})"


FORMAT = SearchFormat(
    name="mtail",
    paths=("**/*.mtail",),
    recognises=_recognises,
    read=_read,
)
