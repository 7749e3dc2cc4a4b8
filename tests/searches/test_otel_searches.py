"""The OpenTelemetry Collector: components, OTTL and expressions, resources and charts that hold a configuration, hostile input."""

from __future__ import annotations

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
from sdd_impact.searches._otel import condition, statement

SAMPLE = (Path(__file__).parent / "otel" / "collector.yaml").read_text()
PAID = Event(Template.of("User ", Placeholder("user_id", "int"), " paid"), level="info")


def collector(text: str, path: str = "ops/otel-collector.yaml") -> Reading:
    return read(Source(path, text.encode()))


def test_the_sample() -> None:
    as_expected(collector(SAMPLE), SAMPLE)


def test_candidates() -> None:
    paths = [
        "ops/otel-collector.yaml",
        "charts/opentelemetry/values.yml",
        "ops/collector/base/config.yaml",
        "k8s/relay-configmap.yaml",
        "ops/app.yaml",
        "otel.json",
    ]
    assert candidates(paths) == tuple(paths[:4])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('IsMatch(body, "a.b")', "body:/a.b/"),
        ("IsMatch(log.body, `a\\d`)", r"body:/a\d/"),
        ('not IsMatch(body["msg"], "a")', "!msg:/a/"),
        ('body == "a b"', 'body:whole"a b"'),
        ('body != "a"', '!body:whole"a"'),
        ('attributes["a"]["b"] == "c"', "a.b=c"),
        ('log.attributes["a"] != nil', "!!a exists"),
        ('attributes["k8s.pod.name"] == "x"', 'from(attributes["k8s.pod.name"] == "x")'),
        ('resource.attributes["a"] == "x" and IsMatch(body, "b")', 'from(resource.attributes["a"] == "x") & body:/b/'),
        ('instrumentation_scope.name == "shop.pay"', "logger=shop.pay"),
        ('severity_text == "ERROR"', "level=~ERROR"),
        ("severity_number >= SEVERITY_NUMBER_ERROR2", "level>=~error"),
        ("severity_number == 13", "level=~warning"),
        ("severity_number == SEVERITY_NUMBER_UNSPECIFIED", "?(severity_number == SEVERITY_NUMBER_UNSPECIFIED)"),
        ('ContainsValue(attributes["a"], "b")', '?(ContainsValue(attributes["a"], "b"))'),
        ('IsMatch(body, "a$$")', "body:/a$/"),
        ('IsMatch(body, "${env:WORD}")', '?(IsMatch(body, "${env:WORD}"))'),
        ('attributes["a"] in ["b", "c"]', "a=b | a=c"),
        ("(body contains 'a' || body endsWith 'b') && !(body startsWith 'c')", '(body:substring"a" | body:end"b") & !body:start"c"'),
        ("body not matches 'a'", "!body:/a/"),
        ("(attributes.a) == 'b'", "a=b"),
        ("len(body) > 5", "?(len(body) > 5)"),
        ('IsMatch(body, Concat(["a"], ""))', '?(IsMatch(body, Concat(["a"], "")))'),
        ("IsMap(body)", "from(IsMap(body))"),
        ('IsMatch(body, "a"', '?(IsMatch(body, "a")'),
        ('IsMatch(body, "a") and', '?(IsMatch(body, "a") and)'),
        ("#", "?(#)"),
        ("true", "every"),
    ],
)  # fmt: skip
def test_conditions(text: str, expected: str) -> None:
    assert wording(condition(text)) == expected.replace("!!", "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('set(attributes["a"], "b") where IsMatch(body, "c")', "body:/c/"),
        ('replace_pattern(attributes["a"], "b", "c")', "a:/b/"),
        ('set(body, "x")', "every"),
        ('merge_maps(cache, ExtractPatterns(attributes["k8s.pod.name"], "b"), "insert")', 'from(ExtractPatterns(attributes["k8s.pod.name"], "b"))'),
        ('set(a, ExtractPatterns(body, attributes["b"]))', '?(ExtractPatterns(body, attributes["b"]))'),
        ("keep_keys", "?(keep_keys)"),
        ("set(a, 1) when b", "?(set(a, 1) when b)"),
    ],
)  # fmt: skip
def test_statements(text: str, expected: str) -> None:
    assert wording(statement(text)) == expected


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ('IsMatch(body, "paid")', "always"),
        ('IsMatch(body, "^User \\\\d+ paid$")', "generic"),
        ('IsMatch(body, "Paid")', "never"),
        ('IsMatch(ToLowerCase(body), "user")', "always"),
        ('HasSuffix(body, "paid") and severity_number < SEVERITY_NUMBER_ERROR', "always"),
        ("severity_number > SEVERITY_NUMBER_INFO", "never"),
    ],
)
def test_what_conditions_find(text: str, certainty: str) -> None:
    assert hold(condition(text), PAID._replace(line=PAID.message)).certainty == certainty


def test_configurations_that_stand_in_other_files() -> None:
    config = "processors:\n  filter/x:\n    logs:\n      log_record:\n        - 'IsMatch(body, \"a b\")'\n"
    inner = "".join(f"    {line}\n" for line in config.splitlines())
    crd = f"apiVersion: opentelemetry.io/v1beta1\nkind: OpenTelemetryCollector\nspec:\n  config:\n{inner}"
    held = f"kind: ConfigMap\ndata:\n  relay: |\n{inner}---\nkind: Other\n"
    chart = f"mode: daemonset\nconfig:\n{''.join(f'  {line}' + chr(10) for line in config.splitlines())}"
    for text, line in ((crd, 9), (held, 8), (chart, 7)):
        (search,) = collector(text, "charts/opentelemetry/values.yaml").searches
        assert (search.name, search.location.line, search.text) == ("filter/x: drops", line, 'IsMatch(body, "a b")')


def test_configurations_in_templates_of_cloudformation() -> None:
    config = "processors:\n  filter/x:\n    logs:\n      log_record:\n        - 'IsMatch(body, \"a b\")'\n"
    inner = "".join(f"        {line}\n" for line in config.splitlines())
    held = f"Conditions:\n  Large: !Equals [!Ref Size, large]\nResources:\n  C:\n    Type: AWS::SSM::Parameter\n    Properties:\n      Name: !Sub '${{A}}-x'\n      Value: {{}}|\n{inner}"
    for form, line in (("", 13), ("!Sub ", 13)):
        (search,) = collector(held.replace("{}", form), "infra/template.yaml").searches
        assert (search.name, search.location.line, search.text) == ("filter/x: drops", line, 'IsMatch(body, "a b")')
    assert collector("Resources:\n  A: !Nothing x\nprocessors:\n  filter:\n    logs:\n      log_record: [x]\n").unread != ()


def test_a_template_that_is_no_yaml_is_listed() -> None:
    reading = collector("processors:\n  filter: {{ toYaml .Values.filter | nindent 4 }}\n  transform:\n    log_statements: [\n")
    assert reading.searches == ()
    assert reading.unread != ()


def test_more_conditions_than_are_looked_at_are_said() -> None:
    listed = "".join(f"        - 'IsMatch(body, \"word {number}\")'\n" for number in range(501))
    (search,) = collector(f"processors:\n  filter:\n    logs:\n      log_record:\n{listed}").searches
    assert wording(search.query).endswith("| ?(1 more conditions)")


def test_other_files_of_the_names_are_silent() -> None:
    for text in ("a: 1\n", "processors: 4\n", "- x\n", "processors:\n  batch: {}\n", "operators:\n  - a\n", "\tbroken: ["):
        assert collector(text) == Reading()


def test_the_example_of_the_page() -> None:
    page = (Path(__file__).parents[2] / "docs/searches/otel.md").read_text()
    (text,) = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    shown = [(each.name, each.owner, wording(each.query)) for each in collector(text).searches]
    assert shown == [
        ("filelog / reset: regex_parser", "", r"/^PasswordReset userId: (?P<user>\d+)/"),
        ("filter/noise: drops", "platform", "body:/health check/ | body:/retry \\d+/"),
        ("resets.failed: counts", "", "body:/reset failed/"),
    ]


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_mutated_files_never_raise(data: st.DataObject) -> None:
    text = SAMPLE
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(at, min(len(text), at + 40)))
        text = (
            text[:at]
            + data.draw(st.sampled_from(["", "(", ")", '"', "[", "- ", ": ", "where ", "not ", "\x00", "{{ x }}", "\n"]))
            + text[end:]
        )
    collector(text)


@given(st.text(alphabet='ab"\\()[]{}.,=<>!&| \n?', max_size=50))
@settings(max_examples=100, deadline=None)
def test_any_text_is_read(text: str) -> None:
    for each in (text, f"IsMatch(body, {text}", f"body {text}", f"set(a, ExtractPatterns(body, {text}"):
        condition(each)
        statement(each)


def test_hostile_files_are_quick() -> None:
    start = time.process_time()
    for text in (
        "(" * 50_000,
        "not " * 4_000 + "a",
        "a[" * 3_000,
        "a or " * 1_500 + "b",
        'IsMatch(body, "a") or ' * 600,
        '"' * 50_000,
        "ToLowerCase(" * 3_000,
    ):
        condition(text)
        statement(text)
    conditions = "".join(f"        - 'IsMatch(body, \"word {number}\")'\n" for number in range(3_000))
    collector(f"processors:\n  filter:\n    logs:\n      log_record:\n{conditions}")
    collector("processors:\n" + "".join(f"  {' ' * depth}a:\n" for depth in range(300)))
    assert time.process_time() - start < 8
