r"""A bracket expression: ``[a-z]``, ``[^\s"]``, ``[[:alpha:]]``, ``[a-z&&[^aeiou]]``."""

from __future__ import annotations

from sdd_impact import late

from . import charset as cs
from .charset import CharSet
from .cursor import Cursor
from .escapes import character, either, in_any_case, is_property, shorthand, unicode_property
from .nodes import Anchor, Chars, Node, Unsupported

_MAX_DEPTH = 50
_MOST_MEMBERS = 400
_BARE = late.regex(r":[a-z^]+:\]")


def bracket(cursor: Cursor) -> Node:
    """Read a bracket expression; the ``[`` is taken already."""
    start = cursor.at - 1
    if cursor.dialect.verbs and (cursor.skip("[:<:]]") or cursor.skip("[:>:]]")):
        return Anchor("word-start" if cursor.text[start + 3] == "<" else "word-end", cs.WORD)
    if not cursor.dialect.bare_classes and _BARE.match(cursor.text, cursor.at):
        cursor.fail("a class such as [:alpha:] stands inside of brackets: [[:alpha:]]", start)
    before = len(cursor.unsupported)
    found = _bracket(cursor, start, 0)
    if len(cursor.unsupported) > before:  # a property that is not known: any one character may belong to it
        return Unsupported(cursor.text[start : cursor.at], single=True)
    return Chars(found)


def _bracket(cursor: Cursor, start: int, depth: int) -> CharSet:
    if depth > _MAX_DEPTH:
        cursor.fail("brackets are nested too deeply", start)
    negative = cursor.skip("^")
    total = _members(cursor, start, depth)
    return ~total if negative else total


def _members(cursor: Cursor, start: int, depth: int) -> CharSet:
    operators = cursor.dialect.set_operators
    parts: list[CharSet] = []
    first = True
    while True:
        if len(parts) > _MOST_MEMBERS:
            cursor.fail(f"a [ has more than {_MOST_MEMBERS} members", start)
        if not cursor.peek():
            cursor.fail("a [ is never closed", start)
        if cursor.peek() == "]" and not first:
            cursor.take()
            return _union(parts)
        if cursor.dialect.quoting and cursor.skip("\\E"):
            continue
        if operators and cursor.skip("&&"):
            return _union(parts) & (cs.NONE if cursor.skip("]") else _members(cursor, start, depth))
        if operators and cursor.peek() == "[" and cursor.peek(2) != "[:":
            cursor.take()
            parts.append(_bracket(cursor, start, depth + 1))
            first = False
            continue
        first = False
        parts.append(_member(cursor))


def _union(parts: list[CharSet]) -> CharSet:
    total = cs.NONE
    for part in parts:
        total |= part
    return total


def _member(cursor: Cursor) -> CharSet:
    """Read one character, class or range."""
    at = cursor.at
    low = _atom(cursor)
    follows = cursor.peek(2)
    if len(follows) < 2 or follows[0] != "-" or follows[1] == "]" or (cursor.dialect.set_operators and follows[1] == "["):
        return in_any_case(cursor, cs.of(low)) if isinstance(low, str) else low
    if not isinstance(low, str):
        if cursor.dialect.fixed_behind:
            cursor.fail("a class cannot begin a range", at)
        return low  # elsewhere the hyphen after a class is a hyphen
    cursor.take()
    high = _atom(cursor)
    if not isinstance(high, str):
        if cursor.dialect.fixed_behind or not cursor.dialect.range_to_class:
            cursor.fail("a class cannot end a range", at)
        return in_any_case(cursor, cs.of(low)) | cs.of("-") | high
    if ord(high) < ord(low):
        cursor.fail(f"the range {low}-{high} runs backwards", at)
    return in_any_case(cursor, cs.span(low, high))


def _atom(cursor: Cursor) -> str | CharSet:
    start = cursor.at
    if cursor.dialect.posix and cursor.peek(2) in ("[:", "[.", "[="):
        found = _posix(cursor)
        if found is not None:
            return found
    char = cursor.take()
    if char != "\\" or not cursor.dialect.backslash_in_class:
        return char
    letter = cursor.take()
    if not letter:
        cursor.fail("the pattern ends in a backslash", start)
    return _escaped(cursor, letter, start)


def _escaped(cursor: Cursor, letter: str, start: int) -> str | CharSet:
    dialect = cursor.dialect
    if letter == "b" and dialect.controls:
        return "\b"
    if is_property(cursor, letter):
        known = unicode_property(cursor, letter, in_brackets=True)
        if known is None:
            cursor.widen(cursor.text[start : cursor.at], followed=False)
        return known if known is not None else cs.ANY
    found = shorthand(cursor, letter)
    if found is not None and not (letter == "N" and dialect.unicode_escapes):
        return found
    if letter == "Q" and dialect.quoting:
        return _union([in_any_case(cursor, cs.of(each)) for each in cursor.until("\\E", r"\Q")])
    if letter.isdigit() and letter != "0" and dialect.controls:
        digits = letter
        while len(digits) < 3 and cursor.peek() and cursor.peek() in "01234567" and digits[0] in "01234567":
            digits += cursor.take()
        if not set(digits) <= set("01234567"):
            cursor.fail(f"unknown escape \\{letter}", start)
        code = int(digits, 8)
        if code > 0xFF and not dialect.verbs:
            cursor.fail(f"\\{digits} names no character", start)
        return chr(code)
    char = character(cursor, letter, start)
    if char is None and letter.isascii() and letter.isalpha() and dialect.unknown_escape:
        cursor.fail(f"unknown escape \\{letter}", start)
    return letter if char is None else char


def _posix(cursor: Cursor) -> str | CharSet | None:
    """Read ``[:alpha:]``, ``[.-.]`` or ``[=a=]``; None where it only looks like one."""
    start = cursor.at
    kind = cursor.peek(2)[1]
    end = cursor.text.find(kind + "]", start + 2)
    name = cursor.text[start + 2 : end]
    if end < 0 or (kind == ":" and not name.lstrip("^").isalpha()):
        return None
    cursor.at = end + 2
    if kind != ":":
        return name if len(name) == 1 else cursor.fail(f"unknown collating element {name}", start)
    found = cs.posix(name.removeprefix("^"), cursor.dialect.unicode)
    if found is None:
        cursor.fail(f"unknown class [:{name}:]", start)
    folds = cursor.dialect.folds if cursor.flags.i else frozenset()
    if "letters" in folds and name.lstrip("^") in ("upper", "lower"):
        found = found.folded_ascii
    return either(cursor, found, negative=name.startswith("^"), folds="posix" in folds)
