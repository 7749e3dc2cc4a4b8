"""JSON with places: a small reader without recursion, as strict as RFC 8259, which also refuses duplicate keys."""

from __future__ import annotations

import json
import re
from typing import NoReturn

from sdd_impact import late
from sdd_impact.errors import NotationError
from sdd_impact.model import Source
from sdd_impact.notation.nodes import Entry, Mapping, Node, Scalar, Sequence
from sdd_impact.notation.text import DEPTH, VALUES, DuplicateKeyError, decode, place
from sdd_impact.tuples import NamedTuple

_TOKEN = late.regex(
    r"""[ \t\r\n]*+(?:
    (?P<mark>[{}\[\],:])
    | (?P<string>"(?:[^"\\\x00-\x1f]|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4})*+")
    | (?P<number>-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?+(?:[eE][-+]?[0-9]++)?+)(?![0-9A-Za-z_.+-])
    | (?P<word>true|false|null)(?![0-9A-Za-z_])
    | (?P<end>\Z)
    )""",
    re.VERBOSE,
)
_WORDS = {"true": True, "false": False, "null": None}
_SURROGATE = late.regex("[\ud800-\udfff]")
_LONGEST_NUMBER = 300


def load_json(source: Source | str, path: str = "") -> Node:
    """Read one JSON document into the same nodes as YAML.

    Raises :class:`NotationError` with file, line, column and a sentence in plain words.
    """
    text, path = decode(source, path)
    return _Reader(text, path).document()


class _Token(NamedTuple):
    """A piece of the text: its ``sort`` (a group of the pattern above; ``end`` at the end), and where it begins."""

    sort: str
    text: str
    start: int


class _Reader:
    """Reads token by token. Recursion ends at :data:`DEPTH`."""

    def __init__(self, text: str, path: str) -> None:
        self.text = text
        self.path = path
        self.at = 0
        self.values = 0
        # line and column are counted on from the last place asked for
        self.line = 1
        self.line_start = 0
        self.counted = 0

    def document(self) -> Node:
        """Read the one value, and nothing after it."""
        root = self.value(self.token(), 0)
        rest = self.token()
        if rest.sort != "end":
            self.refuse(rest.start, f"nothing may follow the document, but `{rest.text}` does")
        return root

    def refuse(self, offset: int, message: str) -> NoReturn:
        """Raise the error, with the place of the offset."""
        line, column = place(self.text, offset)
        raise NotationError(message, file=self.path, line=line, column=column)

    def token(self) -> _Token:
        """Go on to the next token."""
        found = _TOKEN.match(self.text, self.at)
        if not found:
            offset = self.at + len(self.text[self.at :]) - len(self.text[self.at :].lstrip(" \t\r\n"))
            self.refuse(offset, _why(self.text, offset))
        self.at = found.end()
        sort = found.lastgroup or "end"
        return _Token(sort, found.group(sort), found.start(sort))

    def where(self, offset: int) -> tuple[int, int]:
        """Return line and column of an offset that is not before the last one asked for."""
        breaks = self.text.count("\n", self.counted, offset)
        self.counted = offset
        if breaks:
            self.line += breaks
            self.line_start = self.text.rfind("\n", 0, offset) + 1
        return self.line, offset - self.line_start + 1

    def value(self, token: _Token, depth: int) -> Node:
        """Read the value that begins with this token."""
        self.values += 1
        if self.values > VALUES:
            self.refuse(token.start, f"too long: more than {VALUES:,} values")
        if token.sort in ("mark", "end") and token.text not in ("{", "["):
            self.refuse(token.start, f"a value is missing before `{token.text}`" if token.text else "the document ends too early")
        if token.sort != "mark":
            return self.scalar(token)
        if depth >= DEPTH:
            self.refuse(token.start, f"too deep: more than {DEPTH} levels stand in each other")
        return self.mapping(token, depth) if token.text == "{" else self.sequence(token, depth)

    def scalar(self, token: _Token) -> Scalar:
        """Turn a token that is no bracket into a value."""
        line, column = self.where(token.start)
        place = (line, column, '"' if token.sort == "string" else "", token.start, self.at)
        if token.sort == "word":
            return Scalar(token.text, _WORDS[token.text], *place)
        if token.sort == "number" and len(token.text) > _LONGEST_NUMBER:
            self.refuse(token.start, f"a number of {len(token.text)} characters; put it into quotes")
        value = json.loads(token.text)
        if isinstance(value, str) and _SURROGATE.search(value):
            self.refuse(token.start, "half of a character pair (\\ud800 … \\udfff) is not text")
        return Scalar(value if isinstance(value, str) else token.text, value, *place)

    def sequence(self, opening: _Token, depth: int) -> Sequence:
        """Read up to the closing bracket."""
        where = self.where(opening.start)
        items: list[Node] = []
        token = self.token()
        while token.text != "]" or token.sort != "mark":
            items.append(self.value(token, depth + 1))
            token = self.separator("]")
        return Sequence(tuple(items), *where, True, opening.start, self.at)

    def mapping(self, opening: _Token, depth: int) -> Mapping:
        """Read up to the closing brace."""
        where = self.where(opening.start)
        entries: dict[str, Entry] = {}
        token = self.token()
        while token.text != "}" or token.sort != "mark":
            key = self.key(token, entries)
            entries[key.text] = Entry(key, self.value(self.token(), depth + 1))
            token = self.separator("}")
        return Mapping(tuple(entries.values()), *where, True, opening.start, self.at)

    def key(self, token: _Token, entries: dict[str, Entry]) -> Scalar:
        """Read a key and its colon."""
        if token.sort != "string":
            self.refuse(token.start, 'a key must be text in "…"')
        key = self.scalar(token)
        if key.text in entries:
            first = entries[key.text].key.line
            message = f"`{key.text}` stands already on line {first}; keep one of them"
            raise DuplicateKeyError(message, file=self.path, line=key.line, column=key.column)
        colon = self.token()
        if (colon.sort, colon.text) != ("mark", ":"):
            self.refuse(colon.start, "a `:` is missing after the key")
        return key

    def separator(self, closing: str) -> _Token:
        """Read what follows a value: the closing bracket, or a comma; then return the next value's token."""
        token = self.token()
        if (token.sort, token.text) == ("mark", closing):
            return token
        if (token.sort, token.text) != ("mark", ","):
            self.refuse(token.start, f"a `,` or `{closing}` is missing here")
        token = self.token()
        if (token.sort, token.text) == ("mark", closing):
            self.refuse(token.start, f"a `,` stands before the closing `{closing}`")
        return token


def _why(text: str, offset: int) -> str:
    """Say what is wrong with the text that is no token."""
    character = text[offset : offset + 1]
    if character == '"':
        return "the text opened here is not closed, or holds a line break or an unknown escape"
    if character == "'":
        return "text stands in \"…\", not in '…'"
    if character == "/":
        return "JSON has no comments"
    return f"`{character}` is not JSON; text needs quotation marks"
