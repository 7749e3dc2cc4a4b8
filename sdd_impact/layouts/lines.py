"""The whole line of a statement, as a layout writes it."""

from __future__ import annotations

from sdd_impact.layouts import levels, members
from sdd_impact.layouts.slots import Slot, parts
from sdd_impact.model import LineLayout, Placeholder, Statement, Template

Parts = tuple[str | Placeholder, ...]

#: What a slot prints that says nothing about the statement: the kind of its text.
_KINDS = {"time": "timestamp", "pid": "int", "number": "int"}
#: What stands in front of a program's name in a syslog file: time and host, or less where they are kept apart (the journal) or cut off before a
#: line is searched (fail2ban).
_BEFORE_PROGRAM = Placeholder("time and host", "around")


def line(layout: LineLayout, statement: Statement) -> Template | None:
    """Return the line that a statement prints, None where the layout does not say."""
    if layout.form == "text":
        written = _text(layout.pattern, layout, statement)
    elif layout.form:
        written = members.line(layout, statement)
    else:
        return None
    if layout.syslog:
        written = (_BEFORE_PROGRAM, layout.syslog, "[", Placeholder("pid", "int"), "]: ", *written)
    return Template.of(*written)


def _text(pattern: str, layout: LineLayout, statement: Statement) -> Parts:
    found: list[str | Placeholder] = []
    for part in parts(pattern):
        found.extend((part,) if isinstance(part, str) else _slot(part, layout, statement))
    return tuple(found)


def _slot(slot: Slot, layout: LineLayout, statement: Statement) -> Parts:
    if slot.name == "message":
        return message(statement)
    if slot.name == "level":
        known = levels.words(statement.level, slot.style or layout.levels) if statement.level else ()
        return _one_of("level", tuple(_padded(word, slot.width) for word in known))
    if slot.name == "logger":
        return _spaced(logger(statement, slot.style), slot.width)
    if slot.name == "program":
        return (layout.program,) if layout.program else (Placeholder("program", "around"),)
    return (Placeholder(slot.name, _KINDS.get(slot.name, "around")),)


def message(statement: Statement) -> Parts:
    """Return the message without its final line break."""
    found = list(statement.template.parts)
    if found and isinstance(found[-1], str):
        found[-1] = found[-1].rstrip("\r\n")
    return tuple(found)


def logger(statement: Statement, style: str = "") -> Parts:
    """Return what a layout writes for the logger's name.

    A name that was taken from a path (Python) may lack its first packages or have too many, a class (C#) its namespace; ``short`` is a
    layout that abbreviates packages.
    """
    name = statement.logger
    if not name:
        return (Placeholder("logger", "around"),)
    if style == "short":
        return _one_of("logger", _abbreviations(name))
    if statement.language == "python" and "." in name:
        return _one_of("logger", tuple(name.split(".", count)[-1] for count in range(name.count(".") + 1)))
    if statement.language == "csharp" and "." not in name:
        return (Placeholder("namespace", "around"), name)
    return (name,)


def _abbreviations(name: str) -> tuple[str, ...]:
    """Return a dotted name with more and more of its packages shortened to one letter, or left out."""
    *packages, last = name.split(".")
    shortened = [[each[:1] for each in packages[:count]] + packages[count:] for count in range(len(packages) + 1)]
    left = [packages[count:] for count in range(1, len(packages) + 1)]
    return tuple(dict.fromkeys(".".join((*each, last)) for each in (*shortened, *left)))


def _one_of(name: str, texts: tuple[str, ...]) -> Parts:
    if len(texts) == 1:
        return texts
    return (Placeholder(name, "enum" if texts else "around", values=texts),)


def _padded(text: str, width: int) -> str:
    return text.ljust(-width) if width < 0 else text.rjust(width)


def _spaced(found: Parts, width: int) -> Parts:
    """Return parts with the blanks that a width may put at their side."""
    if not width:
        return found
    if len(found) == 1 and isinstance(found[0], str):
        return (_padded(found[0], width),)
    blanks = Placeholder("blanks", "around")
    return (*found, blanks) if width < 0 else (blanks, *found)
