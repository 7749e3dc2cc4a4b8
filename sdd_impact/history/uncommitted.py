"""What the index or the working tree holds that ``HEAD`` does not."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sdd_impact import late
from sdd_impact.history.conventions import MOST_BYTES, TOO_MUCH
from sdd_impact.history.git import Git
from sdd_impact.history.objects import Objects
from sdd_impact.history.trees import KINDS, Entry, Pair
from sdd_impact.history.worktree import WorkTree
from sdd_impact.model import Unread
from sdd_impact.tuples import NamedTuple

#: ``diff-index`` is plumbing: it obeys no ``diff.*`` setting that changes what is found, and refreshes nothing. A submodule counts as
#: changed when another commit of it is recorded; looking inside would start a process in each.
DIFF_INDEX = (
    "diff-index",
    "-z",
    "--raw",
    "--no-renames",
    "--no-abbrev",
    "--no-ext-diff",
    "--no-textconv",
    "--ignore-submodules=dirty",
)

#: A filter named in an attributes file. Whether a file with an uncertain time stamp has changed is found out by hashing it, and git would
#: hand it to this filter's program first.
FILTER = late.regex(rb"\bfilter=(\S+)")
MOST_FILTERS = 500

POINTER = late.regex(rb"\Aversion https://git-lfs\.github\.com/spec/v1\n(?:[^\n]*\n){0,4}?oid sha256:([0-9a-f]{64})\nsize (\d+)\n")

#: An untracked file that is listed without being read.
LEFT_OUT = Entry("file", "")

CONFLICT = "a merge conflict is not resolved"


class Uncommitted(NamedTuple):
    """Differences from ``HEAD`` by path, and what of them could not be read."""

    pairs: dict[str, Pair]
    unread: tuple[Unread, ...] = ()


class RawLine(NamedTuple):
    """One line of ``diff-index``: what ``HEAD`` has, what the index or working tree has. The id is all zeros where only a file knows."""

    status: str
    before: Entry | None
    after: Entry | None


def staged(git: Git, head_tree: str) -> Uncommitted:
    """Return what the index holds that ``HEAD`` does not."""
    pairs: dict[str, Pair] = {}
    unread = []
    for path, line in _differences(git.output(*DIFF_INDEX, "--cached", "--ita-invisible-in-index", head_tree)):
        if line.status == "U":
            unread.append(Unread(path, CONFLICT, suspicious=True))
        elif line.before != line.after:
            pairs[path] = (line.before, line.after)
    return Uncommitted(pairs, tuple(unread))


def in_worktree(git: Git, head_tree: str, tree: WorkTree, more_attributes: str, left_out: Callable[[str], str]) -> Uncommitted:
    """Return what the working tree holds that ``HEAD`` does not, with files that git neither tracks nor ignores.

    ``more_attributes`` is the text of the repository's own attributes file outside the tree. ``left_out`` says of a path why it is not analysed: an untracked file of that kind is listed without being read.
    """
    tracked, untracked, conflicts = _listed(git.output("ls-files", "-z", "-t", "--cached", "--others", "--exclude-standard"))
    neutral = _without_filters((*tracked, *untracked), tree, more_attributes)
    lines = _differences(git.output(*DIFF_INDEX, "--ita-invisible-in-index", head_tree, config=neutral))
    found = Collected(tree, [Unread(path, CONFLICT, suspicious=True) for path in conflicts])
    for path, line in lines:
        # No id: the file's time stamp, size or mode says that it may have changed.
        by_file = line.status == "U" or (line.after is not None and line.after.oid == "")
        found.put(path, line.before, tree.entry(path) if by_file else line.after)
    for path in untracked:
        if path.endswith("/"):
            found.unread.append(Unread(path, "another repository lies here"))
            continue
        # A file that was taken out of the index but still lies there stands in both lists.
        before = found.pairs.pop(path, (None, None))[0]
        unread = before is None and left_out(path)
        found.put(path, before, LEFT_OUT if unread else tree.entry(path))
    return Uncommitted(found.pairs, tuple(found.unread))


class Collected:
    """The differences found so far, within a budget of bytes."""

    def __init__(self, tree: WorkTree, unread: list[Unread]) -> None:
        self.pairs: dict[str, Pair] = {}
        self.unread = unread
        self._tree = tree
        self._room = MOST_BYTES

    def put(self, path: str, before: Entry | None, after: Entry | None) -> None:
        """Note what lies at a path, unless it is what ``HEAD`` has."""
        if _equal(before, after, self._tree):
            return
        self._room -= len(after.data or b"") if after else 0
        kept = Entry("file", "", reason=TOO_MUCH) if after and after.data and self._room < 0 else after
        self.pairs[path] = (before, kept)


def _differences(raw: bytes) -> Iterable[tuple[str, RawLine]]:
    """Read ``:mode mode id id status NUL path NUL``."""
    fields = raw.split(b"\0")
    for head, path in zip(fields[::2], fields[1::2], strict=False):
        before_mode, after_mode, before, after, status = head.lstrip(b":").split(b" ")
        sides = (_entry(before_mode, before), _entry(after_mode, after))
        yield path.decode("utf-8", "surrogateescape"), RawLine(status[:1].decode("ascii", "replace"), *sides)


def _entry(mode: bytes, oid: bytes) -> Entry | None:
    """Return what a raw line says of one side; the id is "" where git has not hashed it."""
    if mode == b"000000":
        return None
    return Entry(KINDS.get(mode, "file"), oid.decode("ascii", "replace") if oid.strip(b"0") else "")


def _listed(raw: bytes) -> tuple[list[str], list[str], list[str]]:
    """Split the output of ``ls-files -t`` into tracked and untracked paths; the third list are those with a merge conflict."""
    by_tag: dict[bytes, dict[str, None]] = {}
    for field in raw.split(b"\0")[:-1]:
        tag, _, path = field.partition(b" ")
        by_tag.setdefault(tag, {})[path.decode("utf-8", "surrogateescape")] = None
    untracked, conflicts = (list(by_tag.pop(tag, {})) for tag in (b"?", b"M"))
    return [path for paths in by_tag.values() for path in paths] + conflicts, untracked, conflicts


def _without_filters(paths: Iterable[str], tree: WorkTree, more_attributes: str) -> list[tuple[str, str]]:
    """Return the settings that switch off every filter that an attributes file of this work tree names."""
    names = set(FILTER.findall(more_attributes.encode("utf-8", "surrogateescape")))
    for path in paths:
        if path.rpartition("/")[2] == ".gitattributes" and (found := tree.entry(path)) and found.data:
            names.update(FILTER.findall(found.data))
    decoded = [name.decode("utf-8", "surrogateescape") for name in sorted(names)[:MOST_FILTERS]]
    off = (("clean", ""), ("process", ""), ("required", "false"))
    return [(f"filter.{name}.{key}", value) for name in decoded for key, value in off]


def _equal(before: Entry | None, after: Entry | None, tree: WorkTree) -> bool:
    """Whether a file of the working tree holds what ``HEAD`` has, apart from line ends, or as what a large-file pointer stands for."""
    if before is None or after is None:
        return before is after
    if before.same(after) or (before.kind == after.kind == "module" and not after.oid):
        return True
    if before.kind != "file" or after.kind != "file" or not after.data:
        return False
    return b"\r\n" in after.data and tree.blob_id(after.data.replace(b"\r\n", b"\n")) == before.oid


def without_large_files(found: Uncommitted, objects: Objects) -> Uncommitted:
    """Drop files of which ``HEAD`` has the git-lfs pointer: with filters off they look changed when their time stamp is uncertain."""
    stamps = {path: one.oid for path, (one, other) in found.pairs.items() if one and one.kind == "file" and other and other.data}
    blobs = objects.files(stamps.values())
    same = {
        path for path, oid in stamps.items() if _is_pointed_at(blobs[oid] or b"", (found.pairs[path][1] or LEFT_OUT).data or b"")
    }
    return found._replace(pairs={path: pair for path, pair in found.pairs.items() if path not in same})


def _is_pointed_at(pointer: bytes, data: bytes) -> bool:
    match = POINTER.match(pointer)
    if not match:
        return False
    import hashlib

    return bool(int(match[2]) == len(data) and hashlib.sha256(data).hexdigest() == match[1].decode("ascii"))
