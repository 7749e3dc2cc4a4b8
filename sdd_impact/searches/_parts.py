"""A query as its reader gives it: the tree, and the texts of its alternatives."""

from __future__ import annotations

from sdd_impact.model import AllOf, AnyOf, Query, Regex, Routing
from sdd_impact.tuples import NamedTuple


class Parsed(NamedTuple):
    """What a query asks, and the texts of its alternatives. ``error`` says why it is open as a whole ("" where it is not)."""

    query: Query
    parts: tuple[str, ...] = ()
    error: str = ""


def with_parts(query: Query, choices: list[tuple[Query, tuple[str, ...]]]) -> Parsed:
    """Return the query with the texts of the first of these choices that stands in it where a search's parts stand."""
    around = query.parts if isinstance(query, AllOf) else (query,)
    for choice, texts in choices:
        if isinstance(choice, AnyOf) and len(texts) == len(choice.parts) > 1:
            same = next((part for part in around if isinstance(part, AnyOf) and len(part.parts) == len(texts)), None)
            if same is choice:
                return Parsed(query, texts)
    return Parsed(query)


def asks_nothing(query: Query) -> bool:
    """Whether a query asks nothing of what a line says: everything, or only where lines come from."""
    if isinstance(query, AllOf):
        return all(asks_nothing(part) for part in query.parts)
    return isinstance(query, Routing) or (isinstance(query, Regex) and query.captures_only)
