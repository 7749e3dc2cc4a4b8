"""TOML with places: the values are read by ``tomllib``, the places by a search through the text for tables and keys."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from sdd_impact import late
from sdd_impact.errors import NotationError
from sdd_impact.model import Source
from sdd_impact.notation.nodes import Entry, Mapping, Node, Scalar, Sequence
from sdd_impact.notation.text import DEPTH, decode

_AT = late.regex(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)$")
_PART = r"""(?:[A-Za-z0-9_-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+')"""
_PARTS = late.regex(_PART)
_KEY = late.regex(rf"[ \t]*+((?:{_PART})(?:[ \t]*+\.[ \t]*+{_PART})*+)[ \t]*+=[ \t]*+")
_TABLE = late.regex(rf"[ \t]*+(\[\[?)[ \t]*+((?:{_PART})(?:[ \t]*+\.[ \t]*+{_PART})*+)[ \t]*+\]")
#: ``tomllib`` needs time in the square of a dotted key's length.
_TOO_DEEP = late.regex(rf"(?<![A-Za-z0-9_-])(?:{_PART}[ \t]*+\.[ \t]*+){{{DEPTH}}}")
#: What can hold a bracket or a line break that opens nothing: comments and texts.
_SKIP = late.regex(r"""#[^\n]*+|\"""(?:[^\\]|\\.)*?\"""|'''.*?'''|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+'|[\[{]|[\]}]|\n""", re.DOTALL)

_STEP = {"[": 1, "{": 1, "]": -1, "}": -1}
_Places = dict[tuple[str | int, ...], tuple[int, int]]


def load_toml(source: Source | str, path: str = "") -> Mapping:
    """Read one TOML document into the same nodes as YAML. A value inside an array has the place of the array.

    Raises :class:`NotationError` with file, line, column and a sentence in plain words.
    """
    text, path = decode(source, path)
    text = text.replace("\r\n", "\n")
    deep = _TOO_DEEP.search(text)
    if deep:
        line = text.count("\n", 0, deep.start()) + 1
        raise NotationError(f"too deep: more than {DEPTH} names joined by dots", file=path, line=line, column=1)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _error(str(error), text, path) from None
    except (RecursionError, ValueError) as error:
        raise NotationError(f"this is not TOML: {type(error).__name__}", file=path, line=1, column=1) from None
    return _Tree(_places(text), path).table(data, (), (1, 1))


def _error(message: str, text: str, path: str) -> NotationError:
    found = _AT.search(message)
    line, column = text.count("\n") + 1, len(text) - text.rfind("\n")
    if found and found[1]:
        line, column = int(found[1]), int(found[2])
    words = _AT.sub("", message)
    return NotationError(f"this is not TOML: {words[:1].lower()}{words[1:]}", file=path, line=line, column=column)


def _places(text: str) -> _Places:
    """Find where each table and key begins."""
    places: _Places = {}
    counts: dict[tuple[str | int, ...], int] = {}
    table: tuple[str | int, ...] = ()
    for line, start in _statements(text):
        header = _TABLE.match(text, start)
        if header:
            table = _resolve(_names(header[2]), counts, new=header[1] == "[[")
            places.setdefault(table, (line, header.start(2) - start + 1))
            continue
        key = _KEY.match(text, start)
        if key:
            names = _names(key[1])
            for length in range(1, len(names) + 1):
                places.setdefault((*table, *names[:length]), (line, key.start(1) - start + 1))
    return places


def _statements(text: str) -> list[tuple[int, int]]:
    """Return line number and offset of each line that begins a statement, not the inside of a value."""
    begins = [(1, 0)]
    line, depth = 1, 0
    for found in _SKIP.finditer(text):
        piece = found.group()
        line += piece.count("\n")
        if piece == "\n" and depth <= 0:
            begins.append((line, found.end()))
        depth += _STEP.get(piece, 0)
    return begins


def _names(dotted: str) -> tuple[str, ...]:
    return tuple(part if part[0] not in "\"'" else _unquoted(part) for part in _PARTS.findall(dotted))


def _unquoted(part: str) -> str:
    return next(iter(tomllib.loads(f"{part} = 1")))


def _resolve(names: tuple[str, ...], counts: dict[tuple[str | int, ...], int], *, new: bool) -> tuple[str | int, ...]:
    """Turn a header's names into a path, with the number of the entry after the name of an array of tables."""
    path: tuple[str | int, ...] = ()
    for position, name in enumerate(names):
        path = (*path, name)
        if new and position == len(names) - 1:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path


class _Tree:
    """Joins values and places. What has no place of its own has that of what it stands in."""

    def __init__(self, places: _Places, file: str) -> None:
        self.places = places
        self.file = file

    def table(self, value: dict[str, Any], path: tuple[str | int, ...], where: tuple[int, int]) -> Mapping:
        """Turn a table into a mapping."""
        entries = []
        for name, each in value.items():
            below = (*path, name)
            here = self.places.get(below, where)
            entries.append(Entry(Scalar(name, name, *here), self.node(each, below, here)))
        return Mapping(tuple(entries), *where)

    def node(self, value: Any, path: tuple[str | int, ...], where: tuple[int, int]) -> Node:
        """Turn any value into a node."""
        where = self.places.get(path, where)
        if len(path) > DEPTH:
            raise NotationError(
                f"too deep: more than {DEPTH} levels stand in each other", file=self.file, line=where[0], column=where[1]
            )
        if isinstance(value, dict):
            return self.table(value, path, where)
        if isinstance(value, list):
            return Sequence(tuple(self.node(each, (*path, number), where) for number, each in enumerate(value)), *where)
        if isinstance(value, str):
            return Scalar(value, value, *where, '"')
        if isinstance(value, bool | int | float):
            return Scalar(str(value).lower(), value, *where)
        return Scalar(value.isoformat(), value.isoformat(), *where)  # dates and times are text here
