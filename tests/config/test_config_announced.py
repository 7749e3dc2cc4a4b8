"""What is announced of a difference: each sentence says what holds, and no more."""

from __future__ import annotations

from sdd_impact.config import join
from sdd_impact.model import LogCall, SearchPlace, Settings


def test_what_is_only_added_is_not_said_to_be_removed() -> None:
    base = Settings(searches=(SearchPlace("a/"),), source="sdd-impact.yaml")
    more = base._replace(searches=(SearchPlace("a/"), SearchPlace("b/")))
    joined, announced = join(base, more)
    assert announced == ("searches: as this branch claims, with `b/`",)
    assert joined.searches == more.searches


def test_what_is_removed_still_counts_and_is_named() -> None:
    base = Settings(logging=(LogCall("audit_log"), LogCall("say")), source="sdd-impact.yaml")
    joined, announced = join(base, base._replace(logging=(LogCall("say"),)))
    assert announced == ("logging: as this branch claims, without `audit_log`; `audit_log` still counts, though removed here",)
    assert set(joined.logging) == set(base.logging)
