"""Replacing one condition of a search: in its query tree, and in the text of its file."""

from __future__ import annotations

from sdd_impact.model import AllOf, AnyOf, Not, Query

#: Characters that a query language may give a meaning of its own inside of quotes. A fragment with one is written nowhere.
_DELICATE = frozenset("\"'`$%\u2028\u2029\ufeff") | frozenset(map(chr, (*range(0x20), *range(0x7F, 0xA0))))


def replaced(query: Query, old: Query, new: Query) -> Query:
    """Return the query with every node equal to ``old`` replaced by ``new``."""
    if query == old:
        return new
    if isinstance(query, AllOf | AnyOf):
        return type(query)(tuple(replaced(part, old, new) for part in query.parts))
    return Not(replaced(query.part, old, new)) if isinstance(query, Not) else query


def rewrite(text: str, old_fragment: str, new_fragment: str) -> str | None:
    """Return the text of a search with one fragment replaced, None where it cannot be done safely.

    The fragment must stand in the text exactly once, to the letter, and the new one must not bring in a character that needs an
    escape there: a quotation mark, or a backslash where the old one has none.
    """
    if not old_fragment or text.count(old_fragment) != 1 or old_fragment == new_fragment:
        return None
    delicate = {char for char in new_fragment if char in _DELICATE or (char == "\\" and "\\" not in old_fragment)}
    if delicate - set(old_fragment):
        return None
    return text.replace(old_fragment, new_fragment)
