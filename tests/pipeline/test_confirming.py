"""The engine that confirms a match: its answers, and that nothing it is asked stops the gate."""

from __future__ import annotations

import sys
import time

import pytest

from sdd_impact.pipeline import confirming
from sdd_impact.pipeline.confirming import Engine


@pytest.mark.parametrize(
    ("pattern", "flags", "line", "found"),
    [
        ("reset (\\d+)", "", "password reset 7", True),
        ("reset (\\d+)", "", "password reset seven", False),
        ("RESET", "i", "password reset 7", True),
        ("RESET", "", "password reset 7", False),
        ("^b", "m", "a\nb", True),
        ("^b", "", "a\nb", False),
        ("(", "", "(", None),
        ("a{99999999999}", "", "a", None),
        ("ä\u2028", "", "ä\u2028\ud800", True),
        ("x", "zz", "x", None),
    ],
)
def test_what_the_engine_says(pattern: str, flags: str, line: str, found: bool | None) -> None:
    with Engine() as engine:
        assert engine.confirm(pattern, flags, line) is found
        assert engine.confirm("a", "", "a") is True, "the next question is answered"


def test_one_child_answers_all_and_ends_with_the_block() -> None:
    with Engine() as engine:
        assert engine._child is None, "nothing was asked"
        assert engine.confirm("a", "", "a") is True
        child = engine._child
        assert child is not None
        assert engine.confirm("b", "", "a") is False
        assert engine._child is child
    assert child.returncode is not None
    assert child.stdin is not None
    assert child.stdin.closed
    assert engine._child is None


def test_a_pattern_that_runs_for_ever_is_unanswered(monkeypatch: pytest.MonkeyPatch) -> None:
    with Engine() as engine:
        assert engine.confirm("a", "", "a") is True  # started, so that the patience counts for the pattern alone
        slow = engine._child
        monkeypatch.setattr(confirming, "PATIENCE", 0.3)
        began = time.monotonic()
        assert engine.confirm("(a+)+$", "", "a" * 60 + "!") is None
        assert time.monotonic() - began < 5
        assert slow is not None
        assert slow.returncode is not None, "it was ended"
        monkeypatch.undo()
        assert engine.confirm("b", "", "b") is True, "another child answers the next question"
        asked = time.monotonic()
        assert engine.confirm("(a+)+$", "", "a" * 60 + "!") is None
        assert time.monotonic() - asked < 0.2, "asked once, and remembered"


def test_a_child_that_is_gone_leaves_the_match_unconfirmed() -> None:
    with Engine() as engine:
        assert engine.confirm("a", "", "a") is True
        assert engine._child is not None
        engine._child.kill()
        engine._child.wait()
        assert engine.confirm("b", "", "b") is None
        assert engine.confirm("a", "", "a") is True, "what is known stays known"


def test_an_engine_that_cannot_be_started_is_asked_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with Engine() as engine:
        assert engine.confirm("a", "", "a") is None
        monkeypatch.undo()
        assert engine.confirm("b", "", "b") is None
        assert engine._child is None
