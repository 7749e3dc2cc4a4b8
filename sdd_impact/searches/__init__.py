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
from sdd_impact.searches._globs import translate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sdd_impact.model import SearchFormat

__all__ = ["candidates", "companions", "formats", "read"]

#: How much of a file decides what it is.
HEAD_BYTES = 4096


@cache
def formats() -> tuple[SearchFormat, ...]:
    """Return every format, by name."""
    names = sorted(module.name for module in iter_modules(__path__) if not module.name.startswith("_"))
    return tuple(import_module(f"{__name__}.{name}").FORMAT for name in names)


@cache
def _found_by_path() -> re.Pattern[str]:
    return re.compile("|".join(translate(glob) for each in formats() for glob in each.paths))


def candidates(paths: Iterable[str]) -> tuple[str, ...]:
    """Return those paths that a format would look into, in the order given. No file is opened."""
    match = _found_by_path().fullmatch
    return tuple(path for path in paths if match(path))


def companions(source: Source, paths: Iterable[str], format: str = "") -> tuple[str, ...]:  # noqa: A002 - the word users know
    """Return those of ``paths`` that help to read this source: its macros, its locals, who owns it.

    Empty where the source needs none. ``paths`` should be all paths of the tree that the source comes from.
    """
    chosen = _choose(source, format)
    if isinstance(chosen, str) or chosen.companions is None:
        return ()
    return chosen.companions(source, tuple(paths))


def read(source: Source, format: str = "", companions: tuple[Source, ...] = ()) -> Reading:  # noqa: A002 - the word users know
    """Read the saved searches of one file. ``format`` names the format; empty recognises it by path and first bytes.

    Of ``companions``, those are used that :func:`companions` would name; others do no harm. A file of no known format, like a
    format that does not exist, is returned as unread. Never raises on bad content.
    """
    chosen = _choose(source, format)
    if isinstance(chosen, str):
        return Reading(unread=(Unread(source.path, chosen),))
    if not companions or chosen.read_with is None or chosen.companions is None:
        return chosen.read(source)
    helpful = set(chosen.companions(source, tuple(each.path for each in companions)))
    return chosen.read_with(source, tuple(each for each in companions if each.path in helpful))


def _choose(source: Source, name: str) -> SearchFormat | str:
    """Return the format of this name, or the one that recognises the source; else the sentence that says why none."""
    known = ", ".join(each.name for each in formats())
    if name:
        named = next((each for each in formats() if each.name == name), None)
        return named or f"there is no saved-search format {name}; the formats are {known}"
    head = source.data[:HEAD_BYTES]
    found = next((each for each in formats() if each.recognises(source.path, head)), None)
    return found or f"not recognised as saved searches; the formats are {known}"
