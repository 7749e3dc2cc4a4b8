"""The keyword expression of a search: what stands in front of the first pipe.

Rules from Sumo Logic's documentation, "Keyword search expressions": ``AND`` is implied and binds closer than ``OR``; keywords are whole terms in any case, ``*`` and ``?`` are wildcards
outside of quotes; in quotes terms stand side by side; ``field=value`` names metadata that the collector attached.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact.model import AnyOf, Opaque, Phrase, Query, Routing
from sdd_impact.searches._aws.open_text import REASON, has_hole
from sdd_impact.searches._sumo.lexing import SumoError, Token, closing, shown
from sdd_impact.searches._trees import EVERY_LINE, all_of, any_of, negation

if TYPE_CHECKING:
    from collections.abc import Sequence

_DEEPEST = 40
_VARIABLE = "has a variable"


class Scope:
    """Reads a keyword expression. ``choices`` are those with the texts of their sides."""

    def __init__(self, text: str, listed: Sequence[Token]) -> None:
        self.text = text
        self.tokens = list(listed)
        self.at = 0
        self.depth = 0
        self.choices: list[tuple[Query, tuple[str, ...]]] = []

    def whole(self) -> Query:
        """Read all tokens; what is no expression is left open."""
        if not self.tokens:
            return EVERY_LINE
        try:
            found = self._or()
        except SumoError as error:
            return Opaque(shown(self.text, self.tokens), str(error))
        return found if self.at >= len(self.tokens) else Opaque(shown(self.text, self.tokens), "a ) closes what was not opened")

    def _word(self, ahead: int = 0) -> str:
        return self.tokens[self.at + ahead].word if self.at + ahead < len(self.tokens) else ""

    def _or(self) -> Query:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise SumoError("nested too deeply")
        parts, texts = [], []
        while True:
            start = self.at
            parts.append(self._and())
            texts.append(shown(self.text, self.tokens[start : self.at]))
            if self._word() != "or":
                break
            self.at += 1
        self.depth -= 1
        found = any_of(parts)
        if isinstance(found, AnyOf) and len(parts) > 1:
            self.choices.append((found, tuple(texts)))
        return found

    def _and(self) -> Query:
        parts = []
        while self.at < len(self.tokens) and self._word() not in {"or", ")"}:
            if self._word() == "and":
                self.at += 1
                continue
            parts.append(self._single())
        if not parts:
            raise SumoError("a keyword is missing")
        return all_of(parts)

    def _single(self) -> Query:
        negative = False
        while self._word() in {"not", "!"}:
            self.at += 1
            negative = not negative
        if self.at >= len(self.tokens):
            raise SumoError("a keyword is missing")
        token = self.tokens[self.at]
        if token.word == "(":
            self.at += 1
            found: Query = self._or()
            if self._word() != ")":
                raise SumoError("a ( is never closed")
            self.at += 1
        elif self._word(1) in {"=", "!="}:
            found = self._metadata()
        else:
            self.at += 1
            found = self._keyword(token)
        return negation(found) if negative else found

    def _metadata(self) -> Query:
        """``_sourceCategory=shop/*``: where lines come from."""
        start = self.at
        self.at += 2
        if self._word() == "(":
            self.at = closing(self.tokens, self.at)
        self.at += 1
        while (
            self.at < len(self.tokens)
            and self.tokens[self.at].start == self.tokens[self.at - 1].end
            and self._word() not in {"(", ")"}
        ):
            self.at += 1
        return Routing(shown(self.text, self.tokens[start : self.at]))

    def _keyword(self, token: Token) -> Query:
        written = token.text
        # `a{{b}}c`: what touches a variable is a part of the same keyword
        pieces = [token]
        while (
            self.at < len(self.tokens)
            and self.tokens[self.at].start == pieces[-1].end
            and self.tokens[self.at].kind in {"hole", "word"}
        ):
            pieces.append(self.tokens[self.at])
            self.at += 1
        if any(each.kind == "hole" for each in pieces) or (token.kind == "text" and "{{" in token.text):
            return Opaque(shown(self.text, pieces), _VARIABLE)
        if len(pieces) > 1:
            written = "".join(each.text for each in pieces)
        if has_hole(written):
            return Opaque(written, REASON)
        if token.kind == "text":
            text = " ".join(token.said.split())
            return Phrase(text, False, "term") if text else EVERY_LINE
        if not written.strip("*"):
            return EVERY_LINE
        wild = "*" in written or "?" in written
        return Phrase(written, False, "term", "", wild)
