"""The layouts of the lines at each side of a comparison."""

from __future__ import annotations

from typing import NamedTuple

from sdd_impact import config, layouts
from sdd_impact.analysis.paths import Patterns
from sdd_impact.model import LineLayout, Settings, Tree


class Sides(NamedTuple):
    """The layouts at base and head."""

    base: layouts.Layouts
    head: layouts.Layouts


def at(tree: Tree, configured: tuple[LineLayout, ...]) -> layouts.Layouts:
    """Return the layouts of one tree."""
    placed = [(each, Patterns(each.paths).match) for each in configured]
    return layouts.Layouts(placed, layouts.Finder(tree))


def sides(base: Tree, head: Tree, settings: Settings) -> Sides:
    """Return the layouts of both sides: each tree has its own.

    A configuration that says for the first time how lines look, or no longer says it, changes no line: it holds for both sides.
    """
    ours = settings.layouts
    theirs = config.load_from(base.read).layouts
    return Sides(at(base, theirs or ours), at(head, ours or theirs))
