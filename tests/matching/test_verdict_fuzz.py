"""Searches of every kind held against statements, and every answer checked on every line up to a length by a naive reading of both.

What the answers claim is compared with all that a statement can print in a small alphabet: *never* and *always* with each line, *generic* with the
line that is shown, and that no line of ordinary values was overlooked. Every dialect and every part of a search occurs
(``exhaustive.py``, ``twins.py``). ``SDD_IMPACT_FUZZ=N`` runs N times as many pairs.
"""

from __future__ import annotations

import os
import random
import re
from collections import Counter

import pytest
from matching.exhaustive import check, some_event, some_query
from matching.twins import DIALECTS, Dialect, twin
from patterns.pattern_maker import lines

from sdd_impact.patterns import Pattern, automaton, read

LONGER = int(os.environ.get("SDD_IMPACT_FUZZ", "1"))
SEEDS, PAIRS = 8 * LONGER, 1_300
COUNTED: Counter[str] = Counter()
LINES = lines(3, "abB7 :\n")


@pytest.mark.parametrize("seed", range(SEEDS))
def test_no_answer_is_wrong(seed: int) -> None:
    chance = random.Random(f"verdicts {seed}")
    for _ in range(PAIRS):
        event = some_event(chance)
        COUNTED[check(some_query(chance, tuple(field.name for field in event.fields)), event)] += 1


def test_enough_pairs_were_compared() -> None:
    """Ten thousand were decided, and each answer was given many times."""
    if not COUNTED:
        pytest.skip("counts the pairs of the test above, which ran in another process")
    decided = COUNTED.total() - COUNTED["unknown"]
    assert decided >= 10_000, COUNTED
    assert COUNTED["unknown"] < decided // 25, COUNTED
    assert COUNTED["not shown"] < decided // 200, COUNTED
    assert min(COUNTED[answer] for answer in ("always", "generic", "contingent", "never")) > 300, COUNTED


@pytest.mark.parametrize("dialect", DIALECTS)
def test_each_dialect_says_what_it_says_in_python(dialect: Dialect) -> None:
    """The automaton of an expression accepts the lines that its twin in Python's words is found in."""
    chance = random.Random(dialect)
    for _ in range(120 * LONGER):
        both = twin(chance, dialect, 3)
        tree = read(both.text, dialect)
        if not isinstance(tree, Pattern):
            assert tree.message.startswith("two groups are named"), (both, tree)
            continue
        machine = automaton(tree)
        assert machine is not None
        for line in chance.sample(LINES, 40):
            state = machine.start
            for char in line:
                state = machine.step(state, machine.mask(char))
            assert machine.accepts(state) == (re.search(both.python, line) is not None), (both, line)
