"""CloudWatch filter patterns, as metric filters and subscription filters have them.

Rules from the CloudWatch Logs User Guide, "Filter pattern syntax": case counts; a term is found anywhere, also inside a word; terms are joined by
AND; ``?term`` by OR, and such terms are ignored beside others; ``-term`` excludes; ``"…"`` is a phrase, ``%…%`` a regular expression; ``{ }`` looks at
a JSON event, ``[ ]`` at fields divided by spaces.
"""

from __future__ import annotations

import re

from sdd_impact import late
from sdd_impact.model import AnyOf, Opaque, Phrase, Query, Regex
from sdd_impact.searches._aws import json_pattern, space_delimited
from sdd_impact.searches._aws.open_text import REASON, closed_or_opaque, has_hole, substrings
from sdd_impact.searches._trees import EVERY_LINE, all_of, any_of, negation
from sdd_impact.tuples import NamedTuple

_TERM = late.regex(r'\s*([-?]?)\s*(?:("(?:[^"\\]|\\.)*")|(%[^%]+%)|([^\s"%]+|["%]))', re.DOTALL)

#: Terms up to a quoted one that is not closed, or has no space before or behind it.
_TOUCHING = late.regex(
    r'(?:\s*+[-?]?\s*+(?:"(?:[^"\\]|\\.)*+"(?=\s|\Z)|%[^%]++%(?!")|[^\s"%]++(?!")|%(?!")))*+\s*+[-?]?\s*+[^\s"]*+"', re.DOTALL
)

#: CloudWatch takes 1,024 characters; more than this is no pattern.
_MOST_CHARACTERS = 10_000


class Parsed(NamedTuple):
    """What a pattern asks of a line, and the texts of its alternatives (``SavedSearch.parts``)."""

    query: Query
    parts: tuple[str, ...] = ()


def parse(pattern: str) -> Parsed:
    """Read a filter pattern. What is not understood is :class:`Opaque` in the tree; never raises."""
    text = pattern.strip()
    if len(text) > _MOST_CHARACTERS:
        return Parsed(Opaque(text[:200] + " …", "longer than CloudWatch takes"))
    if text in {"", '""', '" "'}:
        return Parsed(EVERY_LINE)
    if text.startswith("{"):
        return Parsed(*json_pattern.parse(text))
    if text.startswith("["):
        return Parsed(*space_delimited.parse(text))
    if len(text) == 1 and has_hole(text):
        return Parsed(Opaque(text, REASON))
    return _terms(text)


def _terms(text: str) -> Parsed:
    if _TOUCHING.match(text):
        return Parsed(Opaque(text, "a quotation mark stands inside of a term, or is not closed"))
    wanted: list[Query] = []
    optional: list[tuple[Query, str]] = []
    for match in _TERM.finditer(text):
        sign, query = match.group(1), _term(match)
        if sign == "?":
            optional.append((query, match.group().strip().lstrip("? ")))
        else:
            wanted.append(negation(query) if sign == "-" else query)
    if not wanted:
        query = any_of(query for query, _ in optional)
        parts = tuple(written for _, written in optional)
        return Parsed(query, parts if isinstance(query, AnyOf) and len(query.parts) == len(parts) > 1 else ())
    if optional:
        written = " ".join(f"?{written}" for _, written in optional)
        wanted.append(Opaque(written, "CloudWatch ignores optional terms that stand beside others"))
    return Parsed(all_of(wanted))


def _term(match: re.Match[str]) -> Query:
    _, phrase, regex, word = match.groups()
    if regex:
        return closed_or_opaque(regex, regex, lambda text: Regex(text[1:-1], "cloudwatch"))
    text = re.sub(r'\\(["\\])', r"\1", phrase[1:-1]) if phrase else word
    return substrings(text, match.group().strip(), Phrase) if text.strip() else EVERY_LINE
