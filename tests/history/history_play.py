"""Real git repositories to compare in, cut off from the machine's settings."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from sdd_impact.history import Repository, Where
from sdd_impact.model import Comparison

GIT = shutil.which("git") or "git"

#: Nothing of the machine's git settings, and fixed dates so that commit ids are the same in every run.
ISOLATED = {
    "PATH": os.environ["PATH"],
    "HOME": "/nonexistent",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "Ada Müller",
    "GIT_AUTHOR_EMAIL": "ada@example.org",
    "GIT_COMMITTER_NAME": "Ada Müller",
    "GIT_COMMITTER_EMAIL": "ada@example.org",
}

DEFAULT = Where()

LOG = 'log.info("PasswordReset userId: %s", user.id)\n'
MASKED = 'log.info("PasswordReset userId: %s masked", user.id)\n'


class Play:
    """A repository with the branch ``main`` checked out, and shorthands for what a story does to it."""

    def __init__(self, root: Path, *, init: bool = True) -> None:
        self.root = root
        self.environ: dict[str, str] = dict(ISOLATED)
        self._clock = 1_700_000_000
        if init:
            root.mkdir(parents=True, exist_ok=True)
            self.git("init", "-q", "--template=", "-b", "main")

    def git(self, *arguments: str, feed: bytes = b"", env: Mapping[str, str] | None = None, fails: bool = False) -> str:
        """Run git in the repository and return what it prints."""
        self._clock += 60
        dates = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), f"{self._clock} +0000")
        done = subprocess.run(
            [GIT, "-c", "protocol.file.allow=always", "-c", "gc.auto=0", "-c", "maintenance.auto=false", *arguments],
            cwd=self.root, env=self.environ | dates | dict(env or {}), input=feed, capture_output=True, check=False,
        )  # fmt: skip
        assert fails or done.returncode == 0, done.stderr.decode("utf-8", "replace")
        return done.stdout.decode("utf-8", "surrogateescape").strip()

    def write(self, path: str, content: str | bytes = LOG) -> Path:
        """Write a file of the working tree."""
        target = Path(os.fsdecode(os.fsencode(self.root) + b"/" + path.encode("utf-8", "surrogateescape")))
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)
        return target

    def commit(self, files: Mapping[str, str | bytes] | None = None, *, remove: Sequence[str] = (), message: str = "change") -> str:
        """Commit files, by content; return the commit's id."""
        for path, content in (files or {}).items():
            self.write(path, content)
        if remove:
            self.git("rm", "-q", "--", *remove)
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", message)
        return self.git("rev-parse", "HEAD")

    def branch(self, name: str, at: str = "") -> None:
        """Make a branch and check it out."""
        self.git("checkout", "-q", "-b", name, *([at] if at else []))

    def clone(self, target: Path, *options: str) -> Play:
        """Clone over a protocol, so that ``--depth`` is obeyed."""
        subprocess.run(
            [GIT, "-c", "protocol.file.allow=always", "clone", "-q", *options, f"file://{self.root}", str(target)],
            env=self.environ, capture_output=True, check=True,
        )  # fmt: skip
        copy = Play(target, init=False)
        copy.git("config", "protocol.file.allow", "always")
        return copy

    def open(self, directory: str = "", **environ: str) -> Repository:
        """Open the repository, or a directory below it, with more variables."""
        return Repository.open(str(self.root / directory), self.environ | environ)

    def compare(self, where: Where = DEFAULT, /, directory: str = "", **environ: str) -> Comparison:
        """Compare and close. Only what is already read of the trees can be looked at then."""
        with self.open(directory, **environ) as repository:
            return repository.compare(where)


def story(root: Path) -> Play:
    """Return a repository with ``main``, and a branch ``feature/mask-email`` that masks a log statement, checked out."""
    play = Play(root)
    play.commit({"auth/reset.py": LOG, "README.md": "Reset\n"}, message="base")
    play.branch("feature/mask-email")
    play.commit({"auth/reset.py": MASKED}, message="mask")
    return play


def paths(comparison: Comparison) -> list[str]:
    """Return the paths of the file changes, marked as git does: A, D, M, and R with both names."""
    return [
        f"A {file.path}" if file.before is None
        else f"D {file.path}" if file.after is None
        else f"M {file.path}" if file.before.path == file.after.path
        else f"R {file.before.path} → {file.after.path}"
        for file in comparison.files
    ]  # fmt: skip


def reasons(comparison: Comparison) -> dict[str, str]:
    """Return what was not checked: path → reason."""
    return {unread.path: unread.reason for unread in comparison.not_checked}


def ignored(comparison: Comparison) -> dict[str, str]:
    """Return why files are left out: path → reason, "" for a file that is analysed."""
    return {file.path: file.ignored for file in comparison.files}
