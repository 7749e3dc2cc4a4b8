r"""Macros between string literals: C joins them after the preprocessor has run, which nobody runs here; and code behind ``#if 0``, which nobody compiles.

``"a %" PRIu64 " b"`` becomes ``"a %" "lu"   " b"`` and ``"v" VERSION ","`` becomes ``"v""VERSION"","``, byte for byte of the same
length, so that every place stays what it was. The second spelling (no blank before the quote) says that the text is a macro's name.
"""

from __future__ import annotations

import re

from sdd_impact import late

#: ``PRIu64`` and its kin (C11 7.8.1) behind a ``%``.
_PRI = late.regex(rb'(?<=")(\s*)PRI([diouxX])(?:(?:LEAST|FAST)?(?:8|16|32|64)|MAX|PTR)\b')
#: Other macros that are a format's code: ``"%" G_GUINT64_FORMAT``, ``"%" ROCKSDB_PRIszt``.
_CODE_NAME = late.regex(rb'(?<=%")(?<!%%")(\s*)(?!PRI[diouxX])[A-Z][A-Za-z0-9_]{3,}\b(?=\s*[",)])')
#: A macro's name between literals, perhaps; seen from near it may be the inside of a literal.
_PERHAPS = late.regex(rb'" (?:[A-Z_][A-Z0-9_]{2,}|k[A-Z]\w+) "')
#: A macro between the kernel's level and the text (``printk(KERN_ERR PREFIX "…")``), where the grammar takes one name only.
_KERN = late.regex(rb'\b(KERN_[A-Z]+) ([A-Za-z_]\w*) (?=")')
#: Comments, characters, raw literals; literals with a macro's name behind, before the next literal.
_TOKEN = late.regex(
    rb'//[^\n]*|/\*.*?\*/|\'(?:[^\'\\\n]|\\.)+\'|R"([^()\\\s]{0,16})\(.*?\)\1"'
    rb'|("(?:[^"\\\n]|\\.)*")(?: ([A-Z_][A-Z0-9_]{2,}|k[A-Z]\w+) (?="))?',
    re.DOTALL,
)
#: The one condition that says by itself what becomes of the code behind it; and what opens, divides and closes such code.
_OFF = late.regex(rb"^[ \t]*#[ \t]*if[ \t]+(?:0|\([ \t]*0[ \t]*\))[ \t]*(?://[^\n]*|/\*[^\n]*)?\r?$", re.MULTILINE)
_NOT_LINE_END = late.regex(rb"[^\r\n]")
_DIRECTIVE = late.regex(rb"^[ \t]*#[ \t]*(if|ifdef|ifndef|else|elif|elifdef|elifndef|endif)\b", re.MULTILINE)


def prepared(data: bytes, *, names: bool) -> bytes:
    """The text as the grammar shall read it. ``names``: also where a macro's name stands between literals (C++'s grammar stumbles)."""
    if b"#" in data and _OFF.search(data):
        data = _without_what_is_off(data)
    if b"PRI" in data:
        data = _PRI.sub(_code, data)
    if b'%"' in data:
        data = _CODE_NAME.sub(_number, data)
    if b"KERN_" in data:
        data = _KERN.sub(rb'\1"\2"', data)
    return _TOKEN.sub(_name, data) if names and _PERHAPS.search(data) else data


def _without_what_is_off(data: bytes) -> bytes:
    """The text with blanks for the code between ``#if 0`` and its ``#else``, ``#elif`` or ``#endif``. What is never closed stays."""
    kept: list[bytes] = []
    at = depth = 0
    off = -1
    for found in _DIRECTIVE.finditer(data):
        if off < 0:
            opened = _OFF.match(data, found.start())
            off = opened.end() if opened else -1
            depth = 0
        elif found[1].startswith(b"if"):
            depth += 1
        elif depth == 0:
            kept += (data[at:off], _NOT_LINE_END.sub(b" ", data[off : found.start()]))
            at, off = found.start(), -1
        elif found[1] == b"endif":
            depth -= 1
    return b"".join((*kept, data[at:]))


def _name(found: re.Match[bytes]) -> bytes:
    return found[2] + b'"' + found[3] + b'"' if found[3] else found[0]


def _number(found: re.Match[bytes]) -> bytes:
    length = len(found[0]) - len(found[1])
    code = b"s" if found[0].lstrip().startswith(b"PRIs") else b"lu"
    return found[1] + (b'"' + code + b'"').ljust(length)


def _code(found: re.Match[bytes]) -> bytes:
    length = len(found[0]) - len(found[1])
    return found[1] + (b'"l' + found[2] + b'"').ljust(length)
