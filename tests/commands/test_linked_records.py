"""A checklist behind a symbolic link is no record: it is told to be a link, and nothing passes because of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands.command_play import FOREIGN, git, make_branch, outcome


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    for name in FOREIGN:
        monkeypatch.delenv(name, raising=False)
    root = make_branch(tmp_path / "repository")
    assert outcome(capsys, "-C", str(root), "generate", "--base", "main").status == 0
    return root


def linked(root: Path, name: str) -> None:
    """Put a link in the place of a file or folder of the records."""
    place, elsewhere = root / name, root.parent / "elsewhere"
    place.rename(elsewhere)
    place.symlink_to(elsewhere)


@pytest.mark.parametrize("name", ["support-impact", "support-impact/*.yaml"])
@pytest.mark.parametrize("where", ["worktree", "staged", "commit"])
def test_it_is_told_to_be_a_link(root: Path, capsys: pytest.CaptureFixture[str], name: str, where: str) -> None:
    (found,) = root.glob(name)
    path = found.relative_to(root).as_posix()
    linked(root, path)
    options: tuple[str, ...] = ()
    if where != "worktree":
        git(root, "add", "-A")
        options = ("--staged",)
    if where == "commit":
        git(root, "commit", "-qm", "x")
        options = ("--head", "HEAD")
    done = outcome(capsys, "-C", str(root), "check", "--base", "main", *options)
    assert done.status == 1
    assert f"checklist-missing: {path} is a symbolic link, which is not followed, so this branch has no checklist" in done.out
    assert f"git rm --cached {path}, then add the {'file' if path.endswith('.yaml') else 'folder'} itself" in done.out
    checked = outcome(capsys, "-C", str(root), "validate", *(["--staged"] if where == "staged" else []))
    assert checked.status == 2
    assert f"{path} is a symbolic link" in checked.err


def test_a_link_beside_the_records_is_none_of_them(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "support-impact" / "README.md").symlink_to("nowhere.md")
    done = outcome(capsys, "-C", str(root), "validate", "--draft")
    assert done.status == 0, done


def test_a_missing_checklist_is_missing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (record,) = (root / "support-impact").glob("*.yaml")
    record.unlink()
    done = outcome(capsys, "-C", str(root), "check", "--base", "main")
    assert "checklist-missing: this branch has no checklist" in done.out
