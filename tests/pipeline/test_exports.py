"""The age of exports: by what they say themselves, by their last commit, by their file."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from commands.command_play import FOREIGN, ISOLATED, git, outcome, write

from sdd_impact import searches
from sdd_impact.model import Source

KIBANA = '{"type":"query","id":"a",%s"attributes":{"title":"Fails","query":{"query":"message:\\"payment failed\\"","language":"kuery"}}}\n'
MONITOR = '{"name": "M", "type": "log alert", "query": "logs(\\"payment failed\\").index(\\"*\\").rollup(\\"count\\").last(\\"5m\\") > 1"%s}\n'
DASHBOARD = (
    '{"meta": {"updated": "2026-02-03T04:05:06Z"}, "dashboard": {"title": "D", "panels": [{"title": "P", "datasource": {"type": "loki"},'
    ' "targets": [{"expr": "{app=\\"x\\"} |= `payment failed`"}]}]}}'
)
SPLUNK = (
    '{"origin": "https://splunk:8089/services/saved/searches", "updated": "%sT01:02:03+00:00", "entry": [{"name": "A",'
    ' "updated": "1970-01-01T00:00:00+00:00", "acl": {"owner": "ops"}, "content": {"search": "payment failed"}}]}'
)


@pytest.mark.parametrize(
    ("path", "text", "exported", "dated"),
    [
        ("kibana/a.ndjson", KIBANA % '"coreMigrationVersion":"8","updated_at":"2026-01-05T10:00:00.000Z",', True, "2026-01-05"),
        ("kibana/a.ndjson", KIBANA % '"coreMigrationVersion":"8",', True, ""),
        ("kibana/a.ndjson", KIBANA % '"updated_at":"2026-01-05T10:00:00Z",' + KIBANA % '"updated_at":"2026-03-01T10:00:00Z",', True, "2026-03-01"),
        ("kibana/a.ndjson", KIBANA % '"updated_at":"2026-02-31T10:00:00Z",', True, ""),
        ("datadog/m.json", MONITOR % ', "modified": "2026-05-06T07:08:09.000Z"', True, "2026-05-06"),
        ("datadog/m.json", MONITOR % "", False, ""),
        ("grafana/d.json", DASHBOARD, True, "2026-02-03"),
        ("ops/saved_searches.json", SPLUNK % "2026-04-05", True, "2026-04-05"),
        ("ops/saved_searches.json", SPLUNK % "1970-01-01", True, ""),
        ("ops/savedsearches.conf", "[a]\nsearch = payment failed\nupdated = 2026-01-01T00:00:00\n", False, ""),
    ],
)  # fmt: skip
def test_what_an_export_says_of_itself(path: str, text: str, exported: bool, dated: str) -> None:
    found = searches.read(Source(path, text.encode())).searches
    assert found
    assert {(each.exported, each.dated) for each in found} == {(exported, dated)}


def commit(root: Path, when: str) -> None:
    """Commit the index at a point in time."""
    environ = ISOLATED | {"GIT_COMMITTER_DATE": when, "GIT_AUTHOR_DATE": when}
    subprocess.run(["git", "-c", f"core.hooksPath={os.devnull}", "commit", "-qm", when], cwd=root, env=environ, check=True)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in FOREIGN:
        monkeypatch.delenv(name, raising=False)
    root = tmp_path / "repository"
    root.mkdir()
    git(root, "init", "-q", "-b", "main")
    write(
        root, {"datadog/m.json": MONITOR % ', "overall_state": "OK"', "pay.py": 'import logging\nlogging.error("payment failed")\n'}
    )
    git(root, "add", "-A")
    commit(root, "2026-03-01T12:00:00Z")
    git(root, "checkout", "-qb", "feature")
    write(root, {"README.md": "x\n"})
    git(root, "add", "-A")
    commit(root, "2026-06-09T12:00:00Z")
    return root


def evidence(root: Path, capsys: pytest.CaptureFixture[str], *more: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(outcome(capsys, "-C", str(root), "diff", "--head", "feature", "--format", "json", *more).out)
    return found


def test_by_the_last_commit(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = evidence(root, capsys)
    assert found["exports"] == [
        {"file": "datadog/m.json", "format": "datadog", "exported_at": "2026-03-01", "age_days": 100, "by": "commit", "old": True}
    ]
    assert any("100 days ago (its last commit); export it anew" in each for each in found["announced"])
    assert evidence(root, capsys) == found
    done = outcome(capsys, "-C", str(root), "check", "--head", "feature")
    assert done.status == 0
    assert "export it anew" in done.out


def test_exporting_anew_is_enough(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody has changed the monitor since January, and its export is of June."""
    write(root, {"datadog/m.json": MONITOR % ', "overall_state": "OK", "modified": "2026-01-02T00:00:00Z"'})
    git(root, "add", "-A")
    commit(root, "2026-06-10T12:00:00Z")
    (export,) = evidence(root, capsys)["exports"]
    assert (export["exported_at"], export["by"], export["age_days"]) == ("2026-06-10", "commit", 0)
    write(root, {"datadog/m.json": MONITOR % ', "overall_state": "OK", "modified": "2026-06-12T00:00:00Z"'})
    git(root, "add", "-A")
    commit(root, "2026-06-11T12:00:00Z")
    (export,) = evidence(root, capsys)["exports"]
    assert (export["exported_at"], export["by"], export["age_days"]) == ("2026-06-12", "content", 0)


def test_the_base_says_what_is_old(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(root, {"sdd-impact.yaml": "exports: {max_age_days: 0}\n"})
    git(root, "add", "-A")
    commit(root, "2026-06-10T12:00:00Z")
    assert any("export it anew" in each for each in evidence(root, capsys)["announced"])
    git(root, "checkout", "-q", "main")
    git(root, "merge", "-q", "feature")
    git(root, "checkout", "-q", "feature")
    write(root, {"README.md": "y\n"})
    git(root, "add", "-A")
    commit(root, "2026-06-11T12:00:00Z")
    found = evidence(root, capsys)
    assert (found["announced"], found["exports"][0]["old"]) == ([], False)


def test_a_shallow_clone_does_not_know(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "-q", "--depth", "1", "-b", "feature", f"file://{root}", str(shallow))
    (search,) = json.loads(outcome(capsys, "-C", str(shallow), "searches", "HEAD", "--format", "json").out)["searches"]
    assert (search["exported_at"], search["age_days"]) == (None, None)


def test_uncommitted_and_outside_files_have_their_own_date(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(root, {"datadog/m.json": MONITOR % ', "overall_state": "Alert"'})
    write(tmp_path, {"beside/datadog/monitor.json": MONITOR % ', "overall_state": "OK"'})
    for path in (root / "datadog/m.json", tmp_path / "beside/datadog/monitor.json"):
        os.utime(path, (1_780_000_000, 1_780_000_000))
    beside = str(tmp_path / "beside")
    found = json.loads(outcome(capsys, "-C", str(root), "searches", "--format", "json", "--searches", beside).out)["searches"]
    assert [each["exported_at"] for each in found] == ["2026-05-28", "2026-05-28"]
