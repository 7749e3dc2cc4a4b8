"""The words of a condition, read off its text: most conditions are plain enough that no pattern has to be built for that.

Ten thousand searches are asked about their words in every run, and few of them about anything else. What is not plain is left to
:mod:`sdd_impact.patterns`, which says the same of what is.
"""

from __future__ import annotations

import re
from functools import cache

from sdd_impact import late
from sdd_impact.model import Phrase, Regex
from sdd_impact.patterns.literals import Groups
from sdd_impact.tuples import NamedTuple

_RUN = late.regex("[a-z0-9]+")
_SIMILAR = str.maketrans({"ı": "i", "ſ": "s", "\u212a": "k", "İ": "i"})
#: Longer conditions are rare, and left to the reader.
_LONGEST = 2_000
_FLAGS = frozenset("imsa")
_DIALECTS = frozenset({"python", "pcre", "re2", "oniguruma"})

_SEPARATOR = r"[ !\"#%&',/:;<=>@_~-]"
#: Repetitions of whatever is no letter; bounds from low to high may be wrong, and are left to the reader.
_REPEATED = r"(?:(?:[+*?]|\{[0-9]{1,3},?\})\??)?"
_RANGE = "(?:a-z|A-Z|0-9|a-f|A-F)"
#: Sets of several characters, so that none of them is one letter.
_SET = rf"\[{_RANGE}(?:{_RANGE}|[A-Za-z0-9_.:/@ ])*-?\]|\[\^(?:\\[sdw]|[A-Za-z0-9_.:/@ ;,\"'=]{{1,4}})\]"
_ESCAPED = r"\\[^A-Za-z0-9_\s<>`']"
#: A group in which nothing is fixed: ``(\\S+)``, ``(?:.*)``.
_GROUP = rf"\((?:\?:)?(?:(?:\\[dDwWS]|\.|{_SET}){_REPEATED})+\)"
_SIMPLE = rf"\^?(?:[A-Za-z0-9](?:[?*]\??)?|{_SEPARATOR}{_REPEATED}|{_ESCAPED}{_REPEATED}|\\[dDwWsS]{_REPEATED}|\\[bB]|\.{_REPEATED}|(?:{_SET}){_REPEATED}|{_GROUP})*\$?"
#: What stands for one fixed character, or for some white space; and everything else, which ends a fixed text.
_TOKEN = (
    rf"(?P<letter>[A-Za-z0-9])(?![?*])|(?P<fixed>{_SEPARATOR}|{_ESCAPED}|\\s)(?:\+\??)?(?![?*{{])"
    rf"|[A-Za-z0-9][?*]\??|\\[bB]|[\^$]|{_GROUP}|(?:{_SEPARATOR}|{_ESCAPED}|\\[dDwWsS]|\.|{_SET}){_REPEATED}"
)


class Wording(NamedTuple):
    """What a condition says. ``groups``: the words that a line must contain, as :func:`~sdd_impact.patterns.literals.required` finds
    them; ``fixed``: the texts (in lower case where case does not count, see ``case``) that must each stand in the line in one piece, where one space may be any white space;
    ``begins``: the first of them begins the line."""

    groups: Groups
    fixed: tuple[str, ...]
    case: bool
    begins: bool = False


def of_phrase(node: Phrase) -> Wording | None:
    """Return the wording of a phrase; None where it is not plain: wildcards, variables, letters beyond ASCII."""
    text = node.text
    if not text.isascii() or "$" in text or "{{" in text or (node.wildcards and any(char in text for char in "*?\\")):
        return None
    lower = text.lower()
    return Wording(_grouped(_RUN.findall(lower)), (text if node.case else lower,), node.case, node.where in ("start", "whole"))


def of_regex(node: Regex) -> Wording | None:
    """Return the wording of a regular expression without alternatives; None where it is not as plain as that."""
    text = node.pattern
    if len(text) > _LONGEST or not text.isascii() or node.dialect not in _DIALECTS or not _FLAGS.issuperset(node.flags):
        return None
    simple, token = _compiled()
    if not simple.fullmatch(text):
        return None
    said = token.sub(_fixed, text)
    lower = said.lower()
    begins = text[:1] == "^" and "m" not in node.flags and node.dialect != "oniguruma" and said[1:2] not in ("", "\n")
    case = "i" not in node.flags
    fixed = tuple([each for each in (said if case else lower).split("\n") if each])
    return Wording(_grouped(_RUN.findall(lower)), fixed, case, begins)


@cache
def _compiled() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Compile late: that takes longer than a search of plain words."""
    return re.compile(_SIMPLE), re.compile(_TOKEN)


def _fixed(token: re.Match[str]) -> str:
    fixed = token["letter"] or token["fixed"]
    return "\n" if fixed is None else " " if fixed == "\\s" else fixed[-1]


def _grouped(runs: list[str]) -> Groups:
    return tuple([frozenset((run,)) for run in dict.fromkeys(runs)])


def folded(text: str) -> str:
    """A text as the words of a search are compared with it: without case, and without letters that only look different."""
    return text.lower() if text.isascii() else text.translate(_SIMILAR).casefold()
