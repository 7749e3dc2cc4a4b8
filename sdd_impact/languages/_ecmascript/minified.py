"""Whether a file is minified: made by a machine from sources that stand elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact import late

if TYPE_CHECKING:
    from sdd_impact.model import Source

_NAME = late.regex(r"[.-]min\.[cm]?js$")
#: A line longer than this is not written by hand.
_LONG_LINE = 1000
#: Code has these; a long line of data (an image, a table of characters) hardly any.
_CODE = late.regex(rb"\bfunction\b|=>|\breturn\b|\bvar\b|\bthis\.|&&|\|\|")
#: One such word in so many bytes makes a long line code.
_DENSITY = 250


def is_minified(source: Source) -> bool:
    """By its name, or because most of it is code in very long lines."""
    if _NAME.search(source.path):
        return True
    data = source.data
    if len(data) < _LONG_LINE or len(data) // (data.count(b"\n") + 1) < 100:
        return False
    long_lines = [line for line in data.split(b"\n") if len(line) > _LONG_LINE]
    size = sum(map(len, long_lines))
    if 2 * size < len(data):
        return False
    return sum(len(_CODE.findall(line[:200_000])) for line in long_lines) * _DENSITY > sum(
        min(len(line), 200_000) for line in long_lines
    )
