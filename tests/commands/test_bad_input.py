"""Bad input: a clear message, the right exit status, no traceback, and nothing written."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from commands.command_play import FOREIGN, ISOLATED, Outcome, files_of, git, make_branch, outcome, write


class Case(NamedTuple):
    """Files that are put into the working tree, the arguments, the exit status, and what must be said (on either stream)."""

    name: str
    arguments: tuple[str, ...]
    status: int
    says: tuple[str, ...]
    files: dict[str, str | bytes]


RECORD = "support-impact/feature--x.yaml"
CASES = (
    Case("unknown base", ("check", "--base", "nope"), 2, ("unknown revision 'nope' (--base)", "fix: git branch --all"), {}),
    Case("unknown head", ("diff", "--head", "nope"), 2, ("unknown revision 'nope'",), {}),
    Case("option as base", ("check", "--base=--all"), 2, ("not a revision: '--all'", "fix: name a branch"), {}),
    Case("option as head", ("diff", "--head=--output=x"), 2, ("not a revision: '--output=x'",), {}),
    Case("option as revision", ("catalog", "logs", "--", "--output=x"), 2, ("not a revision: '--output=x'",), {}),
    Case("option as since", ("report", "--since=--output=x"), 2, ("not a revision: '--output=x'",), {}),
    Case("revision of an inventory", ("searches", "nope"), 2, ("unknown revision 'nope'",), {}),
    Case("exclusive options", ("check", "--staged", "--worktree"), 2, ("--staged and --worktree exclude each other",), {}),
    Case("until without since", ("report", "--until", "HEAD"), 2, ("--until needs --since",), {}),
    Case("unknown command", ("nope",), 2, ("No such command 'nope'",), {}),
    Case("unknown format", ("diff", "--format", "yaml"), 2, ("'yaml' is not one of text, json",), {}),
    Case("format without file", ("diff", "--format", "json:"), 2, ("names no file",), {}),
    Case("two on standard output", ("diff", "--format", "json", "--format", "text"), 2, ("only one format",), {}),
    Case("unwritable output", ("diff", "--format", "json:/nowhere/x.json"), 2, ("/nowhere/x.json cannot be written", "fix:"), {}),
    Case("output is a folder", ("diff", "--format", "json:auth"), 2, ("auth cannot be written",), {}),
    Case("missing searches", ("diff", "--searches", "nowhere"), 2, ("--searches: nowhere is not there", "fix:"), {}),
    Case("endless searches", ("diff", "--searches", "/dev/zero"), 2, ("--searches: /dev/zero is neither a file nor a folder", "fix:"), {}),
    Case("searches below a file", ("diff", "--searches", "CODEOWNERS/x"), 2, ("--searches: CODEOWNERS/x is not there", "fix:"), {}),
    Case("searches of too long a name", ("diff", "--searches", "a" * 300), 2, ("cannot be read: File name too long", "fix:"), {}),
    Case("missing checklist", ("validate", "nowhere.yaml"), 2, ("nowhere.yaml cannot be read", "fix:"), {}),
    Case("checklist is a folder", ("validate", "auth"), 2, ("auth cannot be read: Is a directory",), {}),
    Case("unknown id", ("explain", "nope"), 2, ("nothing is called 'nope'",), {}),
    Case("unknown key", ("check",), 2, ("sdd-impact.yaml:2:1: unknown key `requird`", "require"), {"sdd-impact.yaml": "\nrequird: always\n"}),
    Case("wrong value", ("check",), 2, ("sdd-impact.yaml:1:10:", "when-asked"), {"sdd-impact.yaml": "require: sometimes\n"}),
    Case("broken configuration", ("diff",), 2, ("sdd-impact.yaml:2:1:", "fix: correct sdd-impact.yaml"), {"sdd-impact.yaml": "a: [\n"}),
    Case("broken TOML", ("diff",), 2, ("pyproject.toml:1:",), {"pyproject.toml": "[tool.sdd-impact\n"}),
    Case("two configurations", ("diff",), 2, ("sdd-impact.yaml",), {"sdd-impact.yaml": "require: always\n", "pyproject.toml": '[tool.sdd-impact]\nrequire = "always"\n'}),
    Case("record is not YAML", ("check",), 1, (f"{RECORD}:2:1: not-yaml:", "fix:"), {RECORD: "a: [\n"}),
    Case("record is not YAML, validated", ("validate",), 1, (f"{RECORD}:2:1: not-yaml:", "fix:"), {RECORD: "a: [\n"}),
    Case("record is not YAML, refreshed", ("generate",), 3, (f"{RECORD}:2:1:", "fix:"), {RECORD: "a: [\n"}),
    Case("record is not YAML, filled", ("fill",), 3, (f"{RECORD}:2:1:", "fix:"), {RECORD: "a: [\n"}),
    Case("duplicate key", ("check",), 1, (f"{RECORD}:2:1: duplicate-key: `version` stands already on line 1",), {RECORD: "version: 1\nversion: 1\n"}),
    Case("duplicate key, refreshed", ("generate",), 3, (f"{RECORD}:2:1: `version` stands already",), {RECORD: "version: 1\nversion: 1\n"}),
    Case("record in UTF-16", ("validate",), 1, (f"{RECORD}:1:1: not-yaml: the file is UTF-16",), {RECORD: "version: 1\n".encode("utf-16")}),
    Case("empty record", ("check",), 1, (f"{RECORD}:1:1:",), {RECORD: ""}),
    Case("record of a list", ("check",), 1, (f"{RECORD}:1:1:",), {RECORD: "- 1\n"}),
    Case("deeply nested record", ("validate",), 1, (f"{RECORD}:1:",), {RECORD: "[" * 5000}),
    Case("source does not parse", ("diff",), 0, ("unread-source  c.py:2", "does not parse"), {"c.py": 'def (:\n  logging.info("x"\n'}),
    Case("source is not text", ("diff",), 0, ("d.py  binary",), {"d.py": bytes(range(256)) * 9}),
    Case("broken saved searches", ("diff",), 0, ("savedsearches.conf:1  no stanza",), {"new/savedsearches.conf": "[x\nsearch = (((\n"}),
    Case("saved searches are not text", ("diff",), 0, ("new/savedsearches.conf  binary",), {"new/savedsearches.conf": bytes(range(256))}),
    Case("broken JSON of a search", ("searches",), 0, ("Password resets",), {"metric-filters.json": "{"}),
)  # fmt: skip


@pytest.fixture
def branch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in FOREIGN:
        monkeypatch.delenv(name, raising=False)
    root = make_branch(tmp_path / "repository")
    monkeypatch.chdir(root)
    return root


def said_well(found: Outcome) -> None:
    assert "Traceback" not in found.out + found.err
    assert "internal error" not in found.err


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name.replace(" ", "-"))
def test_bad_input_is_told_and_nothing_is_written(case: Case, branch: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(branch, case.files)
    before = files_of(branch)
    found = outcome(capsys, *case.arguments)
    assert found.status == case.status, found
    for text in case.says:
        assert text in found.out + found.err
    said_well(found)
    assert files_of(branch) == before


@pytest.mark.parametrize("command", ["check", "diff", "generate", "searches", "validate", "sign", "fill"])
def test_outside_a_repository(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    found = outcome(capsys, "-C", str(tmp_path), command)
    assert found.status == 2
    assert "is in no git repository" in found.err
    assert "fix: git init" in found.err
    said_well(found)


def test_no_such_directory(capsys: pytest.CaptureFixture[str]) -> None:
    found = outcome(capsys, "-C", "/nowhere/at/all", "check")
    assert (found.status, found.out) == (2, "")
    assert "no such directory: /nowhere/at/all" in found.err


@pytest.mark.parametrize("command", ["check", "diff", "generate"])
def test_no_commit_yet(command: str, branch: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty = branch / "empty"
    empty.mkdir()
    git(empty, "init", "-q", "-b", "main")
    found = outcome(capsys, "-C", str(empty), command)
    assert found.status == 3
    assert "there is no commit yet" in found.err
    said_well(found)


def test_no_common_history_is_no_verdict_also_for_machines(branch: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(branch, "add", "-A")
    git(branch, "commit", "-qm", "change")
    git(branch, "switch", "-q", "--orphan", "feature/lone")
    write(branch, {"b.py": "x = 1\n"})
    git(branch, "add", "-A")
    git(branch, "commit", "-qm", "lone")
    told = outcome(capsys, "check", "--format", "json")
    verdict = json.loads(told.out)
    assert told.status == 3
    assert verdict["schema"] == "sdd-impact/verdict-v1"
    assert verdict["verdict"] == "undetermined"
    assert verdict["reason"] in told.err
    said_well(told)
    text = outcome(capsys, "check")
    assert (text.status, text.out) == (3, "")


def test_an_error_of_ours_is_no_verdict_and_shows_a_traceback_only_when_asked(
    branch: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise KeyError("unforeseen")

    assert branch.is_dir()
    monkeypatch.setattr("sdd_impact.commands.check.judge_branch", fail)
    found = outcome(capsys, "check")
    assert found.status == 3
    assert "internal error, no verdict: KeyError: 'unforeseen'" in found.err
    assert "Traceback" not in found.err
    assert "Traceback" in outcome(capsys, "-vv", "check").err


def test_a_hostile_name_reaches_the_terminal_visibly(branch: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert branch.is_dir()
    found = outcome(capsys, "check", "--base", "x\x1b[31m")
    assert found.status == 2
    assert "\x1b" not in found.err


#: How the output is lost, as a shell says it, and the status that must come of it: never 0 for a result that was not told.
LOST = {"closed": (">&-", 3), "full disk": (">/dev/full", 3), "messages closed": ("2>&- >/dev/null", 1)}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a full disk is played by /dev/full, which Linux has")
@pytest.mark.parametrize("way", LOST)
def test_a_result_that_cannot_be_told_is_no_pass(way: str, branch: Path) -> None:
    redirection, status = LOST[way]
    shell = f'"{sys.executable}" -m sdd_impact check {redirection}'
    environ = ISOLATED | {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(["sh", "-c", shell], cwd=branch, env=environ, check=False, capture_output=True, text=True)
    assert done.returncode == status
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


def test_a_reader_that_goes_away_is_no_traceback(branch: Path) -> None:
    write(branch, {"many.py": "import logging\n" + "".join(f'logging.info("text number {n}")\n' for n in range(4000))})
    environ = ISOLATED | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-m", "sdd_impact", "catalog", "logs"]
    with subprocess.Popen(command, cwd=branch, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        assert child.stdout.readline()
        child.stdout.close()
        complaint = child.stderr.read().decode()
        assert child.wait(60) == 3
    assert complaint == ""


@pytest.mark.parametrize("typed", ["", "Resets are logged with other words\n", "Resets are logged with other words\nyes\n"])
def test_an_input_that_ends_keeps_the_answers_and_is_wrong_usage(
    typed: str, branch: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    found = outcome(capsys, "fill")
    assert found.status == 2
    assert f"standard input ended before everything was answered; the answers so far are kept in {RECORD}" in found.err
    assert "fix: run sdd-impact fill in a terminal" in found.err
    said_well(found)
    record = (branch / RECORD).read_text("utf-8")
    assert ("Resets are logged with other words" in record) is bool(typed)


@pytest.mark.parametrize("command", ["init", "fix"])
def test_an_input_that_ends_before_a_confirmation_writes_nothing(
    command: str, branch: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    before = files_of(branch)
    found = outcome(capsys, command)
    assert found.status == 2
    assert "standard input ended where an answer was expected" in found.err
    assert "--yes" in found.err
    said_well(found)
    assert files_of(branch) == before


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="a file that cannot be read by anybody, which Linux has")
def test_searches_that_cannot_be_read(branch: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert branch.is_dir()
    found = outcome(capsys, "searches", "--searches", "/proc/self/mem")
    assert found.status == 2
    assert "--searches: /proc/self/mem cannot be read: Input/output error" in found.err
    assert "fix: give a file or folder that holds saved searches" in found.err
