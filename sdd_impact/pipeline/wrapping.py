"""Calls that log through a function of another file: they are statements wherever statements are read.

The base's calls are read with the base's functions, the head's with the head's. So a new prefix or level in such a function is a change of all
its callers, also in files that did not change.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from sdd_impact.analysis.pairing import Side
from sdd_impact.analysis.paths import Patterns
from sdd_impact.history import ignored_reason
from sdd_impact.model import Extraction, Handed, Settings, Statement, Tree, Unread, Wrapper
from sdd_impact.pipeline.extracting import Extractor
from sdd_impact.syntax.spoken import declared, last, spoken
from sdd_impact.tuples import NamedTuple

#: Files that declare, or call, functions of the names in question. Beyond these they are not looked into, and that is said.
MOST_FILES = 400

ByName = dict[str, list[Wrapper]]


class Calls:
    """What the changed files of one side say of wrappers."""

    def __init__(self) -> None:
        self.wrappers: ByName = defaultdict(list)
        self.handed: list[tuple[Handed, str]] = []

    def add(self, found: Extraction, home: str) -> None:
        """Add a file; ``home`` is the path by which both sides know it."""
        for wrapper in found.wrappers:
            self.wrappers[last(wrapper.name)].append(wrapper)
        self.handed += ((each, home) for each in found.handed)


class Told(NamedTuple):
    """The statements that calls on both sides say, and what was not looked into."""

    before: list[Side]
    after: list[Side]
    unread: list[Unread]


class Elsewhere:
    """The wrappers of a tree's files (without those in ``but``), looked for by name when they are asked for."""

    def __init__(self, tree: Tree, but: frozenset[str], settings: Settings, reader: Extractor) -> None:
        self._tree = tree
        self._but = but
        self._excluded = Patterns(settings.exclude)
        self._reader = reader
        self._known: dict[tuple[str, str], None] = {}
        self._by_name: ByName = defaultdict(list)
        self._read: set[str] = set()
        self.unread: list[Unread] = []

    def look_for(self, handed: Iterable[Handed]) -> ByName:
        """Return the wrappers by their last name, those that these calls may mean among them."""
        asked = {(last(each.callee), each.language): each for each in handed}
        fresh = {key: each for key, each in asked.items() if key not in self._known}
        self._known.update(dict.fromkeys(fresh))
        forms = sorted({form for name, language in fresh for form in declared(name, language)})
        paths = [path for path in self._tree.containing(forms) if path not in self._but and path not in self._read] if forms else []
        if len(paths) > MOST_FILES:
            where = next(iter(fresh.values())).location
            reason = (
                f"{len(paths)} files may declare what is called here; calls that log through a function of theirs were not followed"
            )
            self.unread.append(Unread(where.file, reason, where.line))
            return self._by_name
        for extraction in self.files(paths):
            for wrapper in extraction.wrappers:
                self._by_name[last(wrapper.name)].append(wrapper)
        self._read.update(paths)
        return self._by_name

    def callers(self, names: Iterable[str]) -> Iterator[tuple[Handed, str]]:
        """Yield the calls of functions of these names."""
        wanted = frozenset(names)
        paths = [path for path in self._tree.containing(sorted(wanted)) if path not in self._but] if wanted else []
        if len(paths) > MOST_FILES:
            reason = f"{len(paths)} files may call {', '.join(sorted(wanted)[:3])}; what they log through it was not read anew"
            self.unread.append(Unread(paths[0], reason))
            return
        for path, extraction in zip(paths, self.files(paths), strict=True):
            yield from ((each, path) for each in extraction.handed if last(each.callee) in wanted)

    def files(self, paths: Iterable[str]) -> Iterator[Extraction]:
        """Yield what these files say; nothing of one that no inventory reads."""
        for path in paths:
            source = None if self._excluded.match(path) else self._tree.read(path)
            yield self._reader.of(source if source is not None and not ignored_reason(source) else None)


def follow(before: Calls, after: Calls, elsewhere: Elsewhere, callers: Elsewhere) -> Told:
    """Return what calls say through wrappers: those of the changed files, and those of others where the wrapper changed.

    ``elsewhere`` are the files of the base that did not change, ``callers`` those of the head: the same, read once.
    """
    changed = [
        name for name in {*before.wrappers, *after.wrappers} if _essence(before.wrappers[name]) != _essence(after.wrappers[name])
    ]
    used = list(callers.callers(changed))
    unchanged = elsewhere.look_for(each for each, _ in (*before.handed, *after.handed, *used))
    old, new = (list(_sides((*side.handed, *used), side.wrappers, unchanged)) for side in (before, after))
    return Told(old, new, [*callers.unread, *elsewhere.unread])


def _sides(handed: Iterable[tuple[Handed, str]], *known: ByName) -> Iterator[Side]:
    for call, home in handed:
        name = last(call.callee)
        for statement in spoken(call, [wrapper for each in known for wrapper in each.get(name, ())]):
            yield Side(statement, home)


def _essence(wrappers: Iterable[Wrapper]) -> frozenset[object]:
    """What of wrappers their callers depend on: not where they stand."""
    nowhere = next((each.location for each in wrappers), None)
    if nowhere is None:
        return frozenset()
    return frozenset(each._replace(location=nowhere, statement=each.statement._replace(location=nowhere)) for each in wrappers)


def told_by_all(found: Iterable[Extraction]) -> Iterator[Statement]:
    """Yield what the calls of a whole tree say through its wrappers."""
    wrappers: ByName = defaultdict(list)
    handed: list[Handed] = []
    for extraction in found:
        handed += extraction.handed
        for wrapper in extraction.wrappers:
            wrappers[last(wrapper.name)].append(wrapper)
    for call in handed:
        yield from spoken(call, wrappers.get(last(call.callee), ()))


def told_by(extraction: Extraction, elsewhere: Elsewhere) -> tuple[Statement, ...]:
    """Return what one file's calls say through the wrappers of its tree."""
    if not extraction.handed:
        return ()
    known = elsewhere.look_for(extraction.handed)
    return tuple(each for call in extraction.handed for each in spoken(call, known.get(last(call.callee), ())))
