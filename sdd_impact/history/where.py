"""What is compared, as the caller asks for it, and what that means where nothing is said."""

from __future__ import annotations

from collections.abc import Mapping

from sdd_impact.errors import Exempt, UsageError
from sdd_impact.history.environment import in_ci
from sdd_impact.model import LookedAt
from sdd_impact.tuples import NamedTuple

#: What pre-commit, and our own hook, say of a push: the commit, the branch, and the commit that the remote has there now.
PUSHED, PUSHED_BRANCH, PUSHED_OVER = "PRE_COMMIT_TO_REF", "PRE_COMMIT_LOCAL_BRANCH", "PRE_COMMIT_FROM_REF"


class Where(NamedTuple):
    """What to compare. Every field has the meaning of the option of its name; "" is "not said".

    ``records`` is the folder of the checklists. ``configured_base`` is the ``base:`` of the configuration that may say it: in CI that of
    the default branch, elsewhere the branch's own. ``fetch`` allows one ``git fetch`` where history is missing. ``environ`` stands in
    for the process's environment.
    """

    directory: str = "."
    base: str = ""
    head: str = ""
    staged: bool = False
    worktree: bool = False
    branch: str = ""
    records: str = "support-impact"
    configured_base: str = ""
    fetch: bool = False
    environ: Mapping[str, str] | None = None


class Look(NamedTuple):
    """Where the head is read, and which revision it is (``HEAD`` is the commit below index and working tree).

    ``pushed``: a hook guards its push.
    """

    at: LookedAt
    head: str = "HEAD"
    pushed: bool = False

    @property
    def revision(self) -> str:
        """The head as ``Repository.read_at`` names it: "" is the working tree, ":" the index."""
        return {"worktree": "", "index": ":", "commit": self.head}[self.at]


def look(where: Where, environ: Mapping[str, str], *, committing: bool) -> Look:
    """Decide where the head is read.

    What an option says, holds. Otherwise a hook reads what it guards: the commits that are pushed (pre-commit names them), or the index
    of the commit that is being made (``committing``; pre-commit's hooks see the index too). CI reads the commit, and a person at work
    means the working tree. Raises :class:`~sdd_impact.errors.UsageError` for options that exclude each other, and
    :class:`~sdd_impact.errors.Exempt` for a push that deletes a branch.
    """
    if bool(where.head) + where.staged + where.worktree > 1:
        raise UsageError("--head, --staged and --worktree exclude each other", fix="give one of them")
    # pre-commit names no commits where a repository is pushed for the first time, but the branch.
    pushed = environ.get(PUSHED) or environ.get(PUSHED_BRANCH, "")
    if where.head:
        return Look("commit", where.head)
    if where.staged:
        return Look("index")
    if where.worktree:
        return Look("worktree")
    if pushed and not pushed.strip("0"):
        raise Exempt("this push deletes a branch; no commit is pushed")
    if pushed:
        return Look("commit", pushed, pushed=PUSHED_BRANCH in environ)
    if committing:
        return Look("index")
    if in_ci(environ):
        return Look("commit")
    return Look("index" if environ.get("PRE_COMMIT") else "worktree")
