"""``.gitattributes``, for the two attributes that say a file is not written here: ``linguist-generated`` and ``linguist-vendored``.

Read from a revision's own files: ``git check-attr`` before 2.41 reads the working tree's, which the branch can change. The
attributes of the user and of the machine do not count either. The rules are those of gitattributes(5).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from sdd_impact.history.conventions import GENERATED, VENDORED
from sdd_impact.tuples import NamedTuple

#: Attribute → what it says of a file.
MARKS = {"linguist-generated": GENERATED, "linguist-vendored": VENDORED}
#: Bytes of a file, and rules about these attributes, beyond which it is not read: then more is analysed, not less.
LARGEST = 200_000
MOST_RULES = 500
MOST_MACROS = 100

CLASSES = {
    "alnum": "0-9A-Za-z", "alpha": "A-Za-z", "digit": "0-9", "lower": "a-z", "upper": "A-Z", "xdigit": "0-9A-Fa-f",
    "space": " \t\n\r\f\v", "blank": " \t", "punct": "!-/:-@[-`{-~",
}  # fmt: skip


#: What a word of a line says: the attribute's name, and set, unset, or None for "unspecified again".
Said = tuple[str, bool | None]


class Rule(NamedTuple):
    """One line: a pattern, as path segments, and what it says."""

    segments: tuple[str, ...]
    says: tuple[Said, ...]


class Attributes:
    """The attributes of one revision. ``read`` gives the bytes of a file of that revision, or None."""

    def __init__(self, read: Callable[[str], bytes | None]) -> None:
        self._read = read
        self._rules: dict[str, tuple[Rule, ...]] = {}
        self._macros: dict[str, tuple[Said, ...]] = {}

    def of(self, path: str) -> dict[str, bool]:
        """Return what is said of a path: mark → set or unset. A mark that nothing is said of is missing."""
        parts = path.split("/")
        said: dict[str, bool | None] = {}
        # The last word is the first to be heard: deeper folders before higher ones, later lines before earlier ones.
        folders = ["".join(f"{part}/" for part in parts[:depth]) for depth in range(len(parts))]
        for depth, rules in reversed([*enumerate(map(self._of_folder, folders))]):
            for rule in reversed(rules):
                if _matches(rule.segments, tuple(parts[depth:])):
                    self._hear(rule.says, said)
        return {mark: value for name, mark in MARKS.items() if (value := said.get(name)) is not None}

    def _hear(self, says: tuple[Said, ...], said: dict[str, bool | None]) -> None:
        """Take what is not said yet. A macro that is set says what it stands for; one that was unset later says nothing."""
        for name, value in reversed(says):
            if name not in said:
                said[name] = value
                self._hear(self._macros.get(name, ()) if value else (), said)

    def _of_folder(self, folder: str) -> tuple[Rule, ...]:
        if folder not in self._rules:
            data = self._read(f"{folder}.gitattributes") or b""
            lines = data[:LARGEST].decode("utf-8", "surrogateescape").split("\n")
            if not folder:
                macros = [line.removeprefix("[attr]").split() for line in lines if line.startswith("[attr]")]
                self._macros = {words[0]: tuple(map(_said, words[1:])) for words in macros[:MOST_MACROS] if words}
            rules = (self._rule(line) for line in lines)
            self._rules[folder] = tuple(rule for rule in rules if rule and rule.says)[:MOST_RULES]
        return self._rules[folder]

    def _rule(self, line: str) -> Rule | None:
        pattern, words = _split(line.strip(" \t\r\n"))
        if not pattern or pattern.startswith(("#", "!", "[attr]")) or pattern.endswith("/"):
            return None
        says = tuple(said for said in map(_said, words) if said[0] in MARKS or said[0] in self._macros)
        segments = tuple(pattern.removeprefix("/").split("/"))
        return Rule(segments if "/" in pattern else ("**", *segments), says)


def _said(word: str) -> Said:
    """Read ``name``, ``-name``, ``!name`` or ``name=value``; as for github-linguist every value but ``false`` sets."""
    name, _, value = word.lstrip("-!").partition("=")
    return name, None if word.startswith("!") else not (word.startswith("-") or value == "false")


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
