"""A search as alternatives: a list of clauses, one of which must hold, each a list of conditions that must all hold.

Whether a line exists that fulfils the search can then be asked clause by clause, without giving up exactness.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from sdd_impact.model import AllOf, AnyOf, FieldIs, Match, Not, Opaque, Phrase, Query, Regex, Routing
from sdd_impact.patterns import Pattern, PatternError
from sdd_impact.patterns.kept import Kept
from sdd_impact.patterns.literals import Groups
from sdd_impact.tuples import NamedTuple

from . import overlap
from .leaves import phrase, regex
from .levels import is_level
from .prefilter import needed_together, needles

MOST_CLAUSES = 4_096
MOST_CONDITIONS = 40_000
#: The words of so many alternatives are looked up one by one.
_MOST_LOOKED_UP = 64

Condition = Phrase | Regex | FieldIs | Routing | Opaque


class Literal(NamedTuple):
    """One condition, or (``negative``) its opposite."""

    condition: Condition
    negative: bool


Clause = tuple[Literal, ...]


class TooManyClauses(Exception):
    """The search has more alternatives than are looked at."""


def clauses(query: Query, *, negative: bool = False) -> tuple[Clause, ...]:
    """Return the alternatives of a search, or (``negative``) of its opposite. Raises :class:`TooManyClauses`.

    An extraction selects nothing, so it is left out. What says where events come from is true either way.
    """
    return tuple(dict.fromkeys(_clauses(query, negative, negative)))


def _clauses(query: Query, negative: bool, opposite: bool) -> list[Clause]:
    """Return the alternatives of a part, ``negative`` where it must not hold; ``opposite``: those of the whole search's opposite are asked for."""
    if isinstance(query, Not):
        return _clauses(query.part, not negative, opposite)
    if isinstance(query, AllOf | AnyOf):
        every = isinstance(query, AllOf) != negative
        return _every(query.parts, negative, opposite) if every else _some(query.parts, negative, opposite)
    if isinstance(query, Regex) and query.captures_only:
        return [] if opposite else [()]
    if isinstance(query, Routing):
        return [] if opposite else [(Literal(query, negative=False),)]
    return [(Literal(query, negative),)]


def _some(parts: tuple[Query, ...], negative: bool, opposite: bool) -> list[Clause]:
    found: list[Clause] = []
    for part in parts:
        found.extend(_clauses(part, negative, opposite))
        _bounded(found)
    return found


def _every(parts: tuple[Query, ...], negative: bool, opposite: bool) -> list[Clause]:
    found: list[Clause] = [()]
    for part in parts:
        more = _clauses(part, negative, opposite)
        if len(found) * len(more) > MOST_CLAUSES:
            raise TooManyClauses
        found = [tuple(dict.fromkeys((*one, *other))) for one in found for other in more]
        _bounded(found)
    return found


def _bounded(found: list[Clause]) -> None:
    if len(found) > MOST_CLAUSES or sum(map(len, found)) > MOST_CONDITIONS:
        raise TooManyClauses


def extractions(query: Query) -> tuple[Regex, ...]:
    """Return the regular expressions of a search that may take groups out of a line, in order; none below a negation."""
    return tuple(each for each in _leaves(query, below_negation=False) if isinstance(each, Regex))


def conditions(query: Query) -> tuple[Condition, ...]:
    """Return every condition of a search, whatever stands around it."""
    return tuple(_leaves(query, below_negation=True))


def wanted(query: Query) -> tuple[Condition, ...]:
    """Return the conditions of a search that are not below a negation."""
    return tuple(_leaves(query, below_negation=False))


def _leaves(query: Query, *, below_negation: bool) -> Iterator[Condition]:
    todo = [query]
    while todo:
        each = todo.pop()
        if isinstance(each, AllOf | AnyOf):
            todo.extend(reversed(each.parts))
        elif isinstance(each, Not):
            if below_negation:
                todo.append(each.part)
        else:
            yield each


class Fixed(NamedTuple):
    """The patterns of an alternative that only looks at the line, each with whether it must not be found, and what is inexact in them."""

    patterns: tuple[tuple[Pattern, bool], ...]
    loose: tuple[str, ...]


def _fixed(clause: Clause) -> Fixed | None:
    found: dict[tuple[Pattern, bool], None] = {}
    loose: dict[str, None] = {}
    for condition, negative in clause:
        if not isinstance(condition, Phrase | Regex) or condition.field:
            return None
        pattern = phrase(condition) if isinstance(condition, Phrase) else regex(condition)
        if isinstance(pattern, PatternError):
            return None
        loose.update(dict.fromkeys(pattern.too_wide))
        if not (negative and pattern.too_wide):  # less than its opposite would be too little
            found[pattern, negative] = None
    return Fixed(tuple(found), tuple(loose)) if found else None


class Asked:
    """A search taken apart, once for all events that it is held against. ``by_level`` keeps what was decided of a level."""

    def __init__(self, query: Query) -> None:
        self.query = query
        self.by_level: dict[str | None, Match] = {}

    @cached_property
    def positive(self) -> tuple[Clause, ...]:
        """The alternatives of the search. Raises :class:`TooManyClauses`."""
        return clauses(self.query)

    @cached_property
    def negative(self) -> tuple[Clause, ...]:
        """The alternatives of its opposite. Raises :class:`TooManyClauses`."""
        return clauses(self.query, negative=True)

    @cached_property
    def of_levels(self) -> bool:
        """Whether nothing but a level is asked for: then one decision holds for all statements of that level."""
        found = conditions(self.query)
        return all(isinstance(each, Routing) or (isinstance(each, FieldIs | Phrase) and is_level(each.field)) for each in found)

    @cached_property
    def fixed(self) -> tuple[Fixed | None, ...]:
        """For each alternative, what it asks of the line where that is all it asks, whatever the statement."""
        return tuple(map(_fixed, self.positive))

    @cached_property
    def words(self) -> tuple[Groups, ...]:
        """For each alternative, the groups of words without which ordinary values do not fulfil it."""
        return tuple(needed_together(each for each, negative in clause if not negative) for clause in self.positive)

    @cached_property
    def texts(self) -> tuple[tuple[tuple[overlap.Asked, ...], ...], ...]:
        """For each alternative, the texts that must stand in the line in one piece."""
        return tuple(map(overlap.texts, self.positive))

    @cached_property
    def extractions(self) -> tuple[Regex, ...]:
        """The regular expressions that may take groups out of a line."""
        return extractions(self.query)

    @cached_property
    def said(self) -> str:
        """All text of the search in lower case: what it could ask for."""
        return "\n".join(
            each.pattern if isinstance(each, Regex) else each.value if isinstance(each, FieldIs) else each.text
            for each in conditions(self.query)
        ).lower()


#: Searches by identity: the same search is asked about many statements.
asked = Kept(Asked)


def is_of_levels(query: Query) -> bool:
    """Whether nothing but a level is asked for."""
    try:
        return asked(query).of_levels
    except RecursionError:
        return False


def _alternatives(query: Query) -> tuple[Groups, ...]:
    if _is_one(query):
        return (needles(query),)
    if isinstance(query, AnyOf) and 0 < len(query.parts) <= _MOST_LOOKED_UP and all(map(_is_one, query.parts)):
        return tuple(map(needles, query.parts))
    try:
        search = asked(query)
        if len(search.positive) <= _MOST_LOOKED_UP:
            return search.words
    except (TooManyClauses, RecursionError):
        pass
    return (needles(query),)


_found = Kept(_alternatives)


def alternatives(query: Query) -> tuple[Groups, ...]:
    """Return for each alternative of a search the words without which ordinary values do not fulfil it."""
    return _found(query)


def _is_one(query: Query) -> bool:
    """Whether a search has one alternative, as most have: then its words are all that it says and does not deny."""
    if isinstance(query, AllOf):
        return bool(query.parts) and all(map(_is_one_condition, query.parts))
    return _is_one_condition(query)


def _is_one_condition(query: Query) -> bool:
    if isinstance(query, Not):
        return not (isinstance(query.part, AllOf | AnyOf | Not) or (isinstance(query.part, Regex) and query.part.captures_only))
    return not isinstance(query, AllOf | AnyOf)
