"""Searches of every kind held against statements, and every answer checked on every line up to a length by a naive reading of both.

What the answers claim is compared with all lines that a statement can print in a small alphabet: *never* and *always* with each of them, *generic*
with a line of ordinary values, and that none was overlooked. ``SDD_IMPACT_FUZZ=N`` runs N times as many pairs.
"""

from __future__ import annotations

import os
import random
import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from itertools import product
from typing import Literal

import pytest
from patterns.naive import found
from patterns.pattern_maker import lines, pattern

from sdd_impact.matching import candidate, haystack, hold, needles
from sdd_impact.model import AllOf, AnyOf, Event, FieldIs, Not, Phrase, Placeholder, Query, Regex, Routing, Template
from sdd_impact.patterns import Pattern, read

LONGER = int(os.environ.get("SDD_IMPACT_FUZZ", "1"))
SEEDS, PAIRS = 8 * LONGER, 1_300
#: z and Z are letters that no search names: ordinary values consist of them.
ANYTHING = tuple(text for text in lines(2, "abz") if text)
ORDINARY = (*(text for text in lines(2, "zZ ") if text), "zzz", "z Z")
NUMBERS = ("7", "42", "-7", "999")
FINITE = (("a",), ("on", "off"), ("ab", "z", "b a"))
LAYOUTS: tuple[tuple[str, str] | None, ...] = (("", ""), ("INFO ", ""), ("b: ", " a"), ("<6>app[", "]"))
LEVELS = ("debug", "info", "warning", "error")
_DIALECTS: tuple[Literal["python", "pcre", "re2", "oniguruma"], ...] = ("python", "pcre", "re2", "oniguruma")
_WORDS = ("a", "b", "ab", "a b", "b a", "on", "7", ":", " ", "B", "aB", "off", "b:")
_WHERE: tuple[Literal["substring", "term", "whole", "start", "end"], ...] = ("substring", "term", "whole", "start", "end")
_OPS: dict[Literal["=", "!=", "<", "<=", ">", ">="], Callable[[int, int], bool]] = {
    "=": int.__eq__, "!=": int.__ne__, "<": int.__lt__, "<=": int.__le__, ">": int.__gt__, ">=": int.__ge__,
}  # fmt: skip


def some_hole(chance: random.Random, number: int) -> Placeholder:
    kind = chance.random()
    if kind < 0.5:
        return Placeholder(f"p{number}")
    if kind < 0.75:
        return Placeholder(f"p{number}", "int")
    if kind < 0.85:
        return Placeholder(f"p{number}", "bool")
    return Placeholder(f"p{number}", "enum", values=chance.choice(FINITE))


def some_event(chance: random.Random) -> Event:
    """Return a statement whose whole line is known."""
    parts: list[str | Placeholder] = []
    for number in range(chance.randint(1, 4)):
        literal = chance.random() < 0.4 or sum(isinstance(part, Placeholder) for part in parts) == 2
        parts.append(chance.choice((*_WORDS, "a: ", " b")) if literal else some_hole(chance, number))
    before, after = chance.choice(LAYOUTS) or ("", "")
    return Event(Template.of(*parts), chance.choice(LEVELS), line=Template.of(before, *parts, after))


def texts(part: str | Placeholder, *, ordinary: bool) -> tuple[str, ...]:
    """Return texts that a part of a line prints. Of a number the ordinary ones have digits that no search names."""
    if isinstance(part, str):
        return (part,)
    if part.values:
        return part.values
    if part.kind == "int":
        return ("8", "88", "888", "-8") if ordinary else (*NUMBERS, "8", "-88")
    if part.kind == "bool":
        return ("true", "false", "True", "False")
    return ORDINARY if ordinary else ("", *ANYTHING)


def all_lines(event: Event, *, ordinary: bool) -> list[str]:
    assert event.line is not None
    every = product(*(texts(part, ordinary=ordinary) for part in event.line.parts))
    return ["".join(words) for words in every]


def some_query(chance: random.Random, depth: int = 2) -> Query:
    kind = chance.random()
    if depth and kind < 0.34:
        parts = tuple(some_query(chance, depth - 1) for _ in range(chance.randint(1, 3)))
        return AllOf(parts) if kind < 0.16 else AnyOf(parts) if kind < 0.27 else Not(parts[0])
    if kind < 0.42:
        return FieldIs("level", chance.choice(tuple(_OPS)), chance.choice(LEVELS))
    if kind < 0.45:
        return Routing("index=main")
    if kind < 0.72:
        text = chance.choice(_WORDS)
        wild = chance.random() < 0.25
        if wild:
            at = chance.randint(0, len(text))
            text = text[:at] + chance.choice("*?") + text[at:]
        where = chance.choice(_WHERE)
        return Phrase(text, chance.random() < 0.6, "substring" if wild and where == "term" else where, wildcards=wild)
    dialect = chance.choice(_DIALECTS)
    text = (
        pattern(chance, 2)
        if dialect != "re2" and kind < 0.86
        else chance.choice(
            (
                r"\w+$",
                r": \S+",
                "b: [a-z]",
                r"^\S",
                "a.*b",
                ".$",
                r"a \w",
                "a+b?",
                "[ab]{1,3}$",
                "^(?:a|b) ",
                r"\ba\b",
                r"\d+",
                "(?i)AB",
                "a{2}",
                "[^a]b",
            )
        )
    )
    text = re.sub(r"\$(?=[ab])", "$(?:)", text)  # or else it is a variable of the search
    made = Regex(text, dialect, chance.choice(("", "", "i")))
    return made if isinstance(read(made.pattern, made.dialect, made.flags), Pattern) else Regex(text, "pcre", made.flags)


@cache
def tree_of(query: Regex) -> Pattern:
    tree = read(query.pattern, query.dialect, query.flags)
    assert isinstance(tree, Pattern), query
    return tree


def holds(query: Query, line: str, level: str) -> bool:
    """Whether a line of this level fulfils a search, read as simply as can be."""
    if isinstance(query, AllOf):
        return all(holds(part, line, level) for part in query.parts)
    if isinstance(query, AnyOf):
        return any(holds(part, line, level) for part in query.parts)
    if isinstance(query, Not):
        return isinstance(query.part, Routing) or not holds(query.part, line, level)
    if isinstance(query, FieldIs):
        return query.op != "exists" and _OPS[query.op](LEVELS.index(level), LEVELS.index(query.value))
    if isinstance(query, Phrase):
        return _phrase(query).search(line) is not None
    return not isinstance(query, Regex) or _found(query, line)


@cache
def _found(query: Regex, line: str) -> bool:
    return found(tree_of(query).tree, line)


@cache
def _phrase(query: Phrase) -> re.Pattern[str]:
    """Return a phrase as an expression of ``re``."""
    wild = {"*": "[^\\n]*", "?": "[^\\n]"} if query.wildcards else {}
    text = "".join(wild.get(char) or re.escape(char) for char in query.text)
    first = r"(?<![^\W_])" if query.text[0].isalnum() else ""
    last = r"(?![^\W_])" if query.text[-1].isalnum() else ""
    around = {"substring": ("", ""), "term": (first, last), "whole": (r"\A", r"\Z"), "start": (r"\A", ""), "end": ("", r"\Z")}[
        query.where
    ]
    return re.compile(around[0] + f"(?:{text})" + around[1], 0 if query.case else re.IGNORECASE)


def check(query: Query, event: Event) -> str:
    """Hold one pair and compare the answer with every line; return the answer."""
    level = event.level or ""
    quick, match = hold(query, event, details=False), hold(query, event)
    why = (query, event, match)
    assert quick.certainty == match.certainty, why
    if match.certainty == "unknown":
        return "unknown"
    every = all_lines(event, ordinary=False)
    if match.certainty == "never":
        assert not any(holds(query, line, level) for line in every), why
    elif match.certainty == "always":
        assert all(holds(query, line, level) for line in every), why
    if match.bound:
        assert match.witness is not None, why
        assert holds(query, match.witness, level), why
        assert candidate(needles(query), haystack(event)), why
    else:
        ordinary = next((line for line in all_lines(event, ordinary=True) if holds(query, line, level)), None)
        assert ordinary is None, (why, ordinary)
    return match.certainty


COUNTED: Counter[str] = Counter()


@pytest.mark.parametrize("seed", range(SEEDS))
def test_no_answer_is_wrong(seed: int) -> None:
    chance = random.Random(f"verdicts {seed}")
    for _ in range(PAIRS):
        COUNTED[check(some_query(chance), some_event(chance))] += 1


def test_enough_pairs_were_compared() -> None:
    """Ten thousand were decided, and each answer was given many times."""
    if not COUNTED:
        pytest.skip("counts the pairs of the test above, which ran in another process")
    decided = COUNTED.total() - COUNTED["unknown"]
    assert decided >= 10_000, COUNTED
    assert COUNTED["unknown"] < decided // 100, COUNTED
    assert min(COUNTED[answer] for answer in ("always", "generic", "contingent", "never")) > 300, COUNTED
