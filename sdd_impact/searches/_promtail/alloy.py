"""Grafana Alloy's configuration syntax, as far as the stages of ``loki.process`` need it.

Rules from Alloy's documentation, "Configuration syntax": blocks ``name "label" { … }``, attributes ``name = expression``, comments ``//`` and ``/* */``,
texts in double quotes with Go's escapes, or raw in backquotes. A block that is broken costs no other: reading goes on at the next name that stands
at the beginning of a line.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right

from sdd_impact import late
from sdd_impact.searches._promtail.stages import Pipeline, Stage, Value
from sdd_impact.tuples import NamedTuple

_TOKEN = late.regex(
    r"""(?P<space>[ \t\r\n]+|//[^\n]*|/\*.*?\*/) | (?P<comment>/\*.*) | (?P<raw>`[^`]*`) | (?P<text>"(?:[^"\\\n]|\\.)*") | (?P<name>[^\W\d][\w.]*)
      | (?P<open>["`]) | (?P<op>.)""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = late.regex(r"\\(?:(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|x([0-9A-Fa-f]{2}))|([0-7]{3})|(.))", re.DOTALL)
_MEANS = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
_DEEPEST = 30
#: Tokens that stand in no right file.
_EXPECTED = {"comment": "a comment is opened and not closed", "open": "a text is opened and not closed"}
#: Components of the OpenTelemetry Collector that look at log records, and the block in which they say how.
_OTEL = {"otelcol.processor.filter": "logs", "otelcol.processor.transform": "log_statements"}
#: A block that is never closed is read to the end of the file, and then what stands in it: so often may a file be read.
_MOST_READ, _MOST_BROKEN = 4, 100
_SHOWN = 40


class _Token(NamedTuple):
    kind: str
    text: str
    start: int
    end: int


class Broken(NamedTuple):
    """A block that cannot be read: why, and the line."""

    message: str
    line: int


class _WrongError(Exception):
    """What stands at the offset ``at`` is not Alloy's syntax. Caught where blocks of a file are read."""

    def __init__(self, message: str, at: int) -> None:
        super().__init__(message)
        self.at = at


class _Block(NamedTuple):
    name: str
    label: str
    attributes: dict[str, Value]
    blocks: tuple[_Block, ...]
    line: int
    end_line: int


def pipelines(text: str) -> tuple[tuple[Pipeline, ...], tuple[Broken, ...]]:
    """Return the pipeline of every ``loki.process`` of a file, also inside of modules, the blocks of ``otelcol`` that look at logs, and what is broken. Never raises."""
    blocks, broken = _Reader(text).file()
    found: list[Pipeline] = []
    todo = list(reversed(blocks))
    while todo:
        block = todo.pop()
        if block.name == "loki.process":
            found.append(Pipeline(block.label, _stages(block)))
        elif block.name in _OTEL:
            inner = (each for each in block.blocks if each.name == _OTEL[block.name])
            stages = tuple(Stage(each.name, each.attributes, (), each.line, each.end_line) for each in inner)
            found.append(Pipeline(block.label, stages))
        else:
            todo.extend(reversed(block.blocks))
    return tuple(found), broken


def _stages(block: _Block) -> tuple[Stage, ...]:
    return tuple(
        Stage(each.name.removeprefix("stage."), each.attributes, _stages(each), each.line, each.end_line)
        for each in block.blocks if each.name.startswith("stage.")
    )  # fmt: skip


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        found = (_Token(match.lastgroup or "", match.group(), *match.span()) for match in _TOKEN.finditer(text))
        self.tokens = [token for token in found if token.kind != "space"]
        self.at = 0
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def _line(self, at: int) -> int:
        return bisect_right(self._starts, at)

    def _sign(self, ahead: int = 0) -> str:
        at = self.at + ahead
        return self.tokens[at].text if at < len(self.tokens) and self.tokens[at].kind == "op" else ""

    def file(self) -> tuple[tuple[_Block, ...], tuple[Broken, ...]]:
        """Read all that stands in a file."""
        blocks: list[_Block] = []
        broken: list[Broken] = []
        read_again = 0
        while self.at < len(self.tokens):
            start = self.at
            try:
                blocks.extend(self._item(0)[1])
            except _WrongError as wrong:
                read_again += self.at - start
                last = read_again > _MOST_READ * len(self.tokens) or len(broken) == _MOST_BROKEN - 1
                broken.append(Broken(f"{wrong}{'; the rest of the file is not read' if last else ''}", self._line(wrong.at)))
                if last:
                    break
                self.at = self._next_of_file(start)
        return tuple(blocks), tuple(broken)

    def _next_of_file(self, start: int) -> int:
        """The next name behind ``start`` that stands at the beginning of a line."""
        for at in range(start + 1, len(self.tokens)):
            token = self.tokens[at]
            if token.kind == "name" and self.text[token.start - 1] == "\n":
                return at
        return len(self.tokens)

    def _body(self, opened: _Token, depth: int) -> tuple[dict[str, Value], tuple[_Block, ...]]:
        """Read attributes and blocks up to the closing brace, which is taken."""
        attributes: dict[str, Value] = {}
        blocks: list[_Block] = []
        while self._sign() != "}":
            if self.at >= len(self.tokens):
                message = f"the block `{opened.text[:_SHOWN]}` is never closed"
                raise _WrongError(message, opened.start)
            given, inside = self._item(depth)
            attributes.update(given)
            blocks.extend(inside)
        self.at += 1
        return attributes, tuple(blocks)

    def _item(self, depth: int) -> tuple[dict[str, Value], tuple[_Block, ...]]:
        """Read one attribute or one block."""
        token = self.tokens[self.at]
        self.at += 1
        if token.kind != "name":
            message = _EXPECTED.get(token.kind, f"a name is expected, not {token.text[:_SHOWN]}")
            raise _WrongError(message, token.start)
        if self._sign() == "=":
            self.at += 1
            return {token.text: self._expression()}, ()
        label = ""
        if self.at < len(self.tokens) and self.tokens[self.at].kind == "text":
            label = _unquoted(self.tokens[self.at].text)
            self.at += 1
        if self._sign() != "{" or depth >= _DEEPEST:
            message = (
                f"`=` or a block is expected behind `{token.text[:_SHOWN]}`"
                if depth < _DEEPEST
                else "blocks are nested without end"
            )
            raise _WrongError(message, token.start)
        self.at += 1
        inside, inner = self._body(token, depth + 1)
        end = self.tokens[self.at - 1].end
        return {}, (_Block(token.text, label, inside, inner, self._line(token.start), self._line(end - 1)),)

    def _expression(self) -> Value:
        """An expression ends where its line does, unless a bracket is open or an operator stands last."""
        first = self.at
        depth = 0
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            if token.kind in _EXPECTED:
                raise _WrongError(_EXPECTED[token.kind], token.start)
            if token.kind == "op":
                if depth == 0 and token.text == "}":
                    break
                depth += {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}.get(token.text, 0)
            self.at += 1
            following = self.tokens[self.at] if self.at < len(self.tokens) else None
            goes_on = token.kind == "op" and token.text in "+-*/,=<>!&|"
            if (
                depth <= 0
                and not goes_on
                and (following is None or "\n" in self.text[token.end : following.start])
                and self._sign() not in {"+", "."}
            ):
                break
        taken = self.tokens[first : self.at]
        if depth > 0 or not taken:
            message = "a bracket is opened and not closed" if taken else "an expression is missing"
            raise _WrongError(message, (taken or self.tokens[first - 1 :])[0].start)
        texts = [
            _unquoted(token.text) if token.kind == "text" else token.text[1:-1]
            for token in taken[::2]
            if token.kind in {"text", "raw"}
        ]
        if taken and len(texts) == len(taken[::2]) and all(token.text == "+" for token in taken[1::2]):
            return Value("".join(texts))
        return Value(" ".join(self.text[taken[0].start : taken[-1].end].split()), known=False, items=_listed(taken))


def _listed(taken: list[_Token]) -> tuple[str, ...]:
    """The texts of a list that holds nothing else."""
    inside = [token for token in taken[1:-1] if token.text != "," or token.kind != "op"]
    if taken[0].text != "[" or taken[-1].text != "]" or any(token.kind not in {"text", "raw"} for token in inside):
        return ()
    return tuple(_unquoted(token.text) if token.kind == "text" else token.text[1:-1] for token in inside)


def _unquoted(text: str) -> str:
    def meant(match: re.Match[str]) -> str:
        code = match.group(1) or match.group(2) or match.group(3)
        number = int(code, 16) if code else int(match.group(4), 8) if match.group(4) else -1
        if number >= 0:
            return chr(number) if number <= sys.maxunicode else "\ufffd"
        return _MEANS.get(match.group(5), match.group(5))

    return _ESCAPE.sub(meant, text[1:-1])
