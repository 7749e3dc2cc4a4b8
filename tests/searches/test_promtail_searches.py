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
    stages('loki.process "x" {\n' + 'stage.regex { expression = "x" }\n' * 20_000 + "}", "a.alloy")
    stages("pipeline_stages:\n" + "- regex: {expression: x}\n" * 15_000, "promtail.yaml")
    assert time.process_time() - start < 20
