"""One search against one statement: the five answers, each with its proof or its line."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

from sdd_impact.model import Certainty, Event, Match, Phrase, Placeholder, Query, Regex, Template
from sdd_impact.patterns import Budget, OverBudget, Pattern, cheapest

from .allowance import Allowance
from .clauses import Asked, Clause, TooManyClauses, asked
from .decide import BUDGET_OF_NEED, Case
from .kinds import KINDS
from .outcomes import Decided, Outcome, Target
from .overlap import IMPOSSIBLE, asked_of_values
from .plain import plain, plainly, stands_in
from .prefilter import candidate, own_haystack
from .texts import Printed, fields_asked
from .values import Need, fit_any_text, is_value_only
from .witness import Confirm, Line, confirmed, found_in

TOO_MANY = "the search has too many alternatives to be decided"
OVER = "the search is too complex to be decided within the allowed number of states"
NESTED = "the search is nested too deeply to be decided"
UNKNOWN_LAYOUT = "the layout of the line is not known: time, level, names and numbers may stand around the message"

_Answer = TypeVar("_Answer", Match, Match | None)

_ALWAYS, _GENERIC = Match("always"), Match("generic")


def hold(query: Query, event: Event, confirm: Confirm | None = None, *, details: bool = True) -> Match:
    """Hold one search against what one statement prints. Never raises.

    ``confirm`` is asked about the line that is shown, so that the real engine has the last word; without it the matcher's own two
    engines must agree and ``confirmed_by`` stays None. ``details=False`` leaves out witness, captures and ``needs``: for
    questions that are asked a million times.
    """
    return held(query, Printed(event), confirm, details=details)


def held(
    query: Query,
    printed: Printed,
    confirm: Confirm | None = None,
    *,
    details: bool = True,
    allowance: Allowance | None = None,
) -> Match:
    """Do what :func:`hold` does, with an event that was prepared. Raises :class:`Spent` where an ``allowance`` is used up."""
    try:
        search = asked(query)
        if search.of_levels and not printed.event.fields:
            found = _of_level(search, printed)
            return _shown_of_level(printed, found) if details and found.bound else found
        holding = _Holding(search, printed, confirm, details=details)
        return _counted(holding.match, holding, allowance)
    except TooManyClauses:
        return Match("unknown", because=TOO_MANY)
    except RecursionError:
        return Match("unknown", because=NESTED)


def _counted(decide: Callable[[], _Answer], holding: _Holding, allowance: Allowance | None) -> _Answer:
    if allowance is None:
        return decide()
    allowance.check()
    try:
        return decide()
    finally:
        allowance.spend(holding.case.spent)


def feeds(query: Query, printed: Printed, allowance: Allowance | None = None) -> Certainty | None:
    """Return ``generic`` where the statement feeds the search (*always* included), ``unknown``, or None where it surely does not.

    Raises :class:`Spent` where an ``allowance`` is used up.
    """
    try:
        search = asked(query)
        if search.of_levels and not printed.event.fields:
            found: Match | None = _of_level(search, printed)
        else:
            holding = _Holding(search, printed, None, details=False, exact=False)
            found = _counted(lambda: holding.bound([]), holding, allowance)
    except (TooManyClauses, RecursionError):
        return "unknown"
    if found is None or found.certainty in ("contingent", "never"):
        return None
    return "unknown" if found.certainty == "unknown" else "generic"


def needed(query: Query, printed: Printed) -> tuple[Need, ...]:
    """Return what a contingent search needs of each placeholder; empty where that cannot be said."""
    holding = _Holding(asked(query), printed, None, details=False)
    try:
        return holding.needed()
    except (TooManyClauses, RecursionError, OverBudget):
        return ()


def _of_level(search: Asked, printed: Printed) -> Match:
    """Decide a search for a level once for all statements of that level: nothing else that they print counts."""
    known = search.by_level.get(printed.event.level)
    if known is None:
        known = search.by_level[printed.event.level] = _Holding(
            search, Printed(Event(Template(), printed.event.level)), None
        ).match()
    return known


def _shown_of_level(printed: Printed, found: Match) -> Match:
    """Return a match of a search for a level with the line and the assumptions of one statement."""
    more = tuple(each for each in found.assuming if each != UNKNOWN_LAYOUT)
    return Match(found.certainty, printed.sample, because=found.because, assuming=assumed(printed.event, more, line=True))


class _Holding:
    """One pair while it is decided. ``details``: with witness, captures and needs; ``exact``: *always* is told from *generic*."""

    def __init__(
        self, search: Asked, printed: Printed, confirm: Confirm | None, *, details: bool = True, exact: bool = True
    ) -> None:
        self.search = search
        self.printed = printed
        self.case = Case(search, printed, quick=not details)
        self.confirm = confirm
        self.details = details
        self.exact = exact

    def match(self) -> Match:
        """Find the first alternative that ordinary values fulfil; only where there is none, ask which are possible at all."""
        possible: list[Clause] = []
        return self.bound(possible) or self._unbound(possible)

    def bound(self, possible: list[Clause]) -> Match | None:
        """Return the match where ordinary values fulfil an alternative, or where that is not known; None proves that they fulfil none.

        ``possible`` receives the alternatives that particular values may still fulfil. No alternative takes more than its share of
        the budget, so that one that is too complex leaves the others as they are.
        """
        over, unsure = False, ""
        clauses = self.search.positive
        for number, clause in enumerate(clauses):
            if not self._may_fulfil(number):
                possible.append(clause)
                continue
            self.case.share(len(clauses) - number)
            try:
                ordinary = self._plain(clause) or self.case.fulfils(clause, "ordinary", self.search.fixed[number])
            except OverBudget:
                over = True
                continue
            if ordinary is None:
                possible.append(clause)
            elif ordinary.unsure:
                unsure = unsure or "; ".join(ordinary.unsure)
            else:
                self.case.share(1)
                found = self._bound(clause, ordinary)
                if found.certainty != "unknown":
                    return found
                unsure = unsure or found.because
        if unsure or over:
            return Match("unknown", because=unsure or OVER, assuming=self._assumed())
        return None

    def _may_fulfil(self, number: int) -> bool:
        """Whether ordinary values may fulfil an alternative, as far as its words and texts tell. They supply no letter that is asked for."""
        search, printed = self.search, self.printed
        return candidate(search.words[number], own_haystack(printed)) and not asked_of_values(search.texts[number], printed)

    def _is_impossible(self, clause: Clause) -> bool:
        """Whether no line has the texts that an alternative asks for, whatever the values. False says nothing."""
        return asked_of_values(self.search.texts[self.search.positive.index(clause)], self.printed) >= IMPOSSIBLE

    def _unbound(self, possible: list[Clause]) -> Match:
        """Tell alternatives that need a particular text from those that no line fulfils."""
        over = False
        if not self.details and fit_any_text(possible, self.printed):
            return Match("contingent")
        for number, clause in enumerate(possible):
            if not self.details and self._is_impossible(clause):
                continue
            self.case.share(len(possible) - number)
            try:
                if self.case.fulfils(clause, "full") is not None:
                    return self._contingent(clause)
            except OverBudget:
                over = True
        if over:
            return Match("contingent", because="if it matches at all, then only with particular values", assuming=self._assumed())
        return Match("never", because="no line that this statement prints can match", assuming=self._assumed())

    # --- bound ----------------------------------------------------------------------------------------------------

    def _plain(self, clause: Clause) -> Outcome | None:
        """Return the outcome of a clause of fixed texts that stand in the statement's own words; None says nothing."""
        words: dict[str, tuple[str, ...]] = {}
        assuming: dict[str, None] = {}
        for condition, negative in clause:
            fixed = plain(condition) if isinstance(condition, Phrase) and not negative else None
            if fixed is None or not isinstance(condition, Phrase):
                decided = None if isinstance(condition, Phrase | Regex) and not condition.field else self.case.resolve(condition)
                if not isinstance(decided, Decided) or decided.neutral or decided.certainty != ("never" if negative else "always"):
                    return None
                assuming.update({decided.assuming: None} if decided.assuming else {})
                continue
            track = self.case.track(condition)
            if not track or not stands_in(fixed, self.case.text(track)):
                return None
            words[track] = self.case.text(track).samples
        if not words or (self.details and not all(self.case.text(track).shown for track in words)):
            return None
        return Outcome(words, assuming=tuple(assuming), plain=True)

    def _bound(self, clause: Clause, found: Outcome) -> Match:
        if found.loose and not self._checked(clause, found):
            return Match("unknown", because=f"not decided exactly: {', '.join(found.loose)}")
        always = found.plain or (self.exact and not found.loose and self._always(clause))
        if not self.details:
            return _ALWAYS if always else _GENERIC
        if not found.plain and not self._checked(clause, found):
            return Match("unknown", because="the two engines of the matcher do not agree about a line")
        line = self._shown(clause, found)
        says = None
        if self.confirm is not None:
            lines = {track: "".join(words) for track, words in found.words.items()} | {line_track(found): line.shown}
            says = confirmed(clause, lines, self._track, plainly if found.plain else self.confirm)
        if says is False:
            return Match("unknown", because=f"the engine of the search does not agree about the line {line.shown!r}")
        because = "every line of this statement matches" if always else "it matches with ordinary values"
        return Match(
            "always" if always else "generic", line.shown, because=because, confirmed_by="re" if says else None,
            captures=self.case.captures(clause, line_track(found), line), assuming=self._assumed(found.assuming),
        )  # fmt: skip

    def _always(self, clause: Clause) -> bool:
        """Prove that no line escapes the search, or, where that is too complex, none this one alternative of it."""
        opposites = [(condition._replace(negative=not condition.negative),) for condition in clause]
        for alternatives in (self.search.negative, opposites):
            try:
                return all(self.case.fulfils(each, "full") is None for each in alternatives)
            except OverBudget:
                continue
        return False

    def _checked(self, clause: Clause, found: Outcome) -> bool:
        """Ask the second engine about the line found. It is exact even where the automaton is not."""
        for condition, negative in clause:
            target = self.case.resolve(condition)
            if isinstance(target, Target):
                # where all conditions on a text are negated ones that are taken too widely, no line of it was looked for
                words = found.words.get(target.track) or self.case.text(target.track).samples
                answer = found_in(target.pattern, "".join(words))
                if answer is negative or (answer is None and target.pattern.too_wide):
                    return False
        return True

    def _shown(self, clause: Clause, found: Outcome) -> Line:
        """Return the line to show: one with telling values where that matches too, else the one found."""
        track = line_track(found)
        text = self.case.text(track)
        if found.plain:
            return Line(text, text.samples)
        patterns = [
            (target.pattern, negative) for target, negative in ((self.case.resolve(each.condition), each.negative) for each in clause)
            if isinstance(target, Target) and target.track == track
        ]  # fmt: skip
        nice = Line(text, text.samples)
        if text.shown and all(found_in(pattern, nice.shown) is (not negative) for pattern, negative in patterns):
            return nice
        return Line(text, found.words.get(track, text.samples))

    def _track(self, condition: Phrase | Regex) -> str:
        target = self.case.resolve(condition)
        return target.track if isinstance(target, Target) else ""

    # --- not bound ------------------------------------------------------------------------------------------------

    def needed(self) -> tuple[Need, ...]:
        """Return what the first alternative that is possible needs. Raises :class:`OverBudget`."""
        for clause in self.search.positive:
            if self.case.fulfils(clause, "full") is not None:
                return self._needs(clause)[0]
        return ()

    def _contingent(self, clause: Clause) -> Match:
        if not self.details:
            return Match("contingent")
        try:
            needs, shown = self._needs(clause)
        except OverBudget:
            needs, shown = (), None
        said = " and ".join(f"{{{each.name}}} contains {each.text!r}" for each in needs)
        value_only = bool(needs) and is_value_only(
            clause, self.search.words[self.search.positive.index(clause)], self.case.event, needs
        )
        return Match(
            "contingent", shown if value_only else None, needs=" … ".join(each.text for each in needs),
            because=f"it matches only if {said}" if said else "it matches only with particular values",
            assuming=self._assumed(), value_only=value_only,
        )  # fmt: skip

    def _needs(self, clause: Clause) -> tuple[tuple[Need, ...], str]:
        """Return what a clause needs, and a line that it matches then."""
        needs: list[Need] = []
        lines = {track: self._cheapest(track, patterns, needs) for track, patterns in self._patterns(clause).items()}
        shown = lines.get("line") or lines.get("message") or "".join(self.case.text("line").samples)
        return tuple(needs), shown

    def _cheapest(self, track: str, patterns: tuple[tuple[Pattern, bool], ...], needed: list[Need]) -> str:
        """Find the line that needs the least, add what that is to ``needed``, and return the line."""
        text = self.case.text(track)
        made = self.case.machine(patterns)
        made = self.case.machine(patterns, guessing=True) if made.should_guess else made
        allowed = Budget(BUDGET_OF_NEED)
        try:
            found = cheapest(made, text.segments, allowed)
        except OverBudget:
            if not made.may_guess:
                raise
            self.case.also_spent += BUDGET_OF_NEED
            allowed = Budget(BUDGET_OF_NEED)
            found = cheapest(self.case.machine(patterns, guessing=True), text.segments, allowed)
        finally:
            self.case.also_spent += BUDGET_OF_NEED - allowed.left
        if found is None:
            return ""
        for hole, word, need in zip(text.holes, found.words, found.needs, strict=True):
            if need:
                field = track if track not in ("line", "message") else ""
                needed.append(
                    Need(field or (hole.name if hole else "the layout"), hole.kind if hole else "", need, word == need, field)
                )
        return "".join(found.words)

    def _patterns(self, clause: Clause) -> dict[str, tuple[tuple[Pattern, bool], ...]]:
        tracks: dict[str, dict[tuple[Pattern, bool], None]] = {}
        for condition, negative in clause:
            target = self.case.resolve(condition)
            if isinstance(target, Target) and not (negative and target.pattern.too_wide):
                tracks.setdefault(target.track, {})[target.pattern, negative] = None
        return {track: tuple(patterns) for track, patterns in tracks.items()}

    def _assumed(self, more: tuple[str, ...] = ()) -> tuple[str, ...]:
        line = self.case.looks_at_line
        asked_for = fields_asked(self.case.event, self.search.said) if line and self.case.event.line is None else ()
        printed = (f"the line prints the field {each.name} with its name" for each in asked_for)
        return assumed(self.case.event, (*more, *printed), line=line)


def assumed(event: Event, more: tuple[str, ...], *, line: bool) -> tuple[str, ...]:
    """Return what is taken for granted of an event, with ``more`` of the search; ``line`` says that the line around the message counts."""
    found = dict.fromkeys((*event.assuming, *more))
    for placeholder in (event.line or event.message).placeholders:
        kind = KINDS.get(placeholder.kind)
        if placeholder.stated:
            found[_stated(placeholder)] = None
        elif kind is not None and kind.says and (placeholder.inferred or placeholder.kind == "masked") and not placeholder.values:
            found[f"{{{placeholder.name}}} renders as {kind.says}"] = None
    if event.line is None and line:
        found[UNKNOWN_LAYOUT] = None
    return _same(tuple(found))


def _stated(placeholder: Placeholder) -> str:
    kind = KINDS.get(placeholder.kind)
    says = "one of the values" if placeholder.values else kind.says if kind and kind.says else f"of the kind {placeholder.kind}"
    return f"{{{placeholder.name}}} renders as {says}, as `placeholders` in the configuration says"


@lru_cache(4096)
def _same(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Return one object for equal assumptions, of which a large inventory has millions."""
    return texts


def line_track(found: Outcome) -> str:
    """Return the track that is shown as the line."""
    return "message" if "message" in found.words and "line" not in found.words else "line"
