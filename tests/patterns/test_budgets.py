"""Patterns that make other engines run for ever: an answer or "too complex", soon, and the same every time."""

from __future__ import annotations

import time

import pytest

from sdd_impact.matching import hold
from sdd_impact.model import Event, Placeholder, Regex, Template
from sdd_impact.patterns import automaton
from sdd_impact.patterns.machine import _machines

HOSTILE = {
    "(a+)+$": "never",
    "(a|aa)+$": "never",
    "(?:" + "|".join(f"word{number}x" for number in range(2000)) + ")": "contingent",
    "".join(f"(?=.*{letter})" for letter in "abcdefghi"): "contingent",
    r"\S{1,1000}$": "generic",
    "x.{20}$": "contingent",
    "x.{200}y.{200}z": "contingent",
    r"(?:\w+\s?)*\d$": "generic",
    r"(.*)(.*)(.*)(.*)(.*)[0-9]$": "generic",
    r"^(([a-z])+.)+[A-Z]([a-z])+$": "never",
    r"(?!.*(a.{15}b|b.{15}a)).*c": "contingent",
    r"(?<!a.{30})b": "contingent",
    "(?:(?:(?:a?){30}){30}){10}b": "contingent",
    "(a{1,100}){1,100}": "always",
    "b(a{1,1000}){1,1000}b": "contingent",
    "(?:(?:(?:a?){30}){30}){10}r": "unknown",
    "((a{1,1000}){1,1000}){1,1000}": "always",
    "": "always",
    "a" * 100_000: "unknown",
    "".join(f"(?P<g{number}>a)" for number in range(10_000)): "unknown",
    "(" * 5_000 + ")" * 5_000: "unknown",
    "[" + "".join(chr(0x100 + 3 * number) for number in range(6_000)) + "]": "unknown",
    "(a" + "|" * 9_000: "unknown",
    "a?" * 9_000: "unknown",
}
EVENT = Event(Template.of("Error: ", Placeholder("error"), " in ", Placeholder("place"), " after ", Placeholder("n", "int")))


@pytest.mark.parametrize(("pattern", "expected"), HOSTILE.items(), ids=[each[:30] for each in HOSTILE])
def test_hostile(pattern: str, expected: str) -> None:
    start = time.process_time()
    match = hold(Regex(pattern, "pcre"), EVENT)
    taken = time.process_time() - start
    assert match.certainty == expected, match
    assert taken < 60, taken
    if taken < 0.4:
        assert hold(Regex(pattern, "pcre"), EVENT) == match


def test_a_verdict_does_not_depend_on_what_was_asked_before() -> None:
    """The budget counts what a cold start would visit, whatever is remembered."""
    asked = [Regex(f"{letter}.{{{count}}}{letter}.*$", "pcre") for letter in "xq" for count in (3, 9, 40)]
    cold = []
    for each in asked:
        _machines.clear()
        automaton.cache_clear()
        cold.append(hold(each, EVENT))
    assert [hold(each, EVENT) for each in asked] == cold
    assert [hold(each, EVENT) for each in reversed(asked)] == cold[::-1]
