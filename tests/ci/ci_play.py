"""Read the action and the component as their forges would, and run their shell steps with an environment of our own."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from commands.command_play import ISOLATED

ROOT = Path(__file__).parents[2]
EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")
ACTION: Any = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
STEPS: dict[str, Any] = {step.get("name", step.get("id")): step for step in ACTION["runs"]["steps"]}

#: Stands for the tool that the action installs: the one under test.
TOOL = f"#!/bin/sh\nexec '{sys.executable}' -c 'from sdd_impact.cli import main; main()' \"$@\"\n"
#: Stands for Python: notes its arguments, and makes a virtual environment as ``venv`` would.
PYTHON = """#!/bin/sh
echo "$@" >> "$RUNNER_TEMP/python.txt"
if [ "$3" = venv ]; then mkdir -p "$5/bin"; cp "$0" "$5/bin/python"; fi
"""


class Done(NamedTuple):
    """What a step left."""

    status: int
    said: str
    outputs: dict[str, str]


class Runner:
    """A machine of the forge: a folder for temporary files, and the values that expressions have."""

    def __init__(self, folder: Path, workspace: Path, inputs: Mapping[str, str] | None = None) -> None:
        self.folder = folder
        self.workspace = workspace
        self.values = {f"inputs.{name}": each["default"] for name, each in ACTION["inputs"].items()}
        self.values |= {f"inputs.{name}": value for name, value in (inputs or {}).items()}
        self.values |= {
            "github.action_path": str(ROOT),
            "steps.python.outputs.python-path": str(script(folder / "python3", PYTHON)),
        }
        self.values |= {"github.event.pull_request.number": "7", "inputs.token": self.values["inputs.token"]}

    def run(self, name: str, extra: Mapping[str, str] | None = None) -> Done:
        """Run one step of the action in the workspace, as ``shell: bash`` does."""
        step = STEPS[name]
        output = self.folder / "output.txt"
        output.write_text("")
        environ = ISOLATED | {"CI": "true", "RUNNER_TEMP": str(self.folder), "GITHUB_OUTPUT": str(output)}
        environ |= {"GITHUB_STEP_SUMMARY": str(self.folder / "summary.md"), "GITHUB_REPOSITORY": "team/shop"}
        environ |= {key: self.evaluate(value) for key, value in step.get("env", {}).items()}
        command = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]]
        done = subprocess.run(
            command, cwd=self.workspace, env=environ | dict(extra or {}), check=False, capture_output=True, text=True
        )
        outputs = dict(line.split("=", 1) for line in output.read_text().splitlines())
        self.values |= {f"steps.{step.get('id')}.outputs.{key}": value for key, value in outputs.items()}
        return Done(done.returncode, done.stdout + done.stderr, outputs)

    def evaluate(self, text: str) -> str:
        """Return a text with its expressions replaced; one that has no value is empty, as on the forge."""
        return EXPRESSION.sub(lambda found: self.values.get(found[1], ""), str(text))

    def install(self) -> Path:
        """Put the tool under test where the action installs it; return the folder of its programs."""
        programs = self.folder / "sdd-impact" / "bin"
        programs.mkdir(parents=True, exist_ok=True)
        script(programs / "sdd-impact", TOOL)
        script(programs / "python", f"#!/bin/sh\nexec '{sys.executable}' \"$@\"\n")
        self.values["steps.install.outputs.bin"] = str(programs)
        return programs


def script(path: Path, text: str) -> Path:
    """Write a program."""
    path.write_text(text)
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def path_with(folder: Path) -> str:
    """A search path that begins with a folder."""
    return f"{folder}{os.pathsep}{os.environ['PATH']}"
