r"""The searches inside of a monitor's query: ``logs("…").index("main").rollup("count").last("5m") > 5``.

From Datadog's documentation of log monitors. A formula (``formula("query1 / query2").last("5m")``) names searches that stand beside it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.model import Query, Routing
from sdd_impact.searches._datadog.query import Parsed, parse
from sdd_impact.searches._trees import all_of
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_LOGS = late.regex(r"""\blogs\(\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')\s*\)""", re.DOTALL)
_MOST_CHARACTERS = 20_000
#: Quotes inside that nobody escaped: then the end is where the query goes on.
_LOOSE = late.regex(r"""\blogs\(\s*(".{0,5000}?")\s*\)(?=\s*\.\s*(?:index|rollup|by|last)\b)""", re.DOTALL)
_INDEX = late.regex(r"""\s*\.\s*index\(([^()]*)\)""")
_ESCAPED = late.regex(r"""\\(["'\\])""")

#: Kinds of monitors, as the API names them; the first is about logs.
LOG_ALERT = "log alert"


class Search(NamedTuple):
    """One search of a monitor: its text, what it asks, and the name that a formula gives to it."""

    text: str
    parsed: Parsed
    name: str = ""


def searches(query: str) -> Iterator[Search]:
    """Yield the log searches of a monitor's query, in order."""
    for match in _matches(query):
        text = _ESCAPED.sub(r"\1", match[1][1:-1])
        index = _INDEX.match(query, match.end())
        yield search(text, _names(index[1]) if index else ())


def search(text: str, indexes: tuple[str, ...] = (), name: str = "") -> Search:
    """Return what a search of logs asks; the indexes say where its events are kept."""
    parsed = parse(text)
    kept = [each for each in indexes if each not in {"", "*"}]
    if not kept:
        return Search(text.strip(), parsed, name)
    where: Query = Routing(" OR ".join(f"index:{each}" for each in kept))
    return Search(text.strip(), Parsed(all_of((where, parsed.query)), parsed.parts), name)


def _matches(query: str) -> tuple[re.Match[str], ...]:
    found = tuple(_LOGS.finditer(query))
    return found or (tuple(_LOOSE.finditer(query)) if len(query) <= _MOST_CHARACTERS else ())


def _names(text: str) -> tuple[str, ...]:
    return tuple(each.strip().strip("\"'\\") for each in text.split(","))


def asks_logs(query: str) -> bool:
    """Whether a monitor's query looks at logs."""
    return bool(_matches(query))
