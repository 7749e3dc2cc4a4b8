"""Real git repositories for the gate, quick to make: one template is imported once and copied for each situation."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import NamedTuple

import pytest

from sdd_impact.commands import run

GIT = shutil.which("git") or "git"

#: Nothing of the machine's settings, and fixed dates: commit ids are the same in every run.
ISOLATED = {
    "PATH": os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"])),
    "HOME": "/nonexistent",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    **{f"GIT_{who}_{what}": "ada@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
    **{f"GIT_{who}_DATE": "1700009000 +0000" for who in ("AUTHOR", "COMMITTER")},
}

LOG = 'import logging\n\nlog = logging.getLogger(__name__)\n\n\ndef pay(order):\n    log.error("payment failed for order %s", order.id)\n'
REWORDED = LOG.replace("payment failed", "charge failed")
OTHER_LOG = LOG.replace("payment failed", "refund failed").replace("def pay", "def refund")
OTHER_REWORDED = OTHER_LOG.replace("refund failed", "no refund")
SEARCHES = """\
version: 1
searches:
  - {name: Failed payments, contains: payment failed, owner: support-l2, alert: true}
  - {name: Failed refunds, contains: refund failed, owner: support-l2, alert: true}
"""
#: What the tests look for: the evidence was seen.
EVIDENCE = "saved-search-broken  pay.py:7"
OTHER_EVIDENCE = "saved-search-broken  refund.py:7"
#: The fingerprints of the two impacts, and a pattern that answers each.
FINGERPRINT, OTHER_FINGERPRINT = "ev-89fae431ed5b0a09", "ev-4a7945f81cc4b80b"


def record(branch: str = "feature", fingerprint: str = FINGERPRINT, pattern: str = "charge failed") -> str:
    """Return a checklist that answers one broken search."""
    return f"""\
version: 1
catalogue: "1.0"
branch: {branch}
summary: Failed payments are logged with other words
questions:
  saved-search-recreate:
    answer: "yes"
    rows:
      - evidence: {fingerprint}
        new_pattern: {pattern}
        done_by: ticket
        link: SUP-7
"""


RECORD = "support-impact/feature.yaml"


class Outcome(NamedTuple):
    """What a run left: its exit status and everything that it printed."""

    status: int
    text: str


class Play:
    """A repository, and shorthands for what a situation does to it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.environ = dict(ISOLATED)

    def git(self, *arguments: str, feed: str = "", fails: bool = False, env: Mapping[str, str] | None = None) -> str:
        """Run git here and return what it prints."""
        command = [GIT, "-c", "protocol.file.allow=always", "-c", "gc.auto=0", "-c", "maintenance.auto=false", *arguments]
        done = subprocess.run(
            command, cwd=self.root, env=self.environ | dict(env or {}), input=feed.encode("utf-8", "surrogateescape"),
            capture_output=True, check=False,
        )  # fmt: skip
        assert fails or done.returncode == 0, done.stderr.decode("utf-8", "replace")
        return done.stdout.decode("utf-8", "surrogateescape").strip()

    def write(self, files: Mapping[str, str]) -> None:
        """Write files of the working tree."""
        for path, content in files.items():
            target = self.root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(content, "utf-8")

    def commit(self, files: Mapping[str, str] | None = None, message: str = "change") -> str:
        """Commit everything that lies there, after writing files; return the commit's id."""
        self.write(files or {})
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", message)
        return self.git("rev-parse", "HEAD")

    def clone(self, name: str, *options: str) -> Play:
        """Clone over a protocol, so that ``--depth`` and ``--filter`` are obeyed, and go there."""
        target = self.root.parent / name
        if self.git("rev-parse", "-q", "--verify", "refs/heads/main", fails=True):
            self.git("symbolic-ref", "HEAD", "refs/heads/main")  # as a server has it
        self.git("clone", "-q", *options, self.url, str(target))
        copy = Play(target)
        copy.git("config", "protocol.file.allow", "always")
        return copy

    @property
    def url(self) -> str:
        """The repository as a remote."""
        return f"file://{self.root}"


def stream() -> Iterator[str]:
    """Tell ``git fast-import`` the story: main with three commits, and ``feature``, which left it at the second one."""
    yield from told("main", 1, {"pay.py": LOG, "refund.py": OTHER_LOG, "searches.yaml": SEARCHES, "README": "1\n"})
    yield from told("main", 2, {"README": "2\n"}, after=1)
    yield from told("feature", 3, {"pay.py": REWORDED}, after=2)
    yield from told("feature", 4, {"notes.txt": "why\n"}, after=3)
    yield from told("main", 5, {"README": "3\n"}, after=2)


def told(branch: str, mark: int, files: Mapping[str, str], after: int = 0) -> Iterator[str]:
    """Tell one commit."""
    yield f"commit refs/heads/{branch}\nmark :{mark}\ncommitter ada <ada@example.org> {1_700_000_000 + 60 * mark} +0000\n"
    yield f"data {len(branch)}\n{branch}\n" + (f"from :{after}\n" if after else "")
    for path, content in files.items():
        yield f"M 100644 inline {path}\ndata {len(content.encode())}\n{content}\n"


@cache
def template(object_format: str = "sha1") -> Path:
    """Make the story's repository once, with ``feature`` checked out."""
    play = Play(Path(mkdtemp(prefix="gate-")))
    play.git("init", "-q", "--template=", "-b", "main", f"--object-format={object_format}")
    play.git("fast-import", "--quiet", feed="".join(stream()))
    play.git("checkout", "-q", "feature")
    return play.root


@pytest.fixture(scope="session", autouse=True)
def cleared() -> Iterator[None]:
    """Remove the templates at the end."""
    yield
    for object_format in ("sha1", "sha256"):
        if template.cache_info().currsize:
            shutil.rmtree(template(object_format), ignore_errors=True)
    template.cache_clear()


def story(tmp_path: Path, object_format: str = "sha1") -> Play:
    """Return a fresh copy of the story."""
    target = tmp_path / "shop"
    shutil.copytree(template(object_format), target, symlinks=True)
    play = Play(target)
    play.git("update-index", "-q", "--refresh", fails=True)
    return play


Gate = Callable[..., Outcome]


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Gate:
    """Give a function that runs a command of ours in a repository, with nothing but its environment."""

    def ran(play: Play, *arguments: str, **environ: str) -> Outcome:
        for name in set(os.environ) - {"PYTEST_CURRENT_TEST"}:
            monkeypatch.delenv(name)
        for name, value in (play.environ | environ).items():
            monkeypatch.setenv(name, value)
        monkeypatch.chdir(play.root)
        capfd.readouterr()
        status = run(arguments or ("check",))
        said = capfd.readouterr()
        text = said.out + said.err
        assert "Traceback" not in text, text
        assert "internal error" not in text, text
        assert status not in (2, 3) or "fix: " in text or "Usage:" in text, f"what helps is printed\n{text}"
        assert status != 0 or "passed" in text or "exempt" in text or arguments[:1] not in ((), ("check",)), "a reason is printed"
        return Outcome(status, text)

    return ran


class Ask(NamedTuple):
    """What a situation asks: a command, in a repository, with variables."""

    play: Play
    arguments: Sequence[str] = ("check",)
    environ: Mapping[str, str] = {}


class Row(NamedTuple):
    """One situation: how it is made, and what the gate must do. A text that begins with ``!`` must not be printed."""

    make: Callable[[Play], Ask]
    status: int
    says: tuple[str, ...]

    def hold(self, gate: Gate, play: Play) -> None:
        """Make the situation, run the command, compare."""
        ask = self.make(play)
        found = gate(ask.play, *ask.arguments, **ask.environ)
        assert found.status == self.status, found.text
        if ask.arguments[0] == "check" and "--fetch" not in ask.arguments:
            assert gate(ask.play, *ask.arguments, **ask.environ) == found, "what an earlier run has kept changes nothing"
        # Long lines are wrapped for people.
        printed = found.text + " ".join(found.text.split())
        for text in self.says:
            assert (text.removeprefix("!") in printed) is not text.startswith("!"), f"{text!r} in\n{found.text}"


class Table:
    """The situations of one page, each written as a function that makes it."""

    def __init__(self) -> None:
        self.rows: list[Row] = []

    def row(self, status: int, *says: str) -> Callable[[Callable[[Play], Ask]], Callable[[Play], Ask]]:
        """Add a situation: the exit status, and what is printed."""

        def add(make: Callable[[Play], Ask]) -> Callable[[Play], Ask]:
            self.rows.append(Row(make, status, says))
            return make

        return add

    def each(self) -> pytest.MarkDecorator:
        """Parametrise a test over the rows."""
        return pytest.mark.parametrize("row", self.rows, ids=lambda row: row.make.__name__)
