"""The layouts of the lines at each side of a comparison, and the statements whose layout alone changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from sdd_impact import languages, late, layouts
from sdd_impact.analysis.paths import Patterns
from sdd_impact.model import (
    AllOf,
    AnyOf,
    Change,
    FieldIs,
    FileChange,
    LineLayout,
    Not,
    Phrase,
    Query,
    Regex,
    SavedSearch,
    Source,
    Statement,
    Tree,
    Unread,
)
from sdd_impact.tuples import NamedTuple

#: Files whose statements are held against the searches because their layout changed. What is beyond is reported.
MOST_FILES = 500
#: Characters and words that a search for a text of the message alone does not have.
_SPECIAL = late.regex(r"[\"=\\\[\]{}|]|(?i:\b(?:trace|debug|info|warn|err|crit|fatal))")
_ANCHOR = late.regex(r"[\^$]|\\[AZz]")


class Sides(NamedTuple):
    """The layouts at base and head. ``may_differ`` is false where nothing that says how lines look was changed."""

    base: layouts.Layouts
    head: layouts.Layouts
    may_differ: bool = False


def at(tree: Tree, configured: tuple[LineLayout, ...], searches: Iterable[SavedSearch], *, always: bool = False) -> layouts.Layouts:
    """Return the layouts of one tree. The program's own configuration is looked for where a search asks for more than a text, or ``always``."""
    placed = [(each, Patterns(each.paths).match) for each in configured]
    return layouts.Layouts(placed, layouts.Finder(tree) if always or any(_asks(each.query) for each in searches) else None)


def sides(
    trees: tuple[Tree, Tree],
    configured: tuple[tuple[LineLayout, ...], tuple[LineLayout, ...]],
    searches: Iterable[SavedSearch],
    files: Iterable[FileChange] = (),
) -> Sides:
    """Return the layouts of base and head: each tree has its own, by what is configured there and by what is found in it.

    A configuration that says for the first time how lines look, or no longer says it, changes no line: it holds for both sides.
    """
    known = tuple(searches)
    theirs, ours = configured
    base, head = (at(tree, said, known) for tree, said in zip(trees, (theirs or ours, ours or theirs), strict=True))
    changed = bool(theirs and ours and theirs != ours) or any(
        layouts.may_say(side) for file in files for side in (file.before, file.after) if side is not None
    )
    return Sides(base, head, changed)


def _asks(query: Query) -> bool:
    """Whether the answer to a search may depend on what stands around the message."""
    todo = [query]
    while todo:
        each = todo.pop()
        if isinstance(each, AllOf | AnyOf):
            todo.extend(each.parts)
        elif isinstance(each, Not):
            todo.append(each.part)
        elif _asks_itself(each):
            return True
    return False


def _asks_itself(condition: Query) -> bool:
    if isinstance(condition, Regex):
        return bool(condition.field or _ANCHOR.search(condition.pattern) or _SPECIAL.search(condition.pattern))
    if isinstance(condition, Phrase):
        return bool(condition.field or condition.where not in ("substring", "term") or _SPECIAL.search(condition.text))
    return isinstance(condition, FieldIs)


class Relaid(NamedTuple):
    """Statements that did not change and whose lines did, as changes of their events; and what was left out."""

    changes: tuple[Change, ...]
    unread: tuple[Unread, ...] = ()


def relaid(
    lines: Sides,
    head: Tree,
    paths: Iterable[str],
    same: Iterable[Statement],
    statements: Callable[[Source | None], Iterable[Statement]],
    first: int,
) -> Relaid:
    """Return a change for every unchanged statement whose layout differs between the sides.

    ``paths`` are files that did not change and may feed a search, ``same`` the unchanged statements of those that did; ``first`` is
    the number of the first change.
    """
    found = [each for each in same if _differs(lines, each.location.file)]
    chosen = [path for path in paths if _differs(lines, path)]
    for path in chosen[:MOST_FILES]:
        found.extend(statements(head.read(path)))
    unread: tuple[Unread, ...] = ()
    if len(chosen) > MOST_FILES:
        reason = (
            f"its lines look otherwise than before; {len(chosen) - MOST_FILES} files like it were not held against the searches"
        )
        unread = (Unread(chosen[MOST_FILES], reason),)
    return Relaid(tuple(_changes(found, first)), unread)


def _changes(found: Iterable[Statement], first: int) -> Iterator[Change]:
    for number, each in enumerate(found, first):
        yield Change(f"ch-{number}", "modified", each, each, event_only=True)


def _differs(lines: Sides, path: str) -> bool:
    language = languages.for_path(path)
    if language is None:
        return False
    before, after = (side.layout(path, language.name)[0] for side in (lines.base, lines.head))
    return _said(before) != _said(after)


def _said(layout: LineLayout | None) -> LineLayout | None:
    return None if layout is None else layout._replace(source="", paths=())
