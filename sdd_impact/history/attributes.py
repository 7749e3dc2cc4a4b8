"""``.gitattributes``, for the two attributes that say a file is not written here: ``linguist-generated`` and ``linguist-vendored``.

Read from a revision's own files: ``git check-attr`` before 2.41 reads the working tree's, which the branch can change. The
attributes of the user and of the machine do not count either. The rules are those of gitattributes(5).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from sdd_impact.history.conventions import GENERATED, VENDORED

#: Attribute → what it says of a file.
MARKS = {"linguist-generated": GENERATED, "linguist-vendored": VENDORED}
#: A file's bytes and rules beyond which it is not read; git itself reads no line of more than 2,048 bytes.
LARGEST = 200_000
MOST_RULES = 2_000

CLASSES = {
    "alnum": "0-9A-Za-z", "alpha": "A-Za-z", "digit": "0-9", "lower": "a-z", "upper": "A-Z", "xdigit": "0-9A-Fa-f",
    "space": " \t\n\r\f\v", "blank": " \t", "punct": "!-/:-@[-`{-~",
}  # fmt: skip


class Rule(NamedTuple):
    """One line: a pattern, as path segments, and what it says of each mark (None: unspecified again)."""

    segments: tuple[str, ...]
    says: tuple[tuple[str, bool | None], ...]


class Attributes:
    """The attributes of one revision. ``read`` gives the bytes of a file of that revision, or None."""

    def __init__(self, read: Callable[[str], bytes | None]) -> None:
        self._read = read
        self._rules: dict[str, tuple[Rule, ...]] = {}
        self._macros: dict[str, tuple[tuple[str, bool | None], ...]] = {}

    def of(self, path: str) -> dict[str, bool]:
        """Return what is said of a path: mark → set or unset. A mark that nothing is said of is missing."""
        said: dict[str, bool | None] = {}
        parts = path.split("/")
        for depth in range(len(parts)):
            folder = "".join(f"{part}/" for part in parts[:depth])
            for rule in self._of_folder(folder):
                if _matches(rule.segments, tuple(parts[depth:])):
                    said.update(rule.says)
        return {mark: value for mark, value in said.items() if value is not None}

    def _of_folder(self, folder: str) -> tuple[Rule, ...]:
        if folder not in self._rules:
            data = self._read(f"{folder}.gitattributes") or b""
            lines = data[:LARGEST].decode("utf-8", "surrogateescape").split("\n")[:MOST_RULES]
            if not folder:
                self._macros = dict(_macro(line) for line in lines if line.startswith("[attr]"))
            rules = (self._rule(line) for line in lines)
            self._rules[folder] = tuple(rule for rule in rules if rule and rule.says)
        return self._rules[folder]

    def _rule(self, line: str) -> Rule | None:
        pattern, words = _split(line.strip(" \t\r\n"))
        if not pattern or pattern.startswith(("#", "!", "[attr]")) or pattern.endswith("/"):
            return None
        says: list[tuple[str, bool | None]] = []
        for word in words:
            says += self._macros.get(word, ()) or _said(word)
        anchored = "/" in pattern
        segments = tuple(pattern.removeprefix("/").split("/"))
        return Rule(segments if anchored else ("**", *segments), tuple(says))


def _macro(line: str) -> tuple[str, tuple[tuple[str, bool | None], ...]]:
    name, *words = line.removeprefix("[attr]").split() or [""]
    return name, tuple(said for word in words for said in _said(word))


def _said(word: str) -> tuple[tuple[str, bool | None], ...]:
    """Read ``name``, ``-name``, ``!name`` or ``name=value``."""
    name, _, value = word.lstrip("-!").partition("=")
    if name not in MARKS:
        return ()
    unset = word.startswith("-") or value == "false"
    return ((MARKS[name], None if word.startswith("!") else not unset),)


def _split(line: str) -> tuple[str, list[str]]:
    """Split a line into its pattern, which may be quoted, and its words."""
    if not line.startswith('"'):
        pattern, *words = line.split() or [""]
        return pattern, words
    quoted = re.match(r'"((?:[^"\\]|\\.)*)"', line)
    if not quoted:
        return "", []
    return re.sub(r"\\(.)", r"\1", quoted[1]), line[quoted.end() :].split()


def _matches(pattern: tuple[str, ...], path: tuple[str, ...]) -> bool:
    """Whether path segments match pattern segments, in which ``**`` stands for any number of them."""
    reached = {0}
    for number, segment in enumerate(pattern):
        last = number == len(pattern) - 1
        if segment == "**":
            # At the end, "/**" means everything inside: at least one more segment.
            reached = set(range(min(reached) + (last and number > 0), len(path) + 1)) if reached else set()
        else:
            glob = _glob(segment)
            reached = {at + 1 for at in reached if at < len(path) and glob.match(path[at])}
    return len(path) in reached


@lru_cache(maxsize=4096)
def _glob(segment: str) -> re.Pattern[str]:
    """Compile the pattern of one segment. ``fnmatch`` writes each ``*`` so that it is never tried twice: no pattern takes long."""
    import fnmatch

    text = re.sub(r"\[:(\w+):\]", lambda match: CLASSES.get(match[1], ""), segment).replace("[^", "[!")
    plain = re.sub(r"\\(.)", lambda match: f"[{match[1]}]" if match[1] in "*?[" else match[1], text)
    try:
        return re.compile(fnmatch.translate(plain))
    except re.error:
        return re.compile(r"(?!)")
