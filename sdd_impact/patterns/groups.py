"""What an opening parenthesis begins: groups, look-around, modes, conditions."""

from __future__ import annotations

import re
from collections.abc import Callable

from .cursor import Cursor
from .escapes import backreference
from .nodes import FAIL, Atomic, Choice, Conditional, Group, Look, Node, Sequence, Unsupported

_NAME = re.compile(r"[^\W\d]\w*\Z")
#: Oniguruma takes any word; Logstash names fields in brackets (``(?<[http][method]>…)``).
_LOOSE_NAME = re.compile(r"[^\s\d()<>'][^\s()<>']*\Z")
_OPENINGS = ("P<", "P=", "P>", "<=", "<!", "#", "=", "!", "(", ">", ":", "<", "'", "|", "R", "&", "~")
_Reader = Callable[[Cursor], Node]


def group(cursor: Cursor, inner: _Reader, start: int) -> Node:
    """Read a group; its opening parenthesis, at ``start``, is taken. ``inner`` reads alternatives."""
    dialect = cursor.dialect
    if dialect.verbs and cursor.peek() == "*":
        cursor.until(")", "(*")
        cursor.widen("verb", followed=False)
        return Sequence()
    if not dialect.inline_flags and not dialect.lucene and cursor.peek() == "?" and not dialect.basic:
        cursor.fail("a group begins with ( alone in this dialect", start)
    if dialect.inline_flags and cursor.skip("?"):
        return _special(cursor, inner, start)
    if cursor.flags.n or dialect.lucene or (dialect.named_only and _has_names(cursor.text)):
        return _closed(cursor, inner, start)
    return _capture(cursor, inner, start, "")


def _has_names(text: str) -> bool:
    return re.search(r"\(\?(?:<[^=!]|')", text) is not None


def _closed(cursor: Cursor, inner: _Reader, start: int) -> Node:
    """Read to the closing parenthesis."""
    found = inner(cursor)
    if not cursor.skip("\\)" if cursor.dialect.basic else ")"):
        cursor.fail("a ( is never closed", start)
    return found


def _capture(cursor: Cursor, inner: _Reader, start: int, name: str) -> Node:
    cursor.groups.append(name)
    index = len(cursor.groups)
    return Group(_closed(cursor, inner, start), index, name)


def _name(cursor: Cursor, end: str, start: int) -> str:
    name = cursor.until(end, "the name of a group")
    if not (_LOOSE_NAME if cursor.dialect.same_names else _NAME).match(name):
        cursor.fail(f"{name!r} is no name for a group", start)
    if name in cursor.groups and not cursor.dialect.same_names:
        cursor.fail(f"two groups are named {name}", start)
    return name


def _special(cursor: Cursor, inner: _Reader, start: int) -> Node:
    """Read what begins with ``(?``."""
    known = cursor.dialect.groups
    for opening in _OPENINGS:
        if opening in known and cursor.skip(opening):
            return _OPENED[opening](cursor, inner, start)
    if "digit" in known and re.match(r"[+-]?\d+\)", cursor.text[cursor.at : cursor.at + 8]):
        return _recursion(cursor, inner, start)
    return _modes(cursor, inner, start)


def _named(end: str) -> Callable[[Cursor, _Reader, int], Node]:
    return lambda cursor, inner, start: _capture(cursor, inner, start, _name(cursor, end, start))


def _look(*, ahead: bool, negative: bool) -> Callable[[Cursor, _Reader, int], Node]:
    return lambda cursor, inner, start: Look(_closed(cursor, inner, start), ahead, negative)


def _comment(cursor: Cursor, _inner: _Reader, _start: int) -> Node:
    cursor.until(")", "a comment")
    return Sequence()


def _named_reference(cursor: Cursor, _inner: _Reader, start: int) -> Node:
    return backreference(cursor, cursor.until(")", "(?P="), start)


def _recursion(cursor: Cursor, _inner: _Reader, _start: int) -> Node:
    cursor.until(")", "a recursion")
    cursor.widen("recursion", followed=False)
    return Unsupported("recursion")


def _absence(cursor: Cursor, inner: _Reader, start: int) -> Node:
    _closed(cursor, inner, start)
    cursor.widen("absence operator", followed=False)
    return Unsupported("absence operator")


def _atomic(cursor: Cursor, inner: _Reader, start: int) -> Node:
    cursor.widen("atomic group")
    return Atomic(_closed(cursor, inner, start))


def _reset(cursor: Cursor, inner: _Reader, start: int) -> Node:
    # Groups of every alternative would share numbers; they are numbered on, which no match depends on.
    return _closed(cursor, inner, start)


def _condition(cursor: Cursor, inner: _Reader, start: int) -> Node:
    asked = cursor.text[cursor.at : cursor.at + 3]
    if asked.startswith("?"):  # a look-around as the condition
        cursor.widen("conditional on a look-around", followed=False)
        _closed(cursor, inner, start)
        _closed(cursor, inner, start)
        return Unsupported("conditional on a look-around")
    name: int | str = cursor.until(")", "a conditional").strip("<>'")
    if str(name).isdigit():
        name = int(name)
        cursor.asked.append((name, start))
    elif name in ("R", "DEFINE") or name not in cursor.groups:
        if cursor.dialect.fixed_behind or name not in ("R", "DEFINE"):
            cursor.fail(f"there is no group named {name}", start)
        cursor.widen("conditional on recursion", followed=False)
        _closed(cursor, inner, start)
        return Unsupported("conditional on recursion")
    cursor.widen("conditional")
    branches = _closed(cursor, inner, start)
    if not isinstance(branches, Choice) or branches == FAIL:
        return Conditional(name, branches, Sequence())
    if len(branches.parts) > 2:
        cursor.fail("a conditional has more than two branches", start)
    return Conditional(name, branches.parts[0], branches.parts[1])


_OPENED: dict[str, Callable[[Cursor, _Reader, int], Node]] = {
    "P<": _named(">"), "<": _named(">"), "'": _named("'"), "P=": _named_reference, "P>": _recursion, "R": _recursion, "&": _recursion,
    "#": _comment, ":": _closed, "|": _reset, ">": _atomic, "(": _condition, "~": _absence,
    "=": _look(ahead=True, negative=False), "!": _look(ahead=True, negative=True),
    "<=": _look(ahead=False, negative=False), "<!": _look(ahead=False, negative=True),
}  # fmt: skip


def _modes(cursor: Cursor, inner: _Reader, start: int) -> Node:
    """Read ``(?i)`` or ``(?i-s:…)``. A mode without a body holds up to the end of the enclosing group."""
    flags, on = cursor.flags, True
    if cursor.skip("^"):
        flags = type(flags)()
    while cursor.peek() and cursor.peek() not in ":)":
        letter = cursor.take()
        if letter == "-" and on:
            on = False
        elif letter in cursor.dialect.inline_flags:
            field = "s" if letter == cursor.dialect.dot_all_flag else letter
            if field in flags._fields:
                flags = flags._replace(**{field: on})
        else:
            cursor.fail(f"unknown group (?{letter}", start)
    if cursor.skip(")"):
        if not cursor.dialect.flags_anywhere and (start > 0 or not on):
            cursor.fail("modes for the whole pattern stand at its start", start)
        cursor.flags = flags
        return Sequence()
    if not cursor.skip(":"):
        cursor.fail("a ( is never closed", start)
    kept, cursor.flags = cursor.flags, flags
    found = _closed(cursor, inner, start)
    cursor.flags = kept
    return found
