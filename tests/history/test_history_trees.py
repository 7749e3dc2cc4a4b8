"""Trees: paths, reading, words; renames; and hostile objects."""

from __future__ import annotations

import contextlib
import os
import random
import subprocess
from pathlib import Path

import pytest
from history.history_play import GIT, LOG, MASKED, Play, story
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sdd_impact.errors import Undetermined
from sdd_impact.history import Where
from sdd_impact.history.renames import Version, exact, similar
from sdd_impact.history.trees import parse
from sdd_impact.model import Source

COMMIT, WORKTREE = Where(head="HEAD"), Where(worktree=True)


def test_both_trees(tmp_path: Path) -> None:
    play = story(tmp_path / "r")
    play.commit({"new.py": LOG}, remove=["README.md"])
    with play.open() as repository:
        found = repository.compare(COMMIT)
        assert found.base_tree.paths() == ("README.md", "auth/reset.py")
        assert found.head_tree.paths() == ("auth/reset.py", "new.py")
        assert found.base_tree.read("auth/reset.py") == Source("auth/reset.py", LOG.encode())
        assert found.head_tree.read("auth/reset.py") == Source("auth/reset.py", MASKED.encode())
        assert found.head_tree.read("README.md") is None
        assert found.head_tree.read("auth") is None
        assert found.base_tree.containing(["PasswordReset", "nothing"]) == ("auth/reset.py",)
        assert found.head_tree.containing(["PasswordReset"]) == ("auth/reset.py", "new.py")
        assert found.base_tree.containing(["passwordreset"]) == ()
        assert found.base_tree.containing([]) == ()
        assert found.base_tree.containing([""]) == ()


def test_any_revision(tmp_path: Path) -> None:
    play = story(tmp_path / "r")
    play.write("staged.py", "s")
    play.git("add", "staged.py")
    play.write("loose.py", "l")
    with play.open() as repository:
        assert repository.tree("main").paths() == ("README.md", "auth/reset.py")
        assert repository.tree(":").paths() == ("README.md", "auth/reset.py", "staged.py")
        assert repository.tree("").paths() == ("README.md", "auth/reset.py", "loose.py", "staged.py")
        assert repository.read_at("main", "auth/reset.py") == Source("auth/reset.py", LOG.encode())
        assert repository.read_at("", "loose.py") == Source("loose.py", b"l")
        assert repository.read_at(":", "loose.py") is None
        assert repository.reader(":")("staged.py") == Source("staged.py", b"s")
        assert repository.tree("main") is repository.tree("refs/heads/main"), "shared look-ups"


def test_an_attribute_does_not_hide_words(tmp_path: Path) -> None:
    play = Play(tmp_path)
    play.commit({"a.py": LOG, ".gitattributes": "*.py binary -diff -text\n"})
    play.branch("feature")
    play.commit({"b.py": LOG})
    with play.open() as repository:
        found = repository.compare(COMMIT)
        assert found.base_tree.containing(["PasswordReset"]) == ("a.py",)


def test_binary_files_contain_no_words(tmp_path: Path) -> None:
    play = Play(tmp_path)
    play.commit({"a.bin": b"word\0", "b.txt": "word"})
    play.branch("feature")
    play.commit({"c.bin": b"word\0", "d.txt": "word"})
    with play.open() as repository:
        assert repository.compare(COMMIT).head_tree.containing(["word"]) == ("b.txt", "d.txt")


WORDS = ["log", "x\ny", "Grüße", "\0", "a\r\nb", "-e", "*", "(", "\\", "é", "\udc80", " ", "\n", "zz"]


@pytest.mark.parametrize("spent", [0, 5], ids=["git grep", "our own scan"])
def test_words_as_a_plain_search_finds_them(tmp_path: Path, spent: int) -> None:
    play = Play(tmp_path)
    chance = random.Random(7)
    files = {
        f"{number}.txt": "".join(chance.choices(["log", "x\n", "y", "Grüße", "a\r\n", "b", "-e*", "(\\", "é", " ", "\udc80"], k=9))
        for number in range(40)
    }
    play.commit({path: text.encode("utf-8", "surrogateescape") for path, text in files.items()})
    with play.open() as repository:
        tree = repository.tree("HEAD")
        repository._git.processes += spent
        for word in WORDS:
            expected = tuple(
                sorted(
                    path
                    for path, text in files.items()
                    if word.encode("utf-8", "surrogateescape") in text.encode("utf-8", "surrogateescape")
                )
            )
            assert tree.containing([word]) == expected, word
        assert tree.containing(WORDS) == tuple(sorted(set().union(*(tree.containing([word]) for word in WORDS))))


def test_a_word_is_looked_for_once(tmp_path: Path) -> None:
    with story(tmp_path / "r").open() as repository:
        found = repository.compare(COMMIT)
        found.base_tree.containing(["log", "user"])
        before = repository.processes
        found.head_tree.containing(["user"])
        found.base_tree.containing(["log"])
        assert repository.processes == before


# --- hostile objects ---------------------------------------------------------------------------------------------


def made_of(play: Play, tree: bytes) -> str:
    """Write a tree object as it is, commit it on a branch, and return to nothing."""
    tree_id = play.git("hash-object", "-t", "tree", "-w", "--stdin", "--literally", feed=tree)
    commit = play.git("commit-tree", "-p", "main", "-m", "hostile", tree_id)
    play.git("update-ref", "refs/heads/hostile", commit)
    return tree_id


def entry(mode: str, name: str, oid: str) -> bytes:
    return f"{mode} {name}\0".encode("utf-8", "surrogateescape") + bytes.fromhex(oid)


def test_a_tree_that_stands_for_billions_of_files_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sdd_impact.history.trees.MOST_PATHS", 20_000)
    play = Play(tmp_path)
    play.commit({"a.py": LOG})
    oid = play.git("rev-parse", "HEAD:a.py")
    tree = b"".join(entry("100644", f"f{number}", oid) for number in range(10))
    for _ in range(9):
        level = play.git("hash-object", "-t", "tree", "-w", "--stdin", feed=tree)
        tree = b"".join(entry("40000", f"d{number}", level) for number in range(10))
    made_of(play, tree)
    with pytest.raises(Undetermined, match="paths"):
        play.compare(Where(base="main", head="hostile"))


def test_a_path_without_end_is_refused(tmp_path: Path) -> None:
    play = Play(tmp_path)
    play.commit({"a.py": LOG})
    tree = entry("100644", "f", play.git("rev-parse", "HEAD:a.py"))
    for _ in range(45):
        tree = entry("40000", "d" * 200, play.git("hash-object", "-t", "tree", "-w", "--stdin", feed=tree))
    made_of(play, tree)
    with pytest.raises(Undetermined, match="longer than"):
        play.compare(Where(base="main", head="hostile"))


@pytest.mark.parametrize("name", ["..", ".git", "a/b", "../../x.py", ".", "-rf"])
def test_names_that_no_tree_should_hold_are_only_names(tmp_path: Path, name: str) -> None:
    play = Play(tmp_path)
    play.commit({"a.py": LOG})
    made_of(play, entry("100644", name, play.git("rev-parse", "HEAD:a.py")))
    found = play.compare(Where(base="main", head="hostile"))
    assert name in [file.path for file in found.files] or f"R a.py → {name}"


@given(st.binary(max_size=120))
def test_no_tree_object_makes_it_stumble(data: bytes) -> None:
    with contextlib.suppress(Undetermined):
        assert len(parse("0" * 40, data)) <= len(data) // 22


# --- renames -----------------------------------------------------------------------------------------------------


def version(path: str, data: bytes) -> Version:
    return Version(path, data.hex()[:40], data)


def test_equal_contents_prefer_the_equal_name() -> None:
    old = [version("a/x.py", b"same\n"), version("b/y.py", b"same\n")]
    new = [version("c/y.py", b"same\n"), version("c/z.py", b"same\n")]
    assert exact(old, new, "") == {"c/y.py": "b/y.py", "c/z.py": "a/x.py"}


def test_the_most_similar_one_wins() -> None:
    lines = [f"this is line {number}\n".encode() for number in range(10)]
    old = [version("half.py", b"".join(lines[:6])), version("most.py", b"".join(lines[:9]))]
    assert similar(old, [version("new.py", b"".join(lines))]) == {"new.py": "most.py"}
    assert similar(old, []) == {}
    assert similar([Version("unread.py", "1", None)], [version("new.py", b"x")]) == {}


def test_too_many_pairs_are_left_alone() -> None:
    many = [version(f"{number}.py", b"x\n" * 9) for number in range(300)]
    assert similar(many, many) == {}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 2**32))
def test_renames_are_gits_renames(ancestry: Play, seed: int) -> None:
    """Where the similarity is not near the limit, git sees the same renames. (Near it, its hashes of lines may collide.)"""
    chance = random.Random(seed)
    text = [f"{chance.random()} and some more text\n" for _ in range(30)]
    share = chance.choice([0, 5, 10, 20, 25, 30])
    edited = text[:share] + [f"{chance.random()} quite something else\n" for _ in range(30 - share)]
    one, two = "".join(text).encode(), "".join(edited).encode()
    old, new = (ancestry.git("hash-object", "-w", "--stdin", feed=data) for data in (one, two))
    trees = [
        ancestry.git("mktree", feed=f"100644 blob {oid}\t{name}\n".encode()) for oid, name in ((old, "old.py"), (new, "new.py"))
    ]
    said = ancestry.git("diff-tree", "-r", "-M", "--name-status", *trees)
    versions = ([Version("old.py", old, one)], [Version("new.py", new, two)])
    assert bool(exact(*versions, "") or similar(*versions)) == said.startswith("R"), said


@pytest.fixture(scope="module")
def ancestry(tmp_path_factory: pytest.TempPathFactory) -> Play:
    return Play(tmp_path_factory.mktemp("renames"))


# --- the process itself ------------------------------------------------------------------------------------------


def test_the_process_ends_with_the_block(tmp_path: Path) -> None:
    play = story(tmp_path / "r")
    with play.open() as repository:
        repository.compare(COMMIT)
        process = repository.objects._process
        assert process
        assert process.poll() is None
    assert process.poll() is not None
    assert repository.read_at("HEAD", "auth/reset.py"), "asked again, it starts again"
    repository.close()
    repository.close()


def test_a_process_that_dies_is_undetermined(tmp_path: Path) -> None:
    play = story(tmp_path / "r")
    with play.open() as repository:
        repository.resolve("HEAD")
        process = repository.objects._process
        assert process
        process.kill()
        process.wait()
        with pytest.raises(Undetermined):
            repository.compare(COMMIT)


def test_a_repository_with_sha256(tmp_path: Path) -> None:
    play = Play(tmp_path, init=False)
    subprocess.run([GIT, "init", "-q", "-b", "main", "--object-format=sha256", str(tmp_path)], env=play.environ, check=True)
    play.commit({"a.py": LOG, "b.py": LOG})
    play.branch("feature")
    play.write("a.py", MASKED)
    os.utime(play.root / "b.py", (1, 1))
    found = play.compare(WORKTREE)
    assert [file.path for file in found.files] == ["a.py"]
    assert found.label.endswith("(1 uncommitted file)")
