"""The syntax table of Python (tree-sitter-python 0.25)."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.syntax.formats import spec_kind
from sdd_impact.syntax.grammar import Argument, Call, Formatter, Grammar, Hole, dotted, field, fields, named

if TYPE_CHECKING:
    from tree_sitter import Node

    from sdd_impact.syntax.code import Code

_ESCAPE = late.regex(r"\\(?:\n|N\{([^}]*)\}|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3})|(.))", re.DOTALL)
_SIMPLE = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v", "\\": "\\", "'": "'", '"': '"'}


def _unescape(text: str) -> str:
    return _ESCAPE.sub(_escape, text) if "\\" in text else text


def _escape(found: re.Match[str]) -> str:
    name, two, four, eight, octal, simple = found.groups()
    if simple:
        return _SIMPLE.get(simple, found[0])  # an unknown escape stays as it is
    if name is not None:
        try:
            return unicodedata.lookup(name)
        except KeyError:
            return found[0]
    digits = two or four or eight
    number = int(digits, 16) if digits else int(octal, 8) if octal else -1
    if number < 0:
        return ""  # a line that goes on
    return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else found[0]


def _string(code: Code, node: Node) -> list[str | Hole]:
    """A string literal with its prefix: raw, bytes, f-string."""
    start = node.child(0)
    prefix = code.text(start).lower() if start is not None else ""
    pieces: list[str | Hole] = []
    for child in node.children[1:]:
        if child.type == "string_content":
            text = code.text(child)
            if "f" in prefix:
                text = text.replace("{{", "{").replace("}}", "}")
            pieces.append(text if "r" in prefix else _unescape(text))
        elif child.type == "interpolation":
            pieces += _interpolation(code, child)
    return pieces


def _interpolation(code: Code, node: Node) -> list[str | Hole]:
    expression = node.child_by_field_name("expression")
    if expression is None:
        return [Hole(node)]
    conversion = node.child_by_field_name("type_conversion")
    spec = node.child_by_field_name("format_specifier")
    rendering = (code.text(conversion) if conversion is not None else "") + (code.text(spec) if spec is not None else "")
    kind = spec_kind(code.text(spec)) if spec is not None else "any"
    equals = next((child for child in node.children if child.type == "="), None)
    if equals is None:
        return [Hole(expression, rendering, kind)]
    # {value=} prints its own source text
    label = code.data[node.start_byte + 1 : equals.end_byte].decode("utf-8", "replace")
    return [label, Hole(expression, rendering or "!r", kind)]


def _call(code: Code, node: Node) -> Call:
    function = node.child_by_field_name("function")
    listed = node.child_by_field_name("arguments")
    callee = dotted(code, function, TABLE) if function is not None else "?"
    receiver = function.child_by_field_name("object") if function is not None and function.type == "attribute" else None
    arguments: tuple[Argument, ...] = ()
    if listed is not None and listed.type == "argument_list":
        arguments = tuple(_argument(code, child) for child in listed.named_children if not child.is_extra and not child.is_error)
    elif listed is not None:
        arguments = (Argument(listed),)  # a bare generator expression
    return Call(node, callee, callee.rpartition(".")[2], receiver, arguments)


def _argument(code: Code, node: Node) -> Argument:
    if node.type == "keyword_argument":
        name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
        if name is not None and value is not None:
            return Argument(value, code.text(name))
    if node.type == "list_splat":
        return Argument(node.named_children[0] if node.named_children else node, "", spread=True)
    if node.type == "dictionary_splat":
        return Argument(node.named_children[0] if node.named_children else node, "**", spread=True)
    return Argument(node)


def _dictionary(_: Code, node: Node) -> list[tuple[Node | None, Node]]:
    pairs: list[tuple[Node | None, Node]] = []
    for child in node.named_children:
        if child.type == "pair":
            key, value = child.child_by_field_name("key"), child.child_by_field_name("value")
            if value is not None:
                pairs.append((key, value))
        elif child.type == "dictionary_splat" and child.named_children:
            pairs.append((None, child.named_children[0]))
    return pairs


def _conditional(node: Node) -> list[Node]:
    children = [child for child in node.named_children if not child.is_extra]
    return [children[0], children[2]] if len(children) == 3 else []


def _either(node: Node) -> list[Node]:
    operator = node.child_by_field_name("operator")
    if operator is None or operator.type != "or":
        return []  # "and" gives its first value only where that is empty
    return fields("left", "right")(node)


def _assigned(node: Node) -> Node | None:
    return node.child_by_field_name("right")


_TRANSLATIONS = [
    "_", "gettext", "ugettext", "lgettext", "gettext_lazy", "ugettext_lazy", "gettext_noop", "pgettext", "npgettext", "_L",
    "_LI", "_LW", "_LE", "_LC", "_C", "_lazy", "lazy_gettext", "translate", "mark_safe",
]  # fmt: skip

FORMATTERS: dict[str, Formatter] = {
    **{name: Formatter("python-printf", lazy=True) for name in _TRANSLATIONS},
    **{f"style.{name}": Formatter("same") for name in ("SUCCESS", "ERROR", "WARNING", "NOTICE", "HTTP_INFO", "MIGRATE_HEADING")},
    **{f"color_style().{name}": Formatter("same") for name in ("SUCCESS", "ERROR", "WARNING", "NOTICE")},
    "click.style": Formatter("same"),
    "typer.style": Formatter("same"),
    "pgettext": Formatter("same", 1),
    "pgettext_lazy": Formatter("same", 1),
    **{name: Formatter("plural") for name in ("ngettext", "ungettext", "ngettext_lazy", "ungettext_lazy", "_n", "_P")},
    "format": Formatter("format", -1, of_text=True),
    "format_html": Formatter("format"),
    "format_lazy": Formatter("format"),
    "format_map": Formatter("format", -1, of_text=True),
    "substitute": Formatter("dollar", -1),
    "safe_substitute": Formatter("dollar", -1),
    "Template": Formatter("same"),
    "join": Formatter("join", -1, of_text=True),
    "dedent": Formatter("dedent"),
    "strip": Formatter("strip", -1),
    "rstrip": Formatter("strip", -1),
    "lstrip": Formatter("strip", -1),
    "SafeString": Formatter("same"),
    "str": Formatter("text"),
    "force_str": Formatter("text"),
    "text_type": Formatter("text"),
}

_DECLARATIONS = """
(function_definition name: (identifier) @name) @function
(class_definition name: (identifier) @name) @class
(assignment left: (identifier) @name type: (type)? @type right: (_)? @value) @assign
(assignment left: (attribute) @name right: (_) @value) @assign
(assignment left: (pattern_list (identifier) @name)) @unknown
(assignment left: (tuple_pattern (identifier) @name)) @unknown
(augmented_assignment left: (_) @name right: (_) @value) @append
(named_expression name: (identifier) @name value: (_) @value) @assign
(for_statement left: (identifier) @name) @unknown
(for_statement left: (pattern_list (identifier) @name)) @unknown
(for_statement left: (tuple_pattern (identifier) @name)) @unknown
(as_pattern alias: (as_pattern_target (identifier) @name)) @unknown
(except_clause (as_pattern alias: (as_pattern_target (identifier) @name))) @exception
(parameters (identifier) @name) @parameter
(parameters (typed_parameter . (identifier) @name type: (type) @type)) @parameter
(parameters (default_parameter name: (identifier) @name)) @parameter
(parameters (typed_default_parameter name: (identifier) @name type: (type) @type)) @parameter
(parameters [(list_splat_pattern (identifier) @name) (dictionary_splat_pattern (identifier) @name)]) @parameter
(global_statement (identifier) @name) @shared
(nonlocal_statement (identifier) @name) @shared
(import_from_statement name: (dotted_name) @name) @import
(import_from_statement name: (aliased_import name: (_) @value alias: (identifier) @name)) @import
(import_statement name: (aliased_import name: (_) @value alias: (identifier) @name)) @import
(import_statement name: (dotted_name) @name) @import
"""


def _enum(code: Code, node: Node) -> str:
    """What a printed member of this class shows: ``value`` for StrEnum and Django's choices, ``qualified`` for other enums, else ""."""
    bases = node.child_by_field_name("superclasses")
    text = code.text(bases) if bases is not None else ""
    if "StrEnum" in text or "TextChoices" in text:
        return "value"
    return "qualified" if re.search(r"\b(?:\w*Enum|IntegerChoices|Choices)\b", text) else ""


def _bases(code: Code, node: Node) -> list[str]:
    listed = node.child_by_field_name("superclasses")
    return (
        [
            code.text(child).partition("[")[0]
            for child in listed.named_children
            if child.type in ("identifier", "attribute", "subscript")
        ]
        if listed is not None
        else []
    )


TABLE = Grammar(
    name="python",
    literals={"string": _string},
    joins={"binary_operator": frozenset(["+"]), "concatenated_string": frozenset()},
    printf_operator={"binary_operator": "%"},
    through={
        "parenthesized_expression": named(0),
        "await": named(0),
        "named_expression": field("value"),
        "assignment": _assigned,
        "lambda": field("body"),
        "keyword_argument": field("value"),
    },
    choices={"conditional_expression": _conditional, "boolean_operator": _either},
    constants={"integer": None, "float": None, "true": "True", "false": "False", "none": "None"},
    names=frozenset(["identifier"]),
    members={"attribute": ("object", "attribute")},
    items={"subscript": ("value", "subscript")},
    calls={"call": _call},
    mappings={"dictionary": _dictionary},
    sequences=frozenset(["list", "tuple", "set", "expression_list"]),
    formatters=FORMATTERS,
    declarations=_DECLARATIONS,
    printf_style="python-printf",
    bases=_bases,
    enum=_enum,
    blocks=frozenset(["block", "module"]),
    loops=frozenset(["for_statement", "while_statement"]),
    selves=frozenset(["self", "cls", "klass"]),
    slices=frozenset(["slice"]),
)


def table(_grammar: str) -> Grammar:
    """Return the table."""
    return TABLE
