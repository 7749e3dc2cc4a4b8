"""The two trees of a comparison, as :class:`sdd_impact.model.Tree`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from sdd_impact.history.git import Git
from sdd_impact.history.objects import Objects
from sdd_impact.history.trees import Entry, Pair, Trees
from sdd_impact.history.words import BATCH, Words, encoded, words_in
from sdd_impact.model import Source

NONE_KNOWN: Mapping[str, bytes | None] = {}


class CommitTree:
    """All files of one commit. ``tree`` is the id of its tree object, "" for one without files."""

    def __init__(self, git: Git, objects: Objects, trees: Trees, tree: str) -> None:
        self._git = git
        self._objects = objects
        self._trees = trees
        self.tree = tree

    @cached_property
    def _files(self) -> Mapping[str, Entry]:
        return {path: entry for path, entry in self._trees.everything(self.tree).items() if entry.kind == "file"}

    @cached_property
    def _sorted(self) -> tuple[str, ...]:
        return tuple(sorted(self._files))

    @cached_property
    def _words(self) -> Words:
        return Words(self._git, self._objects, self.tree, {path: entry.oid for path, entry in self._files.items()})

    def paths(self) -> tuple[str, ...]:
        """Every path of a regular file, sorted."""
        return self._sorted

    def read(self, path: str) -> Source | None:
        """The file, or None where there is none, or it is a link, a submodule or too large."""
        entry = self._trees.entry(self.tree, path)
        if entry is None or entry.kind != "file":
            return None
        data = self._objects.files([entry.oid])[entry.oid]
        return None if data is None else Source(path, data)

    def is_link(self, path: str) -> bool:
        """Whether a symbolic link stands at a path."""
        entry = self._trees.entry(self.tree, path)
        return entry is not None and entry.kind == "link"

    def links(self, folder: str) -> frozenset[str]:
        """The symbolic links in a folder: the folder itself, or on the way to it, where that is one."""
        around = [folder[:at] for at, char in enumerate(folder) if char == "/"]
        return frozenset(
            [each for each in (*around, folder) if self.is_link(each)]
            + [
                path
                for path, entry in self._trees.everything(self.tree).items()
                if entry.kind == "link" and path.startswith(f"{folder}/")
            ]
        )

    def containing(self, words: Iterable[str]) -> tuple[str, ...]:
        """The paths of the text files that contain at least one of these words (fixed strings, case kept, as UTF-8)."""
        return tuple(sorted(self._words.holders(words)))


class ChangedTree:
    """A tree with some files changed: the head of a comparison, the index, or the working tree.

    What did not change is answered by the tree below, so that both sides share every look-up. ``read_late`` reads an entry whose
    bytes were left where they lie (a vendored file that git does not track).
    """

    def __init__(
        self, below: CommitTree, pairs: Mapping[str, Pair], objects: Objects, read_late: Callable[[str], Entry | None]
    ) -> None:
        self._below = below
        self._pairs = pairs
        self._objects = objects
        self._read_late = read_late

    @property
    def pairs(self) -> Mapping[str, Pair]:
        """What differs from the tree below, by path."""
        return self._pairs

    @cached_property
    def _sorted(self) -> tuple[str, ...]:
        here = {path for path, (_, after) in self._pairs.items() if after and after.kind == "file"}
        return tuple(sorted(here.union(path for path in self._below.paths() if path not in self._pairs)))

    def paths(self) -> tuple[str, ...]:
        """Every path of a regular file, sorted."""
        return self._sorted

    def read(self, path: str) -> Source | None:
        """The file, or None where there is none, or it is a link, a submodule or too large."""
        if path not in self._pairs:
            return self._below.read(path)
        data = self._data(path, self._pairs[path][1])
        return None if data is None else Source(path, data)

    def is_link(self, path: str) -> bool:
        """Whether a symbolic link stands at a path."""
        if path not in self._pairs:
            return self._below.is_link(path)
        entry = self._pairs[path][1]
        return entry is not None and entry.kind == "link"

    def links(self, folder: str) -> frozenset[str]:
        """The symbolic links in a folder: the folder itself, or on the way to it, where that is one."""
        around = {folder[:at] for at, char in enumerate(folder) if char == "/"} | {folder}
        here = {path for path, (_, after) in self._pairs.items() if after and after.kind == "link"}
        kept = {path for path in self._below.links(folder) if path not in self._pairs}
        return frozenset(kept | {path for path in here if path in around or path.startswith(f"{folder}/")})

    def containing(self, words: Iterable[str]) -> tuple[str, ...]:
        """The paths of the text files that contain at least one of these words (fixed strings, case kept, as UTF-8)."""
        wanted = list(words)
        found = {path for path in self._below.containing(wanted) if path not in self._pairs}
        sought = encoded(wanted)
        # Files that were left where they lie are not searched: they are vendored, and nobody's saved search is about them.
        changed = [path for path, (_, entry) in self._pairs.items() if entry and (entry.oid or entry.data)]
        for start in range(0, len(changed), BATCH):
            batch = changed[start : start + BATCH]
            entries = [entry for path in batch if (entry := self._pairs[path][1])]
            kept = self._objects.files(entry.oid for entry in entries if _stored(entry))
            found.update(path for path in batch if words_in(self._data(path, self._pairs[path][1], kept), sought))
        return tuple(sorted(found))

    def _data(self, path: str, entry: Entry | None, known: Mapping[str, bytes | None] = NONE_KNOWN) -> bytes | None:
        if entry is None or entry.kind != "file" or entry.reason:
            return None
        if entry.data is not None:
            return entry.data
        if entry.oid:
            return known[entry.oid] if entry.oid in known else self._objects.files([entry.oid])[entry.oid]
        late = self._read_late(path)
        return late.data if late and not late.reason else None


def _stored(entry: Entry) -> bool:
    """Whether the bytes are a blob of the repository, and nowhere else yet."""
    return entry.kind == "file" and entry.data is None and entry.oid != "" and not entry.reason
