"""Which values a name can have, as far as one file says.

Only what is certain is said: a name that is also a parameter, a loop variable or changed elsewhere has an unknown value among its
values. Positions are byte offsets.

The roles that a ``declarations`` query captures, each with ``@name`` and perhaps ``@value`` and ``@type``: ``@function`` and ``@class`` (spans,
named or not), ``@assign``, ``@declare`` (like assign, but lives in its block), ``@append`` (``+=``), ``@unknown`` (a loop
variable …), ``@exception`` (a caught exception), ``@parameter``, ``@shared`` (``global``), ``@import`` (with the imported name as ``@value`` where it is renamed), ``@member`` (an enum
member, with its text as ``@value`` where it has one). An ``operator`` field decides between ``assign``, ``append`` and ``unknown``.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.syntax.bindings import Binding, Bound, Place, Span, block_of, counted, holds, position
from sdd_impact.syntax.grammar import dotted
from sdd_impact.syntax.in_order import UNKNOWN, folded, unordered
from sdd_impact.syntax.shapes import PARTICULARS, Captures, every, occurring

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tree_sitter import Node

    from sdd_impact.syntax.code import Code
    from sdd_impact.syntax.grammar import Grammar

_DECLARED_LIMIT = 50
#: Parts of one class that are looked at, where it has several.
_PARTS = 50
#: What an operator makes of ``assign`` and ``append``: any other one gives an unknown value.
_OPERATORS = {"=": "assign", "+=": "append", ".=": "append", "<<": "append"}
_ASSIGNING = frozenset(["assign", "append", "unknown"])
_SPANS = frozenset(["function", "class"])
#: What follows a name whose value may hold a text: a quote soon after ``=``, or an object (``export default {`` has no ``=``).
_TEXT_FOLLOWS = late.regex(
    rb"""\s*(?::[^=\n]{0,200}|[\w.*\[\]]{1,80}[ \t])?(?:=(?![=>])(?:\s*(?:[\w.$]{1,60}\()?\{|[\s\w.$({\[+<>):,-]{0,200}["'`])|\{)"""
)


class Scope:
    """The names of one file. Made once per file, when the first name is looked up.

    ``nodes`` are the nodes of the kinds that the grammar's declarations begin with, by kind.
    """

    def __init__(self, code: Code, grammar: Grammar, nodes: Mapping[str, Sequence[Node]]) -> None:
        self._code = code
        self._grammar = grammar
        self.spans: list[Span] = []
        self._starts: list[int] = []
        self._found: dict[str, list[Node]] = {}
        self._roles: dict[int, list[tuple[int, str, Captures]]] = {}
        self._bindings: dict[str, list[Binding]] = {}
        self._places: dict[tuple[str, int], Place] = {}
        self._shared: set[str] = set()
        self._attributes: dict[tuple[int, str], list[Binding]] = {}
        self._looked_up: dict[tuple[str, int], Bound | None] = {}
        self._fields: dict[tuple[str, int], Place] = {}
        self._classes: dict[str, int] = {}
        self._parts: dict[str, list[int]] = {}
        self._read(nodes)

    # --- reading -------------------------------------------------------------------------------------------------

    def _read(self, nodes: Mapping[str, Sequence[Node]]) -> None:
        """Find the functions and classes, and where names get a value; with what, is read when a name is asked for."""
        spans: list[tuple[int, int, str, str, Node]] = []
        names: dict[int, Node] = {}
        roles: dict[int, list[tuple[int, str, Captures]]] = {}
        for kind, patterns in occurring(self._grammar.declarations, self._code.data):
            for node in nodes.get(kind, ()):
                for pattern, captures in every(self._code, patterns, node):
                    role = pattern.role or next((name for name in captures if name not in PARTICULARS and name[0] != "_"), "")
                    if role in _SPANS:
                        span = captures[role][0]
                        spans.append((span.start_byte, -span.end_byte, self._name_of(span), role, span))
                        continue
                    for name in captures["name"]:
                        at = name.start_byte
                        names.setdefault(at, name)
                        roles.setdefault(at, []).append((pattern.order, role, captures))
        self._read_spans(spans)
        self._roles = roles
        for _, name in sorted(names.items()):
            label = self._spelled(self._code.text(name) if name.child_count == 0 else dotted(self._code, name, self._grammar))
            self._found.setdefault(label, []).append(name)

    def _spelled(self, name: str) -> str:
        """A name as it is kept: an attribute of the object that is written with a mark (``@a``) like ``self.a``."""
        return "self." + name[len(self._grammar.own) :] if self._grammar.own and name.startswith(self._grammar.own) else name

    def _name_of(self, node: Node) -> str:
        """The name of a function or class; a function without one may have it from what it is assigned to."""
        if self._grammar.span_name is not None:
            return self._grammar.span_name(self._code, node)
        name = node.child_by_field_name("name")
        if name is None and self._grammar.named_by and (parent := node.parent) is not None:
            name = parent.child_by_field_name(self._grammar.named_by.get(parent.type, "?"))
        if name is None:
            return ""
        return self._code.text(name) if not name.child_count else dotted(self._code, name, self._grammar).rpartition(".")[2]

    def _read_spans(self, found: list[tuple[int, int, str, str, Node]]) -> None:
        found.sort(key=lambda span: (span[0], span[1], not span[2]))
        stack: list[int] = []
        last = (-1, -1)
        for start, end, name, kind, node in found:
            if (start, end) == last:
                continue  # captured twice, the named one came first
            last = (start, end)
            while stack and self.spans[stack[-1]].end <= start:
                stack.pop()
            parent = stack[-1] if stack else -1
            stack.append(len(self.spans))
            if kind == "class":
                self._classes.setdefault(name, len(self.spans))
                self._parts.setdefault(name, []).append(len(self.spans))
            self.spans.append(Span(start, -end, name, kind, parent, node))
        self._starts = [span.start for span in self.spans]

    def _bound(self, role: str, name: Node, captures: Captures) -> Binding:
        value = captures["value"][0] if "value" in captures else None
        if value is not None and self._grammar.value_of is not None:
            value = self._grammar.value_of(name, value)
        declared = self._code.text(captures["type"][0]) if "type" in captures else ""
        outer = captures[role][0] if role else name
        operator = outer.child_by_field_name("operator") if role in ("assign", "append") else None
        if operator is not None:
            role = _OPERATORS.get(self._code.text(operator), "unknown")
        node = outer if outer.start_byte <= name.start_byte else name
        return Binding(role, node, value, declared, name.start_byte, self.span_at(name.start_byte))

    # --- spans ---------------------------------------------------------------------------------------------------

    def span_at(self, at: int) -> int:
        """The index of the innermost function or class around a position; -1 for the file itself."""
        index = bisect_right(self._starts, at) - 1
        while index >= 0 and self.spans[index].end <= at:
            index = self.spans[index].parent
        return index

    def chain(self, at: int) -> list[int]:
        """The spans around a position, innermost first."""
        chain: list[int] = []
        index = self.span_at(at)
        while index >= 0 and len(chain) < 200:
            chain.append(index)
            index = self.spans[index].parent
        return chain

    def symbol(self, at: int) -> str:
        """The enclosing functions and classes, dotted, outermost first: ``Reset.post``."""
        return ".".join(self.spans[index].name for index in reversed(self.chain(at)) if self.spans[index].name)

    def class_at(self, at: int) -> Span | None:
        """The innermost class around a position."""
        return next((self.spans[index] for index in self.chain(at) if self.spans[index].kind == "class"), None)

    def class_named(self, name: str) -> Span | None:
        """The class of this name in the file."""
        index = self._classes.get(name)
        return self.spans[index] if index is not None else None

    # --- names ---------------------------------------------------------------------------------------------------

    def texts(self) -> Iterator[tuple[str, Binding]]:
        """The names that get their only value in the file itself or in a class, with a quote soon after: all that may define a text."""
        data = self._code.data
        for name, nodes in self._found.items():
            candidates = [node for node in nodes if _TEXT_FOLLOWS.match(data, node.end_byte)]
            outer = [
                node for node in candidates if (index := self.span_at(node.start_byte)) < 0 or self.spans[index].kind == "class"
            ]
            if not outer:
                continue
            places = Counter(self.span_at(node.start_byte) for node in nodes)
            for node in outer:
                if places[self.span_at(node.start_byte)] == 1:
                    for role, captures in self._particulars(node):
                        yield name, self._bound(role, node, captures)

    def bindings(self, name: str) -> list[Binding]:
        """Every place where a name, written so, gets a value, in the order of the text."""
        known = self._bindings.get(name)
        if known is None and name not in self._found:
            return []
        if known is None:  # most names of a file are never asked for
            found = {
                (role, node.start_byte): self._bound(role, node, captures)
                for node in self._found[name]
                for role, captures in self._particulars(node)
            }
            known = sorted(found.values(), key=position)
            self._bindings[name] = known
            self._place(name, known)
        return known

    def _place(self, name: str, bindings: list[Binding]) -> None:
        """Sort the bindings of a name by where they stand."""
        by_span: dict[int, list[Binding]] = {}
        for binding in bindings:
            if binding.role == "shared":
                self._shared.add(name)
            else:
                by_span.setdefault(binding.span, []).append(binding)
        for span, here in by_span.items():
            self._places[name, span] = Place.of(here)

    def _particulars(self, name: Node) -> list[tuple[str, Captures]]:
        """In which roles a name stands at its place, with what is captured beside it."""
        roles = sorted(self._roles.get(name.start_byte, ()), key=_order)
        return [(role, captures) for _, role, captures in roles if name in captures["name"]]

    def lookup(self, name: str, at: int) -> Bound | None:
        """What a dotted name can be at a position; None where this file says nothing of it (a built-in, something inherited)."""
        name = self._spelled(name)
        key = (name, at)
        if key not in self._looked_up:  # one argument is asked about several times
            self._looked_up[key] = self._lookup(name, at)
        return self._looked_up[key]

    def _lookup(self, name: str, at: int) -> Bound | None:
        first, _, rest = name.partition(".")
        if not rest:
            return self._plain(name, at)
        if first in self._grammar.selves:
            return None if "." in rest else self._own(rest, at)
        owner, _, last = name.rpartition(".")
        if owner.rpartition(".")[0] in ("", *self._grammar.selves):
            found = self._of_class(owner.rpartition(".")[2], last)
            if found:
                return found
        bound = self._plain(first, at)
        if bound and bound.imported:
            return Bound(bound.values, "", "import", f"{bound.imported}.{rest}")
        exact = self.bindings(name)
        return Bound(unordered(exact), "", "module") if exact and not bound else None

    def _plain(self, name: str, at: int) -> Bound | None:
        if not self.bindings(name):
            return None
        for index in [*self.chain(at), -1]:
            inside = index >= 0 and self.spans[index].kind == "class"
            place = self._places.get((name, index))
            if place is None or (inside and not (self._grammar.bare_fields or index == self.span_at(at))):
                continue
            if inside and self._grammar.bare_fields:
                place = self._with_assignments(name, index, place)
            elif place.declares and self._grammar.block_scope:
                place = Place.of(self._visible(place.bindings, at))
            here = place.bindings
            if not here:
                continue
            if place.imported:
                return self._imported(name, here)
            local = index == self.span_at(at) or (index >= 0 and not inside)
            ordered = index == self.span_at(at) and not (inside and self._grammar.bare_fields)
            values = folded(self._grammar, here, at) if ordered else unordered(here)
            if self._grammar.counted_inside and not inside and counted(self.bindings(name), self.spans, index):
                values = (UNKNOWN,)
            where = "class" if inside else "local" if local and index >= 0 else "module"
            if here[0].role == "parameter":
                where = "parameter"
            return Bound((*values, UNKNOWN) if name in self._shared else values, place.type, where, exception=place.caught)
        return None

    def _visible(self, bindings: list[Binding], at: int) -> list[Binding]:
        """Of names that live in blocks, those of the innermost block around the position, and all assignments to them."""
        first = self._declared_around(bindings, at)
        if first < 0:
            return [binding for binding in bindings if binding.role != "declare"]
        block = block_of(self._grammar, bindings[first].node)
        seen = [bindings[first]]
        for index in range(first + 1, len(bindings)):
            binding = bindings[index]
            if not holds(block, binding.at):
                break
            if binding.role != "declare":
                seen.append(binding)
            elif block_of(self._grammar, binding.node) == block:
                break  # declared anew, which only damaged code does
        return seen

    def _declared_around(self, bindings: list[Binding], at: int) -> int:
        """The index of the declaration that a position sees: the last one before it whose block is around it, else one after it."""
        cut = bisect_right(bindings, at, key=position)
        before = list(range(cut - 1, max(-1, cut - 1 - _DECLARED_LIMIT), -1))
        after = list(range(cut, min(len(bindings), cut + _DECLARED_LIMIT)))
        for index in before + after:
            binding = bindings[index]
            if self._grammar.shadowing and holds(binding.value, at):
                continue
            if binding.role == "declare" and holds(block_of(self._grammar, binding.node), at):
                return index
        return -1

    def _with_assignments(self, name: str, index: int, own: Place) -> Place:
        """A field with what the methods of its class assign to it by its bare name or through ``this``."""
        known = self._fields.get((name, index))
        if known is None:
            span = self.spans[index]
            inside = [each for each in self.bindings(name) if span.start <= each.at < span.end and each.span != index]
            others = [each for each in inside if each.role in _ASSIGNING and not self._is_local(name, each.span)]
            for mine in self._grammar.selves:
                others += [each for each in self.bindings(f"{mine}.{name}") if span.start <= each.at < span.end]
            known = self._fields[name, index] = Place.of([*own.bindings, *others])
        return known

    def _is_local(self, name: str, index: int) -> bool:
        place = self._places.get((name, index))
        return place is not None and any(each.role in ("declare", "parameter", "exception") for each in place.bindings)

    def _imported(self, name: str, bindings: list[Binding]) -> Bound:
        source = next((binding.value for binding in bindings if binding.role == "import" and binding.value is not None), None)
        return Bound((UNKNOWN,), "", "import", self._code.text(source) if source is not None else name)

    def _own(self, name: str, at: int) -> Bound | None:
        chain = [index for index in self.chain(at) if self.spans[index].kind == "class"]
        found = self._of_span(chain[0], name, 8) if chain else None
        return self._of_parts(self.spans[chain[0]].name, name) if found is None and chain and self._grammar.parted else found

    def _of_class(self, name: str, attribute: str) -> Bound | None:
        index = self._classes.get(name)
        found = self._of_span(index, attribute, 8) if index is not None else None
        return self._of_parts(name, attribute) if found is None and self._grammar.parted else found

    def _of_parts(self, owner: str, name: str) -> Bound | None:
        """An attribute of a class that is written in several parts, from the first part that has it."""
        parts = self._parts.get(owner, ())
        return next((found for index in parts[:_PARTS] if (found := self._of_span(index, name, 8)) is not None), None)

    def _of_span(self, index: int, name: str, depth: int) -> Bound | None:
        span = self.spans[index]
        found = self._attribute(index, name)
        if found:
            declared = next((binding.type for binding in found if binding.type), "")
            member = all(binding.role in ("member", "assign") and binding.span == index for binding in found)
            return Bound(unordered(found), declared, "class", enum=self._enum_shows(index) if member else "")
        for base in self.bases(span) if depth else ():
            other = self._classes.get(base.rpartition(".")[2])
            if other is not None and other != index and (bound := self._of_span(other, name, depth - 1)):
                return bound
        return None

    def _attribute(self, index: int, name: str) -> list[Binding]:
        """Where an attribute gets a value: in the class itself, and through the object in its methods."""
        found = self._attributes.get((index, name))
        if found is None:
            span = self.spans[index]
            found = [binding for binding in self.bindings(name) if binding.span == index]
            for own in self._grammar.selves:
                through = self.bindings(f"{own}.{name}")
                first, last = bisect_left(through, span.start, key=position), bisect_left(through, span.end, key=position)
                found += through[first:last]
            self._attributes[index, name] = found
        return found

    def bases(self, span: Span) -> list[str]:
        """The dotted names of a class's bases, as written."""
        return self._grammar.bases(self._code, span.node) if span.node is not None else []

    def enum_members(self, name: str) -> tuple[tuple[str, Node | None], ...]:
        """What the members of an enum of this file print: a text, or the expression whose text it is. Empty for anything else."""
        index = self._classes.get(name)
        shown = self._enum_shows(index) if index is not None else ""
        if not shown or index is None:
            return ()
        span = self.spans[index]
        inside = [label for label, nodes in self._found.items() if any(span.start <= node.start_byte < span.end for node in nodes)]
        members = [
            (label, each.value)
            for label in inside
            for each in self.bindings(label)
            if each.span == index and each.role in ("member", "assign")
        ]
        declared = [label for label, _ in members if any(each.role == "member" for each in self.bindings(label))]
        if declared:  # the other names are the fields of the members
            members = [(label, value) for label, value in members if label in declared]
        if shown == "value":
            return tuple(("", value) for _, value in members)
        return tuple((f"{name}.{label}" if shown == "qualified" else label, None) for label, _ in members)

    def _enum_shows(self, index: int) -> str:
        node = self.spans[index].node
        return self._grammar.enum(self._code, node) if node is not None else ""


def _order(role: tuple[int, str, Captures]) -> int:
    return role[0]
