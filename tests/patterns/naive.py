"""A matcher that is as simple as can be, and slow: the oracle of the fuzz tests. It shares no code with the engines.

``ends(node, line, start)`` is the set of positions at which a match of ``node`` that begins at ``start`` can end.
"""

from __future__ import annotations

from sdd_impact.patterns.charset import WORD
from sdd_impact.patterns.nodes import Anchor, Chars, Choice, Group, Look, Node, Repeat, Sequence


def found(node: Node, line: str) -> bool:
    return any(ends(node, line, start) for start in range(len(line) + 1))


def ends(node: Node, line: str, start: int) -> frozenset[int]:
    if isinstance(node, Chars):
        return frozenset({start + 1}) if start < len(line) and line[start] in node.set else frozenset()
    if isinstance(node, Sequence):
        places = frozenset({start})
        for part in node.parts:
            places = frozenset(end for place in places for end in ends(part, line, place))
        return places
    if isinstance(node, Choice):
        return frozenset(end for part in node.parts for end in ends(part, line, start))
    if isinstance(node, Group):
        return ends(node.part, line, start)
    if isinstance(node, Repeat):
        return _repeated(node, line, start)
    if isinstance(node, Look):
        return frozenset({start}) if _seen(node, line, start) != node.negative else frozenset()
    if isinstance(node, Anchor):
        return frozenset({start}) if _holds(node, line, start) else frozenset()
    raise TypeError(type(node).__name__)


def _repeated(node: Repeat, line: str, start: int) -> frozenset[int]:
    places = {start}
    for _ in range(node.low):
        places = {end for place in places for end in ends(node.part, line, place)}
    reached = set(places)
    rounds = node.high - node.low if node.high is not None else len(line) + 1
    for _ in range(rounds):
        places = {end for place in places for end in ends(node.part, line, place)}
        reached |= places
    return frozenset(reached)


def _seen(node: Look, line: str, at: int) -> bool:
    if node.ahead:
        return bool(ends(node.part, line, at))
    return any(at in ends(node.part, line, start) for start in range(at + 1))


def _holds(anchor: Anchor, line: str, at: int) -> bool:
    last = len(line)
    word = anchor.word or WORD
    before, after = at > 0 and line[at - 1] in word, at < last and line[at] in word
    return {
        "start": at == 0,
        "end": at == last,
        "end-or-newline": line[at:] in ("", "\n"),
        "line-start": at == 0 or line[at - 1] == "\n",
        "line-end": at == last or line[at] == "\n",
        "word": before != after,
        "not-word": before == after,
        "word-start": after and not before,
        "word-end": before and not after,
    }[anchor.kind]
