"""A connection string is a secret of low confidence, unless its value is known to hold a password."""

from __future__ import annotations

import pytest

from sdd_impact.analysis.signals import signal_drafts
from sdd_impact.detectors._privacy import classify
from sdd_impact.model import Evidence, Location, Placeholder, Settings, Signal


@pytest.mark.parametrize(
    ("values", "confidence"),
    [
        ((), "low"),
        (("zk1:2181,zk2:2181",), "low"),
        (("Server=db;Database=shop",), "low"),
        (("Server=db;Password=hunter2",), "high"),
        (("postgres://shop:hunter2@db/shop",), "high"),
    ],
)
def test_the_value_decides(values: tuple[str, ...], confidence: str) -> None:
    """Hosts and ports open nothing; a password does."""
    found = classify(Placeholder("connection_string", expression="connectionString", values=values), ())
    assert found is not None
    assert (found.name, found.confidence) == ("secret", confidence)


@pytest.mark.parametrize(("confidence", "asked"), [("low", []), ("medium", ["secret-logged"]), ("high", ["secret-logged"])])
def test_low_confidence_asks_nothing(confidence: str, asked: list[str]) -> None:
    """The signal stays in the evidence; only what is more certain becomes an impact."""
    evidence = Evidence(Location("a.py"), "connecting to {dsn}", "the line prints a secret: dsn")
    signal = Signal("secret-logged", evidence, "dsn", "", (), (("confidence", confidence),))
    assert [each.id for each in signal_drafts([signal], (), Settings())] == asked
