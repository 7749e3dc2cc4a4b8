"""When a search asks for a value of a statement, rather than for a statement that happens to print some text.

``status=500`` needs "500" inside of ``status={status}``, so it is contingent. Yet it was plainly written for that statement: its words are the
statement's own, and what it needs is a value. A search that nothing else feeds is bound to such statements; ``log(msg)`` can never
be one of them, because it has no words of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from sdd_impact.model import Event, FieldIs, Phrase, Placeholder, Query, Regex

from .clauses import asked, conditions
from .prefilter import needles, own_text

#: Fewer letters than that are shared by chance.
_FEWEST_LETTERS = 4
#: Kinds whose texts are whole values, so that a whole value in a search is a sample of one.
_VALUES = frozenset({
    "int", "float", "bool", "id", "uuid", "hex", "ip", "email", "url", "phone", "mac", "datetime", "duration", "token", "enum",
})  # fmt: skip


#: What a value with letters of its own looks like in a search: an address, a URL, a UUID or another long hexadecimal number.
_SAMPLE = re.compile(r"@|://|[0-9a-f]{8}")


class Need(NamedTuple):
    """A particular text that a placeholder would have to contain: the placeholder's (or field's) ``name`` and ``kind``, the ``text``, whether it
    is ``whole`` the value, and the structured ``field`` that it is asked of ("" where it stands in the line)."""

    name: str
    kind: str
    text: str
    whole: bool
    field: str = ""


def is_value_only(query: Query, event: Event, needed: Sequence[Need]) -> bool:
    """Whether most of the search's words are the statement's own, so that it only asks for values of its placeholders.

    Digits are values. So is a text that is all of a typed placeholder, or all of a field that the search names.
    """
    own = own_text(event)
    words = {max((word for word in group if word in own), key=len, default="") for group in needles(query)}
    supplied = sum(map(_letters, words)) + sum(_letters(each.field) for each in needed)
    asked = sum(_letters(each.text) for each in needed if not (each.whole and (each.field or each.kind in _VALUES)))
    return supplied >= _FEWEST_LETTERS and supplied > asked


def may_be_value_only(query: Query, event: Event) -> bool:
    """Whether :func:`is_value_only` may come true, as far as the words tell. False is certain."""
    own = own_text(event)
    supplied, missing = 0, 0
    for group in needles(query):
        here = [word for word in group if word in own]
        supplied += max(map(_letters, here), default=0)
        missing += 0 if here else min(map(_letters, group))
    asks_fields = any(isinstance(each, FieldIs | Phrase | Regex) and each.field for each in conditions(query))
    if event.fields and asks_fields:
        return True
    if supplied < _FEWEST_LETTERS:
        return False
    return supplied > missing or (asks_for_sample(query) and any(each.kind in _VALUES for each in event.message.placeholders))


def asks_for_sample(query: Query) -> bool:
    """Whether a search names a value with letters of its own: an address, a URL, a UUID."""
    return _SAMPLE.search(asked(query).said) is not None


def is_plausible(needed: Sequence[Need], before: Event, after: Event) -> bool:
    """Whether a statement that changed may well print what a search needs of its placeholders.

    It may where a text became a placeholder: the statement did not have that placeholder before, and the words that are needed stand
    nowhere else in it. A placeholder that was there before held something else, and still does.
    """
    old = {_identity(each) for each in before.message.placeholders}
    new = {each.name for each in after.message.placeholders if _identity(each) not in old}
    own = own_text(after)
    words = [word for each in needed for word in _WORD.findall(each.text.lower())]
    fields = {field.name for field in before.fields}
    return (
        bool(needed)
        and all(each.name in new or (each.field and each.field not in fields) for each in needed)
        and not any(word in own for word in words)
    )


def _identity(placeholder: Placeholder) -> tuple[str, str]:
    return placeholder.name, placeholder.kind


_WORD = re.compile(r"[a-z]{3,}")


def _letters(text: str) -> int:
    return sum(char.isalpha() for char in text)
