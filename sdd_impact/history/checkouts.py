"""Code that lies beside the repository: the checkouts of other repositories, and plain folders.

Nothing is written into them. A plain folder is walked through no link, and both the number of its files and their depth have a bound.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

from sdd_impact.errors import Undetermined, UsageError
from sdd_impact.history.comparing import content
from sdd_impact.history.repository import Repository
from sdd_impact.history.words import encoded, words_in
from sdd_impact.history.worktree import WorkTree
from sdd_impact.model import Source, Tree

#: Folders of a plain folder that hold no code of its own.
SKIPPED = frozenset({".git", ".hg", ".svn", "node_modules", ".terraform", ".venv", "__pycache__"})
#: Files and folders after which a plain folder is refused: it is no checkout.
MOST_ENTRIES = 300_000
DEEPEST = 60
_OF_A_HOOK = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY")


class Checkout:
    """A checkout that is open for reading. Use it as a context manager: its git processes end with the block.

    ``tree`` are its files, ``commit`` the id of the commit that they are of ("" for a plain folder), ``dirty`` whether something in it is not
    committed. ``content`` is equal for equal content; "" where that is not known. ``repository`` is None for a plain folder; ``inside`` is the
    folder of the tree that was asked for ("" for all of it).
    """

    def __init__(self, tree: Tree, repository: Repository | None = None, inside: str = "") -> None:
        self.tree = tree
        self.repository = repository
        self.inside = inside
        self.commit = ""
        self.dirty = False
        self.content = ""

    @classmethod
    def open(cls, folder: str, revision: str = "", *, at_head: bool = False, ours: str = "") -> Self:
        """Open the checkout in a folder: at a revision, or ("") as it lies there, or with ``at_head`` at its ``HEAD``.

        ``ours`` is the root of the repository that asks: a folder of it that is no repository of its own is a plain one. Raises
        :class:`~sdd_impact.errors.UsageError` for a folder or a revision that is not there, and
        :class:`~sdd_impact.errors.Undetermined` for one that cannot be read.
        """
        if not Path(folder).is_dir():
            raise UsageError("it is no folder" if Path(folder).exists() else "it is not there")
        # The variables of a hook describe the repository that it runs in, and no other one.
        environ = {name: value for name, value in os.environ.items() if name not in _OF_A_HOOK}
        try:
            repository = Repository.open(folder, environ)
        except UsageError as error:
            if "is in no git repository" not in error.message:
                raise
            return cls._plain(folder, revision, ours)
        if ours and _same(repository.root, ours):
            repository.close()
            return cls._plain(folder, revision, ours)
        try:
            return cls._of_git(repository, folder, revision or ("HEAD" if at_head or repository.bare else ""))
        except BaseException:
            repository.close()
            raise

    @classmethod
    def _plain(cls, folder: str, revision: str, ours: str) -> Self:
        if revision:
            raise UsageError(f"it is no git repository, so it has no revision {revision!r}")
        return cls(Folder(folder, ours))

    @classmethod
    def _of_git(cls, repository: Repository, folder: str, revision: str) -> Self:
        found = cls(repository.tree(revision), repository, _below(folder, repository.root))
        found.commit = repository.resolve(revision or "HEAD")
        pairs = {} if revision else repository.fresh()
        found.dirty = any(path.startswith(f"{found.inside}/" if found.inside else "") for path in pairs)
        found.content = content(found.commit, pairs)
        return found

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the processes that read objects."""
        if self.repository is not None:
            self.repository.close()


def _same(one: str, other: str) -> bool:
    with suppress(OSError):
        return Path(one).samefile(other)
    return False


def _below(folder: str, root: str) -> str:
    """Return the path of a folder inside of a root, "" for the root itself."""
    path = os.path.relpath(os.path.realpath(folder), os.path.realpath(root)).replace(os.sep, "/")
    return "" if path == "." or path.startswith("../") else path


class Folder:
    """The files of a folder that is in no git repository. The folder ``left_out`` is passed over, where it lies below."""

    def __init__(self, root: str, left_out: str = "") -> None:
        self._root = root
        self._left_out = os.path.realpath(left_out) if left_out else ""
        self._files = WorkTree(os.path.realpath(root), "sha1")
        self.paths()

    @cached_property
    def _paths(self) -> tuple[str, ...]:
        found: list[str] = []
        todo = [("", 0)]
        seen = 0
        while todo:
            folder, depth = todo.pop()
            for entry in self._entries(folder):
                seen += 1
                if seen > MOST_ENTRIES or depth > DEEPEST:
                    raise Undetermined(
                        f"it holds more than {MOST_ENTRIES} files, or folders deeper than {DEEPEST}: it is no checkout",
                        fix="name the folder of the code",
                    )
                if entry.is_symlink():
                    continue
                path = f"{folder}/{entry.name}" if folder else entry.name
                if entry.is_dir(follow_symlinks=False):
                    if entry.name not in SKIPPED and os.path.realpath(entry.path) != self._left_out:
                        todo.append((path, depth + 1))
                elif entry.is_file(follow_symlinks=False):
                    found.append(path)
        return tuple(sorted(found))

    def _entries(self, folder: str) -> Iterator[os.DirEntry[str]]:
        try:
            with os.scandir(Path(self._root, folder)) as entries:
                yield from entries
        except OSError as error:
            raise Undetermined(
                f"{folder or 'it'} cannot be read: {(error.strerror or 'unknown error').lower()}",
                fix="give yourself the permission",
            ) from error

    def paths(self) -> tuple[str, ...]:
        """Every path of a regular file, sorted."""
        return self._paths

    def read(self, path: str) -> Source | None:
        """The file, or None where there is none, or it is a link or too large."""
        entry = self._files.entry(path)
        return Source(path, entry.data) if entry and entry.data is not None and not entry.reason else None

    def containing(self, words: Iterable[str]) -> tuple[str, ...]:
        """The paths of the text files that contain at least one of these words (fixed strings, case kept, as UTF-8)."""
        sought = encoded(words)
        return tuple(path for path in self._paths if (source := self.read(path)) and words_in(source.data, sought))
