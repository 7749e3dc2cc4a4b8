"""The arguments of log calls: markers, exceptions, arrays, structured arguments, levels."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.languages._jvm.frameworks import LEVELS, level_named
from sdd_impact.languages._jvm.kinds import is_name, kinds
from sdd_impact.syntax import Argument, dotted, snake

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tree_sitter import Node

    from sdd_impact.model import Field, Placeholder
    from sdd_impact.syntax import Call, Unit

_EXCEPTION_TYPE = late.regex(r"(?:Exception|Error|Throwable)$")
_MARKER_NAME = late.regex(r"marker", re.IGNORECASE)
#: Calls that give a marker: SLF4J, Log4j 2, the Logstash encoder.
_MARKER_OWNERS = frozenset(["MarkerFactory", "MarkerManager", "Markers"])
#: Structured arguments of the Logstash encoder that have one key → whether a hole shows the key too.
_KEYED = {"kv": True, "keyValue": True, "v": False, "value": False, "array": True, "a": True, "raw": False, "r": False}
#: Structured arguments that are whole objects.
_OBJECTS = frozenset(["entries", "e", "fields", "f"])
_LEVEL_NAME = late.regex(r"[A-Z][A-Z_0-9]*")


class Arguments:
    """Questions to the arguments of one file's calls."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._kinds = kinds(unit)
        self._structured = b"logstash" in unit.code.data

    # --- exceptions and markers --------------------------------------------------------------------------------------

    def is_throwable(self, node: Node) -> bool:
        """Whether an expression certainly is an exception: a caught one, one of a declared type, a new one."""
        while node.type == "parenthesized_expression" and node.named_children:
            node = node.named_children[0]
        if node.type in self._kinds.casts:
            declared = node.child_by_field_name(self._kinds.casts[node.type])
            return declared is not None and _EXCEPTION_TYPE.search(self._unit.text(declared)) is not None
        outer = self._let(node)
        if outer is not None:
            return self._let(outer) is None and self.looks_throwable(outer)
        if is_name(self._unit, node):
            bound = self._unit.scope.lookup(dotted(self._unit.code, node, self._unit.grammar), node.start_byte)
            return bound is not None and (bound.exception or _EXCEPTION_TYPE.search(bound.type.partition("<")[0]) is not None)
        call = self._unit.call(node)
        if call is not None and call.made:
            return _EXCEPTION_TYPE.search(call.name) is not None
        return call is not None and call.name in ("getCause", "getRootCause", "getTargetException", "initCause", "fillInStackTrace")

    def _let(self, node: Node) -> Node | None:
        """What Kotlin's ``it`` is in ``cause?.let { E(it) }``, or ``e`` in ``cause.let { e -> E(e) }``; None for anything else."""
        if self._unit.language != "kotlin" or node.type != "identifier":
            return None
        name, here = self._unit.text(node), node.parent
        for _ in range(12):
            if here is None or here.type in ("function_declaration", "class_body"):
                return None
            if here.type == "lambda_literal":
                listed = here.named_children[0] if here.named_children else None
                taken = self._unit.text(listed).strip() if listed is not None and listed.type == "lambda_parameters" else "it"
                call = here.parent.parent if here.parent is not None and here.parent.type == "annotated_lambda" else here.parent
                made = self._unit.call(call)
                return made.receiver if taken == name and made is not None and made.name in ("let", "also") else None
            here = here.parent
        return None

    def looks_throwable(self, node: Node) -> bool:
        """Whether an expression is an exception by its type, or by its name where nothing is known of it."""
        if self.is_throwable(node):
            return True
        return node.type in self._unit.grammar.names and self._unit.evaluator.placeholder(node).kind == "exception"

    def is_marker(self, node: Node, following: Node | None) -> bool:
        """Whether a first argument is a marker: by its type or origin; by its name where the next argument is the message."""
        call = self._unit.call(node)
        if call is not None:
            return call.owner.partition(".")[0].removesuffix("()") in _MARKER_OWNERS
        if not is_name(self._unit, node):
            return False
        text = dotted(self._unit.code, node, self._unit.grammar)
        bound = self._unit.scope.lookup(text, node.start_byte)
        if bound is not None and bound.type and bound.type != "var":
            return bound.type.rpartition(".")[2].endswith("Marker")
        if following is None or not self._unit.evaluator.is_text(following):
            return False
        return not self._unit.evaluator.is_text(node)

    # --- lists -------------------------------------------------------------------------------------------------------

    def spread(self, arguments: Sequence[Argument]) -> list[Argument]:
        """The arguments, with ``new Object[] {a, b}`` as the only one replaced by its elements."""
        if len(arguments) != 1:
            return list(arguments)
        node = arguments[0].node
        if node.type in self._kinds.arrays:
            value = node.child_by_field_name(self._kinds.arrays[node.type])
            if value is None:
                return [Argument(node, "", spread=True)]
            return [Argument(child) for child in value.named_children if not child.is_extra]
        if node.type in self._unit.grammar.names:
            bound = self._unit.scope.lookup(self._unit.text(node), node.start_byte)
            if bound is not None and bound.type.endswith("[]"):
                return [Argument(node, "", spread=True)]
        return list(arguments)

    # --- structured fields -------------------------------------------------------------------------------------------

    def fields(self, nodes: Iterable[Node]) -> list[Field]:
        """The structured fields among arguments and markers: ``kv("k", v)``, ``Markers.append("k", v).and(…)``."""
        found: list[Field] = []
        if self._structured:
            for node in nodes:
                call = self._unit.call(node)
                if call is not None:
                    found += self._fields_of(call, 12)
        return found

    def shown(self, node: Node) -> tuple[str | Placeholder, ...] | None:
        """What a hole shows of a structured argument: ``k=v`` for ``kv``, ``v`` for ``value``; None for any other argument."""
        call = self._unit.call(node) if self._structured else None
        if call is None or call.owner.rpartition(".")[2] not in ("", "StructuredArguments"):
            return None
        value = call.at(0) if call.name in _OBJECTS else call.at(1) if call.name in _KEYED else None
        if value is None:
            return None
        key = self._unit.evaluator.literal(call.at(0)) if _KEYED.get(call.name) else None
        return (f"{key}=" if key else "", *self._unit.evaluator.value(value).parts)

    def _fields_of(self, call: Call, depth: int) -> list[Field]:
        if depth <= 0:
            return []
        found: list[Field] = []
        receiver = self._unit.call(call.receiver)
        if receiver is not None:
            found += self._fields_of(receiver, depth - 1)
        if call.name == "and" and (inner := self._unit.call(call.at(0))) is not None:
            found += self._fields_of(inner, depth - 1)
        elif call.name == "append" or (call.name in _KEYED and call.owner.rpartition(".")[2] in ("", "StructuredArguments")):
            found += self.keyed(call)
        return found

    def keyed(self, call: Call, position: int = 0) -> list[Field]:
        """The field of a call that takes key and value, where the key is literal."""
        key = self._unit.evaluator.literal(call.at(position))
        return [self._unit.field(key, call.at(position + 1))] if key else []

    # --- levels ------------------------------------------------------------------------------------------------------

    def is_level(self, node: Node) -> bool:
        """Whether an expression is a level: ``Level.WARN``, ``WARN``, ``System.Logger.Level.INFO``, ``level``, ``getLevel()``."""
        text = dotted(self._unit.code, node, self._unit.grammar)
        owner, _, last = text.rpartition(".")
        if snake(last.removesuffix("()")).endswith("level"):
            return True
        if not is_name(self._unit, node) or not _LEVEL_NAME.fullmatch(last):
            return self.level(node) is not None
        return owner.rpartition(".")[2] in ("Level", "LogLevel", "Priority", "Severity", "EventLevel") or last.lower() in LEVELS

    def level(self, node: Node | None, depth: int = 4) -> str | None:
        """The level that an expression is, None where it is not known here."""
        if node is None or depth <= 0:
            return None
        text = dotted(self._unit.code, node, self._unit.grammar)
        last = text.rpartition(".")[2]
        if is_name(self._unit, node):
            if _LEVEL_NAME.fullmatch(last) and (last.lower() in LEVELS or ".Level." in f".{text}"):
                return level_named(last)
            bound = self._unit.scope.lookup(text, node.start_byte)
            values = bound.values if bound is not None else ()
            return self.level(values[0][0], depth - 1) if len(values) == 1 and len(values[0]) == 1 else None
        call = self._unit.call(node)
        if call is not None and call.name in ("forName", "parse", "toLevel", "getLevel", "valueOf"):
            name = self._unit.evaluator.literal(call.at(0))
            return level_named(name) if name else None
        literal = self._unit.evaluator.literal(node)
        return level_named(literal) if literal and literal.lower() in LEVELS else None
