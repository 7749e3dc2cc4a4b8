"""What a plain YAML scalar means: the core schema of YAML 1.2, chapter 10.3.2.

``no``, ``on`` and ``12:30`` are words there, ``0123`` is the number 123, ``0o17`` is 15, and there are no dates.
"""

from __future__ import annotations

from sdd_impact import late

_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INT = late.regex(r"[-+]?[0-9]+")
_BASED = late.regex(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = late.regex(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_SPECIAL = late.regex(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
#: A longer run of digits is no number that anybody means, and turning it into one costs time.
_LONGEST_NUMBER = 300


def core(text: str) -> str | float | bool | None:
    """Return the value of a plain scalar. Numbers of more than 300 characters stay text."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in "+-.0123456789" or len(text) > _LONGEST_NUMBER:
        return text
    if _INT.fullmatch(text):
        return int(text)
    if _BASED.fullmatch(text):
        return int(text[2:], 8 if text[1] == "o" else 16)
    if _FLOAT.fullmatch(text):
        return float(text)
    if _SPECIAL.fullmatch(text):
        return float(text.replace(".", ""))
    return text
