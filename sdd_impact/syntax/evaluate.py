"""String expressions become templates: one evaluator for all languages, told by a table which node is what.

An expression has one template per text that it can be (``a if c else b`` has two). What cannot be seen into is a placeholder
that carries its source text; nothing is guessed. Depth, number of steps and number of alternatives are bounded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact.model import Placeholder, Template
from sdd_impact.syntax.describe import Describer
from sdd_impact.syntax.grammar import Argument, Call, Hole, dotted, part
from sdd_impact.syntax.known import PARTS, Known, Part, Parts, limited
from sdd_impact.syntax.made import called, printed
from sdd_impact.syntax.slots import count, filled
from sdd_impact.syntax.values import Values, only

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tree_sitter import Node

    from sdd_impact.syntax.code import Code
    from sdd_impact.syntax.grammar import Grammar
    from sdd_impact.syntax.scope import Scope

_DEPTH = 40
_STEPS = 3000
#: Steps for one file: far more than any file written by hand needs.
_BUDGET = 3_000_000
_SHOWN = 40

#: Renderings under which a literal argument is printed as it is; the second, where it is a number.
_PLAIN = frozenset(["", "%s", "!s", "%S"])
_PLAIN_NUMBER = frozenset(["%d", "%i", "%u", ":d", "%f"])


class Evaluator:
    """Evaluates the expressions of one file. ``masks`` are names of functions that mask, beside the known ones."""

    def __init__(self, code: Code, grammar: Grammar, scope: Scope, masks: tuple[str, ...] = ()) -> None:
        self._code = code
        self._grammar = grammar
        self._scope = scope
        self._describer = Describer(code, grammar, scope, masks, self.known)
        self._values = Values(self, code, grammar, scope)
        self._steps = 0
        self._budget = _BUDGET

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
        return (known.literals or ()) if known else ()

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
        found = (filled(self, style, parts, arguments, _DEPTH) for parts in known.alternatives)
        return tuple(dict.fromkeys(Template.of(*parts) for parts in found))

    def printed(self, arguments: Sequence[Argument], *, always: bool = False) -> tuple[Template, ...]:
        """The templates of arguments printed one behind the other: a space between two where neither is a text, or ``always``."""
        self._steps = _STEPS
        known = printed(self, arguments, _DEPTH, always=always)
        if known is None:
            return (Template((Placeholder(""),)),)
        return tuple(dict.fromkeys(Template.of(*parts) for parts in known.alternatives))

    def declared(self, node: Node) -> str:
        """The declared type of a name in the file, as written; "" for anything else."""
        bound = self._scope.lookup(self._code.text(node), node.start_byte) if node.type in self._grammar.names else None
        return bound.type if bound is not None else ""

    def value(self, node: Node) -> Template:
        """What an expression prints as the value of a field: one template."""
        self._steps = _STEPS
        return Template.of(*self.hole(node, "", "any", _DEPTH))

    def mapping(self, node: Node) -> Mapping[str, Node] | None:
        """The entries of a mapping by key, also of ``dict(a=x)``; None where the node is no mapping."""
        return self._values.mapping(node)

    def key(self, node: Node) -> str:
        """A mapping's key as text: a string literal's content, else its source text (a bare property name)."""
        return self._values.key(node)

    def placeholder(self, node: Node, rendering: str = "", kind: str = "any") -> Placeholder:
        """An expression as a placeholder. A kind given by a format code is certain, except that masked stays masked."""
        described = self._describer.describe(node)
        described = described.of_kind(kind)
        if described.inferred and rendering[-1:] in "xXo" and rendering:
            described = described.of_kind("hex")
        elif rendering == "%T":  # the value's type, whatever the value is
            described = described._replace(kind="any", inferred=False, values=())
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
            value = only(bound)
            if bound.where == "parameter" or value is None:
                return ""
            node = value
        return ""

    def _foreign(self, name: str, node: Node, imported: str) -> str:
        first, _, rest = name.partition(".")
        if first not in self._grammar.selves:
            return imported or (name if not self._scope.lookup(first, node.start_byte) else "")
        owner = self._scope.class_at(node.start_byte)
        bases = [base for base in self._scope.bases(owner) if not self._scope.class_named(base)] if owner else []
        return f"{bases[0]}.{rest}" if bases and "." not in rest else ""

    # --- evaluating, for the modules that the evaluator is made of -----------------------------------------------

    def _begin(self, node: Node) -> Known | None:
        self._steps = _STEPS
        return self.known(node, _DEPTH)

    def known(self, node: Node, depth: int) -> Known | None:
        """What can be said of an expression; None where it is no string expression, or too large to be looked into."""
        self._steps -= 1
        self._budget -= 1
        if depth <= 0 or self._steps <= 0 or self._budget <= 0:
            return None
        grammar, kind = self._grammar, node.type
        if kind in grammar.literals:
            return limited([self._pieces(grammar.literals[kind](self._code, node), depth)])
        if kind in grammar.joins and (joined := self._joined(node, depth)) is not None:
            return joined
        if grammar.spelled and kind in grammar.names and (text := grammar.spelled.get(self._code.text(node))) is not None:
            return Known(((text,),))
        if kind in grammar.names or kind in grammar.members or kind in grammar.items:
            known = self._values.resolved(node, depth)
            return self._bare_call(node, depth) if known is None and grammar.bare_formatters else known
        if kind in grammar.calls:
            return called(self, grammar, grammar.calls[kind](self._code, node), depth)
        if kind in grammar.constants:
            return Known(((grammar.constants[kind] or self._code.text(node),),), text=False)
        if kind in grammar.choices and (options := grammar.choices[kind](node)):
            return self.one_of(options, depth)
        if kind in grammar.through and (inner := grammar.through[kind](node)) is not None:
            return self.known(inner, depth - 1)
        return None

    def _bare_call(self, node: Node, depth: int) -> Known | None:
        """The texts of a call without brackets, which reads like a member: ``text.stripMargin``."""
        owner, last = (part(node, name) for name in self._grammar.members.get(node.type, ("?", "?")))
        name = self._code.text(last) if last is not None else ""
        formatter = self._grammar.formatters.get(name)
        if owner is None or formatter is None or formatter.template >= 0:
            return None
        return called(self, self._grammar, Call(node, dotted(self._code, node, self._grammar), name, owner, ()), depth)

    def one_of(self, options: Sequence[Node], depth: int) -> Known | None:
        """The texts of several expressions of which one is the value."""
        alternatives: list[Parts] = []
        seen = text = False
        for option in options:
            known = self.known(option, depth - 1)
            seen = seen or known is not None
            text = text or (known is not None and known.text)
            alternatives += known.alternatives if known else [(self.placeholder(option),)]
        return limited(alternatives, text=text) if seen else None

    def hole(self, node: Node, rendering: str, kind: str, depth: int) -> Parts:
        """An argument in its hole: literal text where it is known, else one placeholder."""
        return self.hole_of(node, self.known(node, depth) if self._may_be_inlined(node) else None, rendering, kind)

    def hole_of(self, node: Node, known: Known | None, rendering: str, kind: str) -> Parts:
        """The same, for an argument of which something is known already."""
        plain = known is not None and (rendering in _PLAIN or (rendering in _PLAIN_NUMBER and not known.text))
        if known is None or not plain:
            return (self.placeholder(node, rendering, kind),)
        if (parts := known.parts) is not None:
            alone = len(parts) == 1 and isinstance(parts[0], Placeholder) and parts[0].kind == "any"
            return (self.placeholder(node, rendering, kind),) if alone else parts
        if (values := known.literals) is not None:
            return (self._listed(node, values, rendering),)
        return (self.placeholder(node, rendering, kind),)

    def _listed(self, node: Node, values: tuple[str, ...], rendering: str) -> Placeholder:
        """A value that is one of several texts."""
        described = self.placeholder(node, rendering)
        while node.type in self._grammar.through and (inner := self._grammar.through[node.type](node)) is not None:
            node = inner
        name = "|".join(values) if node.type in self._grammar.choices else described.name
        shown = name if len(name) <= _SHOWN and not set(name) & set("{}") else ""
        return Placeholder(shown, "enum", rendering, described.expression, values)

    def _may_be_inlined(self, node: Node) -> bool:
        """An attribute of the object itself may be another one in a subclass, unless its name says that it is a constant."""
        if self._grammar.own and node.type in self._grammar.names:
            return not self._code.text(node).startswith(self._grammar.own)
        if node.type in self._grammar.members:
            first, _, rest = dotted(self._code, node, self._grammar).partition(".")
            return first not in self._grammar.selves or rest.isupper()
        return True

    def _pieces(self, pieces: Sequence[str | Hole], depth: int) -> Parts:
        parts: list[Part] = []
        for piece in pieces:
            if isinstance(piece, Hole) and piece.label:
                parts += self._labelled(piece, depth - 1)
            elif isinstance(piece, Hole):
                parts += self.hole(piece.node, piece.rendering, piece.kind, depth - 1)
            else:
                parts.append(piece)
        return tuple(parts)

    def _labelled(self, hole: Hole, depth: int) -> Parts:
        """A hole that shows a variable for which there is no node."""
        known = self._values.named(hole.label, hole.node, depth)
        parts = known.parts if known is not None and hole.rendering in _PLAIN else None
        if parts is not None and not (len(parts) == 1 and isinstance(parts[0], Placeholder)):  # as where there is a node
            return parts
        told = self._describer.labelled(hole.label, hole.node).of_kind(hole.kind)
        values = known.literals if known is not None else None
        if values:
            return (Placeholder(told.name, "enum", hole.rendering, hole.label, values),)
        return (Placeholder(told.name, told.kind, hole.rendering, hole.label, told.values, told.inferred, told.inside),)

    def _joined(self, node: Node, depth: int) -> Known | None:
        """Joined texts; numbers that are added are none."""
        operators = self._grammar.joins[node.type]
        if not operators:
            children = [child for child in node.named_children if not child.is_extra]
            return limited([tuple(part for child in children for part in self.hole(child, "", "any", depth - 1))])
        operands = self._operands(node, operators)
        if len(operands) < 2:
            return self._formatted_by_operator(node, depth)
        knowns = [self.known(operand, depth - 1) if self._may_be_inlined(operand) else None for operand in operands]
        first = next((at for at, known in enumerate(knowns) if known is not None and known.text), None)
        if first is None:
            if not self._grammar.concatenates:
                return None
            first = 0
        joined: list[Part] = []
        if first > 1:  # 1 + 2 + "a": what stands before the first text is arithmetic
            joined.append(Placeholder(""))
            operands, knowns = operands[first:], knowns[first:]
        for operand, known in zip(operands, knowns, strict=True):
            joined += self.hole_of(operand, known, "", "any")
        return limited([tuple(joined)])

    def _operands(self, node: Node, operators: frozenset[str]) -> list[Node]:
        """The operands of a chain of joins, flattened without recursion."""
        operands: list[Node] = []
        here = node
        while here.type in self._grammar.joins and len(operands) < PARTS:
            operator = here.child_by_field_name("operator")
            left, right = here.child_by_field_name("left"), here.child_by_field_name("right")
            if operator is None or self._code.text(operator) not in operators or left is None or right is None:
                break
            operands.append(right)
            here = left
        return [here, *reversed(operands)]

    def _formatted_by_operator(self, node: Node, depth: int) -> Known | None:
        """``"…" % arguments``."""
        operator = node.child_by_field_name("operator")
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if operator is None or operator.type != self._grammar.printf_operator.get(node.type) or left is None or right is None:
            return None
        known = self.known(left, depth - 1)
        if known is None or not known.text:
            return None
        style = self._grammar.printf_style
        arguments = [Argument(right)]
        if right.type in self._grammar.sequences:
            children = [child for child in right.named_children if not child.is_extra]
            arguments = [Argument(child, "", child.type.endswith("splat")) for child in children]
        elif right.type not in self._grammar.mappings and max(count(style, parts) for parts in known.alternatives) > 1:
            arguments = [Argument(right, "", self.mapping(right) is None)]  # a tuple by name
        return limited(filled(self, style, parts, arguments, depth) for parts in known.alternatives)
