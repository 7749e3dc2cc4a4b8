"""The syntax table of PHP (tree-sitter-php 0.24): code and the text around it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.syntax.grammar import Argument, Call, Formatter, Grammar, Hole, dotted, field, fields, named

if TYPE_CHECKING:
    from tree_sitter import Node

    from sdd_impact.syntax.code import Code

_ESCAPE = late.regex(r"\\(?:u\{([0-9a-fA-F]{1,6})\}|x([0-9a-fA-F]{1,2})|([0-7]{1,3})|([nrtvef\\$\"]))")
_SIMPLE = {"n": "\n", "t": "\t", "r": "\r", "v": "\v", "e": "\x1b", "f": "\f"}
_QUOTE = late.regex(r"\\([\\'])")
#: What stands in a text and is no hole.
_TEXTS = frozenset(["string_content", "escape_sequence", "nowdoc_string", "heredoc_start", "heredoc_end"])


def _unescape(text: str) -> str:
    return _ESCAPE.sub(_escape, text) if "\\" in text else text


def _escape(found: re.Match[str]) -> str:
    long, short, octal, simple = found.groups()
    if simple:
        return _SIMPLE.get(simple, simple)
    number = int(long or short, 16) if long or short else int(octal, 8) % 256
    return found[0] if number > 0x10FFFF or 0xD800 <= number < 0xE000 else chr(number)


def _quoted(code: Code, node: Node) -> list[str | Hole]:
    """A text in single quotes."""
    text = code.text(node).lstrip("bB")
    text = text[1:-1] if len(text) > 1 and text.endswith("'") else text[1:]
    return [_QUOTE.sub(r"\1", text)]


def _encapsed(code: Code, node: Node) -> list[str | Hole]:
    """A text in double quotes, with its holes."""
    start, end = node.start_byte + 1 + (code.data[node.start_byte : node.start_byte + 1] in (b"b", b"B")), node.end_byte
    if code.data[end - 1 : end] == b'"' and end > start:
        end -= 1
    return [_unescape(piece) if isinstance(piece, str) else piece for piece in _cut(code, node, start, end)]


def _cut(code: Code, node: Node, start: int, end: int) -> list[str | Hole]:
    """The source text between two places, cut at the holes of a node: ``$a``, ``$a[0]``, ``$a->b``, ``{$a->b()}``, ``${a}``."""
    pieces: list[str | Hole] = []
    for child in node.named_children:
        if child.type in _TEXTS or child.is_extra or child.is_error or child.start_byte < start or child.end_byte > end:
            continue
        before, after = child.start_byte, child.end_byte
        if (
            code.data[before - 1 : before] == b"{"
            and code.data[after : after + 1] == b"}"
            and child.type != "dynamic_variable_name"
        ):
            before, after = before - 1, after + 1
        if before < start:
            continue
        pieces += [code.data[start:before].decode("utf-8", "replace"), Hole(child)]
        start = after
    pieces.append(code.data[start:end].decode("utf-8", "replace"))
    return pieces


def _heredoc(code: Code, node: Node) -> list[str | Hole]:
    """A here-document or now-document; the indentation of its end is taken from every line (PHP 7.3)."""
    body, last = node.child_by_field_name("value"), node.child_by_field_name("end_tag")
    if last is None or body is None:
        return [""] if last is not None else [Hole(node)]
    first = code.data.find(b"\n", node.start_byte, last.start_byte) + 1
    end = code.data.rfind(b"\n", first - 1, last.start_byte)
    indent = code.data[end + 1 : last.start_byte].decode("utf-8", "replace")
    if end <= first - 1:
        return [""]
    pieces = _cut(code, body, first, end)
    if indent and not indent.strip():
        margin = re.compile(rf"(?:(?<=\n)|\A)[ \t]{{1,{len(indent)}}}")
        inner = re.compile(rf"(?<=\n)[ \t]{{1,{len(indent)}}}")
        pieces = [
            (inner if index else margin).sub("", piece) if isinstance(piece, str) else piece for index, piece in enumerate(pieces)
        ]
    if node.type == "nowdoc":
        return pieces
    return [_unescape(piece) if isinstance(piece, str) else piece for piece in pieces]


# --- calls -------------------------------------------------------------------------------------------------------


def _call(code: Code, node: Node) -> Call:
    listed = node.child_by_field_name("arguments")
    if node.type in ("object_creation_expression", "attribute"):
        children = [child for child in node.named_children if not child.is_extra]
        made = next(
            (child for child in children if child.type in ("name", "qualified_name", "relative_scope", "variable_name")), None
        )
        listed = node.child_by_field_name("parameters") or next((child for child in children if child.type == "arguments"), None)
        name = dotted(code, made, TABLE) if made is not None else "?"
        return Call(node, name, name.rpartition(".")[2], None, _arguments(code, listed), made=True)
    if node.type == "function_call_expression":
        function = node.child_by_field_name("function")
        callee = dotted(code, function, TABLE) if function is not None else "?"
        name = callee.rpartition(".")[2]
        arguments = _arguments(code, listed)
        return Call(node, callee, name, None, _listed(arguments) if name == "vsprintf" else arguments)
    receiver = node.child_by_field_name("object") or node.child_by_field_name("scope")
    last = node.child_by_field_name("name")
    name = code.text(last) if last is not None and last.type == "name" else "?"
    callee = f"{dotted(code, receiver, TABLE)}.{name}" if receiver is not None else name
    return Call(node, callee, name, receiver, _arguments(code, listed))


def _arguments(code: Code, listed: Node | None) -> tuple[Argument, ...]:
    found: list[Argument] = []
    for child in listed.named_children if listed is not None else ():
        if child.is_error and child.named_children:
            torn = _torn(child)
            found += [Argument(torn)] if torn is not None else []
            break  # what follows is other code, taken for arguments
        if child.type != "argument":
            continue
        name = child.child_by_field_name("name")
        inner = [
            each for each in child.named_children if not each.is_extra and not each.is_error and each.type != "reference_modifier"
        ]
        if name is not None and len(inner) > 1:
            inner = inner[1:]
        if not inner:
            continue
        value = inner[0]  # what stands behind it in damaged code is no part of it
        spread = value.type == "variadic_unpacking"
        if spread and value.named_children:
            value = value.named_children[0]
        keyword = code.text(name) if name is not None and name.id != value.id else ""
        found.append(Argument(value, keyword, spread))
    return tuple(found)


def _listed(arguments: tuple[Argument, ...]) -> tuple[Argument, ...]:
    """The arguments of ``vsprintf("…", [$a, $b])`` as those of ``sprintf``; a list in a variable holds any number of them."""
    if len(arguments) != 2 or arguments[1].keyword:
        return arguments
    listed = arguments[1].node
    if not is_list(listed):
        return arguments[0], Argument(listed, "", spread=True)
    inner = [child.named_children[-1] for child in listed.named_children if child.named_children]
    return arguments[0], *(Argument(child, "", child.type == "variadic_unpacking") for child in inner)


def _torn(node: Node) -> Node | None:
    """The text at the beginning of arguments whose closing bracket is lost: the code behind it makes it look like a call."""
    first = node.named_children[0]
    inner = first.child_by_field_name("function") if first.type == "function_call_expression" else first
    return inner if inner is not None and inner.type in ("string", "encapsed_string") else None


def _array(_: Code, node: Node) -> list[tuple[Node | None, Node]]:
    """The entries of an array that have a key."""
    pairs: list[tuple[Node | None, Node]] = []
    for child in node.named_children:
        inner = [each for each in child.named_children if not each.is_extra]
        if child.type == "array_element_initializer" and len(inner) == 2:
            pairs.append((inner[0], inner[1]))
        elif inner and inner[0].type == "variadic_unpacking" and inner[0].named_children:
            pairs.append((None, inner[0].named_children[0]))
    return pairs


def is_list(node: Node) -> bool:
    """Whether an array literal has elements without keys only."""
    return node.type == "array_creation_expression" and all(
        len([each for each in child.named_children if not each.is_extra]) == 1
        for child in node.named_children
        if child.type == "array_element_initializer"
    )


# --- values ------------------------------------------------------------------------------------------------------


def _conditional(node: Node) -> list[Node]:
    body, alternative = node.child_by_field_name("body"), node.child_by_field_name("alternative")
    first = body if body is not None else node.child_by_field_name("condition")  # $a ?: "b"
    return [first, alternative] if first is not None and alternative is not None else []


def _either(node: Node) -> list[Node]:
    operator = node.child_by_field_name("operator")
    return fields("left", "right")(node) if operator is not None and operator.type == "??" else []


def _match(node: Node) -> list[Node]:
    """The values of ``match``; an arm that throws has none."""
    body = node.child_by_field_name("body")
    values: list[Node] = []
    for arm in body.named_children if body is not None else ():
        value = arm.child_by_field_name("return_expression")
        if value is not None and value.type != "throw_expression":
            values.append(value)
    return values


def _cast(node: Node) -> Node | None:
    kind = node.child_by_field_name("type")
    return node.child_by_field_name("value") if kind is not None and kind.text in (b"string", b"object", b"array") else None


def _bases(code: Code, node: Node) -> list[str]:
    clause = next((child for child in node.named_children if child.type == "base_clause"), None)
    return [dotted(code, child, TABLE) for child in clause.named_children] if clause is not None else []


_TRANSLATIONS = {
    **{name: Formatter("colon", lazy=True) for name in ("__", "Lang.get")},
    **{name: Formatter("marked", lazy=True) for name in ("trans", "trans_choice", "t", "TranslatableMarkup", "FormattableMarkup")},
    **{name: Formatter("same") for name in ("_", "_e", "esc_html__", "esc_attr__", "esc_html_e", "_x", "_ex", "esc_html_x", "gettext", "esc_html", "wp_kses_post", "lang", "xl", "xlt")},
    **{name: Formatter("plural") for name in ("_n", "ngettext", "_nx")},
    "l10n.t": Formatter("php-printf", lazy=True),
    "l.t": Formatter("php-printf", lazy=True),
}  # fmt: skip

FORMATTERS: dict[str, Formatter] = {
    **_TRANSLATIONS,
    "sprintf": Formatter("php-printf"),
    "vsprintf": Formatter("php-printf"),
    "strtr": Formatter("marked", lazy=True),
    "strval": Formatter("text"),
    "trim": Formatter("strip"),
    "rtrim": Formatter("strip"),
    "ltrim": Formatter("strip"),
    "htmlspecialchars": Formatter("same"),
    "implode": Formatter("join"),
    "join": Formatter("join"),
}

_DECLARATIONS = """
(class_declaration name: (name) @name) @class
(interface_declaration name: (name) @name) @class
(trait_declaration name: (name) @name) @class
(enum_declaration name: (name) @name) @class
(anonymous_class) @class
(method_declaration name: (name) @name) @function
(function_definition name: (name) @name) @function
(anonymous_function) @function
(arrow_function) @function
(const_element . (name) @name (_) @value) @assign
(property_element name: (variable_name (name) @name) default_value: (_)? @value) @assign
(property_promotion_parameter type: (_)? @type name: (variable_name) @name) @parameter
(enum_case name: (name) @name value: (_)? @value) @member
(assignment_expression left: [(variable_name) (member_access_expression) (scoped_property_access_expression)] @name right: (_) @value) @assign
(augmented_assignment_expression left: [(variable_name) (member_access_expression) (scoped_property_access_expression)] @name right: (_) @value) @append
(reference_assignment_expression left: (variable_name) @name) @unknown
(list_literal (variable_name) @name) @unknown
(foreach_statement (variable_name) @name) @unknown
(foreach_statement (pair (variable_name) @name)) @unknown
(update_expression argument: (variable_name) @name) @unknown
(catch_clause type: (_) @type name: (variable_name) @name) @exception
(simple_parameter type: (_)? @type name: (variable_name) @name) @parameter
(variadic_parameter name: (variable_name) @name) @parameter
(global_declaration (variable_name) @name) @shared
(static_variable_declaration name: (variable_name) @name value: (_)? @value) @unknown
(anonymous_function_use_clause (variable_name) @name) @unknown
(anonymous_function_use_clause (by_ref (variable_name) @name)) @unknown
"""

TABLE = Grammar(
    name="php",
    literals={"string": _quoted, "encapsed_string": _encapsed, "heredoc": _heredoc, "nowdoc": _heredoc},
    joins={"binary_expression": frozenset(["."])},
    concatenates=True,
    conversions=frozenset(
        [
            "ucfirst",
            "lcfirst",
            "ucwords",
            "strtolower",
            "strtoupper",
            "mb_strtolower",
            "mb_strtoupper",
            "number_format",
            "e",
            "esc_html",
            "esc_attr",
            "htmlspecialchars",
            "htmlentities",
            "strip_tags",
            "nl2br",
            "basename",
            "trim",
            "rtrim",
            "ltrim",
            "check_plain",
        ]
    ),
    spelled={"PHP_EOL": "\n"},
    through={
        "parenthesized_expression": named(0),
        "assignment_expression": field("right"),
        "cast_expression": _cast,
        "error_suppression_expression": named(0),
        "clone_expression": named(0),
        "argument": named(-1),
        "array_element_initializer": named(-1),
        "arrow_function": field("body"),
        "qualified_name": named(-1),
        "relative_name": named(-1),
        "named_type": named(0),
        "optional_type": named(0),
    },
    choices={"conditional_expression": _conditional, "binary_expression": _either, "match_expression": _match},
    constants={"integer": None, "float": None, "boolean": None, "null": "null"},
    names=frozenset(["name", "variable_name", "relative_scope", "dynamic_variable_name"]),
    members={
        "member_access_expression": ("object", "name"),
        "nullsafe_member_access_expression": ("object", "name"),
        "class_constant_access_expression": ("0", "1"),
        "scoped_property_access_expression": ("scope", "name"),
    },
    items={"subscript_expression": ("0", "1")},
    calls={
        "function_call_expression": _call,
        "member_call_expression": _call,
        "nullsafe_member_call_expression": _call,
        "scoped_call_expression": _call,
        "object_creation_expression": _call,
        "attribute": _call,
    },
    mappings={"array_creation_expression": _array},
    sequences=frozenset(["array_creation_expression"]),
    formatters=FORMATTERS,
    declarations=_DECLARATIONS,
    bases=_bases,
    enum=lambda _code, node: "value" if node.type == "enum_declaration" else "",
    blocks=frozenset(
        ["compound_statement", "program", "declaration_list", "case_statement", "default_statement", "colon_block", "else_clause"]
    ),
    loops=frozenset(["for_statement", "foreach_statement", "while_statement", "do_statement"]),
    selves=frozenset(["$this", "self", "static", "parent"]),
)


def table(_grammar: str) -> Grammar:
    """Return the table."""
    return TABLE
