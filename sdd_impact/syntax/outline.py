"""The outline of a file for detectors: functions, classes, decorators, calls, assignments, strings. One shape for all grammars.

Every part is read when it is first asked for. Comments and docstrings never yield anything. Texts are literal (constants of the
file resolved); what is not literal is there as its source text on one line.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from sdd_impact.syntax.code import UnreadableError
from sdd_impact.syntax.grammar import Argument, Call, dotted
from sdd_impact.syntax.unit import Unit

if TYPE_CHECKING:
    from tree_sitter import Node

    from sdd_impact.model import Location, Source
    from sdd_impact.syntax.bindings import Span

#: Grammar by suffix.
GRAMMARS = {
    ".py": "python", ".pyw": "python", ".pyi": "python", ".java": "java", ".js": "javascript", ".jsx": "javascript", ".mjs": "javascript",
    ".cjs": "javascript", ".ts": "typescript", ".mts": "typescript", ".cts": "typescript", ".tsx": "tsx",
}  # fmt: skip
_DECORATORS = {"python": "(decorator) @node", "java": "[(annotation) (marker_annotation)] @node"}
_IMPORTS = {
    "python": "[(import_statement) (import_from_statement)] @node",
    "java": "(import_declaration) @node",
}
#: A text that stands for itself; Java has none.
_DOCSTRINGS = {"java": ""}
_ELEMENTS = frozenset(["list", "tuple", "set", "array", "array_initializer", "element_value_array_initializer"])


class Value(NamedTuple):
    """An argument or value: its keyword or key ("" for a positional one), its source text, its literal texts.

    ``strings`` are the text itself or, for a written list, the texts of its elements; all of them where it can be one of several.
    ``entries`` are those of a written mapping (``{method: "GET", url: "/x"}``), one level deep. ``callee`` is set where it is a call.
    """

    keyword: str
    text: str
    strings: tuple[str, ...] = ()
    entries: tuple[Value, ...] = ()
    callee: str = ""

    @property
    def string(self) -> str:
        """The only literal text, "" where there is none or more than one."""
        return self.strings[0] if len(self.strings) == 1 else ""


class Called(NamedTuple):
    """A call, a decorator or an annotation: its dotted callee, last name, what stands before that, its arguments and its place."""

    callee: str
    name: str
    owner: str
    arguments: tuple[Value, ...]
    location: Location
    symbol: str
    text: str

    @property
    def strings(self) -> tuple[str, ...]:
        """All literal texts among its arguments."""
        return tuple(text for argument in self.arguments for text in argument.strings)

    def at(self, position: int) -> Value | None:
        """The positional argument at a position."""
        positional = [argument for argument in self.arguments if not argument.keyword]
        return positional[position] if position < len(positional) else None

    def keyword(self, *names: str) -> Value | None:
        """The argument given by one of these keywords (``value`` of a Java annotation is the one without a name)."""
        return next((argument for name in names for argument in self.arguments if argument.keyword == name), None)


class Function(NamedTuple):
    """A function or method. ``symbol`` is its dotted name with what is around it, ``owner`` its class, ``parameters`` name and type."""

    name: str
    symbol: str
    owner: str
    parameters: tuple[tuple[str, str], ...]
    decorators: tuple[Called, ...]
    location: Location


class Class(NamedTuple):
    """A class, interface, enum or record with the dotted names of its bases."""

    name: str
    symbol: str
    bases: tuple[str, ...]
    decorators: tuple[Called, ...]
    location: Location


class Assigned(NamedTuple):
    """A name that gets a value: a variable, a constant, a class attribute, an enum member."""

    name: str
    symbol: str
    value: Value
    type: str
    location: Location


class Quoted(NamedTuple):
    """A string literal in code."""

    text: str
    location: Location
    symbol: str


class Outline:
    """The outline of one file."""

    def __init__(self, source: Source, grammar: str) -> None:
        self.source = source
        self.grammar = grammar
        self._unit = Unit(source, grammar)

    @cached_property
    def calls(self) -> tuple[Called, ...]:
        """Every call in the order of the text."""
        return tuple(self._called(call, call.node) for call in self._unit.calls())

    def calls_in(self, symbol: str) -> tuple[Called, ...]:
        """The calls inside a function or class, those of functions within it included."""
        return tuple(call for call in self.calls if call.symbol == symbol or call.symbol.startswith(symbol + "."))

    @cached_property
    def functions(self) -> tuple[Function, ...]:
        """Every function with a name, in the order of the text."""
        scope = self._unit.scope
        parameters = self._parameters()
        found = []
        for index, span in enumerate(scope.spans):
            if span.kind == "function" and span.name and span.node is not None:
                owner = next((scope.spans[at].name for at in scope.chain(span.start)[1:] if scope.spans[at].kind == "class"), "")
                place = self._unit.location(span.node)
                decorators = self._decorators_of(span)
                found.append(Function(span.name, scope.symbol(span.start), owner, parameters.get(index, ()), decorators, place))
        return tuple(found)

    @cached_property
    def classes(self) -> tuple[Class, ...]:
        """Every class in the order of the text."""
        scope = self._unit.scope
        return tuple(
            Class(
                span.name,
                scope.symbol(span.start),
                tuple(scope.bases(span)),
                self._decorators_of(span),
                self._unit.location(span.node),
            )
            for span in scope.spans
            if span.kind == "class" and span.node is not None
        )

    @cached_property
    def assignments(self) -> tuple[Assigned, ...]:
        """Every name that gets a value, in the order of the text."""
        scope = self._unit.scope
        found = [
            Assigned(
                name, scope.symbol(each.at), self._value("", each.value), each.type.strip(": "), self._unit.location(each.node)
            )
            for name in scope.names()
            for each in scope.bindings(name)
            if each.value is not None and each.role in ("assign", "declare", "member")
        ]
        return tuple(sorted(found, key=lambda each: each.location))

    @cached_property
    def imports(self) -> tuple[str, ...]:
        """The import statements, each on one line."""
        query = _IMPORTS.get(self.grammar, "(import_statement) @node")
        return tuple(self._unit.code.folded(node) for node in self._sorted(query))

    @cached_property
    def strings(self) -> tuple[Quoted, ...]:
        """Every string literal with text in it, docstrings left out."""
        kinds = " ".join(f"({kind})" for kind in self._unit.grammar.literals)
        standing = _DOCSTRINGS.get(self.grammar, "(expression_statement (string) @node)")
        documentation = {each["node"][0].id for each in self._unit.shaped(standing)} if standing else set()
        found = []
        for node in self._sorted(f"[{kinds}] @node"):
            if node.id in documentation:
                continue
            text = "".join(
                piece for piece in self._unit.grammar.literals[node.type](self._unit.code, node) if isinstance(piece, str)
            )
            if text:
                found.append(Quoted(text, self._unit.location(node), self._unit.scope.symbol(node.start_byte)))
        return tuple(found)

    # --- parts ---------------------------------------------------------------------------------------------------

    def _sorted(self, query: str) -> list[Node]:
        return sorted(self._unit.code.captures(query).get("node", ()), key=lambda node: node.start_byte)

    def _value(self, keyword: str, node: Node, depth: int = 1) -> Value:
        unit = self._unit
        inner = node
        while inner.type in unit.grammar.through and (deeper := unit.grammar.through[inner.type](inner)) is not None:
            inner = deeper
        strings = unit.evaluator.literals(inner)
        if inner.type in _ELEMENTS:
            strings = tuple(text for child in inner.named_children for text in unit.evaluator.literals(child))
        entries: tuple[Value, ...] = ()
        if inner.type in unit.grammar.mappings and depth:
            pairs = unit.grammar.mappings[inner.type](unit.code, inner)
            entries = tuple(self._value(unit.evaluator.key(key), value, depth - 1) for key, value in pairs if key is not None)
        callee = unit.grammar.calls[inner.type](unit.code, inner).callee if inner.type in unit.grammar.calls else ""
        return Value(keyword, unit.code.folded(node), strings, entries, callee)

    def _called(self, call: Call, place: Node) -> Called:
        unit = self._unit
        arguments = tuple(self._value(each.keyword, each.node) for each in call.arguments)
        symbol = unit.scope.symbol(place.start_byte)
        return Called(call.callee, call.name, call.owner, arguments, unit.location(place), symbol, unit.code.folded(place))

    def _parameters(self) -> dict[int, tuple[tuple[str, str], ...]]:
        scope = self._unit.scope
        found: dict[int, list[tuple[int, str, str]]] = {}
        for name in scope.names():
            for binding in scope.bindings(name):
                if binding.role == "parameter":
                    found.setdefault(binding.span, []).append((binding.at, name, binding.type.strip(": ")))
        return {span: tuple((name, declared) for _, name, declared in sorted(each)) for span, each in found.items()}

    @cached_property
    def _decorated(self) -> dict[int, list[Called]]:
        """Decorators by the id of the node that they stand at."""
        found: dict[int, list[Called]] = {}
        for node in self._sorted(_DECORATORS.get(self.grammar, "(decorator) @node")):
            target = _target(node)
            if target is not None:
                found.setdefault(target.id, []).append(self._decorator(node))
        return found

    def _decorators_of(self, span: Span) -> tuple[Called, ...]:
        return tuple(self._decorated.get(span.node.id, ())) if span.node is not None else ()

    def _decorator(self, node: Node) -> Called:
        unit = self._unit
        name = node.child_by_field_name("name")
        if name is not None:  # a Java annotation
            callee = dotted(unit.code, name, unit.grammar) if name.type == "identifier" else unit.text(name)
            listed = node.child_by_field_name("arguments")
            arguments = (
                tuple(_annotated(unit, child) for child in listed.named_children if not child.is_extra)
                if listed is not None
                else ()
            )
            return self._called(Call(node, callee, callee.rpartition(".")[2], None, arguments), node)
        inner = node.named_children[0] if node.named_children else node
        call = unit.call(inner)
        if call is None:
            callee = dotted(unit.code, inner, unit.grammar)
            call = Call(node, callee, callee.rpartition(".")[2], None, ())
        return self._called(call, node)


def _annotated(unit: Unit, node: Node) -> Argument:
    key, value = node.child_by_field_name("key"), node.child_by_field_name("value")
    return Argument(value, unit.text(key)) if key is not None and value is not None else Argument(node)


def _target(node: Node) -> Node | None:
    """The function or class that a decorator belongs to."""
    parent = node.parent
    if parent is None:
        return None
    if parent.type == "modifiers":
        return parent.parent
    declared = parent.child_by_field_name("definition") or parent.child_by_field_name("declaration")
    if declared is not None:
        return declared
    if parent.type != "class_body":
        return parent
    after = node.next_named_sibling
    while after is not None and after.type in ("decorator", "comment"):
        after = after.next_named_sibling
    return after


def grammar_of(path: str) -> str:
    """The grammar of a file by its suffix, "" where there is none."""
    return GRAMMARS.get("." + path.rpartition(".")[2].lower(), "") if "." in path else ""


@lru_cache(maxsize=8)
def outline(source: Source) -> Outline | None:
    """The outline of a file, remembered; None where its language has no grammar here or it cannot be parsed in bounded time."""
    grammar = grammar_of(source.path)
    if not grammar:
        return None
    try:
        return Outline(source, grammar)
    except UnreadableError:
        return None
