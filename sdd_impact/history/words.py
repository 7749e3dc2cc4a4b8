"""Which text files of one revision contain a word.

The first questions go to ``git grep``, which is fast. A run that has already started its share of processes looks through the files
itself; that is slower the first time and fast from then on, since their contents are kept. Every word is looked for once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from sdd_impact.history.marks import is_binary

if TYPE_CHECKING:
    from sdd_impact.history.git import Git
    from sdd_impact.history.objects import Objects

#: Processes that a whole run may start. A check of a working tree needs four besides the first ``git grep``.
PROCESSES = 5
#: Above this number of files ``git grep`` is used all the same: reading them all would take longer than a process does.
MOST_SCANNED = 20_000
#: Files read at a time.
BATCH = 100

#: No user setting may hide a hit: ``--text``, because an attribute of the branch can declare source code binary.
GREP = (
    "grep",
    "-l",
    "-z",
    "--text",
    "--fixed-strings",
    "--no-color",
    "--full-name",
    "--no-recurse-submodules",
    "--no-textconv",
    "-f",
    "-",
)


class Words:
    """The words of one tree. ``blobs`` are its files (path → blob id); ``tree`` is its id, "" for one without files."""

    def __init__(self, git: Git, objects: Objects, tree: str, blobs: Mapping[str, str]) -> None:
        self._git = git
        self._objects = objects
        self._tree = tree
        self._blobs = blobs
        self._holders: dict[bytes, set[str]] = {}

    def holders(self, words: Iterable[str]) -> set[str]:
        """Return the paths of the text files that contain at least one of the words, case kept."""
        wanted = encoded(words)
        new = [word for word in wanted if word not in self._holders]
        if new and self._tree:
            self._look(new)
        return set().union(*(self._holders.get(word, set()) for word in wanted))

    def _look(self, words: list[bytes]) -> None:
        scan = self._git.processes >= PROCESSES and len(self._blobs) <= MOST_SCANNED
        paths = list(self._blobs) if scan else self._grep(words)
        self._holders.update({word: set() for word in words})
        for start in range(0, len(paths), BATCH):
            batch = paths[start : start + BATCH]
            contents = self._objects.files(self._blobs[path] for path in batch)
            for path in batch:
                data = contents[self._blobs[path]]
                for word in words_in(data, words):
                    self._holders[word].add(path)

    def _grep(self, words: list[bytes]) -> list[str]:
        """Ask git for the files that may contain a word; each is looked at again, so too many are no harm."""
        # A pattern is a line: of a word with line breaks or NULs the longest piece is looked for.
        pieces = {max(word.replace(b"\0", b"\n").replace(b"\r", b"\n").split(b"\n"), key=len) for word in words}
        if b"" in pieces:
            return list(self._blobs)
        out = self._git.output(*GREP, self._tree, feed=b"".join(piece + b"\n" for piece in sorted(pieces)), good=(0, 1))
        prefix = self._tree.encode("ascii", "replace") + b":"
        paths = (path.removeprefix(prefix).decode("utf-8", "surrogateescape") for path in out.split(b"\0"))
        return [path for path in paths if path in self._blobs]


def encoded(words: Iterable[str]) -> list[bytes]:
    """Return words as they stand in a file, each once. The empty word, which every file contains, is dropped."""
    return [word for word in dict.fromkeys(each.encode("utf-8", "surrogateescape") for each in words) if word]


def words_in(data: bytes | None, words: Iterable[bytes]) -> list[bytes]:
    """Return those of the words that a text file contains; none for a binary file or one that is not read."""
    if not data or is_binary(data):
        return []
    return [word for word in words if word in data]
