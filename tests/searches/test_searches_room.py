"""What holds for every saved-search format: the door is whole, importing is cheap, nothing is dropped without a word."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from searches.search_wording import wording

from sdd_impact.model import (
    AllOf,
    AnyOf,
    FieldIs,
    Location,
    Not,
    Opaque,
    Phrase,
    Query,
    Regex,
    Routing,
    SavedSearch,
    SearchFormat,
    Source,
)
from sdd_impact.searches import candidates, companions, formats, read
from sdd_impact.searches._globs import translate
from sdd_impact.searches._trees import EVERY_LINE, NO_LINE, all_of, any_of, at_edges, equals, negation

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
NAMES = [form.name for form in formats()]


def test_the_formats() -> None:
    assert sorted(set(NAMES)) == NAMES
    assert {"cloudwatch", "plain", "splunk"} <= set(NAMES)


@pytest.mark.parametrize("form", formats(), ids=NAMES)
def test_the_door_is_whole(form: SearchFormat) -> None:
    assert (ROOT / "sdd_impact" / "searches" / f"{form.name}.py").is_file()
    assert list((HERE / form.name).iterdir())
    page = (ROOT / "docs" / "searches" / f"{form.name}.md").read_text("utf-8")
    for glob in form.paths:
        assert f"`{glob}`" in page, f"the page does not say that {glob} is looked into"


def test_importing_the_room_opens_no_parser() -> None:
    code = (
        "import sys; from sdd_impact import searches; searches.candidates(['a.tf']); "
        "print([name for name in sys.modules if name.startswith(('yaml', 'hcl2', 'lark', 'sdd_impact.notation', 'sdd_impact.patterns',"
        " 'sdd_impact.searches._spl', 'sdd_impact.searches._hcl', 'sdd_impact.searches._aws', 'sdd_impact.searches._list',"
        " 'sdd_impact.searches._datadog', 'sdd_impact.searches._gcp'))])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT).stdout == "[]\n"


def test_unknown_files_are_unread_with_the_reason() -> None:
    known = ", ".join(NAMES)
    assert read(Source("a.bin", b"\0\1")).unread[0].reason == f"not recognised as saved searches; the formats are {known}"
    assert (
        read(Source("a.tf", b""), "nosuch").unread[0].reason == f"there is no saved-search format nosuch; the formats are {known}"
    )
    assert companions(Source("a.bin", b""), ["macros.conf"]) == ()


@pytest.mark.parametrize("form", NAMES)
@pytest.mark.parametrize("data", [b"", b"\n", b"\xff\xfe\0", b"\0" * 4096, b"{}", b"<?xml?>"])
def test_silent_or_unread_on_what_is_no_search(form: str, data: bytes) -> None:
    reading = read(Source("x", data), form)
    assert reading.searches == ()


@pytest.mark.parametrize(
    ("glob", "yes", "no"),
    [
        ("**/a.tf", ["a.tf", "x/a.tf", "x/y/a.tf"], ["xa.tf", "a.tf/b", "a_tf"]),
        ("**/*.tf", ["a.tf", "x/b.tf"], ["a.tfvars", "a.tf/x"]),
        ("support/*.yaml", ["support/a.yaml"], ["support/a/b.yaml", "x/support/a.yaml"]),
        ("a?.y", ["ab.y"], ["a/.y", "a.y"]),
    ],
)
def test_globs(glob: str, yes: list[str], no: list[str]) -> None:
    assert all(re.fullmatch(translate(glob), path) for path in yes)
    assert not any(re.fullmatch(translate(glob), path) for path in no)


def test_candidates_keep_the_order() -> None:
    assert candidates(["z.tf", "a.py", "searches.yaml", "b/savedsearches.conf"]) == (
        "z.tf",
        "searches.yaml",
        "b/savedsearches.conf",
    )


# --- trees -------------------------------------------------------------------------------------------------------

CONTENT: tuple[Query, ...] = (Phrase("a"), Phrase("b"), FieldIs("f", "=", "x"))
PLACES: tuple[Query, ...] = (Routing("index=a"), Routing("host=b"))
EXTRACTION = Regex("(?P<a>x)", captures_only=True)

Plan = Query | tuple[str, list[Any]]
PLANS: st.SearchStrategy[Plan] = st.recursive(
    st.sampled_from((*CONTENT, *PLACES, EXTRACTION)),
    lambda inner: st.tuples(st.sampled_from(["all", "any", "not"]), st.lists(inner, min_size=1, max_size=3)),
    max_leaves=8,
)
WORLDS = [
    {leaf for at, leaf in enumerate((*CONTENT, *PLACES)) if bits >> at & 1} | {EXTRACTION}
    for bits in range(2 ** len(CONTENT + PLACES))
]


def built(plan: Plan) -> Query:
    """The tree that the room makes of a plan."""
    if isinstance(plan, Phrase | Regex | FieldIs | Routing | Opaque | AllOf | AnyOf | Not):
        return plan
    word, parts = plan
    made = [built(part) for part in parts]
    return all_of(made) if word == "all" else any_of(made) if word == "any" else negation(all_of(made))


def truth(plan: Plan, world: set[Query]) -> bool:
    """What the plan says of a line that has these contents and comes from these places."""
    if isinstance(plan, Phrase | Regex | FieldIs | Routing | Opaque | AllOf | AnyOf | Not):
        return plan in world
    word, parts = plan
    results = [truth(part, world) for part in parts]
    return all(results) if word == "all" else any(results) if word == "any" else not all(results)


def possible(query: Query, world: set[Query], open_as: bool = True) -> bool:
    """Whether a reader of the tree, who takes places as true and open parts as they suit, calls the line possible."""
    if isinstance(query, AllOf):
        return all(possible(part, world, open_as) for part in query.parts)
    if isinstance(query, AnyOf):
        return any(possible(part, world, open_as) for part in query.parts)
    if isinstance(query, Not):
        return not possible(query.part, world, not open_as)
    return open_as if isinstance(query, Opaque) else isinstance(query, Routing) or query in world


@given(PLANS)
def test_a_line_that_the_search_finds_is_never_called_impossible(plan: Plan) -> None:
    query = built(plan)
    for world in WORLDS:
        assert possible(query, world) or not truth(plan, world), wording(query)


def test_small_trees() -> None:
    a, b = Phrase("a"), Phrase("b")
    assert all_of([a]) == any_of([a]) == a
    assert all_of([a, all_of([b, EVERY_LINE])]) == AllOf((a, b))
    assert all_of([a, NO_LINE]) == NO_LINE
    assert any_of([a, NO_LINE]) == a
    assert any_of([a, EVERY_LINE]) == EVERY_LINE
    assert any_of([]) == NO_LINE
    assert (negation(EVERY_LINE), negation(NO_LINE), negation(negation(a))) == (NO_LINE, EVERY_LINE, a)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a", "f=a"), ("*", "f exists"), ("", "f="), ("a*", 'f:start"a"'), ("*a", 'f:end"a"'), ("*a*", 'f:substring"a"'), ("a*b", "f=a*b*"),
        ("a*?", r"f:/^a.*\?$/s"),
    ],
)  # fmt: skip
def test_stars(text: str, expected: str) -> None:
    assert wording(equals("f", text, case=True, star=True)) == expected


def test_stars_at_the_edges_only() -> None:
    assert wording(at_edges("f", "*a*b*", case=True)) == 'f:substring"a*b"'
    assert wording(at_edges("", "a*b", case=True)) == 'whole"a*b"'


# --- the parts of a search ---------------------------------------------------------------------------------------


def search(query: Query, parts: tuple[str, ...]) -> SavedSearch:
    """A search with these parts."""
    return SavedSearch("n", "plain", Location("x"), "", query, parts=parts)


def test_alternatives_keep_what_stands_around() -> None:
    a, b, c = Phrase("a"), Phrase("b"), Phrase("c")
    two = search(AllOf((AnyOf((a, b, c)), Not(c), AnyOf((a, b)))), ("one", "two"))
    assert [(text, wording(query)) for text, query in two.alternatives] == [
        ("one", '(substring"a" | substring"b" | substring"c") & !substring"c" & substring"a"'),
        ("two", '(substring"a" | substring"b" | substring"c") & !substring"c" & substring"b"'),
    ]
    assert [text for text, _ in search(AnyOf((a, b)), ("one", "two")).alternatives] == ["one", "two"]
    assert search(a, ()).alternatives == ()


SAMPLES = sorted(path for name in NAMES for path in (HERE / name).iterdir())


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_the_parts_of_every_search_are_found_again(sample: Path) -> None:
    for each in read(Source(sample.name, sample.read_bytes())).searches:
        assert [text for text, _ in each.alternatives] == list(each.parts), each.name


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be"])
@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("sigma/s.yml", "title: S\nlogsource: {product: x}\ndetection:\n  a:\n    - word\n  condition: a\n"),
        ("main.tf", 'resource "aws_cloudwatch_log_metric_filter" "s" {\n  pattern = "word"\n}\n'),
        ("ops/savedsearches.conf", "[S]\nsearch = word\n"),
        ("searches.yaml", "version: 1\nsearches:\n  - {name: S, contains: word}\n"),
    ],
)
def test_a_mark_of_byte_order_costs_nothing(path: str, text: str, encoding: str) -> None:
    data = text.encode(encoding)
    if encoding == "utf-16-be":
        data = b"\xfe\xff" + data
    assert [each._replace(text="") for each in read(Source(path, data)).searches] == [
        each._replace(text="") for each in read(Source(path, text.encode())).searches
    ]
    assert len(read(Source(path, data)).searches) == 1


def test_broken_json_of_a_watch_is_listed() -> None:
    text = '{"trigger": {}, "input": {"search": {"request": {"body": {"query": {"match_phrase": {"message": "word"}}}}}},\n oops\n'
    (unread,) = read(Source("watches/w.json", text.encode())).unread
    assert unread.line == 2
