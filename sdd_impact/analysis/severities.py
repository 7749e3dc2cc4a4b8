"""How severe an impact is on this repository: its default, what its question's registry allows, what the policy sets."""

from __future__ import annotations

from sdd_impact.analysis.impact_list import BY_ID
from sdd_impact.model import Catalogue, Settings, Severity


def registries(settings: Settings, *, searches: bool, owners: bool) -> frozenset[str]:
    """Return the names of the registries that exist.

    ``searches`` says that saved searches were found, ``owners`` that CODEOWNERS or the configuration names owners. An empty list in
    the configuration is a registry: the team says that there is nothing.
    """
    there = {
        "searches": searches,
        "owners": owners,
        "audit_calls": settings.audit_calls is not None,
        "shown_ids": settings.shown_ids is not None,
        "docs": bool(settings.docs),
    }
    return frozenset(name for name, exists in there.items() if exists)


def severity(impact: str, catalogue: Catalogue, settings: Settings, existing: frozenset[str], *, alert: bool = False) -> Severity:
    """Return the severity of an impact.

    The policy's word on the question is final. Otherwise a question whose registry does not exist is at most ``warn``, and a false match
    blocks only for an alert.
    """
    kind = BY_ID[impact]
    policy = dict(settings.severity).get(kind.question)
    if policy is not None and kind.severity != "auto":
        return policy
    if impact == "saved-search-false-match":
        return "block" if alert else "warn"
    question = catalogue.get(kind.question)
    registry = question.registry if question else ""
    if kind.severity == "block" and registry and registry not in existing:
        return "warn"
    return kind.severity
