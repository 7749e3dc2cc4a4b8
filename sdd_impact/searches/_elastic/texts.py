"""JSON that stands as a text inside of JSON, as Kibana keeps most of what it saves."""

from __future__ import annotations

from typing import Any

from sdd_impact.errors import NotationError
from sdd_impact.notation import load_json, plain


def unpacked(value: Any) -> Any:
    """Return what a text of JSON holds (None where it holds none); what is no text is returned as it is."""
    if not isinstance(value, str):
        return value
    try:
        return plain(load_json(value))
    except NotationError:
        return None
