"""Code that lies beside the repository: the checkouts of other repositories, and plain folders.

Nothing is written into them. A plain folder is walked through no link, and both the number of its files and their depth have a bound.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
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


class Checkout:
    """A checkout that is open for reading. Use it as a context manager: its git processes end with the block.

    ``tree`` are its files, ``commit`` the id of the commit that they are of ("" for a plain folder), ``dirty`` whether something in it is not
    committed. ``content`` is equal for equal content; "" where that is not known. ``repository`` is None for a plain folder; ``inside`` is the
    folder of the repository that the checkout is ("" for all of it).
    """

    def __init__(self, tree: Tree, repository: Repository | None = None, inside: str = "") -> None:
        self.tree = tree
        self.repository = repository
        self.inside = inside
        self.commit = ""
        self.dirty = False
        self.content = ""

    @classmethod
    def open(cls, folder: str, revision: str = "", *, ours: str = "", environ: Mapping[str, str] | None = None) -> Self:
        """Open the checkout in a folder: at a revision, or as it lies there ("").

        ``ours`` is the root of the repository that asks; a folder inside of it that git does not track is a plain one. Raises
        :class:`~sdd_impact.errors.UsageError` for a folder or a revision that is not there, and
        :class:`~sdd_impact.errors.Undetermined` for one that cannot be read, or holds no files.
        """
        if not Path(folder).is_dir():
            raise UsageError("no folder is there" if not Path(folder).exists() else "it is no folder")
        found = cls._of_git(folder, revision, ours, dict(os.environ if environ is None else environ))
        if found is None and revision:
            raise UsageError(f"it is in no git repository, so it has no revision {revision!r}")
        return found or cls(Folder(folder))

    @classmethod
    def _of_git(cls, folder: str, revision: str, ours: str, environ: Mapping[str, str]) -> Self | None:
        # The variables of a hook describe the repository that it runs in, and no other one.
        own = {name: value for name, value in environ.items() if name not in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE")}
        try:
            repository = Repository.open(folder, own)
        except UsageError as error:
            if "is in no git repository" in error.message:
                return None
            raise
        try:
            if ours and _same(repository.root, ours):
                repository.close()
                return None
            inside = _below(folder, repository.root)
            revision = revision or ("HEAD" if repository.bare else "")
            tree = repository.tree(revision)
            found = cls(Below(tree, inside) if inside else tree, repository, inside)
            found.commit = repository.resolve(revision or "HEAD")
            pairs = repository.fresh() if not revision else {}
            found.dirty = any(path.startswith(f"{inside}/") if inside else True for path in pairs)
            found.content = content(repository.resolve(revision or "HEAD"), pairs)
        except BaseException:
            repository.close()
            raise
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


class Below:
    """One folder of a tree, as a tree of its own."""

    def __init__(self, tree: Tree, folder: str) -> None:
        self._tree = tree
        self._prefix = f"{folder}/"

    def paths(self) -> tuple[str, ...]:
        """Every path below the folder, sorted."""
        return tuple(self._shortened(self._tree.paths()))

    def read(self, path: str) -> Source | None:
        """The file, by its path below the folder."""
        found = self._tree.read(self._prefix + path)
        return None if found is None else Source(path, found.data)

    def containing(self, words: Iterable[str]) -> tuple[str, ...]:
        """The paths of the text files that contain at least one of these words."""
        return tuple(self._shortened(self._tree.containing(words)))

    def _shortened(self, paths: Iterable[str]) -> Iterator[str]:
        return (path.removeprefix(self._prefix) for path in paths if path.startswith(self._prefix))


class Folder:
    """The files of a folder that is in no git repository."""

    def __init__(self, root: str) -> None:
        self._root = root
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
                        f"it holds more than {MOST_ENTRIES} files, or folders deeper than {DEEPEST}: it is no checkout"
                    )
                if entry.is_symlink():
                    continue
                path = f"{folder}/{entry.name}" if folder else entry.name
                if entry.is_dir(follow_symlinks=False):
                    todo.extend([(path, depth + 1)] if entry.name not in SKIPPED else [])
                elif entry.is_file(follow_symlinks=False):
                    found.append(path)
        return tuple(sorted(found))

    def _entries(self, folder: str) -> Iterator[os.DirEntry[str]]:
        try:
            with os.scandir(Path(self._root, folder)) as entries:
                yield from entries
        except OSError as error:
            raise Undetermined(f"{folder or 'it'} cannot be read: {(error.strerror or 'unknown error').lower()}") from error

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
