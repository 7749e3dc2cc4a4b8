"""The syntax table of C++ (tree-sitter-cpp 0.23): that of C and more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact.syntax.code import kids
from sdd_impact.syntax.grammar import Argument, Call, Formatter, field, named
from sdd_impact.syntax.grammars import c

if TYPE_CHECKING:
    from tree_sitter import Node

    from sdd_impact.syntax.code import Code
    from sdd_impact.syntax.grammar import Grammar


def _call(code: Code, node: Node) -> Call:
    if node.type == "call_expression":
        return c.call(code, node, lambda: TABLE)
    made, listed = node.child_by_field_name("type"), node.child_by_field_name("value") or node.child_by_field_name("arguments")
    callee = c.span_name(code, node) or (code.text(made).partition("<")[0].replace("::", ".") if made is not None else "?")
    arguments = tuple(Argument(child) for child in (kids(listed) if listed is not None else ()) if not child.is_error)
    return Call(node, callee, callee.rpartition(".")[2], None, arguments, made=True)


def _bases(code: Code, node: Node) -> list[str]:
    listed = next((child for child in node.named_children if child.type == "base_class_clause"), None)
    inner = listed.named_children if listed is not None else []
    return [
        code.text(child).partition("<")[0].replace("::", ".")
        for child in inner
        if child.type in ("type_identifier", "qualified_identifier")
    ]


_DECLARATIONS = (
    c.declarations(
        "(reference_declarator (identifier) @name)", "(reference_declarator (pointer_declarator declarator: (identifier) @name))"
    )
    + """
(class_specifier name: (type_identifier) @name body: (_)) @class
(namespace_definition name: (namespace_identifier) @name) @class
(lambda_expression) @function
(field_declaration type: (_) @type declarator: (field_identifier) @name default_value: (_)? @value) @assign
(field_declaration type: (_) @type declarator: (pointer_declarator declarator: (field_identifier) @name) default_value: (_)? @value) @assign
(field_declaration type: (_) @type declarator: (array_declarator declarator: (field_identifier) @name) default_value: (_)? @value) @assign
(for_range_loop type: (_) @type declarator: (identifier) @name @declare)
(for_range_loop type: (_) @type declarator: (reference_declarator (identifier) @name) @declare)
"""
)

_CONCAT = Formatter("concat")
FORMATTERS: dict[str, Formatter] = {
    **c.FORMATTERS,
    **dict.fromkeys(["fmt.format", "std.format", "fmt.sprintf_", "format", "vformat"], Formatter("format")),
    **dict.fromkeys(["StrFormat", "StringPrintf", "strprintf", "stringPrintf", "sformat", "fmt.sprintf"], Formatter("c-printf")),
    **dict.fromkeys(["StrCat", "StrConcat", "cat", "concat"], _CONCAT),
    **dict.fromkeys(["std.string", "string", "String", "QString", "StringRef", "string_view", "Slice", "StringPiece", "move", "make_unique_", "fromUtf8",
                     "fromLatin1", "translate", "_u8"], Formatter("same")),
    **dict.fromkeys(["c_str", "str", "toStdString", "data", "toUtf8", "constData"], Formatter("same", -1, of_text=True)),
    "std.to_string": Formatter("text"),
    "arg": Formatter("qt", -1, of_text=True),
}  # fmt: skip

TABLE = c.made(
    name="cpp",
    through={
        "parenthesized_expression": named(0),
        "cast_expression": field("value"),
        "assignment_expression": field("right"),
        "compound_literal_expression": field("value"),
    },
    names=frozenset(["identifier", "this", "namespace_identifier", "type_identifier"]),
    members={"field_expression": ("argument", "field"), "qualified_identifier": ("scope", "name")},
    calls={"call_expression": _call, "new_expression": _call, "compound_literal_expression": _call},
    formatters=FORMATTERS,
    declarations=_DECLARATIONS,
    bases=_bases,
    bare_fields=True,
    constants={"number_literal": None, "true": None, "false": None, "nullptr": None},
    loops=frozenset(["for_statement", "while_statement", "do_statement", "for_range_loop"]),
)


def table(_grammar: str) -> Grammar:
    """Return the table."""
    return TABLE
