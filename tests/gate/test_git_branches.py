"""The gate on every shape of history: which commits are compared, and whose checklist counts."""

from __future__ import annotations

from pathlib import Path

from gate.gate_play import (
    EVIDENCE,
    OTHER_EVIDENCE,
    OTHER_FINGERPRINT,
    OTHER_REWORDED,
    RECORD,
    REWORDED,
    Ask,
    Gate,
    Play,
    Row,
    Table,
    gate,
    record,
    story,
)

__all__ = ["gate"]

table = Table()
CI = {"CI": "true"}
CHECK = ("check",)
OTHER_RECORD = record("other", OTHER_FINGERPRINT, "no refund")


def other_branch(play: Play, *, answered: bool = True) -> None:
    """Add a branch ``other`` that breaks the other search, and leave ``feature`` checked out."""
    play.git("checkout", "-q", "-b", "other", "main~1")
    play.commit({"refund.py": OTHER_REWORDED} | ({"support-impact/other.yaml": OTHER_RECORD} if answered else {}), "other")
    play.git("checkout", "-q", "feature")


@table.row(1, EVIDENCE, "main (bc04b2b) … working tree of feature", "support-impact/feature.yaml:1:1: checklist-missing")
def unanswered(play: Play) -> Ask:
    return Ask(play)


@table.row(0, "passed: 1 of 1 question answered")
def answered(play: Play) -> Ask:
    play.commit({RECORD: record()})
    return Ask(play)


@table.row(0, "passed: 1 of 1 question answered")
def answered_and_not_committed(play: Play) -> Ask:
    play.write({RECORD: record()})
    return Ask(play)


@table.row(1, EVIDENCE)
def answered_and_not_committed_in_ci(play: Play) -> Ask:
    play.write({RECORD: record()})
    return Ask(play, CHECK, CI)


@table.row(0, "passed: 1 of 1 question answered", "index of feature")
def answered_in_the_index(play: Play) -> Ask:
    play.write({RECORD: record()})
    play.git("add", RECORD)
    return Ask(play, ("check", "--staged"))


@table.row(1, EVIDENCE)
def answered_in_the_working_tree_but_not_in_the_index(play: Play) -> Ask:
    play.write({RECORD: record()})
    return Ask(play, ("check", "--staged"))


@table.row(0, "passed: 1 of 1 question answered")
def merge_queue_with_two_branches(play: Play) -> Ask:
    play.commit({RECORD: record()})
    other_branch(play)
    play.git("checkout", "-q", "--detach", "main")
    play.git("merge", "-q", "--no-ff", "-m", "one", "feature")
    play.git("merge", "-q", "--no-ff", "-m", "two", "other")
    return Ask(play, CHECK, CI | {"GITHUB_REF": "refs/heads/gh-readonly-queue/main/pr-8-0"})


@table.row(1, OTHER_EVIDENCE, EVIDENCE, "checklist-stale", "refund.py:7")
def merge_queue_in_which_one_branch_has_no_checklist(play: Play) -> Ask:
    play.commit({RECORD: record()})
    other_branch(play, answered=False)
    play.git("checkout", "-q", "--detach", "main")
    play.git("merge", "-q", "--no-ff", "-m", "one", "feature")
    play.git("merge", "-q", "--no-ff", "-m", "two", "other")
    return Ask(play, CHECK, CI | {"GITHUB_REF": "refs/heads/gh-readonly-queue/main/pr-8-0"})


@table.row(0, "passed: 1 of 1 question answered")
def merge_queue_that_squashes(play: Play) -> Ask:
    play.commit({RECORD: record()})
    other_branch(play)
    play.git("checkout", "-q", "--detach", "main")
    for name in ("feature", "other"):
        play.git("merge", "-q", "--squash", name)
        play.commit(message=name)
    return Ask(play, CHECK, CI | {"GITHUB_REF": "refs/heads/gh-readonly-queue/main/pr-8-0"})


@table.row(1, EVIDENCE, "… working tree of 197e87a")
def detached_head(play: Play) -> Ask:
    play.git("checkout", "-q", "--detach")
    return Ask(play)


@table.row(0, "passed: 1 of 1 question answered", "working tree of renamed")
def renamed_branch(play: Play) -> Ask:
    play.commit({RECORD: record()})
    play.git("branch", "-m", "renamed")
    return Ask(play)


@table.row(0, "passed: 1 of 1 question answered")
def squashed_branch(play: Play) -> Ask:
    play.commit({RECORD: record()})
    play.git("reset", "-q", "--soft", "main~1")
    play.commit(message="all in one")
    return Ask(play)


@table.row(0, "passed: 1 of 1 question answered")
def rebased_branch(play: Play) -> Ask:
    play.commit({RECORD: record()})
    play.git("rebase", "-q", "main")
    return Ask(play)


@table.row(1, EVIDENCE, OTHER_EVIDENCE)
def stacked_branch_compared_with_main(play: Play) -> Ask:
    play.git("checkout", "-q", "-b", "stacked")
    play.commit({"refund.py": OTHER_REWORDED})
    return Ask(play)


@table.row(1, OTHER_EVIDENCE, f"!{EVIDENCE}", "feature (197e87a)")
def stacked_branch_compared_with_the_branch_below(play: Play) -> Ask:
    play.git("checkout", "-q", "-b", "stacked")
    play.commit({"refund.py": OTHER_REWORDED})
    return Ask(play, ("check", "--base", "feature"))


@table.row(1, EVIDENCE)
def criss_cross_merges(play: Play) -> Ask:
    play.git("checkout", "-q", "main")
    play.git("merge", "-q", "-m", "x", "feature~1", env={"GIT_COMMITTER_DATE": "1700009001 +0000"})
    play.git("checkout", "-q", "feature")
    play.git("merge", "-q", "-m", "y", "main~1", env={"GIT_COMMITTER_DATE": "1700009002 +0000"})
    play.git("update-ref", "refs/heads/main", "main~1")
    return Ask(play)


@table.row(1, EVIDENCE, OTHER_EVIDENCE)
def octopus_merge(play: Play) -> Ask:
    other_branch(play, answered=False)
    play.git("branch", "third", "main~1")
    play.git("checkout", "-q", "third")
    play.commit({"third.txt": "3\n"})
    play.git("checkout", "-q", "feature")
    play.git("merge", "-q", "-m", "octopus", "other", "third")
    return Ask(play)


@table.row(3, "in common", "--base REV")
def orphan_branch(play: Play) -> Ask:
    play.git("checkout", "-q", "--orphan", "alone")
    play.commit()
    return Ask(play)


@table.row(1, EVIDENCE)
def orphan_branch_without_a_commit(play: Play) -> Ask:
    play.git("checkout", "-q", "--orphan", "alone")
    return Ask(play, ("check", "--base", "main", "--head", "feature"))


@table.row(3, "no commit yet")
def branch_without_a_commit(play: Play) -> Ask:
    play.git("checkout", "-q", "--orphan", "alone")
    return Ask(play)


@table.row(1, OTHER_EVIDENCE)
def revert_of_a_merged_branch(play: Play) -> Ask:
    other_branch(play)
    play.git("checkout", "-q", "main")
    play.git("merge", "-q", "--no-ff", "-m", "merge", "other")
    play.commit(
        {"searches.yaml": (play.root / "searches.yaml").read_text().replace("contains: refund failed", "contains: no refund")}
    )
    play.git("checkout", "-q", "-b", "revert-other")
    play.git("revert", "--no-edit", "-m", "1", "HEAD~1", fails=True)
    play.commit()
    return Ask(play)


@table.row(1, EVIDENCE, "release-1 (")
def back_port(play: Play) -> Ask:
    play.git("branch", "release-1", "main~2")
    play.git("checkout", "-q", "-b", "backport", "release-1")
    play.git("cherry-pick", "feature~1")
    return Ask(play, ("check", "--base", "release-1"))


@table.row(1, EVIDENCE, "main (bc04b2b)")
def rebase_in_progress(play: Play) -> Ask:
    play.git("rebase", "-q", "-x", "false", "main~1", fails=True)
    return Ask(play)


@table.row(1, EVIDENCE)
def merge_in_progress(play: Play) -> Ask:
    play.git("merge", "-q", "--no-commit", "--no-ff", "main")
    return Ask(play)


@table.row(1, EVIDENCE)
def cherry_pick_in_progress(play: Play) -> Ask:
    play.git("cherry-pick", "--no-commit", "main")
    return Ask(play)


@table.row(1, "unread-source", "pay.py", "a merge conflict is not resolved")
def merge_conflict_in_the_index(play: Play) -> Ask:
    play.git("checkout", "-q", "main")
    play.commit({"pay.py": REWORDED.replace("charge failed", "no charge")})
    play.git("checkout", "-q", "feature")
    play.git("merge", "main", fails=True)
    return Ask(play, ("check", "--staged"))


@table.row(1, "unread-source", "pay.py", "a merge conflict is not resolved")
def merge_conflict_in_the_working_tree(play: Play) -> Ask:
    play.git("checkout", "-q", "main")
    play.commit({"pay.py": REWORDED.replace("charge failed", "no charge")})
    play.git("checkout", "-q", "feature")
    play.git("merge", "main", fails=True)
    return Ask(play)


@table.row(1, EVIDENCE)
def revert_in_progress(play: Play) -> Ask:
    play.git("revert", "--no-commit", "HEAD")
    return Ask(play)


@table.row(0, "passed: nothing asked", "(1 uncommitted file)")
def what_was_taken_back_in_the_working_tree(play: Play) -> Ask:
    play.git("revert", "--no-commit", "HEAD~1")
    return Ask(play)


@table.row(0, "passed: nothing asked")
def empty_commit(play: Play) -> Ask:
    play.git("checkout", "-q", "-b", "empty", "main")
    play.commit()
    return Ask(play)


@table.row(1, EVIDENCE, "main (")
def uncommitted_work_on_the_default_branch(play: Play) -> Ask:
    play.git("checkout", "-q", "main")
    play.write({"pay.py": REWORDED})
    return Ask(play)


@table.row(1, EVIDENCE, "origin/main (")
def unpushed_work_on_the_default_branch(play: Play) -> Ask:
    clone = play.clone("clone")
    clone.commit({"pay.py": REWORDED})
    return Ask(clone)


@table.row(3, "main is the base itself", "--base REV")
def the_default_branch_with_nothing_to_compare(play: Play) -> Ask:
    return Ask(play, ("check", "--head", "main"))


@table.each()
def test_branches(row: Row, gate: Gate, tmp_path: Path) -> None:
    row.hold(gate, story(tmp_path))
