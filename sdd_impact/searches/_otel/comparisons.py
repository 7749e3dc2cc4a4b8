"""What a comparison of the collector asks of a field, and whether a query looks at what a record says at all."""

from __future__ import annotations

from typing import Literal, cast

from sdd_impact.model import AllOf, AnyOf, FieldIs, Not, Opaque, Phrase, Query, Regex, Routing
from sdd_impact.searches._otel.lexing import Token
from sdd_impact.searches._trees import EVERY_LINE, is_attached, negation
from sdd_impact.tuples import NamedTuple

NOT_UNDERSTOOD = "a condition that is not understood"
WHERE: dict[str, Literal["substring", "start", "end"]] = {
    "contains": "substring", "startsWith": "start", "endsWith": "end", "HasPrefix": "start", "HasSuffix": "end",
}  # fmt: skip
#: Numbers of severities, four of each level.
_NUMBERED = ("trace", "debug", "info", "warning", "error", "critical")
_SEVERITIES = {"TRACE": "trace", "DEBUG": "debug", "INFO": "info", "WARN": "warning", "ERROR": "error", "FATAL": "critical"}
_FILE = (
    "log.file.",
    "log.iostream",
    "k8s.",
    "service.",
    "host.",
    "deployment.",
    "container.",
    "source.",
    "faas.",
    "cloud.",
    "logtag",
    "stream",
)


class Target(NamedTuple):
    """What is looked at: a field as a node names it; ``sort`` is ``field``, ``level``, ``place`` or ``other``. ``folded``: its letters were made small or large."""

    sort: str
    field: str = ""
    folded: bool = False


def looks(query: Query) -> bool:
    """Whether a query looks at what a record says: not only at where it comes from, at whether a key is there, or at what the collector has put together itself."""
    if isinstance(query, AllOf | AnyOf):
        return any(map(looks, query.parts))
    if isinstance(query, Not):
        return looks(query.part)
    if isinstance(query, Opaque):
        return "body" in query.text
    return isinstance(query, Phrase | Regex) or (isinstance(query, FieldIs) and query.op != "exists" and query.field != "level")


def is_place(field: str) -> bool:
    """Whether an attribute is the collector's own: it says where a record comes from."""
    return is_attached(field) or field.startswith(_FILE)


def holds(target: Target, op: str, value: Token, written: str, body: str) -> Query:
    if target.sort == "place":
        return Routing(written)
    if target.sort == "level":
        return _level(op, value, written)
    if target.sort == "other":
        return Opaque(written, NOT_UNDERSTOOD)
    field, case = target.field, not target.folded
    if op == "matches" and value.kind == "text":
        return Regex(value.said, "re2", "" if case else "i", field)
    if op in WHERE and value.kind == "text":
        return Phrase(value.said, case, WHERE[op], field)
    if op in {"==", "!=", "in"}:
        found = _equal(field, value, body, case=case)
        return negation(found) if op == "!=" else found
    if op in {"<", "<=", ">", ">="} and value.kind == "number":
        return FieldIs(field, cast('Literal["<", "<=", ">", ">="]', op), value.text)
    return Opaque(written, NOT_UNDERSTOOD)


def _equal(field: str, value: Token, body: str, *, case: bool) -> Query:
    if value.text == "nil" and value.kind == "name":
        return negation(EVERY_LINE if field == body else FieldIs(field, "exists"))
    if field == body and value.kind == "text":
        return Phrase(value.said, case, "whole", field)
    return FieldIs(field, "=", value.said, case)


def _level(op: str, value: Token, written: str) -> Query:
    if op == "matches" and value.kind == "text":
        return Regex(value.said, "re2", "", "level")
    named = value.said
    if value.text.startswith("SEVERITY_NUMBER_"):
        bare = value.text.removeprefix("SEVERITY_NUMBER_").rstrip("234")
        if bare == "UNSPECIFIED":
            return Opaque(written, "asks whether a record has a severity")
        named = _SEVERITIES.get(bare, "")
    elif value.kind == "number":
        number = int(value.text) if value.text.isdigit() else 0
        named = _NUMBERED[(number - 1) // 4] if 0 < number <= 4 * len(_NUMBERED) else ""
    if not named or op not in {"==", "!=", "<", "<=", ">", ">=", "in"}:
        return Opaque(written, NOT_UNDERSTOOD)
    if op in {"==", "!=", "in"}:
        same = FieldIs("level", "=", named)
        return negation(same) if op == "!=" else same
    return FieldIs("level", cast('Literal["<", "<=", ">", ">="]', op), named)
