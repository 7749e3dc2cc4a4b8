"""Remembering what was made of an object, by the object's identity: no hash of a large tree is computed to find it again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


class Kept(Generic[_Key, _Value]):
    """Calls ``make`` once for every object and keeps the answer, with the object, so that its identity stays its own.

    When more than ``most`` answers are kept, all are forgotten.
    """

    def __init__(self, make: Callable[[_Key], _Value], most: int = 20_000) -> None:
        self._make = make
        self._most = most
        self._known: dict[int, tuple[_Key, _Value]] = {}

    def __call__(self, key: _Key) -> _Value:
        """Return what was made of ``key``."""
        known = self._known.get(id(key))
        if known is None:
            if len(self._known) >= self._most:
                self._known.clear()
            known = self._known[id(key)] = (key, self._make(key))
        return known[1]
