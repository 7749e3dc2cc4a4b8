"""Log widgets of a CloudWatch dashboard: its body is JSON, and each such widget holds a query of Logs Insights.

Rules from the CloudWatch API reference, "Dashboard body structure and syntax": a widget of the type ``log`` has ``properties.query``, which may name its
log groups with ``SOURCE '…' |``.
"""

from __future__ import annotations

import json
import re

from sdd_impact import late
from sdd_impact.tuples import NamedTuple

_SOURCE = late.regex(r"\bSOURCE\s+(?:'([^']*)'|\"([^\"]*)\")", re.IGNORECASE)

_TEXT_OR_HOLE = late.regex('"(?:[^"\\\\]|\\\\.)*"|[\U000f0000-\U000fffff]', re.DOTALL)


class Widget(NamedTuple):
    """A log widget: its title ("" where it has none), its query, and the log groups that the query names."""

    title: str
    query: str
    groups: tuple[str, ...]


class Widgets(NamedTuple):
    """The log widgets of a dashboard; ``unknown`` says which part of its body cannot be read ("" where all can)."""

    found: tuple[Widget, ...]
    unknown: str = ""


def log_widgets(body: str | None) -> Widgets:
    """Return the log widgets of a dashboard's body (None where it is no text)."""
    read = _read(body) if body else None
    if not isinstance(read, dict):
        return Widgets((), "the dashboard's body is not known here, or is no JSON")
    widgets = read.get("widgets", [])
    if not isinstance(widgets, list):
        return Widgets((), "the dashboard's widgets are not known here")
    found = []
    for widget in widgets:
        properties = widget.get("properties") if isinstance(widget, dict) and widget.get("type") == "log" else None
        query = properties.get("query") if isinstance(properties, dict) else None
        if isinstance(properties, dict) and isinstance(query, str) and query.strip():
            title = properties.get("title")
            groups = tuple(dict.fromkeys(one or other for one, other in _SOURCE.findall(query)))
            found.append(Widget(title if isinstance(title, str) else "", query, groups))
    unknown = any(isinstance(widget, str) for widget in widgets)
    return Widgets(tuple(found), "some of the dashboard's widgets are not known here" if unknown else "")


def _read(body: str) -> object:
    """The body's JSON; where it cannot be read, with a number for each hole that stands outside of its texts."""
    for text in (body, _TEXT_OR_HOLE.sub(lambda found: found[0] if found[0].startswith('"') else "0", body)):
        try:
            read: object = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        return read
    return None
