"""Equal searches, decided once."""

from __future__ import annotations

from sdd_impact.model import Query
from sdd_impact.patterns.kept import Kept


class Equals:
    """Gives equal searches one query, so that what is decided of one is decided of all: dashboards are copied, and panels in them."""

    def __init__(self) -> None:
        self._first: dict[Query, Query] = {}
        self._known: Kept[Query, Query] = Kept(self._same, 1_000_000)

    def __call__(self, query: Query) -> Query:
        """Return the first query that was equal to this one."""
        return self._known(query)

    def _same(self, query: Query) -> Query:
        try:
            return self._first.setdefault(query, query)
        except RecursionError:
            return query
