"""JavaScript, with the scripts of Vue and Svelte pages: log statements and error messages. ``docs/languages/javascript.md`` is its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact.languages._ecmascript.hints import HINTS
from sdd_impact.model import Extraction, Language

if TYPE_CHECKING:
    from sdd_impact.model import LogCall, Source

_PAGES = (".vue", ".svelte")


def extract(source: Source, calls: tuple[LogCall, ...]) -> Extraction:
    """Read one file. Never raises; what cannot be read is under ``unread``."""
    from sdd_impact.languages._ecmascript.reading import read_source

    if not source.path.lower().endswith(_PAGES):
        return read_source(source, calls, "javascript", "javascript")
    from sdd_impact.languages._ecmascript.embedded import PAGE_LIMIT, script_of
    from sdd_impact.model import Unread
    from sdd_impact.syntax import text_of

    page = text_of(source)
    if len(page) > PAGE_LIMIT:
        return Extraction(unread=(Unread(source.path, f"a page larger than {PAGE_LIMIT // 1_000_000} MB"),))
    grammar, script = script_of(page)
    return read_source(source._replace(data=script), calls, grammar, "javascript" if grammar == "javascript" else "typescript")


LANGUAGE = Language(name="javascript", suffixes=(".js", ".jsx", ".mjs", ".cjs", *_PAGES), extract=extract, hints=HINTS)
