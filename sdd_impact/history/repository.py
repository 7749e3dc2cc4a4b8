"""A git repository that is open for reading: the door of this room."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from sdd_impact.errors import Undetermined, UsageError
from sdd_impact.history.cache import Cache
from sdd_impact.history.commits import Commit, History, author_address
from sdd_impact.history.comparing import base_is_named, compare
from sdd_impact.history.days import day_of, file_day, last_days
from sdd_impact.history.discovery import Place, discover
from sdd_impact.history.events import read_event
from sdd_impact.history.fetching import fetch
from sdd_impact.history.git import Git
from sdd_impact.history.gitdir import git_file
from sdd_impact.history.marks import by_convention
from sdd_impact.history.names import Defaults, find
from sdd_impact.history.objects import Objects, unreadable
from sdd_impact.history.remotes import read_remotes
from sdd_impact.history.snapshots import ChangedTree, CommitTree
from sdd_impact.history.staging import Staged, read_staged
from sdd_impact.history.trees import Pair, Trees
from sdd_impact.history.uncommitted import Uncommitted, in_worktree, staged, without_large_files
from sdd_impact.history.where import Where, look
from sdd_impact.history.worktree import WorkTree
from sdd_impact.model import Comparison, LookedAt, Source, Tree

#: What is said of a bare repository.
NO_WORK_TREE = "this repository has no working tree"


class Repository:
    """A repository. Use it as a context manager: its ``git cat-file`` ends with the block.

    A revision is a name of a commit; "" stands for the working tree and ":" for the index.
    """

    def __init__(self, place: Place, git: Git, environ: Mapping[str, str]) -> None:
        self.root = place.root
        self.git_dir = place.git_dir
        self.common_dir = place.common_dir
        self.head_ref = place.head_ref
        self.upstream = place.upstream
        self.environ = environ
        #: Whether this runs inside a hook of a commit that is being made: git has named the commit's index.
        self.committing = place.committing
        self.remotes = read_remotes(git, place.common_dir, place.upstream)
        self._partial = self.remotes.partial
        self.objects = Objects(git, partial=self._partial)
        self.trees = Trees(self.objects)
        self.history = History(git, self.objects, place.common_dir, self.remotes.main)
        self.files = WorkTree(place.root, place.algorithm)
        self._git = git
        self._bare = place.bare
        self._commit_trees: dict[str, CommitTree] = {}
        self._moving: dict[str, ChangedTree] = {}

    @classmethod
    def open(cls, directory: str = ".", environ: Mapping[str, str] | None = None) -> Self:
        """Open the repository that ``directory`` is in.

        Raises :class:`~sdd_impact.errors.UsageError` where there is none, :class:`~sdd_impact.errors.Undetermined` where git is
        missing or refuses.
        """
        environ = dict(os.environ if environ is None else environ)
        return cls(*discover(directory, environ), environ)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the process that reads objects."""
        self.objects.close()

    @property
    def processes(self) -> int:
        """How many git processes were started so far."""
        return self._git.processes

    def work_tree(self) -> str:
        """Return the folder of the working tree, for a command that writes into it.

        Raises :class:`~sdd_impact.errors.UsageError` where there is none: a bare repository's own folder is git's.
        """
        if self._bare:
            raise UsageError(
                f"{self.root}: {NO_WORK_TREE}, so nothing can be written into it", fix="use a clone that is not bare: -C DIR"
            )
        return self.root

    def cache(self, *, wanted: bool = True) -> Cache:
        """Return the cache in the git directory, shared by all work trees; one that is off where option, variable or CI say so."""
        return Cache.of(str(Path(self.common_dir, "sdd-impact", "cache")), self.environ, wanted=wanted)

    def compare(self, where: Where) -> Comparison:
        """Compare a branch with its base.

        Raises :class:`~sdd_impact.errors.UsageError` for an unknown revision or options that exclude each other, and
        :class:`~sdd_impact.errors.Undetermined` where no base, no common commit or no readable object is there. The trees of the
        comparison can be read as long as the repository is open.
        """
        return compare(self, where)

    def authors(self, since: str, until: str) -> frozenset[str]:
        """Return the mail addresses, in lower case, of all authors between two commits; nothing where not all commits can be read."""
        try:
            return frozenset(map(author_address, self.history.only(until, since)))
        except Undetermined:
            return frozenset()

    def looked_at(self, where: Where) -> str:
        """Return the revision that :meth:`compare` would read the head from: "" the working tree, ":" the index, else a commit's name."""
        environ = self.environ if where.environ is None else where.environ
        return look(where, environ, committing=self.committing).revision

    def base_is_named(self, where: Where) -> bool:
        """Whether option, variable or CI event name the base. Where not, ``where.configured_base`` decides before the default branch."""
        return base_is_named(where, self.environ if where.environ is None else where.environ)

    def resolve(self, rev: str) -> str:
        """Return a commit's full id.

        Raises :class:`~sdd_impact.errors.UsageError` for an unknown revision, ``Undetermined`` for ``HEAD`` before the first commit.
        """
        found = find(self.history, rev, local_first=True)
        if found is None and rev == "HEAD":
            raise self.headless()
        if found is None:
            raise UsageError(f"unknown revision {rev!r}", fix="git branch --all")
        return found.node.id

    def default_branch(self) -> str:
        """Return the default branch's own name (``main``), "" where it is not known."""
        return self._defaults().name()

    def default_revision(self) -> str:
        """Return the default branch as a revision to read from (``refs/remotes/origin/main``), "" where it is not known."""
        found = self._defaults().find()
        return found.ref if found else ""

    def merge_base(self, one: str, other: str) -> str:
        """Return the best common ancestor of two revisions (the newest, where several are best). Raises ``Undetermined`` for none."""
        bases = self.history.merge_bases(self.resolve(one), [self.resolve(other)])
        if not bases.ids:
            raise Undetermined(f"{one} and {other} have no commit in common", fix="name a revision of the same history")
        return bases.ids[0]

    def commits(self, until: str = "HEAD", last: int = 0, *, since: str = "") -> tuple[Commit, ...]:
        """Return the first-parent line that ends with ``until``, newest first: at most ``last`` commits (0: all), none that ``since`` has."""
        return tuple(self.history.first_parents(self.resolve(until), self.resolve(since) if since else "", last))

    def read_at(self, rev: str, path: str) -> Source | None:
        """Return one file at a revision; None where there is none, or it is a link, a submodule or too large."""
        if rev == "":
            entry = self.files.entry(path)
            return Source(path, entry.data) if entry and entry.data is not None and not entry.reason else None
        return self.tree(rev).read(path)

    def is_link(self, rev: str, path: str) -> bool:
        """Whether a symbolic link stands at a path of a revision."""
        if rev == "":
            entry = self.files.entry(path)
            return entry is not None and entry.kind == "link"
        return self._at(rev).is_link(path)

    @staticmethod
    def links(tree: Tree, folder: str) -> tuple[str, ...]:
        """Return the symbolic links in a folder of one of this repository's trees: the folder itself, or one on the way to it, where that is a link."""
        return tuple(sorted(tree.links(folder.strip("/")))) if isinstance(tree, CommitTree | ChangedTree) else ()

    def reader(self, rev: str) -> Callable[[str], Source | None]:
        """Return :meth:`read_at` for one revision."""
        return lambda path: self.read_at(rev, path)

    def tree(self, rev: str) -> Tree:
        """Return all files of a revision."""
        return self._at(rev)

    def _at(self, rev: str) -> CommitTree | ChangedTree:
        if rev in ("", ":"):
            if rev not in self._moving:
                self._moving[rev] = self._moving_tree("worktree" if rev == "" else "index")
            return self._moving[rev]
        (node,) = self.history.nodes([self.resolve(rev)])
        return self.commit_tree(node.tree)

    @property
    def bare(self) -> bool:
        """Whether there is no working tree."""
        return self._bare

    def fresh(self) -> Mapping[str, Pair]:
        """Return what the working tree holds that ``HEAD`` does not, by path."""
        tree = self._at("")
        return tree.pairs if isinstance(tree, ChangedTree) else {}

    def day(self, rev: str) -> str:
        """Return the day of a commit (``2026-11-24``), in UTC."""
        (node,) = self.history.nodes([self.resolve(rev)])
        return day_of(node.seconds)

    def last_changed(self, rev: str, paths: Sequence[str]) -> dict[str, str]:
        """Return the day on which each file was last changed by a commit that ``rev`` has; without those of which that is not known.

        Of what the working tree ("") holds and ``HEAD`` does not, it is the day of the file itself.
        """
        fresh = self.fresh() if rev == "" else {}
        found = {path: day for path in paths if path in fresh and (day := file_day(Path(self.root, path)))}
        kept = [path for path in paths if path not in fresh]
        return found | last_days(self._git, self.history, self.resolve(rev or "HEAD"), kept)

    def differing(self, one: str, other: str) -> tuple[str, ...]:
        """Return the paths whose content differs between two commits, sorted."""
        before, after = self.history.nodes([self.resolve(one), self.resolve(other)])
        return tuple(sorted(self.trees.difference(before.tree, after.tree)))

    def commit_tree(self, tree: str) -> CommitTree:
        """Return the files of a tree object by its id; the same object for the same id, so that look-ups are shared."""
        if tree not in self._commit_trees:
            self._commit_trees[tree] = CommitTree(self._git, self.objects, self.trees, tree)
        return self._commit_trees[tree]

    def uncommitted(self, at: LookedAt, head_tree: str, left_out: Callable[[str], str]) -> Uncommitted:
        """Return what index or working tree hold that the tree of ``HEAD`` does not; nothing for a commit."""
        if at == "commit":
            return Uncommitted({})
        if self._bare:
            raise UsageError(
                f"{self.root}: {NO_WORK_TREE}", fix="name a commit: --head REV; of searches, catalog and backtest: REV"
            )
        if at == "index":
            return staged(self._git, head_tree)
        found = in_worktree(self._git, head_tree, self.files, git_file(self.common_dir, "info/attributes"), left_out)
        return without_large_files(found, self.objects)

    def staged(self) -> Staged:
        """Return what the index would add to ``HEAD``, without looking at any other commit."""
        return read_staged(self)

    def merging(self) -> tuple[str, ...]:
        """Return the commits that a merge in progress brings."""
        names = git_file(self.git_dir, "MERGE_HEAD").split()
        return tuple(node.id for name in names if (node := self.history.find(name)))

    def headless(self) -> Undetermined:
        """Return the error for a ``HEAD`` that gives no commit: there is none yet, or its object cannot be read."""
        named = self._git.finished("rev-parse", "--verify", "--quiet", "HEAD").out.decode("ascii", "replace").strip()
        return unreadable(named) if named else Undetermined("there is no commit yet, so nothing to compare with", fix="git commit")

    def prefetch(self, one: str, other: str) -> None:
        """In a partial clone, bring the files in which two trees differ with one fetch; git reads them one by one otherwise."""
        if self._partial:
            self._git.finished("diff-tree", "-r", "--numstat", "--no-ext-diff", "--no-textconv", one, other)

    def hooks_dir(self) -> str:
        """Return the folder of git's hooks: what ``core.hooksPath`` says, else the one in the git directory."""
        # Our own setting, by which no hook of git's runs for us, is the last of the values.
        out = self._git.output("config", "--type=path", "-z", "--get-all", "core.hooksPath")
        said = out.split(b"\0")[:-2]
        # A relative path begins where hooks run: at the root of the work tree.
        return str(Path(self.root, os.fsdecode(said[-1]))) if said and said[-1] else str(Path(self.common_dir, "hooks"))

    def fetch(self, commands: Sequence[tuple[str, ...]]) -> None:
        """Run git commands that fetch, and look at the history anew."""
        fetch(self._git, commands)
        self.objects.close()
        self.history.refresh()

    def _defaults(self) -> Defaults:
        return Defaults(self.history, self.common_dir, read_event(self.environ).default)

    def _moving_tree(self, at: LookedAt) -> ChangedTree:
        head = self.history.find("HEAD")
        below = self.commit_tree(head.tree if head else "")
        fresh = self.uncommitted(at, head.tree if head else self.files.empty_tree, by_convention)
        return ChangedTree(below, fresh.pairs, self.objects, self.files.entry)
