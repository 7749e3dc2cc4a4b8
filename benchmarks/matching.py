"""How long one decision takes, as a ratio to one ``re.search`` on one line: ``python benchmarks/matching.py [rounds]``.

Both are measured in turn, so that a slow or busy machine changes both. A decision answers for every line that a statement can print;
``re.search`` answers for one.
"""

from __future__ import annotations

import random
import re
import statistics
import sys
from time import perf_counter

from sdd_impact.matching import candidate, haystack, hold, needles
from sdd_impact.model import AllOf, Event, Phrase, Placeholder, Query, Regex, Template

_WORDS = [
    "user",
    "account",
    "reset",
    "mail",
    "order",
    "payment",
    "failed",
    "sent",
    "token",
    "cache",
    "request",
    "session",
    "invalid",
    "retry",
    "timeout",
    "queue",
    "worker",
    "job",
]
_KINDS = ("any", "int", "id", "email", "ip", "uuid", "exception", "duration", "masked")


def events(count: int, chance: random.Random) -> list[Event]:
    """Return invented statements."""
    found = []
    for _ in range(count):
        parts: list[str | Placeholder] = []
        for _ in range(chance.randint(1, 4)):
            parts.append(" " + " ".join(chance.choices(_WORDS, k=chance.randint(1, 3))) + chance.choice((": ", " ", "=")))
            parts.append(Placeholder(f"p{len(parts)}", chance.choice(_KINDS)))
        found.append(Event(Template.of(*parts), "info", "app"))
    return found


def searches(count: int, chance: random.Random) -> list[tuple[str, Query, str]]:
    """Return invented searches: their sort, the query, and a pattern of ``re`` that asks the same."""
    found: list[tuple[str, Query, str]] = []
    for index in range(count):
        one, other = chance.sample(_WORDS, 2)
        sort = ("phrase", "term", "regex", "two phrases", "look-around")[index % 5]
        text = f"{one} {other}"
        queries: dict[str, Query] = {
            "phrase": Phrase(text),
            "term": Phrase(one, case=False, where="term"),
            "regex": Regex(rf"{one}.*{other}: \S+@\S+"),
            "two phrases": AllOf((Phrase(one), Phrase(other))),
            "look-around": Regex(rf"^(?!.*{other}).*\b{one}=\d+$"),
        }
        query = queries[sort]
        found.append((sort, query, query.pattern if isinstance(query, Regex) else re.escape(text)))
    return found


def main(rounds: int) -> None:
    """Measure and print."""
    chance = random.Random(7)  # noqa: S311 -- invented data, the same in every run
    asked, there = searches(60, chance), events(200, chance)
    lines = ["".join(part if isinstance(part, str) else "a.b@example.org" for part in each.message.parts) for each in there]
    texts = [haystack(each) for each in there]
    decisions: dict[str, list[float]] = {}
    baseline: list[float] = []
    first: list[float] = []
    for round_ in range(rounds):
        for sort, query, pattern in asked:
            compiled = re.compile(pattern)
            for event, line in zip(there, lines, strict=True):
                start = perf_counter()
                hold(query, event, details=False)
                middle = perf_counter()
                compiled.search(line)
                end = perf_counter()
                decisions.setdefault(sort, []).append(middle - start)
                baseline.append(end - middle)
            if round_ == 0:
                first.append(decisions[sort][-len(there)])
    base = statistics.median(baseline)
    print(f"{'re.search on one line':<28}{base * 1e6:>8.1f} µs   median")
    for sort, taken in decisions.items():
        median = statistics.median(taken)
        print(
            f"{sort:<28}{median * 1e6:>8.1f} µs   {median / base:>6.0f} times re.search   mean {statistics.fmean(taken) * 1e6:.1f} µs"
        )
    print(f"{'a search seen first':<28}{statistics.median(first) * 1e6:>8.1f} µs")
    start = perf_counter()
    kept = sum(candidate(needles(query), text) for _, query, _ in asked for text in texts)
    each = (perf_counter() - start) / (len(asked) * len(there))
    print(f"{'the prefilter':<28}{each * 1e6:>8.2f} µs   keeps {kept} of {len(asked) * len(there)} pairs")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
