"""Input elements in HTML templates and single-file components, which have no grammar here: read tag by tag."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from sdd_impact import late
from sdd_impact.detectors._blanking import blanked
from sdd_impact.detectors._reading import first_line
from sdd_impact.detectors._rules.ecmascript import of_input
from sdd_impact.detectors._rules.noun import Rule
from sdd_impact.model import Location, Source

SUFFIXES = (
    ".html",
    ".htm",
    ".vue",
    ".svelte",
    ".hbs",
    ".ejs",
    ".jinja",
    ".jinja2",
    ".j2",
    ".ftl",
    ".jsp",
    ".cshtml",
    ".twig",
    ".njk",
)
_TAG = late.regex(
    r"<(?:input|textarea|Field|form-input|v-text-field|b-form-input)\b((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>", re.IGNORECASE
)
_ATTRIBUTE = late.regex(r"([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_COMMENT = late.regex("<!--")
_BOUNDED = late.regex(r"(?i)\b(?:pattern|minlength|maxlength)\s*=")
#: The most characters of a file that are looked at.
_LIMIT = 400_000


def rules(source: Source) -> Iterator[Rule]:
    """The rules of the input elements in a template."""
    text = source.data[:_LIMIT].decode("utf-8", "replace")
    if not _BOUNDED.search(text):
        return
    text = blanked(text, _COMMENT, {"<!--": "-->"})
    for tag in _TAG.finditer(text):
        values = {name.lower(): html.unescape(double or single) for name, double, single in _ATTRIBUTE.findall(tag[1])}
        line = text.count("\n", 0, tag.start()) + 1
        at = Location(source.path, line, tag.start() - text.rfind("\n", 0, tag.start()), line + tag[0].count("\n"))
        yield from of_input(values, Rule("", "", "", at, first_line(tag[0])))
