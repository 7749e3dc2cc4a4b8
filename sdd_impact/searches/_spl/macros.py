"""What stands in the files beside a search and is needed to read it: macros and event types."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.searches._spl.lexing import MOST_CHARACTERS, SplError, pieces
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Macros may use macros. Deeper than this, a macro uses itself.
_DEEPEST = 12

_CALL = late.regex(r"`\s*([^\s(`]+)\s*(?:\((.*)\)\s*)?`", re.DOTALL)
_ARGUMENT = late.regex(r'\s*((?:"(?:[^"\\]|\\.)*"|[^,"])*)(?:,|$)', re.DOTALL)


class Macro(NamedTuple):
    """A macro of ``macros.conf``. ``computed`` marks one whose definition is itself computed (``iseval``)."""

    definition: str
    arguments: tuple[str, ...] = ()
    computed: bool = False


class Knowledge(NamedTuple):
    """Macros by name with the number of arguments (``escaped(1)``), event types by name, each with its search."""

    macros: Mapping[str, Macro] = {}
    event_types: Mapping[str, str] = {}


def expand(text: str, macros: Mapping[str, Macro], depth: int = 0) -> str:
    """Replace each call of a known macro by its definition. Calls of others stay as they are, in their backticks.

    :raises SplError: where macros use each other without end, or the text grows beyond all measure.
    """
    if depth > _DEEPEST:
        raise SplError("macros use each other without end")
    made: list[str] = []
    size = 0
    for piece in pieces(text):
        found = _expanded(piece.text, macros) if piece.text.startswith("`") and not piece.text.startswith("```") else None
        made.append(piece.text if found is None else f" {expand(found, macros, depth + 1)} ")
        size += len(made[-1])
        if size > MOST_CHARACTERS:
            raise SplError("too long once its macros are expanded")
    return "".join(made)


def _expanded(call: str, macros: Mapping[str, Macro]) -> str | None:
    match = _CALL.fullmatch(call)
    if match is None:
        return None
    name, inside = match.groups()
    values = [] if inside is None else _arguments(inside)
    macro = macros.get(f"{name}({len(values)})") if values else macros.get(name)
    if macro is None or macro.computed or len(macro.arguments) != len(values):
        return None
    text = macro.definition
    for argument, value in zip(macro.arguments, values, strict=True):
        text = text.replace(f"${argument}$", value)
        if len(text) > MOST_CHARACTERS:
            raise SplError("too long once its macros are expanded")
    return text


def _arguments(text: str) -> list[str]:
    found: list[str] = []
    at = 0
    while at < len(text):
        match = _ARGUMENT.match(text, at)
        if match is None or match.end() == at:
            return [text]
        value = match.group(1).strip()
        found.append(value[1:-1] if len(value) > 1 and value[0] == value[-1] == '"' else value)
        at = match.end()
    return found
