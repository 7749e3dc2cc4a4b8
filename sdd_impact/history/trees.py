"""Tree objects: listing a whole revision, finding one path, and the difference between two revisions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from sdd_impact.errors import Undetermined
from sdd_impact.history.objects import Objects, unreadable
from sdd_impact.tuples import NamedTuple

#: Paths and folders after which a revision is refused. Nested folders that share their content can stand for billions of files
#: in a few hundred bytes; git itself would not end either.
MOST_PATHS = 1_000_000
#: Characters after which a path is refused; no file system takes a longer one.
LONGEST_PATH = 8_192

Kind = Literal["file", "link", "module", "tree", "other"]

#: Modes as written in tree objects. Any other mode is a regular file's (old repositories have 100664).
KINDS: Mapping[bytes, Kind] = {b"40000": "tree", b"040000": "tree", b"120000": "link", b"160000": "module"}


class Entry(NamedTuple):
    """What stands at a path. ``oid`` is the blob's id, "" where it is not known.

    ``data`` is set for a file of the working tree that no blob holds. ``reason`` says why it cannot be read.
    """

    kind: Kind
    oid: str
    data: bytes | None = None
    reason: str = ""

    def same(self, other: Entry | None) -> bool:
        """Whether both have the same content; unknown content is never the same."""
        return other is not None and self.kind == other.kind and self.oid == other.oid != ""


#: What stood at a path before and after; None where nothing did.
Pair = tuple[Entry | None, Entry | None]
Listing = Mapping[str, Entry]

NOTHING: Listing = {}


class Trees:
    """The trees of one repository. The empty id "" stands for a tree without files."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects
        self._listings: dict[str, Listing] = {}

    def listing(self, tree: str) -> Listing:
        """Return what stands in one folder, by name."""
        self._load([tree])
        return self._listings[tree] if tree else NOTHING

    def entry(self, tree: str, path: str) -> Entry | None:
        """Return what stands at a path of a revision."""
        *folders, name = path.split("/")
        for folder in folders:
            found = self.listing(tree).get(folder)
            if found is None or found.kind != "tree":
                return None
            tree = found.oid
        return self.listing(tree).get(name)

    def everything(self, tree: str) -> dict[str, Entry]:
        """Return all paths of a revision that are no folders."""
        return {path: after for path, (_, after) in self.difference("", tree).items() if after}

    def difference(self, before: str, after: str) -> dict[str, Pair]:
        """Return all paths whose content differs between two revisions; a change of mode alone is no difference."""
        found: dict[str, Pair] = {}
        folders: list[tuple[str, str, str]] = [("", before, after)] if before != after else []
        seen = 0
        while folders:
            self._load([tree for _, one, other in folders for tree in (one, other)])
            below: list[tuple[str, str, str]] = []
            for prefix, one, other in folders:
                if len(prefix) > LONGEST_PATH:
                    raise Undetermined(f"a path is longer than {LONGEST_PATH} characters: {prefix[:60]}…", fix="git mv that folder")
                _compare(prefix, self.listing(one), self.listing(other), found, below)
                if len(found) + len(below) + seen > MOST_PATHS:
                    raise Undetermined(
                        f"more than {MOST_PATHS} paths differ, or the tree is endless", fix="name a nearer base: --base REV"
                    )
            seen += len(below)
            folders = below
        return found

    def _load(self, trees: Iterable[str]) -> None:
        missing = [tree for tree in dict.fromkeys(trees) if tree and tree not in self._listings]
        for tree, data in zip(missing, self._objects.of_kind("tree", missing), strict=True):
            self._listings[tree] = parse(tree, data)


def _compare(prefix: str, before: Listing, after: Listing, found: dict[str, Pair], below: list[tuple[str, str, str]]) -> None:
    """Compare one folder: files that differ go to ``found``, folders that differ to ``below``."""
    for name in (*before, *(name for name in after if name not in before)):
        one, other = before.get(name), after.get(name)
        if one and one.same(other):
            continue
        path = prefix + name
        one_tree, other_tree = (each.oid if each and each.kind == "tree" else "" for each in (one, other))
        if one_tree or other_tree:
            below.append((path + "/", one_tree, other_tree))
        one_file, other_file = (each if each and each.kind != "tree" else None for each in (one, other))
        if one_file or other_file:
            found[path] = (one_file, other_file)


def parse(oid: str, data: bytes) -> dict[str, Entry]:
    """Read a tree object. Raises ``Undetermined`` where it is malformed."""
    width = len(oid) // 2
    found: dict[str, Entry] = {}
    position = 0
    while position < len(data):
        space = data.find(b" ", position)
        end = data.find(b"\0", space)
        if space < 0 or end < 0 or end + 1 + width > len(data):
            raise unreadable(oid)
        name = data[space + 1 : end].decode("utf-8", "surrogateescape")
        kind = KINDS.get(data[position:space], "file")
        found[name] = Entry(kind, data[end + 1 : end + 1 + width].hex())
        position = end + 1 + width
    return found
