"""Dissect processors of ingest pipelines: their patterns as regular expressions."""

from __future__ import annotations

import re
import time

import pytest

from sdd_impact.model import Source
from sdd_impact.searches import read
from sdd_impact.searches._grok import dissected


def taken(pattern: str, line: str) -> dict[str, str] | None:
    found = re.match(re.sub(r"\(\?<(?=\w)", "(?P<", dissected(pattern)) + r"\Z", line)
    return found.groupdict() if found else None


@pytest.mark.parametrize(
    ("pattern", "line", "fields"),
    [
        ("%{ip} - %{user} [%{time}] %{rest}", "1.2.3.4 - bob [10/Oct 13:55] GET /", {"ip": "1.2.3.4", "user": "bob", "time": "10/Oct 13:55", "rest": "GET /"}),
        ("Reset userId: %{user} mail: %{mail}", "Reset userId: 7 mail: a b", {"user": "7", "mail": "a b"}),
        ("Reset userId: %{user} mail: %{mail}", "Reset user: 7 mail: a b", None),
        ("%{a->} %{b}", "x    y", {"a": "x", "b": "y"}),
        ("%{a} %{} %{?c} %{b}", "w x y z", {"a": "w", "b": "z"}),
        ("%{a} %{+a} %{b}", "w x y", {"a": "w", "b": "y"}),
        ("%{a.b} %{a.b}", "w x", {"a_b": "w"}),
        ("%{*k}=%{&k}", "w=x", {}),
        ("only (text)", "only (text)", {}),
        ("%{a}.", "x.", {"a": "x"}),
    ],
)  # fmt: skip
def test_what_a_pattern_takes(pattern: str, line: str, fields: dict[str, str] | None) -> None:
    assert taken(pattern, line) == fields


def test_a_pipeline() -> None:
    text = """{
  "processors": [
    {"dissect": {"field": "message", "pattern": "PasswordReset userId: %{user} email: %{email}", "tag": "reset"}},
    {"grok": {"field": "message", "patterns": ["gave up"]}}
  ]
}"""
    reading = read(Source("es/ingest_pipeline/app.json", text.encode()))
    assert reading.unread == ()
    reset, gave_up = reading.searches
    assert (reset.name, reset.text, reset.location.line) == ("reset", "PasswordReset userId: %{user} email: %{email}", 3)
    assert getattr(reset.query, "pattern", "") == r"\APasswordReset userId: (?<user>.*?) email: (?<email>.*)"
    assert gave_up.text == "gave up"


def test_yaml_with_a_condition() -> None:
    text = "processors:\n  - dissect:\n      field: event.original\n      pattern: '%{a} %{b}'\n      if: ctx.tags != null\n"
    (search,) = read(Source("es/ingest/app.yml", text.encode())).searches
    assert search.name == "app"


def test_long_patterns_are_quick() -> None:
    start = time.process_time()
    dissected("%{a} " * 50_000)
    dissected("%{" * 200_000)
    assert time.process_time() - start < 5
