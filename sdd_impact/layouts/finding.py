"""Layouts that the program's own logging configuration shows, where one is plain for a part of the repository."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.model import LineLayout, Source, Tree
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from sdd_impact.layouts.families import Family
    from sdd_impact.layouts.shown import Shown

#: Files of one family that are read. With more, no layout is plain.
_MOST_FILES = 200
#: Folders of tests, examples and other people's code: what stands there configures another program.
_ELSEWHERE = late.regex(
    r"(?:^|/)(?:tests?|testing|testdata|__tests__|spec|it|e2e|examples?|samples?|demos?|docs?|benchmarks?|fixtures|vendor|third_party"
    r"|node_modules|\w+Test)/|(?:^|/)(?:test_[^/]*|conftest)\.py\Z|_test\.(?:py|go)\Z|\.(?:spec|test)\.\w+\Z",
)

Found = tuple[LineLayout | None, tuple[str, ...]]
_UNKNOWN: Found = (None, ())


class Part(NamedTuple):
    """A part of the repository: which folder, and what files in it say."""

    folder: str
    shown: list[tuple[str, Shown]]


class Finder:
    """Looks for logging configuration in one tree, when it is first asked."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._parts: dict[str, dict[str, Part]] = {}

    def find(self, path: str, language: str) -> Found:
        """Return the layout of the statements of a language in a file (None: not known), and what that takes for granted.

        The nearest folder around the file that has any counts.
        """
        from sdd_impact.layouts.families import BY_LANGUAGE  # late: most branches touch nothing that is searched

        family = BY_LANGUAGE.get(language)
        if family is None:
            return _UNKNOWN
        key = family.languages[0]
        if key not in self._parts:
            self._parts[key] = self._look(family)
        parts = self._parts[key]
        part = next((parts[folder] for folder in _folders(path) if folder in parts), None)
        return _decided(part) if part else _UNKNOWN

    def _look(self, family: Family) -> dict[str, Part]:
        paths = self._tree.paths()
        manifests = frozenset(_folder(path) for path in paths if family.manifests.match(path.rpartition("/")[2]))
        parts: dict[str, Part] = {}
        for path, shown in self._shown(family, paths):
            if shown.layouts or shown.reason:
                folder = next((each for each in _folders(path) if each in manifests), "")
                parts.setdefault(folder, Part(folder, [])).shown.append((path, shown))
        return parts

    def _shown(self, family: Family, paths: tuple[str, ...]) -> Iterator[tuple[str, Shown]]:
        from sdd_impact.layouts.shown import unclear  # late, as above

        chosen = []
        for path in paths:
            name = path.rpartition("/")[2]
            read = next((read for pattern, read in family.files if pattern.match(name)), None)
            if read is not None:
                chosen.append((path, read))
        if family.read is not None and any(path.endswith(family.suffixes) for path in paths):
            holders = self._tree.containing(family.words)
            chosen += [(path, family.read) for path in holders if path.endswith(family.suffixes)]
        chosen = [each for each in chosen if not _ELSEWHERE.search(each[0])]
        for path, read in chosen[:_MOST_FILES]:
            source = self._tree.read(path)
            if source is not None:
                yield path, read(source)
        if len(chosen) > _MOST_FILES:
            yield chosen[_MOST_FILES][0], unclear(f"more than {_MOST_FILES} files may say how lines look")


def may_say(source: Source) -> bool:
    """Whether a file may say how lines look: by its name, or because it makes a logger."""
    from sdd_impact.layouts.families import FAMILIES  # late, as above

    name = source.path.rpartition("/")[2]
    return any(
        any(pattern.match(name) for pattern, _ in family.files)
        or (source.path.endswith(family.suffixes) and any(word.encode() in source.data for word in family.words))
        for family in FAMILIES
    )


def _decided(part: Part) -> Found:
    """Return the one layout of a part, or why there is none."""
    for path, shown in part.shown:
        if shown.reason:
            return None, (
                f"any text may stand around the message: {path} says how lines look, and is not understood ({shown.reason})",
            )
    said = {layout: path for path, shown in reversed(part.shown) for layout in reversed(shown.layouts)}
    if len(said) == 1:
        (layout,), (path,) = said.keys(), said.values()
        return layout._replace(source=path), (f"lines look as {path} says: {_described(layout)}",)
    files = sorted(set(said.values()))
    where = f"{files[0]} says" if len(files) == 1 else f"{files[0]} and {files[1]} say"
    return None, (f"any text may stand around the message: {where} more than one way in which lines look",)


def _described(layout: LineLayout) -> str:
    """Return a layout in a few words."""
    if layout.form == "text":
        return layout.pattern[:160]
    keys = ", ".join(f"{what} in {key}" for what, key in layout.keys)
    return f"{'JSON' if layout.form == 'json' else layout.form}, {keys}"


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _folders(path: str) -> Iterator[str]:
    """Yield the folders around a path from the nearest to the root, which is ""."""
    while path:
        path = _folder(path)
        yield path
