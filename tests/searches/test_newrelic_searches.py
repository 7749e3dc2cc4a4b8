"""New Relic: NRQL, its resources in Terraform, policies in YAML, dashboards in JSON, hostile input."""

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
from sdd_impact.searches._nrql.query import parse

HERE = Path(__file__).parent / "newrelic"
PAID = Event(Template.of("User ", Placeholder("user_id", "int"), " paid"), level="error")


def asked(query: str) -> str:
    found = parse(query)
    return wording(found.query) if found else ""


@pytest.mark.parametrize(("sample", "path"), [("alerts.tf", "ops/alerts.tf"), ("policies.yaml", "newrelic/policies.yaml")])
def test_the_samples(sample: str, path: str) -> None:
    text = (HERE / sample).read_text()
    as_expected(read(Source(path, text.encode())), text)


def test_candidates() -> None:
    paths = ["ops/main.tf", "newrelic/alerts.yml", "ops/shop-dashboard.json", "src/app.json"]
    assert candidates(paths) == tuple(paths[:3])


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("message LIKE '%a b%'", 'message:substring~"a b"'),
        ("message LIKE 'a%'", 'message:start~"a"'),
        ("message LIKE '%a'", 'message:end~"a"'),
        ("message LIKE 'a'", 'message:whole~"a"'),
        ("message LIKE '%a%b%'", 'message:whole~"*a*b*"*'),
        ("message LIKE '%a*b%'", 'message:substring~"a*b"'),
        ("message NOT LIKE '%a%'", '!message:substring~"a"'),
        ("message = 'a'", 'message:whole"a"'),
        ("lower(message) = 'a'", 'message:whole~"a"'),
        ("message RLIKE '.*time.*'", "message:/.*time.*/s"),
        ("message RLIKE r'a|b'", r"message:/\A(?:a|b)\z/s"),
        ("message IN ('a', 'b')", 'message:whole"a" | message:whole"b"'),
        ("`log.level` = 'error'", "level=~error"),
        ("level IN ('ERROR', 'FATAL')", "level=~ERROR | level=~FATAL"),
        ("duration > 5 AND NOT (a = 1 OR b = 2)", "duration>~5 & !(a=1 | b=2)"),
        ("user IS NOT NULL", "!!user exists"),
        ("ok IS TRUE", "ok=~true"),
        ("k8s.cluster_name = 'x' AND message LIKE '%a%'", "from(k8s.cluster_name = 'x') & message:substring~\"a\""),
        ("allColumnSearch('a b', insensitive: true)", 'substring~"a b"'),
        ("message LIKE '%it\\'s%'", 'message:substring~"it\'s"'),
        ("message LIKE '%{{word}}%'", 'message:substring~"{{word}}"'),
        ("capture(message, r'.*') = 'x'", "?(capture(message, r'.*') = 'x')"),
        ("a = b", "?(a = b)"),
        ("(message LIKE '%a%'", "?((message LIKE '%a%')"),
    ],
)  # fmt: skip
def test_conditions(where: str, expected: str) -> None:
    assert asked(f"SELECT count(*) FROM Log SINCE 5 minutes ago WHERE {where}") == expected.replace("!!", "")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("FROM Log SELECT count(*) WHERE a = 1 FACET b LIMIT MAX TIMESERIES", "a=1"),
        ("SELECT count(*) FROM Transaction WHERE log = 'x'", ""),
        ("SELECT count(*) FROM Log_shop WHERE a = 1", "from(Log_shop) & a=1"),
        ("SELECT count(*) FROM Log, Span WHERE a = 1", "a=1"),
        ("SELECT percentage(count(*), WHERE message LIKE '%a%') FROM Log", 'message:substring~"a"'),
        ("FROM Log SELECT count(*) FACET CASES(WHERE message LIKE '%a%' AS 'A', WHERE message LIKE '%b%' AS 'B')", 'message:substring~"a" | message:substring~"b"'),
        ("FROM Log SELECT filter(count(*), WHERE a = 1) WHERE message LIKE '%b%'", 'message:substring~"b"'),
        ("FROM (FROM Log SELECT count(*) AS c WHERE a = 1 FACET b) SELECT max(c)", "a=1"),
        ("FROM Log WITH aparse(message, 'User * paid%') AS who SELECT count(*) WHERE a = 1", "a=1 & message:cut/^User (.*?) paid.*?/is"),
        ("SELECT capture(message, r'User (?P<who>.+)') FROM Log WHERE a = 1", r"a=1 & message:cut/\A(?:User (?P<who>.+))\z/s"),
        ("SELECT * FROM Log WHERE §", "?(SELECT * FROM Log WHERE §)"),
    ],
)  # fmt: skip
def test_queries(query: str, expected: str) -> None:
    assert asked(query) == expected


@pytest.mark.parametrize(
    ("where", "certainty"),
    [
        ("message LIKE '%PAID%'", "always"),
        ("message LIKE 'paid'", "never"),
        ("message = 'user'", "never"),
        ("message RLIKE 'User [0-9]+ paid'", "generic"),
        ("message RLIKE 'paid'", "never"),
        ("message RLIKE '.*paid.*'", "always"),
        ("level = 'ERROR'", "always"),
        ("level = 'INFO'", "never"),
    ],
)
def test_what_conditions_find(where: str, certainty: str) -> None:
    found = parse(f"FROM Log SELECT * WHERE {where}")
    assert found is not None
    assert hold(found.query, PAID._replace(line=PAID.message)).certainty == certainty


def test_dashboards_of_the_api() -> None:
    widget = {
        "title": "Failed",
        "rawConfiguration": {"nrqlQueries": [{"accountId": 1, "query": "FROM Log SELECT count(*) WHERE message LIKE '%a b%'"}]},
    }
    body = {"name": "Shop", "pages": [{"name": "Main", "widgets": [widget, {"title": "x", "rawConfiguration": {"text": "y"}}]}]}
    (search,) = read(Source("dashboards/shop.json", json.dumps(body, indent=1).encode())).searches
    assert (search.name, search.alert, search.text) == (
        "Main / Failed",
        False,
        "FROM Log SELECT count(*) WHERE message LIKE '%a b%'",
    )
    assert search.location.line == 13


def test_other_files_are_silent() -> None:
    for text, path in (
        ("a: 1\n", "newrelic.yml"),
        ('{"query": "FROM Log"}', "x-dashboard.json"),
        ('resource "x" "y" {}', "main.tf"),
    ):
        reading = read(Source(path, text.encode()), "newrelic")
        assert reading == Reading(), path


def test_the_example_of_the_page() -> None:
    page = (Path(__file__).parents[2] / "docs/searches/newrelic.md").read_text()
    (text,) = re.findall(r"```hcl\n(.*?)```", page, re.DOTALL)
    (search,) = read(Source("ops/alerts.tf", text.encode())).searches
    assert (search.name, search.owner, search.alert) == ("Password resets fail", "support-l2", True)
    assert wording(search.query) == "message:substring~\"reset failed\" & level=~error & from(service.name = 'shop')"


@given(st.text(alphabet="aLIKEmessage '%\\(),=<>!rANDORNOT\n`.1", max_size=60))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read(text: str) -> None:
    for query in (
        text,
        f"FROM Log SELECT * WHERE {text}",
        f"SELECT filter(count(*), WHERE {text}) FROM Log",
        f"FROM ({text}) SELECT *",
    ):
        parse(query)


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_mutated_files_never_raise(data: st.DataObject) -> None:
    text = (HERE / "alerts.tf").read_text()
    at = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(at, min(len(text), at + 60)))
    text = text[:at] + data.draw(st.sampled_from(["", "(", '"', "'", "{", "}", "${", "EOT", "\x00", "\n"])) + text[end:]
    read(Source("ops/alerts.tf", text.encode()), "newrelic")


def test_hostile_queries_are_quick() -> None:
    start = time.process_time()
    for text in (
        "(" * 9_000,
        "NOT " * 5_000 + "a = 1",
        "a = 1 OR " * 1_500 + "b = 2",
        "'" * 20_000,
        "FROM (" * 3_000,
        "WHERE " * 4_000,
        "lower(" * 3_000,
        "`" * 20_000,
    ):
        for query in (f"FROM Log SELECT * WHERE {text}", f"FROM Log SELECT {text}", f"FROM ({text} Log"):
            parse(query)
    assert time.process_time() - start < 8
