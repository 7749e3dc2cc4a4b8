"""What a commit that is being made brings: the index against ``HEAD``, without any history."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sdd_impact.history.attributes import Attributes
from sdd_impact.history.files import Marks, read_changes
from sdd_impact.history.marks import by_place
from sdd_impact.history.snapshots import ChangedTree
from sdd_impact.history.trees import Pair
from sdd_impact.model import FileChange, Tree
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from sdd_impact.history.repository import Repository


class Staged(NamedTuple):
    """The staged file changes, and the trees of ``HEAD`` and of the index. Before the first commit the tree of ``HEAD`` has no files."""

    files: tuple[FileChange, ...]
    before: Tree
    after: Tree


def read_staged(repository: Repository) -> Staged:
    """Read what is staged. What a merge in progress brings from the other side is no change of this commit.

    Raises :class:`~sdd_impact.errors.Undetermined` where git fails, :class:`~sdd_impact.errors.UsageError` without a working tree.
    """
    head = repository.history.find("HEAD")
    before = repository.commit_tree(head.tree if head else "")
    attributes = Attributes(lambda path: source.data if (source := before.read(path)) else None)
    fresh = repository.uncommitted(
        "index", head.tree if head else repository.files.empty_tree, lambda path: by_place(path, attributes)
    )
    pairs = _own(repository, fresh.pairs)
    changed = read_changes(pairs, Marks(attributes, attributes), repository.objects, repository.files.blob_id(b""))
    after = ChangedTree(before, fresh.pairs, repository.objects, repository.files.entry)
    return Staged(changed.files, before, after)


def _own(repository: Repository, pairs: Mapping[str, Pair]) -> Mapping[str, Pair]:
    merged = [repository.history.nodes([commit])[0].tree for commit in repository.merging()]
    entry = repository.trees.entry
    return {path: pair for path, pair in pairs.items() if not any(pair[1] and pair[1].same(entry(tree, path)) for tree in merged)}
