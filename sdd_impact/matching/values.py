"""When a search asks for a value of a statement, rather than for a statement that happens to print some text.

``status=500`` needs "500" inside of ``status={status}``, so it is contingent. Yet it was plainly written for that statement: its words are the
statement's own, and what it needs is a value. A search that nothing else feeds is bound to such statements; ``log(msg)`` can never
be one of them, because it has no words of its own.
"""

from __future__ import annotations

from typing import NamedTuple

from sdd_impact.model import Event, Query

from .prefilter import needles, own_text

#: Fewer letters than that are shared by chance.
_FEWEST_LETTERS = 4
#: Kinds whose texts are whole values, so that a whole value in a search is a sample of one.
_VALUES = frozenset({
    "int", "float", "bool", "id", "uuid", "hex", "ip", "email", "url", "phone", "mac", "datetime", "duration", "token", "enum",
})  # fmt: skip


class Need(NamedTuple):
    """A particular text that a placeholder would have to contain: the placeholder's (or field's) ``name`` and ``kind``, the ``text``, whether it
    is ``whole`` the value, and the structured ``field`` that it is asked of ("" where it stands in the line)."""

    name: str
    kind: str
    text: str
    whole: bool
    field: str = ""


def is_value_only(query: Query, event: Event, needed: list[Need]) -> bool:
    """Whether most of the search's words are the statement's own, so that it only asks for values of its placeholders.

    Digits are values. So is a text that is all of a typed placeholder, or all of a field that the search names.
    """
    own = own_text(event)
    words = {max((word for word in group if word in own), key=len, default="") for group in needles(query)}
    supplied = sum(map(_letters, words)) + sum(_letters(each.field) for each in needed)
    asked = sum(_letters(each.text) for each in needed if not (each.whole and (each.field or each.kind in _VALUES)))
    return supplied >= _FEWEST_LETTERS and supplied > asked


def _letters(text: str) -> int:
    return sum(char.isalpha() for char in text)
