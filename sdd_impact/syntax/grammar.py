"""What a language's syntax table says: which kinds of nodes are strings, calls, names … A table is data and small functions on nodes.

Tables live in ``syntax/grammars``; :func:`table` gives one by the grammar's name. No table imports a grammar's wheel.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tree_sitter import Node

    from sdd_impact.syntax.code import Code


class Hole(NamedTuple):
    """An interpolated expression inside a string literal, with its rendering as written (``!r``, ``:>8``) and the kind that allows.

    ``label``: the variable that it shows, where the grammar has no node for that name; ``node`` is then where the name stands.
    """

    node: Node
    rendering: str = ""
    kind: str = "any"
    label: str = ""


class Argument(NamedTuple):
    """An argument of a call: its expression, its keyword ("" for a positional one), and whether it is spread (``*args``, ``...rest``)."""

    node: Node
    keyword: str = ""
    spread: bool = False


class Call(NamedTuple):
    """A call as all languages have it.

    ``callee`` is the dotted text without arguments and white space (``logging.getLogger().info``; ``[]`` for a subscript, ``?``
    for anything else), ``name`` its last part, ``receiver`` the expression before that (None where there is none), ``made`` whether
    it makes an object (``new X()``).
    """

    node: Node
    callee: str
    name: str
    receiver: Node | None
    arguments: tuple[Argument, ...]
    made: bool = False

    @property
    def owner(self) -> str:
        """The callee without its last name: ``self.logger`` of ``self.logger.info``."""
        return self.callee[: -len(self.name) - 1] if self.callee.endswith("." + self.name) else ""

    @property
    def positional(self) -> tuple[Argument, ...]:
        """The arguments without a keyword, spread ones included."""
        return tuple(argument for argument in self.arguments if not argument.keyword)

    def at(self, position: int) -> Node | None:
        """The positional argument at a position; None where it is missing or a spread argument stands before it."""
        positional = self.positional
        if position >= len(positional) or any(argument.spread for argument in positional[: position + 1]):
            return None
        return positional[position].node

    def keyword(self, *names: str) -> Node | None:
        """The value of the first of these keywords that is given."""
        for name in names:
            for argument in self.arguments:
                if argument.keyword == name:
                    return argument.node
        return None

    def get(self, position: int, *names: str) -> Node | None:
        """The argument at a position, else the one given by keyword."""
        found = self.at(position) if position >= 0 else None
        return found if found is not None else self.keyword(*names)


class Formatter(NamedTuple):
    """A call that gives a string.

    ``style`` is a format style (``formats.STYLES``), or ``same`` (the template unchanged: a translation), ``plural`` (one of the
    first two arguments), ``join`` (the template between the elements of the first argument), ``array-join`` (the first argument between
    the elements of the receiver), ``concat`` (template then arguments), ``strip``, ``squish``, ``dedent``, ``strip-margin``, ``trim-margin``,
    ``trim-indent``, ``descriptor`` (an object with ``defaultMessage`` or ``id``), ``text`` (the value as text), ``print`` (all arguments, a space between two that are no texts), ``println`` (a space between all), ``concat-all``
    (all arguments), ``name-of`` (the last name of the argument, as written).
    ``template`` is the position of the template, -1 for the receiver. A position that holds no text (a locale) is passed over once.
    ``of_text``: only where the template certainly is a string. ``lazy``: without arguments the template stays as it is.
    ``empty``: what begins as an empty text where the first argument is none (``new StringBuilder(256)``).
    """

    style: str
    template: int = 0
    of_text: bool = False
    lazy: bool = False
    empty: bool = False


class Grammar(NamedTuple):
    """The table of one language.

    * ``literals``: string literal kind → reader of its pieces (decoded text and holes).
    * ``joins``: kind → the operators that join ``left`` and ``right``; no operators: all named children are joined.
    * ``through``: kind → the node inside that has the same value (parentheses, casts, ``await``, a lambda's body).
    * ``choices``: kind → the nodes of which one is the value (conditional, ``or``); none where it is something else.
    * ``constants``: kind → the text it prints (None: its own source text).
    * ``names``, ``members`` (kind → object and name fields), ``items`` (kind → object and index fields).
    * ``calls``: kind → reader of the call. ``mappings``: kind → reader of (key, value) pairs, key None for a spread.
    * ``sequences``: list and tuple kinds. ``formatters``: a callee's last name, or its last two
      (``String.format``, looked up first) → how it makes a string.
    * ``declarations``: a query as :mod:`sdd_impact.syntax.shapes` reads it; the roles are those of :mod:`sdd_impact.syntax.scope`.
    * ``bases``: the dotted names of a class's bases.
    * ``enum``: what a printed member of a class shows: ``name``, ``value``, ``qualified``; "" where the class is no enum.
    * ``blocks`` and ``loops``: statement blocks and loops, to know what certainly runs before what.
    * ``printf_operator``: kind → operator that formats ``left`` with ``right`` by ``printf_style`` (Python's ``%``).
    * ``bare_fields``: a field is in scope by its bare name (Java). ``block_scope``: a declared name ends with its block.
    * ``named_by``: kind of the parent of a function without a name → its field that names it (``const f = () => …``).
    * ``selves``: names of the object itself. ``slices``: index kinds that cut a piece out of a text.
    * ``value_of``: the value that a name gets where several names get several values at once (``a, b := x, y``).
    * ``span_name``: the name of a function or class where it is more than the node's own name (a method's receiver in front).
    * ``dressing``: methods that give their object's text, beside the common ones; ``conversions``: functions that give their first argument's.
    * ``shadowing``: a name inside of its own new value is the outer one (``x := x.with()``).
    * ``typed_durations``: what is made of a duration by arithmetic is a duration, not a number.
    * ``exports``: names whose members are what the file gives to others (``module.exports``).
    * ``callee``: the fields of a method call that hold its object and its name. ``bare_calls``: a method call without arguments
      reads like a member (Ruby). ``own``: what the name of an attribute of the object itself begins with (Ruby's ``@``).

    * ``bare_formatters``: a call without brackets makes a string like one with them (Scala).
    * ``function``: the part of a call that is called, where it has no object and name.

    * ``counted_inside``: what a lambda adds to a local name around it makes its value unknown (``xs.forEach { count += 1 }``).
    * ``unset``: a name that is declared with its type alone is set before it is printed (Go's ``var text string``).
    * ``parted``: a class is written in several parts (Rust's ``impl``), and what one has the others see.

    * ``concatenates``: what joins texts joins nothing else (PHP's ``.``), so what it gives is a text whatever its operands are.
    * ``spelled``: constants of the language itself and their text (``PHP_EOL``).

    Where a grammar gives the parts of a member, a call or an item no names, a number stands for a named child: see :func:`part`.
    """

    name: str
    literals: Mapping[str, Callable[[Code, Node], list[str | Hole]]]
    joins: Mapping[str, frozenset[str]]
    through: Mapping[str, Callable[[Node], Node | None]]
    choices: Mapping[str, Callable[[Node], list[Node]]]
    constants: Mapping[str, str | None]
    names: frozenset[str]
    members: Mapping[str, tuple[str, str]]
    items: Mapping[str, tuple[str, str]]
    calls: Mapping[str, Callable[[Code, Node], Call]]
    mappings: Mapping[str, Callable[[Code, Node], list[tuple[Node | None, Node]]]]
    sequences: frozenset[str]
    formatters: Mapping[str, Formatter]
    declarations: str
    bases: Callable[[Code, Node], list[str]]
    enum: Callable[[Code, Node], str]
    blocks: frozenset[str]
    loops: frozenset[str]
    printf_operator: Mapping[str, str] = {}
    printf_style: str = "printf"
    bare_fields: bool = False
    named_by: Mapping[str, str] = {}
    block_scope: bool = False
    selves: frozenset[str] = frozenset(["self", "this"])
    slices: frozenset[str] = frozenset()
    exports: tuple[str, ...] = ()
    value_of: Callable[[Node, Node], Node | None] | None = None
    span_name: Callable[[Code, Node], str] | None = None
    dressing: frozenset[str] = frozenset()
    conversions: frozenset[str] = frozenset()
    shadowing: bool = False
    typed_durations: bool = False
    callee: tuple[str, str] = ("object", "name")
    bare_calls: bool = False
    function: str = "function"
    own: str = ""
    bare_formatters: bool = False
    parted: bool = False
    concatenates: bool = False
    spelled: Mapping[str, str] = {}
    unset: bool = False
    counted_inside: bool = False


@cache
def table(grammar: str) -> Grammar:
    """The table for a grammar's name (``python``, ``java``, ``javascript``, ``typescript``, ``tsx``)."""
    from importlib import import_module

    module = {"javascript": "ecmascript", "typescript": "ecmascript", "tsx": "ecmascript"}.get(grammar, grammar)
    found: Grammar = import_module(f"sdd_impact.syntax.grammars.{module}").table(grammar)
    return found


def field(name: str) -> Callable[[Node], Node | None]:
    """A locator: the child in a field."""
    return lambda node: node.child_by_field_name(name)


def named(position: int) -> Callable[[Node], Node | None]:
    """A locator: the named child at a position (comments left out); negative counts from the end."""

    def locate(node: Node) -> Node | None:
        children = [child for child in node.named_children if not child.is_extra]
        return children[position] if -len(children) <= position < len(children) else None

    return locate


def fields(*names: str) -> Callable[[Node], list[Node]]:
    """A locator of several nodes: the children in these fields, those that are there."""
    return lambda node: [child for name in names if (child := node.child_by_field_name(name)) is not None]


def part(node: Node, name: str) -> Node | None:
    """The child in a field; a number is the position of a named child, negative from the end; ``-1.name``: a field of that child."""
    name, _, inner = name.partition(".")
    if inner:
        outer = part(node, name)
        return part(outer, inner) if outer is not None else None
    if name.lstrip("-").isdigit():
        return named(int(name))(node)
    return node.child_by_field_name(name)


def dotted(code: Code, node: Node, grammar: Grammar, limit: int = 40) -> str:
    """The dotted text of a callee or name: calls as ``name()``, subscripts as ``[]``, anything else as ``?``."""
    parts: list[str] = []
    here: Node | None = node
    while here is not None and limit:
        limit -= 1
        kind = here.type
        if kind in grammar.members:
            owner, name = grammar.members[kind]
            last = part(here, name)
            parts.append("." + (code.text(last).replace("::", ".") if last is not None else "?"))
            here = part(here, owner)
        elif kind in grammar.calls:
            function = part(here, grammar.function)
            if function is not None:
                parts.append("()")
                here = function
            else:  # a method call that has its object and its name as fields, or a constructor
                owner_node, last = (here.child_by_field_name(name) for name in grammar.callee)
                last = last or here.child_by_field_name("type") or here.child_by_field_name("constructor")
                label = code.text(last).partition("<")[0] if last is not None else "?"
                bare = grammar.bare_calls and here.child_by_field_name("arguments") is None
                parts.append(("." if owner_node is not None else "") + label + ("" if bare else "()"))
                here = owner_node
        elif kind in grammar.items:
            parts.append("[]")
            here = part(here, grammar.items[kind][0])
        elif kind in grammar.through:
            here = grammar.through[kind](here)
        elif kind in grammar.names or not here.child_count:
            parts.append(code.text(here))
            here = None
        elif kind in grammar.literals:
            parts.append('""')
            here = None
        else:
            parts.append("?")
            here = None
    return "".join(reversed(parts))
