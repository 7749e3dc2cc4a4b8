"""Which argument is the text, and what it prints: format strings, streams, plain texts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.languages._cfamily.names import TOLD
from sdd_impact.model import Placeholder, Template

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tree_sitter import Node

    from sdd_impact.syntax import Argument, Unit

LITERALS = frozenset(["string_literal", "raw_string_literal", "concatenated_string"])
_BRACES = late.regex(r"\{(?:\w*)?(?::[^{}]*)?\}")
_CODE = late.regex(r"%(?:%|[-#0 +'I]*(?:\*|\d+\$?)?(?:\.(?:\*|\d+)?)?(?:hh|h|ll|l|q|j|z|t|L|I64)?[diouxXscfFgGeEapmS])")
#: Parts of a stream that print nothing that is said.
_MANIPULATOR = late.regex(
    r"(?:std::)?(?:endl|flush|noflush|hex|dec|oct|fixed|scientific|boolalpha|noboolalpha|setw\(.*|setprecision\(.*|setfill\(.*|left|right|internal|showbase|uppercase)"
    r"|Qt::(?:endl|hex|dec|flush)|qSetFieldWidth\(.*",
    re.DOTALL,
)
_CONSTANT = late.regex(r"[A-Z][A-Z0-9_]{2,}|k[A-Z]\w+")
_HANDED = late.regex(r"(?i)(?:\w+_)?(?:fmt|format|msg|message|text|reason|template)")
_WORDS = late.regex(r"\S\s|\s\S")
_LONGEST_STREAM = 300


class Texts:
    """Finds and reads the texts of one file."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    def first(self, arguments: Sequence[Argument]) -> int:
        """The position of the text: the first literal, else the first other text; -1 where there is none."""
        other = -1
        for at, argument in enumerate(arguments):
            if self._written(argument.node):
                return at
            if other < 0 and self.is_text(argument.node):
                other = at
        return other

    def _written(self, node: Node) -> bool:
        """Whether a literal stands in an expression itself."""
        for _ in range(_LONGEST_STREAM):
            if node.type in LITERALS:
                return True
            if node.type == "parenthesized_expression" and node.named_children:
                node = node.named_children[0]
            elif node.type == "binary_expression" and (left := node.child_by_field_name("left")) is not None:
                right = node.child_by_field_name("right")
                if self.is_stream(node) and right is not None and right.type in LITERALS:
                    return True
                node = left
            else:
                return node.type == "call_expression" and self._unit.evaluator.is_text(node)
        return False

    def is_text(self, node: Node) -> bool:
        """Whether an expression certainly is a text."""
        if node.type in ("char_literal", "number_literal", "null", "true", "false"):
            return False
        return self._written(node) if self.is_stream(node) else self._unit.evaluator.is_text(node)

    def may_be_text(self, node: Node) -> bool:
        """Whether an expression may be the text at a place where one must stand: a constant of another file."""
        name = self._unit.text(node).rpartition("::")[2] if node.type in ("identifier", "qualified_identifier") else ""
        return self.is_text(node) or (_CONSTANT.fullmatch(name) is not None and bool(self._unit.evaluator.opening(node)))

    def is_handed(self, node: Node) -> bool:
        """Whether an expression is a parameter that holds a text by its name: the function logs what it is given."""
        name = self._unit.text(node) if node.type == "identifier" else ""
        bound = self._unit.scope.lookup(name, node.start_byte) if name and _HANDED.fullmatch(name) else None
        return bound is not None and bound.where == "parameter"

    def is_stream(self, node: Node) -> bool:
        """Whether a node is ``a << b``."""
        operator = node.child_by_field_name("operator") if node.type == "binary_expression" else None
        return operator is not None and operator.type == "<<"

    def has_words(self, templates: Sequence[Template]) -> bool:
        """Whether a text has white space in it: a sentence rather than a name."""
        return any(_WORDS.search(literal) for each in templates for literal in each.literals)

    def templates(self, node: Node, style: str, rest: Sequence[Argument]) -> tuple[Template, ...]:
        """What a text prints with the arguments behind it."""
        if self.is_stream(node):
            return (self.streamed(operands(node)),)
        style = self.style(node, rest) if style == TOLD else style
        if style:
            return self._unit.evaluator.formatted(style, node, rest)
        return self._unit.evaluator.texts(node)

    def style(self, node: Node, rest: Sequence[Argument]) -> str:
        """The format style that a text itself shows."""
        literals = "\n".join(literal for each in self._unit.evaluator.texts(node) for literal in each.literals)
        if _CODE.search(literals):
            return "c-printf"
        return "format" if rest and _BRACES.search(literals) else ""

    def streamed(self, parts: Sequence[Node], between: str = "") -> Template:
        """The text of a stream's parts; ``between`` stands between any two of them (Qt's debug streams write a blank)."""
        found: list[str | Placeholder] = []
        for part in parts:
            if _MANIPULATOR.fullmatch(self._unit.text(part)) if part.end_byte - part.start_byte < 80 else False:
                continue
            shown = self._unit.evaluator.value(part)
            found += [between if found else "", *shown.parts]
        return Template.of(*found)


def operands(node: Node) -> list[Node]:
    """The parts of ``a << b << c``, in order, without recursion; too many are cut."""
    parts: list[Node] = []
    here: Node | None = node
    for _ in range(_LONGEST_STREAM):
        operator = here.child_by_field_name("operator") if here is not None and here.type == "binary_expression" else None
        if here is None or operator is None or operator.type != "<<":
            break
        right = here.child_by_field_name("right")
        if right is not None:
            parts.append(right)
        here = here.child_by_field_name("left")
    if here is not None:
        parts.append(here)
    return parts[::-1]
