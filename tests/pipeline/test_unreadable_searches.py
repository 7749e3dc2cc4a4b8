"""A search whose file cannot be read any longer is gone for the gate, and nobody has deleted it: both are said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands.command_play import FOREIGN, git, outcome, write

CODE = 'import logging\n\nlogging.error("charge failed %s", code)\n'
SEARCHES = "version: 1\nsearches:\n  - {name: Charges, contains: charge failed}\n"


def because(root: Path, capsys: pytest.CaptureFixture[str]) -> str:
    done = outcome(capsys, "-C", str(root), "diff", "--no-cache", "--base", "main", "--format", "json")
    (only,) = json.loads(done.out)["searches"]
    assert only["verdict"] == "search-removed"
    found: str = only["because"]
    return found


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "the search is deleted on this branch, and"),
        ("version: 1\nsearches: []\n", "the search is deleted on this branch, and"),
        (SEARCHES.rstrip("}\n"), "the search can no longer be read on this branch (searches.yaml:3: a `,`"),
        ("link", "the search can no longer be read on this branch (searches.yaml: symbolic link; not followed), and"),
    ],
)
def test_deleted_or_not_readable(
    content: str | None, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in FOREIGN:
        monkeypatch.delenv(name, raising=False)
    root = tmp_path / "repository"
    root.mkdir()
    git(root, "init", "-q", "--template=", "-b", "main")
    write(root, {"pay.py": CODE, "searches.yaml": SEARCHES})
    git(root, "add", "-A")
    git(root, "commit", "-qm", "base")
    git(root, "switch", "-qc", "feature/x")
    place = root / "searches.yaml"
    place.unlink()
    if content == "link":
        place.symlink_to("pay.py")
    elif content is not None:
        place.write_text(content)
    assert because(root, capsys).startswith(says)
