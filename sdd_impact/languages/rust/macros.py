r"""Macros read as calls: the text of a Rust file with every macro of interest turned into an expression that the grammar reads.

A macro's arguments are opaque tokens to the grammar. Here ``info!(user = %name, "hello {}", x)`` becomes
``info_(user =  name, "hello {}", x)`` - byte for byte of the same length, so that every place stays what it was:

* ``!`` becomes ``_``, other brackets become ``()``; ``name: value`` and ``"key" => value`` become ``name= value``; ``;`` becomes ``,``
* the sigils ``%`` and ``?`` and the formats of ``log``'s keys (``key:? = value``) become blanks
* the objects of ``json!`` become lists of ``"key" = value``

A macro that is not closed is left as it is. One pass, no recursion: the brackets stand on a stack.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.languages.rust.names import ARGUMENT_MACROS, LOG_MACROS
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

_MACROS = {name.encode(): b"args" for name in ARGUMENT_MACROS} | {name.encode(): b"log" for name in LOG_MACROS}
_MACROS |= {b"json": b"json", b"o": b"log", b"kv": b"log", b"b": b"log"}
#: Outside of macros: comments, quotes, and what begins a macro's arguments.
_OUTSIDE = late.regex(rb"""//|/\*|"|'|(?<=\w)!\s*[(\[{]""")
#: Inside of one, also brackets and the marks that may be rewritten; ``word`` is anything else that is written.
_INSIDE = late.regex(rb"""//|/\*|"|'|(?<=\w)!\s*[(\[{]|[()\[\]{}]|::|=>|[=!<>]=|[=,;:%?#]|[\w.$&*]+|[^\s\w]""")
_NAME_BEFORE = late.regex(rb"[A-Za-z_]\w*\Z")
_RAW_BEFORE = late.regex(rb"(?<![A-Za-z0-9_])(?:b|c)?r(#*)\Z")
_STRING_END = late.regex(rb'(?:[^"\\]|\\.)*"', re.DOTALL)
_CHARACTER = late.regex(rb"'(?:[^'\\\n]{1,4}|\\[^\n]{1,10}?)'")
_BLOCK_EDGE = late.regex(rb"/\*|\*/")
#: ``key:? =``: how ``log`` writes the format of a key's value.
_SIGIL = late.regex(rb":\s*(?:[?%]|debug|display|err|error|serde|sval)(?=\s*=[^=])")
#: Behind a macro in braces: the next statement begins (an operator or a comma would say that the macro is part of an expression).
_STATEMENT_BEHIND = late.regex(rb"\s*\n\s*(?!(?:as|else)\b)[A-Za-z_/#]")
_CLOSING = {b"(": b")", b"[": b"]", b"{": b"}"}
_LONGEST_NAME = 40


class Macro(NamedTuple):
    """A macro that was rewritten: the first byte of its name and the byte behind its closing bracket."""

    start: int
    end: int


class _Frame:
    """An open bracket: what closes it, what stands in it, and what would be changed in it once it is closed."""

    __slots__ = ("closing", "edits", "kind", "previous", "start")

    def __init__(self, closing: bytes, kind: bytes, start: int = -1) -> None:
        self.closing = closing
        self.kind = kind
        self.start = start
        self.previous = b""
        self.edits: list[tuple[int, bytes]] = []


class Rewritten(NamedTuple):
    """The text as the grammar shall read it, and the macros in it that became calls, in the order of their ends."""

    data: bytes
    macros: tuple[Macro, ...]


def rewritten(data: bytes, wrappers: tuple[str, ...] = ()) -> Rewritten:
    """Rewrite the macros of a file; the result has the length of ``data``. ``wrappers``: further macros (``audit!``)."""
    own = {name.rstrip("!").rpartition("::")[2].encode(): b"args" for name in wrappers if name.endswith("!")}
    return _Rewriter(data, {**_MACROS, **own}).run()


class _Rewriter:
    def __init__(self, data: bytes, known: Mapping[bytes, bytes]) -> None:
        self._data = data
        self._known = known
        self._stack: list[_Frame] = []
        self._edits: list[tuple[int, bytes]] = []
        self._macros: list[Macro] = []

    def run(self) -> Rewritten:
        data, at = self._data, 0
        while True:
            found = (_INSIDE if self._stack else _OUTSIDE).search(data, at)
            if found is None:
                break
            token, start = found[0], found.start()
            if token in (b"//", b"/*"):
                at = _comment_end(data, start)
            elif token in (b'"', b"'"):
                at = _text_end(data, start)
                if self._stack and at > start + 1:
                    self._stack[-1].previous = b'"'
            elif token[:1] == b"!" and token[-1:] in _CLOSING:
                at = found.end()
                self._open_macro(start, at)
            else:
                at = found.end()
                self._token(token, start)
        if not self._edits:
            return Rewritten(data, ())
        text = bytearray(data)
        for place, new in self._edits:
            text[place : place + len(new)] = new
        return Rewritten(bytes(text), tuple(self._macros))

    def _open_macro(self, start: int, end: int) -> None:
        data = self._data
        name = _NAME_BEFORE.search(data[max(0, start - _LONGEST_NAME) : start])
        kind = self._known.get(name[0]) if name else None
        bracket = data[end - 1 : end]
        if kind is None or name is None:
            if self._stack:
                self._stack[-1].previous = b"w"
                self._stack.append(_Frame(_CLOSING[bracket], b""))
            return
        frame = _Frame(_CLOSING[bracket], kind, start - len(name[0]))
        frame.edits += [(start, b"_"), (end - 1, b"(")]
        self._stack.append(frame)

    def _token(self, token: bytes, start: int) -> None:
        frame = self._stack[-1]
        if token in _CLOSING:
            self._open(frame, token, start)
        elif token in (b")", b"]", b"}"):
            self._close(token, start)
        elif frame.kind == b"log":
            self._in_log(frame, token, start)
        elif frame.kind == b"json" and token == b":":
            frame.edits.append((start, b"="))
            frame.previous = token
        else:
            frame.previous = token

    def _open(self, frame: _Frame, token: bytes, start: int) -> None:
        inner = _Frame(_CLOSING[token], b"")
        listed = frame.kind == b"json" and token in b"{[" and frame.previous in (b"", b",", b":")
        if listed or (frame.kind == b"log" and token == b"{" and not frame.previous):
            inner = _Frame(_CLOSING[token], frame.kind)
            if token == b"{":
                inner.edits.append((start, b"["))
        frame.previous = b"w"
        self._stack.append(inner)

    def _close(self, token: bytes, start: int) -> None:
        """Close the innermost bracket of this sort; what is open inside of it was never closed, and stays as it is."""
        while self._stack and self._stack[-1].closing != token:
            self._stack.pop()
        if not self._stack:
            return
        frame = self._stack.pop()
        if frame.start >= 0:
            frame.edits += self._closed(token, start)
            self._macros.append(Macro(frame.start, start + 1))
        elif frame.kind and frame.edits and frame.edits[0][1] == b"[":
            frame.edits.append((start, b"]"))
        if frame.start >= 0 or not self._stack:
            self._edits += frame.edits
        else:
            self._stack[-1].edits += frame.edits
        if self._stack:
            self._stack[-1].previous = b"w"

    def _closed(self, token: bytes, start: int) -> list[tuple[int, bytes]]:
        """The end of a macro. ``warn! { … }`` is a statement without a semicolon: it gets one where there is a blank for it."""
        data = self._data
        if token == b"}" and data[start - 1 : start] in (b" ", b"\t") and _STATEMENT_BEHIND.match(data, start + 1):
            return [(start - 1, b");")]
        return [(start, b")")]

    def _in_log(self, frame: _Frame, token: bytes, start: int) -> None:
        first = frame.previous in (b"", b",", b";", b"=", b"=>")
        if token == b":" and frame.previous not in (b"", b":"):
            sigil = _SIGIL.match(self._data, start)
            frame.edits.append((start, b" " * len(sigil[0]) if sigil else b"="))
        elif token == b";":
            frame.edits.append((start, b","))
        elif token == b"=>":
            frame.edits.append((start, b"= "))
        elif first and token in (b"%", b"?", b"#"):
            tag = token == b"#" and self._data[start + 1 : start + 2] == b'"'  # slog's tag: info!(log, #"tag", "text")
            frame.edits.append((start, b"&" if tag else b" "))
            return
        frame.previous = token


def _comment_end(data: bytes, start: int) -> int:
    """The end of a comment; comments in ``/* */`` nest."""
    if data[start + 1 : start + 2] == b"/":
        end = data.find(b"\n", start)
        return end if end >= 0 else len(data)
    depth, at = 1, start + 2
    while depth:
        edge = _BLOCK_EDGE.search(data, at)
        if edge is None:
            return len(data)
        depth += 1 if edge[0] == b"/*" else -1
        at = edge.end()
    return at


def _text_end(data: bytes, start: int) -> int:
    """The end of a string or character; a lifetime (``'a``) is one byte of its own."""
    if data[start : start + 1] == b"'":
        character = _CHARACTER.match(data, start)
        return character.end() if character else start + 1
    raw = _RAW_BEFORE.search(data[max(0, start - _LONGEST_NAME) : start])
    if raw:
        end = data.find(b'"' + raw[1], start + 1)
        return end + 1 + len(raw[1]) if end >= 0 else len(data)
    closed = _STRING_END.match(data, start + 1)
    return closed.end() if closed else start + 1
