"""Java: log statements of the logging libraries in use, and error messages.

* ``frameworks``: the logging libraries as data. ``loggers``: which expression is a logger, and its name.
* ``logcalls``: a call on a logger read as a statement; ``builders``: fluent calls; ``typed``: JBoss' message interfaces.
* ``exceptions``, ``checks``, ``responses``, ``annotations``: the places where error messages stand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact.languages.java.hints import HINTS
from sdd_impact.model import Language

if TYPE_CHECKING:
    from sdd_impact.model import Extraction, LogCall, Source


def extract(source: Source, calls: tuple[LogCall, ...] = ()) -> Extraction:
    """Read one Java file. Never raises on bad source; what cannot be read is listed as unread."""
    from sdd_impact.languages.java.reading import extract as read  # only now: what never meets Java does not pay for it

    return read(source, calls)


LANGUAGE = Language(
    name="java",
    suffixes=(".java",),
    extract=extract,
    hints=HINTS,
)
