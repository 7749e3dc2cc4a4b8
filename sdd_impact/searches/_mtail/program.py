"""What an mtail program does, and on which lines: every block that acts, with all conditions around it.

Rules from mtail's language reference: conditions stand in each other; ``else`` and ``otherwise`` act on what did not match; a decorator's block stands
where its ``next`` is; ``const`` names a regular expression, and ``+`` joins several.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact.model import Opaque, Query, Regex, Routing
from sdd_impact.searches._mtail.lexing import MtailError, Token, tokens
from sdd_impact.searches._trees import EVERY_LINE, all_of, any_of, negation
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

_DECLARED = frozenset({"counter", "gauge", "timer", "text", "histogram", "hidden"})
_GOING_ON = frozenset({"+", "-", "*", "&&", "||", ",", "=", "+=", "=~", "!~", "==", "!=", "<", ">", "<=", ">=", "(", "[", "|", "&"})
_TIMES = frozenset({"strptime", "settime", "next", "stop"})
_CHANGES = frozenset({"++", "--", "=", "+=", "-="})
_DEEPEST = 40
_PLACE = "getfilename"


class Action(NamedTuple):
    """A block that acts: what it changes, on which lines, its own condition (a regular expression, put together, or as it is written), and its offsets."""

    metrics: tuple[str, ...]
    query: Query
    condition: str
    start: int
    end: int


class Broken(NamedTuple):
    """Where a program cannot be read."""

    at: int
    message: str


class _Block(NamedTuple):
    """A block that is being read: the conditions of all that it stands in, and those that were tried in it so far."""

    query: Query
    depth: int


def parse(text: str) -> tuple[tuple[Action, ...], tuple[Broken, ...]]:
    """Read a program: what acts, in the order of the text, and what is broken. Never raises."""
    reader = _Reader(text, *tokens(text))
    reader.block(_Block(EVERY_LINE, 0))
    return tuple(sorted(reader.actions, key=lambda each: each.start)), tuple(reader.broken)


class _Reader:
    def __init__(self, text: str, found: list[Token], wrong: MtailError | None) -> None:
        self.text = text
        self.tokens = found
        self.at = 0
        self.actions: list[Action] = []
        self.broken: list[Broken] = []
        self._constants: dict[str, str | None] = {}
        self._decorators: dict[str, Query] = {}
        self._defining = ""
        self._wrong = wrong

    def _peek(self) -> Token:
        return self.tokens[self.at] if self.at < len(self.tokens) else Token("end", "", len(self.text), len(self.text))

    def block(self, around: _Block) -> tuple[str, ...]:
        """Read statements up to the closing brace (or the end of the program); return the metrics that they change themselves.

        What is broken ends the program: the blocks around it are taken as they are up to there.
        """
        changed: list[str] = []
        tried: list[Query] = []
        try:
            while not self._ends(around):
                if self._peek().kind == "newline":
                    self.at += 1
                else:
                    changed.extend(self._statement(around, tried))
        except MtailError as error:
            self.broken.append(Broken(error.at, str(error)))
            self.at = len(self.tokens)
        return tuple(dict.fromkeys(changed))

    def _ends(self, around: _Block) -> bool:
        """Whether a block ends here. Only the first thing that is broken is said."""
        token = self._peek()
        closes = token.kind == "op" and token.text == "}"
        if token.kind == "end" and not self.broken:
            if self._wrong is not None:
                raise self._wrong
            if around.depth > 0:
                message = "a brace is opened and never closed"
                raise MtailError(message, token.start)
        elif closes and around.depth == 0:
            message = "a brace closes what was not opened"
            raise MtailError(message, token.start)
        return closes or token.kind == "end"

    def _statement(self, around: _Block, tried: list[Query]) -> tuple[str, ...]:
        start = self.at
        words, opens = self._line()
        if not words and not opens:
            raise MtailError(f"not understood: {self._peek().text[:20]}", self._peek().start)
        first = words[0].text if words and words[0].kind == "name" else ""
        if opens and first == "def" and len(words) == 2:
            self._definition(words[1].text, around)
        elif opens:
            self._conditional(words, around, tried, self.tokens[start].start)
        elif first == "const" and len(words) > 1:
            self._constants[words[1].text] = self._joined(words[2:])
        elif first == "next" and self._defining:
            self._decorators.setdefault(self._defining, around.query)
        elif first not in _DECLARED and first not in _TIMES:
            return _changed(words)
        return ()

    def _line(self) -> tuple[list[Token], bool]:
        """The tokens of a statement, and whether a block follows them (its brace is taken)."""
        words: list[Token] = []
        depth = 0
        while True:
            token = self._peek()
            if token.kind == "end" or (token.kind == "op" and token.text == "}"):
                return words, False
            self.at += 1
            if token.kind == "newline":
                if depth <= 0 and not (words and words[-1].kind == "op" and words[-1].text in _GOING_ON):
                    return words, False
            elif token.kind == "op" and token.text == "{":
                return words, True
            else:
                depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(token.text, 0) if token.kind == "op" else 0
                words.append(token)

    def _inside(self, query: Query, around: _Block) -> tuple[str, ...]:
        """Read a block whose brace was taken, and its closing brace."""
        if around.depth >= _DEEPEST:
            raise MtailError("blocks are nested without end", self._peek().start)
        changed = self.block(_Block(all_of((around.query, query)), around.depth + 1))
        self.at += 1
        return changed

    def _definition(self, name: str, around: _Block) -> None:
        """``def name { … }``: what stands at its ``next`` stands in all its conditions."""
        before, self._defining = self._defining, name
        self._inside(EVERY_LINE, around._replace(query=EVERY_LINE))
        self._defining = before
        self._decorators.setdefault(name, EVERY_LINE)

    def _conditional(self, words: list[Token], around: _Block, tried: list[Query], start: int) -> None:
        first = words[0].text if words else ""
        written = self.text[words[0].start : words[-1].end] if words else ""
        if len(words) == 1 and first == "otherwise":
            query = all_of(map(negation, tried))
        elif len(words) == 1 and first.startswith("@"):
            query = self._decorators.get(first[1:], Opaque(first, "a decorator that the program does not define"))
        else:
            query = self._condition(words)
            tried.append(query)
        self._acts(query, around, written, words, start)
        while self._peek().kind == "newline":
            self.at += 1
        if self._peek().text == "else":
            start = self._peek().start
            self.at += 1
            rest, opens = self._line()
            if not opens or rest:
                raise MtailError("a block is missing behind `else`", start)
            self._acts(negation(query), around, f"else of {written}", [], start)

    def _acts(self, query: Query, around: _Block, written: str, words: Sequence[Token], start: int) -> None:
        changed = self._inside(query, around)
        if changed:
            shown = self._joined(words) or " ".join(written.split())
            whole = all_of((around.query, query))
            end = self.tokens[min(self.at, len(self.tokens)) - 1].end
            self.actions.append(Action(changed, whole, shown, start, end))

    # --- conditions -----------------------------------------------------------------------------------------------

    def _condition(self, words: Sequence[Token], depth: int = 0) -> Query:
        if depth > _DEEPEST:
            return Opaque(self._written(words), "parentheses are nested without end")
        for sign, put in (("||", any_of), ("&&", all_of)):
            parts = _split(words, sign)
            if len(parts) > 1:
                return put([self._condition(part, depth + 1) for part in parts])
        if words and words[0].text == "!" and words[0].kind == "op":
            return negation(self._condition(words[1:], depth + 1))
        if len(words) > 2 and words[0].text == "(" and _closing(words) == len(words) - 1:
            return self._condition(words[1:-1], depth + 1)
        pattern = self._joined(words)
        if pattern is not None:
            return Regex(pattern, "re2")
        if words and words[0].text == _PLACE:
            return Routing(self._written(words))
        return Opaque(self._written(words), "looks at what was taken out of the line, or counted before")

    def _joined(self, words: Sequence[Token]) -> str | None:
        """The regular expression that several make up with ``+``; None where something else stands among them."""
        parts = [part for part in _split(words, "+") if part]
        texts = [
            part[0].text if part[0].kind == "regex" else self._constants.get(part[0].text) if len(part) == 1 else None
            for part in parts
        ]
        known = [text for text in texts if text is not None]
        return "".join(known) if parts and len(known) == len(texts) and all(len(part) == 1 for part in parts) else None

    def _written(self, words: Sequence[Token]) -> str:
        return " ".join(self.text[words[0].start : words[-1].end].split()) if words else ""


def _split(words: Sequence[Token], sign: str) -> list[list[Token]]:
    """Cut at a sign outside of parentheses."""
    parts: list[list[Token]] = [[]]
    depth = 0
    for token in words:
        if token.kind == "op":
            depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(token.text, 0)
            if depth == 0 and token.text == sign:
                parts.append([])
                continue
        parts[-1].append(token)
    return parts


def _closing(words: Sequence[Token]) -> int:
    """Where the parenthesis that opens first is closed."""
    depth = 0
    for number, token in enumerate(words):
        depth += {"(": 1, ")": -1}.get(token.text, 0) if token.kind == "op" else 0
        if depth == 0:
            return number
    return -1


def _changed(words: Sequence[Token]) -> tuple[str, ...]:
    """The metric that a statement changes; every other statement acts too, under the name of its first word."""
    names = [token.text for token in words if token.kind == "name" and not token.text.startswith("$")]
    if words and words[0].text == "del":
        names = names[1:]
    changes = any(token.kind == "op" and token.text in _CHANGES for token in words) or (bool(words) and words[0].text == "del")
    return (names[0],) if names and changes else ()
