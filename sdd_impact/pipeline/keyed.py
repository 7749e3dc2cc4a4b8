"""Statements that did not change and whose text stands in a translation catalogue: the words of a search are there, and the code has a key."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

from sdd_impact import languages, translations
from sdd_impact.model import Statement, Translation, Tree
from sdd_impact.pipeline.extracting import Extractor
from sdd_impact.pipeline.translating import MOST_CATALOGUES, MOST_FILES, spellings


class Keyed:
    """Looks through one tree. Of ``changed`` files the unchanged statements are given (``same``); ``wanted`` says which ones are searched."""

    def __init__(
        self, tree: Tree, reader: Extractor, changed: set[str], same: Sequence[Statement], wanted: Callable[[Statement], bool]
    ) -> None:
        self._tree = tree
        self._reader = reader
        self._changed = changed
        self._same = same
        self._wanted = wanted
        self._texts: dict[str, tuple[Translation, ...]] = {}
        self._statements: dict[str, tuple[Statement, ...]] = {}
        self._said: dict[int, Statement] = {}

    @cached_property
    def _catalogues(self) -> frozenset[str]:
        return frozenset(translations.of_source_language(path for path in self._tree.paths() if translations.place(path)))

    def printing(self, words: Sequence[str], paths: Sequence[str]) -> Iterator[Statement]:
        """Yield the statements, with their texts, whose text has one of the words; ``paths`` are the files that have the words.

        Nothing is found where more catalogues or files would have to be read than for the keys of a change.
        """
        named = [path for path in paths if path in self._catalogues] if any(map(translations.place, paths)) else []
        if not named or len(named) > MOST_CATALOGUES:
            return
        texts = [
            each
            for path in named
            for each in self._of_catalogue(path)
            if any(word in literal for literal in each.text.literals for word in words)
        ]
        if not texts:
            return
        lookup = translations.Lookup(texts)
        holders = [path for path in self._tree.containing(spellings(texts)) if languages.for_path(path)]
        elsewhere = [path for path in holders if path not in self._changed]
        yield from self._holding(self._same, lookup)
        if len(elsewhere) <= MOST_FILES:
            for path in elsewhere:
                yield from self._holding(self._of_code(path), lookup)

    def _holding(self, statements: Sequence[Statement], lookup: translations.Lookup) -> Iterator[Statement]:
        for each in statements:
            if each.translation is None and lookup.holds(each):
                if id(each) not in self._said:  # the statements are kept, so that no other can have this id
                    found = lookup.of(each)
                    self._said[id(each)] = each._replace(template=found.text, translation=found) if found else each
                said = self._said[id(each)]
                if said is not each:
                    yield said

    def _of_catalogue(self, path: str) -> tuple[Translation, ...]:
        if path not in self._texts:
            source = self._tree.read(path)
            self._texts[path] = translations.read(source).translations if source else ()
        return self._texts[path]

    def _of_code(self, path: str) -> tuple[Statement, ...]:
        if path not in self._statements:
            found = self._reader.of(self._tree.read(path)).statements
            self._statements[path] = tuple(each for each in found if self._wanted(each))
        return self._statements[path]
