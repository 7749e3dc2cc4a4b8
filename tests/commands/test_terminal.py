"""What a terminal, a pipe and a shell get."""

from __future__ import annotations

import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from commands.command_play import ISOLATED, make_branch

from sdd_impact.commands import run

TOOL = [sys.executable, "-c", "from sdd_impact.cli import main; main()"]


def environ(**more: str) -> dict[str, str]:
    return ISOLATED | {"PYTHONPATH": os.pathsep.join(sys.path)} | more


def test_a_list_in_a_pipe_is_never_cut(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "…" not in "".join(lines)
    assert any("log-changed-unregistered" in line and line.endswith("is registered anywhere") for line in lines)


def test_a_list_on_a_terminal_is_broken_into_lines(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert run(["explain"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 80
    assert "…" not in "".join(lines)


def test_calibrate_prints_one_line_for_a_merge(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = make_branch(tmp_path / "repository")
    subprocess.run(["git", "commit", "-qam", "Reword the line " + "that Support reads " * 5], cwd=root, env=environ(), check=True)
    assert run(["-C", str(root), "init", "--calibrate"]) == 0
    first, empty, summed, *_ = capsys.readouterr().out.splitlines()
    assert first[9:].startswith("saved-search-recreate (1)")
    assert first.endswith("Reword the line " + ("that Support reads " * 5).strip())
    assert empty == ""
    assert summed.startswith("1 merge replayed")


@pytest.mark.parametrize("command", [["explain"], ["schema", "config"], ["check", "--help"]])
def test_a_reader_that_goes_away_sees_no_traceback(command: list[str], tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as closed:
        done = subprocess.run([*TOOL, *command], cwd=tmp_path, env=environ(), check=False, stdout=closed, stderr=subprocess.PIPE)
    assert (done.returncode, done.stderr) == (3, b"")


@pytest.mark.parametrize(
    ("more", "coloured"), [({"TERM": "xterm"}, True), ({"TERM": "dumb"}, False), ({"TERM": "xterm", "NO_COLOR": "1"}, False)]
)
def test_colours(more: dict[str, str], coloured: bool, tmp_path: Path) -> None:
    root = make_branch(tmp_path / "repository")
    shown, terminal = pty.openpty()
    subprocess.run([*TOOL, "diff"], cwd=root, env=environ(**more), check=True, stdout=terminal, stderr=subprocess.DEVNULL)
    os.close(terminal)
    text = b""
    while True:
        try:
            part = os.read(shown, 4096)
        except OSError:
            break
        if not part:
            break
        text += part
    os.close(shown)
    assert b"saved-search" in text
    assert (b"\x1b[" in text) is coloured


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash completes")
@pytest.mark.parametrize(
    ("words", "completed"),
    [
        (["che"], "check"),
        (["check", "--work"], "--worktree"),
        (["check", "--format", "ju"], "junit"),
        (["schema", "sign"], "sign-off"),
        (["explain", "saved-search-b"], "saved-search-broken"),
    ],
)
def test_bash_completes(words: list[str], completed: str, tmp_path: Path) -> None:
    shim = tmp_path / "sdd-impact"
    shim.write_text(f"#!{sys.executable}\nfrom sdd_impact.cli import main\nmain()\n", encoding="utf-8")
    shim.chmod(0o755)
    line = f'COMP_WORDS=(sdd-impact {" ".join(words)}); COMP_CWORD={len(words)}; _sdd_impact_completion sdd-impact; echo "${{COMPREPLY[*]}}"'
    script = f'eval "$(_SDD_IMPACT_COMPLETE=bash_source sdd-impact)"; {line}'
    around = environ(PATH=f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    done = subprocess.run(["bash", "-c", script], env=around, check=True, capture_output=True, text=True)
    assert (done.stdout.strip(), done.stderr) == (completed, "")
