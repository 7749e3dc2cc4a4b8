"""Open the repository that a command looks at, with progress on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sdd_impact.commands import Run
from sdd_impact.commands._options import check_exclusive
from sdd_impact.commands._outside import read_outside
from sdd_impact.pipeline import Options, Visit, visit


@contextmanager
def looking(run: Run, searches: tuple[str, ...] = (), **chosen: Any) -> Iterator[Visit]:
    """Compare base and head as the options say; ``chosen`` are the values of the comparison options."""
    check_exclusive(chosen)
    with progress(run) as say, visit(options(run, searches, say, **chosen)) as here:
        yield here


def options(run: Run, searches: tuple[str, ...], say: Any, **chosen: Any) -> Options:
    """Return what the pipeline is asked for."""
    return Options(directory=run.directory, searches=read_outside(searches), progress=say, **chosen)


@contextmanager
def progress(run: Run) -> Iterator[Any]:
    """Give a function that shows one line of progress on standard error; to a terminal only, and wiped at the end."""
    if not run.progress:
        yield lambda _text: None
        return

    def say(text: str) -> None:
        sys.stderr.write(f"\r\x1b[2K{text[:78]} …")
        sys.stderr.flush()

    try:
        yield say
    finally:
        sys.stderr.write("\r\x1b[2K")
        sys.stderr.flush()
