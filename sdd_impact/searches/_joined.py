"""Conditions joined by *and*, *or* and *not*: the half of a query language that nearly all of them share, by recursive descent.

A language derives from :class:`Joined`, names its words, and reads the single condition itself.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, ClassVar, Generic, Protocol, TypeVar

from sdd_impact.model import AnyOf, Query
from sdd_impact.searches._trees import all_of, any_of, negation

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Mapping, Sequence

_DEEPEST = 40
_MOST = 50_000


class Token(Protocol):
    """A piece of a query: its kind, its text as written, and its offsets."""

    @property
    def kind(self) -> str:
        """What sort of piece it is; the language's own names."""

    @property
    def text(self) -> str:
        """The piece as written."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""

    @property
    def word(self) -> str:
        """The piece as a word or sign of the language; "" for a literal."""


_Piece = TypeVar("_Piece", bound=Token)


def closing(tokens: Sequence[Token], at: int, opens: Mapping[str, int], sign: str) -> int:
    """Return where the bracket at ``at`` closes (the number of tokens where it never does). ``opens`` says what each bracket adds
    to the depth, ``sign`` is the kind of token that brackets are."""
    depth = 0
    for index in range(at, len(tokens)):
        depth += opens.get(tokens[index].text, 0) if tokens[index].kind == sign else 0
        if depth == 0:
            return index
    return len(tokens)


def split(tokens: Sequence[_Piece], at: str, opens: Mapping[str, int], sign: str) -> list[list[_Piece]]:
    """Cut tokens at each sign ``at`` that stands in no brackets. ``opens`` and ``sign`` as for :func:`closing`."""
    made: list[list[_Piece]] = [[]]
    depth = 0
    for token in tokens:
        depth += opens.get(token.text, 0) if token.kind == sign else 0
        if token.kind == sign and token.text == at and depth <= 0:
            made.append([])
        else:
            made[-1].append(token)
    return made


def cut(
    text: str, pattern: re.Pattern[str], make: Callable[[str, str, int, int], _Piece], wrong: Callable[[str], Exception]
) -> list[_Piece]:
    """Cut a text into what a pattern's named groups find; what its group ``space`` finds is left out.

    Raises what ``wrong`` makes at a character that has no meaning, and where there are more pieces than anybody writes.
    """
    found: list[_Piece] = []
    at = 0
    while at < len(text):
        match = pattern.match(text, at)
        if match is None:
            raise wrong(f"the character {text[at]!r} at {at} is not expected")
        if len(found) > _MOST:
            raise wrong("longer than is looked at")
        at = match.end()
        if match.lastgroup != "space":
            found.append(make(match.lastgroup or "", match[0], match.start(), at))
    return found


def shown(text: str, tokens: Sequence[Token]) -> str:
    """The text that tokens stand for, on one line."""
    return " ".join(text[tokens[0].start : tokens[-1].end].split()) if tokens else ""


class Joined(ABC, Generic[_Piece]):
    """Reads conditions of one text. ``choices`` are the alternatives that were read, each with the texts of its sides."""

    ORS: ClassVar[frozenset[str]] = frozenset({"or"})
    ANDS: ClassVar[frozenset[str]] = frozenset({"and"})
    NOTS: ClassVar[frozenset[str]] = frozenset({"not"})
    #: What each bracket adds to the depth, and the kind of token that brackets are.
    OPENS: ClassVar[Mapping[str, int]] = {"(": 1, ")": -1}
    SIGN: ClassVar[str] = "op"

    def __init__(self, text: str, tokens: Sequence[_Piece]) -> None:
        self.text = text
        self.tokens = list(tokens)
        self.at = 0
        self.depth = 0
        self.choices: list[tuple[Query, tuple[str, ...]]] = []

    @abstractmethod
    def _wrong(self, message: str) -> Exception:
        """The language's own error, which whoever reads the condition catches."""

    @abstractmethod
    def _operand(self) -> Query:
        """Read what stands between *and* and *or*, with the *not* before it."""

    def _word(self, ahead: int = 0) -> str:
        return self.tokens[self.at + ahead].word if self.at + ahead < len(self.tokens) else ""

    def written(self, start: int, end: int | None = None) -> str:
        """The text of the tokens from ``start`` to ``end`` (to where the reading is)."""
        return shown(self.text, self.tokens[start : self.at if end is None else end])

    def _ends(self) -> bool:
        """Whether a condition may end here."""
        return self.at >= len(self.tokens) or self._word() in self.ORS | self.ANDS | {")"}

    def _closing(self, at: int) -> int:
        return closing(self.tokens, at, self.OPENS, self.SIGN)

    def _is_condition(self) -> bool:
        """Whether the parenthesis here holds a condition, not a value that is compared."""
        end = self._closing(self.at)
        return end + 1 >= len(self.tokens) or self.tokens[end + 1].word in self.ORS | self.ANDS | {")"}

    def _passed_over(self, start: int) -> str:
        """Pass over a condition that is not understood, up to the next *and* or *or*, and return its text.

        Raises what ``_wrong`` makes where there is none.
        """
        self.at = start
        while not self._ends():
            self.at = self._closing(self.at) + 1 if self.OPENS.get(self._word(), 0) > 0 else self.at + 1
        self.at = min(self.at, len(self.tokens))
        if self.at == start:
            raise self._wrong("the condition ends too early")
        return self.written(start)

    def _or(self) -> Query:
        """Read alternatives.

        Raises what ``_wrong`` makes where they are nested deeper than anybody writes.
        """
        self.depth += 1
        if self.depth > _DEEPEST:
            raise self._wrong("nested too deeply")
        parts, texts = [], []
        while True:
            start = self.at
            parts.append(self._and())
            texts.append(self.written(start))
            if self._word() not in self.ORS:
                break
            self.at += 1
        self.depth -= 1
        return self._chosen(parts, texts)

    def _chosen(self, parts: list[Query], texts: list[str]) -> Query:
        """Alternatives; their texts are kept in ``choices``."""
        found = any_of(parts)
        if isinstance(found, AnyOf) and len(parts) > 1:
            self.choices.append((found, tuple(texts)))
        return found

    def _and(self) -> Query:
        parts = [self._operand()]
        while self._word() in self.ANDS:
            self.at += 1
            parts.append(self._operand())
        return all_of(parts)

    def _negative(self) -> bool:
        """Pass over each *not*, and say whether they turn the condition round."""
        negative = False
        while self._word() in self.NOTS:
            self.at += 1
            negative = not negative
        return negative

    def _grouped(self) -> Query:
        """Read what stands in parentheses, from the opening one on."""
        self.at += 1
        found = self._or()
        if self._word() != ")":
            raise self._wrong("a ( is never closed")
        self.at += 1
        return found


def turned(query: Query, negative: bool) -> Query:
    """The query, or what it refuses."""
    return negation(query) if negative else query
