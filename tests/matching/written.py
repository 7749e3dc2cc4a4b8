"""Statements and searches written shortly, for the tests of this room.

``"user {name} id {id:int} mail {email:email?} state {s=on|off} code {c:int%5d}"``: a placeholder has a name, after ``:`` its kind (``?``: inferred),
after ``%`` its rendering, after ``=`` its values.
"""

from __future__ import annotations

import re

from sdd_impact.model import Change, Event, Field, Location, Placeholder, Query, SavedSearch, Statement, Template

_HOLE = re.compile(r"\{([\w().]*)(?::(\w+)(\?)?)?(?:=([^}]*))?(%[^}]*|![^}]*)?\}")


def template(text: str) -> Template:
    parts: list[str | Placeholder] = []
    at = 0
    for found in _HOLE.finditer(text):
        name, kind, inferred, values, rendering = found.groups()
        parts.append(text[at : found.start()])
        chosen = tuple(values.split("|")) if values else ()
        parts.append(Placeholder(name, kind or "any", rendering or "", values=chosen, inferred=bool(inferred)))
        at = found.end()
    return Template.of(*parts, text[at:])


def event(
    text: str, /, level: str | None = "info", line: str | None = None, program: str = "", logger: str = "", **fields: str
) -> Event:
    made = tuple(Field(name, template(value)) for name, value in fields.items())
    return Event(template(text), level, logger, program, made, template(line) if line is not None else None)


def statement(text: str, /, line: int = 1, level: str | None = "info", file: str = "app.py", **fields: str) -> Statement:
    made = tuple(Field(name, template(value)) for name, value in fields.items())
    return Statement("log", Location(file, line), "python", template(text), level, fields=made)


def printed(one: Statement) -> Event:
    return Event(one.template, one.level, one.logger, fields=one.fields)


def change(number: int, before: Statement | str | None, after: Statement | str | None) -> Change:
    was = statement(before, number) if isinstance(before, str) else before
    now = statement(after, number) if isinstance(after, str) else after
    return Change(f"ch-{number}", "added" if was is None else "removed" if now is None else "modified", was, now)


def search(query: Query, text: str = "", name: str = "a search", form: str = "splunk", parts: tuple[str, ...] = ()) -> SavedSearch:
    return SavedSearch(name, form, Location("ops/searches.conf", 3), text, query, parts=parts)
