"""What EQL and ES|QL ask of one field.

Both look at values as they are, without cutting them into words: "EQL doesn't support searching text fields" (EQL syntax reference, "Limitations"), and ES|QL treats a
text as a keyword ("ES|QL limitations"). So a comparison fits the whole value, and case counts unless the operator says otherwise. Only ES|QL's functions of full-text search
look at words; those are decided as Kibana's are (:mod:`sdd_impact.searches._elastic.conditions`).
"""

from __future__ import annotations

from typing import Literal

from sdd_impact import late
from sdd_impact.model import FieldIs, Opaque, Phrase, Query, Regex, Routing
from sdd_impact.searches._aws.open_text import REASON, has_hole
from sdd_impact.searches._elastic.conditions import is_place, name_of
from sdd_impact.searches._trees import EVERY_LINE

_WILD = late.regex(r"(?<!\\)(?:\\\\)*[*?]")
_ESCAPED = late.regex(r"\\([*?\\])")

Where = Literal["substring", "start", "end"]


def equal(field: str, text: str, written: str, *, case: bool) -> Query:
    """The field has this value."""
    return _checked(field, text, written) or _whole(field, text, case=case, wild=False)


def fits(field: str, glob: str, written: str, *, case: bool) -> Query:
    """The field's value fits a pattern of ``*`` and ``?``; what is meant as itself stands behind a backslash."""
    checked = _checked(field, glob, written)
    if checked is not None:
        return checked
    inside = glob.strip("*")
    if glob.endswith("\\" + "*" * (len(glob) - len(glob.rstrip("*")))):
        return _whole(field, glob, case=case, wild=True)
    if not inside:
        name, kept = name_of(field)
        return EVERY_LINE if kept == "text" or not glob else FieldIs(name, "exists")
    if _WILD.search(inside):
        return _whole(field, glob, case=case, wild=True)
    plain = _ESCAPED.sub(r"\1", inside)
    starts, ends = not glob.startswith("*"), not glob.endswith("*")
    if starts and ends:
        return _whole(field, plain, case=case, wild=False)
    return Phrase(plain, case, "start" if starts else "end" if ends else "substring", name_of(field)[0])


def has(field: str, text: str, where: Where, written: str, *, case: bool) -> Query:
    """The text stands in the field's value."""
    return _checked(field, text, written) or Phrase(text, case, where, name_of(field)[0])


def expression(field: str, pattern: str, written: str, *, case: bool) -> Query:
    """Lucene's regular expression fits the whole value (the flag ``w``: however the field is kept)."""
    return _checked(field, pattern, written) or Regex(pattern, "lucene", "w" if case else "iw", name_of(field)[0])


def _checked(field: str, text: str, written: str) -> Query | None:
    if is_place(field):
        return Routing(written)
    return Opaque(written, REASON) if has_hole(text) else None


def _whole(field: str, text: str, *, case: bool, wild: bool) -> Query:
    name, kept = name_of(field)
    if kept:
        return Phrase(text, case, "whole", name, wild)
    return FieldIs(name, "=", text, case, wild)
