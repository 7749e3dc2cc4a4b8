"""How code of a language looks when it is well kept: what :mod:`sdd_impact.syntax.balance` needs to set the brackets of a half-written file right."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from sdd_impact import late
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

#: What matches no text.
_NEVER = late.regex(rb"(?!)")


class Head(NamedTuple):
    """What may have stood on a lost line that opened a bracket.

    ``bracket`` is the bracket that closes it. ``where`` says which line tells: the ``first`` line that stands in it, the ``end`` (from the
    bracket that closes it), the head of what stands ``around`` it. ``also`` must match at the bracket as well. ``text`` is put in; the brackets that it leaves open are closed in their order.
    """

    bracket: bytes
    where: Literal["first", "end", "around"]
    pattern: re.Pattern[bytes]
    text: bytes
    also: re.Pattern[bytes] | None = None


class Habits:
    """The habits of one language.

    ``function`` and ``call`` are heads that fit where nothing else is known, without the bracket they open. ``heads`` are asked in their order.
    ``parameter`` is a line that declares a parameter, the last one of a head. ``tokens`` are the texts, comments and characters, in which
    brackets mean nothing. ``holds`` finds the head of what holds functions and no statements: where it is given, a lost block elsewhere gets ``{`` alone.
    ``header`` is the last line of a head whose ``{`` stands on a line of its own. ``passed`` are the lines that do not count for
    the indentation; ``labels`` those that stand as far out as the block they are in. ``continues``: with these a line begins that belongs to the one before.
    ``runs_on``: a text that a quote begins ends with its line, so one that does not end is closed there.
    """

    def __init__(
        self,
        function: bytes,
        heads: tuple[Head, ...],
        *,
        tokens: bytes,
        parameter: re.Pattern[bytes] = _NEVER,
        holds: re.Pattern[bytes] | None = None,
        header: re.Pattern[bytes] | None = None,
        passed: re.Pattern[bytes] = _NEVER,
        labels: re.Pattern[bytes] = _NEVER,
        continues: bytes = b".?:&|+-/*<>=",
        strings: re.Pattern[bytes] | None = None,
    ) -> None:
        self.function = function
        self.heads = heads
        self.parameter = parameter
        self.holds = holds
        self.header = header
        self.passed = passed
        self.labels = labels
        self.continues = continues
        self.strings = strings
        self._written = tokens

    @cached_property
    def tokens(self) -> re.Pattern[bytes]:
        """The beginnings of lines, what has no brackets, and brackets."""
        return re.compile(rb"^[ \t]*|" + self._written + rb"|[(){}\[\]]", re.DOTALL | re.MULTILINE)

    def heads_for(self, bracket: bytes) -> Iterator[Head]:
        """The heads of what this bracket closes."""
        return (head for head in self.heads if head.bracket == bracket)
