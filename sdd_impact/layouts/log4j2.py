"""``log4j2.xml``, ``.properties``, ``.yaml``, ``.yml`` and ``.json``: the layouts of the appenders."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sdd_impact import late
from sdd_impact.errors import NotationError
from sdd_impact.layouts import xml
from sdd_impact.layouts.conversions import layout_of
from sdd_impact.layouts.logback import resolved
from sdd_impact.layouts.shown import NOTHING, Shown, joined, keyed, unclear
from sdd_impact.model import Source
from sdd_impact.notation import Mapping, Node, Scalar, Sequence, load_yaml

_ECS = {"time": "@timestamp", "message": "message", "logger": "log.logger", "level": "log.level"}
#: What the event templates of JsonTemplateLayout that come with it print; the first is its default.
_TEMPLATES = {
    "": _ECS,
    "classpath:EcsLayout.json": _ECS,
    "classpath:LogstashJsonEventLayoutV1.json": {
        "time": "@timestamp",
        "message": "message",
        "logger": "logger_name",
        "level": "level",
    },
    "classpath:JsonLayout.json": {"message": "message", "logger": "loggerName", "level": "level"},
}
_DEFAULT = "%m%n"
_PROPERTY = late.regex(r"[ \t]*+([\w.$-]++)[ \t]*+[=:](.*)")
#: Characters of a line that are read.
_LONGEST = 5_000


def read(source: Source) -> Shown:
    """Return the layouts of a file of log4j's."""
    try:
        if source.path.endswith(".xml"):
            elements = _of_xml(source.data)
        elif source.path.endswith(".properties"):
            return _of_properties(source.data.decode("latin-1")[:1_000_000])
        else:
            elements = _of_document(load_yaml(source, source.path))
        found = list(elements)
    except (xml.UnreadableError, NotationError) as error:
        return unclear(str(error))
    known = {each["name"]: each.get("value", each.get("", "")) for kind, each in found if kind == "property" and "name" in each}
    return joined([_layout(kind, {key: resolved(value, known) for key, value in each.items()}) for kind, each in found])


def _of_xml(data: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    for each in xml.read(data).walk():
        inner = {child.name: child.text for child in each.inner if child.text}
        kind = each.attributes.get("type", each.name) if each.name == "layout" else each.name
        yield kind.lower(), {**each.attributes, **inner, "": each.text}


def _of_document(node: Node) -> Iterator[tuple[str, dict[str, str]]]:
    todo: list[tuple[str, Node]] = [("", node)]
    while todo:
        name, each = todo.pop()
        if isinstance(each, Sequence):
            todo.extend((name, item) for item in reversed(each.items))
        elif isinstance(each, Mapping):
            values = {key.text.lower(): value.text for key, value in each.entries if isinstance(value, Scalar)}
            kind = values.get("type", name) if name.lower() == "layout" else name
            yield kind.lower(), values
            todo.extend((key.text, value) for key, value in reversed(each.entries))


def _of_properties(text: str) -> Shown:
    lines = (line[:_LONGEST] for line in re.sub(r"\\\r?\n[ \t]*+", "", text).splitlines())
    pairs = {found[1]: found[2].strip() for found in map(_PROPERTY.match, lines) if found}
    known = {key.removeprefix("property."): value for key, value in pairs.items() if key.startswith("property.")}
    found = []
    for key, value in pairs.items():
        if key.startswith("appender.") and key.endswith(".layout.type"):
            start = key.removesuffix("type")
            options = {
                name.removeprefix(start).lower(): resolved(each.replace("\\\\", "\\"), known)
                for name, each in pairs.items()
                if name.startswith(start)
            }
            found.append(_layout(value.lower(), options))
    return joined(found)


def _layout(kind: str, options: dict[str, str]) -> Shown:
    if kind == "patternlayout":
        return layout_of(options.get("pattern", _DEFAULT))
    if kind == "jsontemplatelayout":
        keys = _TEMPLATES.get(options.get("eventtemplateuri", ""))
        if keys is None or any(name.startswith("eventtemplate") and name != "eventtemplateuri" for name in options):
            return unclear("it has an event template of its own")
        return keyed("java", **keys)
    if kind == "ecslayout":
        return keyed("java", **_ECS)
    if kind == "jsonlayout":
        return keyed("java", message="message", logger="loggerName", level="level")
    return unclear(f"how {kind} writes a line is not known") if kind.endswith("layout") and kind != "layout" else NOTHING
