"""Shapes of nodes: tree-sitter's query language, read and matched here.

Compiling a query costs tree-sitter about one millisecond, and up to one more for each pattern in it that names children: 70 ms for the
declarations of TypeScript, before the first file is read. So the tree is walked once by a query that names *kinds* only, which costs
one millisecond in all, and what stands inside of the few nodes found is looked at here.

Of the query language this reads what the tables use: kinds, ``_``, fields, ``!field``, ``"words"``, alternatives, ``?``, a leading
``.``, captures, ``#eq?`` with a text. Anything else raises :class:`ValueError` when a table is read. Children without a field stand in the order
of the pattern; those with one are looked for by it. A test holds the result against tree-sitter's own on every sample.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tree_sitter import Node

    from sdd_impact.syntax.code import Code

#: What one match captures, by name.
Captures = dict[str, "list[Node]"]
_TOKEN = late.regex(r'\s*(?:;[^\n]*|"(?:[^"\\]|\\.)*"|@[\w.-]+|#[\w-]+[?!]|![a-z_]+|[a-z_]+:|\w+|[()\[\].?*+])')
_ANY = "_"


class Shape(NamedTuple):
    """What a node must be: its kind (``_``: any with a name), what stands in it, what does not, and the names it is captured under.

    ``plain``: nothing is asked but the kind. ``least``: how many children it has at least. ``role``: the first of its own names that says what it is, where it has one.
    ``needs``: the kinds of which its children must have one, where and which: what most nodes are refused by, at little cost. ``order``: the place of an outermost shape among those of its query.
    """

    kind: str
    children: tuple[Child, ...] = ()
    without: tuple[str, ...] = ()
    captures: tuple[str, ...] = ()
    equal: tuple[tuple[str, str], ...] = ()
    plain: bool = True
    order: int = 0
    least: int = 0
    role: str = ""
    needs: tuple[tuple[str, frozenset[str]], ...] = ()


class Child(NamedTuple):
    """A child in a ``field`` ("": anywhere) with one of several shapes, by kind. ``word``: it has no name of its own, such as ``"default"``."""

    shapes: Mapping[str, tuple[Shape, ...]]
    field: str = ""
    optional: bool = False
    first: bool = False
    word: bool = False


@cache
def shapes(query: str) -> Mapping[str, tuple[Shape, ...]]:
    """The shapes of a query by the kind of their outermost node. Raises :class:`ValueError` for what is not read here."""
    reader = _Reader(query)
    by_kind: dict[str, tuple[Shape, ...]] = {}
    order = 0
    while reader.more():
        for kind, alternatives in reader.child().shapes.items():
            if kind == _ANY:
                msg = f"a pattern begins with a kind, not with _: {query}"
                raise ValueError(msg)
            by_kind[kind] = (*by_kind.get(kind, ()), *(shape._replace(order=order, role=_role(shape)) for shape in alternatives))
        order += 1
    return by_kind


#: Names of what is said about something, beside the one that tells what it is.
PARTICULARS = frozenset(["name", "value", "type"])


def _role(shape: Shape) -> str:
    return next((name for name in shape.captures if name not in PARTICULARS and not name.startswith("_")), "")


def occurring(query: str, data: bytes) -> Iterator[tuple[str, list[Shape]]]:
    """The shapes of a query whose words (the texts that ``#eq?`` asks for) occur in a text, by kind. The others are not worth a look at each node."""
    for kind, worded in _worded(query):
        found = [shape for shape, words in worded if all(word in data for word in words)]
        if found:
            yield kind, found


@cache
def _worded(query: str) -> tuple[tuple[str, tuple[tuple[Shape, frozenset[bytes]], ...]], ...]:
    return tuple((kind, tuple((shape, _words(shape)) for shape in found)) for kind, found in shapes(query).items())


def _words(shape: Shape) -> frozenset[bytes]:
    """The texts without which a shape fits nothing: its own, and those of its parts for which there is no alternative."""
    words = frozenset(text.encode() for _, text in shape.equal)
    for child in shape.children:
        inside = [_words(each) for several in child.shapes.values() for each in several]
        if inside and not child.optional:
            words |= frozenset.intersection(*inside)
    return words


def capture(code: Code, query: str) -> list[Captures]:
    """What a query captures in a text, one entry for each match, in no order."""
    known = shapes(query)
    kinds = " ".join(f"({kind})" for kind in known)
    nodes = code.captures(f"[{kinds}] @node").get("node", ())
    return [captures for node in nodes for _, captures in every(code, known[node.type], node)]


def every(code: Code, patterns: Sequence[Shape], node: Node) -> list[tuple[Shape, Captures]]:
    """All ways in which a node of the shapes' kind has one of them, with what each captures. What one has looked at the next need not fetch."""
    seen: _Seen = {}
    kinds: dict[str, list[str]] = {}
    found: list[tuple[Shape, Captures]] = []
    for shape in patterns:
        for what, accepted in shape.needs:
            known = kinds.get(what)
            if known is None:
                parts = seen[what] = [(each.type, each) for each in _children(node, what)]
                known = kinds[what] = [kind for kind, _ in parts]
            if accepted.isdisjoint(known):
                break
        else:
            found += [(shape, captures) for captures in _matches(code, shape, node, seen)]
    return found


#: The children of one node by their field (all named ones, the first of them, or the words), each with its kind.
_Seen = dict[str, "list[tuple[str, Node]]"]
_FIRST, _WORDS = ".", '"'


def _matches(code: Code, shape: Shape, node: Node, seen: _Seen) -> list[Captures]:
    if shape.plain:
        return [{name: [node] for name in shape.captures}]
    if shape.least and node.child_count < shape.least:
        return []
    for field in shape.without:
        if node.child_by_field_name(field) is not None:
            return []
    own: Captures = {name: [node] for name in shape.captures}
    several: list[list[tuple[int, Captures]]] = []
    for child in shape.children:
        fits = _within(code, child, node, seen)
        if len(fits) == 1 and child.field:
            own.update(fits[0][1])
        elif fits:
            several.append(fits)
        elif not child.optional:
            return []
    ways = _combined(own, several) if several else [own]
    if shape.equal:
        ways = [each for each in ways if all(code.text(each[name][0]) == text for name, text in shape.equal)]
    return ways


def _within(code: Code, child: Child, node: Node, seen: _Seen) -> list[tuple[int, Captures]]:
    """The children that fit, each with what it captures; without a field also with its place, because such children stand in order."""
    accepted, field = child.shapes, child.field
    what = _what(child)
    parts = seen.get(what)
    if parts is None:
        parts = seen[what] = [(each.type, each) for each in _children(node, what)]
    fits: list[tuple[int, Captures]] = []
    for kind, part in parts:
        fitting = accepted.get(kind)
        if fitting is None:
            if _ANY not in accepted or not part.is_named:
                continue
            fitting = accepted[_ANY]
        at = -1 if field else part.start_byte
        for shape in fitting:
            if shape.plain:
                fits.append((at, {name: [part] for name in shape.captures}))
            else:
                fits.extend([(at, captures) for captures in _matches(code, shape, part, {})])
    return fits


def _what(child: Child) -> str:
    return child.field or (_WORDS if child.word else _FIRST if child.first else "")


def _children(node: Node, what: str) -> list[Node]:
    if not what:
        return node.named_children
    if what == _FIRST:
        return node.named_children[:1]
    return [each for each in node.children if not each.is_named] if what == _WORDS else node.children_by_field_name(what)


def _combined(own: Captures, inside: list[list[tuple[int, Captures]]]) -> list[Captures]:
    """Join what a node captures with what its children capture, one of each."""
    ways = [(-1, own)]
    for fits in inside:
        ways = [(max(last, at), {**captured, **more}) for last, captured in ways for at, more in fits if at < 0 or at > last]
    return [captured for _, captured in ways]


class _Reader:
    def __init__(self, query: str) -> None:
        self._query = query
        self._tokens = list(self._split(query))
        self._at = 0

    def _split(self, query: str) -> Iterator[str]:
        at, end = 0, len(query.rstrip())
        while at < end:
            token = _TOKEN.match(query, at)
            if token is None:
                raise self._wrong()
            at = token.end()
            text = token.group().strip()
            if not text.startswith(";"):
                yield text

    def _wrong(self) -> ValueError:
        return ValueError(f"not a shape that is read here: {self._query}")

    def more(self) -> bool:
        return self._at < len(self._tokens)

    def _peek(self) -> str:
        return self._tokens[self._at] if self.more() else ""

    def _next(self) -> str:
        token = self._peek()
        self._at += 1
        return token

    def child(self) -> Child:
        alternatives: list[Shape]
        first = self._taken(".")
        field = self._next()[:-1] if self._peek().endswith(":") else ""
        symbol = self._next()
        word = symbol.startswith('"')
        if symbol == "[":
            alternatives = []
            while not self._taken("]"):
                alternatives.extend(shape for each in self.child().shapes.values() for shape in each)
        elif symbol == "(":
            alternatives = [self._shape()]
        elif word or symbol == _ANY:
            alternatives = [Shape(symbol.strip('"'))]
        else:
            raise self._wrong()
        optional = self._taken("?")
        names = []
        while self._peek().startswith("@"):
            names.append(self._next()[1:])
        by_kind: dict[str, tuple[Shape, ...]] = {}
        for each in alternatives:
            by_kind[each.kind] = (*by_kind.get(each.kind, ()), each._replace(captures=(*each.captures, *names)))
        return Child(by_kind, field, optional, first, word)

    def _taken(self, token: str) -> bool:
        taken = self._peek() == token
        self._at += taken
        return taken

    def _shape(self) -> Shape:
        kind = self._next()
        children: list[Child] = []
        without: list[str] = []
        equal: list[tuple[str, str]] = []
        while not self._taken(")"):
            if not self.more():
                raise self._wrong()
            if self._peek().startswith("!"):
                without.append(self._next()[1:])
            elif self._peek() == "(" and self._tokens[self._at + 1].startswith("#"):
                equal.append(self._equal())
            else:
                children.append(self.child())
        least = sum(not child.optional and not child.field for child in children)  # those stand in order, so each is another one
        needs = tuple(
            (_what(child), frozenset(child.shapes)) for child in children if not child.optional and _ANY not in child.shapes
        )
        return Shape(
            kind, tuple(children), tuple(without), (), tuple(equal), not (children or without or equal), 0, least, "", needs
        )

    def _equal(self) -> tuple[str, str]:
        _, what, name, text, close = (self._next() for _ in range(5))
        if what != "#eq?" or not name.startswith("@") or not text.startswith('"') or close != ")":
            raise self._wrong()
        return name[1:], text[1:-1]
