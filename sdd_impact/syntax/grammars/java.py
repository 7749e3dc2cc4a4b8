"""The syntax table of Java (tree-sitter-java 0.23)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.syntax.grammar import Argument, Call, Formatter, Grammar, Hole, dotted, field, fields, named

if TYPE_CHECKING:
    from tree_sitter import Node

    from sdd_impact.syntax.code import Code

_ESCAPE = late.regex(r"\\(?:u+([0-9a-fA-F]{4})|([0-7]{1,3})|(\n)|(.))", re.DOTALL)
_SIMPLE = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "s": " ", "0": "\0"}


def _unescape(text: str) -> str:
    return _ESCAPE.sub(_escape, text) if "\\" in text else text


def _escape(found: re.Match[str]) -> str:
    code, octal, line, simple = found.groups()
    if line:
        return ""
    if simple:
        return _SIMPLE.get(simple, simple)
    number = int(code, 16) if code else int(octal, 8)
    return chr(number) if not 0xD800 <= number < 0xE000 else found[0]


def _string(code: Code, node: Node) -> list[str | Hole]:
    r"""A string literal, a text block (JLS 3.10.6), or either with ``\{…}`` holes."""
    raw = code.text(node)
    if raw.startswith('"""'):
        return [_unescape(_block(raw[3:-3] if raw.endswith('"""') and len(raw) >= 6 else raw[3:]))]
    holes = [child for child in node.named_children if child.type == "string_interpolation"]
    if not holes:
        text = raw[1:-1] if len(raw) > 1 and raw.endswith(raw[0]) else raw[1:]
        return [_unescape(text.partition("\n")[0])]  # only a half-written literal runs over lines
    pieces: list[str | Hole] = []
    for child in node.children[1:-1]:
        inner = child.named_children[0] if child.type == "string_interpolation" and child.named_children else None
        pieces.append(Hole(inner) if inner is not None else _unescape(code.text(child)))
    return pieces


def _block(text: str) -> str:
    """Take the common indentation and the first line end out of a text block's content."""
    lines = text.partition("\n")[2].split("\n")
    measured = [line for line in lines[:-1] if line.strip()] + lines[-1:]
    indent = min((len(line) - len(line.lstrip()) for line in measured), default=0)
    return "\n".join(line[indent:].rstrip() for line in lines)


def _call(code: Code, node: Node) -> Call:
    listed = node.child_by_field_name("arguments")
    arguments = (
        tuple(Argument(child) for child in listed.named_children if not child.is_extra and not child.is_error)
        if listed is not None
        else ()
    )
    if node.type == "object_creation_expression":
        made = node.child_by_field_name("type")
        callee = code.text(made).partition("<")[0] if made is not None else "?"
        return Call(node, callee, callee.rpartition(".")[2], None, arguments, made=True)
    if node.type == "explicit_constructor_invocation":
        constructor = node.child_by_field_name("constructor")
        callee = code.text(constructor) if constructor is not None else "?"
        return Call(node, callee, callee, None, arguments)
    receiver, last = node.child_by_field_name("object"), node.child_by_field_name("name")
    name = code.text(last) if last is not None else "?"
    callee = f"{dotted(code, receiver, TABLE)}.{name}" if receiver is not None else name
    return Call(node, callee, name, receiver, arguments)


def _lambda(node: Node) -> Node | None:
    """The value of a lambda: its expression, or what its only statement returns."""
    body = node.child_by_field_name("body")
    if body is None or body.type != "block":
        return body
    statements = [child for child in body.named_children if not child.is_extra]
    if len(statements) == 1 and statements[0].type == "return_statement" and statements[0].named_children:
        return statements[0].named_children[0]
    return None


def _arms(node: Node) -> list[Node]:
    """The values of a ``switch`` expression; none where an arm is a block. An arm that throws has no value."""
    body = node.child_by_field_name("body")
    values: list[Node] = []
    for rule in body.named_children if body is not None else ():
        last = rule.named_children[-1] if rule.type == "switch_rule" and rule.named_children else None
        if last is None or last.type not in ("expression_statement", "throw_statement"):
            return []
        if last.type == "expression_statement" and last.named_children:
            values.append(last.named_children[0])
    return values


def _enum(code: Code, node: Node) -> str:
    """The members of an enum print their names, unless it has a ``toString`` of its own."""
    return "name" if node.type == "enum_declaration" and "toString()" not in code.text(node) else ""


def _bases(code: Code, node: Node) -> list[str]:
    found: list[str] = []
    for part in ("superclass", "interfaces"):
        listed = node.child_by_field_name(part)
        inner = listed.named_children if listed is not None else []
        for child in inner:
            found += [
                code.text(each).partition("<")[0] for each in (child.named_children if child.type == "type_list" else [child])
            ]
    return found


_DECLARATIONS = """
(class_declaration name: (identifier) @name) @class
(interface_declaration name: (identifier) @name) @class
(enum_declaration name: (identifier) @name) @class
(record_declaration name: (identifier) @name) @class
(annotation_type_declaration name: (identifier) @name) @class
(method_declaration name: (identifier) @name) @function
(constructor_declaration name: (identifier) @name) @function
(compact_constructor_declaration name: (identifier) @name) @function
(lambda_expression) @function
(field_declaration type: (_) @type declarator: (variable_declarator name: (identifier) @name value: (_)? @value)) @assign
(constant_declaration type: (_) @type declarator: (variable_declarator name: (identifier) @name value: (_)? @value)) @assign
(local_variable_declaration type: (_) @type declarator: (variable_declarator name: (identifier) @name value: (_)? @value)) @declare
(assignment_expression left: (identifier) @name right: (_) @value) @assign
(assignment_expression left: (field_access) @name right: (_) @value) @assign
(update_expression (identifier) @name) @unknown
(formal_parameter type: (_) @type name: (identifier) @name) @parameter
(spread_parameter (variable_declarator name: (identifier) @name)) @parameter
(instanceof_expression right: (_) @type name: (identifier) @name @declare)
(catch_formal_parameter name: (identifier) @name) @exception
(enhanced_for_statement type: (_) @type name: (identifier) @name @declare)
(resource type: (_) @type name: (identifier) @name) @declare
(lambda_expression parameters: (identifier) @name) @parameter
(lambda_expression parameters: (inferred_parameters (identifier) @name)) @parameter
(enum_constant name: (identifier) @name) @member
(import_declaration (scoped_identifier name: (identifier) @name)) @import
"""

#: Objects (last names) that translate a key: the key is what is known of the message.
_TRANSLATORS = [
    "bundle", "resourceBundle", "BUNDLE", "RESOURCE_BUNDLE", "rb", "messages", "Messages", "MESSAGES", "messageBundle", "messageSource",
    "messageSourceAccessor", "messageSourceService", "getMessageSourceService()", "messageService", "messageResolver", "MessageUtils",
    "MessageUtil", "translator", "localizationService", "getBundle()", "i18n", "I18n", "localizer",
]  # fmt: skip

FORMATTERS: dict[str, Formatter] = {
    **{f"{owner}.{name}": Formatter("same") for owner in _TRANSLATORS for name in ("getString", "getMessage", "get", "msg")},
    "tr": Formatter("message", lazy=True),
    "String.format": Formatter("java-printf"),
    "formatted": Formatter("java-printf", -1, of_text=True),
    "MessageFormat.format": Formatter("message"),
    "MessageFormatter.format": Formatter("braces"),
    "MessageFormatter.arrayFormat": Formatter("braces"),
    "ParameterizedMessage": Formatter("braces"),
    "FormattedMessage": Formatter("java-printf"),
    "StringFormattedMessage": Formatter("java-printf"),
    "MessageFormatMessage": Formatter("message"),
    "SimpleMessage": Formatter("same"),
    "getMessage": Formatter("same", -1, of_text=True),
    "getFormattedMessage": Formatter("same", -1, of_text=True),
    "Strings.lenientFormat": Formatter("printf"),
    "lenientFormat": Formatter("printf"),
    "String.valueOf": Formatter("text"),
    "Objects.toString": Formatter("text"),
    "Arrays.toString": Formatter("text"),
    "Integer.toString": Formatter("text"),
    "Long.toString": Formatter("text"),
    "StringBuilder": Formatter("same"),
    "StringBuffer": Formatter("same"),
    "append": Formatter("concat", -1, of_text=True),
    "lazy": Formatter("text"),
    "concat": Formatter("concat", -1, of_text=True),
    "stripIndent": Formatter("dedent", -1, of_text=True),
    "intern": Formatter("same", -1, of_text=True),
    "strip": Formatter("strip", -1, of_text=True),
    "trim": Formatter("strip", -1, of_text=True),
    "toString": Formatter("same", -1),
}

TABLE = Grammar(
    name="java",
    literals={"string_literal": _string, "character_literal": _string},
    joins={"binary_expression": frozenset(["+"])},
    through={
        "parenthesized_expression": named(0),
        "cast_expression": field("value"),
        "lambda_expression": _lambda,
        "assignment_expression": field("right"),
        "template_expression": field("template_argument"),
    },
    choices={"ternary_expression": fields("consequence", "alternative"), "switch_expression": _arms},
    constants={
        "decimal_integer_literal": None,
        "hex_integer_literal": None,
        "decimal_floating_point_literal": None,
        "true": None,
        "false": None,
        "null_literal": None,
    },
    names=frozenset(["identifier"]),
    members={"field_access": ("object", "field")},
    items={"array_access": ("array", "index")},
    calls={"method_invocation": _call, "object_creation_expression": _call, "explicit_constructor_invocation": _call},
    mappings={},
    sequences=frozenset(["array_initializer"]),
    formatters=FORMATTERS,
    declarations=_DECLARATIONS,
    bases=_bases,
    enum=_enum,
    blocks=frozenset(
        [
            "block",
            "program",
            "class_body",
            "switch_block",
            "constructor_body",
            "for_statement",
            "enhanced_for_statement",
            "try_with_resources_statement",
            "switch_block_statement_group",
        ]
    ),
    loops=frozenset(["for_statement", "enhanced_for_statement", "while_statement", "do_statement"]),
    bare_fields=True,
    block_scope=True,
    selves=frozenset(["this", "super"]),
)


def table(_grammar: str) -> Grammar:
    """Return the table."""
    return TABLE
