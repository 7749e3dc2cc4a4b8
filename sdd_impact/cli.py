"""The command line: finds the command, runs it, and is the only place that exits.

Start-up is part of the product: ``--version`` imports nothing but this module, and a command's module is imported when
that command is run.
"""

from __future__ import annotations

import sys
from typing import NoReturn

from sdd_impact import __version__


def main() -> NoReturn:
    """Run the command line and exit: 0 passed, 1 the gate says no, 2 wrong usage or configuration, 3 no verdict."""
    _open_streams()
    if sys.argv[1:] == ["--version"]:
        sys.stdout.write(f"sdd-impact {__version__}\n")
        _leave(0)
    import gc

    # Almost nothing that is made while modules are imported is ever freed: looking for it takes a tenth of a short run.
    gc.set_threshold(50_000, 20, 50)
    from sdd_impact.commands import run

    _leave(run(sys.argv[1:]))


def _open_streams() -> None:
    """Python has no stream at all where the caller closed one (``>&-``). Messages may be unwanted; a lost result is exit 3."""
    streams = vars(sys)
    if streams["stderr"] is None:
        import os

        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - it is open as long as the process is
    if streams["stdout"] is None:
        sys.stderr.write("sdd-impact: error: standard output is closed, so the result could not be told\n")
        sys.exit(3)


def _leave(status: int) -> NoReturn:
    """Exit, but never with 0 when the output could not be written."""
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        status = status or 3
        _drop_output()
    try:
        sys.stderr.flush()
    except (OSError, ValueError):
        status = status or 3
    sys.exit(status)


def _drop_output() -> None:
    """Point standard output to nowhere, so that the interpreter's own last flush does not fail loudly."""
    import os

    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
