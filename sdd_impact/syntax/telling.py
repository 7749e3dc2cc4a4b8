"""Calls that may hand a text to a function which logs it, in a file that may be any: found in its bytes, by names alone.

This is asked of every file, so that bytes are looked at as few times as can be, and names are decided once.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from sdd_impact import late

if TYPE_CHECKING:
    from collections.abc import Iterator

#: What the name of a function that is followed into other files has in it.
TELLING = late.regex(
    r"(?i)log|warn|err(?!upt|atic)|info|debug|trace|audit|report|notif|alert|fail|fatal|panic|abort|bail|event|msg|message|verbose|notice|crit|complain"
)
#: … or that of its class or object.
OWNERS = late.regex(r"(?i)audit|log(?!in|out|ic|o\b)|journal")
#: Methods that are called like a level: each language reads them by the object that they are called on.
_LEVELS = frozenset(
    [
        "trace",
        "debug",
        "info",
        "notice",
        "warn",
        "warning",
        "error",
        "critical",
        "fatal",
        "log",
        "exception",
        "err",
        "verbose",
        "alert",
        "msg",
    ]
)
#: Names of what makes an error, or looks at a text, or is everybody's own.
_NEVER = late.regex(
    r"(?:Error|Exception|Errorf)$|^(?:Error|catalog|dialog|login|logout|addEventListener|getMessage)$|[dD]ialog|[cC]atalog|[lL]og(?:in|out|o)\b|^(?:is|has|get|on|add|remove|find|parse|should)(?=[A-Z_])"
)
#: An opening bracket, and soon behind it a text of several words or with something filled in, or one that another text follows.
_OPENS = late.regex(rb"\((?=[^\"'`;{}]{0,80}[\"'`][^\"'`\n]{0,120}(?:[ {$%]|[\"'`],[ \n]{0,30}[\"'`]))")
#: … and a command without brackets (Ruby).
_COMMANDS = late.regex(rb" (?=[\"'][^\"'\n]{0,120}[ #])")
_NO_WORD = bytes(at if (chr(at).isalnum() and at < 128) or at == ord("_") else ord(" ") for at in range(256))
_DOTS = frozenset([b".", b">", b":"])
_MARKS = frozenset([b"!", b"?"])
_OWNED = (b"log", b"audit", b"journal")
_OWNER = late.regex(rb"(\w+)\s*(?:\(\))?\s*(?:\?\.|\.|->|::)$")
#: A class of a project before a dot; ``Log`` and ``Logger`` are everybody's.
_CLASS = late.regex(rb"\b(?!(?:Log|Logger|LOG|LOGGER|Logging)\b)([A-Z]\w+)(?:\.|->|::)$")
_LOOK_BACK = 40


def may_hand(data: bytes, *, commands: bool = False) -> bool:
    """Whether a file has a call that may hand a text to a wrapper of another file."""
    return next(places(data, commands=commands), None) is not None


def places(data: bytes, *, commands: bool) -> Iterator[int]:
    """Where the names of such calls begin. This is asked of every file, so that names are decided once, and objects only where they matter."""
    for pattern in (_OPENS, _COMMANDS) if commands else (_OPENS,):
        for found in pattern.finditer(data):
            end = found.start()
            if data[end - 1 : end] in _MARKS:
                end -= 1
            name = data[max(0, end - _LOOK_BACK) : end].translate(_NO_WORD).rpartition(b" ")[2]
            start = end - len(name)
            verdict = _verdict(name)
            if (
                verdict == "always"
                or (verdict == "owner" and data[start - 1 : start] in _DOTS and _by_owner(data, start))
                or (verdict == "bare" and (data[start - 1 : start] not in _DOTS or _by_class(data, start)))
            ):
                yield start


@lru_cache(maxsize=8192)
def _verdict(name: bytes) -> str:
    """Whether a call is followed by its name: ``always``, ``never``, ``bare`` (without an object), ``owner`` (on an object that says so)."""
    text = name.decode("ascii", "replace")
    if len(text) < 3 or text[0].isdigit() or _NEVER.search(text):
        return "never"
    if text in _LEVELS:
        return "bare"
    return "always" if TELLING.search(text) else "owner"


def _by_owner(data: bytes, start: int) -> bool:
    before = data[max(0, start - _LOOK_BACK) : start].lower()
    if not any(word in before for word in _OWNED):
        return False
    owner = _OWNER.search(before)
    return owner is not None and OWNERS.search(owner[1].decode("ascii", "replace")) is not None


def _by_class(data: bytes, start: int) -> bool:
    """Whether a method that is called like a level is that of a class of the project: ``AuditLog::error``."""
    found = _CLASS.search(data, max(0, start - _LOOK_BACK), start)
    return found is not None and OWNERS.search(found[1].decode("ascii", "replace")) is not None


def is_followed(owner: str, name: str) -> bool:
    """Whether a call is looked for in other files: its name says so, or that of the object or class that it is called on."""
    verdict = _verdict(name.encode())
    if verdict == "bare":
        return not owner or (_CLASS.match(f"{owner}.".encode()) is not None and OWNERS.search(owner) is not None)
    return verdict == "always" or (verdict == "owner" and owner != "" and OWNERS.search(owner) is not None)
