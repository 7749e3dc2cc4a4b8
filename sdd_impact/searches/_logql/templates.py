"""Patterns of Loki's own: ``<ip> - <user> "<_>"`` for the parser ``pattern``, and with ``<_>`` only for the filters ``|>`` and ``!>``.

Both are made into regular expressions that do what ``pkg/logql/log/pattern/pattern.go`` does.
"""

from __future__ import annotations

from itertools import pairwise

from sdd_impact import late
from sdd_impact.model import Phrase, Query, Regex
from sdd_impact.searches._logql.lexing import LogQLError
from sdd_impact.searches._trees import literal

_CAPTURE = late.regex(r"<([A-Za-z_]\w*)>")


def _pieces(text: str) -> list[tuple[str, bool]]:
    """Texts and captures (marked True) in order, without empty texts.

    :raises LogQLError: where two captures touch.
    """
    cut = _CAPTURE.split(text)
    pieces = [(piece, number % 2 == 1) for number, piece in enumerate(cut) if piece or number % 2]
    if any(one[1] and other[1] for one, other in pairwise(pieces)):
        raise LogQLError("two captures follow each other")
    return pieces


def extraction(text: str, field: str) -> tuple[Regex, tuple[str, ...]]:
    """Return the regular expression of a ``pattern`` parser, and the names it takes out.

    A first text must stand at the beginning of the line; a capture reaches up to the next text, the last one to the end.

    :raises LogQLError: where Loki would refuse it.
    """
    pieces = _pieces(text)
    names = tuple(piece for piece, captures in pieces if captures and piece != "_")
    if not names or len(set(names)) < len(names):
        raise LogQLError("a pattern needs names, each once")
    made = "^"
    for number, (piece, captures) in enumerate(pieces):
        reach = ".*" if number == len(pieces) - 1 else ".*?"
        made += (reach if piece == "_" else f"(?P<{piece}>{reach})") if captures else literal(piece)
    return Regex(made, "re2", "s", field, captures_only=True), names


def line_filter(text: str, field: str) -> Query:
    """Return what ``|>`` asks: the texts in order, each where it is found first, with something in between.

    Before the first text anything may stand; behind the last one nothing, unless a capture ends the pattern.

    :raises LogQLError: where Loki would refuse it.
    """
    pieces = _pieces(text)
    if any(captures and piece != "_" for piece, captures in pieces):
        raise LogQLError("a pattern filter has no named captures")
    if not pieces:
        return Phrase("", True, "whole", field)
    texts = [(number, literal(piece)) for number, (piece, captures) in enumerate(pieces) if not captures]
    if not texts:
        return Regex(".", "re2", "s", field)
    made = "".join(rf"(?:(?!{piece})[\s\S]){'+' if number else '*'}{piece}" for number, piece in texts)
    return Regex(rf"\A{made}{'' if pieces[-1][1] else chr(92) + 'z'}" + (r"[\s\S]" if pieces[-1][1] else ""), "pcre", "", field)
