"""CloudWatch searches in templates of CloudFormation, SAM, CDK and the Serverless Framework: samples, values, hostile input."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from searches.search_wording import as_expected, wording

from sdd_impact.model import Reading, SavedSearch, Source
from sdd_impact.searches import candidates, read
from sdd_impact.searches._aws.dashboards import log_widgets

SAMPLE = Path(__file__).parent / "cloudwatch" / "stack.yaml"


def stack(text: str, path: str = "infra/template.yaml") -> Reading:
    return read(Source(path, text.encode()), "cloudwatch")


def test_the_example_of_the_page() -> None:
    page = (Path(__file__).parents[2] / "docs/searches/cloudwatch.md").read_text()
    (text,) = re.findall(r"```yaml\n(AWSTemplate.*?)```", page, re.DOTALL)
    (search,) = read(Source("infra/template.yaml", text.encode())).searches
    assert (search.name, search.owner, search.alert, search.places) == ("resets", "support-l2", True, ("/app/reset",))
    assert wording(search.query) == 'substring"PasswordReset failed"'


def only(pattern: str, more: str = "") -> SavedSearch:
    """The filter of a template whose pattern is this expression of YAML."""
    text = f"Parameters:\n  P: {{Default: word}}\n{more}\nResources:\n  F:\n    Type: AWS::Logs::MetricFilter\n    Properties:\n      FilterPattern: {pattern}\n"
    (search,) = stack(text).searches
    return search


def test_the_sample() -> None:
    as_expected(read(Source("infra/stack.yaml", SAMPLE.read_bytes())), SAMPLE.read_text())


def test_the_places_of_the_sample() -> None:
    places = {search.name: search.places for search in stack(SAMPLE.read_text()).searches}
    assert places["resets"] == places["Worker.Failures"] == ("/app/reset",)
    assert places["Joined"] == ("/aws/lambda/worker",)
    assert places["Mapped"] == ("/app/${Stage}",)
    assert places["locks"] == ("/app/a OR /app/reset",)
    assert places["Shop: Timeouts"] == ("/app/PasswordReset",)
    assert places["Half"] == ()


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("!Ref P", 'substring"word"'),
        ("!Ref Q", "?(${Q})"),
        ("!Ref AWS::Region", "?(${AWS::Region})"),
        ("{Ref: P}", 'substring"word"'),
        ("!Sub a${P}b", 'substring"awordb"'),
        ("!Sub 'x${!P}'", 'substring"x${P}"'),
        ("{'Fn::Sub': [\"${a}-${P}\", {a: !Ref P}]}", 'substring"word-word"'),
        ("!Join ['', [a, !Ref P]]", 'substring"aword"'),
        ("!Join ['', !Split ['-', a-b]]", 'substring"ab"'),
        ("!Join ['', !Ref P]", "?(${Join})"),
        ("!Select [1, [a, b]]", 'substring"b"'),
        ("!Select [7, [a, b]]", "?(${Select 7})"),
        ("!If [c, a, a]", 'substring"a"'),
        ("!If [c, a, b]", "?(${If c a b})"),
        ("!GetAtt A.B", "?(${GetAtt A.B})"),
        ("!FindInMap [m, !Ref P, k]", 'substring"found"'),
        ("!FindInMap [m, !Ref Q, k]", "?(${FindInMap m k})"),
        ("{a: b}", "?(F)"),
        ("[a]", "?(F)"),
        ("true", 'substring"true"'),
        ("", "?(F)"),
        ('""', "every"),
        ("'{ $.level = \"ERROR\" }'", "level=ERROR"),
    ],
)
def test_functions(pattern: str, expected: str) -> None:
    assert wording(only(pattern, "Mappings: {m: {word: {k: found}}}").query) == expected


def test_what_is_open_is_said_to_be_the_stacks() -> None:
    query = only("!Ref Q").query
    assert getattr(query, "reason", "") == "known only to the stack"


def test_json_as_the_cdk_writes_it() -> None:
    template = {
        "Resources": {
            "Filter4A": {
                "Type": "AWS::Logs::MetricFilter",
                "Properties": {
                    "FilterPattern": '"gave up"',
                    "LogGroupName": {"Ref": "Group1"},
                    "MetricTransformations": [{"MetricName": "gone"}],
                },
                "Metadata": {"aws:cdk:path": "a/b", "owner": "shop"},
            },
            "Alarm5B": {"Type": "AWS::CloudWatch::Alarm", "Properties": {"MetricName": "gone"}},
        }
    }
    path = "cdk.out/Shop.template.json"
    assert candidates([path]) == (path,)
    (search,) = read(Source(path, json.dumps(template, indent=1).encode())).searches
    assert (search.name, search.alert, search.owner, search.places) == ("Filter4A", True, "shop", ("${Group1}",))
    assert (search.location.line, search.location.end_line) == (3, 20)


def test_the_serverless_framework() -> None:
    text = """
service: shop
provider: {name: aws, stage: "${opt:stage, 'dev'}"}
custom: {words: {reset: PasswordReset, again: "${self:custom.words.again}"}}
functions:
  notify:
    handler: a.b
    events:
      - http: GET /
      - cloudwatchLog:
          logGroup: /aws/lambda/${self:service}-reset
          filter: '"${self:custom.words.reset}"'
      - cloudwatchLog: /app/${self:provider.stage}
resources:
  - Resources:
      Again:
        Type: AWS::Logs::MetricFilter
        Properties: {FilterPattern: "${self:custom.words.again}", LogGroupName: /app/reset}
  - ${file(more.yml)}
"""
    again, reset, everything = stack(text, "serverless.yml").searches
    assert wording(reset.query) == 'substring"PasswordReset"'
    assert (reset.name, reset.places) == ("notify", ("/aws/lambda/shop-reset",))
    assert wording(everything.query) == "every"
    assert everything.places == ("/app/dev",)
    assert wording(again.query) == "?(${self:custom.words.again})"


def test_a_dollar_in_a_template_of_cloudformation_is_itself() -> None:
    assert wording(only("'\"${x}\"'").query) == 'substring"${x}"'


@pytest.mark.parametrize(
    "text",
    [
        "Resources: {A: {Type: AWS::S3::Bucket}}",
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: logs}\n",
        "Resources:\n  A: {{ if .Values.x }}\n",
    ],
)
def test_files_of_others_are_silent(text: str) -> None:
    assert read(Source("infra/monitoring.yaml", text.encode()), "cloudwatch") == Reading()


@pytest.mark.parametrize("path", ["src/main/resources/application.yml", "infra/x.json", "deploy/serverless.yml", "a/page.template"])
def test_files_that_are_opened_for_their_names_are_silent(path: str) -> None:
    assert candidates([path]) == (path,)
    assert read(Source(path, b"{a: b, c: CloudWatchLogs\n")) == Reading()


def test_a_template_is_read_however_late_it_looks_like_one() -> None:
    text = f"Description: {'x' * 6_000}\n{THREE}"
    assert len(read(Source("infra/late.yaml", text.encode())).searches) == 3


def test_a_broken_template_is_unread_with_its_line() -> None:
    reading = stack("Resources:\n  A:\n    Type: AWS::Logs::MetricFilter\n   B: [\n")
    assert reading.searches == ()
    assert [each.line for each in reading.unread] == [4]


THREE = """Parameters:
  Word: {Default: word}
Resources:
  # owner: me
  A:
    Type: AWS::Logs::MetricFilter
    Properties:
      FilterPattern: !Sub "${Word} a"
      MetricTransformations: [{MetricName: m}]
  B:
    Type: AWS::Logs::MetricFilter
    Properties:
      FilterPattern: PATTERN
  C:
    Type: AWS::Logs::MetricFilter
    Properties:
      FilterPattern: gone
  Watching:
    Type: AWS::CloudWatch::Alarm
    Properties: {MetricName: m}
"""


@pytest.mark.parametrize("pattern", ['"x', "[a", "{{ .x }}", "x: y", "!Foo x", '"a" b', "x\n   y: z", "|\n  bad"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_broken_resource_costs_no_other(pattern: str, ending: str) -> None:
    reading = stack(THREE.replace("PATTERN", pattern).replace("\n", ending))
    (unread,) = reading.unread
    first, last = reading.searches
    assert unread.line in (13, 14)
    assert (first.text, first.owner, first.alert, first.location.line, first.location.end_line) == ("word a", "me", True, 5, 9)
    assert (last.text, last.location.end_line - last.location.line) == ("gone", 3)


def test_a_resource_that_stands_twice_is_left_out_once() -> None:
    reading = stack(THREE.replace("  C:\n", "  B:\n"))
    assert [each.name for each in reading.searches] == ["A", "B"]
    assert [(each.line, each.reason.partition(": ")[2]) for each in reading.unread] == [
        (14, "`B` stands already on line 10; keep one of them")
    ]


def test_a_broken_parameter_is_open() -> None:
    reading = stack(THREE.replace("{Default: word}", "{Default: word"))
    assert [each.text for each in reading.searches] == ["${Word} a", "PATTERN", "gone"]
    assert [each.line for each in reading.unread] == [2]


@pytest.mark.parametrize(
    ("right", "wrong", "left", "line"),
    [('"B x"', '"B x', "AC", 12), ('    },\n    "C"', '    }\n    "C"', "AB", 15), ("Properties", "", "ABC", 0)],
)
def test_a_broken_resource_of_json(right: str, wrong: str, left: str, line: int) -> None:
    filters = {each: {"Type": "AWS::Logs::MetricFilter", "Properties": {"FilterPattern": f"{each} x"}} for each in "ABC"}
    text = json.dumps({"Resources": filters, "Outputs": {}}, indent=2)
    reading = stack(text.replace(right, wrong) if line else text, "infra/template.json")
    assert "".join(each.name for each in reading.searches) == left
    assert [each.line for each in reading.unread] == ([line] if line else [])


def test_a_broken_file_of_the_serverless_framework() -> None:
    text = """service: shop
provider: {name: aws}
functions:
  a: {events: [{cloudwatchLog: {logGroup: /x, filter: gone}}]}
  b: {events: [
resources:
  - Resources:
      A: {Type: AWS::Logs::MetricFilter, Properties: {FilterPattern: again}}
      B: {Type: AWS::Logs::MetricFilter, Properties: {FilterPattern: 'again}}
"""
    reading = stack(text, "serverless.yml")
    assert sorted(each.text for each in reading.searches) == ["again", "gone"]
    assert [each.line for each in reading.unread] == [5, 9]


def test_log_groups_of_the_functions_of_the_serverless_framework() -> None:
    text = """service: {name: shop}
provider: {name: aws, stage: "${opt:stage, 'dev'}"}
custom: {words: {dev: gone}}
functions:
  reset-mail: {handler: a.b}
  my_worker: {handler: a.b, name: "${self:service.name}-worker"}
resources:
  Resources:
"""
    groups = {
        "!Ref ResetDashmailLogGroup": "/aws/lambda/shop-dev-reset-mail",
        "!Sub '/aws/lambda/${ResetDashmailLambdaFunction}'": "/aws/lambda/shop-dev-reset-mail",
        "!Ref MyUnderscoreworkerLogGroup": "/aws/lambda/shop-worker",
        "!Ref OtherLogGroup": "${OtherLogGroup}",
        "!Sub '/x/${self:service.name}-${sls:stage}-${AWS::Region}'": "/x/shop-dev-${AWS::Region}",
        "'${self:custom.words.${sls:stage}}'": "gone",
        "'${self:custom.none, opt:none, ''a, b''}'": "a, b",
        "'${env:STAGE, ''dev''}'": "${env:STAGE, 'dev'}",
        "'${sls:instanceId}'": "${sls:instanceId}",
    }
    for number, group in enumerate(groups):
        text += f"      F{number}:\n        Type: AWS::Logs::MetricFilter\n"
        text += f"        Properties: {{FilterPattern: x, LogGroupName: {group}}}\n"
    assert [each.places[0] for each in stack(text, "serverless.yml").searches] == list(groups.values())


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_mutated_templates_never_raise(data: st.DataObject) -> None:
    text = SAMPLE.read_text()
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(at, min(len(text), at + 60)))
        text = (
            text[:at]
            + data.draw(st.sampled_from(["", "!Ref ", "!Sub", "${", "}", "[", ": ", "\n", "Fn::Join", "\U000f0000", "'"]))
            + text[end:]
        )
    stack(text)


def test_hostile_templates_are_quick() -> None:
    deep = "!Join ['', [" * 20 + "a" + "]]" * 20
    big = "\n".join(
        f"  F{n}:\n    Type: AWS::Logs::MetricFilter\n    Properties: {{FilterPattern: !Sub '${{P}}'}}" for n in range(8000)
    )
    bomb = "\n".join(f"  P{n}: {{Default: !Join ['', [!Ref P{n + 1}, !Ref P{n + 1}]]}}" for n in range(40))
    start = time.process_time()
    only(deep)
    stack(f"Parameters:\n  P: {{Default: x}}\nResources:\n{big}")
    only("!Ref P0", bomb.replace("\n", "\n"))
    stack(f"Resources:\n{big[:400_000]}\n  X: [\n")
    stack("Resources:\n" + "  F: {a: [\n" * 20_000)
    stack("Resources:\n" + "  F: 1\n" * 20_000)
    assert time.process_time() - start < 20


@pytest.mark.parametrize(
    "body", ["", "[]", "{", '{"widgets": 1}', '{"widgets": [1, {"type": "log"}, {"type": "log", "properties": 3}]}', "[" * 100_000]
)
def test_dashboards_that_hold_nothing(body: str) -> None:
    assert not log_widgets(body).found
