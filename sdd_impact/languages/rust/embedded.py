"""Macros inside of other macros (``select!``, ``cfg_if!``, ``macro_rules!``), whose arguments stay tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact.model import Source
from sdd_impact.syntax import Unit, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sdd_impact.languages.rust.macros import Macro

_BLANK = bytes(10 if byte == 10 else 32 for byte in range(256))


def embedded(unit: Unit, macros: tuple[Macro, ...]) -> Iterator[Unit]:
    """A unit of nothing but the macros that stand in the tokens of other macros, at their places; none where there are none."""
    spans: list[Macro] = []
    for macro in sorted(macros):
        if spans and macro.end <= spans[-1].end:
            continue
        node = unit.code.root.descendant_for_byte_range(macro.start, macro.start)
        if node is not None and node.parent is not None and node.parent.type in ("token_tree", "token_tree_pattern"):
            spans.append(macro)
    if not spans:
        return
    data = unit.code.data
    text = bytearray(data.translate(_BLANK))
    for start, end in spans:
        text[start:end] = data[start:end].replace(b"$", b"_")  # a macro's own variables
        if end < len(text) and text[end] != 10:
            text[end] = ord(";")
    try:
        inner = Unit(Source(unit.path, bytes(text)), "rust", unit.language, also="(attribute_item) @attribute")
    except UnreadableError:
        return
    inner.scope = unit.scope
    inner.test = unit.test
    yield inner
