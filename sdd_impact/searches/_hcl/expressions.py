"""Expressions of HCL, read into a small tree (operators and their order from the HCL native syntax specification)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact.searches._hcl.lexing import HclError, Hole, Lexer, Token
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

_ORDER = {
    "||": 1, "&&": 2, "==": 3, "!=": 3, "<": 4, ">": 4, "<=": 4, ">=": 4, "+": 5, "-": 5, "*": 6, "/": 6, "%": 6,
}  # fmt: skip
_DEEPEST = 60


class Node(NamedTuple):
    """A node of an expression.

    ``kind``: ``number``, ``template`` (``template`` holds its texts and the expressions between), ``name``, ``call``, ``attribute``, ``index``,
    ``splat``, ``list``, ``object`` (parts are keys and values in turn), ``unary``, ``binary``, ``choice``, ``for`` (parts: what is gone through,
    the key or the value, the value or nothing, the condition or nothing; ``value`` the variables) or ``unknown``.
    """

    kind: str
    value: str
    parts: tuple[Node, ...]
    start: int
    end: int
    template: tuple[str | Node, ...] = ()


NOTHING = Node("nothing", "", (), 0, 0)


def parse(text: str, tokens: Sequence[Token]) -> Node:
    """Read one expression from its tokens (which are of ``text``).

    :raises HclError: where it is none.
    """
    reader = _Reader(text, tokens, 0)
    found = reader.expression(0)
    if reader.at < len(reader.tokens):
        raise HclError("an expression goes on where it should end", reader.peek().start)
    return found


def parse_template(text: str) -> Node:
    """Read a file that is a template (``templatefile``).

    :raises HclError: at a hole that never ends.
    """
    return _Reader(text, (), 0).template(Token("template", text, 0, len(text), Lexer(text).template()))


class _Reader:
    def __init__(self, text: str, tokens: Sequence[Token], depth: int) -> None:
        self.text = text
        self.tokens = [token for token in tokens if token.kind != "newline"]
        self.at = 0
        self.depth = depth

    def peek(self, ahead: int = 0) -> Token:
        at = self.at + ahead
        if at < len(self.tokens):
            return self.tokens[at]
        end = self.tokens[-1].end if self.tokens else 0
        return Token("end", "", end, end)

    def _is(self, text: str, ahead: int = 0) -> bool:
        token = self.peek(ahead)
        return token.text == text and token.kind in {"op", "name"}

    def _take(self, text: str = "") -> Token:
        token = self.peek()
        if text and not self._is(text):
            raise HclError(f"{text} is missing", token.start)
        self.at += 1
        return token

    def expression(self, least: int) -> Node:
        """An expression whose operators bind at least as much as ``least``; 0 also takes ``a ? b : c``."""
        self.depth += 1
        if self.depth > _DEEPEST:
            raise HclError("nested without end", self.peek().start)
        found = self._unary()
        while self.peek().kind == "op" and (order := _ORDER.get(self.peek().text, 0)) > max(least, 0):
            op = self._take().text
            right = self.expression(order)
            found = Node("binary", op, (found, right), found.start, right.end)
        if least == 0 and self._is("?"):
            self.at += 1
            yes = self.expression(0)
            self._take(":")
            no = self.expression(0)
            found = Node("choice", "", (found, yes, no), found.start, no.end)
        self.depth -= 1
        return found

    def _unary(self) -> Node:
        token = self.peek()
        if token.kind == "op" and token.text in "-!":
            self.depth += 1
            if self.depth > _DEEPEST:
                raise HclError("nested without end", token.start)
            self.at += 1
            inner = self._unary()
            self.depth -= 1
            return Node("unary", token.text, (inner,), token.start, inner.end)
        return self._behind(self._primary())

    def _behind(self, found: Node) -> Node:
        """``.name``, ``[index]``, ``[*]``, ``.*``."""
        while True:
            if self._is("[") and self._is("*", 1) and self._is("]", 2):
                self.at += 3
                found = Node("splat", "", (found,), found.start, self.tokens[self.at - 1].end)
            elif self._is("["):
                self.at += 1
                index = self.expression(0)
                end = self._take("]").end
                found = Node("index", "", (found, index), found.start, end)
            elif self._is("."):
                self.at += 1
                name = self._take()
                kind = "splat" if name.text == "*" else "attribute"
                found = Node(kind, name.text, (found,), found.start, name.end)
            else:
                return found

    def _primary(self) -> Node:
        token = self._take()
        if token.kind == "number":
            return Node("number", token.text, (), token.start, token.end)
        if token.kind == "template":
            return self.template(token)
        if token.kind == "name":
            return self._call(token) if self._is("(") else Node("name", token.text, (), token.start, token.end)
        if token.text == "(":
            inner = self.expression(0)
            return inner._replace(start=token.start, end=self._take(")").end)
        if token.text in {"[", "{"}:
            return self._for(token) if self._is("for") else self._list(token) if token.text == "[" else self._object(token)
        raise HclError("an expression is missing", token.start)

    def template(self, token: Token) -> Node:
        """A text with the expressions in its holes."""
        parts = tuple(self._hole(part) if isinstance(part, Hole) else part for part in token.template)
        return Node("template", "", (), token.start, token.end, parts)

    def _hole(self, hole: Hole) -> Node:
        unknown = Node("unknown", "", (), hole.start, hole.end)
        if hole.directive:
            return unknown
        start, end = hole.start, hole.end
        start += self.text.startswith("~", start)
        end -= self.text.endswith("~", start, end)
        try:
            reader = _Reader(self.text, list(Lexer(self.text).tokens(start, end)), self.depth + 1)
            found = reader.expression(0)
        except HclError:
            return unknown
        return found if reader.at == len(reader.tokens) else unknown

    def _call(self, name: Token) -> Node:
        self._take("(")
        parts = self._until(")")
        return Node("call", name.text, parts, name.start, self.tokens[self.at - 1].end)

    def _list(self, opening: Token) -> Node:
        return Node("list", "", self._until("]"), opening.start, self.tokens[self.at - 1].end)

    def _until(self, closing: str) -> tuple[Node, ...]:
        parts: list[Node] = []
        while not self._is(closing):
            parts.append(self.expression(0))
            if self._is("..."):
                parts[-1] = Node("unknown", "", (), parts[-1].start, self._take().end)
            if not self._is(closing):
                self._take(",")
        self._take(closing)
        return tuple(parts)

    def _object(self, opening: Token) -> Node:
        parts: list[Node] = []
        while not self._is("}"):
            key = self.expression(0)
            if not self._is("=") and not self._is(":"):
                raise HclError("a value is missing", self.peek().start)
            self.at += 1
            parts += [key, self.expression(0)]
            if self._is(","):
                self.at += 1
        return Node("object", "", tuple(parts), opening.start, self._take("}").end)

    def _for(self, opening: Token) -> Node:
        self._take("for")
        names = [self._take().text]
        if self._is(","):
            self.at += 1
            names.append(self._take().text)
        self._take("in")
        through = self.expression(0)
        self._take(":")
        first = self.expression(0)
        second = NOTHING
        if opening.text == "{":
            self._take("=>")
            second = self.expression(0)
            if self._is("..."):
                raise HclError("grouping is not read", self.peek().start)
        condition = NOTHING
        if self._is("if"):
            self.at += 1
            condition = self.expression(0)
        end = self._take("}" if opening.text == "{" else "]").end
        return Node("for", " ".join(names), (through, first, second, condition), opening.start, end)
