"""Merge-bases and first-parent lines, held against git's own answers on random histories."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from history.history_play import LOG, Play, reasons
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sdd_impact.errors import Undetermined, UsageError
from sdd_impact.history import Commit
from sdd_impact.history.commits import described, parse


@st.composite
def histories(draw: st.DrawFn) -> list[tuple[list[int], int]]:
    """Commits in order, each with the numbers of its parents, and a time stamp that may be older than theirs."""
    size = draw(st.integers(min_value=2, max_value=14))
    commits = []
    for number in range(size):
        parents = draw(st.lists(st.integers(0, number - 1), max_size=3, unique=True)) if number else []
        commits.append((parents, draw(st.integers(min_value=1, max_value=20))))
    return commits


def imported(play: Play, commits: list[tuple[list[int], int]]) -> list[str]:
    """Write a history in one process; return the commits' ids."""
    stream = []
    for number, (parents, when) in enumerate(commits):
        stream += [
            f"commit refs/heads/c{number}",
            f"mark :{number + 1}",
            f"committer A <a@b> {1000 + when} +0000",
            f"data 0\n#{number}",
        ]
        stream += [f"{'merge' if position else 'from'} :{parent + 1}" for position, parent in enumerate(parents)]
        stream += ["deleteall", f"M 100644 inline f\ndata {len(str(number))}\n{number}\n"]
    play.git("fast-import", "--quiet", "--force", "--export-marks=marks", feed="\n".join(stream).encode())
    marks = dict(line[1:].split(" ") for line in (play.root / "marks").read_text().splitlines())
    return [marks[str(number + 1)] for number in range(len(commits))]


@pytest.fixture(scope="module")
def playground(tmp_path_factory: pytest.TempPathFactory) -> Play:
    return Play(tmp_path_factory.mktemp("ancestry"))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(histories(), st.data())
def test_merge_bases_are_gits_merge_bases(playground: Play, commits: list[tuple[list[int], int]], data: st.DataObject) -> None:
    ids = imported(playground, commits)
    pick = st.sampled_from(ids)
    one, others = data.draw(pick), data.draw(st.lists(pick, min_size=1, max_size=2))
    with playground.open() as repository:
        found = repository.history.merge_bases(one, others)
        assert set(found.ids) == set(playground.git("merge-base", "--all", one, *others, fails=True).split())
        assert not found.cut
        since, until = data.draw(pick), data.draw(pick)
        line = [commit.id for commit in repository.commits(until, since=since)]
        assert line == first_parents(playground, since, until)


def first_parents(play: Play, since: str, until: str) -> list[str]:
    return play.git("rev-list", "--first-parent", "--topo-order", f"{since}..{until}").split()


def test_a_far_walk_is_left_to_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    play = Play(tmp_path)
    ids = imported(play, [([], 1)] + [([number], number) for number in range(40)] + [([3], 5)])
    monkeypatch.setattr("sdd_impact.history.commits.FAR", 10)
    with play.open() as repository:
        before = repository.processes
        assert repository.merge_base(ids[-1], ids[40]) == ids[3]
        assert repository.processes == before + 2


def test_commits_are_told_as_a_person_would(tmp_path: Path) -> None:
    play = Play(tmp_path)
    first = play.commit({"a.py": LOG}, message="Mask e-mail\naddresses\n\nBecause of the review.")
    second = play.commit({"a.py": ""})
    with play.open() as repository:
        commits = repository.commits()
        assert [commit.id for commit in commits] == [second, first]
        assert commits[1] == Commit(first, (), "Mask e-mail addresses", "Ada Müller <ada@example.org>", "2023-11-14T22:16:20+00:00")
        assert repository.commits("HEAD", 1) == commits[:1]
        assert repository.commits("HEAD", since="HEAD~1") == commits[:1]
        with pytest.raises(UsageError):
            repository.commits("nosuch")


def test_no_merge_base_is_undetermined(tmp_path: Path) -> None:
    play = Play(tmp_path)
    one, two = imported(play, [([], 1), ([], 2)])
    with play.open() as repository, pytest.raises(Undetermined):
        repository.merge_base(one, two)


def test_the_edge_of_a_shallow_clone_is_said(tmp_path: Path) -> None:
    play = Play(tmp_path / "server")
    imported(play, [([], 1), ([0], 2), ([1], 3), ([0], 4), ([3], 5), ([2, 4], 6), ([1], 7)])
    clone = Play(tmp_path / "clone")
    clone.git("fetch", "-q", "--depth=3", f"file://{play.root}", "c5:refs/remotes/origin/main", "c6:refs/heads/feature")
    with clone.open() as repository:
        found = repository.history.merge_bases(repository.resolve("origin/main"), [repository.resolve("feature")])
        assert found.cut
    clone.git("checkout", "-q", "feature")
    assert reasons(clone.compare())["origin/main"].startswith("this clone is shallow; a nearer merge-base may be hidden")


ODD = [
    b"tree t\n\nx",
    b"tree t\nauthor A\ncommitter \xff <a@b> 99999999999999999999 +9999\n\n\xff\xfe",
    b"tree t\nauthor A <a@b> x y\ncommitter A <a@b> -5 -0530\nencoding latin1\ngpgsig -----\n more\n\n",
    b"tree t",
]


@pytest.mark.parametrize("data", ODD)
def test_odd_commits_are_read_all_the_same(data: bytes) -> None:
    assert described(parse("0" * 40, data)).id == "0" * 40


@given(st.binary(max_size=200))
def test_no_commit_object_makes_it_stumble(data: bytes) -> None:
    with contextlib.suppress(Undetermined):
        assert described(parse("0" * 40, b"tree t" + data)).id == "0" * 40
