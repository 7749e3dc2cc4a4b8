"""What the formats of code-review tools show: one alert for each problem, and for each impact that waits for an answer."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Literal

from sdd_impact.model import BranchReport, Findings, Impact, Location, Printable, Problem, Verdict
from sdd_impact.tuples import NamedTuple

#: ``error`` fails the gate; ``warning`` is an impact whose question blocks; ``note`` never blocks.
Rank = Literal["error", "warning", "note"]


class Alert(NamedTuple):
    """A thing to show beside a line. ``fingerprint`` is unique in its document and holds no line and no commit."""

    id: str
    rank: Rank
    location: Location
    message: str
    fingerprint: str
    fix: str = ""
    quote: str = ""
    questions: tuple[str, ...] = ()


def alerts(document: Printable) -> tuple[Alert, ...]:
    """Return the alerts of the evidence, of a verdict or of the verdict in a report: of a verdict only what is still open."""
    match document:
        case Findings():
            found = list(_impacts(document.impacts))
        case Verdict():
            found = [*_problems(document.problems), *_impacts(waiting(document))]
        case BranchReport():
            return alerts(document.verdict)
        case _:
            raise TypeError(type(document).__name__)
    return tuple(_unique(found))


def waiting(verdict: Verdict) -> tuple[Impact, ...]:
    """Return the impacts whose questions are not answered yet."""
    asked = {state.id for state in verdict.questions if state.state in ("open", "stale", "unsigned")}
    impacts = verdict.findings.impacts if verdict.findings else ()
    return tuple(impact for impact in impacts if asked.intersection(impact.questions))


def _impacts(impacts: Iterable[Impact]) -> Iterator[Alert]:
    for impact in impacts:
        if impact.severity not in ("block", "warn"):
            continue
        seen = impact.evidence
        # A line of the old version is not in the new file.
        place = seen.location if seen.side == "after" else Location(seen.location.file)
        rank: Rank = "warning" if impact.severity == "block" else "note"
        yield Alert(impact.id, rank, place, seen.because, impact.fingerprint, "", seen.quote, impact.questions)


def _problems(problems: Iterable[Problem]) -> Iterator[Alert]:
    for each in problems:
        # The message may count something, and the line moves: neither says which problem it is.
        identity = f"{each.id}\0{each.location.file}\0{each.question}\0{each.evidence}"
        digest = hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        rank: Rank = "error" if each.severity == "block" else "note"
        questions = (each.question,) if each.question else ()
        yield Alert(each.id, rank, each.location, each.message, f"pb-{digest}", each.fix, "", questions)


def _unique(found: Iterable[Alert]) -> Iterator[Alert]:
    """Number the alerts whose fingerprints are equal, in their order."""
    seen: Counter[str] = Counter()
    for alert in found:
        seen[alert.fingerprint] += 1
        number = seen[alert.fingerprint]
        yield alert if number == 1 else alert._replace(fingerprint=f"{alert.fingerprint}-{number}")
