"""Path patterns as users write them: ``tests/``, ``*.gen.py``, ``src/**/fixtures/*``."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sdd_impact import late


class Patterns:
    """A list of patterns. A pattern without a slash matches a name anywhere; one that ends in a slash, or names a folder, matches everything below.

    ``*`` stands for anything but a slash, ``**`` for anything, ``?`` for one character.
    """

    def __init__(self, patterns: Iterable[str]) -> None:
        parts = [_expression(pattern) for pattern in patterns if pattern.strip("/ ")]
        self._expression = re.compile("|".join(parts)) if parts else None

    def match(self, path: str) -> bool:
        """Whether one of the patterns matches this path from the repository's root."""
        return self._expression is not None and self._expression.match(path) is not None


_WILD = late.regex(r"\*\*/|\*\*|\*|\?")
_MEANING = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}


def _expression(pattern: str) -> str:
    body = pattern.strip().removeprefix("./")
    anchored = "/" in body.rstrip("/")
    body = body.strip("/")
    out, last = [], 0
    for wild in _WILD.finditer(body):
        out += [re.escape(body[last : wild.start()]), _MEANING[wild.group()]]
        last = wild.end()
    out.append(re.escape(body[last:]))
    return f"(?:{'' if anchored else '(?:.*/)?'}{''.join(out)}(?:/.*)?)\\Z"
