"""Regular expressions of line filters and label filters, made into nodes.

RE2, and Loki anchors those of labels at both ends (``pkg/logql/log/filter.go``). The choices of an expression become nodes of their own, so
that one that nothing feeds any more is seen beside others that live.
"""

from __future__ import annotations

import re

from sdd_impact import late
from sdd_impact.model import FieldIs, Query, Regex
from sdd_impact.searches._trees import EVERY_LINE, any_of, negation

_FLAGS = late.regex(r"\(\?[imsU]+\)")
_PIECES = late.regex(r"\\Q.*?(?:\\E|$)|\\.|\[\^?\]?(?:\[:\^?\w+:\]|\\.|[^\]\\])*\]|.", re.DOTALL)
_MOST_CHOICES = 64


def choices(pattern: str) -> tuple[str, list[str]]:
    """Return the flags in front of an expression (``(?i)``) and its choices; it is found where one of them is."""
    found = _FLAGS.match(pattern)
    flags = found[0] if found else ""
    body = pattern[len(flags) :]
    while True:
        inner = _without_group(_without_edges(body))
        if inner == body:
            break
        body = inner
    parts = _split(body)
    if len(parts) > _MOST_CHOICES or not all(parts):
        return flags, [body]
    return flags, parts


def _without_edges(body: str) -> str:
    """Leave out ``.*`` at both ends: what may be found anywhere needs none. Not beside a choice, where it belongs to one of them."""
    if len(_split(body)) > 1:
        return body
    body = re.sub(r"^(?:\.\*\??)+", "", body)
    found = re.search(r"(?<!\\)(?:\.\*\??)+$", body)
    return body[: found.start()] if found else body


def _without_group(body: str) -> str:
    """Leave out a group that is all of the expression, where it has no name."""
    opening = "(?:" if body.startswith("(?:") else "(" if body.startswith("(") and not body.startswith("(?") else ""
    if not opening or not body.endswith(")"):
        return body
    depth = 0
    pieces = [match.group() for match in _PIECES.finditer(body)]
    for number, piece in enumerate(pieces):
        depth += (piece == "(") - (piece == ")")
        if depth == 0 and number < len(pieces) - 1:
            return body
    return body[len(opening) : -1] if depth == 0 and pieces[-1] == ")" else body


def _split(body: str) -> list[str]:
    """Cut at each ``|`` outside of groups, classes and quotes."""
    parts, depth = [""], 0
    for match in _PIECES.finditer(body):
        piece = match.group()
        depth += (piece == "(") - (piece == ")")
        if piece == "|" and depth == 0:
            parts.append("")
        else:
            parts[-1] += piece
    return parts


def in_line(pattern: str, field: str) -> tuple[Query, tuple[str, ...]]:
    """Return what ``|~`` asks, and the texts of its choices (empty where it is one)."""
    flags, parts = choices(pattern)
    if parts == [""]:
        return EVERY_LINE, ()
    query = any_of(_one(flags, part, field) for part in parts)
    return query, tuple(parts) if len(parts) > 1 else ()


def _one(flags: str, part: str, field: str) -> Query:
    return Regex(part, "re2", _letters(flags), field)


def _letters(flags: str) -> str:
    """``(?is)`` as letters of a node. ``U`` only turns greedy and lazy round, which changes no answer."""
    return "".join(letter for letter in "ims" if letter in flags)


def of_label(pattern: str, field: str) -> tuple[Query, tuple[str, ...]]:
    """Return what ``field=~"pattern"`` asks, and the texts of its choices (empty where it is one). A missing label is an empty text."""
    body = pattern.removeprefix("^").removesuffix("$") if not pattern.endswith("\\$") else pattern
    if body in {".*", ".*?"}:
        return EVERY_LINE, ()
    if body in {".+", ".+?"}:
        return FieldIs(field, "exists"), ()
    if _takes_nothing(body):
        return any_of((Regex(f"^(?:{body})$", "re2", "", field), negation(FieldIs(field, "exists")))), ()
    found = _FLAGS.match(body)
    flags = found[0] if found else ""
    parts = _split(_without_group(body[len(flags) :]))
    if len(parts) > _MOST_CHOICES:
        parts = [body[len(flags) :]]
    return any_of(_anchored(flags, part, field) for part in parts), tuple(parts) if len(parts) > 1 else ()


def _anchored(flags: str, part: str, field: str) -> Query:
    inside = re.fullmatch(r"\.\*(.+?)\.\*", part, re.DOTALL)
    found_anywhere = inside is not None and not inside[1].endswith("\\")
    return _one(flags, inside[1] if inside and found_anywhere else f"^(?:{part})$", field)


def _takes_nothing(body: str) -> bool:
    """Whether the expression takes an empty text."""
    from sdd_impact.patterns import GaveUp, Pattern, read, search

    found = read(body, "re2")
    hit = search(found, "", whole=True) if isinstance(found, Pattern) else None
    return hit is not None and not isinstance(hit, GaveUp)
