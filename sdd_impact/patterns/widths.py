"""How long the texts of a tree are. Python accepts a look-behind only where that is one number."""

from __future__ import annotations

from .nodes import Atomic, Backreference, Chars, Choice, Conditional, Group, Look, Node, Repeat, Sequence, Unsupported

#: Longer than any line that is looked at.
ENDLESS = 1 << 40


def width(node: Node) -> tuple[int, int]:
    """Return the least and the greatest length of the texts of ``node`` (``ENDLESS`` where there is none)."""
    if isinstance(node, Chars):
        return 1, 1
    if isinstance(node, Sequence):
        low, high = 0, 0
        for part in node.parts:
            least, greatest = width(part)
            low, high = low + least, min(high + greatest, ENDLESS)
        return low, high
    if isinstance(node, Choice | Conditional):
        parts = node.parts if isinstance(node, Choice) else (node.yes, node.no)
        sizes = [width(part) for part in parts] or [(0, 0)]
        return min(size[0] for size in sizes), max(size[1] for size in sizes)
    if isinstance(node, Repeat):
        low, high = width(node.part)
        return min(low * node.low, ENDLESS), min(ENDLESS if node.high is None and high else high * (node.high or 0), ENDLESS)
    if isinstance(node, Group | Atomic):
        return width(node.part)
    if isinstance(node, Unsupported):
        return (1, 1) if node.single else (0, ENDLESS)
    return (0, ENDLESS) if isinstance(node, Backreference) else (0, 0)


def children(node: Node) -> tuple[Node, ...]:
    """Return the nodes right below ``node``."""
    if isinstance(node, Sequence | Choice):
        return node.parts
    if isinstance(node, Conditional):
        return node.yes, node.no
    if isinstance(node, Repeat | Group | Atomic | Look):
        return (node.part,)
    return ()


def behind_error(tree: Node) -> str:
    """Say what is wrong with the look-behinds of a Python pattern ("" where nothing is)."""
    todo = [tree]
    while todo:
        node = todo.pop()
        if isinstance(node, Look) and not node.ahead:
            low, high = width(node.part)
            if low != high:
                return "a look-behind needs texts of one length"
        todo.extend(children(node))
    return ""
