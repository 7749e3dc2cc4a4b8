"""Constants that are an HTTP status (``STATUS_GONE = 410``), found in the bytes of a file by name and number alone.

They are kept like the texts of constants, so that a status is known where its constant stands in another file.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.model import Definition, Location, Template
from sdd_impact.syntax.naming import snake
from sdd_impact.syntax.values import only

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tree_sitter import Node

    from sdd_impact.syntax.unit import Unit

#: Texts of which a file has one that holds such a constant as all formatters write it; looked for before anything else, because that costs nothing.
_MARKS = (b"= 4", b"= 5", b": 4", b": 5", b"= http.Status", b"= Status", b"= HttpStatus", b"= HTTPStatus", b"= status.HTTP_")
_NUMBER = late.regex(
    rb"[=:] (?:([45]\d\d)\b(?!\.\d)|(?:http\.Status|(?:Http|HTTP)?Status(?:Codes?)?(?:\.|::)|status\.HTTP_\d\d\d_)([A-Za-z_]{3,40})\b(?!\())"
)
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
        number = found[1].decode() if found[1] else _of_phrase(found[2].decode())
        if name is None or not number:
            continue
        line, at = line + data.count(b"\n", at, start), start
        owner = b""
        inside = data[start : start + 1] in b" \t"
        for each in _OWNER.finditer(data, max(0, start - _FAR) if inside else start, found.start()):
            owner = each[1] or each[2]
        full = ".".join(each.decode("utf-8", "replace") for each in (owner, name[1]) if each)
        yield Definition(full, Template.of(number), Location(path, line, 1, line))


@lru_cache(maxsize=1)
def _phrases() -> dict[str, str]:
    from http import HTTPStatus

    return {status.name.replace("_", "").lower(): str(status.value) for status in HTTPStatus if status.value >= 400}


def _of_phrase(name: str) -> str:
    """The number of a status by its name in any spelling; "" for one that is no error."""
    return _phrases().get(name.replace("_", "").lower(), "")


#: Stands for a status that is a constant whose number this file does not say: an answer with it is told, and its status is looked for in the other files.
OPEN = 999
#: A constant, in what makes a status of a number: ``HttpStatus.valueOf(Codes.GONE)``, ``(int)Codes.Gone``, ``Codes::Gone->value``.
_SPELLED = late.regex(
    r"(?:\(\w+\)\s*)?(?:(?:[\w]+(?:\.|::))*[A-Za-z]\w*\()?\\?((?:[A-Za-z_]\w*(?:\.|::|\\))*)([A-Z]\w{2,})(?:(?:\.|->)(?:value|code))?(?:,[^()]*)?\)?(?:\.unwrap\(\))?"
)
_NUMBER_ALONE = late.regex(r"[1-5]\d\d(?:_?u16)?")
#: Words in the name of a status that says that all is well.
_WELL = frozenset(
    [
        "ok",
        "okay",
        "success",
        "successful",
        "succeeded",
        "created",
        "accepted",
        "redirect",
        "moved",
        "continue",
        "processing",
        "done",
    ]
)
_GOOD = frozenset(["no_content", "found", "see_other", "not_modified", "partial_content", "reset_content", "multi_status"])


def told_status(
    unit: Unit, node: Node | None, status_of: Callable[[Unit, Node | None], int | None], *, capitals: bool = False
) -> int | None:
    """The status that an expression is by a language's own ``status_of``; of a constant that of its value, or :data:`OPEN` where this file does not say it.

    None for anything else, and for a constant whose name says that all is well. ``capitals``: only ``GONE`` is a constant, ``Kind::Gone`` is not.
    """
    found = status_of(unit, node)
    if found is not None or node is None or node.end_byte - node.start_byte > 100:
        return found
    spelled = _SPELLED.fullmatch(unit.text(node))
    if spelled is None or not (spelled[2].isupper() or (spelled[1] and not capitals)):
        return None
    name = re.sub(r"::|\\", ".", spelled[1]) + spelled[2]
    value = only(unit.scope.lookup(name, node.start_byte))
    if value is not None:
        number = _NUMBER_ALONE.fullmatch(unit.text(value)) if value.end_byte - value.start_byte < 20 else None
        return int(number[0][:3]) if number is not None else status_of(unit, value)
    plain = snake(spelled[2])
    return None if plain in _GOOD or _WELL & set(plain.split("_")) else OPEN
