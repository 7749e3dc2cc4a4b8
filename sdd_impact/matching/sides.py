"""One side of a comparison: its statements as events, each made once, and searches held against them."""

from __future__ import annotations

from collections.abc import Callable

from sdd_impact import late
from sdd_impact.model import Certainty, Event, FieldIs, Match, Opaque, Phrase, Query, Regex, Routing, Statement
from sdd_impact.patterns.kept import Kept

from .allowance import Allowance
from .clauses import conditions, wanted
from .equals import Equals
from .hold import feeds, held, needed
from .levels import is_of_level
from .prefilter import candidate, needles, own_haystack, own_text
from .texts import Haystack, Printed
from .values import Need, may_be_value_only
from .witness import Confirm

#: More statements than any code base has; the events of all of them are kept.
_MOST_STATEMENTS = 1_000_000

_NEVER = Match("never")

EventOf = Callable[[Statement], Event]


class Side:
    """Statements at one revision. ``event_of`` turns a statement into what it prints there.

    ``remember`` is for few statements: what was decided of a pair is kept. Every method that decides raises
    :class:`~.allowance.Spent` where the ``allowance`` is used up.
    """

    def __init__(
        self, event_of: EventOf, confirm: Confirm | None = None, allowance: Allowance | None = None, *, remember: bool = True
    ) -> None:
        self._remember = remember
        self._allowance = allowance
        self._confirm = confirm
        self._printed: Kept[Statement, Printed] = Kept(lambda statement: Printed(event_of(statement)), _MOST_STATEMENTS)
        self._held: dict[tuple[int, int], tuple[Query, Statement, Match]] = {}
        self._fed: dict[tuple[int, int], tuple[Query, Statement, Certainty | None]] = {}
        self._one_of_equals = Equals()

    def event(self, statement: Statement) -> Event:
        """Return what the statement puts into the log."""
        return self._printed(statement).event

    def text(self, statement: Statement) -> Haystack:
        """Return the text in which the words of a search are looked for."""
        return own_haystack(self._printed(statement))

    def may_bind(self, query: Query, statement: Statement) -> bool:
        """Whether the search may be bound to the statement; False is certain."""
        return candidate(needles(query), self.text(statement))

    def certainty(self, query: Query, statement: Statement) -> str:
        """Return how certainly the search matches the statement, without any detail."""
        return held(query, self._printed(statement), details=False, allowance=self._allowance).certainty

    def match(self, query: Query, statement: Statement) -> Match:
        """Return the match without any detail: how certain it is."""
        return (
            held(query, self._printed(statement), details=False, allowance=self._allowance)
            if self.may_bind(query, statement)
            else _NEVER
        )

    def hold(self, query: Query, statement: Statement) -> Match:
        """Hold a search against the statement, with every detail."""
        if not self._remember:
            return held(query, self._printed(statement), self._confirm, allowance=self._allowance)
        query = self._one_of_equals(query)
        key = (id(query), id(statement))
        known = self._held.get(key)
        if known is None:
            match = held(query, self._printed(statement), self._confirm, allowance=self._allowance)
            known = self._held[key] = (query, statement, match)
        return known[2]

    def needed(self, query: Query, statement: Statement) -> tuple[Need, ...]:
        """Return what a contingent search needs of the statement's placeholders."""
        return needed(query, self._printed(statement))

    def binds(self, query: Query, statement: Statement) -> bool:
        """Whether the search is bound to the statement."""
        return self.may_bind(query, statement) and self.feeds(query, statement) == "generic"

    def feeds(self, query: Query, statement: Statement) -> Certainty | None:
        """Return ``generic`` where the statement feeds the search, ``unknown``, or None where it surely does not."""
        if not self._remember:
            return feeds(query, self._printed(statement), self._allowance)
        query = self._one_of_equals(query)
        key = (id(query), id(statement))
        known = self._fed.get(key)
        if known is None:
            known = self._fed[key] = (query, statement, feeds(query, self._printed(statement), self._allowance))
        return known[2]

    def binds_value(self, query: Query, statement: Statement) -> bool:
        """Whether the search is bound to the statement, or asks for nothing but a value of it."""
        match = self.of_value(query, statement)
        return match is not None and (match.bound or match.value_only)

    def of_value(self, query: Query, statement: Statement) -> Match | None:
        """Return the match with a statement that has most of the words which the search asks for; None where it has not."""
        return self.hold(query, statement) if may_be_value_only(query, self._printed(statement)) else None


def as_value(match: Match) -> Match:
    """Return a match that only asks for a value as bound, under that assumption."""
    if not match.value_only:
        return match
    assumed = f"{match.needs!r} is a value that the statement prints"
    return match._replace(certainty="generic", assuming=(*match.assuming, assumed))


def asks_nothing(query: Query) -> bool:
    """Whether a search has no condition on what events say, only on where they come from. No change touches such a search."""
    return all(isinstance(each, Routing) or (isinstance(each, Regex) and each.captures_only) for each in conditions(query))


def by_level(query: Query) -> bool:
    """Whether all that a search asks of an event is its level, or a level's word: it is about whatever is printed there."""
    asked = [
        each for each in wanted(query) if not isinstance(each, Routing) and not (isinstance(each, Regex) and each.captures_only)
    ]
    return bool(asked) and all(isinstance(each, Phrase | Regex | FieldIs) and is_of_level(each) for each in asked)


def related(query: Query, event: Event) -> bool:
    """Whether a search and an event share a word of five letters or the name of a field, or the event has all words that the search needs."""
    text = own_text(event)
    groups = needles(query)
    if groups and all(any(word in text for word in group) for group in groups):
        return True
    names = {field.name.lower() for field in event.fields}
    for each in conditions(query):
        if isinstance(each, FieldIs | Phrase | Regex) and each.field and each.field.lower().rsplit(".", 1)[-1] in names:
            return True
        said = each.pattern if isinstance(each, Regex) else each.value if isinstance(each, FieldIs) else each.text
        if isinstance(each, Phrase | Regex | FieldIs | Opaque) and any(word in text for word in _WORDS.findall(said.lower())):
            return True
    return False


_WORDS = late.regex(r"[a-z]{5,}")
