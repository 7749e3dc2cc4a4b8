"""From a branch's name to a commit: the remote's branch before the local one, which may be months old."""

from __future__ import annotations

import re

from sdd_impact import late
from sdd_impact.errors import UsageError
from sdd_impact.history.commits import History, Node
from sdd_impact.history.gitdir import pointed_at
from sdd_impact.tuples import NamedTuple

#: A name that git allows for a branch (git-check-ref-format(1)).
BRANCH = late.regex(
    r"(?!/|.*(?:\.\.|@\{|//|/\.|\.lock(?:/|\Z)|[./]\Z))[^\x00-\x20\x7f~^:?*\[\\.-][^\x00-\x20\x7f~^:?*\[\\]*\Z", re.DOTALL
)
FULL_ID = late.regex(r"[0-9a-f]{40}(?:[0-9a-f]{24})?\Z")
CONTROL = late.regex(r"[\x00-\x1f\x7f]")
#: Names that git keeps for itself; a remote's ``HEAD`` is not ours.
OWN = frozenset({"HEAD", "FETCH_HEAD", "ORIG_HEAD", "MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "@"})

#: What a default branch is called where nothing says it.
USUAL = ("main", "master")
#: Digits of a commit's id that people are shown.
SHORT = 7
#: Longer names are refused; git's own limit for a line is far higher.
LONGEST = 1_000


class Found(NamedTuple):
    """A commit by its name: ``ref`` is the full name where it has one, ``name`` what a person calls it."""

    node: Node
    ref: str
    name: str


def is_branch_name(name: str) -> bool:
    """Whether a branch can have this name (and it is not one of git's own names, nor a commit's id)."""
    return bool(BRANCH.match(name)) and name not in OWN and not FULL_ID.match(name) and not name.startswith("refs/")


def checked(name: str) -> str:
    """Return a revision's name. Raises :class:`~sdd_impact.errors.UsageError` for one that git would take for something else."""
    if not name or name.startswith(("-", ":")) or CONTROL.search(name) or len(name) > LONGEST:
        raise UsageError(f"not a revision: {name[:80]!r}", fix="name a branch, a tag or a commit")
    return name


def tracking(remote: str) -> str:
    """Return what the full names of a remote's branches begin with."""
    return f"refs/remotes/{remote}/"


def find(history: History, name: str, *, local_first: bool = False) -> Found | None:
    """Return the commit that a name stands for: a branch (the remote's before the local one) or a tag, else whatever git makes of it."""
    remote, local = tracking(history.remote), "refs/heads/"
    order = (local, remote, "refs/remotes/", "refs/tags/") if local_first else (remote, "refs/remotes/", local, "refs/tags/")
    for prefix in order if is_branch_name(checked(name)) else ():
        if node := history.find(prefix + name):
            return Found(node, prefix + name, shown(prefix + name))
    node = history.find(name)
    if node is None:
        return None
    return Found(node, name if name.startswith("refs/") else "", name[:7] if FULL_ID.match(name) else shown(name))


def shown(ref: str) -> str:
    """Return a full name as a person says it: ``origin/main``, ``main``."""
    return re.sub(r"\Arefs/(?:heads|remotes|tags)/", "", ref)


class Defaults:
    """The default branch: what the remote's ``HEAD`` points to, what CI says, else a usual name."""

    def __init__(self, history: History, common_dir: str, said: str = "") -> None:
        self._history = history
        self._tracking = tracking(history.remote)
        self._common_dir = common_dir
        self._said = said if is_branch_name(said) else ""

    def find(self) -> Found | None:
        """Return the default branch, or None where there is none."""
        for ref in self._candidates():
            if node := self._history.find(ref):
                return Found(node, ref, shown(ref))
        return None

    def name(self) -> str:
        """Return the default branch's own name (``main``), "" where it is not known."""
        pointed = self._target()
        found = self.find()
        ref = pointed or (found.ref if found else self._said)
        return ref.removeprefix(self._tracking).removeprefix("refs/heads/").removesuffix("HEAD")

    def _candidates(self) -> list[str]:
        here = self._tracking
        said = [f"{here}{self._said}", f"refs/heads/{self._said}"] if self._said else []
        pointed = self._target()
        usual = [prefix + name for prefix in (here, "refs/heads/") for name in USUAL]
        # Where refs are no files (reftable), only the commit of the remote's HEAD is known, not its name.
        return [*([pointed] if pointed else []), *said, *([] if pointed else [f"{here}HEAD"]), *usual]

    def _target(self) -> str:
        target = pointed_at(self._common_dir, f"{self._tracking}HEAD")
        return target if target.startswith(self._tracking) and is_branch_name(target.removeprefix(self._tracking)) else ""
