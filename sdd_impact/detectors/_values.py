"""The log statements of both sides in pairs, and the values that they print."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator

from sdd_impact.detectors._reading import Aside
from sdd_impact.model import Placeholder, Scene, Statement
from sdd_impact.syntax import snake
from sdd_impact.tuples import NamedTuple


class Pair(NamedTuple):
    """A log statement before and after; one side is None where it was added or removed. ``refs`` name its change, if it is one."""

    before: Statement | None
    after: Statement | None
    refs: tuple[str, ...] = ()


def pairs(scene: Scene) -> Iterator[Pair]:
    """The log statements of the difference: what changed, then what reads the same but prints other values.

    Tests, examples and the like are left out, and console output where it is not searched.
    """
    console = scene.settings.console_is_searched
    aside = Aside(scene.settings.tests)
    changed: set[Statement] = set()
    for change in scene.changes:
        changed |= {side for side in (change.before, change.after) if side}
        if _counts(change.statement, aside, console=console):
            yield Pair(change.before, change.after, (change.id,))
    before = [each for each in scene.before if each.what == "log" and each not in changed]
    after = [each for each in scene.after if _counts(each, aside, console=console) and each not in changed]
    yield from _same_text(before, after)


def _counts(statement: Statement, aside: Aside, *, console: bool) -> bool:
    searched = statement.what == "log" and not statement.test and (console or not statement.console)
    return searched and not aside.match(statement.location.file)


def _same_text(before: list[Statement], after: list[Statement]) -> Iterator[Pair]:
    """Pairs of statements with the same text and fields but other values, the nearest first."""
    for group in (
        lambda each: (*_text(each), each.location.file, each.symbol, _values(each)),
        lambda each: (*_text(each), _values(each)),
        lambda each: (*_text(each), each.location.file, each.symbol),
        lambda each: (*_text(each), each.location.file),
        _text,
    ):
        waiting: dict[Hashable, list[Statement]] = defaultdict(list)
        for old in before:
            waiting[group(old)].append(old)
        left = []
        for new in after:
            olds = waiting.get(group(new))
            if not olds:
                left.append(new)
                continue
            old = olds.pop(0)
            if _values(old) != _values(new):
                yield Pair(old, new)
        after = left
        before = [old for olds in waiting.values() for old in olds]


def _text(statement: Statement) -> tuple[Hashable, ...]:
    return (statement.template.skeleton, frozenset(field.name for field in statement.fields), statement.level)


def _values(statement: Statement) -> tuple[Hashable, ...]:
    return tuple((hole.name, hole.kind, hole.expression) for hole in printed(statement))


def printed(statement: Statement | None) -> tuple[Placeholder, ...]:
    """Every value that a statement prints: in its message and in its fields. A field's value without a name is called by the field."""
    if statement is None:
        return ()
    fields = (_named(field.name, hole) for field in statement.fields for hole in field.value.placeholders)
    return (*statement.template.placeholders, *fields)


def _named(name: str, hole: Placeholder) -> Placeholder:
    return hole if hole.expression or hole.name else hole._replace(name=snake(name))
