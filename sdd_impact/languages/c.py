"""C: log statements, console output and error messages; what is shared by C and C++ stands in ``_cfamily``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact.languages._cfamily.hints import HINTS
from sdd_impact.model import Language

if TYPE_CHECKING:
    from sdd_impact.model import Extraction, LogCall, Source


def extract(source: Source, calls: tuple[LogCall, ...] = ()) -> Extraction:
    """Read one file. Never raises on bad source; what cannot be read is listed as unread."""
    from sdd_impact.languages._cfamily.reading import extract as read  # only now: what never meets C does not pay for it

    return read(source, calls, "c")


LANGUAGE = Language(
    name="c",
    suffixes=(".c", ".h"),
    extract=extract,
    hints=HINTS,
)
