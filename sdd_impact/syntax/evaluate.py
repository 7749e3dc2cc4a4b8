"""String expressions become templates: one evaluator for all languages, told by a table which node is what.

An expression has one template per text that it can be (``a if c else b`` has two). What cannot be seen into is a placeholder
that carries its source text; nothing is guessed. Depth, number of steps and number of alternatives are bounded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sdd_impact.model import Placeholder, Template
from sdd_impact.syntax import formats, naming
from sdd_impact.syntax.describe import Describer
from sdd_impact.syntax.grammar import Argument, Hole, dotted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tree_sitter import Node

    from sdd_impact.syntax.code import Code
    from sdd_impact.syntax.grammar import Call, Formatter, Grammar
    from sdd_impact.syntax.scope import Scope

#: More alternatives than these are one placeholder.
ALTERNATIVES = 8
_DEPTH = 40
_STEPS = 3000
_PARTS = 600

Part = str | Placeholder
Parts = tuple[Part, ...]


class Known(NamedTuple):
    """What an expression prints: its alternatives, and whether it certainly is a string (``1`` prints, but ``1 + 1`` joins nothing)."""

    alternatives: tuple[Parts, ...]
    text: bool = True


#: Renderings under which a literal argument is printed as it is.
_PLAIN = frozenset(["", "%s", "!s", "%S"])
_PLAIN_NUMBER = frozenset(["%d", "%i", "%u", ":d", "%f"])


class Evaluator:
    """Evaluates the expressions of one file. ``masks`` are names of functions that mask, beside the known ones."""

    def __init__(self, code: Code, grammar: Grammar, scope: Scope, masks: tuple[str, ...] = ()) -> None:
        self._code = code
        self._grammar = grammar
        self._scope = scope
        self._describer = Describer(code, grammar, scope, masks)
        self._steps = 0
        self._open: set[int] = set()

    # --- what is asked from outside ------------------------------------------------------------------------------

    def texts(self, node: Node) -> tuple[Template, ...]:
        """The templates of an expression: at least one; one placeholder where nothing can be said."""
        known = self._begin(node)
        if known is None:
            return (Template((self.placeholder(node),)),)
        return tuple(dict.fromkeys(Template.of(*parts) for parts in known.alternatives))

    def literals(self, node: Node) -> tuple[str, ...]:
        """All texts of an expression where they are literal; empty where one is not."""
        known = self._begin(node)
        if known is None or any(not isinstance(part, str) for parts in known.alternatives for part in parts):
            return ()
        return tuple("".join(str(part) for part in parts) for parts in known.alternatives)

    def literal(self, node: Node | None) -> str | None:
        """The one literal text of an expression, or None."""
        found = self.literals(node) if node is not None else ()
        return found[0] if len(found) == 1 else None

    def is_text(self, node: Node) -> bool:
        """Whether an expression certainly is a string."""
        known = self._begin(node)
        return known is not None and known.text

    def formatted(self, style: str, node: Node, arguments: Sequence[Argument]) -> tuple[Template, ...]:
        """The templates of a format string with its arguments (keyword arguments fill named slots).

        A mapping as the only positional argument fills the named slots of printf. ``style`` is one of ``formats.STYLES``.
        """
        known = self._begin(node)
        if known is None:
            return (Template((self.placeholder(node),)),)
        filled = (self._filled(style, parts, arguments) for parts in known.alternatives)
        return tuple(dict.fromkeys(Template.of(*parts) for parts in filled))

    def value(self, node: Node) -> Template:
        """What an expression prints as the value of a field: one template."""
        return Template.of(*self._at_hole(node))

    def placeholder(self, node: Node, rendering: str = "", kind: str = "any") -> Placeholder:
        """An expression as a placeholder. A kind given by a format code is certain, except that masked stays masked."""
        described = self._describer.describe(node)
        described = described.of_kind(kind)
        if described.inferred and rendering[-1:] in "xXo" and rendering:
            described = described.of_kind("hex")
        text = self._code.folded(node)
        return Placeholder(described.name, described.kind, rendering, text, described.values, described.inferred, described.inside)

    def opening(self, node: Node) -> str:
        """The symbol that holds a message and is not defined in this file, as its own file may call it; "" where there is none."""
        for _ in range(10):
            kind = node.type
            inner = self._grammar.through[kind](node) if kind in self._grammar.through else None
            if inner is not None:
                node = inner
                continue
            if kind not in self._grammar.names and kind not in self._grammar.members:
                return ""
            name = dotted(self._code, node, self._grammar)
            if any(char in name for char in '()[]?"'):
                return ""
            bound = self._scope.lookup(name, node.start_byte)
            if bound is None or bound.imported:
                return self._foreign(name, node, bound.imported if bound else "")
            if bound.where == "parameter" or len(bound.values) != 1 or len(bound.values[0]) != 1 or bound.values[0][0] is None:
                return ""
            node = bound.values[0][0]
        return ""

    def _foreign(self, name: str, node: Node, imported: str) -> str:
        first, _, rest = name.partition(".")
        if first not in self._grammar.selves:
            return imported or (name if not self._scope.lookup(first, node.start_byte) else "")
        owner = self._scope.class_at(node.start_byte)
        bases = [base for base in self._scope.bases(owner) if not self._scope.class_named(base)] if owner else []
        return f"{bases[0]}.{rest}" if bases and "." not in rest else ""

    # --- evaluating ----------------------------------------------------------------------------------------------

    def _begin(self, node: Node) -> Known | None:
        self._steps = _STEPS
        self._open.clear()
        return self._known(node, _DEPTH)

    def _known(self, node: Node, depth: int) -> Known | None:
        """What can be said of an expression; None where it is no string expression, or too large to be looked into."""
        self._steps -= 1
        if depth <= 0 or self._steps <= 0:
            return None
        grammar, kind = self._grammar, node.type
        if kind in grammar.literals:
            return self._limited((self._pieces(grammar.literals[kind](self._code, node), depth),))
        if kind in grammar.joins and (joined := self._joined(node, depth)) is not None:
            return joined
        if kind in grammar.names or kind in grammar.members or kind in grammar.items:
            return self._resolved(node, depth)
        if kind in grammar.calls:
            call = grammar.calls[kind](self._code, node)
            return self._called(call, depth)
        if kind in grammar.constants:
            return Known((((grammar.constants[kind] or self._code.text(node)),),), text=False)
        if kind in grammar.choices and (options := grammar.choices[kind](node)):
            return self._chosen(options, depth)
        if kind in grammar.through and (inner := grammar.through[kind](node)) is not None:
            return self._known(inner, depth - 1)
        return None

    def _limited(self, alternatives: tuple[Parts, ...], *, text: bool = True) -> Known | None:
        unique = tuple(dict.fromkeys(Template.of(*parts).parts for parts in alternatives))
        if len(unique) > ALTERNATIVES or any(len(parts) > _PARTS for parts in unique):
            return None
        return Known(unique, text)

    def _pieces(self, pieces: Sequence[str | Hole], depth: int) -> Parts:
        parts: list[Part] = []
        for piece in pieces:
            if isinstance(piece, Hole):
                parts += self._hole(piece.node, piece.rendering, piece.kind, depth - 1)
            else:
                parts.append(piece)
        return tuple(parts)

    def _at_hole(self, node: Node) -> Parts:
        self._steps = _STEPS
        self._open.clear()
        return self._hole(node, "", "any", _DEPTH)

    def _hole(self, node: Node, rendering: str, kind: str, depth: int) -> Parts:
        """An argument in its hole: literal text where it is known, else one placeholder."""
        known = self._known(node, depth) if self._may_be_inlined(node) else None
        if known is None:
            return (self.placeholder(node, rendering, kind),)
        plain = rendering in _PLAIN or (rendering in _PLAIN_NUMBER and not known.text)
        if len(known.alternatives) == 1 and plain:
            parts = known.alternatives[0]
            if parts and any(isinstance(part, str) for part in parts) or not parts:
                return parts
            return (
                parts
                if isinstance(parts[0], Placeholder) and parts[0].kind != "any"
                else (self.placeholder(node, rendering, kind),)
            )
        values = tuple("".join(str(part) for part in parts) for parts in known.alternatives)
        if all(isinstance(part, str) for parts in known.alternatives for part in parts) and plain:
            name = "|".join(values)
            described = self.placeholder(node, rendering, kind)
            shown = described.name if node.type not in self._grammar.choices else name if len(name) <= 40 else ""
            return (Placeholder(shown.replace("{", "").replace("}", ""), "enum", rendering, described.expression, values),)
        return (self.placeholder(node, rendering, kind),)

    def _may_be_inlined(self, node: Node) -> bool:
        """An attribute of the object itself may be another one in a subclass, unless its name says that it is a constant."""
        if node.type in self._grammar.members or (self._grammar.bare_fields and node.type in self._grammar.names):
            name = dotted(self._code, node, self._grammar)
            last = name.rpartition(".")[2]
            if name.partition(".")[0] in self._grammar.selves:
                return last.isupper()
        return True

    def _joined(self, node: Node, depth: int) -> Known | None:
        operators = self._grammar.joins[node.type]
        if not operators:
            parts: list[Part] = []
            for child in node.named_children:
                if not child.is_extra:
                    parts += self._hole(child, "", "any", depth - 1)
            return self._limited((tuple(parts),))
        operands, formatted = self._operands(node, operators)
        if formatted is not None:
            return self._operator_formatted(formatted, depth)
        if len(operands) < 2:
            return None
        knowns = [self._known(operand, depth - 1) for operand in operands]
        first = next((index for index, known in enumerate(knowns) if known is not None and known.text), None)
        if first is None:
            return None
        joined: list[Part] = []
        if first > 1:  # 1 + 2 + "a": what stands before the first string is arithmetic
            joined.append(Placeholder("", "any", "", ""))
            operands, knowns = operands[first:], knowns[first:]
        for operand in operands:
            joined += self._hole(operand, "", "any", depth - 1)
        return self._limited((tuple(joined),))

    def _operands(self, node: Node, operators: frozenset[str]) -> tuple[list[Node], Node | None]:
        """The operands of a chain of joins, flattened without recursion; or the node itself where it formats (``%``)."""
        operands: list[Node] = []
        here: Node | None = node
        while here is not None and here.type in self._grammar.joins and len(operands) < _PARTS:
            operator = here.child_by_field_name("operator")
            if operator is None or operator.type not in operators:
                break
            left, right = here.child_by_field_name("left"), here.child_by_field_name("right")
            if left is None or right is None:
                return [], None
            operands.append(right)
            here = left
        if not operands:
            operator = node.child_by_field_name("operator")
            formats_it = operator is not None and operator.type == self._grammar.printf_operator.get(node.type)
            return [], node if formats_it else None
        if here is not None:
            operands.append(here)
        operands.reverse()
        return operands, None

    def _operator_formatted(self, node: Node, depth: int) -> Known | None:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        known = self._known(left, depth - 1) if left is not None else None
        if known is None or not known.text or right is None:
            return None
        arguments = [Argument(right)]
        if right.type in self._grammar.sequences:
            arguments = [Argument(child, "", child.type.endswith("splat")) for child in right.named_children if not child.is_extra]
        elif right.type not in self._grammar.mappings and self._slots(known) > 1:
            arguments = [Argument(right, "", spread=True)]  # a tuple by name
        style = self._grammar.printf_style
        return self._limited(tuple(self._filled(style, parts, arguments, depth) for parts in known.alternatives))

    def _slots(self, known: Known) -> int:
        cut = formats.STYLES[self._grammar.printf_style]
        return max(
            sum(isinstance(piece, formats.Slot) for part in parts if isinstance(part, str) for piece in cut(part))
            for parts in known.alternatives
        )

    def _chosen(self, options: Sequence[Node], depth: int) -> Known | None:
        alternatives: list[Parts] = []
        seen = text = False
        for option in options:
            known = self._known(option, depth - 1)
            seen = seen or known is not None
            text = text or (known is not None and known.text)
            alternatives += known.alternatives if known else [(self.placeholder(option),)]
        return self._limited(tuple(alternatives), text=text) if seen else None

    def _resolved(self, node: Node, depth: int) -> Known | None:
        """The texts of a name, a member or an element, from the values that it can have."""
        if node.type in self._grammar.items:
            return self._element(node, depth)
        name = dotted(self._code, node, self._grammar)
        bound = self._scope.lookup(name, node.start_byte)
        if bound is None and node.type in self._grammar.members:
            return self._of_member(node, depth) or self._of_mapping(node, depth)
        if bound is None or bound.exception:
            return None
        if bound.enum in ("name", "qualified"):
            return Known((((name if bound.enum == "qualified" else name.rpartition(".")[2]),),), text=False)
        alternatives: list[Parts] = []
        seen = text = False
        for value in bound.values:
            known = self._value_known(value, depth)
            seen = seen or known is not None
            text = text or (known is not None and known.text)
            alternatives += known.alternatives if known else [(self.placeholder(node),)]
        return self._limited(tuple(alternatives), text=text) if seen else None

    def _value_known(self, value: tuple[Node | None, ...], depth: int) -> Known | None:
        parts: list[Part] = []
        single = len(value) == 1
        text = False
        for node in value:
            if node is None or node.id in self._open:
                if single:
                    return None
                parts.append(Placeholder("", "any", "", self._code.folded(node) if node is not None else ""))
                continue
            self._open.add(node.id)
            known = self._known(node, depth - 1)
            self._open.discard(node.id)
            if single:
                return known
            text = text or (known is not None and known.text)
            parts += known.alternatives[0] if known and len(known.alternatives) == 1 else [self.placeholder(node)]
        return self._limited((tuple(parts),)) if text else None

    def _element(self, node: Node, depth: int) -> Known | None:
        """``MESSAGES["reset"]`` where MESSAGES is a mapping in this file."""
        value_field, index_field = self._grammar.items[node.type]
        value, index = node.child_by_field_name(value_field), node.child_by_field_name(index_field)
        if value is None or index is None or index.type not in self._grammar.literals:
            return None
        known = self._known(index, depth - 1)
        if known is None or len(known.alternatives) != 1:
            return None
        return self._picked(value, "".join(str(part) for part in known.alternatives[0]), depth)

    def _of_member(self, node: Node, depth: int) -> Known | None:
        """``Color.RED.value`` and ``Color.RED.name`` of an enum in this file."""
        owner_field, name_field = self._grammar.members[node.type]
        owner, last = node.child_by_field_name(owner_field), node.child_by_field_name(name_field)
        if (
            owner is None
            or last is None
            or self._code.text(last) not in ("value", "name")
            or owner.type not in self._grammar.members
        ):
            return None
        name = dotted(self._code, owner, self._grammar)
        bound = self._scope.lookup(name, owner.start_byte)
        if bound is None or not bound.enum:
            return None
        if self._code.text(last) == "name":
            return Known(((name.rpartition(".")[2],),))
        return self._value_known(bound.values[0], depth) if len(bound.values) == 1 else None

    def _of_mapping(self, node: Node, depth: int) -> Known | None:
        """``Errors.NOT_FOUND`` where Errors is an object literal in this file."""
        owner_field, name_field = self._grammar.members[node.type]
        owner, last = node.child_by_field_name(owner_field), node.child_by_field_name(name_field)
        return self._picked(owner, self._code.text(last), depth) if owner is not None and last is not None else None

    def _picked(self, owner: Node, key: str, depth: int) -> Known | None:
        value = self._mapping_value(owner, key, depth)
        return self._known(value, depth - 1) if value is not None else None

    def _mapping_value(self, owner: Node, key: str, depth: int) -> Node | None:
        grammar = self._grammar
        for _ in range(min(depth, 10)):
            if owner.type in grammar.mappings:
                for name, value in grammar.mappings[owner.type](self._code, owner):
                    if name is not None and self.key(name) == key:
                        return value
                return None
            if owner.type in grammar.through and (inner := grammar.through[owner.type](owner)) is not None:
                owner = inner
                continue
            if owner.type in grammar.members:
                outer, last = (owner.child_by_field_name(name) for name in grammar.members[owner.type])
                found = (
                    self._mapping_value(outer, self._code.text(last), depth - 1) if outer is not None and last is not None else None
                )
                if found is not None:
                    owner = found
                    continue
            if owner.type not in grammar.names and owner.type not in grammar.members:
                return None
            bound = self._scope.lookup(dotted(self._code, owner, grammar), owner.start_byte)
            if bound is None or len(bound.values) != 1 or len(bound.values[0]) != 1 or bound.values[0][0] is None:
                return None
            owner = bound.values[0][0]
        return None

    def key(self, node: Node) -> str:
        """A mapping's key as text: a string literal's content, else its source text (a bare property name)."""
        if node.type in self._grammar.literals:
            return "".join(piece for piece in self._grammar.literals[node.type](self._code, node) if isinstance(piece, str))
        return self._code.text(node)

    # --- calls that give strings ---------------------------------------------------------------------------------

    def _called(self, call: Call, depth: int) -> Known | None:
        formatters = self._grammar.formatters
        formatter = formatters.get(f"{call.owner.rpartition('.')[2]}.{call.name}") or formatters.get(call.name)
        if formatter is None:
            return None
        template = call.receiver if formatter.template < 0 else call.at(formatter.template)
        if template is None:
            return None
        if formatter.style in formats.STYLES:
            return self._format_called(call, formatter, template, depth)
        return _MADE[formatter.style](self, call, template, depth)

    def _format_called(self, call: Call, formatter: Formatter, template: Node, depth: int) -> Known | None:
        known = self._known(template, depth - 1)
        if (
            (known is None or not known.text)
            and formatter.template >= 0
            and (second := call.at(formatter.template + 1)) is not None
        ):
            template = second  # after a locale
            known = self._known(template, depth - 1)
        if known is None or not known.text:
            return None
        rest = [argument for argument in call.arguments if argument.node.start_byte > template.start_byte]
        if formatter.lazy and not rest:
            return known
        return self._limited(tuple(self._filled(formatter.style, parts, rest, depth) for parts in known.alternatives))

    def _same(self, _call: Call, template: Node, depth: int) -> Known | None:
        return self._known(template, depth - 1)

    def _plural(self, call: Call, _template: Node, depth: int) -> Known | None:
        return self._chosen([argument.node for argument in call.positional[:2]], depth)

    def _text(self, _call: Call, template: Node, depth: int) -> Known | None:
        known = self._known(template, depth - 1)
        return Known(known.alternatives) if known else Known(((self.placeholder(template),),))

    def _stripped(self, call: Call, template: Node, depth: int) -> Known | None:
        known = self._known(template, depth - 1)
        if known is None or call.arguments:
            return None
        return self._limited(
            tuple(_strip(parts, left=call.name not in _RIGHT, right=call.name not in _LEFT) for parts in known.alternatives)
        )

    def _dedented(self, _call: Call, template: Node, depth: int) -> Known | None:
        from textwrap import dedent

        known = self._known(template, depth - 1)
        if known is None or any(len(parts) != 1 or not isinstance(parts[0], str) for parts in known.alternatives):
            return known
        return Known(tuple((dedent(str(parts[0])),) for parts in known.alternatives))

    def _listed(self, call: Call, template: Node, depth: int) -> Known | None:
        return self._elements(template, call.at(0), depth)

    def _array_listed(self, call: Call, template: Node, depth: int) -> Known | None:
        separator = call.at(0)
        return self._elements(separator, template, depth) if separator is not None else None

    def _elements(self, separator: Node, listed: Node | None, depth: int) -> Known | None:
        known = self._known(separator, depth - 1)
        if known is None or len(known.alternatives) != 1 or listed is None or listed.type not in self._grammar.sequences:
            return None
        parts: list[Part] = []
        for index, child in enumerate(child for child in listed.named_children if not child.is_extra):
            parts += known.alternatives[0] if index else ()
            parts += self._hole(child, "", "any", depth - 1)
        return self._limited((tuple(parts),))

    def _concatenated(self, call: Call, template: Node, depth: int) -> Known | None:
        known = self._known(template, depth - 1)
        if known is None or not known.text:
            return None
        parts = list(self._hole(template, "", "any", depth - 1))
        for argument in call.positional:
            parts += self._hole(argument.node, "", "any", depth - 1)
        return self._limited((tuple(parts),))

    # --- filling slots -------------------------------------------------------------------------------------------

    def _filled(self, style: str, parts: Parts, arguments: Sequence[Argument], depth: int = _DEPTH) -> Parts:
        """Fill the slots of a format string. Only its literal parts are cut; what it interpolates itself is no format."""
        filler = _Filler(self, style, arguments, depth)
        filled: list[Part] = []
        for part in parts:
            if isinstance(part, Placeholder):
                filled.append(part)
                continue
            for piece in formats.STYLES[style](part):
                filled += (piece,) if isinstance(piece, str) else filler.fill(piece)
        if style in formats.APPENDING:
            filled += filler.rest()
        return tuple(filled)

    def mapping(self, node: Node) -> Mapping[str, Node] | None:
        """The entries of a mapping by key, also of ``dict(a=x)``; None where the node is no mapping."""
        grammar = self._grammar
        while node.type in grammar.through and (inner := grammar.through[node.type](node)) is not None:
            node = inner
        if node.type in grammar.mappings:
            return {self.key(key): value for key, value in grammar.mappings[node.type](self._code, node) if key is not None}
        if node.type in grammar.calls:
            call = grammar.calls[node.type](self._code, node)
            if call.name == "dict" and call.receiver is None:
                return {argument.keyword: argument.node for argument in call.arguments if argument.keyword and not argument.spread}
        if node.type in grammar.names:
            bound = self._scope.lookup(self._code.text(node), node.start_byte)
            if bound and len(bound.values) == 1 and len(bound.values[0]) == 1 and (value := bound.values[0][0]) is not None:
                return self.mapping(value) if value.type in grammar.mappings or value.type in grammar.calls else None
        return None

    def slot(self, node: Node, slot: formats.Slot, depth: int) -> Parts:
        """An argument in a slot, with what the slot takes from it."""
        if not slot.trail:
            return self._hole(node, slot.rendering, slot.kind, depth - 1)
        last = naming.words(slot.trail)
        owner = self._describer.describe(node).name
        name = "_".join(last[-1:])
        full = f"{owner}_{name}" if owner and name in naming.GENERIC else name
        kind = naming.kind_of_name(full) if slot.kind == "any" else slot.kind
        return (
            Placeholder(full, kind, slot.rendering, self._code.folded(node) + slot.trail, (), slot.kind == "any" and kind != "any"),
        )


#: Functions that take white space off one end only.
_LEFT, _RIGHT = frozenset(["lstrip", "trimStart", "stripLeading"]), frozenset(["rstrip", "trimEnd", "stripTrailing"])


class _Filler:
    """Gives the slots of one format string their arguments, in order."""

    def __init__(self, evaluator: Evaluator, style: str, arguments: Sequence[Argument], depth: int) -> None:
        self._evaluator = evaluator
        self._style = style
        self._depth = depth
        self._positional = [argument for argument in arguments if not argument.keyword]
        self._named = {argument.keyword: argument.node for argument in arguments if argument.keyword and not argument.spread}
        self._spread = next((at for at, argument in enumerate(self._positional) if argument.spread), None)
        self._any_named = any(argument.keyword and argument.spread for argument in arguments)
        self._next = 0
        if (
            len(self._positional) == 1
            and self._spread is None
            and (mapping := evaluator.mapping(self._positional[0].node)) is not None
        ):
            self._named = {**mapping, **self._named}

    def fill(self, slot: formats.Slot) -> Parts:
        """The parts that stand for one slot."""
        if slot.key and not slot.key.isdigit():
            if slot.key == "\0":  # takes an argument and prints nothing
                self._next += 1
                return ()
            node = self._named.get(slot.key)
            return self._evaluator.slot(node, slot, self._depth) if node is not None else self._unknown(slot)
        if slot.key:
            at = int(slot.key[:6]) - (self._style in formats.FROM_ONE)
        else:
            at = self._next + slot.extra
            self._next = at + 1
        if self._spread is not None and at >= self._spread:
            return (
                Placeholder(
                    "", slot.kind, slot.rendering, self._evaluator.placeholder(self._positional[self._spread].node).expression
                ),
            )
        if 0 <= at < len(self._positional):
            return self._evaluator.slot(self._positional[at].node, slot, self._depth)
        return self._unknown(slot)

    def rest(self) -> list[Part]:
        """The arguments that no slot took, each behind a space."""
        parts: list[Part] = []
        for argument in self._positional[self._next :]:
            parts += (" ", *self._evaluator.slot(argument.node, formats.Slot(), self._depth))
        return parts

    def _unknown(self, slot: formats.Slot) -> Parts:
        """A slot whose argument is not to be seen: literal where the library prints it so, else a placeholder by its own name."""
        if self._style in formats.LENIENT and self._spread is None:
            return (formats.slot_source(slot, self._style),)
        name = naming.snake(slot.key) if slot.key and not slot.key.isdigit() else ""
        kind = slot.kind if slot.kind != "any" else naming.kind_of_name(name) if name else "any"
        return (Placeholder(name, kind, slot.rendering, slot.key, (), slot.kind == "any" and kind != "any"),)


_MADE = {
    "same": Evaluator._same,
    "plural": Evaluator._plural,
    "text": Evaluator._text,
    "strip": Evaluator._stripped,
    "dedent": Evaluator._dedented,
    "join": Evaluator._listed,
    "array-join": Evaluator._array_listed,
    "concat": Evaluator._concatenated,
}


def _strip(parts: Parts, *, left: bool, right: bool) -> Parts:
    stripped = list(parts)
    if left and stripped and isinstance(stripped[0], str):
        stripped[0] = stripped[0].lstrip()
    if right and stripped and isinstance(stripped[-1], str):
        stripped[-1] = stripped[-1].rstrip()
    return tuple(stripped)
