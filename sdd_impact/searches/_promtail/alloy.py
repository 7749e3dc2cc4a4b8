"""Grafana Alloy's configuration syntax, as far as the stages of ``loki.process`` need it.

Rules from Alloy's documentation, "Configuration syntax": blocks ``name "label" { … }``, attributes ``name = expression``, comments ``//`` and ``/* */``,
texts in double quotes with Go's escapes, or raw in backquotes.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from sdd_impact.searches._promtail.stages import Pipeline, Stage, Value

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN = re.compile(
    r"""(?P<space>[ \t\r\n]+|//[^\n]*|/\*.*?\*/) | (?P<raw>`[^`]*`) | (?P<text>"(?:[^"\\\n]|\\.)*") | (?P<name>[^\W\d][\w.]*) | (?P<op>.)""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|(.))", re.DOTALL)
_MEANS = {"n": "\n", "t": "\t", "r": "\r"}
_DEEPEST = 30


class _Token(NamedTuple):
    kind: str
    text: str
    start: int
    end: int


class _Block(NamedTuple):
    name: str
    label: str
    attributes: dict[str, Value]
    blocks: tuple[_Block, ...]
    line: int
    end_line: int


def pipelines(text: str) -> Iterator[Pipeline]:
    """Yield the pipeline of every ``loki.process`` of a file, also inside of modules. What is broken ends the reading; never raises."""
    todo = list(reversed(_Reader(text).body(0)[1]))
    while todo:
        block = todo.pop()
        if block.name == "loki.process":
            yield Pipeline(block.label, _stages(block))
        else:
            todo.extend(reversed(block.blocks))


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

    def body(self, depth: int) -> tuple[dict[str, Value], tuple[_Block, ...]]:
        """Read attributes and blocks up to the closing brace, which is taken."""
        attributes: dict[str, Value] = {}
        blocks: list[_Block] = []
        while self.at < len(self.tokens) and self._sign() != "}":
            token = self.tokens[self.at]
            self.at += 1
            if token.kind != "name":
                continue
            if self._sign() == "=":
                self.at += 1
                attributes[token.text] = self._expression()
                continue
            label = ""
            if self.at < len(self.tokens) and self.tokens[self.at].kind == "text" and self._sign(1) == "{":
                label = _unquoted(self.tokens[self.at].text)
                self.at += 1
            if self._sign() == "{" and depth < _DEEPEST:
                self.at += 1
                inside, inner = self.body(depth + 1)
                end = self.tokens[min(self.at, len(self.tokens)) - 1].end
                blocks.append(_Block(token.text, label, inside, inner, self._line(token.start), self._line(end - 1)))
        self.at += 1
        return attributes, tuple(blocks)

    def _expression(self) -> Value:
        """An expression ends where its line does, unless a bracket is open or an operator stands last."""
        first = self.at
        depth = 0
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
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
        texts = [
            _unquoted(token.text) if token.kind == "text" else token.text[1:-1]
            for token in taken[::2]
            if token.kind in {"text", "raw"}
        ]
        if taken and len(texts) == len(taken[::2]) and all(token.text == "+" for token in taken[1::2]):
            return Value("".join(texts))
        return Value(" ".join(self.text[taken[0].start : taken[-1].end].split()) if taken else "", known=False)


def _unquoted(text: str) -> str:
    def meant(match: re.Match[str]) -> str:
        code = match.group(1) or match.group(2)
        return chr(int(code, 16)) if code else _MEANS.get(match.group(3), match.group(3))

    return _ESCAPE.sub(meant, text[1:-1])
