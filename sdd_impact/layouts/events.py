"""From a statement to its event: the message with everything that the layout puts around it."""

from __future__ import annotations

from collections.abc import Iterator

from sdd_impact.layouts import levels
from sdd_impact.layouts.lines import line
from sdd_impact.model import Event, Field, LineLayout, Statement, Template

#: Keys that say by their name what they hold. A value under another key is put among the event's fields.
_USUAL = {
    "message": ("message", "msg", "body", "event", "short_message"),
    "level": ("level", "levelname", "level_name", "loglevel", "log_level", "lvl", "severity", "severity_text", "log.level"),
    "logger": ("logger", "logger_name", "loggername", "log.logger", "logger.name"),
}


def event(statement: Statement, layout: LineLayout | None = None, assuming: tuple[str, ...] = ()) -> Event:
    """Return the event of a statement. Without a layout, any text may stand around its message."""
    if layout is None:
        return Event(statement.template, statement.level, statement.logger, "", statement.fields, assuming=assuming)
    return Event(
        message=statement.template,
        level=statement.level,
        logger=statement.logger,
        program=layout.program,
        fields=(*statement.fields, *_named(layout, statement)),
        line=line(layout, statement),
        assuming=assuming,
    )


def _named(layout: LineLayout, statement: Statement) -> Iterator[Field]:
    """Yield the fields whose names a search could not know by themselves."""
    taken = {field.name.lower() for field in statement.fields}
    for what, key in layout.keys:
        if key.lower() in taken or key.lower() in _USUAL.get(what, (key.lower(),)):
            continue
        if what == "message":
            yield Field(key, statement.template)
        elif what == "level" and statement.level:
            yield Field(key, Template.of(levels.words(statement.level, layout.levels)[0]))
        elif what == "logger" and statement.logger:
            yield Field(key, Template.of(statement.logger))
