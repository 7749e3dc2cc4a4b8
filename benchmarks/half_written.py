"""How much of a half-written file is read: ``python benchmarks/half_written.py FOLDER… [--files N] [--lost K] [--show]``.

For each language found in the folders (checkouts of real projects), up to N files with at least three statements are drawn by a fixed seed. In
each file K lines of structure are lost in turn, one at a time: a line that is nothing but brackets, or that ends with one that it opens. What the
file says then is compared with what it said before: *found* is the share of the statements that stood neither on the lost line nor around
it, *files* the share of readings that lost none, *invented* the number of statements that were not there.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from sdd_impact.languages import for_path
from sdd_impact.model import Extraction, Language, Source, Statement

_SEED = 20261124
_SMALLEST, _LARGEST = 3, 200_000
#: A line of structure: closing brackets and what may follow them, a line that ends with an opened bracket, a mark of a text.
_STRUCTURE = re.compile(rb'\s*[)\]}]+[;,]?\s*|.*[({\[]\s*|\s*"""[,)]*\s*|\s*end\s*|\s*[)\]}].*[({\[]\s*')
#: Python's lines of structure end otherwise.
_PYTHON = re.compile(rb"\s*[)\]}]+,?\s*|.*[({\[]\s*|.*:\s*")


class Reading(NamedTuple):
    """What one lost line did: the statements that had to be found, those that were, and those that were invented."""

    due: int
    found: int
    invented: int
    about: str


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print one line for each language."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--files", type=int, default=60, help="files of each language")
    parser.add_argument("--lost", type=int, default=4, help="lines that are lost in each file, one at a time")
    parser.add_argument("--languages", default="", help="only these, with commas between")
    parser.add_argument("--show", action="store_true", help="name the readings that lost or invented something")
    options = parser.parse_args(arguments)
    wanted = {name for name in options.languages.split(",") if name}
    print(f"{'language':<12}{'files':>7}{'readings':>10}{'due':>8}{'found':>9}{'whole':>9}{'invented':>10}")
    for name, files in sorted(_files(options.folders, wanted).items()):
        readings = list(_measure(files, options.files, options.lost))
        _tell(name, readings, min(len(files), options.files), show=options.show)
    return 0


def _files(folders: Sequence[Path], wanted: set[str]) -> dict[str, list[tuple[Language, Path]]]:
    found: dict[str, list[tuple[Language, Path]]] = {}
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            language = for_path(path.name)
            if language is None or (wanted and language.name not in wanted) or not path.is_file():
                continue
            found.setdefault(language.name, []).append((language, path))
    return found


def _measure(files: list[tuple[Language, Path]], most: int, lost: int) -> Iterator[Reading]:
    draw = random.Random(_SEED)  # noqa: S311 - a sample, no secret
    files = list(files)
    draw.shuffle(files)
    used = 0
    for language, path in files:
        data = path.read_bytes()
        if used >= most or len(data) > _LARGEST:
            continue
        whole = language.extract(Source(path.as_posix(), data), ())
        if len(whole.statements) < _SMALLEST:
            continue
        used += 1
        lines = data.split(b"\n")
        pattern = _PYTHON if language.name == "python" else _STRUCTURE
        places = [at for at, line in enumerate(lines) if line.strip() and pattern.fullmatch(line)]
        for at in sorted(draw.sample(places, min(lost, len(places)))):
            damaged = b"\n".join((*lines[:at], b"", *lines[at + 1 :]))
            again = language.extract(Source(path.as_posix(), damaged), ())
            yield _compared(whole, again, at + 1, f"{path}:{at + 1}: {lines[at].strip().decode('utf-8', 'replace')}")


def _compared(whole: Extraction, again: Extraction, lost: int, about: str) -> Reading:
    """What is due are the statements that the lost line is no part of."""
    due = Counter(_said(each) for each in whole.statements if not _touches(each, lost))
    every = Counter(_said(each) for each in whole.statements)
    now = Counter(_said(each) for each in again.statements)
    missing = list((due - now).elements())
    invented = [said for said in (now - every).elements() if not _near(said, whole, lost)]
    told = "".join(f"\n    lost {said}" for said in missing[:5]) + "".join(f"\n    invented {said}" for said in invented[:5])
    return Reading(due.total(), due.total() - len(missing), len(invented), about + told)


def _said(each: Statement) -> tuple[str, str, int]:
    """What a person reads of it, and where it begins."""
    return each.what, each.template.message, each.location.line


def _touches(each: Statement, line: int) -> bool:
    return each.location.line <= line <= max(each.location.line, each.location.end_line)


def _near(said: tuple[str, str, int], whole: Extraction, lost: int) -> bool:
    """Whether it is what is left of a statement that the lost line was a part of."""
    return any(_touches(each, lost) and _touches(each, said[2]) for each in whole.statements)


def _tell(name: str, readings: list[Reading], files: int, *, show: bool) -> None:
    due, found = sum(each.due for each in readings), sum(each.found for each in readings)
    unhurt = sum(each.due == each.found for each in readings)
    invented = sum(each.invented for each in readings)
    share = f"{found / max(due, 1):.2%}"
    print(f"{name:<12}{files:>7}{len(readings):>10}{due:>8}{share:>9}{unhurt / max(len(readings), 1):>9.1%}{invented:>10}")
    if show:
        for each in readings:
            if each.found < each.due or each.invented:
                print(f"  {each.found}/{each.due} {each.about}")


if __name__ == "__main__":
    raise SystemExit(main())
