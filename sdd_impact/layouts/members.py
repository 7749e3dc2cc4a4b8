"""Lines of keys and values: JSON and logfmt. In which order the keys stand is not known, so every order is allowed for.

A line is the message's member with others before and after it. What is known of the others (the level's word, the logger, the names of the
statement's fields) may stand in any of a few places, and any text between.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import NamedTuple

from sdd_impact.layouts import levels
from sdd_impact.model import LineLayout, Placeholder, Statement

Parts = tuple[str | Placeholder, ...]

#: Members that are told apart at each side of the message; between them, any text may stand.
_PLACES = 3
#: Fields of one statement whose names are put into its line. More are any text.
_MOST_FIELDS = 8
_OTHERS = Placeholder("other fields", "around")


class _Notation(NamedTuple):
    """How members are written: their beginnings for ``key``, what may stand between two, what encloses all of them."""

    separators: tuple[str, ...]
    opening: str
    closing: str


_JSON = _Notation(("", ",", '",'), "{", "}")
_LOGFMT = _Notation(("", " "), "", "")


def line(layout: LineLayout, statement: Statement) -> Parts:
    """Return the line of a statement in a layout of keys and values."""
    notation = _JSON if layout.form == "json" else _LOGFMT
    known = tuple(dict.fromkeys(_members(layout, statement)))
    around = tuple(dict.fromkeys(separator + each for each in ("", *known) for separator in notation.separators))
    others: Parts = (Placeholder("fields", "enum", values=around), _OTHERS) * _PLACES
    return (
        notation.opening, *others, Placeholder("", "enum", values=notation.separators),
        *_message(layout, statement), *others, notation.closing,
    )  # fmt: skip


def _members(layout: LineLayout, statement: Statement) -> Iterator[str]:
    """Yield what is known of the members beside the message: whole ones, and the beginnings of those whose values differ."""
    keys = dict(layout.keys)
    if "level" in keys and statement.level:
        for word in levels.words(statement.level, layout.levels):
            yield from (
                beginning + (word if word.isdigit() else _value(layout, word)) for beginning in _beginnings(layout, keys["level"])
            )
    if "logger" in keys and statement.logger:
        yield from (beginning + _value(layout, statement.logger) for beginning in _beginnings(layout, keys["logger"]))
    names = [keys["time"]] if "time" in keys else []
    for name in (*names, *(field.name for field in statement.fields[:_MOST_FIELDS])):
        for beginning in _beginnings(layout, name):
            yield from (beginning, beginning + '"')


def _beginnings(layout: LineLayout, key: str) -> tuple[str, ...]:
    """Return the ways in which a member with this key may begin. Whether a blank follows the colon is only known of libraries."""
    if layout.form == "logfmt":
        return (f"{key}=",)
    name = json.dumps(key, ensure_ascii=False)
    # Python's json writes a blank; the others that are known do not.
    if layout.levels:
        return (f"{name}: ",) if layout.levels in ("python", "structlog") else (f"{name}:",)
    return (f"{name}:", f"{name}: ")


def _value(layout: LineLayout, text: str) -> str:
    if layout.form == "logfmt" and not _needs_quotes(text):
        return text
    return json.dumps(text, ensure_ascii=False)


def _message(layout: LineLayout, statement: Statement) -> Parts:
    beginnings = _beginnings(layout, dict(layout.keys).get("message", "message"))
    beginning: str | Placeholder = beginnings[0] if len(beginnings) == 1 else Placeholder("key", "enum", values=beginnings)
    quote: str | Placeholder = '"'
    if layout.form == "logfmt" and not any(_needs_quotes(text) for text in statement.template.literals):
        whole = len(statement.template.parts) == 1 and not statement.template.placeholders
        quote = "" if whole else Placeholder("quote", "enum", values=('"', ""))
    found = list(statement.template.parts)
    if found and isinstance(found[-1], str):
        found[-1] = found[-1].rstrip("\r\n")
    return (beginning, quote, *map(_escaped, found), quote)


def _needs_quotes(text: str) -> bool:
    """Whether logfmt puts a text into quotation marks: blanks, ``=``, quotes and control characters ask for them."""
    return not text or any(char <= " " or char in '="\x7f' for char in text)


def _escaped(part: str | Placeholder) -> str | Placeholder:
    """Return a part of the message as it stands between quotation marks: quotes, backslashes and line breaks are escaped."""
    if isinstance(part, str):
        return _inside(part)
    if part.values:
        return part._replace(values=tuple(map(_inside, part.values)))
    if part.kind == "json" or any(mark in part.rendering for mark in ("q", "r", "?", "a")):
        return part._replace(kind="any", rendering="")  # its quotes are escaped
    return part


def _inside(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1]
