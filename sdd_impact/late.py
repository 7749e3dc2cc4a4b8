"""Regular expressions that are compiled when they are first used.

The rooms own about a thousand expressions, and a run uses a few dozen of them: compiling those of the modules that a cold run imports took
a sixth of it (``docs/decisions/0015-late-expressions.md``). A module writes ``late.regex(…)`` where others write ``re.compile(…)``.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast

#: What a compiled expression offers. It is copied once, so that a use costs no more than that of a compiled one.
_OFFERED = (
    "match", "search", "fullmatch", "findall", "finditer", "sub", "subn", "split", "scanner", "pattern", "flags", "groups", "groupindex",
)  # fmt: skip


def regex(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return what behaves like ``re.compile(pattern, flags)``, and compiles at its first use.

    A mistake in the pattern shows as late; a test compiles them all. What wants a true ``re.Pattern`` (``isinstance``, ``re.sub(it, …)``)
    is not for it: use the methods.
    """
    return cast("re.Pattern[AnyStr]", _Late(pattern, flags))


class _Compiled:
    """An expression that was used: everything it offers lies in its own dictionary."""

    asked: tuple[Any, int]

    def __reduce__(self) -> tuple[Any, ...]:
        """Copies, also those for another process, begin as text."""
        return regex, self.asked

    def __repr__(self) -> str:
        return f"late.regex({self.asked[0]!r}, {self.asked[1]!r})"


class _Late(_Compiled):
    """An expression that nobody has used."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.asked = (pattern, flags)

    def __getattr__(self, name: str) -> Any:
        """Compile, and become a plain holder of what the compiled expression offers."""
        if name not in _OFFERED:
            raise AttributeError(name)
        compiled: Any = re.compile(*self.asked)
        vars(self).update({each: getattr(compiled, each) for each in _OFFERED})
        self.__class__ = _Compiled  # type: ignore[assignment]  # a look-up of what is missing would slow every use
        return getattr(compiled, name)
