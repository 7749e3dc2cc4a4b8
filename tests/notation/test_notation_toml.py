from __future__ import annotations

import time
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdd_impact.errors import NotationError
from sdd_impact.model import Source
from sdd_impact.notation import Mapping, Node, Sequence, load_json, load_toml, plain

TOML = """\
title = "a # no comment [x]"

[tool.sdd-impact]
base = "main"
exclude = [
  "a",  # ] a bracket in a comment
  "b]",
]
"quoted key".inner = 1
text = '''
[not.a.table]
key = 1
'''
when = 2026-11-24
inline = { a = 1, b = [1, 2] }

[[tool.sdd-impact.owners]]
path = "auth/"

[[tool.sdd-impact.owners]]
path = "billing/"
"""


def _at(node: Node | None, *path: str | int) -> tuple[int, int]:
    for step in path[:-1]:
        node = node.get(step) if isinstance(node, Mapping) and isinstance(step, str) else node
        node = node.items[step] if isinstance(node, Sequence) and isinstance(step, int) else node
    assert isinstance(node, Mapping)
    entry = node.entry(str(path[-1]))
    assert entry is not None
    return entry.key.line, entry.key.column


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_keys_and_tables_have_their_places(ending: str) -> None:
    node = load_toml(Source("pyproject.toml", TOML.replace("\n", ending).encode()))
    tool = node.get("tool")
    assert isinstance(tool, Mapping)
    settings = tool.get("sdd-impact")
    assert isinstance(settings, Mapping)
    assert _at(node, "title") == (1, 1)
    assert _at(tool, "sdd-impact") == (3, 2)
    assert _at(settings, "exclude") == (5, 1)
    assert _at(settings, "quoted key") == (9, 1)
    assert _at(settings, "text") == (10, 1)
    assert _at(settings, "when") == (14, 1)
    owners = settings.get("owners")
    assert isinstance(owners, Sequence)
    assert [_at(item, "path") for item in owners.items] == [(18, 1), (21, 1)]


def test_values_are_those_of_tomllib() -> None:
    expected = tomllib.loads(TOML)
    expected["tool"]["sdd-impact"]["when"] = "2026-11-24"
    assert plain(load_toml(TOML)) == expected


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a = ", 1, 5),
        ("a = 1\na = 2", 2, 6),
        ("a = 1\n\n[b\nc = 1", 3, 3),
        ("a = 'x", 1, 7),
        ("\n[a]\n[a]\n", 3, 3),
        ("a.b = 1\na = 2\n", 2, 5),
    ],
)
def test_mistakes_have_a_place(text: str, line: int, column: int) -> None:
    with pytest.raises(NotationError, match="not TOML") as caught:
        load_toml(text, "pyproject.toml")
    assert (caught.value.file, caught.value.line) == ("pyproject.toml", line)
    assert abs(caught.value.column - column) <= 2


@pytest.mark.parametrize(
    "text",
    ["a." * 400_000 + "b = 1", '"a".' * 100 + "b = 1", "[" * 100_000, "a = " + "[" * 5_000, "a = " + "{a=" * 5_000, "a = [" + "1," * 300_000 + "]", "a = '" + "x." * 400_000],
)  # fmt: skip
def test_hostile_text_takes_bounded_time(text: str) -> None:
    begin = time.process_time()
    try:
        load_toml(text)
    except NotationError as error:
        place = error.line
    else:
        place = 1
    assert place == 1
    assert time.process_time() - begin < 60


@given(st.text(alphabet=st.sampled_from("ab1.=[]{},\"'#\n\t \\é"), max_size=40) | st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        node = load_toml(text)
    except NotationError as error:
        place = (error.line, error.column)
    else:
        place = (node.line, node.column)
    assert place >= (1, 1)


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ('{"a": 1,\n "a": 2}', 2, 2, "stands already on line 1"),
        ("[1,]", 1, 4, "stands before the closing"),
        ('{"a":}', 1, 6, "a value is missing"),
        ("[1 2]", 1, 4, "is missing here"),
        ('["x', 1, 2, "not closed"),
        ("// x", 1, 1, "no comments"),
        ("", 1, 1, "ends too early"),
        ("{'a': 1}", 1, 2, "text stands in"),
        ("[01]", 1, 2, "is not JSON"),
        ('{"a" 1}', 1, 6, "`:` is missing"),
        ("{1: 2}", 1, 2, "a key must be text"),
        ('"\\ud800"', 1, 1, "half of a character pair"),
        ("[" * 60, 1, 51, "too deep"),
        ("1" * 400, 1, 1, "a number of 400 characters"),
        ("[1] x", 1, 5, "is not JSON"),
        ("[1] 2", 1, 5, "nothing may follow"),
        ("[" + "1," * 200_000 + "1]", 1, 199_998, "too long"),
    ],
)
def test_json_mistakes_have_a_place(text: str, line: int, column: int, words: str) -> None:
    with pytest.raises(NotationError, match=words) as caught:
        load_json(Source("f.json", text.encode()))
    assert (caught.value.file, caught.value.line) == ("f.json", line)
    assert abs(caught.value.column - column) <= 3


@given(st.text(alphabet=st.sampled_from('{}[]:,"01-.eE truefalsn\\/\n'), max_size=40))
def test_any_json_is_read_or_refused_as_json_does(text: str) -> None:
    import json

    try:
        mine = plain(load_json(text))
    except NotationError:
        mine = NotationError
    try:
        theirs = json.loads(text)
    except ValueError:
        theirs = NotationError
    assert repr(mine) == repr(theirs) or mine is NotationError  # duplicate keys are refused here only
