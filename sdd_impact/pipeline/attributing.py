"""Which statement printed a real log line, and which texts stand where its placeholders are.

A line belongs to a statement when the statement's own texts stand in it, in their order; of several, to the one with the most text. A value is certain where the
texts around it can stand in one place alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from sdd_impact import late
from sdd_impact.model import LogLine, Placeholder, Statement, Template
from sdd_impact.tuples import NamedTuple

#: A shorter word is shared by chance.
_SHORTEST = 4
#: Fewer characters of text of its own do not tell a statement from others.
_FEWEST = 6
_WORD = late.regex(r"\w{4,}")
#: A message without placeholders and with fewer characters must end its line.
_CLEAR = 16
_NOTHING_BEHIND = late.regex(r"[\s\"'.,;:\])}]*(?:\n|$)")
#: A message goes on: a plain word, or a letter that stands right behind it.
_WORD_BEHIND = late.regex(r"[^\W\d_]|\s+[^\W\d_]+(?:['-][^\W\d_]+)*(?:[\s.,;!?]|$)")
#: How levels are written in front of a message.
_LEVELS = {
    "trace": ("TRACE", "TRC"), "debug": ("DEBUG", "DBG", "FINE"), "info": ("INFO", "INF"), "notice": ("NOTICE",), "warning": ("WARN", "WRN"),
    "error": ("ERR", "SEVERE"), "critical": ("CRIT", "FATAL", "FTL", "EMERG", "ALERT"),
}  # fmt: skip

_LEVEL = late.regex(
    r"(?<!\w)(?:TRACE|TRC|DEBUG|DBG|FINE|INFO?|NOTICE|WARN(?:ING)?|WRN|ERR(?:OR)?|SEVERE|CRIT(?:ICAL)?|FATAL|FTL|EMERG|ALERT)(?!\w)",
    re.IGNORECASE,
)
_LONGEST_BEFORE = 400

Part = str | Placeholder


class Value(NamedTuple):
    """The text at one placeholder. ``exact``: nothing else can stand there; else it is at least the beginning of what does."""

    hole: Placeholder
    text: str
    exact: bool


class Printer(NamedTuple):
    """A statement that can print a line: its number among all, and those that print the very same text."""

    number: int
    statement: Statement
    same: tuple[Statement, ...]
    weight: int


class Printed(NamedTuple):
    """A line with the statement that printed it (None: not known), the values that are certain, and the level that it says."""

    line: LogLine
    printer: Printer | None = None
    values: tuple[Value, ...] = ()
    level: str | None = None


class Printers:
    """Statements, found by a word that they print."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self._by_word: dict[str, list[Printer]] = {}
        self.by_statement: dict[Statement, int] = {}
        alike: dict[object, list[tuple[int, Statement]]] = {}
        for number, statement in enumerate(statements):
            alike.setdefault((_texts(statement.template), statement.level), []).append((number, statement))
        candidates: list[tuple[Printer, list[str]]] = []
        frequency: Counter[str] = Counter()
        for group in alike.values():
            number, first = group[0]
            words = list(_own_words(first.template))
            weight = sum(len(part) for part in first.template.parts if isinstance(part, str))
            self.by_statement.update((statement, number) for _, statement in group)
            if words and weight >= _FEWEST:
                candidates.append((Printer(number, first, tuple(each for _, each in group), weight), words))
                frequency.update(set(words))
        for printer, words in candidates:
            rarest = min(words, key=lambda word: (frequency[word], -len(word)))
            self._by_word.setdefault(rarest, []).append(printer)

    def find(self, line: LogLine) -> Printed:
        """Return who printed a line; its event is looked at as a whole where the first line alone says nothing."""
        found = self._find(line, line.message)
        if found.printer is None and line.more:
            return self._find(line, f"{line.message}\n{line.more}")
        return found

    def _find(self, line: LogLine, text: str) -> Printed:
        best: list[tuple[Printer, tuple[int, ...]]] = []
        for word in set(_WORD.findall(text)):
            for printer in self._by_word.get(word, ()):
                if best and printer.weight < best[0][0].weight:
                    continue
                parts = printer.statement.template.parts
                places = _places(parts, text)
                if places is not None and not _goes_on(parts, text, places, printer.weight, whole=bool(line.fields)):
                    best = [(printer, places), *(each for each in best if each[0].weight == printer.weight)]
        if not best:
            return Printed(line)
        printer, places = best[0] if len(best) == 1 else min(best, key=lambda each: _unlike(each[0], line, text[: each[1][0]]))
        whole = text is line.message and bool(line.fields)
        values = tuple(_values(printer.statement.template.parts, text, places, whole=whole))
        return Printed(line, printer, values, level_said(line, text[: places[0]]))


def _texts(template: Template) -> tuple[str | None, ...]:
    return tuple(part.rstrip("\r\n") if isinstance(part, str) else None for part in template.parts)


def _unlike(printer: Printer, line: LogLine, before: str) -> tuple[bool, int]:
    """Whether a line says another level than a statement: of equal texts, that tells which one it was."""
    return level_said(line, before) != printer.statement.level, printer.number


def level_said(line: LogLine, before: str) -> str | None:
    """Return the level that a line says, in a field or ``before`` its message; None where it says none."""
    said = line.level.upper() if line.level else next((each[0].upper() for each in _LEVEL.finditer(before[-_LONGEST_BEFORE:])), "")
    return next((level for level, words in _LEVELS.items() if said.startswith(words)), None) if said else None


def _own_words(template: Template) -> Iterator[str]:
    """The words of a template that no placeholder touches: only those stand in every line as they are."""
    parts = template.parts
    for index, part in enumerate(parts):
        if not isinstance(part, str):
            continue
        for found in _WORD.finditer(part):
            touched = (found.start() == 0 and index > 0) or (found.end() == len(part) and index < len(parts) - 1)
            if not touched and len(found.group()) >= _SHORTEST:
                yield found.group()


def _places(parts: Sequence[Part], text: str) -> tuple[int, ...] | None:
    """Find a template's texts in a line, in their order, each as early as possible; return where they begin, None where one is missing."""
    found: list[int] = []
    at = 0
    for number, part in enumerate(parts):
        if isinstance(part, Placeholder):
            continue
        place = text.find(_fixed(parts, number), at)
        if place < 0:
            return None
        found.append(place)
        at = place + len(_fixed(parts, number))
    return tuple(found)


def _goes_on(parts: Sequence[Part], text: str, places: tuple[int, ...], weight: int, *, whole: bool) -> bool:
    """Whether the words of a message that ends with a text of its own go on behind it, or begin in front of it: then another statement printed the line."""
    first, last = parts[0], parts[-1]
    if isinstance(first, str) and first[:1].isalnum() and text[: places[0]][-1:].isalnum():
        return True
    if not isinstance(last, str):
        return False
    rest = text[places[-1] + len(_fixed(parts, len(parts) - 1)) :]
    if _NOTHING_BEHIND.match(rest):
        return False
    return whole or (len(parts) == 1 and weight < _CLEAR) or _WORD_BEHIND.match(rest) is not None


def _fixed(parts: Sequence[Part], number: int) -> str:
    """A text of a template; of the last one without the line break that ends the line."""
    part = parts[number]
    text = part if isinstance(part, str) else ""
    return text.rstrip("\r\n") if number == len(parts) - 1 else text


def _last_places(parts: Sequence[Part], text: str) -> tuple[int, ...]:
    """The same with each text as late as possible."""
    found: list[int] = []
    at = len(text)
    for number in range(len(parts) - 1, -1, -1):
        if isinstance(parts[number], str):
            at = text.rfind(_fixed(parts, number), 0, at)
            if at < 0:
                return ()
            found.append(at)
    return tuple(reversed(found))


def _values(parts: Sequence[Part], text: str, places: tuple[int, ...], *, whole: bool) -> Iterator[Value]:
    """Yield the values of the placeholders that stand alone between two texts, or between one and the end of a message that is ``whole``."""
    late = _last_places(parts, text) if any(isinstance(part, Placeholder) for part in parts) else ()
    texts = -1
    for number, part in enumerate(parts):
        if isinstance(part, str):
            texts += 1
            continue
        if any(isinstance(each, Placeholder) for each in (*parts[max(number - 1, 0) : number], *parts[number + 1 : number + 2])):
            continue
        start = places[texts] + len(_fixed(parts, number - 1)) if number else 0
        if number + 1 < len(parts):
            end = places[texts + 1]
            exact = bool(late) and late[texts + 1] == end and (late[texts] == places[texts] if number else whole)
            if number or whole:
                yield from (Value(part, text[start:end], exact=True),) if exact else ()
        elif number:
            yield from _last_value(part, text[start:], whole=whole and late[texts] == places[texts])


def _last_value(hole: Placeholder, rest: str, *, whole: bool) -> Iterator[Value]:
    """The value at the end of a message: all of it, or its first word where a layout may print more behind it."""
    rest = rest.rstrip("\r\n")
    if whole or not any(each.isspace() for each in rest):
        yield Value(hole, rest, exact=whole or rest[-1:].isalnum())
    elif not rest[:1].isspace():
        yield Value(hole, rest.split(maxsplit=1)[0], exact=False)
