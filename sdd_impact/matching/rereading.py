"""A new text for a search, tried in the search's own language: what its format reads is held against the new line, and the old one.

The drafts are texts and know no language. What they mean is what the format reads when they stand in the search's file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import islice

from sdd_impact.model import Event, Opaque, Proposal, Query, SavedSearch

from .clauses import conditions
from .either import either
from .hold import hold
from .transplanting import tokens, transplanted

#: Reads a text in the place of a search's own; None where its file cannot be written so, or is refused.
Reread = Callable[[SavedSearch, str], Query | None]

_MOST_DRAFTS = 40
_MOST_WAYS = 60
_SECTION = re.compile(r'"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|`[^`]*`|/(?:\\.|[^/\\\n])+/|%[^%\n]+%', re.DOTALL)
#: Formats in which every query is a regular expression, and what makes others look like one.
_EXPRESSIONS = frozenset({"grok", "fail2ban", "logcheck", "npd"})
_LOOKS_SO = re.compile(r"[\\(\[]")
_EDGE = r"(?<![^\W_]){}(?![^\W_])"


def reworded(
    search: SavedSearch,
    changed: Sequence[tuple[Event, Event]],
    reread: Reread,
    known: Proposal | None = None,
    *,
    captures: bool = False,
) -> Proposal | None:
    """Return a new text for a search, and one that finds both lines, each as the search's own format reads it.

    ``changed`` are the events of the statements that it lost (``captures``: of which it takes other values), before and after. ``known`` was
    found without reading the search's file anew; it stands where that cannot be done.
    """
    for before, after in changed[:3]:
        found = _Search(search, before, after, reread, captures=captures).proposal(known)
        if found is not None:
            return found
    return known


class _Search:
    def __init__(self, search: SavedSearch, before: Event, after: Event, reread: Reread, *, captures: bool) -> None:
        self.search = search
        self.before, self.after = before, after
        self._reread = reread
        self._captures = captures
        self._asked = frozenset(conditions(search.query))
        held = {each: hold(each, before, details=False).bound for each in self._asked}
        #: What is asked of other lines must be asked as before.
        self._others = frozenset(each for each, bound in held.items() if not bound)
        self._taken = _taken(search.query, before)

    def proposal(self, known: Proposal | None) -> Proposal | None:
        """Return the best draft, with a text for both lines."""
        best: tuple[int, str] | None = None
        own = (known.query,) if known is not None else ()
        already = self._kept(self.search.query)
        for text in islice(dict.fromkeys((*own, *self._drafts())), _MOST_DRAFTS):
            query = self._fitting(text)
            if query is None:
                continue
            kept = self._kept(query)
            if self._captures and kept <= already:
                continue
            if best is None or kept > best[0]:
                best = kept, text
            if kept == len(self._taken) or (text in own and not self._reachable()):
                break
        if best is None:
            return None
        shown = hold(self._fitting(best[1]) or self.search.query, self.after)
        return Proposal(best[1], self._both(best[1], known), shown.witness or "")

    def _reachable(self) -> bool:
        """Whether what was taken from the old line is in the new one at all."""
        there = {each.name for each in self.after.message.placeholders if each.kind != "masked"}
        return any(value.strip("{}") in there for value in self._taken.values())

    def _fitting(self, text: str) -> Query | None:
        """Return what a text asks, where it finds the new line and asks of other lines what was asked before."""
        query = self._reread(self.search, text)
        if query is None:
            return None
        asked = set(conditions(query))
        if not self._others <= asked or any(isinstance(each, Opaque) and each not in self._asked for each in asked):
            return None
        return query if hold(query, self.after, details=False).bound else None

    def _kept(self, query: Query) -> int:
        """Return how many of the old captures are the same."""
        taken = _taken(query, self.after)
        return sum(taken.get(group) == value for group, value in self._taken.items())

    def _both(self, text: str, known: Proposal | None) -> str:
        """Return a text that finds the old line and the new one; "" where none was found."""
        ways = islice(either(self.search.format, self.search.text, text), _MOST_WAYS)
        for each in dict.fromkeys((text, *ways, known.both if known is not None else "")):
            query = self._fitting(each) if each else None
            if query is not None and hold(query, self.before, details=False).bound:
                return each
        return ""

    # --- drafts ---------------------------------------------------------------------------------------------------

    def _drafts(self) -> Iterator[str]:
        yield from self._words()
        text = self.search.text
        for first, last in self._sections():
            section = text[first:last]
            for expression in self._syntaxes(section):
                for new in transplanted(section, self.before.message, self.after.message, expression=expression):
                    yield text[:first] + new + text[last:]
                    if '"' in new and text[first - 1 : first] == '"' == text[last : last + 1]:
                        yield text[:first] + new.replace('"', '\\"') + text[last:]

    def _syntaxes(self, section: str) -> tuple[bool, ...]:
        """Return as what a stretch is taken: as a regular expression, as plain words, or as both in turn."""
        if self.search.format in _EXPRESSIONS:
            return (True,)
        return (True, False) if _LOOKS_SO.search(section) else (False, True)

    def _words(self) -> Iterator[str]:
        """Replace word by word, where as many words stand for as many others: whatever the language writes between them stays."""
        text, done = self.search.text, False
        for was, now in _replaced(self.before, self.after):
            found = list(re.finditer(_EDGE.format(re.escape(was)), text))
            if len(found) == 1:
                text, done = text[: found[0].start()] + now + text[found[0].end() :], True
        if done:
            yield text

    def _sections(self) -> Iterator[tuple[int, int]]:
        """Return the stretches of the text that may write the message: its parts, its quoted texts, its lines, all of it."""
        text = self.search.text
        if "\n" not in text:
            yield from ((found.start() + 1, found.end() - 1) for found in _SECTION.finditer(text))
        for part in self.search.parts:
            if text.count(part) == 1:
                yield text.index(part), text.index(part) + len(part)
        yield from ((found.start() + 1, found.end() - 1) for found in _SECTION.finditer(text) if "\n" in text)
        yield from ((found.start(), found.end()) for found in re.finditer(r"[^\n]+", text) if "\n" in text)
        yield 0, len(text)


def _taken(query: Query, event: Event) -> dict[str, str]:
    return {group: value for group, value in hold(query, event).captures if "{" in value}


def _replaced(before: Event, after: Event) -> Iterator[tuple[str, str]]:
    """Return the words of the message that were replaced, one by one."""
    one, other = tokens(before.message), tokens(after.message)
    said, says = ([each if isinstance(each, str) else f"{{{each.name}" for each in side] for side in (one, other))
    for tag, a, b, c, d in SequenceMatcher(None, said, says, autojunk=False).get_opcodes():
        was, now = [each for each in said[a:b] if each.isalnum()], [each for each in says[c:d] if each.isalnum()]
        if tag == "replace" and len(was) == len(now) and not any(each.startswith("{") for each in (*said[a:b], *says[c:d])):
            yield from zip(was, now, strict=True)
