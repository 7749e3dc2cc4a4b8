r"""What a field, its modifiers and a value of a Sigma rule mean.

Rules from the Sigma specification ("Sigma Rules", "Sigma Modifiers"): values are compared as a whole and without case; ``*`` and ``?`` are wildcards,
``\*`` and ``\?`` themselves; a modifier ``contains`` and its like stands behind the field; of several values one must fit, with ``all`` each of them.
"""

from __future__ import annotations

import re
from typing import Literal, cast

from sdd_impact import late
from sdd_impact.model import FieldIs, Opaque, Phrase, Query, Regex
from sdd_impact.searches._trees import EVERY_LINE, all_of, any_of, negation

_ESCAPE = late.regex(r"\\([*?\\])|([*?])")
_WILD = late.regex(r"(?<!\\)(?:\\\\)*[*?]")
_DASHES = ("-", "/", "–", "—", "―")
_MESSAGES = frozenset({"message", "msg", "body", "short_message"})
_ORDERS = {"gt": ">", "gte": ">=", "lt": "<", "lte": "<="}
_PLACES: dict[str, Literal["substring", "start", "end"]] = {"contains": "substring", "startswith": "start", "endswith": "end"}
#: Modifiers that change how a value is compared, and those that say how an expression is read.
_KNOWN = frozenset({*_PLACES, *_ORDERS, "all", "re", "i", "m", "s", "cased", "exists", "windash", "neq"})
_MOST_VALUES = 1_000

Value = str | float | bool | None


def condition(key: str, values: list[Value]) -> Query:
    """Return what ``field|modifier: values`` asks."""
    field, *modifiers = key.split("|")
    said = f"{key}: {', '.join(map(shown, values[:5]))}{' …' if len(values) > 5 else ''}"
    strange = [each for each in modifiers if each not in _KNOWN]
    if strange:
        return Opaque(said, f"the modifier {strange[0]} is not understood")
    if len(values) > _MOST_VALUES:
        return Opaque(said, "more values than are looked at")
    join = all_of if "all" in modifiers else any_of
    found = join(_one(field, modifiers, each) for each in values)
    return negation(found) if "neq" in modifiers else found


def keyword(value: Value) -> Query:
    """Return what a word without a field asks: it stands somewhere in the event."""
    glob = _glob(shown(value)).strip("*")
    if not glob:
        return EVERY_LINE
    wild = _WILD.search(glob) is not None
    return Phrase(glob if wild else _plain(glob), False, "substring", wildcards=wild)


def shown(value: Value) -> str:
    """Return a value as text."""
    return "null" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _one(field: str, modifiers: list[str], value: Value) -> Query:
    if "exists" in modifiers:
        there = FieldIs(field, "exists")
        return there if value is True else negation(there)
    if value is None:
        return negation(FieldIs(field, "exists"))
    text = shown(value)
    order = next((each for each in modifiers if each in _ORDERS), "")
    if order:
        return FieldIs(field, cast('Literal["<", "<=", ">", ">="]', _ORDERS[order]), text)
    if "re" in modifiers:
        return Regex(text, "pcre", "".join(each for each in modifiers if each in {"i", "m", "s"}), field)
    case = "cased" in modifiers
    texts = [text.replace("-", dash) for dash in _DASHES] if "windash" in modifiers and "-" in text else [text]
    place = next((_PLACES[each] for each in modifiers if each in _PLACES), None)
    return any_of(_compared(field, each, place, case) for each in texts)


def _compared(field: str, text: str, place: Literal["substring", "start", "end"] | None, case: bool) -> Query:
    """A value with its wildcards. Those at its edges say where the rest of it stands."""
    glob = _glob(text)
    inner = glob.strip("*")
    if inner.endswith("\\") and not inner.endswith("\\\\"):  # the last star was meant as itself
        inner += "*"
    if not inner:
        return FieldIs(field, "exists") if field and text else FieldIs(field, "=", "")
    starts = not glob.startswith("*") and place in {None, "start"}
    ends = not glob.endswith(inner + "*") and place in {None, "end"}
    wild = _WILD.search(inner) is not None
    said = inner if wild else _plain(inner)
    if starts and ends:
        if field.rsplit(".", 1)[-1].lower() in _MESSAGES:
            return Phrase(said, case, "whole", field, wild)
        return FieldIs(field, "=", said, case, wild)
    if wild and (starts or ends):
        return Phrase(("" if starts else "*") + said + ("" if ends else "*"), case, "whole", field, wildcards=True)
    return Phrase(said, case, "start" if starts else "end" if ends else "substring", field, wild)


def _glob(text: str) -> str:
    r"""The text as a node has it: what is meant as itself stands behind a backslash, a backslash too."""
    made, at = [], 0
    for found in _ESCAPE.finditer(text):
        made.append(text[at : found.start()].replace("\\", "\\\\"))
        made.append(found[0] if found[2] or found[1] != "\\" else "\\\\")
        at = found.end()
    made.append(text[at:].replace("\\", "\\\\"))
    return "".join(made)


def _plain(glob: str) -> str:
    return re.sub(r"\\([*?\\])", r"\1", glob)
