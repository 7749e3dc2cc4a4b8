"""Loggers that are made by a call in the source code of Go and JavaScript, and of which the default says how lines look."""

from __future__ import annotations

import re

from sdd_impact import late
from sdd_impact.layouts.shown import NOTHING, Shown, joined, keyed, unclear
from sdd_impact.model import Source
from sdd_impact.tuples import NamedTuple

_LARGEST = 1_000_000


class _Call(NamedTuple):
    """A call (an expression), the layout that it makes (None: one that is not understood), and what beside it changes that layout."""

    made: re.Pattern[str]
    keys: dict[str, str] | None
    levels: str
    but: re.Pattern[str] | None = None


_ZAP = {"message": "msg", "level": "level", "logger": "logger", "time": "ts"}
_GO = (
    _Call(late.regex(r"\bslog\.NewJSONHandler\("), {"message": "msg", "level": "level", "time": "time"}, "slog", late.regex("ReplaceAttr")),
    _Call(late.regex(r"\bslog\.NewTextHandler\("), None, ""),
    _Call(late.regex(r"\bzap\.NewProduction\("), _ZAP, "go"),
    _Call(late.regex(r"\bzap\.(?:NewDevelopment|NewExample)\(|\bzap\.New\(|\.Build\(\)"), None, ""),
    _Call(
        late.regex(r"\bzerolog\.New\("), {"message": "message", "level": "level", "time": "time"}, "go",
        late.regex(r"ConsoleWriter|zerolog\.\w+FieldName *="),
    ),
    _Call(late.regex(r"\blog(?:rus)?\.SetFormatter\(&?logrus\.JSONFormatter\{\}"), {"message": "msg", "level": "level", "time": "time"}, "logrus"),
    _Call(late.regex(r"\blog(?:rus)?\.SetFormatter\((?!&?logrus\.JSONFormatter\{\})"), None, ""),
)  # fmt: skip
_PINO = late.regex(r"\bpino\s*\(|require\(\s*['\"]pino['\"]\s*\)\s*\(")
_CHANGED = late.regex(r"messageKey|formatters|nestedKey|prettyPrint|pino-pretty|transport|customLevels|\bmixin\b|errorKey|levelKey")
_WINSTON = late.regex(r"\bcreateLogger\s*\(")
_FORMAT = late.regex(r"\bformat\.(\w+)")
#: Formats of winston that add or change fields and leave the form as it is.
_NEUTRAL = frozenset({"combine", "json", "timestamp", "errors", "splat", "ms", "metadata", "label"})
_COMMENT = late.regex(
    r"""("(?:[^"\\\n]|\\.)*+"?|'(?:[^'\\\n]|\\.)*+'?|`[^`]*+`)|//[^\n]*+|/\*(?:[^*]|\*(?!/))*+(?:\*/)?""", re.DOTALL
)


def read_go(source: Source) -> Shown:
    """Return the layouts of the loggers that a Go file makes."""
    text = _code(source)
    found = []
    for call in _GO:
        if not call.made.search(text) or (call.made.pattern.endswith(r"\.Build\(\)") and "zap." not in text):
            continue
        if call.keys is None:
            found.append(unclear("it makes a logger whose lines are no JSON, or not of the usual keys"))
        elif call.but is not None and call.but.search(text):
            found.append(unclear("it changes how its logger writes"))
        else:
            found.append(keyed(call.levels, **call.keys))
    return joined(found)


def read_javascript(source: Source) -> Shown:
    """Return the layouts of the loggers of pino and winston that a JavaScript or TypeScript file makes."""
    text = _code(source)
    found = []
    if "pino" in text and _PINO.search(text):
        changed = _CHANGED.search(text)
        found.append(
            unclear(f"it makes a logger of pino with {changed.group()}")
            if changed
            else keyed("pino", message="msg", level="level", logger="name", time="time")
        )
    if "winston" in text and _WINSTON.search(text):
        formats = set(_FORMAT.findall(text)) | ({"json"} if re.search(r"\bjson\(\)", text) else set())
        plain = formats <= _NEUTRAL and "json" in formats
        found.append(
            keyed("winston", message="message", level="level", time="timestamp")
            if plain or not formats
            else unclear("it makes a logger of winston with formats of its own")
        )
    return joined(found) if found else NOTHING


def _code(source: Source) -> str:
    return _COMMENT.sub(lambda found: found[1] or " ", source.data[:_LARGEST].decode("utf-8", "replace"))
