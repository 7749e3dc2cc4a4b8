"""Glob patterns of paths: ``**/`` is any number of folders, ``*`` and ``?`` stay within one name."""

from __future__ import annotations

import re
from functools import cache

from sdd_impact import late

_PIECES = late.regex(r"\*\*/|\*\*|\*|\?|[^*?]+")
_MEANS = {"**/": r"(?:.*/)?", "**": r".*", "*": r"[^/]*", "?": r"[^/]"}


def translate(glob: str) -> str:
    """Return the regular expression, for a full match, that this glob pattern stands for."""
    return "".join(_MEANS.get(piece) or re.escape(piece) for piece in _PIECES.findall(glob))


def ending_of(glob: str) -> str:
    """Return what follows the last dot of every path that the pattern fits, "" where that is not the same for all."""
    literal = _PIECES.findall(glob)[-1]
    return literal[literal.rfind(".") + 1 :] if "." in literal and _MEANS.get(literal) is None else ""


def longest_word(glob: str) -> str:
    """Return the longest text that stands in every path that the pattern fits."""
    return max((piece for piece in _PIECES.findall(glob) if piece not in _MEANS), key=len, default="")


@cache
def _joined(globs: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(translate, globs)))


def is_one_of(path: str, globs: tuple[str, ...]) -> bool:
    """Whether a path fits one of these patterns."""
    return _joined(globs).fullmatch(path) is not None
