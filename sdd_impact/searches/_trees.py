"""Putting query trees together so that they stay honest about *where* events come from.

:class:`sdd_impact.model.Routing` is taken as true. That is sound only where nothing is negated and where no other choice
stands beside it: ``index=a OR "timeout"`` does not match every line, and ``NOT (source=x "timeout")`` does not refuse
every line with ``timeout``. In such places it becomes :class:`sdd_impact.model.Opaque`, which leaves both answers open.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.model import AllOf, AnyOf, FieldIs, Not, Opaque, Phrase, Query, Regex, Routing

if TYPE_CHECKING:
    from collections.abc import Iterable

#: The query that every line satisfies, and the one that none does.
EVERY_LINE = AllOf(())
NO_LINE = AnyOf(())

#: Names of the whole line in the formats that are read here. As a field of a node they are written "".
_WHOLE_LINE = frozenset({"_raw", "@message"})


#: Fields that the collector of the logs attaches: they say which process wrote a line.
_ATTACHED = late.regex(
    r"(?:kubernetes|k8s|docker|ecs|cloud|agent)\..+|(?:container|pod|namespace|cluster)_(?:name|id|image)|ecs_\w+|ec2_instance_id|log_group|log_stream"
)


def is_attached(field: str) -> bool:
    """Whether a field is not the program's own, but attached by what collects its lines."""
    return _ATTACHED.fullmatch(field) is not None


def line_or_field(name: str) -> str:
    """Return the field as a node names it: "" for the names that mean the whole line."""
    return "" if name in _WHOLE_LINE else name


def literal(text: str) -> str:
    """Return a text as a regular expression that means just it, with spaces as they are."""
    return re.escape(text).replace("\\ ", " ")


def all_of(parts: Iterable[Query]) -> Query:
    """Every part holds. Nested conjunctions are laid flat; a single part is returned as it is."""
    flat: list[Query] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, AllOf) else (part,))
    if NO_LINE in flat:
        return NO_LINE
    return flat[0] if len(flat) == 1 else AllOf(tuple(flat))


def any_of(parts: Iterable[Query]) -> Query:
    """At least one part holds. A choice of places only is a place; a place beside content is left open."""
    choices = tuple(parts)
    if len(choices) == 1:
        return choices[0]
    if NO_LINE in choices:
        return any_of(part for part in choices if part != NO_LINE)
    if EVERY_LINE in choices:
        return EVERY_LINE
    if choices and all(_is_place(part) for part in choices):
        return Routing(" OR ".join(_place(part) for part in choices))
    reason = "says where events come from, beside a choice that says what they contain"
    return AnyOf(tuple(Opaque(_place(part), reason) if _is_place(part) else part for part in choices))


def negation(part: Query) -> Query:
    """The part does not hold."""
    if isinstance(part, Not):
        return part.part
    if part == EVERY_LINE:
        return NO_LINE
    if part == NO_LINE:
        return EVERY_LINE
    if _is_place(part):
        return Routing(f"NOT {_place(part)}")
    return Not(_opened(part))


def equals(field: str, text: str, *, case: bool, star: bool) -> Query:
    """The field (or the line, where ``field`` is "") is this text; with ``star``, ``*`` in it stands for any text."""
    if star and "*" in text.strip("*"):
        return _with_stars(field, text, case)
    return at_edges(field, text, case=case) if star else FieldIs(field, "=", text, case) if field else Phrase(text, case, "whole")


def at_edges(field: str, text: str, *, case: bool) -> Query:
    """The field (or the line) is this text; ``*`` at its beginning and end stands for any text, elsewhere for itself."""
    inside = text.strip("*")
    if inside == text:
        return equals(field, text, case=case, star=False)
    if inside == "":
        return FieldIs(field, "exists") if field else EVERY_LINE
    starts, ends = not text.startswith("*"), not text.endswith("*")
    return Phrase(inside, case, "start" if starts else "end" if ends else "substring", field)


def _with_stars(field: str, text: str, case: bool) -> Query:
    if "?" in text:  # a node's wildcards know the question mark too, here it is itself
        pattern = "^" + ".*".join(literal(piece) for piece in text.split("*")) + "$"
        return Regex(pattern, "python", "s" if case else "is", field)
    return FieldIs(field, "=", text, case, wildcards=True) if field else Phrase(text, case, "whole", wildcards=True)


def _is_place(part: Query) -> bool:
    """Whether nothing but a place is asked. An extraction asks nothing."""
    parts = part.parts if isinstance(part, AllOf) else (part,)
    places = sum(isinstance(each, Routing) for each in parts)
    extractions = sum(isinstance(each, Regex) and each.captures_only for each in parts)
    return places > 0 and places + extractions == len(parts)


def _place(part: Query) -> str:
    if isinstance(part, AllOf):
        texts = [_place(each) for each in part.parts if isinstance(each, Routing)]
        return texts[0] if len(texts) == 1 else "(" + " ".join(texts) + ")"
    return part.text if isinstance(part, Routing) else ""


def _opened(part: Query) -> Query:
    """The same tree with every place left open, for use under a negation."""
    if isinstance(part, Routing):
        return Opaque(part.text, "says where events come from, under a negation")
    if isinstance(part, AllOf):
        return AllOf(tuple(_opened(each) for each in part.parts))
    if isinstance(part, AnyOf):
        return AnyOf(tuple(_opened(each) for each in part.parts))
    return Not(_opened(part.part)) if isinstance(part, Not) else part


def differs(field: str, same: Query) -> Query:
    """The field is there and is not what ``same`` asks; a line always is there."""
    return all_of((FieldIs(field, "exists"), negation(same))) if field else negation(same)
