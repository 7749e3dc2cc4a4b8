"""The files of a scene that are worth a look, and one of them parsed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.detectors._lists import listed
from sdd_impact.detectors._outline import Outline
from sdd_impact.model import Location, Scene, Source
from sdd_impact.syntax import Unit, UnreadableError, is_test
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from tree_sitter import Node

GRAMMARS = {
    ".py": "python", ".java": "java", ".js": "javascript", ".jsx": "javascript", ".mjs": "javascript", ".cjs": "javascript",
    ".ts": "typescript", ".mts": "typescript", ".cts": "typescript", ".tsx": "tsx",
}  # fmt: skip

#: Folders whose files are not the product: documentation, examples, other people's code.
_ASIDE = listed("""docs doc documentation examples example samples sample demo demos node_modules vendor vendored third_party 3rdparty
    external storybook stories .storybook benchmark benchmarks seed seeds""")
_ASIDE_NAMES = late.regex(
    r".*\.(?:stories|story|d|config|conf|min|bundle|generated|mock)\.[cm]?[jt]sx?|setup\.py|noxfile\.py|gulpfile\.js"
)


class File:
    """One parsed file: its syntax (``unit``) and its functions and classes (``outline``)."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        self.path = unit.path

    @property
    def grammar(self) -> str:
        """The grammar's name; ``tsx`` and ``typescript`` are told apart."""
        return self.unit.code.grammar

    @property
    def family(self) -> str:
        """``python``, ``java`` or ``ecmascript``."""
        return self.grammar if self.grammar in ("python", "java") else "ecmascript"

    @cached_property
    def outline(self) -> Outline:
        """The functions and classes of the file."""
        return Outline(self.unit)

    def location(self, node: Node) -> Location:
        """The place of a node."""
        return self.unit.location(node)

    def line(self, node: Node) -> str:
        """The source line on which a node begins: what a report quotes. Of a very long line, the part from the node on."""
        data, start = self.unit.code.data, node.start_byte
        begin = data.rfind(b"\n", 0, start) + 1
        if start - begin > 100:
            begin = start
        return first_line(data[begin : begin + 1000].decode("utf-8", "replace"))


def first_line(text: str, limit: int = 160) -> str:
    """The first line of a text without white space around it, cut after ``limit`` characters."""
    line = " ".join(text.strip().partition("\n")[0].split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


class Sources(NamedTuple):
    """The raw files before and after."""

    before: tuple[Source, ...]
    after: tuple[Source, ...]


def sources(scene: Scene, suffixes: Iterable[str]) -> Sources:
    """The changed files with these suffixes, those left out that are tests, documentation, examples, vendored or ignored."""
    wanted = tuple(suffixes)
    aside = Aside(scene.settings.tests)
    before: list[Source] = []
    after: list[Source] = []
    for change in scene.files:
        if change.ignored or (change.before and change.after and change.before == change.after):
            continue
        for side, kept in ((change.before, before), (change.after, after)):
            if side and side.path.lower().endswith(wanted) and not aside.match(side.path):
                kept.append(side)
    return Sources(tuple(before), tuple(after))


def read(source: Source) -> File | None:
    """A parsed file; None where there is no grammar for it or it cannot be parsed in bounded time."""
    grammar = GRAMMARS.get("." + source.path.rpartition(".")[2].lower())
    if grammar is None:
        return None
    try:
        return File(Unit(source, grammar))
    except UnreadableError:
        return None  # languages report it as unread


def matches(patterns: tuple[str, ...], path: str) -> bool:
    """Whether a path fits one of the configuration's path patterns."""
    found = _glob(patterns)
    return found is not None and found.match(path) is not None


class Aside:
    """Which paths are not the product: tests (by convention or by the configuration), documentation, examples, vendored code."""

    def __init__(self, tests: tuple[str, ...]) -> None:
        self._tests = tests

    def match(self, path: str) -> bool:
        """Whether the file at this path is left out."""
        *folders, name = path.split("/")
        return (
            is_test(path)
            or not _ASIDE.isdisjoint(folder.lower() for folder in folders)
            or _ASIDE_NAMES.fullmatch(name) is not None
            or matches(self._tests, path)
        )


@lru_cache(maxsize=8)
def _glob(patterns: tuple[str, ...]) -> re.Pattern[str] | None:
    """Path patterns as the configuration's page explains them, in one expression; None for no pattern."""
    parts = []
    for pattern in patterns:
        body = pattern.strip().removeprefix("./")
        anchored = "/" in body.rstrip("/")
        words = re.split(r"(\*\*/|\*\*|\*|\?)", body.strip("/"))
        text = "".join(_WILD.get(word, re.escape(word)) for word in words)
        if text:
            parts.append(("" if anchored else "(?:.*/)?") + text + r"(?:/.*)?\Z")
    return re.compile("|".join(f"(?:{part})" for part in parts)) if parts else None


_WILD = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
