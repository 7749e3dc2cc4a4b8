"""A place in the text of a pattern, and the modes that hold there."""

from __future__ import annotations

from typing import NoReturn

from sdd_impact.tuples import NamedTuple

from .dialects import Dialect


class Flags(NamedTuple):
    """The modes at a place: ignore case, multi-line, dot-all, extended, ASCII classes, no plain captures."""

    i: bool = False
    m: bool = False
    s: bool = False
    x: bool = False
    a: bool = False
    n: bool = False


class Unreadable(Exception):
    """The pattern is malformed at ``position``."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.message = message
        self.position = position


class Cursor:
    """The text being read, how far, and what was found on the way."""

    def __init__(self, text: str, dialect: Dialect, flags: Flags) -> None:
        self.text = text
        self.at = 0
        self.head = 0  # modes and comments at the start of the pattern reach up to here
        self.dialect = dialect
        self.flags = flags
        self.groups: list[str] = []
        self.too_wide: dict[str, None] = {}
        self.unsupported: dict[str, None] = {}
        self.asked: list[tuple[int, int]] = []
        self.depth = 0

    def peek(self, length: int = 1) -> str:
        """Return the next characters without taking them ("" at the end)."""
        return self.text[self.at : self.at + length]

    def take(self, length: int = 1) -> str:
        """Take the next characters."""
        taken = self.text[self.at : self.at + length]
        self.at += len(taken)
        return taken

    def skip(self, expected: str) -> bool:
        """Take ``expected`` where it stands here."""
        if self.text.startswith(expected, self.at):
            self.at += len(expected)
            return True
        return False

    def until(self, end: str, what: str) -> str:
        """Take everything up to ``end``, and ``end`` itself."""
        stop = self.text.find(end, self.at)
        if stop < 0:
            self.fail(f"{what} has no {end}")
        taken = self.text[self.at : stop]
        self.at = stop + len(end)
        return taken

    def fail(self, message: str, position: int | None = None) -> NoReturn:
        """Give up: the pattern is malformed."""
        raise Unreadable(message, self.at if position is None else position)

    def widen(self, what: str, *, followed: bool = True) -> None:
        """Note a construct that the automaton takes too widely; ``followed`` where the finder is exact about it."""
        self.too_wide[what] = None
        if not followed:
            self.unsupported[what] = None
