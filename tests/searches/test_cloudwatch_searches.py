"""CloudWatch searches in Terraform: samples, neighbouring files, python-hcl2 as the oracle, hostile input."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from searches.search_wording import as_expected, wording

from sdd_impact.model import Regex, Source
from sdd_impact.searches import candidates, companions, read
from sdd_impact.searches._aws import filter_pattern, insights
from sdd_impact.searches._hcl import Evaluator, parse

SAMPLES = sorted((Path(__file__).parent / "cloudwatch").glob("*.tf"))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.stem)
def test_samples(sample: Path) -> None:
    as_expected(read(Source(f"ops/{sample.name}", sample.read_bytes())), sample.read_text())


def only(pattern: str) -> str:
    """The regular expression that a pattern of fields becomes."""
    query = filter_pattern.parse(pattern).query
    assert isinstance(query, Regex)
    return query.pattern


@pytest.mark.parametrize(
    ("pattern", "line", "fits"),
    [
        ("[ip, user, ..., status = 4*, bytes]", '1.2.3.4 bob [10/Oct] "GET /" 404 15', True),
        ("[ip, user, ..., status = 4*, bytes]", '1.2.3.4 bob [10/Oct] "GET /" 200 15', False),
        ('[ip, time, request = "*x y*", ...]', '1.2.3.4 [10/Oct 13:25] "GET x y z" 200', True),
        ('[ip, time, request = "*x y*", ...]', '1.2.3.4 [10/Oct 13:25] "GET x z" 200', False),
        ("[a, b]", "one two", True),
        ("[a, b]", "one two three", False),
        ("[a, b]", "one", False),
        ("[a = ERROR || a = WARN, b]", "WARN x", True),
        ("[a = !ERROR && a = !WARN, b]", "WARN x", False),
        ("[a = !ERROR && a = !WARN, b]", "INFO x", True),
        ("[..., a = 5, ]", "1 2 3 5 6", True),
        ("[a = %^[0-9]+%, b]", "12 x", True),
    ],
)
def test_fields_by_position(pattern: str, line: str, fits: bool) -> None:
    assert bool(re.search(only(pattern), line)) is fits


def test_fields_are_captured() -> None:
    found = re.search(only("[ip, user, ..., status = 4*, bytes]"), '1.2.3.4 bob [10/Oct] "GET /" 404 15')
    assert found
    assert found.groupdict() == {"ip": "1.2.3.4", "user": "bob", "status": "404", "bytes": "15"}


def test_orders_of_fields_look_at_the_captures() -> None:
    assert wording(filter_pattern.parse("[a, took > 1000]").query).endswith("& took>1000")


FOLDER = {
    "infra/app/filters.tf": 'resource "aws_cloudwatch_log_metric_filter" "a" {\n  pattern = local.word\n  metric_transformation {\n    name = "m"\n  }\n}\n',
    "infra/app/locals.tf": 'locals {\n  word = "ERROR"\n}\n',
    "infra/app/alarms.tf": '# owner: support-l2\nresource "aws_cloudwatch_metric_alarm" "a" {\n  metric_name = "m"\n}\n',
    "infra/other/locals.tf": 'locals {\n  word = "other"\n}\n',
}
SOURCES = {path: Source(path, text.encode()) for path, text in FOLDER.items()}


def test_the_files_of_the_folder_help() -> None:
    filters = SOURCES["infra/app/filters.tf"]
    assert companions(filters, tuple(FOLDER)) == ("infra/app/locals.tf", "infra/app/alarms.tf")
    alone = read(filters).searches[0]
    assert (wording(alone.query), alone.alert, alone.owner) == ("?(${local.word})", False, "")
    helped = read(filters, companions=tuple(SOURCES.values())).searches[0]
    assert (wording(helped.query), helped.alert, helped.owner, helped.text) == ('substring"ERROR"', True, "support-l2", "ERROR")


def test_a_file_without_searches_asks_for_no_other() -> None:
    locals_only = SOURCES["infra/app/locals.tf"]
    assert companions(locals_only, tuple(FOLDER)) == ()
    assert read(locals_only) == ((), ())


def test_candidates() -> None:
    assert candidates(["a/b.tf", "c.tofu", "d.tf.json", "e.hcl"]) == ("a/b.tf", "c.tofu", "d.tf.json")


def test_a_here_document_loses_its_indentation() -> None:
    text = 'resource "a" "b" {\n  x = <<-EOT\n      one ${var.y}\n\n        two\n    EOT\n  y = <<EOT\n  kept\nEOT\n}\n'
    file = parse(text)
    values = Evaluator(file)
    found = [values.written(str(values.value(file.text, each))) for each in file.blocks[0].attributes.values()]
    assert found == ["one ${var.y}\n\n  two\n", "  kept\n"]


def flat(blocks: Any) -> list[tuple[str, str, set[str]]]:
    """Labels and attribute names of the resources that python-hcl2 reads."""
    names = (
        (kind.strip('"'), name.strip('"'), body)
        for block in blocks
        for kind, inner in block.items()
        for name, body in inner.items()
    )
    return [
        (kind, name, {key for key, value in body.items() if not isinstance(value, list) and key != "__is_block__"})
        for kind, name, body in names
    ]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.stem)
def test_blocks_are_those_that_python_hcl2_reads(sample: Path) -> None:
    hcl2 = pytest.importorskip("hcl2")
    broken = re.compile(r'^resource "\w+" "broken" \{\n  # unread.*?^\}\n', re.MULTILINE | re.DOTALL)
    text = broken.sub("", sample.read_text())
    mine = [(*block.labels, set(block.attributes)) for block in parse(text).blocks if block.type == "resource"]
    assert mine == flat(hcl2.loads(text)["resource"])


VALUES = st.recursive(
    st.one_of(st.text(st.characters(min_codepoint=32, max_codepoint=0x24F), max_size=8), st.integers(0, 99), st.booleans()),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text("abc", min_size=1, max_size=3), inner, max_size=3)
    ),
    max_leaves=6,
)


def literal(value: Any) -> str:
    """A value as Terraform has it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return '"' + escaped.replace("${", "$${").replace("%{", "%%{") + '"'
    if isinstance(value, list):
        return "[" + ", ".join(map(literal, value)) + "]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f'"{key}" = {literal(each)}' for key, each in value.items()) + " }"
    return str(value)


@given(VALUES)
def test_literals_come_back(value: Any) -> None:
    file = parse(f"locals {{\n  x = {literal(value)}\n}}\n")
    assert Evaluator(file).value(file.text, file.blocks[0].attributes["x"]) == value


RESOURCE = 'resource "aws_cloudwatch_log_metric_filter" "a" {\n'


@pytest.mark.parametrize(
    "text",
    [
        RESOURCE * 15_000,
        (RESOURCE + "  pattern = <<A\n") * 12_000,
        RESOURCE + "  pattern = " + "[" * 100_000,
        RESOURCE + "  pattern = " + "a." * 100_000 + "b\n}\n",
        RESOURCE + "  pattern = " + "1 + " * 50_000 + "1\n}\n",
        RESOURCE + "  pattern = " + "-" * 100_000 + "1\n}\n",
        RESOURCE + '  pattern = "' + '${"' * 50_000,
        RESOURCE + "a {\n" * 50_000,
        RESOURCE + "  a /*\n" * 50_000,
        "/*\n" * 200_000 + RESOURCE,
        RESOURCE + "  for_each = range(1000000000)\n  pattern = each.key\n}\n",
        RESOURCE + "  count = 1000000000\n  pattern = count.index\n}\n",
        RESOURCE
        + "  pattern = local.a0\n}\nlocals {\n"
        + "".join(f'  a{at} = "${{local.a{at + 1}}}${{local.a{at + 1}}}"\n' for at in range(60))
        + '  a60 = "x"\n}\n',
        RESOURCE + "  pattern = local.a0\n}\nlocals {\n" + "".join(f"  a{at} = local.a{at + 1}\n" for at in range(5_000)) + "}\n",
        RESOURCE + '  pattern = "' + "?" * 9_000 + '"\n}\n',
        RESOURCE + '  pattern = "{ ' + "(" * 9_000 + '"\n}\n',
        RESOURCE + '  pattern = "[' + "(" * 9_000 + ']"\n}\n',
        RESOURCE + '  pattern = "[' + "a," * 4_000 + ']"\n}\n',
    ],
    ids=range(18),
)
def test_hostile_files_end_quickly(text: str) -> None:
    start = time.process_time()
    read(Source("a.tf", text.encode()))
    assert time.process_time() - start < 60


@pytest.mark.parametrize(
    "text",
    ["filter " + "(" * 9_000, "filter " + "not " * 4_000, "filter a in [" * 1_000, "filter a+" * 2_000, "/" * 9_000, "'" * 9_001],
)
def test_hostile_queries_end_quickly(text: str) -> None:
    start = time.process_time()
    assert wording(insights.parse(text).query)
    assert time.process_time() - start < 60


def test_a_large_file_is_quick() -> None:
    text = SAMPLES[-1].read_text().replace('pattern = "ERROR\n', 'pattern = "ERROR"\n')
    data = (text * (1_000_000 // len(text))).encode()
    start = time.process_time()
    assert len(read(Source("a.tf", data)).searches) > 3_000
    assert time.process_time() - start < 60


CONTENT = b"\n".join(sample.read_bytes() for sample in SAMPLES)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(CONTENT) - 500), st.integers(1, 500), st.binary(max_size=6), st.integers(0, 500))
def test_never_raises(start: int, length: int, noise: bytes, at: int) -> None:
    piece = CONTENT[start : start + length]
    for search in read(Source("a.tf", piece[:at] + noise + piece[at:])).searches:
        assert wording(search.query)


PATTERN_TOKENS = '{ } [ ] ( ) "a" %a% $.a $ = != > && || , ... ? - a * IS NOT EXISTS NULL'.split
QUERY_TOKENS = "filter parse fields stats | ( ) [ ] a @message like in not and or = != > /x/ 'x' \"*\" as , + strcontains( #".split


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PATTERN_TOKENS()), max_size=20), st.lists(st.sampled_from(QUERY_TOKENS()), max_size=20))
def test_never_raises_on_tokens(pattern: list[str], query: list[str]) -> None:
    assert wording(filter_pattern.parse(" ".join(pattern)).query)
    assert wording(insights.parse(" ".join(query)).query)


DASHBOARDS = r"""
resource "aws_cloudwatch_log_group" "app" { name = "/app/prod" }
# owner: l2
resource "aws_cloudwatch_dashboard" "main" {
  dashboard_name = "shop"
  dashboard_body = jsonencode({
    widgets = [
      { type = "metric", properties = { metrics = [["a", "b", var.x]] } },
      { type = "log", properties = {
          title = "Timeouts"
          query = "SOURCE '${aws_cloudwatch_log_group.app.name}' | filter @message like /gave up/"
      } },
      { type = "log", properties = { query = "SOURCE '/x' | SOURCE '/y' | filter @message like 'lost ${var.q}'" } }
    ]
  })
}
resource "aws_cloudwatch_dashboard" "two" {
  dashboard_name = var.name
  dashboard_body = <<-EOF
    {"widgets": [{"type": "log", "width": ${var.w}, "properties": {"query": "filter @message like 'a'"}}]}
  EOF
}
resource "aws_cloudwatch_dashboard" "three" { dashboard_body = templatefile("d.json", {}) }
resource "aws_cloudwatch_dashboard" "four" { dashboard_body = jsonencode({widgets = concat([], var.more)}) }
resource "aws_cloudwatch_dashboard" "five" { dashboard_body = jsonencode({widgets = [var.more]}) }
resource "aws_cloudwatch_dashboard" "six" { dashboard_body = jsonencode({}) }
"""


def test_log_widgets_of_dashboards() -> None:
    reading = read(Source("ops/dashboards.tf", DASHBOARDS.encode()), "cloudwatch")
    assert [(each.name, each.owner, each.places, wording(each.query)) for each in reading.searches] == [
        ("shop: Timeouts", "l2", ("/app/prod",), "/gave up/"),
        ("shop: 2", "l2", ("/x OR /y",), "substring\"lost \" & ?(@message like 'lost ${var.q}')"),
        ("aws_cloudwatch_dashboard.two: 1", "", (), 'substring"a"'),
    ]
    assert [(each.line, each.reason) for each in reading.unread] == [
        (23, "aws_cloudwatch_dashboard.three: the dashboard's body is not known here, or is no JSON"),
        (24, "aws_cloudwatch_dashboard.four: the dashboard's widgets are not known here"),
        (25, "aws_cloudwatch_dashboard.five: some of the dashboard's widgets are not known here"),
    ]


@pytest.mark.parametrize("pattern", ['"charge "declined" (50%)"', '"a', 'a"b"', '"a"b', '"a" "', '?"a"?"b"', '50%"x"'])
def test_quotation_marks_that_touch_a_term_are_open(pattern: str) -> None:
    query = filter_pattern.parse(pattern).query
    assert getattr(query, "reason", "") == "a quotation mark stands inside of a term, or is not closed"


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ('"a \\"b\\""', 'substring"a "b""'),
        ('"50%" x', 'substring"50%" & substring"x"'),
        ('%a"b%', '/a"b/'),
        ('-"a" b', '!substring"a" & substring"b"'),
    ],
)
def test_quotation_marks_that_hold_a_term(pattern: str, expected: str) -> None:
    assert wording(filter_pattern.parse(pattern).query) == expected
