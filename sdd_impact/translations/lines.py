"""Catalogues of one text a line: Java's property bundles, gettext and Fluent."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sdd_impact import late

#: A key, its text and its line.
Found = tuple[str, str, int]

_ESCAPE = late.regex(r"\\(?:u([0-9a-fA-F]{4})|(.))", re.DOTALL)
_CONTROLS = {"n": "\n", "t": "\t", "r": "\r", "f": "\f"}
#: Where a key of a bundle ends: at the first ``=``, ``:`` or blank that is not escaped (java.util.Properties.load).
_KEY = late.regex(r"((?:\\.|[^\\=:\s])*)[ \t\f]*[=:]?[ \t\f]*")


def properties(text: str) -> Iterator[Found]:
    """Yield the texts of a bundle; lines that end in a back-slash go on."""
    lines = text.splitlines()
    at = 0
    while at < len(lines):
        first = at + 1
        line = lines[at].lstrip(" \t\f")
        at += 1
        if not line or line[0] in "#!":
            continue
        pieces = [line]
        while _goes_on(pieces[-1]) and at < len(lines):
            pieces[-1] = pieces[-1][:-1]
            pieces.append(lines[at].lstrip(" \t\f"))
            at += 1
        line = "".join(pieces)
        found = _KEY.match(line)
        if found and found[1]:
            yield _unescaped(found[1]), _unescaped(line[found.end() :]), first


def _goes_on(line: str) -> bool:
    return (len(line) - len(line.rstrip("\\"))) % 2 == 1


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)) if found[1] else _CONTROLS.get(found[2], found[2]), text)


_PO = late.regex(r'\s*(?:(msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)\s+)?"((?:\\.|[^"\\])*)"\s*\Z')


def gettext(text: str) -> Iterator[Found]:
    """Yield the translated texts of a ``.po`` file: those that are empty or marked as fuzzy are not used, and left out."""
    fields: dict[str, str] = {}
    lines: dict[str, int] = {}
    last, fuzzy = "", False
    for number, line in enumerate([*text.splitlines(), ""], 1):
        if line.startswith("#,") and "fuzzy" in line:
            fuzzy = True
        found = _PO.match(line) if not line.startswith("#") else None
        starts = found is not None and found[1] in ("msgctxt", "msgid") and any(name.startswith("msgstr") for name in fields)
        if (starts or not line.strip()) and fields:
            yield from _po_entry(fields, lines, fuzzy=fuzzy)
            fields, lines, last, fuzzy = {}, {}, "", False
        if found is None:
            continue
        last = found[1] or last
        if last:
            lines.setdefault(last, number)
            fields[last] = fields.get(last, "") + _unescaped(found[2])


def _po_entry(fields: dict[str, str], lines: dict[str, int], *, fuzzy: bool) -> Iterator[Found]:
    if fuzzy:
        return
    for key, text in (("msgid", "msgstr"), ("msgid", "msgstr[0]"), ("msgid_plural", "msgstr[1]")):
        if fields.get(key) and fields.get(text):
            yield fields[key], fields[text], lines[text]


_FTL = late.regex(r"([a-zA-Z][\w-]*)\s*=[ \t]*(.*)\Z")
_FTL_ATTRIBUTE = late.regex(r"\s+\.([a-zA-Z][\w-]*)\s*=[ \t]*(.*)\Z")


def fluent(text: str) -> Iterator[Found]:
    """Yield the messages of a Fluent file, and their attributes as ``message.attribute``."""
    key, owner, line, pieces = "", "", 0, list[str]()
    for number, each in enumerate([*text.splitlines(), "-end = "], 1):
        found = _FTL.match(each)
        attribute = _FTL_ATTRIBUTE.match(each) if owner else None
        if found or attribute or (each and not each[0].isspace() and each[0] != "}"):
            if key and any(pieces):
                yield key, "\n".join(pieces).strip(), line
            key, pieces = "", []
        if found:
            owner = key = found[1]
            line, pieces = number, [found[2]]
        elif attribute:
            key, line, pieces = f"{owner}.{attribute[1]}", number, [attribute[2]]
        elif each and not each[0].isspace():
            owner = ""
        elif key:
            pieces.append(each.strip())
