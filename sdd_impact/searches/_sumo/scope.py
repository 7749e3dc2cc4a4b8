"""The keyword expression of a search: what stands in front of the first pipe.

Rules from Sumo Logic's documentation, "Keyword search expressions": ``AND`` is implied and binds closer than ``OR``; keywords are whole terms in any case, ``*`` and ``?`` are wildcards
outside of quotes; in quotes terms stand side by side; ``field=value`` names metadata that the collector attached.
"""

from __future__ import annotations

from sdd_impact.model import Opaque, Phrase, Query, Routing
from sdd_impact.searches._aws.open_text import REASON, has_hole
from sdd_impact.searches._joined import Joined, shown, turned
from sdd_impact.searches._sumo.lexing import SumoError, Token
from sdd_impact.searches._trees import EVERY_LINE, all_of

_VARIABLE = "has a variable"


class Scope(Joined[Token]):
    """Reads a keyword expression. ``choices`` are those with the texts of their sides."""

    NOTS = frozenset({"not", "!"})

    def whole(self) -> Query:
        """Read all tokens; what is no expression is left open."""
        if not self.tokens:
            return EVERY_LINE
        try:
            found = self._or()
        except SumoError as error:
            return Opaque(self.written(0, len(self.tokens)), str(error))
        return found if self.at >= len(self.tokens) else Opaque(self.written(0, len(self.tokens)), "a ) closes what was not opened")

    def _wrong(self, message: str) -> SumoError:
        return SumoError(message)

    def _and(self) -> Query:
        parts = []
        while self.at < len(self.tokens) and self._word() not in {"or", ")"}:
            if self._word() == "and":
                self.at += 1
                continue
            parts.append(self._operand())
        if not parts:
            raise SumoError("a keyword is missing")
        return all_of(parts)

    def _operand(self) -> Query:
        negative = self._negative()
        if self.at >= len(self.tokens):
            raise SumoError("a keyword is missing")
        token = self.tokens[self.at]
        if token.word == "(":
            return turned(self._grouped(), negative)
        if self._word(1) in {"=", "!="}:
            return turned(self._metadata(), negative)
        self.at += 1
        return turned(self._keyword(token), negative)

    def _metadata(self) -> Query:
        """``_sourceCategory=shop/*``: where lines come from."""
        start = self.at
        self.at += 2
        if self._word() == "(":
            self.at = self._closing(self.at)
        self.at += 1
        while (
            self.at < len(self.tokens)
            and self.tokens[self.at].start == self.tokens[self.at - 1].end
            and self._word() not in {"(", ")"}
        ):
            self.at += 1
        return Routing(self.written(start))

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
