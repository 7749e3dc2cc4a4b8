"""Python: log statements, console output and error messages. ``docs/languages/python.md`` is its page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact.model import Extraction, Language

if TYPE_CHECKING:
    from sdd_impact.model import LogCall, Source

#: What a line with a statement looks like; also finds the lines of damaged code that may hold one.
LOOKS_LIKE = re.compile(
    rb"\b(?:(?:a?(?:debug|info|warn|warning|error|exception|critical)|notice|fatal|trace|success|verbose|audit|failure|log|msg|err)[ \t]*\("
    rb"|raise[ \t(_]"
    rb"|(?:return|append\()[ \t]*[\w.]*(?:[eE]rror|Exception|[fF]ailure|[fF]ault)[ \t]*\("
    # an assert with a message, which may stand on a line of its own
    rb"|assert\b[^\n]*,[ \t]*(?:[\w.]+[ \t]*$|[\w.]*\(?[ \t]*[\"']|[(\\]$)"
    rb"|(?:print|s?echo|write|exit|quit|abort|flash|add_error|add_message|fail|set_exception|errback)[ \t]*\("
    rb"|return\b[^\n]*,[ \t]*(?:[45]\d\d\b|[\w.]*[A-Z]{3})"
    rb"|message[ \t]*=)"
    rb"|^[ \t]*[)\]}]+,[ \t]*(?:[rRbBfFuU]{0,2}[\"']|[\w.]+\()"
    rb"|(?:ValidationError|Response\w*|render\w*|_response|(?:super\(\)|[A-Z]\w+)\.__init__)[ \t]*\(|error_messages|msg_fmt|default_detail",
    re.MULTILINE,
)


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
