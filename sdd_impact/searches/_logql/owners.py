"""Whom a rule or dashboard names as its owner: in its labels and annotations, or among its tags."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.notation import Scalar, Sequence

if TYPE_CHECKING:
    from sdd_impact.notation import Mapping

_KEYS = ("owner", "Owner", "owned_by", "team", "Team", "squad")
_TAG = late.regex(r"(?:owner|team|squad)\s*[:=]\s*(\S.*)", re.IGNORECASE)


def labelled(rule: Mapping) -> str:
    """Return the owner that a rule's own keys, its labels or its annotations name; a template is no name."""
    from sdd_impact.searches._logql.documents import text_at

    places = ((), ("labels",), ("annotations",))
    found = (text_at(rule, *place, key) for place in places for key in _KEYS)
    return next((text for text in found if text and "{{" not in text and "$" not in text), "")


def tagged(dashboard: Mapping) -> str:
    """Return the owner that a dashboard's tags name (``team:support``)."""
    tags = dashboard.get("tags")
    items = tags.items if isinstance(tags, Sequence) else ()
    found = (_TAG.fullmatch(each.text) for each in items if isinstance(each, Scalar))
    return next((match[1] for match in found if match), "")
