"""Compare a branch with its base: the whole way from names to file changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from sdd_impact.errors import Undetermined, UsageError
from sdd_impact.history.attributes import Attributes
from sdd_impact.history.base import Base, Circumstances, Head, Named, Resolver
from sdd_impact.history.environment import in_ci
from sdd_impact.history.events import BEFORE_VARIABLE, Event, known_commit, read_event
from sdd_impact.history.fetching import NAME_A_BASE, HistoryMissing
from sdd_impact.history.files import Marks, read_changes
from sdd_impact.history.gitdir import rebased_branch
from sdd_impact.history.labels import label
from sdd_impact.history.marks import by_place
from sdd_impact.history.names import FULL_ID, SHORT, Defaults, find, shown
from sdd_impact.history.records import own_records
from sdd_impact.history.snapshots import ChangedTree
from sdd_impact.history.trees import Pair
from sdd_impact.history.uncommitted import LEFT_OUT, Uncommitted
from sdd_impact.history.where import PUSHED_BRANCH, PUSHED_OVER, Where, look
from sdd_impact.model import Comparison, Revision, Tree

if TYPE_CHECKING:
    from sdd_impact.history.repository import Repository

#: The variable that names the base where no option does.
BASE_VARIABLE = "SDD_IMPACT_BASE"


def compare(repository: Repository, where: Where) -> Comparison:
    """Compare as ``where`` says. See :meth:`~sdd_impact.history.repository.Repository.compare`."""
    environ = repository.environ if where.environ is None else where.environ
    event = read_event(environ)
    head = _head(repository, where, environ, event)
    base = _base(repository, where, environ, event, head)
    (at_base,) = repository.history.nodes([base.merge_base])
    base_tree = repository.commit_tree(at_base.tree)
    attributes = Attributes(_reader(base_tree))

    repository.prefetch(at_base.tree, head.node.tree)
    fresh = repository.uncommitted(head.looked_at, head.node.tree, lambda path: by_place(path, attributes))
    pairs = overlaid(repository.trees.difference(at_base.tree, head.node.tree), fresh)
    head_tree = ChangedTree(base_tree, pairs, repository.objects, repository.files.entry)
    marks = _marks(repository, pairs, attributes, head_tree)
    changed = read_changes(pairs, marks, repository.objects, repository.files.blob_id(b""))
    own = own_records(where.records, at_base.tree, pairs, changed.renames, repository.trees, repository.objects)
    return Comparison(
        base=Revision(base.name, base.commit),
        merge_base=base.merge_base,
        head=Revision(head.name, head.node.id),
        looked_at=head.looked_at,
        branch=head.name,
        label=label(base, head, len(fresh.pairs)),
        files=changed.files,
        base_tree=base_tree,
        head_tree=head_tree,
        own_records=own,
        not_checked=(*base.notes, *fresh.unread, *changed.unread),
        content=content(at_base.tree, pairs),
        doubts=tuple(f"{note.path}: {note.reason}" for note in base.notes),
    )


def overlaid(committed: Mapping[str, Pair], fresh: Uncommitted) -> dict[str, Pair]:
    """Join what the branch has committed with what is not committed yet; what was taken back again is no difference."""
    pairs = dict(committed)
    for path, (at_head, now) in fresh.pairs.items():
        before = pairs[path][0] if path in pairs else at_head
        if before is now or (before and before.same(now)):
            pairs.pop(path, None)
        else:
            pairs[path] = (before, now)
    return pairs


def content(tree: str, pairs: Mapping[str, Pair]) -> str:
    """Return a text that two comparisons share only if base and head have the same content in both; "" where a file's content is unknown."""
    said = [tree]
    for path, (_, after) in sorted(pairs.items()):
        if after is None:
            said.append(f"{path}\0")
        elif after.data is None and not after.oid and not after.reason:
            return ""
        else:
            data = "" if after.data is None else _digest(after.data)
            said.append(f"{path}\0{after.kind} {after.oid} {data} {after.reason}")
    return "\0\0".join(said)


def _digest(data: bytes) -> str:
    import hashlib  # late: only for files that no blob holds yet

    return hashlib.sha256(data).hexdigest()


def base_is_named(where: Where, environ: Mapping[str, str]) -> bool:
    """Whether option, variable or CI event name the base, so that the configuration is not asked."""
    return _named(where, environ, read_event(environ)) is not None


def _reader(tree: Tree) -> Callable[[str], bytes | None]:
    def read(path: str) -> bytes | None:
        source = tree.read(path)
        return source.data if source else None

    return read


def _marks(repository: Repository, pairs: dict[str, Pair], base: Attributes, head_tree: Tree) -> Marks:
    """Return the attributes of both sides, and read what only the base's had made us leave where it lies."""
    if not any(path.rpartition("/")[2] == ".gitattributes" for path in pairs):
        return Marks(base, base)
    head = Attributes(_reader(head_tree))
    for path, (before, after) in pairs.items():
        if after == LEFT_OUT and not by_place(path, head):
            pairs[path] = (before, repository.files.entry(path))
    return Marks(base, head)


def _head(repository: Repository, where: Where, environ: Mapping[str, str], event: Event) -> Head:
    looking = look(where, environ, committing=repository.committing)
    here = repository.history.find("HEAD")
    if looking.head in ("HEAD", "@"):
        if here is None:
            raise repository.headless()
        name = where.branch or branch_name(repository, environ, event) or here.id[:SHORT]
        merging = () if looking.at == "commit" else repository.merging()
        return Head(here, name, repository.head_ref, looking.at, given=bool(where.head), merging=merging, pushed=looking.pushed)
    found = find(repository.history, looking.head, local_first=True)
    if found is None:
        raise UsageError(f"unknown revision {looking.head!r} (--head)", fix="git branch --all")
    checked_out = here is not None and here.id == found.node.id and bool(FULL_ID.match(looking.head))
    pushed = environ.get(PUSHED_BRANCH, "") if not where.head else ""
    name = where.branch or shown(pushed) or (branch_name(repository, environ, event) if checked_out else "") or found.name
    ref = pushed if pushed.startswith("refs/heads/") else found.ref
    return Head(found.node, name, ref, "commit", given=True, pushed=looking.pushed)


def branch_name(repository: Repository, environ: Mapping[str, str], event: Event) -> str:
    """Return the name of the branch that is checked out, also during a rebase and where CI has detached ``HEAD``; "" for none."""
    return shown(repository.head_ref or rebased_branch(repository.git_dir) or (event.branch if in_ci(environ) else ""))


def _named(where: Where, environ: Mapping[str, str], event: Event) -> Named | None:
    if where.base:
        return Named(where.base, "--base", explicit=True, option=True)
    if environ.get(BASE_VARIABLE):
        return Named(environ[BASE_VARIABLE], BASE_VARIABLE, explicit=True)
    return Named(event.base, event.provider) if event.base else None


def _base(repository: Repository, where: Where, environ: Mapping[str, str], event: Event, head: Head) -> Base:
    """Resolve the base; with ``fetch`` the missing history is fetched once."""
    named = _named(where, environ, event)
    said = environ.get(BEFORE_VARIABLE, "")
    if said.strip("0") and not event.base and event.before != said:
        raise UsageError(f"not the full id of a commit: {said!r} ({BEFORE_VARIABLE})", fix=f"unset {BEFORE_VARIABLE}")
    defaults = Defaults(repository.history, repository.common_dir, event.default)
    around = Circumstances(
        upstream=repository.upstream if head.ref == repository.head_ref else "",
        may_fetch=where.fetch,
        remote=bool(repository.remotes.names),
        all_branches=repository.remotes.all_branches,
        ci=in_ci(environ),
        before=known_commit(environ.get(PUSHED_OVER, "")) if head.pushed else event.before,
        built="" if head.pushed else event.built,
    )
    try:
        return Resolver(repository.history, defaults, event, around).resolve(named, where.configured_base, head)
    except HistoryMissing as missing:
        if not where.fetch:
            raise
        repository.fetch(missing.commands)
    (node,) = repository.history.nodes([head.node.id])
    resolver = Resolver(repository.history, defaults, event, around._replace(may_fetch=False))
    try:
        return resolver.resolve(named, where.configured_base, head._replace(node=node))
    except HistoryMissing as missing:
        raise Undetermined(f"{missing.message}; fetching has not changed that", fix=NAME_A_BASE) from missing
