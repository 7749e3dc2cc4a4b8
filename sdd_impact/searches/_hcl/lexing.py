"""Cutting HCL into tokens: identifiers, numbers, templates (quoted and here-documents), operators, newlines.

Rules from the HCL native syntax specification: comments are ``#``, ``//`` and ``/* */``; a quoted template ends on its line unless a
``${ }`` inside it goes on; ``$${`` and ``%%{`` are literal; ``<<-`` takes the smallest indentation away.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN = late.regex(
    r"""(?P<space>[ \t\r]+) | (?P<newline>\n) | (?P<comment>\#[^\n]*|//[^\n]*) | (?P<long>/\*) | (?P<heredoc><<-?[A-Za-z_][\w-]*[ \t]*\r?\n)
      | (?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?) | (?P<name>[^\W\d][\w-]*) | (?P<quote>") | (?P<op>==|!=|<=|>=|&&|\|\||=>|\.\.\.|::|.)""",
    re.VERBOSE | re.DOTALL,
)
_IN_QUOTES = late.regex(r'[^"\\$%\n]+|\\(?:u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)|\$\$\{|%%\{|[$%]\{|["$%]')
_IN_HEREDOC = late.regex(r"[^$%]+|\$\$\{|%%\{|[$%]\{|[$%]")
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}
_DEEPEST = 30


class HclError(Exception):
    """The text is no HCL. ``at`` is the offset. Caught where a file is read."""

    def __init__(self, message: str, at: int) -> None:
        super().__init__(message)
        self.at = at


class Hole(NamedTuple):
    """A ``${ }`` of a template: the offsets of the expression inside. ``directive`` marks a ``%{ }``."""

    start: int
    end: int
    directive: bool = False


class Token(NamedTuple):
    """A token. ``template`` has the literal texts and holes of a quoted template or here-document (kind ``template``)."""

    kind: str
    text: str
    start: int
    end: int
    template: tuple[str | Hole, ...] = ()


class Lexer:
    """Cuts one text. It remembers which here-documents never end, so that hostile text costs no more than its length."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._endless: set[str] = set()

    def tokens(self, start: int, end: int | None = None, depth: int = 0) -> Iterator[Token]:
        """Yield the tokens from ``start`` on, without spaces and comments.

        :raises HclError: at a template or comment that never ends.
        """
        at = start
        stop = len(self.text) if end is None else end
        while at < stop:
            match = _TOKEN.match(self.text, at, stop)
            kind = match.lastgroup if match else None
            if match is None or kind is None:
                return
            if kind == "quote":
                parts, at = self._quoted(match.end(), stop, depth)
                yield Token("template", self.text[match.start() : at], match.start(), at, parts)
                continue
            if kind == "heredoc":
                parts, at = self._heredoc(match, stop, depth)
                yield Token("template", self.text[match.start() : at], match.start(), at, parts)
                continue
            at = match.end()
            if kind == "long":
                at = self._behind_comment(match.start(), stop)
            elif kind not in {"space", "comment"}:
                yield Token(kind, match.group(), match.start(), at)

    def template(self) -> tuple[str | Hole, ...]:
        """Return the whole text as a template without quotes: its literal texts and holes.

        :raises HclError: at a hole that never ends.
        """
        return self._template(0, len(self.text), 0)

    def _behind_comment(self, start: int, stop: int) -> int:
        end = self.text.find("*/", start + 2, stop)
        if end < 0:
            raise HclError("a comment is opened and never closed", start)
        return end + 2

    def _quoted(self, at: int, stop: int, depth: int) -> tuple[tuple[str | Hole, ...], int]:
        start = at - 1
        parts: list[str | Hole] = []
        while True:
            match = _IN_QUOTES.match(self.text, at, stop)
            if match is None:
                raise HclError("a quote is opened and not closed on its line", start)
            piece, at = match.group(), match.end()
            if piece == '"':
                return _joined(parts), at
            if piece in {"${", "%{"}:
                hole, at = self._hole(at, stop, depth, directive=piece == "%{")
                parts.append(hole)
            else:
                parts.append(_plain(piece))

    def _hole(self, at: int, stop: int, depth: int, *, directive: bool) -> tuple[Hole, int]:
        """Find the brace that closes a ``${``."""
        if depth > _DEEPEST:
            raise HclError("templates are nested without end", at)
        opened = 0
        for token in self.tokens(at, stop, depth + 1):
            if token.kind == "op" and token.text == "{":
                opened += 1
            elif token.kind == "op" and token.text == "}":
                if opened == 0:
                    return Hole(at, token.start, directive), token.end
                opened -= 1
        raise HclError("a ${ is opened and never closed", at)

    def _heredoc(self, match: re.Match[str], stop: int, depth: int) -> tuple[tuple[str | Hole, ...], int]:
        head = match.group()
        marker = head.strip().lstrip("<-")
        end = (
            None
            if marker in self._endless
            else re.compile(rf"^[ \t]*{re.escape(marker)}[ \t]*\r?$", re.MULTILINE).search(self.text, match.end(), stop)
        )
        if end is None:
            self._endless.add(marker)
            raise HclError(f"the here-document {marker} never ends", match.start())
        parts = self._template(match.end(), end.start(), depth)
        return (_without_indent(parts) if head.startswith("<<-") else parts), end.end()

    def _template(self, at: int, stop: int, depth: int) -> tuple[str | Hole, ...]:
        parts: list[str | Hole] = []
        while at < stop:
            match = _IN_HEREDOC.match(self.text, at, stop)
            if match is None:
                break
            piece, at = match.group(), match.end()
            if piece in {"${", "%{"}:
                hole, at = self._hole(at, stop, depth, directive=piece == "%{")
                parts.append(hole)
            else:
                parts.append({"$${": "${", "%%{": "%{"}.get(piece, piece).replace("\r\n", "\n"))
        return _joined(parts)


def _plain(piece: str) -> str:
    if piece.startswith("\\"):
        if piece[1] in "uU" and len(piece) > 2:
            number = int("0x" + piece[2:], 0)
            return chr(number) if number < 0x110000 else piece
        return _ESCAPES.get(piece[1], piece)
    return {"$${": "${", "%%{": "%{"}.get(piece, piece)


def _without_indent(parts: tuple[str | Hole, ...]) -> tuple[str | Hole, ...]:
    """Take the smallest indentation of all lines away, as ``<<-`` asks."""
    whole = "".join("\0" if isinstance(part, Hole) else part for part in parts)
    widths = [len(line) - len(line.lstrip(" \t")) for line in whole.split("\n") if line.strip(" \t")]
    width = min(widths, default=0)
    return tuple(part if isinstance(part, Hole) else _cut(part, width, at == 0) for at, part in enumerate(parts))


def _joined(parts: list[str | Hole]) -> tuple[str | Hole, ...]:
    """Join neighbouring texts."""
    made: list[str | Hole] = []
    texts: list[str] = []
    for part in parts:
        if isinstance(part, str):
            texts.append(part)
            continue
        made += ["".join(texts), part] if texts else [part]
        texts = []
    return (*made, "".join(texts)) if texts else tuple(made)


def _cut(text: str, width: int, first: bool) -> str:
    lines = text.split("\n")
    return "\n".join(
        line[width:] if (number or first) and not line[:width].strip(" \t") else line for number, line in enumerate(lines)
    )
