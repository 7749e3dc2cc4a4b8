"""What the pre-commit framework sets for its hooks, and what is looked at then."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from gate.gate_play import EVIDENCE, RECORD, REWORDED, Ask, Gate, Play, Row, Table, gate, record, story

__all__ = ["gate"]

table = Table()
CHECK = ("check",)
HOOK = {"PRE_COMMIT": "1"}
ZEROS = "0" * 40


def pushed(play: Play, *, to: str = "feature", over: str = "", branch: str = "refs/heads/feature") -> dict[str, str]:
    """Return what pre-commit sets at pre-push."""
    commit = to if to == ZEROS else play.git("rev-parse", to)
    return HOOK | {
        "PRE_COMMIT_FROM_REF": over or play.git("rev-parse", "main~1"), "PRE_COMMIT_TO_REF": commit, "PRE_COMMIT_LOCAL_BRANCH": branch,
        "PRE_COMMIT_REMOTE_BRANCH": branch, "PRE_COMMIT_REMOTE_NAME": "origin", "PRE_COMMIT_REMOTE_URL": "x",
    }  # fmt: skip


@table.row(1, EVIDENCE, "index of feature (0 staged files)")
def pre_commit_reads_the_index(play: Play) -> Ask:
    play.write({RECORD: record()})
    return Ask(play, CHECK, HOOK)


@table.row(0, "passed: 1 of 1 question answered", "index of feature (1 staged file)")
def pre_commit_reads_what_is_staged(play: Play) -> Ask:
    play.write({RECORD: record()})
    play.git("add", RECORD)
    return Ask(play, CHECK, HOOK)


@table.row(1, EVIDENCE, "… feature (197e87a)")
def pre_commit_in_ci_reads_the_commit(play: Play) -> Ask:
    return Ask(play, CHECK, HOOK | {"CI": "true"})


@table.row(1, EVIDENCE, "main (bc04b2b) … feature (197e87a)")
def pre_push_reads_the_pushed_commits(play: Play) -> Ask:
    environ = pushed(play)
    play.git("checkout", "-q", "main")
    play.write({RECORD: record()})
    return Ask(play, CHECK, environ)


@table.row(1, EVIDENCE, "main (bc04b2b)")
def a_second_push_looks_at_the_whole_branch(play: Play) -> Ask:
    return Ask(play, CHECK, pushed(play, over=play.git("rev-parse", "feature~1")))


@table.row(1, EVIDENCE, "main (")
def a_run_from_one_commit_to_another_is_no_push(play: Play) -> Ask:
    play.git("checkout", "-q", "--detach", "main")
    play.git("merge", "-q", "--no-ff", "-m", "Merge", "feature")
    merge = {
        "CI": "true",
        "GITHUB_BASE_REF": "main",
        "GITHUB_REF": "refs/pull/7/merge",
        "GITHUB_SHA": play.git("rev-parse", "HEAD"),
    }
    play.git("update-ref", "-d", "refs/heads/main")  # only the merge itself says what the base is
    return Ask(play, CHECK, HOOK | merge | {"PRE_COMMIT_FROM_REF": "HEAD^1", "PRE_COMMIT_TO_REF": "HEAD"})


@table.row(1, EVIDENCE)
def a_new_branch(play: Play) -> Ask:
    return Ask(play, CHECK, pushed(play, over=ZEROS))


@table.row(0, "exempt: this push deletes a branch; no commit is pushed")
def a_deleted_branch(play: Play) -> Ask:
    return Ask(play, CHECK, pushed(play, to=ZEROS, branch="(delete)"))


@table.row(0, '"verdict": "exempt"')
def a_deleted_branch_as_json(play: Play) -> Ask:
    return Ask(play, ("check", "--format", "json"), pushed(play, to=ZEROS, branch="(delete)"))


@table.row(0, "sdd-impact: exempt: this push deletes a branch")
def a_deleted_branch_asks_for_no_checklist(play: Play) -> Ask:
    return Ask(play, ("generate",), pushed(play, to=ZEROS, branch="(delete)"))


@table.row(0, "exempt: main is pushed for the first time")
def the_first_push_of_everything(play: Play) -> Ask:
    # No commits are named then.
    return Ask(play, CHECK, HOOK | {"PRE_COMMIT_LOCAL_BRANCH": "refs/heads/main", "PRE_COMMIT_REMOTE_BRANCH": "refs/heads/main"})


@table.row(1, EVIDENCE, "main (bc04b2b) … feature")
def the_first_push_of_everything_by_a_feature(play: Play) -> Ask:
    play.git("checkout", "-q", "main")
    return Ask(play, CHECK, HOOK | {"PRE_COMMIT_LOCAL_BRANCH": "refs/heads/feature"})


@table.row(1, EVIDENCE, "main before this push (")
def the_default_branch_without_tracking(play: Play) -> Ask:
    over = play.git("rev-parse", "main")
    play.git("checkout", "-q", "main")
    play.commit({"pay.py": REWORDED})
    return Ask(play, CHECK, pushed(play, to="main", over=over, branch="refs/heads/main"))


@table.row(3, "which the remote has as main, is not known here")
def the_default_branch_over_a_commit_that_is_not_here(play: Play) -> Ask:
    return Ask(play, CHECK, pushed(play, to="main", over="1" * 40, branch="refs/heads/main"))


@table.row(1, EVIDENCE)
def head_is_pushed_under_another_name(play: Play) -> Ask:
    return Ask(play, CHECK, pushed(play, branch="HEAD"))


@table.row(2, "unknown revision")
def a_commit_that_is_not_there(play: Play) -> Ask:
    return Ask(play, CHECK, pushed(play) | {"PRE_COMMIT_TO_REF": "1" * 40})


@table.row(2, "not a revision")
def a_commit_with_a_leading_dash(play: Play) -> Ask:
    return Ask(play, CHECK, pushed(play) | {"PRE_COMMIT_TO_REF": "--exec=touch"})


@table.row(1, EVIDENCE, "feature (197e87a)")
def an_option_is_stronger_than_the_hook(play: Play) -> Ask:
    return Ask(play, ("check", "--head", "feature"), pushed(play, to="main"))


@table.row(1, "support-impact/feature.yaml")
def generate_with_exit_code_writes_and_stops(play: Play) -> Ask:
    return Ask(play, ("generate", "--staged", "--exit-code"), HOOK)


@table.each()
def test_framework(row: Row, gate: Gate, tmp_path: Path) -> None:
    row.hold(gate, story(tmp_path))


@pytest.mark.parametrize("name", ["check", "validate", "generate"])
def test_the_hooks_that_are_offered_run_commands_that_exist(gate: Gate, tmp_path: Path, name: str) -> None:
    import yaml

    offered = yaml.safe_load((Path(__file__).parents[2] / ".pre-commit-hooks.yaml").read_text("utf-8"))
    (entry,) = [hook["entry"].split()[1:] for hook in offered if hook["id"] == f"sdd-impact-{name}"]
    assert gate(story(tmp_path), *entry, **HOOK).status == {"check": 1, "validate": 0, "generate": 1}[name]


def test_a_deletion_is_a_verdict_that_fits_its_schema(gate: Gate, tmp_path: Path) -> None:
    import json

    import jsonschema

    play = story(tmp_path)
    found = gate(play, "check", "--format", "json", **pushed(play, to=ZEROS, branch="(delete)"))
    schema = json.loads((Path(__file__).parents[2] / "schemas/verdict.schema.json").read_text("utf-8"))
    jsonschema.validate(json.loads(found.text), schema)


def test_the_framework_itself(tmp_path: Path) -> None:
    """The entry that ``init`` proposes, installed and run by pre-commit: a draft may be committed, and is not pushed."""
    pytest.importorskip("pre_commit")
    from sdd_impact.commands._proposals import HOOKS

    play = story(tmp_path).clone("clone", "-b", "feature")
    play.environ |= {"PRE_COMMIT_HOME": str(tmp_path / "home"), "HOME": str(tmp_path)}
    play.write({".pre-commit-config.yaml": "default_install_hook_types: [pre-commit, pre-push]\nrepos:\n" + HOOKS})
    told(play, sys.executable, "-m", "pre_commit", "install")
    play.write({RECORD: record().replace("SUP-7", "")})
    told(play, "git", "add", "-A")
    assert "Passed" in told(play, "git", "commit", "-m", "draft")
    found = told(play, "git", "push", "origin", "feature:refs/heads/new", status=1)
    assert "open-field" in found
    assert EVIDENCE in found
    play.commit({RECORD: record()})
    told(play, "git", "push", "origin", "feature:refs/heads/new")


def told(play: Play, *command: str, status: int = 0) -> str:
    done = subprocess.run(command, cwd=play.root, env=play.environ, capture_output=True, check=False)
    text = (done.stdout + done.stderr).decode("utf-8", "replace")
    assert done.returncode == status, text
    return text
