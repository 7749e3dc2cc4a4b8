"""Plain text that stands in a statement's own words: most searches ask for nothing else, and need no automaton to find it."""

from __future__ import annotations

import re
from functools import lru_cache

from sdd_impact.model import Phrase
from sdd_impact.tuples import NamedTuple

from .leaves import JOINERS, TOKEN
from .texts import Text


class Plain(NamedTuple):
    """A phrase as one fixed text. ``folded``: in lower case, and so is what it is looked for in; ``first`` and ``last``: it must begin (end) a token."""

    text: str
    folded: bool
    first: bool
    last: bool
    joiners: str = ""


@lru_cache(4096)
def plain(phrase: Phrase) -> Plain | None:
    """Return a phrase as one fixed text; None where it is more than that (wildcards, variables, an end of the line)."""
    text = phrase.text
    if not text or not text.isascii() or phrase.wildcards or "$" in text or "{{" in text:
        return None
    if phrase.where not in ("substring", "term", "word"):
        return None
    term = phrase.where != "substring"
    joiners = JOINERS if phrase.where == "word" else ""
    first, last = (term and (char in TOKEN or (char == "_" and bool(joiners))) for char in (text[0], text[-1]))
    return Plain(text if phrase.case else text.lower(), not phrase.case, first, last, joiners)


def stands_in(asked: Plain, text: Text) -> bool:
    """Whether the text stands in a literal of the statement, and so in every line that it prints. False says nothing."""
    return any(isinstance(segment, str) and _in(asked, segment.lower() if asked.folded else segment) for segment in text.segments)


def plainly(pattern: str, flags: str, line: str) -> bool:
    """Ask ``re`` itself about the pattern of a fixed text, which it finds or misses in no time."""
    return _compiled(pattern, flags).search(line) is not None


@lru_cache(256)
def _compiled(pattern: str, flags: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE if "i" in flags else 0)


def _in(asked: Plain, segment: str) -> bool:
    at = segment.find(asked.text)
    while at >= 0:
        end = at + len(asked.text)
        if (not asked.first or (at > 0 and _divides(segment[at - 1], asked))) and (
            not asked.last or (end < len(segment) and _divides(segment[end], asked))
        ):
            return True
        at = segment.find(asked.text, at + 1)
    return False


def _divides(char: str, asked: Plain) -> bool:
    return char not in TOKEN and char not in asked.joiners
