"""Lines of keys and values: JSON and logfmt. In which order the keys stand is not known, so every order is allowed for.

A line is the message's member with others before and after it. What is known of the others (the level's word, the logger, the names of the
statement's fields) may stand in any of a few places, and any text between.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from sdd_impact.layouts import levels
from sdd_impact.model import LineLayout, Placeholder, Statement
from sdd_impact.tuples import NamedTuple

Parts = tuple[str | Placeholder, ...]

#: Members that are told apart at each side of the message, at most; between them, any text may stand.
_MOST_PLACES = 6
#: Fields of one statement whose names are put into its line. More are any text.
_MOST_FIELDS = 8
#: Libraries that put a blank behind a colon or comma: they use Python's ``json``. The others that are known put none.
_WITH_BLANKS = ("python", "structlog")
_OTHERS = Placeholder("other fields", "around")


class _Member(NamedTuple):
    """What is known of a member: all of it, or (not ``whole``) its beginning."""

    text: str
    whole: bool = False


def line(layout: LineLayout, statement: Statement) -> Parts:
    """Return the line of a statement in a layout of keys and values."""
    known = tuple(dict.fromkeys(_members(layout, statement)))
    places = min(len(layout.keys) + len(statement.fields), _MOST_PLACES)
    between = _between(layout)
    # A member in front of the message ends with what stands between two, one behind it begins with that.
    in_front = (each.text + separator if each.whole else each.text for each in known for separator in between)
    behind = (separator + each.text for each in known for separator in between)
    # Of the kind "around": no word goes on from one side of it to the other.
    ends = Placeholder("", "around", values=("", *between, *(f'"{separator}' for separator in between)))
    return (
        "{" if layout.form == "json" else "",
        *(_some(in_front), _OTHERS, ends) * places, *_message(layout, statement), *(_some(behind), _OTHERS) * places,
        "}" if layout.form == "json" else "",
    )  # fmt: skip


def _some(members: Iterable[str]) -> Placeholder:
    return Placeholder("fields", "enum", values=("", *dict.fromkeys(members)))


def _between(layout: LineLayout) -> tuple[str, ...]:
    """Return what may stand between two members."""
    if layout.form == "logfmt":
        return (" ",)
    if layout.levels:
        return (", ",) if layout.levels in _WITH_BLANKS else (",",)
    return (",", ", ")


def _members(layout: LineLayout, statement: Statement) -> Iterator[_Member]:
    """Yield what is known of the members beside the message."""
    keys = dict(layout.keys)
    if "level" in keys and statement.level:
        for word in levels.words(statement.level, layout.levels):
            value = word if word.isdigit() else _value(layout, word)
            yield from (_Member(beginning + value, whole=True) for beginning in _beginnings(layout, keys["level"]))
    if "logger" in keys and statement.logger:
        value = _value(layout, statement.logger)
        yield from (_Member(beginning + value, whole=True) for beginning in _beginnings(layout, keys["logger"]))
    names = [keys["time"]] if "time" in keys else []
    for name in (*names, *(field.name for field in statement.fields[:_MOST_FIELDS])):
        for beginning in _beginnings(layout, name):
            yield from (_Member(beginning), _Member(beginning + '"'))


def _beginnings(layout: LineLayout, key: str) -> tuple[str, ...]:
    """Return the ways in which a member with this key may begin. Whether a blank follows the colon is only known of libraries."""
    if layout.form == "logfmt":
        return (f"{key}=",)
    name = json.dumps(key, ensure_ascii=False)
    if layout.levels:
        return (f"{name}: ",) if layout.levels in _WITH_BLANKS else (f"{name}:",)
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
