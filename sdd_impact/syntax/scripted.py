"""Format strings of Ruby and PHP, cut into literal text and slots: their ``printf``, and slots that only have keys."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.syntax.pieces import PRINTF_KINDS, Piece, Slot

if TYPE_CHECKING:
    from collections.abc import Callable

_RUBY = late.regex(
    r"%(?:(?P<percent>%)|\{(?P<brace>[^{}]*)\}|(?P<flags>[-#0 +*]*)(?:<(?P<name>\w+)>|(?P<number>\d+)\$)?(?P<rest>[-#0 +]*(?:\*|\d+)?(?:\.\d+)?)"
    r"(?P<code>[A-Za-z]))"
)


def ruby_printf(text: str) -> list[Piece]:
    """Cut a format of Ruby's ``format``: ``%s %-5d %<name>.2f %{name} %%``."""
    pieces: list[Piece] = []
    end = 0
    for found in _RUBY.finditer(text):
        pieces.append(text[end : found.start()])
        end = found.end()
        if found["percent"]:
            pieces.append("%")
        elif found["brace"] is not None:
            pieces.append(Slot(found["brace"]))
        else:
            code = found["code"]
            rendering = "%" + found["flags"] + found["rest"] + code
            kind = PRINTF_KINDS.get(code, "any") if code not in "tT" else "any"
            pieces.append(Slot(found["name"] or found["number"] or "", "", rendering, kind, rendering.count("*")))
    pieces.append(text[end:])
    return [piece for piece in pieces if piece != ""]


_PHP_PRINTF = late.regex(
    r"%(?:(?P<percent>%)|(?:(?P<number>\d+)\$)?(?P<flags>(?:[-+ 0]|'.)*)(?P<rest>(?:\*|\d+)?(?:\.(?:\*|\d+))?)l?(?P<code>[bcdeEfFgGhHosuxX]))"
)


def php_printf(text: str) -> list[Piece]:
    """Cut a format of PHP's ``sprintf``: ``%s %'*10s %1$d %%``."""
    pieces: list[Piece] = []
    end = 0
    for found in _PHP_PRINTF.finditer(text):
        pieces.append(text[end : found.start()])
        end = found.end()
        if found["percent"]:
            pieces.append("%")
            continue
        rendering = "%" + found["flags"] + found["rest"] + found["code"]
        pieces.append(Slot(found["number"] or "", "", rendering, PRINTF_KINDS.get(found["code"], "any"), found["rest"].count("*")))
    pieces.append(text[end:])
    return [piece for piece in pieces if piece != ""]


def _by_key(pattern: re.Pattern[str]) -> Callable[[str], list[Piece]]:
    """A style of slots that only have keys; the key is the pattern's group."""

    def cut(text: str) -> list[Piece]:
        pieces: list[Piece] = []
        end = 0
        for found in pattern.finditer(text):
            pieces += [text[end : found.start()], Slot(found[1])]
            end = found.end()
        pieces.append(text[end:])
        return [piece for piece in pieces if piece != ""]

    return cut


#: What Rails fills into the text of a validation: ``%{count}``; any other ``%`` is a character like others.
rails = _by_key(late.regex(r"%\{(\w+)\}"))
#: What Symfony's validator fills in: ``{{ limit }}``.
twig = _by_key(late.regex(r"\{\{ ?(\w+) ?\}\}"))
#: PSR-3's ``{key}``; Drupal's and Symfony's ``@key``, ``%key``, ``%key%``, ``:key``, the mark being part of the key; Laravel's ``:key``.
psr = _by_key(late.regex(r"\{([A-Za-z_][\w.]*)\}"))
marked = _by_key(late.regex(r"(%[A-Za-z_]\w*%|[@%:!][A-Za-z_]\w*)"))
colon = _by_key(late.regex(r"(?<![\w:]):([A-Za-z_]\w*)"))
