"""Is a written value what its field asks for?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.documents.near_misses import near_miss
from sdd_impact.documents.needs import choices_of
from sdd_impact.documents.placeholders import bare, blank, shortened
from sdd_impact.model import Asked, Question
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    import datetime as dt

_SCHEME = late.regex(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_ADDRESS = late.regex(r"https?://[^\s/?#@]+(?:[/?#]\S*)?", re.IGNORECASE)
_TICKET = late.regex(r"[A-Za-z][A-Za-z0-9_]*-\d+|(?:[\w.-]+/)*[\w.-]*[#!]\d+")
_PATH = late.regex(r"(?=.*[/.])[^\s:\\]+")
_DATE = late.regex(r"\d{4}-\d{2}-\d{2}")
_LONGEST_LINK = 2000
#: What may be written instead of a yes or no and means that the question is still open.
_WORDS_OF_ANSWERS = frozenset(("yes", "no", "ok", "okay", "n a", "na", "none", "not applicable", "y", "n", "true", "false", "done"))


class Flaw(NamedTuple):
    """What is wrong with a value: the problem's id, the end of the sentence, and what to do."""

    id: str
    why: str
    fix: str = "sdd-impact fill"


def flaw(value: str, asked: Asked, question: Question) -> Flaw | None:
    """Return what is wrong with the value of a field that must be filled."""
    if asked.type in ("choice", "choices"):
        return _empty(value) or wrong(value, asked)
    why = blank(value, 1 if asked.type == "date" else asked.min_chars, (question.text, question.help, asked.ask))
    return Flaw("open-field", why) if why else wrong(value, asked)


def _empty(value: str) -> Flaw | None:
    return None if value.strip() else Flaw("open-field", "it is empty")


def wrong(value: str, asked: Asked) -> Flaw | None:
    """Return what is wrong with a value that may be empty but is not."""
    if not value.strip():
        return None
    check = {"choice": _choice, "choices": _choices, "link": _link, "date": _date}.get(asked.type)
    return check(value.strip(), asked) if check else None


def not_an_option(value: str, options: tuple[str, ...]) -> Flaw | None:
    """Return what is wrong with a word that must be one of ``options``."""
    if value in options:
        return None
    meant = near_miss(value, options) or next((option for option in options if bare(option) == bare(value)), "")
    hint = f'write "{meant}"' if meant else f"write one of: {' | '.join(options)}"
    return Flaw("bad-choice", f"“{shortened(value, 60)}” is none of: {' | '.join(options)}", hint)


def open_answer(value: str) -> bool:
    """Whether a word that answers a question with options says that there is no answer yet."""
    return not value.strip() or (bool(blank(value)) and bare(value) not in _WORDS_OF_ANSWERS)


def _choice(value: str, asked: Asked) -> Flaw | None:
    return not_an_option(value, asked.options)


def _choices(value: str, asked: Asked) -> Flaw | None:
    if value in asked.options:
        return None
    return next((found for each in choices_of(value) if (found := not_an_option(each, asked.options))), None)


def _link(value: str, _: Asked) -> Flaw | None:
    shapes = (_ADDRESS,) if _SCHEME.match(value) else (_TICKET, _PATH)
    if len(value) <= _LONGEST_LINK and any(shape.fullmatch(value) for shape in shapes):
        return None
    why = f"“{shortened(value, 60)}” is no address, no path and no ticket"
    return Flaw("bad-link", why, "write an address (https://…), a path in the repository, or a ticket such as SUP-412 or #412")


def _date(value: str, _: Asked) -> Flaw | None:
    return None if day(value) else Flaw("bad-date", f"“{shortened(value, 60)}” is no date", "write it as 2026-11-30")


def day(value: str) -> dt.date | None:
    """Return the date of a text such as 2026-11-30, None where it is none."""
    import datetime as dt

    try:
        return dt.date.fromisoformat(value.strip()) if _DATE.fullmatch(value.strip()) else None
    except ValueError:
        return None
