"""What was found on a branch, kept for the next run: a hook, a second ``check`` and a report need not read it all again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any, TypeVar

from sdd_impact import shelf
from sdd_impact.pipeline import nouns
from sdd_impact.pipeline.visit import Visit

Kept = TypeVar("Kept", bound=tuple[Any, ...])


def remembered(here: Visit, asked: str, kind: type[Kept], make: Callable[[], Kept]) -> Kept:
    """Return what was kept for the same question about the same content, where it is of that kind; else make it, and keep it."""
    if not here.cache.on or not here.comparison.content or here.code.content is None:
        return make()
    key = (b"evidence", asked.encode(), *_decisive(here))
    kept = here.cache.get(key)
    with suppress(ValueError):  # written by something else: made anew
        found = nouns.loads(kept) if kept is not None else None
        if isinstance(found, kind):
            return found
    made = make()
    here.cache.put(key, nouns.dumps(made))
    return made


def _decisive(here: Visit) -> Iterator[bytes]:
    """Everything that the evidence depends on: the tool, both trees, the settings that bind, the code beside it, and saved searches from outside."""
    yield shelf.edition().encode()
    yield here.comparison.content.encode("utf-8", "surrogateescape")
    yield nouns.dumps(here.settings)
    yield nouns.dumps(tuple((file.path, file.ignored) for file in here.comparison.files))
    yield nouns.dumps(here.comparison.not_checked)
    yield from (each.encode("utf-8", "surrogateescape") for each in here.code.content or ())
    for outside in here.options.searches:
        for source in (outside.source, *outside.companions):
            yield source.path.encode("utf-8", "surrogateescape")
            yield source.data
