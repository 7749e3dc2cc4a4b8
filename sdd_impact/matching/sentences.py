"""Saying why, in plain English, with the places and texts that it rests on."""

from __future__ import annotations

from collections.abc import Sequence

from sdd_impact.model import (
    AllOf,
    AnyOf,
    Capture,
    FieldIs,
    Match,
    Not,
    Opaque,
    Phrase,
    Query,
    Regex,
    Routing,
    SavedSearch,
    Statement,
)

_MOST_SHOWN = 3
_LONGEST = 120


def place(statement: Statement) -> str:
    """Return ``file:line`` of a statement."""
    return f"{statement.location.file}:{statement.location.line}"


def places(statements: Sequence[Statement]) -> str:
    """Return the places of some statements, the first few by name."""
    shown = [place(each) for each in statements[:_MOST_SHOWN]]
    more = len(statements) - len(shown)
    if more:
        return ", ".join(shown) + f" and {more} more"
    return " and ".join((", ".join(shown[:-1]), shown[-1]) if len(shown) > 1 else shown)


def quoted(text: str) -> str:
    """Return a text in quotation marks, shortened where it is long."""
    return '"' + (text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…") + '"'


def condition(query: Query) -> str:
    """Name a condition of a search as a person would."""
    where = f" in {query.field}" if isinstance(query, Phrase | Regex) and query.field else ""
    if isinstance(query, Phrase):
        return f"the text {quoted(query.text)}{where}"
    if isinstance(query, Regex):
        return f"the regular expression {quoted(query.pattern)}{where}"
    if isinstance(query, FieldIs):
        return quoted(f"{query.field} exists" if query.op == "exists" else f"{query.field} {query.op} {query.value}")
    if isinstance(query, Routing | Opaque):
        return quoted(query.text)
    if isinstance(query, Not):
        return f"not {condition(query.part)}"
    joined = (" and " if isinstance(query, AllOf) else " or ").join(condition(part) for part in query.parts[:_MOST_SHOWN])
    more = len(query.parts) - _MOST_SHOWN
    return f"{joined} and {more} more" if more > 0 else joined


def asked(query: Query) -> tuple[Query, ...]:
    """Return the conditions of a search that select lines, one alternative counting as one."""
    if isinstance(query, AllOf):
        return tuple(each for part in query.parts for each in asked(part))
    if isinstance(query, AnyOf) and len(query.parts) == 1:
        return asked(query.parts[0])
    return () if isinstance(query, Routing) or (isinstance(query, Regex) and query.captures_only) else (query,)


def lost(before: Statement, after: Statement | None, match: Match | None, failing: Sequence[Query]) -> str:
    """Say why a statement that a search matched is matched no longer."""
    if after is None:
        return f"{place(before)} printed {quoted(before.template.message)}, which it matched, and is gone"
    if after.template == before.template:
        start = f"{place(after)} prints {quoted(after.template.message)}"
    else:
        start = f"{place(after)} printed {quoted(before.template.message)} and now prints {quoted(after.template.message)}"
        if after.template.message == before.template.message:
            start = f"{place(after)} prints {quoted(after.template.message)}, with other values than before"
    if before.level != after.level:
        start += f", at level {after.level or 'unknown'} instead of {before.level or 'unknown'}"
    if match is not None and match.certainty == "contingent":
        return f"{start}; {match.because}" if match.because else start
    if match is not None and match.certainty == "unknown":
        return f"{start}; whether that still matches is not known: {match.because}"
    if failing:
        return f"{start}, in which {condition(failing[0])} is never found"
    return start


def dropped(statement: Statement, match: Match | None, failing: Sequence[Query]) -> str:
    """Say why a search that the branch edited no longer matches a statement: it is the search that changed."""
    start = f"the search was changed on this branch and no longer matches {place(statement)}, which prints {quoted(statement.template.message)}"
    if match is not None and match.certainty == "unknown":
        return f"{start}, as far as is known: {match.because}"
    if failing:
        return f"{start}: {condition(failing[0])} is never found in it"
    return f"{start}; {match.because}" if match is not None and match.because else start


def reach(search: SavedSearch) -> tuple[str, ...]:
    """Say which code alone a search is held against, where that is not all."""
    if not search.paths:
        return ()
    places = quoted(" ".join(search.origins))
    return (
        f"the lines of {places} come from {', '.join(search.paths[:_MOST_SHOWN])} alone, as `routes` in the configuration says",
    )


def out_of_reach(search: SavedSearch, before: Statement, after: Statement) -> str:
    """Say that a statement is now printed where the search does not look."""
    if before.location.file == after.location.file:
        return f"the search no longer looks where {place(before)} writes: it reads {quoted(' '.join(search.origins))}"
    return f"{place(before)} printed {quoted(before.template.message)}, which it matched, and is now {place(after)}, where the search does not look"


def joined(reasons: Sequence[str]) -> str:
    """Return the first few of several reasons as one text."""
    shown = "; ".join(dict.fromkeys(reasons[:_MOST_SHOWN]))
    return shown if len(reasons) <= _MOST_SHOWN else f"{shown}; and {len(reasons) - _MOST_SHOWN} more"


def capture(changed: Capture) -> str:
    """Say what a capture group takes now."""
    if changed.after is None:
        return f"the group {changed.group} took {changed.before} and now takes nothing"
    return f"the group {changed.group} took {changed.before} and now takes {changed.after}"


def unknown(statement: Statement, *matches: Match | None) -> str:
    """Say why it is not known whether a statement is matched."""
    why = next((each.because for each in matches if each is not None and each.certainty == "unknown"), "")
    return f"whether it matches {place(statement)} is not known: {why}"


def perhaps(statement: Statement, match: Match) -> str:
    """Say that a statement has most of what a search asks for, and that nobody knows whether its values bring the rest."""
    return f"whether {place(statement)} feeds it is not known: {match.because}"
