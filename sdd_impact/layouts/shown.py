"""What one file of logging configuration shows, and helpers to say it."""

from __future__ import annotations

from sdd_impact.layouts.slots import literal
from sdd_impact.model import LineLayout
from sdd_impact.tuples import NamedTuple


class Shown(NamedTuple):
    """The layouts that a file shows. ``reason`` says why what it shows is not understood ("" where it is); a file that shows nothing has
    neither."""

    layouts: tuple[LineLayout, ...] = ()
    reason: str = ""


NOTHING = Shown()


def one(layout: LineLayout) -> Shown:
    """Return what shows one layout."""
    return Shown((layout,))


def unclear(reason: str) -> Shown:
    """Return what shows a layout that is not understood."""
    return Shown((), reason)


def joined(found: list[Shown]) -> Shown:
    """Return what several parts of a file show together."""
    layouts = dict.fromkeys(layout for each in found for layout in each.layouts)
    return Shown(tuple(layouts), next((each.reason for each in found if each.reason), ""))


def text(pattern: str, levels: str) -> Shown:
    """Return a layout of text; one without the message is not understood."""
    if "{message}" not in pattern or pattern.count("{message}") > 1:
        return unclear("its pattern does not print the message once")
    return one(LineLayout(form="text", pattern=pattern, levels=levels))


def keyed(levels: str, **keys: str) -> Shown:
    """Return a layout of JSON with these keys."""
    return one(LineLayout(form="json", keys=tuple(sorted(keys.items())), levels=levels))


__all__ = ["NOTHING", "Shown", "joined", "keyed", "literal", "one", "text", "unclear"]
