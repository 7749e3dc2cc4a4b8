"""What a backslash means, inside and outside of brackets."""

from __future__ import annotations

from . import charset as cs
from .charset import CharSet
from .cursor import Cursor
from .dialects import PROPERTIES
from .nodes import Anchor, Backreference, Chars, Choice, Look, Node, Sequence, Unsupported

_OCTAL = "01234567"
_HEX = "0123456789abcdefABCDEF"


def shorthand(cursor: Cursor, letter: str) -> CharSet | None:
    r"""Return the class that ``\letter`` stands for, or None."""
    found = cursor.dialect.classes.get(letter)
    if found is not None and cursor.flags.a:  # Python's ASCII mode
        return {"d": cs.DIGITS, "D": ~cs.DIGITS, "w": cs.WORD, "W": ~cs.WORD, "s": cs.SPACE, "S": ~cs.SPACE}[letter]
    if found is not None and cursor.flags.i and "shorthand" in cursor.dialect.folds:
        return found.folded if letter.islower() else ~(~found).folded
    return found


def in_any_case(cursor: Cursor, these: CharSet) -> CharSet:
    """Return the case variants of characters that a pattern names, where case does not count; else the characters alone."""
    if not cursor.flags.i:
        return these
    if not cursor.dialect.turkish:
        return these.folded
    return these.folded_ascii if cursor.flags.a else these.folded_turkish


def word(cursor: Cursor) -> CharSet:
    """Return the word characters of the dialect in the present mode."""
    if cursor.dialect.wide_boundaries:
        return cs.UNICODE_WORD
    return cursor.dialect.classes.get("w", cs.WORD) if not cursor.flags.a else cs.WORD


def _digits(cursor: Cursor, allowed: str, most: int) -> str:
    taken = ""
    while len(taken) < most and cursor.peek() and cursor.peek() in allowed:
        taken += cursor.take()
    return taken


def _code(cursor: Cursor, digits: str, base: int, start: int) -> str:
    try:
        return chr(int(digits, base))
    except (ValueError, OverflowError):
        cursor.fail(f"{cursor.text[start : cursor.at]} names no character", start)


def character(cursor: Cursor, letter: str, start: int) -> str | None:
    r"""Return the one character that ``\letter`` stands for (the letter is taken already), or None."""
    dialect = cursor.dialect
    if letter in dialect.controls:
        return dialect.controls[letter]
    if letter == "x" and (dialect.controls or dialect.hex_codes):
        if dialect.hex_braces and cursor.skip("{"):
            return _code(cursor, cursor.until("}", r"\x{"), 16, start)
        digits = _digits(cursor, _HEX, 2)
        return _code(cursor, digits if digits and (len(digits) == 2 or dialect.short_octal) else "?", 16, start)
    if letter in ("u", "U") and dialect.unicode_escapes:
        length = 4 if letter == "u" else 8
        digits = _digits(cursor, _HEX, length)
        return _code(cursor, digits if len(digits) == length else "?", 16, start)
    if letter == "N" and dialect.unicode_escapes and cursor.skip("{"):
        import unicodedata

        try:
            return unicodedata.lookup(cursor.until("}", r"\N{"))
        except KeyError:
            cursor.fail("unknown character name", start)
    if letter == "c" and dialect.keep and cursor.peek():
        return chr(ord(cursor.take().upper()) & 0x1F)
    if letter == "o" and dialect.keep and cursor.skip("{"):
        return _code(cursor, cursor.until("}", r"\o{"), 8, start)
    if letter == "0" and dialect.controls:
        return _code(cursor, "0" + _digits(cursor, _OCTAL, 2), 8, start)
    return None


def is_property(cursor: Cursor, letter: str) -> bool:
    r"""Whether ``\letter``, which is taken already, begins a property."""
    dialect = cursor.dialect
    return letter in ("p", "P") and dialect.properties and (dialect.short_properties or cursor.peek() == "{")


def unicode_property(cursor: Cursor, letter: str, *, in_brackets: bool = False) -> CharSet | None:
    r"""Read the name after ``\p`` or ``\P`` and return its set; None where the property is not known."""
    name = cursor.until("}", r"\p{") if cursor.skip("{") else cursor.take()
    negative = letter == "P"
    if name.startswith("^"):
        negative, name = not negative, name[1:]
    known = PROPERTIES.get(name.lower().replace("_", "").replace("is", "", 1 if name.lower().startswith("is") else 0))
    found = cs.ANY if known == "any" else cs.posix(known, unicode=True) if known else None
    if found is None:
        return None
    if known == "punct" and name.lower() in ("p", "punct"):
        found = found & ~cs.of("$+<=>^`|~") if name.lower() == "p" else found  # those are symbols, not punctuation
    folds = cursor.flags.i and ("property" in cursor.dialect.folds or (in_brackets and "in-brackets" in cursor.dialect.folds))
    return either(cursor, found, negative=negative, folds=folds)


def either(cursor: Cursor, these: CharSet, *, negative: bool, folds: bool) -> CharSet:
    """Return a class or its opposite, folded in the order of the dialect."""
    if not folds:
        return ~these if negative else these
    if "negated" in cursor.dialect.folds:
        return (~these if negative else these).folded
    return ~these.folded if negative else these.folded


def escape(cursor: Cursor) -> Node:
    """Read an escape outside of brackets; the backslash is taken already."""
    start = cursor.at - 1
    dialect = cursor.dialect
    letter = cursor.take()
    if not letter:
        cursor.fail("the pattern ends in a backslash", start)
    if letter in dialect.anchors:
        kind = dialect.anchors[letter]
        return Anchor(kind, word(cursor) if kind.startswith(("word", "not-word")) else None)
    found = shorthand(cursor, letter)
    if found is not None and not (letter == "N" and dialect.unicode_escapes):
        return Chars(found)
    if is_property(cursor, letter):
        found = unicode_property(cursor, letter)
        return Chars(found) if found is not None else _unsupported(cursor, cursor.text[start : cursor.at], single=True)
    if letter.isdigit() and letter != "0":
        return _number(cursor, letter, start)
    if dialect.keep:
        special = _perl(cursor, letter, start)
        if special is not None:
            return special
    char = character(cursor, letter, start)
    if char is None:
        strange = letter.isalnum() if letter.isascii() else not dialect.escaped_beyond_ascii
        if letter in dialect.disputed or (dialect.unknown_escape and strange):
            cursor.fail(f"unknown escape \\{letter}", start)
        char = letter
    return literal(cursor, char)


def literal(cursor: Cursor, char: str) -> Chars:
    """Return one character as it stands, in any case where the mode says so."""
    return Chars(in_any_case(cursor, cs.of(char)))


def _unsupported(cursor: Cursor, what: str, *, single: bool = False) -> Unsupported:
    cursor.widen(what, followed=False)
    return Unsupported(what, single)


def _number(cursor: Cursor, letter: str, start: int) -> Node:
    r"""Read ``\1``: a back-reference where there is such a group, else an octal code."""
    if cursor.dialect.controls:
        letter += _digits(cursor, "0123456789", 1)
        octal = len(letter) == 2 and all(each in _OCTAL for each in letter)
        if octal and cursor.peek() and cursor.peek() in _OCTAL and letter[0] in "0123":
            return literal(cursor, _code(cursor, letter + cursor.take(), 8, start))
        if octal and cursor.dialect.short_octal and int(letter) > len(cursor.groups):
            return literal(cursor, _code(cursor, letter, 8, start))
    if not cursor.dialect.backreferences:
        if cursor.dialect.unknown_escape:
            cursor.fail(f"\\{letter} is no escape of this dialect", start)
        return literal(cursor, letter)
    return backreference(cursor, int(letter), start)


def backreference(cursor: Cursor, group: int | str, start: int) -> Node:
    """Return a reference to a group that stands further left."""
    if isinstance(group, str) and group.lstrip("-").isdigit():
        group = int(group)
    if isinstance(group, int):
        group = len(cursor.groups) + 1 + group if group < 0 else group
        if not 1 <= group <= len(cursor.groups):
            cursor.fail(f"there is no group {group} to refer to", start)
    elif group not in cursor.groups:
        cursor.fail(f"there is no group named {group}", start)
    cursor.widen("back-reference")
    return Backreference(group, cursor.flags.i)


_CLOSING = {"{": "}", "<": ">", "'": "'"}


def _perl(cursor: Cursor, letter: str, start: int) -> Node | None:
    r"""Read what only the Perl family has: ``\R \X \K \G \k<n> \g{n}``."""
    if letter == "R":
        both = Sequence((Chars(cs.of("\r")), Chars(cs.NEWLINE)))  # is never divided
        return Choice((both, Sequence((Look(both, ahead=True, negative=True), Chars(cs.VERTICAL)))))
    if letter in "XG":
        return _unsupported(cursor, f"\\{letter}", single=letter == "X")
    if letter == "K":  # it moves the start of what is reported; what is found stays the same
        return Sequence()
    if letter == "k" and cursor.peek() in _CLOSING:
        return backreference(cursor, cursor.until(_CLOSING[cursor.take()], r"\k"), start)
    if letter == "g":
        if cursor.peek() == "{":
            cursor.take()
            return backreference(cursor, cursor.until("}", r"\g{"), start)
        if cursor.peek() in _CLOSING:
            cursor.until(_CLOSING[cursor.take()], r"\g")
            return _unsupported(cursor, "recursion")
        return backreference(cursor, cursor.take(1) + _digits(cursor, "0123456789", 2), start)
    return None
