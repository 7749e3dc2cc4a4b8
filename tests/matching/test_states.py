"""Which statements feed a search, and which is the nearest to one that nothing feeds."""

from __future__ import annotations

import pytest
from matching.written import printed, search, statement

from sdd_impact.matching import states
from sdd_impact.matching.allowance import SPENT, Allowance
from sdd_impact.model import AllOf, AnyOf, Opaque, Phrase, Query, Regex, Routing, SearchState

CODE = (
    statement("PasswordReset userId: {user_id:id} email: {mask(email):masked}", 10),
    statement("Payment of {amount:float} failed: {error:exception}", 20, level="error"),
    statement("status={status:int} path={path:path}", 30),
    statement("{message}", 40),
    statement("Payment of nothing", 50)._replace(test=True),
    statement("Payment refused", 60)._replace(what="error"),
)


def state(query: Query) -> SearchState:
    (found,) = states([search(query)], CODE, printed)
    return found


def test_bound() -> None:
    found = state(Phrase("Payment of"))
    assert (found.state, [each.statement.location.line for each in found.statements]) == ("bound", [20])
    assert found.statements[0].match.witness == "Payment of 0.7 failed: abc"
    assert found.because == "app.py:20 feeds it"


def test_bound_to_a_value() -> None:
    found = state(Phrase("status=500"))
    assert found.state == "bound"
    assert found.statements[0].match.certainty == "generic"
    assert "'500' is a value that the statement prints" in found.statements[0].match.assuming


def test_unbound_with_the_nearest() -> None:
    found = state(Regex(r"email: \S+@\S+"))
    assert found.state == "unbound"
    assert found.nearest is not None
    assert found.nearest.statement.location.line == 10
    assert found.nearest.differs == (
        r'the search wants the regular expression "email: \S+@\S+"; the code says '
        '"PasswordReset userId: {user_id} email: {mask(email)}"'
    )
    similar = state(AllOf((Phrase("Payments"), Phrase("failed"))))
    assert similar.nearest is not None
    assert similar.nearest.statement.location.line == 20
    assert 'wants the text "Payments"' in similar.nearest.differs
    assert state(Phrase("zebra crossing")).nearest is None


def test_unknown() -> None:
    assert state(Opaque("`macro`", "a macro")).state == "unknown"
    assert state(Routing("index=main")).state == "unknown"
    assert state(AnyOf((Opaque("`macro`", "a macro"), Phrase("zebra")))).state == "unknown"


def test_many_searches_and_statements_are_quick() -> None:
    code = [statement(f"event number{index} of {{name}} done in {{t:int}} ms", index) for index in range(3000)]
    asked = [search(Phrase(f"number{index} of"), name=str(index)) for index in range(0, 3000, 10)]
    found = states(asked, code, printed)
    assert all(each.state == "bound" and len(each.statements) == 1 for each in found)


def test_what_is_assumed() -> None:
    assert state(Phrase("Payment of")).assuming == (
        "the layout of the line is not known: time, level, names and numbers may stand around the message",
    )
    assert any(
        "this part holds: `macro`" in each for each in state(AllOf((Opaque("`macro`", "a macro"), Phrase("Payment of")))).assuming
    )
    assert state(Phrase("zebra crossing")).assuming == ()


def test_the_work_of_all_searches_is_bounded_by_a_count() -> None:
    """What is left is unknown with the reason, the same each time; what needs no decision is still decided."""
    asked = [search(Regex(rf"^(?!x).*of .*{text}"), name=text) for text in ("failed", "refused", "zebra")]
    free = states(asked, CODE, printed)
    assert "unknown" not in {each.state for each in free}
    for _ in range(2):
        bounded = states(asked, CODE, printed, allowance=Allowance(0, 0, for_all=50))
        assert bounded[0].state == "unknown"
        assert bounded[0].because == SPENT
    each_its_share = states(asked, CODE, printed, allowance=Allowance(0, 0, for_a_search=50))
    assert {each.because for each in each_its_share if each.state == "unknown"} == {SPENT}


CALLBACKS = (
    statement("delivery failed for notification_id {notification_id:id} error: {error:exception}", 1),
    statement("{function_name} request failed for notification_id: {notification_id:id} to url: {url:url}", 2),
    statement("report {report_id:id} requested via API for service {service_id:id}", 3),
    statement("user {name} logged in", 4),
)


@pytest.mark.parametrize(
    ("terms", "found", "place"),
    [
        # Most of the words are a statement's own, and whether it prints the rest nobody knows: the search is neither dead nor fed.
        (("send_delivery_status", "request", "failed", "for", "notification_id"), "unknown", "app.py:1"),
        # An identifier without a digit is no sample of one, and single words are shared by chance.
        (("Admin", "API", "request"), "unknown", "app.py:3"),
        (("user", "logged in", "root"), "bound", "app.py:4"),
        (("user", "logged in", "rootroot"), "unknown", "app.py:4"),
    ],
)
def test_words_that_a_value_must_supply(terms: tuple[str, ...], found: str, place: str) -> None:
    (state,) = states([search(AllOf(tuple(map(Phrase, terms))))], CALLBACKS, printed)
    assert (state.state, place in state.because) == (found, True), state.because
