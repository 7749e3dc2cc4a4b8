"""Read real log lines for ``searches --try``: text, JSON lines, either of them compressed. They are looked at, and let go."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from sdd_impact.errors import UsageError
from sdd_impact.model import LogLine

#: What is read of a file: lines, characters of a line, bytes in all (of the text, however well it was compressed).
MOST_LINES, LONGEST, MOST_BYTES = 200_000, 20_000, 400_000_000
_MESSAGE = ("message", "msg", "event", "textPayload", "@message", "log", "body", "short_message", "MESSAGE", "text")
_LEVEL = ("level", "severity", "levelname", "lvl", "log.level", "log_level", "loglevel", "@l", "PRIORITY")
_LOGGER = ("logger", "logger_name", "name", "category", "log.logger", "SourceContext")
#: Objects that wrap the line itself, as exports of log systems do.
_WRAPPED = ("jsonPayload", "_source", "attributes", "fields", "result")


def read_lines(path: str) -> Iterator[LogLine]:
    """Yield the lines of a file. Raises :class:`UsageError` where it cannot be read."""
    try:
        with _open(Path(path)) as file:
            yield from _lines(file)
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or error
        raise UsageError(
            f"--try: {path} cannot be read: {reason}", fix="name a file of log lines: text, JSON lines, or one of them as .gz"
        ) from None


def _open(path: Path) -> BinaryIO:
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
    return gzip.open(path, "rb") if packed else path.open("rb")  # type: ignore[return-value]  # both are read line by line alike


def _lines(file: BinaryIO) -> Iterator[LogLine]:
    taken = size = 0
    while taken < MOST_LINES and size < MOST_BYTES:
        raw = file.readline(LONGEST)
        if not raw:
            return
        size += len(raw)
        text = raw.decode("utf-8", "replace").rstrip("\r\n")
        if text.strip():
            taken += 1
            yield _line(text)


def _line(text: str) -> LogLine:
    start = text.find("{")
    if start >= 0 and text.rstrip().endswith("}"):
        try:
            found = json.loads(text[start:])
        except (ValueError, RecursionError):
            found = None
        if isinstance(found, dict):
            return _structured(text, found)
    return LogLine(text, text)


def _structured(text: str, found: dict[str, Any]) -> LogLine:
    for name in _WRAPPED:
        inner = found.get(name)
        if isinstance(inner, dict):
            found = {**found, **inner}
    flat = {str(name): _plain(value) for name, value in found.items() if not isinstance(value, dict | list)}
    message = next((flat[name] for name in _MESSAGE if name in flat), "")
    level = next((flat[name].lower() for name in _LEVEL if name in flat and not flat[name].isdecimal()), None)
    logger = next((flat[name] for name in _LOGGER if name in flat), "")
    return LogLine(text, message or text, level, logger, tuple(flat.items()))


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)
