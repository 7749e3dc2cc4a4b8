"""How a statement becomes a line in the log.

A statement knows its message, level, logger and fields. What stands around the message in the printed line comes from the
program's logging configuration. Where that is not known, any text may stand before and after, and the verdict says so.
"""

from __future__ import annotations

from sdd_impact.model import Event, Statement


def event(statement: Statement) -> Event:
    """Return the event of a statement, with an unknown line around its message."""
    return Event(message=statement.template, level=statement.level, logger=statement.logger, fields=statement.fields)
