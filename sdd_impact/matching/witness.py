"""The line that is shown for a match: checked by a second engine, confirmed by the real one, and taken apart into captures."""

from __future__ import annotations

import re
from collections.abc import Callable

from sdd_impact.model import Phrase, Placeholder, Regex, Template
from sdd_impact.patterns import GaveUp, Hit, Pattern, search
from sdd_impact.patterns.python_syntax import python_syntax
from sdd_impact.tuples import NamedTuple

from .clauses import Clause
from .leaves import regex
from .texts import Text

#: Asks the real engine: a pattern in Python's syntax, its flags as letters, a line → whether it is found (None: it could not say).
Confirm = Callable[[str, str, str], bool | None]

_STEPS = 50_000


class Line(NamedTuple):
    """One concrete text and where its pieces come from."""

    text: Text
    words: tuple[str, ...]

    @property
    def shown(self) -> str:
        """The text itself."""
        return "".join(self.words)

    def taken(self, first: int, last: int) -> Template:
        """Return what stands between two positions: literal text, and the placeholders of which any part stands there."""
        parts: list[str | Placeholder] = []
        at = 0
        for word, hole in zip(self.words, self.text.holes, strict=True):
            low, high = max(first, at), min(last, at + len(word))
            if low < high:
                parts.append(word[low - at : high - at] if hole is None else hole)
            at += len(word)
        return Template.of(*parts)


def found_in(pattern: Pattern, line: str) -> bool | None:
    """Whether the second engine finds a pattern in a line; None where it cannot say."""
    hit = search(pattern, line, steps=_STEPS)
    return None if isinstance(hit, GaveUp) else hit is not None


def captured(pattern: Pattern, line: Line) -> dict[str, Template]:
    """Return what each group of a pattern takes from a line, by name or number. A group that takes no part is left out."""
    hit = search(pattern, line.shown, steps=_STEPS)
    if not isinstance(hit, Hit):
        return {}
    named = zip(pattern.groups, hit.spans[1:], strict=True)
    return {
        name or str(index): line.taken(*span)
        for index, (name, span) in enumerate(named, start=1) if span is not None
    }  # fmt: skip


def confirmed(clause: Clause, lines: dict[str, str], where: Callable[[Phrase | Regex], str], confirm: Confirm) -> bool | None:
    """Ask the real engine about every text condition of a clause. None: it could not say for one of them, or there is none."""
    asked = False
    for condition, negative in clause:
        if not isinstance(condition, Phrase | Regex) or where(condition) not in lines:
            continue
        written = _written(condition)
        answer = confirm(*written, lines[where(condition)]) if written else None
        if answer is None:
            return None
        if answer == negative:
            return False
        asked = True
    return True if asked else None


def _written(condition: Phrase | Regex) -> tuple[str, str] | None:
    """Return a condition as a pattern of Python's ``re`` with its flags."""
    if isinstance(condition, Regex):
        found = regex(condition)
        special = isinstance(found, Pattern) and found.whole
        plain = "$" not in condition.pattern.rstrip("$") and "{{" not in condition.pattern
        return python_syntax(condition.pattern, condition.dialect, condition.flags) if plain and not special else None
    if condition.wildcards or condition.field or re.search(r"\$|\{\{", condition.text):
        return None
    text, flags = re.escape(condition.text), "" if condition.case else "i"
    if condition.where == "word":
        return None
    if condition.where == "term":
        first = r"(?<![^\W_])" if condition.text[:1].isalnum() else ""
        return first + text + (r"(?![^\W_])" if condition.text[-1:].isalnum() else ""), flags
    start = r"\A" if condition.where in ("whole", "start") else ""
    return start + text + (r"\Z" if condition.where in ("whole", "end") else ""), flags
