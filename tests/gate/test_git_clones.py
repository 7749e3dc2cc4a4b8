"""The gate in every kind of clone: what is missing is said, with the one command that brings it, and never guessed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from gate.gate_play import EVIDENCE, OTHER_LOG, REWORDED, Ask, Gate, Play, Row, Table, gate, story

__all__ = ["gate"]

table = Table()
CI = {"CI": "true"}
FETCH_MAIN = "git fetch --no-tags origin +refs/heads/main:refs/remotes/origin/main"
UNSHALLOW_MAIN = "git fetch --no-tags --unshallow origin +refs/heads/main:refs/remotes/origin/main"
CHECK = ("check",)
FETCH = ("check", "--fetch")


@table.row(1, EVIDENCE, "origin/main (bc04b2b) … working tree of feature")
def full_clone(play: Play) -> Ask:
    return Ask(play.clone("clone", "-b", "feature"))


@table.row(3, "this clone is shallow", f"fix: {UNSHALLOW_MAIN}")
def depth_1(play: Play) -> Ask:
    return Ask(play.clone("clone", "--depth=1", "-b", "feature"), CHECK, CI | {"GITHUB_BASE_REF": "main"})


@table.row(3, "this clone is shallow", "'+refs/heads/*:refs/remotes/origin/*'")
def depth_1_and_nobody_names_the_base(play: Play) -> Ask:
    return Ask(play.clone("clone", "--depth=1", "-b", "feature"), CHECK, CI)


@table.row(3, "no base found: the default branch main is not in this clone", UNSHALLOW_MAIN)
def depth_1_and_the_system_names_the_default_branch(play: Play) -> Ask:
    return Ask(play.clone("clone", "--depth=1", "-b", "feature"), CHECK, CI | {"CI_DEFAULT_BRANCH": "main"})


@table.row(3, "have no commit in common", "--base REV", "!git")
def a_commit_without_a_common_one_as_base(play: Play) -> Ask:
    alone = play.git("commit-tree", "-m", "alone", "main^{tree}")
    play.git("branch", "alone", alone)
    return Ask(play.clone("clone", "-b", "feature"), ("check", "--base", alone))


@table.row(1, EVIDENCE)
def depth_1_with_fetch(play: Play) -> Ask:
    return Ask(play.clone("clone", "--depth=1", "-b", "feature"), FETCH, CI | {"GITHUB_BASE_REF": "main"})


@table.row(1, EVIDENCE)
def depth_1_with_fetch_and_nobody_names_the_base(play: Play) -> Ask:
    return Ask(play.clone("clone", "--depth=1", "-b", "feature"), FETCH, CI)


@table.row(3, "git fetch failed", "!internal")
def fetch_from_nowhere(play: Play) -> Ask:
    clone = play.clone("clone", "--depth=1", "-b", "feature")
    clone.git("remote", "set-url", "origin", "file:///nonexistent/shop")
    return Ask(clone, FETCH, CI)


@table.row(3, "this clone is shallow", UNSHALLOW_MAIN)
def base_fetched_with_depth_1_into_a_full_clone(play: Play) -> Ask:
    clone = play.clone("clone", "--single-branch", "-b", "feature")
    clone.git("fetch", "-q", "--depth=1", "origin", "+refs/heads/main:refs/remotes/origin/main")
    return Ask(clone, CHECK, CI | {"GITHUB_BASE_REF": "main"})


@table.row(1, EVIDENCE)
def base_fetched_with_depth_1_then_fetched_rightly(play: Play) -> Ask:
    clone = play.clone("clone", "--single-branch", "-b", "feature")
    clone.git("fetch", "-q", "--depth=1", "origin", "+refs/heads/main:refs/remotes/origin/main")
    return Ask(clone, FETCH, CI | {"GITHUB_BASE_REF": "main"})


@table.row(1, EVIDENCE)
def shallow_but_deep_enough(play: Play) -> Ask:
    return Ask(play.clone("clone", "--depth=3", "--no-single-branch", "-b", "feature"), CHECK, CI)


@table.row(3, "no base found", "'+refs/heads/*:refs/remotes/origin/*'")
def narrow_clone(play: Play) -> Ask:
    return Ask(play.clone("clone", "--single-branch", "-b", "feature"))


@table.row(1, EVIDENCE)
def narrow_clone_with_fetch(play: Play) -> Ask:
    return Ask(play.clone("clone", "--single-branch", "-b", "feature"), FETCH)


@table.row(2, "unknown revision 'main' (--base)", FETCH_MAIN)
def narrow_clone_and_a_base_by_option(play: Play) -> Ask:
    return Ask(play.clone("clone", "--single-branch", "-b", "feature"), ("check", "--base", "main"))


@table.row(3, "unknown revision 'main' (GitLab CI)", FETCH_MAIN)
def narrow_clone_and_a_base_by_event(play: Play) -> Ask:
    return Ask(play.clone("clone", "--single-branch", "-b", "feature"), CHECK, CI | {"CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main"})


@table.row(3, "cannot lock ref", "fix: git remote prune origin")
def a_branch_of_old_is_in_the_way_of_the_base(play: Play) -> Ask:
    clone = play.clone("clone", "--single-branch", "-b", "feature")
    clone.git("update-ref", "refs/remotes/origin/main/old", "HEAD")
    return Ask(clone, ("check", "--fetch", "--base", "main"))


@table.row(1, EVIDENCE, "origin/main (bc04b2b)")
def a_job_that_has_no_branch_at_all_with_fetch(play: Play) -> Ask:
    job = Play(play.root.parent / "job")
    job.root.mkdir()
    job.git("init", "-q", "-b", "main")
    job.git("remote", "add", "origin", play.url)
    job.git("config", "protocol.file.allow", "always")
    job.git("fetch", "-q", "--depth=2", "origin", "+refs/heads/feature:refs/pipelines/7")
    job.git("checkout", "-q", "--detach", "refs/pipelines/7")
    return Ask(job, FETCH, CI | {"CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main"})


@table.row(1, EVIDENCE)
def partial_clone_without_files(play: Play) -> Ask:
    play.git("config", "uploadpack.allowFilter", "true")
    play.git("config", "uploadpack.allowAnySHA1InWant", "true")
    return Ask(play.clone("clone", "--filter=blob:none", "-b", "feature"), CHECK, CI)


@table.row(1, EVIDENCE)
def partial_clone_without_folders(play: Play) -> Ask:
    play.git("config", "uploadpack.allowFilter", "true")
    play.git("config", "uploadpack.allowAnySHA1InWant", "true")
    return Ask(play.clone("clone", "--filter=tree:0", "-b", "feature"), CHECK, CI)


@table.row(3, "this is a partial clone", "git fetch --refetch --no-filter origin")
def partial_clone_whose_server_is_gone(play: Play) -> Ask:
    play.git("config", "uploadpack.allowFilter", "true")
    play.git("config", "uploadpack.allowAnySHA1InWant", "true")
    clone = play.clone("clone", "--filter=blob:none", "-b", "feature")
    clone.git("remote", "set-url", "origin", "file:///nonexistent/shop")
    return Ask(clone, CHECK, CI)


@table.row(1, EVIDENCE)
def objects_of_another_repository(play: Play) -> Ask:
    return Ask(play.clone("clone", "--reference", str(play.root), "-b", "feature"), CHECK, CI)


@table.row(3, "missing or damaged", "git fsck --full")
def objects_of_another_repository_that_is_gone(play: Play) -> Ask:
    clone = play.clone("clone", "--reference", str(play.root), "-b", "feature")
    play.root.rename(play.root.parent / "moved")
    return Ask(clone, CHECK, CI)


@table.row(1, EVIDENCE, "upstream/main")
def the_remote_is_not_called_origin(play: Play) -> Ask:
    return Ask(play.clone("clone", "-o", "upstream", "-b", "feature"))


@table.row(3, "git fetch --no-tags upstream")
def narrow_clone_of_a_remote_that_is_not_called_origin(play: Play) -> Ask:
    return Ask(play.clone("clone", "-o", "upstream", "--single-branch", "-b", "feature"))


@table.row(1, EVIDENCE)
def narrow_clone_of_a_remote_that_is_not_called_origin_with_fetch(play: Play) -> Ask:
    return Ask(play.clone("clone", "-o", "upstream", "--single-branch", "-b", "feature"), FETCH)


@table.row(3, "no base found", "--base REV", "!git fetch")
def no_remote_and_no_usual_name(play: Play) -> Ask:
    play.git("branch", "-m", "main", "develop")
    return Ask(play)


@table.row(1, EVIDENCE, "origin/trunk")
def default_branch_trunk(play: Play) -> Ask:
    play.git("branch", "-m", "main", "trunk")
    play.git("symbolic-ref", "HEAD", "refs/heads/trunk")
    clone = play.clone("clone")
    clone.git("checkout", "-q", "feature")
    return Ask(clone)


@table.row(3, "no base found: there is no origin/HEAD", "git remote set-head origin --auto")
def default_branch_trunk_without_origin_head(play: Play) -> Ask:
    play.git("branch", "-m", "main", "trunk")
    clone = play.clone("clone", "-b", "feature")
    clone.git("remote", "set-head", "origin", "--delete")
    return Ask(clone)


@table.row(1, EVIDENCE, "origin/main (")
def origin_head_points_at_a_branch_that_is_gone(play: Play) -> Ask:
    clone = play.clone("clone", "-b", "feature")
    clone.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/master")
    return Ask(clone)


@table.row(1, EVIDENCE, "theirs/main (")
def two_remotes_and_none_is_called_origin(play: Play) -> Ask:
    clone = play.clone("clone", "-o", "theirs", "-b", "feature")
    clone.git("remote", "add", "another", play.url)
    return Ask(clone)


@table.row(3, "git fetch failed", "fix: git fetch --no-tags origin +refs/heads/mian")
def a_wrong_name_with_fetch(play: Play) -> Ask:
    return Ask(play.clone("clone", "-b", "feature"), ("check", "--fetch", "--base", "mian"))


@table.row(3, "fetching has not changed that", "--base REV")
def a_shallow_server_with_fetch(play: Play) -> Ask:
    shallow = play.clone("shallow", "--depth=1", "--no-single-branch", "-b", "feature")
    return Ask(shallow.clone("clone", "-b", "feature"), FETCH, CI)


@table.row(1, EVIDENCE, "origin/trunk")
def default_branch_trunk_that_the_configuration_names(play: Play) -> Ask:
    play.git("checkout", "-q", "-f", "main")
    play.git("branch", "-m", "main", "trunk")
    play.commit({"sdd-impact.yaml": "base: trunk\n"})
    play.git("checkout", "-q", "feature")
    play.git("merge", "-q", "trunk")
    clone = play.clone("clone", "-b", "feature")
    clone.git("remote", "set-head", "origin", "--delete")
    return Ask(clone)


@table.row(3, "no base found")
def in_ci_the_branch_does_not_choose_its_own_base(play: Play) -> Ask:
    play.git("branch", "-m", "main", "trunk")
    play.commit({"sdd-impact.yaml": "base: feature~1\n"})
    clone = play.clone("clone", "-b", "feature")
    clone.git("remote", "set-head", "origin", "--delete")
    return Ask(clone, CHECK, CI)


@table.row(1, EVIDENCE, "trunk (")
def default_branch_trunk_by_variable(play: Play) -> Ask:
    play.git("branch", "-m", "main", "trunk")
    return Ask(play, CHECK, {"SDD_IMPACT_BASE": "trunk"})


@table.row(1, EVIDENCE, "!refund")
def main_was_merged_into_the_feature_and_the_local_main_is_old(play: Play) -> Ask:
    play.git("checkout", "-q", "main")
    play.commit({"refund.py": OTHER_LOG.replace("refund failed", "reworded on main")})
    play.git("checkout", "-q", "feature")
    play.git("merge", "-q", "-m", "update", "main")
    clone = play.clone("clone", "-b", "feature")
    clone.git("branch", "main", "origin/main~2")
    return Ask(clone)


@table.row(1, EVIDENCE, "origin/main (")
def fork_with_an_old_main(play: Play) -> Ask:
    fork = play.clone("fork", "-b", "feature")
    play.git("checkout", "-q", "-f", "main")
    play.commit({"README": "4\n"})
    fork.git("fetch", "-q", play.url, "main")
    fork.git("merge", "-q", "FETCH_HEAD")
    return Ask(fork)


@table.row(1, EVIDENCE)
def a_bundle_as_remote(play: Play) -> Ask:
    play.git("symbolic-ref", "HEAD", "refs/heads/main")
    bundle = play.root.parent / "shop.bundle"
    play.git("bundle", "create", "-q", str(bundle), "--all")
    target = play.root.parent / "unbundled"
    play.git("clone", "-q", "-b", "feature", str(bundle), str(target))
    return Ask(Play(target))


@table.row(3, "in common", "--base REV", "!git fetch")
def no_commit_in_common(play: Play) -> Ask:
    play.git("checkout", "-q", "--orphan", "alone")
    play.commit({"pay.py": REWORDED})
    return Ask(play)


@table.each()
def test_clones(row: Row, gate: Gate, tmp_path: Path) -> None:
    row.hold(gate, story(tmp_path))


def test_fetch_leaves_a_whole_clone_and_never_prompts(gate: Gate, tmp_path: Path) -> None:
    clone = story(tmp_path).clone("clone", "--depth=1", "-b", "feature")
    trace = tmp_path / "trace"
    found = gate(clone, "check", "--fetch", GIT_TRACE=str(trace), **CI, GITHUB_BASE_REF="main")
    assert found.status == 1, found.text
    assert clone.git("rev-parse", "--is-shallow-repository") == "false"
    assert "--depth" not in trace.read_text()
    assert trace.read_text().count("built-in: git fetch ") == 1


def test_nothing_is_fetched_without_the_flag(gate: Gate, tmp_path: Path) -> None:
    clone = story(tmp_path).clone("clone", "--depth=1", "-b", "feature")
    trace = tmp_path / "trace"
    assert gate(clone, "check", GIT_TRACE=str(trace), **CI, GITHUB_BASE_REF="main").status == 3
    assert "fetch" not in trace.read_text()


def test_an_ordinary_check_starts_five_processes_at_most(gate: Gate, tmp_path: Path) -> None:
    play = story(tmp_path)
    trace = tmp_path / "trace"
    assert gate(play, "check", GIT_TRACE=str(trace)).status == 1
    started = [line for line in trace.read_text().splitlines() if "built-in: git " in line]
    assert len(started) <= 5, os.linesep.join(started)


def test_a_partial_clone_fetches_what_differs_at_once(gate: Gate, tmp_path: Path) -> None:
    play = story(tmp_path)
    play.git("config", "uploadpack.allowFilter", "true")
    play.git("config", "uploadpack.allowAnySHA1InWant", "true")
    play.git("checkout", "-q", "main")
    play.commit({f"many/{number}.py": f"x = {number}\n" for number in range(30)})
    play.git("checkout", "-q", "-b", "wide")
    play.commit({f"many/{number}.py": f"y = {number}\n" for number in range(30)} | {"pay.py": REWORDED})
    clone = play.clone("clone", "--filter=blob:none", "-b", "wide")
    trace = tmp_path / "trace"
    found = gate(clone, "check", GIT_TRACE=str(trace))
    assert EVIDENCE in found.text
    assert trace.read_text().count("built-in: git fetch ") <= 2


@pytest.mark.parametrize("command", ["diff", "generate", "report", "check"])
def test_every_command_that_needs_a_base_says_and_fetches_what_is_missing(gate: Gate, tmp_path: Path, command: str) -> None:
    clone = story(tmp_path).clone("clone", "--depth=1", "-b", "feature")
    found = gate(clone, command, **CI, GITHUB_BASE_REF="main")
    assert found.status == 3, found.text
    assert f"fix: {UNSHALLOW_MAIN}" in found.text
    assert not (clone.root / "support-impact").exists()
    found = gate(clone, command, "--fetch", **CI, GITHUB_BASE_REF="main")
    assert found.status == (1 if command == "check" else 0), found.text
