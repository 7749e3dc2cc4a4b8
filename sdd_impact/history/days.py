"""When files were last changed: by a commit, or as they lie. A day is a text, ``2026-11-24``, in UTC."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from sdd_impact.errors import Undetermined
from sdd_impact.history.commits import History
from sdd_impact.history.git import Git

#: Paths that one process is asked about.
BATCH = 500
#: Commits of which the files are listed, one entry for each that changed one of them.
LOG = (
    "--literal-pathspecs",
    "log",
    "--no-show-signature",
    "--no-color",
    "--no-renames",
    "--no-ext-diff",
    "--name-only",
    "-z",
    "--format=%x01%H %ct",
)


def last_days(git: Git, history: History, commit: str, paths: Sequence[str]) -> dict[str, str]:
    """Return the day of the newest commit, ``commit`` or an ancestor, that changed each path.

    A path is left out where that is not known: no commit has it, git failed, or the history ends before (a shallow clone).
    """
    found: dict[str, str] = {}
    for start in range(0, len(paths), BATCH):
        with suppress(Undetermined):  # it is a date to be shown, no evidence
            for path, oid, seconds in _changes(git, commit, paths[start : start + BATCH]):
                found.setdefault(path, "" if history.is_edge(oid) else day_of(seconds))
    return {path: day for path, day in found.items() if day}


def _changes(git: Git, commit: str, paths: Sequence[str]) -> Iterator[tuple[str, str, int]]:
    """Yield (path, commit, seconds since 1970) from the newest commit to the oldest."""
    wanted = {path.encode("utf-8", "surrogateescape"): path for path in paths}
    oid, seconds = "", 0
    for field in git.output(*LOG, commit, "--", *paths).split(b"\0"):
        piece = field.lstrip(b"\n")
        if piece.startswith(b"\x01"):
            name, _, when = piece[1:].decode("ascii", "replace").partition(" ")
            oid, seconds = name, int(when) if when.isdecimal() else 0
        elif piece in wanted:
            yield wanted[piece], oid, seconds


def day_of(seconds: float) -> str:
    """Return the day of a point in time, given in seconds since 1970; "" for one that no calendar has."""
    try:
        return time.strftime("%Y-%m-%d", time.gmtime(seconds))
    except (OverflowError, ValueError, OSError):
        return ""


def file_day(path: str | Path) -> str:
    """Return the day on which a file was last written; "" where that is not known."""
    try:
        return day_of(Path(path).lstat().st_mtime)
    except OSError:
        return ""
