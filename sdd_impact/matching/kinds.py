"""What each kind of placeholder can print: one expression per kind, and one value to show.

Each expression takes in at least what such a value can be, so that *never* and *always* are proofs. Its structure (the ``@`` of an
address, the dots of an IP number) is written out, because only structure counts as ordinary: a search that asks for a dot inside
of ``any`` needs a particular text, inside of ``ip`` it does not. ``docs/matching.md`` says the same in words.
"""

from __future__ import annotations

import re
from functools import cache

from sdd_impact.model import Placeholder
from sdd_impact.patterns.charset import DIGIT, LOWER, UPPER, VEILED
from sdd_impact.tuples import NamedTuple


class Kind(NamedTuple):
    """The texts of one kind, an example, and what to print under ``assuming`` when the kind was only inferred.

    ``missing``: such a value may be missing and print as nothing (an account without an address).
    """

    expression: str
    example: str
    says: str = ""
    missing: bool = False


_TEXT = r"[^\n]+"
_H = "[0-9a-fA-F]"
_UUID = f"{_H}{{8}}-{_H}{{4}}-(?:{_H}|[1457]){_H}{{3}}-(?:{_H}|[89abAB]){_H}{{3}}-{_H}{{12}}"
_V4 = r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}"
_V6 = f"(?:{_H}{{0,4}}:){{2,7}}(?:{_H}{{0,4}}|{_V4})(?:%[0-9A-Za-z]+)?"
_LABEL = r"[^\s@.]+"
_MONTH = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_DAY = rf"[0-9]{{4}}[-/.]?[0-9]{{2}}[-/.]?[0-9]{{2}}|(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?(?:(?:{_MONTH})  ?[0-9]{{1,2}}|[0-9]{{1,2}}[-/ .](?:{_MONTH}|[0-9]{{2}})[-/ .][0-9]{{2,4}})"
_CLOCK = r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,:][0-9]+)?)?(?: ?[AP]M)?"
_ZONE = r"Z| ?[+-][0-9]{2}:?[0-9]{2}| UTC| GMT| CES?T"
_STAMP = rf"(?:{_DAY})(?:[T ,:]{{1,2}}{_CLOCK}(?:{_ZONE})?)?|{_CLOCK}(?:{_ZONE})?|[0-9]+(?:\.[0-9]+)?"

KINDS: dict[str, Kind] = {
    "any": Kind(_TEXT, "abc", missing=True),
    "name": Kind(_TEXT, "abc", missing=True),
    "exception": Kind(_TEXT, "abc", missing=True),
    "enum": Kind(_TEXT, "ABC", missing=True),
    "secret": Kind(_TEXT, "abc", missing=True),
    "int": Kind("-?[0-9]+", "7", "a whole number"),
    "float": Kind(r"-?(?:[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|inf(?:inity)?|nan|Infinity|NaN)", "0.7", "a number"),
    "bool": Kind("true|false|True|False", "true", "true or false"),
    # Keys of records: numbers, UUIDs, slugs, ULIDs, ARNs, names with a namespace. A sign inside of any but a UUID is a particular text.
    "id": Kind(f"[A-Za-z0-9_:./+=-]+|{_UUID}", "7", "an identifier without white space", missing=True),
    "uuid": Kind(f"{_UUID}|{_H}{{32}}", "3f2c9a1e-7b0d-4c55-9a6e-0d1f2b3c4d5e", "a UUID", missing=True),
    "hex": Kind(f"(?:0[xX])?{_H}+", "3fc9", "a hexadecimal number", missing=True),
    "ip": Kind(f"{_V4}|{_V6}", "192.0.2.7", "an IP address", missing=True),
    "email": Kind(rf"{_LABEL}(?:\.{_LABEL})*@{_LABEL}(?:\.{_LABEL})*", "a.b@example.org", "local@domain", missing=True),
    "url": Kind(
        r"(?:https?|[A-Za-z][A-Za-z0-9+]*)://[^\s/?#:@.]+(?:\.[^\s/?#:@.]+)*(?::[0-9]+)?(?:[/?#][^\s/?#&=]*(?:[/?#&=][^\s/?#&=]*)*)?"
        r"|(?:/[^\s/?#]*)+(?:[?#][^\s]*)?|[^\s]+",
        "https://example.org/a", "a URL", missing=True,
    ),
    "path": Kind(r"(?:[A-Za-z]:)?[/\\]?(?:[^\n/\\.]+[/\\])*[^\n/\\.]*(?:\.[^\n/\\.]+)?|[^\n]+", "/srv/a.txt", "a path", missing=True),
    "duration": Kind(
        r"-?[0-9]+(?:[.,:][0-9]+)*(?: ?(?:ns|us|µs|ms|s|sec|secs|second|seconds|m|min|mins|minutes|h|hours|d|days?)"
        r"(?:,? ?[0-9]+(?:[.:][0-9]+)*)?)*|P[0-9YMWDTHS.]+",
        "7", "a duration", missing=True,
    ),
    "datetime": Kind(
        r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?"
        r"|[0-9]{4}-[01][0-9]-[0-3][0-9](?:[T ][0-2][0-9]:[0-5][0-9]:[0-5][0-9](?:[.,][0-9]+)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?"
        r"|[0-9]+(?:\.[0-9]+)?|[0-9A-Za-z:/.,+ ()_-]+",
        "2021-03-23T23:14:22+00:00", "a date or time", missing=True,
    ),
    "token": Kind(r"[A-Za-z0-9_~+/=-]+(?:\.[A-Za-z0-9_~+/=-]+)*", "Ab7xYz", "a token without white space", missing=True),
    "phone": Kind(r"\+?(?:[0-9]|[ ()./-])*[0-9]", "+353 1 234 5678", "a phone number", missing=True),
    "mac": Kind(f"{_H}{{2}}(?:[:-]{_H}{{2}}){{5}}|{_H}{{4}}\\.{_H}{{4}}\\.{_H}{{4}}", "00:1b:44:11:3a:b7", "a MAC address", missing=True),
    "json": Kind(r'[{\[](?:"[^"\n]*"|[:, {}\[\]]|[^"\n:, {}\[\]]+)*[}\]]|[^\n]+', '{"a": 7}', "JSON", missing=True),
    # What a mask leaves visible is a letter or digit that no search can name, and no @, dot or space.
    "masked": Kind(
        f"(?:[*#•…_-]|[{VEILED}])+", "********", "a mask such as ********: no @, nothing of the original text", missing=True,
    ),
    # What a layout puts around a message. It never supplies the text that a search asks for: its words consist of symbols.
    "timestamp": Kind(_STAMP, "2021-03-23T23:14:22Z"),
    "around": Kind(rf"(?:[{LOWER}{UPPER}{DIGIT}]|[ \t\[\](){{}}<>|\"',;=:/.@#$&*+_-])*", "-"),
}  # fmt: skip

#: Text before or after a message in a layout that is not known: words, numbers and times with separators between them. Words
#: consist of symbols, so a layout never supplies the text that a search asks for; and none looks like an address or a UUID.
_WORD = f"[{LOWER}{UPPER}{DIGIT}_]"
_NUMBER = f"[{DIGIT}]"
_SEPARATOR = r"[ \t\[\](){}<>|\"',;=:/]"
#: The same without what divides a name from its value.
_BETWEEN = r"[ \t\[\](){}|\"',;]"
_PLAIN = f"{_WORD}+(?:[.-]{_WORD}+){{0,2}}"
_TIME = f"{_NUMBER}+(?:[-/.]{_NUMBER}+){{2}}T{_NUMBER}+(?::{_NUMBER}+)*(?:[.,]{_NUMBER}+)?(?:Z|[+-]{_NUMBER}+(?::{_NUMBER}+)?)?"


class Layout(NamedTuple):
    """What may stand around a message: ``words`` as they are (a level, a logger), ``keys`` in front of a value or of the message
    (``level=``, ``"msg": ``), and, where ``times``, times with the letters T and Z."""

    words: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    times: bool = False

    @property
    def before(self) -> str:
        """The expression of what may stand in front of a message."""
        return f"{_SEPARATOR}*(?:{self._key}(?:{self._token}){_SEPARATOR}+)*{self._key}"

    @property
    def after(self) -> str:
        """The expression of what may stand behind a message."""
        keyed = f"{self._key}(?:{self._token})|" if self.keys else ""
        return f"(?:{_SEPARATOR}+(?:{keyed}{_PLAIN}))*{_SEPARATOR}*"

    @property
    def between(self) -> str:
        """The expression of what stands between a message and a field that is printed behind it."""
        return f"{_BETWEEN}+(?:{_PLAIN}{_BETWEEN}+)*"

    @property
    def _token(self) -> str:
        return "|".join((*(quoted(word) for word in self.words), _PLAIN, *((_TIME,) if self.times else ())))

    @property
    def _key(self) -> str:
        return f'(?:(?:{"|".join(quoted(key) for key in self.keys)})"?(?:=|: ?)"?)?' if self.keys else ""


def quoted(text: str) -> str:
    """Return the expression that is just this text."""
    return "".join(char if char.isalnum() or char in "_ " else "\\" + char for char in text)


#: Longer values are not looked at, nor those of kinds that are hardly a form.
_LONGEST_VALUE = 500
_FORMED = frozenset({"int", "float", "bool", "id", "uuid", "hex", "ip", "email", "mac"})


def may_be(placeholder: Placeholder, value: str) -> bool:
    """Whether a real value is one that the placeholder's kind can print; True where nothing is known of it."""
    if placeholder.values:
        return value.strip() in placeholder.values
    if len(value) > _LONGEST_VALUE or placeholder.kind not in _FORMED:
        return True
    kind = KINDS[placeholder.kind]
    plain = value.strip().strip("\"'")
    return (kind.missing and plain in ("", "None", "null", "undefined", "nil", "<nil>")) or _whole(placeholder.kind).fullmatch(
        plain
    ) is not None


@cache
def _whole(kind: str) -> re.Pattern[str]:
    return re.compile(KINDS[kind].expression)
