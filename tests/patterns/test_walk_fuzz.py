"""Texts made of literals and languages, held against patterns: every answer is checked on every line up to a length.

A line that is found is checked by the naive matcher; "there is none" must agree with all lines that can be listed.
``SDD_IMPACT_FUZZ=N`` runs N times as many pairs.
"""

from __future__ import annotations

import os
import random
from functools import cache
from itertools import product

import pytest
from patterns.naive import ends, found
from patterns.pattern_maker import lines, pattern

from sdd_impact.patterns import Budget, Language, Pattern, Segment, concrete, language, machine, read, walk

LONGER = int(os.environ.get("SDD_IMPACT_FUZZ", "1"))
LANGUAGES = (r"[^\n]*", r"[^\n]+", "a+", "b?", "(?:ab)+", "[ab]", "a|b |", "[ab]{1,2}", r"(?:a|[^\nab])+")
#: z is a character that no pattern names.
SHORT = lines(2, "ab z")
PAIRS = 1_300


@cache
def texts(expression: str) -> tuple[str, ...]:
    tree = read(expression)
    assert isinstance(tree, Pattern)
    return tuple(text for text in SHORT if len(text) in ends(tree.tree, text, 0))


def belongs(expression: str, text: str) -> bool:
    tree = read(expression)
    assert isinstance(tree, Pattern)
    return len(text) in ends(tree.tree, text, 0)


def some_text(chance: random.Random) -> tuple[str, ...]:
    """Return a random text: literals in quotes, languages by their expression."""
    count = chance.randint(1, 4)
    parts = [chance.choice(LANGUAGES) if chance.random() < 0.5 else '"' + chance.choice(SHORT) for _ in range(count)]
    while sum(not each.startswith('"') for each in parts) > 2:
        parts.pop()
    return tuple(parts)


def segments(parts: tuple[str, ...]) -> tuple[Segment, ...]:
    return tuple(each[1:] if each.startswith('"') else language(each) for each in parts)


def all_lines(parts: tuple[str, ...]) -> list[str]:
    return ["".join(words) for words in product(*((each[1:],) if each.startswith('"') else texts(each) for each in parts))]


@pytest.mark.parametrize("seed", range(8 * LONGER))
def test_what_is_found_is_there_and_what_is_not_found_is_not(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(PAIRS):
        parts = some_text(chance)
        asked: list[tuple[Pattern, bool]] = []
        for _ in range(chance.choice((1, 1, 1, 2))):
            tree = read(pattern(chance, 2), "pcre")
            assert isinstance(tree, Pattern)
            asked.append((tree, chance.random() < 0.4))
        made = machine(tuple(asked), guessing=chance.random() < 0.5)
        assert made is not None
        answer = walk(made, segments(parts), "full", Budget(1_000_000))
        why = (parts, [(tree.source, negative) for tree, negative in asked])
        if answer is None:
            for line in all_lines(parts):
                assert any(found(tree.tree, line) == negative for tree, negative in asked), (why, line)
        else:
            for part, word in zip(parts, answer.words, strict=True):
                assert word == part[1:] if part.startswith('"') else belongs(part, word), (why, answer)
            line = "".join(answer.words)
            assert all(found(tree.tree, line) != negative for tree, negative in asked), (why, line)


ORDINARY = tuple(text for text in lines(3, "zZ9 ") if text)


@pytest.mark.parametrize("seed", range(50, 50 + 4 * LONGER))
def test_ordinary_means_with_characters_that_the_search_does_not_name(seed: int) -> None:
    """Lines whose placeholder consists of characters that no pattern names are found exactly when there are such lines."""
    chance = random.Random(seed)
    anything = language(r"[^\n]+")
    for _ in range(500):
        before, after = chance.choice(SHORT), chance.choice(SHORT)
        tree = read(pattern(chance, 3), "pcre")
        assert isinstance(tree, Pattern)
        made = machine(((tree, False),))
        assert made is not None
        text: tuple[str, Language, str] = (before, anything, after)
        budget = Budget(1_000_000)
        answer = walk(made, text, "ordinary", budget)
        there = any(found(tree.tree, before + word + after) for word in ORDINARY)
        if answer is None:
            assert not there, (tree.source, before, after)
            continue
        line = concrete(made, text, answer, budget)
        assert line is not None
        assert found(tree.tree, "".join(line.words)), (tree.source, line)
        assert there or len(line.words[1]) > 3, (tree.source, line)
