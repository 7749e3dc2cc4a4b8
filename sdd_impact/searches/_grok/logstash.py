"""Logstash's configuration language, as far as it holds grok filters: plugins, their settings, the conditions around them."""

from __future__ import annotations

import re
from typing import NamedTuple

_TOKEN = re.compile(
    r"""(?P<blank>\s+|\#[^\n]*)|(?P<string>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|(?P<regex>(?<=[=!]~\s)/(?:\\.|[^/\\\n])*/|(?<=[=!]~)/(?:\\.|[^/\\\n])*/)
    |(?P<sign>=>|[{}\[\],()])|(?P<word>[^\s{}\[\],()"'#=]+|=)""",
    re.VERBOSE | re.DOTALL,
)
_DEPTH = 40
_MOST = 400_000
_MOST_BROKEN = 100
_LONGEST_CONDITION = 500


class Grok(NamedTuple):
    """A grok filter: its settings (``match`` as pairs of field and patterns), its lines, and the conditions around it."""

    match: tuple[tuple[str, str], ...]
    definitions: tuple[tuple[str, str], ...]
    id: str
    line: int
    end_line: int
    conditions: tuple[str, ...] = ()


class Parsed(NamedTuple):
    """The grok filters of a file, and the lines at which one cannot be read."""

    groks: tuple[Grok, ...]
    broken: tuple[tuple[int, str], ...] = ()


class _Piece(NamedTuple):
    sort: str
    text: str
    line: int
    start: int


_Value = str | list["_Value"] | dict[str, "_Value"]


class _Wrong(Exception):
    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


def groks(text: str) -> Parsed:
    """Return the grok filters of a configuration. What cannot be read is skipped, and said."""
    pieces = _pieces(text)
    found: list[Grok] = []
    broken: list[tuple[int, str]] = []
    around: list[str] = []
    head: _Piece | None = None  # the `if` or `else` before the next brace
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        if piece.text == "grok" and piece.sort == "word" and at + 1 < len(pieces) and pieces[at + 1].text == "{":
            try:
                grok, at = _grok(pieces, at, tuple(each for each in around[-_DEPTH:] if each))
                found.append(grok)
            except _Wrong as wrong:
                if len(broken) < _MOST_BROKEN:
                    broken.append((wrong.line, wrong.message))
                at += 2
                around.append("")
            head = None
            continue
        if piece.sort == "sign" and piece.text in ("{", "}"):
            if piece.text == "{":
                around.append(" ".join(text[head.start : piece.start].split())[:_LONGEST_CONDITION] if head else "")
            elif around:
                around.pop()
            head = None
        elif piece.sort == "word" and piece.text in ("if", "else") and head is None:
            head = piece
        at += 1
    return Parsed(tuple(found), tuple(broken))


def _pieces(text: str) -> list[_Piece]:
    pieces: list[_Piece] = []
    at, line = 0, 1
    while at < len(text) and len(pieces) < _MOST:
        found = _TOKEN.match(text, at)
        if found is None:
            pieces.append(_Piece("wrong", text[at], line, at))
            at += 1
            line += text[at - 1] == "\n"
            continue
        if found.lastgroup != "blank":
            pieces.append(_Piece(found.lastgroup or "", found.group(), line, at))
        line += found.group().count("\n")
        at = found.end()
    return pieces


def _grok(pieces: list[_Piece], start: int, conditions: tuple[str, ...]) -> tuple[Grok, int]:
    settings, end = _hash(pieces, start + 1, 0)
    definitions = settings.get("pattern_definitions")
    named = definitions if isinstance(definitions, dict) else {}
    return Grok(
        tuple(_matches(settings.get("match"))),
        tuple((name, value) for name, value in named.items() if isinstance(value, str)),
        value if isinstance(value := settings.get("id"), str) else "",
        pieces[start].line,
        pieces[end - 1].line,
        conditions,
    ), end


def _matches(value: _Value | None) -> list[tuple[str, str]]:
    """``{ field => pattern }``, ``{ field => [patterns] }``, or the old ``[ field, pattern, … ]``."""
    if isinstance(value, list):
        texts = [each for each in value if isinstance(each, str)]
        return list(zip(texts[::2], texts[1::2], strict=False))
    fields = value.items() if isinstance(value, dict) else ()
    several = ((field, each) for field, patterns in fields for each in (patterns if isinstance(patterns, list) else [patterns]))
    return [(field, each) for field, each in several if isinstance(each, str)]


def _hash(pieces: list[_Piece], at: int, depth: int) -> tuple[dict[str, _Value], int]:
    """Read ``{ name => value … }`` from its opening brace; return it and where it ends."""
    opened = pieces[at].line
    at += 1
    made: dict[str, _Value] = {}
    while at < len(pieces):
        piece = pieces[at]
        if piece.sort == "sign" and piece.text == "}":
            return made, at + 1
        if piece.text == ",":
            at += 1
            continue
        if piece.sort not in ("word", "string") or at + 1 >= len(pieces) or pieces[at + 1].text != "=>":
            raise _Wrong(piece.line, f"a setting `name => value` is expected, not {piece.text[:40]}")
        value, at = _value(pieces, at + 2, depth + 1)
        name = _unquoted(piece)
        before = made.get(name)
        made[name] = {**before, **value} if isinstance(before, dict) and isinstance(value, dict) else value
    raise _Wrong(opened, "the brace opened here is never closed")


def _value(pieces: list[_Piece], at: int, depth: int) -> tuple[_Value, int]:
    if at >= len(pieces) or depth > _DEPTH:
        raise _Wrong(pieces[-1].line, "a value is missing, or too deep")
    piece = pieces[at]
    if piece.text == "{" and piece.sort == "sign":
        return _hash(pieces, at, depth)
    if piece.text == "[" and piece.sort == "sign":
        items: list[_Value] = []
        at += 1
        while at < len(pieces) and pieces[at].text != "]":
            if pieces[at].text == ",":
                at += 1
                continue
            item, at = _value(pieces, at, depth + 1)
            items.append(item)
        return items, at + 1
    if piece.sort in ("word", "string", "regex"):
        return _unquoted(piece), at + 1
    raise _Wrong(piece.line, f"a value is expected, not {piece.text[:40]}")


def _unquoted(piece: _Piece) -> str:
    r"""A text without its quotes. Escapes stay, as Logstash leaves them to the expression; only the quote itself loses its backslash."""
    return piece.text[1:-1].replace("\\" + piece.text[0], piece.text[0]) if piece.sort == "string" else piece.text
