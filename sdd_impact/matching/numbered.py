"""One side of all changes of a branch, found by the words of a search.

A branch has few statements and perhaps many searches, nearly all of which have nothing to do with it. So the changes in which a word stands are
the bits of one number, kept for the next search with that word.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from sdd_impact import late
from sdd_impact.model import Query, Statement
from sdd_impact.patterns.literals import Groups

from .clauses import alternatives
from .prefilter import LONGER, letters
from .sides import Side
from .values import asks_for_sample

_RUN = late.regex("[a-z0-9]+")
#: With more words the changes that have one of them are all looked at.
_MOST_PAIRED = 8


class Numbered:
    """The statements of one side of all changes; their numbers are those of the changes."""

    def __init__(self, statements: list[Statement | None], side: Side) -> None:
        self._texts = tuple(None if each is None else side.text(each) for each in statements)
        self._all, self._open, self._with_fields = 0, 0, 0
        self._of_run: dict[str, int] = {}
        self._of_word: dict[str, int] = {}
        for number, (statement, text) in enumerate(zip(statements, self._texts, strict=True)):
            if statement is None or text is None:
                continue
            bit = 1 << number
            self._all |= bit
            self._open |= bit if text.open else 0
            self._with_fields |= bit if side.event(statement).fields else 0
            for run in set(_RUN.findall(text)):
                self._of_run[run] = self._of_run.get(run, 0) | bit
        self._runs = "\0".join(self._of_run)

    def candidates(self, query: Query) -> int:
        """Return the changes to whose side the search may be bound, as bits."""
        found = 0
        for groups in alternatives(query):
            if not groups:
                return self._all
            here = self._all
            for group in groups:
                here &= self._with_some_of(group)
                if not here:
                    break
            found |= here | self._open
        return found

    def sharing(self, query: Query) -> int:
        """Return the changes whose side shares a longer word and most letters with the search, or has fields, as bits."""
        found = self._with_fields
        for groups in alternatives(query):
            longer = 0
            for group in groups:
                for word in group:
                    if len(word) >= LONGER:
                        longer |= self._with(word)
            if longer and not asks_for_sample(query):
                longer = self._with_most(groups, longer)
            found |= longer
        return found

    def _with_most(self, groups: Groups, among: int) -> int:
        """Return those of the changes that have most letters of the groups."""
        here = [(self._with_some_of(group), min(map(letters, group)), max(map(letters, group))) for group in groups]
        missing = sum(least for _, least, _ in here)
        if len(here) <= _MOST_PAIRED:
            # No word alone has most letters, or it is this one: so at least two of them stand there.
            several = 0
            for bits, least, most in here:
                several |= bits if least + most > missing else 0
            for (one, *_), (other, *_) in combinations(here, 2):
                several |= one & other
            among &= several
        found = 0
        for number in numbers(among):
            if sum([least + most for bits, least, most in here if bits >> number & 1]) > missing:
                found |= 1 << number
        return found

    def _with_some_of(self, group: frozenset[str]) -> int:
        found = 0
        for word in group:
            found |= self._with(word)
        return found

    def _with(self, word: str) -> int:
        known = self._of_word.get(word)
        if known is None:
            known = 0
            at = self._runs.find(word)
            while at >= 0:
                end = self._runs.find("\0", at)
                end = end if end >= 0 else len(self._runs)
                known |= self._of_run[self._runs[self._runs.rfind("\0", 0, at) + 1 : end]]
                at = self._runs.find(word, end)
            self._of_word[word] = known
        return known


def numbers(bits: int) -> Iterator[int]:
    """Yield the numbers of the bits that are set, in order."""
    while bits:
        yield (bits & -bits).bit_length() - 1
        bits &= bits - 1
