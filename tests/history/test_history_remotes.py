"""Remotes as git knows them, wherever they are written; `git remote` and `git config` are asked for the truth."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from gate.gate_play import ISOLATED, Play
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sdd_impact.history.environment import scrubbed
from sdd_impact.history.git import Git
from sdd_impact.history.remotes import Remotes, read_remotes

ALL = "+refs/heads/*:refs/remotes/{}/*"


@pytest.fixture
def play(tmp_path: Path) -> Play:
    """Give an empty repository without a remote."""
    (tmp_path / "shop").mkdir()
    made = Play(tmp_path / "shop")
    made.git("init", "-q", "--template=", "-b", "main")
    return made


def read(play: Play, upstream: str = "", **environ: str) -> tuple[Remotes, int]:
    """Return the remotes, and how many processes that took."""
    git = Git(str(play.root), scrubbed(play.environ | environ))
    return read_remotes(git, str(play.root / ".git"), upstream), git.processes


def write(play: Play, text: str, name: str = "config") -> None:
    with (play.root / ".git" / name).open("a") as file:
        file.write(text)


def test_one_remote_costs_no_process(play: Play) -> None:
    play.git("remote", "add", "upstream", "https://example.org/x")
    assert read(play) == (Remotes(("upstream",), "upstream", all_branches=True), 0)


def test_none(play: Play) -> None:
    assert read(play)[0] == Remotes((), "origin")


def included(play: Play) -> Mapping[str, str]:
    write(play, '[include]\n\tpath = more\n[remote "b"]\n\turl = b\n')
    write(play, f'[remote "origin"]\n\turl = x\n\tfetch = {ALL.format("origin")}\n', "more")
    return {}


def included_where_it_lies(play: Play) -> Mapping[str, str]:
    write(play, f'[includeIf "gitdir:{play.root}/"]\n\tpath = more\n')
    write(play, f'[remote "origin"]\n\turl = x\n\tfetch = {ALL.format("origin")}\n', "more")
    return {}


def of_the_work_tree(play: Play) -> Mapping[str, str]:
    play.git("config", "extensions.worktreeConfig", "true")
    play.git("config", "--worktree", "remote.origin.url", "x")
    play.git("config", "--worktree", "remote.origin.fetch", ALL.format("origin"))
    return {}


def of_the_environment(play: Play) -> Mapping[str, str]:
    play.git("remote", "add", "b", "b")
    pairs = {"remote.origin.url": "x", "remote.origin.fetch": ALL.format("origin")}
    said = {"GIT_CONFIG_COUNT": "2"}
    for number, (key, value) in enumerate(pairs.items()):
        said |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
    return said


def by_option_of_a_caller(play: Play) -> Mapping[str, str]:
    play.git("remote", "add", "b", "b")
    return {"GIT_CONFIG_PARAMETERS": f"'remote.origin.url'='x' 'remote.origin.fetch'='{ALL.format('origin')}'"}


def in_another_spelling(play: Play) -> Mapping[str, str]:
    write(play, f'[REMOTE "origin"]\n\tURL = "x" # there\n\tFetch = "{ALL.format("origin")}"\n')
    return {}


def on_one_line(play: Play) -> Mapping[str, str]:
    write(play, '[remote "origin"] url = x\n\tfetch = +refs/heads/*:\\\nrefs/remotes/origin/*\n[remote "origin"]\n\tprune = true\n')
    return {}


def beside_a_file_that_git_config_alone_would_read(play: Play) -> Mapping[str, str]:
    for name in ("origin", "b"):
        play.git("remote", "add", name, name)
    path = play.root.parent / "one"
    path.write_text('[remote "wrong"]\n\turl = x\n')
    return {"GIT_CONFIG": str(path)}


WAYS = (
    included, included_where_it_lies, of_the_work_tree, of_the_environment, by_option_of_a_caller, in_another_spelling,
    on_one_line, beside_a_file_that_git_config_alone_would_read,
)  # fmt: skip


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_wherever_it_is_written(play: Play, way: Callable[[Play], Mapping[str, str]]) -> None:
    found, processes = read(play, **way(play))
    assert "origin" in found.names
    assert "wrong" not in found.names
    assert (found.main, found.all_branches, processes) == ("origin", True, 1)


@pytest.mark.parametrize(
    ("names", "settings_", "upstream", "main"),
    [
        ("b a", "", "", "b"),
        ("b a", "", "refs/remotes/a/main", "a"),
        ("a origin", "", "refs/remotes/a/main", "origin"),
        ("a origin", "checkout.defaultRemote=a", "", "a"),
        ("a origin", "checkout.defaultRemote=gone", "", "origin"),
        ("a origin", "remote.pushDefault=a", "", "origin"),
        ("a/b c.d", "", "refs/remotes/c.d/main", "c.d"),
        ("a/b c.d", "", "refs/remotes/a/b/main", "a/b"),
    ],
)
def test_the_one_that_is_meant(play: Play, names: str, settings_: str, upstream: str, main: str) -> None:
    for name in names.split():
        play.git("remote", "add", name, name)
    if settings_:
        play.git("config", *settings_.split("="))
    assert read(play, upstream)[0].main == main


@pytest.mark.parametrize("value", ["promisor = true", "promisor = Yes", "promisor", "promisor=on", "promisor = 1 ; so"])
def test_a_remote_that_gives_objects_later(play: Play, value: str) -> None:
    write(play, f'[remote "origin"]\n\turl = x\n\t{value}\n')
    assert read(play)[0].partial
    write(play, "\tpromisor = false\n")
    assert not read(play)[0].partial


def test_an_older_way_to_say_that(play: Play) -> None:
    write(play, '[extensions]\n\tpartialClone = origin\n[remote "origin"]\n\turl = x\n')
    assert read(play)[0].partial


@pytest.mark.parametrize(
    "fetch", ["+refs/heads/main:refs/remotes/origin/main", "+refs/heads/*:refs/remotes/other/*", "+refs/pull/*:refs/x/*"]
)
def test_a_fetch_that_does_not_bring_every_branch(play: Play, fetch: str) -> None:
    write(play, f'[remote "origin"]\n\turl = x\n\tfetch = {fetch}\n')
    assert not read(play)[0].all_branches
    write(play, f"\tfetch = {ALL.format('origin')}\n")
    assert read(play)[0].all_branches


LINES = st.lists(
    st.sampled_from([
        '[remote "origin"]', '[remote "a b"]', '[remote "q\\"q"]', "[remote.old]", '[Remote "O"]', "[remote]", "\turl = x", "\turl=", "\tfetch = x",
        "\tpromisor", "\tpromisor = off", "[core]", '# [remote "no"]', '\tx = "[remote"', "[checkout]", "\tdefaultRemote = O", "\tpushUrl = y",
    ]),
    max_size=8,
)  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(LINES)
def test_as_git_reads_it(play: Play, lines: list[str]) -> None:
    path = play.root / ".git" / "config"
    path.write_text("[core]\n\trepositoryformatversion = 0\n" + "\n".join(lines) + "\n")
    done = play.git("config", "--name-only", "--get-regexp", r"^remote\..*\.url$", fails=True)
    wanted = {line.removeprefix("remote.").removesuffix(".url") for line in done.splitlines()}
    assert set(read(play)[0].names) == wanted


def test_nothing_runs_and_a_broken_file_is_no_crash(play: Play) -> None:
    write(
        play,
        '[include]\n\tpath = /dev/zero\n[core]\n\tfsmonitor = touch ran\n\tsshCommand = touch ran\n[remote "o"]\n\turl = ext::touch ran\n',
    )
    (play.root / ".git" / "config").write_text('[remote "o"]\n\turl = ext::touch ran\n[include]\n\tpath = ../evil\n')
    (play.root / "evil").write_text(
        '[remote "p"]\n\turl = ext::touch ran\n[core]\n\tsshCommand = touch ran\n\tfsmonitor = touch ran\n'
    )
    assert read(play)[0].names == ("o", "p")
    assert not (play.root / "ran").exists()
    (play.root / "evil").write_text("[[[\n")
    assert read(play)[0].names == ()
    assert os.devnull == ISOLATED["GIT_CONFIG_GLOBAL"]
