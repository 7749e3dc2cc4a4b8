"""One JavaScript or TypeScript file under reading: what it imports, and small questions to its expressions."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from sdd_impact.languages._ecmascript.imports import Imported, imports
from sdd_impact.model import Field, Template

if TYPE_CHECKING:
    from tree_sitter import Node

    from sdd_impact.syntax import Unit

#: A chain of more members and calls than these comes from nowhere.
_ORIGIN = 16


class Module:
    """A file. ``unit`` is the bench's view of it."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        self.evaluator = unit.evaluator
        self.scope = unit.scope

    @cached_property
    def imports(self) -> dict[str, Imported]:
        """Every imported or required name."""
        return imports(self.unit)

    @cached_property
    def modules(self) -> frozenset[str]:
        """The names of all imported modules."""
        return frozenset(each.module for each in self.imports.values())

    def origin(self, node: Node | None) -> Imported | None:
        """The module that an expression is, or a name of it: ``pino``, ``log4js.getLogger``, ``require("debug")``."""
        name = ""
        for _ in range(_ORIGIN):
            if node is None:
                return None
            if node.type == "identifier":
                found = self.imports.get(self.unit.text(node))
                return Imported(found.module, name or found.name) if found else None
            if node.type == "member_expression":
                last = node.child_by_field_name("property")
                name = name or (self.unit.text(last) if last is not None else "")
                node = node.child_by_field_name("object")
                continue
            call = self.unit.call(node) if node.type not in ("call_expression", "new_expression") else None
            node = call.node if call else node
            function = node.child_by_field_name("constructor") or node.child_by_field_name("function")
            if function is not None and function.type == "identifier" and self.unit.text(function) == "require":
                made = self.unit.call(node)
                module = self.evaluator.literal(made.at(0)) if made else None
                return Imported(module, name) if module else None
            node = function
        return None

    # --- expressions ---------------------------------------------------------------------------------------------

    def plain(self, node: Node | None) -> Node | None:
        """An expression without parentheses, casts and ``await`` around it."""
        through = self.unit.grammar.through
        for _ in range(10):
            if (
                node is None
                or node.type in ("call_expression", "arrow_function", "assignment_expression")
                or node.type not in through
            ):
                return node
            node = through[node.type](node)
        return node

    def entries(self, node: Node | None) -> list[tuple[str, Node]] | None:
        """The entries of an object literal, also of one behind a name; a spread has the key ``...``. None for anything else."""
        node = self.plain(node)
        for _ in range(4):
            if node is None or node.type == "object":
                break
            if node.type != "identifier":
                return None
            bound = self.scope.lookup(self.unit.text(node), node.start_byte)
            if bound is None or len(bound.values) != 1 or len(bound.values[0]) != 1:
                return None
            node = self.plain(bound.values[0][0])
        if node is None or node.type != "object":
            return None
        pairs = self.unit.grammar.mappings["object"](self.unit.code, node)
        return [(self.evaluator.key(key) if key is not None else "...", value) for key, value in pairs]

    def entry(self, node: Node | None, *keys: str) -> Node | None:
        """The value of the first of these keys that an object literal has."""
        entries = dict(self.entries(node) or ())
        return next((entries[key] for key in keys if key in entries), None)

    def fields(self, node: Node, without: tuple[str, ...] = ()) -> list[Field]:
        """An object as structured fields. What is spread, or not an object literal, is one field named ``...expression``."""
        entries = self.entries(node)
        if entries is None:
            return [Field("..." + self.unit.code.folded(node, 40), self.evaluator.value(node))]
        found: list[Field] = []
        for key, value in entries:
            if key == "...":
                found += self.fields(value, without) if value.type == "object" else [self._spread(value)]
            elif key not in without:
                found.append(self.unit.field(key, value))
        return found

    def _spread(self, node: Node) -> Field:
        return Field("..." + self.unit.code.folded(node, 40), self.evaluator.value(node))

    def usual_value(self, node: Node) -> Node | None:
        """The value that a parameter has where none is given: ``function f(text = "Not found")``; None for anything else."""
        plain = self.plain(node)
        if plain is None or plain.type != "identifier":
            return None
        around = self.scope.chain(plain.start_byte)
        for binding in self.scope.bindings(self.unit.text(plain)):
            if binding.role == "parameter" and binding.span in around:
                name = self.unit.code.root.descendant_for_byte_range(binding.at, binding.at)
                owner = name.parent if name is not None else None
                return (owner.child_by_field_name("right") or owner.child_by_field_name("value")) if owner is not None else None
        return None

    def last_name(self, node: Node | None) -> str:
        """The last name of a name or member expression (``a.b?.c`` → ``c``); "" for anything else."""
        node = self.plain(node)
        if node is None:
            return ""
        if node.type in ("identifier", "shorthand_property_identifier"):
            return self.unit.text(node)
        last = node.child_by_field_name("property") if node.type == "member_expression" else None
        return self.unit.text(last) if last is not None else ""

    def is_exception(self, node: Node) -> bool:
        """Whether an expression is an error object, by its type, its ``catch`` or its name."""
        plain = self.plain(node)
        if plain is None:
            return False
        if plain.type == "new_expression":
            return self.last_name(plain.child_by_field_name("constructor")).endswith(("Error", "Exception"))
        return plain.type in ("identifier", "member_expression") and self._names_exception(plain)

    def _names_exception(self, node: Node) -> bool:
        described = self.evaluator.placeholder(node)
        return described.kind == "exception" and self.last_name(node) not in ("message", "stack", "code", "name", "toString")

    def joined(self, nodes: list[Node]) -> Template:
        """Values printed one after the other with a space between."""
        parts: list[object] = []
        for index, node in enumerate(nodes):
            parts += [" "] if index else []
            parts += self.evaluator.value(node).parts
        return Template.of(*parts)  # type: ignore[arg-type]  # the parts of templates are parts

    def thrower(self, node: Node, *kinds: str) -> Node:
        """The ``throw`` or ``return`` that an expression belongs to, for its line; else the expression itself."""
        here, parent = node, node.parent
        for _ in range(6):
            if parent is None:
                return node
            if parent.type in (kinds or ("throw_statement", "return_statement")):
                return parent
            if parent.type not in _WITHIN or (parent.type == "ternary_expression" and parent.children[0] == here):
                return node
            here, parent = parent, parent.parent
        return node


#: What may stand between an expression and the statement that throws or returns it.
_WITHIN = frozenset(
    ["parenthesized_expression", "await_expression", "as_expression", "satisfies_expression", "non_null_expression", "ternary_expression",
     "sequence_expression", "binary_expression"]
)  # fmt: skip
