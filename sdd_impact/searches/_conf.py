"""Splunk's configuration files (``.conf``, ``.meta``): stanzas of settings.

Rules from Splunk's Admin Manual: ``[name]`` begins a stanza; ``key = value``, the first ``=`` divides; a backslash at the end of a line
continues it; a comment is a whole line that begins with ``#``; settings above the first stanza, like those of ``[default]``, hold for all;
a stanza or key that occurs again adds to, or replaces, what stood before.
"""

from __future__ import annotations

import re
from functools import lru_cache

from sdd_impact import late
from sdd_impact.tuples import NamedTuple

_OWNER = late.regex(r"#\s*owner\s*[:=]\s*(\S+(?:[^\S\n]+\S+)*)", re.IGNORECASE)


class Stanza(NamedTuple):
    """A stanza: its settings, where it begins and ends, and the owner that a comment above or inside it names."""

    name: str
    settings: dict[str, str]
    line: int
    end_line: int
    owner: str = ""

    def get(self, key: str, default: str = "") -> str:
        """Return a setting."""
        return self.settings.get(key, default)

    def on(self, key: str) -> bool:
        """Whether a setting is switched on."""
        return self.get(key).strip().lower() in {"1", "true", "t", "yes", "y", "on"}


class Broken(NamedTuple):
    """A line that is neither stanza, setting nor comment."""

    line: int
    text: str


class Conf(NamedTuple):
    """A whole file. ``default`` are the settings that every stanza inherits; they are not merged into the stanzas."""

    stanzas: tuple[Stanza, ...]
    default: dict[str, str]
    broken: tuple[Broken, ...] = ()


def decode(data: bytes) -> str:
    """Return a file's text; bytes that are no UTF-8 are kept by ``surrogateescape``."""
    return data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape")


@lru_cache(64)
def parse(text: str) -> Conf:
    """Read a file. Never raises. A file that helps to read several others is read once."""
    reader = _Reader()
    lines = text.replace("\r\n", "\n").split("\n")
    at = 0
    while at < len(lines):
        start = at
        line = lines[at]
        while line.endswith("\\") and at + 1 < len(lines) and not lines[start].lstrip().startswith("#"):
            at += 1
            line = lines[at]
        at += 1
        reader.take(lines[start:at], start + 1)
    return reader.conf()


class _Reader:
    def __init__(self) -> None:
        self.default: dict[str, str] = {}
        self.stanzas: dict[str, Stanza] = {}
        self.broken: list[Broken] = []
        self.current: Stanza | None = None
        self.settings = self.default
        self.owner = ""

    def take(self, lines: list[str], number: int) -> None:
        """One logical line."""
        first = lines[0].strip()
        if first == "":
            return
        if first.startswith("#"):
            self._comment(first)
        elif first.startswith("[") and first.endswith("]"):
            self._begin(first[1:-1], number)
        elif "=" in first:
            self._setting(lines, number)
        else:
            self.broken.append(Broken(number, first[:80]))

    def _comment(self, text: str) -> None:
        match = _OWNER.match(text)
        if match:
            self.owner = match.group(1)

    def _begin(self, name: str, number: int) -> None:
        """An owner comment above the stanza, with no setting between, is about the stanza."""
        owner, self.owner = self.owner, ""
        if name == "default":
            self.current, self.settings = None, self.default
            return
        found = self.stanzas.get(name) or Stanza(name, {}, number, number)
        self._replace(found._replace(owner=owner or found.owner))
        self.settings = found.settings

    def _setting(self, lines: list[str], number: int) -> None:
        key, _, rest = lines[0].partition("=")
        value = [rest, *lines[1:]]
        self.settings[key.strip()] = "\n".join(line.removesuffix("\\") for line in value).strip()
        owner, self.owner = self.owner, ""
        if self.current is not None:
            end = max(self.current.end_line, number + len(lines) - 1)
            self._replace(self.current._replace(end_line=end, owner=owner or self.current.owner))

    def _replace(self, stanza: Stanza) -> None:
        self.current = self.stanzas[stanza.name] = stanza

    def conf(self) -> Conf:
        """What was read."""
        return Conf(tuple(self.stanzas.values()), self.default, tuple(self.broken))
