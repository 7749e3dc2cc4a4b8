"""Variables inside of a search: ``$email$``, ``{{user}}``, ``${id}``, ``$name``.

A dashboard or a person fills them in, so the search asks for *some* value there, of the kind that the name tells. A masked value
is never one: what is looked for is the original.
"""

from __future__ import annotations

import re

from sdd_impact import late
from sdd_impact.patterns.charset import NEWLINE, of, without_veiled
from sdd_impact.patterns.nodes import Chars, Choice, Group, Look, Node, Repeat, Sequence

_VARIABLE = late.regex(
    r"(?<!\\)(?:\$([A-Za-z_]\w*)\$|\{\{\s*([A-Za-z_][\w.]*)\s*\}\}|\$\{([A-Za-z_][\w.]*)(?::\w+)?\}|\$([A-Za-z_]\w*))"
)
_FIRST_MARK = 0xF0000  # private plane 15; a mark stands for a variable while the pattern is read
_MASKING = "*#•…"
_MOST = 64


def marked(text: str) -> tuple[str, dict[str, str]]:
    """Replace every variable by a mark. Return the text and the name behind each mark."""
    names: dict[str, str] = {}

    def mark(found: re.Match[str]) -> str:
        if len(names) >= _MOST:
            return found[0]
        char = chr(_FIRST_MARK + len(names))
        names[char] = next(group for group in found.groups() if group)
        return char

    if "$" not in text and "{{" not in text:
        return text, names
    return _VARIABLE.sub(mark, text), names


def renamed(text: str, name: str) -> str | None:
    """Return the first variable of a text, written the same way for another name; None where there is no variable."""
    found = _VARIABLE.search(text)
    if found is None:
        return None
    old = next(group for group in found.groups() if group)
    return found[0].replace(old, name)


def planted(node: Node, names: dict[str, str]) -> Node:
    """Return the tree with the values of the variables in the place of their marks."""
    if isinstance(node, Chars):
        mark = next((char for char in names if char in node.set and not node.set.ascii), None)
        return node if mark is None else _value(names[mark])
    if isinstance(node, Sequence):
        return Sequence(tuple(planted(part, names) for part in node.parts))
    if isinstance(node, Choice):
        return Choice(tuple(planted(part, names) for part in node.parts))
    if isinstance(node, Repeat):
        return Repeat(planted(node.part, names), node.low, node.high, node.mode)
    if isinstance(node, Group):
        return Group(planted(node.part, names), node.index, node.name)
    if isinstance(node, Look):
        return Look(planted(node.part, names), node.ahead, node.negative)
    return node


def _value(name: str) -> Node:
    """Return the tree of what a variable of this name stands for."""
    some = Repeat(Chars(without_veiled(~(NEWLINE | of(_MASKING)))), 1, None)
    solid = Repeat(Chars(without_veiled(~(of(_MASKING + "@\n \t\r")))), 1, None)
    if re.search(r"e?mail", name, re.IGNORECASE):
        return Sequence((solid, Chars(of("@")), solid))
    if re.search(r"(?:^|_|(?<=[a-z]))(?:id|uuid|ip|token|key)$", name, re.IGNORECASE):
        return solid
    return some
