"""How a statement becomes a line in the log.

A statement knows its message, level, logger and fields. What stands around the message in the printed line comes from the
configuration of this tool (``layouts``), else from the program's logging configuration. Where neither says it, any text may stand
before and after, and the verdict says so. ``docs/layouts.md`` is the page for users.
"""

from __future__ import annotations

from sdd_impact.layouts.choosing import Layouts
from sdd_impact.layouts.events import event
from sdd_impact.layouts.finding import Finder, may_say

__all__ = ["Finder", "Layouts", "event", "may_say"]
