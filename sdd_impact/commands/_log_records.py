"""One text, or one record of a log system, as the line that a program wrote: taken out of what Docker, Kubernetes, the journal or an export put around it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from sdd_impact import late
from sdd_impact.model import LogLine

#: Characters of the event that lines which were cut apart are joined to.
_LONGEST = 65_536
#: Objects within objects, and records of one document, that are looked into.
_DEEPEST, _MOST_RECORDS = 8, 5_000_000
_MESSAGE = ("message", "msg", "event", "textPayload", "@message", "log", "body", "short_message", "MESSAGE", "text", "@mt", "@m")
_LEVEL = ("level", "severity", "levelname", "lvl", "log.level", "log_level", "loglevel", "@l", "PRIORITY")
_LOGGER = ("logger", "logger_name", "name", "category", "log.logger", "SourceContext")
_PROGRAM = ("SYSLOG_IDENTIFIER", "_COMM", "program", "appname", "process.name")
#: Objects that wrap the line itself, as exports of log systems do.
_WRAPPED = ("jsonPayload", "_source", "attributes", "fields", "result", "content")
#: Keys under which the whole line stands as its program wrote it, and of which at least one stands beside it (none: it needs no other).
_CARRIED = (
    ("log", ("stream", "kubernetes")), ("textPayload", ()), ("@message", ("@timestamp", "@ptr", "@logStream")),
    ("message", ("logStreamName", "ingestionTime", "eventId")), ("MESSAGE", ("__REALTIME_TIMESTAMP", "_BOOT_ID", "SYSLOG_IDENTIFIER", "PRIORITY")),
    ("_raw", ()), ("line", ("labels", "stream", "timestamp")),
)  # fmt: skip
_SYSLOG_LEVELS = ("critical", "critical", "critical", "error", "warning", "notice", "info", "debug")
_COLOUR = late.regex(r"\x1b\[[0-9;]*[mK]")
_CRI = late.regex(r"\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d) (?P<stream>stdout|stderr) (?P<tag>[FP]\S*) (?P<text>.*)", re.DOTALL)
_SYSLOG = late.regex(
    r"(?:<\d{1,3}>)?(?:[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d|\d{4}-\d\d-\d\dT[\d:.,]+(?:Z|[+-]\d\d:?\d\d)?) \S+ (?P<program>[A-Za-z][\w./-]*)(?:\[\d+\])?: "
)
_SYSLOG_5424 = late.regex(r"<\d{1,3}>1 \S+ \S+ (?P<program>\S+) \S+ \S+ ")
#: What goes on with the event of the line before, by its look.
_CONTINUES = late.regex(
    r"\s+\S|Caused by: |Suppressed: |\.\.\. \d+ (?:more|common)|Traceback \(most recent call last\)|During handling of the above|The above exception was"
    r"|goroutine \d+ \[|---+ End of |(?:[A-Za-z_]\w*[.:/\\]{1,2})*[A-Z]\w*(?:Error|Exception|Throwable|Warning)(?:: |\s*$)|[\]})]+;?\s*$"
)


def looks_like_document(head: bytes) -> bool:
    """Whether a file begins like one document of JSON with all records in it, rather than with one record in its first line."""
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not re.match(rb'\[\s*(?:[\[{]|$)|\{\s*(?:"|$)', text):
        return False
    first, end, _ = text.partition(b"\n")
    return not end or _loaded(first.decode("utf-8", "replace")) is None or text.startswith(b"[")


def message_column(head: bytes) -> int | None:
    """Return the number of the column with the messages, where a file begins with the head of a table with commas."""
    first = head.removeprefix(b"\xef\xbb\xbf").partition(b"\n")[0].decode("utf-8", "replace")
    names = [each.strip().strip('"') for each in first.split(",")]
    found = [at for at, name in enumerate(names) if name in ("@message", "_raw")]
    return found[0] if found and len(names) > 1 and all(re.fullmatch(r"[\w@. -]+", name) for name in names) else None


class Records:
    """The records of one file, in their order. Pieces of a line that a container's runtime cut apart are joined."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._pieces: dict[str, LogLine] = {}

    def of(self, text: str, number: int) -> Iterator[LogLine]:
        """Yield what one line of the file says: mostly one line, none where it is empty or a piece, more where it is a list of records."""
        text = _COLOUR.sub("", text)
        if not text.strip():
            return
        found = _CRI.fullmatch(text)
        if found:
            yield from self._piece(found["stream"], found["text"], number, ends=found["tag"][0] == "F")
            return
        start = text.find("{")
        loaded = _loaded(text[start:]) if start >= 0 and text.rstrip().endswith("}") else None
        if not isinstance(loaded, dict):
            yield self._plain(text, number)
        elif start == 0 and "log" in loaded and "stream" in loaded and isinstance(loaded["log"], str):
            said = loaded["log"]
            yield from self._piece(
                str(loaded["stream"]), said.rstrip("\r\n"), number, ends=said.endswith("\n") or "kubernetes" in loaded
            )
        else:
            nested = None if start or any(name in loaded for name in _MESSAGE) else _nested(loaded)
            for each in nested if nested is not None else (loaded,):
                yield self._structured(text if nested is None else "", each, number)

    def rest(self) -> Iterator[LogLine]:
        """Yield the pieces of lines whose end never came."""
        pieces, self._pieces = self._pieces, {}
        yield from pieces.values()

    def document(self, data: bytes) -> Iterator[LogLine] | None:
        """Return the records of a document of JSON; None where it is none, or has none."""
        loaded = _loaded(data.decode("utf-8-sig", "replace"))
        found = _nested(loaded) if loaded is not None else None
        return (self._structured("", each, number) for number, each in enumerate(found, 1)) if found else None

    def _piece(self, stream: str, text: str, number: int, *, ends: bool) -> Iterator[LogLine]:
        begun = self._pieces.pop(stream, None)
        whole = (
            begun._replace(text=(begun.text + text)[:_LONGEST]) if begun else LogLine(text, text, file=self._file, number=number)
        )
        if not ends and len(whole.text) < _LONGEST:
            self._pieces[stream] = whole
            return
        yield from self.of(whole.text, whole.number)

    def _plain(self, text: str, number: int) -> LogLine:
        program = _SYSLOG.match(text) or _SYSLOG_5424.match(text)
        return LogLine(
            text,
            text,
            program=program["program"] if program else "",
            file=self._file,
            number=number,
            continues=bool(_CONTINUES.match(text)),
        )

    def _structured(self, text: str, found: dict[str, Any], number: int) -> LogLine:
        for name, beside in _CARRIED:
            if isinstance(found.get(name), str) and (not beside or any(each in found for each in beside)):
                return self._carried(str(found[name]), found, number)
        if isinstance(found.get("MESSAGE"), list):  # the journal writes bytes that are no UTF-8 as numbers
            with_text = bytes(each for each in found["MESSAGE"] if isinstance(each, int) and 0 <= each < 256).decode(
                "utf-8", "replace"
            )
            return self._carried(with_text, found, number)
        for name in _WRAPPED:
            inner = found.get(name)
            if isinstance(inner, dict):
                found = {**found, **inner}
        flat = dict(_flat(found))
        message = next((flat[name] for name in _MESSAGE if name in flat), "")
        text = text or json.dumps(found, ensure_ascii=False)[:_LONGEST]
        return LogLine(
            text,
            message or text,
            _level(flat),
            _first(flat, _LOGGER),
            tuple(flat.items()),
            _first(flat, _PROGRAM),
            self._file,
            number,
        )

    def _carried(self, text: str, found: dict[str, Any], number: int) -> LogLine:
        """A line as its program wrote it: the record around it says no more than where it came from, and how severe it is."""
        inner = next(self.of(text.rstrip("\r\n"), number), None) if text.strip() else None
        flat = dict(_flat({name: value for name, value in found.items() if value is not text}))
        line = inner or LogLine(text, text, file=self._file, number=number)
        return line._replace(level=line.level or _level(flat), program=line.program or _first(flat, _PROGRAM))


def _level(flat: dict[str, str]) -> str | None:
    priority = flat.get("PRIORITY", "")
    if priority.isdecimal() and int(priority[:3]) < len(_SYSLOG_LEVELS):
        return _SYSLOG_LEVELS[int(priority[:3])]
    return next((flat[name].lower() for name in _LEVEL if name in flat and not flat[name].isdecimal()), None)


def _first(flat: dict[str, str], names: Iterable[str]) -> str:
    return next((flat[name] for name in names if flat.get(name)), "")


def _flat(found: dict[str, Any], before: str = "", depth: int = 0) -> Iterator[tuple[str, str]]:
    for name, value in found.items():
        if isinstance(value, dict):
            if depth < _DEEPEST:
                yield from _flat(value, f"{before}{name}.", depth + 1)
        elif not isinstance(value, list):
            yield f"{before}{name}", _text(value)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _loaded(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError, MemoryError):
        return None


def _nested(loaded: Any) -> list[dict[str, Any]] | None:
    """Return the records that stand in lists of a document; None where there is none."""
    found: list[dict[str, Any]] = []
    todo: list[tuple[Any, int]] = [(loaded, 0)]
    while todo and len(found) < _MOST_RECORDS:
        value, depth = todo.pop()
        if isinstance(value, dict):
            if depth and _is_record(value):
                found.append(value)
            elif depth < _DEEPEST:
                todo += ((each, depth + 1) for each in reversed(value.values()) if isinstance(each, dict | list))
        elif isinstance(value, list):
            row = _row(value)
            if row is not None:
                found.append(row)
            elif depth < _DEEPEST:
                todo += ((each, depth + 1) for each in reversed(value) if isinstance(each, dict | list))
    return found or None


def _is_record(value: dict[str, Any]) -> bool:
    said = any(isinstance(value.get(name), str) for name in (*_MESSAGE, "_raw", "line"))
    return said or any(isinstance(value.get(name), dict) for name in _WRAPPED)


def _row(value: list[Any]) -> dict[str, Any] | None:
    """A record that is written as a list: cells of field and value (Logs Insights), or a time with a line (Loki)."""
    if len(value) == 2 and all(isinstance(each, str) for each in value) and value[0].isdecimal():
        return {"line": value[1], "timestamp": value[0]}
    if value and all(isinstance(each, dict) and each.keys() == {"field", "value"} for each in value):
        return {str(each["field"]): each["value"] for each in value}
    return None
