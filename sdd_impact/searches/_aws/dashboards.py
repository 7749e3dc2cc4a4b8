"""Log widgets of a CloudWatch dashboard: its body is JSON, and each such widget holds a query of Logs Insights.

Rules from the CloudWatch API reference, "Dashboard body structure and syntax": a widget of the type ``log`` has ``properties.query``, which may name its
log groups with ``SOURCE '…' |``.
"""

from __future__ import annotations

import json
import re
from typing import NamedTuple

_SOURCE = re.compile(r"\bSOURCE\s+(?:'([^']*)'|\"([^\"]*)\")", re.IGNORECASE)


class Widget(NamedTuple):
    """A log widget: its title ("" where it has none), its query, and the log groups that the query names."""

    title: str
    query: str
    groups: tuple[str, ...]


def log_widgets(body: str) -> tuple[Widget, ...] | None:
    """Return the log widgets of a dashboard's body; None where it cannot be read."""
    try:
        read = json.loads(body)
    except (ValueError, RecursionError):
        return None
    widgets = read.get("widgets") if isinstance(read, dict) else None
    found = []
    for widget in widgets if isinstance(widgets, list) else ():
        properties = widget.get("properties") if isinstance(widget, dict) and widget.get("type") == "log" else None
        query = properties.get("query") if isinstance(properties, dict) else None
        if isinstance(properties, dict) and isinstance(query, str) and query.strip():
            title = properties.get("title")
            groups = tuple(dict.fromkeys(one or other for one, other in _SOURCE.findall(query)))
            found.append(Widget(title if isinstance(title, str) else "", query, groups))
    return tuple(found)
