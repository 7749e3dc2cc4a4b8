"""Every CI system: its variables are replayed on the checkout that it makes. One row is one kind of job."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from gate.gate_play import EVIDENCE, OTHER_EVIDENCE, OTHER_REWORDED, RECORD, REWORDED, Gate, Play, gate, record, story
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sdd_impact.history.environment import in_ci
from sdd_impact.history.events import BRANCH_NAMES, DEFAULT_BRANCHES, LAST_SUCCESS, PROVIDERS, TAGS, Event, read_event

__all__ = ["gate"]

ZEROS = "0" * 40
#: What the first line says of a merge: its first parent is the base.
MERGE = "{base} ({main}) … feature ({merge})"
BRANCH = "origin/main (bc04b2b) … feature (197e87a)"


class Job(NamedTuple):
    """A job: what is checked out (detached, as all systems do it), what is set, and what must come out."""

    id: str
    checkout: str
    environ: Mapping[str, str]
    status: int
    says: tuple[str, ...]
    event: Mapping[str, object] = {}


GITHUB = {"CI": "true", "GITHUB_ACTIONS": "true"}
GITHUB_PR = GITHUB | {"GITHUB_BASE_REF": "main", "GITHUB_HEAD_REF": "feature"}
GITLAB = {"CI": "true", "GITLAB_CI": "true", "CI_DEFAULT_BRANCH": "main"}
GITLAB_MR = GITLAB | {
    "CI_PIPELINE_SOURCE": "merge_request_event", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
    "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME": "feature", "CI_COMMIT_BEFORE_SHA": ZEROS,
}  # fmt: skip
BITBUCKET = {"CI": "true", "BITBUCKET_BRANCH": "feature", "BITBUCKET_COMMIT": "{feature}"}
AZURE = {"TF_BUILD": "True"}
AZURE_PR = AZURE | {
    "BUILD_REASON": "PullRequest", "BUILD_SOURCEBRANCH": "refs/pull/7/merge", "SYSTEM_PULLREQUEST_TARGETBRANCH": "refs/heads/main",
    "SYSTEM_PULLREQUEST_SOURCEBRANCH": "refs/heads/feature", "SYSTEM_PULLREQUEST_SOURCECOMMITID": "{feature}",
}  # fmt: skip
JENKINS = {"CI": "true", "JENKINS_URL": "https://ci.example.org/"}
JENKINS_PR = JENKINS | {"CHANGE_ID": "7", "CHANGE_TARGET": "main", "CHANGE_BRANCH": "feature", "BRANCH_NAME": "PR-7"}
CIRCLE = {"CI": "true", "CIRCLECI": "true"}
WOODPECKER = {"CI": "woodpecker", "CI_REPO_DEFAULT_BRANCH": "main"}
BUILDKITE = {"CI": "true", "BUILDKITE": "true", "BUILDKITE_PIPELINE_DEFAULT_BRANCH": "main"}
BUILDKITE_PR = BUILDKITE | {
    "BUILDKITE_PULL_REQUEST": "7", "BUILDKITE_PULL_REQUEST_BASE_BRANCH": "main", "BUILDKITE_BRANCH": "feature", "BUILDKITE_COMMIT": "{feature}",
}  # fmt: skip

SEEN = (EVIDENCE, "checklist-missing")
WRONG_CHECKOUT = "has not checked out the branch that it runs for"

JOBS = (
    # --- GitHub Actions ---
    Job(
        "github pull_request", "merge",
        GITHUB_PR | {"GITHUB_EVENT_NAME": "pull_request", "GITHUB_REF": "refs/pull/7/merge", "GITHUB_SHA": "{merge}"},
        1, (*SEEN, MERGE.replace("{base}", "main"), "support-impact/feature.yaml"),
    ),
    Job(
        "github pull_request with the head checked out", "feature",
        GITHUB_PR | {"GITHUB_EVENT_NAME": "pull_request", "GITHUB_REF": "refs/pull/7/merge", "GITHUB_SHA": "{merge}"},
        1, (*SEEN, BRANCH), {"pull_request": {"head": {"sha": "{feature}"}}},
    ),
    Job(
        "github pull_request_target as it is", "main",
        GITHUB_PR | {"GITHUB_EVENT_NAME": "pull_request_target", "GITHUB_REF": "refs/heads/main", "GITHUB_SHA": "{main}"},
        3, (WRONG_CHECKOUT, "check out {feature}"), {"pull_request": {"head": {"sha": "{feature}"}}},
    ),
    Job(
        "github pull_request_target with the head checked out", "feature",
        GITHUB_PR | {"GITHUB_EVENT_NAME": "pull_request_target", "GITHUB_REF": "refs/heads/main", "GITHUB_SHA": "{main}"},
        1, (*SEEN, BRANCH), {"pull_request": {"head": {"sha": "{feature}"}}},
    ),
    Job(
        "github merge_group", "queue",
        GITHUB | {"GITHUB_EVENT_NAME": "merge_group", "GITHUB_REF": "refs/heads/gh-readonly-queue/main/pr-8-0", "GITHUB_SHA": "{queue}"},
        1, (*SEEN, OTHER_EVIDENCE, "origin/main ({main})"), {"merge_group": {"base_ref": "refs/heads/main", "head_sha": "{queue}"}},
    ),
    Job(
        "github push of a branch", "feature",
        GITHUB | {"GITHUB_EVENT_NAME": "push", "GITHUB_REF": "refs/heads/feature", "GITHUB_REF_NAME": "feature"},
        1, (*SEEN, BRANCH), {"before": ZEROS, "repository": {"default_branch": "main"}},
    ),
    Job(
        "github second push of a branch looks at the whole branch", "feature",
        GITHUB | {"GITHUB_EVENT_NAME": "push", "GITHUB_REF": "refs/heads/feature", "GITHUB_REF_NAME": "feature"},
        1, (*SEEN, BRANCH), {"before": "{first}", "repository": {"default_branch": "main"}},
    ),
    Job(
        "github push of a branch without a commit of its own", "main",
        GITHUB | {"GITHUB_EVENT_NAME": "push", "GITHUB_REF": "refs/heads/fresh", "GITHUB_REF_NAME": "fresh"},
        0, ("passed: nothing asked", "origin/main ({main}) … fresh ({main})"), {"before": ZEROS},
    ),
    Job(
        "github push to the default branch", "pushed",
        GITHUB | {"GITHUB_EVENT_NAME": "push", "GITHUB_REF": "refs/heads/main", "GITHUB_REF_NAME": "main"},
        1, (*SEEN, OTHER_EVIDENCE, "origin/main before this push ({main}) … main ({pushed})"), {"before": "{main}"},
    ),
    Job(
        "github push to the default branch that tells no commit before", "pushed",
        GITHUB | {"GITHUB_EVENT_NAME": "push", "GITHUB_REF": "refs/heads/main", "GITHUB_REF_NAME": "main"},
        1, (OTHER_EVIDENCE, f"!{EVIDENCE}", "first parent of {pushed} ("), {"before": ZEROS},
    ),
    Job(
        "github forced push to the default branch",
        "pushed",
        GITHUB | {"GITHUB_EVENT_NAME": "push", "GITHUB_REF": "refs/heads/main", "GITHUB_REF_NAME": "main"},
        3,
        ("what the push of {pushed} has brought cannot be told", "--base REV"),
        {"before": "1" * 40},
    ),
    Job("github on a schedule", "pushed", GITHUB | {"GITHUB_REF": "refs/heads/main", "GITHUB_REF_NAME": "main"}, 1, ("first parent of",)),
    Job(
        "github tag on the default branch", "pushed",
        GITHUB | {"GITHUB_REF": "refs/tags/v1", "GITHUB_REF_NAME": "v1", "GITHUB_REF_TYPE": "tag"}, 1, ("first parent of {pushed}",),
    ),
    # --- GitLab ---
    Job("gitlab branch pipeline", "feature", GITLAB | {"CI_COMMIT_REF_NAME": "feature", "CI_COMMIT_SHA": "{feature}"}, 1, (*SEEN, BRANCH)),
    Job("gitlab merge-request pipeline", "feature", GITLAB_MR | {"CI_COMMIT_SHA": "{feature}"}, 1, (*SEEN, BRANCH)),
    Job(
        "gitlab merged-results pipeline", "merge",
        GITLAB_MR | {"CI_COMMIT_SHA": "{merge}", "CI_MERGE_REQUEST_SOURCE_BRANCH_SHA": "{feature}"},
        1, (*SEEN, MERGE.replace("{base}", "main")),
    ),
    Job(
        "gitlab merge train behind another merge request", "queue",
        GITLAB_MR | {"CI_COMMIT_SHA": "{queue}", "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME": "other",
                     "CI_MERGE_REQUEST_SOURCE_BRANCH_SHA": "{other}", "CI_MERGE_REQUEST_EVENT_TYPE": "merge_train"},
        1, (OTHER_EVIDENCE, f"!{EVIDENCE}", "main ({merge}) … other ({queue})"),
    ),
    Job(
        "gitlab merge request without a commit", "main",
        GITLAB_MR | {"CI_COMMIT_SHA": "{main}"}, 0, ("passed: nothing asked", "origin/main ({main}) … feature ({main})"),
    ),
    Job(
        "gitlab push to the default branch", "pushed",
        GITLAB | {"CI_COMMIT_REF_NAME": "main", "CI_COMMIT_SHA": "{pushed}", "CI_COMMIT_BEFORE_SHA": "{main}"},
        1, (*SEEN, OTHER_EVIDENCE, "origin/main before this push"),
    ),
    Job("gitlab tag", "pushed", GITLAB | {"CI_COMMIT_REF_NAME": "v1", "CI_COMMIT_TAG": "v1"}, 1, ("first parent of {pushed}",)),
    # --- Bitbucket ---
    Job("bitbucket branch", "feature", BITBUCKET, 1, (*SEEN, BRANCH)),
    Job("bitbucket pull request", "update", BITBUCKET | {"BITBUCKET_PR_DESTINATION_BRANCH": "main"}, 1, (*SEEN, "origin/main ({main}) … feature")),
    Job(
        "bitbucket push to the default branch", "pushed", BITBUCKET | {"BITBUCKET_BRANCH": "main"},
        1, (OTHER_EVIDENCE, "first parent of {pushed}"),
    ),
    # --- Azure Pipelines ---
    Job("azure pull request", "merge", AZURE_PR, 1, (*SEEN, MERGE.replace("{base}", "main"))),
    Job("azure branch", "feature", AZURE | {"BUILD_SOURCEBRANCH": "refs/heads/feature"}, 1, (*SEEN, BRANCH)),
    Job(
        "azure branch with a slash in its name", "feature", AZURE | {"BUILD_SOURCEBRANCH": "refs/heads/a/b", "BUILD_SOURCEBRANCHNAME": "b"},
        1, (*SEEN, "… a/b ("),
    ),
    Job("azure push to the default branch", "pushed", AZURE | {"BUILD_SOURCEBRANCH": "refs/heads/main"}, 1, ("first parent of {pushed}",)),
    Job("azure tag", "pushed", AZURE | {"BUILD_SOURCEBRANCH": "refs/tags/v1"}, 1, ("first parent of {pushed}",)),
    # --- Jenkins ---
    Job("jenkins multibranch, merge", "merge", JENKINS_PR, 1, (*SEEN, "origin/main ({main}) … feature")),
    Job("jenkins multibranch, head", "feature", JENKINS_PR, 1, (*SEEN, BRANCH)),
    Job("jenkins multibranch, branch", "feature", JENKINS | {"BRANCH_NAME": "feature"}, 1, (*SEEN, BRANCH)),
    Job("jenkins without CI set", "feature", {"JENKINS_URL": "https://ci.example.org/", "BRANCH_NAME": "feature"}, 1, (*SEEN, BRANCH)),
    Job("jenkins multibranch, default branch", "pushed", JENKINS | {"BRANCH_NAME": "main"}, 1, ("first parent of {pushed}",)),
    # --- CircleCI ---
    Job("circleci branch", "feature", CIRCLE | {"CIRCLE_BRANCH": "feature"}, 1, (*SEEN, BRANCH)),
    Job("circleci fork", "feature", CIRCLE | {"CIRCLE_BRANCH": "pull/7"}, 1, (*SEEN, "… pull/7 (197e87a)")),
    Job(
        "circleci with a base by variable", "feature", CIRCLE | {"CIRCLE_BRANCH": "feature", "SDD_IMPACT_BASE": "main"}, 1, (*SEEN, BRANCH),
    ),
    Job("circleci default branch", "pushed", CIRCLE | {"CIRCLE_BRANCH": "main"}, 1, ("first parent of {pushed}",)),
    # --- Buildkite ---
    Job("buildkite pull request", "feature", BUILDKITE_PR, 1, (*SEEN, BRANCH)),
    Job("buildkite branch", "feature", BUILDKITE | {"BUILDKITE_BRANCH": "feature"}, 1, (*SEEN, BRANCH)),
    Job(
        "buildkite merge queue", "queue",
        BUILDKITE | {"BUILDKITE_MERGE_QUEUE_BASE_BRANCH": "main", "BUILDKITE_BRANCH": "gh-readonly-queue/main/pr-8-0"},
        1, (*SEEN, OTHER_EVIDENCE),
    ),
    Job("buildkite default branch", "pushed", BUILDKITE | {"BUILDKITE_BRANCH": "main"}, 1, ("first parent of {pushed}",)),
    # --- others ---
    Job(
        "travis pull request", "merge",
        {"CI": "true", "TRAVIS_BRANCH": "main", "TRAVIS_PULL_REQUEST_BRANCH": "feature", "TRAVIS_PULL_REQUEST_SLUG": "a/b",
         "TRAVIS_PULL_REQUEST_SHA": "{feature}"},
        1, (*SEEN, MERGE.replace("{base}", "main")),
    ),
    Job(
        "drone pull request", "feature",
        {"CI": "true", "DRONE_PULL_REQUEST": "7", "DRONE_TARGET_BRANCH": "main", "DRONE_SOURCE_BRANCH": "feature"}, 1, (*SEEN, BRANCH),
    ),
    Job(
        "woodpecker pull request", "feature",
        {"CI": "woodpecker", "CI_COMMIT_TARGET_BRANCH": "main", "CI_COMMIT_SOURCE_BRANCH": "feature"}, 1, (*SEEN, BRANCH),
    ),
    # --- several commits pushed to the default branch ---
    Job(
        "jenkins push to the default branch", "pushed", JENKINS | {"BRANCH_NAME": "main", "GIT_PREVIOUS_SUCCESSFUL_COMMIT": "{main}"},
        1, (*SEEN, OTHER_EVIDENCE, "origin/main at its last successful build ({main}) … main ({pushed})"),
    ),
    Job(
        "jenkins builds again what was built", "pushed", JENKINS | {"BRANCH_NAME": "main", "GIT_PREVIOUS_SUCCESSFUL_COMMIT": "{pushed}"},
        1, (OTHER_EVIDENCE, f"!{EVIDENCE}", "first parent of {pushed}"),
    ),
    Job(
        "jenkins forced push to the default branch", "pushed", JENKINS | {"BRANCH_NAME": "main", "GIT_PREVIOUS_SUCCESSFUL_COMMIT": "1" * 40},
        1, (OTHER_EVIDENCE, "first parent of {pushed}", "note: origin/main: 1111111, at its last successful build, is not in this clone; only the last commit is looked at"),
    ),
    Job(
        "jenkins another branch was built before", "feature", JENKINS | {"BRANCH_NAME": "feature", "GIT_PREVIOUS_SUCCESSFUL_COMMIT": "{first}"},
        1, (*SEEN, BRANCH),
    ),
    Job(
        "circleci push to the default branch", "pushed", CIRCLE | {"CIRCLE_BRANCH": "main", "SDD_IMPACT_BEFORE": "{main}"},
        1, (*SEEN, OTHER_EVIDENCE, "origin/main before this push ({main}) … main ({pushed})"),
    ),
    Job(
        "circleci first pipeline of the default branch", "pushed", CIRCLE | {"CIRCLE_BRANCH": "main", "SDD_IMPACT_BEFORE": ""},
        1, (OTHER_EVIDENCE, "first parent of {pushed}"),
    ),
    Job(
        "circleci names what is not there", "pushed", CIRCLE | {"CIRCLE_BRANCH": "main", "SDD_IMPACT_BEFORE": "2" * 40},
        3, ("what the push of {pushed} has brought cannot be told",),
    ),
    Job(
        "circleci does not fill the value in", "pushed", CIRCLE | {"CIRCLE_BRANCH": "main", "SDD_IMPACT_BEFORE": "<< pipeline.git.base_revision >>"},
        2, ("not the full id of a commit: '<< pipeline.git.base_revision >>' (SDD_IMPACT_BEFORE)", "fix: unset SDD_IMPACT_BEFORE"),
    ),
    Job(
        "woodpecker push to the default branch", "pushed",
        WOODPECKER | {"CI_COMMIT_BRANCH": "main", "CI_PREV_COMMIT_BRANCH": "main", "CI_PREV_PIPELINE_EVENT": "push", "CI_PREV_COMMIT_SHA": "{main}"},
        1, (*SEEN, OTHER_EVIDENCE, "origin/main before this push ({main}) … main ({pushed})"),
    ),
    Job(
        "woodpecker push after a pull request", "pushed",
        WOODPECKER | {"CI_COMMIT_BRANCH": "main", "CI_PREV_COMMIT_BRANCH": "main", "CI_PREV_PIPELINE_EVENT": "pull_request",
                      "CI_PREV_COMMIT_SHA": "{feature}"},
        1, (OTHER_EVIDENCE, "first parent of {pushed}"),
    ),
    Job("an unknown system", "feature", {"CI": "1"}, 1, (*SEEN, "origin/main (bc04b2b) … 197e87a (197e87a)")),
    Job("an unknown system on the default branch", "pushed", {"CI": "1"}, 1, (OTHER_EVIDENCE, "first parent of {pushed}")),
    Job(
        "a base by variable on the default branch", "pushed", {"CI": "1", "SDD_IMPACT_BASE": "main"},
        1, (OTHER_EVIDENCE, "first parent of {pushed}"),
    ),
    Job("an event that names a base that is not there", "feature", GITHUB | {"GITHUB_BASE_REF": "gone"}, 3, ("unknown revision 'gone'", "git fetch")),
)  # fmt: skip


def server(tmp_path: Path) -> tuple[Play, dict[str, str]]:
    """Make the branches and merges that jobs check out; return the server with their commits."""
    play = story(tmp_path)
    play.git("checkout", "-q", "-b", "other", "main~1")
    play.commit({"refund.py": OTHER_REWORDED})

    def merge(name: str, at: str, *branches: str) -> None:
        play.git("checkout", "-q", "-B", name, at)
        for branch in branches:
            play.git("merge", "-q", "--no-ff", "-m", f"Merge {branch}", branch)

    merge("merge", "main", "feature")
    merge("queue", "main", "feature", "other")
    merge("update", "feature", "main")
    names = ("main", "feature", "other", "merge", "queue", "update")
    ids = {name: play.git("rev-parse", name) for name in names} | {"first": play.git("rev-parse", "feature~1")}
    return play, ids | {"pushed": ids["queue"]}


def filled(text: str, ids: Mapping[str, str], digits: int = 40) -> str:
    for name, oid in ids.items():
        text = text.replace(f"{{{name}}}", oid[:digits])
    return text


def run_job(job: Job, gate: Gate, tmp_path: Path, *options: str) -> tuple[int, str, dict[str, str]]:
    play, ids = server(tmp_path)
    if job.checkout == "pushed":
        play.git("update-ref", "refs/heads/main", ids["pushed"])
    clone = play.clone("clone", *options)
    clone.git("fetch", "-q", "origin", ids[job.checkout])
    clone.git("checkout", "-q", "--detach", ids[job.checkout])
    environ = {name: filled(value, ids) for name, value in job.environ.items()}
    if job.event:
        path = tmp_path / "event.json"
        path.write_text(filled(json.dumps(job.event), ids))
        environ["GITHUB_EVENT_PATH"] = str(path)
    found = gate(clone, "check", **environ)
    return found.status, found.text, ids


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.id)
def test_jobs(job: Job, gate: Gate, tmp_path: Path) -> None:
    status, text, ids = run_job(job, gate, tmp_path)
    assert status == job.status, text
    printed = text + " ".join(text.split())
    for each in job.says:
        wanted = filled(each.removeprefix("!"), ids, 40 if each.startswith("check out") else 7)
        assert (wanted in printed) is not each.startswith("!"), f"{wanted!r} in\n{text}"


MERGE_REQUESTS = [
    job for job in JOBS if "pull" in job.id or "request" in job.id or "merge" in job.id or "jenkins multibranch, head" in job.id
]


@pytest.mark.parametrize("job", MERGE_REQUESTS, ids=lambda job: job.id)
def test_jobs_for_merge_requests_in_a_shallow_clone_never_pass(job: Job, gate: Gate, tmp_path: Path) -> None:
    status, text, _ = run_job(job, gate, tmp_path, "--depth=1")
    assert status == 3 or (status == 1 and "saved-search-broken" in text) or "without a commit" in job.id, text


def test_the_push_to_the_default_branch_passes_with_the_records_that_came_along(gate: Gate, tmp_path: Path) -> None:
    play = story(tmp_path)
    play.commit({RECORD: record()})
    play.git("checkout", "-q", "main")
    play.git("merge", "-q", "--no-ff", "-m", "Merge feature", "feature")
    found = gate(play.clone("clone"), "check", CI="true")
    assert found.status == 0, found.text
    assert "passed: 1 of 1 question answered" in found.text


def test_a_commit_before_the_push_that_the_clone_has_not_is_fetched(gate: Gate, tmp_path: Path) -> None:
    play, ids = server(tmp_path)
    play.git("update-ref", "refs/heads/main", ids["queue"])
    clone = play.clone("clone", "--depth=2")
    event = tmp_path / "event.json"
    event.write_text(json.dumps({"before": ids["first"]}))
    environ = GITHUB | {"GITHUB_EVENT_PATH": str(event), "GITHUB_REF_NAME": "main"}
    found = gate(clone, "check", **environ)
    assert found.status == 3, found.text
    assert "has brought cannot be told; this clone is shallow" in found.text
    assert "git fetch --no-tags --unshallow origin +refs/heads/main:refs/remotes/origin/main" in found.text
    found = gate(clone, "check", "--fetch", **environ)
    assert found.status == 1, found.text


def test_in_ci_the_configuration_of_the_default_branch_names_the_base(gate: Gate, tmp_path: Path) -> None:
    play = story(tmp_path)
    play.git("branch", "develop", "main~1")
    play.git("checkout", "-q", "main")
    play.commit({"sdd-impact.yaml": "base: develop\n"})
    play.git("checkout", "-q", "feature")
    play.commit({"sdd-impact.yaml": "base: feature~1\n"})
    found = gate(play.clone("clone", "-b", "feature"), "check", CI="true")
    assert found.status == 1, found.text
    assert "origin/develop (bc04b2b) … feature" in found.text
    assert EVIDENCE in found.text


def test_the_base_by_event_is_its_name_and_not_its_old_commit(gate: Gate, tmp_path: Path) -> None:
    play = story(tmp_path)
    old = play.git("rev-parse", "main~2")
    play.git("checkout", "-q", "feature")
    play.git("merge", "-q", "-m", "update", "main")
    event = tmp_path / "event.json"
    event.write_text(json.dumps({"pull_request": {"base": {"sha": old, "ref": "main"}, "head": {"sha": "0" * 40}}}))
    found = gate(play.clone("clone", "-b", "feature"), "check", **GITHUB_PR, GITHUB_EVENT_PATH=str(event))
    assert "origin/main (" + play.git("rev-parse", "--short=7", "main") in found.text


@pytest.mark.parametrize("text", ["", "{", "[]", '"x"', "null", '{"before": 7}', '{"before": "main"}', "\xff", "[" * 100_000])
def test_a_damaged_event_file_is_no_event(gate: Gate, tmp_path: Path, text: str) -> None:
    play = story(tmp_path)
    event = tmp_path / "event.json"
    event.write_bytes(text.encode("latin-1"))
    found = gate(play.clone("clone", "-b", "feature"), "check", CI="true", GITHUB_EVENT_PATH=str(event))
    assert found.status == 1, found.text
    assert EVIDENCE in found.text


@pytest.mark.parametrize("name", ["nowhere.json", "."])
def test_an_event_file_that_cannot_be_read_is_no_event(tmp_path: Path, name: str) -> None:
    assert read_event({"GITHUB_EVENT_PATH": str(tmp_path / name)}) == Event()


@pytest.mark.parametrize("environ", [{"CI": "true"}, {"TF_BUILD": "True"}, {"TEAMCITY_VERSION": "2026"}, {"JENKINS_URL": "x"}])
def test_systems_that_are_ci(environ: dict[str, str]) -> None:
    assert in_ci(environ)
    assert not in_ci(environ | {"CI": "false"})


def test_a_reworded_line_and_its_answer_in_one_squashed_commit_on_the_default_branch(gate: Gate, tmp_path: Path) -> None:
    play = story(tmp_path)
    play.git("checkout", "-q", "main")
    play.commit({"pay.py": REWORDED, RECORD: record()})
    found = gate(play.clone("clone"), "check", CI="true")
    assert found.status == 0, found.text
    assert "first parent of" in found.text


#: Every variable that names something, and odd things that it may hold.
NAMES = sorted({
    *(each.base for each in PROVIDERS), *(each.branch for each in PROVIDERS), *(name for each in PROVIDERS for name in each.commits),
    *BRANCH_NAMES, *DEFAULT_BRANCHES, *TAGS, "GITHUB_REF", "GITHUB_SHA", "CI_COMMIT_BEFORE_SHA", "SDD_IMPACT_BEFORE", LAST_SUCCESS, "SDD_IMPACT_BASE", "CI", "PRE_COMMIT",
    "PRE_COMMIT_TO_REF", "PRE_COMMIT_FROM_REF", "PRE_COMMIT_LOCAL_BRANCH", "GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE",
})  # fmt: skip
VALUES = (
    "", "true", "main", "feature", "origin/main", "refs/heads/main", "refs/heads/feature", "refs/tags/v1", "HEAD", "@", "@{u}", "HEAD~9",
    "-x", "--help", "a b", "a\nb", "..", ":/x", "main:pay.py", "x" * 2000, ZEROS, "1" * 40, "\udcff", "refs/heads/", "refs/", ".git", "/",
    "refs/heads/gh-readonly-queue/main/pr-7", "^main", "main^{tree}", "main@{99}", "main@{yesterday}", "0",
)  # fmt: skip


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(NAMES), st.sampled_from(VALUES), max_size=6))
def test_no_environment_makes_it_stumble(crowd: Play, gate: Gate, environ: dict[str, str]) -> None:
    found = gate(crowd, "check", **environ)
    assert found.status in (0, 1, 2, 3)
    assert found.status == 0 or "fix:" in found.text or "failed:" in found.text


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Play:
    return story(tmp_path_factory.mktemp("crowd")).clone("clone", "-b", "feature")
