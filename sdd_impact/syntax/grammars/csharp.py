"""The syntax table of C# (tree-sitter-c-sharp 0.23)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.syntax.formats import net_kind
from sdd_impact.syntax.grammar import Argument, Call, Formatter, Grammar, Hole, dotted, field, fields, named

if TYPE_CHECKING:
    from tree_sitter import Node

    from sdd_impact.syntax.code import Code

_ESCAPE = late.regex(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|x([0-9a-fA-F]{1,4})|(.))", re.DOTALL)
_SIMPLE = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "a": "\a", "e": "\x1b", "0": "\0"}


def _unescape(text: str) -> str:
    return _ESCAPE.sub(_escape, text) if "\\" in text else text


def _escape(found: re.Match[str]) -> str:
    simple = found[4]
    if simple is not None:
        return _SIMPLE.get(simple, simple)
    number = int(found[1] or found[2] or found[3], 16)
    return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else found[0]


# --- literals --------------------------------------------------------------------------------------------------------


def _string(code: Code, node: Node) -> list[str | Hole]:
    """A regular string or a character; only a half-written one runs over lines."""
    raw = code.text(node).removesuffix("u8").removesuffix("U8")
    text = raw[1:-1] if len(raw) > 1 and raw.endswith(raw[0]) else raw[1:]
    return [_unescape(text.partition("\n")[0])]


def _verbatim(code: Code, node: Node) -> list[str | Hole]:
    """``@"a ""b"" c"``: no escapes but the doubled quote."""
    raw = code.text(node).removesuffix("u8")
    return [raw[2 : -1 if raw.endswith('"') and len(raw) > 2 else None].replace('""', '"')]


def _raw(code: Code, node: Node) -> list[str | Hole]:
    """A raw string: three quotes or more; of several lines, the indentation of the last one is taken off."""
    content = next((code.text(child) for child in node.named_children if child.type == "raw_string_content"), "")
    return _dedented([content]) if "\n" in content else [content]


def _interpolated(code: Code, node: Node) -> list[str | Hole]:
    """``$"…"``, ``$@"…"`` and ``$$\"\"\"…\"\"\"``, with alignment and format of each hole."""
    pieces: list[str | Hole] = []
    start = code.text(node.children[0]) if node.children else "$"
    raw = any(child.type == "interpolation_quote" for child in node.children)
    for child in node.named_children:
        if child.type == "interpolation":
            hole = _hole(code, child)
            pieces += [hole] if hole is not None else []
        elif child.type in ("string_content", "escape_sequence"):
            text = code.text(child)
            if not raw:
                text = text.replace("{{", "{").replace("}}", "}")
                text = text.replace('""', '"') if "@" in start else _unescape(text)
            pieces.append(text)
    if raw and any(isinstance(piece, str) and "\n" in piece for piece in pieces):
        return _dedented(pieces)
    return pieces


def _hole(code: Code, node: Node) -> Hole | None:
    inner = [child for child in node.named_children if not child.is_extra and child.type != "interpolation_brace"]
    if not inner:
        return None
    rest = {child.type: code.text(child).replace(" ", "") for child in inner[1:]}
    spec = rest.get("interpolation_format_clause", "")
    return Hole(inner[0], rest.get("interpolation_alignment_clause", "") + spec, net_kind(spec))


def _dedented(pieces: list[str | Hole]) -> list[str | Hole]:
    """The lines of a raw string without the first and last line end and the last line's indentation."""
    last = pieces[-1] if pieces else ""
    indent = "\n" + (last.rpartition("\n")[2] if isinstance(last, str) and not last.rpartition("\n")[2].strip() else "")
    found = [piece.replace(indent, "\n") if isinstance(piece, str) else piece for piece in pieces]
    if found and isinstance(found[0], str):
        found[0] = found[0].removeprefix("\n")
    if found and isinstance(found[-1], str):
        found[-1] = found[-1].removesuffix("\n")
    return found


# --- calls -----------------------------------------------------------------------------------------------------------


def arguments_of(listed: Node | None) -> tuple[Argument, ...]:
    """The arguments in a list of arguments."""
    found: list[Argument] = []
    for child in listed.named_children if listed is not None else ():
        if child.type != "argument":
            continue
        name = child.child_by_field_name("name")
        inner = [each for each in child.named_children if not each.is_extra and not each.is_error and each != name]
        inner = inner or [each for each in child.children if each.type in ("this", "base")]
        if inner:
            found.append(Argument(inner[-1], name.text.decode("utf-8", "replace") if name is not None and name.text else ""))
    return tuple(found)


def _call(code: Code, node: Node) -> Call:
    """An invocation, through ``?.`` too."""
    arguments = arguments_of(node.child_by_field_name("arguments"))
    function = node.child_by_field_name("function")
    receiver: Node | None = None
    last = function
    if function is not None and function.type == "member_access_expression":
        receiver, last = function.child_by_field_name("expression"), function.child_by_field_name("name")
    elif function is not None and function.type == "conditional_access_expression":
        receiver, last = function.child_by_field_name("condition"), function.named_children[-1].child_by_field_name("name")
    elif function is not None and function.type not in ("identifier", "generic_name"):
        last = None
    name = code.text(last).partition("<")[0].strip() if last is not None else "?"
    callee = f"{dotted(code, receiver, TABLE)}.{name}" if receiver is not None else name
    return Call(node, callee, name, receiver, arguments)


def _made(code: Code, node: Node) -> Call:
    """``new X(…)``. The type of ``new(…)`` is not written: its name is empty."""
    made = node.child_by_field_name("type")
    callee = code.text(made).partition("<")[0].strip() if made is not None else ""
    listed = node.child_by_field_name("arguments") or next(
        (child for child in node.named_children if child.type == "argument_list"), None
    )
    return Call(node, callee, callee.rpartition(".")[2], None, arguments_of(listed), made=True)


def _element(code: Code, node: Node) -> Call:
    """``x["k"]`` as ``x.get("k")``: the text under a key, or an element of a list."""
    receiver = node.child_by_field_name("expression")
    owner = dotted(code, receiver, TABLE) if receiver is not None else "?"
    return Call(node, f"{owner}.get", "get", receiver, arguments_of(node.child_by_field_name("subscript")))


def _entries(code: Code, node: Node) -> list[tuple[Node | None, Node]]:
    """The entries of ``{ A = 1 }``, ``{ ["a"] = 1 }``, ``{ { "a", 1 } }`` and ``new { a = 1, b }``."""
    del code
    if node.type == "anonymous_object_creation_expression":
        return _anonymous(node)
    found: list[tuple[Node | None, Node]] = []
    for child in node.named_children:
        left, right = child.child_by_field_name("left"), child.child_by_field_name("right")
        if child.type == "assignment_expression" and left is not None and right is not None:
            key = left
            if left.type == "element_binding_expression":
                inner = arguments_of(left)
                key = inner[0].node if inner else left
            found.append((key, right))
        elif child.type == "initializer_expression" and len(child.named_children) == 2:
            found.append((child.named_children[0], child.named_children[1]))
    return found


def _anonymous(node: Node) -> list[tuple[Node | None, Node]]:
    found: list[tuple[Node | None, Node]] = []
    children = [child for child in node.children if not child.is_extra and (child.is_named or child.type in ("=", ","))]
    at = 0
    while at < len(children):
        here = children[at]
        if here.type in ("=", ","):
            at += 1
        elif at + 2 < len(children) and children[at + 1].type == "=":
            found.append((here, children[at + 2]))
            at += 3
        else:  # ``new { user.Id }`` has the member's own name
            last = here.child_by_field_name("name") if here.type == "member_access_expression" else here
            found.append((last, here))
            at += 1
    return found


# --- the rest --------------------------------------------------------------------------------------------------------


def _lambda(node: Node) -> Node | None:
    """The value of a lambda: its expression, or what its only statement returns."""
    body = node.child_by_field_name("body")
    if body is None or body.type != "block":
        return body
    statements = [child for child in body.named_children if not child.is_extra]
    if len(statements) == 1 and statements[0].type == "return_statement" and statements[0].named_children:
        return statements[0].named_children[0]
    return None


def _suppressed(node: Node) -> Node | None:
    """``x!`` is x; ``x++`` is something else."""
    return node.named_children[0] if node.named_children and node.children[-1].type == "!" else None


def _arms(node: Node) -> list[Node]:
    """The values of a ``switch`` expression; an arm that throws has none."""
    values = [arm.named_children[-1] for arm in node.named_children if arm.type == "switch_expression_arm" and arm.named_children]
    return [value for value in values if value.type != "throw_expression"]


def _coalesced(node: Node) -> list[Node]:
    """The sides of ``a ?? b``; of any other operator none."""
    operator = node.child_by_field_name("operator")
    if operator is None or operator.type != "??":
        return []
    return [side for side in fields("left", "right")(node) if side.type != "throw_expression"]


def _enum(code: Code, node: Node) -> str:
    """The members of an enum print their names."""
    del code
    return "name" if node.type == "enum_declaration" else ""


def _bases(code: Code, node: Node) -> list[str]:
    listed = next((child for child in node.named_children if child.type == "base_list"), None)
    found: list[str] = []
    for child in listed.named_children if listed is not None else ():
        base = child.child_by_field_name("type") if child.type == "primary_constructor_base_type" else child
        if base is not None and base.type in ("identifier", "qualified_name", "generic_name"):
            found.append(code.text(base).partition("<")[0])
    return found


def _variables(parent: str, role: str) -> str:
    """The pattern of the variables that a kind of statement declares; :func:`_value_of` tells the value."""
    return f"({parent} (variable_declaration type: (_) @type (variable_declarator name: (identifier) @name) @value)) @{role}\n"


_DECLARATIONS = (
    """
(class_declaration name: (identifier) @name) @class
(struct_declaration name: (identifier) @name) @class
(interface_declaration name: (identifier) @name) @class
(record_declaration name: (identifier) @name) @class
(enum_declaration name: (identifier) @name) @class
(method_declaration name: (identifier) @name) @function
(constructor_declaration name: (identifier) @name) @function
(local_function_statement name: (identifier) @name) @function
(lambda_expression) @function
(anonymous_method_expression) @function
"""
    + _variables("field_declaration", "assign")
    + _variables("local_declaration_statement", "declare")
    + _variables("using_statement", "declare")
    + _variables("for_statement", "declare")
    + """
(property_declaration type: (_) @type name: (identifier) @name) @assign @value
(assignment_expression left: [(identifier) (member_access_expression)] @name right: (_) @value) @assign
(postfix_unary_expression (identifier) @name "++") @unknown
(postfix_unary_expression (identifier) @name "--") @unknown
(prefix_unary_expression "++" (identifier) @name) @unknown
(prefix_unary_expression "--" (identifier) @name) @unknown
(argument "out" (identifier) @name) @unknown
(argument "ref" (identifier) @name) @unknown
(declaration_expression type: (_) @type name: (identifier) @name @declare)
(tuple_pattern name: (identifier) @name @declare)
(parameter type: (_) @type name: (identifier) @name) @parameter
(parameter !type name: (identifier) @name) @parameter
(parameter_list type: (_) @type name: (identifier) @name @parameter)
(lambda_expression parameters: (implicit_parameter) @name @parameter)
(catch_declaration type: (_) @type name: (identifier) @name) @exception
(foreach_statement type: (_) @type left: (identifier) @name @declare)
(declaration_pattern type: (_) @type name: (identifier) @name @declare)
(recursive_pattern name: (identifier) @name @declare)
(enum_member_declaration name: (identifier) @name) @member
"""
)

#: Names of string localizers: what they are asked for is the key, which is the text in the source's own language.
_LOCALIZERS = [
    "L", "S", "T", "H", "Localizer", "localizer", "_localizer", "_stringLocalizer", "stringLocalizer", "_sharedLocalizer",
    "SharedLocalizer", "_loc", "Loc", "_l", "_t", "_L", "_T",
]  # fmt: skip

FORMATTERS: dict[str, Formatter] = {
    **{f"{owner}.get": Formatter("composite", lazy=True) for owner in _LOCALIZERS},
    **{f"{owner}.GetString": Formatter("composite", lazy=True) for owner in _LOCALIZERS},
    **{owner: Formatter("composite", lazy=True) for owner in ("L", "T", "_")},
    **dict.fromkeys(["string.Format", "String.Format"], Formatter("composite")),
    **dict.fromkeys(["string.Concat", "String.Concat"], Formatter("concat-all")),
    **dict.fromkeys(["string.Create", "String.Create"], Formatter("same", 1)),
    "AppendFormat": Formatter("composite"),
    "FormattableString.Invariant": Formatter("same"),
    "FormattableString.CurrentCulture": Formatter("same"),
    "FormattableStringFactory.Create": Formatter("composite"),
    "Invariant": Formatter("same"),
    "FormatWith": Formatter("composite", -1, of_text=True),
    "FormatInvariant": Formatter("composite", -1, of_text=True),
    "nameof": Formatter("name-of"),
    "T.Get": Formatter("same"),  # a translation: the key stands for the text
    "StringBuilder": Formatter("same", empty=True),
    "Append": Formatter("concat", -1, of_text=True),
    "Trim": Formatter("strip", -1, of_text=True),
    "TrimStart": Formatter("strip", -1, of_text=True),
    "TrimEnd": Formatter("strip", -1, of_text=True),
    "ReplaceLineEndings": Formatter("same", -1, of_text=True),
    "ToString": Formatter("same", -1),
    "Convert.ToString": Formatter("text"),
}


def _value_of(name: Node, value: Node) -> Node | None:
    """The value that a name gets: of a variable's declarator, of a property that cannot be set, of an assignment.

    ``Name = "x"`` in an object's initialiser gives a member of that object a value, no variable.
    """
    if value.type == "variable_declarator":
        last = value.named_children[-1]
        return last if last.start_byte > name.start_byte and last.type != "bracketed_argument_list" else None
    if value.type == "property_declaration":
        accessors = value.child_by_field_name("accessors")
        words = {accessor.child_by_field_name("name") for accessor in accessors.named_children} if accessors is not None else set()
        return (
            None if any(word is not None and word.type in ("set", "init") for word in words) else value.child_by_field_name("value")
        )
    outer = name.parent.parent if name.parent is not None else None
    return None if outer is not None and outer.type == "initializer_expression" else value


_LAST: dict[str, tuple[str, str]] = {
    "member_access_expression": ("expression", "name"),
    "conditional_access_expression": ("condition", "-1.name"),
    "qualified_name": ("qualifier", "name"),
}

TABLE = Grammar(
    name="csharp",
    literals={
        "string_literal": _string,
        "character_literal": _string,
        "verbatim_string_literal": _verbatim,
        "raw_string_literal": _raw,
        "interpolated_string_expression": _interpolated,
    },
    joins={"binary_expression": frozenset(["+"])},
    through={
        "parenthesized_expression": named(0),
        "cast_expression": field("value"),
        "await_expression": named(0),
        "postfix_unary_expression": _suppressed,
        "lambda_expression": _lambda,
        "assignment_expression": field("right"),
        "arrow_expression_clause": named(0),
        "as_expression": field("left"),
        "checked_expression": named(0),
    },
    choices={
        "conditional_expression": fields("consequence", "alternative"),
        "switch_expression": _arms,
        "binary_expression": _coalesced,
    },
    constants={"integer_literal": None, "real_literal": None, "boolean_literal": None, "null_literal": ""},
    names=frozenset(["identifier", "generic_name"]),
    members=_LAST,
    items={},
    calls={
        "invocation_expression": _call,
        "object_creation_expression": _made,
        "implicit_object_creation_expression": _made,
        "element_access_expression": _element,
    },
    mappings={"initializer_expression": _entries, "anonymous_object_creation_expression": _entries},
    sequences=frozenset(["collection_expression"]),
    formatters=FORMATTERS,
    declarations=_DECLARATIONS,
    bases=_bases,
    enum=_enum,
    blocks=frozenset(
        [
            "block", "compilation_unit", "declaration_list", "for_statement", "foreach_statement", "using_statement", "switch_section",
            "fixed_statement", "lambda_expression", "switch_expression_arm",
        ]
    ),
    loops=frozenset(["for_statement", "foreach_statement", "while_statement", "do_statement"]),
    bare_fields=True,
    block_scope=True,
    selves=frozenset(["this", "base"]),
    value_of=_value_of,
    dressing=frozenset(
        [
            "ToString", "ToList", "ToArray", "ToLower", "ToLowerInvariant", "ToUpper", "ToUpperInvariant", "Trim", "TrimStart", "TrimEnd",
            "GetValueOrDefault", "Value", "ToUniversalTime", "ToLocalTime", "AsSpan", "ConfigureAwait", "Replace",
        ]
    ),
)  # fmt: skip


def table(_grammar: str) -> Grammar:
    """Return the table."""
    return TABLE
