"""Every command line that a page shows is one: its command and its options exist. Those of the README are run."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import click
import pytest

from sdd_impact.commands import COMMANDS, Run, demo, group, run

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
FENCE = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
#: What ends a command in a line of shell: a comment, a pipe, a redirection, the next command.
END_OF_COMMAND = {"|", ">", ">>", "&&", "||", ";"}


class Shown(NamedTuple):
    page: str
    words: tuple[str, ...]


def commands(page: Path) -> Iterator[Shown]:
    """The command lines of this tool on a page, without the name of the tool."""
    for block in FENCE.findall(page.read_text("utf-8")):
        for line in block.splitlines():
            if line.startswith("$ "):
                yield from (Shown(str(page.relative_to(ROOT)), words) for words in of_line(line[2:]))


def of_line(line: str) -> Iterator[tuple[str, ...]]:
    """The command lines of this tool in one line of shell."""
    words = [*shlex.split(line, comments=True), ";"]
    while words:
        end = next(number for number, word in enumerate(words) if word in END_OF_COMMAND)
        one, words = words[:end], words[end + 1 :]
        if one and one[0].rpartition("/")[2] == "sdd-impact":
            yield tuple(one[1:])


ALL = [shown for page in PAGES for shown in commands(page)]
README = [shown.words for shown in ALL if shown.page == "README.md"]


@pytest.fixture
def parse(monkeypatch: pytest.MonkeyPatch) -> Callable[[tuple[str, ...]], None]:
    """Parse a command line as click does, without running the command; raises :class:`click.UsageError`."""
    monkeypatch.setattr(click.Command, "invoke", lambda _command, _context: None)

    def parsed(words: tuple[str, ...]) -> None:
        with contextlib.redirect_stdout(io.StringIO()):
            group.main(list(words), prog_name="sdd-impact", standalone_mode=False)

    return parsed


@pytest.mark.parametrize("shown", ALL, ids=lambda shown: f"{shown.page}: {' '.join(shown.words)}")
def test_a_command_on_a_page_exists(shown: Shown, parse: Callable[[tuple[str, ...]], None]) -> None:
    parse(shown.words)


@pytest.mark.parametrize("line", ["diff --bass main", "chekc", "diff --format csv", "check --searches", "init --last 0"])
def test_what_does_not_exist_is_noticed(line: str, parse: Callable[[tuple[str, ...]], None]) -> None:
    with pytest.raises(click.UsageError):
        parse(tuple(line.split()))


PAGE = (ROOT / "docs" / "commands.md").read_text("utf-8")
SECTIONS = dict(re.findall(r"^## `sdd-impact (\w+)`\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))
COMPARISON = PAGE[PAGE.index("## What is compared") : PAGE.index("## Output")]


@pytest.mark.parametrize("name", COMMANDS)
def test_the_page_of_commands_has_every_option_and_no_other(name: str) -> None:
    command = group.get_command(click.Context(group), name)
    assert command is not None
    options = [each for each in command.params if isinstance(each, click.Option)]
    known = {word for each in options for word in (*each.opts, *each.secondary_opts) if word.startswith("--")}
    listed = set(re.findall(r"`(--[a-z-]+)", SECTIONS[name]))
    in_passing = {"--head", "--staged"} if name == "fix" else set()
    assert listed - known <= in_passing, "options that the command does not have"
    compared = (
        set(re.findall(r"`(--[a-z-]+)", COMPARISON)) if f"`{name}`" in COMPARISON or "comparison" in SECTIONS[name] else set()
    )
    assert known - listed - compared == set(), "options that the page does not tell of"
    for option in options:
        if "--format" in option.opts:
            offered = re.findall(r"[a-z]+", (option.help or "").partition("Output as ")[2].partition(";")[0])
            told = re.search(r"`--format`: ([a-z, ]+)", SECTIONS[name])
            assert told is not None
            assert sorted(told[1].split(", ")) == sorted(offered)


@pytest.mark.parametrize("name", COMMANDS)
def test_help_fits_a_terminal(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([name, "--help"]) == 0
    assert [line for line in capsys.readouterr().out.splitlines() if len(line) > 80] == []


def test_pages_show_every_command() -> None:
    shown = {word for each in ALL for word in each.words[:1]}
    assert set(COMMANDS) - {"fill"} <= shown


@pytest.fixture
def shop(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The story's repository on its branch, before the checklist is written; ``v1.0`` is where it began."""
    for name in list(os.environ):
        if name.startswith(demo.FOREIGN):
            monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    folder = tmp_path / "shop"
    folder.mkdir()
    demo.Demo(folder, Run(".", "never", quiet=False, verbose=0))._make_repository()
    subprocess.run(["git", "tag", "v1.0", "before"], cwd=folder, check=True)
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.usefixtures("shop")
def test_the_readme_s_commands_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is run in the order of the page. What asks in the terminal gets empty answers, and the gate may say no."""
    assert len(README) > 5
    for words in README:
        if words[0] == "demo":  # has its own test
            continue
        seen = io.StringIO()
        monkeypatch.setattr("sys.stdin", io.StringIO("\n" * 500))
        with contextlib.redirect_stdout(seen), contextlib.redirect_stderr(seen):
            status = run(words)
        assert status < 2, f"{' '.join(words)}: {seen.getvalue()}"
