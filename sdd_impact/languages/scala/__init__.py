"""Scala 2 and 3: log statements of the logging libraries in use, and error messages.

What Scala shares with Java and Kotlin is in ``_jvm``. Here is what only Scala has: ``calls`` (several lists of arguments, traits whose
methods log), ``loggers`` (traits, implicit loggers), ``errors`` (``sys.error``, ``require``, ``Left``, exception classes) and ``answers``
(Play, http4s, Akka and Pekko HTTP).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact.languages.scala.hints import HINTS
from sdd_impact.model import Language

if TYPE_CHECKING:
    from sdd_impact.model import Extraction, LogCall, Source


def extract(source: Source, calls: tuple[LogCall, ...] = ()) -> Extraction:
    """Read one Scala file. Never raises on bad source; what cannot be read is listed as unread."""
    from sdd_impact.languages.scala.reading import extract as read  # only now: what never meets Scala does not pay for it

    return read(source, calls)


LANGUAGE = Language(
    name="scala",
    suffixes=(".scala", ".sc"),
    extract=extract,
    hints=HINTS,
)
