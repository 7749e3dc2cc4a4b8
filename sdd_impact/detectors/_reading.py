"""The two sides of a scene as parsed files. A file is read when its text has what the detector looks for, and then once for all."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from sdd_impact.detectors._lists import listed
from sdd_impact.detectors._outline import Outline
from sdd_impact.model import Location, Scene, Source
from sdd_impact.syntax import Unit, UnreadableError, is_test

if TYPE_CHECKING:
    from tree_sitter import Node

GRAMMARS = {
    ".py": "python", ".java": "java", ".js": "javascript", ".jsx": "javascript", ".mjs": "javascript", ".cjs": "javascript",
    ".ts": "typescript", ".mts": "typescript", ".cts": "typescript", ".tsx": "tsx",
}  # fmt: skip

#: Folders whose files are not the product: documentation, examples, other people's code.
_ASIDE = listed("""docs doc documentation examples example samples sample demo demos node_modules vendor vendored third_party 3rdparty
    external storybook stories .storybook benchmark benchmarks""")
_ASIDE_NAMES = re.compile(
    r".*\.(?:stories|story|d|config|conf|min|bundle|generated|mock)\.[cm]?[jt]sx?|setup\.py|noxfile\.py|gulpfile\.js"
)

#: The most bytes of source text whose files are remembered between detectors (a tree takes about 70 times its text).
_REMEMBERED = 3_000_000


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


class Sides(NamedTuple):
    """The files before and after that are worth a detector's look."""

    before: tuple[File, ...]
    after: tuple[File, ...]


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


def sides(scene: Scene, hints: tuple[bytes, ...]) -> Sides:
    """The changed source files, parsed, whose text has one of these lower-case words."""
    found = sources(scene, GRAMMARS)
    return Sides(tuple(_files(found.before, hints)), tuple(_files(found.after, hints)))


def _files(found: Iterable[Source], hints: tuple[bytes, ...]) -> Iterator[File]:
    for source in found:
        text = source.data.lower()
        if any(hint in text for hint in hints) and (file := read(source)):
            yield file


class _Memory(OrderedDict[Source, File | None]):
    """The files read last, up to ``_REMEMBERED`` bytes of text."""

    size = 0

    def keep(self, source: Source, file: File | None) -> None:
        """Remember a file, and forget the oldest ones above the limit."""
        self[source] = file
        self.size += len(source.data)
        while self.size > _REMEMBERED and len(self) > 1:
            oldest, _ = self.popitem(last=False)
            self.size -= len(oldest.data)


_known = _Memory()


def read(source: Source) -> File | None:
    """A parsed file, remembered; None where there is no grammar for it or it cannot be parsed in bounded time."""
    if source in _known:
        _known.move_to_end(source)
        return _known[source]
    grammar = GRAMMARS.get("." + source.path.rpartition(".")[2].lower())
    if grammar is None:
        return None
    try:
        file: File | None = File(Unit(source, grammar))
    except UnreadableError:
        file = None  # languages report it as unread
    _known.keep(source, file)
    return file


class Aside:
    """Which paths are not the product: tests (by convention or by the configuration), documentation, examples, vendored code."""

    def __init__(self, tests: tuple[str, ...]) -> None:
        self._tests = _glob(tests)

    def match(self, path: str) -> bool:
        """Whether the file at this path is left out."""
        *folders, name = path.split("/")
        return (
            is_test(path)
            or not _ASIDE.isdisjoint(folder.lower() for folder in folders)
            or _ASIDE_NAMES.fullmatch(name) is not None
            or (self._tests is not None and self._tests.match(path) is not None)
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
