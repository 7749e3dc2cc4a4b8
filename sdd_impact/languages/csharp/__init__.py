"""C#: log statements of the .NET logging libraries, and error messages.

* ``libraries``: methods and levels as data. ``loggers``: which expression is a logger, of which library, and its name.
* ``logcalls``: a call on a logger read as a statement; ``builders``: NLog's fluent calls; ``declared``: messages in attributes and delegates.
* ``console``: what is printed or traced. ``context``: scopes and pushed properties.
* ``exceptions``, ``responses``, ``forms``: the places where error messages stand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact.languages.csharp.hints import HINTS
from sdd_impact.model import Language

if TYPE_CHECKING:
    from sdd_impact.model import Extraction, LogCall, Source


def extract(source: Source, calls: tuple[LogCall, ...] = ()) -> Extraction:
    """Read one C# file. Never raises on bad source; what cannot be read is listed as unread."""
    from sdd_impact.languages.csharp.reading import extract as read  # only now: what never meets C# does not pay for it

    return read(source, calls)


LANGUAGE = Language(name="csharp", suffixes=(".cs",), extract=extract, hints=HINTS)
