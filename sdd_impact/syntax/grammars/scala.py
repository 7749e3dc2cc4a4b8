"""The syntax table of Scala 2 and 3 (tree-sitter-scala 0.24)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.syntax.code import kids
from sdd_impact.syntax.formats import Slot, java_printf
from sdd_impact.syntax.grammar import Argument, Call, Formatter, Grammar, Hole, dotted, field, named

if TYPE_CHECKING:
    from tree_sitter import Node

    from sdd_impact.syntax.code import Code

_ESCAPE = late.regex(r"\\(?:u+([0-9a-fA-F]{4})|([0-7]{1,3})|(.))|\$(\$)", re.DOTALL)
_SIMPLE = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}
_CODE = late.regex(r"%[-#+ 0,(]*\d*(?:\.\d+)?[a-zA-Z]")


# --- literals ----------------------------------------------------------------------------------------------------


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(_escape, text) if "\\" in text or "$$" in text else text


def _escape(found: re.Match[str]) -> str:
    code, octal, simple, dollar = found.groups()
    if dollar or simple:
        return dollar or _SIMPLE.get(simple, simple)
    number = int(code, 16) if code else int(octal, 8)
    return chr(number) if not 0xD800 <= number < 0xE000 else found[0]


def _string(code: Code, node: Node) -> list[str | Hole]:
    raw = code.text(node)
    if raw.startswith('"""'):
        return [raw[3:-3] if len(raw) >= 6 and raw.endswith('"""') else raw[3:]]
    text = raw[1:-1] if len(raw) > 1 and raw.endswith(raw[0]) else raw[1:]
    return [_unescaped(text.partition("\n")[0])]


def _interpolated(code: Code, node: Node) -> list[str | Hole]:
    """``s"…"``, ``f"…%d"``, ``raw"…"`` and interpolators of libraries; the format behind a hole of ``f`` belongs to the hole."""
    interpolator, body = node.child_by_field_name("interpolator"), node.named_children[-1] if node.named_children else None
    if interpolator is None or body is None or body.type != "interpolated_string":
        return []
    how = code.text(interpolator)
    long = code.data.startswith(b'"""', body.start_byte)
    at, end = body.start_byte + (3 if long else 1), body.end_byte - (3 if long else 1)
    pieces: list[str | Hole] = []
    for child in body.named_children:
        if child.type == "interpolation":
            pieces += _text(code.data[at : child.start_byte], how, pieces)
            inner = kids(child)
            at = child.end_byte
            if inner:
                value = _last(inner[0]) if inner[0].type == "block" else inner[0]
                pieces.append(Hole(value if value is not None else inner[0]))
    pieces += _text(code.data[at : max(end, at)], how, pieces)
    return [piece for piece in pieces if piece != ""]


def _text(data: bytes, how: str, before: list[str | Hole]) -> list[str]:
    """The text up to the next hole. Behind a hole of ``f``, its format is taken off and given to the hole."""
    text = data.decode("utf-8", "replace")
    last = before[-1] if before else None
    if how == "f" and isinstance(last, Hole) and (found := _CODE.match(text)):
        slot = next((piece for piece in java_printf(found[0]) if isinstance(piece, Slot)), Slot())
        before[-1] = last._replace(rendering=found[0], kind=slot.kind)
        text = text[found.end() :]
    if how == "f":
        text = text.replace("%%", "%").replace("%n", "\n")
    return [text.replace("$$", "$") if how == "raw" else _unescaped(text)]


# --- calls -------------------------------------------------------------------------------------------------------


def _call(code: Code, node: Node) -> Call:
    """A call with all its lists of arguments in one (``error(e)("…")``); a name that begins large makes an object."""
    listed, function = [node.child_by_field_name("arguments")], node.child_by_field_name("function")
    for _ in range(4):
        if function is None or function.type != "call_expression":
            break
        listed.insert(0, function.child_by_field_name("arguments"))
        function = function.child_by_field_name("function")
    arguments = tuple(argument for each in listed if each is not None for argument in _arguments(code, each))
    if function is None:
        return Call(node, "?", "?", None, arguments)
    if function.type == "generic_function":
        function = function.child_by_field_name("function") or function
    callee = dotted(code, function, TABLE)
    name = callee.rpartition(".")[2]
    receiver = function.child_by_field_name("value") if function.type == "field_expression" else None
    return Call(node, callee, name, receiver, arguments, made=name[:1].isupper())


def _arguments(code: Code, listed: Node) -> list[Argument]:
    if listed.type != "arguments":
        return [Argument(listed)]  # a block
    return [_argument(code, child) for child in listed.named_children if not child.is_extra and not child.is_error]


def _argument(code: Code, node: Node) -> Argument:
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if node.type == "assignment_expression" and left is not None and right is not None:
        return Argument(right, code.text(left))
    inner = kids(node) if node.type == "vararg" else []
    return Argument(inner[0], "", spread=True) if inner else Argument(node)


def _new(code: Code, node: Node) -> Call:
    """``new X[A]("…")``, also with a body or with traits."""
    parts = kids(node)
    made, listed = parts[0] if parts else None, node.child_by_field_name("arguments")
    if made is not None and made.type == "compound_type":
        made = made.child_by_field_name("base") or made
    if made is not None and made.type == "applied_constructor_type":
        listed = next((child for child in made.named_children if child.type == "arguments"), listed)
        made = named(0)(made)
    callee = code.text(made).partition("[")[0].strip() if made is not None else "?"
    return Call(
        node, callee, callee.rpartition(".")[2], None, tuple(_arguments(code, listed)) if listed is not None else (), made=True
    )


def _infix(code: Code, node: Node) -> Call:
    """``log info "…"``."""
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    operator = node.child_by_field_name("operator")
    name = code.text(operator) if operator is not None else "?"
    callee = f"{dotted(code, left, TABLE)}.{name}" if left is not None else name
    return Call(node, callee, name, left, (Argument(right),) if right is not None else ())


# --- values ------------------------------------------------------------------------------------------------------

_NO_VALUE = frozenset([
    "val_definition", "var_definition", "function_definition", "class_definition", "object_definition", "assignment_expression",
    "throw_expression", "return_expression", "while_expression", "bindings",
])  # fmt: skip


def _last(node: Node) -> Node | None:
    """The value of a block or a lambda: its last expression."""
    inside = kids(node)
    return inside[-1] if inside and inside[-1].type not in _NO_VALUE else None


def _branch(node: Node) -> Node:
    inner = _last(node) if node.type in ("block", "indented_block") else None
    return inner if inner is not None else node


def _branches(node: Node) -> list[Node]:
    """The values of ``if`` with ``else``. A branch that throws has none."""
    sides = [node.child_by_field_name(name) for name in ("consequence", "alternative")]
    inside = [_branch(side) for side in sides if side is not None]
    return [each for each in inside if each.type not in _NO_VALUE] if len(inside) == 2 else []


def _cases(node: Node) -> list[Node]:
    """The values of ``match``; none where a case has no value."""
    body = node.child_by_field_name("body")
    values: list[Node] = []
    for clause in kids(body) if body is not None else ():
        given = [child for child in clause.children_by_field_name("body") if child.is_named and not child.is_extra]
        last = _branch(given[-1]) if given else None
        if last is None or last.type in ("block", "indented_block"):
            return []
        if last.type not in _NO_VALUE:
            values.append(last)
    return values


# --- names -------------------------------------------------------------------------------------------------------

_DECLARATIONS = """
(class_definition name: (identifier) @name) @class
(object_definition name: (identifier) @name) @class
(trait_definition name: (identifier) @name) @class
(enum_definition name: (identifier) @name) @class
(package_object name: (identifier) @name) @class
(function_definition name: (_) @name) @function
(lambda_expression) @function
(val_definition pattern: (identifier) @name type: (_)? @type value: (_)? @value) @declare
(var_definition pattern: (identifier) @name type: (_)? @type value: (_)? @value) @declare
(tuple_pattern (identifier) @name) @unknown
(enumerator . (identifier) @name) @unknown
(capture_pattern name: (identifier) @name) @unknown
(case_clause pattern: (identifier) @name) @unknown
(typed_pattern pattern: (identifier) @name type: (_) @type) @declare
(case_class_pattern pattern: (identifier) @name) @unknown
(case_class_pattern type: (type_identifier) @_type pattern: (identifier) @name (#eq? @_type "NonFatal")) @exception
(parameter name: (identifier) @name type: (_)? @type) @parameter
(class_parameter name: (identifier) @name type: (_)? @type) @parameter
(lambda_expression parameters: (identifier) @name) @parameter
(lambda_expression parameters: (bindings (binding name: (identifier) @name type: (_)? @type))) @parameter
ASSIGNMENTS
(infix_expression left: (identifier) @name operator: (operator_identifier) @_operator right: (_) @value (#eq? @_operator "+=")) @append
(call_expression function: (field_expression value: (identifier) @name field: (identifier) @_method (#eq? @_method "append"))) @unknown
(simple_enum_case name: (identifier) @name) @member
"""
#: Where an assignment is a statement; among arguments it is a name.
_STATEMENTS = ("block", "indented_block", "template_body", "case_clause", "if_expression", "lambda_expression")
_ASSIGNMENTS = "\n".join(
    f"({kind} (assignment_expression left: [(identifier) (field_expression)] @name right: (_) @value) @assign)"
    for kind in _STATEMENTS
)


def _bases(code: Code, node: Node) -> list[str]:
    """The classes and traits behind ``extends`` and ``with``."""
    extends = node.child_by_field_name("extend")
    if extends is None:
        return []
    listed = [child for child in extends.children_by_field_name("type") if child.is_named]
    return [code.text(child).partition("[")[0].strip() for child in listed]


def _enum(_: Code, node: Node) -> str:
    """The members of an enum of Scala 3 print their names."""
    return "name" if node.type == "enum_definition" else ""


FORMATTERS: dict[str, Formatter] = {
    "String.format": Formatter("java-printf"),
    "format": Formatter("java-printf", -1, of_text=True),
    "formatted": Formatter("same", -1),
    "MessageFormat.format": Formatter("message"),
    "MessageFormatter.format": Formatter("braces"),
    "String.valueOf": Formatter("text"),
    "Messages": Formatter("same"),
    "StringBuilder": Formatter("same"),
    "append": Formatter("concat", -1, of_text=True),
    "concat": Formatter("concat", -1, of_text=True),
    "stripMargin": Formatter("strip-margin", -1, of_text=True),
    "stripIndent": Formatter("dedent", -1, of_text=True),
    "trim": Formatter("strip", -1, of_text=True),
    "toString": Formatter("same", -1),
}

TABLE = Grammar(
    name="scala",
    literals={"string": _string, "interpolated_string_expression": _interpolated, "character_literal": _string},
    joins={"infix_expression": frozenset(["+"])},
    through={
        "parenthesized_expression": named(0),
        "ascription_expression": named(0),
        "block": _last,
        "indented_block": _last,
        "lambda_expression": _last,
        "generic_function": field("function"),
    },
    choices={"if_expression": _branches, "match_expression": _cases},
    constants={"integer_literal": None, "floating_point_literal": None, "boolean_literal": None, "null_literal": None},
    names=frozenset(["identifier"]),
    members={"field_expression": ("value", "field")},
    items={},
    calls={"call_expression": _call, "instance_expression": _new, "infix_expression": _infix},
    mappings={},
    sequences=frozenset(),
    formatters=FORMATTERS,
    counted_inside=True,
    declarations=_DECLARATIONS.replace("ASSIGNMENTS", _ASSIGNMENTS),
    bases=_bases,
    enum=_enum,
    blocks=frozenset([
        "block", "indented_block", "template_body", "case_clause", "compilation_unit", "lambda_expression", "enum_body", "for_expression",
    ]),
    loops=frozenset(["for_expression", "while_expression", "do_while_expression"]),
    bare_fields=True,
    block_scope=True,
    selves=frozenset(["this", "super"]),
    bare_formatters=True,
    conversions=frozenset(["MDC"]),  # Spark's log"… ${MDC(LogKeys.PATH, path)}"
    dressing=frozenset(["toString", "get", "trim", "toLowerCase", "toUpperCase", "toInt", "toLong", "toList", "toSeq", "toSet", "mkString", "getOrElse", "orNull", "show", "asString"]),
)  # fmt: skip


def table(_grammar: str) -> Grammar:
    """Return the table."""
    return TABLE
