"""A real repository to run commands in, and a run of a command in this process."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from sdd_impact.commands import run

#: Nothing of the machine's git settings.
ISOLATED = {
    "PATH": os.environ["PATH"],
    "HOME": os.devnull,
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    **{f"GIT_{who}_{what}": "ada@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
}
#: What a hook or a CI job sets, and would change what is looked at.
FOREIGN = ("CI", "PRE_COMMIT", "PRE_COMMIT_TO_REF", "PRE_COMMIT_LOCAL_BRANCH", "GIT_DIR", "GIT_INDEX_FILE", "GITHUB_BASE_REF")

LOG = 'import logging\n\nlogging.info("PasswordReset userId: %s", user.id)\n'
OTHER_LOG = 'import logging\n\nlogging.info("Reset of user %s", user.id)\n'
SEARCH = '[Password resets]\nsearch = index=app "PasswordReset userId"\nalert.track = 1\n'


class Outcome(NamedTuple):
    """What a run left: its exit status and what it printed."""

    status: int
    out: str
    err: str


def git(root: Path, *arguments: str) -> str:
    """Run git in a folder; it must succeed."""
    command = ["git", "-c", f"core.hooksPath={os.devnull}", *arguments]
    return subprocess.run(command, cwd=root, env=ISOLATED, check=True, capture_output=True, text=True).stdout.strip()


def write(root: Path, files: Mapping[str, str | bytes]) -> None:
    """Write files below a folder."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def make_branch(root: Path) -> Path:
    """Make a repository on ``feature/x``, whose working tree breaks a saved search."""
    root.mkdir(parents=True)
    git(root, "init", "-q", "--template=", "-b", "main")
    write(root, {"auth/reset.py": LOG, "ops/savedsearches.conf": SEARCH, "CODEOWNERS": "* @team\n"})
    git(root, "add", "-A")
    git(root, "commit", "-qm", "base")
    git(root, "switch", "-qc", "feature/x")
    write(root, {"auth/reset.py": OTHER_LOG})
    return root


def files_of(root: Path) -> dict[str, bytes]:
    """Every file below a folder, without git's own."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".git" not in path.relative_to(root).parts
    }


def outcome(capsys: pytest.CaptureFixture[str], *arguments: str) -> Outcome:
    """Run a command in this process."""
    status = run(arguments)
    said = capsys.readouterr()
    return Outcome(status, said.out, said.err)
