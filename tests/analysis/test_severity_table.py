"""How severe an impact is: every way in which the policy, a registry or an alert decides it."""

from __future__ import annotations

import pytest

from sdd_impact.analysis.impact_list import IMPACTS, ImpactKind
from sdd_impact.analysis.severities import registries, severity
from sdd_impact.documents import catalogue
from sdd_impact.model import Catalogue, Settings, Severity

CATALOGUE = catalogue()
RECREATE, FALSE = "saved-search-recreate", "saved-search-false-match"


@pytest.mark.parametrize(
    ("impact", "policy", "existing", "alert", "expected"),
    [
        # the impact's own severity, where the registry of its question exists or there is none to exist
        ("saved-search-broken", {}, {"searches"}, False, "block"),
        ("error-message-new", {}, {"searches"}, False, "block"),
        ("error-message-new", {}, set(), False, "block"),
        ("log-changed-unregistered", {}, set(), False, "warn"),
        ("log-changed", {}, set(), False, "auto"),
        # without the registry it warns
        ("saved-search-broken", {}, set(), False, "warn"),
        ("saved-search-broken", {}, {"owners", "shown_ids", "audit_calls", "docs"}, False, "warn"),
        ("log-masked-unfindable", {}, {"searches"}, False, "warn"),
        ("log-masked-unfindable", {}, {"shown_ids"}, False, "block"),
        # a false match blocks for an alert alone
        ("saved-search-false-match", {}, {"searches"}, True, "block"),
        ("saved-search-false-match", {}, {"searches"}, False, "warn"),
        ("saved-search-broken", {}, set(), True, "warn"),
        # the policy's word is final, on its own question
        ("saved-search-broken", {RECREATE: "block"}, set(), False, "block"),
        ("saved-search-broken", {RECREATE: "warn"}, {"searches"}, False, "warn"),
        ("saved-search-broken", {RECREATE: "off"}, {"searches"}, True, "off"),
        ("saved-search-broken", {FALSE: "off"}, {"searches"}, False, "block"),
        ("saved-search-false-match", {FALSE: "block"}, {"searches"}, False, "block"),
        ("saved-search-false-match", {FALSE: "off"}, {"searches"}, True, "off"),
        # what the tool answers itself is no matter of the policy
        ("log-changed", {"logging-changed": "off"}, set(), False, "auto"),
        ("log-changed", {"logging-changed": "block"}, {"searches"}, False, "auto"),
    ],
)
def test_what_decides(impact: str, policy: dict[str, Severity], existing: set[str], *, alert: bool, expected: Severity) -> None:
    settings = Settings(severity=tuple(policy.items()))
    assert severity(impact, CATALOGUE, settings, frozenset(existing), alert=alert) == expected


def test_a_question_that_the_catalogue_has_not_depends_on_no_registry() -> None:
    assert severity("saved-search-broken", Catalogue("1.0", ()), Settings(), frozenset()) == "block"


@pytest.mark.parametrize("kind", IMPACTS, ids=[kind.id for kind in IMPACTS])
def test_no_impact_is_more_severe_than_its_default(kind: ImpactKind) -> None:
    """Whatever exists: only the policy makes a question more severe than the list of impacts says."""
    order = ("off", "auto", "warn", "block")
    for existing in (frozenset[str](), frozenset({"searches", "owners", "shown_ids", "audit_calls", "docs"})):
        found = severity(kind.id, CATALOGUE, Settings(), existing, alert=True)
        assert order.index(found) <= order.index(kind.severity)


@pytest.mark.parametrize(
    ("settings", "searches", "owners", "expected"),
    [
        (Settings(), False, False, set()),
        (Settings(), True, False, {"searches"}),
        (Settings(), False, True, {"owners"}),
        (Settings(audit_calls=()), False, False, {"audit_calls"}),
        (Settings(audit_calls=("audit.write",)), False, False, {"audit_calls"}),
        (Settings(shown_ids=()), False, False, {"shown_ids"}),
        (Settings(docs=("docs/",)), True, True, {"docs", "searches", "owners"}),
        (Settings(docs=()), False, False, set()),
    ],
)
def test_which_registries_exist(settings: Settings, expected: set[str], *, searches: bool, owners: bool) -> None:
    """An empty list of shown IDs or audit calls is a registry: the team says that there is nothing."""
    assert registries(settings, searches=searches, owners=owners) == expected
