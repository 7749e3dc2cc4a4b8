"""Which words a line must contain for a pattern to be found in it.

The answer is a list of groups of words in lower case: a line that lacks every word of some group cannot match. Only runs of ASCII
letters and digits count, because nothing else is sure to stand together in a template's own text.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from .charset import CharSet
from .nodes import Atomic, Chars, Choice, Conditional, Group, Look, Node, Repeat, Sequence

Groups = tuple[frozenset[str], ...]

#: More words than that in one group are too many to look for.
MOST_WORDS = 3_000
_LETTERS = {1 << code: chr(code) for code in (*range(48, 58), *range(97, 123))} | {
    1 << code: chr(code + 32) for code in range(65, 91)
}


def required(tree: Node) -> Groups:
    """Return the groups of words of a pattern, as far as they are certain."""
    reader = _Reader()
    reader.read(tree)
    reader.end()
    return tuple(dict.fromkeys(reader.groups))


def one_of(alternatives: list[Groups]) -> Groups:
    """Return what is required where one of several alternatives must hold: the best word of each."""
    chosen: set[str] = set()
    for groups in alternatives:
        if not groups:
            return ()
        chosen |= max(groups, key=_worth)
    return (frozenset(chosen),) if 0 < len(chosen) <= MOST_WORDS else ()


def _worth(group: AbstractSet[str]) -> tuple[int, int, str]:
    return min(map(len, group)), -len(group), min(group)


def _letter(these: CharSet) -> str:
    """Return the one letter or digit of a set, in lower case ("" where it is not one)."""
    mask = these.ascii
    if mask in _LETTERS:
        return _LETTERS[mask]
    upper = mask & ((1 << 26) - 1) << 65
    return _LETTERS.get(upper, "") if upper and mask == upper | upper << 32 else ""


class _Reader:
    def __init__(self) -> None:
        self.run = ""
        self.groups: list[frozenset[str]] = []

    def end(self) -> None:
        if self.run:
            self.groups.append(frozenset({self.run}))
            self.run = ""

    def read(self, node: Node) -> None:
        if isinstance(node, Chars):
            letter = _letter(node.set)
            if letter:
                self.run += letter
            else:
                self.end()
        elif isinstance(node, Sequence):
            for part in node.parts:
                self.read(part)
        elif isinstance(node, Group | Atomic):
            self.read(node.part)
        else:
            self.end()
            self.groups.extend(_inside(node))


def _inside(node: Node) -> Groups:
    if isinstance(node, Choice):
        return one_of([required(part) for part in node.parts])
    if isinstance(node, Conditional):
        return one_of([required(node.yes), required(node.no)])
    if isinstance(node, Repeat):
        return required(node.part) if node.low else ()
    if isinstance(node, Look):
        return () if node.negative else required(node.part)
    return ()
