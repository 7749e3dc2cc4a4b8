"""Which checklists are a branch's own."""

from __future__ import annotations

from pathlib import Path

import pytest
from history.history_play import LOG, MASKED, Play

from sdd_impact.history import Where

COMMIT, WORKTREE, STAGED = Where(head="HEAD"), Where(worktree=True), Where(staged=True)
FOLDER = "support-impact"


def record(branch: str, evidence: str = "ev-0000000000000001") -> str:
    answers = "".join(f"  question-{number}: answered at some length\n" for number in range(9))
    return f"version: 1\nbranch: {branch}\nsummary: {branch} does it\nrows:\n  - evidence: {evidence}\n{answers}"


@pytest.fixture
def play(tmp_path: Path) -> Play:
    made = Play(tmp_path / "r")
    made.commit({"a.py": LOG, f"{FOLDER}/old.yaml": record("old")})
    made.branch("feature")
    made.commit({"a.py": MASKED})
    return made


def own(play: Play, where: Where = COMMIT) -> tuple[str, ...]:
    return play.compare(where).own_records


def test_a_record_that_the_branch_adds(play: Play) -> None:
    play.commit({f"{FOLDER}/mine.yaml": record("mine", "ev-2"), f"{FOLDER}/more.yml": record("more", "ev-3")})
    play.commit({f"{FOLDER}/mine.yaml": record("mine", "ev-4")}, message="changed after adding it itself")
    assert own(play) == (f"{FOLDER}/mine.yaml", f"{FOLDER}/more.yml")


@pytest.mark.parametrize("path", ["sign-off/x.yaml", "notes.md", "deep/er/x.yaml", "x.yaml.bak"])
def test_what_is_no_record(play: Play, path: str) -> None:
    play.commit({f"{FOLDER}/{path}": record("x", "ev-2"), "elsewhere/x.yaml": record("x", "ev-2"), f"{FOLDER}2/x.yaml": "x"})
    assert own(play) == ()


def test_an_old_record_edited(play: Play) -> None:
    play.commit({f"{FOLDER}/old.yaml": record("mine", "ev-2")})
    assert own(play) == ()


def test_an_old_record_renamed(play: Play) -> None:
    play.git("mv", f"{FOLDER}/old.yaml", f"{FOLDER}/mine.yaml")
    play.commit({f"{FOLDER}/mine.yaml": record("mine")})
    assert own(play) == ()


def test_an_old_record_renamed_without_telling_git(play: Play) -> None:
    (play.root / FOLDER / "old.yaml").rename(play.root / FOLDER / "mine.yaml")
    assert own(play, WORKTREE) == ()


def test_an_old_record_copied(play: Play) -> None:
    play.commit({f"{FOLDER}/same.yaml": record("old"), f"{FOLDER}/mine.yaml": record("mine").replace("\n", "\r\n")})
    assert own(play) == ()


def test_records_of_branches_that_were_asked_nothing_are_alike(tmp_path: Path) -> None:
    play = Play(tmp_path)
    play.commit({f"{FOLDER}/old.yaml": "version: 1\nbranch: old\nanswered: {}\n"})
    play.branch("feature")
    play.commit(
        {
            f"{FOLDER}/mine.yaml": "version: 1\nbranch: mine\nanswered: {}\n",
            f"{FOLDER}/copy.yaml": "version: 1\nbranch: old\nanswered: {}\n",
        }
    )
    assert own(play) == (f"{FOLDER}/mine.yaml",)


def test_one_that_was_merged_earlier(play: Play) -> None:
    play.commit({f"{FOLDER}/mine.yaml": record("mine", "ev-2")})
    play.git("checkout", "-q", "main")
    play.git("merge", "-q", "--no-ff", "-m", "merged", "feature")
    play.git("checkout", "-q", "feature")
    play.git("merge", "-q", "--ff-only", "main")
    play.commit({"b.py": LOG})
    assert own(play) == ()


def test_where_the_head_is_read(play: Play) -> None:
    play.write(f"{FOLDER}/untracked.yaml", record("u", "ev-2"))
    play.write(f"{FOLDER}/staged.yaml", record("s", "ev-3"))
    play.git("add", f"{FOLDER}/staged.yaml")
    assert own(play, COMMIT) == ()
    assert own(play, STAGED) == (f"{FOLDER}/staged.yaml",)
    assert own(play, WORKTREE) == (f"{FOLDER}/staged.yaml", f"{FOLDER}/untracked.yaml")


def test_links_are_no_records(play: Play, tmp_path: Path) -> None:
    (tmp_path / "out.yaml").write_text(record("out", "ev-2"))
    (play.root / FOLDER / "mine.yaml").symlink_to(tmp_path / "out.yaml")
    assert own(play, WORKTREE) == ()
    play.commit()
    assert own(play, COMMIT) == ()


@pytest.mark.parametrize("folder", ["docs/records", "docs/records/", "./docs//records"])
def test_another_folder(play: Play, folder: str) -> None:
    play.commit({"docs/records/mine.yaml": record("mine", "ev-2")})
    assert own(play, COMMIT._replace(records=folder)) == ("docs/records/mine.yaml",)


def test_generated_records_count(play: Play) -> None:
    """People mark the folder as generated to fold it away in a review."""
    play.git("checkout", "-q", "main")
    play.commit({".gitattributes": f"{FOLDER}/** linguist-generated\n"})
    play.git("checkout", "-q", "feature")
    play.git("merge", "-q", "-m", "update", "main")
    play.commit({f"{FOLDER}/mine.yaml": record("mine", "ev-2")})
    with play.open() as repository:
        found = repository.compare(COMMIT)
        assert found.own_records == (f"{FOLDER}/mine.yaml",)
        source = found.head_tree.read(f"{FOLDER}/mine.yaml")
        assert source
        assert source.data.decode() == record("mine", "ev-2")
