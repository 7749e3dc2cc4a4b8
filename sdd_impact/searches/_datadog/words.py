"""What the words of a Datadog search mean: tags and reserved attributes, attributes, free text.

Rules from Datadog's documentation, "Log Search Syntax": free text looks at the message only, in whole tokens, whatever their case; punctuation
cannot be searched for. Attributes (``@name``) are compared as a whole, and case counts. ``*`` and ``?`` are wildcards outside of quotes only.
"""

from __future__ import annotations

import re
from typing import Literal

from sdd_impact import late
from sdd_impact.model import FieldIs, Opaque, Phrase, Query, Routing
from sdd_impact.searches._aws.open_text import REASON, has_hole
from sdd_impact.searches._trees import EVERY_LINE, all_of, any_of, is_attached, negation

_ESCAPED = late.regex(r"\\(.)", re.DOTALL)
_GLOB = late.regex(r"(?<!\\)(?:\\\\)*[*?]")
_CURLY = str.maketrans("", "", "“”")
_NUMBER = late.regex(r"-?\d+(?:\.\d+)?")
_COMPARED = late.regex(r"(>=|<=|>|<)(.*)", re.DOTALL)
_RANGE = late.regex(r"([\[{])\s*(\S+)\s+TO\s+(\S+?)\s*([\]}])")
_HOLE = late.regex("[\U000f0000-\U000fffff]")
_TOKEN = late.regex(r"[^\W_]+")
_VARIABLE = late.regex(r"\$[\w.-]+")

#: Attributes whose text is the message of an event: the engine compares them as a whole.
_MESSAGES = frozenset({"message", "msg", "body", "event", "short_message"})
#: Words without ``@`` that say something of the event; all others are tags of where it comes from.
_LEVELS = frozenset({"level", "severity", "loglevel", "log_level"})
#: Attributes that are not the program's own, but of what runs it and collects its lines.
_ATTACHED = late.regex(r"(?:aws|azure|gcp|container|docker|kubernetes|k8s|kube|ecs|syslog)\..+")
_TEXTS = frozenset({"message", "content"})

_Order = Literal["<", "<=", ">", ">="]
_ORDERS: dict[str, _Order] = {"<": "<", "<=": "<=", ">": ">", ">=": ">="}


def unescaped(text: str) -> str:
    r"""Return a text without the backslashes of Datadog's escapes (``\-``, ``\:``, ``\"``)."""
    return _ESCAPED.sub(r"\1", text)


def _wild(text: str) -> tuple[str, bool]:
    """Return a word as a node has it, and whether it has wildcards: then only escapes of those are kept."""
    if not _GLOB.search(text):
        return unescaped(text), False
    return _ESCAPED.sub(lambda match: match.group() if match.group(1) in "*?\\" else match.group(1), text), True


def free(text: str, *, quoted: bool, field: str = "message") -> Query:
    """A word or a phrase that stands in the message (``field`` "": in the message or in any attribute)."""
    if has_hole(text):
        return _pieces(text, field)
    if not quoted:
        text = text.translate(_CURLY)
        if _VARIABLE.fullmatch(text):
            return Routing(text)  # the variable of a dashboard: whoever looks at it chooses which events are shown
    if text.startswith("@") and not quoted:
        return Opaque(text, "an attribute without a value")
    words, wild = (unescaped(text), False) if quoted else _wild(text)
    if not words.strip("* ?" if wild else " "):
        return EVERY_LINE
    return Phrase(words, case=False, where="term", field=field, wildcards=wild)


def _pieces(text: str, field: str) -> Query:
    """A phrase of which only Terraform knows a part: the whole tokens around it must stand there, the rest is left open."""
    found: list[Query] = []
    pieces = _HOLE.split(text)
    for at, piece in enumerate(pieces):
        words = unescaped(piece)
        begin = re.match(r"[^\W_]*", words).end() if at else 0  # type: ignore[union-attr]  # it fits every text
        end = re.search(r"[^\W_]*\Z", words).start() if at < len(pieces) - 1 else len(words)  # type: ignore[union-attr]  # the same
        known = words[begin:end].strip()
        if begin < end and _TOKEN.search(known) and not _GLOB.search(piece):
            found.append(Phrase(known, case=False, where="term", field=field))
    return all_of((*found, Opaque(text, REASON)))


def keyed(key: str, text: str, written: str, *, quoted: bool) -> Query:
    """``key:value`` as a condition. ``written`` is the whole of it, as shown where it is left open."""
    name = unescaped(key)
    if has_hole(key) or name.startswith("#"):
        return Opaque(written, REASON if has_hole(key) else "a calculated field")
    if name == "*":
        return EVERY_LINE if text == "*" and not quoted else free(text, quoted=quoted, field="")
    if name in {"_exists_", "_missing_"}:
        return _exists(name, unescaped(text), written)
    if name in _TEXTS:
        return free(text, quoted=quoted)
    if name.startswith("@"):
        return _attribute(name[1:], text, written, quoted=quoted)
    if name == "status":
        return _status(text, written, quoted=quoted)
    if name.lower() in _LEVELS:
        return _attribute(name, text, written, quoted=quoted)
    if not quoted and text.startswith(("//", ":")):
        return Opaque(written, "a colon that is not escaped")
    return Routing(written)


def _exists(name: str, field: str, written: str) -> Query:
    if has_hole(field) or not field.startswith("@"):
        return Opaque(written, REASON) if has_hole(field) else Routing(written)
    there = FieldIs(field[1:], "exists")
    return there if name == "_exists_" else negation(there)


def _status(text: str, written: str, *, quoted: bool) -> Query:
    """The level of an event. Datadog gives the level trace the status debug ("Log status remapper")."""
    value = unescaped(text).lower()
    if has_hole(text) or _VARIABLE.fullmatch(text):
        return Opaque(written, REASON if has_hole(text) else "a variable of a dashboard")
    if value == "debug":
        return any_of((FieldIs("status", "=", "debug"), FieldIs("status", "=", "trace")))
    return _attribute("status", text.lower(), written, quoted=quoted, case=False)


def _attribute(field: str, text: str, written: str, *, quoted: bool, case: bool = True) -> Query:
    if is_attached(field) or _ATTACHED.fullmatch(field):
        return Routing(written)
    if has_hole(text):
        return Opaque(written, REASON)
    if quoted:
        return _is(field, unescaped(text), case=case, wild=False)
    if _VARIABLE.fullmatch(text):
        return Opaque(written, "a variable of a dashboard")
    if text == "*":
        return FieldIs(field, "exists")
    if (compared := _COMPARED.fullmatch(text)) is not None:
        return FieldIs(field, _ORDERS[compared[1]], unescaped(compared[2].strip()), case=True)
    if text.startswith(("[", "{")):
        return _range(field, text, written)
    value, wild = _wild(text)
    return _is(field, value, case=case, wild=wild)


def _is(field: str, value: str, *, case: bool, wild: bool) -> Query:
    if field.rsplit(".", 1)[-1].lower() in _MESSAGES:
        return Phrase(value, case, "whole", field, wild)
    return FieldIs(field, "=", value, case, wild)


def _range(field: str, text: str, written: str) -> Query:
    found = _RANGE.fullmatch(text)
    if found is None:
        return Opaque(written, "not understood as a range")
    opening, low, high, closing = found.groups()
    parts: list[Query] = []
    if low != "*":
        parts.append(FieldIs(field, ">=" if opening == "[" else ">", unescaped(low), case=True))
    if high != "*":
        parts.append(FieldIs(field, "<=" if closing == "]" else "<", unescaped(high), case=True))
    return all_of(parts) if parts else FieldIs(field, "exists")
