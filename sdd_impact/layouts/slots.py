"""The pattern of a text line: literal text, and slots for what differs from line to line.

``{time} {level:java:-5} [{thread}] {logger} - {message}``. A slot is a name with options after colons: a width (negative: padded at the
right) and a style. ``docs/layouts.md`` is the page for users.
"""

from __future__ import annotations

import re
from functools import lru_cache

from sdd_impact import late
from sdd_impact.tuples import NamedTuple

_PIECE = late.regex(r"\{\{|\}\}|\{(?P<name>[a-z]+)(?P<options>(?::[a-z0-9-]+)*)\}")
_BRACES = {"{{": "{", "}}": "}"}


class Slot(NamedTuple):
    """A slot of a pattern. ``width`` is 0 where nothing is padded, negative where blanks stand at the right."""

    name: str
    style: str = ""
    width: int = 0


@lru_cache(256)
def parts(pattern: str) -> tuple[str | Slot, ...]:
    """Return the literal texts and slots of a pattern, in order. Text that is no slot stands for itself."""
    found: list[str | Slot] = []
    at = 0
    for piece in _PIECE.finditer(pattern):
        found.append(pattern[at : piece.start()])
        found.append(_slot(piece) if piece["name"] else _BRACES[piece.group()])
        at = piece.end()
    found.append(pattern[at:])
    return tuple(each for each in found if each != "")


def _slot(piece: re.Match[str]) -> Slot:
    options = [each for each in piece["options"].split(":") if each]
    widths = [int(each) for each in options if each.lstrip("-").isdigit()]
    styles = [each for each in options if not each.lstrip("-").isdigit()]
    return Slot(piece["name"], styles[0] if styles else "", max(-99, min(99, widths[0])) if widths else 0)


def literal(text: str) -> str:
    """Return a text as it must be written in a pattern."""
    return text.replace("{", "{{").replace("}", "}}")


def slot(name: str, style: str = "", width: int = 0) -> str:
    """Return a slot as it is written in a pattern."""
    return "{" + ":".join(filter(None, (name, style, str(width) if width else ""))) + "}"
