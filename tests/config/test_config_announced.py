"""What is announced of a difference: each sentence says what holds, and no more."""

from __future__ import annotations

from typing import Any

import pytest

from sdd_impact.config import join
from sdd_impact.model import CodePlace, LineLayout, LogCall, SearchPlace, Settings


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


BASE = Settings(source="sdd-impact.yaml")


@pytest.mark.parametrize(
    ("head", "announced"),
    [
        # three values are named, of more the number
        ({"exclude": ("a", "b", "c")}, "exclude: this branch adds `a`, `b`, `c`, which count only once merged"),
        ({"exclude": ("a", "b", "c", "d")}, "exclude: this branch adds `a`, `b`, `c` and 1 more, which count only once merged"),
        # a layout by its files and by what says how a line looks
        ({"layouts": (LineLayout(("api/",), "text", "{time} {message}"),)}, "layouts: as this branch claims, with `api/: {time} {message}`"),
        ({"layouts": (LineLayout((), "json"),)}, "layouts: as this branch claims, with `every file: json`"),
        ({"layouts": (LineLayout(("a/", "b/"), syslog="shop", program="shopd"),)}, "layouts: as this branch claims, with `a/, b/: shop`"),
        ({"layouts": (LineLayout(program="shopd"),)}, "layouts: as this branch claims, with `every file: shopd`"),
        # other code by its folder, and by its revision where it has one
        ({"sources": (CodePlace("../shop"),)}, "sources: as this branch claims, with `../shop`"),
        ({"sources": (CodePlace("../shop", "v2"),)}, "sources: as this branch claims, with `../shop at v2`"),
        # a long value is cut
        ({"exclude": ("x" * 100,)}, f"exclude: this branch adds `{'x' * 80}`, which counts only once merged"),
        ({"docs": ("",)}, "docs.paths: as this branch claims, with nothing"),
        ({"always_confirm": True}, "always_confirm: true as this branch says, which is stricter than false"),
        ({"require": "always"}, "require: `always` as this branch says, which is stricter than `when-asked`"),
        ({"exports_max_age": 30}, "exports.max_age_days: `90` as at the base; what this branch says holds only once merged"),
    ],
)  # fmt: skip
def test_how_a_value_is_named(head: dict[str, Any], announced: str) -> None:
    assert join(BASE, BASE._replace(**head))[1] == (announced,)


def test_the_configuration_that_binds_is_named_by_its_file() -> None:
    assert join(BASE, BASE._replace(source="pyproject.toml"))[0].source == "pyproject.toml"
    assert join(BASE, Settings())[0].source == "sdd-impact.yaml"
    assert join(Settings(), BASE)[0].source == "sdd-impact.yaml"
    assert join(Settings(), Settings())[0].source == ""
