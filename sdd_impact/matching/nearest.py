"""The statement that comes closest to a search which nothing feeds: where to look when a search is dead."""

from __future__ import annotations

import math
from array import array
from collections import Counter

from sdd_impact import late
from sdd_impact.model import Nearest, Query, SavedSearch, Statement

from . import sentences
from .prefilter import needles, own_text
from .sides import Side

_WORD = late.regex(r"[a-z0-9]{2,}")
#: How many of the most similar statements are looked at closely.
_CLOSELY = 5
#: A word that more statements have is frequent.
_FREQUENT = 1_000


#: A statement is near that has this share of the words that a search wants, each counted by how rare it is; or more than half of them.
_CLOSE = 0.4
_SHORT = 3


class Nearby:
    """The words of all statements, counted once."""

    def __init__(self, statements: tuple[Statement, ...], side: Side) -> None:
        self._statements = statements
        self._side = side
        self._holders: dict[str, array[int]] | None = None
        self._like: dict[str, tuple[str, ...]] = {}

    def nearest(self, search: SavedSearch) -> Nearest | None:
        """Return the statement that shares the rarest words with the search, and what differs; None where none comes close."""
        holders = self._words()
        score: Counter[int] = Counter()
        asked = {part for group in needles(search.query) for each in group for part in _WORD.findall(each)}
        alike = {(len(holders[other]), other, other == word) for word in asked for other in self._alike(word)}
        for count, other, same in sorted(alike):
            weight = round(1000 * math.log(1 + len(self._statements) / count) * (1.0 if same else 0.6))
            if count > _FREQUENT and score:  # a word that many have only tells apart those that share a rarer one
                for number in score.keys() & set(holders[other]):
                    score[number] += weight
            else:
                for number in holders[other]:
                    score[number] += weight
        if not score:
            return None
        best = sorted(score, key=lambda number: (-score[number], number))[:_CLOSELY]
        number = min(best, key=lambda number: (len(self._failing(search, number)), -score[number], self._length(number), number))
        if not self._close(search, number):
            return None
        return Nearest(self._statements[number], self._differs(search, self._statements[number]))

    def _close(self, search: SavedSearch, number: int) -> bool:
        """Whether a statement says a good part of what the search wants. One word among many is shared by chance."""
        holders = self._words()
        wanted: list[float] = []
        shared: list[float] = []
        same = 0
        for group in needles(search.query):
            words = {part for each in group for part in _WORD.findall(each)}
            if words:
                weights = {word: self._rarity(word) for word in words}
                here = [weights[word] for word in words if number in holders.get(word, ())]
                similar = [weights[word] / 3 for word in words if any(number in holders[other] for other in self._alike(word))]
                wanted.append(max(here, default=min(weights.values())))
                shared.append(max((*here, *similar), default=0.0))
                same += bool(here)
        return sum(shared) >= _CLOSE * sum(wanted) or 2 * same > len(wanted)

    def _rarity(self, word: str) -> float:
        """How much a word tells: the fewer statements have it the more; one of two or three letters (``out of``) tells little."""
        rarity = math.log(1 + len(self._statements) / max(1, len(self._words().get(word, ()))))
        return rarity if len(word) > _SHORT else rarity / 3

    def _words(self) -> dict[str, array[int]]:
        if self._holders is None:
            self._holders = {}
            for number, statement in enumerate(self._statements):
                for word in set(_WORD.findall(own_text(self._side.event(statement)))):
                    known = self._holders.get(word)
                    if known is None:
                        known = self._holders[word] = array("I")
                    known.append(number)
        return self._holders

    def _alike(self, word: str) -> tuple[str, ...]:
        known = self._like.get(word)
        if known is None:
            known = self._like[word] = tuple(_alike(word, self._words()))
        return known

    def _length(self, number: int) -> int:
        """Of two that share the same words, the one with fewer others is nearer."""
        return len(_WORD.findall(own_text(self._side.event(self._statements[number]))))

    def _failing(self, search: SavedSearch, number: int) -> list[Query]:
        return _unmet(search, self._statements[number], self._side)

    def _differs(self, search: SavedSearch, statement: Statement) -> str:
        failing = _unmet(search, statement, self._side)
        wants = " and ".join(sentences.condition(each) for each in failing[:2]) or "more than one line says at once"
        return f"the search wants {wants}; the code says {sentences.quoted(statement.template.message)}"


def _unmet(search: SavedSearch, statement: Statement, side: Side) -> list[Query]:
    """Return the conditions of a search that a statement does not fulfil."""
    return [each for each in sentences.asked(search.query) if side.certainty(each, statement) not in ("always", "generic")]


def _alike(word: str, known: dict[str, array[int]]) -> list[str]:
    """Return the known words that equal ``word``, or begin or end like it."""
    if word in known:
        return [word]
    if len(word) < 5:
        return []
    half = word[: max(4, len(word) * 2 // 3)]
    tail = word[-max(4, len(word) * 2 // 3) :]
    return [each for each in known if each.startswith(half) or each.endswith(tail)][:50]
