"""The functions and classes of a file with the decorators and annotations that stand on them, in all languages alike."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from sdd_impact.syntax import Argument, Call, Unit, dotted
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from tree_sitter import Node


class Mark(NamedTuple):
    """A decorator or an annotation: its dotted name as written, its last name, its arguments (none where it has no parentheses)."""

    callee: str
    name: str
    arguments: tuple[Argument, ...]
    node: Node
    called: bool

    def get(self, position: int, *names: str) -> Node | None:
        """The argument at a position among those without a keyword, else the one with one of these keywords."""
        return Call(self.node, self.callee, self.name, None, self.arguments).get(position, *names)


class Piece(NamedTuple):
    """A function or a class. ``symbol`` is its dotted name, ``marks`` its decorators, ``owner`` the class around it (or None)."""

    name: str
    symbol: str
    kind: str
    node: Node
    marks: tuple[Mark, ...]
    owner: Piece | None
    top: bool


class Outline:
    """The named functions and classes of one file, in the order of the text."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """Every named function and class."""
        made: dict[int, Piece] = {}
        spans = self._unit.scope.spans
        for index, span in enumerate(spans):
            if not span.name or span.node is None:
                continue
            owner = made.get(span.parent)
            symbol = self._unit.scope.symbol(span.start)
            made[index] = Piece(
                span.name, symbol, span.kind, span.node, tuple(marks(self._unit, span.node)),
                owner if owner and owner.kind == "class" else None, span.parent < 0,
            )  # fmt: skip
        return tuple(made.values())

    @cached_property
    def functions(self) -> tuple[Piece, ...]:
        """Every named function and method."""
        return tuple(piece for piece in self.pieces if piece.kind == "function")

    @cached_property
    def classes(self) -> tuple[Piece, ...]:
        """Every named class, interface, enum and record."""
        return tuple(piece for piece in self.pieces if piece.kind == "class")

    def named(self, name: str) -> Piece | None:
        """The function (or else the class) of this name; a dotted name is looked up by its end."""
        wanted = name.rpartition(".")[2]
        fitting = [piece for piece in self.pieces if piece.name == wanted]
        exact = [piece for piece in fitting if piece.symbol == name or piece.symbol.endswith("." + name)]
        return next(iter(exact or fitting), None)

    @cached_property
    def calls(self) -> tuple[Call, ...]:
        """Every call of the file in the order of the text."""
        return tuple(self._unit.calls())

    def using(self, name: str) -> tuple[Call, ...]:
        """The calls on a name (``NAME.test(x)``) and those with it as their first argument (``x.match(NAME)``); of a dotted name the last part counts."""
        return tuple(self._users.get(name, ()))

    @cached_property
    def _users(self) -> dict[str, list[Call]]:
        found: dict[str, list[Call]] = {}
        for call in self.calls:
            names = {call.owner.rpartition(".")[2]}
            first = call.at(0)
            if first is not None and first.type in (*self._unit.grammar.names, *self._unit.grammar.members):
                names.add(self._unit.text(first).rpartition(".")[2])
            for name in names - {""}:
                found.setdefault(name, []).append(call)
        return found

    @cached_property
    def _starts(self) -> list[int]:
        return [call.node.start_byte for call in self.calls]

    def calls_in(self, node: Node) -> tuple[Call, ...]:
        """The calls inside a node, itself included."""
        first = bisect_left(self._starts, node.start_byte)
        return self.calls[first : bisect_left(self._starts, node.end_byte, first)]


def marks(unit: Unit, node: Node) -> Iterator[Mark]:
    """The decorators or annotations that stand on a function, a class, a field or a parameter."""
    for child in node.children:
        if child.type in ("modifiers", "decorator", "annotation", "marker_annotation"):
            yield from _marks_of(unit, child)
    outer = node.parent
    if outer is not None and outer.type in ("decorated_definition", "export_statement"):
        for child in outer.children:
            if child.type == "decorator":
                yield from _marks_of(unit, child)
    before = node.prev_named_sibling
    collected = []
    while outer is not None and outer.type == "class_body" and before is not None and before.type in ("decorator", "comment"):
        collected.append(before)
        before = before.prev_named_sibling
    for child in reversed(collected):
        yield from _marks_of(unit, child)


def _marks_of(unit: Unit, node: Node) -> Iterator[Mark]:
    if node.type == "modifiers":
        for child in node.named_children:
            yield from _marks_of(unit, child)
    elif node.type == "decorator" and node.named_children:
        inner = node.named_children[0]
        call = unit.call(inner)
        callee = call.callee if call else dotted(unit.code, inner, unit.grammar)
        yield Mark(callee, callee.rpartition(".")[2], call.arguments if call else (), node, call is not None)
    elif node.type in ("annotation", "marker_annotation"):
        label = node.child_by_field_name("name")
        name = unit.text(label) if label is not None else "?"
        listed = node.child_by_field_name("arguments")
        yield Mark(name, name.rpartition(".")[2], _annotated(unit, listed), node, listed is not None)


def _annotated(unit: Unit, listed: Node | None) -> tuple[Argument, ...]:
    found = []
    for child in listed.named_children if listed is not None else ():
        if child.type == "element_value_pair":
            key, value = child.child_by_field_name("key"), child.child_by_field_name("value")
            if key is not None and value is not None:
                found.append(Argument(value, unit.text(key)))
        elif not child.is_extra:
            found.append(Argument(child))
    return tuple(found)


def inside(node: Node, kind: str, limit: int = 40) -> Node | None:
    """The nearest node of a kind around a node; None where there is none."""
    here = node.parent
    while here is not None and limit:
        if here.type == kind:
            return here
        here, limit = here.parent, limit - 1
    return None


def chosen(unit: Unit, node: Node | None) -> list[str]:
    """The literal texts of a node: of one string, or of each element of a list; empty where none is known."""
    if node is None:
        return []
    if node.type in (*unit.grammar.sequences, "element_value_array_initializer"):
        texts = [unit.evaluator.literal(child) for child in node.named_children if not child.is_extra]
        return [text for text in texts if text is not None]
    text = unit.evaluator.literal(node)
    return [text] if text is not None else []
