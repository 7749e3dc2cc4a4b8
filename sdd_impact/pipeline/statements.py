"""From files to statements, before and after, and to what changed between them."""

from __future__ import annotations

from collections.abc import Iterable

from sdd_impact.analysis.pairing import Side, pair
from sdd_impact.analysis.paths import Patterns
from sdd_impact.model import Change, FileChange, Settings, Statement, Tree, Unread
from sdd_impact.pipeline.extracting import Extractor, speaks
from sdd_impact.pipeline.half_written import helped
from sdd_impact.pipeline.resolving import Sides, Texts, resolve
from sdd_impact.pipeline.stating import Stating
from sdd_impact.pipeline.translating import Sides as Texted
from sdd_impact.pipeline.translating import say
from sdd_impact.pipeline.wrapping import Calls, Elsewhere, follow
from sdd_impact.syntax.spoken import better_known
from sdd_impact.tuples import NamedTuple


class Read(NamedTuple):
    """The statements of the changed files: all of them on both sides, what changed, and what could not be read."""

    changes: tuple[Change, ...]
    after: tuple[Statement, ...]
    files: tuple[FileChange, ...]
    unread: tuple[Unread, ...]
    before: tuple[Statement, ...] = ()


def read_changes(files: Iterable[FileChange], base: Tree, head: Tree, settings: Settings, reader: Extractor) -> Read:
    """Extract both sides of every changed file that is not ignored, and pair what was found."""
    excluded = Patterns(settings.exclude)
    unread: list[Unread] = []
    sides = Sides([], [], Texts(), Texts())
    calls = Calls(), Calls()
    looked_at: list[FileChange] = []
    for file in files:
        reason = file.ignored or ("excluded by the configuration" if excluded.match(file.path) else "")
        if reason:
            unread.append(Unread(file.path, reason, suspicious=reason == "binary" and speaks(file.after)))
            continue
        looked_at.append(file)
        found = helped(file.before, file.after, reader.of(file.before), reader.of(file.after))
        unread += (*found.after.unread, *found.unread)
        for side, statements, texts, calling in (
            (found.before, sides.before, sides.texts_before, calls[0]),
            (found.after, sides.after, sides.texts_after, calls[1]),
        ):
            statements.extend(Side(statement, file.path) for statement in side.statements)
            texts.add(side.definitions)
            calling.add(side, file.path)
    changed = frozenset(side.path for file in looked_at for side in (file.before, file.after) if side)
    told = follow(*calls, Elsewhere(base, changed, settings, reader), Elsewhere(head, changed, settings, reader))
    for read, more in ((sides.before, told.before), (sides.after, told.after)):
        kept = set(map(id, better_known((each.statement for each in read), (each.statement for each in more))))
        read[:] = [*(each for each in read if id(each.statement) in kept), *more]
    unread += told.unread
    before, after = resolve(sides, base, head, changed, reader)
    if settings.placeholders:
        stating = Stating(settings.placeholders)
        before, after = ([each._replace(statement=stating.of(each.statement)) for each in side] for side in (before, after))
    olds, news = (tuple(side.statement for side in each) for each in (before, after))
    said = say(pair(before, after), looked_at, Texted(olds, news, base, head), reader)
    return Read(changes=said.changes, after=said.after, files=tuple(looked_at), unread=(*unread, *said.unread), before=olds)
