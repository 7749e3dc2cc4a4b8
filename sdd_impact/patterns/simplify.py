r"""Making a tree smaller without changing which lines it is found in.

Groups fall away, alternatives share their beginnings, and repetitions at the open ends of a pattern shrink to what they
require: to be *found*, ``\S{1,1000}$`` needs no more than ``\S$``. What the automaton cannot follow becomes "any text".
"""

from __future__ import annotations

from collections.abc import Iterable

from . import charset as cs
from .nodes import (
    EMPTY,
    FAIL,
    Anchor,
    Atomic,
    Backreference,
    Chars,
    Choice,
    Conditional,
    Group,
    Look,
    Node,
    Pattern,
    Repeat,
    Sequence,
    Unsupported,
)
from .widths import children

_ANY_TEXT = Repeat(Chars(cs.ANY), 0, None)
_MAX_FACTORING = 40


def for_search(pattern: Pattern) -> Node:
    """Return the tree whose presence in a line is what the pattern asks for."""
    tree = _plain(pattern.tree)
    if pattern.whole:
        return _joined((Anchor("start"), tree, Anchor("end")))
    return _trimmed(_trimmed(tree, front=True), front=False)


def too_wide(tree: Node) -> bool:
    """Whether the automaton takes ``tree`` as more than it matches."""
    todo = [tree]
    while todo:
        node = todo.pop()
        if isinstance(node, Atomic | Backreference | Conditional | Unsupported):
            return True
        if isinstance(node, Repeat) and node.mode == "possessive":
            return True
        todo.extend(children(node))
    return False


def _plain(node: Node) -> Node:
    if isinstance(node, Sequence):
        return _joined(_plain(part) for part in node.parts)
    if isinstance(node, Choice):
        return _factored([_parts(_plain(part)) for part in node.parts], 0)
    if isinstance(node, Group | Atomic):
        return _plain(node.part)
    if isinstance(node, Conditional):
        return _factored([_parts(_plain(node.yes)), _parts(_plain(node.no))], 0)
    if isinstance(node, Repeat):
        return _repeat(_plain(node.part), node.low, node.high)
    if isinstance(node, Look):
        return _look(node)
    if isinstance(node, Unsupported) and node.single:
        return Chars(cs.ANY)
    return _ANY_TEXT if isinstance(node, Backreference | Unsupported) else node


def _look(node: Look) -> Node:
    if node.negative and too_wide(node.part):
        return EMPTY  # "not more than X" would be less than "not X": the condition is dropped instead
    part = _trimmed(_plain(node.part), front=not node.ahead)
    if part == EMPTY:
        return FAIL if node.negative else EMPTY
    return Look(part, node.ahead, node.negative)


def _repeat(part: Node, low: int, high: int | None) -> Node:
    if high == 0 or part == EMPTY:
        return EMPTY
    if isinstance(part, Repeat) and part.low in (0, 1) and part.high is None and low in (0, 1):
        return Repeat(part.part, min(part.low, low), None)  # (a+)+ is a+
    if isinstance(part, Anchor | Look):  # a condition holds or not, however often it is asked
        return part if low else EMPTY
    return part if (low, high) == (1, 1) else Repeat(part, low, high)


def _parts(node: Node) -> tuple[Node, ...]:
    return node.parts if isinstance(node, Sequence) else (node,)


def _joined(parts: Iterable[Node]) -> Node:
    flat: list[Node] = []
    for part in parts:
        if part == FAIL:
            return FAIL
        flat.extend(_parts(part))
    return flat[0] if len(flat) == 1 else Sequence(tuple(flat))


def _factored(branches: list[tuple[Node, ...]], depth: int) -> Node:
    """Return the choice between ``branches``, those with equal beginnings joined: ``abc|abd`` is ``ab(c|d)``."""
    groups: dict[Node | None, list[tuple[Node, ...]]] = {}
    for branch in branches:
        if branch != (FAIL,):
            groups.setdefault(branch[0] if branch else None, []).append(branch)
    if not groups:
        return FAIL
    made: list[Node] = []
    for together in groups.values():
        if len(together) == 1 or depth >= _MAX_FACTORING:
            made.extend(_joined(branch) for branch in together)
            continue
        shared = 0
        while all(len(branch) > shared and branch[shared] == together[0][shared] for branch in together):
            shared += 1
        rest = _factored([branch[shared:] for branch in together], depth + 1)
        made.append(_joined((*together[0][:shared], rest)))
    made = list(dict.fromkeys(made))
    return made[0] if len(made) == 1 else Choice(tuple(made))


def _trimmed(node: Node, *, front: bool) -> Node:
    """Shrink the repetition at an open end of the pattern to the least that it needs."""
    if isinstance(node, Choice):
        return _factored([_parts(_trimmed(part, front=front)) for part in node.parts], 0)
    if isinstance(node, Sequence) and node.parts:
        if front:
            return _joined((_trimmed(node.parts[0], front=True), *node.parts[1:]))
        return _joined((*node.parts[:-1], _trimmed(node.parts[-1], front=False)))
    if isinstance(node, Repeat) and node.high != node.low:
        return EMPTY if node.low == 0 else node.part if node.low == 1 else Repeat(node.part, node.low, node.low)
    return node
