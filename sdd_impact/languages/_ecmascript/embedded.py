"""The script of a page: ``.vue`` and ``.svelte`` files with everything but their scripts blanked, so that lines and columns stay."""

from __future__ import annotations

import re

from sdd_impact import late

#: Pages are scanned as text; one above this many bytes is not written by hand.
PAGE_LIMIT = 2_000_000

_OPENS = late.regex(rb"<!--|<script\b([^<>]{0,500})>", re.IGNORECASE)
_CLOSES = late.regex(rb"</script\s*>", re.IGNORECASE)
_LANG = late.regex(rb"""\blang\s*=\s*["']?(ts|tsx|typescript)\b""", re.IGNORECASE)
_INK = late.regex(rb"[^\s]")


def _blank(text: bytes) -> bytes:
    """As many bytes, line ends kept."""
    return _INK.sub(b" ", text)


def script_of(page: bytes) -> tuple[str, bytes]:
    """The grammar and the text of a page's scripts, on their own lines. No script gives an empty text.

    A page with several scripts gives them all in one text: Vue and Svelte put them into one module as well.
    """
    grammar, pieces, end, at = "javascript", [], 0, 0
    while opened := _OPENS.search(page, at):
        if opened[0] == b"<!--":
            at = page.find(b"-->", opened.end())
            if at < 0:
                break
            continue
        closed = _CLOSES.search(page, opened.end())
        if closed is None:
            break
        if lang := _LANG.search(opened[1]):
            grammar = "tsx" if lang[1].lower() == b"tsx" else "typescript"
        pieces += [_blank(page[end : opened.end()]), page[opened.end() : closed.start()]]
        end = at = closed.start()
    return grammar, b"".join(pieces)
