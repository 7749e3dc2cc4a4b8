"""What an argument is called and what kind of text it prints: the naming rules applied to expressions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact.syntax import naming
from sdd_impact.syntax.grammar import dotted, part
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from tree_sitter import Node

    from sdd_impact.syntax.code import Code
    from sdd_impact.syntax.grammar import Call, Grammar
    from sdd_impact.syntax.known import Known
    from sdd_impact.syntax.scope import Scope

#: A name made of source text is at most this long.
_TEXT_NAME = 40
_DEPTH = 12
_LENGTHS = frozenset(["len", "strlen", "mb_strlen"])
_CLASS_NAMES = frozenset(["__class__", "getClass", "constructor", "type", "class", "get_class", "get_debug_type"])
_OWN_NAMES = frozenset(["__name__", "__qualname__", "getSimpleName", "simpleName", "qualifiedName"])


class Described(NamedTuple):
    """A value's name, kind, whether the kind was guessed from the name, the kind it had before it was masked, all its texts."""

    name: str
    kind: str = "any"
    inferred: bool = False
    inside: str = ""
    values: tuple[str, ...] = ()

    def of_kind(self, kind: str) -> Described:
        """The same value with a kind that is certain; ``any`` changes nothing, and masked stays masked."""
        return self if kind == "any" or self.kind == "masked" else Described(self.name, kind)


class Describer:
    """Describes the expressions of one file. ``masks`` are names of functions that mask, beside the known ones."""

    def __init__(
        self,
        code: Code,
        grammar: Grammar,
        scope: Scope,
        masks: tuple[str, ...] = (),
        known: Callable[[Node, int], Known | None] | None = None,
    ) -> None:
        self._code = code
        self._grammar = grammar
        self._scope = scope
        self._masks = masks
        self._known = known

    def describe(self, node: Node, depth: int = _DEPTH) -> Described:
        """Describe an expression."""
        grammar, kind = self._grammar, node.type
        if depth <= 0:
            return Described(self._as_text(node))
        if kind in grammar.names or not node.child_count:
            return self._named(node, depth) if kind in grammar.names else self._leaf(node)
        if kind in grammar.members:
            return self._member(node, depth)
        if kind in grammar.calls:
            return self._call(grammar.calls[kind](self._code, node), node, depth)
        if kind in grammar.items:
            return self._item(node, depth)
        if kind in grammar.through and (inner := grammar.through[kind](node)) is not None:
            return self.describe(inner, depth - 1)
        if kind in grammar.choices and (options := grammar.choices[kind](node)):
            first = next((option for option in options if option.type not in (*grammar.literals, *grammar.constants)), options[0])
            found = self.describe(first, depth - 1)
            same = all(self.describe(option, depth - 1).kind == found.kind for option in options)
            return found if same else Described(found.name)
        return self._arithmetic(node, depth)

    def _arithmetic(self, node: Node, depth: int) -> Described:
        """A difference, product … of numbers; anything else is known by its text only."""
        name = self._as_text(node)
        operator = node.child_by_field_name("operator")
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if operator is None or operator.type not in ("-", "*", "/", "//", "%") or left is None or right is None:
            return Described(name)
        sides = {self.describe(left, depth - 3).kind, self.describe(right, depth - 3).kind}
        if "duration" in sides and self._grammar.typed_durations and operator.type in "-*":
            return Described(name, "duration", inferred=True)
        if sides & {"float", "duration"} or (operator.type == "/" and "int" in sides):
            return Described(name, "float", inferred=True)
        return Described(name, "int", inferred=True) if sides == {"int"} else Described(name)

    def _as_text(self, node: Node) -> str:
        text = self._code.folded(node, _TEXT_NAME + 1)
        return "" if len(text) > _TEXT_NAME or "{" in text or "}" in text else text

    def _leaf(self, node: Node) -> Described:
        text = self._code.text(node)
        return Described("" if text in naming.NOBODY else naming.snake(text) if text.isidentifier() else self._as_text(node))

    def _by_name(self, name: str) -> Described:
        kind = naming.kind_of_name(name)
        if kind == "masked":
            return Described(name, kind, inferred=True, inside=naming.kind_of_name(naming.unmasked(name)))
        return Described(name, kind, inferred=kind != "any")

    def _named(self, node: Node, depth: int) -> Described:
        return self.labelled(self._code.text(node), node, depth)

    def labelled(self, text: str, node: Node, depth: int = _DEPTH) -> Described:
        """Describe the variable of a name that stands at a node."""
        if text in naming.NOBODY:
            return Described("")
        name = naming.snake(text)
        return self._refined(self._by_name(name), text, node, depth)

    def _refined(self, guess: Described, text: str, node: Node, depth: int) -> Described:
        """A guess from a name, corrected by what the file says of it: its type, its value, the ``except`` that binds it."""
        bound = self._scope.lookup(text, node.start_byte)
        if bound is None:
            return guess
        if bound.exception:
            return Described(guess.name, "exception")
        declared = naming.kind_of_type(bound.type) if bound.type else "any"
        if declared == "any" and bound.type and (values := self._enum(bound.type.strip(": "))):
            return Described(guess.name, "enum", values=values)
        if declared != "any":
            return Described(guess.name, declared)
        if len(bound.values) == 1 and len(bound.values[0]) == 1 and (value := bound.values[0][0]) is not None:
            told = self.describe(value, depth - 3)
            if told.kind == "masked" and not (told.inferred and guess.kind != "masked"):
                return Described(guess.name, "masked", inside=told.inside)
            if not told.inferred:
                return guess.of_kind(told.kind)
            if guess.kind == "any":
                return Described(guess.name, told.kind, inferred=True)
        return guess

    def _enum(self, name: str) -> tuple[str, ...]:
        """All texts that a value of this enum prints; empty where one is not known."""
        values: list[str] = []
        for text, value in self._scope.enum_members(name):
            known = self._known(value, 4) if value is not None and self._known else None
            literals = (text,) if text else known.literals if known else None
            if not literals:
                return ()
            values += literals
        return tuple(values)

    def _member(self, node: Node, depth: int) -> Described:
        owner_field, name_field = self._grammar.members[node.type]
        owner, last = part(node, owner_field), part(node, name_field)
        text = self._code.text(last) if last is not None else ""
        if text in _OWN_NAMES and owner is not None:
            return Described(self.describe(owner, depth - 1).name)
        if text in _CLASS_NAMES and owner is not None:
            return Described(_joined(self.describe(owner, depth - 1).name, "type"))
        if self._grammar.bare_formatters and text in self._grammar.dressing and owner is not None:
            return self.describe(owner, depth - 1)
        if self._grammar.bare_formatters and text.startswith("get") and text[3:4].isupper():
            text = text[3].lower() + text[4:]
        described = self._owned(text, owner, depth)
        if owner is not None and self._code.text(owner) in naming.NOBODY:
            return self._refined(described, dotted(self._code, node, self._grammar), node, depth)
        return described

    def _owned(self, text: str, owner: Node | None, depth: int) -> Described:
        """A name with its owner's name in front where it says nothing alone; a part of an exception is an exception's text."""
        name = naming.snake(text)
        if name not in naming.GENERIC or owner is None:
            return self._by_name(name)
        whose = self.describe(owner, depth - 1)
        full = _joined(whose.name if whose.name.replace("_", "").isalnum() else "", name)
        if whose.kind == "exception" and name in ("message", "description", "reason", "text", "args", "title"):
            return Described(full, "exception", inferred=whose.inferred)
        return self._by_name(full)

    def _item(self, node: Node, depth: int) -> Described:
        value_field, index_field = self._grammar.items[node.type]
        value, index = part(node, value_field), part(node, index_field)
        if value is None:
            return Described(self._as_text(node))
        if index is not None and (key := self._key(index)):
            return self._owned(key, value, depth)
        return Described(self.describe(value, depth - 1).name)  # an element or a slice of it: its kind is not the whole's

    def _key(self, node: Node) -> str:
        """The name in a literal key (``["user_id"]``, ``.get("user-id")``); "" for any other key."""
        pieces = self._grammar.literals[node.type](self._code, node) if node.type in self._grammar.literals else []
        text = pieces[0].replace("-", "_") if len(pieces) == 1 and isinstance(pieces[0], str) else ""
        return text if text.isidentifier() else ""

    def _is_attribute(self, call: Call) -> bool:
        """A call without arguments that only gives an attribute: ``user.name`` where every attribute is a call, but not ``e.class.name``."""
        said = self._grammar.bare_calls and call.name in naming.GENERIC and not call.arguments
        return said and call.owner.rpartition(".")[2] not in _CLASS_NAMES

    def _call(self, call: Call, node: Node, depth: int) -> Described:
        first = call.arguments[0].node if call.arguments else None
        inner = first if first is not None else call.receiver
        pair = f"{call.owner.rpartition('.')[2]}.{call.name}"
        kind = naming.CALL_KINDS.get(pair) or naming.CALL_KINDS.get(call.name, "any")
        if naming.is_mask(call.name, self._masks):
            hidden = self.describe(inner, depth - 1) if inner is not None else Described("")
            inside = hidden.inside or (
                hidden.kind if hidden.kind != "any" else naming.kind_of_name(naming.unmasked(naming.snake(call.name)))
            )
            return Described(f"{naming.snake(call.name)}({hidden.name})", "masked", inside=inside)
        if call.name in _CLASS_NAMES and inner is not None:
            return Described(_joined(self.describe(inner, depth - 1).name, "type"))
        if call.name in _OWN_NAMES and call.receiver is not None:
            return Described(self.describe(call.receiver, depth - 1).name)
        if call.name in _LENGTHS and first is not None:
            return Described(_joined(self.describe(first, depth - 1).name, "length"), "int")
        # ``buffer.toString("hex")`` shows the buffer: a literal argument only says how.
        how = call.receiver is not None and call.name == "toString" and first is not None and first.type in self._grammar.literals
        if (call.name in naming.CONVERSIONS or call.name in self._grammar.conversions) and first is not None and not how:
            return self.describe(first, depth - 1).of_kind(kind)
        if call.name == "get" and first is not None and (key := self._key(first)):
            return self._owned(key, call.receiver, depth)
        if (picked := call.at(naming.PICKING[pair]) if pair in naming.PICKING else None) is not None:
            return Described(self.describe(picked, depth - 1).name)
        if pair in naming.CALL_KINDS:
            return Described(kind, kind)
        dresses = call.name in naming.DRESSING or call.name in self._grammar.dressing
        if dresses and call.receiver is not None and not self._is_attribute(call):
            literal = call.receiver.type in self._grammar.literals
            separated = first is None or first.type in self._grammar.literals  # array.join(", "), not ", ".join(array)
            subject = first if literal or (call.name == "join" and not separated) else call.receiver
            described = self.describe(subject if subject is not None else call.receiver, depth - 1)
            # Several errors that are joined are a text like any other; a joined id is several ids.
            return Described(described.name) if call.name == "join" and kind == "any" else described.of_kind(kind)
        words = naming.words(call.name)
        name = "_".join(words[1:]) if len(words) > 1 and words[0] == "get" else "_".join(words)
        if not name:
            return Described(self._as_text(node))
        described = self._owned(name, call.receiver, depth) if not call.made else Described(name)
        return described.of_kind(kind)


def _joined(owner: str, name: str) -> str:
    return f"{owner}_{name}" if owner and not owner.endswith(name) else name
