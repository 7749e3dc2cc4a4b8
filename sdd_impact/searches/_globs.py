"""Glob patterns of paths: ``**/`` is any number of folders, ``*`` and ``?`` stay within one name."""

from __future__ import annotations

import re

_PIECES = re.compile(r"\*\*/|\*\*|\*|\?|[^*?]+")
_MEANS = {"**/": r"(?:.*/)?", "**": r".*", "*": r"[^/]*", "?": r"[^/]"}


def translate(glob: str) -> str:
    """Return the regular expression, for a full match, that this glob pattern stands for."""
    return "".join(_MEANS.get(piece) or re.escape(piece) for piece in _PIECES.findall(glob))
