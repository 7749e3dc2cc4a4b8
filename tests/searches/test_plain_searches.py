"""Our own list: the sample, its schema, whole files that are wrong, hostile input."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from searches.search_wording import as_expected, wording

from sdd_impact.model import Source
from sdd_impact.searches import candidates, read
from sdd_impact.shelf import shelf

SAMPLE = Path(__file__).parent / "plain" / "searches.yaml"
SCHEMA = jsonschema.Draft202012Validator(json.loads((shelf("schemas") / "searches-list.schema.json").read_text("utf-8")))


def one(search: dict[str, Any]) -> bytes:
    """A list with one search."""
    return json.dumps({"version": 1, "searches": [search]}).encode()


def test_sample() -> None:
    reading = read(Source("support/searches.yaml", SAMPLE.read_bytes()))
    as_expected(reading, SAMPLE.read_text())
    first = reading.searches[0]
    assert (first.link, first.text) == ("https://logs.example.org/saved/42", "PasswordReset userId:")
    assert (first.location.column, first.location.end_line) == (5, 12)


def test_schema_agrees_on_the_sample() -> None:
    reading = read(Source("searches.yaml", SAMPLE.read_bytes()))
    refused = {each.line for each in reading.unread if "same name" not in each.reason and "no regular" not in each.reason}
    document = yaml.safe_load(SAMPLE.read_text())
    bad = {number for number, each in enumerate(document["searches"]) if not SCHEMA.is_valid({"version": 1, "searches": [each]})}
    assert len(bad) == len(refused) == 8


KEYS = [
    "name",
    "contains",
    "regex",
    "all",
    "any",
    "not",
    "case",
    "words",
    "field",
    "dialect",
    "owner",
    "link",
    "alert",
    "note",
    "spl",
    "contain",
]
LEAVES = st.sampled_from(["x", "", " ", "a\nb", "\x07", "a\u202e", 5, None, True, "re2"])
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(st.lists(inner, max_size=2), st.dictionaries(st.sampled_from(KEYS), inner, max_size=2)),
    max_leaves=4,
)


@settings(max_examples=400, deadline=None)
@given(st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=3), st.booleans())
def test_schema_and_reader_agree(search: dict[str, Any], named: bool) -> None:
    search = {"name": "n", "contains": "c", **search} if named else search
    reading = read(Source("searches.yaml", one(search)), "plain")
    assert bool(reading.searches) == SCHEMA.is_valid({"version": 1, "searches": [search]}), reading.unread
    assert bool(reading.unread) != bool(reading.searches)


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("", 1, "`version: 1` and `searches:` are expected"),
        ("- a\n", 1, "`version: 1` and `searches:` are expected"),
        ("searches: []\n", 1, "`version` is missing"),
        ("version: 2\nsearches: []\n", 1, "only version 1 is known"),
        ("version: 1\n", 1, "`searches` is missing, or is no list"),
        ("version: 1\nsearches:\n  a: b\n", 3, "`searches` is missing, or is no list (column 3)"),
        ("version: 1\nsearches: []\nother: 1\n", 3, "unknown key `other`; known here: version"),
        ("version: 1\nsearches: [\n", 3, "a value or a closing bracket is missing before this place"),
        ("version: 1\nsearches: []\nsearches: []\n", 3, "`searches` stands already on line 2; keep one of them"),
        ("version: 1\nsearches: &a [*a]\n", 2, ""),
        ("version: 1\nsearches: \udcff\n", 2, "the byte 0xff is not UTF-8; save the file as UTF-8 (column 11)"),
    ],
)
def test_a_file_that_is_no_list(text: str, line: int, reason: str) -> None:
    reading = read(Source("searches.yaml", text.encode("utf-8", "surrogateescape")), "plain")
    assert reading.searches == ()
    assert [each.line for each in reading.unread] == [line]
    assert reason in reading.unread[0].reason


def test_found_by_name_and_content() -> None:
    paths = ["searches.yaml", "a/b/saved-searches.yml", "ops/team.searches.yaml", "support/x.yaml", "x.yaml"]
    assert candidates(paths) == tuple(paths[:3])
    assert read(Source("/elsewhere/list.yaml", b"version: 1\nsearches:\n- {name: a, contains: b}\n")).searches[0].format == "plain"
    assert read(Source("a/searches.yaml", b"searches: []\n")).unread[0].reason == "`version` is missing"
    for other in (Source("support/rota.yaml", b"people: []\n"), Source("sdd-impact.yaml", b"searches:\n- path: ops/\n")):
        assert read(other).unread[0].reason.startswith("not recognised as saved searches; the formats are ")


@pytest.mark.parametrize(
    "search",
    [{"all": [{"any": [{"not": {"not": "x"}}]}]}, {"any": ["x"] * 5_000}, {"contains": "x" * 200_000}, {"spl": "(" * 90_000}],
    ids=["nested", "long", "text", "language"],
)
def test_large_searches_are_quick(search: dict[str, Any]) -> None:
    start = time.process_time()
    assert read(Source("searches.yaml", one({"name": "n", **search})), "plain").searches
    assert time.process_time() - start < 60


def test_deep_nesting_is_refused() -> None:
    text = "version: 1\nsearches:\n- {name: a, not: " + "{not: " * 60 + "x" + "}" * 61 + "\n"
    assert "too deep" in read(Source("searches.yaml", text.encode())).unread[0].reason


def test_a_large_file_is_quick() -> None:
    entry = "- {name: 'n%d', any: [reset, {regex: 'lock(ed)?'}], owner: l2}\n"
    text = "version: 1\nsearches:\n" + "".join(entry % number for number in range(9_000))
    start = time.process_time()
    assert len(read(Source("searches.yaml", text.encode())).searches) == 9_000
    assert time.process_time() - start < 60


CONTENT = SAMPLE.read_bytes()


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(CONTENT)), st.integers(0, 40), st.binary(max_size=6))
def test_never_raises(start: int, length: int, noise: bytes) -> None:
    data = CONTENT[:start] + noise + CONTENT[start + length :]
    reading = read(Source("searches.yaml", data), "plain")
    assert all(wording(search.query) for search in reading.searches)
    assert all(each.line > 0 for each in reading.unread)
