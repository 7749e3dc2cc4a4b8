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


def test_a_question_that_stays_as_it_was_is_not_named() -> None:
    base = Settings(severity=(("db-access", "warn"), ("release-freeze", "block")), source="sdd-impact.yaml")
    joined, announced = join(base, base._replace(severity=(("db-access", "block"), ("release-freeze", "block"))))
    assert announced == ("severity: db-access is block as this branch says, not warn",)
    assert dict(joined.severity) == {"db-access": "block", "release-freeze": "block"}


def test_one_value_counts_and_two_count() -> None:
    base = Settings(exclude=("a/",), source="sdd-impact.yaml")
    assert join(base, base._replace(exclude=("a/", "b/")))[1] == ("exclude: this branch adds `b/`, which counts only once merged",)
    assert "which count only" in join(base, base._replace(exclude=("a/", "b/", "c/")))[1][0]
