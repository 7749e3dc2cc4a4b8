"""Messages in annotations: Bean Validation constraints and ``@ResponseStatus``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact.languages._jvm.constraints import CONSTRAINTS, OTHERS, PACKAGES, interpolated
from sdd_impact.languages._jvm.statuses import status_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tree_sitter import Node

    from sdd_impact.languages._jvm.names import Names
    from sdd_impact.model import Statement
    from sdd_impact.syntax import Unit


class Annotations:
    """Reads the annotations of one file."""

    def __init__(self, unit: Unit, names: Names) -> None:
        self._unit = unit
        self._names = names
        self._validates = names.imports(*PACKAGES)

    def statuses(self, annotations: Iterable[Node]) -> dict[str, int]:
        """The HTTP status of each exception class that ``@ResponseStatus`` marks."""
        found: dict[str, int] = {}
        if b"@ResponseStatus" in self._unit.code.data:
            for node in annotations:
                owner = node.parent.parent if node.parent is not None else None
                if self.name(node) == "ResponseStatus" and owner is not None and owner.type == "class_declaration":
                    name = owner.child_by_field_name("name")
                    values = self.values(node)
                    status = status_of(self._unit, values.get("value") or values.get("code"))
                    if name is not None and status is not None:
                        found[self._unit.text(name)] = status
        return found

    def read(self, node: Node) -> Iterator[Statement]:
        """The message of an annotation, where it is one that somebody is shown."""
        name = self.name(node)
        if name == "ResponseStatus":
            yield from self._response_status(node)
        elif name in CONSTRAINTS or (name not in OTHERS and self._is_constraint(name)):
            values = self.values(node)
            if "message" in values:
                yield from self._constraint(node, name, values["message"], values)

    def _is_constraint(self, name: str) -> bool:
        """A constraint of the project: a file that imports Bean Validation, or an annotation out of a package of validators."""
        full = self._names.qualified(name).lower()
        return self._validates or "valid" in full or "constraint" in full

    def element(self, node: Node) -> Iterator[Statement]:
        """``String message() default "…"`` of a constraint's own declaration."""
        name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
        owner = self._unit.scope.class_at(node.start_byte)
        if name is None or value is None or self._unit.text(name) != "message":
            return
        declaration = node.parent.parent if node.parent is not None else None
        head = self._unit.code.data[declaration.start_byte : node.start_byte] if declaration is not None else b""
        label = declaration.child_by_field_name("name") if declaration is not None else None
        if b"@Constraint" in head and label is not None and owner is None:
            yield from self._constraint(node, self._unit.text(label), value, {})
        elif b"@Constraint" in head and owner is not None:
            yield from self._constraint(node, owner.name, value, {})

    def _response_status(self, node: Node) -> Iterator[Statement]:
        values = self.values(node)
        reason = values.get("reason")
        if reason is not None:
            status = status_of(self._unit, values.get("value") or values.get("code"))
            yield from self._unit.error(node, self._unit.message(reason), type="ResponseStatus", status=status, audience="api")

    def _constraint(self, node: Node, name: str, message: Node, values: Mapping[str, Node]) -> Iterator[Statement]:
        templates = [interpolated(self._unit, template, values) for template in self._unit.evaluator.texts(message)]
        opening = self._unit.evaluator.opening(message)
        yield from self._unit.error(node, templates, type=name, audience="customer", opening=opening)

    @staticmethod
    def of(declaration: Node) -> list[Node]:
        """The annotations of a declaration or parameter."""
        first = declaration.named_children[0] if declaration.named_children else None
        if first is None or first.type != "modifiers":
            return []
        return [child for child in first.named_children if child.type in ("annotation", "marker_annotation")]

    def name(self, node: Node) -> str:
        """The last name of an annotation."""
        name = node.child_by_field_name("name")
        return self._unit.text(name).rpartition(".")[2] if name is not None else ""

    def values(self, node: Node) -> dict[str, Node]:
        """The attributes of an annotation; a single unnamed one is ``value``."""
        listed = node.child_by_field_name("arguments")
        found: dict[str, Node] = {}
        for child in listed.named_children if listed is not None else ():
            if child.type == "element_value_pair":
                key, value = child.child_by_field_name("key"), child.child_by_field_name("value")
                if key is not None and value is not None:
                    found[self._unit.text(key)] = value
            elif not child.is_extra:
                found["value"] = child
        return found
