"""The gate in every kind of place: work trees, submodules, odd files, odd settings, damaged and foreign repositories."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from gate.gate_play import EVIDENCE, LOG, RECORD, REWORDED, Ask, Gate, Play, Row, Table, gate, record, story

__all__ = ["gate"]

table = Table()
CI = {"CI": "true"}
CHECK = ("check",)
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse some of this")


# --- where the command is started --------------------------------------------------------------------------------


@table.row(1, EVIDENCE, "working tree of feature")
def a_linked_work_tree(play: Play) -> Ask:
    play.git("checkout", "-q", "main")
    play.git("worktree", "add", "-q", "../linked", "feature")
    return Ask(Play(play.root.parent / "linked"))


@table.row(1, EVIDENCE)
def a_linked_work_tree_with_a_detached_head(play: Play) -> Ask:
    play.git("worktree", "add", "-q", "--detach", "../linked", "feature")
    return Ask(Play(play.root.parent / "linked"))


@table.row(2, "not a git repository: ", "git worktree repair")
def a_linked_work_tree_whose_repository_is_gone(play: Play) -> Ask:
    play.git("worktree", "add", "-q", "--detach", "../linked", "feature")
    play.root.rename(play.root.parent / "moved")
    return Ask(Play(play.root.parent / "linked"))


@table.row(1, EVIDENCE)
def a_subdirectory(play: Play) -> Ask:
    (play.root / "deep/er").mkdir(parents=True)
    return Ask(Play(play.root / "deep/er"))


@table.row(1, EVIDENCE)
def started_elsewhere_with_c(play: Play) -> Ask:
    return Ask(Play(play.root.parent), ("-C", str(play.root), "check"))


@table.row(2, "no such directory", "fix: name a folder that exists: -C DIR")
def started_in_no_directory(play: Play) -> Ask:
    return Ask(play, ("-C", "nowhere", "check"))


@table.row(2, "is in no git repository", "git init")
def started_in_no_repository(play: Play) -> Ask:
    return Ask(Play(play.root.parent))


@table.row(2, "fix: go to the working tree")
def started_in_the_git_directory(play: Play) -> Ask:
    return Ask(Play(play.root / ".git"))


@table.row(2, "no working tree", "--head REV")
def a_bare_repository(play: Play) -> Ask:
    return Ask(play.clone("bare.git", "--bare"))


@table.row(1, EVIDENCE)
def a_bare_repository_by_commits(play: Play) -> Ask:
    return Ask(play.clone("bare.git", "--bare"), ("check", "--base", "main", "--head", "feature"))


def bare(play: Play) -> Play:
    return play.clone("bare.git", "--bare")


@table.row(2, "no working tree, so nothing can be written into it", "fix: use a clone", "!support-impact/")
def a_record_for_a_bare_repository(play: Play) -> Ask:
    return Ask(bare(play), ("generate", "--base", "main", "--head", "feature"))


@table.row(2, "nothing can be written into it", "!In one sentence")
def answers_for_a_bare_repository(play: Play) -> Ask:
    return Ask(bare(play), ("fill", "--base", "main", "--head", "feature"))


@table.row(2, "nothing can be written into it", "!sdd-impact.yaml")
def a_bare_repository_set_up(play: Play) -> Ask:
    return Ask(bare(play), ("init", "--yes"))


@table.row(2, "of searches, catalog and backtest: REV")
def the_searches_of_a_bare_repository(play: Play) -> Ask:
    return Ask(bare(play), ("searches",))


@table.row(0, "Failed payments")
def the_searches_of_a_bare_repositorys_commit(play: Play) -> Ask:
    return Ask(bare(play), ("searches", "main"))


@table.row(1, EVIDENCE)
def a_submodules_own_gate(play: Play) -> Ask:
    play.git("symbolic-ref", "HEAD", "refs/heads/main")
    outer = Play(play.root.parent / "outer")
    outer.root.mkdir()
    outer.git("init", "-q", "-b", "main")
    outer.git("submodule", "--quiet", "add", play.url, "inner")
    inner = Play(outer.root / "inner")
    inner.git("checkout", "-q", "feature")
    return Ask(inner)


@table.row(0, "passed: nothing asked")
def a_submodule_that_moved_is_no_evidence_of_ours(play: Play) -> Ask:
    outer = Play(play.root.parent / "outer")
    outer.root.mkdir()
    outer.git("init", "-q", "-b", "main")
    outer.git("submodule", "--quiet", "add", play.url, "inner")
    outer.commit()
    outer.git("checkout", "-q", "-b", "feature")
    Play(outer.root / "inner").git("checkout", "-q", "origin/main~1")
    outer.commit()
    return Ask(outer)


@table.row(1, EVIDENCE)
def a_sparse_checkout(play: Play) -> Ask:
    play.git("sparse-checkout", "set", "--no-cone", "README")
    assert not (play.root / "pay.py").exists()
    return Ask(play)


@table.row(1, EVIDENCE)
def a_sparse_index(play: Play) -> Ask:
    play.commit({"deep/er/x.txt": "1\n"})
    play.git("sparse-checkout", "set", "--cone", "--sparse-index", "nothing")
    return Ask(play)


@table.row(1, EVIDENCE)
def a_split_index(play: Play) -> Ask:
    play.git("update-index", "--split-index")
    return Ask(play)


@table.row(1, EVIDENCE)
def no_index(play: Play) -> Ask:
    (play.root / ".git/index").unlink()
    return Ask(play, CHECK, CI)


@table.row(3, "index", "fix: git status")
def a_damaged_index(play: Play) -> Ask:
    (play.root / ".git/index").write_bytes(b"DIRC damaged")
    return Ask(play)


@table.row(1, EVIDENCE)
def a_locked_index(play: Play) -> Ask:
    (play.root / ".git/index.lock").write_bytes(b"")
    return Ask(play)


@table.row(3, "no commit yet")
def an_empty_repository(play: Play) -> Ask:
    empty = Play(play.root.parent / "empty")
    empty.root.mkdir()
    empty.git("init", "-q", "-b", "main")
    return Ask(empty)


@table.row(0, "passed: nothing asked", "main (")
def a_repository_of_one_commit(play: Play) -> Ask:
    single = Play(play.root.parent / "single")
    single.root.mkdir()
    single.git("init", "-q", "-b", "main")
    single.commit({"pay.py": LOG})
    return Ask(single)


@table.row(3, "is the first commit")
def a_repository_of_one_commit_in_ci(play: Play) -> Ask:
    single = Play(play.root.parent / "single")
    single.root.mkdir()
    single.git("init", "-q", "-b", "main")
    single.commit({"pay.py": LOG})
    return Ask(single, CHECK, CI)


@table.row(2, "no git repository")
def a_head_that_is_damaged(play: Play) -> Ask:
    (play.root / ".git/HEAD").write_text("nonsense\n")
    return Ask(play)


@table.row(3, "no commit yet")
def a_head_that_points_at_nothing(play: Play) -> Ask:
    (play.root / ".git/HEAD").write_text("ref: refs/heads/gone\n")
    return Ask(play)


@table.row(3, "missing or damaged", "git fsck --full")
def a_missing_file_object(play: Play) -> Ask:
    lose(play, "feature:pay.py")
    return Ask(play, CHECK, CI)


@table.row(3, "missing or damaged")
def a_missing_folder_object(play: Play) -> Ask:
    lose(play, "feature^{tree}")
    return Ask(play, CHECK, CI)


@table.row(3, "missing or damaged")
def a_missing_commit_object(play: Play) -> Ask:
    lose(play, "feature~1")
    return Ask(play, CHECK, CI)


@table.row(3, "missing or damaged")
def a_missing_merge_base_object(play: Play) -> Ask:
    lose(play, "main~1")
    return Ask(play, CHECK, CI)


@table.row(3, "git fsck --full")
def a_damaged_file_object(play: Play) -> Ask:
    lose(play, "feature:pay.py").write_bytes(b"not zlib")
    return Ask(play, CHECK, CI)


@table.row(3, "git fsck --full")
def a_file_object_cut_short(play: Play) -> Ask:
    kept = lose(play, "feature:pay.py", keep=True)
    kept.chmod(0o644)
    kept.write_bytes(kept.read_bytes()[:40])
    return Ask(play, CHECK, CI)


def lose(play: Play, name: str, *, keep: bool = False) -> Path:
    """Unpack everything, and take one object away."""
    oid = play.git("rev-parse", name)
    packs = list((play.root / ".git/objects/pack").glob("*.pack"))
    for pack in packs:
        moved = pack.rename(play.root / pack.name)
        for other in pack.parent.glob(f"{pack.stem}.*"):
            other.unlink()
        subprocess.run(["git", "unpack-objects", "-q"], cwd=play.root, env=play.environ, stdin=moved.open("rb"), check=True)
        moved.unlink()
    place = play.root / ".git/objects" / oid[:2] / oid[2:]
    if not keep:
        place.unlink()
    return place


# --- files -------------------------------------------------------------------------------------------------------


@table.row(1, "saved-search-broken  new name/päy.py:7")
def renamed_and_edited(play: Play) -> Ask:
    play.git("checkout", "-q", "-b", "moved", "main")
    (play.root / "new name").mkdir()
    play.git("mv", "pay.py", "new name/päy.py")
    play.commit({"new name/päy.py": REWORDED})
    return Ask(play)


@table.row(0, "passed: nothing asked")
def renamed_only(play: Play) -> Ask:
    play.git("checkout", "-q", "-b", "moved", "main")
    play.git("mv", "pay.py", "charge.py")
    play.commit()
    return Ask(play)


@table.row(0, "passed: nothing asked")
def mode_only(play: Play) -> Ask:
    play.git("checkout", "-q", "-b", "mode", "main")
    (play.root / "pay.py").chmod(0o755)
    play.commit()
    return Ask(play)


@table.row(1, "saved-search-broken  pay.py")
def a_file_became_a_folder(play: Play) -> Ask:
    play.git("checkout", "-q", "-b", "folder", "main")
    (play.root / "pay.py").unlink()
    play.commit({"pay.py/other.txt": "1\n"})
    return Ask(play)


@table.row(1, "saved-search-broken  pay.py")
def a_file_became_a_link(play: Play) -> Ask:
    play.git("checkout", "-q", "-b", "link", "main")
    (play.root / "pay.py").unlink()
    (play.root / "pay.py").symlink_to("refund.py")
    play.commit()
    return Ask(play)


@table.row(1, "saved-search-broken  pay.py")
def a_file_became_a_link_in_the_working_tree(play: Play) -> Ask:
    play.git("checkout", "-q", "main")
    (play.root / "pay.py").unlink()
    (play.root / "pay.py").symlink_to("/etc/passwd")
    return Ask(play)


@table.row(1, "saved-search-broken  pay.py")
def a_file_is_gone_from_the_working_tree(play: Play) -> Ask:
    play.git("checkout", "-q", "main")
    (play.root / "pay.py").unlink()
    return Ask(play)


@table.row(1, EVIDENCE)
def a_pipe_lies_in_the_working_tree(play: Play) -> Ask:
    os.mkfifo(play.root / "pipe.py")
    return Ask(play)


@table.row(1, EVIDENCE)
def odd_names(play: Play) -> Ask:
    play.write(dict.fromkeys(("a b.py", "line\nbreak.py", "Grüße.py", "-rf.py", ":(top)x.py", '"q".py', "\t.py"), "x = 1\n"))
    return Ask(play)


@table.row(1, "saved-search-broken  -rf.py:7")
def evidence_in_a_file_with_a_leading_dash(play: Play) -> Ask:
    play.git("checkout", "-q", "main")
    (play.root / "pay.py").rename(play.root / "-rf.py")
    play.commit()
    play.git("checkout", "-q", "-b", "dash")
    play.write({"-rf.py": REWORDED})
    return Ask(play)


@table.row(1, r"saved-search-broken  line\nbreak.py:7")
def evidence_in_a_file_with_a_line_break(play: Play) -> Ask:
    play.git("checkout", "-q", "main")
    (play.root / "pay.py").rename(play.root / "line\nbreak.py")
    play.commit()
    play.git("checkout", "-q", "-b", "break")
    play.write({"line\nbreak.py": REWORDED})
    return Ask(play)


@table.row(1, EVIDENCE, "index of feature (1 staged file)")
def only_part_of_the_work_is_staged(play: Play) -> Ask:
    play.write({"README": "staged\n"})
    play.git("add", "README")
    play.write({"README": "not staged\n", "pay.py": LOG})
    return Ask(play, ("check", "--staged"))


@table.row(1, EVIDENCE)
def intent_to_add_is_no_part_of_the_index(play: Play) -> Ask:
    play.write({RECORD: record()})
    play.git("add", "-N", RECORD)
    return Ask(play, ("check", "--staged"))


@table.row(0, "passed: 1 of 1 question answered")
def intent_to_add_is_part_of_the_working_tree(play: Play) -> Ask:
    play.write({RECORD: record()})
    play.git("add", "-N", RECORD)
    return Ask(play)


@table.row(1, EVIDENCE)
def assume_unchanged_hides_nothing_that_is_committed(play: Play) -> Ask:
    play.git("update-index", "--assume-unchanged", "pay.py")
    play.write({"pay.py": LOG})
    return Ask(play, CHECK, CI)


@table.row(1, EVIDENCE, "(0 uncommitted files)")
def windows_line_ends(play: Play) -> Ask:
    play.git("config", "core.autocrlf", "true")
    play.git("rm", "-q", "-r", "--cached", ".")
    play.git("reset", "-q", "--hard")
    assert b"\r\n" in (play.root / "pay.py").read_bytes()
    return Ask(play)


@LINUX
@table.each()
def test_places(row: Row, gate: Gate, tmp_path: Path) -> None:
    row.hold(gate, story(tmp_path))


def test_a_repository_of_sha256(gate: Gate, tmp_path: Path) -> None:
    found = gate(story(tmp_path, "sha256"))
    assert found.status == 1, found.text
    assert EVIDENCE in found.text


def test_a_repository_whose_refs_are_no_files(gate: Gate, tmp_path: Path) -> None:
    play = story(tmp_path)
    target = tmp_path / "reftable"
    made = subprocess.run(
        ["git", "init", "-q", "--ref-format=reftable", "-b", "main", str(target)],
        env=play.environ,
        capture_output=True,
        check=False,
    )
    if made.returncode:
        pytest.skip("this git knows no reftable")
    copy = Play(target)
    copy.git("fetch", "-q", play.url, "+refs/heads/*:refs/heads/*", "--update-head-ok")
    copy.git("checkout", "-q", "-f", "feature")
    found = gate(copy)
    assert found.status == 1, found.text
    assert EVIDENCE in found.text
