"""Glob patterns of paths: ``**/`` is any number of folders, ``*`` and ``?`` stay within one name."""

from __future__ import annotations

import re
from functools import cache

_PIECES = re.compile(r"\*\*/|\*\*|\*|\?|[^*?]+")
_MEANS = {"**/": r"(?:.*/)?", "**": r".*", "*": r"[^/]*", "?": r"[^/]"}


def translate(glob: str) -> str:
    """Return the regular expression, for a full match, that this glob pattern stands for."""
    return "".join(_MEANS.get(piece) or re.escape(piece) for piece in _PIECES.findall(glob))


@cache
def _joined(globs: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(translate, globs)))


def is_one_of(path: str, globs: tuple[str, ...]) -> bool:
    """Whether a path fits one of these patterns."""
    return _joined(globs).fullmatch(path) is not None
