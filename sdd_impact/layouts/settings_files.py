"""Layouts in the settings of frameworks: Spring Boot's ``application.properties`` and ``.yml``, Serilog in ``appsettings.json``."""

from __future__ import annotations

import re
from typing import Any

from sdd_impact import late
from sdd_impact.errors import NotationError
from sdd_impact.layouts.conversions import layout_of
from sdd_impact.layouts.logback import resolved
from sdd_impact.layouts.shown import NOTHING, Shown, joined, keyed, literal, text, unclear
from sdd_impact.layouts.slots import slot
from sdd_impact.model import Source
from sdd_impact.notation import load_yaml, plain

_CONSOLE = late.regex(rb"^[ \t]*+logging\.pattern\.(?:console|file)[ \t]*+[=:](.{1,4000})", re.MULTILINE)
_SERILOG = late.regex(r"(?P<escaped>\{\{|\}\})|\{(?P<name>\w+)(?:,-?\d+)?(?::(?P<style>[^{}]*))?\}")


def read_spring(source: Source) -> Shown:
    """Return the layout of Spring Boot's settings, as properties or YAML."""
    if source.path.endswith(".properties"):
        patterns = [
            found.decode("utf-8", "replace").strip().replace("\\\\", "\\") for found in _CONSOLE.findall(source.data[:1_000_000])
        ]
        return joined([layout_of(resolved(each, {})) for each in patterns])
    try:
        said = plain(load_yaml(source, source.path))
    except NotationError:
        return NOTHING  # several documents, or none that can be read: it says nothing plain
    patterns = _at(said, "logging", "pattern")
    if not isinstance(patterns, dict):
        return NOTHING
    return joined([layout_of(resolved(each, {})) for name in ("console", "file") if isinstance(each := patterns.get(name), str)])


def _at(said: Any, *names: str) -> Any:
    for name in names:
        said = said.get(name) if isinstance(said, dict) else None
    return said


def read_serilog(source: Source) -> Shown:
    """Return the layouts of Serilog's sinks."""
    try:
        said = plain(load_yaml(source, source.path))
    except NotationError as error:
        return unclear(str(error)) if b"Serilog" in source.data else NOTHING
    sinks = _at(said, "Serilog", "WriteTo")
    entries = list(sinks.values()) if isinstance(sinks, dict) else sinks if isinstance(sinks, list) else []
    return joined([_sink(_at(each, "Args")) for each in entries if isinstance(_at(each, "Args"), dict)])


def _sink(options: dict[str, Any]) -> Shown:
    formatter, template = options.get("formatter"), options.get("outputTemplate")
    if isinstance(formatter, str) and "RenderedCompactJsonFormatter" in formatter:
        return keyed("serilog", message="@m", level="@l", time="@t")
    if formatter is not None:
        return unclear("its sink has a formatter of its own")
    return _serilog(template) if isinstance(template, str) else NOTHING


def _serilog(template: str) -> Shown:
    out, at = [], 0
    for found in _SERILOG.finditer(template[:2_000]):
        out.append(literal(template[at : found.start()]))
        out.append(_property(found["name"], found["style"] or "") if found["name"] else literal(found.group()[0]))
        at = found.end()
    return text(("".join(out) + literal(template[at:2_000])).rstrip(), "serilog")


def _property(name: str, style: str) -> str:
    if name == "Level":
        return slot("level", "" if not style else "short") if style in ("", "u3") else slot("text")
    names = {"Timestamp": "time", "Message": "message", "SourceContext": "logger", "ThreadId": "number", "UtcDateTime": "time"}
    return "" if name in ("NewLine", "Exception") else slot(names.get(name, "text"))
