"""Which questions the impacts raise, and what the tool answers itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sdd_impact.analysis.impacts import OF_VERDICT
from sdd_impact.model import Asking, Catalogue, Change, Findings, Impact, Severity, ToolAnswer

#: The four themes that every record names, each with the question that stands for it.
THEMES = (
    ("logging", "logging-changed"),
    ("saved searches", "saved-search-recreate"),
    ("error messages", "error-messages"),
    ("support UI", "support-ui-account-action"),
)


def ask(impacts: Iterable[Impact], catalogue: Catalogue) -> tuple[Asking, ...]:
    """Return the questions that a person is asked, in the catalogue's order, each with the impacts that become its rows.

    A question blocks when one of its impacts does; then only the impacts that block need an answer, the others are shown.
    """
    raised: dict[str, list[Impact]] = defaultdict(list)
    for impact in impacts:
        for question in impact.questions:
            if impact.severity in ("block", "warn"):
                raised[question].append(impact)
    return tuple(
        Asking(question, _worst(raised[question.id]), tuple(raised[question.id]))
        for question in catalogue.questions
        if question.id in raised
    )


def _worst(impacts: Iterable[Impact]) -> Severity:
    return "block" if any(impact.severity == "block" for impact in impacts) else "warn"


def tool_answers(findings: Findings, askings: Iterable[Asking]) -> tuple[ToolAnswer, ...]:
    """Return the tool's own answer for each of the four themes that nothing is asked about."""
    asked = {asking.question.id for asking in askings}
    answers = {
        "logging-changed": _logging(findings),
        "saved-search-recreate": ("no", _searches(findings)),
        "error-messages": ("no", _errors(findings)),
        "support-ui-account-action": _account_actions(findings),
    }
    return tuple(
        ToolAnswer(question, answers[question][0], answers[question][1], theme)
        for theme, question in THEMES
        if question not in asked
    )


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return ``1 log statement`` or ``3 log statements``."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def log_changes(findings: Findings) -> tuple[Change, ...]:
    """Return the changed log statements that Support can see: no test code, no console output that is not searched."""
    return tuple(
        change
        for change in findings.changes
        if change.statement.what == "log"
        and not change.event_only
        and not change.statement.test
        and (not change.statement.console or findings.settings.console_is_searched)
    )


def _logging(findings: Findings) -> tuple[str, str]:
    changes = log_changes(findings)
    if not changes:
        return "no", "no log statement changed"
    kinds = [(kind, sum(change.kind == kind for change in changes)) for kind in ("modified", "added", "removed")]
    parts = ", ".join(f"{number} {kind}" for kind, number in kinds if number)
    return "yes", f"{counted(len(changes), 'log statement')} changed ({parts})"


def _searches(findings: Findings) -> str:
    known = dict(findings.counts).get("searches", 0)
    if not known:
        return "no saved search is registered in this repository"
    touched = [verdict for verdict in findings.searches if verdict.verdict in OF_VERDICT]
    if touched:
        return f"{counted(len(touched), 'saved search', 'saved searches')} touched; see the questions that are asked"
    still = sum(verdict.verdict == "still-matches" for verdict in findings.searches)
    all_known = counted(known, "saved search", "saved searches")
    return (
        f"{all_known} known; {still} touched by a changed log statement, and still matching"
        if still
        else f"{all_known} known; none is touched"
    )


def _errors(findings: Findings) -> str:
    internal = sum(
        change.statement.what == "error" and not change.statement.test and change.kind != "removed" for change in findings.changes
    )
    none = "no error message that a customer or an API client sees was added or changed"
    return f"{none} ({counted(internal, 'internal one')})" if internal else none


def _account_actions(findings: Findings) -> tuple[str, str]:
    there = [dict(impact.data) for impact in findings.impacts if impact.id == "account-action-in-support-ui"]
    if not there:
        return "no", "no new action on a customer's account was found"
    shown = ", ".join(f"{each.get('action', '')} ({each.get('screen', '')})" for each in there[:3])
    return "yes", f"the Support UI has it: {shown}" + (f", and {len(there) - 3} more" if len(there) > 3 else "")
