"""Leaving out pairs of search and statement that cannot be bound, without deciding them.

A search names words that a line must contain. Ordinary values never supply a particular word, so a statement that is bound has
them in its own text, in a finite value, or in what the layout is known to print. What is left out could at most be contingent.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from sdd_impact.model import AllOf, AnyOf, Event, FieldIs, Phrase, Placeholder, Query, Regex, Template
from sdd_impact.patterns import PatternError
from sdd_impact.patterns.kept import Kept
from sdd_impact.patterns.literals import Groups, one_of, required

from .fields import is_text
from .leaves import phrase, regex
from .texts import LAYOUT_KEYS, LEVEL_WORDS, MAX_VALUES, layout_words

#: Letters that values of a kind may print although no search asked for them: ``true``, ``https``, ``12ms``, ``T`` and ``Z`` in times.
_OWN_WORDS = {
    "float": "infinity nan e", "bool": "true false", "url": "https", "hex": "0x", "uuid": "123456789ab",
    "duration": "ns us ms s secs seconds mins minutes hours days p y m w d t h",
    "datetime": "0123456789 t z", "id": "123456789ab", "path": "", "ip": "",
    "timestamp": (
        "0123456789 t z am pm utc gmt cet cest mon tue wed thu fri sat sun jan feb mar apr may jun jul aug sep oct nov dec"
    ),
}  # fmt: skip
_SIMILAR = str.maketrans({"ı": "i", "ſ": "s", "\u212a": "k", "İ": "i"})


def _needles(query: Query) -> Groups:
    if isinstance(query, AllOf):
        return tuple(dict.fromkeys(group for part in query.parts for group in _needles(part)))
    if isinstance(query, AnyOf):
        return one_of([_needles(part) for part in query.parts]) if query.parts else ()
    if isinstance(query, Regex) and not query.captures_only and is_text(query.field):
        found = regex(query)
        return () if isinstance(found, PatternError) else required(found.tree)
    if isinstance(query, Phrase) and is_text(query.field):
        return required(phrase(query, query.where == "term").tree)
    if isinstance(query, FieldIs) and query.op == "=" and is_text(query.field):
        return required(phrase(Phrase(query.value, query.case, "term", "", query.wildcards), analysed=True).tree)
    return ()


def _bounded(query: Query) -> Groups:
    try:
        return _needles(query)
    except RecursionError:
        return ()  # no words are required: every event is a candidate


_kept = Kept(_bounded)


def needles(query: Query) -> Groups:
    """Return the groups of words without which a search binds to nothing."""
    return _kept(query)


class Haystack(str):
    """All text that an event has of its own, in lower case. ``open`` events may be bound to anything."""

    __slots__ = ("open",)
    open: bool


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
    made = Haystack("\0".join(dict.fromkeys(pieces)).translate(_SIMILAR).casefold())
    made.open = is_open
    return made


def own_text(event: Event) -> str:
    """Return the literal text of the message itself, in lower case."""
    return "\0".join(event.message.literals).translate(_SIMILAR).casefold()


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


class Index:
    """The texts of many events, searched at once."""

    def __init__(self, texts: Iterable[Haystack]) -> None:
        self._texts = tuple(texts)
        self._open = tuple(index for index, each in enumerate(self._texts) if each.open)
        self._all = "\1".join(self._texts)
        starts, at = [], 0
        for each in self._texts:
            starts.append(at)
            at += len(each) + 1
        self._starts: Sequence[int] = starts
        self._found: dict[str, frozenset[int]] = {}

    def candidates(self, groups: Groups) -> tuple[int, ...]:
        """Return the numbers of all texts for which :func:`candidate` is true, in order."""
        if not groups:
            return tuple(range(len(self._texts)))
        # The longest words are the rarest; the other groups are only asked about what those leave.
        first = max(groups, key=lambda group: (min(map(len, group)), -len(group), min(group)))
        left: set[int] = set()
        for word in first:
            left |= self._containing(word)
        rest = [group for group in groups if group is not first]
        kept = [at for at in left if all(any(word in self._texts[at] for word in group) for group in rest)]
        return tuple(sorted({*kept, *self._open}))

    def sharing(self, group: frozenset[str]) -> frozenset[int]:
        """Return the numbers of the texts that contain some longer word of a group."""
        found: frozenset[int] = frozenset()
        for word in group:
            if len(word) >= 4:
                found |= self._containing(word)
        return found

    def _containing(self, word: str) -> frozenset[int]:
        known = self._found.get(word)
        if known is None:
            hits: set[int] = set()
            at = self._all.find(word)
            while at >= 0:
                number = bisect_right(self._starts, at) - 1
                hits.add(number)
                after = number + 1
                at = self._all.find(word, self._starts[after]) if after < len(self._starts) else -1
            known = self._found[word] = frozenset(hits)
        return known
