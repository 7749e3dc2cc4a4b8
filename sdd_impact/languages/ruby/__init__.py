"""Ruby: log statements, console output and error messages. ``docs/languages/ruby.md`` is its page.

* ``loggers``: which expression is a logger. ``logs``: a call on one read as a statement; the console.
* ``errors``: ``raise`` and what exception classes say. ``responses``: what Rails, Grape and Sinatra send, validations, flashes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact.model import Language

if TYPE_CHECKING:
    from sdd_impact.model import Extraction, LogCall, Source


def extract(source: Source, calls: tuple[LogCall, ...]) -> Extraction:
    """Read one Ruby file. Never raises; what cannot be read is under ``unread``."""
    from sdd_impact.languages.ruby.reading import read_file  # only now: what never meets Ruby does not pay for it

    return read_file(source, calls)


LANGUAGE = Language(
    name="ruby",
    suffixes=(".rb", ".rake", ".ru"),
    extract=extract,
    hints=(
        b"log", b"Log", b"LOG", b"raise", b"fail", b"puts", b"print", b"warn", b"abort", b"render", b"error", b"flash", b"alert", b"halt", b"message",
        b"Error", b"std", b"STD", b"super", b"say ", b"p '", b'p "' , b"plain:", b"json:",
    ),
)  # fmt: skip
