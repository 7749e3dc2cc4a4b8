"""A pattern as instructions for the finder, which follows every construct, captures included."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from sdd_impact.tuples import NamedTuple

from .charset import NONE, CharSet
from .nodes import (
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
from .widths import ENDLESS, width

MAX_INSTRUCTIONS = 30_000

Op = Literal[
    "char",
    "split",
    "jump",
    "save",
    "anchor",
    "ahead",
    "behind",
    "atomic",
    "again",
    "condition",
    "enter",
    "progress",
    "match",
    "fail",
]


class Instruction(NamedTuple):
    """One instruction. ``then`` and ``other`` are where to go on; what else it needs depends on ``op``.

    ``slot`` is a register (a group's edge, where a loop was entered), a group's number, or the least width of a look-behind;
    ``most`` its greatest width; ``flag`` negation, or a case-blind reference.
    """

    op: Op
    then: int = 0
    other: int = 0
    slot: int = 0
    most: int = 0
    flag: bool = False
    set: CharSet = NONE
    anchor: Anchor | None = None


class Instructions(NamedTuple):
    """The compiled pattern: where it starts, how many registers it has (two per group first), and whether a (place, position) pair that
    failed once may fail again (it depends on what groups hold). ``begins`` are the characters with which it begins, the ASCII ones as bits
    too; None where it may be found without any."""

    code: tuple[Instruction, ...]
    start: int
    registers: int
    depends: bool
    begins: tuple[int, tuple[CharSet, ...]] | None = None


class TooLong(Exception):
    """The pattern has more instructions than are followed."""


class _Writer:
    """Writes code from the end to the beginning: ``write`` returns where a node is entered."""

    def __init__(self, groups: tuple[str, ...]) -> None:
        self.code: list[Instruction] = []
        self.groups = groups
        self.registers = 2 * (len(groups) + 1)
        self.depends = False

    def add(self, instruction: Instruction) -> int:
        if len(self.code) >= MAX_INSTRUCTIONS:
            raise TooLong
        self.code.append(instruction)
        return len(self.code) - 1

    def write(self, node: Node, then: int) -> int:
        if isinstance(node, Chars):
            return self.add(Instruction("char", then, set=node.set))
        if isinstance(node, Sequence):
            for part in reversed(node.parts):
                then = self.write(part, then)
            return then
        if isinstance(node, Choice):
            return self._choice(node.parts, then)
        if isinstance(node, Repeat):
            return self._repeat(node, then)
        if isinstance(node, Group):
            inside = self.write(node.part, self.add(Instruction("save", then, slot=2 * node.index + 1)))
            return self.add(Instruction("save", inside, slot=2 * node.index))
        if isinstance(node, Anchor):
            return self.add(Instruction("anchor", then, anchor=node))
        return self._special(node, then)

    def _choice(self, parts: tuple[Node, ...], then: int) -> int:
        if not parts:
            return self.add(Instruction("fail"))
        entry = self.write(parts[-1], then)
        for part in reversed(parts[:-1]):
            entry = self.add(Instruction("split", self.write(part, then), entry))
        return entry

    def _repeat(self, node: Repeat, then: int) -> int:
        if node.mode == "possessive":
            return self._sub("atomic", Repeat(node.part, node.low, node.high), then)
        entry = self._loop(node, then) if node.high is None else then
        for _ in range((node.high or node.low) - node.low):
            entry = self._split(node, self.write(node.part, entry), then)
        for _ in range(node.low):
            entry = self.write(node.part, entry)
        return entry

    def _split(self, node: Repeat, inside: int, after: int) -> int:
        first, second = (after, inside) if node.mode == "lazy" else (inside, after)
        return self.add(Instruction("split", first, second))

    def _loop(self, node: Repeat, then: int) -> int:
        # A round that reads nothing ends the loop, else it would never end.
        register = self.registers
        self.registers += 1
        split = self.add(Instruction("fail"))
        progress = self.add(Instruction("progress", split, then, slot=register))
        inside = self.add(Instruction("enter", self.write(node.part, progress), slot=register))
        first, second = (then, inside) if node.mode == "lazy" else (inside, then)
        self.code[split] = Instruction("split", first, second)
        return split

    def _sub(self, op: Op, part: Node, then: int, *, negative: bool = False) -> int:
        """Write a part that is run by itself: look-around, atomic group. It ends in a match of its own."""
        start = self.write(part, self.add(Instruction("match")))
        low, high = width(part)
        return self.add(Instruction(op, then, start, slot=low, most=min(high, ENDLESS), flag=negative))

    def _special(self, node: Look | Atomic | Backreference | Conditional | Unsupported, then: int) -> int:
        if isinstance(node, Look):
            return self._sub("ahead" if node.ahead else "behind", node.part, then, negative=node.negative)
        if isinstance(node, Atomic):
            return self._sub("atomic", node.part, then)
        if isinstance(node, Unsupported):
            return self.add(Instruction("fail"))
        self.depends = True
        number = node.group if isinstance(node.group, int) else self.groups.index(node.group) + 1
        if isinstance(node, Backreference):
            return self.add(Instruction("again", then, slot=number, flag=node.folded))
        return self.add(Instruction("condition", self.write(node.yes, then), self.write(node.no, then), slot=number))


@lru_cache(500)
def instructions(pattern: Pattern) -> Instructions | None:
    """Compile a pattern for the finder; None where it is too long or has a construct that is not followed."""
    if pattern.unsupported:
        return None
    writer = _Writer(pattern.groups)
    try:
        start = writer.write(pattern.tree, writer.add(Instruction("match")))
    except TooLong:
        return None
    return Instructions(tuple(writer.code), start, writer.registers, writer.depends, _beginnings(writer.code, start))


def _beginnings(code: list[Instruction], start: int) -> tuple[int, tuple[CharSet, ...]] | None:
    """Return the characters with which a pattern begins, the ASCII ones as bits too; None where it may be found without any."""
    sets: dict[CharSet, None] = {}
    seen: set[int] = set()
    todo = [start]
    while todo:
        place = todo.pop()
        if place in seen:
            continue
        seen.add(place)
        each = code[place]
        if each.op == "char":
            sets[each.set] = None
        elif each.op in ("split", "progress"):
            todo += (each.then, each.other)
        elif each.op in ("jump", "save", "enter", "anchor", "ahead", "behind"):
            todo.append(each.then)
        elif each.op != "fail":
            return None
    bits = 0
    for these in sets:
        bits |= these.ascii
    return bits, tuple(sets)
