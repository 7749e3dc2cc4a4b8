"""Read the statements of files: from the cache, in this process, or in several."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress

from sdd_impact import languages, shelf
from sdd_impact.analysis.paths import Patterns
from sdd_impact.history import Cache
from sdd_impact.model import Extraction, LogCall, Settings, Source
from sdd_impact.pipeline import nouns

EMPTY = Extraction()
#: Fewer bytes than these are read in this process: starting others would take longer.
_FEW_BYTES = 1_500_000
#: Bytes that another process reads at once.
_PORTION = 400_000


class Extractor:
    """Reads files as the settings say. What was read of a file once is kept in the cache: the next run has it in a tenth of the time.

    ``policy`` are the logging calls of the merge-base, where a branch is judged. What they, and the language itself, read of a call counts: a
    branch may name further calls that log, but it may not blind the gate for one that is known. None: the settings' own.
    """

    def __init__(self, settings: Settings, cache: Cache, policy: tuple[LogCall, ...] | None = None) -> None:
        self._settings = settings
        self._calls = settings.logging if policy is None else policy
        self._cache = cache
        self._tests = Patterns(settings.tests) if settings.tests else None
        self._base: tuple[bytes, ...] = ()

    def of(self, source: Source | None) -> Extraction:
        """Read one file; a file without a language has nothing to say. Statements in configured test paths are marked."""
        if source is None or languages.for_path(source.path) is None:
            return EMPTY
        if not self._cache.on or not speaks(source):
            return self._read(source)
        key = self._key(source)
        found = self._kept(key)
        if found is None:
            found = self._read(source)
            self._cache.put(key, nouns.dumps(found))
        return found

    def all(self, sources: Sequence[Source], progress: Callable[[int], None] = lambda _done: None) -> Iterator[Extraction]:
        """Read many files, in their order; ``progress`` is told how many are done. Many bytes are read by several processes."""
        kept = [self._kept(self._key(each)) if self._cache.on and speaks(each) else None for each in sources]
        missing = [each for each, known in zip(sources, kept, strict=True) if known is None]
        made = self._made(missing)
        for done, (source, known) in enumerate(zip(sources, kept, strict=True)):
            progress(done)
            found = next(made) if known is None else known
            if known is None and self._cache.on and speaks(source):
                self._cache.put(self._key(source), nouns.dumps(found))
            yield found

    def _made(self, sources: Sequence[Source]) -> Iterator[Extraction]:
        workers = min(os.cpu_count() or 1, 8)
        if workers < 2 or sum(len(source.data) for source in sources) < _FEW_BYTES:
            return map(self._read, sources)
        return self._by_others(sources, workers)

    def _by_others(self, sources: Sequence[Source], workers: int) -> Iterator[Extraction]:
        from concurrent.futures import ProcessPoolExecutor  # late: only inventories are so large
        from multiprocessing import get_context

        # A fresh interpreter: what is forked from a process with open git processes and threads may hang.
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
            for found in pool.map(_read_portion, ((self._settings, portion) for portion in _portions(sources))):
                yield from found

    def _read(self, source: Source) -> Extraction:
        language = languages.for_path(source.path)
        if language is None:
            return EMPTY
        found = language.extract(source, self._calls)
        if self._calls != self._settings.logging:
            found = _with_claimed(found, language.extract(source, self._settings.logging))
        if self._tests and self._tests.match(source.path):
            marked = tuple(statement._replace(test=True) for statement in found.statements)
            return found._replace(statements=marked, wrappers=(), handed=())
        return found

    def _key(self, source: Source) -> tuple[bytes, ...]:
        if not self._base:
            asked = (self._settings.logging, self._settings.tests, self._calls)
            self._base = (b"extraction", shelf.edition().encode(), nouns.dumps(asked))
        return (*self._base, source.path.encode("utf-8", "surrogateescape"), source.data)

    def _kept(self, key: tuple[bytes, ...]) -> Extraction | None:
        kept = self._cache.get(key)
        with suppress(ValueError):
            found = nouns.loads(kept) if kept is not None else None
            return found if isinstance(found, Extraction) else None
        return None


def _with_claimed(found: Extraction, claimed: Extraction) -> Extraction:
    """What the policy's logging calls find in a file, and what the branch's own find elsewhere in it."""
    places = {(each.location.line, each.location.column) for each in found.statements}
    more = tuple(each for each in claimed.statements if (each.location.line, each.location.column) not in places)
    definitions = tuple(each for each in claimed.definitions if each not in found.definitions)
    unread = tuple(each for each in claimed.unread if each not in found.unread)
    return Extraction(
        found.statements + more, found.definitions + definitions, found.unread + unread,
        tuple(dict.fromkeys(found.wrappers + claimed.wrappers)), tuple(dict.fromkeys(found.handed + claimed.handed)), found.damage,
    )  # fmt: skip


def _read_portion(asked: tuple[Settings, Sequence[Source]]) -> list[Extraction]:
    settings, sources = asked
    reader = Extractor(settings, Cache(None))
    return [reader.of(source) for source in sources]


def _portions(sources: Iterable[Source]) -> Iterator[list[Source]]:
    portion: list[Source] = []
    size = 0
    for source in sources:
        portion.append(source)
        size += len(source.data)
        if size >= _PORTION:
            yield portion
            portion, size = [], 0
    if portion:
        yield portion


def speaks(source: Source | None) -> bool:
    """Whether the bytes of a source file look like it logs or raises errors: one NUL must not hide a statement."""
    language = languages.for_path(source.path) if source else None
    return source is not None and language is not None and any(hint in source.data for hint in language.hints)
