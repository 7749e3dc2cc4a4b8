"""What says only where an event comes from is no evidence of what it says."""

from __future__ import annotations

import pytest
from matching.written import event, printed, search, statement

from sdd_impact.matching import hold, states
from sdd_impact.matching.proposal import propose
from sdd_impact.model import AllOf, AnyOf, FieldIs, Opaque, Phrase, Query, Routing

PLACE = Routing('resource.type="a"')
STARTED = event("Job {name} started", "info")


@pytest.mark.parametrize(
    ("query", "certainty"),
    [
        (AllOf((PLACE, FieldIs("httpRequest.status", ">=", "500"))), "unknown"),
        (AllOf((PLACE, Opaque("${var.x}", "open"))), "unknown"),
        (AllOf((PLACE, Opaque("${var.x}", "open"), Phrase("Job"))), "generic"),
        (AllOf((PLACE, Opaque("${var.x}", "open"), FieldIs("level", "=", "info"))), "generic"),
        (AllOf((PLACE, Opaque("${var.x}", "open"), Phrase("ended", where="term"))), "never"),
        (AllOf((PLACE, Phrase("Job"))), "always"),
    ],
)
def test_a_place_beside_what_is_not_known(query: Query, certainty: str) -> None:
    found = hold(query, STARTED).certainty
    assert found == certainty or (certainty == "never" and found == "contingent")


def test_a_search_for_what_no_statement_writes() -> None:
    (found,) = states([search(AnyOf(()))], [statement("Job {name} started", 1)], printed)
    assert found.state == "unbound"
    assert found.because == (
        "no log statement writes what it looks at (an audit log, data that is stored): nothing in this code can feed or break it"
    )


def test_joined_proposals_are_written_as_the_format_does() -> None:
    before, after = event("order refused by {who}"), event("order rejected by {who}")
    asked = Phrase("order refused", case=False, field="message")
    for form, text, both in (
        ("gcp", 'jsonPayload.message:"order refused"', 'jsonPayload.message:("order refused" OR "order rejected")'),
        ("datadog", 'service:x "order refused"', 'service:x ("order refused" OR "order rejected")'),
    ):
        found = propose(search(asked)._replace(format=form, text=text), [(before, after)])
        assert found is not None
        assert found.both == both
