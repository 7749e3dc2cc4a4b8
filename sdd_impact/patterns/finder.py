"""Finding a pattern in one concrete line, with its captures.

A backtracking matcher that prefers what Perl, Python and their family prefer. It is exact where the automaton is not
(back-references, atomic groups, conditionals), and it never runs away: a place and position that failed once are not tried again
(where that is allowed), and the number of steps is bounded.
"""

from __future__ import annotations

from sdd_impact.tuples import NamedTuple

from .charset import WORD, CharSet
from .instructions import Instruction, Instructions, instructions
from .nodes import Anchor, Pattern

DEFAULT_STEPS = 200_000


class Hit(NamedTuple):
    """Where a pattern was found: the span of all of it, then of each group (None where a group took no part)."""

    spans: tuple[tuple[int, int] | None, ...]


class GaveUp(NamedTuple):
    """The question was left open, with the reason."""

    reason: str


class _Exhausted(Exception):
    """The steps are used up."""


def search(pattern: Pattern, line: str, *, whole: bool = False, steps: int = DEFAULT_STEPS) -> Hit | GaveUp | None:
    """Find ``pattern`` in ``line`` (``whole``: it must be all of the line). None: it is not there. Never raises."""
    code = instructions(pattern)
    if code is None:
        return GaveUp(f"not followed: {', '.join(pattern.unsupported) or 'a pattern of this size'}")
    run = _Run(code, line, steps)
    whole = whole or pattern.whole
    begins = code.begins
    try:
        for start in range(1 if whole else len(line) + 1):
            if begins is not None and not (start < len(line) and _begins(line[start], *begins)):
                continue
            registers = run.match(code.start, start, [-1] * code.registers, len(line) if whole else None)
            if registers is not None:
                return Hit(((start, run.end), *_spans(registers, len(pattern.groups))))
    except _Exhausted:
        return GaveUp(f"more than {steps} steps")
    except RecursionError:
        return GaveUp("nested too deeply")
    return None


def _begins(char: str, bits: int, sets: tuple[CharSet, ...]) -> bool:
    return bool(bits >> ord(char) & 1) if char < "\x80" else any(char in each for each in sets)


def _spans(registers: list[int], groups: int) -> list[tuple[int, int] | None]:
    edges = [(registers[2 * number], registers[2 * number + 1]) for number in range(1, groups + 1)]
    return [edge if edge[0] >= 0 and edge[1] >= 0 else None for edge in edges]


class _Run:
    def __init__(self, code: Instructions, line: str, steps: int) -> None:
        self.code = code
        self.line = line
        self.left = steps
        self.end = 0
        self._failed: set[tuple[int, int, int | None]] = set()

    def match(self, place: int, at: int, registers: list[int], end: int | None) -> list[int] | None:
        """Run from ``place`` at position ``at``; ``end`` is where it must end, if anywhere in particular. Return the registers."""
        code, line = self.code.code, self.line
        remember = not self.code.depends
        todo: list[tuple[int, int, list[int]]] = [(place, at, registers)]
        while todo:
            place, at, registers = todo.pop()
            while True:
                self.left -= 1
                if self.left < 0:
                    raise _Exhausted
                each = code[place]
                op = each.op
                if op == "char":
                    if at < len(line) and line[at] in each.set:
                        at += 1
                        place = each.then
                        continue
                    break
                if op == "split":
                    if remember:
                        key = (place, at, end)
                        if key in self._failed:
                            break
                        self._failed.add(key)
                    todo.append((each.other, at, registers))
                    place = each.then
                    continue
                if op == "match":
                    if end is None or at == end:
                        self.end = at
                        return registers
                    break
                moved = self._step(each, at, registers)
                if moved is None:
                    break
                place, at, registers = moved
        return None

    def _step(self, each: Instruction, at: int, registers: list[int]) -> tuple[int, int, list[int]] | None:
        """Do what is neither a character nor a choice. None: this way fails."""
        op = each.op
        if op in ("save", "enter"):
            registers = registers.copy()
            registers[each.slot] = at
            return each.then, at, registers
        if op == "progress":
            return (each.then if at > registers[each.slot] else each.other), at, registers
        if op == "anchor":
            return (each.then, at, registers) if each.anchor is not None and _holds(each.anchor, self.line, at) else None
        if op == "again":
            return self._again(each, at, registers)
        if op == "condition":
            return (each.then if registers[2 * each.slot + 1] >= 0 else each.other), at, registers
        if op in ("ahead", "behind", "atomic"):
            return self._part(each, at, registers)
        return None

    def _again(self, each: Instruction, at: int, registers: list[int]) -> tuple[int, int, list[int]] | None:
        first, last = registers[2 * each.slot], registers[2 * each.slot + 1]
        if first < 0 or last < 0:
            return None
        wanted, there = self.line[first:last], self.line[at : at + last - first]
        same = wanted.casefold() == there.casefold() if each.flag else wanted == there
        return (each.then, at + last - first, registers) if same else None

    def _part(self, each: Instruction, at: int, registers: list[int]) -> tuple[int, int, list[int]] | None:
        """Run a look-around or an atomic group by itself."""
        kept, self._failed = self._failed, set()
        if each.op == "behind":
            found = None
            for start in range(at - each.slot, max(-1, at - each.most - 1), -1):
                if start >= 0 and found is None:
                    found = self.match(each.other, start, registers, at)
        else:
            found = self.match(each.other, at, registers, None)
        self._failed = kept
        if each.op == "atomic":
            return None if found is None else (each.then, self.end, found)
        if each.flag:
            return (each.then, at, registers) if found is None else None
        return None if found is None else (each.then, at, found)


def _holds(anchor: Anchor, line: str, at: int) -> bool:
    kind = anchor.kind
    if kind == "start":
        return at == 0
    if kind == "end":
        return at == len(line)
    if kind == "end-or-newline":
        return at == len(line) or (at == len(line) - 1 and line[at] == "\n")
    if kind == "line-start":
        return at == 0 or line[at - 1] == "\n"
    if kind == "line-end":
        return at == len(line) or line[at] == "\n"
    word = anchor.word or WORD
    before = at > 0 and line[at - 1] in word
    follows = at < len(line) and line[at] in word
    if kind == "word-start":
        return follows and not before
    if kind == "word-end":
        return before and not follows
    return (before != follows) == (kind == "word")
