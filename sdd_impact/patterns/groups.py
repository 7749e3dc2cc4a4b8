"""What an opening parenthesis begins: groups, look-around, modes, conditions."""

from __future__ import annotations

import re
from collections.abc import Callable

from sdd_impact import late

from .cursor import Cursor
from .escapes import backreference
from .nodes import FAIL, Atomic, Choice, Conditional, Group, Look, Node, Sequence, Unsupported

_NAME = late.regex(r"[^\W\d]\w*\Z")
#: Oniguruma takes any word; Logstash names fields in brackets (``(?<[http][method]>…)``).
_LOOSE_NAME = late.regex(r"[^\s\d()<>'][^\s()<>']*\Z")
_OPENINGS = ("P<", "P=", "P>", "<=", "<!", "=", "!", "(", ">", ":", "<", "'", "|", "R", "&", "~")
#: What a setting of modes leaves behind. Nothing repeats it.
MODES = Sequence()
#: Settings at the start of a pattern that change nothing here, and verbs that never let more be found.
_SETTINGS = frozenset({"UTF", "UTF8", "NO_START_OPT", "NO_AUTO_POSSESS", "NO_JIT"})
_VERBS = frozenset({"COMMIT", "PRUNE", "SKIP", "THEN", "MARK", ""})
_Reader = Callable[[Cursor], Node]


def group(cursor: Cursor, inner: _Reader, start: int) -> Node:
    """Read a group; its opening parenthesis, at ``start``, is taken. ``inner`` reads alternatives."""
    dialect = cursor.dialect
    if dialect.verbs and cursor.skip("*"):
        return _verb(cursor, start)
    if not dialect.inline_flags and not dialect.lucene and cursor.peek() == "?" and not dialect.basic:
        cursor.fail("a group begins with ( alone in this dialect", start)
    if dialect.inline_flags and cursor.skip("?"):
        return _special(cursor, inner, start)
    if cursor.flags.n or dialect.lucene or (dialect.named_only and _has_names(cursor.text)):
        return _closed(cursor, inner, start)
    return _capture(cursor, inner, start, "")


def _verb(cursor: Cursor, start: int) -> Node:
    """Read what begins with ``(*``: a setting of the whole pattern, or a verb that only forbids to go back (so the part without it is too wide)."""
    name = cursor.until(")", "(*").partition(":")[0]
    if name in _SETTINGS and start == cursor.head:
        cursor.head = cursor.at
        return MODES
    if name in ("F", "FAIL"):
        return FAIL
    if name not in _VERBS:
        cursor.fail(f"(*{name}) is not supported", start)
    cursor.widen("verb", followed=False)
    return Atomic(Sequence())


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
    if cursor.skip("?"):  # a look-around as the condition
        cursor.widen("conditional on a look-around", followed=False)
        if not any(map(cursor.skip, ("=", "!", "<=", "<!"))):
            cursor.fail("a conditional asks for a group or for what is around it", start)
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
    ":": _closed, "|": _reset, ">": _atomic, "(": _condition, "~": _absence,
    "=": _look(ahead=True, negative=False), "!": _look(ahead=True, negative=True),
    "<=": _look(ahead=False, negative=False), "<!": _look(ahead=False, negative=True),
}  # fmt: skip


def _modes(cursor: Cursor, inner: _Reader, start: int) -> Node:
    """Read ``(?i)`` or ``(?i-s:…)``. A mode without a body holds up to the end of the enclosing group."""
    dialect = cursor.dialect
    flags, on, letters = cursor.flags, True, ""
    if dialect.verbs and cursor.skip("^"):
        flags = type(flags)()
    while cursor.peek() and cursor.peek() not in ":)":
        letter = cursor.take()
        if letter == "-" and on:
            on, letters = False, ""
        elif letter in dialect.inline_flags and (letter + letters[-1:]) != "xx":
            letters += letter
            field = "s" if letter == dialect.dot_all_flag else letter
            if field in flags._fields:
                flags = flags._replace(**{field: on})
        else:
            cursor.fail(f"unknown group (?{letter}", start)
    if not letters and not dialect.keep and (not on or not dialect.flags_anywhere):
        cursor.fail("a group of modes without a mode", start)
    if cursor.skip(")"):
        if not dialect.flags_anywhere and (start > cursor.head or not on):
            cursor.fail("modes for the whole pattern stand at its start", start)
        if start == cursor.head:
            cursor.head = cursor.at
        cursor.flags = flags
        return inner(cursor) if dialect.modes_enclose else MODES
    if not cursor.skip(":"):
        cursor.fail("a ( is never closed", start)
    kept, cursor.flags = cursor.flags, flags
    found = _closed(cursor, inner, start)
    cursor.flags = kept
    return found
