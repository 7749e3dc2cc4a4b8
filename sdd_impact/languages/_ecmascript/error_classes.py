"""Error classes of a file: the text that a constructor gives to ``super``, and the status of its errors."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.languages._ecmascript import failures
from sdd_impact.languages._ecmascript.bodies import status_of
from sdd_impact.model import Location, Placeholder, Template
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from tree_sitter import Node

    from sdd_impact.languages._ecmascript.module import Module
    from sdd_impact.syntax import Call

_SUPER = late.regex(rb"\bsuper\s*\(")


class OwnText(NamedTuple):
    """The text that an error class gives to its errors, with the names of its constructor's parameters."""

    template: Template
    parameters: tuple[str, ...]
    location: Location


class ErrorClasses:
    """The error classes of one file. ``tell`` gives the messages of a call."""

    def __init__(self, module: Module, tell: Callable[[Call], tuple[Template, ...]]) -> None:
        self._module = module
        self._unit = module.unit
        self._evaluator = module.evaluator
        self._tell = tell

    @cached_property
    def texts(self) -> dict[str, OwnText]:
        """Error class of this file → the text that its constructor gives to ``super``."""
        found: dict[str, OwnText] = {}
        if b"super" not in self._unit.code.data:
            return found
        for call in self._unit.calls_with(_SUPER):
            owner = self._unit.scope.class_at(call.node.start_byte)
            own = self.own(call) if call.callee == "super" else ()
            if owner and owner.name and len(own) == 1:
                found[owner.name] = OwnText(own[0], self._parameters(call.node), self._unit.location(call.node))
        return found

    def own(self, call: Call) -> tuple[Template, ...]:
        """What ``super(…)`` says in an error class, where that has words of its own."""
        owner = self._unit.scope.class_at(call.node.start_byte)
        if owner is None or not call.arguments or not any(self._is_error(base) for base in self._unit.scope.bases(owner)):
            return ()
        return tuple(message for message in self._tell(call) if any(not literal.isspace() for literal in message.literals))

    def _is_error(self, name: str, depth: int = 6) -> bool:
        """Whether a class is an error by its name or by what it extends."""
        if failures.ERROR_NAME.fullmatch(name.rpartition(".")[2]):
            return True
        span = self._unit.scope.class_named(name)
        return depth > 0 and span is not None and any(self._is_error(base, depth - 1) for base in self._unit.scope.bases(span))

    def _parameters(self, node: Node) -> tuple[str, ...]:
        """The names of the parameters of the constructor around a node."""
        here = node.parent
        while here is not None and here.type != "method_definition":
            here = here.parent
        listed = here.child_by_field_name("parameters") if here is not None else None
        names: list[str] = []
        for each in listed.named_children if listed is not None else ():
            name = each.child_by_field_name("pattern") or each.child_by_field_name("left") or each
            names.append(self._unit.text(name))
        return tuple(names)

    def filled(self, own: OwnText, call: Call) -> tuple[Template, ...]:
        """The text of a class with the texts that this call gives for its holes; none where the call gives none."""
        given = {name: argument.node for name, argument in zip(own.parameters, call.positional, strict=False)}
        parts: list[str | Placeholder] = []
        filled = False
        for part in own.template.parts:
            node = given.get(part.expression) if isinstance(part, Placeholder) else None
            if node is not None and self._evaluator.is_text(node):
                parts += self._evaluator.value(node).parts
                filled = True
            else:
                parts.append(part)
        return (Template.of(*parts),) if filled else ()

    def status(self, name: str) -> int | None:
        """The status that a class of this file gives its errors: a field, or what its constructor assigns."""
        span = self._unit.scope.class_named(name)
        if span is None or span.node is None:
            return None
        for key in failures.STATUS_KEYS:
            bound = self._unit.scope.lookup(f"{name}.{key}", span.start)
            if (
                bound
                and len(bound.values) == 1
                and len(bound.values[0]) == 1
                and (status := status_of(self._module, bound.values[0][0]))
            ):
                return status
        return None
