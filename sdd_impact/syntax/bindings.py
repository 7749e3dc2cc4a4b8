"""The nouns of a scope, and where a name's binding stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tree_sitter import Node

    from sdd_impact.syntax.grammar import Grammar

#: One possible value: the nodes whose texts are joined (None where nothing is known).
Value = tuple["Node | None", ...]


class Span(NamedTuple):
    """A function or class: its bytes, its name, the index of the span around it (-1 for the file) and its node."""

    start: int
    end: int
    name: str
    kind: str
    parent: int
    node: Node | None


class Binding(NamedTuple):
    """One place where a name gets a value. ``span`` is the index of the function or class it stands in (-1: the file)."""

    role: str
    node: Node
    value: Node | None
    type: str
    at: int
    span: int


class Place(NamedTuple):
    """All bindings of one name in one function, class or file, in the order of the text, and what they have in common.

    ``caught``: one of them catches an exception. ``declares``: one of them lives in its block. ``type``: the last declared type.
    """

    bindings: list[Binding]
    imported: bool = False
    caught: bool = False
    declares: bool = False
    type: str = ""

    @staticmethod
    def of(bindings: list[Binding]) -> Place:
        """Sum bindings up."""
        roles = {binding.role for binding in bindings}
        declared = next((binding.type for binding in reversed(bindings) if binding.type), "")
        return Place(bindings, "import" in roles, "exception" in roles, "declare" in roles, declared)


class Bound(NamedTuple):
    """What a name can be: its values, its declared type, and how it was found.

    ``where`` is ``local``, ``parameter``, ``module``, ``class`` or ``import``; ``imported`` is the dotted name it had where it comes from.
    ``exception``: a caught exception. ``enum``: for an enum's member, what it prints (``name``, ``value``, ``qualified``).
    """

    values: tuple[Value, ...]
    type: str
    where: str
    imported: str = ""
    exception: bool = False
    enum: str = ""


def holds(node: Node | None, at: int) -> bool:
    """Whether a position lies inside a node."""
    return node is not None and node.start_byte <= at < node.end_byte


def block_of(grammar: Grammar, node: Node) -> Node | None:
    """The block around a node."""
    here = node.parent
    for _ in range(60):
        if here is None or here.type in grammar.blocks:
            return here
        here = here.parent
    return None


def in_branch(binding: Binding, at: int) -> bool:
    """Whether a binding stands in a branch without a block of its own (``if (x) text = "a";``) that a position is not in."""
    here = binding.node
    for _ in range(4):
        outer = here.parent
        if outer is None:
            return False
        if outer.type == "if_statement" and here in (
            outer.child_by_field_name("consequence"),
            outer.child_by_field_name("alternative"),
        ):
            return not holds(here, at)
        here = outer
    return False


def in_loop(grammar: Grammar, binding: Binding, at: int) -> bool:
    """Whether a binding that stands after a position may yet have come before it: both are inside one loop."""
    here = binding.node.parent
    for _ in range(60):
        if here is None:
            return False
        if here.type in grammar.loops and holds(here, at):
            return True
        here = here.parent
    return True


def position(binding: Binding) -> int:
    """Where a binding stands, for looking one up in order."""
    return binding.at


def counted(bindings: list[Binding], spans: Sequence[Span], index: int) -> bool:
    """Whether a function inside of the one of this index changes a name of it by something other than ``=``; not for the file itself (-1)."""
    if index < 0:
        return False
    own = {each.span for each in bindings if each.role in ("declare", "parameter", "exception")}
    inside = (each for each in bindings if each.span != index and spans[index].start <= each.at < spans[index].end)
    return any(each.role in ("append", "unknown") and each.span not in own for each in inside)
