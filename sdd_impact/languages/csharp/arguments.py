"""What the arguments of a call are: exceptions, event ids, levels, lists, named values."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.languages.csharp.libraries import LEVEL_NAMES, LEVEL_TYPES
from sdd_impact.languages.csharp.names import plain
from sdd_impact.syntax import Argument, dotted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tree_sitter import Node

    from sdd_impact.model import Field
    from sdd_impact.syntax import Unit

_EXCEPTION_TYPE = late.regex(r"(?:Exception|ExceptionDispatchInfo)$")
_EXCEPTION_MEMBERS = frozenset(["InnerException", "Exception", "SourceException", "ErrorException"])
_EVENT_ID = late.regex(r"(?:Event(?:Id|s|Ids)?|(?:^|[a-z])Codes?)$", re.IGNORECASE)
_INTEGERS = frozenset(["int", "uint", "short", "ushort", "long", "ulong", "byte", "Int32", "EventId"])
_PROVIDER = late.regex(r"CultureInfo|FormatProvider|InvariantCulture|CurrentCulture", re.IGNORECASE)
_LISTS = frozenset(["array_creation_expression", "implicit_array_creation_expression", "collection_expression"])


class Arguments:
    """Questions to the arguments in one file."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    def dotted(self, node: Node) -> str:
        """The dotted text of an expression."""
        return dotted(self._unit.code, node, self._unit.grammar)

    def inner(self, node: Node) -> Node:
        """An expression without parentheses, casts and ``!``."""
        for _ in range(10):
            through = self._unit.grammar.through.get(node.type)
            deeper = (
                through(node) if through is not None and node.type not in ("lambda_expression", "assignment_expression") else None
            )
            if deeper is None:
                break
            node = deeper
        return node

    # --- exceptions, event ids, providers ------------------------------------------------------------------------------

    def is_exception(self, node: Node) -> bool:
        """Whether an expression is an exception: by its type, by where it comes from, by its name where no more is known."""
        node = self.inner(node)
        if node.type in ("identifier", "member_access_expression", "conditional_access_expression"):
            text = self.dotted(node)
            bound = self._unit.scope.lookup(text, node.start_byte)
            if bound is not None and bound.exception:
                return True
            if bound is not None and bound.type and bound.type != "var":
                return _EXCEPTION_TYPE.search(plain(bound.type)) is not None
            last = text.rpartition(".")[2]
            return last in _EXCEPTION_MEMBERS or (
                node.type == "identifier" and self._unit.evaluator.placeholder(node).kind == "exception" and not self.is_text(node)
            )
        call = self._unit.call(node)
        if call is None:
            return False
        return (call.made and _EXCEPTION_TYPE.search(call.name) is not None) or call.name in (
            "GetBaseException",
            "Demystify",
            "Flatten",
        )

    def is_event_id(self, node: Node) -> bool:
        """Whether an expression is an event's id: a number, ``(int)ErrorCode.Gone``, ``new EventId(…)``, something called so."""
        if self._is_number_by_cast(node):
            return True
        node = self.inner(node)
        if node.type == "integer_literal":
            return True
        call = self._unit.call(node)
        if call is not None:
            return call.made and call.name == "EventId"
        if node.type not in ("identifier", "member_access_expression"):
            return False
        text = self.dotted(node)
        bound = self._unit.scope.lookup(text, node.start_byte)
        if bound is not None and bound.type and bound.type != "var":
            declared = plain(bound.type).rpartition(".")[2]
            return declared in ("EventId", "int") or declared.endswith("ErrorCode")
        owner, _, last = text.rpartition(".")
        return _EVENT_ID.search(last) is not None or _EVENT_ID.search(owner.rpartition(".")[2]) is not None

    def _is_number_by_cast(self, node: Node) -> bool:
        declared = node.child_by_field_name("type") if node.type == "cast_expression" else None
        return declared is not None and self._unit.text(declared) in _INTEGERS

    def is_provider(self, node: Node) -> bool:
        """Whether an expression tells the culture to format in."""
        return _PROVIDER.search(self.dotted(node)) is not None

    def is_text(self, node: Node) -> bool:
        """Whether an expression certainly is a text, or is declared as one."""
        if self._unit.evaluator.is_text(node):
            return True
        node = self.inner(node)
        return node.type == "identifier" and plain(self._unit.evaluator.declared(node)) in ("string", "String")

    def is_worded(self, node: Node) -> bool:
        """Whether an expression is a text with white space: a sentence rather than a name, a key or a code."""
        evaluator = self._unit.evaluator
        return evaluator.is_text(node) and any(" " in literal for each in evaluator.texts(node) for literal in each.literals)

    # --- levels --------------------------------------------------------------------------------------------------------

    def is_level(self, node: Node) -> bool:
        """Whether an expression is a level: ``LogLevel.Warning``, ``level``."""
        node = self.inner(node)
        if node.type in ("conditional_expression", "switch_expression"):
            options = self._unit.grammar.choices[node.type](node)
            return bool(options) and self.is_level(options[0])
        text = self.dotted(node)
        owner, _, last = text.rpartition(".")
        if owner.rpartition(".")[2] in LEVEL_TYPES:
            return True
        bound = self._unit.scope.lookup(text, node.start_byte)
        declared = plain(bound.type).rpartition(".")[2] if bound is not None else ""
        return (
            declared in LEVEL_TYPES or (declared in ("", "var") and last.lower().endswith("level")) or self.level(node) is not None
        )

    def level(self, node: Node | None, depth: int = 4) -> str | None:
        """The level that an expression is, None where it is not known here."""
        if node is None or depth <= 0:
            return None
        node = self.inner(node)
        if node.type in ("conditional_expression", "switch_expression"):
            found = {self.level(option, depth - 1) for option in self._unit.grammar.choices[node.type](node)}
            return found.pop() if len(found) == 1 else None
        if node.type not in ("identifier", "member_access_expression"):
            return None
        text = self.dotted(node)
        owner, _, last = text.rpartition(".")
        if owner.rpartition(".")[2] in LEVEL_TYPES:
            return LEVEL_NAMES.get(last.lower(), last.lower())
        bound = self._unit.scope.lookup(text, node.start_byte)
        values = bound.values if bound is not None and bound.where != "parameter" else ()
        return self.level(values[0][0], depth - 1) if len(values) == 1 and len(values[0]) == 1 else None

    # --- lists and names -----------------------------------------------------------------------------------------------

    def spread(self, arguments: Sequence[Argument]) -> list[Argument]:
        """The arguments that fill a message: a list that is written out as the only one is replaced by its elements."""
        listed = [Argument(each.node, "", each.spread) for each in arguments]
        if len(listed) != 1:
            return listed
        node = self.inner(listed[0].node)
        if node.type in _LISTS:
            elements = self.elements(node)
            return [Argument(each) for each in elements] if elements is not None else [Argument(node, "", spread=True)]
        if node.type == "identifier" and self._unit.evaluator.declared(node).rstrip("?").endswith("[]"):
            return [Argument(node, "", spread=True)]
        return listed

    def elements(self, node: Node) -> list[Node] | None:
        """The elements of a list that is written out; None where it is not."""
        if node.type == "collection_expression":
            held = [
                child.named_children[0]
                for child in node.named_children
                if child.type == "collection_element" and child.named_children
            ]
            if any(each.type == "spread_element" for each in held):
                return None
            return [each.named_children[0] if each.type == "expression_element" and each.named_children else each for each in held]
        body = next((child for child in node.named_children if child.type == "initializer_expression"), None)
        return [child for child in body.named_children if not child.is_extra] if body is not None else None

    def entries(self, node: Node | None) -> list[tuple[str, Node]]:
        """The keys and values of ``new Dictionary<…> { ["k"] = v }``, ``new { k = v }``, ``new X { K = v }``."""
        if node is None:
            return []
        node = self.inner(node)
        if node.type == "identifier":
            bound = self._unit.scope.lookup(self._unit.text(node), node.start_byte)
            value = bound.values[0][0] if bound is not None and len(bound.values) == 1 and len(bound.values[0]) == 1 else None
            node = self.inner(value) if value is not None else node
        body = node
        if node.type in ("object_creation_expression", "implicit_object_creation_expression"):
            body = next((child for child in node.named_children if child.type == "initializer_expression"), node)
        reader = self._unit.grammar.mappings.get(body.type)
        found: list[tuple[str, Node]] = []
        for key, value in reader(self._unit.code, body) if reader is not None else ():
            name = self._key(key)
            if name:
                found.append((name, value))
        return found

    def _key(self, key: Node | None) -> str:
        if key is None:
            return ""
        literal = (
            self._unit.evaluator.literal(key)
            if key.type in self._unit.grammar.literals or key.type in self._unit.grammar.calls
            else None
        )
        return literal or (self._unit.text(key) if key.type == "identifier" else self._unit.evaluator.literal(key) or "")

    def keyed(self, key: Node | None, value: Node | None) -> list[Field]:
        """The field of a literal key."""
        name = self._unit.evaluator.literal(key) if key is not None else None
        return [self._unit.field(name, value)] if name else []
