"""Exceptions that are made of particulars: what their own class makes of them is not to be seen at the call."""

from __future__ import annotations

import pytest

from sdd_impact.languages import for_path
from sdd_impact.model import Source

_CODE = """
class Orders {
    void cancel(Optional<Duration> left, Duration wait, Optional<String> text, Optional<java.time.Duration> full) {
        throw new RateLimitException(%s);
    }
}
"""


@pytest.mark.parametrize(
    ("argument", "messages"),
    [
        ("left.get()", []),
        ("wait", []),
        ("full.orElseThrow()", []),
        ("text.get()", ["{text}"]),
        ("RateLimitException.Kind.DAILY", []),
    ],
)
def test_only_what_may_be_a_text_is_a_message(argument: str, messages: list[str]) -> None:
    language = for_path("Orders.java")
    assert language is not None
    found = language.extract(Source("Orders.java", (_CODE % argument).encode()), ())
    assert [each.template.message for each in found.statements] == messages
