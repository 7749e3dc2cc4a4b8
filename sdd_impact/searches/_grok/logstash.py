"""Logstash's configuration language, as far as it holds filters that read a line: grok and dissect, their settings, and the conditions around them."""

from __future__ import annotations

import re

from sdd_impact import late
from sdd_impact.tuples import NamedTuple

_TOKEN = late.regex(
    r"""(?P<blank>\s+|\#[^\n]*)|(?P<string>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|(?P<regex>(?<=[=!]~\s)/(?:\\.|[^/\\\n])*/|(?<=[=!]~)/(?:\\.|[^/\\\n])*/)
    |(?P<sign>=>|[{}\[\],()])|(?P<word>[^\s{}\[\],()"'#=]+|=)""",
    re.VERBOSE | re.DOTALL,
)
_DEPTH = 40
_MOST = 400_000
_MOST_BROKEN = 100
_LONGEST_CONDITION = 5_000
_MOST_TRIED, _MOST_BRANCHES = 40, 2_000
_IF = late.regex(r"(?:else\s*)?(?:if\b)?")


class Branch(NamedTuple):
    """What stands behind an ``if`` or ``else``: its condition as it is written ("" of a plain ``else``), and those that were tried before it."""

    text: str
    before: tuple[str, ...]
    line: int
    end_line: int

    @property
    def written(self) -> str:
        """The branch on one line, for people."""
        words = "else " * bool(self.before) + f"if {self.text}" * bool(self.text)
        return " ".join(words.split())


class Grok(NamedTuple):
    """A grok or dissect filter: its settings (``match`` as pairs of field and patterns), its lines, and the branches around it."""

    match: tuple[tuple[str, str], ...]
    definitions: tuple[tuple[str, str], ...]
    id: str
    line: int
    end_line: int
    branches: tuple[Branch, ...] = ()
    dissects: bool = False


class Chosen(NamedTuple):
    """A branch with those around it, and the first plugin that stands in it directly ("" where none does)."""

    branch: Branch
    around: tuple[Branch, ...]
    plugin: str


class Parsed(NamedTuple):
    """The filters of a file that read a line, its branches, and the lines at which a filter cannot be read."""

    groks: tuple[Grok, ...]
    broken: tuple[tuple[int, str], ...] = ()
    chosen: tuple[Chosen, ...] = ()


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
    """Return what reads a line in a configuration. A filter that cannot be read is skipped, and said."""
    return _File(text).read()


class _Open(NamedTuple):
    """A brace that is open, with the branch that it belongs to and the conditions of its chain so far; the plugins directly inside are counted."""

    branch: Branch | None
    chain: tuple[str, ...]
    plugins: list[str]


class _File:
    def __init__(self, text: str) -> None:
        self.text = text
        self.pieces = _pieces(text)
        self.at = 0
        self.open: list[_Open] = []
        self.found: list[Grok] = []
        self.broken: list[tuple[int, str]] = []
        self.chosen: list[tuple[Branch, tuple[Branch, ...], list[str]]] = []
        self.chain: tuple[str, ...] = ()  # of the branch that was closed last, as long as an `else` may follow
        self.is_full = False
        self.head: _Piece | None = None  # the `if` or `else` before the next brace

    def read(self) -> Parsed:
        while self.at < len(self.pieces):
            piece = self.pieces[self.at]
            if piece.sort == "word" and piece.text not in ("if", "else") and self._opens(self.at + 1):
                self._plugin(piece)
                continue
            if piece.sort == "sign" and piece.text == "{":
                self._enter(piece)
            elif piece.sort == "sign" and piece.text == "}":
                self.chain = self.open.pop().chain if self.open else ()
                self.head = None
            elif piece.sort == "word" and piece.text in ("if", "else") and self.head is None:
                self.head = piece
                self.chain = self.chain if piece.text == "else" else ()
            self.at += 1
        chosen = tuple(Chosen(branch, around, plugins[0] if plugins else "") for branch, around, plugins in self.chosen)
        return Parsed(tuple(self.found), tuple(self.broken), chosen)

    def _opens(self, at: int) -> bool:
        return at < len(self.pieces) and self.pieces[at].sort == "sign" and self.pieces[at].text == "{"

    def _around(self) -> tuple[Branch, ...]:
        return tuple(each.branch for each in self.open[-_DEPTH:] if each.branch is not None)

    def _plugin(self, piece: _Piece) -> None:
        """A word in front of a brace: a plugin, a section, or the end of a condition."""
        self.at += 1
        if self.head is not None:
            return
        if self.open and self.open[-1].branch is not None and len(self.open[-1].plugins) < _DEPTH:
            self.open[-1].plugins.append(piece.text)
        if piece.text in ("grok", "dissect"):
            try:
                grok, self.at = _grok(self.pieces, self.at - 1, self._around())
                self.found.append(grok)
            except _Wrong as wrong:
                if len(self.broken) < _MOST_BROKEN:
                    self.broken.append((wrong.line, wrong.message))

    def _enter(self, brace: _Piece) -> None:
        """Open a brace: that of a branch where an ``if`` or ``else`` stands in front of it."""
        if self.head is None:
            self.open.append(_Open(None, (), []))
            return
        words = self.text[self.head.start : brace.start]
        own = _IF.sub("", words, count=1).strip()
        own = own[:_LONGEST_CONDITION]
        branch = Branch(own, self.chain[-_MOST_TRIED:], self.head.line, brace.line)
        opened = _Open(branch, (*self.chain, own) if own else self.chain, [])
        if own and len(self.chosen) < _MOST_BRANCHES:
            self.chosen.append((branch, self._around(), opened.plugins))
        elif own and len(self.chosen) == _MOST_BRANCHES and not self.is_full:
            self.is_full = True
            self.broken.append((self.head.line, f"more than {_MOST_BRANCHES:,} branches; those from here on are not read"))
        self.open.append(opened)
        self.head = None
        self.chain = ()


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


def _grok(pieces: list[_Piece], start: int, branches: tuple[Branch, ...]) -> tuple[Grok, int]:
    settings, end = _hash(pieces, start + 1, 0)
    dissects = pieces[start].text == "dissect"
    definitions = settings.get("pattern_definitions")
    named = definitions if isinstance(definitions, dict) else {}
    return Grok(
        tuple(_matches(settings.get("mapping" if dissects else "match"))),
        tuple((name, value) for name, value in named.items() if isinstance(value, str)),
        value if isinstance(value := settings.get("id"), str) else "",
        pieces[start].line,
        pieces[end - 1].line,
        branches,
        dissects,
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
