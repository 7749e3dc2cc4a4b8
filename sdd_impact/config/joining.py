"""The settings that bind a branch: what the merge-base says, joined with the branch's own where that is stricter.

*Facts* (what exists: searches, shown IDs, owners, calls) may be claimed by the branch. *Rules* (severity, exclusions, masks, what is
allowed, signers) bind from the merge-base, so that a branch cannot loosen its own gate. Every difference is announced in a sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sdd_impact.config.keys import KEYS, ORDERS, Key
from sdd_impact.config.reading import settled
from sdd_impact.model import CodePlace, LineLayout, Settings
from sdd_impact.tuples import NamedTuple

#: How many values a sentence names.
_NAMED = 3


class _Sides(NamedTuple):
    """One key's values at the merge-base and on the branch. ``policy`` says that the merge-base has a configuration at all."""

    key: Key
    base: Any
    head: Any
    policy: bool


_Joined = tuple[Any, str]


def join(base: Settings, head: Settings) -> tuple[Settings, tuple[str, ...]]:
    """Return the settings that bind, and a sentence for each difference between merge-base and branch.

    A search, a logging call, a message call or a document that the branch takes out of its configuration still counts.
    """
    values = {}
    announced = []
    for key in KEYS:
        sides = _Sides(key, getattr(base, key.field), getattr(head, key.field), bool(base.source))
        values[key.field] = sides.head
        if sides.base != sides.head:
            values[key.field], sentence = _WAYS[key.joining](sides)
            announced.append(f"{key.name}: {sentence}")
    return settled(Settings(**values, source=head.source or base.source)), tuple(announced)


def _head(sides: _Sides) -> _Joined:
    return sides.head, f"as this branch claims, {_difference(sides)}"


def _registry(sides: _Sides) -> _Joined:
    if sides.head is None:
        return sides.base, "this branch removes the list; that of the base still counts"
    return _head(sides)


def _both(sides: _Sides) -> _Joined:
    gone = _without(sides.base, sides.head)
    kept = f"; {_names(gone)} still {_count(gone)}, though removed here" if gone else ""
    return (*sides.head, *gone), f"as this branch claims, {_difference(sides)}{kept}"


def _places(sides: _Sides) -> _Joined:
    """Everything that either names; where both name a path, as the branch has it (another revision, for instance)."""
    named = frozenset(each.path for each in sides.head)
    gone = tuple(each for each in sides.base if each.path not in named)
    kept = f"; {_names(gone)} still {_count(gone)}, though removed here" if gone else ""
    return (*sides.head, *gone), f"as this branch claims, {_difference(sides)}{kept}"


def _common(sides: _Sides) -> _Joined:
    added = _without(sides.head, sides.base)
    removed = _without(sides.base, sides.head)
    parts = []
    if added:
        parts.append(f"this branch adds {_names(added)}, which {_count(added)} only once merged")
    if removed:
        parts.append(f"this branch removes {_names(removed)}, which is stricter and holds at once")
    joined = _without(sides.base, removed)
    return joined, "; ".join(parts) or "this branch changes the order, which says nothing"


def _either(sides: _Sides) -> _Joined:
    """The branch's routes. Whoever follows them asks the base's as well, and a search reaches all that either lets it reach."""
    added, removed = _without(sides.head, sides.base), _without(sides.base, sides.head)
    parts = []
    if added:
        parts.append(f"this branch adds {_names(added)}, which {_count(added)} only once merged")
    if removed:
        parts.append(f"this branch removes {_names(removed)}, so what a search reaches by either is held against it")
    return sides.head, "; ".join(parts) or "this branch changes the order, which says nothing"


def _stricter(sides: _Sides) -> _Joined:
    order = ORDERS[sides.key.field]
    if order.index(sides.head) > order.index(sides.base):
        return sides.head, f"{_name(sides.head)} as this branch says, which is stricter than {_name(sides.base)}"
    return sides.base, f"{_name(sides.base)} as at the base; {_name(sides.head)}, as this branch says, holds only once merged"


def _base(sides: _Sides) -> _Joined:
    if not isinstance(sides.base, str):
        return sides.base, "as at the base; what this branch says holds only once merged"
    if not sides.policy:  # a repository's first configuration: there is no policy yet that another folder could evade
        return sides.head, f"{_name(sides.head)}, from this branch's first configuration"
    return _base_first(sides)


def _base_first(sides: _Sides) -> _Joined:
    if sides.base:
        return sides.base, f"{_name(sides.base)} as at the base; what this branch says holds only once merged"
    return sides.head, f"{_name(sides.head)}, as this branch claims"


_SEVERITIES = ("off", "warn", "block")


def _severity(sides: _Sides) -> _Joined:
    """Join question by question. A question without an entry has the catalogue's own severity, which is never ``off``."""
    base, head = dict(sides.base), dict(sides.head)
    joined = {}
    parts = []
    for question in sorted({*base, *head}):
        here, there = base.get(question), head.get(question)
        kept = _severer(here, there)
        if kept:
            joined[question] = kept
        if here != there:
            said, was, holds = (each or "the catalogue's" for each in (there, here, kept))
            how = f"{said} as this branch says, not {was}" if kept == there else f"{holds}; {said} holds only once merged"
            parts.append(f"{question} is {how}")
    return tuple(sorted(joined.items())), "; ".join(parts)


def _severer(base: str | None, head: str | None) -> str | None:
    """Return the stricter of two entries; None is the catalogue's own severity: at least ``warn``, perhaps ``block``."""
    if base is None:
        return head if head == "block" else None
    if head is None:
        return base if base == "block" else None
    return max(base, head, key=_SEVERITIES.index)


_WAYS: Mapping[str, Callable[[_Sides], _Joined]] = {
    "head": _head,
    "registry": _registry,
    "both": _both,
    "places": _places,
    "either": _either,
    "common": _common,
    "stricter": _stricter,
    "severity": _severity,
    "base": _base,
    "base-first": _base_first,
}


def _difference(sides: _Sides) -> str:
    """Say what the branch has more and less, or instead."""
    if not isinstance(sides.head, tuple) or not isinstance(sides.base, tuple | None):
        return f"{_name(sides.head)} instead of {_name(sides.base)}"
    old, new = sides.base or (), sides.head
    added, removed = _without(new, old), _without(old, new)
    parts = [f"{sign} {_names(each)}" for sign, each in (("with", added), ("without", removed)) if each]
    return " and ".join(parts) or ("an empty list, where there was none" if sides.base is None else "in another order")


def _without(values: tuple[Any, ...], others: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return the values that are not among the others, in order."""
    known = frozenset(others)
    return tuple(each for each in values if each not in known)


def _names(values: tuple[Any, ...]) -> str:
    named = ", ".join(_name(each) for each in values[:_NAMED])
    return named if len(values) <= _NAMED else f"{named} and {len(values) - _NAMED} more"


def _name(value: Any) -> str:
    """Return what a value is called in a sentence: a search or owner by its path, a call by its name."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, CodePlace) and value.revision:
        text = f"{value.path} at {value.revision}"
    elif isinstance(value, LineLayout):
        said = value.syslog or value.pattern or value.form or value.program
        text = f"{', '.join(value.paths) or 'every file'}: {said}"
    else:
        text = str(value[0] if isinstance(value, tuple) and value else value)
    return f"`{text[:80]}`" if text else "nothing"


def _count(values: tuple[Any, ...]) -> str:
    return "counts" if len(values) == 1 else "count"
