"""A new text for a search, tried in the search's own language: what its format reads is held against the new line, and the old one.

The drafts are texts and know no language. What they mean is what the format reads when they stand in the search's file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import islice

from sdd_impact import late
from sdd_impact.model import AllOf, AnyOf, Event, Match, Not, Opaque, Proposal, Query, Regex, SavedSearch
from sdd_impact.tuples import NamedTuple

from .clauses import TooManyClauses, clauses, conditions
from .either import either
from .hold import hold
from .transplanting import tokens, transplanted

#: Reads a text in the place of a search's own; None where its file cannot be written so, or is refused.
Reread = Callable[[SavedSearch, str], Query | None]

_MOST_DRAFTS = 40
_MOST_WAYS = 60
_MOST_ALTERNATIVES = 20
#: Further stretches of a text that are written anew, one after the other.
_MOST_STEPS = 3
_SECTION = late.regex(r'"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|`[^`]*`|/(?:\\.|[^/\\\n])+/|%[^%\n]+%', re.DOTALL)
#: Formats in which every query is a regular expression, and what makes others look like one.
_EXPRESSIONS = frozenset({"fail2ban", "logcheck", "npd"})
_QUOTES = ('"', "'", "`")
#: Formats whose text is a piece of YAML, its values without quotation marks, and what such a value cannot hold.
_DOCUMENTS = frozenset({"sigma"})
#: The plain list has one where more than one text is asked for.
_LISTED = late.regex(r"(?:any|all|none|not|contains|regex): ")
_VALUE = late.regex(r"^ *(?:- +)*(?:[\w|.@-]+: +)?([^\s'\"\[{][^\n]*)$", re.MULTILINE)
_NO_PLAIN_VALUE = late.regex(r": |:$| #|[,\[\]{}]|^[-?:#&*!|>'\"%@`]")
#: Formats with plain words besides (dissect, conditions of Logstash).
_PATTERNS = frozenset({"grok"})
_LOOKS_SO = late.regex(r"[\\(\[]")
#: Words that are no escape and no name of a group.
_WORDS = late.regex(r"(?<![\\<\w])[^\W\d_]{2,}(?!\w|>)")
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


class _Draft(NamedTuple):
    """A text that finds the new line, how many of the old captures and conditions it keeps, and the draft that it goes on from."""

    kept: int
    stays: int
    text: str
    since: _Draft | None = None


class _Search:
    def __init__(self, search: SavedSearch, before: Event, after: Event, reread: Reread, *, captures: bool) -> None:
        self.search = search
        self.before, self.after = before, after
        self._reread = reread
        self._captures = captures
        self._in_yaml = search.format in _DOCUMENTS or (search.format == "plain" and _LISTED.match(search.text) is not None)
        found = hold(search.query, before)
        self._needs = found.needs if found.value_only else ""
        self._asked = frozenset(conditions(search.query))
        held = {each: self._holds(each, before) for each in self._asked}
        #: What is asked of other lines must be asked as before. Where the line is the same, the search was edited: nothing of it is sure.
        self._others = frozenset(each for each, bound in held.items() if not bound) if before != after else frozenset()
        #: What is found in the old line and in the new one stays as it is, if a draft can leave it so.
        self._holding = frozenset(each for each in self._asked - self._others if self._holds(each) and not _only_takes(each))
        self._taken = _taken(search.query, before)
        self._alternatives = _alternatives(search.query)

    def proposal(self, known: Proposal | None) -> Proposal | None:
        """Return the best draft, with a text for both lines."""
        best: _Draft | None = None
        own = (known.query,) if known is not None and self._is_whole(known.query) else ()
        already = self._kept(self.search.query)
        for text in islice(dict.fromkeys((*own, *self._drafts(self.search.text))), _MOST_DRAFTS):
            query = self._fitting(text)
            if query is None or _alternatives(query) > self._alternatives:
                continue
            kept = self._kept(query)
            if self._captures and kept <= already:
                continue
            stays = self._stays(query)
            if best is None or (kept, stays) > (best.kept, best.stays):
                best = _Draft(kept, stays, text)
            if stays == len(self._holding) + bool(self._needs) and (
                kept == len(self._taken) or (text in own and not self._reachable())
            ):
                break
        if best is None:
            return None
        if best.kept < len(self._taken) and self._reachable():
            best = self._improved(best)
        shown = hold(self._fitting(best.text) or self.search.query, self.after)
        return Proposal(best.text, self._both(best, known), shown.witness or "")

    def _is_whole(self, text: str) -> bool:
        """Whether a text that was found without the file is no YAML that says less than it seems to (`` # `` begins a comment)."""
        return not self._in_yaml or len(_NO_PLAIN_VALUE.findall(text)) <= len(_NO_PLAIN_VALUE.findall(self.search.text))

    def _improved(self, best: _Draft) -> _Draft:
        """Go on from a draft that finds the line and takes less from it than before: what takes a value may be written elsewhere in the text (``rex``)."""
        for _ in range(_MOST_STEPS):
            drafts = islice(dict.fromkeys(self._drafts(best.text)), _MOST_DRAFTS)
            fitting = (
                _Draft(self._kept(query), best.stays, text, best) for text in drafts if (query := self._fitting(text)) is not None
            )
            better = next((each for each in fitting if each.kept > best.kept), None)
            if better is None:
                break
            best = better
        return best

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
        return query if self._holds(query) else None

    def _holds(self, query: Query, event: Event | None = None) -> bool:
        """Whether a query finds the new line (or another): also where it needs the very value that the search needed of the old one."""
        event = event or self.after
        if hold(query, event, details=False).bound:
            return True
        return bool(self._needs) and any(self._needs == each.needs for each in _values(query, event))

    def _stays(self, query: Query) -> int:
        """Return how much is asked as before: the conditions that hold still, and the value that was needed."""
        needs = self._needs and not hold(query, self.after, details=False).bound
        return len(self._holding.intersection(conditions(query))) + bool(needs)

    def _kept(self, query: Query) -> int:
        """Return how many of the old captures are the same."""
        taken = _taken(query, self.after)
        return sum(taken.get(group) == value for group, value in self._taken.items())

    def _both(self, draft: _Draft, known: Proposal | None) -> str:
        """Return a text that finds the old line and the new one, and takes the most of what was taken from both; "" where none was found."""
        stepwise = self._joined(draft) if draft.since is not None else iter(())
        ways = islice(either(self.search.format, self.search.text, draft.text), _MOST_WAYS)
        best, most = "", -1
        for each in dict.fromkeys((draft.text, *stepwise, *ways, known.both if known is not None else "")):
            query = self._fitting(each) if each else None
            if query is None or not self._holds(query, self.before):
                continue
            # A reader may overlook what the engine refuses: then nothing is taken any longer.
            kept = self._kept(query) + sum(_taken(query, self.before).get(group) == value for group, value in self._taken.items())
            if kept > most:
                best, most = each, kept
            if kept >= draft.kept + len(self._taken):
                break
        return best

    def _joined(self, draft: _Draft) -> Iterator[str]:
        """Yield texts for both lines of a draft that was found in steps: what the last step changed is joined to what the steps before it became."""
        if draft.since is None:
            return
        first = self._both(draft.since, None)
        changed = _changed(draft.since.text, draft.text)
        if not first or changed is None or first.count(changed[0]) != 1:
            return
        yield from islice(either(self.search.format, first, first.replace(*changed)), _MOST_WAYS)

    # --- drafts ---------------------------------------------------------------------------------------------------

    def _drafts(self, text: str) -> Iterator[str]:
        yield from self._words(text)
        for first, last in self._sections(text):
            section = text[first:last]
            for expression in self._syntaxes(section):
                for new in self._transplanted(section, expression=expression):
                    before = text[max(first - 1, 0) : first]
                    ways = _in_document if self._in_yaml and before not in _QUOTES else _in_quotes
                    for written in ways(new, section, before, text[last : last + 1]):
                        yield text[:first] + written + text[last:]

    def _transplanted(self, section: str, *, expression: bool) -> Iterator[str]:
        for new in transplanted(section, self.before.message, self.after.message, expression=expression):
            yield new
            respelled = _respelled(new, self.after)
            if respelled != new:
                yield respelled

    def _syntaxes(self, section: str) -> tuple[bool, ...]:
        """Return as what a stretch is taken: as a regular expression, as plain words, or as both in turn."""
        if self.search.format in _EXPRESSIONS:
            return (True,)
        if self.search.format in _PATTERNS:
            return (True, False)
        return (True, False) if _LOOKS_SO.search(section) else (False, True)

    def _words(self, text: str) -> Iterator[str]:
        """Replace word by word, where as many words stand for as many others: whatever the language writes between them stays."""
        done = False
        for was, now in _replaced(self.before, self.after):
            found = list(re.finditer(_EDGE.format(re.escape(was)), text))
            if len(found) == 1:
                text, done = text[: found[0].start()] + now + text[found[0].end() :], True
        if done:
            yield text

    def _sections(self, text: str) -> Iterator[tuple[int, int]]:
        """Return the stretches of a text that may write the message: its parts, its quoted texts, its lines, all of it."""
        if "\n" not in text:
            yield from ((found.start() + 1, found.end() - 1) for found in _SECTION.finditer(text))
        for part in self.search.parts:
            if text.count(part) == 1:
                yield text.index(part), text.index(part) + len(part)
        yield from ((found.start() + 1, found.end() - 1) for found in _SECTION.finditer(text) if "\n" in text)
        if self._in_yaml:
            yield from (found.span(1) for found in _VALUE.finditer(text))
        yield from ((found.start(), found.end()) for found in re.finditer(r"[^\n]+", text) if "\n" in text)
        yield 0, len(text)


def _respelled(text: str, event: Event) -> str:
    """Return a text with the words that a message spells with other capitals as the message spells them."""
    words = re.findall(r"[^\W\d_]{2,}", " ".join(event.message.literals))
    spelled = {word.lower(): word for word in words}
    return _WORDS.sub(lambda found: found[0] if found[0] in words else spelled.get(found[0].lower(), found[0]), text)


def _in_quotes(new: str, old: str, before: str, behind: str) -> Iterator[str]:
    """Yield a text that is put in the place of an old one between two signs, in the ways in which languages write it between quotation marks.

    A quotation mark more in a stretch that has some would end one of its texts.
    """
    quoted = before == behind and before in _QUOTES and before != ""
    if not quoted:
        if all(new.count(quote) == old.count(quote) or quote not in old for quote in _QUOTES):
            yield new
        return
    if new.count(before) == old.count(before):
        yield new
    if "\\" in new and "\\" not in old:
        yield new.replace("\\", "\\\\").replace(before, "\\" + before)
    if new.count(before) != old.count(before) and before not in old:
        yield new.replace(before, "\\" + before)
        yield new.replace(before, before * 2)


def _in_document(new: str, old: str, before: str, _behind: str) -> Iterator[str]:
    """Yield a text that is put in the place of one in YAML: with quotation marks, where it would be read as something else without them."""
    if len(_NO_PLAIN_VALUE.findall(new)) <= len(_NO_PLAIN_VALUE.findall(old)):
        yield new
    elif before in (" ", "["):
        yield "'" + new.replace("'", "''") + "'"


def _changed(one: str, other: str) -> tuple[str, str] | None:
    """Return the quoted text that differs between two texts, as it is in each; None where more differs, or something else."""
    sides = ([found[0] for found in _SECTION.finditer(text)] for text in (one, other))
    pairs = [pair for pair in zip(*sides, strict=False) if pair[0] != pair[1]]
    return pairs[0] if len(pairs) == 1 and one.replace(pairs[0][0], pairs[0][1], 1) == other else None


def _values(query: Query, event: Event) -> Iterator[Match]:
    """Yield what each alternative of a query needs of a line, where that is a value."""
    try:
        found = clauses(query)
    except TooManyClauses:
        return
    for clause in found[:_MOST_ALTERNATIVES]:
        held = hold(AllOf(tuple(Not(each) if negative else each for each, negative in clause)), event)
        if held.value_only:
            yield held


def _only_takes(condition: Query) -> bool:
    return isinstance(condition, Regex) and condition.captures_only


def _alternatives(query: Query) -> int:
    """Return how many alternatives stand in a query: a new text that has more asks for something that nobody wanted."""
    if isinstance(query, Not):
        return _alternatives(query.part)
    if isinstance(query, AllOf | AnyOf):
        return isinstance(query, AnyOf) * len(query.parts) + sum(map(_alternatives, query.parts))
    return 0


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
