"""Google Cloud's searches: samples, the query language, documents, hostile input."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from searches.search_wording import as_expected, wording

from sdd_impact.model import Reading, Source
from sdd_impact.searches import companions, read
from sdd_impact.searches._gcp.extractors import extraction
from sdd_impact.searches._gcp.query import parse
from sdd_impact.searches.gcp import FORMAT

FOLDER = Path(__file__).parent / "gcp"
TERRAFORM = sorted(FOLDER.glob("*.tf"))
PAGE = Path(__file__).parents[2] / "docs" / "searches" / "gcp.md"


@pytest.mark.parametrize("sample", TERRAFORM, ids=lambda sample: sample.stem)
def test_samples(sample: Path) -> None:
    as_expected(read(Source(f"ops/{sample.name}", sample.read_bytes()), "gcp"), sample.read_text())


def of(name: str) -> Reading:
    """What a sample reads as."""
    return read(Source(f"ops/{name}", (FOLDER / name).read_bytes()))


def test_a_metric_as_gcloud_prints_it() -> None:
    (lost,) = of("metric.yaml").searches
    assert (lost.name, lost.alert, lost.location.line) == ("lost", False, 1)
    assert wording(lost.query) == (
        r'from(resource.type="k8s_container") & message:/order (\d+) lost/ & message:cut/order (?P<order>\d+) lost/'
    )


def test_policies_as_gcloud_prints_them() -> None:
    (lost,) = of("alert-policies.json").searches
    assert (lost.name, lost.owner, lost.alert, lost.location.line) == ("Orders", "orders", True, 8)
    assert lost.parts == ('textPayload:"order lost"', 'textPayload:"order refused"')


def test_config_connector_and_a_broken_resource_among_others() -> None:
    reading = of("metrics.yaml")
    assert [(each.name, each.owner, wording(each.query)) for each in reading.searches] == [
        ("failed", "payments", 'textPayload:substring~"payment failed"'),
        ("sink", "", "severity>=~ERROR"),
    ]
    assert [each.line for each in reading.unread] == [19]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", "every"), ("-- nothing but a comment", "every"), ('""', "every"),
        ('"The cat"', 'substring~"The cat"'), ("cat hat", 'substring~"cat" & substring~"hat"'), ("'cat'", 'substring~"cat"'),
        ('"say \\"a\\""', 'substring~"say "a""'), ("a and b", 'substring~"a" & substring~"and" & substring~"b"'),
        ('"a" OR NOT "b" AND NOT "c" OR "d"', '(substring~"a" | !substring~"b") & (!substring~"c" | substring~"d")'),
        ('"a" "b" OR "c" "d"', 'substring~"a" & (substring~"b" | substring~"c") & substring~"d"'),
        ('-"x" -(a OR b) -severity=INFO', '!substring~"x" & !(substring~"a" | substring~"b") & !severity=~INFO'),
        ("x -- a comment\ny", 'substring~"x" & substring~"y"'), ("well-known", 'substring~"well-known"'),
        ("severity>=ERROR", "severity>=~ERROR"), ("severity = (ERROR OR CRITICAL)", "severity=~ERROR | severity=~CRITICAL"),
        ('severity:"ERROR"', "severity=~ERROR"), ('severity=~"ERR|CRIT"', "severity:/ERR|CRIT/"), ("severity!=INFO", "severity!=~INFO"),
        ('textPayload:"Timed out"', 'textPayload:substring~"Timed out"'), ("textPayload:lost", 'textPayload:substring~"lost"'),
        ('textPayload="all"', 'textPayload:whole~"all"'), ('textPayload!="all"', 'textPayload exists & !textPayload:whole~"all"'),
        (r'textPayload=~"a\.b \"c\" \\d"', r'textPayload:/a\.b "c" \d/'), ('textPayload!~"a"', "textPayload exists & !textPayload:/a/"),
        ('textPayload:("a" AND NOT "b")', 'textPayload:substring~"a" & !textPayload:substring~"b"'),
        ('jsonPayload.message="a"', 'message:whole~"a"'), ('jsonPayload:"a"', 'substring~"a"'), ("jsonPayload.a:*", "a exists"), ("jsonPayload:*", "every"),
        ('jsonPayload.user.name="Bob"', "user.name=~Bob"), ("jsonPayload.n>-5", "n>~-5"), ("jsonPayload.code=500", "code=~500"),
        ('jsonPayload.reason:"quota"', 'reason:substring~"quota"'), ("jsonPayload.x=NULL_VALUE", "?(jsonPayload.x=NULL_VALUE)"),
        ('jsonPayload."a.b"="x"', "a.b=~x"), ('jsonPayload.event=("x" OR "y")', 'event:whole~"x" | event:whole~"y"'),
        ('resource.type="a" logName:"/logs/b"', 'from(resource.type="a") & from(logName:"/logs/b")'), ('labels."run.x/y"="z"', 'from(labels."run.x/y"="z")'),
        ('timestamp >= "2024-01-01T00:00:00Z"', 'from(timestamp>="2024-01-01T00:00:00Z")'), ('log_id("a/b")', 'from(log_id("a/b"))'),
        ("sample(insertId, 0.25) x", 'from(sample(insertId, 0.25)) & substring~"x"'), ("httpRequest.status>=500", "httpRequest.status>=~500"),
        ('resource.type="a" OR "b"', '?(resource.type="a") | substring~"b"'),
        ('protoPayload.methodName="x"', "none"), ('NOT protoPayload.methodName="x" severity=ERROR', "severity=~ERROR"), ('protoPayload.line.logMessage:"x"', 'substring~"x"'),
        ('SEARCH("Hello `big world`")', 'term~"Hello" & term~"big world"'), ('SEARCH(textPayload, "a-b c")', 'textPayload:term~"a-b" & textPayload:term~"c"'),
        ('SEARCH(protoPayload, "a")', '?(SEARCH(protoPayload, "a"))'), ('ip_in_net(jsonPayload.ip, "1.0.0.0/8")', '?(ip_in_net(jsonPayload.ip, "1.0.0.0/8"))'),
        ("cast(jsonPayload.x, INT64) >= 5 y", '?(cast(jsonPayload.x, INT64) >= 5) & substring~"y"'), ("a.b>=cast(x, INT64)", "?(a.b>=cast(x, INT64))"),
        ("(a", "?((a)"), ("a)", "?(a))"), ("OR a", "?(OR a)"), ("a OR", "?(a OR)"), ("a AND", "?(a AND)"), ("a:", "?(a:)"), ('"a', '?("a)'), ("a=(", "?(a=()"), ("log_id(", "?(log_id()"),
    ],
)  # fmt: skip
def test_the_language(query: str, expected: str) -> None:
    assert wording(parse(query).query) == expected


@pytest.mark.parametrize(
    ("query", "parts"),
    [
        ("a OR NOT b", ("a", "NOT b")), ('resource.type="x" AND (textPayload:"a b" OR c)', ('textPayload:"a b"', "c")), ("severity=(A OR B)", ()),
        ("a AND b", ()), ('jsonPayload.message=("a" OR "b")', ('"a"', '"b"')), ("severity=(A OR B) (c OR d)", ()),
    ],
)  # fmt: skip
def test_parts(query: str, parts: tuple[str, ...]) -> None:
    assert parse(query).parts == parts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('REGEXP_EXTRACT(textPayload, "user (\\\\w+)")', r"textPayload:cut/user (?P<who>\w+)/"),
        ("REGEXP_EXTRACT(jsonPayload.msg, '[(] \\\\( (?:x) (y)')", r"msg:cut/[(] \( (?:x) (?P<who>y)/"),
        ("EXTRACT(jsonPayload.user)", ""), ('REGEXP_EXTRACT(textPayload, "no group")', ""), ('REGEXP_EXTRACT(resource.labels.x, "(a)")', ""), ("x(", ""),
    ],
)  # fmt: skip
def test_extractors(text: str, expected: str) -> None:
    found = extraction("who", text)
    assert (wording(found) if found else "") == expected


SILENT = {
    "metrics.json": '{"metrics": [{"name": "x", "filter": "y"}]}',
    "monitoring/alerts.yaml": "groups:\n  - name: x\n    rules:\n      - alert: A\n        expr: up == 0\n",
    "grafana-alert.json": '{"title": "x", "condition": "B", "data": []}',
    "policy.yaml": "kind: NetworkPolicy\nmetadata:\n  name: x\n",
    "logging/fluent.yaml": "pipeline:\n  filter: x\n",
    "monitoring/chart.yaml": "kind: LoggingLogMetric\nspec:\n  filter: {{ .Values.filter | quote }}\n",
}


@pytest.mark.parametrize("path", SILENT)
def test_files_of_others_are_left_alone(path: str) -> None:
    assert not FORMAT.recognises(path, SILENT[path].encode())


def test_the_files_of_the_folder_help() -> None:
    metric = Source("a/m.tf", b'resource "google_logging_metric" "m" {\n  name = "lost"\n  filter = local.q\n}\n')
    policy = b'resource "google_monitoring_alert_policy" "p" {\n  conditions {\n    condition_threshold {\n      filter = "metric.type=\\"logging.googleapis.com/user/${google_logging_metric.m.name}\\""\n    }\n  }\n}\n'
    others = (Source("a/l.tf", b'locals {\n  q = "lost"\n}\n'), Source("a/p.tf", policy))
    assert companions(metric, ("a/l.tf", "a/p.tf", "b/l.tf"), "gcp") == ("a/l.tf", "a/p.tf")
    (alone,) = read(metric, "gcp").searches
    assert (wording(alone.query), alone.alert) == ("?(${local.q})", False)
    (helped,) = read(metric, "gcp", others).searches
    assert (wording(helped.query), helped.alert) == ('substring~"lost"', True)


def test_the_example_of_the_page() -> None:
    found = re.search(r"^```hcl\n(.*?)^```", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert found
    reading = read(Source("main.tf", found[1].encode()), "gcp")
    assert reading.unread == ()
    lost, refused = reading.searches
    assert (lost.name, lost.owner, lost.alert) == ("orders/lost", "orders", False)
    assert (
        wording(lost.query)
        == r'from(resource.type="cloud_run_revision") & severity>=~ERROR & message:substring~"order lost" & message:cut/order lost: (?P<order>\d+)/'
    )
    assert (refused.name, refused.alert, refused.parts) == (
        "Orders refused",
        True,
        ('textPayload:"order refused"', 'textPayload=~"^no stock"'),
    )


@pytest.mark.parametrize(
    "query",
    ["(" * 9_000, "NOT " * 4_000, "a OR " * 1_900 + "a", "a:(" * 2_000, '"' * 9_999, "-" * 9_999, "f(" * 5_000, "x" * 30_000],
)
def test_hostile_queries_end_quickly(query: str) -> None:
    start = time.process_time()
    assert wording(parse(query).query)
    assert time.process_time() - start < 60


def test_large_files_are_quick() -> None:
    text = TERRAFORM[0].read_text().split('resource "google_logging_metric" "broken"')[0]
    policies = json.loads((FOLDER / "alert-policies.json").read_text())
    for source in (
        Source("a.tf", (text * (300_000 // len(text))).encode()),
        Source("alerts.json", json.dumps(policies * (300_000 // len(json.dumps(policies)))).encode()),
    ):
        start = time.process_time()
        assert len(read(source, "gcp").searches) > 100
        assert time.process_time() - start < 60


CONTENT = {path.name: path.read_bytes() for path in sorted(FOLDER.iterdir())}


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(CONTENT)), st.integers(0, 4_000), st.integers(0, 300), st.binary(max_size=6))
def test_never_raises(name: str, at: int, length: int, noise: bytes) -> None:
    data = CONTENT[name]
    at %= len(data)
    for search in read(Source(name, data[:at] + noise + data[at + length :]), "gcp").searches:
        assert wording(search.query)
        assert [text for text, _ in search.alternatives] == list(search.parts)


TOKENS = [
    "a",
    '"b c"',
    "x.y",
    ":",
    "(",
    ")",
    "OR",
    "AND",
    "NOT",
    "-",
    "=~",
    "!=",
    ">",
    "severity",
    "textPayload",
    "SEARCH(",
    ",",
    "--",
    "'",
    "*",
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(TOKENS), max_size=20))
def test_never_raises_on_tokens(tokens: list[str]) -> None:
    assert wording(parse(" ".join(tokens)).query)
    assert wording(parse("".join(tokens)).query)
