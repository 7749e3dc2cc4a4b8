"""What the tool answers itself: the four themes, in the words that a record shows."""

from __future__ import annotations

import pytest
from analysis.test_judging import HERE, case

from sdd_impact.analysis.asking import counted, log_changes, tool_answers
from sdd_impact.documents import catalogue
from sdd_impact.model import (
    Asking,
    Change,
    ChangeKind,
    Location,
    Opaque,
    SavedSearch,
    SearchVerdict,
    Settings,
    Statement,
    Template,
    ToolAnswer,
    What,
)

NONE = "no error message that a customer or an API client sees was added or changed"


def changed(
    kind: ChangeKind = "modified", what: What = "log", *, test: bool = False, logger: str = "", event_only: bool = False
) -> Change:
    statement = Statement(what, Location("a.py", 1), "python", Template.of("text"), test=test, logger=logger)
    return Change(
        "ch-1", kind, None if kind == "added" else statement, None if kind == "removed" else statement, event_only=event_only
    )


def verdict(name: str) -> SearchVerdict:
    return SearchVerdict(SavedSearch(name, "splunk", HERE, "text", Opaque("text", "unknown")), name, "because")


def answers(
    changes: tuple[Change, ...] = (), searches: tuple[SearchVerdict, ...] = (), known: int | None = None
) -> dict[str, tuple[str, str]]:
    counts = (("files", 3),) if known is None else (("files", 3), ("searches", known))
    findings = case(()).findings._replace(changes=changes, searches=searches, counts=counts)
    return {each.theme: (each.answer, each.because) for each in tool_answers(findings, ())}


def test_nothing_asked_is_answered_by_theme() -> None:
    assert tool_answers(case(()).findings, ()) == (
        ToolAnswer("logging-changed", "no", "no log statement changed", "logging"),
        ToolAnswer("saved-search-recreate", "no", "no saved search is registered in this repository", "saved searches"),
        ToolAnswer("error-messages", "no", NONE, "error messages"),
        ToolAnswer("support-ui-account-action", "no", "no new action on a customer's account was found", "support UI"),
    )


def test_a_theme_that_is_asked_about_is_left_to_the_person() -> None:
    question = catalogue().get("error-messages")
    assert question is not None
    found = tool_answers(case(()).findings, (Asking(question, "block", ()),))
    assert [each.theme for each in found] == ["logging", "saved searches", "support UI"]


@pytest.mark.parametrize(
    ("changes", "because"),
    [
        ((changed(),), "1 log statement changed (1 modified)"),
        ((changed("added"), changed(), changed()), "3 log statements changed (2 modified, 1 added)"),
        ((changed("removed"), changed("added")), "2 log statements changed (1 added, 1 removed)"),
        ((changed(), changed(what="error"), changed(event_only=True)), "1 log statement changed (1 modified)"),
    ],
)
def test_what_is_said_of_the_log(changes: tuple[Change, ...], because: str) -> None:
    assert answers(changes)["logging"] == ("yes", because)


@pytest.mark.parametrize(
    ("change", "searched", "seen"),
    [
        (changed(), False, True),
        (changed("removed"), False, True),
        (changed(what="error"), True, False),
        (changed(event_only=True), True, False),
        (changed(test=True), True, False),
        (changed(logger="console"), False, False),
        (changed(logger="console"), True, True),
        (changed(logger="auth.reset"), True, True),
        (changed(logger="console", test=True), True, False),
    ],
)
def test_which_log_statements_support_can_see(change: Change, *, searched: bool, seen: bool) -> None:
    findings = case((), settings=Settings(console_is_searched=searched)).findings._replace(changes=(change,))
    assert log_changes(findings) == ((change,) if seen else ())


@pytest.mark.parametrize(
    ("known", "verdicts", "because"),
    [
        (0, (), "no saved search is registered in this repository"),
        (1, (), "1 saved search known; none is touched"),
        (3, ("unbound",), "3 saved searches known; none is touched"),
        (
            3,
            ("still-matches", "still-matches"),
            "3 saved searches known; 2 touched by a changed log statement, and still matching",
        ),
        (3, ("still-matches", "newly-matches"), "1 saved search touched; see the questions that are asked"),
        (3, ("broken", "narrowed", "unbound"), "2 saved searches touched; see the questions that are asked"),
    ],
)
def test_what_is_said_of_searches(known: int, verdicts: tuple[str, ...], because: str) -> None:
    assert answers(searches=tuple(map(verdict, verdicts)), known=known)["saved searches"] == ("no", because)


@pytest.mark.parametrize(
    ("changes", "rest"),
    [
        ((), ""),
        ((changed(),), ""),
        ((changed("removed", "error"),), ""),
        ((changed(what="error", test=True),), ""),
        ((changed("added", "error"),), " (1 internal one)"),
        ((changed(what="error"), changed("added", "error"), changed()), " (2 internal ones)"),
    ],
)
def test_what_is_said_of_errors(changes: tuple[Change, ...], rest: str) -> None:
    assert answers(changes)["error messages"] == ("no", NONE + rest)


def test_counted() -> None:
    assert [counted(number, "search", "searches") for number in (0, 1, 2)] == ["0 searches", "1 search", "2 searches"]
    assert counted(2, "row") == "2 rows"
