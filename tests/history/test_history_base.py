"""Which commit a branch is compared with. Each situation is one that a real gate got wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from history.history_play import ISOLATED, LOG, MASKED, Play, paths, reasons, story

from sdd_impact.errors import SddImpactError, Undetermined, UsageError
from sdd_impact.history import Repository, Where

CI = {"CI": "true"}
DEFAULT = Where()
REFSPEC = "+refs/heads/main:refs/remotes/origin/main"


def upstream(tmp_path: Path) -> Play:
    """A server with main (three commits) and a feature of two commits that left main at its second one."""
    server = Play(tmp_path / "server")
    server.commit({"a.py": LOG, "b.py": "1\n"}, message="one")
    server.commit({"b.py": "2\n"}, message="two")
    server.branch("feature")
    server.commit({"a.py": MASKED}, message="mask")
    server.commit({"c.py": "new\n"}, message="more")
    server.git("checkout", "-q", "main")
    server.commit({"b.py": "3\n"}, message="three")
    return server


def pull_request(tmp_path: Path) -> tuple[Play, str, str]:
    """A server with GitHub's own merge of the feature; return it with the merge's id and the feature's head."""
    server = upstream(tmp_path)
    server.git("checkout", "-q", "--detach", "main")
    server.git("merge", "-q", "--no-ff", "-m", "Merge feature into main", "feature")
    server.git("update-ref", "refs/pull/7/merge", "HEAD")
    merge = server.git("rev-parse", "HEAD")
    server.git("checkout", "-q", "main")
    return server, merge, server.git("rev-parse", "feature")


def github(merge: str, **more: str) -> dict[str, str]:
    return CI | {
        "GITHUB_BASE_REF": "main", "GITHUB_HEAD_REF": "feature", "GITHUB_SHA": merge, "GITHUB_REF": "refs/pull/7/merge", **more
    }  # fmt: skip


def fails(kind: type[SddImpactError], play: Play, where: Where = DEFAULT, /, **environ: str) -> SddImpactError:
    with pytest.raises(kind) as caught:
        play.compare(where, **environ)
    assert "\n" not in str(caught.value), "one line"
    return caught.value


def test_the_merge_base_is_compared_and_not_the_tip(tmp_path: Path) -> None:
    server = upstream(tmp_path)
    clone = server.clone(tmp_path / "clone", "-b", "feature")
    found = clone.compare()
    assert paths(found) == ["M a.py", "A c.py"]
    assert found.base.name == "origin/main"
    assert found.base.commit == server.git("rev-parse", "main")
    assert found.merge_base == server.git("rev-parse", "main~1")
    assert found.label == f"origin/main ({found.merge_base[:7]}) … working tree of feature (0 uncommitted files)"


# --- shallow clones ----------------------------------------------------------------------------------------------


def test_depth_one_says_the_one_command_that_helps(tmp_path: Path) -> None:
    clone = upstream(tmp_path).clone(tmp_path / "clone", "--depth=1", "-b", "feature")
    error = fails(Undetermined, clone, DEFAULT, **CI, GITHUB_BASE_REF="main")
    assert "shallow" in error.message
    assert error.fix == f"git fetch --no-tags --unshallow origin {REFSPEC}"


def test_depth_one_without_a_name_fetches_all_branches(tmp_path: Path) -> None:
    clone = upstream(tmp_path).clone(tmp_path / "clone", "--depth=1", "-b", "feature")
    assert (
        fails(Undetermined, clone, DEFAULT, **CI).fix
        == "git fetch --no-tags --unshallow origin '+refs/heads/*:refs/remotes/origin/*'"
    )


def test_the_command_works(tmp_path: Path) -> None:
    clone = upstream(tmp_path).clone(tmp_path / "clone", "--depth=1", "-b", "feature")
    clone.git(*fails(Undetermined, clone, DEFAULT, **CI, GITHUB_BASE_REF="main").fix.split()[1:])
    assert paths(clone.compare(**CI, GITHUB_BASE_REF="main")) == ["M a.py", "A c.py"]


def test_fetch_runs_the_command(tmp_path: Path) -> None:
    clone = upstream(tmp_path).clone(tmp_path / "clone", "--depth=1", "-b", "feature")
    found = clone.compare(Where(base="main", fetch=True), **CI)
    assert paths(found) == ["M a.py", "A c.py"]
    assert clone.git("rev-parse", "--is-shallow-repository") == "false"


def test_fetch_without_a_server_is_undetermined(tmp_path: Path) -> None:
    clone = upstream(tmp_path).clone(tmp_path / "clone", "--depth=1", "-b", "feature")
    clone.git("remote", "set-url", "origin", str(tmp_path / "nowhere"))
    error = fails(Undetermined, clone, Where(fetch=True), **CI, GITHUB_BASE_REF="main")
    assert "git fetch failed" in error.message


def test_base_fetched_with_depth_into_a_full_clone(tmp_path: Path) -> None:
    server = upstream(tmp_path)
    clone = server.clone(tmp_path / "clone", "-b", "feature", "--single-branch")
    clone.git("fetch", "-q", "--depth=1", "origin", REFSPEC)
    assert "--unshallow" in fails(Undetermined, clone).fix


def test_a_shallow_clone_that_is_deep_enough(tmp_path: Path) -> None:
    clone = upstream(tmp_path).clone(tmp_path / "clone", "--depth=3", "--no-single-branch", "-b", "feature")
    assert paths(clone.compare()) == ["M a.py", "A c.py"]


def test_single_branch_clone_names_the_refspec(tmp_path: Path) -> None:
    clone = upstream(tmp_path).clone(tmp_path / "clone", "-b", "feature", "--single-branch")
    assert fails(Undetermined, clone, CI="1", GITHUB_BASE_REF="main").fix == f"git fetch --no-tags origin {REFSPEC}"
    assert fails(UsageError, clone, Where(base="main")).fix == f"git fetch --no-tags origin {REFSPEC}"
    assert paths(clone.compare(Where(base="main", fetch=True))) == ["M a.py", "A c.py"]


def test_a_wrong_name_stays_wrong_after_fetching(tmp_path: Path) -> None:
    clone = upstream(tmp_path).clone(tmp_path / "clone", "-b", "feature")
    assert "git fetch failed" in fails(Undetermined, clone, Where(base="mian", fetch=True)).message


# --- GitHub's merge commit ---------------------------------------------------------------------------------------


def test_githubs_merge_commit_needs_two_commits_only(tmp_path: Path) -> None:
    server, merge, _ = pull_request(tmp_path)
    clone = Play(tmp_path / "clone")
    clone.git("remote", "add", "origin", f"file://{server.root}")
    clone.git("fetch", "-q", "--depth=2", "origin", f"+{merge}:refs/remotes/pull/7/merge")
    clone.git("checkout", "-q", "--detach", merge)
    found = clone.compare(**github(merge))
    assert paths(found) == ["M a.py", "A c.py"]
    assert found.label == f"main ({server.git('rev-parse', 'main')[:7]}) … feature ({merge[:7]})"
    assert found.branch == "feature"


def test_githubs_merge_commit_by_its_second_parent(tmp_path: Path) -> None:
    server, merge, head = pull_request(tmp_path)
    server.git("checkout", "-q", "--detach", merge)
    event = tmp_path / "event.json"
    event.write_text(json.dumps({"pull_request": {"head": {"sha": head}}}))
    found = server.compare(**github("0" * 40, GITHUB_REF="refs/heads/x", GITHUB_EVENT_PATH=str(event)))
    assert found.merge_base == server.git("rev-parse", "main")


def test_githubs_merge_commit_at_depth_one(tmp_path: Path) -> None:
    server, merge, _ = pull_request(tmp_path)
    clone = Play(tmp_path / "clone")
    clone.git("remote", "add", "origin", f"file://{server.root}")
    clone.git("fetch", "-q", "--depth=1", "origin", f"+{merge}:refs/remotes/pull/7/merge")
    clone.git("checkout", "-q", "--detach", merge)
    assert fails(Undetermined, clone, DEFAULT, **github(merge)).fix == f"git fetch --no-tags --unshallow origin {REFSPEC}"
    assert paths(clone.compare(Where(fetch=True), **github(merge))) == ["M a.py", "A c.py"]


def test_a_merge_commit_of_ones_own_is_not_githubs(tmp_path: Path) -> None:
    server = upstream(tmp_path)
    server.git("checkout", "-q", "feature")
    server.git("merge", "-q", "-m", "update", "main")
    found = server.compare(**github("0" * 40))
    assert found.merge_base == server.git("rev-parse", "main")
    assert paths(found) == ["M a.py", "A c.py"], "the first parent would have been the feature itself"


@pytest.mark.parametrize("event", ["[]", "{", '{"pull_request": 7}', "[" * 100_000, '{"merge_group": {"base_ref": ["x"]}}'])
def test_a_damaged_event_file_is_no_event(tmp_path: Path, event: str) -> None:
    play = story(tmp_path / "r")
    (tmp_path / "event.json").write_text(event)
    assert play.compare(GITHUB_EVENT_PATH=str(tmp_path / "event.json"), **CI).base.name == "main"


def test_a_job_that_has_checked_out_the_base_passes_nothing(tmp_path: Path) -> None:
    server = upstream(tmp_path)  # main is checked out, as pull_request_target does
    error = fails(
        Undetermined, server, DEFAULT, **CI, GITHUB_BASE_REF="main", GITHUB_HEAD_REF="feature", GITHUB_REF="refs/heads/main"
    )
    assert "has not checked out the branch" in error.message


# --- who names the base ------------------------------------------------------------------------------------------

#: Each row takes the most trusted voice away.
VOICES = [
    (Where(base="flag", configured_base="config"), {"SDD_IMPACT_BASE": "variable", "GITHUB_BASE_REF": "event"}, "flag"),
    (Where(configured_base="config"), {"SDD_IMPACT_BASE": "variable", "GITHUB_BASE_REF": "event"}, "variable"),
    (Where(configured_base="config"), {"GITHUB_BASE_REF": "event"}, "event"),
    (Where(configured_base="config"), {"CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "event"}, "event"),
    (Where(configured_base="config"), {"SYSTEM_PULLREQUEST_TARGETBRANCH": "refs/heads/event"}, "event"),
    (Where(configured_base="config"), {"BITBUCKET_PR_DESTINATION_BRANCH": "event"}, "event"),
    (Where(configured_base="config"), {"CHANGE_TARGET": "event"}, "event"),
    (Where(configured_base="config"), {"DRONE_TARGET_BRANCH": "event", "DRONE_PULL_REQUEST": "1"}, "event"),
    (Where(configured_base="config"), {"DRONE_TARGET_BRANCH": "event"}, "config"),
    (Where(configured_base="config"), {"GITHUB_REF": "refs/heads/gh-readonly-queue/event/pr-7-abc"}, "event"),
    (Where(configured_base="config"), {}, "config"),
    (Where(), {}, "main"),
]


@pytest.mark.parametrize(("where", "environ", "expected"), VOICES)
def test_the_most_trusted_voice_names_the_base(tmp_path: Path, where: Where, environ: dict[str, str], expected: str) -> None:
    play = Play(tmp_path / "r")
    play.commit({"a.py": LOG})
    for name in ("flag", "variable", "event", "config"):
        play.branch(name, "main")
        play.commit({f"{name}.py": LOG})
    play.branch("feature", "main")
    play.commit({"a.py": MASKED})
    found = play.compare(where, **environ)
    assert found.base.name == expected
    assert found.base.commit == play.git("rev-parse", expected)


def test_the_default_branch_is_what_origin_head_says(tmp_path: Path) -> None:
    server = Play(tmp_path / "server")
    server.git("checkout", "-q", "-b", "trunk")
    server.commit({"a.py": LOG})
    server.git("branch", "main")
    clone = server.clone(tmp_path / "clone")
    clone.branch("feature")
    clone.commit({"a.py": MASKED})
    assert clone.compare().base.name == "origin/trunk"
    with clone.open() as repository:
        assert repository.default_branch() == "trunk"
        assert repository.default_revision() == "refs/remotes/origin/trunk"


@pytest.mark.parametrize(
    ("branches", "expected"),
    [(["main", "master"], "main"), (["master"], "master"), (["develop"], "")],
    ids=["main", "master", "none"],
)
def test_usual_names_without_a_remote(tmp_path: Path, branches: list[str], expected: str) -> None:
    play = Play(tmp_path / "r")
    play.commit({"a.py": LOG})
    play.branch("feature")
    for name in branches:
        play.git("branch", "-f", name, "main")
    if "main" not in branches:
        play.git("branch", "-D", "main")
    play.commit({"a.py": MASKED})
    with play.open() as repository:
        assert repository.default_branch() == expected
    if expected:
        assert play.compare().base.name == expected
    else:
        assert "no base found" in fails(Undetermined, play).message


def test_ci_says_the_default_branch_where_origin_head_is_missing(tmp_path: Path) -> None:
    play = Play(tmp_path / "r")
    play.commit({"a.py": LOG})
    play.git("branch", "-m", "trunk")
    play.branch("feature")
    play.commit({"a.py": MASKED})
    assert play.compare(**CI, CI_DEFAULT_BRANCH="trunk").base.name == "trunk"


def test_a_stale_local_main_is_not_used(tmp_path: Path) -> None:
    server = upstream(tmp_path)
    clone = server.clone(tmp_path / "clone")
    clone.git("branch", "-q", "-f", "stale", "main~2")
    clone.git("checkout", "-q", "-b", "mine", "origin/main")
    clone.git("branch", "-q", "-f", "main", "stale")
    clone.commit({"d.py": LOG})
    found = clone.compare(Where(base="main"))
    assert paths(found) == ["A d.py"]
    assert found.label.startswith("origin/main (")


def test_main_merged_into_the_feature_is_no_change_of_it(tmp_path: Path) -> None:
    server = upstream(tmp_path)
    server.git("checkout", "-q", "feature")
    server.git("merge", "-q", "-m", "update", "main")
    assert paths(server.compare()) == ["M a.py", "A c.py"]


def test_a_merge_in_progress_counts_its_second_parent(tmp_path: Path) -> None:
    server = upstream(tmp_path)
    server.git("checkout", "-q", "feature")
    server.git("merge", "-q", "--no-commit", "--no-ff", "main")
    for where in (Where(worktree=True), Where(staged=True)):
        assert paths(server.compare(where)) == ["M a.py", "A c.py"]


def test_the_configured_base_is_never_the_branch_itself(tmp_path: Path) -> None:
    play = story(tmp_path / "r")
    found = play.compare(Where(configured_base="feature/mask-email"))
    assert found.base.name == "main"
    assert "compared with main instead" in reasons(found)["sdd-impact.yaml"]


def test_the_configured_base_is_never_a_descendant(tmp_path: Path) -> None:
    play = story(tmp_path / "r")
    play.git("branch", "later")
    play.git("checkout", "-q", "later")
    play.commit({"z.py": LOG})
    play.git("checkout", "-q", "feature/mask-email")
    assert paths(play.compare(Where(configured_base="later"))) == ["M auth/reset.py"]


def test_a_configured_trunk_without_remote_serves_a_fresh_branch(tmp_path: Path) -> None:
    play = Play(tmp_path / "r")
    play.commit({"a.py": LOG})
    play.git("branch", "-m", "trunk")
    play.branch("feature")
    play.write("a.py", MASKED)
    assert paths(play.compare(Where(configured_base="trunk"))) == ["M a.py"]


def test_base_is_named_tells_whether_the_configuration_is_asked(tmp_path: Path) -> None:
    with story(tmp_path / "r").open() as repository:
        assert not repository.base_is_named(Where())
        assert repository.base_is_named(Where(base="main"))
        assert repository.base_is_named(Where(environ={"GITHUB_BASE_REF": "main"}))


# --- merge queue, detached heads, names --------------------------------------------------------------------------


def test_the_merge_queue_by_its_event(tmp_path: Path) -> None:
    play = story(tmp_path / "r")
    play.git("checkout", "-q", "--detach")
    event = tmp_path / "event.json"
    event.write_text('{"merge_group": {"base_ref": "refs/heads/main", "head_ref": "refs/heads/gh-readonly-queue/main/pr-7-abc"}}')
    found = play.compare(**CI, GITHUB_EVENT_PATH=str(event), GITHUB_BASE_REF="")
    assert found.base.name == "main"
    assert paths(found) == ["M auth/reset.py"]


def test_a_detached_head_is_named_by_its_id(tmp_path: Path) -> None:
    play = story(tmp_path / "r")
    play.git("checkout", "-q", "--detach")
    head = play.git("rev-parse", "HEAD")
    assert play.compare().label.endswith(f"… working tree of {head[:7]} (0 uncommitted files)")
    assert play.compare(Where(branch="mine")).branch == "mine"


@pytest.mark.parametrize(
    ("environ", "branch"),
    [
        ({"GITHUB_BASE_REF": "main", "GITHUB_HEAD_REF": "feature/x"}, "feature/x"),
        ({"CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main", "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME": "feature/x"}, "feature/x"),
        ({"GITHUB_REF_NAME": "feature/x"}, "feature/x"),
        ({"CI_COMMIT_REF_NAME": "feature/x"}, "feature/x"),
    ],
)
def test_ci_names_the_branch_of_a_detached_head(tmp_path: Path, environ: dict[str, str], branch: str) -> None:
    play = story(tmp_path / "r")
    play.git("checkout", "-q", "--detach")
    assert play.compare(**CI, **environ).branch == branch


def test_a_rebase_in_progress_keeps_the_branchs_name(tmp_path: Path) -> None:
    play = story(tmp_path / "r")
    play.git("checkout", "-q", "main")
    play.commit({"auth/reset.py": "other\n"})
    play.git("checkout", "-q", "feature/mask-email")
    play.git("rebase", "main", fails=True)
    found = play.compare(Where(worktree=True))
    assert found.branch == "feature/mask-email"
    assert reasons(found) == {"auth/reset.py": "a merge conflict is not resolved"}


def test_a_branch_and_a_tag_of_one_name(tmp_path: Path) -> None:
    play = story(tmp_path / "r")
    play.git("tag", "main", "HEAD")
    assert paths(play.compare(Where(base="main"))) == ["M auth/reset.py"]


def test_a_commit_id_as_base_and_head(tmp_path: Path) -> None:
    play = story(tmp_path / "r")
    one, two = play.git("rev-parse", "main"), play.git("rev-parse", "HEAD")
    found = play.compare(Where(base=one, head=two))
    assert found.label == f"{one[:7]} ({one[:7]}) … feature/mask-email ({two[:7]})"
    assert found.looked_at == "commit"


def test_a_revision_expression_is_not_a_remotes_branch(tmp_path: Path) -> None:
    server = upstream(tmp_path)
    clone = server.clone(tmp_path / "clone", "-b", "feature")
    assert clone.compare(Where(base="HEAD~1")).base.commit == clone.git("rev-parse", "HEAD~1")


# --- criss-cross, no common history ------------------------------------------------------------------------------


def test_several_merge_bases_are_said(tmp_path: Path) -> None:
    play = Play(tmp_path / "r")
    play.commit({"a.py": LOG})
    play.branch("feature")
    ours = play.commit({"f.py": LOG})
    play.git("checkout", "-q", "main")
    theirs = play.commit({"m.py": LOG})
    play.git("merge", "-q", "-m", "cross", ours)
    play.git("checkout", "-q", "feature")
    play.git("merge", "-q", "-m", "cross", theirs)
    play.commit({"a.py": MASKED})
    found = play.compare()
    assert found.merge_base == theirs, "the newest"
    assert reasons(found)["main"].startswith("2 merge-bases (")
    assert "M a.py" in paths(found)


def test_no_common_history_never_falls_back_to_two_dots(tmp_path: Path) -> None:
    play = story(tmp_path / "r")
    play.git("checkout", "-q", "--orphan", "island")
    play.commit({"x.py": LOG})
    assert "no commit in common" in fails(Undetermined, play).message


# --- the default branch itself -----------------------------------------------------------------------------------


def test_uncommitted_work_on_main_is_compared_with_its_upstream(tmp_path: Path) -> None:
    clone = upstream(tmp_path).clone(tmp_path / "clone")
    clone.commit({"d.py": LOG})
    clone.write("e.py")
    found = clone.compare()
    assert paths(found) == ["A d.py", "A e.py"]
    assert found.base.name == "origin/main"


def test_uncommitted_work_on_main_without_remote_is_compared_with_head(tmp_path: Path) -> None:
    play = Play(tmp_path / "r")
    play.commit({"a.py": LOG})
    play.write("a.py", MASKED)
    found = play.compare()
    assert paths(found) == ["M a.py"]
    assert found.label == f"main ({found.merge_base[:7]}) … working tree of main (1 uncommitted file)"


def test_main_with_another_branch_as_upstream(tmp_path: Path) -> None:
    play = Play(tmp_path / "r")
    play.commit({"a.py": LOG})
    play.git("branch", "released")
    play.git("branch", "-q", "--set-upstream-to=released")
    play.commit({"b.py": LOG})
    found = play.compare(**CI)
    assert (found.base.name, paths(found)) == ("released", ["A b.py"])


def test_main_with_nothing_to_compare_is_undetermined(tmp_path: Path) -> None:
    play = Play(tmp_path / "r")
    play.commit({"a.py": LOG})
    assert "nothing to compare" in fails(Undetermined, play, DEFAULT, **CI).message


# --- wrong usage -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["nosuch", "--upload-pack=x", "-x", "a\nb", "x" * 2000, ":a.py", "main..HEAD", "HEAD:auth", "\udcff", "main^{tree}"]
)
def test_a_wrong_revision_is_wrong_usage(tmp_path: Path, name: str) -> None:
    play = story(tmp_path / "r")
    fails(UsageError, play, Where(base=name))
    fails(UsageError, play, Where(head=name))
    with play.open() as repository, pytest.raises(UsageError):
        repository.resolve(name)


@pytest.mark.parametrize(
    "where", [Where(staged=True, worktree=True), Where(head="main", staged=True), Where(head="main", worktree=True)]
)
def test_options_exclude_each_other(tmp_path: Path, where: Where) -> None:
    fails(UsageError, story(tmp_path / "r"), where)


def test_no_repository(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        Repository.open(str(tmp_path), ISOLATED)
    assert "git init" in caught.value.fix


def test_no_directory(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        Repository.open(str(tmp_path / "missing"), ISOLATED)


def test_git_is_missing(tmp_path: Path) -> None:
    with pytest.raises(Undetermined) as caught:
        Repository.open(str(tmp_path), {"PATH": str(tmp_path)})
    assert "not installed" in caught.value.message


def test_no_commit_yet(tmp_path: Path) -> None:
    play = Play(tmp_path / "r")
    play.write("a.py")
    assert "no commit yet" in fails(Undetermined, play).message
    with play.open() as repository:
        assert repository.head_ref == "refs/heads/main"
        assert repository.tree("").paths() == ("a.py",)
        with pytest.raises(Undetermined):
            repository.tree("HEAD")


def test_a_bare_repository_has_commits_only(tmp_path: Path) -> None:
    play = story(tmp_path / "r")
    bare = play.clone(tmp_path / "bare", "--bare")
    assert paths(bare.compare(Where(base="main", head="feature/mask-email"))) == ["M auth/reset.py"]
    fails(UsageError, bare, Where(base="main", worktree=True))


def test_inside_the_git_directory(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        story(tmp_path / "r").open(".git/refs")


def test_a_missing_object_is_undetermined(tmp_path: Path) -> None:
    play = story(tmp_path / "r")
    blob = play.git("rev-parse", "HEAD:auth/reset.py")
    (play.root / ".git/objects" / blob[:2] / blob[2:]).unlink()
    error = fails(Undetermined, play, DEFAULT, **CI)
    assert blob in error.message
    assert error.fix == "git fsck --full"


def test_a_damaged_object_is_undetermined(tmp_path: Path) -> None:
    play = story(tmp_path / "r")
    blob = play.git("rev-parse", "HEAD:auth/reset.py")
    place = play.root / ".git/objects" / blob[:2] / blob[2:]
    place.chmod(0o644)
    place.write_bytes(b"not zlib")
    fails(Undetermined, play, DEFAULT, **CI)
