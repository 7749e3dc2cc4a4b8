"""Reports that count only some of the lines: ``stats count(eval(searchmatch("timeout")))``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.model import Opaque, Query
from sdd_impact.searches._spl.conditions import condition
from sdd_impact.searches._trees import EVERY_LINE, any_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sdd_impact.searches._spl.computed import Computed

_PIECE = late.regex(r'"(?:[^"\\]|\\.)*"|[()]')
_COUNTS = late.regex(r"\b(?:count|c)\s*\(\s*eval\s*\(", re.IGNORECASE)
_OTHER = late.regex(r"\b(?:count|c|dc|distinct_count|values|list|sum|avg|mean|min|max|range|stdev|var|first|last|earliest|latest|perc\d+|p\d+|"
                    r"median|mode|estdc|sumsq|rate)\b(?!\s*\(\s*eval)", re.IGNORECASE)  # fmt: skip


def counted(arguments: str, computed: Computed) -> tuple[Query, tuple[str, ...]]:
    """Return what the report asks of the lines it counts, and the text of each choice; every line where it looks at all of them.

    Where it counts some lines and also looks at all, which of the two matters to its reader is open.
    """
    spans = list(_conditions(arguments))
    if not spans:
        return EVERY_LINE, ()
    rest = re.split(r"\bby\b", _blanked(arguments, spans), maxsplit=1, flags=re.IGNORECASE)[0]
    rest = re.sub(r"""\bas\s+(?:"[^"]*"|\S+)""", " ", rest, flags=re.IGNORECASE)
    if _OTHER.search(rest):
        return Opaque(" ".join(arguments.split()), "counts some of the lines, and looks at all of them"), ()
    texts = tuple(arguments[start:end] for start, end in spans)
    return any_of(condition(text, computed) for text in texts), texts


def _conditions(text: str) -> Iterator[tuple[int, int]]:
    """Where each condition begins and ends."""
    for match in _COUNTS.finditer(text):
        depth = 1
        for piece in _PIECE.finditer(text, match.end()):
            depth += {"(": 1, ")": -1}.get(piece.group(), 0)
            if depth == 0:
                yield match.end(), piece.start()
                break


def _blanked(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in reversed(spans):
        text = text[:start] + " " * (end - start) + text[end:]
    return text
