"""A query tree on one line, for expectations in samples.

``term~"reset"``: the kind of phrase, ``~`` where case does not count, ``*`` behind the text where it has wildcards; ``field:`` in front;
``/x/i`` a regular expression, ``cut/x/`` an extraction; ``level=ERROR`` a field; ``from(index=a)`` where events come from; ``?(x)`` left open;
``every`` and ``none`` are the empty conjunction and choice.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sdd_impact.model import AllOf, AnyOf, FieldIs, Not, Phrase, Query, Regex, Routing

if TYPE_CHECKING:
    from sdd_impact.model import Reading


def wording(query: Query) -> str:
    """Return the tree on one line."""
    return _worded(query, "")


def _worded(query: Query, inside: str) -> str:
    if isinstance(query, AllOf | AnyOf):
        sign = " & " if isinstance(query, AllOf) else " | "
        if not query.parts:
            return "every" if isinstance(query, AllOf) else "none"
        text = sign.join(_worded(part, sign) for part in query.parts)
        return f"({text})" if inside else text
    if isinstance(query, Not):
        return f"!{_worded(query.part, '!')}"
    if isinstance(query, Phrase):
        field = f"{query.field}:" if query.field else ""
        return f'{field}{query.where}{"" if query.case else "~"}"{query.text}"{"*" if query.wildcards else ""}'
    if isinstance(query, Regex):
        field = f"{query.field}:" if query.field else ""
        return f"{field}{'cut' if query.captures_only else ''}/{query.pattern}/{query.flags}"
    if isinstance(query, FieldIs):
        value = f"{query.op}{'' if query.case else '~'}{query.value}{'*' if query.wildcards else ''}"
        return f"{query.field} exists" if query.op == "exists" else f"{query.field}{value}"
    return f"from({query.text})" if isinstance(query, Routing) else f"?({query.text})"


class Expected(NamedTuple):
    """What comments above a line say: ``expect:``, ``parts:`` (divided by `` ; ``), ``is:`` (``alert``), ``who:``, ``name:``, ``unread:``."""

    queries: list[str]
    notes: dict[str, str]


_COMMENT = re.compile(r"\s*(?:#|//)\s*(expect|parts|is|who|name|unread): (.*)")


def expectations(text: str) -> dict[int, Expected]:
    """Return what the comments of a sample expect, by the number of the line below them."""
    found: dict[int, Expected] = {}
    current = Expected([], {})
    for number, line in enumerate(text.split("\n"), 1):
        match = _COMMENT.match(line)
        if match and match.group(1) == "expect":
            current.queries.append(match.group(2))
        elif match:
            current.notes[match.group(1)] = match.group(2)
        elif current.queries or current.notes:
            if re.match(r"\s*(?:#|//)", line):
                continue
            found[number] = current
            current = Expected([], {})
    return found


def as_expected(reading: Reading, text: str) -> None:
    """Assert that a reading is what the sample's comments expect, no more and no less."""
    expected = expectations(text)
    by_line: dict[int, list[str]] = {}
    for search in reading.searches:
        by_line.setdefault(search.location.line, []).append(wording(search.query))
        notes = expected.get(search.location.line, Expected([], {})).notes
        assert " ; ".join(search.parts) == notes.get("parts", ""), search.name
        assert search.alert == ("alert" in notes.get("is", "")), search.name
        assert search.owner == notes.get("who", ""), search.name
        assert search.name == notes.get("name", search.name)
    assert by_line == {line: each.queries for line, each in expected.items() if each.queries}
    unread = {each.line: each.reason for each in reading.unread}
    assert unread == {line: each.notes["unread"] for line, each in expected.items() if "unread" in each.notes}
