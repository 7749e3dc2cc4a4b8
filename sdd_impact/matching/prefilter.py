"""Leaving out pairs of search and statement that cannot be bound, without deciding them.

A search names words that a line must contain. Ordinary values never supply a particular word, so a statement that is bound has
them in its own text, in a finite value, or in what the layout is known to print. What is left out could at most be contingent.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

from sdd_impact import late
from sdd_impact.model import AllOf, AnyOf, Event, FieldIs, Phrase, Placeholder, Query, Regex, Template
from sdd_impact.patterns import PatternError
from sdd_impact.patterns.kept import Kept
from sdd_impact.patterns.literals import Groups, one_of, required

from .fields import is_text
from .leaves import phrase, regex
from .texts import LAYOUT_KEYS, LEVEL_WORDS, MAX_VALUES, Haystack, Printed, layout_words
from .wording import folded, of_phrase, of_regex

#: Letters that values of a kind may print although no search asked for them: ``true``, ``https``, ``12ms``, ``T`` and ``Z`` in times.
_OWN_WORDS = {
    "float": "infinity nan e", "bool": "true false", "url": "https", "hex": "0x", "uuid": "123456789ab",
    "duration": "ns us ms s secs seconds mins minutes hours days p y m w d t h",
    "datetime": "0123456789 t z", "id": "123456789ab", "path": "", "ip": "",
    "timestamp": (
        "0123456789 t z am pm utc gmt cet cest mon tue wed thu fri sat sun jan feb mar apr may jun jul aug sep oct nov dec"
    ),
}  # fmt: skip
_RUN = late.regex("[a-z0-9]+")
#: Shorter words are shared by chance.
LONGER = 4


def _needles(query: Query) -> Groups:
    if isinstance(query, AllOf):
        return tuple(dict.fromkeys(group for part in query.parts for group in _needles(part)))
    if isinstance(query, AnyOf):
        return one_of([_needles(part) for part in query.parts]) if query.parts else ()
    if isinstance(query, Regex) and not query.captures_only and is_text(query.field):
        plain = of_regex(query)
        if plain is not None:
            return plain.groups
        found = regex(query)
        return () if isinstance(found, PatternError) else required(found.tree)
    if isinstance(query, Phrase) and is_text(query.field):
        plain = of_phrase(query)
        return plain.groups if plain is not None else required(phrase(query, query.where in ("term", "word")).tree)
    if isinstance(query, FieldIs) and query.op == "=" and is_text(query.field):
        return required(phrase(Phrase(query.value, query.case, "term", "", query.wildcards), analysed=True).tree)
    return ()


def needed_together(conditions: Iterable[Query]) -> Groups:
    """Return the groups of words without which conditions that must all hold bind to nothing."""
    return _bounded(AllOf(tuple(conditions)))


def _bounded(query: Query) -> Groups:
    try:
        return _needles(query)
    except RecursionError:
        return ()  # no words are required: every event is a candidate


_kept = Kept(_bounded)


def needles(query: Query) -> Groups:
    """Return the groups of words without which a search binds to nothing."""
    return _kept(query)


def haystack(event: Event) -> Haystack:
    """Return what the words of a search are looked for in."""
    pieces: list[str] = []
    is_open = False
    for template in (event.message, event.line, *(field.value for field in event.fields)):
        if template is not None:
            is_open = _collect(template, pieces) or is_open
    pieces.extend(field.name for field in event.fields)
    pieces.extend((event.level or "", *LEVEL_WORDS.get(event.level or "", ()), event.logger, event.program))
    if event.line is None:
        pieces.extend((*layout_words(event), *LAYOUT_KEYS))
    made = Haystack(folded("\0".join(dict.fromkeys(pieces))))
    made.open = is_open
    return made


def own_haystack(printed: Printed) -> Haystack:
    """Return the haystack of an event, made once."""
    if printed.haystack is None:
        printed.haystack = haystack(printed.event)
    return printed.haystack


def own_text(event: Event) -> str:
    """Return the literal text of the message itself, in lower case."""
    return folded("\0".join(event.message.literals))


def words_of(event: Event) -> str:
    """Return the literal text of the message itself and the names of its fields, in lower case."""
    text = own_text(event)
    return f"{text}\0{folded(chr(0).join(field.name for field in event.fields))}" if event.fields else text


def own_words(printed: Printed) -> str:
    """Return the words of an event (:func:`words_of`), made once."""
    if printed.words is None:
        printed.words = words_of(printed.event)
    return printed.words


def _collect(template: Template, pieces: list[str]) -> bool:
    """Add the text of a template. True where a value with text of its own touches other text, so that words may run across."""
    touches = False
    for index, part in enumerate(template.parts):
        if isinstance(part, str):
            pieces.append(part)
            continue
        if part.values or part.kind in _OWN_WORDS or part.rendering:
            pieces.extend(part.values or (_OWN_WORDS.get(part.kind, ""), "0x" if part.rendering else ""))
            touches = touches or len(part.values) > MAX_VALUES or (_has_ends(part) and _touches(template, index))
    return touches


def _has_ends(part: Placeholder) -> bool:
    """Whether a value may begin or end within a word. One that is enclosed in punctuation joins nothing."""
    return not part.values or any(each[:1].isalnum() or each[-1:].isalnum() for each in part.values)


def _touches(template: Template, index: int) -> bool:
    before = template.parts[index - 1] if index else ""
    behind = template.parts[index + 1] if index + 1 < len(template.parts) else ""
    return _joins(before, -1) or _joins(behind, 0)


def _joins(part: str | Placeholder, at: int) -> bool:
    """Whether a word may go on in a neighbour. What a layout prints around a message has no words that could be asked for."""
    return part.kind != "around" if isinstance(part, Placeholder) else part[at : at + 1 or None].isalnum()


def candidate(groups: Groups, text: Haystack) -> bool:
    """Whether a search with these groups of words may be bound to an event with this text."""
    return text.open or all(any(word in text for word in group) for group in groups)


def letters(word: str) -> int:
    """Count the letters of a word."""
    return sum(map(str.isalpha, word))


class Index:
    """The texts of many events, searched at once: a list of the runs of letters and digits, and where each of them stands."""

    def __init__(self, texts: Iterable[Haystack]) -> None:
        self._texts = tuple(texts)
        self._open = tuple(index for index, each in enumerate(self._texts) if each.open)
        where: dict[str, array[int]] = {}
        for number, text in enumerate(self._texts):
            for run in set(_RUN.findall(text)):
                known = where.get(run)
                if known is None:
                    known = where[run] = array("I")
                known.append(number)
        self._where = tuple(where.values())
        # The words of a search are runs or parts of runs, so it is enough to look for them in each run once.
        self._runs = "\0".join(where)
        self._starts = tuple(accumulate((len(run) + 1 for run in where), initial=0))
        self._counted: dict[str, int] = {}
        self._matched: dict[str, tuple[int, ...]] = {}

    def candidates(self, groups: Groups) -> tuple[int, ...]:
        """Return the numbers of all texts for which :func:`candidate` is true, in order."""
        if not groups:
            return tuple(range(len(self._texts)))
        # The rarest words are looked up; the other groups are only asked about what those leave.
        first = min(groups, key=self._count)
        left: set[int] = set()
        for word in first:
            left |= self._containing(word)
        rest = [group for group in groups if group is not first]
        kept = [at for at in left if all(any(word in self._texts[at] for word in group) for group in rest)]
        return tuple(sorted({*kept, *self._open}))

    def among(self, alternatives: Iterable[Groups]) -> tuple[int, ...]:
        """Return the numbers of all texts that are candidates for one of several alternatives, in order."""
        found: set[int] = set()
        for groups in dict.fromkeys(alternatives):
            if not groups:
                return tuple(range(len(self._texts)))
            found.update(self.candidates(groups))
        return tuple(sorted(found))

    def sharing(self, groups: Groups, *, values: bool = False) -> set[int]:
        """Return the numbers of the texts that contain some longer word, and (unless a search asks for ``values``) most letters of all groups."""
        if values:
            longer = (self._containing(word) for group in groups for word in group if len(word) >= LONGER)
            return set().union(*longer)
        known = [(group, min(map(letters, group)), max(map(letters, group))) for group in groups]
        known.sort(key=lambda each: self._count(each[0]), reverse=True)
        missing = sum(least for _, least, _ in known)
        # The most frequent words without most of the letters need not be looked up: a text with most of them has another one, too.
        left = missing
        near: set[int] = set()
        for group, least, most in known:
            left -= least + most
            if left < 0:
                near.update(*map(self._containing, group))
        return {number for number in near if self._has_most(self._texts[number], known, missing)}

    def _has_most(self, text: str, known: list[tuple[frozenset[str], int, int]], missing: int) -> bool:
        counted, longer = 0, False
        for group, least, most in known:
            here = [word for word in group if word in text]
            if here:
                counted += least + most
                longer = longer or any(len(word) >= LONGER for word in here)
        return longer and counted > missing

    def _count(self, group: frozenset[str]) -> tuple[int, str]:
        return sum([self._holders(word) for word in group]), min(group)

    def _holders(self, word: str) -> int:
        known = self._counted.get(word)
        if known is None:
            known = self._counted[word] = sum([len(self._where[at]) for at in self._matching(word)])
        return known

    def _containing(self, word: str) -> set[int]:
        """Return the texts that contain a word. They are not kept: all of them together take more memory than everything else."""
        return set().union(*[self._where[at] for at in self._matching(word)])

    def _matching(self, word: str) -> tuple[int, ...]:
        """Return the numbers of the runs that contain a word."""
        known = self._matched.get(word)
        if known is None:
            found = []
            at = self._runs.find(word)
            while at >= 0:
                number = bisect_right(self._starts, at) - 1
                found.append(number)
                at = self._runs.find(word, self._starts[number + 1])
            known = self._matched[word] = tuple(found)
        return known
