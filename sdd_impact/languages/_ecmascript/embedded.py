"""The script of a page: ``.vue`` and ``.svelte`` files with everything but their scripts blanked, so that lines and columns stay."""

from __future__ import annotations

import re

#: Pages are scanned as text; one above this many bytes is not written by hand.
PAGE_LIMIT = 2_000_000

_SCRIPT = re.compile(rb"<script\b([^<>]{0,500})>(.*?)</script\s*>", re.IGNORECASE | re.DOTALL)
_LANG = re.compile(rb"""\blang\s*=\s*["']?(ts|tsx|typescript|js|jsx|javascript)\b""", re.IGNORECASE)
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_INK = re.compile(rb"[^\s]")


def _blank(text: bytes) -> bytes:
    """As many bytes, line ends kept."""
    return _INK.sub(b" ", text)


def script_of(page: bytes) -> tuple[str, bytes]:
    """The grammar and the text of a page's scripts, on their own lines. No script gives an empty text.

    A page with several scripts gives them all in one text: Vue and Svelte put them into one module as well.
    """
    if b"<!--" in page:
        page = _COMMENT.sub(lambda found: _blank(found[0]), page)
    grammar, pieces, end = "javascript", [], 0
    for found in _SCRIPT.finditer(page):
        lang = _LANG.search(found[1])
        name = lang[1].lower() if lang else b"js"
        if name not in (b"js", b"jsx", b"javascript"):
            grammar = "tsx" if name == b"tsx" else "typescript"
        pieces += [_blank(page[end : found.start(2)]), found[2]]
        end = found.end(2)
    return grammar, b"".join(pieces)
