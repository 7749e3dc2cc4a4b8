"""What ``init`` proposes: the texts of configuration and hooks, and the job of each CI system."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sdd_impact import __version__
from sdd_impact.commands._jobs import JOBS, PACKAGE_HINT, job_text
from sdd_impact.shelf import shelf

Proposed = tuple[str, str | None, str]

CONFIGURATION = """\
# What sdd-impact cannot know from the code. Everything has a default; delete what you do not need.
# docs: sdd-impact explain, sdd-impact schema config

# When does a branch need a checklist?
#   when-asked     when a question can only be answered by a person (default)
#   when-evidence  whenever Support would notice anything
#   always         on every branch; the tool writes a complete record where nothing is asked
require: when-asked

# Where else saved searches are. Files of known shapes are found by themselves.
# searches:
#   - path: ops/searches.yaml

# IDs that the Support UI shows. An empty list says: none.
# support_ui:
#   shown_ids: [user_id]

# Calls that write an audit event.
# audit:
#   calls: [audit.record]

# Who takes the ticket.
# owners:
#   - {path: src/, team: accounts, channel: "#accounts-oncall", hours: 24x7}
"""

HOOKS = """\
  - repo: local
    hooks:
      - id: sdd-impact-validate
        name: "Support impact: are the checklists well-formed, is no secret logged?"
        entry: sdd-impact validate --staged --draft
        language: system
        always_run: true
        pass_filenames: false
        stages: [pre-commit]
      - id: sdd-impact-check
        name: "Support impact: is everything answered?"
        entry: sdd-impact check
        language: system
        always_run: true
        pass_filenames: false
        stages: [pre-push]
"""


def configuration(root: Path) -> Proposed:
    """Propose the configuration, unless there is one."""
    if (root / "sdd-impact.yaml").exists():
        return "sdd-impact.yaml", None, "exists already; left as it is"
    pyproject = root / "pyproject.toml"
    if pyproject.is_file() and "[tool.sdd-impact" in pyproject.read_text("utf-8", "replace"):
        return "pyproject.toml", None, "has [tool.sdd-impact] already; left as it is"
    return "sdd-impact.yaml", CONFIGURATION, ""


def editor_schema(root: Path) -> Proposed:
    """Propose the schema that the first line of every checklist names, so that an editor completes and checks it."""
    path = "support-impact/checklist.schema.json"
    text = (shelf("schemas") / "checklist.schema.json").read_text("utf-8")
    target = root / path
    if target.is_file() and target.read_text("utf-8", "replace") == text:
        return path, None, "is up to date; left as it is"
    return path, text, "the JSON Schema of a checklist, for editors (as printed by: sdd-impact schema checklist)"


def pre_commit(root: Path) -> Proposed:
    """Propose the hooks: a new file, or an existing one with the entry appended where that is surely right."""
    name = ".pre-commit-config.yaml"
    path = root / name
    if not path.exists():
        return name, "default_install_hook_types: [pre-commit, pre-push]\nrepos:\n" + HOOKS, ""
    text = path.read_text("utf-8", "replace")
    if "sdd-impact" in text:
        return name, None, "has the hooks already; left as it is"
    if _ends_in_repos(text):
        return name, text.rstrip("\n") + "\n" + HOOKS, ""
    return name, None, "add this to its `repos:` list:\n\n" + HOOKS


def _ends_in_repos(text: str) -> bool:
    """Whether ``repos:`` is the last key, in block style and indented by two: then an entry can be appended as text."""
    keys = [line for line in text.splitlines() if line and not line[0].isspace() and line[0] not in "#-"]
    entries = [line for line in text.splitlines() if line.lstrip().startswith("- repo:")]
    return bool(keys) and keys[-1].rstrip() == "repos:" and bool(entries) and all(line.startswith("  - repo:") for line in entries)


def ci_proposals(root: Path, default: str) -> Iterator[Proposed]:
    """Propose the merge check for each CI system that the repository uses."""
    package = f"sdd-impact=={__version__}"
    hint = PACKAGE_HINT.format(package=package)
    found = [job for job in JOBS if any((root / mark).exists() for mark in job.marks)]
    for job in found:
        text = f"# {hint}\n{job_text(job, package)}"
        if not job.whole:
            there = (root / job.path).is_file() and "sdd-impact" in (root / job.path).read_text("utf-8", "replace")
            yield (
                job.path,
                None,
                "has the job already; left as it is" if there else f"add this job:\n\n{text.replace('# ', job.comment, 1)}",
            )
        elif (root / job.path).exists():
            yield job.path, None, "exists already; left as it is"
        else:
            yield job.path, text, ""
    if not found:
        advice = f"no CI system found; let it run this on every merge request, with the whole history fetched:\n\n  sdd-impact check --base origin/{default}"
        yield "CI", None, advice
