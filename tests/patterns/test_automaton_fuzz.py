"""The automaton and the finder against Python's ``re`` and a naive matcher, on every line up to a length.

``SDD_IMPACT_FUZZ=N`` runs N times as many patterns.
"""

from __future__ import annotations

import os
import random
import re
import warnings

import pytest
from patterns.naive import found
from patterns.pattern_maker import lines, pattern

from sdd_impact.patterns import Hit, Pattern, automaton, read, search
from sdd_impact.patterns.automaton import Automaton

LONGER = int(os.environ.get("SDD_IMPACT_FUZZ", "1"))
LINES = lines(3)


def accepted(machine: Automaton, line: str) -> bool:
    state = machine.start
    for char in line:
        state = machine.step(state, machine.mask(char))
    return machine.accepts(state)


def differs_in_python(text: str, line: str) -> bool:
    r"""Whether this Python has its own view: before 3.14, ``\B`` never matches in an empty text."""
    return line == "" and r"\B" in text


def compiled(text: str) -> re.Pattern[str] | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return re.compile(text)
    except re.error:
        return None


@pytest.mark.parametrize("seed", range(4 * LONGER))
def test_agrees_with_re_on_every_line(seed: int) -> None:
    chance = random.Random(seed)
    checked = 0
    while checked < 500:
        text = pattern(chance)
        oracle = compiled(text)
        mine = read(text)
        if oracle is None:
            continue
        checked += 1
        assert isinstance(mine, Pattern), (text, mine)
        machine = automaton(mine)
        assert machine is not None
        for line in LINES:
            if not differs_in_python(text, line):
                assert accepted(machine, line) == (oracle.search(line) is not None), (text, line)


@pytest.mark.parametrize("seed", range(100, 100 + 2 * LONGER))
def test_the_naive_matcher_agrees_where_re_refuses(seed: int) -> None:
    """Look-behinds of any length: read as another dialect allows, checked by the naive matcher."""
    chance = random.Random(seed)
    some = LINES[::3]
    for _ in range(300):
        text = pattern(chance)
        mine = read(text, "pcre")
        assert isinstance(mine, Pattern), (text, mine)
        machine = automaton(mine)
        assert machine is not None
        for line in some:
            assert accepted(machine, line) == found(mine.tree, line), (text, line)


@pytest.mark.parametrize("seed", range(200, 200 + 2 * LONGER))
def test_the_finder_agrees_with_re(seed: int) -> None:
    chance = random.Random(seed)
    extra = ("(a)", "(b| )", r"(a)\1", "(?>a*)", "a*+", "(?:a|ab)", "(.*?)", "(a)|b", r"(?P<n>a+)(?P=n)")
    checked = 0
    while checked < 400:
        text = pattern(chance, 2) + chance.choice(extra) + pattern(chance, 1)
        oracle = compiled(text)
        if oracle is None:
            continue
        checked += 1
        mine = read(text)
        assert isinstance(mine, Pattern), (text, mine)
        for line in chance.sample(LINES, 12):
            if differs_in_python(text, line):
                continue
            expected, hit = oracle.search(line), search(mine, line)
            assert (hit is not None) == (expected is not None), (text, line)
            if expected is not None:
                assert isinstance(hit, Hit)
                assert hit.spans[0] == expected.span(), (text, line)
