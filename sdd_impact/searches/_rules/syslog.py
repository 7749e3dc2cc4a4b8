r"""Dividing an expression of a whole syslog line into program and message.

Rules begin with ``^\w{3} [ :0-9]{11} [._[:alnum:]-]+ program\[[0-9]+\]: `` or a newer form of it: time, machine, program, number of the process; or, not
anchored, with the program alone. What prints these is the system, not the program's statement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Time and machine, as rules write them: in the old form, or as a choice of the old form and ISO 8601.
_FRONT = late.regex(
    r"\^(?:\\w\{3\} \[[^\]]*(?:\[:digit:\][^\]]*)?\]\{11\}|\((?:\\w\{3\} [^()]*|[^()|]*\|\\w\{3\} [^()]*)\)|\[A-Z\]\[a-z\]\{2\} [^ ]+ [^ ]+) (?:\[[^ ]*\]\+|\\S\+|\S+) "
)
_PROCESS = late.regex(r"\(?\\\[.*\\\]\)?\??\Z")


class Divided(NamedTuple):
    """The program's name and the message, as expressions (``message`` anchored at its beginning)."""

    program: str
    message: str


def divide(pattern: str) -> Divided | None:
    """Divide an expression; None where it does not begin with time, machine and program, or with a program and its process."""
    front = _FRONT.match(pattern)
    if front is None and pattern.startswith("^"):
        return None
    rest = pattern[front.end() :] if front else pattern
    colon = next((at for at, char, depth in signs(rest) if char == ":" and depth == 0), None)
    if colon is None or " " in rest[:colon]:
        return None
    program = _PROCESS.sub("", rest[:colon])
    if front is None and program == rest[:colon] != "kernel":
        return None  # it may be a word of the message
    message = rest[colon + 1 :].removeprefix(" ")
    return Divided(program, f"^{message}") if program and message and not _is_divided(message) else None


def _is_divided(message: str) -> bool:
    """Whether the whole is a choice: its branches would not all begin with the prefix."""
    return any(char == "|" and depth == 0 for _, char, depth in signs(message))


def signs(text: str) -> Iterator[tuple[int, str, int]]:
    """Yield the characters of a POSIX expression that may have a meaning: position, character, depth of groups."""
    depth = at = 0
    while at < len(text):
        char = text[at]
        if char == "\\":
            at += 2
            continue
        if char == "[":
            at = _bracket_end(text, at)
            continue
        depth += (char == "(") - (char == ")")
        yield at, char, depth
        at += 1


def _bracket_end(text: str, start: int) -> int:
    at = start + 1 + (text[start + 1 : start + 2] == "^")
    at += text[at : at + 1] == "]"
    while at < len(text) and text[at] != "]":
        if text[at] == "[" and text[at + 1 : at + 2] in (":", ".", "="):
            end = text.find(text[at + 1] + "]", at + 2)
            at = end + 2 if end >= 0 else at + 1
        else:
            at += 1
    return at + 1
