"""Of several equal log lines one remains: what is searched did not change."""

from __future__ import annotations

from sdd_impact.analysis.impacts import Seen, impacts
from sdd_impact.documents import catalogue
from sdd_impact.model import Change, Location, Settings, Statement, Template


def _impacts(remains: Location | None) -> list[tuple[str, str]]:
    gone = Statement("log", Location("a.py", 9), "python", Template.of("Configuration was loaded"), level="error", symbol="load")
    change = Change("ch-1", "removed", gone, None, remains=remains)
    seen = Seen(changes=(change,), searches=(), signals=(), unread=(), searches_exist=False)
    return [(each.id, each.evidence.because) for each in impacts(seen, catalogue(), Settings())]


def test_an_equal_line_that_remains_asks_nobody_to_register_searches() -> None:
    """The removal is evidence, with the line of what remains."""
    assert _impacts(Location("a.py", 4)) == [("log-changed", "a log statement was removed; an equal one remains in line 4")]


def test_the_last_one_does() -> None:
    """Where nothing equal remains, the text is gone."""
    assert "log-changed-unregistered" in [name for name, _ in _impacts(None)]
