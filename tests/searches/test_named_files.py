"""Queries of Terraform that stand in a file of their own: ``file("…")`` and ``templatefile("…", …)``."""

from __future__ import annotations

import pytest
from searches.search_wording import wording

from sdd_impact.model import Source
from sdd_impact.searches import companions, read

KUSTO = 'traces\n| where message has "${word}" and message has "paid"\n'
MAIN = """
locals {
  queries = { refused = "card", late = "parcel" }
}
resource "aws_cloudwatch_query_definition" "one" {
  name         = "one"
  query_string = file("${path.module}/queries/one.txt")
}
resource "aws_cloudwatch_dashboard" "board" {
  dashboard_name = "board"
  dashboard_body = templatefile("../boards/board.json", { text = "refund lost", region = var.region })
}
resource "azurerm_monitor_scheduled_query_rules_alert" "each" {
  for_each = local.queries
  name     = each.key
  query    = templatefile("${path.module}/queries/${each.key}.kql", { word = each.value })
}
resource "google_logging_metric" "odd" {
  name   = "odd"
  filter = file(var.path)
}
"""
FILES = {
    "infra/app/main.tf": MAIN,
    "infra/app/queries/one.txt": 'fields @message\r\n| filter @message like "reset failed"\r\n',
    "infra/app/queries/refused.kql": KUSTO,
    "infra/app/queries/late.kql": KUSTO,
    "infra/app/queries/deeper/no.kql": KUSTO,
    "infra/boards/board.json": '{"widgets": [{"type": "log", "properties": {"title": "lost", "region": "${region}", "query": "SOURCE \'app\' | filter @message like \\"${text}\\""}}]}',
    "infra/app/other.txt": "nobody names it",
}
SOURCES = {path: Source(path, text.encode()) for path, text in FILES.items()}
SOURCE = SOURCES["infra/app/main.tf"]


def test_files_that_are_named_are_asked_for() -> None:
    assert set(companions(SOURCE, tuple(FILES))) == set(FILES) - {
        "infra/app/main.tf",
        "infra/app/other.txt",
        "infra/app/queries/deeper/no.kql",
    }


def test_they_are_read() -> None:
    named = companions(SOURCE, tuple(FILES))
    found = read(SOURCE, companions=tuple(SOURCES[path] for path in named))
    assert {each.name: wording(each.query) for each in found.searches} == {
        "one": 'substring"reset failed"',
        "board: lost": 'substring"refund lost"',
        "refused": 'from(traces) & message:term~"card" & message:term~"paid"',
        "late": 'from(traces) & message:term~"parcel" & message:term~"paid"',
        "odd": "?(${file(var.path)})",
    }
    assert found.unread == ()


def test_without_them_they_stay_open() -> None:
    found = {each.name: wording(each.query) for each in read(SOURCE).searches}
    assert found["one"] == '?(${file("${path.module}/queries/one.txt")})'
    assert found["refused"].startswith("?(")


@pytest.mark.parametrize(
    "expression",
    ['file("../../../../x.txt")', 'file("/etc/passwd")', 'file("")', "file()", 'file("x.txt", "y")', 'templatefile("x.txt")', 'templatefile("x.txt", "y")',
     'templatefile("open.txt", {})', 'file("x.txt/..")', 'file("${path.root}/x.txt")', 'file("${path.cwd}/x.txt")'],
)  # fmt: skip
def test_odd_names_are_open(expression: str) -> None:
    text = f'resource "aws_cloudwatch_log_metric_filter" "s" {{\n  name    = "s"\n  pattern = {expression}\n}}\n'
    files = (Source("a/x.txt", b"word"), Source("a/open.txt", b"${never"))
    (search,) = read(Source("a/main.tf", text.encode()), companions=files).searches
    assert wording(search.query).startswith("?("), expression


def test_a_file_of_saved_searches_is_read_where_it_is() -> None:
    text = 'resource "datadog_monitor_json" "m" {\n  monitor = file("monitor.json")\n}\n'
    assert companions(Source("a/main.tf", text.encode()), ("a/monitor.json", "a/main.tf")) == ()
