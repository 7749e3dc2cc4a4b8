"""Searches that no log statement feeds, but whose words stand elsewhere in the code: in an exception's message, a constant, a shell script.

A value may bring them into a line (``log.warning("scan of %s: %s", path, verdict)``), so that nobody may call such a search dead. What is looked at are single lines:
one that has every word that the search wants, each phrase as it is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from sdd_impact import late
from sdd_impact.model import AllOf, AnyOf, FieldIs, Phrase, Query, Regex, SavedSearch, SearchState, Statement
from sdd_impact.tuples import NamedTuple

from .clauses import alternatives
from .levels import FIELDS, is_level, is_of_level
from .prefilter import Index, candidate, needles
from .runtimes import lines_of
from .texts import Haystack
from .wording import folded

#: So many letters of code are looked through for all searches together; about ten seconds.
MOST_LETTERS = 4_000_000_000
TOO_MUCH = "no log statement prints a line that it matches; whether its words stand elsewhere in the code is too much to look for"
#: A line that begins like this is a comment in one of the languages that are read.
_COMMENT = late.regex(r"\s*(?:#(?!\s*(?:define|error|warning))|//|/?\*|--|<!--|;)")
#: An expression that is a plain text.
_PLAIN = late.regex(r"[\w ,:;=<>@#%&'\"/-]+")
#: What divides a phrase into texts that stand as they are written: wildcards, variables, and what stands between a field and its value
#: (``component=wal``, ``"component":"wal"``), which a layout prints: the code has the two apart.
_OPEN = late.regex(r"""[*?]|\$\{?\w+\}?\$?|\{\{.*?\}\}|\[\[.*?\]\]|(?<=\w)=["']?(?=[\w$]|$)|(?<=\w)["'] ?: ?["']?""")


#: A level as a layout prints it: ``level=error``, ``"severity":"ERROR"``. The statement's level says whether it does.
_LEVEL = late.regex(rf"""["']?(?:{"|".join(map(re.escape, sorted(FIELDS)))})["']?\s*[=:]\s*["']?[\w*]+["']?""", re.IGNORECASE)


class Written(NamedTuple):
    """One file of the code, with the numbers of the lines that are log statements: what those print is known."""

    path: str
    text: str
    logging: frozenset[int] = frozenset()


class _Spent(Exception):
    """There is more code than is looked through."""


def elsewhere(states: Sequence[SearchState], files: Iterable[Written], feeding: Sequence[Statement]) -> tuple[SearchState, ...]:
    """Return the states with ``unknown`` for each unbound search whose words stand in a line of the code that is no log statement.

    A line that holds the text of a statement of ``feeding`` (a constant that it prints) says nothing new.
    """
    if not any(each.state == "unbound" and each.search.query != AnyOf(()) for each in states):
        return tuple(states)
    code = _Code(files, _Said(feeding))
    return tuple(_looked_up(each, code) if each.state == "unbound" else each for each in states)


def _looked_up(state: SearchState, code: _Code) -> SearchState:
    try:
        place = code.place(state.search.query, state.search.location.file)
        by_itself = "" if place else _by_itself(state.search, code.languages)
    except (_Spent, RecursionError):
        return state._replace(state="unknown", because=TOO_MUCH, nearest=None)
    if by_itself:
        because = f"no log statement prints a line that it matches, but {by_itself} prints such lines by itself"
        return state._replace(state="unknown", because=because, nearest=None)
    if not place:
        return state
    because = f"no log statement prints a line that it matches, but its words stand in {place}: whether a value brings them into a line is not known"
    return state._replace(state="unknown", because=because, nearest=None)


def _by_itself(search: SavedSearch, languages: frozenset[str]) -> str:
    """Return what prints, without any log statement, a line that has what a search wants; "" for nothing that is known."""
    for who, line in lines_of(search.format, languages):
        if _says(search.query, _Text(line, folded(line)), troubles=True):
            return who
    return ""


def standing_in(
    searches: Iterable[SavedSearch], files: Iterable[Written], feeding: Sequence[Statement]
) -> Iterator[tuple[SavedSearch, str]]:
    """Yield each search whose words stand in one line of these files that is no log statement, with the place of the first one."""
    code = _Code(files, _Said(feeding))
    for search in searches:
        try:
            place = code.place(search.query, search.location.file)
        except (_Spent, RecursionError):
            continue
        if place:
            yield search, place


class _Text(NamedTuple):
    """A text as it is written, and without case."""

    written: str
    folded: str


class _Code:
    def __init__(self, files: Iterable[Written], said: _Said) -> None:
        self._said = said
        self.languages = said.languages
        self._files = tuple(each._replace(text=_remaining(each)) for each in files)
        self._folded = tuple(folded(each.text) for each in self._files)
        self._index = Index(map(_haystack, self._folded))
        self._left = MOST_LETTERS

    def place(self, query: Query, own: str) -> str:
        """Return the first line that has what a search wants ("" for none), outside of the file that the search itself stands in."""
        if _says(query, _Text("", "")) is None:
            return ""
        for number in self._index.among(alternatives(_without_levels(query))):
            file, whole = self._files[number], self._folded[number]
            self._left -= len(whole)
            if self._left < 0:
                raise _Spent
            if file.path == own or not _says(query, _Text(file.text, whole)):
                continue
            for at, line in enumerate(file.text.split("\n"), 1):
                if line and _says(query, _Text(line, folded(line))) and not self._said.by_statement(query, line):
                    return f"{file.path}:{at}"
        return ""


class _Said:
    """The texts of log statements; what they print is known."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self._statements = statements

    @property
    def languages(self) -> frozenset[str]:
        """The languages that the statements are written in."""
        return frozenset(each.language for each in self._statements)

    @cached_property
    def _index(self) -> Index:
        return Index(_haystack(folded("\0".join(each.template.literals))) for each in self._statements)

    def by_statement(self, query: Query, line: str) -> bool:
        """Whether a line has what a search wants because it holds the text of a log statement."""
        for number in self._index.among(alternatives(query)):
            texts = self._statements[number].template.literals
            whole = "\0".join(texts)
            if _says(query, _Text(whole, folded(whole))) and all(text.strip() in line for text in texts):
                return True
        return False


def _remaining(file: Written) -> str:
    """The lines of a file that are neither comments nor log statements; the others are empty."""
    lines = file.text.split("\n")
    return "\n".join("" if at in file.logging or _COMMENT.match(line) else line for at, line in enumerate(lines, 1))


def _haystack(text: str) -> Haystack:
    made = Haystack(text)
    made.open = False
    return made


def _without_levels(query: Query) -> Query:
    """Return a search without what it asks of levels, whose words need not stand in the code."""
    if isinstance(query, AllOf | AnyOf):
        kept = tuple(part for part in map(_without_levels, query.parts) if part != AllOf(()))
        return type(query)(kept) if kept else AllOf(())
    of_level = isinstance(query, Phrase | Regex) and (is_of_level(query) or (isinstance(query, Phrase) and _is_level_pair(query)))
    return AllOf(()) if of_level else query


def _is_level_pair(phrase: Phrase) -> bool:
    return _LEVEL.fullmatch(phrase.text) is not None


def _says(query: Query, text: _Text, *, troubles: bool = False) -> bool | None:
    """Whether a text has what the search wants of the words of a line; None where it wants none.

    ``troubles``: the words of levels, and what a stack trace begins with, are words like others."""
    if isinstance(query, AllOf | AnyOf):
        said = [each for each in (_says(part, text, troubles=troubles) for part in query.parts) if each is not None]
        return (all(said) if isinstance(query, AllOf) else any(said)) if said else None
    if isinstance(query, Phrase) and _is_level_pair(query):
        return None
    if isinstance(query, Phrase) and (troubles or not is_of_level(query)):
        return _has(query.text, text, case=query.case)
    if isinstance(query, FieldIs) and query.op == "=" and not is_level(query.field):
        return _has(query.value, text, case=query.case)
    if isinstance(query, Regex) and not query.captures_only and (troubles or not is_of_level(query)):
        if _PLAIN.fullmatch(query.pattern):
            return _has(query.pattern, text, case="i" not in query.flags)
        groups = needles(query)
        return candidate(groups, _haystack(text.folded)) if groups else None
    return None


def _has(wanted: str, text: _Text, *, case: bool) -> bool | None:
    pieces = [piece for piece in map(str.strip, _OPEN.split(wanted)) if any(map(str.isalnum, piece))]
    if not pieces:
        return None
    return all(piece in text.written for piece in pieces) if case else all(folded(piece) in text.folded for piece in pieces)
