"""What a file imports: ``import`` and ``require`` in all their forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from tree_sitter import Node

    from sdd_impact.syntax import Unit

_REQUIRE = late.regex(rb"\brequire\s*\(")


class Imported(NamedTuple):
    """Where a local name comes from: the module, and the name that it has there ("" for the module itself or its default)."""

    module: str
    name: str = ""


def imports(unit: Unit) -> dict[str, Imported]:
    """Every imported or required name of a file."""
    return _Imports(unit).found


class _Imports:
    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self.found: dict[str, Imported] = {}
        for statement in unit.code.root.named_children:
            if statement.type == "import_statement":
                self._statement(statement)
        for call in unit.calls_with(_REQUIRE):
            source, declarator = call.at(0), call.node.parent
            if (
                call.callee == "require"
                and source is not None
                and declarator is not None
                and declarator.type == "variable_declarator"
            ):
                self._pattern(declarator.child_by_field_name("name"), self._quoted(source))

    def _statement(self, statement: Node) -> None:
        clause = next(iter(statement.named_children), None)
        source = statement.child_by_field_name("source")
        if clause is not None and clause.type == "import_require_clause":
            source = clause.child_by_field_name("source")
        if clause is not None and source is not None:
            self._clause(clause, self._quoted(source))

    def _quoted(self, node: Node) -> str:
        return self._unit.text(node).strip("\"'`")

    def _clause(self, clause: Node, module: str) -> None:
        """The names of ``import a, { b as c }``, ``import * as d``, ``import e = require()``."""
        for part in clause.named_children:
            if part.type == "identifier":
                self.found[self._unit.text(part)] = Imported(module)
            elif part.type == "namespace_import" and part.named_children:
                self.found[self._unit.text(part.named_children[0])] = Imported(module)
            elif part.type == "named_imports":
                for each in part.named_children:
                    name, alias = each.child_by_field_name("name"), each.child_by_field_name("alias")
                    if name is not None:
                        self._found(name, alias or name, module)

    def _pattern(self, pattern: Node | None, module: str) -> None:
        """The names of ``const a = require()`` and ``const { b, c: d } = require()``."""
        if pattern is None:
            return
        if pattern.type == "identifier":
            self.found[self._unit.text(pattern)] = Imported(module)
            return
        for each in pattern.named_children if pattern.type == "object_pattern" else ():
            if each.type == "shorthand_property_identifier_pattern":
                self._found(each, each, module)
            elif each.type == "pair_pattern":
                name, local = each.child_by_field_name("key"), each.child_by_field_name("value")
                if name is not None and local is not None and local.type == "identifier":
                    self._found(name, local, module)

    def _found(self, name: Node, local: Node, module: str) -> None:
        text = self._unit.text(name)
        self.found[self._unit.text(local)] = Imported(module, "" if text == "default" else text)
