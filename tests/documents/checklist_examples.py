"""Askings, tool answers and checklists that the tests of this folder are about."""

from __future__ import annotations

from collections.abc import Iterable

from sdd_impact.documents import catalogue, write_checklist
from sdd_impact.model import Asking, Evidence, Impact, Location, Severity, Source, ToolAnswer

PATH = "support-impact/feature--mask-email.yaml"
IMPACTS = {
    "saved-search-recreate": "saved-search-broken",
    "error-messages": "error-message-new",
    "support-ui-account-action": "account-action-new",
    "pii-masked-findable": "log-masked-unfindable",
}
LOGGING = ToolAnswer("logging-changed", "yes", "1 log statement changed", "logging")
OTHER = ToolAnswer("db-access", "no", "no table was added")


def fingerprint(number: int) -> str:
    return f"ev-{number:016x}"


def impact(question: str, number: int, text: str = "some text", *, line: int = 41, severity: Severity = "block") -> Impact:
    data = {
        "saved-search-recreate": (
            ("search", f"{text} · ops/savedsearches.conf:{line}"),
            ("proposal", r"PasswordReset userId: (?<id>\d+)"),
        ),
        "error-messages": (("text", text), ("where", f"auth/views.py:{line}"), ("status", "500"), ("audience", "customer")),
        "support-ui-account-action": (("action", text), ("where", f"auth/views.py:{line}")),
        "pii-masked-findable": (("ids", text),),
    }[question]
    evidence = Evidence(Location("auth/reset.py", line), text, "the search finds nothing any more", "after")
    return Impact(
        IMPACTS[question], fingerprint(number), evidence, (question,), severity, was=f"was {text}", now=f"now {text}", data=data
    )


def asking(
    question: str, numbers: Iterable[int], text: str = "some text", *, line: int = 41, severity: Severity = "block"
) -> Asking:
    found = catalogue().get(question)
    assert found is not None
    return Asking(found, severity, tuple(impact(question, number, text, line=line, severity=severity) for number in numbers))


def write(
    askings: Iterable[Asking],
    existing: str | None = None,
    tool_answers: Iterable[ToolAnswer] = (LOGGING,),
    *,
    branch: str = "feature/mask-email",
    summary: str = "Mask e-mail addresses in the password-reset log",
    version: str = "1.0",
) -> str:
    source = None if existing is None else Source(PATH, existing.encode())
    return write_checklist(askings, tool_answers, branch=branch, summary=summary, catalogue_version=version, existing=source)


def complete() -> str:
    """A checklist in which everything is answered."""
    text = write(
        [
            asking("saved-search-recreate", [1]),
            asking("error-messages", [2]),
            asking("support-ui-account-action", [3]),
            asking("pii-masked-findable", [4]),
        ]
    )
    answers = {
        "new_pattern:": r"new_pattern: 'PasswordReset userId: (?<id>\d+)'",
        "done_by:": 'done_by: "this branch"',
        "cause:": 'cause: "the mail provider refused the address"',
        "customer_can:": 'customer_can: "try again in ten minutes"',
        "in_support_ui:": 'in_support_ui: "yes"\n        screen: "Account > Security > Send reset mail"\n        levels: [L1, L2]',
        "answer:": 'answer: "yes"\n    query: "PasswordReset userId: 23423334"\n    seen_where: "Support UI > Account"',
    }
    lines = []
    for line in text.splitlines():
        key = line.strip().partition(" ")[0]
        is_open = key in answers and "#: open" in line
        lines.append(line[: len(line) - len(line.lstrip())] + answers[key] if is_open else line)
    return "\n".join(lines) + "\n"
