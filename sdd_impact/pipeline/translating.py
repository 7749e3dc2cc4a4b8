"""Messages that are keys of a translation catalogue: what they say, and what changes where only the catalogue does.

A catalogue in another language than the one that developers write in changes no message: it is not read.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from sdd_impact import languages, translations
from sdd_impact.model import Change, FileChange, Source, Statement, Translation, Tree, Unread
from sdd_impact.pipeline.extracting import Extractor, speaks
from sdd_impact.tuples import NamedTuple

#: No more catalogues than these are read for the keys of a branch, and no more source files for the keys of a catalogue.
MOST_CATALOGUES = 60
MOST_FILES = 100
#: An inventory reads no more catalogues than these.
MOST_OF_ALL = 500
#: With more words than these, all catalogues are read, and none is looked for by its words.
MOST_WORDS = 2_000
#: A key shorter than this is looked for in quotation marks only; one that is empty, nowhere.
_LONG = 6


class Said(NamedTuple):
    """The changes with their texts, those that only a catalogue makes among them; the statements of the changed files at
    head, the very same ones as in the changes; and what could not be read."""

    changes: tuple[Change, ...]
    after: tuple[Statement, ...]
    unread: tuple[Unread, ...] = ()


class Sides(NamedTuple):
    """The statements of the changed files, and both trees."""

    before: tuple[Statement, ...]
    after: tuple[Statement, ...]
    base: Tree
    head: Tree


def say(changes: tuple[Change, ...], files: Iterable[FileChange], sides: Sides, reader: Extractor) -> Said:
    """Return the changes with what their keys say; a text that changed in a catalogue is a change of every statement that uses its key."""
    touched = [file for file in files if any(side and translations.place(side.path) for side in (file.before, file.after))]
    keyed = [each for change in changes for each in (change.before, change.after) if each and any(translations.wanted(each))]
    if not (touched or keyed):
        return Said(changes, sides.after)
    catalogues = _Catalogues(touched, sides)
    used = _used(catalogues, changes, sides, reader)
    before, after = catalogues.lookups((*keyed, *used))
    said = [_said(change, before, after) for change in changes]
    by_text = tuple(_by_text(used, sides.before, before, after))
    told = {id(old.after): new.after for old, new in zip(changes, said, strict=True)}
    told |= {id(statement): change.after for statement, change in by_text}
    news = tuple(told.get(id(each)) or each for each in sides.after)
    return Said(_numbered([*said, *(change for _, change in by_text)]), news, tuple(dict.fromkeys(catalogues.unread)))


def with_texts(
    statements: tuple[Statement, ...], tree: Tree, holders: Container[str] | None = None
) -> tuple[tuple[Statement, ...], tuple[Unread, ...]]:
    """Return all statements of a tree with what their keys say, and what of the catalogues (of those among ``holders``) could not be read."""
    paths = sorted(translations.of_source_language(path for path in tree.paths() if translations.place(path)))
    paths = [path for path in paths if holders is None or path in holders]
    if not (paths and any(any(translations.wanted(each)) for each in statements)):
        return statements, ()
    unread = [Unread(path, f"one of more than {MOST_OF_ALL} translation catalogues") for path in paths[MOST_OF_ALL:]]
    readings = [translations.read(source) for source in filter(None, map(tree.read, paths[:MOST_OF_ALL]))]
    lookup = translations.Lookup(text for reading in readings for text in reading.translations)
    said = tuple(each._replace(translation=lookup.of(each)) for each in statements)
    return said, (*(each for reading in readings for each in reading.unread), *unread)


def worded(statements: tuple[Statement, ...], tree: Tree) -> tuple[tuple[Statement, ...], tuple[Unread, ...]]:
    """Return all statements of a tree as they print: with the text of a key in the place of the key; and what could not be read.

    Only catalogues that have the last word of a key are read.
    """
    words = {translations.last_word(key) for each in statements for key in translations.wanted(each)}
    words = {word for word in words if len(word) > 1}
    if not words or not any(map(translations.place, tree.paths())):
        return statements, ()
    holders = frozenset(tree.containing(sorted(words))) if len(words) <= MOST_WORDS else None
    said, unread = with_texts(statements, tree, holders)
    return tuple(each._replace(template=each.shown) if each.translation else each for each in said), unread


def _said(change: Change, before: translations.Lookup, after: translations.Lookup) -> Change:
    return change._replace(before=_with_text(change.before, before), after=_with_text(change.after, after))


def _with_text(statement: Statement | None, lookup: translations.Lookup) -> Statement | None:
    found = lookup.of(statement) if statement else None
    return statement._replace(translation=found) if statement and found else statement


def _by_text(
    used: Iterable[Statement], olds: Iterable[Statement], before: translations.Lookup, after: translations.Lookup
) -> Iterator[tuple[Statement, Change]]:
    """The statements that did not change and say something else now, with that change."""
    places = {(each.location.file, each.symbol, each.what, each.template): each for each in olds}
    for each in used:
        # In a file that changed the same statement may have stood in another line.
        old = places.get((each.location.file, each.symbol, each.what, each.template), each)
        change = Change("", "modified", _with_text(old, before), _with_text(each, after))
        if change.text_only:
            yield each, change


def _numbered(changes: list[Change]) -> tuple[Change, ...]:
    def place(change: Change) -> tuple[str, int, int, str, int]:
        where = change.statement.location
        return (where.file, where.line, where.column, change.kind, change.event_only)

    return tuple(change._replace(id=f"ch-{number}") for number, change in enumerate(sorted(changes, key=place), 1))


class _Catalogues:
    """The catalogues of both sides: those that changed, and those that may hold a key that is asked for."""

    def __init__(self, touched: Iterable[FileChange], sides: Sides) -> None:
        self._sides = sides
        self._sources = tuple(
            translations.of_source_language(path for path in tree.paths() if translations.place(path))
            for tree in (sides.base, sides.head)
        )
        self.unread: list[Unread] = []
        files = tuple(touched)
        self._changed_paths = {side.path for file in files for side in (file.before, file.after) if side}
        self._changed = (
            self._read(file.before for file in files if file.before and file.before.path in self._sources[0]),
            self._read(file.after for file in files if file.after and file.after.path in self._sources[1]),
        )

    def differing(self) -> tuple[Translation, ...]:
        """The texts of the changed catalogues that are not the same on both sides."""
        if any(each.path in self._changed_paths for each in self.unread):
            return ()  # a side that cannot be read would look as if its texts were gone
        old, new = ({(each.key, each.text) for each in side} for side in self._changed)
        differ = {key for key, _ in old ^ new}
        return tuple(each for side in self._changed for each in side if each.key in differ)

    def lookups(self, statements: Iterable[Statement]) -> tuple[translations.Lookup, translations.Lookup]:
        """What to ask for the texts of these statements, before and after."""
        keys = {key for each in statements for key in translations.wanted(each)}
        words = sorted({word for key in keys if len(word := translations.last_word(key)) > 1})
        return self._lookup(0, words), self._lookup(1, words)

    def _lookup(self, side: int, words: list[str]) -> translations.Lookup:
        tree = (self._sides.base, self._sides.head)[side]
        sources = self._sources[side]
        paths = [each for each in tree.containing(words) if each in sources] if words and sources else []
        paths = [each for each in paths if each not in self._changed_paths]
        if len(paths) > MOST_CATALOGUES:
            self.unread.append(
                Unread(paths[0], f"{len(paths)} translation catalogues may hold the keys; {MOST_CATALOGUES} were read")
            )
        more = self._read(filter(None, map(tree.read, paths[:MOST_CATALOGUES])))
        return translations.Lookup((*self._changed[side], *more))

    def _read(self, sources: Iterable[Source]) -> tuple[Translation, ...]:
        readings = [translations.read(source) for source in sources]
        self.unread += [each for reading in readings for each in reading.unread]
        return tuple(each for reading in readings for each in reading.translations)


def _used(catalogues: _Catalogues, changes: Iterable[Change], sides: Sides, reader: Extractor) -> tuple[Statement, ...]:
    """The statements at head, themselves unchanged, that use a key whose text changed."""
    differing = catalogues.differing()
    if not differing:
        return ()
    moved = {id(change.after) for change in changes}
    known = {each.location.file for each in sides.after}
    lookup = translations.Lookup(differing)
    paths = [path for path in sides.head.containing(spellings(differing)) if path not in known and languages.for_path(path)]
    if len(paths) > MOST_FILES:
        where = differing[0].location
        catalogues.unread.append(
            Unread(where.file, f"{len(paths)} files may use the texts that changed; {MOST_FILES} were looked into", where.line)
        )
    sources = (source for source in map(sides.head.read, paths[:MOST_FILES]) if speaks(source))
    elsewhere = (each for source in sources for each in reader.of(source).statements)
    return tuple(
        each
        for each in (*(each for each in sides.after if id(each) not in moved), *elsewhere)
        if not each.test and lookup.holds(each)
    )


def spellings(differing: Iterable[Translation]) -> list[str]:
    """How code writes the keys: long ones of several words as they are, others in quotation marks or behind a dot."""
    words: set[str] = set()
    for each in differing:
        key = translations.last_word(each.key) if " " in each.key else each.key
        if len(key) >= _LONG and not key.isalnum():
            words.add(key)
        elif key:
            words.update(f"{mark}{key}{mark}" for mark in "\"'`")
            words.add(f".{key}")
        words.update(_lazy(each.key))
        if "." in key:
            words.add(key.replace(".", "_"))
    return sorted(words)


def _lazy(key: str) -> Iterator[str]:
    """Rails' ``t(".gone")``, and a key whose folder is not written in code."""
    if key.count(".") > 1:
        yield from (f"{mark}.{key.rpartition('.')[2]}{mark}" for mark in "\"'")
