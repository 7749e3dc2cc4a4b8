"""What a document must look like, as data, and the reader that holds a document against it.

A shape says what may stand somewhere; :func:`read` turns a node into plain values, or raises a :class:`NotationError` at the exact
place, with the nearest name that is known. No JSON Schema is loaded for it: that costs more time than a gate has.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping as MappingOf
from typing import Any, NoReturn

from sdd_impact import late
from sdd_impact.errors import NotationError
from sdd_impact.notation.nodes import Mapping, Node, Scalar, Sequence, kind
from sdd_impact.tuples import NamedTuple

#: Characters that no name, path or sentence has, and that a terminal would act upon.
_CONTROL = late.regex("[\0-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class Text(NamedTuple):
    """One line of text. ``options`` are the words to choose from; ``check`` returns what is wrong with a text, or ""."""

    options: tuple[str, ...] = ()
    check: Callable[[str], str] | None = None


class Number(NamedTuple):
    """A whole number, from ``least`` on."""

    least: int = 0


class Flag(NamedTuple):
    """true or false."""


class ListOf(NamedTuple):
    """A list of things of one shape."""

    item: Shape


class TableOf(NamedTuple):
    """A mapping whose keys are not given by the shape. ``keys``, where there are any, are all that may occur."""

    value: Shape
    keys: tuple[str, ...] = ()


class Record(NamedTuple):
    """A mapping with known keys. ``check`` returns what is wrong with the whole of it, or ""."""

    keys: MappingOf[str, Shape]
    required: tuple[str, ...] = ()
    check: Callable[[MappingOf[str, Any]], str] | None = None


class Either(NamedTuple):
    """One of several shapes; a value belongs to the first whose sort it is of (a mapping, a list, text, a number)."""

    shapes: tuple[Shape, ...]


Shape = Text | Number | Flag | ListOf | TableOf | Record | Either


def read(node: Node, shape: Shape, path: str, name: str = "") -> Any:
    """Return the plain value of a node of this shape: str, int, bool, list or dict.

    ``path`` is the file, ``name`` what the value is called in messages (dotted). Raises :class:`NotationError` where it does not fit.
    """
    return _Reader(path, shape).value(node, shape, name)


class _Reader:
    def __init__(self, path: str, root: Shape) -> None:
        self.path = path
        self.root = root

    def refuse(self, node: Node, message: str) -> NoReturn:
        raise NotationError(message, file=self.path, line=node.line, column=node.column)

    def value(self, node: Node, shape: Shape, name: str) -> Any:
        if isinstance(node, Scalar) and type(node.value) is _SORTS.get(type(shape)):  # most values, hence first
            return self.scalar(node, shape, name)
        if isinstance(shape, Either):
            fitting = next((each for each in shape.shapes if _fits(node, each)), None)
            if fitting is not None:
                return self.value(node, fitting, name)
        elif isinstance(node, Mapping) and isinstance(shape, Record):
            return self.record(node, shape, name)
        elif isinstance(node, Mapping) and isinstance(shape, TableOf):
            return self.table(node, shape, name)
        elif isinstance(node, Sequence) and isinstance(shape, ListOf):
            return [self.value(item, shape.item, f"{name}[{number}]") for number, item in enumerate(node.items)]
        return self.refuse(node, _mismatch(node, shape, name))

    def scalar(self, node: Scalar, shape: Shape, name: str) -> Any:
        if isinstance(shape, Text):
            self.text(node, shape, name)
        elif isinstance(shape, Number) and isinstance(node.value, int) and node.value < shape.least:
            self.refuse(node, f"`{name}` is {node.text}, but at least {shape.least} is expected")
        return node.value

    def text(self, node: Scalar, shape: Text, name: str) -> None:
        if not node.text.strip():
            self.refuse(node, f"`{name}` is empty")
        if _CONTROL.search(node.text):
            self.refuse(node, f"`{name}` has a line break or another control character in it")
        if shape.options and node.text not in shape.options:
            near = nearest(node.text, shape.options)
            hint = f" (did you mean `{near}`?)" if near else ""
            self.refuse(node, f"`{name}` cannot be `{node.text[:80]}`{hint}: {_any_of(shape.options)} is expected")
        wrong = shape.check(node.text) if shape.check else ""
        if wrong:
            self.refuse(node, f"`{name}`: {wrong}")

    def record(self, node: Mapping, shape: Record, name: str) -> dict[str, Any]:
        found = {}
        for key, value in node.entries:
            inner = shape.keys.get(key.text)
            if inner is None:
                self.unknown(key, tuple(shape.keys), name)
            found[key.text] = self.value(value, inner, _dotted(name, key.text))
        for key_name in shape.required:
            if key_name not in found:
                self.refuse(node, f"`{_dotted(name, key_name)}` is missing")
        wrong = shape.check(found) if shape.check else ""
        if wrong:
            self.refuse(node, f"`{name}`: {wrong}")
        return found

    def table(self, node: Mapping, shape: TableOf, name: str) -> dict[str, Any]:
        for key, _ in node.entries:
            if shape.keys and key.text not in shape.keys:
                self.unknown(key, shape.keys, name)
        return {key.text: self.value(value, shape.value, _dotted(name, key.text)) for key, value in node.entries}

    def unknown(self, key: Scalar, known: tuple[str, ...], name: str) -> NoReturn:
        """Refuse a key, with the nearest one beside it, else the nearest one anywhere, else all that may stand here."""
        near = nearest(key.text, known)
        elsewhere = {} if near else {each.rpartition(".")[2]: each for each in reversed(_names(self.root))}
        suggestion = _dotted(name, near) if near else elsewhere.get(nearest(key.text, tuple(elsewhere)), "")
        hint = f"did you mean `{suggestion}`?" if suggestion else f"known here: {', '.join(known[:30])}"
        self.refuse(key, f"unknown key `{_dotted(name, key.text)[:120]}`; {hint}")


def _names(shape: Shape, name: str = "") -> tuple[str, ...]:
    """Every dotted name of a record and of the records in it."""
    if not isinstance(shape, Record):
        return (name,)
    return tuple(found for key, inner in shape.keys.items() for found in _names(inner, _dotted(name, key)))


def _dotted(name: str, key: str) -> str:
    return f"{name}.{key}" if name else key


def _fits(node: Node, shape: Shape) -> bool:
    """Whether a node is of the shape's sort at all."""
    if isinstance(shape, Either):
        return any(_fits(node, each) for each in shape.shapes)
    if isinstance(node, Mapping):
        return isinstance(shape, Record | TableOf)
    if isinstance(node, Sequence):
        return isinstance(shape, ListOf)
    return type(node.value) is _SORTS.get(type(shape))


_SORTS: MappingOf[type, type] = {Text: str, Flag: bool, Number: int}


def _mismatch(node: Node, shape: Shape, name: str) -> str:
    """Say what stands there and what should."""
    what = f"`{name}`" if name else "the document"
    if isinstance(node, Scalar) and node.value is None:
        hint = " ([] for an empty one)" if isinstance(shape, ListOf) else ""
        return f"{what} has no value: give it {_expected(shape)}{hint}, or leave the key out"
    quotes = "; put it into quotes" if isinstance(node, Scalar) and isinstance(shape, Text) else ""
    return f"{what} is {kind(node)}, but {_expected(shape)} is expected{quotes}"


def _expected(shape: Shape) -> str:
    if isinstance(shape, Either):
        return " or ".join(_expected(each) for each in shape.shapes)
    if isinstance(shape, Text) and shape.options:
        return _any_of(shape.options)
    return _WORDS[type(shape)]


_WORDS: MappingOf[type, str] = {
    Text: "text",
    Number: "a whole number",
    Flag: "true or false",
    ListOf: "a list",
    TableOf: "a mapping",
    Record: "a mapping",
}


def _any_of(options: tuple[str, ...]) -> str:
    return f"one of {', '.join(options)}"


def nearest(word: str, known: tuple[str, ...]) -> str:
    """Return the known word that a mistyped one is closest to, "" where none is close.

    ``-``, ``_`` and case are no difference, and neither is a plural's s.
    """
    import difflib  # late: only where something is wrong

    folded = {_fold(each): each for each in reversed(known)}
    close = difflib.get_close_matches(_fold(word[:80]), list(folded), 1, 0.6)
    return folded[close[0]] if close else ""


def _fold(word: str) -> str:
    return word.lower().replace("-", "_").replace(" ", "_").rstrip("s")
