"""The GitLab component: read as GitLab reads it, its script run with a tool of our own."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import yaml
from ci.ci_play import ROOT, TOOL, path_with, script
from commands.command_play import ISOLATED, git, make_branch

from sdd_impact import __version__

TEXT = (ROOT / "templates/check.yml").read_text("utf-8")
HEAD: Any = next(yaml.safe_load_all(TEXT))
INPUTS = {name: each["default"] for name, each in HEAD["spec"]["inputs"].items()}
INPUT = re.compile(r"\$\[\[\s*inputs\.([a-z-]+)\s*\]\]")


def job(**changed: str) -> Any:
    """The job with its inputs put in."""
    body = TEXT.partition("\n---\n")[2]
    return yaml.safe_load(INPUT.sub(lambda found: (INPUTS | changed)[found[1]], body))["sdd-impact"]


def test_inputs_are_described_and_used() -> None:
    assert set(INPUT.findall(TEXT)) == set(INPUTS)
    assert all(each["description"] for each in HEAD["spec"]["inputs"].values())
    assert INPUTS["package"] == f"sdd-impact=={__version__}"


def test_no_script_has_an_input() -> None:
    body = yaml.safe_load(TEXT.partition("\n---\n")[2])["sdd-impact"]
    assert not INPUT.search("\n".join([*body["before_script"], *body["script"]]))


def test_the_whole_history_and_the_reports() -> None:
    found = job()
    assert found["variables"]["GIT_DEPTH"] == "0"
    assert found["artifacts"]["when"] == "always"
    written = set(re.findall(r"--format=\w+:(\S+)", "\n".join(found["script"])))
    assert written == {*found["artifacts"]["reports"].values(), *found["artifacts"]["paths"]}


@pytest.mark.parametrize(("revert", "status"), [(False, 1), (True, 0)])
def test_the_script_runs(revert: bool, status: int, tmp_path: Path) -> None:
    root = make_branch(tmp_path / "repository")
    git(root, "commit", "-qam", "Reword the log")
    if revert:
        git(root, "revert", "--no-edit", "HEAD")
    (tmp_path / "bin").mkdir()
    found = job(base="main", searches="ops")
    text = "\n".join(found["script"]).replace("/tmp/sdd-impact/bin/sdd-impact", str(script(tmp_path / "bin/sdd-impact", TOOL)))
    environ = ISOLATED | {"CI": "true", "PATH": path_with(tmp_path / "bin")} | found["variables"]
    done = subprocess.run(["sh", "-e", "-c", text], cwd=root, env=environ, check=False, capture_output=True, text=True)
    assert done.returncode == status, done.stderr
    issues = json.loads((root / "gl-code-quality-report.json").read_text())
    assert bool(issues) == (not revert)
    assert ET.parse(root / "sdd-impact.xml").getroot().tag == "testsuites"
    assert "Support impact" in (root / "sdd-impact.html").read_text()


def test_the_gate_s_status_is_the_job_s(tmp_path: Path) -> None:
    root = make_branch(tmp_path / "repository")
    git(root, "commit", "-qam", "Reword the log")
    git(root, "switch", "-q", "--orphan", "lone")
    git(root, "commit", "-qm", "empty", "--allow-empty")
    text = "\n".join(job(base="main")["script"]).replace("--fetch ", "")
    text = text.replace("/tmp/sdd-impact/bin/sdd-impact", str(script(tmp_path / "tool", TOOL)))
    environ = ISOLATED | {"CI": "true"} | job(base="main")["variables"]
    done = subprocess.run(["sh", "-e", "-c", text], cwd=root, env=environ, check=False, capture_output=True, text=True)
    assert done.returncode == 3, done.stdout + done.stderr
