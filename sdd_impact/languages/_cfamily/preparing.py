r"""Macros between string literals: C joins them after the preprocessor has run, which nobody runs here.

``"a %" PRIu64 " b"`` becomes ``"a %" "lu"   " b"`` and ``"v" VERSION ","`` becomes ``"v""VERSION"","``, byte for byte of the same
length, so that every place stays what it was. The second spelling (no blank before the quote) says that the text is a macro's name.
"""

from __future__ import annotations

import re

#: ``PRIu64`` and its kin (C11 7.8.1) behind a ``%``.
_PRI = re.compile(rb'(?<=")(\s*)PRI([diouxX])(?:(?:LEAST|FAST)?(?:8|16|32|64)|MAX|PTR)\b')
#: A macro's name behind or before a literal on the same line.
_BETWEEN = re.compile(rb'(?<=") ([A-Za-z_]\w*) (?=")')
#: The same behind the last literal: ``"v" VERSION)``.
_BEHIND = re.compile(rb'(?<=") ([A-Z_][A-Z0-9_]+)(?=\s*[,)])')


def prepared(data: bytes, *, names: bool) -> bytes:
    """The text as the grammar shall read it. ``names``: also where a macro's name stands between literals (C++'s grammar stumbles)."""
    if b"PRI" in data:
        data = _PRI.sub(_code, data)
    return _BETWEEN.sub(rb'"\1"', data) if names else data


def _code(found: re.Match[bytes]) -> bytes:
    length = len(found[0]) - len(found[1])
    text = b'"l' + found[2] + b'"' if length >= 5 and found[2] in b"diouxX" else b'""'
    return found[1] + text.ljust(length)
