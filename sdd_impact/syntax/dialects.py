"""Formats that one program or toolkit has for itself: nginx, Qt."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.syntax.pieces import Slot

if TYPE_CHECKING:
    from sdd_impact.syntax.pieces import Piece

#: What nginx's own ``ngx_sprintf`` knows (src/core/ngx_string.c).
_NGINX = late.regex(r"%(?:(?P<percent>[%Z])|(?P<rest>0?\d*(?:\.\d+)?(?P<star>\*)?[uxXm]*)(?P<code>[VvsOPTzidlDLMAfpNrcV]))")
_NGINX_KINDS = {**dict.fromkeys("OPTzidlDLMAr", "int"), "f": "float", "p": "hex"}


def nginx(text: str) -> list[Piece]:
    """Cut a format of nginx: ``%V`` is a string, ``%ui`` and ``%uz`` are numbers, ``%*s`` takes the length first."""
    pieces: list[Piece] = []
    end = 0
    for found in _NGINX.finditer(text):
        pieces.append(text[end : found.start()])
        end = found.end()
        if found["percent"] or found["code"] == "N":
            pieces.append("%" if found["percent"] == "%" else "\n" if found["code"] == "N" else "")
            continue
        kind = "hex" if "x" in found["rest"].lower() else _NGINX_KINDS.get(found["code"], "any")
        pieces.append(Slot("", "", found[0], kind, found["star"] is not None))
    pieces.append(text[end:])
    return [piece for piece in pieces if piece != ""]


def qt(text: str) -> list[Piece]:
    """Cut a text for Qt's ``QString::arg``: the places of the lowest number are filled, the others stay for the next ``arg``."""
    numbers = [int(number) for number in re.findall(r"%L?(\d{1,2})", text)]
    pieces: list[Piece] = []
    end = 0
    for found in re.finditer(rf"%L?0?{min(numbers)}(?!\d)", text) if numbers else ():
        pieces += [text[end : found.start()], Slot("0")]
        end = found.end()
    return [piece for piece in [*pieces, text[end:]] if piece != ""]
