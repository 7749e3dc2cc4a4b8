"""Values of HCL expressions, as far as they are constant: literals, locals, ``for_each`` over literals, pure functions.

What is known only to Terraform (variables, data sources, attributes of resources) is :class:`Unknown`, with the expression as written. Inside a
text it is a *hole*: one character of a private area, so that functions on texts still work, and the reader of a pattern sees
which part of it is not known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact.searches._hcl.expressions import NOTHING, Node, parse, parse_template
from sdd_impact.searches._hcl.functions import FUNCTIONS, MOST_ITEMS
from sdd_impact.searches._hcl.lexing import HclError
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sdd_impact.searches._hcl.blocks import Attribute, File

#: Holes are characters from here on (Supplementary Private Use Area A).
_FIRST_HOLE = 0xF0000
_MOST_HOLES = 10_000
_MOST_STEPS = 1_000_000
_MOST_CHARACTERS = 100_000
_DEEPEST = 100


class Unknown(NamedTuple):
    """A value that only Terraform knows. ``text`` is its expression as written."""

    text: str


Value = str | int | float | bool | None | list["Value"] | dict[str, "Value"] | Unknown


class Evaluator:
    """Evaluates the expressions of one file, with the ``locals`` of that file and of its neighbours. ``texts`` are files by their path that its
    expressions may name, from ``folder`` on."""

    def __init__(self, file: File, others: tuple[File, ...] = (), texts: Mapping[str, str] | None = None, folder: str = "") -> None:
        self._texts = texts or {}
        self._folder = folder
        self._locals: dict[str, tuple[str, Attribute]] = {}
        for each in (*others, file):
            for block in each.blocks:
                if block.type == "locals":
                    self._locals.update((name, (each.text, attribute)) for name, attribute in block.attributes.items())
        self._known: dict[str, Value] = {}
        self._busy: set[str] = set()
        self._holes: list[str] = []
        self._numbers: dict[str, int] = {}
        self.steps = 0
        self._depth = 0

    def value(self, text: str, attribute: Attribute, names: Mapping[str, Value] | None = None) -> Value:
        """Evaluate an attribute. ``names`` are what ``each`` and ``count`` are. Never raises."""
        if not attribute.tokens:
            return Unknown("")
        start, end = attribute.tokens[0].start, attribute.tokens[-1].end
        try:
            return self._node(_Scope(text, names or {}), parse(text, attribute.tokens))
        except HclError:
            return Unknown(text[start:end])

    def text(self, value: Value) -> str | None:
        """Return a value as a text with holes; None where it is no text."""
        if isinstance(value, Unknown):
            return self._hole(value.text)
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, int | float):
            return f"{value:g}" if isinstance(value, float) else str(value)
        return value if isinstance(value, str) else None

    def holes(self, text: str) -> tuple[str, ...]:
        """Return the expressions of the holes in a text."""
        return tuple(self._holes[ord(sign) - _FIRST_HOLE] for sign in text if self._is_hole(sign))

    def written(self, text: str) -> str:
        """Return a text with each hole as ``${expression}``."""
        if text.isascii():
            return text
        return "".join("${" + self._holes[ord(sign) - _FIRST_HOLE] + "}" if self._is_hole(sign) else sign for sign in text)

    def unknown(self, expression: str) -> str:
        """Return a hole, as it stands in a text, for something that is known only to Terraform."""
        return self._hole(expression)

    def _is_hole(self, sign: str) -> bool:
        return 0 <= ord(sign) - _FIRST_HOLE < len(self._holes)

    def _hole(self, expression: str) -> str:
        number = self._numbers.get(expression)
        if number is None:
            number = min(len(self._holes), _MOST_HOLES)
            if number == len(self._holes):
                self._holes.append(expression)
            self._numbers[expression] = number
        return chr(_FIRST_HOLE + number)

    def _node(self, scope: _Scope, node: Node) -> Value:
        self.steps += 1
        reader = _READERS.get(node.kind)
        if reader is None or self.steps > _MOST_STEPS or self._depth > _DEEPEST:
            return Unknown(scope.written(node))
        self._depth += 1
        found = reader(self, scope, node)
        self._depth -= 1
        return Unknown(scope.written(node)) if isinstance(found, Unknown) and found.text == "" else self._bounded(found)

    def _bounded(self, value: Value) -> Value:
        """Long values cost steps, so that no text of ordinary length takes long to evaluate."""
        if isinstance(value, str | list | dict):
            self.steps += len(value) // 50
            if len(value) > (_MOST_CHARACTERS if isinstance(value, str) else MOST_ITEMS):
                return Unknown("a value that is too long to be read")
        return value

    def number(self, _: _Scope, node: Node) -> Value:
        """A number."""
        value = float(node.value)
        return int(value) if value.is_integer() and abs(value) < 2**53 else value

    def template(self, scope: _Scope, node: Node) -> Value:
        """A text; a template that is one expression only is that expression's value."""
        values: list[Value] = [part if isinstance(part, str) else self._node(scope, part) for part in node.template]
        if len(values) == 1 and not isinstance(node.template[0], str):
            return values[0]
        made: list[str] = []
        for value in values:
            text = self.text(value)
            if text is None:
                return _UNKNOWN
            made.append(text)
        return "".join(made)

    def name(self, scope: _Scope, node: Node) -> Value:
        """A word: a constant, or a variable of a ``for``."""
        constants: dict[str, Value] = {"true": True, "false": False, "null": None}
        if node.value in constants:
            return constants[node.value]
        return scope.names.get(node.value, _UNKNOWN)

    def attribute(self, scope: _Scope, node: Node) -> Value:
        """``local.name``, ``each.key``, ``value.name``."""
        of = node.parts[0]
        if of.kind == "name" and of.value == "local":
            return self._local(node.value)
        found = self._node(scope, of)
        if isinstance(found, dict):
            return found.get(node.value, _UNKNOWN)
        return (
            found[int(node.value)]
            if isinstance(found, list) and node.value.isdigit() and int(node.value) < len(found)
            else _UNKNOWN
        )

    def _local(self, name: str) -> Value:
        if name in self._known:
            return self._known[name]
        if name not in self._locals or name in self._busy:
            return _UNKNOWN
        self._busy.add(name)
        found = self.value(*self._locals[name])
        self._busy.discard(name)
        self._known[name] = found
        return found

    def index(self, scope: _Scope, node: Node) -> Value:
        """``value[key]``."""
        found, key = (self._node(scope, part) for part in node.parts)
        if isinstance(found, dict) and isinstance(key, str):
            return found.get(key, _UNKNOWN)
        if isinstance(found, list) and isinstance(key, int) and 0 <= key < len(found):
            return found[key]
        return _UNKNOWN

    def list_(self, scope: _Scope, node: Node) -> Value:
        """``[a, b]``."""
        return [self._node(scope, part) for part in node.parts]

    def object(self, scope: _Scope, node: Node) -> Value:
        """``{ a = 1 }``."""
        made: dict[str, Value] = {}
        for key, value in zip(node.parts[::2], node.parts[1::2], strict=True):
            name = key.value if key.kind == "name" else self.text(self._node(scope, key))
            if name is None:
                return _UNKNOWN
            made[name] = self._node(scope, value)
        return made

    def unary(self, scope: _Scope, node: Node) -> Value:
        """``-a`` and ``!a``."""
        found = self._node(scope, node.parts[0])
        if node.value == "!" and isinstance(found, bool):
            return not found
        return -found if node.value == "-" and isinstance(found, int | float) else _UNKNOWN

    def binary(self, scope: _Scope, node: Node) -> Value:
        """Comparisons and logic; arithmetic on whole numbers is left to Terraform, but for ``+``."""
        left, right = (self._node(scope, part) for part in node.parts)
        if isinstance(left, Unknown) or isinstance(right, Unknown) or self._has_holes(left) or self._has_holes(right):
            return _UNKNOWN
        if node.value in {"==", "!="}:
            return (left == right) == (node.value == "==")
        if isinstance(left, bool) and isinstance(right, bool) and node.value in {"&&", "||"}:
            return (left and right) if node.value == "&&" else (left or right)
        return left + right if node.value == "+" and isinstance(left, int) and isinstance(right, int) else _UNKNOWN

    def _has_holes(self, value: Value) -> bool:
        return isinstance(value, str) and not value.isascii() and any(map(self._is_hole, value))

    def choice(self, scope: _Scope, node: Node) -> Value:
        """``condition ? a : b``."""
        asked = self._node(scope, node.parts[0])
        return self._node(scope, node.parts[1 if asked else 2]) if isinstance(asked, bool) else _UNKNOWN

    def call(self, scope: _Scope, node: Node) -> Value:
        """A function; one that is not in the table, or whose arguments are not known, is unknown."""
        if node.value in {"file", "templatefile"} and node.parts:
            return self._file(scope, node)
        function = FUNCTIONS.get(node.value)
        if function is None:
            return _UNKNOWN
        values = [self._node(scope, part) for part in node.parts]
        try:
            found: Value = function(self, *values)
        except (TypeError, ValueError, IndexError, KeyError, OverflowError, ZeroDivisionError):
            return _UNKNOWN
        return found

    def _file(self, scope: _Scope, node: Node) -> Value:
        """``file("x.txt")``, ``templatefile("${path.module}/x.txt", { name = "a" })``: a file of the repository, if it is at hand."""
        path = self._node(_Scope(scope.text, {**scope.names, "path": {"module": f"/{self._folder}"}}), node.parts[0])
        if not isinstance(path, str) or self._has_holes(path):
            return _UNKNOWN
        # A path without `path.module` begins where Terraform is started, which is mostly this folder.
        text = self._texts.get(plain_path(path if path.startswith("/") else f"{self._folder}/{path}"))
        if text is None or (node.value == "file") != (len(node.parts) == 1):
            return _UNKNOWN
        if node.value == "file":
            return text
        names = self._node(scope, node.parts[1])
        if not isinstance(names, dict):
            return _UNKNOWN
        try:
            return self.template(_Scope(text, names), parse_template(text))
        except HclError:
            return _UNKNOWN

    def for_(self, scope: _Scope, node: Node) -> Value:
        """``[for x in list : …]`` and ``{for k, v in map : … => …}``."""
        through, first, second, condition = node.parts
        source = self._node(scope, through)
        pairs = list(_pairs(source))
        if isinstance(source, Unknown) or len(pairs) > MOST_ITEMS:
            return _UNKNOWN
        names = node.value.split()
        made_list: list[Value] = []
        made_object: dict[str, Value] = {}
        for pair in pairs:
            inner = _Scope(scope.text, {**scope.names, **dict(zip(names, pair if len(names) == 2 else pair[1:], strict=False))})
            keep = True if condition is NOTHING else self._node(inner, condition)
            if not isinstance(keep, bool):
                return _UNKNOWN
            if keep and second is NOTHING:
                made_list.append(self._node(inner, first))
            elif keep:
                key = self.text(self._node(inner, first))
                if key is None or self._has_holes(key):
                    return _UNKNOWN
                made_object[key] = self._node(inner, second)
        return made_list if second is NOTHING else made_object


def plain_path(path: str) -> str:
    """A path without ``.`` and ``..``, and without the slash that it begins with."""
    made: list[str] = []
    for name in path.split("/"):
        if name == "..":
            del made[-1:]
        elif name not in {"", "."}:
            made.append(name)
    return "/".join(made)


class _Scope(NamedTuple):
    text: str
    names: Mapping[str, Value]

    def written(self, node: Node) -> str:
        return " ".join(self.text[node.start : node.end].split())


#: "Not known": the caller gives it the text of the expression.
_UNKNOWN = Unknown("")


def _pairs(value: Value) -> Iterator[tuple[Value, Value]]:
    if isinstance(value, dict):
        yield from value.items()
    elif isinstance(value, list):
        yield from enumerate(value)


_READERS = {
    "number": Evaluator.number,
    "template": Evaluator.template,
    "name": Evaluator.name,
    "attribute": Evaluator.attribute,
    "index": Evaluator.index,
    "list": Evaluator.list_,
    "object": Evaluator.object,
    "unary": Evaluator.unary,
    "binary": Evaluator.binary,
    "choice": Evaluator.choice,
    "call": Evaluator.call,
    "for": Evaluator.for_,
}
