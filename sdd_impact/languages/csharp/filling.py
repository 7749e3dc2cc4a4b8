"""How a message is filled in with its arguments, and which fields its holes name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.model import Template
from sdd_impact.syntax.formats import STYLES, Slot
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tree_sitter import Node

    from sdd_impact.languages.csharp.arguments import Arguments
    from sdd_impact.model import Field
    from sdd_impact.syntax import Argument, Unit

_NUMBERED = late.regex(r"\{\d+[^{}]{0,60}\}")
_NAMED = late.regex(r"\{[@$]?\w[^{}]{0,60}\}")
#: Calls that fill in a template.
_FORMATS = frozenset(["string.Format", "String.Format"])


_EMPTY = frozenset(["string.Empty", "String.Empty"])


class Filled(NamedTuple):
    """A message: its templates, its fields; the symbol of another file that holds its text, and the style and arguments that fill that."""

    templates: tuple[Template, ...] = ()
    fields: tuple[Field, ...] = ()
    opening: str = ""
    style: str = ""
    arguments: tuple[Argument, ...] = ()


class Filling:
    """Fills the messages of one file."""

    def __init__(self, unit: Unit, arguments: Arguments) -> None:
        self._unit = unit
        self._arguments = arguments

    def filled(self, message: Node, rest: Sequence[Argument], style: str) -> Filled:
        """A message with what fills it in. ``style`` is a format style, "" for nothing, ``?`` for what the message shows."""
        if self._arguments.dotted(message) in _EMPTY:
            return Filled((Template(),))
        left = self._arguments.spread(rest)
        plain = self._unit.evaluator.texts(message)
        if style == "?":
            style = self._shown(plain) if left else ""
        if not style or not left:
            return self._opened(message, Filled(plain, style=style))
        templates = self._unit.evaluator.formatted(style, message, left)
        fields = self._fields(message, left, style) if style != "composite" else ()
        return self._opened(message, Filled(templates, fields, "", style, tuple(left)))

    def _fields(self, message: Node, arguments: Sequence[Argument], style: str) -> tuple[Field, ...]:
        """The named holes of a template with the arguments that fill them; of several templates, those of all."""
        found: dict[str, Field] = {}
        for template in self._unit.evaluator.texts(message):
            slots = [piece for text in template.literals for piece in STYLES[style](text) if isinstance(piece, Slot)]
            for at, slot in enumerate(slots):
                if slot.label and slot.label not in found:
                    given = at < len(arguments) and not any(each.spread for each in arguments[: at + 1])
                    found[slot.label] = self._unit.field(slot.label, arguments[at].node if given else None)
        return tuple(found.values())

    def _opened(self, message: Node, filled: Filled) -> Filled:
        """With the symbol that holds the text, where it is in another file: a constant or resource, perhaps inside ``string.Format``."""
        if len(filled.templates) != 1 or filled.templates[0].literals:
            return filled
        if opening := self._unit.evaluator.opening(message):
            return filled._replace(opening=opening)
        call = self._unit.call(message)
        if call is None or f"{call.owner.rpartition('.')[2]}.{call.name}" not in _FORMATS:
            return filled
        arguments = [each for at, each in enumerate(call.positional) if at or not self._arguments.is_provider(each.node)]
        opening = self._unit.evaluator.opening(arguments[0].node) if arguments else ""
        return Filled(filled.templates, (), opening, "composite", tuple(arguments[1:])) if opening else filled

    @staticmethod
    def _shown(templates: Sequence[Template]) -> str:
        """The style that a message shows by itself."""
        text = "".join(literal for each in templates for literal in each.literals)
        if _NUMBERED.search(text):
            return "composite"
        return "net-template" if _NAMED.search(text) else ""
