"""Commits, their ancestry, and merge-bases, read without a process of their own.

The walk is the one that git itself does: paint both sides' ancestors, newest first, until only what both have is left. Done here it
costs no process, sees a shallow clone's edge, and also takes several heads (a merge that is not committed yet).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import heappop, heappush

from sdd_impact.errors import Undetermined
from sdd_impact.history.git import Git
from sdd_impact.history.gitdir import git_file
from sdd_impact.history.objects import Objects, unreadable
from sdd_impact.tuples import NamedTuple

#: Commits after which a walk is left to ``git merge-base``, which has the commit-graph file to help it.
FAR = 30_000

ONE, OTHER, STALE, RESULT = 1, 2, 4, 8
BOTH = ONE | OTHER


class Commit(NamedTuple):
    """A commit as a person would list it. ``date`` is the committer's, in ISO 8601 with its offset."""

    id: str
    parents: tuple[str, ...]
    subject: str
    author: str
    date: str


class Node(NamedTuple):
    """A commit as the walk needs it. ``parents`` is empty at the edge of a shallow clone, ``cut`` is true there."""

    id: str
    tree: str
    parents: tuple[str, ...]
    seconds: int
    data: bytes
    cut: bool = False


class MergeBases(NamedTuple):
    """All best common ancestors, newest first. ``cut``: the walk met a shallow clone's edge, so a nearer one may be hidden."""

    ids: tuple[str, ...]
    cut: bool


class History:
    """The commits of one repository. ``remote`` is the remote among whose branches names are looked for."""

    def __init__(self, git: Git, objects: Objects, common_dir: str, remote: str = "origin") -> None:
        self.remote = remote
        self._git = git
        self._objects = objects
        self._common_dir = common_dir
        self.refresh()

    def refresh(self) -> None:
        """Forget what was read: the history has been fetched further."""
        self._nodes: dict[str, Node] = {}
        self._edge = frozenset(git_file(self._common_dir, "shallow").split())

    @property
    def shallow(self) -> bool:
        """Whether this is a shallow clone: part of the history is missing."""
        return bool(self._edge)

    def is_edge(self, oid: str) -> bool:
        """Whether the history was cut off below a commit: what it changed is not known."""
        return oid in self._edge

    def find(self, name: str) -> Node | None:
        """Return the commit that a name stands for, or None for an unknown name."""
        found = self._objects.find(name)
        return self._keep(found[0], found[1]) if found else None

    def nodes(self, ids: Iterable[str]) -> list[Node]:
        """Read commits by their full ids, many at once."""
        wanted = list(ids)
        missing = [each for each in dict.fromkeys(wanted) if each not in self._nodes]
        for each, data in zip(missing, self._objects.of_kind("commit", missing), strict=True):
            self._keep(each, data)
        return [self._nodes[each] for each in wanted]

    def _keep(self, oid: str, data: bytes) -> Node:
        node = self._nodes[oid] = parse(oid, data, cut=oid in self._edge)
        return node

    def merge_bases(self, one: str, others: Sequence[str]) -> MergeBases:
        """Return the best common ancestors of ``one`` and a merge of ``others``."""
        if one in others:
            return MergeBases((one,), cut=False)
        walk = Walk(self, {one}, set(others))
        if not walk.run(FAR):
            return self._asked_of_git(one, others)
        best = self._independent(walk.results())
        return MergeBases(tuple(sorted(best, key=lambda each: (-self._nodes[each].seconds, each))), walk.cut)

    def _independent(self, ids: list[str]) -> list[str]:
        """Drop every commit that is an ancestor of another one of them."""
        left = list(ids)
        for each in ids:
            rest = [other for other in left if other != each]
            if rest:
                walk = Walk(self, {each}, set(rest))
                walk.run(10 * FAR)
                if walk.flags[each] & OTHER:
                    left.remove(each)
        return left

    def _asked_of_git(self, one: str, others: Sequence[str]) -> MergeBases:
        out = self._git.output("merge-base", "--all", one, *others, good=(0, 1))
        return MergeBases(tuple(out.decode("ascii", "replace").split()), self.shallow)

    def is_ancestor(self, one: str, of: str) -> bool:
        """Whether ``one`` is ``of`` or an ancestor of it."""
        return self.merge_bases(one, [of]).ids == (one,)

    def only(self, until: str, since: str) -> list[Node]:
        """Return the commits that ``until`` has and ``since`` has not. Raises ``Undetermined`` where they are too many, or cut off."""
        walk = Walk(self, {until}, {since})
        if not walk.run(10 * FAR) or walk.cut:
            raise Undetermined(f"not all commits between {since[:7]} and {until[:7]} can be read", fix="git fetch --unshallow")
        return self.nodes(oid for oid, flags in walk.flags.items() if flags & ONE and not flags & OTHER)

    def first_parents(self, until: str, since: str = "", last: int = 0) -> list[Commit]:
        """Return the first-parent line that ends with ``until``, newest first.

        It ends before the first commit that ``since`` has already, and after ``last`` commits (0: no limit).
        """
        reached = Walk(self, {until}, {since}) if since else None
        if reached and not reached.run(10 * FAR):
            raise Undetermined(f"too many commits between {since[:7]} and {until[:7]}", fix="name a nearer revision")
        line: list[Commit] = []
        following: str | None = until
        while following and not (reached and reached.flags.get(following, 0) & OTHER) and not (last and len(line) >= last):
            (node,) = self.nodes([following])
            line.append(described(node))
            following = next(iter(node.parents), None)
        return line


class Walk:
    """A walk from two sides into the past. ``flags`` tells of each commit met which side has it."""

    def __init__(self, history: History, one: set[str], other: set[str]) -> None:
        self._history = history
        self._queue: list[tuple[int, str]] = []
        self._queued: dict[str, int] = {}
        self._live = 0
        self._found: list[str] = []
        self.flags: dict[str, int] = {}
        self.cut = False
        for side, start in ((ONE, one), (OTHER, other)):
            for node in history.nodes(sorted(start)):
                self._paint(node, side)

    def _paint(self, node: Node, flags: int) -> None:
        """Add flags to a commit and look at it (again)."""
        old = self.flags.get(node.id, 0)
        self.flags[node.id] = old | flags
        if flags & STALE and not old & STALE:
            self._live -= self._queued.get(node.id, 0)
        heappush(self._queue, (-node.seconds, node.id))
        self._queued[node.id] = self._queued.get(node.id, 0) + 1
        self._live += not self.flags[node.id] & STALE

    def run(self, limit: int) -> bool:
        """Walk until everything left is an ancestor of a result. False when ``limit`` commits did not suffice."""
        while self._live:
            if len(self.flags) > limit:
                return False
            self._step(heappop(self._queue)[1])
        return True

    def _step(self, oid: str) -> None:
        self._queued[oid] -= 1
        flags = self.flags[oid]
        self._live -= not flags & STALE
        passed = flags & (BOTH | STALE)
        if passed == BOTH:
            if not flags & RESULT:
                self.flags[oid] |= RESULT
                self._found.append(oid)
            passed |= STALE
        (node,) = self._history.nodes([oid])
        self.cut |= node.cut and not passed & STALE
        for parent in self._history.nodes(node.parents):
            if self.flags.get(parent.id, 0) & passed != passed:
                self._paint(parent, passed)

    def results(self) -> list[str]:
        """Return the common ancestors that were met first on their line."""
        return [each for each in self._found if not self.flags[each] & STALE]


def parse(oid: str, data: bytes, *, cut: bool = False) -> Node:
    """Read a commit object. Raises ``Undetermined`` where it is malformed."""
    head = data.partition(b"\n\n")[0].decode("utf-8", "surrogateescape")
    tree, seconds, parents = "", 0, []
    for line in head.split("\n"):
        key, _, value = line.partition(" ")
        if key == "tree" and not tree:
            tree = value
        elif key == "parent":
            parents.append(value)
        elif key == "committer":
            seconds = _when(value)[0]
    if not tree:
        raise unreadable(oid)
    return Node(oid, tree, () if cut else tuple(parents), seconds, data, cut)


def described(node: Node) -> Commit:
    """Return a commit as a person would list it; bytes that are not UTF-8 are replaced."""
    from datetime import UTC, datetime, timedelta, timezone

    head, _, message = node.data.decode("utf-8", "replace").partition("\n\n")
    lines = dict(line.partition(" ")[::2] for line in reversed(head.split("\n")))
    subject = " ".join(message.strip("\n").partition("\n\n")[0].split())
    seconds, minutes = _when(lines.get("committer", ""))
    try:
        date = datetime.fromtimestamp(seconds, timezone(timedelta(minutes=minutes))).isoformat()
    except (OverflowError, ValueError, OSError):
        date = datetime.fromtimestamp(0, UTC).isoformat()
    author = lines.get("author", "").rpartition(">")[0]
    return Commit(node.id, node.parents, subject, f"{author}>" if author else "", date)


def author_address(node: Node) -> str:
    """Return the mail address of a commit's author in lower case, "" where it has none."""
    head = node.data.partition(b"\n\n")[0].decode("utf-8", "replace")
    author = next((line for line in head.split("\n") if line.startswith("author ")), "")
    return author.rpartition(">")[0].rpartition("<")[2].strip().lower()


def _when(signature: str) -> tuple[int, int]:
    """Return seconds since 1970 and the offset in minutes of ``name <mail> seconds offset``; zeros where they are damaged."""
    stamp = signature.rpartition(">")[2].split()
    if len(stamp) != 2 or not stamp[0].lstrip("-").isdecimal() or not stamp[1][1:].isdecimal():
        return 0, 0
    minutes = int(stamp[1][1:3] or "0") * 60 + int(stamp[1][3:5] or "0")
    return int(stamp[0][:18]), -minutes if stamp[1].startswith("-") else minutes
