"""Fluent Bit: samples of both forms, other people's files, hostile input."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from searches.search_wording import as_expected, wording

from sdd_impact.model import Reading, Source
from sdd_impact.searches import read

SAMPLE = (Path(__file__).parent / "fluentbit" / "fluent-bit.conf").read_text()

MODERN = r"""
parsers:
  - name: reset
    format: regex
    regex: '^PasswordReset userId: (?<user>\d+)$'
  - {name: json, format: json}
multiline_parsers:
  - name: java
    type: regex
    rules:
      - {state: start_state, regex: '/^\d{4}-/', next_state: cont}
      - {state: cont, regex: '/^\s+at /', next_state: cont}
pipeline:
  inputs:
    - name: tail
      processors:
        logs:
          - {name: grep, regex: log timeout}
  filters:
    - name: grep
      match: kube.*
      regex: [log gave up, host ^web]
      exclude: log retry
    - {name: rewrite_tag, match: '*', rule: $log ERROR errors true}
"""


def conf(text: str, path: str = "ops/fluent-bit.conf") -> Reading:
    return read(Source(path, text.encode()), "fluentbit")


def test_the_sample() -> None:
    as_expected(read(Source("ops/fluent-bit.conf", SAMPLE.encode())), SAMPLE)


def test_yaml() -> None:
    reading = read(Source("ops/fluent-bit.yaml", MODERN.encode()))
    assert reading.unread == ()
    assert {each.name: wording(each.query) for each in reading.searches if each.name != "grep (2)"} == {
        "reset": r"/^PasswordReset userId: (?<user>\d+)$/",
        "java: first line": r"/^\d{4}-/",
        "grep": "/gave up/ & host:/^web/ & !/retry/ & from(Match kube.*)",
        "rewrite_tag errors": "/ERROR/",
    }
    assert [each.location.line for each in reading.searches] == [3, 8, 20, 24, 18]


def test_the_classic_form_inside_of_a_configmap() -> None:
    text = (
        "kind: ConfigMap\ndata:\n  filters.conf: |\n    [FILTER]\n        Name grep\n        Regex log gave up\n  other: Name x\n"
    )
    (search,) = conf(text, "k8s/fluent-bit.yaml").searches
    assert wording(search.query) == "/gave up/"
    assert (search.location.line, search.location.end_line) == (4, 6)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("ops/fluent-bit.yaml", "image:\n  tag: 1\n"),
        ("ops/fluent-bit.yaml", "pipeline: [\n"),
        ("ops/fluentbit.yaml", "{{ if .Values.x }}\n"),
        ("nginx/parsers.conf", "server { listen 80; }\n"),
        ("ops/fluent-bit.conf", "[SERVICE]\n  Flush 1\n[OUTPUT]\n  Name es\n"),
    ],
)
def test_files_of_others_are_silent(path: str, text: str) -> None:
    assert conf(text, path) == Reading()


def test_broken_yaml_is_unread_with_its_line() -> None:
    reading = conf("parsers:\n  - name: x\n    regex: [a\n  b: c\n", "ops/fluent-bit.yaml")
    assert reading.searches == ()
    assert [each.line for each in reading.unread] == [3]


def test_the_example_of_the_page() -> None:
    page = (Path(__file__).parents[2] / "docs/searches/fluentbit.md").read_text()
    (text,) = re.findall(r"```ini\n(.*?)```", page, re.DOTALL)
    reset, kept = conf(text).searches
    assert (reset.name, reset.owner, wording(reset.query)) == ("reset", "support-l2", r"/^PasswordReset userId: (?<user>\d+)$/")
    assert (kept.name, wording(kept.query)) == ("grep", "/gave up/ & !/retry/ & from(Match app.*)")


@given(st.data())
@settings(max_examples=80, deadline=None)
def test_mutated_files_never_raise(data: st.DataObject) -> None:
    path, text = data.draw(st.sampled_from([("a/fluent-bit.conf", SAMPLE), ("a/fluent-bit.yaml", MODERN)]))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(at, min(len(text), at + 40)))
        text = (
            text[:at]
            + data.draw(st.sampled_from(["", "[", "]", "[FILTER]\n", "(", "\n", "/", '"', ": ", "\x00", " Rule "]))
            + text[end:]
        )
    conf(text, path)


def test_large_files_are_quick() -> None:
    start = time.process_time()
    conf("[PARSER]\n  Name a\n  Regex ^(?<a>x+)$\n" * 15_000)
    conf("[FILTER]\n  Name grep\n" + "  Regex log a\n" * 50_000)
    conf("[FILTER]\n  Name " + "\t " * 300_000)
    conf("[MULTILINE_PARSER]\n  rule " + '"start_state" "' * 30_000)
    assert time.process_time() - start < 20


def test_a_line_that_is_no_pair_is_said_and_ends_nothing() -> None:
    text = "[FILTER]\n    Name grep\n    Alias\n    Regex log payment failed\n[FILTER]\n    Name grep\nExclude\n    Exclude log x\n"
    reading = read(Source("ops/fluent-bit.conf", text.encode()), "fluentbit")
    assert [each.text for each in reading.searches] == ["payment failed", "x"]
    assert [(each.line, each.reason) for each in reading.unread] == [
        (3, "a line of a section is no key with a value"),
        (7, "a line of a section is no key with a value"),
    ]


def test_lines_of_a_chart_end_nothing() -> None:
    text = "data:\n  a.conf: |\n    [FILTER]\n        Name grep\n        {{- if .x }}\n        Regex log payment\n        {{- end }}\n  b: c\n"
    reading = read(Source("ops/fluent-bit.yaml", text.encode()), "fluentbit")
    assert ([each.text for each in reading.searches], reading.unread) == (["payment"], ())


def test_yaml_inside_of_yaml() -> None:
    text = "data:\n  a.yaml: |\n    parsers:\n      - name: p\n        regex: ^gave (?<x>up)\n    pipeline:\n      filters:\n        - name: grep\n          regex: log lost\n"
    reading = read(Source("ops/fluent-bit.yaml", text.encode()), "fluentbit")
    assert [(each.name, each.text, each.location.line) for each in reading.searches] == [
        ("p", "^gave (?<x>up)", 4),
        ("grep", "lost", 8),
    ]
    broken = read(Source("ops/fluent-bit.yaml", text.replace("^gave (?<x>up)", "[a").encode()), "fluentbit")
    assert (broken.searches, [each.line for each in broken.unread]) == ((), [5])
