"""What a format string is cut into: literal text and slots."""

from __future__ import annotations

from sdd_impact.tuples import NamedTuple


class Slot(NamedTuple):
    """A hole in a format string.

    ``key`` is the argument's name or number as written ("" for the next one), ``trail`` what is taken from the argument
    (``.name``, ``[0]``), ``rendering`` the code as written where it changes the text, ``kind`` what the code allows, ``extra`` how
    many arguments are taken for width and precision before this one. ``label``: the name of the value, where arguments go by order
    all the same (``{UserId}`` of .NET's message templates).
    """

    key: str = ""
    trail: str = ""
    rendering: str = ""
    kind: str = "any"
    extra: int = 0
    label: str = ""


Piece = str | Slot

#: The kinds that printf's codes allow.
PRINTF_KINDS = {
    **dict.fromkeys("diu", "int"), "o": "int",
    **dict.fromkeys("fFeEgGaA", "float"),
    **dict.fromkeys("xX", "hex"),
    "t": "datetime", "T": "datetime",
}  # fmt: skip
