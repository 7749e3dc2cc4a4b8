from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdd_impact.documents import record_path, slug


@pytest.mark.parametrize(
    ("branch", "name"),
    [
        ("feature/mask-email", "feature--mask-email"),
        ("feature-a", "feature-a"),
        ("main", "main"),
        ("release/1.2_x", "release--1.2_x"),
        ("feature/ACC-231", "feature--ACC-231~"),
        ("feature--a", "feature--a~"),
        ("größe/é", "größe--é~"),
        ("", "branch~"),
        ("../../etc/passwd", "etc--passwd~"),
        ("con", "con~"),
        ("aux.h", "aux.h~"),
        ("HEAD (no branch)", "HEAD-no-branch~"),
        ("-rf", "rf~"),
        ("a\nb", "a-b~"),
    ],
)
def test_names_are_readable(branch: str, name: str) -> None:
    found = slug(branch)
    assert found == name or (name.endswith("~") and found.startswith(name) and len(found) == len(name) + 10)


NAMES = (
    st.text(alphabet="aA1-_./~ éE\u0301ß", max_size=8) | st.text(max_size=12) | st.text(alphabet="ab/", min_size=150, max_size=400)
)


@given(NAMES, NAMES)
@settings(max_examples=500)
def test_two_branches_never_share_a_name(one: str, other: str) -> None:
    names = [unicodedata.normalize("NFC", slug(each)).casefold() for each in (one, other)]
    assert (names[0] == names[1]) == (one == other)


@given(NAMES)
def test_a_name_is_safe(branch: str) -> None:
    name = slug(branch) + ".yaml"
    assert 6 <= len(name.encode()) <= 200
    assert not set(name) & set('/\\:*?"<>| \n\t\0')
    assert name[0] not in ".-~"
    assert record_path("support-impact", branch) == f"support-impact/{name}"


@pytest.mark.parametrize(
    "records", ["support-impact", "support-impact/", "./support-impact", "support-impact//", "support-impact\\"]
)
def test_the_folder_may_be_written_in_several_ways(records: str) -> None:
    assert record_path(records, "main") == "support-impact/main.yaml"


def test_the_root_is_a_folder_too() -> None:
    assert record_path(".", "main") == "main.yaml"
