"""New queries for broken searches: only what was tried is offered."""

from __future__ import annotations

import pytest
from matching.written import change, event, printed, search

from sdd_impact.matching import hold, rewrite, try_pattern, verdicts
from sdd_impact.model import AllOf, AnyOf, Phrase, Proposal, Query, Regex

RESET = (
    "PasswordReset userId: {user_id:id?} email: {email:email?}",
    "PasswordReset userId: {user_id:id?} email: {mask(email):masked}",
)


def proposed(query: Query, text: str, before: str, after: str, form: str = "splunk") -> Proposal | None:
    asked = search(query, text, form=form)
    (found,) = verdicts([asked], [asked], [change(1, before, after)], printed, printed)
    assert found.verdict in ("broken", "likely-broken"), found
    return found.proposal


def test_the_story() -> None:
    text = r'PasswordReset | regex _raw="email: \S+@\S+"'
    found = proposed(AllOf((Phrase("PasswordReset", case=False, where="term"), Regex(r"email: \S+@\S+", "pcre"))), text, *RESET)
    assert found is not None
    assert found.query == r'PasswordReset | regex _raw="PasswordReset userId: (?<user_id>[\w-]+)"'
    assert found.both == found.query  # it finds the old line as well
    assert found.witness == "PasswordReset userId: 7 email: ********"


CASES = (
    (Phrase("Illegal user"), '"Illegal user" | stats count', "Illegal user {n}", "Invalid user {n}", '"Invalid user" | stats count'),
    (Regex(r"Illegal user \S+"), r"regex Illegal user \S+", "Illegal user {n}", "Invalid user {n}", r"regex Invalid user \S+"),
    (
        Regex(r"User \S+ not allowed"),
        r"User \S+ not allowed",
        "User {user} not allowed because {why}",
        "User {user} from {host} not allowed because {why}",
        r"User \S+ from .* not allowed",
    ),
    (
        Regex(r"^Invalid user .* from \S+\s*$"),
        r"^Invalid user .* from \S+\s*$",
        "Invalid user {user} from {host}",
        "Invalid user {user} from {host} port {port:int}",
        r"^Invalid user .* from \S+ port \d+\s*$",
    ),
    (Regex("took [0-9]+ ms", "cloudwatch"), "%took [0-9]+ ms%", "took {t:int} ms", "needed {t:int} ms", "%needed [0-9]+ ms%"),
    (Phrase("mail $email$"), '"mail $email$"', "id {i:id} mail {e:email}", "id {i:id} mail {e:masked}", '"id $i$"'),
)  # fmt: skip


@pytest.mark.parametrize(("query", "text", "before", "after", "expected"), CASES, ids=[case[1] for case in CASES])
def test_the_smallest_change_comes_first(query: Query, text: str, before: str, after: str, expected: str) -> None:
    found = proposed(query, text, before, after)
    assert found is not None
    assert found.query == expected


def test_both_the_old_and_the_new_line() -> None:
    found = proposed(Phrase("Illegal user"), 'index=a "Illegal user"', "Illegal user {n}", "Invalid user {n}")
    assert found is not None
    assert found.both == 'index=a ("Illegal user" OR "Invalid user")'
    found = proposed(Regex("Illegal user .+", "re2"), "Illegal user .+", "Illegal user {n}", "Invalid user {n}", form="plain")
    assert found is not None
    assert found.both == "(?:Illegal user .+|Invalid user .+)"


def test_other_choices_are_left_alone() -> None:
    query = AnyOf((Regex("gave up", "re2"), Regex("done", "re2")))
    found = proposed(query, '|~ "gave up|done"', "Job {id:int} gave up", "Job {id:int} failed", "loki")
    assert found is not None
    assert found.query == '|~ "failed|done"'


def test_what_cannot_be_written_safely_is_not_offered() -> None:
    assert proposed(Phrase("Illegal"), '"Illegal" OR "Illegal user"', "Illegal user {n}", "Invalid user {n}") is None
    assert proposed(Phrase("Illegal user"), "the text is elsewhere", "Illegal user {n}", "Invalid user {n}") is None
    assert proposed(Phrase("Illegal user"), '"Illegal user"', "Illegal user {n}", 'In"valid us"er {n}') is None
    assert rewrite("a b a", "a", "c") is None
    assert rewrite("x: a", "a", 'b"') is None
    assert rewrite("x: a", "a", "b\\d") is None
    assert rewrite("x: \\w", "\\w", "\\d") == "x: \\d"


def test_the_words_before_an_id_are_not_enough_where_the_old_pattern_said_more() -> None:
    found = proposed(
        Regex("bounce rate threshold of", "pcre"),
        "/bounce rate threshold of/",
        "Service: {service_id:id} has met or exceeded a warning bounce rate threshold of 5%. Bounce rate: {rate}",
        "Service: {service_id:id} has a warning bounce rate of {rate} with {total} emails sent.",
    )
    assert found is not None
    assert found.query.startswith("/Service: [A-Za-z0-9_-]+ has a warning bounce rate of ")


def test_trying_a_persons_pattern() -> None:
    new = event(RESET[1])
    assert try_pattern(r"PasswordReset userId: (?<id>\d+)", "pcre", new).bound
    assert try_pattern("passwordreset", "phrase", new).certainty == "always"
    assert try_pattern(r"email: \S+@\S+", "pcre", new).certainty == "never"
    assert try_pattern("PASSWORDRESET", "python", new, flags="i").bound
    assert try_pattern(Phrase("PasswordReset"), "", new) == hold(Phrase("PasswordReset"), new)
    broken = try_pattern("userId: (", "pcre", new)
    assert broken.certainty == "unknown"
    assert broken.because == "the pattern cannot be read: a ( is never closed (at character 9)"
    assert try_pattern("  ", "pcre", new).certainty == "unknown"
    assert "unknown dialect" in try_pattern("x", "perl6", new).because
