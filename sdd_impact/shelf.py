"""The files that ship with the tool: question catalogue and schemas."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from sdd_impact import __version__


def shelf(name: str) -> Path:
    """Return the folder ``checklists`` or ``schemas``: inside an installed package, else beside it in a checkout."""
    here = Path(__file__).resolve().parent
    inside = here / "_shelf" / name
    return inside if inside.is_dir() else here.parent / name


@cache
def edition() -> str:
    """Return what tells one state of the tool from another: its version, and in a checkout the time of the newest change of its files."""
    here = Path(__file__).resolve().parent
    if (here / "_shelf").is_dir():
        return __version__
    newest = 0
    todo = [str(here), str(here.parent / "checklists")]
    while todo:
        with os.scandir(todo.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    todo.append(entry.path)
                elif not entry.name.endswith(".pyc"):
                    newest = max(newest, entry.stat().st_mtime_ns)
    return f"{__version__}+{newest}"


def question_ids() -> tuple[str, ...]:
    """Return the ids of all questions, sorted, without reading a file: an id is its file's name.

    Raises :class:`OSError` where the shelf is not there.
    """
    names = (path.name for path in (shelf("checklists") / "default").iterdir())
    return tuple(sorted(name.removesuffix(".yaml") for name in names if name.endswith(".yaml") and name[0] not in "_."))


def catalogue_version() -> str:
    """Return the version of the question catalogue, which its index says in a line of its own; "" where it does not.

    Raises :class:`OSError` where the shelf is not there.
    """
    index = (shelf("checklists") / "default" / "_catalogue.yaml").read_text("utf-8")
    lines = (line.partition(":") for line in index.splitlines())
    return next((value.strip().strip("\"'") for key, _, value in lines if key == "version"), "")
