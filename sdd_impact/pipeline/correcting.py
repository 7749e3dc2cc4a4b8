"""What would be told of each search if the configuration had what real lines propose: computed, not guessed.

A proposed kind that only says more exactly what a placeholder prints is worth a line of configuration where it decides something.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from sdd_impact import layouts
from sdd_impact.analysis.paths import Patterns
from sdd_impact.model import (
    CodeRead,
    Event,
    LineLayout,
    PlaceholderRule,
    ProposedKind,
    ProposedLayout,
    SearchState,
    Statement,
    TurnedSearch,
)
from sdd_impact.pipeline.stating import Stating
from sdd_impact.tuples import NamedTuple

EventOf = Callable[[Statement], Event]
States = Callable[[Sequence[Statement], EventOf], Sequence[SearchState]]


class Corrected(NamedTuple):
    """The statements and how their lines look, with what is proposed."""

    statements: tuple[Statement, ...]
    event_of: EventOf


def corrected(
    statements: Sequence[Statement], event_of: EventOf, kinds: Iterable[ProposedKind], proposed: Iterable[ProposedLayout]
) -> Corrected:
    """Return statements and events as they would be with the proposals. A rule of the configuration that fits a placeholder already comes after them."""
    stating = Stating(each.rule for each in kinds)
    found = [(each.layout, Patterns(each.layout.paths).match) for each in proposed]
    chosen = layouts.Layouts(found)

    def event(statement: Statement) -> Event:
        layout, _ = chosen.layout(statement.location.file, statement.language)
        return event_of(statement) if layout is None else layouts.event(statement, layout)

    return Corrected(stating.all(statements), event if found else event_of)


def turned(before: Sequence[SearchState], after: Sequence[SearchState]) -> tuple[TurnedSearch, ...]:
    """Return the searches of which something else is told: another state, other statements that feed it, or a proof where there was none."""
    pairs = zip(before, after, strict=True)
    return tuple(TurnedSearch(old, new) for old, new in pairs if _said(old) != _said(new))


def _said(state: SearchState) -> object:
    return state.state, tuple((each.statement.location, each.match.certainty) for each in state.statements)


def placed_in(parts: Sequence[CodeRead], file: str) -> str:
    """Return the prefix of the checkout that a file stands in ("" for the repository's own)."""
    prefixes = (f"{each.path.rstrip('/')}/" for each in parts)
    return max((each for each in prefixes if file.startswith(each)), key=len, default="")


def shown_layout(each: ProposedLayout, parts: Sequence[CodeRead], own: str) -> ProposedLayout:
    """Return a layout as the configuration of its checkout has it: with paths of that checkout. ``own`` is the repository's own configuration."""
    prefix = placed_in(parts, next(iter(each.layout.paths), ""))
    layout: LineLayout = each.layout._replace(paths=_without(each.layout.paths, prefix))
    return each._replace(layout=layout, config=f"{prefix}sdd-impact.yaml" if prefix else own)


def shown_kind(each: ProposedKind, parts: Sequence[CodeRead], own: str) -> ProposedKind:
    """The same for a rule of `placeholders`."""
    prefix = placed_in(parts, each.places[0].file)
    rule: PlaceholderRule = each.rule._replace(paths=_without(each.rule.paths, prefix))
    return each._replace(rule=rule, config=f"{prefix}sdd-impact.yaml" if prefix else own)


def _without(paths: tuple[str, ...], prefix: str) -> tuple[str, ...]:
    return tuple(filter(None, (path.removeprefix(prefix) for path in paths)))
