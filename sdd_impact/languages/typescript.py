"""TypeScript: log statements and error messages. ``docs/languages/typescript.md`` is its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact.languages._ecmascript.hints import HINTS
from sdd_impact.model import Extraction, Language

if TYPE_CHECKING:
    from sdd_impact.model import LogCall, Source


def extract(source: Source, calls: tuple[LogCall, ...]) -> Extraction:
    """Read one file. Never raises; what cannot be read is under ``unread``. A ``.tsx`` file has a grammar of its own."""
    from sdd_impact.languages._ecmascript.reading import read_source

    grammar = "tsx" if source.path.lower().endswith(".tsx") else "typescript"
    return read_source(source, calls, grammar, "typescript")


LANGUAGE = Language(name="typescript", suffixes=(".ts", ".tsx", ".mts", ".cts"), extract=extract, hints=HINTS)
