"""Observability as code: saved searches and alerts, each read into a query tree.

A format is a module of this folder that exports ``FORMAT`` (a :class:`sdd_impact.model.SearchFormat`); a module whose name
begins with ``_`` is shared by formats. Importing the room imports no parser: a format opens its own when it is asked to read.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from sdd_impact.model import Reading, Source, Unread
from sdd_impact.searches._exports import marked
from sdd_impact.searches._globs import ending_of, longest_word, translate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sdd_impact.model import SearchFormat

__all__ = ["candidates", "companions", "formats", "read", "recognised"]

#: How much of a file decides what it is.
HEAD_BYTES = 4096


@cache
def formats() -> tuple[SearchFormat, ...]:
    """Return every format, by name."""
    names = sorted(module.name for module in iter_modules(__path__) if not module.name.startswith("_"))
    return tuple(import_module(f"{__name__}.{name}").FORMAT for name in names)


def candidates(paths: Iterable[str]) -> tuple[str, ...]:
    """Return those paths that a format would look into, in the order given. No file is opened."""
    endings, others = _globs()
    return tuple(path for path in paths if _is_candidate(path, endings, others))


def _is_candidate(path: str, endings: frozenset[str], others: tuple[str, ...]) -> bool:
    """Whether a pattern fits a path. Most paths are decided by their ending: all patterns in one expression cost ten times as much."""
    ending = path[path.rfind(".") + 1 :]
    if ending in endings and _of_ending(ending).fullmatch(path):
        return True
    return any(word in path for word in others) and _of_ending("").fullmatch(path) is not None


@cache
def _globs() -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the endings that patterns have, and for those without one a word that stands in every path that they fit."""
    globs = [glob for each in formats() for glob in each.paths]
    return frozenset(map(ending_of, globs)) - {""}, tuple({longest_word(glob) for glob in globs if not ending_of(glob)})


@cache
def _of_ending(ending: str) -> re.Pattern[str]:
    return re.compile("|".join(translate(glob) for each in formats() for glob in each.paths if ending_of(glob) == ending))


def companions(source: Source, paths: Iterable[str], format: str = "") -> tuple[str, ...]:  # noqa: A002 - the word users know
    """Return those of ``paths`` that help to read this source: its macros, its locals, who owns it.

    Empty where the source needs none. ``paths`` should be all paths of the tree that the source comes from.
    """
    known = tuple(paths)
    source = _in_utf8(source)
    asked = (each.companions(source, known) for each in _chosen(source, format) if each.companions is not None)
    return tuple(dict.fromkeys(path for found in asked for path in found))


def recognised(source: Source) -> bool:
    """Whether a format takes this file for its own, by its path and first bytes: a name such as ``policy.yaml`` has many meanings."""
    return bool(_chosen(_in_utf8(source), ""))


def read(source: Source, format: str = "", companions: tuple[Source, ...] = ()) -> Reading:  # noqa: A002 - the word users know
    """Read the saved searches of one file. ``format`` names the format; empty recognises it by path and first bytes.

    Of ``companions``, those are used that :func:`companions` would name; others do no harm. A file of no known format, like a
    format that does not exist, is returned as unread. What one file holds for several formats (Terraform) is read by each. Never raises on
    bad content.
    """
    source = _in_utf8(source)
    chosen = _chosen(source, format)
    if not chosen:
        known = ", ".join(each.name for each in formats())
        reason = f"there is no saved-search format {format};" if format else "not recognised as saved searches;"
        return Reading(unread=(Unread(source.path, f"{reason} the formats are {known}"),))
    readings = [marked(_read(each, source, companions), each.name, source) for each in chosen]
    return Reading(
        tuple(search for reading in readings for search in reading.searches),
        tuple(dict.fromkeys(unread for reading in readings for unread in reading.unread)),
    )


def _in_utf8(source: Source) -> Source:
    """The source without a byte order mark; one of UTF-16 is written anew, since what a file is shows by its bytes."""
    data = source.data
    if data.startswith(b"\xef\xbb\xbf"):
        return Source(source.path, data[3:])
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return Source(source.path, data.decode("utf-16").encode())
        except UnicodeError:
            return source
    return source


def _read(chosen: SearchFormat, source: Source, companions: tuple[Source, ...]) -> Reading:
    if not companions or chosen.read_with is None or chosen.companions is None:
        return chosen.read(source)
    helpful = set(chosen.companions(source, tuple(each.path for each in companions)))
    return chosen.read_with(source, tuple(each for each in companions if each.path in helpful))


def _chosen(source: Source, name: str) -> tuple[SearchFormat, ...]:
    """Return the format of this name, or those that recognise the source."""
    if name:
        return tuple(each for each in formats() if each.name == name)
    head = source.data[:HEAD_BYTES]
    return tuple(each for each in formats() if each.recognises(source.path, head))
