"""The second engine, the real engine, and what is written for it."""

from __future__ import annotations

import re
import time

import pytest

from sdd_impact.patterns import GaveUp, Hit, Pattern, read, search
from sdd_impact.patterns.oracle import Engine
from sdd_impact.patterns.python_syntax import python_syntax


def tree(pattern: str, dialect: str = "python") -> Pattern:
    found = read(pattern, dialect)
    assert isinstance(found, Pattern), found
    return found


def test_spans_of_groups() -> None:
    hit = search(tree(r"user (?P<name>\S+)(?: from (\S+))?"), "a user bob from x y")
    assert hit == Hit(((2, 17), (7, 10), (16, 17)))
    assert search(tree(r"(a)|(b)"), "b") == Hit(((0, 1), None, (0, 1)))
    assert search(tree("a+"), "aab", whole=True) is None
    assert search(tree("a+b"), "aab", whole=True) == Hit(((0, 3),))


@pytest.mark.parametrize("pattern", [r"(a+)+$", r"(a|a)*$", r"(.*)*x", r"(?=(a+)+$)b", r"((a*)*)*b"])
def test_the_finder_never_runs_away(pattern: str) -> None:
    start = time.process_time()
    assert search(tree(pattern), "a" * 300 + "c", steps=100_000) is None or time.process_time() - start < 60


def test_the_finder_gives_up_with_a_reason() -> None:
    assert search(tree(r"(?R)", "pcre"), "a") == GaveUp("not followed: recursion")
    assert search(tree(r"(a*)*\1b"), "a" * 40, steps=1000) == GaveUp("more than 1000 steps")


@pytest.mark.parametrize(
    ("pattern", "dialect", "flags", "expected"),
    [
        (r"a(?P<n>b)", "python", "ix", (r"a(?P<n>b)", "ix")),
        (r"a(?<n>\d+)\z", "pcre", "", (r"a(?P<n>\d+)\Z", "a")),
        (r"a(?'n'b)(?<!c)$", "pcre", "i", (r"a(?P<n>b)(?<!c)$", "ia")),
        (r"a$", "re2", "", (r"a\Z", "a")),
        (r"^[^\]\s]+\.$", "cloudwatch", "", (r"^[^\]\s]+\.\Z", "a")),
        (r"^a", "oniguruma", "", (r"(?:(?<=\n)|\A)a", "a")),
        (r"[[:alpha:]]", "pcre", "", None),
        (r"\h", "pcre", "", None),
        (r"\Qa\E", "pcre", "", None),
        ("a", "ere", "", None),
        ("a", "lucene", "", None),
    ],
)
def test_writing_for_the_real_engine(pattern: str, dialect: str, flags: str, expected: tuple[str, str] | None) -> None:
    written = python_syntax(pattern, dialect, flags)
    assert written == expected
    if written is not None:
        re.compile(written[0])


def test_the_real_engine() -> None:
    with Engine(seconds=0.5, most_ended=2) as engine:
        assert engine(r"a.b", "", "a\nb") is False
        assert engine(r"a.b", "s", "a\nb") is True
        assert engine(r"A", "i", "é a") is True
        assert engine("(", "", "a") is None
        assert engine(r"(a+)+$", "", "a" * 60 + "b") is None  # it would take for ever; the child is ended
        assert engine("a", "", "a") is True  # and another one is started
        assert engine(r"(a|a)+$", "", "a" * 60 + "b") is None
        assert engine("b", "", "b") is None  # no more are
