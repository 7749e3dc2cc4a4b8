"""Git's own small files, read where no command tells their content without a process more."""

from __future__ import annotations

import re
from pathlib import Path

#: Where a rebase notes the branch that it works on.
REBASED = ("rebase-merge/head-name", "rebase-apply/head-name")
LARGEST = 1_000_000
#: The head of a remote's section in git's configuration.
REMOTE = re.compile(r'^[ \t]*\[remote "([^"\\\n]+)"\]', re.MULTILINE)
USUAL_REMOTE = "origin"
#: A remote that has promised to give objects later.
PROMISOR = re.compile(r"^[ \t]*promisor[ \t]*=[ \t]*true", re.MULTILINE | re.IGNORECASE)


def git_file(folder: str, name: str) -> str:
    """Return the text of a file in a git directory, "" where there is none."""
    try:
        with Path(folder, name).open(encoding="utf-8", errors="surrogateescape") as file:
            return file.read(LARGEST)
    except (OSError, ValueError):
        return ""


def pointed_at(folder: str, name: str) -> str:
    """Return the full name of the branch that a symbolic ref points to, "" where it is none or refs are no files (reftable)."""
    target = git_file(folder, name).strip().removeprefix("ref: ")
    return target if target.startswith("refs/") and not target.endswith(".invalid") else ""


def rebased_branch(git_dir: str) -> str:
    """Return the full name of the branch that a rebase in progress works on, or ""."""
    return next((ref for name in REBASED if (ref := git_file(git_dir, name).strip()).startswith("refs/heads/")), "")


def remotes(common_dir: str) -> tuple[str, ...]:
    """Return the names of the remotes, in the order of the configuration file; files that it includes are not read."""
    return tuple(dict.fromkeys(REMOTE.findall(git_file(common_dir, "config"))))


def main_remote(common_dir: str, upstream: str) -> str:
    """Return the remote that the default branch is looked for at: ``origin``, else that of the upstream, else the first."""
    names = remotes(common_dir)
    theirs = [name for name in names if upstream.startswith(f"refs/remotes/{name}/")]
    return USUAL_REMOTE if USUAL_REMOTE in names else next(iter((*theirs, *names)), USUAL_REMOTE)


def is_partial(common_dir: str) -> bool:
    """Whether this is a partial clone: git fetches objects when they are first read."""
    return PROMISOR.search(git_file(common_dir, "config")) is not None


def fetches_all(common_dir: str, remote: str) -> bool:
    """Whether a plain fetch brings all branches of a remote, which a clone of a single branch does not."""
    return f"refs/heads/*:refs/remotes/{remote}/*" in git_file(common_dir, "config")
