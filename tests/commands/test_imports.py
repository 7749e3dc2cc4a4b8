"""What a command imports: start-up is part of the product, and a heavy module that creeps in is noticed here."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from commands.command_play import ISOLATED, git, make_branch, write

#: Never on the way of the gate, whatever the branch does: reading HCL and schemas, templates, git by library, the network.
NEVER = (
    "hcl2",
    "lark",
    "jsonschema",
    "referencing",
    "jinja2",
    "git",
    "importlib.metadata",
    "asyncio",
    "http",
    "ssl",
    "email",
    "logging",
)
#: Nor where nothing is asked and nothing is configured.
QUIET = (
    *NEVER,
    "yaml",
    "tomllib",
    "textwrap",
    "dataclasses",
    "sdd_impact.matching",
    "sdd_impact.patterns",
    "sdd_impact.documents.reading",
)
#: The most modules of ours that a run imports which finds what an earlier one kept, and one that finds nothing: 96 and 290 when this was written.
MOST_KEPT, MOST_FIRST = 105, 310

SHOW = "import sys; sys.argv = ['sdd-impact', *sys.argv[1:]]; import atexit; atexit.register(lambda: print(*sys.modules, file=open('{}', 'w'))); from sdd_impact.cli import main; main()"


def imported(root: Path, *arguments: str) -> set[str]:
    """Run a command in a process of its own; return the modules that were imported."""
    listed = root.parent / "modules.txt"
    command = [sys.executable, "-c", SHOW.format(listed), *arguments]
    environ = ISOLATED | {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(command, cwd=root, env=environ, check=False, capture_output=True, text=True)
    assert done.returncode in (0, 1), done.stderr
    return set(listed.read_text(encoding="utf-8").split())


def among(modules: set[str], names: tuple[str, ...]) -> set[str]:
    """The names that are imported, themselves or by a module below them."""
    return {name for name in names if name in modules or any(module.startswith(name + ".") for module in modules)}


@pytest.fixture(scope="module")
def branch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_branch(tmp_path_factory.mktemp("imports") / "repository")


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make_branch(tmp_path_factory.mktemp("quiet") / "repository")
    git(root, "checkout", "-q", "--", "auth")
    write(root, {"auth/rate.py": "def rate(amount):\n    return amount * 2\n"})
    return root


def test_the_version_imports_nothing(tmp_path: Path) -> None:
    root = tmp_path / "folder"
    root.mkdir()
    ours = {name for name in imported(root, "--version") if name.startswith("sdd_impact")}
    assert ours == {"sdd_impact", "sdd_impact.cli"}


def test_help_imports_no_command(tmp_path: Path) -> None:
    root = tmp_path / "folder"
    root.mkdir()
    found = imported(root, "--help")
    assert {name for name in found if name.startswith("sdd_impact")} == {
        "sdd_impact", "sdd_impact.cli", "sdd_impact.commands", "sdd_impact.errors"
    }  # fmt: skip
    assert not among(found, (*NEVER, "yaml", "tree_sitter", "subprocess"))


@pytest.mark.parametrize("command", ["check", "diff", "generate"])
def test_a_branch_that_breaks_something_imports_no_heavy_module(command: str, branch: Path) -> None:
    assert not among(imported(branch, command), NEVER)


@pytest.mark.parametrize("command", ["check", "diff"])
def test_a_quiet_branch_imports_neither_questions_nor_matching(command: str, quiet: Path) -> None:
    assert not among(imported(quiet, command), QUIET)


def test_what_was_kept_needs_few_modules(quiet: Path) -> None:
    first = {name for name in imported(quiet, "check") if name.startswith("sdd_impact")}
    again = {name for name in imported(quiet, "check") if name.startswith("sdd_impact")}
    assert len(first) <= MOST_FIRST
    assert len(again) <= MOST_KEPT
    assert not {name for name in again if name.startswith(("sdd_impact.languages.", "sdd_impact.detectors.", "sdd_impact.syntax"))}


def test_only_the_formats_that_are_asked_for_are_imported(branch: Path) -> None:
    reports = {name for name in imported(branch, "diff", "--format", "json") if name.startswith("sdd_impact.reports.")}
    assert "sdd_impact.reports.json" in reports
    assert not reports & {f"sdd_impact.reports.{name}" for name in ("text", "markdown", "csv", "github")}
