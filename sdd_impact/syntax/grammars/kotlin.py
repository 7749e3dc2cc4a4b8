"""The syntax table of Kotlin (tree-sitter-kotlin 1.1).

That grammar names no parts of calls and members, and gives ``$name`` in a string no node of its own: it is found in the text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.syntax.code import kids
from sdd_impact.syntax.grammar import Argument, Call, Formatter, Grammar, Hole, dotted, field, named

if TYPE_CHECKING:
    from collections.abc import Callable

    from tree_sitter import Node

    from sdd_impact.syntax.code import Code

_SIMPLE = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "0": "\0"}
#: An escape, or a variable in a text.
_INSIDE = late.regex(r"\\(?:u([0-9a-fA-F]{4})|(.))|\$(?:([^\W\d]\w*)|`([^`\n]+)`)", re.DOTALL)
_RAW = late.regex(r"(?!)()()|\$(?:([^\W\d]\w*)|`([^`\n]+)`)")


# --- literals ----------------------------------------------------------------------------------------------------


def _string(code: Code, node: Node) -> list[str | Hole]:
    """A string: text with escapes, ``$name`` and ``${…}``. A raw string has no escapes."""
    raw = node.type == "multiline_string_literal"
    pieces: list[str | Hole] = []
    text = ""
    for child in node.named_children:
        if child.type == "interpolation":
            inner = kids(child)
            pieces += _pieces(text, node, raw=raw)
            text = ""
            if inner:
                pieces.append(Hole(inner[0]))
        elif not child.is_extra:
            text += code.text(child)
    return [*pieces, *_pieces(text if raw else text.partition("\n")[0], node, raw=raw)]


def _pieces(text: str, node: Node, *, raw: bool) -> list[str | Hole]:
    """The text between two ``${…}``, with its escapes and its ``$name``."""
    pieces: list[str | Hole] = []
    literal, end = "", 0
    for found in (_RAW if raw else _INSIDE).finditer(text):
        literal += text[end : found.start()]
        end = found.end()
        code, simple, name, quoted = found.groups()
        if name or quoted:
            pieces += [literal, Hole(node, label=name or quoted)]
            literal = ""
        elif simple:
            literal += _SIMPLE.get(simple, simple)
        else:
            number = int(code, 16)
            literal += chr(number) if not 0xD800 <= number < 0xE000 else found[0]
    pieces.append(literal + text[end:])
    return [piece for piece in pieces if piece != ""]


def _character(code: Code, node: Node) -> list[str | Hole]:
    return _pieces(code.text(node)[1:-1], node, raw=False)


# --- calls -------------------------------------------------------------------------------------------------------


def _call(code: Code, node: Node) -> Call:
    """A call; the lambda behind its arguments is the last of them. A name that begins large makes an object."""
    function = next(iter(kids(node)), None)
    arguments = _arguments(code, node)
    if function is not None and function.type == "call_expression" and _has_only_lambda(node):
        arguments = (*_arguments(code, function), *arguments)
        function = next(iter(kids(function)), None)
    if function is None:
        return Call(node, "?", "?", None, arguments)
    callee = dotted(code, function, TABLE)
    name = callee.rpartition(".")[2]
    receiver = named(0)(function) if function.type == "navigation_expression" else None
    return Call(node, callee, name, receiver, arguments, made=name[:1].isupper())


def _has_only_lambda(node: Node) -> bool:
    return not any(child.type == "value_arguments" for child in node.named_children)


def _arguments(code: Code, node: Node) -> tuple[Argument, ...]:
    found: list[Argument] = []
    for child in node.named_children:
        if child.type == "value_arguments":
            found += [argument for each in child.named_children if (argument := _argument(code, each)) is not None]
        elif child.type == "annotated_lambda":
            found += [Argument(each) for each in kids(child) if each.type == "lambda_literal"]
    return tuple(found)


def _argument(code: Code, node: Node) -> Argument | None:
    parts = kids(node) if node.type == "value_argument" else []
    if not parts:
        return None
    if parts[-1].type == "spread_expression":
        inner = kids(parts[-1])
        return Argument(inner[0], "", spread=True) if inner else None
    keyword = code.text(parts[0]) if len(parts) > 1 and any(child.type == "=" for child in node.children) else ""
    return Argument(parts[-1], keyword)


# --- values ------------------------------------------------------------------------------------------------------

#: What is no value, where a lambda or a block ends with it.
_NO_VALUE = frozenset([
    "property_declaration", "assignment", "for_statement", "while_statement", "do_while_statement", "function_declaration",
    "class_declaration", "lambda_parameters", "throw_expression", "return_expression",
])  # fmt: skip


def _last(node: Node) -> Node | None:
    """The value of a lambda or a block: its last expression; what a ``return@label`` gives, where that is all."""
    inside = kids(node)
    if not inside:
        return None
    if inside[-1].type == "return_expression":
        given = kids(inside[-1])
        return given[-1] if given and given[-1].type != "label" else None
    return None if inside[-1].type in _NO_VALUE else inside[-1]


def _branch(node: Node) -> Node:
    inner = _last(node) if node.type == "block" else None
    return inner if inner is not None else node


def _branches(node: Node) -> list[Node]:
    """The values of ``if`` with ``else``. A branch that throws or returns has none."""
    condition = node.child_by_field_name("condition")
    inside = [_branch(child) for child in kids(node) if child != condition]
    return [child for child in inside if child.type not in _NO_VALUE] if len(inside) == 2 else []


def _entries(node: Node) -> list[Node]:
    """The values of ``when``; none where a branch has no value."""
    values: list[Node] = []
    for entry in kids(node):
        inside = kids(entry)
        if entry.type != "when_entry" or not inside:
            continue
        last = _branch(inside[-1])
        if last.type == "block":
            return []
        if last.type not in _NO_VALUE:
            values.append(last)
    return values


def _elvis(node: Node) -> list[Node]:
    operator = node.child_by_field_name("operator")
    if operator is None or operator.type != "?:":
        return []
    sides = [node.child_by_field_name(name) for name in ("left", "right")]
    return [side for side in sides if side is not None and side.type not in _NO_VALUE]


def _not_null(node: Node) -> Node | None:
    operator = node.child_by_field_name("operator")
    return node.child_by_field_name("argument") if operator is not None and operator.type == "!!" else None


def _inner(kind: str) -> Callable[[Node], Node | None]:
    return lambda node: next((child for child in node.named_children if child.type == kind), None)


# --- names -------------------------------------------------------------------------------------------------------

_TYPE = "[(user_type) (nullable_type)]? @type"
_VALUE = (
    "[(string_literal) (multiline_string_literal) (character_literal) (binary_expression) (call_expression) (navigation_expression)"
    " (identifier) (if_expression) (when_expression) (number_literal) (float_literal) (as_expression) (parenthesized_expression)"
    " (lambda_literal) (unary_expression) (index_expression) (infix_expression) (object_literal) (try_expression)]"
)
_DECLARATIONS = f"""
(class_declaration name: (identifier) @name) @class
(object_declaration name: (identifier) @name) @class
(object_literal) @class
(function_declaration name: (identifier) @name) @function
(secondary_constructor) @function
(anonymous_function) @function
(lambda_literal) @function
(property_declaration (variable_declaration (identifier) @name {_TYPE}) {_VALUE}? @value) @declare
(property_declaration (variable_declaration (identifier) @name {_TYPE}) (property_delegate (call_expression) @value)) @declare
(multi_variable_declaration (variable_declaration (identifier) @name)) @unknown
(for_statement (variable_declaration (identifier) @name)) @unknown
(unary_expression argument: (identifier) @name operator: "++") @unknown
(call_expression (navigation_expression . (identifier) @name (identifier) @_method (#eq? @_method "append"))) @unknown
(when_subject (variable_declaration (identifier) @name)) @unknown
(catch_block . (identifier) @name) @exception
(class_parameter (identifier) @name {_TYPE}) @parameter
(parameter (identifier) @name {_TYPE}) @parameter
(lambda_parameters (variable_declaration (identifier) @name {_TYPE})) @parameter
(assignment left: (identifier) @name right: (_) @value) @assign
(assignment left: (navigation_expression) @name right: (_) @value) @assign
(enum_entry (identifier) @name) @member
"""


def _bases(code: Code, node: Node) -> list[str]:
    """The classes and interfaces behind ``:``."""
    listed = _inner("delegation_specifiers")(node)
    found: list[str] = []
    for each in listed.named_children if listed is not None else ():
        inner = named(0)(each)
        if inner is not None:
            found.append(code.text(inner).partition("(")[0].partition("<")[0].partition(" by ")[0].strip())
    return found


def _enum(code: Code, node: Node) -> str:
    """The members of an enum print their names, unless it has a ``toString`` of its own."""
    entries = any(child.type == "enum_class_body" for child in node.named_children)
    return "name" if entries and "toString()" not in code.text(node) else ""


FORMATTERS: dict[str, Formatter] = {
    "lazy": Formatter("same"),
    "String.format": Formatter("java-printf"),
    "format": Formatter("java-printf", -1, of_text=True),
    "formatted": Formatter("java-printf", -1, of_text=True),
    "MessageFormat.format": Formatter("message"),
    "MessageFormatter.format": Formatter("braces"),
    "MessageFormatter.arrayFormat": Formatter("braces"),
    "ParameterizedMessage": Formatter("braces"),
    "String.valueOf": Formatter("text"),
    "Objects.toString": Formatter("text"),
    "StringBuilder": Formatter("same"),
    "append": Formatter("concat", -1, of_text=True),
    "plus": Formatter("concat", -1, of_text=True),
    "concat": Formatter("concat", -1, of_text=True),
    "trimIndent": Formatter("trim-indent", -1, of_text=True),
    "trimMargin": Formatter("trim-margin", -1, of_text=True),
    "trim": Formatter("strip", -1, of_text=True),
    "trimStart": Formatter("strip", -1, of_text=True),
    "trimEnd": Formatter("strip", -1, of_text=True),
    "orEmpty": Formatter("same", -1),
    "toString": Formatter("same", -1),
}

TABLE = Grammar(
    name="kotlin",
    literals={"string_literal": _string, "multiline_string_literal": _string, "character_literal": _character},
    joins={"binary_expression": frozenset(["+"])},
    through={
        "parenthesized_expression": named(0),
        "as_expression": field("left"),
        "lambda_literal": _last,
        "annotated_lambda": _inner("lambda_literal"),
        "annotated_expression": named(-1),
        "unary_expression": _not_null,
        "property_delegate": named(0),
    },
    choices={"if_expression": _branches, "when_expression": _entries, "binary_expression": _elvis},
    constants={"number_literal": None, "float_literal": None},
    names=frozenset(["identifier", "this_expression", "super_expression"]),
    members={"navigation_expression": ("0", "-1")},
    items={"index_expression": ("0", "1")},
    calls={"call_expression": _call},
    mappings={},
    sequences=frozenset(),
    formatters=FORMATTERS,
    counted_inside=True,
    declarations=_DECLARATIONS,
    bases=_bases,
    enum=_enum,
    blocks=frozenset([
        "block", "source_file", "class_body", "enum_class_body", "lambda_literal", "function_body", "for_statement", "when_entry",
        "catch_block",
    ]),
    loops=frozenset(["for_statement", "while_statement", "do_while_statement"]),
    bare_fields=True,
    block_scope=True,
    selves=frozenset(["this", "super"]),
    function="0",
    dressing=frozenset([
        "orEmpty", "lowercase", "uppercase", "toInt", "toLong", "toDouble", "trimIndent", "toList", "toSet", "joinToString", "trimStart", "trimEnd",
        "toUpperCase", "toLowerCase", "ifEmpty", "ifBlank", "let", "also", "apply", "sorted", "toTypedArray", "asString",
    ]),
)  # fmt: skip


def table(_grammar: str) -> Grammar:
    """Return the table."""
    return TABLE
