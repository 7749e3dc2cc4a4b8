"""Messages in annotations: Bean Validation's constraints and Spring's ``@ResponseStatus``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact.languages._jvm.constraints import CONSTRAINTS, OTHERS, PACKAGES, interpolated
from sdd_impact.languages._jvm.statuses import status_of
from sdd_impact.syntax.code import kids

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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
        for node in annotations if b"@ResponseStatus" in self._unit.code.data else ():
            owner = node.parent.parent if node.parent is not None else None
            name, values = self._read(node)
            if name == "ResponseStatus" and owner is not None and owner.type == "class_declaration":
                label = owner.child_by_field_name("name")
                status = status_of(self._unit, values.get("value") or values.get("code"))
                if label is not None and status is not None:
                    found[self._unit.text(label)] = status
        return found

    def read(self, node: Node) -> Iterator[Statement]:
        """The message of an annotation, where it is one that somebody is shown."""
        name, values = self._read(node)
        if name == "ResponseStatus" and "reason" in values:
            status = status_of(self._unit, values.get("value") or values.get("code"))
            said = self._unit.message(values["reason"])
            yield from self._unit.error(node, said, type=name, status=status, audience="api")
        elif "message" in values and (name in CONSTRAINTS or (name not in OTHERS and self._is_constraint(name))):
            message = values["message"]
            templates = [interpolated(self._unit, each, values) for each in self._unit.evaluator.texts(message)]
            opening = self._unit.evaluator.opening(message)
            yield from self._unit.error(node, templates, type=name, audience="customer", opening=opening)

    def _is_constraint(self, name: str) -> bool:
        """A constraint of the project: a file that imports Bean Validation, or an annotation out of a package of validators."""
        full = self._names.qualified(name).lower()
        return self._validates or "valid" in full or "constraint" in full

    def _read(self, node: Node) -> tuple[str, dict[str, Node]]:
        """An annotation's last name and its attributes; a single unnamed one is ``value``."""
        made = next((child for child in node.named_children if child.type == "constructor_invocation"), None)
        parts = kids(made) if made is not None else []
        if not parts:
            return "", {}
        values: dict[str, Node] = {}
        for each in parts[-1].named_children if parts[-1].type == "value_arguments" else ():
            inside = kids(each)
            if inside:
                values[self._unit.text(inside[0]) if len(inside) > 1 else "value"] = inside[-1]
        return self._unit.text(parts[0]).rpartition(".")[2], values
