"""Which kinds of nodes are what, for each language of the JVM: data, and a few questions to nodes that need it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.syntax.code import kids
from sdd_impact.syntax.grammar import part
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tree_sitter import Node

    from sdd_impact.syntax import Unit

_LONGEST = 40
_SCALA_CLASS = late.regex(r"classOf\[([\w.]+)(?:\[.*\])?\]")
_KOTLIN_CLASS = late.regex(r"([\w.]+)::class(?:\.java|\.javaObjectType)?(?:\.(?:name|canonicalName|qualifiedName))?(?:!!)?")


class Kinds(NamedTuple):
    """The kinds of one grammar.

    ``passes``: hand a value on as it is. ``casts``: kind → the place of the type. ``numbers``: whole numbers. ``silent``: what certainly is
    no message. ``handlers``: functions that may be given an exception. ``bodies``: what ends a diagnostic context; ``resources``: what is in force in the
    body of its statement only. ``class_literal``: the name of the
    class in ``X.class``, "" for anything else. ``given``: the arguments of an enum's member. ``arrays``: kind → the place of the elements. ``members``: of an enum.
    """

    passes: frozenset[str]
    throws: frozenset[str]
    returns: frozenset[str]
    catches: frozenset[str]
    handlers: frozenset[str]
    bodies: frozenset[str]
    casts: Mapping[str, str]
    numbers: frozenset[str]
    silent: frozenset[str]
    arrays: Mapping[str, str]
    members: frozenset[str]
    resources: frozenset[str]
    class_literal: Callable[[Unit, Node], str]
    given: Callable[[Node], list[Node]]


def _java_class(unit: Unit, node: Node) -> str:
    return unit.text(node).removesuffix(".class").strip().partition("<")[0] if node.type == "class_literal" else ""


def _java_given(node: Node) -> list[Node]:
    listed = node.child_by_field_name("arguments")
    return kids(listed) if listed is not None else []


def _kotlin_class(unit: Unit, node: Node) -> str:
    found = _KOTLIN_CLASS.fullmatch(unit.text(node))
    return found[1] if found and found[1] != "this" else ""


def _kotlin_given(node: Node) -> list[Node]:
    listed = next((child for child in node.named_children if child.type == "value_arguments"), None)
    return [inside[-1] for child in kids(listed) if (inside := kids(child))] if listed is not None else []


def _scala_class(unit: Unit, node: Node) -> str:
    found = _SCALA_CLASS.fullmatch(unit.text(node))
    return found[1] if found else ""


def _scala_given(node: Node) -> list[Node]:
    extends = node.child_by_field_name("extend")
    listed = extends.child_by_field_name("arguments") if extends is not None else None
    return kids(listed) if listed is not None else []


_TABLES = {
    "java": Kinds(
        passes=frozenset(["parenthesized_expression", "cast_expression", "ternary_expression"]),
        throws=frozenset(["throw_statement"]),
        returns=frozenset(["return_statement", "throw_statement"]),
        catches=frozenset(["catch_clause"]),
        handlers=frozenset(["method_declaration"]),
        bodies=frozenset(["method_declaration", "constructor_declaration", "lambda_expression", "static_initializer"]),
        casts={"cast_expression": "type"},
        numbers=frozenset(["decimal_integer_literal"]),
        silent=frozenset(
            [
                "class_literal", "lambda_expression", "method_reference", "this", "array_creation_expression", "null_literal",
                "decimal_integer_literal", "true", "false", "object_creation_expression", "hex_integer_literal", "switch_expression",
            ]
        ),
        arrays={"array_creation_expression": "value"},
        members=frozenset(["enum_constant"]),
        resources=frozenset(["resource"]),
        class_literal=_java_class,
        given=_java_given,
    ),
    "kotlin": Kinds(
        passes=frozenset(["parenthesized_expression", "as_expression", "if_expression", "when_expression", "when_entry"]),
        throws=frozenset(["throw_expression"]),
        returns=frozenset(["return_expression", "throw_expression"]),
        catches=frozenset(["catch_block"]),
        handlers=frozenset(["function_declaration"]),
        bodies=frozenset(["function_declaration", "secondary_constructor", "anonymous_initializer", "getter", "lambda_literal"]),
        casts={"as_expression": "right"},
        numbers=frozenset(["number_literal"]),
        silent=frozenset(["lambda_literal", "this_expression", "number_literal", "float_literal", "object_literal"]),
        arrays={},
        members=frozenset(["enum_entry"]),
        resources=frozenset(),
        class_literal=_kotlin_class,
        given=_kotlin_given,
    ),
    "scala": Kinds(
        passes=frozenset(["parenthesized_expression", "if_expression", "ascription_expression"]),
        throws=frozenset(["throw_expression"]),
        returns=frozenset(["return_expression", "throw_expression"]),
        catches=frozenset(["catch_clause"]),
        handlers=frozenset(["function_definition"]),
        bodies=frozenset(["function_definition", "lambda_expression"]),
        casts={"ascription_expression": "type"},
        numbers=frozenset(["integer_literal"]),
        silent=frozenset(
            ["lambda_expression", "integer_literal", "floating_point_literal", "boolean_literal", "null_literal", "unit", "wildcard", "generic_function"]
        ),
        arrays={},
        members=frozenset(["simple_enum_case"]),
        resources=frozenset(),
        class_literal=_scala_class,
        given=_scala_given,
    ),
}  # fmt: skip


def kinds(unit: Unit) -> Kinds:
    """The kinds of a file's grammar."""
    return _TABLES[unit.grammar.name]


def is_name(unit: Unit, node: Node) -> bool:
    """Whether an expression is a name, dotted or not."""
    return node.type in unit.grammar.names or node.type in unit.grammar.members


def subject(unit: Unit, node: Node) -> Node | None:
    """What a call is made on, or a member taken of."""
    grammar = unit.grammar
    if node.type in grammar.calls:
        owner = node.child_by_field_name(grammar.callee[0])
        return owner if owner is not None else part(node, grammar.function)
    return part(node, grammar.members[node.type][0]) if node.type in grammar.members else None


def given_to(unit: Unit, node: Node, wanted: frozenset[str]) -> Node | None:
    """The statement of a wanted kind that an expression is given to as it is, through parentheses and methods called on it."""
    passes = kinds(unit).passes
    here, outer = node, node.parent
    for _ in range(_LONGEST):
        if outer is None:
            return None
        if outer.type in wanted:
            return outer
        if outer.type not in passes and subject(unit, outer) != here:
            return None
        here, outer = outer, outer.parent
    return None


def pair_of(node: Node) -> tuple[Node, Node] | None:
    """Key and value of ``"a" to b`` (Kotlin) and ``"a" -> b`` (Scala)."""
    parts = kids(node) if node.type == "infix_expression" else []
    return (parts[0], parts[2]) if len(parts) == 3 and parts[1].text in (b"to", b"->") else None
