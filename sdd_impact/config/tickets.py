"""The one pattern that a team may give: what its ticket numbers look like.

It is run by Python's ``re``, which can need time without end for some patterns. So only those are taken that cannot: nothing that
repeats may be repeated again, there are no references back and no looking around, and there are few places with a choice. Held
against a text of 200 characters, the dearest pattern that is left needs some milliseconds.
"""

from __future__ import annotations

import re

from sdd_impact import late

_LONGEST = 200
#: Parts that may repeat often (``+``, ``*``, ``{1,99}``), and places with any choice (also ``?``, ``{1,9}`` and ``|``).
_OFTEN, _MOST_OFTEN, _MOST_CHOICES = 20, 2, 6
#: An escaped character, a class, a repetition, an alternative, or what opens and closes a group.
_TOKEN = late.regex(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*+\]|(?P<repeat>[*+?]|\{(?P<least>\d*)(?P<comma>,?)(?P<most>\d*)\})[?+]?|(?P<or>\|)|(?P<close>\))",
    re.DOTALL,
)


def wrong_pattern(text: str) -> str:
    """Say why a ticket pattern is not taken, or return "" where it is."""
    if len(text) > _LONGEST:
        return f"the pattern is longer than {_LONGEST} characters"
    if re.search(r"\(\?(?!:)|\\[1-9]", text):
        return "references back, flags and looking around are not taken; write the pattern with groups (…) and classes […] only"
    import warnings  # late: few give a pattern

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # "possible nested set": whoever runs it later must not be warned
            re.compile(text)
    except (re.error, OverflowError, RecursionError, Warning) as error:
        return f"this is no regular expression: {error}"
    return _too_dear(text)


def _too_dear(text: str) -> str:
    often = choices = 0
    closed_at = -1
    for found in _TOKEN.finditer(text):
        if found["close"]:
            closed_at = found.end()
        most = _most(found) if found["repeat"] else 1
        if found["repeat"] and found.start() == closed_at and most > 1:
            return "a group (…) must not be repeated; repeat single characters or classes […] instead"
        often += most > _OFTEN
        choices += bool(found["or"] or (found["repeat"] and not _fixed(found)))
    if often > _MOST_OFTEN:
        return f"at most {_MOST_OFTEN} parts may repeat without a small bound; write {{1,9}} instead of +"
    if choices > _MOST_CHOICES:
        return f"at most {_MOST_CHOICES} parts may repeat or be one of several"
    return ""


def _most(repeat: re.Match[str]) -> int:
    """How often a part may stand there at most; a bound of more than four digits is none."""
    if repeat["repeat"][0] != "{":
        return 1 if repeat["repeat"] == "?" else _OFTEN + 1
    bound = repeat["most"] if repeat["comma"] else repeat["least"]
    return int(bound) if bound and len(bound) <= 4 else _OFTEN + 1


def _fixed(repeat: re.Match[str]) -> bool:
    """Whether a part stands there exactly so often, without a choice."""
    return repeat["repeat"][0] == "{" and (not repeat["comma"] or repeat["least"] == repeat["most"])
