"""One search against one statement: the five answers, each with its proof or its line."""

from __future__ import annotations

from collections.abc import Callable

from sdd_impact.model import Event, Match, Query
from sdd_impact.patterns import Budget, OverBudget, cheapest

from .clauses import Clause, TooManyClauses, clauses
from .decide import BUDGET, Case, Outcome, Target
from .kinds import KINDS

#: Asks the real engine: pattern, dialect, flags, line → whether it is found (None: the engine could not say).
Confirm = Callable[[str, str, str, str], bool | None]

_TOO_MANY = "the search has too many alternatives to be decided"
_OVER = "the search is too complex to be decided within the allowed number of states"


def hold(query: Query, event: Event, confirm: Confirm | None = None, *, details: bool = True) -> Match:
    """Hold one search against what one statement prints. Never raises.

    ``confirm`` is asked about the line that is shown, so that the real engine has the last word; without it the matcher's own
    engines agree with each other and ``confirmed_by`` stays None. ``details=False`` leaves out witness, captures and ``needs``:
    for questions asked a million times.
    """
    try:
        return _held(Case(query, event), clauses(query), clauses(query, negative=True), details)
    except TooManyClauses:
        return Match("unknown", because=_TOO_MANY)
    except RecursionError:
        return Match("unknown", because="the search is nested too deeply to be decided")


def _held(case: Case, positive: tuple[Clause, ...], negative: tuple[Clause, ...], details: bool) -> Match:
    over = False
    unsure: Outcome | None = None
    contingent: Clause | None = None
    for clause in positive:
        try:
            possible = case.fulfils(clause, "full")
            if possible is None:
                continue
            ordinary = None if possible.unsure else case.fulfils(clause, "ordinary")
        except OverBudget:
            over = True
            continue
        if possible.unsure or (ordinary is not None and ordinary.loose):
            unsure = unsure or possible
        elif ordinary is not None:
            return _bound(case, ordinary, negative)
        else:
            contingent = contingent or clause
    if unsure is not None:
        return Match("unknown", because="; ".join(unsure.unsure or (f"not decided exactly: {', '.join(unsure.loose)}",)))
    if over:
        return Match("unknown", because=_OVER)
    if contingent is not None:
        return _contingent(case, contingent) if details else Match("contingent")
    return Match("never", because="no line that this statement prints can match", assuming=_assumed(case, ()))


def _bound(case: Case, found: Outcome, negative: tuple[Clause, ...]) -> Match:
    always = all(_impossible(case, clause) for clause in negative)
    track = next((name for name in ("line", "message") if name in found.words), "line")
    words = found.words.get(track)
    witness = "".join(words) if words is not None else "".join(case.text("line").samples)
    because = "every line of this statement matches" if always else "it matches with ordinary values"
    return Match("always" if always else "generic", witness, because=because, assuming=_assumed(case, found.assuming))


def _impossible(case: Case, clause: Clause) -> bool:
    try:
        return case.fulfils(clause, "full") is None
    except OverBudget:
        return False


def _contingent(case: Case, clause: Clause) -> Match:
    needs: list[tuple[str, str]] = []
    try:
        tracks: dict[str, list[tuple[object, bool]]] = {}
        for condition, no in clause:
            target = case.resolve(condition)
            if isinstance(target, Target):
                tracks.setdefault(target.track, []).append((target.pattern, no))
        for track, patterns in tracks.items():
            text = case.text(track)
            found = cheapest(case.machine(tuple(dict.fromkeys(patterns))), text.segments, Budget(BUDGET))  # type: ignore[arg-type]
            if found is not None:
                needs.extend(
                    (hole.name if hole else "the layout", need)
                    for hole, need in zip(text.holes, found.needs, strict=True) if need
                )  # fmt: skip
    except OverBudget:
        pass
    because = "it matches only if " + " and ".join(f"{{{name}}} contains {need!r}" for name, need in needs) if needs else ""
    return Match("contingent", needs=" … ".join(need for _, need in needs), because=because, assuming=_assumed(case, ()))


def _assumed(case: Case, more: tuple[str, ...]) -> tuple[str, ...]:
    found = dict.fromkeys((*case.event.assuming, *more))
    for placeholder in (case.event.line or case.event.message).placeholders:
        kind = KINDS.get(placeholder.kind)
        if kind is not None and kind.says and (placeholder.inferred or placeholder.kind == "masked") and not placeholder.values:
            found[f"{{{placeholder.name}}} renders as {kind.says}"] = None
    if case.event.line is None:
        found["the layout of the line is not known: time, level, names and numbers may stand around the message"] = None
    return tuple(found)
