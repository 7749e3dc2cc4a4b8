"""What a field and a value mean to Elasticsearch, whichever language asks.

A text field is cut into tokens without case, a keyword is compared as a whole with case (Elasticsearch reference, "Text type family" and "Keyword type
family"). Which of the two a field is stands in the mapping, which nobody keeps beside a search: a message is text, a name that ends in ``.keyword`` is a
keyword, and of all others both are tried (``FieldIs``).
"""

from __future__ import annotations

import re
from typing import Literal

from sdd_impact import late
from sdd_impact.model import FieldIs, Opaque, Phrase, Query, Regex, Routing
from sdd_impact.searches._aws.open_text import REASON, has_hole
from sdd_impact.searches._trees import EVERY_LINE, all_of, any_of, is_attached
from sdd_impact.tuples import NamedTuple

#: The message itself, and the names of the whole line.
_MESSAGES = frozenset({"message", "msg", "body", "short_message", "message_text"})
_LINES = frozenset({"log", "event.original", "log.original", "full_message", "@message", "_all", "raw", "line", "textpayload", "*"})
#: Variants of a field: the whole value, or the value in words.
_KEYWORD = late.regex(r"(.+)\.(?:keyword|raw|caseless)$")
_TEXT = late.regex(r"(.+)\.text$")
#: Fields that say where and when an event comes from.
_PLACES = late.regex(
    r"(?:host|agent|beat|cloud|container|docker|kubernetes|k8s|orchestrator|ecs|data_stream|service|fileset|input|observer|elastic_agent)\..+"
    r"|event\.(?:dataset|module)|log\.file\.path|_index|_type|_id|@timestamp|timestamp|tags?|hostname|host|environment|env|stream|ecs\.version",
    re.IGNORECASE,
)
_RANGE_OF_ADDRESSES = late.regex(r"[0-9A-Fa-f.:]+/\d{1,3}")
#: A token as the standard analyser cuts it: letters, digits and ``_``, with ``.``, ``'`` inside.
_TOKEN = late.regex(r"\w+(?:(?:(?<=[^\W\d_])[.:'’·](?=[^\W\d_])|(?<=\d)[.,;'’](?=\d))\w+)*")
_ESCAPED = late.regex(r"\\([*?\\])")
_PUNCTUATION = late.regex(r"[^\w\s*?\\.'’]")
_MOST_TOKENS = 64

Order = Literal["<", "<=", ">", ">="]


class Value(NamedTuple):
    """A value as a language has read it.

    ``text`` is without escapes; ``glob`` is the same with ``*`` and ``?`` as wildcards, and those that are meant as themselves behind a backslash
    ("" where it has no wildcards). ``quoted`` is a phrase: its tokens stand side by side.
    """

    text: str
    quoted: bool = False
    glob: str = ""


def name_of(field: str) -> tuple[str, str]:
    """Return the field as a node names it ("" for all of the line), and how it is kept: ``text``, ``keyword`` or "" (not known)."""
    found = _KEYWORD.fullmatch(field)
    kept = "keyword" if found else ""
    found = found or _TEXT.fullmatch(field)
    name = found[1] if found else field
    if name.lower() in _LINES:
        return "", kept or "text"
    if name.rsplit(".", 1)[-1].lower() in _MESSAGES:
        return name, kept or "text"
    return name, kept or ("text" if found else "")


def is_place(field: str) -> bool:
    """Whether a field says where or when an event comes from."""
    return bool(field) and (is_attached(field) or _PLACES.fullmatch(field) is not None)


def holds(field: str, value: Value, written: str) -> Query:
    """``field: value`` (a match); ``field`` "" asks every field. ``written`` is the condition as it stands in the query."""
    if is_place(field):
        return Routing(written)
    if has_hole(written):
        return Opaque(written, REASON)
    if value.glob == "*":
        return exists(field)
    if _RANGE_OF_ADDRESSES.fullmatch(value.text) and "/" in value.text and field:
        return Opaque(written, "a range of addresses")
    name, kept = name_of(field)
    if kept == "keyword":
        return _whole(name, value)
    if kept == "text" or not name:
        return _in_text(name, value, written)
    return _either(name, value)


def is_exactly(field: str, value: Value, written: str) -> Query:
    """``term``: the value is compared with a keyword as it is, with a text with each single token."""
    if is_place(field):
        return Routing(written)
    if has_hole(written):
        return Opaque(written, REASON)
    name, kept = name_of(field)
    if kept == "keyword":
        return _whole(name, value)
    if kept == "text" or not name:
        if value.text != value.text.lower() or not _TOKEN.fullmatch(value.text):
            return Opaque(written, "a term that no token of an analysed text is equal to, unless the field is a keyword")
        return _token(name, value.text)
    return _field(name, value.glob or value.text, wild=bool(value.glob))


def exists(field: str) -> Query:
    """The field has a value."""
    if has_hole(field):
        return Opaque(f"{field}: *", REASON)
    name, _ = name_of(field)
    if is_place(field):
        return Routing(f"{field}: *")
    return FieldIs(name, "exists") if name and name.rsplit(".", 1)[-1].lower() not in _MESSAGES else EVERY_LINE


def ordered(field: str, op: Order, text: str, written: str) -> Query:
    """``field > value``."""
    if is_place(field) or text.startswith("now"):
        return Routing(written)
    if has_hole(written):
        return Opaque(written, REASON)
    name, _ = name_of(field)
    return FieldIs(name, op, text, case=True) if name else Opaque(written, "compares a text")


def matches(field: str, pattern: str, written: str) -> Query:
    """A regular expression of Lucene, which must fit a whole token or a whole keyword."""
    if is_place(field):
        return Routing(written)
    if has_hole(written):
        return Opaque(written, REASON)
    name, kept = name_of(field)
    if kept == "keyword" or not kept:
        return Regex(pattern, "lucene", "", name)
    return Regex(pattern, "lucene", "i", name or "message")


def tokens(text: str) -> tuple[str, ...]:
    """Return the tokens of a text, without repetitions."""
    return tuple(dict.fromkeys(_TOKEN.findall(text)))


def _whole(name: str, value: Value) -> Query:
    return Phrase(value.glob or value.text, True, "whole", name, bool(value.glob))


def _field(name: str, text: str, *, wild: bool) -> Query:
    return FieldIs(name, "=", text, True, wild, case_in_words=False)


def _token(name: str, text: str) -> Query:
    return Phrase(text, False, "word", name)


def _in_text(name: str, value: Value, written: str) -> Query:
    """A match with an analysed text."""
    if value.glob:
        return any_of(_glob(name, each, written) for each in dict.fromkeys(value.glob.split()))
    found = tokens(value.text)
    if not found:
        return Opaque(written, "nothing is left of it when the text is cut into tokens")
    if len(found) > _MOST_TOKENS:
        return Opaque(written, "more words than are looked at")
    if value.quoted or len(found) == 1:
        # A phrase stands in one field; its punctuation does not count there, but would in the printed line.
        text = value.text.strip() if value.quoted else found[0]
        return Phrase(text, False, "word", name or ("message" if len(found) > 1 else ""))
    return any_of(_token(name, each) for each in found)


def _glob(name: str, glob: str, written: str) -> Query:
    if not glob.strip("*"):
        return EVERY_LINE
    if not re.search(r"(?<!\\)(?:\\\\)*[*?]", glob):
        return _in_text(name, Value(_ESCAPED.sub(r"\1", glob)), written)
    found = Phrase(glob, False, "word", name, wildcards=True)
    if _PUNCTUATION.search(_ESCAPED.sub("", glob)):
        return all_of((found, Opaque(written, "a wildcard beside punctuation, which depends on how the text is cut")))
    return found


def _either(name: str, value: Value) -> Query:
    """A match with a field of which nothing is known: its whole value, or any of the words."""
    text, wild = value.glob or value.text, bool(value.glob)
    whole = _field(name, text, wild=wild)
    words = tuple(dict.fromkeys(text.split())) if wild else tokens(text)
    if value.quoted or len(words) < 2 or len(words) > _MOST_TOKENS:
        return whole
    return any_of((whole, *(_field(name, each, wild=wild) for each in words)))
