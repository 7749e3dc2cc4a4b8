"""From differing paths to file changes: renames paired, contents read, ignored files marked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sdd_impact.history.attributes import Attributes
from sdd_impact.history.conventions import BINARY, MINIFIED, MOST_BYTES, TOO_LARGE, TOO_MUCH
from sdd_impact.history.marks import by_content, by_place, judge
from sdd_impact.history.objects import Objects
from sdd_impact.history.renames import Version, exact, similar
from sdd_impact.history.trees import Entry, Pair
from sdd_impact.model import FileChange, Source, Unread
from sdd_impact.tuples import NamedTuple

#: Files read at a time.
BATCH = 50

NO_FILES = {"link": "symbolic link; not followed", "module": "submodule; its changes are checked in its own repository"}
ANNOUNCED = {BINARY: "newly binary", MINIFIED: "newly minified"}
GREW = "grew too large to be read; its log statements are not looked at any more"
WAS_LARGE = "the version at the base is too large to be read; everything in it counts as new"


class Marks(NamedTuple):
    """The attributes of both sides; one and the same where the branch touches no attributes file."""

    base: Attributes
    head: Attributes


class Changed(NamedTuple):
    """The file changes sorted by path, what could not be read or is announced, and the renames (new path → old path)."""

    files: tuple[FileChange, ...]
    unread: tuple[Unread, ...]
    renames: Mapping[str, str]


class Part(NamedTuple):
    """One side of a file change. ``place``: why its place leaves it out, or ""."""

    path: str
    entry: Entry
    place: str


#: Both sides of a file change; at least one is there.
Couple = tuple[Part | None, Part | None]


def read_changes(pairs: Mapping[str, Pair], marks: Marks, objects: Objects, empty: str) -> Changed:
    """Read what differs. ``empty`` is the blob id of a file without content."""
    before = {path: _part(path, one, marks.base) for path, (one, _) in pairs.items() if one and one.kind == "file"}
    after = {path: _part(path, other, marks.head) for path, (_, other) in pairs.items() if other and other.kind == "file"}
    gone = [part for path, part in before.items() if path not in after]
    new = [part for path, part in after.items() if path not in before]
    contents = Contents(objects)
    renamed = exact(map(_unread_version, gone), map(_unread_version, new), empty)
    contents.read(_couples(before, after, renamed))
    moved = set(renamed.values())
    left = [part for part in gone if part.path not in moved]
    renamed |= similar(map(contents.version, left), (contents.version(part) for part in new if part.path not in renamed))

    notes = [note for path, pair in pairs.items() if (note := _no_file(path, *pair))]
    files: list[FileChange] = []
    for couple in _couples(before, after, renamed):
        change, note = _change(couple, contents)
        files.append(change)
        notes += [note] if note else []
    return Changed(tuple(sorted(files, key=lambda file: file.path)), tuple(sorted(notes)), renamed)


def _no_file(path: str, before: Entry | None, after: Entry | None) -> Unread | None:
    """Return what is to be said of a path that holds no file: a link, a submodule (also a removed one), a pipe."""
    side = before if after is None and before and before.kind == "module" else after
    return Unread(path, side.reason or NO_FILES[side.kind]) if side and side.kind != "file" else None


def _part(path: str, entry: Entry, attributes: Attributes) -> Part:
    return Part(path, entry, by_place(path, attributes))


def _unread_version(part: Part) -> Version:
    return Version(part.path, part.entry.oid, None)


def _couples(before: Mapping[str, Part], after: Mapping[str, Part], renamed: Mapping[str, str]) -> list[Couple]:
    moved = set(renamed.values())
    changed: list[Couple] = [(before.get(renamed.get(path, path)), part) for path, part in after.items()]
    return changed + [(part, None) for path, part in before.items() if path not in after and path not in moved]


class Contents:
    """The bytes of both sides, read by the batch and within a budget."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects
        self._blobs: dict[str, bytes | None] = {}
        self._room = MOST_BYTES

    def read(self, couples: Iterable[Couple]) -> None:
        """Read all sides that matter: a file that its place leaves out on both sides is not even read."""
        parts = [part for couple in couples for part in couple if part and any(side and not side.place for side in couple)]
        oids = list(
            dict.fromkeys(part.entry.oid for part in parts if part.entry.data is None and part.entry.oid and not part.entry.reason)
        )
        for start in range(0, len(oids), BATCH):
            if self._room <= 0:
                return
            read = self._objects.files(oids[start : start + BATCH])
            self._blobs |= read
            self._room -= sum(len(data) for data in read.values() if data)

    def of(self, part: Part) -> bytes | None:
        """Return a side's bytes, None where they were not read."""
        return part.entry.data if part.entry.data is not None else self._blobs.get(part.entry.oid)

    def version(self, part: Part) -> Version:
        """Return a side as the search for renames needs it."""
        return Version(part.path, part.entry.oid, self.of(part))

    def reason(self, part: Part) -> str:
        """Return why a side is left out, or ""."""
        if part.place:
            return part.place
        if part.entry.reason:
            return part.entry.reason
        data = self.of(part)
        if data is None:
            return TOO_LARGE if part.entry.oid in self._blobs else TOO_MUCH
        return by_content(part.path, data)

    def source(self, part: Part | None) -> Source | None:
        """Return a side as a source, without bytes where it was not read."""
        return Source(part.path, self.of(part) or b"") if part else None


def _change(couple: Couple, contents: Contents) -> tuple[FileChange, Unread | None]:
    """Return one file change, and what is to be said about it."""
    before, after = couple
    one, other = (contents.reason(part) if part else None for part in couple)
    verdict = judge(one, other, added_in_place=bool(after and after.place))
    change = FileChange(contents.source(before), contents.source(after), verdict.ignored)
    if TOO_MUCH in (one, other):
        return change._replace(ignored=TOO_LARGE), Unread(change.path, TOO_MUCH, suspicious=True)
    if verdict.announced == TOO_LARGE:
        return change._replace(ignored=TOO_LARGE), Unread(change.path, GREW, suspicious=True)
    if verdict.announced:
        newly = ANNOUNCED.get(verdict.announced, f"newly marked as {verdict.announced}")
        return change, Unread(change.path, f"{newly}; analysed all the same")
    if one == TOO_LARGE and not verdict.ignored:
        return change, Unread(change.path, WAS_LARGE)
    return change, None
