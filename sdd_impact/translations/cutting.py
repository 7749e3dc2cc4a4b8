"""Texts of catalogues, cut into what is always printed and what a program fills in."""

from __future__ import annotations

import re
from functools import cache

from sdd_impact import late
from sdd_impact.model import Placeholder, Template

_BRACES = r"\{\{-?\s*(?P<a>[\w.]+)[^{}]*\}\}|[%$#]\{(?P<b>[\w.]+)\}|\{\s*\$?(?P<c>[\w.-]+)(?:,\s*(?:number|date|time)[^{}]*)?\s*\}"
_PRINTF = (
    r"%\((?P<d>\w+)\)[-+ #0]*\d*(?:\.\d+)?(?P<x>[a-zA-Z])|%(?:\d+\$)?[-+0#]*\d*(?:\.\d+)?(?P<y>[sdifgxXu@])(?![a-zA-Z])|%(?P<z>%)"
)
_COLON = r"(?<![\w:]):(?P<e>[a-zA-Z]\w*)"
#: Formats whose texts are filled by printf, and by ``:name``; braces of any kind fill in all of them.
_WITH_PRINTF = frozenset({"gettext", "android", "properties", "json", "yaml", "resx", "php"})
_WITH_COLON = frozenset({"php", "laravel"})
#: A text that chooses between forms by itself: it stays one text.
_CHOICE = late.regex(r",\s*(?:plural|select|selectordinal|choice)\s*,")
_INTEGERS = frozenset("diu")


@cache
def _holes(kind: str) -> re.Pattern[str]:
    parts = [_BRACES, *([_PRINTF] if kind in _WITH_PRINTF else ()), *([_COLON] if kind in _WITH_COLON else ())]
    return re.compile("|".join(parts))


def cut(text: str, kind: str) -> Template:
    """Return a catalogue's text as a template. ``kind`` is the catalogue's format."""
    if _CHOICE.search(text):
        return Template.of(text)
    parts: list[str | Placeholder] = []
    end = 0
    for found in _holes(kind).finditer(text):
        parts.append(text[end : found.start()])
        end = found.end()
        groups = found.groupdict()
        if groups.get("z"):
            parts.append("%")
            continue
        name = next((groups[each] for each in "abcde" if groups.get(each)), "")
        code = groups.get("x") or groups.get("y") or ""
        parts.append(Placeholder("" if name.isdigit() else name, "int" if code in _INTEGERS and code else "any"))
    return Template.of(*parts, text[end:])


def spoken(template: Template) -> str:
    """What two texts share whose placeholders have other names: the literal texts, with NUL between them."""
    return "".join(part if isinstance(part, str) else "\0" for part in template.parts)
