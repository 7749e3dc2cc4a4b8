"""Sumo Logic: keyword expressions and operators, its resources in Terraform, what its library exports, hostile input."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from searches.search_wording import as_expected, wording

from sdd_impact.matching import hold
from sdd_impact.model import Event, Placeholder, Reading, Source, Template
from sdd_impact.searches import candidates, read
from sdd_impact.searches._sumo.query import parse

SAMPLE = (Path(__file__).parent / "sumologic" / "monitors.tf").read_text()
PAID = Event(Template.of("User ", Placeholder("user_id", "int"), " paid by card"), level="error")


def asked(query: str) -> str:
    return wording(parse(query).query)


def test_the_sample() -> None:
    as_expected(read(Source("ops/monitors.tf", SAMPLE.encode()), "sumologic"), SAMPLE)


def test_candidates() -> None:
    paths = ["ops/main.tf", "sumo/shop.json", "ops/monitors.json", "src/app.json"]
    assert candidates(paths) == tuple(paths[:3])


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("*", "every"),
        ("error", 'term~"error"'),
        ("error OR fail* NOT debug", 'term~"error" | (term~"fail*"* & !term~"debug")'),
        ("(a or b) and c !d", '(term~"a" | term~"b") & term~"c" & !term~"d"'),
        ('"failed  login"', 'term~"failed login"'),
        ('"a \\"b\\" c"', 'term~"a "b" c"'),
        ('_sourceCategory="my shop" a', 'from(_sourceCategory="my shop") & term~"a"'),
        ("_sourceCategory=*app* (a or b)", 'from(_sourceCategory=*app*) & (term~"a" | term~"b")'),
        ("_sourceHost=a/b:c region={{region}} a", 'from(_sourceHost=a/b:c) & from(region={{region}}) & term~"a"'),
        ("{{word}} a", '?({{word}}) & term~"a"'),
        ("a https://x.example.org/b // why", 'term~"a" & term~"https://x.example.org/b"'),
        ('a | where user = "Bob"', 'term~"a" & user=Bob'),
        ('a | user != "b" and took > 5', 'term~"a" & !user=b & took>~5'),
        ('a | where _raw matches "*Time out*"', 'term~"a" & substring"Time out"'),
        ('a | where msg matches "x*y"', 'term~"a" & msg=x*y*'),
        ("a | where msg matches /x+/", 'term~"a" & msg:/x+/ & ?(msg matches /x+/)'),
        ('a | where !(contains(_raw, "b")) or toLowerCase(u) in ("c", "d")', 'term~"a" & (!substring"b" | (u=~c | u=~d))'),
        ('a | where level = "ERROR" and !isEmpty(user)', 'term~"a" & level=~ERROR & user exists'),
        ('a | where _sourceHost matches "x*"', 'term~"a" & from(_sourceHost matches "x*")'),
        ('a | parse "user * paid *" as u, p', 'term~"a" & /user (?<u>.*?) paid (?<p>.*)/s'),
        ('a | parse "user * paid" as u nodrop', 'term~"a" & cut/user (?<u>.*?) paid/s'),
        ('a | parse regex "u=(?<u>\\d+)" | where u = "5"', r'term~"a" & /u=(?<u>\d+)/ & u=5'),
        ('a | parse field=msg "x *" as y', 'term~"a" & msg:/x (?<y>.*)/s'),
        ('a | json "user.id" as uid | where uid = "5"', 'term~"a" & from(json "user.id" as uid) & user.id=5'),
        ('a | json auto | where user = "b"', 'term~"a" & user=b'),
        ('a | if (x = "1", "p", "q") as kind | where kind = "p"', 'term~"a" & ?(kind = "p")'),
        ("a | timeslice 1m | count by _timeslice | where _count > 3", 'term~"a"'),
        ("a | where b = c", 'term~"a" & ?(b = c)'),
        ("a | compose x", 'term~"a" & ?(compose x)'),
        ("(a", "?((a)"),
        ("a)", "?(a))"),
        ('a "b', '?(a "b)'),
        ("NOT", "?(NOT)"),
    ],
)  # fmt: skip
def test_searches(query: str, expected: str) -> None:
    assert asked(query) == expected


@pytest.mark.parametrize(
    ("query", "certainty"),
    [
        ("PAID", "always"),
        ("pai", "never"),
        ("pai*", "always"),
        ('"paid by card"', "always"),
        ('"by paid"', "never"),
        ("paid card", "always"),
        ("paid NOT card", "never"),
        ('paid | where _raw matches "*by card"', "always"),
        ('paid | where _raw matches "*By card"', "never"),
        ('paid | parse "User * paid" as u | count by u', "always"),
        ('paid | parse "user * paid" as u', "never"),
        ('paid | where level = "ERROR"', "always"),
    ],
)
def test_what_searches_find(query: str, certainty: str) -> None:
    assert hold(parse(query).query, PAID._replace(line=PAID.message)).certainty == certainty


def test_exports_of_the_library() -> None:
    panel = {
        "type": "SumoSearchPanel",
        "title": "Failed",
        "queries": [
            {"queryString": '_sourceCategory=shop "a b" | count', "queryType": "Logs"},
            {"queryString": "metric=x", "queryType": "Metrics"},
        ],
    }
    search = {
        "type": "SavedSearchWithScheduleSyncDefinition",
        "name": "Resets",
        "search": {"queryText": "reset failed"},
        "searchSchedule": {"cronExpression": "0"},
    }
    body = {
        "type": "FolderSyncDefinition",
        "name": "Shop",
        "children": [search, {"type": "DashboardV2SyncDefinition", "name": "Board", "panels": [panel]}],
    }
    found = read(Source("sumo/shop.json", json.dumps(body, indent=1).encode())).searches
    assert [(each.name, each.alert, each.text) for each in found] == [
        ("Resets", True, "reset failed"),
        ("Board / Failed", False, '_sourceCategory=shop "a b" | count'),
    ]
    monitors = {"type": "MonitorsLibraryFolderExport", "name": "M", "children": [
        {"type": "MonitorsLibraryMonitorExport", "name": "Lost", "monitorType": "Logs", "queries": [{"rowId": "A", "query": "lost"}]},
        {"type": "MonitorsLibraryMonitorExport", "name": "Slow", "monitorType": "Metrics", "queries": [{"rowId": "A", "query": "metric=x"}]},
    ]}  # fmt: skip
    (lost,) = read(Source("ops/monitors.json", json.dumps(monitors).encode()), "sumologic").searches
    assert (lost.name, lost.alert, lost.text) == ("Lost", True, "lost")


def test_other_files_are_silent() -> None:
    for text, path in (
        ('{"type": "x"}', "sumo.json"),
        ('{"queries": [{"query": "up"}]}', "x-dashboard.json"),
        ('resource "x" "y" {}', "main.tf"),
    ):
        assert read(Source(path, text.encode()), "sumologic") == Reading()


def test_the_example_of_the_page() -> None:
    page = (Path(__file__).parents[2] / "docs/searches/sumologic.md").read_text()
    (text,) = re.findall(r"```hcl\n(.*?)```", page, re.DOTALL)
    (search,) = read(Source("ops/alerts.tf", text.encode())).searches
    assert (search.name, search.owner, search.alert) == ("Password resets fail", "support-l2", True)
    assert wording(search.query) == r'from(_sourceCategory=shop/*) & term~"reset failed" & /userId: (?<user>.*?),/s'


@given(st.text(alphabet='ab"\\()|,=<>! \n*/{}&', max_size=60))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read(text: str) -> None:
    for query in (text, f"a | where {text}", f"a | parse {text}", f"a | json {text} as b"):
        parse(query)


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_mutated_files_never_raise(data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(SAMPLE)))
    end = data.draw(st.integers(at, min(len(SAMPLE), at + 60)))
    text = SAMPLE[:at] + data.draw(st.sampled_from(["", "(", '"', "|", "{", "}", "${", "EOT", "\x00", "\n"])) + SAMPLE[end:]
    read(Source("ops/monitors.tf", text.encode()), "sumologic")


def test_hostile_searches_are_quick() -> None:
    start = time.process_time()
    for text in (
        "(" * 20_000,
        "NOT " * 9_000 + "a",
        "a OR " * 9_000 + "b",
        '"' * 40_000,
        "/*" * 10_000,
        "a | " * 9_000,
        "toLowerCase(" * 3_000,
        "a=" * 10_000,
        'parse "' + "*" * 5_000 + '" as a',
    ):
        for query in (text, f"a | where {text}", f"a | {text}"):
            parse(query)
    assert time.process_time() - start < 8


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('a | parse "*." as action, "name: *," as user', r'term~"a" & /(?<action>.*?)\./s & /name: (?<user>.*?),/s'),
        (
            'a | parse field=b "*." as action, "name: *," as user nodrop',
            r'term~"a" & b:cut/(?<action>.*?)\./s & b:cut/name: (?<user>.*?),/s',
        ),
        ('a | parse "x * y * z" as one', '?(parse "x * y * z" as one)'),
    ],
)
def test_patterns_and_their_names(text: str, expected: str) -> None:
    assert wording(parse(text).query).endswith(expected)
