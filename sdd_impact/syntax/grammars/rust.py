"""The syntax table of Rust (tree-sitter-rust 0.24).

Macros are read as calls whose names end in ``_`` (``format_("…")``): the language rewrites them so before it parses, see
``sdd_impact/languages/rust/macros.py``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.syntax.formats import spec_kind
from sdd_impact.syntax.grammar import Argument, Call, Formatter, Grammar, Hole, dotted, field, named

if TYPE_CHECKING:
    from tree_sitter import Node

    from sdd_impact.syntax.code import Code

_ESCAPE = late.regex(r"\\(?:x([0-9a-fA-F]{2})|u\{([0-9a-fA-F_]{1,8})\}|(\n\s*)|(.))", re.DOTALL)
_SIMPLE = {"n": "\n", "t": "\t", "r": "\r", "0": "\0"}
_RAW = late.regex(r"(?:b|c)?r(#*)\"(.*)\"\1\Z", re.DOTALL)


def _unescape(text: str) -> str:
    return _ESCAPE.sub(_escape, text) if "\\" in text else text


def _escape(found: re.Match[str]) -> str:
    byte, code, line, simple = found.groups()
    if line:
        return ""
    if simple:
        return _SIMPLE.get(simple, simple)
    number = int((byte or code).replace("_", "") or "0", 16)
    return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else found[0]


def _string(code: Code, node: Node) -> list[str | Hole]:
    """A string literal; a back-slash at a line's end joins the lines (Rust reference, string literals)."""
    text = code.text(node)
    start = text.find('"')
    inside = text[start + 1 : -1] if len(text) > start + 1 and text.endswith('"') else text[start + 1 :]
    return _with_captures(code, node, _unescape(inside))


def _raw_string(code: Code, node: Node) -> list[str | Hole]:
    found = _RAW.match(code.text(node))
    return _with_captures(code, node, found[2] if found else code.text(node))


#: A doubled brace (passed over), or a variable named inside of a format string (``std::fmt``, implicit named arguments).
_CAPTURE = late.regex(r"\{\{|\}\}|\{\s*((?!\d)\w+)\s*(:[^{}]*)?\}")
#: The type that ``defmt`` wants in its holes (``{=u8:#x}``), https://defmt.ferrous-systems.com/hints.
_DEFMT = late.regex(r"\{(\d*)=[^{}:\s]+(:[^{}]*)?\}")
#: Macros whose texts are no format strings.
_NO_FORMATS = frozenset(["concat_", "json_", "vec_", "dbg_"])


def _with_captures(code: Code, node: Node, text: str) -> list[str | Hole]:
    """The pieces of a literal: where it is a macro's format string, the variables that it names are holes."""
    call = node.parent.parent if node.parent is not None and node.parent.type == "arguments" else None
    function = call.child_by_field_name("function") if call is not None and "{" in text else None
    name = code.text(function).rpartition("::")[2] if function is not None else ""
    if call is None or not name.endswith("_") or name in _NO_FORMATS:
        return [text]
    text = _DEFMT.sub(r"{\1\2}", text) if "=" in text else text
    given = {argument.keyword for argument in _arguments(code, node.parent) if argument.node.start_byte > node.start_byte}
    pieces: list[str | Hole] = []
    end = 0
    for found in _CAPTURE.finditer(text):
        if found[1] is None or found[1] in given:
            continue
        rendering = (found[2] or "").strip()
        rendering = rendering if rendering != ":" else ""
        pieces += [text[end : found.start()], Hole(node, rendering, spec_kind(rendering), found[1].removeprefix("r#"))]
        end = found.end()
    return [*pieces, text[end:]]


def _character(code: Code, node: Node) -> list[str | Hole]:
    return [_unescape(code.text(node).removeprefix("b")[1:-1])]


def _arguments(code: Code, listed: Node | None) -> tuple[Argument, ...]:
    """Arguments as written; ``name = value`` (in a macro) has a keyword."""
    found: list[Argument] = []
    for child in listed.named_children if listed is not None else ():
        if child.is_extra or child.is_error or child.type == "attribute_item":
            continue
        left, right = (child.child_by_field_name(side) for side in ("left", "right"))
        if child.type == "assignment_expression" and left is not None and right is not None:
            found.append(Argument(right, code.text(left)))
        else:
            found.append(Argument(child))
    return tuple(found)


def _call(code: Code, node: Node) -> Call:
    if node.type == "struct_expression":
        return _struct(code, node)
    function = node.child_by_field_name("function")
    while function is not None and function.type == "generic_function":
        function = function.child_by_field_name("function")
    callee = dotted(code, function, TABLE) if function is not None else "?"
    if function is not None and callee.startswith("?."):  # Box::<dyn Error>::from
        callee = _TURBOFISH.sub("", code.text(function)).replace("::", ".")
    receiver: Node | None = None
    if function is not None and function.type in TABLE.members:
        receiver = function.child_by_field_name(TABLE.members[function.type][0])
    return Call(
        node, callee, callee.rpartition(".")[2], receiver, _arguments(code, node.child_by_field_name("arguments")),
    )  # fmt: skip


def _struct(code: Code, node: Node) -> Call:
    """``Error::Invalid { message: "…" }``: a call with keywords; ``{ message }`` is the variable of that name."""
    name, body = node.child_by_field_name("name"), node.child_by_field_name("body")
    arguments: list[Argument] = []
    for child in body.named_children if body is not None else ():
        if child.type == "field_initializer":
            key, value = child.child_by_field_name("field"), child.child_by_field_name("value")
            if key is not None and value is not None:
                arguments.append(Argument(value, code.text(key)))
        elif child.type == "shorthand_field_initializer" and child.named_children:
            arguments.append(Argument(child.named_children[-1], code.text(child.named_children[-1])))
    callee = code.text(name).partition("<")[0].replace("::", ".") if name is not None else "?"
    return Call(node, callee, callee.rpartition(".")[2], None, tuple(arguments), made=True)


def value_of_block(node: Node) -> Node | None:
    """The value of a block that consists of one expression only; None for any other."""
    children = [child for child in node.named_children if not child.is_extra]
    if len(children) != 1:
        return None
    only = children[0]
    if only.type == "expression_statement":
        inner = only.named_children[0] if only.named_children else None
        ends = only.children[-1].type == ";"
        return inner if inner is not None and (not ends or inner.type == "return_expression") else None
    return only if not only.type.endswith(("_item", "_declaration")) else None


def _branches(node: Node) -> list[Node]:
    """The values of ``if … else …`` and its chain; none where a branch is more than an expression."""
    values: list[Node] = []
    here: Node | None = node
    for _ in range(20):
        if here is None or here.type != "if_expression":
            break
        consequence, alternative = here.child_by_field_name("consequence"), here.child_by_field_name("alternative")
        last = alternative.named_children[-1] if alternative is not None and alternative.named_children else None
        value = value_of_block(consequence) if consequence is not None else None
        if value is None or last is None:
            return []
        values.append(value)
        if last.type == "block":
            ending = value_of_block(last)
            return [*values, ending] if ending is not None else []
        here = last
    return []


_DIVERGING = frozenset(["return_expression", "continue_expression", "break_expression"])


def _arms(node: Node) -> list[Node]:
    """The values of ``match``; none where an arm is more than an expression. An arm that leaves has no value."""
    body = node.child_by_field_name("body")
    values: list[Node] = []
    for arm in body.named_children if body is not None else ():
        if arm.type != "match_arm":
            continue
        value = arm.child_by_field_name("value")
        if value is not None and value.type == "block":
            value = value_of_block(value)
        if value is None:
            return []
        if value.type not in _DIVERGING:
            values.append(value)
    return values


def _pairs(_code: Code, node: Node) -> list[tuple[Node | None, Node]]:
    """``["key" = value, …]``, which an object of ``json!`` is rewritten to."""
    found: list[tuple[Node | None, Node]] = []
    for child in node.named_children:
        left, right = (child.child_by_field_name(side) for side in ("left", "right"))
        if child.type == "assignment_expression" and left is not None and right is not None:
            found.append((left, right))
    return found


def _bases(_code: Code, _node: Node) -> list[str]:
    return []


def _enum(_code: Code, _node: Node) -> str:
    """How a member prints is said by ``impl Display``, which is not looked into."""
    return ""


def _span_name(code: Code, node: Node) -> str:
    """The name of an item; an ``impl`` has the name of its type, without what the type is made of."""
    name = node.child_by_field_name("type" if node.type == "impl_item" else "name")
    return code.text(name).partition("<")[0].rpartition("::")[2] if name is not None else ""


_DECLARATIONS = """
(struct_item name: (type_identifier) @name) @class
(enum_item name: (type_identifier) @name) @class
(trait_item name: (type_identifier) @name) @class
(impl_item type: (_) @name) @class
(mod_item name: (identifier) @name) @class
(function_item name: (identifier) @name) @function
(closure_expression) @function
(const_item name: (identifier) @name type: (_)? @type value: (_)? @value) @assign
(static_item name: (identifier) @name type: (_)? @type value: (_)? @value) @assign
(let_declaration pattern: (identifier) @name type: (_)? @type value: (_)? @value) @declare
(let_declaration pattern: (tuple_pattern (identifier) @name @declare))
(tuple_struct_pattern (identifier) @name @declare)
(field_pattern name: (shorthand_field_identifier) @name @declare)
(captured_pattern (identifier) @name @declare)
(assignment_expression left: (identifier) @name right: (_) @value) @assign
(compound_assignment_expr left: (identifier) @name right: (_) @value) @append
(for_expression pattern: (identifier) @name @declare)
(parameter pattern: (identifier) @name type: (_) @type) @parameter
(closure_expression parameters: (closure_parameters (identifier) @name)) @parameter
"""

_TURBOFISH = late.regex(r"::<.*?>(?=::|\Z)", re.DOTALL)
_SAME = Formatter("same")
_SAME_OF_TEXT = Formatter("same", -1, of_text=True)

FORMATTERS: dict[str, Formatter] = {
    "format_": Formatter("format"),
    "format_args_": Formatter("format"),
    "concat_": Formatter("concat"),
    "String.from": _SAME,
    "Cow.Borrowed": _SAME,
    "Cow.from": _SAME,
    "Box.new": _SAME,
    "Box.from": _SAME,
    "Arc.from": _SAME,
    "Some": _SAME,
    "to_string": Formatter("same", -1),
    "to_owned": _SAME_OF_TEXT,
    "to_string_lossy": Formatter("same", -1),
    "into": _SAME_OF_TEXT,
    "as_str": _SAME_OF_TEXT,
    "as_ref": _SAME_OF_TEXT,
    "as_bytes": _SAME_OF_TEXT,
    "clone": _SAME_OF_TEXT,
    "leak": _SAME_OF_TEXT,
    "trim": Formatter("strip", -1, of_text=True),
    "trim_end": Formatter("strip", -1, of_text=True),
    "red": _SAME_OF_TEXT, "green": _SAME_OF_TEXT, "yellow": _SAME_OF_TEXT, "bold": _SAME_OF_TEXT, "cyan": _SAME_OF_TEXT,
    "blue": _SAME_OF_TEXT, "dimmed": _SAME_OF_TEXT,
}  # fmt: skip

TABLE = Grammar(
    name="rust",
    literals={"string_literal": _string, "raw_string_literal": _raw_string, "char_literal": _character},
    joins={"binary_expression": frozenset(["+"])},
    through={
        "parenthesized_expression": named(0),
        "reference_expression": field("value"),
        "unary_expression": lambda node: node.named_children[0] if node.children[0].type == "*" and node.named_children else None,
        "type_cast_expression": field("value"),
        "try_expression": named(0),
        "await_expression": named(0),
        "closure_expression": field("body"),
        "block": value_of_block,
        "return_expression": named(0),
    },
    choices={"if_expression": _branches, "match_expression": _arms},
    constants={"integer_literal": None, "float_literal": None, "boolean_literal": None},
    names=frozenset(["identifier", "self"]),
    members={"field_expression": ("value", "field"), "scoped_identifier": ("path", "name")},
    items={},
    calls={"call_expression": _call, "struct_expression": _call},
    mappings={"array_expression": _pairs},
    sequences=frozenset(["tuple_expression"]),
    formatters=FORMATTERS,
    declarations=_DECLARATIONS,
    bases=_bases,
    enum=_enum,
    blocks=frozenset(["block", "source_file", "declaration_list", "match_arm", "for_expression", "if_expression", "match_block"]),
    loops=frozenset(["for_expression", "while_expression", "loop_expression"]),
    span_name=_span_name,
    block_scope=True,
    parted=True,
    dressing=frozenset(
        ["display", "to_string", "to_owned", "as_str", "as_ref", "as_deref", "to_string_lossy", "borrow", "clone", "as_slice"]
    ),
    selves=frozenset(["self", "Self"]),
)


def table(_grammar: str) -> Grammar:
    """Return the table."""
    return TABLE
