"""Terraform's JSON syntax: every format that reads Terraform reads it as the same blocks."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from searches.search_wording import wording

from sdd_impact.model import SavedSearch, Source
from sdd_impact.searches import companions, formats, read
from sdd_impact.searches._hcl import Evaluator, parse_json

FILTERS = """{
  "//": {"metadata": "of a tool"},
  "locals": {
    "word": "PasswordReset",
    "filters": {"resets": "${local.word}", "locks": "?\\"account locked\\" ?\\"too many\\""}
  },
  "resource": {
    "aws_cloudwatch_log_metric_filter": {
      "support": {
        "//": "owner: support-l2",
        "for_each": "${local.filters}",
        "name": "${each.key}",
        "pattern": "${each.value}",
        "log_group_name": "/app/${var.stage}",
        "metric_transformation": {"name": "${each.key}", "namespace": "shop", "value": "1"}
      },
      "plain": [{"name": "plain", "pattern": "gave up $${x} \\"a\\\\b\\""}]
    },
    "aws_cloudwatch_metric_alarm": {"locks": {"metric_name": "locks"}}
  }
}
"""


def read_json(text: str, name: str = "main.tf.json") -> list[SavedSearch]:
    return list(read(Source(f"infra/{name}", text.encode())).searches)


def test_cloudwatch() -> None:
    resets, locks, plain = read_json(FILTERS)
    assert (resets.name, resets.owner, resets.alert, resets.places) == ("resets", "support-l2", False, ("/app/${var.stage}",))
    assert wording(resets.query) == 'substring"PasswordReset"'
    assert (locks.name, locks.alert, locks.parts) == ("locks", True, ('"account locked"', '"too many"'))
    assert wording(plain.query) == 'substring"gave" & substring"up" & substring"${x}" & substring"a\\b"'
    assert [(each.location.line, each.location.end_line) for each in (resets, plain)] == [(9, 15), (17, 17)]


def test_both_syntaxes_stand_beside_each_other() -> None:
    source = Source(
        "infra/main.tf.json", b'{"resource": {"aws_cloudwatch_log_metric_filter": {"a": {"pattern": "${local.word}"}}}}'
    )
    helpful = companions(source, ("infra/locals.tf", "infra/main.tf.json", "other/x.tf"))
    assert helpful == ("infra/locals.tf",)
    (search,) = read(source, "", (Source("infra/locals.tf", b'locals {\n  word = "reset"\n}\n'),)).searches
    assert wording(search.query) == 'substring"reset"'
    native = Source("infra/main.tf", b'resource "aws_cloudwatch_log_metric_filter" "a" {\n  pattern = local.word\n}\n')
    (search,) = read(native, "", (Source("infra/locals.tf.json", b'{"locals": {"word": "reset"}}'),)).searches
    assert wording(search.query) == 'substring"reset"'


@pytest.mark.parametrize(
    ("kind", "body", "form", "expected"),
    [
        ("google_logging_metric", {"name": "m", "filter": 'textPayload:"gave up"'}, "gcp", "gave up"),
        ("datadog_monitor", {"name": "m", "type": "log alert", "message": "x", "query": 'logs("gave up").index("*").rollup("count").last("5m") > 1'}, "datadog", "gave"),
        ("azurerm_log_analytics_saved_search", {"display_name": "m", "name": "m", "query": 'AppTraces | where Message has "gave"'}, "azure", "gave"),
        ("azurerm_monitor_scheduled_query_rules_alert_v2", {"name": "m", "criteria": [{"query": 'AppTraces | where Message has "gave"'}]}, "azure", "gave"),
        ("loki_rule_group_alerting", {"name": "g", "rule": [{"alert": "m", "expr": 'count_over_time({app="a"} |= "gave up" [5m]) > 1'}]}, "loki", "gave up"),
    ],
)  # fmt: skip
def test_every_provider(kind: str, body: object, form: str, expected: str) -> None:
    (search,) = read_json(json.dumps({"resource": [{kind: {"a": body}}]}))
    assert (search.format, search.name) == (form, "m")
    assert expected in wording(search.query)


def test_dynamic_blocks() -> None:
    body = {
        "name": "g",
        "dynamic": {
            "rule": {"for_each": ["one", "two"], "content": {"alert": "${rule.value}", "expr": '{app="a"} |= "${rule.value}"'}}
        },
    }
    found = read_json(json.dumps({"resource": {"loki_rule_group_alerting": {"g": body}}}))
    assert [each.name for each in found] == ["one", "two"]


@pytest.mark.parametrize(
    "word",
    [
        "google_logging_metric",
        "datadog_monitor",
        "aws_cloudwatch_log_metric_filter",
        "loki_rule_group_alerting",
        "azurerm_log_analytics_saved_search",
    ],
)
def test_a_broken_file_is_unread_with_its_line(word: str) -> None:
    reading = read(Source("infra/main.tf.json", f'{{"resource": {{\n"{word}": }}}}'.encode()))
    assert reading.searches == ()
    assert [each.line for each in reading.unread] == [2]


def test_files_of_others_are_silent() -> None:
    for text in (
        "",
        "{",
        "[]",
        '{"resource": {"aws_s3_bucket": {"a": {}}}}',
        '{"resource": 3, "locals": [1], "module": {"a b": {}}}',
    ):
        reading = read(Source("infra/main.tf.json", text.encode()))
        assert (reading.searches, reading.unread) == ((), ())


def test_texts_come_through() -> None:
    texts = ["a\nb\tc\rd", 'q"u\\o', "$${x} %%{y} $ %", '${join("-", ["a", "b"])}', 'x${"}"}y', "${", "ä\U000f0000"]  # fmt: skip
    file = parse_json(json.dumps({"locals": {f"a{number}": text for number, text in enumerate(texts)}}))
    evaluator = Evaluator(file)
    (block,) = file.blocks
    values = [evaluator.value(file.text, each) for each in block.attributes.values()]
    assert values[:5] == ["a\nb\tc\rd", 'q"u\\o', "${x} %{y} $ %", "a-b", "x}y"]
    assert values[5:] == ["${", "ä\U000f0000"]


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_mutated_files_never_raise(data: st.DataObject) -> None:
    text = FILTERS
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(at, min(len(text), at + 40)))
        text = text[:at] + data.draw(st.sampled_from(["", "${", "}", "[", '"', "{}", ",", "\n", "%{", "null"])) + text[end:]
    read_json(text)


def test_a_large_file_is_quick() -> None:
    filters = {f"f{number}": {"name": f"n{number}", "pattern": f"word {number} ${{local.x}}"} for number in range(5_000)}
    nested: object = "x"
    for _ in range(40):
        nested = {"a": nested}
    start = time.process_time()
    assert len(read_json(json.dumps({"resource": {"aws_cloudwatch_log_metric_filter": filters}}))) == 5_000
    read_json(json.dumps({"resource": {"aws_cloudwatch_log_metric_filter": {"a": nested}}}))
    assert time.process_time() - start < 20


def test_every_format_that_reads_terraform_reads_both_syntaxes() -> None:
    for form in formats():
        assert ("**/*.tf" in form.paths) == ("**/*.tf.json" in form.paths), form.name
