"""What a comparison of the Logging query language asks of an event.

Rules from Google Cloud's documentation, "Logging query language": texts are compared whatever their case, except by regular expressions (RE2, found
anywhere); ``:`` asks for a part of the text; a comparison with a field that is missing does not hold.
"""

from __future__ import annotations

import re
from typing import Literal

from sdd_impact import late
from sdd_impact.model import FieldIs, Opaque, Phrase, Query, Regex, Routing
from sdd_impact.searches._aws.open_text import REASON, has_hole, substrings
from sdd_impact.searches._trees import EVERY_LINE, NO_LINE, all_of, differs

#: Parts of an entry that say where it comes from and when, not what a program says.
_PLACES = frozenset({
    "resource", "logname", "log_name", "labels", "timestamp", "receivetimestamp", "receive_timestamp", "insertid", "insert_id", "trace", "spanid",
    "span_id", "tracesampled", "operation", "sourcelocation", "split", "metadata", "apphub", "log",
})  # fmt: skip
#: Fields whose text is the message of an event.
_MESSAGES = frozenset({"message", "msg", "body", "event", "short_message"})

_ESCAPED = late.regex(r"\\(.)", re.DOTALL)
_MEANS = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "'": "'", "\\": "\\"}
_NOT_LETTERS = late.regex(r"\\([\"'\\])")
_PHRASES = late.regex(r"`([^`]*)`|([^\s`]+)")

_Order = Literal["<", "<=", ">", ">="]
_ORDERS: dict[str, _Order] = {"<": "<", "<=": "<=", ">": ">", ">=": ">="}


def unquoted(text: str, *, pattern: bool = False) -> str:
    """Return the text between quotes with its escapes read. In a ``pattern``, those of the regular expression stay."""
    if pattern:
        return _NOT_LETTERS.sub(r"\1", text)
    return _ESCAPED.sub(lambda match: _MEANS.get(match[1], match.group()), text)


def anywhere(text: str, written: str) -> Query:
    """A text in any field of the entry."""
    if not text.strip():
        return EVERY_LINE
    return substrings(text, written, lambda piece: Phrase(piece, case=False))


def searched(text: str, written: str, field: str = "") -> Query:
    """``SEARCH("a `b c`")``: every word, and every phrase between backquotes, in whole words and whatever the case."""
    if has_hole(text):
        return Opaque(written, REASON)
    where = _field(field) if field else ""
    if where is None:
        return Opaque(written, "looks at a part of the entry that no log statement writes")
    found = [
        Phrase(phrase or word, case=False, where="term", field=where)
        for phrase, word in _PHRASES.findall(text)
        if re.search(r"[^\W_]", phrase or word)
    ]
    return all_of(found) if found else EVERY_LINE


def compared(path: str, operator: str, text: str, written: str, *, quoted: bool) -> Query:
    """``path operator text`` as a condition. ``written`` is the whole of it."""
    if has_hole(path):
        return Opaque(written, REASON)
    if _is_place(path):
        return Routing(written)
    field = _field(path)
    if field is None:  # the payload of an audit log: no log statement writes it, and what is missing fulfils nothing
        return NO_LINE
    value = unquoted(text, pattern=operator.endswith("~")) if quoted else text
    if has_hole(text):
        return (
            substrings(value, written, lambda piece: Phrase(piece, case=False, field=field))
            if operator == ":"
            else Opaque(written, REASON)
        )
    return _conditions(field, operator, value, written, quoted=quoted)


def _conditions(field: str, operator: str, value: str, written: str, *, quoted: bool) -> Query:
    if not quoted and value.upper() == "NULL_VALUE":
        return Opaque(written, "whether a value is null is known only when it is logged")
    if operator in _ORDERS:
        return FieldIs(field, _ORDERS[operator], value)
    if operator == "=~":
        return Regex(value, "re2", "", field)
    if operator == "!~":
        return differs(field, Regex(value, "re2", "", field))
    if operator == ":":
        return _has(field, value, quoted=quoted)
    if _is_text(field):
        same = Phrase(value, case=False, where="whole", field=field)
        return same if operator == "=" else differs(field, same)
    return FieldIs(field, "=" if operator == "=" else "!=", value)


def _has(field: str, value: str, *, quoted: bool) -> Query:
    if value == "*" and not quoted:
        return FieldIs(field, "exists") if field else EVERY_LINE
    if field == "severity":
        return FieldIs(field, "=", value)
    return Phrase(value, case=False, field=field) if value else EVERY_LINE


def _is_place(path: str) -> bool:
    return _root(path) in _PLACES


def _root(path: str) -> str:
    return re.split(r"[.\[]", path, maxsplit=1)[0].strip('"').lower()


def _field(path: str) -> str | None:
    """Return the field as a node names it: "" for all of the entry's payload, None for what no log statement writes."""
    root, _, rest = path.partition(".")
    root = root.lower()
    if root == "protopayload":
        return "" if rest.lower().startswith("line") else None
    if root in {"jsonpayload", "json_payload"}:
        return rest.replace('"', "")
    if root in {"textpayload", "text_payload"}:
        return "textPayload"
    return path.replace('"', "")


def _is_text(field: str) -> bool:
    return field in {"", "textPayload"} or field.rsplit(".", 1)[-1].lower() in _MESSAGES
