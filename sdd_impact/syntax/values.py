"""The values behind names: constants, attributes, enum members, entries of mappings, as far as one file says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact.model import Placeholder
from sdd_impact.syntax.grammar import dotted, part
from sdd_impact.syntax.known import Known, Parts, limited

if TYPE_CHECKING:
    from tree_sitter import Node

    from sdd_impact.syntax.bindings import Bound, Value
    from sdd_impact.syntax.code import Code
    from sdd_impact.syntax.evaluate import Evaluator
    from sdd_impact.syntax.grammar import Grammar
    from sdd_impact.syntax.scope import Scope

_HOPS = 10
#: Kinds of the expression for "no value".
_NOTHING = frozenset(["none", "null", "null_literal", "undefined", "nil"])


def only(bound: Bound | None) -> Node | None:
    """The one expression that a name is bound to, or None."""
    return bound.values[0][0] if bound and len(bound.values) == 1 and len(bound.values[0]) == 1 else None


class Values:
    """Looks names up for an evaluator, and evaluates what they are bound to; a cycle of names ends as unknown."""

    def __init__(self, evaluator: Evaluator, code: Code, grammar: Grammar, scope: Scope) -> None:
        self._evaluator = evaluator
        self._code = code
        self._grammar = grammar
        self._scope = scope
        self._open: set[int] = set()

    def resolved(self, node: Node, depth: int) -> Known | None:
        """The texts of a name, a member or an element, from the values that it can have."""
        if node.type in self._grammar.items:
            return self._element(node, depth)
        name = dotted(self._code, node, self._grammar)
        if node.type in self._grammar.members and self._scope.lookup(name, node.start_byte) is None:
            return self._of_enum(node, depth) or self._of_mapping(node, depth)
        return self.named(name, node, depth)

    def named(self, name: str, node: Node, depth: int) -> Known | None:
        """The texts of a name that stands at a node."""
        bound = self._scope.lookup(name, node.start_byte)
        if bound is None or bound.exception:
            return None
        if bound.enum in ("name", "qualified"):
            return Known(((name if bound.enum == "qualified" else name.rpartition(".")[2],),), text=False)
        alternatives: list[Parts] = []
        seen = text = False
        some = [value for value in bound.values if len(value) != 1 or value[0] is None or value[0].type not in _NOTHING]
        for value in some or bound.values:  # what is None at first is set or asked about before it is printed
            known = self._value(value, depth)
            seen = seen or known is not None
            text = text or (known is not None and known.text)
            alternatives += known.alternatives if known else [(self._evaluator.placeholder(node),)]
        return limited(alternatives, text=text) if seen else None

    def _value(self, value: Value, depth: int) -> Known | None:
        """One value: an expression, or several that were appended to each other."""
        if len(value) == 1:
            return self._known(value[0], depth)
        knowns = [self._known(node, depth) for node in value]
        if not any(known is not None and known.text for known in knowns):
            return None  # numbers are added, not joined
        joined: list[Parts] = [()]
        for node, known in zip(value, knowns, strict=True):
            unknown = self._evaluator.placeholder(node) if node is not None else Placeholder("")
            more = known.alternatives if known else ((unknown,),)
            joined = [(*one, *two) for one in joined for two in more]
            if len(joined) > 64:
                return None
        return limited(joined)

    def _known(self, node: Node | None, depth: int) -> Known | None:
        if node is None or node.id in self._open:
            return None
        self._open.add(node.id)
        known = self._evaluator.known(node, depth - 1)
        self._open.discard(node.id)
        return known

    def _element(self, node: Node, depth: int) -> Known | None:
        """``MESSAGES["reset"]`` where MESSAGES is a mapping in this file."""
        value, index = (part(node, name) for name in self._grammar.items[node.type])
        if value is None or index is None or index.type not in self._grammar.literals:
            return None
        key = self._evaluator.known(index, depth - 1)
        texts = key.literals if key else None
        return self._picked(value, texts[0], depth) if texts and len(texts) == 1 else None

    def _of_enum(self, node: Node, depth: int) -> Known | None:
        """``Color.RED.value`` and ``Color.RED.name`` of an enum in this file."""
        owner, last = (part(node, name) for name in self._grammar.members[node.type])
        if owner is None or last is None or owner.type not in self._grammar.members:
            return None
        asked = self._code.text(last)
        name = dotted(self._code, owner, self._grammar)
        bound = self._scope.lookup(name, owner.start_byte) if asked in ("value", "name") else None
        if bound is None or not bound.enum:
            return None
        if asked == "name":
            return Known(((name.rpartition(".")[2],),))
        return self._known(only(bound), depth)

    def _of_mapping(self, node: Node, depth: int) -> Known | None:
        """``Errors.NOT_FOUND`` where Errors is an object literal in this file."""
        owner, last = (part(node, name) for name in self._grammar.members[node.type])
        return self._picked(owner, self._code.text(last), depth) if owner is not None and last is not None else None

    def _picked(self, owner: Node, key: str, depth: int) -> Known | None:
        value = self._entry(owner, key, _HOPS)
        return self._known(value, depth) if value is not None else None

    def _entry(self, owner: Node, key: str, hops: int) -> Node | None:
        """The value of a key in a mapping, through names and parentheses."""
        mapping = self._owner(owner, hops)
        for name, value in self._grammar.mappings[mapping.type](self._code, mapping) if mapping is not None else ():
            if name is not None and self.key(name) == key:
                return value
        return None

    def _owner(self, node: Node | None, hops: int) -> Node | None:
        """The mapping itself behind an expression; None where it is none or not to be seen."""
        grammar = self._grammar
        while node is not None and hops > 0:
            hops -= 1
            if node.type in grammar.mappings:
                return node
            inner = grammar.through[node.type](node) if node.type in grammar.through else None
            if inner is not None:
                node = inner
                continue
            if node.type not in grammar.names and node.type not in grammar.members and node.type not in grammar.items:
                return None
            entry = None
            if pair := grammar.members.get(node.type) or grammar.items.get(node.type):
                outer, last = (part(node, name) for name in pair)
                entry = self._entry(outer, self.key(last), hops) if outer is not None and last is not None else None
            node = entry or only(self._scope.lookup(dotted(self._code, node, grammar), node.start_byte))
        return None

    def key(self, node: Node) -> str:
        """A mapping's key as text: a string literal's content, else its source text (a bare property name)."""
        if node.type in self._grammar.literals:
            pieces = self._grammar.literals[node.type](self._code, node)
            return "".join(piece for piece in pieces if isinstance(piece, str))
        return self._code.text(node)

    def mapping(self, node: Node) -> dict[str, Node] | None:
        """The entries of a mapping by key, also of ``dict(a=x)``; None where the node is no mapping."""
        grammar = self._grammar
        for _ in range(_HOPS):
            if node.type in grammar.mappings:
                pairs = grammar.mappings[node.type](self._code, node)
                return {self.key(key): value for key, value in pairs if key is not None}
            if node.type in grammar.calls:
                call = grammar.calls[node.type](self._code, node)
                if call.name != "dict" or call.receiver is not None:
                    return None
                return {each.keyword: each.node for each in call.arguments if each.keyword and not each.spread}
            inner = grammar.through[node.type](node) if node.type in grammar.through else None
            if inner is None and (node.type in grammar.names or node.type in grammar.members):
                inner = only(self._scope.lookup(dotted(self._code, node, grammar), node.start_byte))
            if inner is None:
                return None
            node = inner
        return None
