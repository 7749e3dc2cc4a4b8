"""Sigma: selections, modifiers, conditions, and the files that hold them."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from searches.search_wording import as_expected, wording

from sdd_impact.matching import hold
from sdd_impact.model import Event, Field, Placeholder, Source, Template
from sdd_impact.searches import candidates, read
from sdd_impact.searches._sigma.conditions import detection

HERE = Path(__file__).parent / "sigma"
SAMPLES = sorted(HERE.iterdir())


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_samples(sample: Path) -> None:
    reading = read(Source(f"rules/{sample.name}", sample.read_bytes()))
    assert {each.format for each in reading.searches} == {"sigma"}
    as_expected(reading, sample.read_text())


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("a", "x=~1"),
        ("a or b and not c", "x=~1 | (x=~2 & !x=~3)"),
        ("(a or b) and c", "(x=~1 | x=~2) & x=~3"),
        ("not (a or b)", "!(x=~1 | x=~2)"),
        ("all of them", "x=~1 & x=~2 & x=~3"),
        ("1 of a*", "x=~1"),
        ("any of b*", "x=~2"),
        ("not not a", "x=~1"),
        ("a | count() > 5", "x=~1"),
        ("a | near b", "x=~1 & ?(| near b)"),
        ("a b", "?(a b)"),
        ("(a", "?((a)"),
        ("a and", "?(a and)"),
        ("1 of z*", "?(1 of z*)"),
        ("", "?()"),
    ],
)
def test_conditions(condition: str, expected: str) -> None:
    assert wording(detection({"a": {"x": "1"}, "b": {"x": "2"}, "c": {"x": "3"}, "condition": condition}).query) == expected


def test_several_conditions_are_a_choice() -> None:
    found = detection({"a": {"x": "1"}, "b": {"x": "2"}, "condition": ["a", "b"]})
    assert (wording(found.query), found.parts) == ("x=~1 | x=~2", ("a", "b"))


PAID = Event(
    Template.of("user ", Placeholder("user_id", "int"), " paid: ", Placeholder("sum", "int")),
    level="error",
    fields=(Field("method", Template.of("Card")),),
)


@pytest.mark.parametrize(
    ("selection", "certainty"),
    [
        (["PAID"], "always"),
        (["pai"], "always"),
        (["refunded"], "never"),
        ({"message|contains": "paid: "}, "always"),
        ({"message|startswith": "user"}, "always"),
        ({"message|startswith|cased": "User"}, "never"),
        ({"message": "user*paid*"}, "always"),
        ({"message": "paid"}, "never"),
        ({"message|re": "paid: [0-9-]+"}, "always"),
        ({"method": "card"}, "always"),
        ({"method|contains": "ar"}, "always"),
        ({"level": "error"}, "always"),
        ({"level": ["info", "debug"]}, "never"),
        ({"elsewhere": "x"}, "unknown"),
    ],
)
def test_what_a_selection_says_of_an_event(selection: Any, certainty: str) -> None:
    found = hold(detection({"s": selection, "condition": "s"}).query, PAID)
    assert found.certainty == certainty or {found.certainty, certainty} == {"always", "generic"}, found


# --- files -------------------------------------------------------------------------------------------------------


def test_files_of_others_are_passed_over_in_silence() -> None:
    assert candidates(["sigma/a.yml", "x/rules/a.yaml", "detections/b.yml", "a.yaml"]) == (
        "sigma/a.yml",
        "x/rules/a.yaml",
        "detections/b.yml",
    )
    for data in (
        b"title: x\ndetection: 5\n",
        b"title: [\nlogsource: {\n",
        b"title: x\nlogsource: {}\ncorrelation:\n  type: event_count\n",
        b"- a\n- b\n",
    ):
        assert read(Source("rules/a.yml", data), "sigma") == ((), ()), data


def test_a_broken_rule_is_told_of_and_the_others_are_read() -> None:
    good = "title: a\ndetection:\n  s:\n    a: 1\n  condition: s\n"
    reading = read(Source("rules/a.yml", f"{good}---\ntitle: [\ndetection:\n---\n{good}".encode()))
    assert [(each.name, each.location.line) for each in reading.searches] == [("a", 1), ("a (2)", 10)]
    assert [each.line for each in reading.unread] != []


def test_numbers_are_as_they_are_written() -> None:
    (search,) = read(Source("rules/a.yml", b"title: a\ndetection:\n  s:\n    a: 1.10\n    b: 0x10\n  condition: s\n")).searches
    assert wording(search.query) == "a=~1.10 & b=~0x10"


def test_a_large_file_is_quick() -> None:
    rule = "title: a{n}\nlogsource:\n  product: x\ndetection:\n  k:\n    - one{n}\n    - two{n}\n  s:\n    a|contains: [x, y]\n  condition: k and not s\n---\n"
    data = "".join(rule.format(n=n) for n in range(1_500)).encode()
    begun = time.process_time()
    assert len(read(Source("rules/a.yml", data)).searches) == 1_500
    assert time.process_time() - begun < 60


@pytest.mark.parametrize("condition", ["(" * 9_000, "not " * 4_000, "a or " * 4_000, "1 of " * 4_000, "a" * 30_000])
def test_hostile_conditions_are_quick(condition: str) -> None:
    begun = time.process_time()
    assert wording(detection({"a": {"x": "1"}, "condition": condition}).query)
    assert time.process_time() - begun < 60


VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.text("a*?\\-|", max_size=5)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["a", "a|re", "b|contains|all", "|all", "c|cidr", "condition"]), inner, max_size=3),
    ),
    max_leaves=8,
)


@settings(max_examples=200, deadline=None)
@given(
    st.dictionaries(st.sampled_from(["a", "b", "condition"]), VALUES, max_size=3),
    st.sampled_from(["a", "1 of them", "a and not b", "all of a*"]),
)
def test_reading_a_detection_never_raises(body: dict[str, Any], condition: str) -> None:
    assert wording(detection(body).query)
    assert wording(detection({**body, "condition": condition}).query)


CONTENT = b"\n".join(sample.read_bytes() for sample in SAMPLES)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(CONTENT)), st.integers(0, 60), st.binary(max_size=12))
def test_reading_never_raises(at: int, length: int, put: bytes) -> None:
    read(Source("rules/a.yml", CONTENT[:at] + put + CONTENT[at + length :]), "sigma")


def test_the_example_of_the_page() -> None:
    page = (HERE.parents[2] / "docs" / "searches" / "sigma.md").read_text("utf-8")
    example = page.partition("```yaml\n")[2].partition("```")[0]
    (search,) = read(Source("sigma/a.yml", example.encode())).searches
    assert (search.name, search.owner, search.alert) == ("Card refused", "support-l2", True)
    assert (
        wording(search.query)
        == 'from(product=shop service=till) & (message:substring~"card refused" | message:substring~"card expired") & !user=~robot'
    )
    assert search.parts == ("card refused", "card expired")
