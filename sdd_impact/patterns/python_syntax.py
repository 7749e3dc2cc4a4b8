"""Writing a pattern of another dialect as one that means the same to Python's ``re``, so that it can be asked for its opinion.

Only what is certain is translated, piece by piece; a pattern with anything else is not, and stays unconfirmed.
"""

from __future__ import annotations

import re

from sdd_impact import late

from .dialects import DIALECTS

_SAME = frozenset("dDwWsSbBAnrtf0.\\/-[](){}*+?|^$\"'#%&,:;<=>@!~`_ ")
_PIECE = late.regex(
    r"\\.|\[\^?\]?(?:\\.|\[:\^?[a-z]+:\]|[^\]\\])*\]|\((?:\?(?:P?<[A-Za-z_]\w*>|'[A-Za-z_]\w*'|<[=!]|[:=!>]|#))?|\$|.", re.DOTALL
)
#: Dialects that share enough with Python to be translated. Their classes are ASCII.
_TRANSLATED = frozenset({"pcre", "re2", "oniguruma", "cloudwatch"})


def python_syntax(pattern: str, dialect: str, flags: str = "") -> tuple[str, str] | None:
    """Return the pattern and its flags for Python's ``re``, or None where the meaning might differ."""
    if dialect == "python":
        return pattern, "".join(letter for letter in "imsxa" if letter in flags)
    if dialect not in _TRANSLATED or (dialect == "oniguruma" and "m" in flags) or "x" in flags:
        return None
    pieces = []
    for found in _PIECE.finditer(pattern):
        piece = _translated(found[0], dialect)
        if piece is None:
            return None
        pieces.append(piece)
    return "".join(pieces), "".join(letter for letter in "ims" if letter in flags) + "a"


def _translated(piece: str, dialect: str) -> str | None:
    if len(piece) > 1 and piece[0] == "[":
        return None if "[:" in piece or "&&" in piece or re.search(r"\\[^dDwWsSnrtf\\/.\-\]\[^$*+?(){}|\"']", piece) else piece
    if piece[0] == "(" and len(piece) > 1:
        name = re.match(r"\(\?(?:P?<|')([A-Za-z_]\w*)[>']", piece)
        return f"(?P<{name[1]}>" if name else piece
    if piece[0] == "\\":
        if piece[1] in "zZ" and piece[1] in DIALECTS[dialect].anchors:
            return r"\Z" if piece[1] == "z" else r"(?=\n?\Z)"
        return piece if piece[1] in _SAME else None
    if piece == "$":
        return {"end": r"\Z", "line-end": r"(?=\n|\Z)"}.get(DIALECTS[dialect].dollar, "$")
    if piece == "^" and dialect == "oniguruma":
        return r"(?:(?<=\n)|\A)"
    return None if piece in ("\\", "[") else piece
