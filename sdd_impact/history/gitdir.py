"""Git's own small files, read where no command tells their content without a process more."""

from __future__ import annotations

from pathlib import Path

#: Where a rebase notes the branch that it works on.
REBASED = ("rebase-merge/head-name", "rebase-apply/head-name")
LARGEST = 1_000_000


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
