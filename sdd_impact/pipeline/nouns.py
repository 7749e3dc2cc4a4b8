"""Nouns as JSON and back, for the cache.

A noun becomes a list that begins with its class, a plain tuple one that begins with "", a set one that begins with "{}". Only the nouns of
:mod:`sdd_impact.model` are known: what is read back can be wrong, but it cannot run anything.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from sdd_impact import model


def dumps(value: object) -> bytes:
    """Return a value made of nouns, tuples, sets and simple values as JSON. Raises :class:`TypeError` for anything else."""
    return json.dumps(_plain(value), separators=(",", ":")).encode()


def loads(data: bytes) -> Any:
    """Return the value again. Raises :class:`ValueError` for what :func:`dumps` did not write."""
    try:
        return _noun(json.loads(data))
    except (TypeError, AttributeError, IndexError, RecursionError, KeyError) as error:
        msg = f"not a record of nouns: {error}"
        raise ValueError(msg) from error


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, tuple):
        kind = type(value)
        return ["" if kind is tuple else _known(kind), *map(_plain, value)]
    if isinstance(value, frozenset):
        return ["{}", *sorted(map(_plain, value))]
    raise TypeError(f"{type(value).__name__} is not a noun")


def _known(kind: type) -> str:
    if getattr(model, kind.__name__, None) is not kind:
        msg = f"{kind.__name__} is not a noun"
        raise TypeError(msg)
    return str(kind.__name__)


def _noun(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    name, parts = value[0], map(_noun, value[1:])
    if name == "":
        return tuple(parts)
    if name == "{}":
        return frozenset(parts)
    return _maker(name)(*parts)


@cache
def _maker(name: str) -> Any:
    kind = getattr(model, name)
    if not isinstance(kind, type) or not hasattr(kind, "_fields"):
        msg = f"{name} is not a noun"
        raise TypeError(msg)
    return kind
