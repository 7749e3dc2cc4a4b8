"""Python: log statements, console output and error messages. ``docs/languages/python.md`` is its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact.model import Extraction, Language

if TYPE_CHECKING:
    from sdd_impact.model import LogCall, Source


def extract(source: Source, calls: tuple[LogCall, ...]) -> Extraction:
    """Read one Python file. Never raises; what cannot be read is under ``unread``."""
    from sdd_impact.languages.python.reading import read_file

    return read_file(source, calls)


LANGUAGE = Language(
    name="python",
    suffixes=(".py", ".pyw"),
    extract=extract,
    hints=(
        b"log", b"LOG", b"raise", b"assert", b"print", b"warn", b"exit", b"abort", b"error", b"Error", b"Response", b"stdout", b"stderr", b"echo", b"flash",
        b"message", b"exception",
    ),
)  # fmt: skip
