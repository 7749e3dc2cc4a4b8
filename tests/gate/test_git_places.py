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


@table.row(2, "is in no git repository")
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


@table.row(2, "no such directory")
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


@table.row(3, "index")
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


@table.row(3, "!passed")
def a_missing_commit_object(play: Play) -> Ask:
    lose(play, "feature~1")
    return Ask(play, CHECK, CI)


@table.row(3, "!passed")
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


# --- settings and variables --------------------------------------------------------------------------------------

#: Settings by which a user, or a repository, makes ``git diff`` print something else, or run something.
HOSTILE = (
    ("diff.external", "touch {ran}"), ("diff.noprefix", "true"), ("diff.mnemonicPrefix", "true"), ("diff.renames", "false"),
    ("diff.relative", "true"), ("diff.orderFile", "/nonexistent"), ("diff.ignoreSubmodules", "all"), ("color.ui", "always"),
    ("core.quotePath", "true"), ("core.fsmonitor", "touch {ran}"), ("core.hooksPath", "{hooks}"), ("core.pager", "touch {ran}"),
    ("pager.diff-index", "touch {ran}"), ("pager.cat-file", "touch {ran}"), ("diff.evil.textconv", "touch {ran}"),
    ("filter.evil.clean", "touch {ran}"), ("filter.evil.smudge", "touch {ran}"), ("filter.evil.required", "true"),
    ("core.untrackedCache", "true"), ("core.ignoreCase", "true"), ("core.precomposeUnicode", "true"), ("status.showUntrackedFiles", "no"),
    ("grep.patternType", "perl"), ("grep.column", "true"), ("grep.lineNumber", "true"), ("grep.fullName", "true"),
    ("log.showSignature", "true"), ("alias.diff-index", "!touch {ran}"), ("core.attributesFile", "{attributes}"),
    ("core.excludesFile", "{excludes}"), ("submodule.recurse", "true"), ("core.commentChar", ";"), ("core.abbrev", "4"),
    ("core.alternateRefsCommand", "touch {ran}"), ("protocol.allow", "never"), ("core.askPass", "touch {ran}"), ("core.editor", "touch {ran}"),
)  # fmt: skip


def hostile(play: Play) -> Path:
    """Set everything at once; return a file that appears when one of git's side programs runs."""
    ran, hooks = play.root.parent / "ran", play.root.parent / "hooks"
    attributes, excludes = play.root.parent / "attributes", play.root.parent / "excludes"
    attributes.write_text("* filter=evil diff=evil -text binary\n")
    excludes.write_text("nothing\n")
    hooks.mkdir()
    for name in ("post-index-change", "reference-transaction", "post-checkout", "fsmonitor-watchman"):
        (hooks / name).write_text(f"#!/bin/sh\ntouch {ran}\n")
        (hooks / name).chmod(0o755)
    for key, value in HOSTILE:
        play.git("config", key, value.format(ran=ran, hooks=hooks, attributes=attributes, excludes=excludes))
    os.utime(play.root / "pay.py", (1, 1))  # its time stamp is uncertain: git would hand it to the filter
    return ran


@pytest.mark.parametrize("arguments", [(), ("--staged",), ("--worktree",), ("--head", "HEAD")])
def test_hostile_settings_change_nothing_and_run_nothing(gate: Gate, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    play = story(tmp_path)
    play.commit({".gitattributes": "*.py filter=evil diff=evil\n"})
    ran = hostile(play)
    found = gate(play, "check", *arguments)
    assert found.status == 1, found.text
    assert EVIDENCE in found.text
    assert not ran.exists()


#: Variables that point git elsewhere, or change what it prints.
VARIABLES = {
    "GIT_EXTERNAL_DIFF": "touch ran", "GIT_DIFF_OPTS": "-u0", "GIT_PAGER": "touch ran", "GIT_LITERAL_PATHSPECS": "1",
    "GIT_GLOB_PATHSPECS": "1", "GIT_ICASE_PATHSPECS": "1", "GIT_NAMESPACE": "elsewhere", "GIT_CEILING_DIRECTORIES": "/tmp",
    "GIT_COMMON_DIR": "/nonexistent", "GIT_SHALLOW_FILE": "/nonexistent", "GIT_ATTR_SOURCE": "HEAD", "GIT_PREFIX": "deep/",
    "GIT_DEFAULT_HASH": "sha256", "GIT_REPLACE_REF_BASE": "refs/evil", "GIT_INDEX_VERSION": "4", "LANGUAGE": "de", "LC_ALL": "de_DE.UTF-8",
    "PAGER": "touch ran", "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "diff.external", "GIT_CONFIG_VALUE_0": "touch ran",
    "GIT_REDIRECT_STDOUT": "ran", "GIT_OPTIONAL_LOCKS": "1",
}  # fmt: skip


@pytest.mark.parametrize("name", [*VARIABLES, "all"])
def test_variables_change_nothing(gate: Gate, tmp_path: Path, name: str) -> None:
    play = story(tmp_path)
    given = {each: value for each, value in VARIABLES.items() if name in ("all", each) or (name + each).count("GIT_CONFIG_") == 2}
    found = gate(play, "check", **given)
    assert found.status == 1, found.text
    assert EVIDENCE in found.text
    assert not (play.root / "ran").exists()


@table.row(3, "git failed", "config")
def a_damaged_count_of_settings(play: Play) -> Ask:
    return Ask(play, CHECK, {"GIT_CONFIG_COUNT": "many"})


@table.row(1, EVIDENCE)
def no_home(play: Play) -> Ask:
    for name in ("HOME", "GIT_CONFIG_GLOBAL"):
        play.environ.pop(name)
    return Ask(play)


@table.row(3, "git is not installed, or not on the PATH", "https://git-scm.com/downloads")
def no_git(play: Play) -> Ask:
    return Ask(play, CHECK, {"PATH": "/nonexistent"})


@table.row(3, "git failed")
def a_git_that_fails(play: Play) -> Ask:
    programs = play.root.parent / "programs"
    programs.mkdir()
    (programs / "git").write_text("#!/bin/sh\nexit 1\n")
    (programs / "git").chmod(0o755)
    return Ask(play, CHECK, {"PATH": str(programs)})


@table.row(3, "config")
def damaged_settings(play: Play) -> Ask:
    with (play.root / ".git/config").open("a") as file:
        file.write("[broken\n")
    return Ask(play)


@table.row(3, "git does not trust this repository", "git config --global --add safe.directory")
def another_owner(play: Play) -> Ask:
    if os.geteuid() != 0:
        pytest.skip("only root may give a file away")
    for path in (play.root, play.root / ".git"):
        os.chown(path, 12345, 12345)
    return Ask(play)


@table.row(1, EVIDENCE)
def replace_refs_are_ignored(play: Play) -> Ask:
    play.git("replace", play.git("rev-parse", "feature"), play.git("rev-parse", "main"))
    return Ask(play, CHECK, CI)


@table.row(1, EVIDENCE)
def grafts_are_ignored(play: Play) -> Ask:
    (play.root / ".git/info").mkdir(exist_ok=True)
    (play.root / ".git/info/grafts").write_text(f"{play.git('rev-parse', 'main')} {play.git('rev-parse', 'feature')}\n")
    return Ask(play, CHECK, CI)


@table.row(1, EVIDENCE)
def a_commit_graph(play: Play) -> Ask:
    play.git("commit-graph", "write", "--reachable")
    return Ask(play, CHECK, CI)


@table.row(1, EVIDENCE)
def packed_refs(play: Play) -> Ask:
    play.git("pack-refs", "--all")
    return Ask(play)


@table.row(1, EVIDENCE)
def a_read_only_repository(play: Play) -> Ask:
    for folder, _, files in os.walk(play.root):
        for name in files:
            (Path(folder) / name).chmod(0o444)
        Path(folder).chmod(0o555)
    return Ask(play)


@table.row(1, EVIDENCE)
def git_dir_and_work_tree_by_variable(play: Play) -> Ask:
    (play.root / ".git").rename(play.root.parent / "elsewhere.git")
    return Ask(play, CHECK, {"GIT_DIR": str(play.root.parent / "elsewhere.git"), "GIT_WORK_TREE": str(play.root)})


@table.row(1, EVIDENCE)
def git_dir_of_another_repository(play: Play) -> Ask:
    other = play.clone("other")
    return Ask(play, CHECK, {"GIT_DIR": str(other.root / ".git")})


@table.row(1, EVIDENCE, "index of feature")
def an_index_by_variable(play: Play) -> Ask:
    play.write({RECORD: record()})
    play.git("add", RECORD, env={"GIT_INDEX_FILE": ".git/index.other"})
    return Ask(play, CHECK, {"GIT_INDEX_FILE": ".git/index", "GIT_DIR": ".git"})


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
