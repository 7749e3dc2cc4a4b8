"""The action: its shell steps are run, and no input can become code."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from ci.ci_play import ACTION, EXPRESSION, ROOT, STEPS, Runner
from commands.command_play import git, make_branch, write


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A branch that breaks a saved search, committed, as a CI system checks it out."""
    root = make_branch(tmp_path / "work space")
    git(root, "commit", "-qam", "Reword the log")
    return root


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "temp"
    made.mkdir()
    return made


def test_no_script_has_an_expression() -> None:
    assert ACTION["runs"]["using"] == "composite"
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step.get("run", "")
        assert ("run" in step) == ("shell" in step)


def test_expressions_name_what_exists() -> None:
    steps = {step["id"] for step in ACTION["runs"]["steps"] if "id" in step}
    for found in EXPRESSION.findall((ROOT / "action.yml").read_text("utf-8")):
        kind, _, rest = found.partition(".")
        assert kind in ("inputs", "steps", "github")
        assert kind != "inputs" or rest in ACTION["inputs"]
        assert kind != "steps" or rest.split(".")[0] in steps


def test_every_input_is_described_used_and_has_a_default() -> None:
    text = (ROOT / "action.yml").read_text("utf-8")
    for name, each in ACTION["inputs"].items():
        assert each["description"].endswith(".")
        assert "default" in each
        assert re.search(rf"inputs\.{name}\b", text.partition("runs:")[2])


def test_the_tool_is_installed_from_the_action_s_own_files(folder: Path, workspace: Path) -> None:
    write(workspace, {"venv.py": "raise SystemExit(9)\n", "pip.py": "raise SystemExit(9)\n"})
    done = Runner(folder, workspace).run("Install sdd-impact")
    assert (done.status, done.outputs) == (0, {"bin": f"{folder}/sdd-impact/bin"})
    venv, pip = (folder / "python.txt").read_text().splitlines()
    assert venv == f"-I -m venv --clear {folder}/sdd-impact"
    assert pip == f"-I -m pip install --quiet --disable-pip-version-check --no-input {ROOT}"


def test_a_failing_branch(folder: Path, workspace: Path) -> None:
    files = {name: str(folder / f"out.{name}") for name in ("sarif", "junit", "html", "json")}
    runner = Runner(folder, workspace, {"base": "main", **files})
    runner.install()
    done = runner.run("Check")
    assert (done.status, done.outputs) == (0, {"status": "1", "verdict": "failed"})
    assert "::error file=support-impact/feature--x.yaml" in done.said
    assert (folder / "summary.md").read_text().startswith("# Support impact: feature/x\n")
    assert "## Needs a decision" in (folder / "sdd-impact.md").read_text()
    assert json.loads(Path(files["sarif"]).read_text())["version"] == "2.1.0"
    assert json.loads(Path(files["json"]).read_text())["verdict"] == "failed"
    assert ET.parse(files["junit"]).getroot().tag == "testsuites"
    assert "Needs a decision" in Path(files["html"]).read_text()
    assert runner.run("Verdict").status == 1


def test_a_branch_that_changes_nothing(folder: Path, workspace: Path) -> None:
    git(workspace, "revert", "--no-edit", "HEAD")
    runner = Runner(folder, workspace, {"base": "main", "summary": "false"})
    runner.install()
    assert runner.run("Check").outputs == {"status": "0", "verdict": "passed"}
    assert not (folder / "summary.md").exists()
    assert runner.run("Verdict").status == 0


def test_no_verdict_is_no_pass(folder: Path, workspace: Path) -> None:
    git(workspace, "switch", "-q", "--orphan", "feature/lone")
    write(workspace, {"b.py": "x = 1\n"})
    git(workspace, "add", "-A")
    git(workspace, "commit", "-qm", "lone")
    (folder / "sdd-impact.md").write_text("passed, once")
    runner = Runner(folder, workspace, {"base": "main", "fetch": "false"})
    runner.install()
    done = runner.run("Check")
    assert done.outputs == {"status": "3", "verdict": "undetermined"}
    assert "::error" in done.said
    assert (folder / "sdd-impact.md").read_text().startswith("# Support impact: undetermined")
    assert runner.run("Verdict").status == 3
    # A step that never came so far leaves nothing.
    assert Runner(folder, workspace).run("Verdict").status == 3


@pytest.mark.parametrize("text", ["$(touch pwned)`touch pwned`", '"; touch pwned; "', "--help", "*"])
def test_an_input_is_never_code(text: str, folder: Path, workspace: Path) -> None:
    for inputs in ({"base": text}, {"base": "main", "searches": text}, {"directory": text}):
        runner = Runner(folder, workspace, {"fetch": "false", **inputs})
        runner.install()
        done = runner.run("Check")
        assert done.outputs["verdict"] != "passed"
        assert done.outputs["status"] == "2"
        assert not list(workspace.parent.rglob("pwned"))


def test_several_places_with_searches(folder: Path, workspace: Path) -> None:
    write(folder, {"a b/savedsearches.conf": "[one]\nsearch = Reset\n", "c.conf": "[two]\nsearch = Reset\n"})
    runner = Runner(
        folder, workspace, {"base": "main", "searches": f"{folder}/a b\n\n{folder}/c.conf\n", "json": f"{folder}/o.json"}
    )
    runner.install()
    assert runner.run("Check").outputs["verdict"] == "failed"
    searches = json.loads((folder / "o.json").read_text())["evidence"]["counts"]["searches"]
    assert searches == 3


def test_the_comment_decides_nothing(folder: Path, workspace: Path) -> None:
    step = STEPS["Comment"]
    assert step["continue-on-error"] is True
    assert step["if"] == "inputs.comment == 'true' && github.event.pull_request.number"
    runner = Runner(folder, workspace, {"token": ""})
    runner.install()
    done = runner.run("Comment")
    assert done.status == 0
    assert done.said == "::notice title=sdd-impact::no comment was written: there is no token\n"
    (folder / "sdd-impact" / "bin" / "python").unlink()
    assert runner.run("Comment").status == 0
