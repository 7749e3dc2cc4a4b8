"""Stages of promtail and Alloy: samples, other people's files, hostile input."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from searches.search_wording import as_expected, wording

from sdd_impact.model import Reading, Source
from sdd_impact.searches import candidates, read

SAMPLES = sorted((Path(__file__).parent / "promtail").iterdir())


def stages(text: str, path: str) -> Reading:
    return read(Source(path, text.encode()), "promtail")


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_samples(sample: Path) -> None:
    as_expected(read(Source(f"ops/{sample.name}", sample.read_bytes())), sample.read_text())


def test_candidates() -> None:
    assert candidates(["ops/promtail.yaml", "config.alloy", "promtail/values.yml"]) == (
        "ops/promtail.yaml",
        "config.alloy",
        "promtail/values.yml",
    )


def test_a_chart_s_values() -> None:
    text = "config:\n  snippets:\n    pipelineStages:\n      - regex: {expression: gave up}\n"
    (search,) = stages(text, "charts/promtail/values.yaml").searches
    assert (search.name, wording(search.query), search.location.line) == ("pipeline: regex", "/gave up/", 4)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("ops/promtail.yaml", "kind: Service\nspec: {{ if x }}\n"),
        ("ops/promtail.yaml", ""),
        ("config.alloy", "}}}}"),
        ("ops/alloy.yaml", "kind: Service\nspec: {{ if x }}\n"),
        ("config.alloy", 'prometheus.scrape "x" { a = "stage.regex" }'),
        (
            "config.alloy",
            'loki.process "x" { stage.json { } stage.drop { longer_than = "8KB" } stage.match { selector = "{a=\\"b\\"}" } }',
        ),
    ],
)
def test_what_holds_nothing_is_silent(path: str, text: str) -> None:
    assert stages(text, path) == Reading()


def test_broken_yaml_is_unread_with_its_line() -> None:
    reading = stages("pipeline_stages:\n  - regex: [\nb: c\n", "ops/promtail.yaml")
    assert reading.searches == ()
    assert [each.line for each in reading.unread] == [2]


RIGHT = 'loki.process "b" {\n  stage.regex { expression = "gave up" }\n}\n'


@pytest.mark.parametrize(
    ("wrong", "line", "message"),
    [
        ('loki.process "a" {\n  stage.regex { expression = "x }\n}\n', 2, "a text is opened and not closed"),
        ('loki.process "a" {\n  stage.regex {\n    expression = "x"\n}\n', 1, "the block `loki.process` is never closed"),
        ("}\n", 1, "a name is expected, not }"),
        ("x = [1,\n", 1, "a bracket is opened and not closed"),
        ("x = {\n a = `b,\n}\n", 2, "a text is opened and not closed"),
        ('loki.process "a" {\n  stage.regex { expression = }\n}\n', 2, "an expression is missing"),
        ("loki.process a {}\n", 1, "`=` or a block is expected behind `loki.process`"),
    ],
)
def test_a_broken_block_costs_no_other(wrong: str, line: int, message: str) -> None:
    reading = stages(wrong + RIGHT, "a.alloy")
    assert [(each.line, each.reason) for each in reading.unread] == [(line, f"a block cannot be read: {message}")]
    assert [(each.name, each.location.line) for each in reading.searches] == [("b: regex", wrong.count("\n") + 2)]


def test_a_comment_without_an_end_ends_the_file_and_says_so() -> None:
    reading = stages(RIGHT + "/* open\n" + RIGHT, "a.alloy")
    assert [(each.line, each.reason) for each in reading.unread] == [
        (4, "a block cannot be read: a comment is opened and not closed")
    ]
    assert len(reading.searches) == 1


def test_texts_have_go_s_escapes() -> None:
    (search,) = stages(r'loki.process "b" { stage.regex { expression = "\\d+ \u0041\U00000042\x43\104" } }', "a.alloy").searches
    assert search.text == r"\d+ ABCD"


def test_several_values_joined_are_open() -> None:
    text = 'loki.process "b" {\n stage.drop {\n source = "a,b"\n expression = "x;y"\n }\n}'
    (search,) = stages(text, "a.alloy").searches
    assert wording(search.query) == "?(a,b: x;y)"


CONFIG_MAP = """kind: ConfigMap
data:
  promtail.yaml: |
    scrape_configs:
      - job_name: shop
        pipeline_stages:
          - regex:
              expression: 'gave up'
  config.alloy: |-

    loki.process "b" {
      stage.regex { expression = "lost" }
    }
"""


@pytest.mark.parametrize("path", ["ops/promtail.yaml", "alloy/values.yml"])
def test_files_inside_of_yaml(path: str) -> None:
    found = read(Source(path, CONFIG_MAP.encode()))
    assert [(each.name, each.text, each.location.line) for each in found.searches] == [
        ("shop: regex", "gave up", 7),
        ("b: regex", "lost", 12),
    ]
    broken = read(Source(path, CONFIG_MAP.replace("'gave up'", "'gave up").encode()))
    assert ([each.text for each in broken.searches], [each.line for each in broken.unread]) == (["lost"], [8])


def test_the_example_of_the_page() -> None:
    page = (Path(__file__).parents[2] / "docs/searches/promtail.md").read_text()
    (text,) = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    reset, dropped = stages(text, "ops/promtail.yaml").searches
    assert (reset.name, wording(reset.query)) == ("shop: regex", r"/^PasswordReset userId: (?P<user>\d+)/")
    assert (dropped.name, wording(dropped.query)) == ("shop: drops", 'from({app="pay"}) & substring"health"')


@given(st.data())
@settings(max_examples=80, deadline=None)
def test_mutated_files_never_raise(data: st.DataObject) -> None:
    sample = data.draw(st.sampled_from(SAMPLES))
    text = sample.read_text()
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(at, min(len(text), at + 40)))
        text = (
            text[:at]
            + data.draw(st.sampled_from(["", "{", "}", "(", "`", '"', "\n", "=", "/*", ": ", "\x00", "\\u12"]))
            + text[end:]
        )
    stages(text, sample.name)


def test_hostile_files_are_quick() -> None:
    start = time.process_time()
    stages('loki.process "x" {\n' + "stage.match {\n" * 50_000, "a.alloy")
    stages('loki.process "x" {\n a = ' + "(" * 100_000, "a.alloy")
    stages('loki.process "x" {\n' + "/*" * 100_000, "a.alloy")
    stages('loki.process "x" {\n' + "/* " * 100_000, "a.alloy")
    stages('loki.process "x" {\n a = [1,\n' * 10_000, "a.alloy")
    stages('loki.process "x" {\n' + 'stage.regex { expression = "x" }\n' * 20_000 + "}", "a.alloy")
    stages("pipeline_stages:\n" + "- regex: {expression: x}\n" * 15_000, "promtail.yaml")
    assert time.process_time() - start < 20
