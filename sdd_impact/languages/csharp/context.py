"""Scopes and pushed properties: the keys that are set when a statement is reached, within one method."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.syntax.formats import STYLES, Slot
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from tree_sitter import Node

    from sdd_impact.languages.csharp.arguments import Arguments
    from sdd_impact.model import Field
    from sdd_impact.syntax import Call, Unit

#: Methods that push one key and its value, and whose they are.
_KEYED = {
    "PushProperty": ("LogContext", "GlobalLogContext"),
    "PushScopeProperty": ("ScopeContext", "MappedDiagnosticsLogicalContext"),
    "SetScoped": ("MappedDiagnosticsContext", "MappedDiagnosticsLogicalContext", "MDC", "MDLC"),
}
_WORDS = (b"BeginScope", *(name.encode() for name in _KEYED))
_PATTERN = late.regex(rb"\b(?:" + b"|".join(_WORDS) + rb")\b")
_ENDS = frozenset(["method_declaration", "constructor_declaration", "lambda_expression", "local_function_statement"])


class _Set(NamedTuple):
    """Keys that are set from ``start`` to ``end`` of the text."""

    fields: tuple[Field, ...]
    start: int
    end: int


class Context:
    """The context keys of one file, by position."""

    def __init__(self, unit: Unit, arguments: Arguments) -> None:
        self._unit = unit
        self._arguments = arguments
        self._sets: list[_Set] = []
        if any(word in unit.code.data for word in _WORDS):
            self._read()

    def at(self, at: int) -> list[Field]:
        """The keys that are set at a position, each once."""
        found = {field.name: field for each in self._sets if each.start <= at < each.end for field in each.fields}
        return list(found.values())

    def _read(self) -> None:
        for call in self._unit.calls_with(_PATTERN):
            fields = self._fields(call)
            if fields:
                self._sets.append(_Set(tuple(fields), call.node.end_byte, self._reach(call.node)))

    def _fields(self, call: Call) -> list[Field]:
        owners = _KEYED.get(call.name)
        if owners is not None:
            return self._arguments.keyed(call.at(0), call.at(1)) if call.owner.rpartition(".")[2] in owners else []
        first = call.at(0)
        if call.name != "BeginScope" or first is None:
            return []
        if self._unit.evaluator.is_text(first):
            return self._of_template(first, call)
        pairs = self._arguments.entries(first) or self._pairs(first)
        return [self._unit.field(name, value) for name, value in pairs]

    def _pairs(self, node: Node) -> list[tuple[str, Node]]:
        """``new[] { new KeyValuePair<string, object>("k", v) }``."""
        found: list[tuple[str, Node]] = []
        for element in self._arguments.elements(self._arguments.inner(node)) or ():
            call = self._unit.call(element)
            key = self._unit.evaluator.literal(call.at(0)) if call is not None and len(call.arguments) == 2 else None
            if call is not None and key and (value := call.at(1)) is not None:
                found.append((key, value))
        return found

    def _of_template(self, message: Node, call: Call) -> list[Field]:
        """``BeginScope("order {OrderId}", id)``."""
        texts = [text for each in self._unit.evaluator.texts(message) for text in each.literals]
        slots = [piece for text in texts for piece in STYLES["ordered-template"](text) if isinstance(piece, Slot)]
        rest = [each.node for each in call.positional[1:]]
        return [self._unit.field(slot.label, rest[at] if at < len(rest) else None) for at, slot in enumerate(slots) if slot.label]

    def _reach(self, node: Node) -> int:
        """The end of the ``using`` around a call; for ``using var`` and a bare call, of the block."""
        here: Node | None = node.parent
        inside: Node | None = None
        for _ in range(60):
            if here is None:
                break
            if here.type == "using_statement":
                body = here.child_by_field_name("body")
                if body is None or node.start_byte < body.start_byte:
                    return here.end_byte
            if here.type == "block" and inside is None:
                inside = here
                return inside.end_byte
            if here.type in _ENDS:
                return here.end_byte
            here = here.parent
        return node.end_byte
