"""Go: log statements of the logging libraries in use, console output, error values, answers of servers.

* ``libraries``: the logging libraries as data. ``imports``: what a package's name stands for. ``methods``: what a method's name says.
* ``loggers``: which expression is a logger, of which library, with which fields. ``fields``: keys and values.
* ``logcalls``: a call on a logger read as a statement; ``events``: zerolog's chains; ``pairs``: go-kit; ``console``: standard output.
* ``failures``: error values; ``answers``: what a server answers; ``bodies``: the text in an answer; ``statuses``: HTTP statuses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact.languages.go.hints import HINTS
from sdd_impact.model import Language

if TYPE_CHECKING:
    from sdd_impact.model import Extraction, LogCall, Source


def extract(source: Source, calls: tuple[LogCall, ...] = ()) -> Extraction:
    """Read one Go file. Never raises on bad source; what cannot be read is listed as unread."""
    from sdd_impact.languages.go.reading import extract as read  # only now: what never meets Go does not pay for it

    return read(source, calls)


LANGUAGE = Language(name="go", suffixes=(".go",), extract=extract, hints=HINTS)
