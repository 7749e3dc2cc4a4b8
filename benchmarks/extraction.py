"""How fast source code is read, beside a peer that only matches: ``python benchmarks/extraction.py FOLDER… [--rounds N]``.

For each language found in the folders (checkouts of real projects; at most 6 MB of each language, files that are not read as source left out), three
programs take turns, each in a process of its own on one core, and the medians of their processor time are compared: the grammar alone (every file
parsed by tree-sitter from Python), our whole extraction (statements, errors, definitions; no cache), and ``ast-grep scan`` with one rule that
matches the calls whose name looks like a logging method, where ``ast-grep`` is installed. Megabytes are those of all files, also of those
that a look at their bytes leaves out.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from sdd_impact.languages import for_path

MOST_BYTES = 6_000_000
#: What ast-grep calls a language, and the kind of a call in its grammar.
PEER = {
    "python": ("Python", "call"),
    "java": ("Java", "method_invocation"),
    "javascript": ("JavaScript", "call_expression"),
    "typescript": ("TypeScript", "call_expression"),
    "go": ("Go", "call_expression"),
    "rust": ("Rust", "macro_invocation"),
    "c": ("C", "call_expression"),
    "cpp": ("Cpp", "call_expression"),
    "csharp": ("CSharp", "invocation_expression"),
    "kotlin": ("Kotlin", "call_expression"),
    "scala": ("Scala", "call_expression"),
    "ruby": ("Ruby", "call"),
    "php": ("Php", "member_call_expression"),
}
RULE = {"severity": "info", "message": "a log call"}
#: The child's program: read the files that a list names, one after the other.
READ = """
import json, sys
from pathlib import Path
from sdd_impact.languages import for_path
from sdd_impact.model import Source
from sdd_impact.syntax.code import parse, text_of
what, listed = sys.argv[1:]
for name in json.loads(Path(listed).read_text()):
    source = Source(name, Path(name).read_bytes())
    if what == "extract":
        for_path(name).extract(source, ())
    elif what == "parse":
        parse("tsx" if name.endswith("x") and for_path(name).name == "typescript" else for_path(name).name, text_of(source))
"""


class Measured(NamedTuple):
    """A language's files and how many seconds of one core each program took for them, the start of the process left out."""

    language: str
    files: int
    megabytes: float
    parse: float
    extract: float
    peer: float


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and print a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args(arguments)
    print(
        "| language | files | MB | grammar MB/s | extraction MB/s | ast-grep MB/s | extraction : ast-grep |\n|---|---|---|---|---|---|---|"
    )
    for language, files in sorted(_by_language(given.folders).items()):
        row = _measured(language, files, given.rounds)
        peer = (f"{row.megabytes / row.peer:.1f}", f"{row.extract / row.peer:.1f}") if row.peer else ("–", "–")
        speeds = (f"{row.megabytes / row.parse:.1f}", f"{row.megabytes / row.extract:.1f}", *peer)
        print(f"| {row.language} | {row.files} | {row.megabytes:.1f} | {' | '.join(speeds)} |", flush=True)


def _by_language(folders: Sequence[Path]) -> dict[str, list[Path]]:
    found: dict[str, list[Path]] = {}
    sizes: dict[str, int] = {}
    for path in (path for folder in folders for path in _files(folder)):
        language = for_path(path.name)
        size = path.stat().st_size
        if language and language.name in PEER and size < 300_000 and sizes.get(language.name, 0) + size < MOST_BYTES:
            found.setdefault(language.name, []).append(path)
            sizes[language.name] = sizes.get(language.name, 0) + size
    return found


def _files(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(each for each in folders if not each.startswith(".") and each not in ("node_modules", "vendor"))
        yield from (
            Path(place, name).resolve() for name in sorted(names) if ".min." not in name and not name.endswith((".vue", ".svelte"))
        )


def _measured(language: str, files: Sequence[Path], rounds: int) -> Measured:
    with tempfile.TemporaryDirectory() as temporary:
        listed = Path(temporary, "files.json")
        listed.write_text(json.dumps([str(path) for path in files]))
        commands = {what: [sys.executable, "-c", READ, what, str(listed)] for what in ("nothing", "parse", "extract")}
        if shutil.which("ast-grep"):
            commands["peer"] = _peer(language, files, Path(temporary))
        taken: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(rounds):
            for name, command in commands.items():
                taken[name].append(_processor_time(command))
    median = {name: statistics.median(each) for name, each in taken.items()}
    megabytes = sum(path.stat().st_size for path in files) / 1e6
    start = median["nothing"]
    return Measured(language, len(files), megabytes, median["parse"] - start, median["extract"] - start, median.get("peer", 0.0))


def _peer(language: str, files: Sequence[Path], temporary: Path) -> list[str]:
    """The peer's command: copies of the files in one folder, each under its own name, and one rule."""
    name, kind = PEER[language]
    copies = temporary / "copies"
    copies.mkdir()
    for number, path in enumerate(files):
        shutil.copyfile(path, copies / f"{number}-{path.name}")
    matches = r"(?i)\b(trace|debug|info|warn|warning|error|fatal|log\w*|print\w*)!?[ \t]*[({]"
    rule = {"id": "log", "language": name, "rule": {"kind": kind, "regex": matches}, **RULE}
    (temporary / "rule.json").write_text(json.dumps(rule))
    return ["ast-grep", "scan", "--rule", str(temporary / "rule.json"), "--threads", "1", "--json=stream", str(copies)]


def _processor_time(command: Sequence[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
