"""How many letters of a text must come from values, where a line of a statement contains it: a bound from below that needs no automaton.

A search is about a value of a statement only where it asks for fewer letters of values than the statement's own words supply. Most
searches that share words with a statement ask for far more, and this says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from sdd_impact import late
from sdd_impact.model import Event, Field, FieldIs, Opaque, Phrase, Placeholder, Regex, Routing
from sdd_impact.tuples import NamedTuple

from .levels import is_level
from .texts import LAYOUT_KEYS, Printed, layout_words
from .wording import folded, of_phrase, of_regex

_BETWEEN = late.regex(r"[\W_]+")
#: No way leads here; no text is as long as the half of it.
_NONE = 1 << 30
IMPOSSIBLE = _NONE >> 1
#: Format codes that print a value as it is.
_AS_IT_IS = late.regex(r"(?:%-?[0-9]*[sdv]|![rsa]|%q|\{:\?\}|:\?)?")
#: Kinds without white space that may have letters of their own, or be a sample as a whole; then those that may have white space, too. The
#: letters of all others are particular: free text, whole numbers, masks.
_SOLID = frozenset({"id", "uuid", "hex", "ip", "email", "url", "token", "mac", "bool", "float"})
#: What durations consist of besides digits, one after the other. Shorter words may be put together out of several of them.
_UNITS = "seconds minutes hours days secs mins ns us ms pymwdths"
_SHORT = 4
_LETTERS = late.regex(r"[^\W\d_]+")
_WITHOUT_LETTERS = frozenset({"int", "phone"})
_LETTERED = _SOLID | {"datetime", "duration", "timestamp", "enum", "around"}
#: Letters of times in layouts.
_TIMES = ("t", "z")


class Asked(NamedTuple):
    """A text that must stand in a line in one piece, with one space for all between letters and digits, in lower case unless ``case`` counts.

    ``letters[n]`` counts the letters in front of position ``n``; ``all`` are the positions of letters, ``white`` those of spaces that are
    white space in every line. ``begins``: it begins the line.
    """

    text: str
    letters: tuple[int, ...]
    all: frozenset[int]
    white: frozenset[int]
    case: bool
    begins: bool


class Own(NamedTuple):
    """What a line of a statement is made of: its fixed texts, normalised (``folded``: in lower case), and its placeholders; ``layout`` are the
    words, in lower case and each between zero characters, that may stand around it, None where that is known."""

    parts: tuple[str | Placeholder, ...]
    folded: tuple[str | Placeholder, ...]
    layout: str | None


@lru_cache(4096)
def asked(text: str, white: bool, case: bool, begins: bool) -> Asked:
    """Return a text made ready; ``white`` says that white space in it is white space in the line."""
    spaces: set[int] = set()
    made = ""
    at = 0
    plain = text if case else folded(text)
    for between in _BETWEEN.finditer(plain):
        made += plain[at : between.start()]
        at = between.end()
        if made and at < len(plain):
            if white and any(char.isspace() for char in between[0]):
                spaces.add(len(made))
            made += " "
    made += plain[at:]
    letters = [0]
    for char in made:
        letters.append(letters[-1] + char.isalpha())
    every = frozenset(at for at, char in enumerate(made) if char.isalpha())
    return Asked(made, tuple(letters), every, frozenset(spaces), case, begins)


def texts(conditions: Iterable[tuple[Phrase | Regex | FieldIs | Routing | Opaque, bool]]) -> tuple[tuple[Asked, ...], ...]:
    """Return for each condition of an alternative (paired with whether it is denied) the texts that must stand in the line in one piece."""
    found: list[tuple[Asked, ...]] = []
    for condition, negative in conditions:
        if isinstance(condition, FieldIs | Phrase | Regex) and condition.field and not is_level(condition.field):
            return ()  # a field has letters of its own to give
        if negative or not isinstance(condition, Phrase | Regex) or condition.field:
            continue
        said = of_phrase(condition) if isinstance(condition, Phrase) else of_regex(condition)
        white = isinstance(condition, Regex) or condition.where not in ("term", "word")
        if said is not None:
            pieces = (asked(each, white, said.case, said.begins and not at) for at, each in enumerate(said.fixed))
            found.append(tuple(each for each in pieces if each.all))
    return tuple(filter(None, found))


def asked_of_values(wanted: tuple[tuple[Asked, ...], ...], printed: Printed) -> int:
    """Return how many letters the values must supply at least that are no samples: as many as the condition that asks most of them."""
    made = own(printed) if wanted else None
    return max([sum([least(each, made) for each in pieces]) for pieces in wanted], default=0) if made is not None else 0


def own(printed: Printed) -> Own:
    """Return what the lines of a statement are made of, worked out once."""
    known = printed.own
    if known is None:
        known = printed.own = _own(printed.event)
    return known


def _own(event: Event) -> Own:
    template = event.line or event.message
    parts = tuple(_BETWEEN.sub(" ", part) if isinstance(part, str) else part for part in template.parts)
    if event.line is None and event.fields:
        parts += tuple(part for field in event.fields for part in _pair(field))
    lower = tuple([_lower(part) if isinstance(part, str) else part for part in parts])
    return Own(parts, parts if lower == parts else lower, None if event.line is not None else _layout(layout_words(event)))


def _pair(field: Field) -> tuple[str | Placeholder, ...]:
    """Return a field as a layout that is not known may print it: its name and its value, with nothing that runs on into a neighbour."""
    values = [
        _BETWEEN.sub(" ", part) if isinstance(part, str) else part for part in field.value.parts or (Placeholder(field.name),)
    ]
    first = values.pop(0) if isinstance(values[0], str) else ""
    return f"\0 {_BETWEEN.sub(' ', field.name)} {first}".replace("  ", " "), *values


def _lower(text: str) -> str:
    """Return a text in lower case, itself where it is: a large inventory has many."""
    found = folded(text)
    return text if found == text else found


@lru_cache(4096)
def _layout(words: tuple[str, ...]) -> str:
    return "\0".join(("", *dict.fromkeys(normal(" ".join((*words, *LAYOUT_KEYS))).split()), *_TIMES, ""))


def normal(text: str) -> str:
    """Return a text in lower case, with a space for all between letters and digits: how words are joined depends on the engine."""
    return _BETWEEN.sub(" ", folded(text))


def least(wanted: Asked, made: Own) -> int:
    """Return how many letters of the text values must supply at least, wherever in a line it stands; a huge number where no line has it.

    ``costs[n]``: what it costs that the first ``n`` characters end where the next part of the line begins.
    """
    text = wanted.text
    size = len(text)
    lead, tail = (0, size) if made.layout is None else _in_layout(text.lower(), made.layout)
    costs = [0] * (lead + 1) + [_NONE] * (size - lead)
    for part in made.parts if wanted.case else made.folded:
        if not isinstance(part, str):
            costs = _through_value(wanted, part, costs)
        elif wanted.begins:
            costs = _along(text, part, costs, 0)
        elif text in part:
            return 0
        else:
            costs = _along(text, part, costs, 1)
    return min(costs[tail:])


def _along(text: str, fixed: str, costs: list[int], first: int) -> list[int]:
    """Go along a fixed text. The text that is asked for may begin anywhere in it, or (``first`` 0) only where it begins."""
    size = len(text)
    after = [0 if first else _NONE] + [_NONE] * size
    after[size] = costs[size]
    for begun in range(1, min(size, len(fixed) + 1)) if first else ():
        if fixed.endswith(text[:begun]):
            after[begun] = 0
    for begun in range(first, size):
        cost = costs[begun]
        if cost >= IMPOSSIBLE:
            continue
        # a space is a space, however many characters on either side of a border make it
        rest = fixed[1:] if fixed[:1] == " " and (not begun or text[begun - 1] == " ") else fixed
        if len(rest) >= size - begun:
            if rest.startswith(text[begun:]):
                after[size] = min(after[size], cost)
        elif text.startswith(rest, begun):
            after[begun + len(rest)] = min(after[begun + len(rest)], cost)
    return after


def _through_value(wanted: Asked, part: Placeholder, costs: list[int]) -> list[int]:
    plain = not part.values and _AS_IT_IS.fullmatch(part.rendering) is not None
    if plain and part.kind in _WITHOUT_LETTERS:
        return _through(None, costs, wanted.all)
    if plain and part.kind not in _LETTERED:
        return _through(wanted.letters, costs, frozenset())
    walls: frozenset[int] = frozenset()
    if plain and part.kind in _SOLID:
        walls = wanted.white
    elif plain and part.kind == "duration":
        walls = _not_in_durations(wanted.text.lower())
    return _through(None, costs, walls)


@lru_cache(4096)
def _not_in_durations(text: str) -> frozenset[int]:
    """Return positions of letters that no duration prints, not even where only the beginning or the end of a word belongs to it."""
    walls: set[int] = set()
    for run in _LETTERS.finditer(text):
        word = run[0]
        if len(word) < _SHORT or word in _UNITS:
            continue
        begin = next((size for size in range(len(word), 0, -1) if word[:size] in _UNITS), 0)
        end = next((size for size in range(len(word), 0, -1) if word[-size:] in _UNITS), 0)
        walls.update(range(run.start() + begin, run.end() - end))
    return frozenset(walls)


def _through(letters: tuple[int, ...] | None, costs: list[int], walls: frozenset[int]) -> list[int]:
    """Go through a value: each letter of it costs one (``letters``), or nothing; it does not reach over ``walls``."""
    after: list[int] = []
    cheapest = _NONE
    for at, cost in enumerate(costs):
        if at - 1 in walls:
            cheapest = _NONE
        spent = letters[at] if letters is not None else 0
        cheapest = min(cheapest, cost - spent)
        after.append(cheapest + spent)
    return after


def _in_layout(text: str, layout: str) -> tuple[int, int]:
    """Return how far the beginning of a text may stand in a layout that is not known, and from where on its end may.

    Such a layout prints words of its own, and else no letter that could be asked for.
    """
    asked_for = text.split(" ")
    if len(asked_for) == 1:
        return (len(text), 0) if text in layout or not _LETTERS.search(text) else _outside(text)
    lead = _reach(asked_for, f"{asked_for[0]}\0", f"\0{asked_for[-1]}", layout)
    backwards = [word[::-1] for word in reversed(asked_for)]
    tail = _reach(backwards, f"{backwards[0]}\0", f"\0{backwards[-1]}", layout[::-1])
    return lead, len(text) - tail


def _outside(word: str) -> tuple[int, int]:
    """Return where the first letter of a word stands, and where the last one ends: in front and behind there may be digits of a layout."""
    found = [each.span() for each in _LETTERS.finditer(word)]
    return found[0][0], found[-1][1]


def _reach(asked_for: list[str], first: str, last: str, layout: str) -> int:
    """Return how many characters in front a layout may print. Its words may begin before the first word, and end behind the last."""
    at = 0
    for number, word in enumerate(asked_for):
        stands = first if number == 0 else last if number == len(asked_for) - 1 else f"\0{word}\0"
        if stands not in layout and _LETTERS.search(word):
            return at + _outside(word)[0]
        at += len(word) + 1
    return at - 1
