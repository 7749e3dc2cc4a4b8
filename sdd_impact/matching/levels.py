"""Deciding a condition on the level of a statement: by name, or by one of the numbers that logging systems give to levels."""

from __future__ import annotations

from collections.abc import Callable
from fnmatch import fnmatchcase

from sdd_impact.model import LEVELS, FieldIs, Phrase, Regex

from .texts import LEVEL_WORDS

FIELDS = frozenset({
    "level", "levelname", "level_name", "loglevel", "log_level", "lvl", "severity", "severitytext", "severity_text", "severitynumber",
    "severity_number", "priority", "syslog_severity", "log.level", "severity_label", "detected_level",
})  # fmt: skip

_NAMES = {word: level for level, words in LEVEL_WORDS.items() for word in words} | {
    "emergency": "critical", "emerg": "critical", "alert": "critical", "severe": "error", "verbose": "verbose", "default": "default",
    "panic": "critical", "fine": "debug", "finer": "trace", "finest": "trace", "config": "debug",
}  # fmt: skip

#: Words that an alarm on any trouble asks for: the levels, and what a stack trace begins with.
_ANY_TROUBLE = frozenset({*_NAMES, "exception", "exceptions", "traceback"})

#: Numbers of the levels trace to critical. Python's logging; bunyan and pino; syslog (the smaller the more severe); Google Cloud;
#: OpenTelemetry (the first of each range).
_SCALES: dict[str, tuple[int, ...]] = {
    "python": (5, 10, 20, 25, 30, 40, 50),
    "pino": (10, 20, 30, 35, 40, 50, 60),
    "syslog": (7, 7, 6, 5, 4, 3, 2),
    "google": (100, 100, 200, 300, 400, 500, 600),
    "opentelemetry": (1, 5, 9, 10, 13, 17, 21),
}  # fmt: skip

_COMPARE: dict[str, Callable[[float, float], bool]] = {
    "=": lambda a, b: a == b, "!=": lambda a, b: a != b, "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b, ">": lambda a, b: a > b, ">=": lambda a, b: a >= b,
}  # fmt: skip


def is_of_level(condition: Phrase | Regex | FieldIs) -> bool:
    """Whether a condition asks for a level and nothing else: ``level=error``, or the bare word of a level."""
    said = (
        condition.pattern if isinstance(condition, Regex) else condition.text if isinstance(condition, Phrase) else condition.value
    )
    if condition.field.lower().lstrip("$.@") in FIELDS:
        return True
    words = [word for word in said.lower().replace("|", " ").replace("*", " ").strip("^$()[]{}:\"' ").split() if word]
    return not condition.field and bool(words) and all(word.strip("()[]:\"'") in _ANY_TROUBLE for word in words)


def is_level(field: str) -> bool:
    """Whether a field by this name is the level, for every statement that sets no such field itself."""
    name = field.lstrip("$@.").lower() if field.startswith(("$.", "@fields")) else field.lower()
    return name in FIELDS or name.rsplit(".", 1)[-1] in FIELDS


def canonical(word: str) -> str:
    """Return the level that a word means, or the word itself in lower case."""
    return _NAMES.get(word.strip().lower(), word.strip().lower())


def spellings(level: str) -> tuple[str, ...]:
    """Return the ways in which a level is written."""
    words = LEVEL_WORDS.get(level, (level,))
    return tuple(form for word in words for form in (word, word.upper(), word.capitalize()))


def decide(condition: FieldIs, level: str) -> bool | None:
    """Whether a statement of this level fulfils the condition; None where that cannot be said."""
    if condition.op == "exists":
        return True
    value = condition.value.strip()
    if value.lstrip("-").replace(".", "", 1).isdigit():
        return _by_number(condition, float(value), level)
    if condition.wildcards and any(char in value for char in "*?"):
        fits = any(fnmatchcase(word, value.lower()) for word in LEVEL_WORDS.get(level, (level,)))
        return fits == (condition.op == "=") if condition.op in ("=", "!=") else None
    asked = canonical(value)
    if condition.op in ("=", "!="):
        return (asked == level) == (condition.op == "=")
    if asked not in LEVELS or level not in LEVELS:
        return None
    return _COMPARE[condition.op](LEVELS.index(level), LEVELS.index(asked))


def _by_number(condition: FieldIs, value: float, level: str) -> bool | None:
    if level not in LEVELS:
        return None
    results = {_COMPARE[condition.op](_SCALES[scale][LEVELS.index(level)], value) for scale in _likely(condition.field, value)}
    return results.pop() if len(results) == 1 else None


def _likely(field: str, value: float) -> tuple[str, ...]:
    """Return the scales that a number may belong to."""
    if "number" in field.lower():
        return ("opentelemetry",)
    if value >= 100:
        return ("google",)
    if value < 10 and value != 5:
        return ("syslog",)
    return ("python", "pino")
