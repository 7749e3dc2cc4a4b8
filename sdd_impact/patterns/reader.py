"""Reading a regular expression, in any dialect, into a tree."""

from __future__ import annotations

from functools import lru_cache

from . import charset as cs
from .brackets import bracket
from .cursor import Cursor, Flags, Unreadable
from .dialects import DIALECTS
from .escapes import escape, literal
from .groups import MODES, group
from .lucene import lucene_atom, lucene_operators
from .nodes import Anchor, Chars, Choice, Node, Pattern, PatternError, Repeat, Sequence
from .widths import behind_error

MAX_LENGTH = 20_000
MAX_DEPTH = 60


@lru_cache(4096)
def read(pattern: str, dialect: str = "python", flags: str = "") -> Pattern | PatternError:
    """Read a pattern. ``flags`` are letters (``i m s x a``) that hold for all of it; others are without effect.

    Never raises: a malformed pattern, an unknown dialect and one that is too long or too deeply nested to be read are a
    :class:`PatternError`.
    """
    return read_trusted(cs.without_symbols(pattern), dialect, flags)


def read_trusted(pattern: str, dialect: str, flags: str) -> Pattern | PatternError:
    """Read a pattern of our own, in which symbols mean what they stand for."""
    if dialect not in DIALECTS:
        return PatternError(f"unknown dialect {dialect}", 0)
    if len(pattern) > MAX_LENGTH:
        return PatternError(f"the pattern is longer than {MAX_LENGTH} characters", MAX_LENGTH)
    modes = Flags(**{letter: True for letter in flags if letter in Flags._fields})
    cursor = Cursor(pattern, DIALECTS[dialect], modes)
    try:
        tree = alternation(cursor)
        if cursor.peek():
            cursor.fail("a ) was never opened")
        for number, place in cursor.asked:
            if not 1 <= number <= len(cursor.groups):
                cursor.fail(f"there is no group {number} to ask about", place)
        problem = behind_error(tree) if cursor.dialect.fixed_behind else ""
        if problem:
            cursor.fail(problem, 0)
    except Unreadable as error:
        return PatternError(error.message, error.position)
    return Pattern(
        tree, pattern, dialect, tuple(cursor.groups), cursor.dialect.whole, tuple(cursor.too_wide), tuple(cursor.unsupported)
    )


def alternation(cursor: Cursor) -> Node:
    """Read alternatives up to a closing parenthesis or the end. Modes set inside end with it."""
    cursor.depth += 1
    if cursor.depth > MAX_DEPTH:
        cursor.fail("the pattern is nested too deeply")
    kept = cursor.flags
    branches = [_sequence(cursor)]
    while _bar(cursor):
        branches.append(_sequence(cursor))
    cursor.flags = kept
    cursor.depth -= 1
    return branches[0] if len(branches) == 1 else Choice(tuple(branches))


def _bar(cursor: Cursor) -> bool:
    if cursor.dialect.basic:
        return cursor.skip("\\|")
    return cursor.skip("|")


def _sequence(cursor: Cursor) -> Node:
    parts: list[Node] = []
    while _nothing_skipped(cursor) and cursor.peek() and not _closes(cursor):
        start = cursor.at
        atom = _atom(cursor, first=not parts)
        if atom is not None:
            parts.append(_repeated(cursor, atom, start))
    if cursor.dialect.lucene:
        return lucene_operators(cursor, parts)
    return parts[0] if len(parts) == 1 else Sequence(tuple(parts))


def _closes(cursor: Cursor) -> bool:
    if cursor.dialect.basic:
        return cursor.peek(2) in ("\\|", "\\)")
    char = cursor.peek()
    return char == "|" or (char == ")" and (cursor.depth > 1 or not cursor.dialect.stray_parenthesis))


def _atom(cursor: Cursor, *, first: bool) -> Node | None:
    """Read one atom; None for what leaves nothing behind."""
    dialect = cursor.dialect
    if dialect.lucene:
        special = lucene_atom(cursor, alternation)
        if special is not None:
            return special
    start = cursor.at
    char = cursor.take()
    if char == "\\":
        return _backslash(cursor, start)
    if char == "[":
        return bracket(cursor)
    if char == ".":
        return Chars(cs.ANY if dialect.dot_all or cursor.flags.s else cs.NOT_NEWLINE)
    if char in "^$" and not dialect.lucene:
        return _line_anchor(cursor, char, first=first)
    if dialect.basic:
        return literal(cursor, char)
    if char == "(":
        if not dialect.parentheses:
            cursor.fail("parentheses are not allowed in this dialect", start)
        return group(cursor, alternation, start)
    if char in "*+?" or (char == "{" and _braces(cursor, start) is not None):
        cursor.fail("nothing to repeat", start)
    return literal(cursor, char)


def _backslash(cursor: Cursor, start: int) -> Node | None:
    dialect = cursor.dialect
    if dialect.quoting and cursor.peek() == "Q":
        cursor.take()
        stop = cursor.text.find("\\E", cursor.at)
        quoted = cursor.text[cursor.at : stop if stop >= 0 else len(cursor.text)]
        cursor.at = stop + 2 if stop >= 0 else len(cursor.text)
        return _quoted(cursor, quoted)
    if dialect.basic and cursor.peek() == "(":
        cursor.take()
        return group(cursor, alternation, start)
    if dialect.basic and cursor.peek() in ("{", "+", "?"):
        cursor.fail("nothing to repeat", start)
    return escape(cursor)


def _quoted(cursor: Cursor, text: str) -> Node | None:
    """Return quoted text; a repetition after it belongs to its last character, so the others are kept apart."""
    chars = [literal(cursor, char) for char in text]
    if not chars:
        return None
    if len(chars) == 1:
        return chars[0]
    last = _repeated(cursor, chars.pop(), cursor.at)
    return Sequence((*chars, last))


def _nothing_skipped(cursor: Cursor) -> bool:
    r"""Skip what says nothing: comments, a stray ``\E``, white space in extended mode. A repetition sign reaches across it. Always true."""
    if not cursor.flags.x and cursor.peek() not in ("(", "\\"):
        return True
    skipped = True
    while skipped:
        start = cursor.at
        if "#" in cursor.dialect.groups and cursor.skip("(?#"):
            cursor.until(")", "a comment")
        elif not (cursor.dialect.quoting and cursor.skip("\\E")) and not (cursor.flags.x and _blank(cursor)):
            skipped = False
        if cursor.head == start:
            cursor.head = cursor.at
    return True


def _blank(cursor: Cursor) -> bool:
    if cursor.peek() and cursor.peek() in " \t\n\r\v\f":
        cursor.take()
        return True
    if cursor.peek() == "#":
        stop = cursor.text.find("\n", cursor.at)
        cursor.at = len(cursor.text) if stop < 0 else stop + 1
        return True
    return False


def _line_anchor(cursor: Cursor, char: str, *, first: bool) -> Node:
    dialect = cursor.dialect
    if dialect.basic:  # anchors only at the ends of an alternative
        at_end = not cursor.peek() or _closes(cursor)
        if (char == "^" and not first) or (char == "$" and not at_end):
            return literal(cursor, char)
    if char == "^":
        return Anchor("line-start" if cursor.flags.m and dialect.dot_all_flag == "s" else dialect.caret)
    return Anchor("line-end" if cursor.flags.m and dialect.dot_all_flag == "s" else dialect.dollar)


def _braces(cursor: Cursor, start: int) -> tuple[int, int | None] | None:
    """Read ``{m}``, ``{m,}``, ``{m,n}`` or ``{,n}``; the brace is taken. None (and nothing taken) where it is a plain brace."""
    end_mark = "\\}" if cursor.dialect.basic else "}"
    end = cursor.text.find(end_mark, cursor.at)
    body = cursor.text[cursor.at : end] if end >= 0 else ""
    low, comma, high = body.partition(",")
    if not all(part == "" or (part.isascii() and part.isdigit()) for part in (low, high)) or not (low or comma):
        return None
    if not low and not high and cursor.dialect.modes_enclose:
        return None
    if not low and not cursor.dialect.low_may_miss:
        return None
    cursor.at = end + len(end_mark)
    fewest = int(low[:12] or 0)
    most = fewest if not comma else int(high[:12]) if high else None
    if max(fewest, most or 0) > cursor.dialect.max_repeat:
        cursor.fail(f"more than {cursor.dialect.max_repeat} repetitions", start)
    if most is not None and most < fewest:
        cursor.fail(f"the repetition {{{body}}} runs backwards", start)
    return fewest, most


_SIGNS: dict[str, tuple[int, int | None]] = {"*": (0, None), "+": (1, None), "?": (0, 1)}


def _sign(cursor: Cursor) -> tuple[tuple[int, int | None], str] | None:
    """Take a repetition sign; return its bounds and its first character, or None where there is none."""
    start = cursor.at
    basic = cursor.dialect.basic
    if basic and cursor.skip("*"):
        return (0, None), "*"
    if basic and not cursor.skip("\\"):
        return None
    char = cursor.peek()
    if char and char in ("+?" if basic else "*+?"):
        return _SIGNS[cursor.take()], char
    if char == "{":
        cursor.take()
        bounds = _braces(cursor, start)
        if bounds is not None:
            return bounds, "{" if "," in cursor.text[start : cursor.at] else "{}"
        if cursor.dialect.lucene:
            cursor.fail("a { without a number", start)
    cursor.at = start
    return None


def _repeated(cursor: Cursor, atom: Node, start: int) -> Node:
    """Read the repetition signs after an atom."""
    dialect = cursor.dialect
    count = 0
    while True:
        _nothing_skipped(cursor)
        if dialect.basic and isinstance(atom, Anchor) and cursor.text[start] == "^" and cursor.peek() == "*":
            return atom  # a star that begins the expression is a star
        found = _sign(cursor)
        if found is None:
            return atom
        count += 1
        if atom is MODES:
            cursor.fail("nothing to repeat", cursor.at - 1)
        if isinstance(atom, Anchor) and not dialect.repeat_anchors and cursor.text[start] != "(":
            cursor.fail("nothing to repeat", start)
        if count > 1 and not dialect.stacked:
            cursor.fail("a repetition of a repetition", cursor.at - 1)
        (low, high), sign = found
        if dialect.lazy and (sign != "{}" or dialect.lazy_exact) and cursor.skip("?"):
            atom = Repeat(atom, low, high, "lazy")
        elif dialect.possessive and (sign[0] != "{" or dialect.braces_possessive) and cursor.skip("+"):
            cursor.widen("possessive repetition")
            atom = Repeat(atom, low, high, "possessive")
        else:
            atom = Repeat(atom, low, high)
