"""A search that its branch mended: the record says so, and so does the hand-over, whenever the record was written."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands.command_play import git, make_branch, outcome

RECORD = "support-impact/feature--x.yaml"


@pytest.fixture
def branch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = make_branch(tmp_path / "shop")
    monkeypatch.chdir(root)
    return root


@pytest.mark.parametrize("commands", [("fix",), ("generate", "fix"), ("fix", "generate"), ("generate", "fix", "generate")])
def test_support_reads_which_search_changed(branch: Path, capsys: pytest.CaptureFixture[str], commands: tuple[str, ...]) -> None:
    for command in commands:
        assert outcome(capsys, command, *(["--yes"] if command == "fix" else [])).status == 0
    assert "new_pattern: 'index=app \"Reset of user" in (branch / RECORD).read_text("utf-8")
    assert outcome(capsys, "check").status == 0
    git(branch, "add", "-A")
    git(branch, "commit", "-qm", "reworded")
    page = outcome(capsys, "report", "--since", "main", "--format", "markdown").out
    assert "## Do before the release" in page
    assert '| Password resets · ops/savedsearches.conf:1 | `index=app "Reset of user' in page
    assert "| this branch |" in page
    assert page.count("Password resets") == 1


def test_a_row_that_somebody_else_was_to_see_to_and_that_is_gone_is_not_handed_over(
    branch: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert outcome(capsys, "generate").status == 0
    record = (branch / RECORD).read_text("utf-8")
    assert "done_by: " in record
    asked = record.replace("done_by:  ", 'done_by: "ticket" ').replace("#: link: ", "link: SUP-1 ")
    (branch / RECORD).write_text(asked.replace("new_pattern:  ", "new_pattern: Reset of user "), "utf-8")
    git(branch, "checkout", "-q", "auth/reset.py")
    assert outcome(capsys, "generate").status == 0
    git(branch, "add", "-A")
    git(branch, "commit", "-qm", "as it was")
    assert "SUP-1" not in outcome(capsys, "report", "--since", "main").out
