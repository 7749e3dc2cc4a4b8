"""Missing history: the one command that brings it, to be shown or to be run."""

from __future__ import annotations

from collections.abc import Sequence

from sdd_impact.errors import Undetermined
from sdd_impact.history.git import Git
from sdd_impact.history.names import is_branch_name, tracking

#: A whole history may be large, and the line to it slow: seconds until a fetch is given up.
PATIENCE = 3_600
#: What helps where nothing can be fetched.
NAME_A_BASE = "sdd-impact check --base REV"


class HistoryMissing(Undetermined):
    """History that the remote repository has and this clone has not. ``commands`` are git's arguments that fetch it, in order.

    The first of them is shown as the fix.
    """

    def __init__(self, message: str, *commands: tuple[str, ...]) -> None:
        super().__init__(message, fix=as_typed(commands[0]))
        self.commands = commands


def as_typed(command: tuple[str, ...]) -> str:
    """Return a git command as a user types it."""
    import shlex

    return shlex.join(("git", *command))


def fetch_command(base: str, remote: str, *, shallow: bool) -> tuple[str, ...]:
    """Return git's arguments that fetch a base ("" where its name is not known).

    The full refspec, because a clone of one branch has none for others. ``--unshallow``, never ``--depth``: that would make a full clone
    shallow and lose the merge-base.
    """
    there = tracking(remote)
    name = base.removeprefix(there).removeprefix("refs/heads/").removeprefix(f"{remote}/")
    name = name if is_branch_name(name) else "*"
    return ("fetch", "--no-tags", *(("--unshallow",) if shallow else ()), remote, f"+refs/heads/{name}:{there}{name}")


def default_commands(remote: str, *, shallow: bool, all_branches: bool) -> list[tuple[str, ...]]:
    """Return what brings the default branch where nothing names it: its commits, if they may be missing, then its name."""
    set_head = ("remote", "set-head", remote, "--auto")
    return [set_head] if all_branches and not shallow else [fetch_command("", remote, shallow=shallow), set_head]


def fetch(git: Git, commands: Sequence[tuple[str, ...]]) -> None:
    """Run the commands. Raises :class:`~sdd_impact.errors.Undetermined` where git refuses."""
    for command in commands:
        done = git.finished(*command, patience=PATIENCE)
        if done.status != 0:
            # A branch that the remote has no more can be in the way of one that it has: main/x of main.
            fix = ("remote", "prune", command[-2]) if "cannot lock ref" in done.complaint else command
            raise Undetermined(f"git {command[0]} failed: {done.complaint}", fix=as_typed(fix))
