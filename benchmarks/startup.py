"""How long a run takes, as a ratio to ``python -c pass``: ``python benchmarks/startup.py [rounds]``.

All commands take turns, so that a slow or busy machine changes them alike; the medians of the processor time, with all child processes,
are compared: other work on the machine makes a run longer, but not dearer. The repository is made anew in a
temporary folder: 2,000 files, and a branch that changes 20 of them. Exits 1 where a ratio or the number of git processes is above its limit.
"""

from __future__ import annotations

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

FILES, CHANGED = 2000, 20
#: The most git processes that one check may start.
MOST_PROCESSES = 5
#: What the console script does; ``python -m`` would add the machinery that finds a module to run.
TOOL = (sys.executable, "-c", "from sdd_impact.cli import main; main()")
#: Each language's file: a class or function with a log statement, an error and a rule.
PYTHON = '''"""Module {n}."""
import logging

log = logging.getLogger(__name__)


def handle_{n}(order_id, amount):
    log.info("{said} {n} %s", order_id)
    if amount < {n}:
        raise ValueError("amount of order too small {n}")
    return amount{more}
'''
JAVASCRIPT = """const logger = require('winston');

function handle{n}(orderId, amount) {{
  logger.info(`{said} {n} ${{orderId}}`);
  if (amount < {n}) throw new Error('amount of order too small {n}');
  return amount{more};
}}
module.exports = {{ handle{n} }};
"""
SEARCHES = """[Orders handled]
search = index=app "order handled"
alert.track = 1
"""


class Measured(NamedTuple):
    """A command that takes part, and the ratio that it may have (0: the measure itself)."""

    name: str
    command: Sequence[str]
    folder: Path
    most: float


def environment(folder: Path) -> dict[str, str]:
    """Return the environment of a developer's shell, without settings of this machine; byte code is written and used."""
    dropped = ("CI", "PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "COLUMNS")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") and name not in dropped}
    person = {f"GIT_{who}_{what}": "bench@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    root = str(Path(__file__).resolve().parent.parent)
    return kept | person | {"HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1", "PYTHONPATH": root}


def git(folder: Path, environ: Mapping[str, str], *arguments: str) -> None:
    """Run git, loudly where it fails."""
    subprocess.run(("git", *arguments), cwd=folder, env=environ, check=True, stdout=subprocess.DEVNULL)


def write_file(root: Path, number: int, said: str, more: str = "") -> None:
    """Write the file of a number: three of four are Python, one is JavaScript."""
    form, suffix = (JAVASCRIPT, "js") if number % 4 == 3 else (PYTHON, "py")
    path = root / "src" / f"part{number % 40}" / f"module_{number}.{suffix}"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(form.format(n=number, said=said, more=more), encoding="utf-8")


def make_repository(root: Path, environ: Mapping[str, str], said: str, more: str = "") -> Path:
    """Make a repository with a branch on which 20 files differ."""
    root.mkdir()
    git(root, environ, "init", "-q", "-b", "main")
    for number in range(FILES - 1):
        write_file(root, number, "order handled")
    (root / "ops").mkdir()
    (root / "ops" / "savedsearches.conf").write_text(SEARCHES, encoding="utf-8")
    git(root, environ, "add", "-A")
    git(root, environ, "commit", "-qm", "base")
    git(root, environ, "switch", "-qc", "feature/bench")
    for number in range(CHANGED):
        write_file(root, number * 7, said, more)
    git(root, environ, "commit", "-qam", "branch")
    return root


def seconds(each: Measured, environ: Mapping[str, str]) -> float:
    """Run a command once; return the processor time of it and its children."""
    start = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(each.command, cwd=each.folder, env=environ, capture_output=True, check=False)
    end = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 1):
        sys.exit(f"{each.name} ended with {done.returncode}: {done.stderr.decode()}")
    return end.ru_utime + end.ru_stime - start.ru_utime - start.ru_stime


def processes(each: Measured, environ: Mapping[str, str], folder: Path) -> int:
    """Count the git processes of one run, by a ``git`` on the path that notes each start."""
    real, shim, notes = shutil.which("git"), folder / "bin", folder / "starts"
    shim.mkdir(exist_ok=True)
    (shim / "git").write_text(f'#!/bin/sh\necho "$*" >>"{notes}"\nexec "{real}" "$@"\n', encoding="utf-8")
    (shim / "git").chmod(0o755)
    notes.write_text("", encoding="utf-8")
    seconds(each, {**environ, "PATH": f"{shim}{os.pathsep}{environ['PATH']}"})
    return len(notes.read_text(encoding="utf-8").splitlines())


def main(rounds: int) -> int:
    """Measure, print the table, and return the exit status."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environ = environment(folder)
        quiet = make_repository(folder / "quiet", environ, "order handled", " + 1")
        telling = make_repository(folder / "telling", environ, "order was handled")
        measured = (
            Measured("python -c pass", (sys.executable, "-c", "pass"), folder, 0),
            Measured("--version", (*TOOL, "--version"), folder, 2.5),
            Measured("--help", (*TOOL, "--help"), folder, 4.5),
            Measured("check, nothing asked", (*TOOL, "check", "--base", "main"), quiet, 11.5),
            Measured("check, nothing asked, the first time", (*TOOL, "check", "--base", "main", "--no-cache"), quiet, 24),
            Measured("check, 20 log statements changed", (*TOOL, "check", "--base", "main"), telling, 18),
            Measured(
                "check, 20 log statements changed, the first time", (*TOOL, "check", "--base", "main", "--no-cache"), telling, 0
            ),
        )
        times: dict[str, list[float]] = {each.name: [] for each in measured}
        for number in range(rounds + 1):
            for each in measured:
                taken = seconds(each, environ)
                if number:  # the first round only warms the caches
                    times[each.name].append(taken)
        started = {each.name: processes(each, environ, folder) for each in measured}
    return report(measured, times, started)


def report(measured: Sequence[Measured], times: Mapping[str, Sequence[float]], started: Mapping[str, int]) -> int:
    """Print one line a command, and return 1 where a limit is passed."""
    bare = statistics.median(times[measured[0].name])
    status = 0
    print("| command | median ms | ratio | limit | git processes |\n|---|---|---|---|---|")
    for each in measured:
        median = statistics.median(times[each.name])
        ratio = median / bare
        if (each.most and ratio > each.most) or started[each.name] > MOST_PROCESSES:
            status = 1
        print(f"| {each.name} | {median * 1000:.0f} | {ratio:.1f} | {each.most or ''} | {started[each.name]} |")
    return status


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else 15))
