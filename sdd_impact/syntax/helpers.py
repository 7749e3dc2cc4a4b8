"""Functions of a file that pass a text on: ``def fail(message): raise ShopError(message)``.

Where a statement prints a parameter of the function around it, every call of that function in the same file says what it is given.
So ``fail("No such order")`` is an error message too, of the same type, status and audience. Calls from other files are not followed.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.model import Placeholder, Statement, Template
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tree_sitter import Node

    from sdd_impact.syntax.bindings import Span
    from sdd_impact.syntax.grammar import Call
    from sdd_impact.syntax.unit import Unit

#: Renderings that print a text as it is.
_PLAIN = frozenset(["", "%s", "{}"])
_SENTENCE = late.regex(r"\S\s+\S")
_MESSAGE = late.regex(r"(?i)(?:message|msg|text|reason|detail|details|description|explanation)$")
#: A helper has at most this many statements, and a call of it gives at most this many.
_MOST = 8
#: A call stands at most this many lines below the beginning of the statement that it is a part of.
_LINES = 20
#: A file has at most this many helpers: a generated file may have thousands of functions.
_HELPERS = 200


class _Helper(NamedTuple):
    """A function that prints a parameter, the names of its parameters, and what it prints."""

    span: Span
    parameters: tuple[str, ...]
    statements: list[Statement]


def passed_on(unit: Unit, statements: Sequence[Statement]) -> Iterator[Statement]:
    """The error messages that calls of the file's own helpers say, beside ``statements``, which are those of the file."""
    helpers = _helpers(unit, statements)
    if not helpers:
        return
    read = {
        (line, each.template)
        for each in statements
        for line in range(each.location.line, min(each.location.end_line, each.location.line + _LINES) + 1)
    }
    for call in unit.calls_named(helpers):
        helper = helpers.get(call.name)
        if helper is None or not _reaches(unit, call, helper):
            continue
        at = unit.location(call.node)
        for statement in helper.statements[:_MOST]:
            for template in _filled(unit, statement.template, call, helper):
                if (at.line, template) not in read:
                    symbol = unit.scope.symbol(call.node.start_byte)
                    yield statement._replace(location=at, template=template, symbol=symbol, opening="", style="", arguments=())


def _helpers(unit: Unit, statements: Iterable[Statement]) -> dict[str, _Helper]:
    by_symbol: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        if statement.what == "error" and statement.symbol and any(map(_is_open, statement.template.placeholders)):
            by_symbol[statement.symbol].append(statement)
    found: dict[str, _Helper] = {}
    if not by_symbol:
        return found
    twice: set[str] = set()
    for span in unit.scope.spans:
        if span.kind != "function" or not span.name or span.node is None or _is_logger(unit, span):
            continue
        if span.name in found:
            twice.add(span.name)  # which of the two is called is not known
            continue
        inside = by_symbol.get(unit.scope.symbol(span.start), ()) if len(found) < _HELPERS else ()
        names = parameters(unit, span.node) if inside else ()
        passing = [
            each for each in inside if any(_is_open(hole) and hole.expression in names for hole in each.template.placeholders)
        ]
        if passing:
            found[span.name] = _Helper(span, names, passing)
    return {name: helper for name, helper in found.items() if name not in twice}


def _is_logger(unit: Unit, span: Span) -> bool:
    """Whether a method belongs to a logger: what it is given is logged, and read as a log statement where it is called."""
    around = unit.scope.spans[span.parent] if span.parent >= 0 else None
    return around is not None and around.kind == "class" and "log" in around.name.lower()


def _is_open(placeholder: Placeholder) -> bool:
    return placeholder.rendering in _PLAIN and placeholder.kind != "masked" and placeholder.expression.isidentifier()


def parameters(unit: Unit, function: Node) -> tuple[str, ...]:
    """The names of a function's parameters in order, without the object itself; "" for one that takes several values apart."""
    listed = function.child_by_field_name("parameters") or function.child_by_field_name("parameter")
    if listed is None:
        return ()
    nodes = [node for node in listed.named_children if not node.is_extra] if listed.named_children else [listed]
    names = [_name(unit, node) for node in nodes]
    return tuple(names[1:] if names and names[0] in unit.grammar.selves else names)


def _name(unit: Unit, node: Node) -> str:
    for _ in range(4):
        inner = node.child_by_field_name("name") or node.child_by_field_name("pattern") or node.child_by_field_name("left")
        if inner is None and node.named_children:
            inner = node.named_children[0] if node.type == "typed_parameter" else None
        if inner is None:
            break
        node = inner
    return unit.text(node) if not node.named_children else ""


def _reaches(unit: Unit, call: Call, helper: _Helper) -> bool:
    """Whether a call of the helper's name means the helper: by its bare name, through the object itself, or through its class."""
    if helper.span.start <= call.node.start_byte < helper.span.end:
        return False
    owner = call.owner
    around = unit.scope.spans[helper.span.parent] if helper.span.parent >= 0 else None
    inside = around is not None and around.kind == "class"
    if call.receiver is None:
        return not inside or unit.grammar.bare_fields
    return inside and around is not None and owner in (*unit.grammar.selves, around.name)


def _filled(unit: Unit, template: Template, call: Call, helper: _Helper) -> list[Template]:
    """What the helper prints for this call; nothing where the call gives no text of its own."""
    made: list[tuple[str | Placeholder, ...]] = [()]
    told = False
    for part in template.parts:
        node = _given(call, helper, part.expression) if isinstance(part, Placeholder) and _is_open(part) else None
        texts: Sequence[Template] = ()
        if node is not None and unit.evaluator.is_text(node):
            texts = unit.evaluator.texts(node)
            told = told or any(_says(text, part) for text in texts if isinstance(part, Placeholder))
        options: list[tuple[str | Placeholder, ...]] = [text.parts for text in texts] or [(part,)]
        made = [(*begun, *more) for begun in made for more in options][:_MOST]
    return [Template.of(*parts) for parts in made] if told else []


def _says(text: Template, hole: Placeholder) -> bool:
    """Whether what is given is a text for people: several words, or one for a parameter that is called a message. Names are none."""
    return bool(text.literals) and (_SENTENCE.search(text.message) is not None or _MESSAGE.search(hole.expression) is not None)


def _given(call: Call, helper: _Helper, name: str) -> Node | None:
    if name not in helper.parameters:
        return None
    return call.get(helper.parameters.index(name), name)
