"""mtail's programs: samples, and programs that are broken, hostile or nothing."""

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

SAMPLE = (Path(__file__).parent / "mtail" / "programs.mtail").read_text()


def program(text: str) -> Reading:
    return read(Source("ops/jobs.mtail", text.encode()))


def test_the_sample() -> None:
    text = SAMPLE.replace("\n\ncounter", "\ncounter", 1)
    reading = program(text)
    assert {each.owner for each in reading.searches} == {"support-l2"}
    as_expected(reading._replace(searches=tuple(each._replace(owner="") for each in reading.searches)), text)


def test_candidates() -> None:
    assert candidates(["ops/jobs.mtail", "ops/jobs.mtail.bak"]) == ("ops/jobs.mtail",)


def test_the_text_is_the_regular_expression_where_it_is_all() -> None:
    first, second = program("/a b/ {\n  x++\n}\n/a/ && /b/ {\n  y++\n}\n").searches
    assert (first.text, second.text) == ("a b", "/a/ && /b/")


@pytest.mark.parametrize(
    ("text", "line", "names"),
    [
        ("/a/ {\n  x++\n}\n/b/ {\n  y++\n", 6, ["x", "y"]),
        ("/a/ {\n  x++\n  /b/ {\n    y++\n    /broken\n  }\n}\n", 5, ["x", "y"]),
        ("/a/ {\n  x++\n} else {\n  y++\n", 5, ["x", "y"]),
        ("def d {\n  /a/ {\n    next\n", 4, []),
        ("/a/ {\n  x++\n}\n}\n/b/ {\n  y++\n}\n", 4, ["x"]),
        ("/a/ {\n  x++\n}\n/b {\n", 4, ["x"]),
        ("/a/ {\n  x++\n} else x++\n", 3, ["x"]),
    ],
)
def test_what_is_broken_is_unread_with_its_line(text: str, line: int, names: list[str]) -> None:
    reading = program(text)
    assert [each.name for each in reading.searches] == names
    assert [each.line for each in reading.unread] == [line]


def test_the_example_of_the_page() -> None:
    page = (Path(__file__).parents[2] / "docs/searches/mtail.md").read_text()
    (text,) = re.findall(r"```hcl\n(# owner.*?)```", page, re.DOTALL)
    resets, failed = program(text).searches
    assert (resets.name, resets.owner, wording(resets.query)) == ("resets", "support-l2", r"/PasswordReset userId: (?P<user>\d+)/")
    assert (failed.name, wording(failed.query)) == ("failed", r"/PasswordReset userId: (?P<user>\d+)/ & /failed: (?P<reason>\w+)/")


@given(st.data())
@settings(max_examples=80, deadline=None)
def test_mutated_programs_never_raise(data: st.DataObject) -> None:
    text = SAMPLE
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(at, min(len(text), at + 40)))
        text = (
            text[:at]
            + data.draw(st.sampled_from(["", "/", "{", "}", "(", "\n", "+", '"', "&&", "else {", "otherwise", "\x00", "@a {"]))
            + text[end:]
        )
    program(text)


def test_hostile_programs_are_quick() -> None:
    start = time.process_time()
    program("/a/ {\n" * 100_000)
    program("(" * 100_000 + "/a/ {\n x++\n}")
    program("!" * 50_000 + "/a/ {\n x++\n}")
    program("/a/ {\n x++\n}\n" * 20_000)
    program("/a/ || " * 5_000 + "/b/ {\n x++\n}\n")
    program("/a/ {\n y++\n}\n" * 300 + "otherwise {\n x++\n}\n")
    program("\\\n" * 100_000)
    assert time.process_time() - start < 20
