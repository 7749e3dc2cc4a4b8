"""Kotlin: log statements of the logging libraries in use, and error messages.

What Kotlin shares with Java and Scala is in ``_jvm``. Here is what only Kotlin has: ``calls`` (messages in lambdas, arguments by
name, ``atInfo { … }``), ``loggers`` (``KotlinLogging``, companion objects), ``errors`` (``error()``, ``require``, exception classes),
``answers`` (Ktor, Javalin, http4k) and ``annotations``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact.languages.kotlin.hints import HINTS
from sdd_impact.model import Language

if TYPE_CHECKING:
    from sdd_impact.model import Extraction, LogCall, Source


def extract(source: Source, calls: tuple[LogCall, ...] = ()) -> Extraction:
    """Read one Kotlin file. Never raises on bad source; what cannot be read is listed as unread."""
    from sdd_impact.languages.kotlin.reading import extract as read  # only now: what never meets Kotlin does not pay for it

    return read(source, calls)


LANGUAGE = Language(
    name="kotlin",
    suffixes=(".kt", ".kts"),
    extract=extract,
    hints=HINTS,
)
