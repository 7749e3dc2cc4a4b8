"""Holding one clause of a search against one event."""

from __future__ import annotations

from sdd_impact.model import FieldIs, Opaque, Phrase, Placeholder, Regex, Routing, Template
from sdd_impact.patterns import Budget, Found, Machine, OverBudget, Pattern, PatternError, concrete, machine, walk
from sdd_impact.patterns.machine import Reach

from . import comparing, levels
from .clauses import Asked, Clause, Condition, Fixed, Literal
from .comparing import Bound
from .fields import Place, place
from .leaves import AS_ONE_VALUE, either, equals, opposite, phrase, regex, token_regex
from .outcomes import Decided, Outcome, Target
from .texts import Printed, Text, text_of
from .witness import Line, captured

#: States that one walk may visit, all walks for one pair together, and the walk that only finds out what a value would have to be.
#: Numbers of states, not times: the same question has the same answer everywhere.
BUDGET = 250_000
BUDGET_OF_PAIR = 600_000
BUDGET_OF_NEED = 100_000
#: Stands for what an unknown layout prints.
_LAYOUT = Placeholder("the layout")
#: More conditions than that on one text are not decided together.
MOST_TOGETHER = 24


class Case:
    """One search and one event: what stands where, worked out once. ``quick``: nobody will look at the lines that are found."""

    def __init__(self, asked: Asked, printed: Printed, *, quick: bool = False) -> None:
        self._quick = quick
        self.asked = asked
        self.event = printed.event
        self._printed = printed
        self._texts: dict[str, Text] = {}
        self._resolved: dict[Condition, Decided | Target] = {}
        self._values: dict[str, Template] = {}
        self._left = self._share = BUDGET_OF_PAIR
        self.also_spent = 0
        self._extracted: dict[Regex, dict[str, Template]] = {}

    @property
    def spent(self) -> int:
        """How many states were visited so far."""
        return BUDGET_OF_PAIR - self._left + self.also_spent

    def share(self, among: int) -> None:
        """Divide what is left of the budget: until the next call no more than one of so many shares is spent."""
        self._share = self._left // among

    @property
    def looks_at_line(self) -> bool:
        """Whether any condition is decided on the line or the message."""
        return "line" in self._texts or "message" in self._texts

    def text(self, track: str) -> Text:
        """Return the text of a track."""
        known = self._texts.get(track)
        if known is None:
            if track == "line" or (track == "message" and self.event.line is None):
                known = self._printed.line(self.asked.said)
            elif track == "message":
                known = self._printed.message
            else:
                known = text_of(self._values[track])
            self._texts[track] = known
        return known

    def resolve(self, condition: Condition) -> Decided | Target:
        """Find out how a condition is decided."""
        known = self._resolved.get(condition)
        if known is None:
            known = self._resolved[condition] = self._resolve(condition)
        return known

    def _resolve(self, condition: Condition) -> Decided | Target:
        if isinstance(condition, Routing):
            return Decided("always", assuming=f"events come from where the search looks: {condition.text}")
        if isinstance(condition, Opaque):
            return Decided("unknown", f"{condition.text}: {condition.reason}", f"this part holds: {condition.text}", neutral=True)
        asked = (
            condition.pattern
            if isinstance(condition, Regex)
            else condition.text
            if isinstance(condition, Phrase)
            else condition.value
        )
        where = self._place(condition, asked)
        if where.kind == "absent":
            return Decided("never", f"the search's own extraction finds no {where.name}")
        if where.kind == "unknown":
            why = f"the statement sets no field {where.name}"
            return Decided("unknown", why, f"the condition on {where.name} holds ({why}; it may come from elsewhere)", neutral=True)
        if where.kind == "level":
            return self._on_level(condition)
        if where.kind == "value":
            return self._on_value(condition, where)
        return self._on_text(condition, where)

    def track(self, condition: Phrase) -> str:
        """Return the text on which a phrase is looked for as it is, "" where that is neither the line nor the message."""
        kind = self._place(condition, condition.text).kind if condition.field else "line"
        return "" if kind not in ("line", "message") else "line" if kind == "line" or self.event.line is None else "message"

    def _place(self, condition: Phrase | Regex | FieldIs, asked: str) -> Place:
        """Find where a condition looks; a field that the search itself extracts is what the extraction takes here."""
        if condition.field:
            for each in self.asked.extractions:
                found = regex(each) if each != condition else None
                if isinstance(found, Pattern) and condition.field in found.groups:
                    # where an unknown layout stands in front, an expression that begins with the line takes other words than these
                    sure = self.event.line is not None or not each.pattern.startswith(("^", r"\A"))
                    sure = sure or (isinstance(condition, FieldIs) and condition.op == "exists")
                    value = self.extracted(each).get(condition.field) if sure else None
                    if value is not None:
                        return Place("value", value, condition.field)
                    if not self._may_extract(each):
                        return Place("absent", name=condition.field)
        return place(condition.field, self.event, asked)

    def extracted(self, extraction: Regex) -> dict[str, Template]:
        """Return what an extraction takes out of an ordinary line of the statement; empty where it finds nothing."""
        known = self._extracted.get(extraction)
        if known is None:
            known = self._extracted[extraction] = self._extract((), extraction)
        return known

    def _may_extract(self, extraction: Regex) -> bool:
        """Whether an extraction may find something in a line whose layout is not known: time, level and names that stand there."""
        if self.event.line is not None:
            return False
        try:
            return self.fulfils((Literal(extraction, negative=False),), "full") is not None
        except OverBudget:
            return True

    def _extract(self, clause: Clause, extraction: Regex) -> dict[str, Template]:
        target = self.resolve(extraction)
        if not isinstance(target, Target):
            return {}
        try:
            found = self.fulfils((*clause, Literal(extraction, negative=False)), "ordinary")
        except OverBudget:
            return {}
        if found is None or target.track not in found.words:
            return {}
        text = self.text(target.track)
        if text.surrounded:  # what is taken out of an unknown layout is not known
            text = text._replace(holes=(_LAYOUT, *text.holes[1:-1], _LAYOUT))
        taken = captured(target.pattern, Line(text, found.words[target.track]))
        return {name: value for name, value in taken.items() if _LAYOUT not in value.parts}

    def captures(self, clause: Clause, track: str, line: Line) -> tuple[tuple[str, str], ...]:
        """Return what each group of the search's expressions takes, for a clause that ``line`` (on ``track``) fulfils."""
        taken: dict[str, str] = {}
        for each in self.asked.extractions:
            target = self.resolve(each)
            if not isinstance(target, Target) or not target.pattern.groups:
                continue
            if not each.captures_only and Literal(each, negative=False) not in clause:
                continue
            groups = captured(target.pattern, line) if target.track == track else {}
            for name, value in (groups or self._extract(clause, each)).items():
                taken.setdefault(name, value.raw)
        return tuple(taken.items())

    def _on_text(self, condition: Phrase | Regex | FieldIs, where: Place) -> Decided | Target:
        track = "line" if where.kind == "line" or self.event.line is None else "message"
        if isinstance(condition, Phrase):
            return Target(track, phrase(condition, analysed=where.kind == "message"))
        if isinstance(condition, FieldIs):
            return self._message_is(condition, track)
        found = regex(condition)
        if isinstance(found, PatternError):
            return _unreadable(found)
        if found.whole and where.kind == "message" and AS_ONE_VALUE not in condition.flags:
            return self._agreed(condition, track, (found, token_regex(condition)))
        return Target(track, found)

    def _message_is(self, condition: FieldIs, track: str) -> Decided | Target:
        if condition.op == "exists":
            return Decided("always")
        if condition.op in ("=", "!="):
            pattern = equals(condition, token=True)
            return Target(track, opposite(pattern) if condition.op == "!=" else pattern)
        return Decided("unknown", f"{condition.field} {condition.op} {condition.value} compares a text", neutral=True)

    def _agreed(
        self, condition: Phrase | Regex | FieldIs, track: str, patterns: tuple[Pattern | PatternError, Pattern | PatternError]
    ) -> Decided | Target:
        """Decide a condition on a field that may be kept as one value or cut into words: the same either way, or unknown."""
        whole, words = patterns
        if isinstance(whole, PatternError):
            return _unreadable(whole)
        if isinstance(words, PatternError):
            return _unreadable(words)
        results = certainty(whole, self.text(track), self), certainty(words, self.text(track), self)
        if results[0] == results[1]:
            return Target(track, whole, wider=either(whole, words))
        ways = f"as one value ({results[0]}) or as text in words ({results[1]})"
        return Decided("unknown", f"whether the field {condition.field} is searched {ways} is not known")

    def _on_value(self, condition: Phrase | Regex | FieldIs, where: Place) -> Decided | Target:
        self._values[where.name] = where.value
        if isinstance(condition, Regex):
            found = regex(condition)
            return _unreadable(found) if isinstance(found, PatternError) else Target(where.name, found, where.assuming)
        if isinstance(condition, Phrase):
            if condition.where not in ("term", "word"):
                return Target(where.name, phrase(condition), where.assuming)
            both = (
                phrase(Phrase(condition.text, condition.case, "whole", "", condition.wildcards)),
                phrase(condition, analysed=True),
            )
            return self._agreed(condition, where.name, both)
        if condition.op == "exists":
            return Decided("always", assuming=where.assuming)
        if condition.op in ("=", "!="):
            agreed = self._agreed(condition, where.name, (equals(condition, token=False), equals(condition, token=not where.whole)))
            if isinstance(agreed, Target) and condition.op == "!=":
                narrow = agreed.pattern if agreed.wider is None else agreed.wider
                return Target(where.name, opposite(narrow), where.assuming, opposite(agreed.pattern))
            return agreed._replace(assuming=where.assuming) if isinstance(agreed, Target) else agreed
        return self._compared(condition, where)

    def _compared(self, condition: FieldIs, where: Place) -> Decided:
        """Decide ``<`` and its like on a field's value."""
        try:
            limit = float(condition.value)
        except ValueError:
            return Decided("unknown", f"{condition.value} is no number", neutral=True)
        parts = where.value.parts
        only = parts[0] if len(parts) == 1 else None
        values = (only,) if isinstance(only, str) else only.values if only is not None else ()
        if values:
            results = {comparing.fulfils(each, condition.op, limit) for each in values}
            certainty = "generic" if len(results) > 1 else "always" if results == {True} else "never"
            return Decided(certainty, assuming=where.assuming)
        if isinstance(only, Placeholder) and only.kind in ("int", "float", "duration", "any", "id"):
            return Decided("generic", assuming=where.assuming, bound=Bound(where.name, condition.op, limit))
        return Decided("unknown", f"{condition.field} may be no number")

    def _on_level(self, condition: Phrase | Regex | FieldIs) -> Decided:
        level = self.event.level
        if level is None:
            return Decided("unknown", "the statement's level is not known")
        if isinstance(condition, Regex):
            found = regex(condition)
            if isinstance(found, PatternError):
                return _unreadable(found)
            fits = {certainty(found, text_of(Template.of(word))) for word in levels.spellings(level)}
            return Decided("always" if "always" in fits else "never", f"the level is {level}")
        if isinstance(condition, Phrase):
            condition = FieldIs(condition.field, "=", condition.text, wildcards=condition.wildcards)
        holds = levels.decide(condition, level)
        if holds is None:
            return Decided("unknown", f"whether {condition.value} includes the level {level} is not known")
        return Decided("always" if holds else "never", f"the level is {level}")

    # --- clauses --------------------------------------------------------------------------------------------------

    def fulfils(self, clause: Clause, how: Reach, fixed: Fixed | None = None) -> Outcome | None:
        """Find an event of the statement that fulfils a clause; None is a proof that there is none. Raises :class:`OverBudget`.

        ``fixed`` is the clause taken apart, where it only looks at the line."""
        if fixed is not None:
            line = self._line("line", fixed.patterns, how)
            return None if line is None else Outcome({"line": line.words}, loose=fixed.loose)
        tracks: dict[str, list[tuple[Pattern, bool]]] = {}
        unsure: list[str] = []
        aside: list[Decided] = []
        loose: dict[str, None] = {}
        assuming: dict[str, None] = {}
        bounds: list[Bound] = []
        evidence = False
        for condition, negative in clause:
            target = self.resolve(condition)
            if target.assuming and not (isinstance(target, Decided) and target.neutral):
                assuming[target.assuming] = None
            if isinstance(target, Target):
                loose.update(dict.fromkeys(target.pattern.too_wide))
                if not (negative and target.pattern.too_wide):  # less than its opposite would be too little
                    tracks.setdefault(target.track, []).append((target.for_reach(how, negative=negative), negative))
                evidence = evidence or not negative
            elif target.neutral:
                aside.append(target)
            elif target.certainty == "unknown":
                unsure.append(target.because)
            elif not _may_hold(target.certainty, negative):
                return None
            else:  # where an event comes from is no evidence of what it says
                evidence = evidence or not isinstance(condition, Routing)
                bounds.extend([target.bound._replace(negative=negative)] if target.bound else [])
        if not comparing.are_possible(bounds):
            return None
        words: dict[str, tuple[str, ...]] = {}
        for track, patterns in tracks.items():
            found = self._line(track, tuple(dict.fromkeys(patterns)), how)
            if found is None:
                return None
            words[track] = found.words
        if aside and not evidence:
            unsure.extend(each.because for each in aside)
        assuming.update(dict.fromkeys(each.assuming for each in aside if each.assuming))
        return Outcome(words, tuple(unsure), tuple(loose), tuple(assuming))

    def _line(self, track: str, patterns: tuple[tuple[Pattern, bool], ...], how: Reach) -> Found | None:
        if len(patterns) > MOST_TOGETHER:
            raise OverBudget
        made = self.machine(patterns)
        first = self.machine(patterns, guessing=True) if made.should_guess else made
        try:
            return self._searched(first, track, how)
        except OverBudget:
            if first is not made or not made.may_guess:
                raise
        return self._searched(self.machine(patterns, guessing=True), track, how)

    def _searched(self, made: Machine, track: str, how: Reach) -> Found | None:
        """Look for a line of the message alone, then of all that an unknown layout may print."""
        text = self.text(track)
        allowed = Budget(min(BUDGET, self._left, self._share))
        before = allowed.left
        try:
            if self._quick and text.surrounded:  # what may stand around the message may also be missing
                return _walked(made, text, how, allowed)
            found = _walked(made, text.bare, how, allowed)
            if found is not None:
                return Found(("", *found.words, "")) if text.surrounded else found
            return _walked(made, text, how, allowed) if text.surrounded else None
        finally:
            self._left -= before - allowed.left
            self._share -= before - allowed.left

    def machine(self, patterns: tuple[tuple[Pattern, bool], ...], *, guessing: bool = False) -> Machine:
        """Return the machine of some patterns. Raises :class:`OverBudget` where one of them is too large."""
        made = machine(patterns, guessing=guessing)
        if made is None:
            raise OverBudget
        return made


def _may_hold(certainty: str, negative: bool) -> bool:
    return certainty != "always" if negative else certainty in ("always", "generic")


def _unreadable(error: PatternError) -> Decided:
    return Decided("unknown", f"the pattern cannot be read: {error.message} (at character {error.position + 1})")


def _walked(made: Machine, text: Text, how: Reach, allowed: Budget) -> Found | None:
    found = walk(made, text.segments, how, allowed)
    return found if found is None or how == "full" else concrete(made, text.segments, found, allowed)


def certainty(pattern: Pattern, text: Text, case: Case | None = None) -> str:
    """Return how certainly one pattern is found in one text, by itself. What that costs is added to ``case``."""
    allowed = Budget(BUDGET)
    try:
        positive, negative = machine(((pattern, False),)), machine(((pattern, True),))
        if positive is None or negative is None:
            return "unknown"
        if walk(positive, text.segments, "full", allowed) is None:
            return "never"
        if pattern.too_wide:
            return "unknown"
        if walk(negative, text.segments, "full", allowed) is None:
            return "always"
        return "contingent" if walk(positive, text.segments, "ordinary", allowed) is None else "generic"
    except OverBudget:
        return "unknown"
    finally:
        if case is not None:
            case.also_spent += BUDGET - allowed.left
