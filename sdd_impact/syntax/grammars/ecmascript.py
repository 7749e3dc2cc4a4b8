"""The syntax table of JavaScript and TypeScript (tree-sitter-javascript 0.25, tree-sitter-typescript 0.23)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.syntax.grammar import Argument, Call, Formatter, Grammar, Hole, dotted, field, fields, named

if TYPE_CHECKING:
    from tree_sitter import Node

    from sdd_impact.syntax.code import Code

# --- literals ----------------------------------------------------------------------------------------------------

_SIMPLE = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": "", "\u2028": "", "\u2029": ""}
_SURROGATES = late.regex("[\ud800-\udbff][\udc00-\udfff]")


def _unescaped(text: str) -> str:
    r"""The character of one escape sequence (``\n``, ``\x41``, ``\u0041``, ``\u{1f600}``); an unknown one is its own letter."""
    body = text[1:]
    if body[:1] in ("x", "u") and len(body) > 1:
        try:
            number = int(body[1:].strip("{}"), 16)
        except ValueError:
            return body
        return chr(number) if number < 0x110000 else "\ufffd"
    return _SIMPLE.get(body, body)


def _paired(text: str) -> str:
    """Two escaped halves of a character beyond 16 bits joined; a half alone cannot be printed."""
    text = _SURROGATES.sub(lambda pair: pair[0].encode("utf-16", "surrogatepass").decode("utf-16"), text)
    return text.encode("utf-8", "replace").decode("utf-8")


def _string(code: Code, node: Node) -> list[str | Hole]:
    """A string or a template literal: fragments, escapes, substitutions."""
    pieces: list[str | Hole] = []
    text = ""
    for child in node.named_children:
        if child.type == "template_substitution":
            inner = next((each for each in child.named_children if not each.is_extra), None)
            pieces += [_paired(text), Hole(inner if inner is not None else child)]
            text = ""
        elif child.type == "escape_sequence":
            text += _unescaped(code.text(child))
        elif not child.is_extra:
            text += code.text(child)
    return [piece for piece in [*pieces, _paired(text)] if piece != ""]


# --- calls -------------------------------------------------------------------------------------------------------


def _call(code: Code, node: Node) -> Call:
    """A call, a ``new`` expression or a tagged template. ``logger[level](x)`` has the name ``[]``, ``logger["info"](x)`` ``info``."""
    made = node.type == "new_expression"
    function = node.child_by_field_name("constructor" if made else "function")
    receiver, callee = None, "?"
    while function is not None and function.type in ("parenthesized_expression", "non_null_expression") and function.named_children:
        function = function.named_children[0]
    if function is not None and function.type == "subscript_expression":
        receiver, index = function.child_by_field_name("object"), function.child_by_field_name("index")
        name = "[]"
        if index is not None and index.type == "string":
            name = "".join(piece for piece in _string(code, index) if isinstance(piece, str))
        callee = (dotted(code, receiver, TABLE) if receiver is not None else "?") + "." + name
    elif function is not None:
        callee = dotted(code, function, TABLE)
        receiver = function.child_by_field_name("object") if function.type == "member_expression" else None
    return Call(node, callee, callee.rpartition(".")[2], receiver, _arguments(node.child_by_field_name("arguments")), made)


def _arguments(listed: Node | None) -> tuple[Argument, ...]:
    if listed is None:
        return ()
    if listed.type == "template_string":
        return (Argument(listed),)
    return tuple(
        Argument(child.named_children[0], "", spread=True)
        if child.type == "spread_element" and child.named_children
        else Argument(child)
        for child in listed.named_children
        if not child.is_extra and not child.is_error
    )


def _object(_: Code, node: Node) -> list[tuple[Node | None, Node]]:
    """The entries of an object literal. Methods and keys that are computed at run time are left out."""
    pairs: list[tuple[Node | None, Node]] = []
    for child in node.named_children:
        if child.type == "pair":
            key, value = child.child_by_field_name("key"), child.child_by_field_name("value")
            if key is not None and key.type == "computed_property_name":
                key = next((each for each in key.named_children if each.type == "string"), None)
                if key is None:
                    continue
            if value is not None:
                pairs.append((key, value))
        elif child.type == "shorthand_property_identifier":
            pairs.append((child, child))
        elif child.type == "spread_element" and child.named_children:
            pairs.append((None, child.named_children[0]))
    return pairs


def _either(node: Node) -> list[Node]:
    operator = node.child_by_field_name("operator")
    return fields("left", "right")(node) if operator is not None and operator.type in ("||", "??") else []


def _body(node: Node) -> Node | None:
    """The expression that an arrow function gives: its body, or what its only statement returns."""
    body = node.child_by_field_name("body")
    if body is None or body.type != "statement_block":
        return body
    statements = [child for child in body.named_children if not child.is_extra]
    if len(statements) == 1 and statements[0].type == "return_statement" and statements[0].named_children:
        return statements[0].named_children[0]
    return None


def _frozen(node: Node) -> Node | None:
    """The object inside ``Object.freeze({…})``; its keys are read through it."""
    function, listed = node.child_by_field_name("function"), node.child_by_field_name("arguments")
    if function is None or listed is None or function.text not in (b"Object.freeze", b"Object.seal", b"deepFreeze", b"freeze"):
        return None
    return listed.named_children[0] if listed.named_children else None


# --- calls that make strings -------------------------------------------------------------------------------------

_COLOURS = ["red", "green", "yellow", "blue", "magenta", "cyan", "white", "gray", "grey", "black", "dim", "bold", "italic", "underline", "inverse", "redBright", "greenBright", "yellowBright", "blueBright", "magentaBright", "cyanBright", "whiteBright", "bgRed", "bgGreen", "bgYellow", "bgBlue"]  # fmt: skip
#: Packages that colour text for a terminal; a log file has the text alone.
_PAINTERS = ("chalk", "colors", "kleur", "pc", "picocolors", "colorette", "clc", "ansis", *_COLOURS)
_TRANSLATIONS = ("t", "$t", "tc", "$tc", "__", "_", "gettext", "translate", "instant", "$localize", "fmt", "msg")

FORMATTERS: dict[str, Formatter] = {
    **{name: Formatter("same") for name in _TRANSLATIONS},
    **{f"{painter}.{colour}": Formatter("same") for painter in _PAINTERS for colour in _COLOURS},
    "String.raw": Formatter("same"),
    "styleText": Formatter("same", 1),
    "ngettext": Formatter("plural"),
    "formatMessage": Formatter("descriptor"),
    "util.format": Formatter("node-console"),
    "util.formatWithOptions": Formatter("node-console", 1),
    "sprintf": Formatter("printf"),
    "dedent": Formatter("dedent"),
    "outdent": Formatter("dedent"),
    "stripIndent": Formatter("dedent"),
    "join": Formatter("array-join", -1),
    "concat": Formatter("concat", -1, of_text=True),
    "trim": Formatter("strip", -1),
    "trimStart": Formatter("strip", -1),
    "trimEnd": Formatter("strip", -1),
    "String": Formatter("text"),
    "toString": Formatter("text", -1),
}

# --- names -------------------------------------------------------------------------------------------------------

_COMMON = """
(function_declaration name: (identifier) @name) @function
(generator_function_declaration name: (identifier) @name) @function
(function_expression name: (identifier) @name) @function
(function_expression) @function
(generator_function) @function
(arrow_function) @function
(method_definition name: (_) @name) @function
(class name: (_) @name) @class
(class) @class
(class_declaration name: (_) @name) @class
(lexical_declaration (variable_declarator name: (identifier) @name TYPED value: (_)? @value) @declare)
(variable_declaration (variable_declarator name: (identifier) @name TYPED value: (_) @value) @assign)
(variable_declaration (variable_declarator name: (identifier) @name TYPED !value) @declare)
(variable_declarator name: (object_pattern (shorthand_property_identifier_pattern) @name)) @unknown
(variable_declarator name: (object_pattern (object_assignment_pattern left: (shorthand_property_identifier_pattern) @name))) @unknown
(variable_declarator name: (object_pattern (pair_pattern value: (identifier) @name))) @unknown
(variable_declarator name: (object_pattern (rest_pattern (identifier) @name))) @unknown
(variable_declarator name: (array_pattern (identifier) @name)) @unknown
(for_in_statement left: (identifier) @name) @unknown
(for_in_statement left: (array_pattern (identifier) @name)) @unknown
(for_in_statement left: (object_pattern (shorthand_property_identifier_pattern) @name)) @unknown
(catch_clause parameter: (identifier) @name) @exception
(assignment_expression left: (identifier) @name right: (_) @value) @assign
(assignment_expression left: (member_expression) @name right: (_) @value) @assign
(augmented_assignment_expression left: [(identifier) (member_expression)] @name right: (_) @value) @append
(export_statement "default" @name value: (object) @value) @assign
(update_expression argument: (identifier) @name) @unknown
(arrow_function parameter: (identifier) @name) @parameter
(import_clause (identifier) @name) @import
(import_clause (namespace_import (identifier) @name)) @import
(import_specifier !alias name: (identifier) @name) @import
(import_specifier name: (_) @value alias: (identifier) @name) @import
(variable_declarator name: (identifier) @name value: (call_expression function: (identifier) @_call (#eq? @_call "require"))) @import
(variable_declarator name: (object_pattern (shorthand_property_identifier_pattern) @name)
    value: (call_expression function: (identifier) @_call (#eq? @_call "require"))) @import
(variable_declarator name: (object_pattern (pair_pattern key: (_) @value value: (identifier) @name))
    value: (call_expression function: (identifier) @_call (#eq? @_call "require"))) @import
"""
_JAVASCRIPT = """
(field_definition property: (_) @name value: (_) @value) @assign
(formal_parameters (identifier) @name) @parameter
(formal_parameters (assignment_pattern left: (identifier) @name)) @parameter
(formal_parameters (assignment_pattern left: (object_pattern (shorthand_property_identifier_pattern) @name))) @parameter
(formal_parameters (rest_pattern (identifier) @name)) @parameter
(formal_parameters (object_pattern (shorthand_property_identifier_pattern) @name)) @parameter
(formal_parameters (object_pattern (object_assignment_pattern left: (shorthand_property_identifier_pattern) @name))) @parameter
(formal_parameters (object_pattern (pair_pattern value: (identifier) @name))) @parameter
(formal_parameters (array_pattern (identifier) @name)) @parameter
"""
_TYPESCRIPT = """
(abstract_class_declaration name: (_) @name) @class
(enum_declaration name: (identifier) @name) @class
(internal_module name: (identifier) @name) @class
(public_field_definition name: (_) @name type: (type_annotation)? @type value: (_)? @value) @assign
(enum_body (enum_assignment name: (_) @name value: (_) @value) @member)
(enum_body name: (property_identifier) @name @member)
[(required_parameter pattern: (identifier) @name type: (type_annotation)? @type) (optional_parameter pattern: (identifier) @name type: (type_annotation)? @type)] @parameter
[(required_parameter pattern: (rest_pattern (identifier) @name)) (optional_parameter pattern: (rest_pattern (identifier) @name))] @parameter
[(required_parameter pattern: (object_pattern (shorthand_property_identifier_pattern) @name)) (optional_parameter pattern: (object_pattern (shorthand_property_identifier_pattern) @name))] @parameter
[(required_parameter pattern: (object_pattern (object_assignment_pattern left: (shorthand_property_identifier_pattern) @name))) (optional_parameter pattern: (object_pattern (object_assignment_pattern left: (shorthand_property_identifier_pattern) @name)))] @parameter
[(required_parameter pattern: (object_pattern (pair_pattern value: (identifier) @name))) (optional_parameter pattern: (object_pattern (pair_pattern value: (identifier) @name)))] @parameter
[(required_parameter pattern: (array_pattern (identifier) @name)) (optional_parameter pattern: (array_pattern (identifier) @name))] @parameter
"""


def _bases(code: Code, node: Node) -> list[str]:
    """The classes behind ``extends``."""
    heritage = next((child for child in node.named_children if child.type == "class_heritage"), None)
    if heritage is None:
        return []
    extends = next((child for child in heritage.named_children if child.type == "extends_clause"), None)
    base = extends.child_by_field_name("value") if extends is not None else next(iter(heritage.named_children), None)
    return [dotted(code, base, TABLE)] if base is not None and base.type != "implements_clause" else []


def _enum(_: Code, node: Node) -> str:
    """A member of an enum prints its value."""
    return "value" if node.type == "enum_declaration" else ""


TABLE = Grammar(
    name="javascript",
    literals={"string": _string, "template_string": _string},
    joins={"binary_expression": frozenset(["+"])},
    through={
        "parenthesized_expression": named(0),
        "await_expression": named(0),
        "sequence_expression": named(-1),
        "assignment_expression": field("right"),
        "as_expression": named(0),
        "satisfies_expression": named(0),
        "non_null_expression": named(0),
        "type_assertion": named(-1),
        "arrow_function": _body,
        "call_expression": _frozen,
    },
    choices={"ternary_expression": fields("consequence", "alternative"), "binary_expression": _either},
    constants={"number": None, "true": "true", "false": "false", "null": "null", "undefined": "undefined"},
    names=frozenset(["identifier", "shorthand_property_identifier", "this", "super"]),
    members={"member_expression": ("object", "property")},
    items={"subscript_expression": ("object", "index")},
    calls={"call_expression": _call, "new_expression": _call},
    mappings={"object": _object},
    sequences=frozenset(["array"]),
    formatters=FORMATTERS,
    declarations=_COMMON.replace("TYPED", "") + _JAVASCRIPT,
    bases=_bases,
    enum=_enum,
    blocks=frozenset(["statement_block", "program", "switch_body", "class_body"]),
    loops=frozenset(["for_statement", "for_in_statement", "while_statement", "do_statement"]),
    block_scope=True,
    named_by={
        "variable_declarator": "name",
        "pair": "key",
        "assignment_expression": "left",
        "field_definition": "property",
        "public_field_definition": "name",
    },
    selves=frozenset(["this"]),
    exports=("module.exports", "exports", "default"),
)
_TYPED = TABLE._replace(declarations=_COMMON.replace("TYPED", "type: (type_annotation)? @type") + _TYPESCRIPT)
_TABLES = {"javascript": TABLE, "typescript": _TYPED._replace(name="typescript"), "tsx": _TYPED._replace(name="tsx")}


def table(grammar: str) -> Grammar:
    """Return the table of ``javascript``, ``typescript`` or ``tsx``."""
    return _TABLES[grammar]
