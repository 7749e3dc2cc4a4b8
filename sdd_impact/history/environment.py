"""The environment in which git runs: nothing of the user's settings may change the evidence.

A hook's own variables are the exception. ``git commit -- path`` gives its hooks an index of its own (``GIT_INDEX_FILE``), and a
server hook sees pushed objects in a quarantine (``GIT_OBJECT_DIRECTORY``): there the variables *are* the question, and are kept as
long as they describe the repository that is looked at. With ``-C other`` inside a hook they describe another one, and are dropped.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

#: Variables of the caller that git may see: where programs and certificates are, what is trusted, what is traced.
KEPT = frozenset(
    {
        "GIT_EXEC_PATH",
        "GIT_ASKPASS",
        "GIT_CEILING_DIRECTORIES",
        "GIT_DISCOVERY_ACROSS_FILESYSTEM",
        "GIT_ALLOW_PROTOCOL",
        "GIT_NO_LAZY_FETCH",
    }
)
KEPT_PREFIXES = ("GIT_CONFIG", "GIT_SSH", "GIT_SSL", "GIT_HTTP", "GIT_PROXY", "GIT_TRACE", "GIT_CURL")

#: By this variable `git config`, and no other command, would read one file alone.
ONE_FILE = "GIT_CONFIG"

#: What goes with ``GIT_OBJECT_DIRECTORY`` while pushed objects wait for a server's hooks.
QUARANTINE = ("GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_QUARANTINE_PATH")

#: No prompt, no lock taken for a mere refresh, no replaced objects and no grafted parents, English messages, no attributes of the machine.
FIXED = {
    "LC_ALL": "C",
    "LANGUAGE": "",
    "GIT_TERMINAL_PROMPT": "0",
    "SSH_ASKPASS_REQUIRE": "never",
    "GCM_INTERACTIVE": "never",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_PAGER": "cat",
}

#: Options of every call. An empty ``core.fsmonitor`` means "none" in all versions; "false" was a program's name before 2.36.
OPTIONS = (
    "--no-pager",
    "-c", "core.fsmonitor=",
    "-c", f"core.hooksPath={os.devnull}",
    "-c", f"core.attributesFile={os.devnull}",
)  # fmt: skip


#: What the systems set that do not set ``CI``: Azure Pipelines, TeamCity, AWS CodeBuild, some installations of Jenkins.
WITHOUT_CI = ("TF_BUILD", "TEAMCITY_VERSION", "CODEBUILD_BUILD_ID", "JENKINS_URL")


def in_ci(environ: Mapping[str, str]) -> bool:
    """Whether a CI system runs us: ``CI`` is set, and not to a word for no; or, where it is not set at all, what a system sets instead."""
    if "CI" in environ:
        return environ["CI"].lower() not in ("", "0", "false")
    return any(environ.get(name) for name in WITHOUT_CI)


def scrubbed(environ: Mapping[str, str]) -> dict[str, str]:
    """Return the environment for git without anything that points at a repository or changes what is printed."""
    kept = {
        name: value
        for name, value in environ.items()
        if not name.startswith("GIT_") or name in KEPT or (name.startswith(KEPT_PREFIXES) and name != ONE_FILE)
    }
    return kept | FIXED


def named_repository(environ: Mapping[str, str]) -> dict[str, str]:
    """Return ``GIT_DIR`` and ``GIT_WORK_TREE`` as absolute paths: for a work tree whose repository lies elsewhere."""
    return {name: str(Path(environ[name]).absolute()) for name in ("GIT_DIR", "GIT_WORK_TREE") if environ.get(name)}


def hook_variables(environ: Mapping[str, str], root: str, git_dir: str, common_dir: str) -> dict[str, str]:
    """Return the variables of a hook that describe this repository, with absolute paths.

    Nothing, where ``GIT_DIR`` names another repository. An index counts unless it lies in another repository's git directory.
    """
    named = environ.get("GIT_DIR", "")
    # Git names paths relative to where a hook runs, which is the root of the work tree.
    starts = (Path.cwd(), Path(root))
    if named and not any(_same(start / named, Path(git_dir)) for start in starts):
        return {}
    found: dict[str, str] = {}
    index = environ.get("GIT_INDEX_FILE", "")
    place = next((start / index for start in starts if (start / index).is_file()), None) if index else None
    if place and _may_be_ours(place.parent, (Path(git_dir), Path(common_dir))):
        found["GIT_INDEX_FILE"] = str(place)
    if named and environ.get("GIT_OBJECT_DIRECTORY"):
        found["GIT_OBJECT_DIRECTORY"] = str(Path(environ["GIT_OBJECT_DIRECTORY"]).absolute())
        found |= {name: environ[name] for name in QUARANTINE if environ.get(name)}
    return found


def _may_be_ours(folder: Path, ours: tuple[Path, ...]) -> bool:
    foreign = (folder / "HEAD").exists() and not any(_same(folder, each) for each in ours)
    return not foreign


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except (OSError, ValueError):
        return False
