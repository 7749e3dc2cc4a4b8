"""Pair the statements before and after, so that only what Support sees differently is left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable

from sdd_impact.analysis.comparing import constants, key, same_event, same_kinds, similarity, tokens
from sdd_impact.model import Change, ChangeKind, Statement
from sdd_impact.tuples import NamedTuple

#: How alike two messages must be to count as one that was reworded, by how close they stand.
ALIKE_IN_SYMBOL = 0.34
ALIKE_IN_FILE = 0.6
ALIKE_ELSEWHERE = 0.8
#: … and where it is the only one left of its symbol on both sides.
ALIKE_AND_ALONE = 0.3
#: Messages longer than this many words are compared by their beginning.
MOST_WORDS = 60


class Side(NamedTuple):
    """One statement, with the path by which both sides of a renamed file are known."""

    statement: Statement
    home: str


Grouping = Callable[[Side], Hashable]

#: Stands for every file where words are looked up.
_ANYWHERE = ""
#: A word that more new statements of a file, or of the branch, have than this tells none of them apart: else the work grows with their square.
_MOST_SHARING = 200


def pair(before: Iterable[Side], after: Iterable[Side]) -> tuple[Change, ...]:
    """Return what changed, in the order of the files and lines.

    Equal statements are taken out first (in the same symbol, then in the same file, then anywhere), then reworded ones are paired by
    likeness; the rest was added or removed. A removed one says where an equal one remains in its file. Equal pairs whose event differs are returned marked ``event_only``.
    """
    olds, news = list(before), list(after)
    there = {(side.home, key(side.statement)): side.statement.location for side in reversed(news)}
    pairs = _equal_pairs(olds, news)
    changed = [(old, new) for old, new in pairs if not same_kinds(old.statement, new.statement)]
    events = [(old, new) for old, new in pairs if _only_event(old.statement, new.statement)]
    changed += _reworded_pairs(olds, news)
    changed += _lonely_pairs(olds, news)
    drafts = [_draft("modified", old, new) for old, new in changed]
    drafts += [_draft("modified", old, new, event_only=True) for old, new in events]
    drafts += [_draft("removed", old, None)._replace(remains=there.get((old.home, key(old.statement)))) for old in olds]
    drafts += [_draft("added", None, new) for new in news]
    drafts.sort(key=_place)
    return tuple(change._replace(id=f"ch-{number}") for number, change in enumerate(drafts, 1))


def _only_event(old: Statement, new: Statement) -> bool:
    return old.what == "log" and same_kinds(old, new) and not same_event(old, new)


def _draft(kind: ChangeKind, old: Side | None, new: Side | None, *, event_only: bool = False) -> Change:
    return Change("", kind, old.statement if old else None, new.statement if new else None, event_only)


def _place(change: Change) -> tuple[str, int, int, str, int]:
    where = change.statement.location
    return (where.file, where.line, where.column, change.kind, change.event_only)


def _take_equal(olds: list[Side], news: list[Side], group: Grouping) -> list[tuple[Side, Side]]:
    """Remove and return the pairs that are equal under ``group``, first come first served."""
    waiting: dict[Hashable, list[Side]] = defaultdict(list)
    for new in news:
        waiting[group(new)].append(new)
    for queue in waiting.values():
        queue.reverse()
    taken: list[tuple[Side, Side]] = []
    left: list[Side] = []
    for old in olds:
        queue = waiting.get(group(old), [])
        if queue:
            taken.append((old, queue.pop()))
        else:
            left.append(old)
    olds[:] = left
    still = {id(new) for queue in waiting.values() for new in queue}
    news[:] = [new for new in news if id(new) in still]
    return taken


def _equal_pairs(olds: list[Side], news: list[Side]) -> list[tuple[Side, Side]]:
    keys = {id(side): key(side.statement) for side in [*olds, *news]}
    groupings: tuple[Grouping, ...] = (
        lambda side: (keys[id(side)], _values(side), side.home, side.statement.symbol),
        lambda side: (keys[id(side)], _values(side), side.home),
        lambda side: (keys[id(side)], _values(side)),
        lambda side: (keys[id(side)], side.home, side.statement.symbol),
        lambda side: (keys[id(side)], side.home),
    )
    pairs: list[tuple[Side, Side]] = []
    for grouping in groupings:
        pairs += _take_equal(olds, news, grouping)
    return pairs


def _values(side: Side) -> Hashable:
    holes = tuple((hole.kind, frozenset(hole.values)) for hole in side.statement.template.placeholders)
    return holes, constants(side.statement)


def _lonely_pairs(olds: list[Side], news: list[Side]) -> list[tuple[Side, Side]]:
    """Remove and return the pairs that are alone in their symbol on both sides, and share a few words or the very place."""
    old_groups, new_groups = _by_symbol(olds), _by_symbol(news)
    taken = [
        (old[0], new[0])
        for symbol, old in old_groups.items()
        if len(old) == 1 and len(new := new_groups.get(symbol, [])) == 1 and _is_successor(old[0], new[0])
    ]
    gone = {id(side) for each in taken for side in each}
    olds[:] = [side for side in olds if id(side) not in gone]
    news[:] = [side for side in news if id(side) not in gone]
    return taken


def _by_symbol(sides: list[Side]) -> dict[Hashable, list[Side]]:
    groups: dict[Hashable, list[Side]] = defaultdict(list)
    for side in sides:
        groups[side.home, side.statement.symbol, side.statement.what, side.statement.test].append(side)
    return groups


def _is_successor(old: Side, new: Side) -> bool:
    if old.statement.location == new.statement.location:
        return True
    if old.statement.level != new.statement.level:
        return False
    return similarity(tokens(old.statement)[:MOST_WORDS], tokens(new.statement)[:MOST_WORDS]) >= ALIKE_AND_ALONE


class _Candidate(NamedTuple):
    score: float
    old: int
    new: int


def _reworded_pairs(olds: list[Side], news: list[Side]) -> list[tuple[Side, Side]]:
    """Remove and return the pairs that are one statement with other words, best first."""
    candidates = sorted(_candidates(olds, news), key=lambda each: (-each.score, each.old, each.new))
    taken: list[tuple[Side, Side]] = []
    used_old: set[int] = set()
    used_new: set[int] = set()
    for _, old, new in candidates:
        if old not in used_old and new not in used_new:
            used_old.add(old)
            used_new.add(new)
            taken.append((olds[old], news[new]))
    olds[:] = [side for number, side in enumerate(olds) if number not in used_old]
    news[:] = [side for number, side in enumerate(news) if number not in used_new]
    return taken


def _candidates(olds: list[Side], news: list[Side]) -> Iterable[_Candidate]:
    by_word: dict[tuple[str, str], list[int]] = defaultdict(list)
    new_words = [tokens(side.statement)[:MOST_WORDS] for side in news]
    by_symbol: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, words in enumerate(new_words):
        home = news[number].home
        by_symbol[home, news[number].statement.symbol].append(number)
        for word in set(words) - {"\0"}:
            by_word[home, word].append(number)
            by_word[_ANYWHERE, word].append(number)
    for number, old in enumerate(olds):
        words = tokens(old.statement)[:MOST_WORDS]
        named = [by_word.get((place, word), ()) for word in set(words) for place in (old.home, _ANYWHERE)]
        others = {other for each in named if len(each) <= _MOST_SHARING for other in each}
        others.update(by_symbol.get((old.home, old.statement.symbol), ())[:_MOST_SHARING])
        for other in sorted(others):
            score = _score(old, words, news[other], new_words[other])
            if score > 0:
                yield _Candidate(score, number, other)


def _score(old: Side, old_words: tuple[str, ...], new: Side, new_words: tuple[str, ...]) -> float:
    """Return how surely ``new`` is ``old`` with other words; 0 where it is not."""
    if old.statement.what != new.statement.what or old.statement.test != new.statement.test:
        return 0.0
    same_file = old.home == new.home
    same_symbol = same_file and old.statement.symbol == new.statement.symbol
    alike = similarity(old_words, new_words)
    # With another level too, a third of the words is too little: "could not start …" is not "could not read …".
    close = same_symbol and old.statement.level == new.statement.level
    least = ALIKE_IN_SYMBOL if close else ALIKE_IN_FILE if same_file else ALIKE_ELSEWHERE
    if alike < least:
        return 0.0
    score = alike + 0.3 * same_symbol + 0.1 * same_file
    score += 0.05 * (old.statement.level == new.statement.level) + 0.05 * (old.statement.type == new.statement.type)
    return score - min(abs(old.statement.location.line - new.statement.location.line), 1000) / 100_000
