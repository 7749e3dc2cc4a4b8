"""A whole query: the log expressions in it, whatever is counted and compared around them.

``sum(rate({app="x"} |= "failed" [5m])) / sum(rate({app="x"}[5m])) > 0.1`` has two. One that counts all lines says nothing about texts beside
one that counts some, so only the first is kept.
"""

from __future__ import annotations

from sdd_impact import late
from sdd_impact.model import AllOf, AnyOf, Opaque, Query, Regex, Routing
from sdd_impact.searches._logql.lexing import Cursor, LogQLError, tokens
from sdd_impact.searches._logql.pipeline import Choice, Pipeline
from sdd_impact.searches._trees import any_of
from sdd_impact.tuples import NamedTuple

_MOST_EXPRESSIONS = 64
_RANGE = late.regex(r"\s*\[[^\]]*\](?:\s*offset\s*-?\w+)?$")


class Parsed(NamedTuple):
    """What a query asks of a line, and the texts of its alternatives (``SavedSearch.parts``).

    ``lines`` says that it reads lines of a log; without it, it is a query of metrics, or none. ``counted`` that what it finds is
    counted over time, or chosen by more than labels: what PromQL never does. ``error`` says why it could not be cut.
    """

    query: Query
    parts: tuple[str, ...] = ()
    lines: bool = False
    counted: bool = False
    error: str = ""


class _Found(NamedTuple):
    query: Query
    text: str
    choices: list[Choice]
    counted: bool


def parse(text: str) -> Parsed:
    """Read a query. What is not understood is :class:`Opaque` in the tree; never raises."""
    try:
        found = _expressions(text)
    except LogQLError as error:
        return Parsed(Opaque(_short(text), str(error)), error=str(error))
    if not found:
        return Parsed(Opaque(_short(text), "reads no lines of a log"))
    counted = any(each.counted for each in found)
    kept = [each for each in found if _says_something(each.query)] or found[:1]
    distinct = list({each.query: each for each in kept}.values())
    if len(distinct) == 1:
        return Parsed(distinct[0].query, _parts(distinct[0]), lines=True, counted=counted)
    return Parsed(any_of(each.query for each in distinct), tuple(each.text for each in distinct), lines=True, counted=counted)


def _short(text: str) -> str:
    folded = " ".join(text.split())
    return folded if len(folded) <= 400 else folded[:400] + " …"


def _expressions(text: str) -> list[_Found]:
    cursor = Cursor(text, tokens(text))
    found: list[_Found] = []
    while (token := cursor.peek()) is not None:
        if not token.is_mark("{"):
            cursor.at += 1
            continue
        if len(found) >= _MOST_EXPRESSIONS:
            raise LogQLError("has more log expressions than anybody writes")
        before = cursor.found[cursor.at - 1] if cursor.at else None
        if before is not None and before.kind in {"name", "variable"}:
            _leave(cursor)  # a metric with its labels
            continue
        each = _expression(cursor)
        if each is not None:
            found.append(each)
    return found


def _leave(cursor: Cursor) -> None:
    while not cursor.take().is_mark("}"):
        pass


def _expression(cursor: Cursor) -> _Found | None:
    first = cursor.at
    opened = 0
    while opened < first and cursor.found[first - opened - 1].is_mark("("):
        opened += 1
    read = Pipeline(cursor)
    if not read.selector():
        return None
    read.stages()
    around = 0
    while behind := _brackets(cursor, opened - around):
        cursor.at += behind
        around += behind
        read.stages()
    written = _RANGE.sub("", cursor.written(first - around))
    return _Found(read.query(), written, read.choices, read.ranged or read.staged)


def _brackets(cursor: Cursor, opened: int) -> int:
    """How many brackets stand between here and the range: ``({app="x"} |= "y")[5m]``; none where no range follows."""
    count = 0
    while count < opened and (token := cursor.peek(count)) is not None and token.is_mark(")"):
        count += 1
    behind = cursor.peek(count)
    return count if behind is not None and behind.kind == "range" else 0


def _says_something(query: Query) -> bool:
    parts = query.parts if isinstance(query, AllOf) else (query,)
    return not all(isinstance(each, Routing) or (isinstance(each, Regex) and each.captures_only) for each in parts)


def _parts(found: _Found) -> tuple[str, ...]:
    """The texts of the first choice that the noun's rule finds again by the number of its parts."""
    query = found.query
    around = query.parts if isinstance(query, AllOf) else (query,)
    for choice, texts in found.choices:
        same = next((part for part in around if isinstance(part, AnyOf) and len(part.parts) == len(texts)), None)
        if same is choice:
            return texts
    return ()
