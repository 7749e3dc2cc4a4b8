"""``init`` writes where the repository is, and nowhere else; what it proposes asks for secrets at every commit."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from gate.gate_play import Gate, gate, story

__all__ = ["gate"]


@pytest.mark.parametrize("link", ["sdd-impact.yaml", ".pre-commit-config.yaml", ".github"])
def test_init_follows_no_link(gate: Gate, tmp_path: Path, link: str) -> None:
    play = story(tmp_path)
    outside = tmp_path / "outside"
    outside.mkdir()
    play.git("remote", "add", "origin", "https://github.com/example/shop")
    (play.root / link).symlink_to(outside if link == ".github" else outside / "file.yaml")
    found = gate(play, "init", "--yes")
    assert list(outside.rglob("*")) == [], found.text


def test_the_proposed_hook_runs_at_every_commit(gate: Gate, tmp_path: Path) -> None:
    play = story(tmp_path)
    assert gate(play, "init", "--yes").status == 0
    proposed = yaml.safe_load((play.root / ".pre-commit-config.yaml").read_text())
    hooks = {hook["id"]: hook for repo in proposed["repos"] for hook in repo["hooks"]}
    assert "files" not in hooks["sdd-impact-validate"], "a log line may stand in any file"
    shipped = yaml.safe_load((Path(__file__).parents[2] / ".pre-commit-hooks.yaml").read_text())
    assert "files" not in next(hook for hook in shipped if hook["id"] == "sdd-impact-validate")
