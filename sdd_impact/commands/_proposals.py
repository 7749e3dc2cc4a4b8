"""What ``init`` proposes: the texts of configuration, hooks and CI jobs."""

from __future__ import annotations

from pathlib import Path

from sdd_impact import __version__
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

GITHUB = """\
name: support impact
on:
  pull_request:
  merge_group:
permissions:
  contents: read
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - run: pip install sdd-impact=={version}
      - run: sdd-impact check --format github
"""

GITLAB = """\
support impact:
  image: python:3.12
  variables:
    GIT_DEPTH: 0
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
  script:
    - pip install sdd-impact=={version}
    - git fetch origin "+refs/heads/$CI_MERGE_REQUEST_TARGET_BRANCH_NAME:refs/remotes/origin/$CI_MERGE_REQUEST_TARGET_BRANCH_NAME"
    - sdd-impact check
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


def ci_proposal(root: Path, default: str) -> Proposed:
    """Propose the merge check for the CI system that the repository uses."""
    if (root / ".gitlab-ci.yml").exists():
        return ".gitlab-ci.yml", None, "add this job:\n\n" + GITLAB.format(version=__version__)
    workflow = ".github/workflows/support-impact.yml"
    if (root / workflow).exists():
        return workflow, None, "exists already; left as it is"
    if (root / ".github").is_dir():
        return workflow, GITHUB.format(version=__version__), ""
    advice = f"no CI system found; let it run this on every merge request, with the whole history fetched:\n\n  sdd-impact check --base origin/{default}"
    return "CI", None, advice
