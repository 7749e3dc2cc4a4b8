"""Read files of the working tree: bytes as they lie, through no link, no pipe, no filter."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from sdd_impact.history.conventions import TOO_LARGE
from sdd_impact.history.objects import LARGEST_FILE
from sdd_impact.history.trees import Entry

if TYPE_CHECKING:
    import hashlib

#: Up to this size (in bytes) a file that is too large to be read is still compared with its blob by hash.
LARGEST_HASH = 50_000_000

#: O_NOFOLLOW: a link put in place after the check is not followed. O_NONBLOCK: nor does a pipe make us wait. Windows has neither.
FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class WorkTree:
    """The files below one root. ``algorithm`` is the repository's hash: ``sha1`` or ``sha256``."""

    def __init__(self, root: str, algorithm: str) -> None:
        self._root = root.encode("utf-8", "surrogateescape")
        self._algorithm = algorithm if algorithm in ("sha1", "sha256") else "sha1"
        self._folders: dict[bytes, bool] = {}

    def entry(self, path: str) -> Entry | None:
        """Return what stands at a path, with its bytes and its blob id; None where nothing does."""
        raw = path.encode("utf-8", "surrogateescape")
        if not _inside(raw) or not self._real_folder(raw.rpartition(b"/")[0]):
            return None
        full = self._root + b"/" + raw
        try:
            mode = os.lstat(full).st_mode
            if stat.S_ISLNK(mode):
                return Entry("link", "", reason="symbolic link; not followed")
            if stat.S_ISDIR(mode):
                return None
            if not stat.S_ISREG(mode):
                return Entry("other", "", reason="not a regular file")
            return self._file(full)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            return Entry("other", "", reason=f"cannot be read: {(error.strerror or 'unknown error').lower()}")

    def blob_id(self, data: bytes) -> str:
        """Return the id that git would give these bytes."""
        return self._hash(b"blob", len(data), data).hexdigest()

    @property
    def empty_tree(self) -> str:
        """The id of a tree without files, which git knows everywhere."""
        return self._hash(b"tree", 0).hexdigest()

    def _hash(self, kind: bytes, size: int, data: bytes = b"") -> hashlib._Hash:
        import hashlib

        return hashlib.new(self._algorithm, b"%s %d\0" % (kind, size) + data, usedforsecurity=False)

    def _file(self, full: bytes) -> Entry:
        with os.fdopen(os.open(full, FLAGS), "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                return Entry("other", "", reason="not a regular file")
            if status.st_size > LARGEST_FILE:
                if status.st_size > LARGEST_HASH:
                    return Entry("file", "", reason=TOO_LARGE)
                hashed = self._hash(b"blob", status.st_size)
                while chunk := file.read(1 << 20):
                    hashed.update(chunk)
                return Entry("file", hashed.hexdigest(), reason=TOO_LARGE)
            data = file.read(LARGEST_FILE + 1)
        return Entry("file", self.blob_id(data), data, TOO_LARGE if len(data) > LARGEST_FILE else "")

    def _real_folder(self, folder: bytes) -> bool:
        """Whether a path leads through real folders only, inside the root."""
        names = folder.split(b"/") if folder else []
        for depth in range(1, len(names) + 1):
            part = b"/".join(names[:depth])
            if part not in self._folders:
                try:
                    self._folders[part] = stat.S_ISDIR(os.lstat(self._root + b"/" + part).st_mode)
                except OSError:
                    self._folders[part] = False
            if not self._folders[part]:
                return False
        return True


def _inside(path: bytes) -> bool:
    """Whether a path stays below the root and out of the git directory, on every system."""
    names = path.split(b"/")
    windows = os.name == "nt" and any(each in path for each in (b"\\", b":"))
    return not (windows or b"\0" in path or names[0].lower() == b".git" or any(name in (b"", b".", b"..") for name in names))
