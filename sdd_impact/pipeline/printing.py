"""Statements that print a text which stands in another file: the words of a search are there, and not where the statement is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from sdd_impact.model import Definition, Statement, Tree
from sdd_impact.pipeline.extracting import Extractor
from sdd_impact.pipeline.resolving import MOST_FILES, Texts, completed, printed_names


class Printing:
    """Looks through one tree. Statements of ``changed`` files are left out: they are completed already, and known."""

    def __init__(self, tree: Tree, reader: Extractor, changed: set[str], wanted: Callable[[Statement], bool]) -> None:
        self._tree = tree
        self._reader = reader
        self._changed = changed
        self._wanted = wanted
        self._open: dict[str, tuple[Statement, ...]] = {}
        self._defined: dict[str, tuple[Definition, ...]] = {}
        self._completed: dict[int, Statement] = {}
        self._texts: dict[frozenset[str], Texts] = {}

    def printing(self, words: Sequence[str], paths: Sequence[str]) -> Iterator[Statement]:
        """Yield the statements elsewhere that print a text in which one of the words stands; ``paths`` are the files that have the words."""
        names = {name for path in paths[:MOST_FILES] for name in self._names(path, words)}
        holders = self._tree.containing(sorted(names)) if names else ()
        if not names or len(holders) > MOST_FILES:
            return
        texts = Texts()
        for path in holders:
            texts.add(each for each in self._definitions(path) if _last(each.name) in names)
        for path in holders:
            if path not in self._changed:
                yield from (self._complete(each, texts) for each in self._openings(path) if names.intersection(_shown(each)))

    def known(self, statement: Statement) -> Statement:
        """Return a statement with the texts of the constants of other files that it prints."""
        names = frozenset(map(_last, printed_names(statement)))
        if not names:
            return statement
        if names not in self._texts:
            texts = self._texts[names] = Texts()
            holders = self._tree.containing(sorted(names))
            for path in holders if len(holders) <= MOST_FILES else ():
                definitions = self._reader.of(self._tree.read(path)).definitions
                texts.add(each for each in definitions if _last(each.name) in names)
        return completed(statement, self._texts[names])

    def _names(self, path: str, words: Sequence[str]) -> Iterator[str]:
        for definition in self._definitions(path):
            if any(word in text for text in definition.template.literals for word in words):
                yield _last(definition.name)

    def _definitions(self, path: str) -> tuple[Definition, ...]:
        """Return what a file defines; many searches ask for the same files."""
        if path not in self._defined:
            self._defined[path] = self._reader.of(self._tree.read(path)).definitions
        return self._defined[path]

    def _openings(self, path: str) -> tuple[Statement, ...]:
        if path not in self._open:
            found = self._reader.of(self._tree.read(path)).statements
            self._open[path] = tuple(each for each in found if _shown(each) and self._wanted(each))
        return self._open[path]

    def _complete(self, statement: Statement, texts: Texts) -> Statement:
        key = id(statement)  # kept in ``_open``, so that no other statement can have this id
        if key not in self._completed:
            self._completed[key] = completed(statement, texts)
        return self._completed[key]


def _shown(statement: Statement) -> tuple[str, ...]:
    """The last names of the symbols whose texts a statement prints."""
    return tuple(_last(name) for name in (statement.opening, *printed_names(statement)) if name)


def _last(name: str) -> str:
    return name.rpartition(".")[2]
