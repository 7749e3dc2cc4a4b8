"""Which layout is a statement's: the configuration's first, else the one that the program's own configuration shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sdd_impact.layouts.events import event
from sdd_impact.layouts.finding import Finder
from sdd_impact.model import Event, LineLayout, Statement

#: Whether a path belongs to a layout.
Matches = Callable[[str], bool]


class Layouts:
    """The layouts at one side of a comparison.

    ``configured`` are the layouts of the configuration, each with what says whether a path is among its ``paths``; the first that fits is
    taken. ``finder`` looks for what the configuration does not say; it is asked late, and may be None.
    """

    def __init__(self, configured: Sequence[tuple[LineLayout, Matches]], finder: Finder | None = None) -> None:
        self._configured = tuple(configured)
        self._finder = finder
        self._known: dict[tuple[str, str], tuple[LineLayout | None, tuple[str, ...]]] = {}

    def of(self, statement: Statement) -> tuple[LineLayout | None, tuple[str, ...]]:
        """Return the layout of a statement (None: not known), and what that takes for granted."""
        key = (statement.location.file, "console" if statement.console else statement.language)
        if key not in self._known:
            self._known[key] = self._find(statement)
        return self._known[key]

    def _find(self, statement: Statement) -> tuple[LineLayout | None, tuple[str, ...]]:
        path = statement.location.file
        for layout, matches in self._configured:
            if not layout.paths or matches(path):
                return layout, ()
        if self._finder is None or statement.console:  # what is printed to the console passes no logging library
            return None, ()
        return self._finder.find(path, statement.language)

    def event(self, statement: Statement) -> Event:
        """Return what a statement puts into the log."""
        return event(statement, *self.of(statement))
