"""What a branch does to a saved search: every rule of the table, and the rules of trust."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from matching.written import change, printed, search, statement

from sdd_impact.matching import verdicts
from sdd_impact.matching.allowance import SPENT, Allowance
from sdd_impact.model import (
    AllOf,
    AnyOf,
    Change,
    FieldIs,
    Not,
    Opaque,
    Phrase,
    Query,
    Regex,
    Routing,
    SavedSearch,
    SearchVerdict,
    Statement,
)

OLD, NEW = (
    "PasswordReset userId: {user_id:id?} email: {email:email?}",
    "PasswordReset userId: {user_id:id?} email: {mask(email):masked}",
)
BY_EMAIL = Regex(r"email: \S+@\S+", "pcre")


def judged(
    query: Query | None,
    changes: Sequence[Change],
    others: Sequence[Statement] = (),
    head: Query | str | None = "same",
    parts: tuple[str, ...] = (),
) -> SearchVerdict | None:
    """Return the verdict on one search; ``head`` is its query at the head."""
    at_head = query if isinstance(head, str) else head
    base = [search(query, parts=parts)] if query is not None else []
    there = [search(at_head, parts=parts)] if at_head is not None else []
    found = verdicts(base, there, changes, printed, printed, lambda _search: tuple(others))
    assert len(found) <= 1
    return found[0] if found else None


def verdict(
    query: Query | None, changes: Sequence[Change], others: Sequence[Statement] = (), head: Query | str | None = "same"
) -> str:
    found = judged(query, changes, others, head)
    return found.verdict if found else "untouched"


ELSEWHERE = [statement("PasswordReset failed for {name} email: {email:email?}", 9, file="other.py")]
MASK = [change(1, OLD, NEW)]


def test_the_story() -> None:
    found = judged(BY_EMAIL, MASK)
    assert found is not None
    assert found.verdict == "broken"
    (row,) = found.statements
    assert (row.change, row.match_before and row.match_before.certainty, row.match_after and row.match_after.certainty) == (
        "ch-1",
        "generic",
        "never",
    )
    assert row.match_before is not None
    assert row.match_before.witness == "PasswordReset userId: 7 email: a.b@example.org"
    assert row.match_after is not None
    assert row.match_after.witness is None
    assert "{email} renders as local@domain" in found.assuming
    assert "app.py:1 printed" in found.because
    assert r'"email: \S+@\S+" is never found' in found.because
    assert verdict(Phrase("PasswordReset userId:"), MASK) == "still-matches"


TABLE: tuple[tuple[str, Query, Sequence[Change], Sequence[Statement]], ...] = (
    ("still-matches", Phrase("PasswordReset"), MASK, ()),
    ("broken", BY_EMAIL, MASK, ()),
    ("broken", BY_EMAIL, [change(1, OLD, None)], ()),
    ("narrowed", BY_EMAIL, MASK, ELSEWHERE),
    ("narrowed", BY_EMAIL, [*MASK, change(2, OLD, OLD + " again")], ()),
    ("narrowed", Regex(r"status \d+"), [change(1, "status {code:int=200|404}", "status {code}")], ()),
    ("likely-broken", Phrase("Login failed"), [change(1, "Login failed", "{what} failed")], ()),
    ("broken", Phrase("Login failed"), [change(1, "Login failed", "{n:int} failed")], [statement("{message}", 3)]),
    ("likely-broken", Phrase("Login failed"), [change(1, "Login failed", "{message}")], ()),
    ("broken", Phrase("Login failed"), [change(1, "Login failed for {name}", "Sign-in failed for {name}")], ()),
    ("newly-matches", Phrase("timeout"), [change(1, None, "timeout after {n:int} s")], ()),
    ("newly-matches", Phrase("timeout"), [change(1, "gave up after {n:int} s", "timeout after {n:int} s")], ELSEWHERE),
    ("untouched", Phrase("timeout"), MASK, ()),
    ("untouched", Phrase("Error: disk full"), [change(1, "Error: {e}", "Failed: {e}")], ()),
    ("untouched", Phrase("timeout"), [change(1, "{message}", None)], ()),
    ("untouched", Routing("index=main"), [change(1, "gone", None)], ()),
    ("broken", FieldIs("level", "=", "error"), [change(1, statement("x", level="error"), statement("x", level="warning"))], ()),
    ("newly-matches", FieldIs("level", ">=", "error"), [change(1, statement("x"), statement("x", level="critical"))], ()),
    ("broken", Phrase("status=500"), [change(1, "status={s:int}", "code={s:int}")], ()),
    ("narrowed", Phrase("status=500"), [change(1, "status={s:int}", None)], [statement("status={s:int}", 5)]),
    ("untouched", Phrase("status=500"), [change(1, "status={s:int}", None)], [statement("status=500", 5)]),
    ("broken", FieldIs("event", "=", "login"), [change(1, statement("x", event="login"), statement("x", event="sign-in"))], ()),
    ("broken", Phrase("mail: $email$"), [change(1, "mail: {email:email?}", "mail: {email:masked}")], ()),
    ("still-matches", Phrase("id: {{user}}"), [change(1, "id: {i:id} mail: {email:email?}", "id: {i:id} mail: {email:masked}")], ()),
    ("broken", AllOf((Opaque("`m`", "a macro"), BY_EMAIL)), MASK, ()),
    ("still-matches", AllOf((Opaque("`m`", "a macro"), Phrase("PasswordReset"))), MASK, ()),
    ("unknown", AnyOf((Opaque("`PasswordReset`", "a macro"), Phrase("nothing here"))), MASK, ()),
    ("untouched", AnyOf((Opaque("`unrelated`", "a macro"), Phrase("nothing here"))), MASK, ()),
    ("untouched", FieldIs("unrelated.field", "=", "1"), MASK, ()),
)  # fmt: skip


@pytest.mark.parametrize(
    ("expected", "query", "changes", "others"), TABLE, ids=[f"{index}-{each[0]}" for index, each in enumerate(TABLE)]
)
def test_the_table(expected: str, query: Query, changes: Sequence[Change], others: Sequence[Statement]) -> None:
    found = judged(query, changes, others)
    assert (found.verdict if found else "untouched") == expected, found


def test_captures_are_compared_by_what_they_take() -> None:
    rex = Regex(r"email: (?<address>\S+)", "pcre", captures_only=True)
    query = AllOf((Phrase("PasswordReset"), rex))
    found = judged(query, MASK)
    assert found is not None
    assert found.verdict == "captures-changed"
    assert found.captures == (("address", "{email}", "{mask(email)}"),)
    lost = judged(AllOf((Phrase("PasswordReset"), Regex(r"email: (?<address>\S+@\S+)", "pcre", captures_only=True))), MASK)
    assert lost is not None
    assert (lost.verdict, lost.captures) == ("captures-changed", (("address", "{email}", None),))
    renamed = change(1, "user {user_name} from {ip:ip}", "user {name} from {ip:ip} port {port:int}")
    assert verdict(Regex(r"user (?<who>\S+) from (\S+)", "pcre"), [renamed]) == "still-matches"
    swapped = change(1, "from {source} to {target}", "from {target} to {source}")
    assert verdict(Regex(r"from (?<from>\S+) to", "pcre"), [swapped]) == "captures-changed"
    wording = change(1, "user {name} logged in", "user {name} signed in")
    assert verdict(Regex(r"user \S+ (logged|signed) in", "pcre"), [wording]) == "still-matches"


def test_a_field_of_an_extraction_is_what_the_extraction_takes() -> None:
    rex = Regex(r"status=(?<status>\S+)", "pcre", captures_only=True)
    query = AllOf((Phrase("request"), rex, FieldIs("status", "exists")))
    assert verdict(query, [change(1, "request status={s:int}", "request code={s:int}")]) == "broken"


def test_several_verdicts_at_once() -> None:
    found = judged(Phrase("timeout"), [change(1, "timeout", "gave up"), change(2, None, "timeout of {name}")])
    assert found is not None
    assert (found.verdict, found.also) == ("narrowed", ("newly-matches",))


def test_parts() -> None:
    query = AnyOf((Phrase("Illegal user"), Phrase("Invalid user")))
    parts = ("Illegal user", "Invalid user")
    found = judged(query, [change(1, "Illegal user {name}", "Invalid user {name}")], parts=parts)
    assert found is not None
    assert found.verdict == "narrowed"
    assert [(part.text, part.verdict) for part in found.parts] == [("Illegal user", "broken"), ("Invalid user", "newly-matches")]
    assert '"Illegal user" is dead' in found.because


def test_searches_that_the_branch_changes() -> None:
    fixed = judged(BY_EMAIL, MASK, head=Regex(r"userId: \S+", "pcre"))
    assert fixed is not None
    assert fixed.verdict == "still-matches"
    assert "changed on this branch" in fixed.because
    assert verdict(Phrase("PasswordReset"), [], [statement(OLD, 4)], head=Phrase("Password reset")) == "broken"
    assert (
        verdict(Phrase("PasswordReset"), [], [statement(OLD, 4), statement("PasswordReset x", 5)], head=Phrase("PasswordReset x"))
        == "narrowed"
    )
    assert verdict(Phrase("PasswordReset"), MASK, head=None) == "search-removed"
    assert verdict(Phrase("PasswordReset"), [], [statement(OLD, 4)], head=None) == "search-removed"
    assert verdict(Phrase("PasswordReset"), [change(1, OLD, None)], head=None) == "untouched"
    assert verdict(None, MASK, head=Phrase("PasswordReset")) == "still-matches"
    assert verdict(None, MASK, head=Phrase("nothing")) == "untouched"


def test_a_renamed_file_or_search_is_the_same_search() -> None:
    base = search(BY_EMAIL, "text")
    moved = base._replace(location=base.location._replace(file="elsewhere.conf"))
    renamed = base._replace(name="another name")
    for head in (moved, renamed):
        (found,) = verdicts([base], [head], MASK, printed, printed)
        assert (found.verdict, found.search) == ("broken", head)


def test_errors_and_tests_print_nothing_that_is_searched() -> None:
    before, after = statement(OLD), statement(NEW)
    for others in ({"what": "error"}, {"test": True}):
        changed = Change("ch-1", "modified", before._replace(**others), after._replace(**others))
        assert verdict(BY_EMAIL, [changed]) == "untouched"


def test_only_what_nearly_matches_elsewhere_is_told_and_it_changes_nothing() -> None:
    lost = [change(1, "Login of user failed", "{n:int} gave up")]
    others = [statement("{message}", 3), statement("Logout of {whom} failed", 4), statement("Login of {whom} failed", 5)]
    found = judged(Phrase("Login of user failed"), lost, others)
    assert found is not None
    assert found.verdict == "broken"
    assert found.because.endswith(
        "no other statement is matched (app.py:5 would match with one particular value, which does not count)"
    )
    found = judged(Phrase("Login failed"), [change(1, "Login failed", "{n:int} failed")], [statement("{message}", 3)])
    assert found is not None
    assert found.because.endswith("no other statement is matched")


def test_the_engine_has_the_last_word() -> None:
    def refuse(_pattern: str, _flags: str, _line: str) -> bool:
        return False

    asked = [search(Regex("PasswordReset"))]
    (found,) = verdicts(asked, asked, MASK, printed, printed, confirm=refuse)
    assert found.verdict == "unknown"
    assert "does not agree" in found.because


def test_everything() -> None:
    there: list[SavedSearch] = [search(Phrase("PasswordReset failed"), name="one"), search(Phrase("nothing"), name="two")]
    found = verdicts(there, there, MASK, printed, printed, lambda _search: ELSEWHERE, everything=True)
    assert [each.verdict for each in found] == ["still-matches", "unbound"]


def test_others_are_asked_only_when_something_is_lost() -> None:
    def never(_search: SavedSearch) -> tuple[Statement, ...]:
        raise AssertionError

    asked = [search(Phrase("PasswordReset"), name="one"), search(Phrase("unrelated"), name="two")]
    (found,) = verdicts(asked, asked, MASK, printed, printed, never)
    assert found.verdict == "still-matches"


BY_LEVEL = [
    Phrase("ERROR"),
    AnyOf((Phrase("ERROR"), Phrase("FATAL", case=False), Phrase("Exception"))),
    FieldIs("level", "=", "error"),
    FieldIs("$.level", "=", "error"),
    Regex("(ERROR|FATAL)", "re2"),
    AllOf((Routing("index=app"), FieldIs("severity", ">=", "ERROR"), Not(Phrase("healthcheck")))),
]


@pytest.mark.parametrize("query", BY_LEVEL, ids=str)
def test_a_search_for_a_level_is_about_whatever_is_printed_there(query: Query) -> None:
    error = statement("ERROR charge failed", 1, "error")
    other = statement("ERROR refund failed", 2, "error")
    info = statement("charge failed", 1, "info")
    assert verdict(query, [change(1, None, error)]) == "untouched"
    assert verdict(query, [change(1, error, None)], [other]) == "untouched"
    assert verdict(query, [change(1, error, None), change(2, None, other)]) == "untouched"
    assert verdict(query, [change(1, error, None)]) == "broken"
    assert verdict(query, [change(1, error, info)], [other]) == "narrowed"
    assert verdict(query, [change(1, info, error)], [other]) == "newly-matches"


@pytest.mark.parametrize(
    "query", [Phrase("ERROR charge"), AllOf((FieldIs("level", "=", "error"), Phrase("charge"))), Phrase("errors")]
)
def test_a_search_for_more_than_a_level_is_not(query: Query) -> None:
    assert verdict(query, [change(1, None, statement("ERROR charge errors", 1, "error"))]) == "newly-matches"


def test_a_search_for_which_no_work_is_left_is_unknown() -> None:
    """Never silent: it asks one row, in the same words on every machine."""
    one = search(Regex(r"^(?!x).*user .* failed"))
    changes = [change(1, "user {name} failed", "user {name} was refused")]
    (whole,) = verdicts([one], [one], changes, printed, printed)
    assert whole.verdict == "broken"
    for _ in range(2):
        (bounded,) = verdicts([one], [one], changes, printed, printed, allowance=Allowance(0, 0, for_all=1))
        assert (bounded.verdict, bounded.because) == ("unknown", SPENT)
    untouched = search(Regex("zebra"))
    assert verdicts([untouched], [untouched], changes, printed, printed, allowance=Allowance(0, 0, for_all=0)) == ()
