"""Missing history: the one command that brings it, to be shown or to be run."""

from __future__ import annotations

from sdd_impact.errors import Undetermined
from sdd_impact.history.git import Git
from sdd_impact.history.names import is_branch_name

ALL_BRANCHES = "+refs/heads/*:refs/remotes/origin/*"


class HistoryMissing(Undetermined):
    """History that the remote repository has and this clone has not. ``command`` are git's arguments that fetch it."""

    def __init__(self, message: str, command: tuple[str, ...]) -> None:
        super().__init__(message, fix=as_typed(command))
        self.command = command


def as_typed(command: tuple[str, ...]) -> str:
    """Return a git command as a user types it."""
    import shlex

    return shlex.join(("git", *command))


def fetch_command(base: str, *, shallow: bool) -> tuple[str, ...]:
    """Return git's arguments that fetch a base ("" where its name is not known).

    The full refspec, because a clone of one branch has none for others. ``--unshallow``, never ``--depth``: that would make a full clone
    shallow and lose the merge-base.
    """
    name = base.removeprefix("refs/remotes/").removeprefix("refs/heads/").removeprefix("origin/")
    refspec = f"+refs/heads/{name}:refs/remotes/origin/{name}" if is_branch_name(name) else ALL_BRANCHES
    return ("fetch", "--no-tags", *(("--unshallow",) if shallow else ()), "origin", refspec)


def fetch(git: Git, command: tuple[str, ...]) -> None:
    """Run the command. Raises :class:`~sdd_impact.errors.Undetermined` where git refuses."""
    done = git.finished(*command)
    if done.status != 0:
        raise Undetermined(f"git fetch failed: {done.complaint}", fix=as_typed(command))
