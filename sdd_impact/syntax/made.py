"""Calls that make strings: formatting, joining, translating, trimming. The grammar's ``formatters`` say which call does what."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact.model import Placeholder
from sdd_impact.syntax import formats, margins
from sdd_impact.syntax.known import ALTERNATIVES, Known, Part, Parts, limited
from sdd_impact.syntax.slots import filled

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tree_sitter import Node

    from sdd_impact.syntax.evaluate import Evaluator
    from sdd_impact.syntax.grammar import Argument, Call, Formatter, Grammar

# Functions that take white space off one end only.
_LEFT = frozenset(["lstrip", "trimStart", "stripLeading", "ltrim", "TrimStart"])
_RIGHT = frozenset(["rstrip", "trimEnd", "stripTrailing", "chomp", "rtrim", "TrimEnd"])


def called(evaluator: Evaluator, grammar: Grammar, call: Call, depth: int) -> Known | None:
    """The texts that a call makes; None where it makes no string that can be seen into."""
    formatters = grammar.formatters
    formatter = formatters.get(f"{call.owner.rpartition('.')[2]}.{call.name}") or formatters.get(call.name)
    if formatter is not None and formatter.empty and not _tells_text(evaluator, call, depth):
        parent = call.node.parent  # one that a variable holds grows elsewhere
        return Known(((),)) if parent is not None and parent.type in grammar.members else None
    template = call.receiver if formatter and formatter.template < 0 else call.at(formatter.template) if formatter else None
    if formatter is None or template is None:
        return None
    if formatter.style in formats.STYLES:
        return _formatted(evaluator, call, formatter, template, depth)
    if formatter.style in ("join", "array-join"):
        separator, listed = (template, call.at(formatter.template + 1)) if formatter.style == "join" else (call.at(0), template)
        return _listed(evaluator, grammar, separator, listed, depth)
    known = evaluator.known(template, depth - 1)
    if formatter.of_text and (known is None or not known.text):
        return None
    return _MADE[formatter.style](evaluator, call, template, known, depth)


def _tells_text(evaluator: Evaluator, call: Call, depth: int) -> bool:
    first = call.at(0)
    known = evaluator.known(first, depth - 1) if first is not None else None
    return known is not None and known.text


def _formatted(evaluator: Evaluator, call: Call, formatter: Formatter, template: Node, depth: int) -> Known | None:
    known = evaluator.known(template, depth - 1)
    if (known is None or not known.text) and formatter.template >= 0:
        second = call.at(formatter.template + 1)  # after a locale
        known = evaluator.known(second, depth - 1) if second is not None else None
        template = second if second is not None else template
    if known is None or not known.text:
        return None
    rest = [argument for argument in call.arguments if argument.node.start_byte > template.start_byte]
    if formatter.lazy and not rest:
        return known
    return limited(filled(evaluator, formatter.style, parts, rest, depth) for parts in known.alternatives)


def _listed(evaluator: Evaluator, grammar: Grammar, separator: Node | None, listed: Node | None, depth: int) -> Known | None:
    """The elements of a list that is written out, with a text between them."""
    known = evaluator.known(separator, depth - 1) if separator is not None else None
    between = known.parts if known else None
    if between is None or listed is None or listed.type not in grammar.sequences:
        return None
    parts: list[Part] = []
    for index, child in enumerate(child for child in listed.named_children if not child.is_extra):
        parts += between if index else ()
        parts += evaluator.hole(child, "", "any", depth - 1)
    return limited([tuple(parts)])


def _same(_evaluator: Evaluator, _call: Call, _template: Node, known: Known | None, _depth: int) -> Known | None:
    return known


def _plural(evaluator: Evaluator, call: Call, _template: Node, _known: Known | None, depth: int) -> Known | None:
    return evaluator.one_of([argument.node for argument in call.positional[:2]], depth)


def _text(evaluator: Evaluator, _call: Call, template: Node, known: Known | None, _depth: int) -> Known | None:
    return Known(known.alternatives) if known else Known(((evaluator.placeholder(template),),))


def _stripped(_evaluator: Evaluator, call: Call, _template: Node, known: Known | None, _depth: int) -> Known | None:
    if known is None or len(call.arguments) > (call.receiver is None):  # which characters are taken off is said
        return None
    return limited(_strip(parts, left=call.name not in _RIGHT, right=call.name not in _LEFT) for parts in known.alternatives)


def _strip(parts: Parts, *, left: bool, right: bool) -> Parts:
    stripped = list(parts)
    if left and stripped and isinstance(stripped[0], str):
        stripped[0] = stripped[0].lstrip()
    if right and stripped and isinstance(stripped[-1], str):
        stripped[-1] = stripped[-1].rstrip()
    return tuple(stripped)


def _dedented(_evaluator: Evaluator, _call: Call, _template: Node, known: Known | None, _depth: int) -> Known | None:
    from textwrap import dedent

    literals = known.literals if known else None
    return Known(tuple((dedent(text),) for text in literals)) if literals else known


def _concatenated(evaluator: Evaluator, call: Call, template: Node, known: Known | None, depth: int) -> Known | None:
    parts = list(evaluator.hole_of(template, known, "", "any"))
    for argument in call.positional:
        if argument.node != template:
            parts += evaluator.hole(argument.node, "", "any", depth - 1)
    return limited([tuple(parts)])


def _descriptor(evaluator: Evaluator, call: Call, template: Node, _known: Known | None, depth: int) -> Known | None:
    """A message descriptor, its values in a second object: ``formatMessage({id, defaultMessage}, {name})``."""
    entries = evaluator.mapping(template) or {}
    text = entries.get("defaultMessage", entries.get("id"))
    known = evaluator.known(text, depth - 1) if text is not None else None
    if known is None or not known.text:
        return None
    return limited(filled(evaluator, "format", parts, call.arguments[1:], depth) for parts in known.alternatives)


def _squished(_evaluator: Evaluator, _call: Call, _template: Node, known: Known | None, _depth: int) -> Known | None:
    """White space folded to one space, none at the ends."""
    if known is None:
        return None
    folded = (tuple(re.sub(r"\s+", " ", part) if isinstance(part, str) else part for part in parts) for parts in known.alternatives)
    return limited(_strip(parts, left=True, right=True) for parts in folded)


def printed(evaluator: Evaluator, arguments: Sequence[Argument], depth: int, *, always: bool) -> Known | None:
    """All arguments as text, with a space between two where ``always`` or neither is a text (Go's ``Println`` and ``Print``)."""
    alternatives: list[Parts] = [()]
    before = True
    for at, argument in enumerate(arguments):
        node = argument.node
        known = None if argument.spread else evaluator.known(node, depth - 1)
        text = (known is not None and known.text) or evaluator.declared(node) == "string"
        space = (" ",) if at and (always or not (before or text)) else ()
        before = text
        more: Sequence[Parts] = ((Placeholder("", expression=evaluator.placeholder(node).expression),),)
        if not argument.spread:
            more = known.alternatives if known is not None and known.text else (evaluator.hole_of(node, known, "", "any"),)
        alternatives = [(*one, *space, *two) for one in alternatives for two in more]
        if len(alternatives) > ALTERNATIVES:
            return None
    return limited(alternatives)


def _print(evaluator: Evaluator, call: Call, _template: Node, _known: Known | None, depth: int) -> Known | None:
    return printed(evaluator, call.positional, depth, always=False)


def _println(evaluator: Evaluator, call: Call, _template: Node, _known: Known | None, depth: int) -> Known | None:
    return printed(evaluator, call.positional, depth, always=True)


def _concatenated_all(evaluator: Evaluator, call: Call, _template: Node, _known: Known | None, depth: int) -> Known | None:
    return limited([tuple(part for each in call.positional for part in evaluator.hole(each.node, "", "any", depth - 1))])


def _name_of(evaluator: Evaluator, _call: Call, template: Node, _known: Known | None, _depth: int) -> Known | None:
    """``nameof(user.Email)`` is ``Email``."""
    return Known(((evaluator.placeholder(template).expression.rpartition(".")[2].partition("<")[0],),))


def _cut(how: Callable[[str, str], str]) -> Callable[[Evaluator, Call, Node, Known | None, int], Known | None]:
    """A text cut at the margin that is the only argument, ``|`` where there is none."""

    def cut(evaluator: Evaluator, call: Call, _template: Node, known: Known | None, depth: int) -> Known | None:
        told = evaluator.known(call.positional[0].node, depth - 1) if call.positional else None
        margin = told.literals[0] if told is not None and told.literals else "|"
        return limited(margins.cut(parts, how, margin) for parts in known.alternatives) if known is not None else None

    return cut


_MADE: dict[str, Callable[[Evaluator, Call, Node, Known | None, int], Known | None]] = {
    "same": _same,
    "plural": _plural,
    "text": _text,
    "strip": _stripped,
    "squish": _squished,
    "dedent": _dedented,
    "strip-margin": _cut(margins.strip_margin),
    "trim-margin": _cut(margins.trim_margin),
    "trim-indent": _cut(margins.trim_indent),
    "concat": _concatenated,
    "descriptor": _descriptor,
    "concat-all": _concatenated_all,
    "name-of": _name_of,
    "print": _print,
    "println": _println,
}
