"""What somebody sees who tries the tool in a repository without configuration: what is found, and what to do where nothing is."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands.command_play import SEARCH, git, outcome, write

#: Files whose names a format looks for, and which hold no searches.
NAMESAKES = {
    "plugins/azure/plugin.json": '{"id": "azure", "name": "Azure"}\n',
    "helm/networkpolicy.yaml": "{{- if .Values.policy }}\nkind: NetworkPolicy\n{{- end }}\n",
}


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    git(tmp_path, "init", "-q", "--template=", "-b", "main")
    write(tmp_path, {"app.py": "import logging\n\nlogging.info('ready')\n", **NAMESAKES})
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "base")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_no_saved_search_names_the_next_step(fresh: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert fresh.is_dir()
    for arguments in (("searches",), ("searches", "--dead")):
        found = outcome(capsys, *arguments)
        assert found.status == 0
        assert found.out.startswith("no saved searches found in the working tree; name them under `searches:`, or")
        assert "--searches PATH" in found.out
        assert "Not checked" not in found.out, "a file of a usual name that holds no searches is nobody's concern"


def test_a_file_that_the_configuration_names_is_told_where_no_format_takes_it(
    fresh: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(fresh, {"sdd-impact.yaml": "searches: [helm/networkpolicy.yaml]\n"})
    found = outcome(capsys, "searches")
    assert "helm/networkpolicy.yaml  not recognised as saved searches" in found.out


def test_init_counts_searches_and_not_the_files_that_may_hold_some(fresh: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "saved searches   none found;" in outcome(capsys, "init", "--yes").out
    write(fresh, {"ops/savedsearches.conf": SEARCH})
    assert "saved searches   1 in ops/savedsearches.conf" in outcome(capsys, "init", "--yes").out


def test_an_inventory_says_where_it_looked_and_lists_test_code(fresh: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(fresh, {"tests/test_app.py": "import logging\n\nlogging.info('tried')\n"})
    assert "2 log statements in the working tree" in outcome(capsys, "catalog", "logs").out
    assert "1 log statement at HEAD" in outcome(capsys, "catalog", "logs", "HEAD").out
    for form in ("text", "markdown", "html"):
        shown = outcome(capsys, "catalog", "logs", "--format", form).out
        assert "tried" in shown
        assert "(test)" in shown


def test_the_dead_are_counted_among_all(fresh: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(fresh, {"ops/savedsearches.conf": SEARCH + '[Ready]\nsearch = index=app "ready"\n'})
    found = outcome(capsys, "searches", "--dead")
    assert "2 saved searches in the working tree, 1 of which no statement in this code can feed" in found.out
    assert "In the working tree: 1 of 2." in outcome(capsys, "searches", "--dead", "--format", "markdown").out
