"""Marks that the grammar does not know yet, or takes for something else. They are blanked or spelled differently: places stay.

Each was found in real code: one of them costs a whole file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late

if TYPE_CHECKING:
    from collections.abc import Callable

#: ``$$"…"`` (Kotlin 2.2). The marks inside stay.
_DOLLARS = late.regex(rb'([=(,+{\[:>]\s*)\$\$+(?=")')
#: A lambda that suspends.
_SUSPEND = late.regex(rb"([=(,?]\s*|return\s+)suspend(?=\s*\{)")
#: Context parameters in front of a declaration.
_CONTEXT = late.regex(
    rb"()^[ \t]*context\((?:[^()\n]|\([^()\n]*\))*\)(?=\s*\n?\s*(?:@|public|private|internal|protected|override|suspend|inline|fun|val|var)\b)",
    re.MULTILINE,
)
#: ``actual constructor(`` of a multiplatform class.
_ACTUAL = late.regex(rb"(^|[\s>])(?:actual|expect)([ \t]+)constructor(?=\s*\()")
#: A call of ``get`` behind a property: a getter has empty brackets and no more.
_GET = late.regex(rb"get(?=[ \t]*(?:<|\{|\([^)\n]))")

#: A guard of ``when``: ``is A if b ->`` (Kotlin 2.2).
_GUARD = late.regex(rb"^([ \t]*!?(?:is|in)[ \t]+[\w.<>*?]+)[ \t]+if\b[^\n]*?(?=[ \t]*->)", re.MULTILINE)


def _blank(found: re.Match[bytes]) -> bytes:
    return found[1] + b" " * (len(found[0]) - len(found[1]))


def _constructor(found: re.Match[bytes]) -> bytes:
    return found[1] + b"constructor".ljust(len(found[0]) - len(found[1]))


def _get(found: re.Match[bytes]) -> bytes:
    line = found.string[found.string.rfind(b"\n", 0, found.start()) + 1 : found.start()]
    return b"g_t" if line and not line.strip() else found[0]


_REPAIRS: tuple[tuple[bytes, re.Pattern[bytes], Callable[[re.Match[bytes]], bytes]], ...] = (
    (b'$$"', _DOLLARS, _blank),
    (b"suspend", _SUSPEND, _blank),
    (b"context(", _CONTEXT, _blank),
    (b" constructor", _ACTUAL, _constructor),
    (b"get", _GET, _get),
    (b" if ", _GUARD, _blank),
)


def readable(data: bytes) -> bytes:
    """The text as the grammar reads it, of the same length."""
    for word, pattern, instead in _REPAIRS:
        if word in data:
            data = pattern.sub(instead, data)
    return data
