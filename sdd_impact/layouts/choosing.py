"""Which layout is a statement's: the configuration's first, else the one that the program's own configuration shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sdd_impact.layouts.events import event
from sdd_impact.layouts.finding import Finder, Found
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
        self._known: dict[tuple[str, str], Found] = {}

    def layout(self, path: str, language: str) -> Found:
        """Return the layout of what a file of this language logs (None: not known), and what that takes for granted."""
        key = (path, language)
        if key not in self._known:
            self._known[key] = self._find(path, language)
        return self._known[key]

    def _find(self, path: str, language: str) -> Found:
        for layout, matches in self._configured:
            if not layout.paths or matches(path):
                return layout, ()
        return self._finder.find(path, language) if self._finder is not None else (None, ())

    def event(self, statement: Statement) -> Event:
        """Return what a statement puts into the log."""
        # What is printed to the console passes no logging library: only the configuration can say how it looks.
        return event(statement, *self.layout(statement.location.file, "" if statement.console else statement.language))
