"""The slots of a format string, filled with the arguments of a call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact.model import Placeholder
from sdd_impact.syntax import formats, naming
from sdd_impact.syntax.pieces import Slot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tree_sitter import Node

    from sdd_impact.syntax.evaluate import Evaluator
    from sdd_impact.syntax.grammar import Argument
    from sdd_impact.syntax.known import Part, Parts


def filled(evaluator: Evaluator, style: str, parts: Parts, arguments: Sequence[Argument], depth: int) -> Parts:
    """Fill the slots of a format string. Only its literal parts are cut: what it interpolates itself is no format."""
    filler = _Filler(evaluator, style, arguments, depth)
    found: list[Part] = []
    for part in parts:
        if isinstance(part, Placeholder):
            found.append(part)
            continue
        for piece in formats.STYLES[style](part):
            found += (piece,) if isinstance(piece, str) else filler.fill(piece)
    if style in formats.APPENDING:
        found += filler.rest()
    return tuple(found)


def count(style: str, parts: Parts) -> int:
    """How many slots a format string has."""
    return sum(isinstance(piece, Slot) for part in parts if isinstance(part, str) for piece in formats.STYLES[style](part))


def unfilled(slot: Slot, style: str, *, lenient: bool = True) -> str | Placeholder:
    """A slot whose argument is not to be seen: literal where the library prints it so, else a placeholder by its own name."""
    if lenient and style in formats.LENIENT:
        return formats.slot_source(slot, style)
    key = slot.key or slot.label
    name = naming.snake(key) if key and not key.isdigit() else ""
    kind = slot.kind if slot.kind != "any" else naming.kind_of_name(name) if name else "any"
    return Placeholder(name, kind, slot.rendering, key, (), slot.kind == "any" and kind != "any")


def _named(parts: Parts, label: str) -> Parts:
    """The parts of a slot with a name, which tells the kind where the argument does not, and the name where it has none."""
    hole = parts[0] if label and len(parts) == 1 else ""
    if not isinstance(hole, Placeholder):
        return parts
    name = naming.snake(label)
    kind = naming.kind_of_name(name) if hole.kind == "any" else "any"
    if kind != "any":
        hole = hole._replace(kind=kind, inferred=True)
    return (hole if hole.name else hole._replace(name=name),)


class _Filler:
    """Gives the slots of one format string their arguments, in order."""

    def __init__(self, evaluator: Evaluator, style: str, arguments: Sequence[Argument], depth: int) -> None:
        self._evaluator = evaluator
        self._style = style
        self._depth = depth
        self._positional = [argument for argument in arguments if not argument.keyword]
        self._named = {each.keyword: each.node for each in arguments if each.keyword and not each.spread}
        self._spread = next((at for at, argument in enumerate(self._positional) if argument.spread), None)
        self._next = 0
        if len(self._positional) == 1 and self._spread is None:
            self._named = {**(evaluator.mapping(self._positional[0].node) or {}), **self._named}

    def fill(self, slot: Slot) -> Parts:
        """The parts that stand for one slot."""
        if slot.key == "\0":  # takes an argument and prints nothing
            self._next += 1
            return ()
        if slot.key and not slot.key.isdigit():
            node = self._named.get(slot.key)
            return self._taken(node, slot) if node is not None else self._unknown(slot)
        if slot.key:
            at = int(slot.key[:6]) - (self._style in formats.FROM_ONE)
        else:
            at = self._next + slot.extra
            self._next = at + 1
        if self._spread is not None and at >= self._spread:
            rest = self._evaluator.placeholder(self._positional[self._spread].node)
            return (Placeholder("", slot.kind, slot.rendering, rest.expression),)
        if 0 <= at < len(self._positional):
            return self._taken(self._positional[at].node, slot)
        return self._unknown(slot)

    def rest(self) -> list[Part]:
        """The arguments that no slot took, each behind a space."""
        parts: list[Part] = []
        for argument in self._positional[self._next :]:
            parts += (" ", *self._taken(argument.node, Slot()))
        return parts

    def _taken(self, node: Node, slot: Slot) -> Parts:
        """An argument in a slot, with what the slot takes from it (``{user.name}``)."""
        if not slot.trail:
            return _named(self._evaluator.hole(node, slot.rendering, slot.kind, self._depth - 1), slot.label)
        whole = self._evaluator.placeholder(node)
        name = "_".join(naming.words(slot.trail)[-1:])
        full = f"{whole.name}_{name}" if whole.name and name in naming.GENERIC else name
        kind = naming.kind_of_name(full) if slot.kind == "any" else slot.kind
        inferred = slot.kind == "any" and kind != "any"
        return (Placeholder(full, kind, slot.rendering, whole.expression + slot.trail, (), inferred),)

    def _unknown(self, slot: Slot) -> Parts:
        return (unfilled(slot, self._style, lenient=self._spread is None),)
