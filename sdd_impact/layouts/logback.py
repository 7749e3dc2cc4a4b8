"""``logback.xml`` and ``logback-spring.xml``: the pattern or the JSON encoder of the appenders that are in use."""

from __future__ import annotations

from sdd_impact import late
from sdd_impact.layouts import xml
from sdd_impact.layouts.conversions import layout_of
from sdd_impact.layouts.shown import NOTHING, Shown, joined, keyed, unclear
from sdd_impact.model import Source

#: Encoders and layouts that write JSON, by the last part of their class.
_JSON = {
    "LogstashEncoder": {"time": "@timestamp", "message": "message", "logger": "logger_name", "level": "level"},
    "LogstashLayout": {"time": "@timestamp", "message": "message", "logger": "logger_name", "level": "level"},
    "EcsEncoder": {"time": "@timestamp", "message": "message", "logger": "log.logger", "level": "log.level"},
    "JsonEncoder": {"time": "timestamp", "message": "message", "logger": "loggerName", "level": "level"},
    "JsonLayout": {"time": "timestamp", "message": "message", "logger": "logger", "level": "level"},
}
_PATTERNS = ("", "PatternLayoutEncoder", "PatternLayout", "EnhancedPatternLayout")
#: Characters of a pattern, or of a variable in it, that are looked at.
_LONGEST = 4_000
_VARIABLE = late.regex(r"\$\{([^${}:]+)(?::-([^${}]*))?\}")
#: Spring Boot's own patterns, as its base configuration names them.
_SPRING = {
    "CONSOLE_LOG_PATTERN": "%clr(%d){faint} %clr(%5p) %clr(%pid){magenta} %clr(---){faint} %clr([%15.15t]){faint} %clr(%-40.40logger{39}){cyan} %clr(:){faint} %m%n%wEx",
    "FILE_LOG_PATTERN": "%d %5p %pid --- [%t] %-40.40logger{39} : %m%n%wEx",
}
_INCLUDED = {
    "console-appender.xml": "CONSOLE_LOG_PATTERN",
    "base.xml": "CONSOLE_LOG_PATTERN",
    "file-appender.xml": "FILE_LOG_PATTERN",
}


def read(source: Source) -> Shown:
    """Return the layouts of a file of logback's."""
    try:
        root = xml.read(source.data)
    except xml.UnreadableError as error:
        return unclear(str(error))
    if root.name not in ("configuration", "included"):
        return NOTHING
    elements = list(root.walk())
    names = {each.attributes.get("ref", "") for each in elements if each.name == "appender-ref"}
    known = dict(_SPRING)
    for each in elements:
        if each.name in ("property", "variable") and "name" in each.attributes:
            known[each.attributes["name"]] = each.attributes.get("value", each.text)
    found = [
        _appender(each, known)
        for each in elements
        if each.name == "appender" and (not names or each.attributes.get("name", "") in names)
    ]
    if any(name not in {each.attributes.get("name") for each in elements if each.name == "appender"} for name in names):
        found += [
            layout_of(known[pattern])
            for each in elements
            if each.name == "include"
            for end, pattern in _INCLUDED.items()
            if each.attributes.get("resource", "").endswith("/" + end)
        ]
    return joined(found)


def _appender(appender: xml.Element, known: dict[str, str]) -> Shown:
    encoder = appender.child("encoder") or appender.child("layout")
    if encoder is None:
        return NOTHING  # it hands events on to another (async), or writes no lines
    inner = encoder.child("layout") or encoder
    kind = (inner.attributes.get("class") or encoder.attributes.get("class", "")).rpartition(".")[2]
    if kind in _JSON and len([each for each in encoder.inner if each.name in _RENAMING]) == 0:
        return keyed("java", **_JSON[kind])
    pattern = inner.child("pattern") or encoder.child("pattern")
    if pattern is None or kind not in _PATTERNS:
        return unclear(f"how {kind or 'an encoder'} writes a line is not known")
    return layout_of(resolved(pattern.text, known))


#: Elements of JSON encoders that give keys other names, or leave some out.
_RENAMING = frozenset({"fieldnames", "providers", "messagesplitregex", "appendlinebreak", "prefix", "suffix"})


def resolved(pattern: str, known: dict[str, str]) -> str:
    """Return a pattern with its variables put in; what is not known stays, and is then not understood."""
    pattern = pattern[:_LONGEST]
    for _ in range(10):
        replaced = _VARIABLE.sub(
            lambda found: known.get(found[1], found[2] if found[2] is not None else "%unknown")[:_LONGEST], pattern
        )
        if replaced == pattern or len(replaced) > _LONGEST:
            break
        pattern = replaced
    return pattern
