"""Datadog's searches: samples, the search language, documents, hostile input."""

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
from sdd_impact.searches import candidates, companions, read
from sdd_impact.searches._datadog.grok import extractions
from sdd_impact.searches._datadog.monitors import searches
from sdd_impact.searches._datadog.query import parse
from sdd_impact.searches.datadog import FORMAT

FOLDER = Path(__file__).parent / "datadog"
TERRAFORM = sorted(FOLDER.glob("*.tf"))
PAGE = Path(__file__).parents[2] / "docs" / "searches" / "datadog.md"


@pytest.mark.parametrize("sample", TERRAFORM, ids=lambda sample: sample.stem)
def test_samples(sample: Path) -> None:
    as_expected(read(Source(f"ops/{sample.name}", sample.read_bytes()), "datadog"), sample.read_text())


def of(name: str) -> Reading:
    """What a sample reads as."""
    return read(Source(f"ops/{name}", (FOLDER / name).read_bytes()))


def test_monitors_as_the_api_gives_them() -> None:
    lost, failed, total = of("monitor.json").searches
    assert (lost.name, lost.owner, lost.alert, lost.location.line, lost.location.end_line) == (
        "Error log spike",
        "shop",
        True,
        2,
        10,
    )
    assert wording(lost.query) == 'from(index:main) & from(service:shop) & (message:term~"cart lost" | message:term~"cart empty")'
    assert lost.parts == ('"cart lost"', '"cart empty"')
    assert lost.text == 'service:shop ("cart lost" OR "cart empty")'
    assert (failed.name, wording(failed.query)) == ("Share / failed", 'message:term~"login failed"')
    assert (total.name, wording(total.query)) == ("Share / total", 'from(index:auth) & message:term~"login"')
    assert (failed.alert, total.alert) == (True, True)


def test_dashboards_as_the_api_gives_them() -> None:
    errors, stream = of("dashboard.json").searches
    assert (errors.name, errors.alert, wording(errors.query)) == ("Shop / Errors", False, "status=~error & took>100")
    assert (stream.name, stream.alert, wording(stream.query)) == ("Shop / Stream", False, 'message:term~"cart lost"')


def test_saved_views() -> None:
    (view,) = of("datadog_view.json").searches
    assert (view.name, view.alert, wording(view.query)) == (
        "Failed logins",
        False,
        'from(service:auth) & message:term~"login failed"',
    )


def test_kubernetes_resources_and_a_broken_one_among_them() -> None:
    reading = of("datadog_monitors.yaml")
    assert [(each.name, each.owner, each.alert, each.location.line) for each in reading.searches] == [
        ("Lost orders", "orders", True, 11),
        ("Kept orders", "", True, 30),
    ]
    assert [each.line for each in reading.unread] == [24]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", "every"), ("*", "every"), ("*:*", "every"),
        ("hello", 'message:term~"hello"'),
        ("hello world", 'message:term~"hello" & message:term~"world"'),
        ('"hello world"', 'message:term~"hello world"'),
        ('"say \\"hello\\""', 'message:term~"say "hello""'),
        ("a OR b AND c", 'message:term~"a" | (message:term~"b" & message:term~"c")'),
        ("a || b && c", 'message:term~"a" | (message:term~"b" & message:term~"c")'),
        ("-a NOT b NOT (c OR d)", '!message:term~"a" & !message:term~"b" & !(message:term~"c" | message:term~"d")'),
        ("- a", '!message:term~"a"'), ("+a", 'message:term~"a"'), ("ANDROID ORDER", 'message:term~"ANDROID" & message:term~"ORDER"'),
        ("*NET?WORK*", 'message:term~"*NET?WORK*"*'), (r"what\?", 'message:term~"what?"'), (r"a\*b*", 'message:term~"a\\*b*"*'),
        ("well-known", 'message:term~"well-known"'), ("“hello world”", 'message:term~"hello" & message:term~"world"'),
        ("*:hello", 'term~"hello"'), ('*:"hello world"', 'term~"hello world"'), ('message:"a b"', 'message:term~"a b"'),
        ("service:web", "from(service:web)"), ("-service:web", "from(NOT service:web)"), ("env:(prod OR test)", "from(env:prod OR env:test)"),
        ("tags:x", "from(tags:x)"), ("$env", "from($env)"), ("service:$service.value", "from(service:$service.value)"),
        ("service:a OR lost", '?(service:a) | message:term~"lost"'),
        ("status:error", "status=~error"), ("status:(error OR critical)", "status=~error | status=~critical"), ("status:warn*", "status=~warn**"),
        ("status:DEBUG", "status=~debug | status=~trace"), ("level:error", "level=error"),
        ("@user.name:Bob", "user.name=Bob"), ('@user:"Bob B"', "user=Bob B"), ("@path:/api\\-v1/*", "path=/api-v1/**"), ("@a:x?z", "a=x?z*"),
        ("@code:(404 OR 500)", "code=404 | code=500"), ("@a:*", "a exists"), ("-@a:*", "!a exists"), ("_exists_:@a", "a exists"),
        ("_missing_:@a", "!a exists"), ("_exists_:tag", "from(_exists_:tag)"), ("@a:$b", "?(@a:$b)"),
        ("@took:>100", "took>100"), ("@took:>= 100", "took>=100"), ("@a:[1 TO 5]", "a>=1 & a<=5"), ("@a:{1 TO *}", "a>1"), ("@a:[* TO *]", "a exists"),
        ("@msg:Done", 'msg:whole"Done"'), ('@log.message:"a b"', 'log.message:whole"a b"'),
        ("@aws.awslogs.logStream:x", "from(@aws.awslogs.logStream:x)"), ("@kubernetes.pod:x", "from(@kubernetes.pod:x)"),
        ("CIDR(@ip, 1.2.3.4/8) lost", '?(CIDR(@ip, 1.2.3.4/8)) & message:term~"lost"'), ("#sum:1", "?(#sum:1)"),
        ("PG::Error", 'message:term~"PG::Error"'), ("http://x", "?(http://x)"), ("@took", "?(@took)"), (r"a\:b", 'message:term~"a:b"'),
        ("a:", "?(a:)"), ("(a", "?((a)"), ("a)", "?(a))"), ("OR a", "?(OR a)"), ("a OR", "?(a OR)"), ("[ERROR]", "?([ERROR])"), ('"a', '?("a)'), ("@a:[1", "?(@a:[1)"),
    ],
)  # fmt: skip
def test_the_language(query: str, expected: str) -> None:
    assert wording(parse(query).query) == expected


@pytest.mark.parametrize(
    ("query", "parts"),
    [
        ("a OR b c", ("a", "b c")), ('service:x ("a b" OR c)', ('"a b"', "c")), ("@code:(400 OR 500)", ()), ("a b", ()),
        ("status:debug (a OR b)", ()), ("env:(a OR b) (c OR -d)", ("c", "-d")),
    ],
)  # fmt: skip
def test_parts(query: str, parts: tuple[str, ...]) -> None:
    assert parse(query).parts == parts


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ('logs("a \\"b c\\"").index("*").rollup("count").last("5m") > 1', ['a "b c"']),
        ("logs('a').index('*').last('5m') > 1", ["a"]),
        ('logs("a").last("5m") / logs( "b" ).last("5m") > 1', ["a", "b"]),
        ('logs("a "b c"").index("*").rollup("count").last("5m") > 1', ['a "b c"']),
        ('logs("x\\\\-y").index("*")', ["x\\-y"]),
        ("avg(last_5m):avg:logs.count{*} > 1", []),
        ('rum("a").last("5m") > 1', []),
    ],
)  # fmt: skip
def test_queries_of_monitors(query: str, texts: list[str]) -> None:
    assert [each.text for each in searches(query)] == texts


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ("r user %{word:user.name} in", [r"^(?:user (?P<user_name>\w+) in)$"]),
        ('a %{data:a}\\nb x %{notSpace:b:nullIf("-")}', [r"^(?:(?P<a>.*))$", r"^(?:x (?P<b>\S+))$"]),
        ('r %{date("yyyy-MM-dd"):at} %{regex("[a-z]+"):x} %{boolean("on","off"):y}', [r"^(?:(?P<at>.+) (?P<x>[a-z]+) (?P<y>on|off))$"]),
        ("r %{data::keyvalue} %{word:x} %{word:x}", [r"^(?:(?:.*) (?P<x>\w+) (?:\w+))$"]),
        ("r no capture", []), ("r %{unheard:x}", []), ("r %{r} %{word:x}", []), ("", []),
    ],
)  # fmt: skip
def test_grok(rules: str, expected: list[str]) -> None:
    assert [each.pattern for each in extractions("", rules.replace("\\n", "\n"))] == expected


def test_pipelines_as_the_api_gives_them() -> None:
    grok = {"type": "grok-parser", "source": "message", "grok": {"match_rules": "r lost %{integer:order}", "support_rules": ""}}
    text = json.dumps({"name": "orders", "filter": {"query": "source:orders"}, "processors": [grok], "is_enabled": True})
    (found,) = read(Source("datadog/pipeline.json", text.encode())).searches
    assert (found.name, wording(found.query)) == ("orders", r"from(source:orders) & message:cut/^(?:lost (?P<order>[-+]?\d+))$/")


SILENT = {
    "package.json": '{"name": "x", "version": "1.0.0"}',
    "monitors/a.json": '{"name": "x", "interval": 5}',
    "grafana-dashboard.json": '{"title": "x", "panels": [{"targets": [{"expr": "up"}]}], "templating": {}}',
    "cloudwatch-dashboard.json": '{"widgets": [{"type": "log", "properties": {"query": "fields @message"}}]}',
    "datadog/values.yaml": "datadog:\n  logs:\n    enabled: true\n",
    "monitors.yaml": "kind: ServiceMonitor\nmetadata:\n  name: x\n",
    "datadog/chart.yaml": "apiVersion: datadoghq.com/v1alpha1\nkind: DatadogMonitor\nspec:\n  query: {{ .Values.query | quote }}\n",
}


@pytest.mark.parametrize("path", SILENT)
def test_files_of_others_are_left_alone(path: str) -> None:
    assert not FORMAT.recognises(path, SILENT[path].encode())


def test_terraform_without_datadog_is_silent() -> None:
    source = Source("a/main.tf", b'resource "aws_s3_bucket" "x" {\n  bucket = "x\n}\n')
    assert read(source, "datadog") == ((), ())
    assert FORMAT.companions is not None
    assert FORMAT.companions(source, ("a/b.tf",)) == ()


def test_the_files_of_the_folder_help() -> None:
    monitor = Source(
        "a/m.tf", b'resource "datadog_logs_metric" "m" {\n  name = "m.lost"\n  filter {\n    query = local.q\n  }\n}\n'
    )
    others = (
        Source("a/l.tf", b'locals {\n  q = "lost"\n}\n'),
        Source(
            "a/n.tf", b'resource "datadog_monitor" "m" {\n  type = "query alert"\n  query = "sum(last_5m):sum:m.lost{*} > 1"\n}\n'
        ),
    )
    assert companions(monitor, ("a/l.tf", "a/n.tf", "b/l.tf"), "datadog") == ("a/l.tf", "a/n.tf")
    (alone,) = read(monitor, "datadog").searches
    assert (wording(alone.query), alone.alert) == ("?(${local.q})", False)
    (helped,) = read(monitor, "datadog", others).searches
    assert (wording(helped.query), helped.alert) == ('message:term~"lost"', True)


def test_candidates() -> None:
    paths = ["ops/main.tf", "monitors/a/b.json", "saved_views/a.json", "datadog/x.yaml", "package.json", "a.yaml"]
    assert candidates(paths)[:4] == ("ops/main.tf", "monitors/a/b.json", "saved_views/a.json", "datadog/x.yaml")
    assert not re.search("package", " ".join(path for path in paths if any(path.endswith(glob[3:]) for glob in FORMAT.paths)))


def test_the_example_of_the_page() -> None:
    found = re.search(r"^```hcl\n(.*?)^```", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert found
    reading = read(Source("main.tf", found[1].encode()), "datadog")
    assert reading.unread == ()
    (lost, checks) = reading.searches
    assert (lost.name, lost.owner, lost.alert) == ("Orders lost", "orders", True)
    assert wording(lost.query) == 'from(service:shop) & status=~error & (message:term~"order lost" | message:term~"order refused")'
    assert (checks.name, checks.alert, wording(checks.query)) == ("main / health checks", False, 'message:term~"health check"')


@pytest.mark.parametrize(
    "query",
    ["(" * 9_000, "-" * 9_000, "a OR " * 1_900 + "a", "@a:(" * 2_000, '"' * 9_999, "\\" * 9_999, "a:[" * 3_000, "x" * 20_000],
)
def test_hostile_queries_end_quickly(query: str) -> None:
    start = time.process_time()
    assert wording(parse(query).query)
    assert time.process_time() - start < 60


def test_large_files_are_quick() -> None:
    text = TERRAFORM[-1].read_text().split('resource "datadog_monitor" "broken"')[0]
    monitor = json.loads((FOLDER / "monitor.json").read_text())
    for source in (
        Source("a.tf", (text * (300_000 // len(text))).encode()),
        Source("monitors.json", json.dumps(monitor * (300_000 // len(json.dumps(monitor)))).encode()),
        Source(
            "a.tf",
            (b'resource "datadog_monitor" "a" {\n  type = "log alert"\n  query = "logs(\\"' + b"x" * 4_000 + b'"\n}\n') * 200,
        ),
    ):
        start = time.process_time()
        assert len(read(source, "datadog").searches) > 100
        assert time.process_time() - start < 60


CONTENT = {path.name: path.read_bytes() for path in sorted(FOLDER.iterdir())}


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(CONTENT)), st.integers(0, 4_000), st.integers(0, 300), st.binary(max_size=6))
def test_never_raises(name: str, at: int, length: int, noise: bytes) -> None:
    data = CONTENT[name]
    at %= len(data)
    for search in read(Source(name, data[:at] + noise + data[at + length :]), "datadog").searches:
        assert wording(search.query)
        assert [text for text, _ in search.alternatives] == list(search.parts)


TOKENS = [
    "a",
    '"b',
    'c"',
    "@x:",
    ":",
    "(",
    ")",
    "OR",
    "AND",
    "NOT",
    "-",
    "*",
    "?",
    "[1",
    "TO",
    "2]",
    ">",
    "<",
    ">=",
    "$v",
    "\\",
    "status:error",
    "service:",
    "CIDR(",
    "#",
    "{",
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(TOKENS), max_size=20))
def test_never_raises_on_tokens(tokens: list[str]) -> None:
    assert wording(parse(" ".join(tokens)).query)
    assert wording(parse("".join(tokens)).query)
