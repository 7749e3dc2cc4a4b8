"""Backtests: the same with and without the cache, commits that cannot be read are told, JSON as its schema has it."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from commands.command_play import FOREIGN, LOG, OTHER_LOG, git, make_branch, outcome, write

from sdd_impact.shelf import shelf

SCHEMA = json.loads((shelf("schemas") / "backtest.schema.json").read_text("utf-8"))


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in FOREIGN:
        monkeypatch.delenv(name, raising=False)
    root = make_branch(tmp_path / "repository")
    for text in (OTHER_LOG, LOG, OTHER_LOG, OTHER_LOG + "\nx = 1\n"):
        write(root, {"auth/reset.py": text})
        git(root, "add", "-A")
        git(root, "commit", "-qm", f"line {len(text)}")
    return root


def test_the_commits_that_broke_it(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    runs = [outcome(capsys, "-C", str(root), "backtest", "--format", "json", *more) for more in ((), (), ("--no-cache",))]
    assert runs[0] == runs[1] == runs[2]
    found = json.loads(runs[0].out)
    jsonschema.validate(found, SCHEMA)
    assert (found["replayed"], found["known"]) == (4, 1)
    (search,) = found["searches"]
    assert search["dead"] is True
    commits = git(root, "log", "--format=%H").split()
    assert [each["commit"] for each in search["broken_by"]] == [commits[1], commits[3]]


def test_fed_again(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(root, {"auth/reset.py": LOG})
    git(root, "commit", "-qam", "back")
    (search,) = json.loads(outcome(capsys, "-C", str(root), "backtest", "--format", "json").out)["searches"]
    assert (search["dead"], search["state"]) == (False, "bound")


def test_a_commit_whose_parent_is_missing_is_told(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "-q", "--depth", "3", f"file://{root}", str(shallow))
    found = json.loads(outcome(capsys, "-C", str(shallow), "backtest", "HEAD", "--format", "json").out)
    assert found["replayed"] == 2
    assert [each["commit"] for each in found["searches"][0]["broken_by"]] == [git(root, "log", "-2", "--format=%H").split()[1]]


def test_nothing_to_hold(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(root, "rm", "-q", "ops/savedsearches.conf")
    git(root, "commit", "-qm", "none")
    done = outcome(capsys, "-C", str(root), "backtest")
    assert (done.status, done.out) == (0, "no saved searches found at HEAD\n")
