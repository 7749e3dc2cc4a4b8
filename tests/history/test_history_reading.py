"""What differs, read from commits, index and working tree, whatever the user's settings and the files' names are."""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from pathlib import Path

import pytest
from history.history_play import GIT, LOG, MASKED, Play, paths, reasons, story

from sdd_impact.errors import Undetermined, UsageError
from sdd_impact.history import Repository, Where
from sdd_impact.model import Source

WORKTREE, STAGED, COMMIT = Where(worktree=True), Where(staged=True), Where(head="HEAD")


def after(play: Play, path: str, where: Where = WORKTREE) -> bytes | None:
    return {file.path: file.after.data if file.after else None for file in play.compare(where).files}[path]


# --- where the head is read --------------------------------------------------------------------------------------


def test_commit_index_and_working_tree_are_three_things(tmp_path: Path) -> None:
    play = story(tmp_path / "r")
    play.write("staged.py", "s\n")
    play.git("add", "staged.py")
    play.write("staged.py", "worked on\n")
    play.write("untracked.py", "u\n")
    assert paths(play.compare(COMMIT)) == ["M auth/reset.py"]
    assert paths(play.compare(STAGED)) == ["M auth/reset.py", "A staged.py"]
    assert paths(play.compare(WORKTREE)) == ["M auth/reset.py", "A staged.py", "A untracked.py"]
    assert after(play, "staged.py", STAGED) == b"s\n"
    assert after(play, "staged.py", WORKTREE) == b"worked on\n"


def test_labels(tmp_path: Path) -> None:
    play = story(tmp_path / "r")
    base, head = play.git("rev-parse", "--short=7", "main"), play.git("rev-parse", "--short=7", "HEAD")
    play.write("one.py")
    play.write("two.py")
    play.git("add", "one.py")
    assert play.compare(COMMIT).label == f"main ({base}) … feature/mask-email ({head})"
    assert play.compare(STAGED).label == f"main ({base}) … index of feature/mask-email (1 staged file)"
    assert play.compare(WORKTREE).label == f"main ({base}) … working tree of feature/mask-email (2 uncommitted files)"


@pytest.mark.parametrize(
    ("environ", "looked_at"),
    [
        ({}, "worktree"),
        ({"CI": "true"}, "commit"),
        ({"CI": "1"}, "commit"),
        ({"CI": ""}, "worktree"),
        ({"CI": "0"}, "worktree"),
        ({"CI": "False"}, "worktree"),
        ({"PRE_COMMIT": "1"}, "index"),
        ({"PRE_COMMIT": "1", "CI": "true"}, "commit"),
        ({"PRE_COMMIT": "1", "PRE_COMMIT_TO_REF": "HEAD"}, "commit"),
        ({"GIT_INDEX_FILE": ".git/index", "CI": "true"}, "index"),
    ],
)
def test_where_the_head_is_read_when_nothing_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, environ: dict[str, str], looked_at: str
) -> None:
    play = story(tmp_path / "r")
    monkeypatch.chdir(play.root)
    found = play.compare(**environ)
    assert found.looked_at == looked_at
    with play.open(**environ) as repository:
        assert repository.looked_at(Where()) == {"worktree": "", "index": ":", "commit": "HEAD"}[looked_at]


def test_the_pushed_commits_keep_their_branchs_name(tmp_path: Path) -> None:
    play = story(tmp_path / "r")
    pushed = play.git("rev-parse", "HEAD")
    play.git("checkout", "-q", "--detach", "main")
    found = play.compare(PRE_COMMIT_TO_REF=pushed, PRE_COMMIT_LOCAL_BRANCH="refs/heads/feature/mask-email")
    assert paths(found) == ["M auth/reset.py"]
    assert found.branch == "feature/mask-email"


def test_what_is_taken_back_without_a_commit_is_no_difference(tmp_path: Path) -> None:
    play = story(tmp_path / "r")
    play.write("auth/reset.py", LOG)
    assert paths(play.compare(WORKTREE)) == []
    assert play.compare(WORKTREE).label.endswith("(1 uncommitted file)")


def test_deleted_in_the_working_tree_only(tmp_path: Path) -> None:
    play = story(tmp_path / "r")
    (play.root / "README.md").unlink()
    assert paths(play.compare(WORKTREE)) == ["D README.md", "M auth/reset.py"]
    assert paths(play.compare(STAGED)) == ["M auth/reset.py"]


def test_taken_out_of_the_index_but_still_there(tmp_path: Path) -> None:
    play = story(tmp_path / "r")
    play.git("rm", "-q", "--cached", "README.md")
    assert paths(play.compare(WORKTREE)) == ["M auth/reset.py"]
    assert paths(play.compare(STAGED)) == ["D README.md", "M auth/reset.py"]


def test_intent_to_add(tmp_path: Path) -> None:
    play = story(tmp_path / "r")
    play.write("new.py")
    play.git("add", "-N", "new.py")
    assert paths(play.compare(WORKTREE)) == ["M auth/reset.py", "A new.py"]
    assert paths(play.compare(STAGED)) == ["M auth/reset.py"]


def test_ignored_files_are_not_looked_at_and_untracked_ones_are(tmp_path: Path) -> None:
    play = story(tmp_path / "r")
    play.write(".gitignore", "*.tmp\nout/\n")
    play.write("a.tmp")
    play.write("out/b.py")
    play.write("deep/er/c.py")
    assert paths(play.compare(WORKTREE)) == ["A .gitignore", "M auth/reset.py", "A deep/er/c.py"]


def test_a_touched_file_is_not_changed(tmp_path: Path) -> None:
    play = story(tmp_path / "r")
    os.utime(play.root / "README.md", (1, 1))
    found = play.compare(WORKTREE)
    assert paths(found) == ["M auth/reset.py"]
    assert found.label.endswith("(0 uncommitted files)")


def test_mode_alone_is_no_change(tmp_path: Path) -> None:
    play = story(tmp_path / "r")
    (play.root / "README.md").chmod(0o755)
    assert paths(play.compare(WORKTREE)) == ["M auth/reset.py"]
    play.commit()
    assert paths(play.compare(COMMIT)) == ["M auth/reset.py"]


def test_windows_line_ends_of_the_working_tree_are_no_change(tmp_path: Path) -> None:
    play = story(tmp_path / "r")
    play.git("config", "core.autocrlf", "true")
    play.write("README.md", "Reset\r\n")
    play.write("auth/reset.py", MASKED.replace("\n", "\r\n") + "more\r\n")
    found = play.compare(WORKTREE)
    assert paths(found) == ["M auth/reset.py"]
    assert found.label.endswith("(1 uncommitted file)")


def test_a_merge_conflict_is_said(tmp_path: Path) -> None:
    play = story(tmp_path / "r")
    play.git("checkout", "-q", "main")
    play.commit({"auth/reset.py": "other\n"})
    play.git("checkout", "-q", "feature/mask-email")
    play.git("merge", "main", fails=True)
    assert reasons(play.compare(WORKTREE)) == {"auth/reset.py": "a merge conflict is not resolved"}
    (unread,) = play.compare(STAGED).not_checked
    assert unread.suspicious, "nobody may pass with it unseen"


# --- renames -----------------------------------------------------------------------------------------------------

LONG = "".join(f"line {number} of a file that is long enough\n" for number in range(20))


@pytest.mark.parametrize("git_knows", [True, False])
def test_a_renamed_file_is_one_change(tmp_path: Path, *, git_knows: bool) -> None:
    play = Play(tmp_path / "r")
    play.commit({"old/name.py": LONG, "other.py": "x\n"})
    play.branch("feature")
    play.write("new/name.py", LONG.replace("line 7", "LINE 7"))
    (play.root / "old/name.py").unlink()
    if git_knows:
        play.git("add", "-A")
    assert paths(play.compare(WORKTREE)) == ["R old/name.py → new/name.py"]
    play.commit()
    for key in ("diff.renames", "diff.renameLimit"):
        play.git("config", key, "0")
    assert paths(play.compare(COMMIT)) == ["R old/name.py → new/name.py"]


def test_too_different_is_deleted_and_added(tmp_path: Path) -> None:
    play = Play(tmp_path / "r")
    play.commit({"old.py": LONG})
    play.branch("feature")
    play.commit({"new.py": LONG[:300] + "".join(f"quite another {number}\n" for number in range(50))}, remove=["old.py"])
    assert paths(play.compare(COMMIT)) == ["A new.py", "D old.py"]


def test_empty_files_are_nobodys_new_name(tmp_path: Path) -> None:
    play = Play(tmp_path / "r")
    play.commit({"a/__init__.py": "", "x.py": LOG})
    play.branch("feature")
    play.commit({"b/__init__.py": ""}, remove=["a/__init__.py"])
    assert paths(play.compare(COMMIT)) == ["D a/__init__.py", "A b/__init__.py"]


# --- names of files and places -----------------------------------------------------------------------------------

NAMES = [
    "with space.py",
    "line\nbreak.py",
    "Grüße.py",
    "-rf.py",
    '"quoted".py',
    "tab\there.py",
    "a\\b.py",
    ":(top)x.py",
    "日本/語.py",
    "\udcff\udcfe.py",
]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse some of these names")
@pytest.mark.parametrize("where", [COMMIT, STAGED, WORKTREE], ids=["commit", "index", "worktree"])
def test_odd_names(tmp_path: Path, where: Where) -> None:
    play = story(tmp_path / "r")
    for name in NAMES:
        play.write(name, name.encode("utf-8", "surrogateescape"))
    if where != WORKTREE:
        play.git("add", "-A")
    if where == COMMIT:
        play.git("commit", "-q", "-m", "odd")
    with play.open() as repository:
        found = repository.compare(where)
        assert {file.path for file in found.files} == {*NAMES, "auth/reset.py"}
        for name in NAMES:
            expected = name.encode("utf-8", "surrogateescape")
            assert found.head_tree.read(name) == Source(name, expected)
            assert repository.read_at(repository.looked_at(where), name) == Source(name, expected)
        assert found.head_tree.containing(["Grüße"]) == ("Grüße.py",)
        assert found.head_tree.containing(["line\nbreak"]) == ("line\nbreak.py",)
        assert found.head_tree.containing(["\udcff\udcfe"]) == ("\udcff\udcfe.py",)


def test_odd_names_at_the_base(tmp_path: Path) -> None:
    play = Play(tmp_path / "r")
    play.commit({name: name.encode("utf-8", "surrogateescape") for name in NAMES})
    play.branch("feature")
    play.commit({"x.py": LOG})
    with play.open() as repository:
        found = repository.compare(COMMIT)
        for tree in (found.base_tree, found.head_tree):
            assert tree.containing(["Grüße", "line\nbreak"]) == ("Grüße.py", "line\nbreak.py")
            assert tree.containing(["\udcff\udcfe"]) == ("\udcff\udcfe.py",)
            assert tree.containing(["-rf", "(top)"]) == ("-rf.py", ":(top)x.py")


def test_from_a_subdirectory_paths_are_the_roots(tmp_path: Path) -> None:
    play = story(tmp_path / "r")
    play.write("top.py")
    play.write("auth/below.py")
    assert paths(play.compare(directory="auth")) == ["A auth/below.py", "M auth/reset.py", "A top.py"]


def test_a_linked_work_tree(tmp_path: Path) -> None:
    play = story(tmp_path / "r")
    play.git("worktree", "add", "-q", "-b", "second", str(tmp_path / "w"), "main")
    second = Play(tmp_path / "w", init=False)
    second.write("new.py")
    with second.open() as repository:
        assert repository.root == str(tmp_path / "w")
        assert repository.git_dir == str(tmp_path / "r/.git/worktrees/w")
        assert repository.common_dir == str(tmp_path / "r/.git")
        repository.cache().put([b"key"], b"data")
        assert len([path for path in (tmp_path / "r/.git/sdd-impact/cache").rglob("*") if path.is_file()]) == 1
        found = repository.compare(Where())
    assert paths(found) == ["A new.py"]
    assert found.branch == "second"


def test_a_submodule_is_said_and_is_a_repository_of_its_own(tmp_path: Path) -> None:
    inner = story(tmp_path / "inner")
    play = Play(tmp_path / "r")
    play.commit({"a.py": LOG})
    play.branch("feature")
    play.git("submodule", "--quiet", "add", f"file://{inner.root}", "sub")
    play.git("config", "-f", ".gitmodules", "submodule.sub.ignore", "all")
    play.commit()
    for where in (COMMIT, WORKTREE):
        assert reasons(play.compare(where)) == {"sub": "submodule; its changes are checked in its own repository"}
    play.write("sub/auth/reset.py", "dirty\n")
    assert play.compare(WORKTREE).label.endswith("(0 uncommitted files)")
    sub = Play(play.root / "sub", init=False)
    assert paths(sub.compare(Where(base="main"))) == ["M auth/reset.py"]


def test_a_submodule_that_is_removed_is_said(tmp_path: Path) -> None:
    play = Play(tmp_path / "r")
    play.commit({"a.py": LOG})
    play.git("update-index", "--add", "--cacheinfo", f"160000,{play.git('rev-parse', 'HEAD')},sub")
    play.git("commit", "-q", "-m", "with")
    play.branch("feature")
    play.git("rm", "-q", "--cached", "sub")
    play.git("commit", "-q", "-m", "without")
    assert set(reasons(play.compare(COMMIT))) == {"sub"}


def test_a_sparse_checkout_has_deleted_nothing(tmp_path: Path) -> None:
    play = story(tmp_path / "r")
    play.git("sparse-checkout", "set", "--no-cone", "/README.md")
    assert not (play.root / "auth").exists()
    assert paths(play.compare(WORKTREE)) == ["M auth/reset.py"]
    assert after(play, "auth/reset.py") == MASKED.encode()


def test_a_clone_without_blobs_fetches_what_it_needs(tmp_path: Path) -> None:
    server = story(tmp_path / "server")
    server.git("config", "uploadpack.allowFilter", "true")
    clone = server.clone(tmp_path / "clone", "--filter=blob:none", "--no-checkout", "-b", "feature/mask-email")
    assert after(clone, "auth/reset.py", COMMIT._replace(base="main")) == MASKED.encode()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a repository to somebody else")
def test_a_repository_of_somebody_else_is_undetermined(tmp_path: Path) -> None:
    play = story(tmp_path / "r")
    for path in (play.root, play.root / ".git"):
        os.chown(path, 12_345, 12_345)
    with pytest.raises(Undetermined) as caught:
        play.compare()
    assert caught.value.fix == f"git config --global --add safe.directory {play.root}"


def test_another_repository_inside_is_said(tmp_path: Path) -> None:
    play = story(tmp_path / "r")
    Play(play.root / "inner").commit({"x.py": LOG})
    found = play.compare(WORKTREE)
    assert paths(found) == ["M auth/reset.py"]
    assert reasons(found) == {"inner/": "another repository lies here"}


# --- what is not read --------------------------------------------------------------------------------------------


def test_links_and_pipes_are_never_followed(tmp_path: Path) -> None:
    play = story(tmp_path / "r")
    (tmp_path / "secret.py").write_text("secret")
    (play.root / "link.py").symlink_to(tmp_path / "secret.py")
    (play.root / "README.md").unlink()
    (play.root / "README.md").symlink_to(tmp_path / "secret.py")
    (play.root / "auth/reset.py").unlink()
    os.mkfifo(play.root / "auth/reset.py")
    with play.open() as repository:
        found = repository.compare(WORKTREE)
        assert found.head_tree.read("link.py") is None
        assert found.head_tree.containing(["secret"]) == ()
        assert repository.read_at("", "link.py") is None
        assert repository.read_at("", "auth/reset.py") is None
    assert paths(found) == ["D README.md", "D auth/reset.py"]
    assert reasons(found) == {
        "README.md": "symbolic link; not followed",
        "link.py": "symbolic link; not followed",
        "auth/reset.py": "not a regular file",
    }


def test_committed_links_are_not_followed(tmp_path: Path) -> None:
    play = story(tmp_path / "r")
    (play.root / "link.py").symlink_to("/etc/passwd")
    (play.root / "README.md").unlink()
    (play.root / "README.md").symlink_to("auth/reset.py")
    play.commit()
    found = play.compare(COMMIT)
    assert paths(found) == ["D README.md", "M auth/reset.py"]
    assert set(reasons(found)) == {"README.md", "link.py"}


def test_nothing_is_read_through_a_linked_folder(tmp_path: Path) -> None:
    play = story(tmp_path / "r")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/reset.py").write_text("secret")
    (play.root / "auth/reset.py").unlink()
    (play.root / "auth").rmdir()
    (play.root / "auth").symlink_to(tmp_path / "elsewhere")
    with play.open() as repository:
        found = repository.compare(WORKTREE)
        assert found.head_tree.read("auth/reset.py") is None
        assert repository.read_at("", "auth/reset.py") is None
    assert paths(found) == ["D auth/reset.py"]


@pytest.mark.parametrize(
    "path", ["../secret", "/etc/passwd", ".git/config", "a/../../secret", "", "a//b", ".GIT/config", "x\0y", "./README.md"]
)
def test_no_path_leads_out_of_the_working_tree(tmp_path: Path, path: str) -> None:
    play = story(tmp_path / "r")
    (tmp_path / "secret").write_text("secret")
    with play.open() as repository:
        assert repository.read_at("", path) is None
        assert repository.read_at("HEAD", path) is None
        assert repository.read_at(":", path) is None


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_said(tmp_path: Path) -> None:
    play = story(tmp_path / "r")
    play.write("locked.py").chmod(0)
    assert reasons(play.compare(WORKTREE)) == {"locked.py": "cannot be read: permission denied"}


@pytest.mark.parametrize("where", [COMMIT, STAGED, WORKTREE], ids=["commit", "index", "worktree"])
def test_large_files_are_not_read(tmp_path: Path, where: Where) -> None:
    play = story(tmp_path / "r")
    play.write("dump.sql", b"x" * 5_000_001)
    play.write("fits.sql", b"y" * 5_000_000)
    if where != WORKTREE:
        play.git("add", "-A")
    if where == COMMIT:
        play.git("commit", "-q", "-m", "large")
    with play.open() as repository:
        found = repository.compare(where)
        assert found.head_tree.read("dump.sql") is None
        assert found.head_tree.containing(["xxxx"]) == ()
    files = {file.path: file for file in found.files}
    assert files["dump.sql"].ignored == "too large"
    assert files["fits.sql"].ignored == ""
    assert files["dump.sql"].after == Source("dump.sql", b"")


def test_a_source_file_that_grows_too_large_asks_for_a_confirmation(tmp_path: Path) -> None:
    play = story(tmp_path / "r")
    play.commit({"auth/reset.py": LOG + "#" * 5_000_000})
    (unread,) = play.compare(COMMIT).not_checked
    assert unread.path == "auth/reset.py"
    assert unread.suspicious


# --- git's side programs and settings ----------------------------------------------------------------------------

HOSTILE = {
    "diff.noprefix": "true", "diff.mnemonicPrefix": "true", "color.ui": "always", "color.diff": "always", "diff.renames": "false",
    "core.quotePath": "true", "diff.ignoreSubmodules": "all", "core.abbrev": "4", "diff.orderFile": "/nonexistent", "diff.relative": "true",
    "diff.interHunkContext": "99", "grep.patternType": "perl", "grep.fallbackToNoIndex": "false", "core.pager": "false", "pager.diff": "false",
    "status.showUntrackedFiles": "no", "submodule.recurse": "true", "diff.wsErrorHighlight": "all", "log.showSignature": "true",
    "grep.column": "true", "grep.lineNumber": "true", "grep.recurseSubmodules": "true", "core.warnAmbiguousRefs": "true",
}  # fmt: skip


def test_no_setting_changes_the_evidence(tmp_path: Path) -> None:
    play = story(tmp_path / "r")
    play.write("new.py", "word\n")
    expected = [play.compare(where) for where in (COMMIT, WORKTREE)]
    for key, value in HOSTILE.items():
        play.git("config", key, value)
    found = [play.compare(where) for where in (COMMIT, WORKTREE)]
    assert [each.files for each in found] == [each.files for each in expected]
    assert [each.label for each in found] == [each.label for each in expected]


def test_no_program_of_the_repository_is_run(tmp_path: Path) -> None:
    play = story(tmp_path / "r")
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/caught.$1\ncat\n")
    trap.chmod(0o755)
    play.write(".gitattributes", "*.py filter=evil diff=evil\n*.md filter=a.b=c\n")
    play.commit({"more.py": LOG})
    for key in (
        "filter.evil.clean", "filter.evil.smudge", "filter.evil.process", "filter.a.b=c.clean", "diff.evil.textconv", "diff.evil.command", "diff.external",
        "core.fsmonitor", "core.pager", "core.editor", "pager.grep", "core.alternateRefsCommand", "core.gitProxy",
    ):  # fmt: skip
        play.git("config", key, f"{trap} {key}")
    play.git("config", "filter.evil.required", "true")
    hooks = play.root / ".git/hooks"
    hooks.mkdir(exist_ok=True)
    for hook in ("post-index-change", "fsmonitor-watchman", "post-checkout", "reference-transaction"):
        (hooks / hook).write_text(f"#!/bin/sh\ntouch {tmp_path}/caught.{hook}\n")
        (hooks / hook).chmod(0o755)
    # Now every time stamp is as uncertain as it can be: git hashes the files to find out.
    for path in ("auth/reset.py", "more.py", "README.md"):
        os.utime(play.root / path)
    (play.root / ".git/index").touch()
    play.write("untracked.py")
    with play.open(GIT_EXTERNAL_DIFF=str(trap), GIT_PAGER=str(trap), PAGER=str(trap)) as repository:
        for where in (WORKTREE, STAGED, COMMIT):
            found = repository.compare(where)
            found.head_tree.containing(["log"])
    assert not list(tmp_path.glob("caught*"))
    assert paths(play.compare(WORKTREE)) == ["A .gitattributes", "M auth/reset.py", "A more.py", "A untracked.py"]


def test_a_large_file_pointer_and_its_file_are_the_same(tmp_path: Path) -> None:
    play = story(tmp_path / "r")
    content = b'{"rows": 1}\n'
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{hashlib.sha256(content).hexdigest()}\nsize {len(content)}\n"
    play.commit({"data.json": pointer, "other.json": pointer})
    play.write("data.json", content)
    play.write("other.json", b'{"rows": 2}\n')
    found = play.compare(WORKTREE)
    assert found.label.endswith("(1 uncommitted file)")
    assert {file.path: file.after.data for file in found.files if file.after}["other.json"] == b'{"rows": 2}\n'


def test_replaced_objects_do_not_count(tmp_path: Path) -> None:
    play = story(tmp_path / "r")
    play.git("replace", "HEAD:auth/reset.py", "main:auth/reset.py")
    assert after(play, "auth/reset.py", COMMIT) == MASKED.encode()


def test_nothing_is_written_into_the_repository(tmp_path: Path) -> None:
    play = story(tmp_path / "r")
    os.utime(play.root / "README.md", (1, 1))

    def state() -> dict[str, tuple[int, int]]:
        return {
            str(path): (path.stat().st_mtime_ns, path.stat().st_size)
            for path in (play.root / ".git").rglob("*")
            if stat.S_ISREG(path.stat().st_mode)
        }

    before = state()
    play.compare(WORKTREE)
    assert state() == before


# --- inside hooks ------------------------------------------------------------------------------------------------

HOOK = f"""#!{sys.executable}
import os, sys
sys.path[:0] = {[str(Path(__file__).parents[2])]!r}
from sdd_impact.history import Repository, Where
with Repository.open(os.environ.get("PLAY_DIRECTORY", ".")) as repository:
    found = repository.compare(Where())
    print(found.looked_at, found.label, *[file.path for file in found.files], found.own_records, sep="|", file=open(os.environ["PLAY_OUT"], "w"))
"""


def hooked(play: Play, tmp_path: Path, *commit: str, directory: str = ".") -> str:
    hooks = Path(play.git("rev-parse", "--git-path", "hooks"))
    hook = (play.root / hooks if not hooks.is_absolute() else hooks) / "pre-commit"
    hook.parent.mkdir(parents=True, exist_ok=True)
    hook.write_text(HOOK)
    hook.chmod(0o755)
    out = tmp_path / "out"
    play.git("commit", "-q", "-m", "hooked", *commit, env={"PLAY_OUT": str(out), "PLAY_DIRECTORY": directory})
    return out.read_text().strip()


def test_a_hook_reads_the_index_and_an_untracked_checklist_does_not_count(tmp_path: Path) -> None:
    play = story(tmp_path / "r")
    play.write("staged.py")
    play.git("add", "staged.py")
    play.write("support-impact/mine.yaml", "branch: x\n")
    told = hooked(play, tmp_path)
    assert told.startswith("index|main (")
    assert told.endswith("index of feature/mask-email (1 staged file)|auth/reset.py|staged.py|()")


def test_a_partial_commit_has_an_index_of_its_own(tmp_path: Path) -> None:
    play = story(tmp_path / "r")
    play.write("in.py")
    play.write("out.py")
    play.git("add", "in.py", "out.py")
    assert "|auth/reset.py|in.py|" in hooked(play, tmp_path, "--", "in.py")


def test_a_hook_in_a_linked_work_tree(tmp_path: Path) -> None:
    play = story(tmp_path / "r")
    play.git("worktree", "add", "-q", "-b", "second", str(tmp_path / "w"), "main")
    second = Play(tmp_path / "w", init=False)
    second.write("new.py")
    second.git("add", "new.py")
    assert "index of second (1 staged file)|new.py|" in hooked(second, tmp_path)


def test_a_hooks_variables_do_not_follow_into_another_repository(tmp_path: Path) -> None:
    play = story(tmp_path / "r")
    other = story(tmp_path / "other")
    other.write("theirs.py")
    play.write("mine.py")
    play.git("add", "mine.py")
    told = hooked(play, tmp_path, directory=str(other.root))
    assert told.startswith("worktree|")
    assert "|auth/reset.py|theirs.py|" in told


def test_variables_of_another_repository_are_dropped(tmp_path: Path) -> None:
    play, other = story(tmp_path / "r"), Play(tmp_path / "other")
    other.commit({"x.py": LOG})
    environ = {
        "GIT_DIR": str(other.root / ".git"),
        "GIT_INDEX_FILE": str(other.root / ".git/index"),
        "GIT_WORK_TREE": str(other.root),
    }
    assert paths(play.compare(**environ)) == paths(play.compare())
    assert play.compare(**environ).looked_at == "worktree"


def test_a_work_tree_whose_repository_is_named_by_variables(tmp_path: Path) -> None:
    play = story(tmp_path / "r")
    (play.root / ".git").rename(tmp_path / "away.git")
    environ = {"GIT_DIR": str(tmp_path / "away.git"), "GIT_WORK_TREE": str(play.root)}
    with pytest.raises(UsageError):
        play.compare()
    assert paths(play.compare(WORKTREE, directory="auth", **environ)) == ["M auth/reset.py"]


# --- how many processes ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("where", "most"), [(COMMIT, 3), (STAGED, 4), (WORKTREE, 5)], ids=["commit", "index", "worktree"])
def test_at_most_five_processes_whatever_the_branch(tmp_path: Path, where: Where, most: int) -> None:
    play = story(tmp_path / "r")
    for number in range(120):
        play.write(f"many/{number % 7}/{number}.py", f"word{number}\n")
        play.write(f"untracked/{number}.py", f"word{number}\n")
    play.git("add", "many")
    play.git("commit", "-q", "-m", "many")
    counter = tmp_path / "bin"
    counter.mkdir()
    (counter / "git").write_text(f'#!/bin/sh\necho "$*" >> {tmp_path}/calls\nexec {GIT} "$@"\n')
    (counter / "git").chmod(0o755)
    with play.open(PATH=f"{counter}:{os.environ['PATH']}") as repository:
        found = repository.compare(where)
        found.head_tree.containing(["log.info"])
        found.base_tree.containing(["log.info"])
        assert len(found.head_tree.paths()) >= 122
        calls = (tmp_path / "calls").read_text().splitlines()
        assert len(calls) == repository.processes <= most, calls
        for number in range(20):
            found.head_tree.containing([f"word{number}"])
        assert repository.processes <= 5


def test_many_large_blobs_do_not_stall(tmp_path: Path) -> None:
    play = story(tmp_path / "r")
    for number in range(30):
        play.write(f"big/{number}.txt", os.urandom(100_000).hex().encode())
    play.git("add", "-A")
    play.git("commit", "-q", "-m", "big")
    found = play.compare(COMMIT)
    assert sum(len(file.after.data) for file in found.files if file.after) > 6_000_000


def test_open_by_the_processes_own_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    play = story(tmp_path / "r")
    monkeypatch.chdir(play.root / "auth")
    for name in ("CI", "GIT_DIR", "GIT_INDEX_FILE", "PRE_COMMIT", "PRE_COMMIT_TO_REF", "SDD_IMPACT_BASE", "GITHUB_BASE_REF"):
        monkeypatch.delenv(name, raising=False)
    with Repository.open() as repository:
        assert repository.compare(Where(environ={})).branch == "feature/mask-email"
