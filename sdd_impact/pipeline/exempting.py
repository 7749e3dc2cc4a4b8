"""Is a branch exempt by a rule of the policy? Rules bind as the base has them: a branch cannot exempt itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from sdd_impact.analysis.paths import Patterns
from sdd_impact.model import Exemption, FileChange, Settings
from sdd_impact.pipeline.visit import Visit


def exemption(here: Visit) -> str:
    """Return why the branch needs no checklist, with the rule that says so; "" where it needs one."""
    rule = next((rule for rule in here.settings.exempt if not ended(rule) and _holds(rule, here)), None)
    if rule is None:
        return ""
    until = f", until {rule.until}" if rule.until else ""
    return f"{rule.reason} ({'; '.join(_conditions(rule))}{until})"


def ended(rule: Exemption) -> bool:
    """Whether the last day of a rule is over."""
    return bool(rule.until) and dt.date.fromisoformat(rule.until) < dt.datetime.now(dt.UTC).date()


def ended_rules(settings: Settings) -> tuple[str, ...]:
    """Return a sentence for each rule whose last day is over: it is no secret why a branch is asked again."""
    return tuple(f"exempt: the rule `{rule.reason}` ended on {rule.until}" for rule in settings.exempt if ended(rule))


def _holds(rule: Exemption, here: Visit) -> bool:
    comparison = here.comparison
    if rule.paths and not _all_fit(Patterns(rule.paths), comparison.files):
        return False
    if rule.into and not _fits(rule.into, comparison.base.name):
        return False
    if rule.branches and not _fits(rule.branches, comparison.branch):
        return False
    return not rule.authors or _written_by(frozenset(map(str.lower, rule.authors)), here)


def _all_fit(patterns: Patterns, files: Iterable[FileChange]) -> bool:
    """Whether every changed file fits, where it was and where it is."""
    paths = [side.path for file in files for side in (file.before, file.after) if side] + [file.path for file in files]
    return bool(paths) and all(map(patterns.match, paths))


def _fits(patterns: tuple[str, ...], name: str) -> bool:
    """Whether a branch's name fits, with or without the remote before it."""
    known = Patterns(f"/{pattern.strip('/')}" for pattern in patterns)
    return any(map(known.match, (name, name.partition("/")[2])))


def _written_by(addresses: frozenset[str], here: Visit) -> bool:
    """Whether every commit of the branch, and nothing that is not committed, is by one of these authors."""
    comparison = here.comparison
    if comparison.looked_at != "commit":
        return False
    authors = here.repository.authors(comparison.merge_base, comparison.head.commit)
    return bool(authors) and authors <= addresses


def _conditions(rule: Exemption) -> Iterator[str]:
    for name, values in (
        ("branch", rule.branches),
        ("authors", rule.authors),
        ("into", rule.into),
        ("every changed file in", rule.paths),
    ):
        if values:
            yield f"{name} {', '.join(values)}"
