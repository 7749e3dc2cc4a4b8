"""A record that cannot be read: its own problem is told, and nothing that nobody can know; edits of the tool's answers are told."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands.command_play import git, make_branch, outcome, write

RECORD = "support-impact/feature--x.yaml"


@pytest.fixture
def branch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    root = make_branch(tmp_path / "shop")
    monkeypatch.chdir(root)
    assert outcome(capsys, "generate", "--summary", "Resets are logged with other words").status == 0
    return root


def edit(root: Path, old: str, new: str) -> None:
    text = (root / RECORD).read_text("utf-8")
    assert old in text
    write(root, {RECORD: text.replace(old, new, 1)})


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("\nquestions:", "\n<<<<<<< HEAD\nquestions:", "not-yaml: a merge conflict is not resolved here"),
        ("\nsummary: ", "\nsummary: x\nsummary: ", "duplicate-key: `summary` stands already"),
        ("version: 1", "version: 7", "newer-version: this file has version 7"),
    ],
)
def test_only_what_is_broken_is_told(branch: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, told: str) -> None:
    edit(branch, old, new)
    found = outcome(capsys, "check")
    assert found.status == 1
    assert told in found.out
    assert "checklist-stale" not in found.out, "what the record answers is not known, and generate would refuse it"
    assert "failed: 1 problem to solve" in found.out


def test_what_helps_against_a_file_of_another_shape_is_one_sentence(branch: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(branch, {RECORD: "- a\n"})
    found = outcome(capsys, "generate")
    assert (found.status, "fix: delete it, and run sdd-impact generate" in found.err) == (3, True)
    write(branch, {RECORD: "version: 7\nbranch: feature/x\n"})
    assert "  fix: update sdd-impact\n" in outcome(capsys, "generate").err


def test_an_edited_answer_of_the_tool_is_told(branch: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(branch, 'logging-changed: {answer: "yes"', 'logging-changed: {answer: "no"')
    told = "tool-answer-differs: the record has the tool's answer as “no”, and it is “yes”: 1 log statement changed"
    assert told in outcome(capsys, "check", "-v").out
    assert outcome(capsys, "generate").status == 0
    assert told not in outcome(capsys, "check", "-v").out


def test_an_override_is_no_edit(branch: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(
        branch,
        "(1 modified)}",
        '(1 modified), override: {answer: "no", reason: "the words are the same to everybody who reads them"}}',
    )
    assert "tool-answer-differs" not in outcome(capsys, "check", "-v").out


def test_a_summary_that_says_nothing_is_told(branch: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(branch, "Resets are logged with other words", "tbd")
    assert "no-summary: the checklist has no summary: “tbd” is a placeholder" in outcome(capsys, "check", "--verbose").out


def test_the_evidence_stands_once_in_a_report(branch: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(branch, "add", "-A")
    shown = outcome(capsys, "report", "--format", "text").out
    assert shown.count("saved-search-broken") == 1


def test_wrong_usage_is_an_error_as_any_other(capsys: pytest.CaptureFixture[str]) -> None:
    found = outcome(capsys, "check", "--bse", "main")
    assert found.status == 2
    assert found.err.startswith("sdd-impact: error: No such option")
    assert "--base" in found.err
    assert found.err.endswith("\n  fix: sdd-impact check --help\n")
    assert "Commands:\n  demo " in "".join(outcome(capsys)[1:])
    assert outcome(capsys, "chek").err.endswith("\n  fix: sdd-impact --help\n")
