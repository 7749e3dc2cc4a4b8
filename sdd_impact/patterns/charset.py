r"""Sets of characters, exact for ASCII and by category beyond it, with *symbols* for ordinary letters and digits.

A symbol stands for "some letter (digit) of which nothing is known". It belongs to a set that holds most letters (digits), such
as ``\w`` or ``[0-9]``, and never to one that names a few, such as ``[abc]`` or the literal ``a``. Symbols are characters of
the private plane 16 that no log line contains, so an automaton needs no special case for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache

from sdd_impact.tuples import NamedTuple

#: Symbols: an ordinary digit, lower-case letter, upper-case letter, the letters of hexadecimal numbers, and what a mask leaves
#: visible (a letter like any other, except that the value of a search's variable never consists of it).
DIGIT, LOWER, UPPER = "\U0010ff00", "\U0010ff01", "\U0010ff02"
HEX_LOWER, HEX_UPPER, VEILED = "\U0010ff03", "\U0010ff04", "\U0010ff05"
SYMBOLS = (DIGIT, LOWER, UPPER, HEX_LOWER, HEX_UPPER, VEILED)
_FIRST_SYMBOL, _LAST_SYMBOL = 0x10FF00, 0x10FF05

#: The concrete characters that each symbol may stand for.
STANDS_FOR = {
    DIGIT: "7812345690",
    LOWER: "xyabcdefghijklmnopqrstuvwz",
    UPPER: "XYABCDEFGHIJKLMNOPQRSTUVWZ",
    HEX_LOWER: "cdabef",
    HEX_UPPER: "CDABEF",
    VEILED: "xyabcdefghijklmnopqrstuvwz",
}

ASCII = (1 << 128) - 1
_LAST = 0x10FFFF


class Wide(NamedTuple):
    """Which characters beyond ASCII belong to a set, as an expression.

    ``op`` is ``none``, ``all``, ``range`` (``low`` to ``high``), ``is`` (a category in ``name``), ``not``, ``or``, ``and`` or ``fold``
    (a case variant belongs to the first part, or to the ASCII set ``low``).
    """

    op: str
    low: int = 0
    high: int = 0
    name: str = ""
    parts: tuple[Wide, ...] = ()


NOTHING_WIDE, ALL_WIDE = Wide("none"), Wide("all")

_CATEGORIES: dict[str, Callable[[str], bool]] = {
    "word": lambda c: c.isalnum() or c == "_",
    "digit": str.isdecimal,
    "space": str.isspace,
    "alpha": str.isalpha,
    "alnum": str.isalnum,
    "upper": str.isupper,
    "lower": str.islower,
    "punct": lambda c: c.isprintable() and not c.isalnum() and not c.isspace(),
    "print": lambda c: c.isprintable() or c.isspace(),
    "horizontal": lambda c: c in "\xa0\u1680\u180e\u202f\u205f\u3000" or "\u2000" <= c <= "\u200a",
    "vertical": lambda c: c in "\x85\u2028\u2029",
}


#: Letters that are variants of each other although changing the case does not lead from each to each (Unicode's CaseFolding.txt).
_FAMILIES = {
    each: tuple(family)
    for family in (
        "Ss\u017f", "Kk\u212a", "\xb5\u039c\u03bc", "\xc5\xe5\u212b", "\u01c4\u01c5\u01c6", "\u01c7\u01c8\u01c9",
        "\u01ca\u01cb\u01cc", "\u01f1\u01f2\u01f3", "\u0345\u0399\u03b9\u1fbe", "\u0392\u03b2\u03d0", "\u0395\u03b5\u03f5",
        "\u0398\u03b8\u03d1\u03f4", "\u039a\u03ba\u03f0", "\u03a0\u03c0\u03d6", "\u03a1\u03c1\u03f1", "\u03a3\u03c2\u03c3",
        "\u03a6\u03c6\u03d5", "\u03a9\u03c9\u2126", "\u0412\u0432\u1c80", "\u0414\u0434\u1c81", "\u041e\u043e\u1c82",
        "\u0421\u0441\u1c83", "\u0422\u0442\u1c84\u1c85", "\u042a\u044a\u1c86", "\u0462\u0463\u1c87", "\u1c88\ua64a\ua64b",
        "\u1e60\u1e61\u1e9b", "\xdf\u1e9e",
    )
    for each in family
}  # fmt: skip
#: The letters i of Turkish: each is a letter of its own, for all but Python's ``re``.
TURKISH = "\u0130\u0131"


def _variants(char: str) -> tuple[str, ...]:
    """Return the single characters that equal ``char`` but for case."""
    if char in _FAMILIES:
        return _FAMILIES[char]
    if char in TURKISH:
        return (char,)
    return tuple({each for each in (char.lower(), char.upper(), char.swapcase(), char.casefold()) if len(each) == 1})


def _holds(wide: Wide, char: str) -> bool:
    op = wide.op
    if op == "none":
        return False
    if op == "all":
        return True
    if op == "range":
        return wide.low <= ord(char) <= wide.high
    if op == "is":
        return bool(_CATEGORIES[wide.name](char))
    if op == "not":
        return not _holds(wide.parts[0], char)
    if op == "or":
        return any(_holds(part, char) for part in wide.parts)
    if op == "and":
        return all(_holds(part, char) for part in wide.parts)
    inner = wide.parts[0]
    return any(wide.low >> ord(each) & 1 if ord(each) < 128 else _holds(inner, each) for each in (char, *_variants(char)))


def _mask(chars: Iterable[str]) -> int:
    mask = 0
    for char in chars:
        mask |= 1 << ord(char)
    return mask


def _span(low: int, high: int) -> int:
    """Return the ASCII mask of the code points from ``low`` to ``high``."""
    high = min(high, 127)
    return 0 if low > high else ((1 << (high - low + 1)) - 1) << low


_LOWER_MASK, _UPPER_MASK = _span(97, 122), _span(65, 90)
_GROUPS = (_span(48, 57), _LOWER_MASK, _UPPER_MASK, _mask("abcdef"), _mask("ABCDEF"), _LOWER_MASK)


def _majority(ascii_mask: int) -> int:
    """Return the symbols (as bits, in their order) of which the set holds more than half of the characters."""
    bits = 0
    for index, group in enumerate(_GROUPS):
        if 2 * (ascii_mask & group).bit_count() > group.bit_count():
            bits |= 1 << index
    return bits


class CharSet(NamedTuple):
    """An immutable set of characters. ``in`` asks for membership, ``|``, ``&`` and ``~`` are the set operations.

    ``ascii`` is a bit mask of the code points below 128, ``wide`` the rest, ``symbols`` the symbols that belong to it.
    """

    ascii: int
    wide: Wide = NOTHING_WIDE
    symbols: int = 0

    def __contains__(self, char: object) -> bool:
        if not isinstance(char, str):
            return False
        code = ord(char)
        if code < 128:
            return bool(self.ascii >> code & 1)
        if _FIRST_SYMBOL <= code <= _LAST_SYMBOL:
            return bool(self.symbols >> (code - _FIRST_SYMBOL) & 1)
        return _holds(self.wide, char)

    def __or__(self, other: CharSet) -> CharSet:
        wide = _either(self.wide, other.wide)
        mask = self.ascii | other.ascii
        return CharSet(mask, wide, _majority(mask) | self.symbols | other.symbols)

    def __and__(self, other: CharSet) -> CharSet:
        wide = NOTHING_WIDE if NOTHING_WIDE in (self.wide, other.wide) else Wide("and", parts=(self.wide, other.wide))
        return made(self.ascii & other.ascii, wide)

    def __invert__(self) -> CharSet:
        opposite = {NOTHING_WIDE: ALL_WIDE, ALL_WIDE: NOTHING_WIDE}
        return made(ASCII & ~self.ascii, opposite.get(self.wide) or Wide("not", parts=(self.wide,)))

    @property
    def folded(self) -> CharSet:
        """The set with every case variant of its characters."""
        return _folded(self)

    @property
    def folded_turkish(self) -> CharSet:
        """The set folded as Python's ``re`` does it: the letters i of Turkish are variants of i."""
        return _folded(self | _ALL_I if any(each in self for each in _EVERY_I) else self)

    @property
    def folded_ascii(self) -> CharSet:
        """The set with the case variants of its ASCII letters among the ASCII letters."""
        return made(_both_cases(self.ascii)) | made(0, self.wide)

    @property
    def empty(self) -> bool:
        """Whether no character at all belongs to it (as far as can be seen without trying them all)."""
        return not self.ascii and not self.symbols and (self.wide == NOTHING_WIDE or not any(c in self for c in self.marks()))

    def marks(self) -> tuple[str, ...]:
        """Return characters beyond ASCII that tell this set from others: each category, and the ends of each range."""
        found = dict.fromkeys(WIDE_SAMPLE)
        for low, high in _ranges(self.wide):
            for code in (low - 1, low, low + 1, (low + high) // 2, high - 1, high, high + 1, *range(low, min(high, low + 160))):
                if 128 <= code <= _LAST and not 0xD800 <= code <= 0xDFFF and not _FIRST_SYMBOL <= code <= _LAST_SYMBOL:
                    found[chr(code)] = None
                    found.update(dict.fromkeys(each for each in _variants(chr(code)) if ord(each) >= 128))
        return tuple(found)


def _both_cases(mask: int) -> int:
    """Return an ASCII mask with both cases of each of its letters."""
    return mask | (mask & _LOWER_MASK) >> 32 | (mask & _UPPER_MASK) << 32


@lru_cache(4096)
def _folded(these: CharSet) -> CharSet:
    mask = _both_cases(these.ascii)
    if these.wide != NOTHING_WIDE:
        for char in these.marks():
            if char in these:
                mask |= _mask(each for each in _variants(char) if ord(each) < 128)
    return made(mask, Wide("fold", low=mask, parts=(these.wide,)))


#: One character beyond ASCII of every category that a class can speak of.
WIDE_SAMPLE = tuple("éÉßµ²½中٣\xa0\x85\u2003\u2028€·\u0301\u200b\xad\ufffd😀ſ\u212aªı")


def _ranges(wide: Wide) -> Iterable[tuple[int, int]]:
    todo = [wide]
    while todo:
        each = todo.pop()
        if each.op == "range":
            yield each.low, each.high
        todo.extend(each.parts)


def _either(one: Wide, other: Wide) -> Wide:
    if NOTHING_WIDE in (one, other):
        return other if one == NOTHING_WIDE else one
    if ALL_WIDE in (one, other):
        return ALL_WIDE
    parts = (*(one.parts if one.op == "or" else (one,)), *(other.parts if other.op == "or" else (other,)))
    return Wide("or", parts=parts)


def made(mask: int, wide: Wide = NOTHING_WIDE) -> CharSet:
    """Build a set from an ASCII mask and what lies beyond; its symbols follow from the mask."""
    return CharSet(mask, wide, _majority(mask))


@lru_cache(4096)
def of(chars: str) -> CharSet:
    """Build the set of these characters. A symbol among them belongs to it as such."""
    result = made(_mask(c for c in chars if ord(c) < 128))
    for char in chars:
        if char in SYMBOLS:
            result = result._replace(symbols=result.symbols | 1 << (ord(char) - _FIRST_SYMBOL))
        elif ord(char) >= 128:
            result |= CharSet(0, Wide("range", ord(char), ord(char)))
    return result


def without_symbols(text: str) -> str:
    """Return a text from outside with every symbol replaced: there it can only be a hostile character."""
    return text if text.isascii() else "".join("\ufffd" if each in SYMBOLS else each for each in text)


def without_veiled(these: CharSet) -> CharSet:
    """Return the set without the symbol for what a mask leaves visible."""
    return these._replace(symbols=these.symbols & ~(1 << (ord(VEILED) - _FIRST_SYMBOL)))


def span(low: str, high: str) -> CharSet:
    """Build the set of all characters from ``low`` to ``high``."""
    first, last = ord(low), ord(high)
    wide = Wide("range", max(first, 128), last) if last >= 128 else NOTHING_WIDE
    return made(_span(first, last), wide)


def category(name: str, mask: int) -> CharSet:
    """Build a set from its ASCII mask and a category beyond ASCII (``word digit space alpha …``)."""
    return made(mask, Wide("is", name=name))


ANY = made(ASCII, ALL_WIDE)
_EVERY_I = "iI" + TURKISH
_ALL_I = of(_EVERY_I)
NONE = made(0)
NEWLINE = of("\n")
NOT_NEWLINE = ~NEWLINE
DIGITS = made(_span(48, 57))
WORD = made(_span(48, 57) | _LOWER_MASK | _UPPER_MASK | _mask("_"))
SPACE = of(" \t\n\r\f\v")
HORIZONTAL = category("horizontal", _mask(" \t"))
VERTICAL = category("vertical", _mask("\n\v\f\r"))
HEX = made(_span(48, 57) | _mask("abcdefABCDEF"))
UNICODE_DIGITS = category("digit", DIGITS.ascii)
UNICODE_WORD = category("word", WORD.ascii)
# \x1c to \x1f are white space for Python's str, as for its re.
UNICODE_SPACE = category("space", SPACE.ascii | _span(0x1C, 0x1F))

_PUNCT = _mask("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")

#: POSIX classes: their ASCII members, and the category beyond ASCII for dialects in which they know Unicode.
POSIX = {
    "alpha": (_LOWER_MASK | _UPPER_MASK, "alpha"),
    "digit": (DIGITS.ascii, "digit"),
    "alnum": (DIGITS.ascii | _LOWER_MASK | _UPPER_MASK, "alnum"),
    "upper": (_UPPER_MASK, "upper"),
    "lower": (_LOWER_MASK, "lower"),
    "space": (SPACE.ascii, "space"),
    "blank": (_mask(" \t"), "horizontal"),
    "punct": (_PUNCT, "punct"),
    "print": (_span(32, 126), "print"),
    "graph": (_span(33, 126), "print"),
    "cntrl": (_span(0, 31) | 1 << 127, ""),
    "xdigit": (HEX.ascii, ""),
    "word": (WORD.ascii, "word"),
    "ascii": (ASCII, ""),
}


def posix(name: str, unicode: bool) -> CharSet | None:
    """Return the POSIX class of that name, or None where there is none."""
    if name not in POSIX:
        return None
    mask, beyond = POSIX[name]
    return category(beyond, mask) if unicode and beyond else made(mask)
