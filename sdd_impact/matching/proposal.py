"""A new query for a search that a changed statement broke, offered only when it was tried and matches the new line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from sdd_impact.model import AnyOf, Event, Phrase, Proposal, Query, Regex, SavedSearch

from .clauses import conditions
from .drafts import phrases, regexes
from .hold import hold
from .rewriting import replaced, rewrite

_MOST_DRAFTS = 24
_MOST_CONDITIONS = 12
#: How a format writes "one or the other" around two quoted texts.
_EITHER = dict.fromkeys(("splunk", "datadog", "gcp"), '("{}" OR "{}")')


def propose(search: SavedSearch, changed: Sequence[tuple[Event, Event]]) -> Proposal | None:
    """Return a new text for the search that matches what the changed statements print now; None where none was found.

    ``changed`` are the events of the statements that it lost, before and after.
    """
    for before, after in changed[:3]:
        found = _proposed(search, before, after)
        if found is not None:
            return found
    return None


def _proposed(search: SavedSearch, before: Event, after: Event) -> Proposal | None:
    text, query = search.text, search.query
    steps: list[tuple[Query, Query]] = []
    for condition in dict.fromkeys(conditions(query)):
        if steps and hold(query, after, details=False).bound:
            break  # what is left belongs to other choices of the search
        if len(steps) > _MOST_CONDITIONS or not isinstance(condition, Phrase | Regex) or condition.field.lower() == "level":
            continue
        if (isinstance(condition, Regex) and condition.captures_only) or hold(condition, after, details=False).bound:
            continue
        if not hold(condition, before, details=False).bound and hold(condition, before).certainty != "contingent":
            continue  # it was not this condition that found the statement
        step = next(_fitting(text, condition, before, after), None)
        if step is None:
            return None
        text, new = step
        query = replaced(query, condition, new)
        steps.append((condition, new))
        for twin in _twins(query, condition, new):
            query = replaced(query, *twin)
    found = hold(query, after) if steps else None
    if found is None or not found.bound:
        return None
    return Proposal(text, _both(search, steps, text, query, before, after), found.witness or "")


def _twins(query: Query, old: Query, new: Query) -> Iterator[tuple[Query, Query]]:
    """Return the other conditions that the same words of the text stand for, each with what they ask now."""
    if isinstance(old, Phrase) and isinstance(new, Phrase):
        for each in dict.fromkeys(conditions(query)):
            if isinstance(each, Phrase) and (each.text, each.field) == (old.text, old.field):
                yield each, each._replace(text=new.text)


def _fitting(text: str, old: Phrase | Regex, before: Event, after: Event) -> Iterator[tuple[str, Phrase | Regex]]:
    """Return the new texts with the new condition, for every draft that finds the new line and can be written."""
    messages = (before.message, after.message)
    drafts: Iterator[Phrase | Regex] = phrases(old, *messages) if isinstance(old, Phrase) else regexes(old, *messages)
    for new in islice(drafts, _MOST_DRAFTS):
        written = rewrite(text, _fragment(old), _fragment(new))
        if written is not None and hold(new, after, details=False).bound:
            yield written, new


def _fragment(condition: Phrase | Regex) -> str:
    return condition.text if isinstance(condition, Phrase) else condition.pattern


def _both(search: SavedSearch, steps: list[tuple[Query, Query]], text: str, query: Query, before: Event, after: Event) -> str:
    """Return a query that finds the old line as well as the new one ("" where none was found)."""
    if hold(query, before, details=False).bound:
        return text
    text, query = search.text, search.query
    for old, new in steps:
        joined = _joined(search.format, text, old, new)
        if joined is None:
            return ""
        text, either = joined
        query = replaced(query, old, either)
    fits = all(hold(query, event, details=False).bound for event in (before, after))
    return text if fits else ""


def _joined(form: str, text: str, old: Query, new: Query) -> tuple[str, Query] | None:
    if isinstance(old, Regex) and isinstance(new, Regex):
        if old.dialect in ("cloudwatch", "bre"):
            return None
        opening = "(" if old.dialect in ("ere", "lucene") else "(?:"
        pattern = f"{opening}{old.pattern}|{new.pattern})"
        written = rewrite(text, old.pattern, pattern)
        return (written, Regex(pattern, old.dialect, old.flags, old.field)) if written is not None else None
    if isinstance(old, Phrase) and isinstance(new, Phrase) and form in _EITHER:
        quoted = f'"{old.text}"'
        if text.count(quoted) == 1 and '"' not in new.text:
            return text.replace(quoted, _EITHER[form].format(old.text, new.text)), AnyOf((old, new))
    return None
