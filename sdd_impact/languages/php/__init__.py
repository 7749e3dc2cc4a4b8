"""PHP: log statements, console output and error messages. ``docs/languages/php.md`` is its page.

* ``loggers``: which expression is a logger. ``logs``: a call on one read as a statement; PHP's own functions; the console.
* ``errors``: ``throw`` and what exception classes say. ``responses``: what frameworks send, validations, flashes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact.model import Extraction, Language

if TYPE_CHECKING:
    from sdd_impact.model import LogCall, Source


def extract(source: Source, calls: tuple[LogCall, ...]) -> Extraction:
    """Read one PHP file. Never raises; what cannot be read is under ``unread``."""
    if source.path.lower().endswith(".inc") and b"<?php" not in source.data[:200]:
        return Extraction()  # .inc is any language's
    from sdd_impact.languages.php.reading import read_file  # only now: what never meets PHP does not pay for it

    return read_file(source, calls)


LANGUAGE = Language(
    name="php",
    suffixes=(".php", ".phtml", ".inc"),
    extract=extract,
    hints=(
        b"log", b"Log", b"LOG", b"throw", b"error", b"Error", b"abort", b"Exception", b"die", b"exit", b"writeln", b"STDERR", b"message", b"flash", b"Flash",
        b"->json", b"Response", b"info", b"$fail", b"Violation", b"const ", b"line(", b"comment(", b"response(", b"essage", b"io->", b"output->", b"validate", b"watchdog",
    ),
)  # fmt: skip
