"""How logging libraries write a level, from trace to critical."""

from __future__ import annotations

from sdd_impact.model import LEVELS

#: One word per level of :data:`LEVELS`, by style. Where a library lacks a level, the word is that of the level it takes instead.
_WORDS: dict[str, tuple[str, ...]] = {
    "java": ("TRACE", "DEBUG", "INFO", "INFO", "WARN", "ERROR", "FATAL"),
    "python": ("TRACE", "DEBUG", "INFO", "NOTICE", "WARNING", "ERROR", "CRITICAL"),
    "go": ("trace", "debug", "info", "notice", "warn", "error", "fatal"),
    "logrus": ("trace", "debug", "info", "info", "warning", "error", "fatal"),
    "slog": ("DEBUG", "DEBUG", "INFO", "INFO", "WARN", "ERROR", "ERROR"),
    "structlog": ("debug", "debug", "info", "notice", "warning", "error", "critical"),
    "pino": ("10", "20", "30", "35", "40", "50", "60"),
    "winston": ("silly", "debug", "info", "notice", "warn", "error", "crit"),
    "serilog": ("Verbose", "Debug", "Information", "Information", "Warning", "Error", "Fatal"),
    "short": ("VRB", "DBG", "INF", "INF", "WRN", "ERR", "FTL"),
    "number": ("5", "10", "20", "25", "30", "40", "50"),
}
#: Other words for a level, for layouts of which only the case is known, or nothing.
_OTHERS: dict[str, tuple[str, ...]] = {
    "trace": ("trace", "verbose"), "debug": ("debug",), "info": ("info", "information"), "notice": ("notice",),
    "warning": ("warning", "warn"), "error": ("error", "err"), "critical": ("critical", "crit", "fatal"),
}  # fmt: skip


def words(level: str, style: str) -> tuple[str, ...]:
    """Return the ways in which a layout may write a level: one where the style is a library's, else every usual spelling."""
    if style in _WORDS:
        return (_WORDS[style][LEVELS.index(level)],) if level in LEVELS else (level.upper(), level)
    plain = _OTHERS.get(level, (level,))
    if style == "upper":
        return tuple(word.upper() for word in plain)
    if style == "lower":
        return plain
    return tuple(dict.fromkeys(form for word in plain for form in (word.upper(), word, word.capitalize())))
