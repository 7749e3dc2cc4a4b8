"""The job of each CI system: what ``init`` proposes is what the page shows, can be read, and runs with a tool of our own."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from ci.ci_play import ROOT, TOOL, path_with, script
from commands.command_play import FOREIGN, ISOLATED, git, make_branch, outcome, write

from sdd_impact import __version__
from sdd_impact.commands._jobs import JOBS, Job, job_text

PACKAGE = f"sdd-impact=={__version__}"
PAGE = (ROOT / "docs/ci.md").read_text("utf-8")
each_job = pytest.mark.parametrize("job", JOBS, ids=lambda job: job.system)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in FOREIGN:
        monkeypatch.delenv(name, raising=False)
    return make_branch(tmp_path / "repository")


def commands(job: Job) -> Iterator[str]:
    """The lines that a system hands to its shell, as the shell gets them."""
    if job.system == "Jenkins":
        yield from re.findall(r"sh '(.*)'", job_text(job, PACKAGE))
        return
    for line in re.findall(r"(?m)^ +- (?:run: |script: )?((?:export|pip|sdd-impact) .*)$", job_text(job, PACKAGE)):
        yield line.replace("$$", "$").replace("$(SDD_IMPACT_PACKAGE)", "$SDD_IMPACT_PACKAGE")


@each_job
def test_the_page_shows_the_proposed_job(job: Job) -> None:
    section = PAGE.partition(f"\n## {job.system}\n")[2].partition("\n## ")[0]
    assert f"\n{job_text(job, PACKAGE)}```" in section


def test_every_section_with_a_job_is_one_that_init_proposes() -> None:
    sections = re.findall(r"\n## ([^\n]+)\n\n```(?:yaml|groovy)\n[^`]*?pip install", PAGE)
    assert sorted(sections) == sorted(job.system for job in JOBS)


@each_job
def test_what_is_installed_is_one_value(job: Job) -> None:
    text = job_text(job, PACKAGE)
    assert text.count(PACKAGE) == 1
    assert re.search(rf"SDD_IMPACT_PACKAGE\W+{re.escape(PACKAGE)}\b", text)
    if job.system != "Jenkins":
        assert isinstance(yaml.safe_load(text), dict)


@each_job
def test_the_commands_install_that_value_and_decide(job: Job, root: Path, tmp_path: Path) -> None:
    git(root, "commit", "-qam", "Reword the log")
    (tmp_path / "bin").mkdir()
    script(tmp_path / "bin/pip", f'#!/bin/sh\necho "$@" > {tmp_path}/pip.txt\n')
    script(tmp_path / "bin/sdd-impact", TOOL)
    package = "git+https://git.example.org/tools/sdd-impact@v1 --no-deps"
    lines = [line.replace(PACKAGE, f"'{package}'") for line in commands(job)]
    environ = ISOLATED | {
        "CI": "true",
        "PATH": path_with(tmp_path / "bin"),
        "SDD_IMPACT_PACKAGE": package,
        "SDD_IMPACT_BASE": "main",
    }
    done = subprocess.run(["sh", "-ec", "\n".join(lines)], cwd=root, env=environ, check=False, capture_output=True, text=True)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "saved-search-broken" in done.stdout or "title=checklist-missing" in done.stdout
    assert (tmp_path / "pip.txt").read_text() == f"install {package}\n"


@each_job
def test_init_proposes_the_job(job: Job, root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    mark = job.marks[0]
    write(root, {f"{mark}/dependabot.yml" if job.whole else mark: "# ours\n"})
    monkeypatch.chdir(root)
    found = outcome(capsys, "init", "--yes")
    assert found.status == 0
    assert job_text(job, PACKAGE).strip() in found.out
    assert f"{job.comment}SDD_IMPACT_PACKAGE is what pip installs: {PACKAGE}" in found.out
    if job.whole:
        written: Any = yaml.safe_load((root / job.path).read_text("utf-8"))
        assert written["jobs"]["check"]["env"] == {"SDD_IMPACT_PACKAGE": PACKAGE}
    else:
        assert (root / mark).read_text("utf-8") == "# ours\n", "what exists is not touched"
        write(root, {job.path: job_text(job, PACKAGE)})
    again = outcome(capsys, "init", "--yes").out
    assert "exists already" in again if job.whole else "has the job already" in again


def test_two_systems_are_both_served(root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    write(root, {".gitlab-ci.yml": "{}\n", ".github/CODEOWNERS": "* @team\n"})
    monkeypatch.chdir(root)
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n" * 9))
    found = outcome(capsys, "init").out
    assert "── .gitlab-ci.yml" in found
    assert "── .github/workflows/support-impact.yml" in found


def test_no_page_names_a_place_that_is_not_there() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "templates").iterdir(), ROOT / "action.yml"]
    assert not [page for page in pages if re.search(r"\b(?:OWNER|GROUP|YOUR[-_]\w+)/", page.read_text("utf-8"))]
