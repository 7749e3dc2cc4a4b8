"""Which added file is a deleted one under another name.

The measure is git's own: the share of the larger file's bytes that stand, line by line, in both, and 50 % suffices. Done here it
is the same for commits, index and working tree, also for a file that was moved and not yet told to git, and no ``diff.renames`` or
``diff.renameLimit`` of a user changes it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from sdd_impact.tuples import NamedTuple

#: The share from which on two files are one, in percent.
ENOUGH = 50
#: Pairs of files that are compared by content at most; with more only equal contents are paired. (The matching of statements looks at
#: all files together, so a move that is not seen here makes no false evidence.)
MOST_PAIRS = 40_000
MOST_BYTES = 20_000_000
#: A line is cut into pieces of this many bytes, as git does it, so that one long line can be similar too.
PIECE = 64
LARGEST = 1_000_000


class Version(NamedTuple):
    """A file that is there on one side only. ``oid`` identifies its content; ``data`` is None where it is not read."""

    path: str
    oid: str
    data: bytes | None


def similar(deleted: Iterable[Version], added: Iterable[Version]) -> dict[str, str]:
    """Return new path → old path for files of similar content, the most similar ones first. Each file is used once."""
    old, new = (sorted(filter(_comparable, versions)) for versions in (deleted, added))
    if not old or not new or len(old) * len(new) > MOST_PAIRS or sum(len(each.data or b"") for each in (*old, *new)) > MOST_BYTES:
        return {}
    found: dict[str, str] = {}
    taken: set[str] = set()
    for _, _, after, before in sorted(_scores(old, new)):
        if after not in found and before not in taken:
            found[after] = before
            taken.add(before)
    return found


def _comparable(version: Version) -> bool:
    return version.data is not None and 0 < len(version.data) <= LARGEST


def exact(deleted: Iterable[Version], added: Iterable[Version], empty: str) -> dict[str, str]:
    """Return new path → old path for files of equal content; among several, one with the same file name is preferred.

    Files without content (their id is ``empty``) are not each other's new name.
    """
    by_content: dict[str, list[str]] = {}
    for version in sorted(deleted):
        if version.oid not in ("", empty):
            by_content.setdefault(version.oid, []).append(version.path)
    found: dict[str, str] = {}
    for version in sorted(added):
        candidates = by_content.get(version.oid, [])
        if candidates:
            chosen = min(candidates, key=lambda path: (_name(path) != _name(version.path), path))
            candidates.remove(chosen)
            found[version.path] = chosen
    return found


def _scores(old: list[Version], new: list[Version]) -> Iterable[tuple[int, bool, str, str]]:
    """Give every pair that is similar enough, as it is to be sorted: most similar first, equal file names first."""
    pieces = {version.path: _pieces(version.data or b"") for version in old}
    holders: dict[bytes, list[str]] = {}
    for path, counts in pieces.items():
        for piece in counts:
            holders.setdefault(piece, []).append(path)
    sizes = {version.path: len(version.data or b"") for version in old}
    for version in new:
        for path, common in _common(_pieces(version.data or b""), pieces, holders).items():
            score = 100 * common // max(sizes[path], len(version.data or b""))
            if score >= ENOUGH:
                yield -score, _name(path) != _name(version.path), version.path, path


def _common(counts: Counter[bytes], pieces: Mapping[str, Counter[bytes]], holders: Mapping[bytes, list[str]]) -> Counter[str]:
    """Count for each old file the bytes that stand in it too."""
    common: Counter[str] = Counter()
    for piece, number in counts.items():
        for path in holders.get(piece, ()):
            common[path] += len(piece) * min(number, pieces[path][piece])
    return common


def _pieces(data: bytes) -> Counter[bytes]:
    """Cut into lines, and lines into pieces; line ends of Windows count as those of Unix."""
    lines = data.replace(b"\r\n", b"\n").splitlines(keepends=True)
    return Counter(line[at : at + PIECE] for line in lines for at in range(0, len(line), PIECE))


def _name(path: str) -> str:
    return path.rpartition("/")[2]
