"""The gate under any settings and variables: nothing of git's side programs runs, and nothing that a user sets hides evidence."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from gate.gate_play import EVIDENCE, RECORD, Ask, Gate, Play, Row, Table, gate, record, story

__all__ = ["gate"]

table = Table()
CI = {"CI": "true"}
CHECK = ("check",)

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
    "GIT_REDIRECT_STDOUT": "ran", "GIT_TRACE": "1", "GIT_TRACE_SETUP": "1", "GIT_CURL_VERBOSE": "1", "GIT_EXEC_PATH": "/nonexistent", "GIT_OPTIONAL_LOCKS": "1",
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


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have other permissions")
@table.each()
def test_settings(row: Row, gate: Gate, tmp_path: Path) -> None:
    row.hold(gate, story(tmp_path))
