"""From files to statements, before and after, and to what changed between them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from sdd_impact import languages
from sdd_impact.analysis.pairing import Side, pair
from sdd_impact.analysis.paths import Patterns
from sdd_impact.model import Change, Extraction, FileChange, Settings, Source, Statement, Unread

EMPTY = Extraction()


class Read(NamedTuple):
    """The statements of the changed files: all of them after the change, what changed, and what could not be read."""

    changes: tuple[Change, ...]
    after: tuple[Statement, ...]
    files: tuple[FileChange, ...]
    unread: tuple[Unread, ...]


def read_changes(files: Iterable[FileChange], settings: Settings) -> Read:
    """Extract both sides of every changed file that is not ignored, and pair what was found."""
    excluded = Patterns(settings.exclude)
    unread: list[Unread] = []
    before: list[Side] = []
    after: list[Side] = []
    looked_at: list[FileChange] = []
    for file in files:
        reason = file.ignored or ("excluded by the configuration" if excluded.match(file.path) else "")
        if reason:
            unread.append(Unread(file.path, reason))
            continue
        looked_at.append(file)
        for side, sides in ((file.before, before), (file.after, after)):
            found = extract(side, settings) if side else EMPTY
            sides.extend(Side(statement, file.path) for statement in found.statements)
            if side is file.after:
                unread += found.unread
    return Read(pair(before, after), tuple(side.statement for side in after), tuple(looked_at), tuple(unread))


def extract(source: Source, settings: Settings) -> Extraction:
    """Read one file; a file without a language has nothing to say. Statements in configured test paths are marked."""
    language = languages.for_path(source.path)
    if language is None:
        return EMPTY
    found = language.extract(source, settings.logging)
    if settings.tests and Patterns(settings.tests).match(source.path):
        return found._replace(statements=tuple(statement._replace(test=True) for statement in found.statements))
    return found
