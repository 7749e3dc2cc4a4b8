"""Vector: transforms in TOML and YAML, programs of VRL, hostile input."""

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
from sdd_impact.searches._vector import condition, program

SAMPLE = (Path(__file__).parent / "vector" / "vector.toml").read_text()
PAID = Event(Template.of("User ", Placeholder("user_id", "int"), " paid"), level="info")


def vector(text: str, path: str = "ops/vector.toml") -> Reading:
    return read(Source(path, text.encode()))


def test_the_sample() -> None:
    reading = vector(SAMPLE)
    assert {each.owner for each in reading.searches} == {"platform"}
    text = "\n" + SAMPLE.partition("\n")[2]
    as_expected(reading._replace(searches=tuple(each._replace(owner="") for each in reading.searches)), text)


def test_candidates() -> None:
    paths = ["ops/vector.toml", "vector/base/transforms.yaml", "ops/parse.vrl", "ops/app.toml", "vector.json"]
    assert candidates(paths) == tuple(paths[:3])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('contains(string!(.message), "a b")', 'message:substring"a b"'),
        ("contains!(.message, s'a\"b')", 'message:substring"a"b"'),
        ("match(downcase(string!(.log)), r'a\\.b')", r"message:/a\.b/i"),
        ("match_any!(.message, [r'a', r'b'])", "message:/a/ | message:/b/"),
        ('contains_all!(.message, ["a", "b"])', 'message:substring"a" & message:substring"b"'),
        ('.message == "a"', 'message:whole"a"'),
        (".message != null", "!none"),
        (".a.b == 5 && .took >= 1.5", "a.b=5 & took>=~1.5"),
        ('includes(["a", "b"], .kind)', "kind=a | kind=b"),
        ("exists(.user) && !is_null(.other)", "user exists & !!other exists"),
        ('.kubernetes.pod_name == "x" && contains!(.message, "a")', 'from(.kubernetes.pod_name == "x") & message:substring"a"'),
        ('is_string(.message) && (contains!(.message, "a") || .level == "error")', 'from(is_string(.message)) & (message:substring"a" | level=~error)'),
        ('contains(.message, "a") ?? false', 'message:substring"a"'),
        ('(contains(.message, "a") ?? false) || false', 'message:substring"a" | none'),
        ('.message = string!(.message)\n# last\ncontains(.message, "a")', 'message:substring"a"'),
        ("length!(.message) > 5", "?(length!(.message) > 5)"),
        ('parsed.level == "x"', '?(parsed.level == "x")'),
        ('"${WORD}" == .message', '?("${WORD}" == .message)'),
        ('contains(.message, "a"', '?(contains(.message, "a")'),
        ("§", "?(§)"),
        ("true", "every"),
        ("", "every"),
    ],
)  # fmt: skip
def test_conditions(text: str, expected: str) -> None:
    shown = wording(condition(text))
    assert shown == {"!none": "every", 'message:substring"a" | none': 'message:substring"a"'}.get(expected, expected).replace(
        "!!", ""
    )


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ('contains!(.message, "paid")', "always"),
        ('contains!(.message, "Paid")', "never"),
        ('contains!(.message, "Paid", case_sensitive: false)', "always"),
        ("match!(.message, r'^User \\d+ paid$')", "generic"),
        ('starts_with!(.message, "paid")', "never"),
        ('.level == "info" && ends_with!(.message, "paid")', "always"),
    ],
)
def test_what_conditions_find(text: str, certainty: str) -> None:
    assert hold(condition(text), PAID._replace(line=PAID.message)).certainty == certainty


def test_files_of_yaml_charts_and_config_maps() -> None:
    transform = 'transforms:\n  noise:\n    type: filter\n    condition: |\n      !contains!(.message, "a b")\n'
    inner = "".join(f"    {line}\n" for line in transform.splitlines())
    toml = '    [transforms.noise]\n    type = "filter"\n    condition = \'!contains!(.message, "a b")\'\n'
    alone = "type: filter\ninputs: [x]\ncondition: '!contains!(.message, \"a b\")'\n"
    cases = (
        (transform, "vector.yaml", 5),
        (f"customConfig:\n{inner}", "charts/vector/values.yaml", 6),
        (f"kind: ConfigMap\ndata:\n  vector.yaml: |\n{inner}", "k8s/vector-config.yaml", 8),
        (f"kind: ConfigMap\ndata:\n  vector.toml: |\n{toml}", "k8s/vector-config.yaml", 6),
        (alone, "vector/transforms/noise.yaml", 3),
    )
    for text, path, line in cases:
        (search,) = vector(text, path).searches
        assert (search.name, search.location.line, search.text) == ("noise: keeps", line, '!contains!(.message, "a b")'), path


def test_files_of_programs() -> None:
    (search,) = vector('# x\n.a = 1\nif contains!(.message, "a b") {\n  abort\n}\n', "ops/clean.vrl").searches
    assert (search.name, search.location.line, wording(search.query)) == ("clean: drops", 3, 'message:substring"a b"')


def test_what_cannot_be_read_is_listed_with_its_line() -> None:
    broken = "[transforms.a]\ntype = \"remap\"\nsource = '''\nif contains!(.message, \"a\") {\n  §\n}\n'''\n"
    assert [(each.line, each.reason.partition(":")[0]) for each in vector(broken).unread] == [(5, "the program cannot be read")]
    assert [each.line for each in vector('[transforms.a]\ntype = "filter"\ncondition = \n').unread] == [3]
    pattern = "[transforms.a]\ntype = \"filter\"\ncondition = '''match!(.message, r'(a')'''\n"
    assert [(each.line, each.reason) for each in vector(pattern).unread] == [
        (3, "(a cannot be read: a ( is never closed (at character 1)")
    ]


def test_other_files_of_the_names_are_silent() -> None:
    for text, path in (
        ("[a]\nb = 1\n", "vector.toml"),
        ("x = [", "vector/Cargo.toml"),
        ("a: 1\n", "vector.yaml"),
        ("transforms: 5\n", "vector.yaml"),
    ):
        assert vector(text, path) == Reading()


def test_the_example_of_the_page() -> None:
    page = (Path(__file__).parents[2] / "docs/searches/vector.md").read_text()
    (text,) = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    shown = [(each.name, each.owner, wording(each.query)) for each in vector(text).searches]
    assert shown == [
        ("reset: parse_regex", "support-l2", r"message:/^PasswordReset userId: (?P<user>\d+)/"),
        ("reset: drops", "support-l2", 'message:substring"health check"'),
        ("failed: keeps", "support-l2", 'message:substring"reset failed"'),
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
            + data.draw(st.sampled_from(["", "(", ")", '"', "{", "}", "if ", "'''", "||", "r'", "\x00", "??", "\n"]))
            + text[end:]
        )
    vector(text)


@given(st.text(alphabet="ab\"\\()[]{}.,=<>!&|? \n'r", max_size=50))
@settings(max_examples=100, deadline=None)
def test_any_text_is_read(text: str) -> None:
    for each in (
        text,
        f"contains(.message, {text}",
        f".message {text}",
        f"if match(.a, {text} {{",
        f"x = parse_regex(.message, {text}",
    ):
        condition(each)
        program(each)


def test_hostile_programs_are_quick() -> None:
    start = time.process_time()
    for text in ("(" * 20_000, "!" * 20_000 + ".a", ".a" * 20_000, "string(" * 5_000, '"' * 50_000, "if " * 10_000, 'contains(.message, "a") || ' * 2_000, "if (" * 5_000,
                 'if contains(.message, "a") {\n' * 3_000, "parse_regex(" * 5_000, ".x = match(.a, r'b')\n" * 5_000, "\n" * 100_000, "{" * 30_000):  # fmt: skip
        condition(text)
        program(text)
    assert time.process_time() - start < 8
