"""Python: log statements, console output and error messages. ``docs/languages/python.md`` is its page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact.model import Extraction, Language

if TYPE_CHECKING:
    from sdd_impact.model import LogCall, Source

#: What a line with a statement looks like; also finds the lines of damaged code that may hold one.
LOOKS_LIKE = re.compile(
    rb"\b(?:debug|info|notice|warn(?:ing)?|error|exception|critical|fatal|trace|success|verbose|log|msg)[ \t]*\("
    rb"|\b(?:raise|assert)\b[^\n]|\b(?:print|s?echo|write|exit|quit|abort|flash|add_error|add_message|fail|set_exception)[ \t]*\("
    rb"|\b\w*Response\w*[ \t]*\(|\breturn\b[^\n]*,[ \t]*[45]\d\d\b|\b(?:error_messages|msg_fmt|default_detail)\b|\bmessage[ \t]*="
    rb"|\brender(?:_template\w*)?\(|_response[ \t]*\(|__init__\("
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
