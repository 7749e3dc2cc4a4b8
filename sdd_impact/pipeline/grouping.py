"""Lines that no known statement prints, grouped by their shape. Values are masked; what is left of a line are words that several lines share."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sdd_impact import late
from sdd_impact.model import ForeignLines, Location, LogLine

#: Words of a line that are looked at, characters of one, shapes that are kept, and those of equal length and beginning.
_MOST_WORDS, _LONGEST_WORD, _MOST_SHAPES, _MOST_ALIKE = 30, 24, 2_000, 60
#: The share of words that lines of one shape have in common, and how many lines a shape must have to be told.
_SHARE, _FEWEST = 0.5, 3
_HIDDEN = "*"
_WORD = late.regex(r"(?P<open>[\[(<{\"']*)(?P<word>[A-Za-z]+(?:['-][A-Za-z]+)*)(?P<close>[\])>}\"'.,:;!?]*)")
_PAIR = late.regex(r"(?P<key>[A-Za-z_][\w.-]{0,30})=.*", re.DOTALL)
_QUOTED = late.regex(r"\"[^\"]*\"|'[^' ]*'|`[^`]*`")
_LONGEST = 1_000


class _Shape:
    """Lines that have most of their words in common."""

    __slots__ = ("first", "lines", "words")

    def __init__(self, words: list[str], first: Location) -> None:
        self.words, self.first, self.lines = words, first, 1

    def likeness(self, words: list[str]) -> float:
        same = sum(1 for one, other in zip(self.words, words, strict=True) if one == other and one != _HIDDEN)
        known = sum(1 for word in words if word != _HIDDEN)
        return same / known if known else float(all(word == _HIDDEN for word in self.words))

    def add(self, words: list[str]) -> None:
        self.words = [one if one == other else _HIDDEN for one, other in zip(self.words, words, strict=True)]
        self.lines += 1


class Shapes:
    """Looks at lines one after the other."""

    def __init__(self) -> None:
        self._shapes: dict[tuple[int, str], list[_Shape]] = {}
        self._number = 0
        self._lines = 0

    def look(self, line: LogLine) -> None:
        """Look at a line of no known statement."""
        self._lines += 1
        words = list(_words(line))
        alike = self._shapes.setdefault((len(words), next((word for word in words if word != _HIDDEN), "")), [])
        best = max(alike, key=lambda each: each.likeness(words), default=None)
        if best is not None and best.likeness(words) >= _SHARE:
            best.add(words)
        elif self._number < _MOST_SHAPES and len(alike) < _MOST_ALIKE:
            alike.append(_Shape(words, line.location))
            self._number += 1

    def told(self) -> tuple[tuple[ForeignLines, ...], int]:
        """Return the shapes of at least three lines, most lines first, and the number of the other lines."""
        found: dict[str, ForeignLines] = {}
        for each in (each for alike in self._shapes.values() for each in alike):
            shape = " ".join(_folded(each.words))
            known = found.get(shape, ForeignLines(shape, 0, each.first))
            found[shape] = known._replace(lines=known.lines + each.lines)
        told = tuple(sorted((each for each in found.values() if each.lines >= _FEWEST), key=lambda each: -each.lines))
        return told, self._lines - sum(each.lines for each in told)


def _words(line: LogLine) -> Iterator[str]:
    """The words of a line; whatever has a digit, a sign within it or quotes around it is hidden."""
    if line.fields and line.message is line.text:
        keys = list(dict.fromkeys(name for name, _ in line.fields if re.fullmatch(r"[\w.@-]{1,40}", name)))
        yield from ("JSON", "with", *sorted(keys)[:_MOST_WORDS])
        return
    last = ""
    for word in _QUOTED.sub(f" {_HIDDEN} ", line.message[:_LONGEST]).split()[:_MOST_WORDS]:
        shown = _shown(word)
        if shown != _HIDDEN or last != _HIDDEN:
            yield shown
        last = shown


def _shown(word: str) -> str:
    plain = _WORD.fullmatch(word)
    if plain and len(word) <= _LONGEST_WORD:
        return word
    pair = _PAIR.fullmatch(word)
    return f"{pair['key']}={_HIDDEN}" if pair and not any(each.isdigit() for each in pair["key"]) else _HIDDEN


def _folded(words: list[str]) -> Iterator[str]:
    last = ""
    for word in words:
        if word != _HIDDEN or last != _HIDDEN:
            yield word
        last = word
