"""The syntax table of Go (tree-sitter-go 0.25)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.syntax.grammar import Argument, Call, Formatter, Grammar, dotted, named

if TYPE_CHECKING:
    from tree_sitter import Node

    from sdd_impact.syntax.code import Code
    from sdd_impact.syntax.grammar import Hole

_ESCAPE = late.regex(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|(.))", re.DOTALL)
_SIMPLE = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}


def _escape(found: re.Match[str]) -> str:
    two, four, eight, octal, simple = found.groups()
    if simple:
        return _SIMPLE.get(simple, simple)
    digits = two or four or eight
    number = int(digits, 16) if digits else int(octal, 8)
    return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else found[0]


def _interpreted(code: Code, node: Node) -> list[str | Hole]:
    raw = code.text(node)
    text = raw[1:-1] if len(raw) > 1 and raw.endswith('"') else raw[1:]
    text = text.partition("\n")[0]  # only a half-written literal runs over lines
    return [_ESCAPE.sub(_escape, text) if "\\" in text else text]


def _raw(code: Code, node: Node) -> list[str | Hole]:
    """A literal in back-quotes: nothing is an escape, and carriage returns are left out (Go specification, "String literals")."""
    return [code.text(node).removeprefix("`").removesuffix("`").replace("\r", "")]


def _call(code: Code, node: Node) -> Call:
    function, listed = node.child_by_field_name("function"), node.child_by_field_name("arguments")
    while function is not None and function.type in ("index_expression", "type_instantiation_expression"):
        inner = function.child_by_field_name("operand") or function.child_by_field_name("type")
        if inner is None or function.type == "index_expression":
            break
        function = inner
    callee = dotted(code, function, TABLE) if function is not None else "?"
    receiver = function.child_by_field_name("operand") if function is not None and function.type == "selector_expression" else None
    arguments = tuple(
        _argument(child)
        for child in (listed.named_children if listed is not None else ())
        if not child.is_extra and not child.is_error
    )
    return Call(node, callee, callee.rpartition(".")[2], receiver, arguments)


def _argument(node: Node) -> Argument:
    if node.type == "variadic_argument" and node.named_children:
        return Argument(node.named_children[0], "", spread=True)
    return Argument(node)


def _composite(_: Code, node: Node) -> list[tuple[Node | None, Node]]:
    """The keyed elements of ``T{…}``: of a map with expressions as keys, of a struct with field names."""
    body = node.child_by_field_name("body") if node.type == "composite_literal" else node
    pairs: list[tuple[Node | None, Node]] = []
    for child in body.named_children if body is not None else ():
        key, value = child.child_by_field_name("key"), child.child_by_field_name("value")
        if child.type == "keyed_element" and key is not None and value is not None:
            pairs.append((_inside(key), _inside(value)))
    return pairs


def _inside(node: Node) -> Node:
    inner = named(0)(node) if node.type == "literal_element" else None
    return inner if inner is not None else node


def _reference(node: Node) -> Node | None:
    """``&x`` and ``*x`` print what ``x`` prints, as far as texts go."""
    operator = node.child_by_field_name("operator")
    return node.child_by_field_name("operand") if operator is not None and operator.type in ("&", "*") else None


def _converted(node: Node) -> Node | None:
    """What a conversion converts; ``New[K, V](5000)`` is a call, which the grammar takes for a conversion."""
    made = node.child_by_field_name("type")
    return node.child_by_field_name("operand") if made is None or made.type != "generic_type" else None


def _only(node: Node) -> Node | None:
    children = [child for child in node.named_children if not child.is_extra]
    return children[0] if len(children) == 1 else None


def _returned(node: Node) -> Node | None:
    """The value of a function literal whose only statement returns it."""
    here: Node | None = node.child_by_field_name("body")
    while here is not None and here.type in ("block", "statement_list", "return_statement"):
        here = _only(here)
    return here if here is not None and here.type in ("expression_list", "call_expression", "binary_expression") else None


def _value_of(name: Node, value: Node) -> Node:
    """The expression that a name gets in ``a, b := x, y``. Of one call with several results the first name alone is known by it."""
    if value.type != "expression_list":
        return value
    values = [child for child in value.named_children if not child.is_extra]
    outer = name.parent
    names = [name]
    if outer is not None and outer.type == "expression_list":
        names = [child for child in outer.named_children if not child.is_extra]
    elif outer is not None:
        names = outer.children_by_field_name("name") or names
    place = next((at for at, each in enumerate(names) if each.start_byte == name.start_byte), -1)
    if len(values) == len(names) and place >= 0:
        return values[place]
    return values[0] if place == 0 and len(values) == 1 else value


def _span_name(code: Code, node: Node) -> str:
    """A method is named with its receiver's type in front, as Go's stack traces have it."""
    name = node.child_by_field_name("name")
    receiver = node.child_by_field_name("receiver")
    if name is None:
        return ""
    if receiver is None:
        return code.text(name)
    owner = re.search(rb"([A-Za-z_]\w*)\s*(?:\[[^\]]*\])?\s*,?\s*\)$", code.data[receiver.start_byte : receiver.end_byte])
    return f"{owner[1].decode()}.{code.text(name)}" if owner else code.text(name)


def _bases(code: Code, node: Node) -> list[str]:
    """The types that a struct embeds."""
    type_ = node.child_by_field_name("type")
    found: list[str] = []
    for listed in type_.named_children if type_ is not None else ():
        for child in listed.named_children if listed.type == "field_declaration_list" else ():
            embedded = child.child_by_field_name("type")
            if child.type == "field_declaration" and child.child_by_field_name("name") is None and embedded is not None:
                found.append(code.text(embedded).lstrip("*"))
    return found


def _no_enum(_code: Code, _node: Node) -> str:
    return ""


_DECLARATIONS = """
(function_declaration name: (identifier) @name) @function
(method_declaration name: (field_identifier) @name) @function
(func_literal) @function
(type_spec name: (type_identifier) @name type: (struct_type)) @class
(field_declaration name: (field_identifier) @name type: (_) @type) @assign
(const_spec name: (identifier) @name type: (_)? @type value: (_)? @value) @declare
(var_spec name: (identifier) @name type: (_)? @type value: (_)? @value) @declare
(short_var_declaration left: (expression_list (identifier) @name) right: (_) @value) @declare
(assignment_statement left: (expression_list (identifier) @name) right: (_) @value) @assign
(assignment_statement left: (expression_list (selector_expression) @name) right: (_) @value) @assign
(inc_statement (identifier) @name) @unknown
(dec_statement (identifier) @name) @unknown
(range_clause left: (expression_list (identifier) @name)) @declare
(receive_statement left: (expression_list (identifier) @name)) @declare
(type_switch_statement alias: (expression_list (identifier) @name)) @declare
(parameter_declaration name: (identifier) @name type: (_) @type) @parameter
(variadic_parameter_declaration name: (identifier) @name) @parameter
(unary_expression operator: "&" operand: (identifier) @name) @unknown
"""

#: Functions that give their first argument's text.
_FIRST_TELLS = [
    "Join", "ToLower", "ToUpper", "TrimSpace", "TrimPrefix", "TrimSuffix", "TrimRight", "TrimLeft", "Trim", "Quote", "string", "Sprint", "KObj", "KRef",
    "Sort", "Sorted", "Collect", "Deref", "Val", "StringValue", "Unwrap", "Cause",
]  # fmt: skip
_PRINTF, _SAME = Formatter("go-printf"), Formatter("same")
FORMATTERS: dict[str, Formatter] = {
    "fmt.Sprintf": _PRINTF,
    "fmt.Errorf": _PRINTF,
    "fmt.Sprint": Formatter("print"),
    "fmt.Sprintln": Formatter("println"),
    "errors.New": _SAME,
    "errors.Errorf": _PRINTF,
    "errors.Newf": _PRINTF,
    "xerrors.New": _SAME,
    "xerrors.Errorf": _PRINTF,
    "eris.New": _SAME,
    "eris.Errorf": _PRINTF,
    "status.Error": Formatter("same", 1),
    "status.Errorf": Formatter("go-printf", 1),
    "heredoc.Doc": Formatter("dedent"),
    "i18n.G": _SAME,
    "gotext.Get": Formatter("go-printf", lazy=True),
    "Tr": _SAME,
    "string": Formatter("text"),
    "Error": Formatter("same", -1),
    "String": Formatter("same", -1),
}

TABLE = Grammar(
    name="go",
    literals={"interpreted_string_literal": _interpreted, "raw_string_literal": _raw},
    joins={"binary_expression": frozenset(["+"])},
    through={
        "parenthesized_expression": named(0),
        "unary_expression": _reference,
        "type_conversion_expression": _converted,
        "literal_element": named(0),
        "expression_list": _only,
        "func_literal": _returned,
    },
    choices={},
    constants={"int_literal": None, "float_literal": None, "true": None, "false": None},
    names=frozenset(["identifier"]),
    members={"selector_expression": ("operand", "field")},
    items={"index_expression": ("operand", "index")},
    calls={"call_expression": _call},
    mappings={"composite_literal": _composite, "literal_value": _composite},
    sequences=frozenset(),
    formatters=FORMATTERS,
    declarations=_DECLARATIONS,
    bases=_bases,
    enum=_no_enum,
    blocks=frozenset(
        [
            "source_file",
            "block",
            "if_statement",
            "for_statement",
            "expression_switch_statement",
            "type_switch_statement",
            "select_statement",
            "expression_case",
            "default_case",
            "type_case",
            "communication_case",
        ]
    ),
    loops=frozenset(["for_statement"]),
    printf_style="go-printf",
    block_scope=True,
    selves=frozenset(),
    slices=frozenset(["slice_expression"]),
    value_of=_value_of,
    span_name=_span_name,
    dressing=frozenset(["Error", "String"]),
    conversions=frozenset(_FIRST_TELLS),
    shadowing=True,
    typed_durations=True,
    unset=True,
)


def table(_grammar: str) -> Grammar:
    """Return the table."""
    return TABLE
