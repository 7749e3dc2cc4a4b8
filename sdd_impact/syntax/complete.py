"""A statement whose message is defined elsewhere, completed with the text that was found there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact.model import Placeholder, Template
from sdd_impact.syntax import formats
from sdd_impact.syntax.naming import kind_of_name, snake
from sdd_impact.syntax.pieces import Slot

if TYPE_CHECKING:
    from sdd_impact.model import Field, Statement


def complete(statement: Statement, template: Template) -> Statement:
    """The statement with ``template`` for its open symbol, its own arguments filled in by its style.

    A statement without an opening is returned as it is.
    """
    if not statement.opening:
        return statement
    parts: list[str | Placeholder] = []
    style = statement.style if statement.style in formats.STYLES else ""
    arguments = _Arguments(statement.arguments, style)
    for part in template.parts:
        if isinstance(part, Placeholder) or not style:
            parts.append(part)
            continue
        for piece in formats.STYLES[style](part):
            parts += (piece,) if isinstance(piece, str) else arguments.fill(piece)
    return statement._replace(template=Template.of(*parts), opening="", style="", arguments=())


class _Arguments:
    """The arguments of one statement, taken in order or by name."""

    def __init__(self, arguments: tuple[Field, ...], style: str) -> None:
        self._positional = [field.value for field in arguments if not field.name]
        self._named = {field.name: field.value for field in arguments if field.name}
        self._style = style
        self._next = 0

    def fill(self, slot: Slot) -> tuple[str | Placeholder, ...]:
        """The parts that stand for one slot."""
        value = self._value(slot)
        if value is None:
            if self._style in formats.LENIENT:
                return (formats.slot_source(slot, self._style),)
            key = slot.key or slot.label
            name = snake(key) if key and not key.isdigit() else ""
            kind = slot.kind if slot.kind != "any" else kind_of_name(name) if name else "any"
            return (Placeholder(name, kind, slot.rendering, "", (), slot.kind == "any" and kind != "any"),)
        if len(value.parts) != 1 or isinstance(value.parts[0], str):
            return value.parts
        hole = value.parts[0]
        if slot.kind != "any" and hole.kind != "masked":
            hole = hole._replace(kind=slot.kind, inferred=False)
        return (hole._replace(rendering=slot.rendering),)

    def _value(self, slot: Slot) -> Template | None:
        if slot.key and not slot.key.isdigit():
            return self._named.get(slot.key)
        if slot.key:
            at = int(slot.key[:6]) - (self._style in formats.FROM_ONE)
        else:
            at = self._next + slot.extra
            self._next = at + 1
        return self._positional[at] if 0 <= at < len(self._positional) else None
