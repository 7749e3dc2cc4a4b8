"""One page of text is one whole-program test: repository before, branch, commands, output, exit status.

A page is a title, then blocks that begin with ``-- name --``. ``base/PATH`` is a file of the default branch, ``branch/PATH`` one of the branch
``feature/page``, ``worktree/PATH`` one that is written and not committed; a name that ends in ``(deleted)`` removes the file. ``run`` holds
commands with their output: ``$ sdd-impact …`` or ``$ git …``, then what it prints, then ``exit N`` where the status is not 0.
``on 2026-01-31`` has no text: what stands behind it is committed on that day, not on 2026-11-20. Blocks are played in order. ``UPDATE_PAGES=1`` writes what the commands print into the pages; read the difference before you commit it.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from sdd_impact.commands import run as run_command

PAGES = sorted(Path(__file__).parent.glob("*.txt"))
BLOCK = re.compile(r"^-- (?P<name>.+?)(?P<deleted> \(deleted\))? --$", re.MULTILINE)


class Block(NamedTuple):
    name: str
    deleted: bool
    text: str


def blocks(page: str) -> Iterator[Block]:
    found = list(BLOCK.finditer(page))
    ends = [*(match.start() for match in found[1:]), len(page)]
    for match, end in zip(found, ends, strict=True):
        yield Block(match["name"], bool(match["deleted"]), page[match.end() + 1 : end])


class Player:
    """Plays one page in one folder and writes down what it saw."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.state = ""
        self.seen = ""

    def play(self, page: str) -> str:
        first = BLOCK.search(page)
        assert first is not None, "a page has at least one block"
        self.seen = page[: first.start()]
        self.git("init", "-q", "-b", "main")
        for block in blocks(page):
            self.seen += f"-- {block.name}{' (deleted)' if block.deleted else ''} --\n"
            if block.name.startswith("on "):
                self.enter("")
                for who in ("AUTHOR", "COMMITTER"):
                    os.environ[f"GIT_{who}_DATE"] = f"{block.name[3:]}T12:00:00+0000"
            elif block.name == "run":
                self.enter("run")
                self.seen += self.commands(block.text)
            else:
                kind, _, path = block.name.partition("/")
                self.enter(kind)
                self.place(path, block)
                self.seen += block.text
        return self.seen

    def enter(self, state: str) -> None:
        """Commit what was placed before, and go on to the branch."""
        if state == self.state:
            return
        if self.state in ("base", "branch"):
            self.git("add", "-A")
            self.git("commit", "-q", "--allow-empty", "-m", self.state)
        if self.state == "base":
            self.git("checkout", "-q", "-b", "feature/page")
        self.state = state

    def place(self, path: str, block: Block) -> None:
        target = self.folder / path
        if block.deleted:
            target.unlink()
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(block.text, "utf-8")

    def commands(self, text: str) -> str:
        lines = [line for line in text.splitlines() if line.startswith("$ ")]
        return "".join(f"{line}\n{self.command(shlex.split(line[2:]))}" for line in lines) + ("\n" if text.endswith("\n\n") else "")

    def command(self, words: list[str]) -> str:
        if words[0] == "git":
            return self.git(*words[1:])
        output = io.StringIO()
        with contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
            status = run_command(words[1:])
        printed = output.getvalue()
        # An empty line of output would be kept by git, but not by every editor.
        printed = "".join(f"{line.rstrip()}\n" for line in printed.splitlines())
        return printed + (f"exit {status}\n" if status else "")

    def git(self, *words: str) -> str:
        done = subprocess.run(["git", *words], cwd=self.folder, capture_output=True, text=True, check=True)
        return done.stdout


@pytest.fixture
def quiet_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    for name in list(os.environ):
        if name.startswith(("GIT_", "SDD_IMPACT_", "GITHUB_", "CI")):
            monkeypatch.delenv(name)
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "Page")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "page@example.org")
        monkeypatch.setenv(f"GIT_{who}_DATE", "2026-11-20T12:00:00+0000")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    folder = tmp_path / "shop"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_page(page: Path, quiet_environment: Path) -> None:
    text = page.read_text("utf-8")
    seen = Player(quiet_environment).play(text)
    if os.environ.get("UPDATE_PAGES"):
        page.write_text(seen, "utf-8")
    assert seen == text


def test_there_are_pages() -> None:
    assert PAGES
