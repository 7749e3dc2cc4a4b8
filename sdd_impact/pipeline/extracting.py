"""Read the statements of one file."""

from __future__ import annotations

from sdd_impact import languages
from sdd_impact.analysis.paths import Patterns
from sdd_impact.model import Extraction, Settings, Source

EMPTY = Extraction()


def extract(source: Source, settings: Settings) -> Extraction:
    """Read one file; a file without a language has nothing to say. Statements in configured test paths are marked."""
    language = languages.for_path(source.path)
    if language is None:
        return EMPTY
    found = language.extract(source, settings.logging)
    if settings.tests and Patterns(settings.tests).match(source.path):
        return found._replace(statements=tuple(statement._replace(test=True) for statement in found.statements))
    return found


def speaks(source: Source | None) -> bool:
    """Whether the bytes of a source file look like it logs or raises errors: one NUL must not hide a statement."""
    language = languages.for_path(source.path) if source else None
    return source is not None and language is not None and any(hint in source.data for hint in language.hints)
