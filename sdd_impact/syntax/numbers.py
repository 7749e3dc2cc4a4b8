"""Constants that are an HTTP status (``STATUS_GONE = 410``), found in the bytes of a file by name and number alone.

They are kept like the texts of constants, so that a status is known where its constant stands in another file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.model import Definition, Location, Template

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Texts of which a file has one that holds such a constant as all formatters write it; looked for before anything else, because that costs nothing.
_MARKS = (b"= 4", b"= 5", b": 4", b": 5")
_NUMBER = late.regex(rb"[=:] ([45]\d\d)\b(?!\.\d)")
#: What stands before the number on its line: the name of a constant, perhaps with its type.
_NAME = late.regex(rb"(?:^|[\s$\"',{(.])([A-Z]\w{2,})[\"']?\s*(?::\s*[\w.]{1,40}\s*)?$")
#: What a constant stands in.
_OWNER = late.regex(
    rb"\b(?:class|enum|object|module|interface|struct|namespace|trait)\s+(\w+)|\b(?:const|val|let|var)\s+(\w+)\s*(?::[^=\n{]{0,80})?=\s*[\w.(]*\{"
)
_FAR = 20_000
_MOST = 200


def statuses(path: str, data: bytes) -> Iterator[Definition]:
    """The constants of a file that are an HTTP status, ``Owner.NAME`` where they stand in a class or an object."""
    if not any(mark in data for mark in _MARKS):
        return
    line, at = 1, 0
    for found, _ in zip(_NUMBER.finditer(data), range(_MOST), strict=False):
        start = data.rfind(b"\n", 0, found.start()) + 1
        name = _NAME.search(data[max(start, found.start() - 200) : found.start()])
        if name is None:
            continue
        line, at = line + data.count(b"\n", at, start), start
        owner = b""
        inside = data[start : start + 1] in b" \t"
        for each in _OWNER.finditer(data, max(0, start - _FAR) if inside else start, found.start()):
            owner = each[1] or each[2]
        full = ".".join(each.decode("utf-8", "replace") for each in (owner, name[1]) if each)
        yield Definition(full, Template.of(found[1].decode()), Location(path, line, 1, line))
