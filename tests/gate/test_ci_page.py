"""The page on CI: every snippet can be read, and every command in it exists and does what the page says."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import yaml
from gate.gate_play import EVIDENCE, Gate, gate, story

__all__ = ["gate"]

PAGE = (Path(__file__).parents[2] / "docs/ci.md").read_text("utf-8")
SNIPPETS = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
SHOWN = "\n".join(re.findall(r"^```(?:yaml|groovy|console)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))
COMMANDS = sorted(set(re.findall(r"\bsdd-impact check[^'\n]*", SHOWN)))
SYSTEMS = ("GitHub Actions", "GitLab CI", "Bitbucket Pipelines", "Azure Pipelines", "Jenkins", "CircleCI", "Buildkite")


@pytest.mark.parametrize("system", SYSTEMS)
def test_every_system_has_its_section_with_a_snippet(system: str) -> None:
    section = PAGE.partition(f"\n## {system}\n")[2].partition("\n## ")[0]
    assert re.search(r"^```(yaml|groovy)$.*sdd-impact check", section, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("snippet", SNIPPETS)
def test_snippets_are_yaml_without_what_must_not_be_there(snippet: str) -> None:
    assert isinstance(yaml.safe_load(snippet), dict)
    for word in ("pull_request_target", "secrets.", "paths-ignore", "paths:", "token:", "--depth"):
        assert word not in snippet


def test_there_are_commands() -> None:
    assert set(COMMANDS) >= {"sdd-impact check", "sdd-impact check --fetch"}


@pytest.mark.parametrize("line", COMMANDS)
def test_the_commands_exist_and_decide(line: str, gate: Gate, tmp_path: Path) -> None:
    play = story(tmp_path)
    clone = play.clone("clone", "-b", "feature")
    found = gate(clone, *shlex.split(line)[1:], CI="true")
    assert found.status == 1, found.text
    assert EVIDENCE in found.text or "title=checklist-missing" in found.text


@pytest.mark.parametrize("command", re.findall(r"git fetch [^\n]*", PAGE))
def test_the_fetches_work(command: str, tmp_path: Path) -> None:
    clone = story(tmp_path).clone("clone", "--depth=1" if "--unshallow" in command else "--single-branch", "-b", "feature")
    clone.git(*shlex.split(command)[1:])
    assert clone.git("merge-base", "origin/main", "HEAD")
