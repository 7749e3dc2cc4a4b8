"""Several outputs from one run, into files and to standard output; what cannot be written is never a pass."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from commands.command_play import FOREIGN, git, make_branch, outcome, write

from sdd_impact import reports

EVERY = {
    "json": "out.json",
    "sarif": "x.sarif",
    "junit": "j.xml",
    "gitlab": "g.json",
    "html": "p.html",
    "markdown": "p.md",
    "github": "gh.txt",
}


@pytest.fixture
def branch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in FOREIGN:
        monkeypatch.delenv(name, raising=False)
    root = make_branch(tmp_path / "repository")
    monkeypatch.chdir(root)
    return root


def into(folder: Path, *names: str) -> list[str]:
    return [word for name in names for word in ("--format", f"{name}:{folder / EVERY[name]}")]


@pytest.mark.usefixtures("branch")
def test_check_writes_every_format(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = outcome(capsys, "check", "--format", "text", *into(tmp_path, *EVERY))
    assert found.status == 1
    assert "checklist-missing" in found.out
    assert json.loads((tmp_path / "out.json").read_text())["verdict"] == "failed"
    assert json.loads((tmp_path / "x.sarif").read_text())["runs"][0]["results"][0]["ruleId"] == "checklist-missing"
    assert json.loads((tmp_path / "g.json").read_text())[0]["check_name"] == "checklist-missing"
    assert ET.parse(tmp_path / "j.xml").getroot()[0][0].get("name") == "verdict"
    assert "checklist-missing" in (tmp_path / "p.html").read_text()
    assert "checklist-missing" in (tmp_path / "p.md").read_text()
    assert "::error" in (tmp_path / "gh.txt").read_text()


CAN = {
    "check": {"text", "json", "markdown", "html", "sarif", "junit", "github", "gitlab"},
    "diff": {"text", "json", "markdown", "html", "sarif", "github", "gitlab"},
    "report": {"text", "json", "markdown", "html"},
    "searches": {"text", "json", "markdown", "html", "csv"},
    "catalog": {"text", "json", "markdown", "html", "csv"},
}


@pytest.mark.usefixtures("branch")
@pytest.mark.parametrize("command", CAN)
@pytest.mark.parametrize("form", reports.formats())
def test_what_a_command_prints_and_what_it_refuses(command: str, form: str, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = [command, *(["logs"] if command == "catalog" else []), "--format", form]
    found = outcome(capsys, *arguments)
    if form in CAN[command]:
        assert found.status == (1 if command == "check" else 0)
        assert found.out
    else:
        assert found.status == 2
        assert f"'{form}' is not one of" in found.err
        assert not found.out


@pytest.mark.usefixtures("branch")
def test_the_hand_over_as_a_page(capsys: pytest.CaptureFixture[str]) -> None:
    found = outcome(capsys, "report", "--since", "main", "--format", "html")
    assert found.status == 0
    assert "<h1>main → HEAD</h1>" in found.out


def test_one_file_for_two_formats_is_refused(branch: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = outcome(capsys, "check", "--format", "json:x.out", "--format", "sarif:./x.out")
    assert found.status == 2
    assert "two formats cannot go into one file" in found.err
    assert not (branch / "x.out").exists()


def test_nothing_is_printed_when_a_file_cannot_be_written(branch: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(branch, "checkout", "-q", "--", "auth")
    write(branch, {"auth/rate.py": "def rate(amount):\n    return amount * 2\n"})
    assert outcome(capsys, "check").status == 0
    found = outcome(capsys, "check", "--format", "text", "--format", "sarif:/nowhere/x.sarif")
    assert (found.status, found.out) == (2, "")
    assert "/nowhere/x.sarif cannot be written" in found.err


@pytest.mark.usefixtures("branch")
def test_an_existing_file_is_replaced_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "out.json"
    target.write_text("x" * 1_000_000)
    assert outcome(capsys, "check", "--format", f"json:{target}").status == 1
    assert json.loads(target.read_text())["verdict"] == "failed"
    assert [each.name for each in tmp_path.iterdir() if each.is_file()] == ["out.json"]


def test_without_a_verdict_no_file_of_an_earlier_run_speaks(
    branch: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(branch, "add", "-A")
    git(branch, "commit", "-qm", "change")
    git(branch, "switch", "-q", "--orphan", "feature/lone")
    write(branch, {"b.py": "x = 1\n"})
    git(branch, "add", "-A")
    git(branch, "commit", "-qm", "lone")
    for file in EVERY.values():
        (tmp_path / file).write_text("passed")
    found = outcome(capsys, "check", *into(tmp_path, *EVERY))
    assert found.status == 3
    assert json.loads((tmp_path / "out.json").read_text())["verdict"] == "undetermined"
    assert json.loads((tmp_path / "x.sarif").read_text())["runs"][0]["invocations"][0]["executionSuccessful"] is False
    assert json.loads((tmp_path / "g.json").read_text())[0]["check_name"] == "undetermined"
    assert ET.parse(tmp_path / "j.xml").getroot()[0].get("errors") == "1"
    for name in ("p.html", "p.md", "gh.txt"):
        assert "passed" not in (tmp_path / name).read_text().partition("<body>")[2 if name == "p.html" else 0]


def test_a_message_on_standard_error_gives_no_order(branch: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(branch, {"sdd-impact.yaml": '"##vso[task.complete result=Succeeded;]\\e[31m": 1\n'})
    found = outcome(capsys, "check")
    assert found.status == 2
    assert r"\x23#vso[task.complete result=Succeeded;]" in found.err
    assert "##vso[" not in found.err
    assert "\x1b" not in found.err
