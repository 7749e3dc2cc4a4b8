"""Exemptions by rule: every condition must hold, none can be written by the branch itself, and the reason is printed."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands.command_play import FOREIGN, OTHER_LOG, git, make_branch, outcome, write


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in FOREIGN:
        monkeypatch.delenv(name, raising=False)
    return make_branch(tmp_path / "repository")


def ruled(
    root: Path, rule: str, *, branch: str = "feature/x", into: str = "main", authors: tuple[str, ...] = ("ada@example.org",)
) -> Path:
    """Put a rule on the default branch, and one commit by each author on a branch that breaks a saved search."""
    git(root, "stash", "-q")
    git(root, "switch", "-q", "main")
    write(root, {"sdd-impact.yaml": f"exempt:\n  - {rule}\n"})
    git(root, "add", "-A")
    git(root, "commit", "-qm", "policy")
    git(root, "branch", "-f", into) if into != "main" else None
    git(root, "switch", "-qC", branch)
    for number, author in enumerate(authors):
        write(root, {"auth/reset.py": OTHER_LOG + f"# {number}\n"})
        git(root, "add", "-A")
        git(root, "commit", "-qm", "change", "--author", f"Somebody <{author}>")
    return root


BOT = "{reason: the bot, branches: [renovate/*], authors: [bot@example.org]}"


@pytest.mark.parametrize(
    ("rule", "branch", "into", "authors", "exempt"),
    [
        (BOT, "renovate/pino", "main", ("bot@example.org",), True),
        (BOT, "renovate/pino", "main", ("BOT@example.org", "bot@example.org"), True),
        (BOT, "renovate/pino", "main", ("bot@example.org", "ada@example.org"), False),
        (BOT, "feature/renovate", "main", ("bot@example.org",), False),
        (BOT, "my/renovate/pino", "main", ("ada@example.org",), False),
        ("{reason: back-ports, into: [release/*]}", "fix", "release/1.2", ("ada@example.org",), True),
        ("{reason: back-ports, into: [release/*]}", "release/1.2-fix", "main", ("ada@example.org",), False),
        ("{reason: all of auth, paths: [auth/]}", "fix", "main", ("ada@example.org",), True),
        ("{reason: all of auth, paths: [auth/], until: 2999-12-31}", "fix", "main", ("ada@example.org",), True),
        ("{reason: all of auth, paths: [auth/], until: 2020-12-31}", "fix", "main", ("ada@example.org",), False),
        ("{reason: documents, paths: [docs/]}", "fix", "main", ("ada@example.org",), False),
        ("{reason: both, paths: [auth/], into: [release/*]}", "fix", "main", ("ada@example.org",), False),
    ],
)
def test_rules(
    root: Path, capsys: pytest.CaptureFixture[str], rule: str, branch: str, into: str, authors: tuple[str, ...], *, exempt: bool
) -> None:
    ruled(root, rule, branch=branch, into=into, authors=authors)
    done = outcome(capsys, "-C", str(root), "check", "--base", into, "--head", "HEAD")
    reason = rule.partition("reason: ")[2].partition(",")[0]
    assert (done.status, f"exempt: {reason}" in done.out) == ((0, True) if exempt else (1, False)), done
    assert ("ended on 2020" in done.out) is ("2020" in rule)


def test_what_is_not_committed_has_no_author(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ruled(root, BOT, branch="renovate/pino", authors=("bot@example.org",))
    assert outcome(capsys, "-C", str(root), "check", "--head", "HEAD").status == 0
    assert outcome(capsys, "-C", str(root), "check").status == 1


def test_every_changed_file_must_fit(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ruled(root, "{reason: all of auth, paths: [auth/]}")
    write(root, {"other/new.txt": "new"})
    assert outcome(capsys, "-C", str(root), "check").status == 1


def test_a_branch_cannot_exempt_itself(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(root, {"sdd-impact.yaml": "exempt:\n  - {reason: mine, paths: ['**']}\n"})
    done = outcome(capsys, "-C", str(root), "check")
    assert done.status == 1
    assert "counts only once merged" in done.out


def test_a_branch_may_take_a_rule_away_from_itself(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ruled(root, "{reason: all, paths: ['**']}")
    assert outcome(capsys, "-C", str(root), "check").status == 0
    (root / "sdd-impact.yaml").write_text("{}\n")
    assert outcome(capsys, "-C", str(root), "check").status == 1


def test_an_exempt_branch_keeps_its_evidence(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ruled(root, "{reason: all, paths: ['**']}")
    report = outcome(capsys, "-C", str(root), "report", "--format", "markdown").out
    assert "exempt" in report
    assert "Password resets" in report
