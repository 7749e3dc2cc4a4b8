"""What a format code does to a value: padding, bases, precision, quotes."""

from __future__ import annotations

from sdd_impact import late

from .kinds import KINDS

_PRINTF = late.regex(r"%(?:\(\w+\)|\d+\$)?([-+ #0]*)(\d+|\*)?(?:\.(\d+|\*))?(?:hh|h|ll|l|L|q|j|z|t)?([a-zA-Z])$")
_SPEC = late.regex(r"(?:![rsa])?:?(?:.?[<>=^])?[-+ ]?#?(0)?(\d+)?([,_])?(?:\.(\d+))?([bcdeEfFgGnosxX%])?$")

_NUMBERS = frozenset({"int", "float", "duration", "bool"})
_BY_LETTER = {
    "x": "[0-9a-f]+", "X": "[0-9A-F]+", "o": "[0-7]+", "b": "[01]+", "p": "(?:0x)?[0-9a-fA-F]+", "c": r"[^\n]",
    "e": r"-?[0-9]\.?[0-9]*[eE][+-]?[0-9]+", "E": r"-?[0-9]\.?[0-9]*[eE][+-]?[0-9]+", "n": "[0-9.,]+", "%": r"-?[0-9]+(?:\.[0-9]+)?%",
}  # fmt: skip
_WHOLE = frozenset("diu")
#: A precision below this may cut off what makes a text of its kind; a value is hardly ever longer than that.
_SHORT = 30


def rendered(kind: str, rendering: str) -> str:
    """Return the expression of all texts of a placeholder of this kind, printed with this format code."""
    plain = KINDS.get(kind, KINDS["any"]).expression
    if not rendering:
        return plain
    if rendering in ("!r", "%r", "!a", "%q", "{:?}", ":?"):
        return plain if kind in _NUMBERS else f"'(?:{plain})'|\"(?:{plain})\"|{plain}"
    found = _PRINTF.match(rendering)
    if found:
        flags, wide, precision, letter = found.groups()
        return _number(kind, letter, "0" in flags, wide, precision, "") or _text(plain, wide, precision)
    found = _SPEC.match(rendering.strip("{}"))
    if found:
        zero, wide, group, precision, letter = found.groups()
        return _number(kind, letter or "", bool(zero), wide, precision, group or "") or _text(plain, wide, precision)
    return plain


def _number(kind: str, letter: str, zero: bool, wide: str | None, precision: str | None, group: str) -> str:
    """Return the expression of a number, "" where a text is printed."""
    if letter in _BY_LETTER:
        return _padded(_BY_LETTER[letter] if letter != "#" else "", wide, zero=zero)
    if letter in _WHOLE and letter:
        whole = "-?[0-9]{1,3}(?:[,_][0-9]{3})*|-?[0-9]+" if group else "[+-]?[0-9]+"
        return _padded(whole, wide, zero=zero)
    if letter and letter in "fFgG":
        digits = rf"[+-]?[0-9]+(?:[,_][0-9]{{3}})*(?:\.[0-9]{{{precision}}})" if precision and precision not in ("0", "*") else ""
        if digits and letter in "fF":
            return _padded(f"{digits}|inf|nan", wide, zero=zero)
        return _padded(KINDS["float"].expression, wide, zero=zero)
    if group and kind in ("int", "float"):
        return _padded(rf"-?[0-9]{{1,3}}(?:[,_][0-9]{{3}})*(?:\.[0-9]+)?|{KINDS[kind].expression}", wide, zero=zero)
    return ""


def _padded(plain: str, wide: str | None, *, zero: bool) -> str:
    if not wide or zero:  # leading zeros are digits, which the expression has
        return plain
    return f" *(?:{plain}) *"


def _text(plain: str, wide: str | None, precision: str | None) -> str:
    if precision and (precision == "*" or int(precision[:6]) < _SHORT):
        plain = f"{plain}|[^\\n]*"
    return f" *(?:{plain}) *" if wide else plain
