"""What a CI system says of the merge request that it runs for, as data: one row per system.

Only the *name* of the base is taken. The commit that an event carries was the base's when the event happened, which may be days ago.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sdd_impact.history.names import FULL_ID
from sdd_impact.tuples import NamedTuple

#: A larger event file is not read. GitHub's own limit for a payload is 25 MB.
LARGEST_EVENT = 25_000_000


class Provider(NamedTuple):
    """The variables of one CI system: base, branch and commit of a merge request; ``only_with`` must be set too for them to mean that.

    ``commits`` are names of variables with the head of the branch, the first that is set counts.
    """

    name: str
    base: str
    branch: str
    commits: tuple[str, ...] = ()
    only_with: str = ""


PROVIDERS = (
    Provider("GitHub Actions", "GITHUB_BASE_REF", "GITHUB_HEAD_REF"),
    Provider(
        "GitLab CI",
        "CI_MERGE_REQUEST_TARGET_BRANCH_NAME",
        "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME",
        # The first is set where the job runs on a merge; elsewhere the job's own commit is the branch's head.
        ("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA", "CI_COMMIT_SHA"),
    ),
    Provider(
        "Azure Pipelines",
        "SYSTEM_PULLREQUEST_TARGETBRANCH",
        "SYSTEM_PULLREQUEST_SOURCEBRANCH",
        ("SYSTEM_PULLREQUEST_SOURCECOMMITID",),
    ),
    Provider("Bitbucket Pipelines", "BITBUCKET_PR_DESTINATION_BRANCH", "BITBUCKET_BRANCH", ("BITBUCKET_COMMIT",)),
    Provider("Jenkins", "CHANGE_TARGET", "CHANGE_BRANCH"),
    Provider("Buildkite", "BUILDKITE_PULL_REQUEST_BASE_BRANCH", "BUILDKITE_BRANCH", ("BUILDKITE_COMMIT",)),
    Provider("Buildkite's merge queue", "BUILDKITE_MERGE_QUEUE_BASE_BRANCH", "BUILDKITE_BRANCH"),
    Provider("Drone", "DRONE_TARGET_BRANCH", "DRONE_SOURCE_BRANCH", only_with="DRONE_PULL_REQUEST"),
    Provider("Woodpecker", "CI_COMMIT_TARGET_BRANCH", "CI_COMMIT_SOURCE_BRANCH"),
    Provider(
        "Travis CI",
        "TRAVIS_BRANCH",
        "TRAVIS_PULL_REQUEST_BRANCH",
        ("TRAVIS_PULL_REQUEST_SHA",),
        only_with="TRAVIS_PULL_REQUEST_SLUG",
    ),
)

#: The branch that a job without merge request runs for (a detached ``HEAD`` has no name), in the order of trust.
BRANCH_NAMES = (
    "GITHUB_REF_NAME",
    "CI_COMMIT_REF_NAME",
    "BUILD_SOURCEBRANCH",
    "BITBUCKET_BRANCH",
    "BRANCH_NAME",
    "BUILDKITE_BRANCH",
    "CIRCLE_BRANCH",
    "TRAVIS_BRANCH",
    "DRONE_BRANCH",
    "CI_COMMIT_BRANCH",
)
#: The variables of a job for a tag, which has no branch (some systems give the tag's name as the branch's).
TAGS = ("CI_COMMIT_TAG", "BITBUCKET_TAG", "TAG_NAME", "BUILDKITE_TAG", "CIRCLE_TAG", "TRAVIS_TAG", "DRONE_TAG")
#: The variable by which a job says what a branch was before the push, where its system has that value and sets no variable of its own.
BEFORE_VARIABLE = "SDD_IMPACT_BEFORE"
#: The commit that a branch had before it was pushed to; GitHub says it in its event file.
BEFORE = (BEFORE_VARIABLE, "CI_COMMIT_BEFORE_SHA", "DRONE_COMMIT_BEFORE")
#: Jenkins: the commit of this branch's last successful build. All that came since was not judged, or has failed.
#: https://plugins.jenkins.io/git/ (environment variables)
LAST_SUCCESS = "GIT_PREVIOUS_SUCCESSFUL_COMMIT"
#: The repository's default branch, where the system says it.
DEFAULT_BRANCHES = ("CI_DEFAULT_BRANCH", "BUILDKITE_PIPELINE_DEFAULT_BRANCH", "CI_REPO_DEFAULT_BRANCH")
#: The prefix of the branches on which GitHub's merge queue tests: ``gh-readonly-queue/main/pr-7-<commit>``.
QUEUE = "refs/heads/gh-readonly-queue/"


class Event(NamedTuple):
    """What is known of the run. Everything is "" where it is not known.

    ``provider`` says who names ``base``, the branch that is merged into. ``branch`` is the branch that is merged, ``commit`` its head.
    ``merge`` is the commit of a merge that the system itself has made for the test. ``default`` is the default branch. ``before`` is
    the commit that a branch had before it was pushed to, ``built`` that of its last successful build.
    """

    provider: str = ""
    base: str = ""
    branch: str = ""
    commit: str = ""
    merge: str = ""
    default: str = ""
    before: str = ""
    built: str = ""


def read_event(environ: Mapping[str, str]) -> Event:
    """Return what the environment, and GitHub's event file, say of this run."""
    payload = _payload(environ)
    default = _first(environ, DEFAULT_BRANCHES) or _text(payload, "repository", "default_branch")
    row = next((row for row in PROVIDERS if environ.get(row.base) and (not row.only_with or environ.get(row.only_with))), None)
    if row:
        return Event(
            provider=row.name,
            base=_branch(environ[row.base]),
            branch=_branch(environ.get(row.branch, "")),
            commit=_first(environ, row.commits) or _text(payload, "pull_request", "head", "sha"),
            merge=environ.get("GITHUB_SHA", "") if _merge_ref(environ.get("GITHUB_REF", "")) else "",
            default=default,
        )
    queued = _queued(environ.get("GITHUB_REF", "")) or _branch(_text(payload, "merge_group", "base_ref"))
    if queued:
        return Event("GitHub's merge queue", queued, _branch(environ.get("GITHUB_REF", "")), default=default)
    before = _first(environ, BEFORE) or _text(payload, "before") or _woodpecker(environ)
    ref = environ.get("GITHUB_REF") or _first(environ, BRANCH_NAMES)
    tagged = ref.startswith("refs/tags/") or _first(environ, TAGS)
    branch = "" if tagged else _branch(_first(environ, BRANCH_NAMES))
    return Event(branch=branch, default=default, before=known_commit(before), built=known_commit(environ.get(LAST_SUCCESS, "")))


def _woodpecker(environ: Mapping[str, str]) -> str:
    """Return the commit of Woodpecker's pipeline before this one, where that ran for a push to the same branch.

    https://woodpecker-ci.org/docs/usage/environment; a pull request's pipeline names the target as its branch.
    """
    same = environ.get("CI_PREV_COMMIT_BRANCH") == environ.get("CI_COMMIT_BRANCH")
    return environ.get("CI_PREV_COMMIT_SHA", "") if same and environ.get("CI_PREV_PIPELINE_EVENT") == "push" else ""


def known_commit(text: str) -> str:
    """Return a commit's full id; "" for all zeros, by which git and the CI systems mean "none", and for anything else."""
    return text if FULL_ID.match(text) and text.strip("0") else ""


def _merge_ref(ref: str) -> bool:
    """Whether this is GitHub's own merge of a pull request: ``refs/pull/7/merge``."""
    return ref.startswith("refs/pull/") and ref.endswith("/merge")


def _queued(ref: str) -> str:
    """Return the base of a merge queue's branch; the base's name may contain slashes."""
    return ref.removeprefix(QUEUE).rpartition("/pr-")[0] if ref.startswith(QUEUE) else ""


def _first(environ: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((environ[name] for name in names if environ.get(name)), "")


def _branch(ref: str) -> str:
    return ref.removeprefix("refs/heads/")


def _payload(environ: Mapping[str, str]) -> Any:
    """Return GitHub's event file, or None where there is none that can be read."""
    path = environ.get("GITHUB_EVENT_PATH", "")
    if not path:
        return None
    import json

    try:
        with Path(path).open("rb") as file:
            return json.loads(file.read(LARGEST_EVENT))
    except (OSError, ValueError, RecursionError):
        return None


def _text(value: Any, *keys: str) -> str:
    """Return a text inside nested objects, "" where it is not there."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, str) else ""
