"""Levels as C and C++ spell them: in names of functions and macros, in constants."""

from __future__ import annotations

import re
from functools import lru_cache

from sdd_impact import late
from sdd_impact.syntax.naming import words

#: A word → its level.
LEVELS = {
    "trace": "trace", "trc": "trace", "verbose": "verbose", "vrb": "verbose", "finest": "trace",
    "debug": "debug", "dbg": "debug", "fine": "debug",
    "info": "info", "inf": "info", "information": "info", "informational": "info",
    "notice": "notice",
    "warn": "warning", "warning": "warning", "wrn": "warning",
    "error": "error", "err": "error", "severe": "error",
    "crit": "critical", "critical": "critical", "fatal": "critical", "dfatal": "critical", "qfatal": "critical", "emerg": "critical", "emergency": "critical",
    "alert": "critical", "panic": "critical", "ftl": "critical",
}  # fmt: skip
#: The letter at the end of ``ALOGE`` and ``LOGE``.
LETTERS = {"V": "verbose", "D": "debug", "I": "info", "W": "warning", "E": "error", "F": "critical"}
_CONSTANT = late.regex(r"[A-Z][A-Z0-9_]*|(?:\w+::)+\w+|k[A-Z]\w*|(?:[A-Za-z]\w*(?:::|\.))*[A-Z]\w*")


@lru_cache(maxsize=4096)
def of_words(name: str) -> str | None:
    """The level that a name says, by its last word that is one: ``ROCKS_LOG_WARN`` → ``warning``."""
    found = [LEVELS[word] for word in words(name) if word in LEVELS]
    return found[-1] if found else None


@lru_cache(maxsize=4096)
def of_constant(text: str) -> str | None:
    """The level that an argument is, where it is spelled like a constant: ``LL_WARNING``, ``LOG_ERR|LOG_USER``, ``LogLevel::Error``."""
    text = text.strip()
    if len(text) > 60:
        return None
    if text == "G_LOG_LEVEL_MESSAGE":  # GLib's level between info and warning
        return "info"
    for part in re.split(r"\s*\|\s*", text):
        if re.fullmatch(r"DEBUG[1-5]", part):  # PostgreSQL
            return part.lower()
        if _CONSTANT.fullmatch(part) and len(words(part)) <= 6:
            last = part.rpartition("::")[2]
            if (level := of_words(last)) is not None:
                return level
    return None
