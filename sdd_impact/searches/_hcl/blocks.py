"""The blocks of a Terraform file. A block that is broken does not take the others with it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from sdd_impact import late
from sdd_impact.searches._hcl.lexing import HclError, Lexer, Token
from sdd_impact.tuples import NamedTuple

_TOP = "resource|data|locals|module|variable|output|provider|terraform|moved|import|removed|check"
_HEADER = late.regex(rf"""^[ \t]*({_TOP})\b((?:[ \t]+(?:"[^"\n]*"|[\w-]+))*)[ \t]*\{{""", re.MULTILINE)
_LABEL = late.regex(r'"([^"\n]*)"|([\w-]+)')
_OPENS = late.regex(r"(?:#|//)[^\n]*|/\*")
_COMMENT = late.regex(r"[ \t]*(?:#|//)[ \t]*(.*)")


_DEEPEST = 8


class Attribute(NamedTuple):
    """``name = expression``: the tokens of the expression, without newlines, and its line."""

    tokens: tuple[Token, ...]
    line: int


class Block(NamedTuple):
    """A block. ``comments`` are the comment lines right above it and inside it, without their signs."""

    type: str
    labels: tuple[str, ...]
    line: int
    end_line: int
    attributes: dict[str, Attribute]
    blocks: tuple[Block, ...]
    comments: tuple[str, ...] = ()
    source: str = ""

    @property
    def address(self) -> str:
        """The resource's address: ``type.name``."""
        labels = ".".join(self.labels)
        return labels if self.type == "resource" else f"{self.type}.{labels}".rstrip(".")

    def inner(self, kind: str) -> Block | None:
        """Return the first block of this type inside."""
        return next((each for each in self.blocks if each.type == kind), None)


class Broken(NamedTuple):
    """A block that could not be read."""

    line: int
    message: str
    header: str


class File(NamedTuple):
    """What was read of one file. ``text`` is what the tokens' offsets refer to."""

    text: str
    blocks: tuple[Block, ...]
    broken: tuple[Broken, ...] = ()


def parse(text: str, wanted: re.Pattern[str] | None = None) -> File:
    """Read the top-level blocks whose header matches ``wanted`` (all by default). Never raises."""
    reader = _Reader(text)
    blocks: list[Block] = []
    broken: list[Broken] = []
    at = 0
    while (match := _HEADER.search(text, at)) is not None:
        behind = _behind_comment(text, at, match.start())
        if behind:
            at = behind
            continue
        at = match.end()
        try:
            block, at = reader.block(match)
            if wanted is None or wanted.search(match.group()):
                blocks.append(block)
        except HclError as error:
            if wanted is None or wanted.search(match.group()):
                broken.append(Broken(reader.line(error.at), str(error), match.group().strip(" {\t")))
    return File(text, tuple(blocks), tuple(broken))


def _behind_comment(text: str, start: int, end: int) -> int:
    """Where a ``/* */`` between two blocks ends, when it reaches beyond ``end``; else 0."""
    at = start
    while (match := _OPENS.search(text, at, end)) is not None:
        at = match.end()
        if match.group() == "/*":
            closed = text.find("*/", at)
            at = len(text) if closed < 0 else closed + 2
            if at > end:
                return at
    return 0


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.lexer = Lexer(text)
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]
        # At the margin, a header begins a block of its own, whatever was left open above it.
        self._margins = [match.start() for match in _HEADER.finditer(text) if text[match.start()] not in " \t"]

    def line(self, at: int) -> int:
        return bisect_right(self._starts, at)

    def block(self, match: re.Match[str]) -> tuple[Block, int]:
        """Read the block whose header matched; return it and the offset behind it."""
        tokens = self._body(match)
        labels = tuple(quoted or plain for quoted, plain in _LABEL.findall(match.group(2)))
        end = tokens[-1].end
        line = self.line(match.start(1))
        attributes, blocks = _contents(tokens[:-1], self, 0)
        comments = (*self._above(line), *self._inside(match.end(), end, tokens))
        block = Block(match.group(1), labels, line, self.line(end), attributes, blocks, comments, self.text[match.start(1) : end])
        return block, end

    def _body(self, match: re.Match[str]) -> list[Token]:
        """The tokens up to and with the closing brace."""
        found: list[Token] = []
        margin = self._margin(match.start(1) + 1)
        opened = 1
        for token in self.lexer.tokens(match.end()):
            if token.start >= margin:
                break
            if token.end > margin:  # a here-document that holds what looks like a header
                margin = self._margin(token.end)
            found.append(token)
            if token.kind == "op":
                opened += {"{": 1, "}": -1}.get(token.text, 0)
                if opened == 0:
                    return found
        raise HclError("a brace is opened and never closed", match.start(1))

    def _margin(self, at: int) -> int:
        following = bisect_left(self._margins, at)
        return self._margins[following] if following < len(self._margins) else len(self.text) + 1

    def _above(self, line: int) -> list[str]:
        found: list[str] = []
        while line > 1:
            line -= 1
            match = _COMMENT.fullmatch(self.text[self._starts[line - 1] : self._starts[line] - 1].rstrip("\r"))
            if match is None:
                break
            found.insert(0, match.group(1))
        return found

    def _inside(self, start: int, end: int, tokens: list[Token]) -> list[str]:
        """Comment lines between the tokens of a body."""
        if "#" not in self.text[start:end] and "//" not in self.text[start:end]:
            return []
        found: list[str] = []
        for token in tokens:
            gap = self.text[start : token.start]
            start = token.end
            if token.kind == "newline" or "#" in gap or "//" in gap:
                found.extend(match.group(1) for match in map(_COMMENT.fullmatch, gap.split("\n")) if match)
        return found


def _contents(tokens: list[Token], reader: _Reader, depth: int) -> tuple[dict[str, Attribute], tuple[Block, ...]]:
    """Attributes and blocks of a body; what is nested deeper than anything Terraform has is passed over."""
    attributes: dict[str, Attribute] = {}
    blocks: list[Block] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        if token.kind == "name" and following is not None and following.text == "=" and following.kind == "op":
            end = _end_of_expression(tokens, at + 2)
            expression = tuple(each for each in tokens[at + 2 : end] if each.kind != "newline")
            attributes[token.text] = Attribute(expression, reader.line(token.start))
            at = end
        elif token.kind == "name" and (opening := _opening(tokens, at + 1)) is not None:
            end = _closing(tokens, opening)
            labels = tuple(each.text.strip('"') for each in tokens[at + 1 : opening])
            inside, inner = _contents(tokens[opening + 1 : end], reader, depth + 1) if depth < _DEEPEST else ({}, ())
            last = tokens[min(end, len(tokens) - 1)]
            blocks.append(Block(token.text, labels, reader.line(token.start), reader.line(last.end), inside, inner))
            at = end + 1
        else:
            at += 1
    return attributes, tuple(blocks)


def _end_of_expression(tokens: list[Token], at: int) -> int:
    """An expression ends with its line, unless a bracket is open."""
    depth = 0
    while at < len(tokens):
        token = tokens[at]
        if token.kind == "newline" and depth <= 0:
            break
        if token.kind == "op":
            depth += {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}.get(token.text, 0)
        at += 1
    return at


def _opening(tokens: list[Token], at: int) -> int | None:
    """The brace that follows a block's labels; None where something else follows."""
    while at < len(tokens) and tokens[at].kind in {"template", "name"}:
        at += 1
    return at if at < len(tokens) and tokens[at].text == "{" and tokens[at].kind == "op" else None


def _closing(tokens: list[Token], opening: int) -> int:
    depth = 0
    for at in range(opening, len(tokens)):
        if tokens[at].kind == "op":
            depth += {"{": 1, "}": -1}.get(tokens[at].text, 0)
            if depth == 0:
                return at
    return len(tokens)
