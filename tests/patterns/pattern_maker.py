"""Random patterns over a small alphabet, with everything that Python's ``re`` can do as well."""

from __future__ import annotations

import random
from itertools import product

ALPHABET = "ab \n"
_ATOMS = (
    "a", "b", " ", ".", "[ab]", "[^a]", r"\w", r"\W", r"\s", r"\b", r"\B", "^", "$", r"\A", r"\Z", "(?m:^)", "(?m:$)", "(?s:.)", "(?i:A)",
    "(?=a)", "(?!b)", "(?<=a)", "(?<!b)", "(?=.*b$)", "(?<=a(?=b))", "(?<!a(?=b))", "(?!a(?!b))", r"(?<=\bab)", "(?!.*b)", r"\n", "a*?",
)  # fmt: skip


def pattern(chance: random.Random, depth: int = 3) -> str:
    kind = chance.random()
    if depth == 0 or kind < 0.35:
        return chance.choice(_ATOMS)
    if kind < 0.6:
        return pattern(chance, depth - 1) + pattern(chance, depth - 1)
    if kind < 0.72:
        return f"(?:{pattern(chance, depth - 1)}|{pattern(chance, depth - 1)})"
    if kind < 0.85:
        return f"(?:{pattern(chance, depth - 1)})" + chance.choice(("*", "+", "?", "{2}", "{1,2}", "*?", "??"))
    if kind < 0.95:
        return f"({chance.choice(('?=', '?!', '?<=', '?<!'))}{pattern(chance, depth - 1)})"
    return f"({pattern(chance, depth - 1)})"


def lines(longest: int, alphabet: str = ALPHABET) -> tuple[str, ...]:
    """Return every line over the alphabet, up to a length."""
    return tuple("".join(chars) for length in range(longest + 1) for chars in product(alphabet, repeat=length))
