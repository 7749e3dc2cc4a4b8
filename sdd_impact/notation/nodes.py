"""What a document is made of: scalars, mappings and sequences, each with its place in the text.

Lines and columns count from 1. ``start`` and ``end`` are offsets in characters into the text that :func:`text.decode` gives, for
whoever edits the text in place (both are 0 where a notation does not tell, which is TOML).
"""

from __future__ import annotations

from typing import Any

from sdd_impact.tuples import NamedTuple


class Scalar(NamedTuple):
    """A single value. ``text`` is what a reader sees (escapes resolved); ``value`` is a str, int, float, bool or None.

    ``style`` is empty for a plain scalar, else the character that introduces it: ``'``, ``"``, ``|`` or ``>``.
    """

    text: str
    value: str | float | bool | None
    line: int
    column: int
    style: str = ""
    start: int = 0
    end: int = 0

    @property
    def quoted(self) -> bool:
        """Whether it is certainly text: quoted, or a block of text."""
        return self.style != ""


class Entry(NamedTuple):
    """One key of a mapping, with its value."""

    key: Scalar
    value: Node


class Mapping(NamedTuple):
    """Keys and values, in the order of the text. No key occurs twice. ``flow`` marks one in braces."""

    entries: tuple[Entry, ...]
    line: int
    column: int
    flow: bool = False
    start: int = 0
    end: int = 0

    def entry(self, name: str) -> Entry | None:
        """Return the entry of a key."""
        return next((each for each in self.entries if each.key.text == name), None)

    def get(self, name: str) -> Node | None:
        """Return the value of a key."""
        found = self.entry(name)
        return found.value if found else None


class Sequence(NamedTuple):
    """Values in order. ``flow`` marks one in brackets."""

    items: tuple[Node, ...]
    line: int
    column: int
    flow: bool = False
    start: int = 0
    end: int = 0


Node = Scalar | Mapping | Sequence


def plain(node: Node) -> Any:
    """Turn a node into dicts, lists and plain values; keys are always text."""
    if isinstance(node, Mapping):
        return {entry.key.text: plain(entry.value) for entry in node.entries}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return node.value


def kind(node: Node) -> str:
    """Say in plain words what a node is, for messages: ``a list``, ``text``, ``nothing`` and so on."""
    if isinstance(node, Mapping):
        return "a mapping"
    if isinstance(node, Sequence):
        return "a list"
    names = {str: "text", bool: "true or false", int: "a number", float: "a number", type(None): "nothing"}
    return names[type(node.value)]
