"""What the configuration says about log lines: the layouts of the key ``layouts``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal

from sdd_impact import late
from sdd_impact.model import LineLayout

#: What may stand in a pattern: ``docs/layouts.md`` says what each slot prints.
SLOTS = ("time", "level", "logger", "message", "thread", "host", "pid", "program", "number", "fields", "text")
STYLES = ("upper", "lower", "java", "python", "serilog", "short", "number")
_LONGEST = 500
_PIECE = late.regex(r"\{\{|\}\}|\{(?P<slot>[^{}]*)\}|(?P<brace>[{}])")
_FORMS: tuple[Literal["json", "logfmt"], ...] = ("json", "logfmt")


def wrong_line(pattern: str) -> str:
    """Say what is wrong with the pattern of a line, or return ""."""
    if len(pattern) > _LONGEST:
        return f"the pattern is longer than {_LONGEST} characters"
    names = []
    for piece in _PIECE.finditer(pattern):
        if piece["brace"]:
            return "a brace stands alone; write {{ or }} for a brace that is printed"
        if piece["slot"] is None:
            continue
        name, *options = piece["slot"].split(":")
        if name not in SLOTS:
            return f"{{{name[:40]}}} is no slot; write one of {', '.join(SLOTS)}"
        wrong = next((each for each in options if each not in STYLES and not re.fullmatch(r"-?[1-9][0-9]?", each)), None)
        if wrong is not None:
            return f"`{wrong[:40]}` in {{{name}}} is neither a width nor one of {', '.join(STYLES)}"
        names.append(name)
    return "" if names.count("message") == 1 else "the pattern must have {message} once"


def wrong_layout(layout: Mapping[str, Any]) -> str:
    """Say what is wrong with one entry of ``layouts``, or return ""."""
    forms = [name for name in ("pattern", *_FORMS) if name in layout]
    if len(forms) > 1:
        return f"a line has one form; keep one of {' and '.join(f'`{each}`' for each in forms)}"
    return (
        ""
        if forms or layout.keys() & {"syslog", "program"}
        else "say how lines look: `pattern`, `json`, `logfmt`, `syslog` or `program`"
    )


def layouts_of(value: list[dict[str, Any]]) -> tuple[LineLayout, ...]:
    """Return the layouts of a configuration, in order: the first whose paths match a file is that file's."""
    return tuple(_layout(each) for each in value)


def _layout(said: Mapping[str, Any]) -> LineLayout:
    form: Literal["", "text", "json", "logfmt"] = "text" if "pattern" in said or "syslog" in said else ""
    form = next((each for each in _FORMS if each in said), form)
    keys = {"message": "message" if form == "json" else "msg", **said.get(form, {})} if form in _FORMS else {}
    return LineLayout(
        tuple(said.get("paths", ())),
        form,
        said.get("pattern", "{message}") if form == "text" else "",
        tuple(sorted(keys.items())),
        said.get("syslog", ""),
        said.get("program", said.get("syslog", "")),
    )
