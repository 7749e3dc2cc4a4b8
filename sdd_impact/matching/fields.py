"""Where a condition of a search looks: the line, the message, the level, a structured field, or something that is not known."""

from __future__ import annotations

import re
from typing import Literal

from sdd_impact import late
from sdd_impact.model import Event, Placeholder, Template
from sdd_impact.tuples import NamedTuple

from .levels import canonical, is_level
from .texts import LEVEL_WORDS

_LINE = frozenset({"", "_raw", "@message", "log", "event.original", "raw", "line", "textpayload", "full_message"})
_MESSAGE = frozenset({"message", "msg", "body", "event", "short_message"})
#: What a record is wrapped in on its way into the log: ``jsonPayload.event`` is what the code calls ``event``, ``system.auth.ssh.event`` is not.
_WRAPPERS = frozenset({
    "jsonpayload", "json", "log", "logs", "fields", "data", "record", "parsed", "attributes", "attrs", "payload", "structured", "entry", "content",
    "properties", "customdimensions", "log_processed", "logevent", "app", "event", "message", "msg", "_source", "line", "extra",
})  # fmt: skip
#: Parts of an event that have a message of their own: an exception's, a request's.
_OF_ANOTHER = frozenset({
    "error", "err", "errors", "exception", "cause", "throwable", "thrown", "stack", "request", "req", "response", "res", "http", "httprequest",
    "status", "detail", "protopayload",
})  # fmt: skip
_LOGGER = frozenset({"logger", "logger_name", "loggername", "log.logger", "logger.name"})
_PROGRAM = frozenset(
    {"program", "programname", "process", "process.name", "procname", "syslog_identifier", "ident", "appname", "app_name"}
)


_ENDS_VALUE = late.regex(r"[\s\"',;)\]}]")


class Place(NamedTuple):
    """Where a condition looks. ``value`` is the field's value (``value`` places only), ``assuming`` what that takes for granted.
    ``whole`` is a value that is never cut into words. ``absent`` is a field that the search extracts from lines, but not from this one."""

    kind: Literal["line", "message", "level", "value", "absent", "unknown"]
    value: Template = Template()
    name: str = ""
    assuming: str = ""
    whole: bool = False


def is_text(field: str) -> bool:
    """Whether a field by this name is the line or the message for every statement that sets no such field itself."""
    name = field.lower()
    return name in _LINE or _is_message(name)


def _is_message(name: str) -> bool:
    *outer, last = name.split(".")
    if last == "event":
        return _WRAPPERS.issuperset(outer)
    return last in _MESSAGE and _OF_ANOTHER.isdisjoint(outer)


def place(field: str, event: Event, asked: str = "") -> Place:
    """Find what a condition on ``field`` looks at. ``asked`` is the value asked for (``status`` is a level where a level is asked
    for). A field that the search takes out of the line by itself is none of these."""
    name = field.lstrip("$@.").lower() if field.startswith(("$.", "@fields")) else field.lower()
    if field.lower() in _LINE:
        return Place("line")
    known = {each.name.lower(): each.value for each in event.fields}
    last = name.rsplit(".", 1)[-1]
    if name in known or last in known:
        return Place("value", known.get(name, known.get(last, Template())), field)
    if _is_message(name.lstrip("$.@")):
        return Place("message")
    if is_level(field) or (last == "status" and canonical(asked.strip("*")) in LEVEL_WORDS):
        return Place("level", name=field)
    if (name in _LOGGER or last in _LOGGER) and event.logger:
        return Place("value", Template.of(event.logger), field, whole=True)
    if (name in _PROGRAM or last in _PROGRAM) and event.program:
        return Place("value", Template.of(event.program), field, whole=True)
    read = _in_text(last, event.line or event.message)
    if read is not None:
        return Place("value", read, field, f"the field {field} is read from the text of the line")
    return Place("unknown", name=field)


def _in_text(name: str, template: Template) -> Template | None:
    """Return the value of ``name=…`` or ``name: …`` in a message, None where no such pair is printed."""
    before = re.compile(rf"(?:^|[^\w.-]){re.escape(name)}[\"']?(?:=|: ?)[\"']?$", re.IGNORECASE)
    inside = re.compile(rf"(?:^|[^\w.-]){re.escape(name)}[\"']?=[\"']?([^\s\"',;]+)", re.IGNORECASE)
    for index, part in enumerate(template.parts):
        if not isinstance(part, str):
            continue
        found = inside.search(part)
        if found and found.end() < len(part):
            return Template.of(found[1])
        if before.search(part) and template.parts[index + 1 : index + 2]:
            return _up_to_end(template.parts[index + 1 :])
    return None


def _up_to_end(parts: tuple[str | Placeholder, ...]) -> Template:
    """Return the parts of a value: all up to the first character that ends it."""
    value: list[str | Placeholder] = []
    for part in parts:
        end = _ENDS_VALUE.search(part) if isinstance(part, str) else None
        if end is not None and isinstance(part, str):
            return Template.of(*value, part[: end.start()])
        value.append(part)
    return Template.of(*value)
