"""How much a large code base with many saved searches costs: ``python benchmarks/scale.py [templates searches]``.

Without numbers it measures four sizes, each in a process of its own: the processor time of :func:`~sdd_impact.matching.states`, as a
ratio to one ``re.search`` on one line for every search and template that could be asked, and the memory that it took. Then it holds
10,000 searches against a branch of 200 changed statements.
"""

from __future__ import annotations

import random
import re
import resource
import subprocess
import sys
from itertools import accumulate
from time import process_time
from typing import NamedTuple

from sdd_impact.matching import states, verdicts
from sdd_impact.model import (
    AllOf,
    AnyOf,
    Change,
    Event,
    FieldIs,
    Location,
    Not,
    Phrase,
    Placeholder,
    Query,
    Regex,
    Routing,
    SavedSearch,
    Statement,
    Template,
)

SIZES = ((10_000, 1_000), (100_000, 1_000), (10_000, 10_000), (100_000, 10_000))
_CHANGED = 200
_LEVELS = ("debug", "info", "info", "info", "warning", "error")
_KINDS = ("any", "any", "any", "int", "id", "uuid", "ip", "email", "exception", "duration", "masked", "path", "name")
_SYLLABLES = [
    "ac",
    "al",
    "an",
    "ar",
    "ba",
    "be",
    "cal",
    "co",
    "da",
    "de",
    "di",
    "en",
    "er",
    "fa",
    "fi",
    "for",
    "ga",
    "in",
    "ka",
    "le",
    "li",
    "lo",
    "ma",
    "me",
    "mi",
    "na",
    "no",
    "on",
    "or",
    "pa",
    "per",
    "po",
    "re",
    "ri",
    "ro",
    "sa",
    "se",
    "ta",
    "ti",
    "to",
    "un",
    "va",
    "ver",
]
_TAKES = {"int": r"-?\d+", "id": r"\S+", "uuid": r"[0-9a-f-]+", "ip": r"\d+\.\d+\.\d+\.\d+", "email": r"\S+@\S+"}


class Invented(NamedTuple):
    """A code base: its statements, and the searches that people saved for them."""

    statements: tuple[Statement, ...]
    searches: tuple[SavedSearch, ...]


class _Vocabulary:
    """Words, some frequent and most rare, as in real messages."""

    def __init__(self, chance: random.Random, size: int = 6_000) -> None:
        words = {"".join(chance.choices(_SYLLABLES, k=chance.choice((2, 2, 3, 3, 4)))) for _ in range(size)}
        self._words = sorted(words)
        chance.shuffle(self._words)
        self._weights = list(accumulate(1 / (rank + 8) for rank in range(len(self._words))))

    def some(self, chance: random.Random, count: int) -> list[str]:
        return chance.choices(self._words, cum_weights=self._weights, k=count)


def statement(number: int, words: _Vocabulary, chance: random.Random) -> Statement:
    """Return one invented log statement."""
    parts: list[str | Placeholder] = [" ".join(words.some(chance, chance.randint(2, 5))).capitalize()]
    for at in range(chance.choice((0, 1, 1, 2, 2, 3))):
        parts += [" " + " ".join(words.some(chance, chance.randint(1, 2))) + chance.choice((": ", " ", "="))]
        parts += [Placeholder(f"p{at}", chance.choice(_KINDS))]
    if chance.random() < 0.3:
        parts.append(" " + " ".join(words.some(chance, chance.randint(1, 3))))
    where = Location(f"src/module{number // 40}.py", number % 40 * 10 + 1)
    return Statement("log", where, "python", Template.of(*parts), chance.choice(_LEVELS), f"app.module{number // 40}")


def _phrase(made: Statement, chance: random.Random, *, most: int = 3) -> str:
    longest = max(made.template.literals, key=lambda text: text.count(" "))
    words = longest.strip(" :=").split()
    first = chance.randrange(max(1, len(words) - most + 1))
    return " ".join(words[first : first + most])


def _regex(made: Statement, chance: random.Random) -> str:
    taken = [re.escape(part) if isinstance(part, str) else _TAKES.get(part.kind, ".*") for part in made.template.parts]
    text = "".join(taken[: chance.randint(1, len(taken))])
    return chance.choice(("", "", "^", r"\b")) + text.replace("\\ ", chance.choice((" ", " ", r"\s+")))


def query(number: int, made: Statement, words: _Vocabulary, chance: random.Random) -> Query:
    """Return one invented search for a statement. Of a thousand, three ask for a level alone and two are regular expressions without words."""
    sort = number * 37 % 198 if number % 1000 > 4 else 198 + number % 1000 // 3
    phrase = _phrase(made, chance)
    if sort < 100:
        return Phrase(phrase)
    if sort < 118:
        return Phrase(max(phrase.split(), key=len) if sort == 100 and not number % 4 else phrase, case=False, where="term")
    if sort < 154:
        return Regex(_regex(made, chance), "pcre", "i" if sort < 128 else "")
    if sort < 164:
        return AllOf((Routing("index=main"), Phrase(phrase, case=False), FieldIs("level", "=", made.level or "info")))
    if sort < 172:
        return AllOf((Phrase(phrase), Not(Phrase(words.some(chance, 1)[0]))))
    if sort < 184:
        return AnyOf((*tuple(Phrase(" ".join(words.some(chance, 3))) for _ in range(3)), Phrase(phrase)))
    if sort < 196:
        return Phrase(phrase + " " + words.some(chance, 1)[0])  # most of these are dead
    if sort < 198:
        return AllOf((Phrase(phrase), Regex(r"p\d=(?P<value>\S+)", captures_only=True)))
    if sort == 198:
        asked = FieldIs("level", ">=" if number % 3 else "=", chance.choice(("warning", "error")))
        return AllOf((Routing(f"service=app{number % 7}"), asked))
    return Regex(chance.choice((r"\b[A-Z]{2,5}-\d+\b", r"\d+ ?ms$", r"\b5\d\d\b")), "pcre")


def invent(templates: int, searches: int) -> Invented:
    """Return an invented code base, the same in every run."""
    chance = random.Random(7)  # noqa: S311 -- invented data
    words = _Vocabulary(chance)
    there = tuple(statement(number, words, chance) for number in range(templates))
    asked = [query(number, chance.choice(there), words, chance) for number in range(searches)]
    return Invented(
        there,
        tuple(
            SavedSearch(f"search {at}", "invented", Location("ops/searches.conf", at + 1), "", each)
            for at, each in enumerate(asked)
        ),
    )


def event(made: Statement) -> Event:
    """Return what a statement prints, in a layout that is not known."""
    return Event(made.template, made.level, made.logger, fields=made.fields)


def one_search() -> float:
    """Return the seconds of one ``re.search`` that finds nothing in one line."""
    line, found = "Payment of 12.50 for order 4711 was refused by the bank after 3 attempts", re.compile(r"email: \S+@\S+")
    start = process_time()
    for _ in range(200_000):
        found.search(line)
    return (process_time() - start) / 200_000


def inventory(templates: int, searches: int) -> None:
    """Measure the inventory of one size, and print a line."""
    made = invent(templates, searches)
    start = process_time()
    found = states(made.searches, made.statements, event)
    taken = process_time() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    fed = sum(len(each.statements) for each in found)
    dead, unknown = (sum(each.state == state for each in found) for state in ("unbound", "unknown"))
    pairs = templates * searches
    print(
        f"{templates:>8,} × {searches:>6,}{taken:>8.1f} s{pairs * one_search() / taken:>10.1f} times faster than re.search on every pair"
        f"{memory:>8.0f} MiB   {fed:,} pairs bound, {dead:,} searches unbound, {unknown:,} unknown",
        flush=True,
    )


def branch(templates: int, searches: int) -> None:
    """Measure what the searches add to a branch that changes some statements, and print a line."""
    made = invent(templates, searches)
    chance = random.Random(8)  # noqa: S311 -- invented data
    words = _Vocabulary(random.Random(7))  # noqa: S311 -- invented data
    changes = []
    for at, each in enumerate(chance.sample(made.statements, _CHANGED)):
        parts = (*each.template.parts, " " + words.some(chance, 1)[0]) if at % 2 else statement(at, words, chance).template.parts
        changes.append(Change(f"ch-{at}", "modified", each, each._replace(template=Template.of(*parts))))
    start = process_time()
    found = verdicts(made.searches, made.searches, changes, event, event)
    taken = process_time() - start
    counts = {verdict: sum(each.verdict == verdict for each in found) for verdict in sorted({each.verdict for each in found})}
    print(
        f"{_CHANGED:>8,} × {searches:>6,}{taken:>8.2f} s   {taken / one_search() / 1e6:.1f} million times re.search   {counts}",
        flush=True,
    )


if __name__ == "__main__":
    if len(sys.argv) == 3:
        inventory(int(sys.argv[1]), int(sys.argv[2]))
    elif len(sys.argv) == 2:
        branch(20_000, 10_000)
    else:
        for size in SIZES:
            subprocess.run([sys.executable, __file__, *map(str, size)], check=True)
        subprocess.run([sys.executable, __file__, "branch"], check=True)
