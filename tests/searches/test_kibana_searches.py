"""Kibana and OpenSearch: KQL, query strings, the query DSL, and the files that hold them."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from searches.search_wording import as_expected, wording

from sdd_impact.matching import hold
from sdd_impact.model import Event, Field, Placeholder, Reading, Source, Template
from sdd_impact.searches import candidates, read
from sdd_impact.searches._elastic import dsl, kql, lucene

HERE = Path(__file__).parent / "kibana"
COMMENTED = sorted(path for path in HERE.iterdir() if path.suffix in {".yaml", ".toml", ".tf"})
BESIDE = sorted(path for path in HERE.iterdir() if path.suffix in {".ndjson", ".json"})


@pytest.mark.parametrize("sample", COMMENTED, ids=lambda sample: sample.name)
def test_samples(sample: Path) -> None:
    reading = read(Source(f"rules/{sample.name}", sample.read_bytes()))
    assert {each.format for each in reading.searches} == {"kibana"}
    as_expected(reading, sample.read_text())


def told(reading: Reading) -> str:
    """One line for each search, as the files beside the samples have it."""
    lines = []
    for each in reading.searches:
        notes = (
            [f"parts {' ; '.join(each.parts)}"] * bool(each.parts)
            + [f"owner {each.owner}"] * bool(each.owner)
            + ["alert"] * each.alert
        )
        lines.append(f"{each.location.line} {each.name}: {wording(each.query)}{''.join(f' -- {note}' for note in notes)}")
    return "\n".join([*lines, *(f"{each.line} unread" for each in reading.unread)]) + "\n"


@pytest.mark.parametrize("sample", BESIDE, ids=lambda sample: sample.name)
def test_samples_with_the_expectation_beside(sample: Path) -> None:
    reading = read(Source(f"kibana/{sample.name}", sample.read_bytes()))
    assert told(reading) == sample.with_suffix(".expected").read_text()
    assert {each.format for each in reading.searches} == {"kibana"}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", "every"),
        ("*", "every"),
        ('message: "quick brown"', 'message:word~"quick brown"'),
        ("message: quick brown", 'message:word~"quick" | message:word~"brown"'),
        ("error", 'word~"error"'),
        ('"quick brown"', 'message:word~"quick brown"'),
        ("user.name: bob", "user.name=bob"),
        ("user.name: b*b", "user.name=b*b*"),
        ("user.name.keyword: Bob", 'user.name:whole"Bob"'),
        ("path: /a/b", "path=/a/b | path=a | path=b"),
        (r"path: a\*b\:c", "path=a*b:c | path=a | path=b:c"),
        (r"path: a\*b*", r"path=a\*b**"),
        ("a: 1 or b: 2 and c: 3", "a=1 | (b=2 & c=3)"),
        ("(a: 1 OR b: 2) AND NOT c: 3", "(a=1 | b=2) & !c=3"),
        ("a: (1 and not 2)", "a=1 & !a=2"),
        ("took >= 5 and took < 9", "took>=5 & took<9"),
        ('items: { name: "x y" and price > 3 }', "items.name=x y & items.price>3"),
        ("@timestamp > now-5m and host.name: a", "from(@timestamp > now-5m) & from(host.name: a)"),
        ("user.*: bob", "?(user.*: bob)"),
        ("source.ip: 10.0.0.0/8", "?(source.ip: 10.0.0.0/8)"),
        ("message: *a-b*", 'message:word~"*a-b*"* & ?(message: *a-b*)'),
        ("a not b", "?(a not b)"),
        ("a: (1 or", "?(a: (1 or)"),
    ],
)
def test_kql(query: str, expected: str) -> None:
    assert wording(kql.parse(query).query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("*", "every"),
        ("quick brown", 'word~"quick" | word~"brown"'),
        ('message:"quick brown"', 'message:word~"quick brown"'),
        ("a:1 AND b:2 OR c:3", "a=1 & b=2"),
        ("a:1 OR b:2 AND c:3", "b=2 & c=3"),
        ("a:1 || b:2", "a=1 | b=2"),
        ("a:1 OR NOT b:2", "a=1 & !b=2"),
        ("+a:1 b:2 -c:3", "a=1 & !c=3"),
        ("-a:1 -b:2", "!a=1 & !b=2"),
        ("level:(error OR warn) && !user:bob", "(level=error | level=warn) & !user=bob"),
        ("took:[5 TO 9}", "took>=5 & took<9"),
        ("took:>=5", "took>=5"),
        ("took:[* TO *]", "took exists"),
        ("_exists_:user", "user exists"),
        ("user:/b(o|a)b/", "user:/b(o|a)b/"),
        ("message:/fail.*/", "message:/fail.*/i"),
        ("na?e*", 'word~"na?e*"*'),
        ("boos^2 b", 'word~"boos" | word~"b"'),
        ("fuzy~1", "?(fuzy~1)"),
        ('message:"a b"~3', 'message:word~"a" & message:word~"b" & ?(message:"a b"~3)'),
        (r"path:a\:b", "path=a:b"),
        ("AND a", "?(AND a)"),
        ("(a", "?((a)"),
    ],
)
def test_query_strings(query: str, expected: str) -> None:
    assert wording(lucene.parse(query).query) == expected


def test_all_words_are_required_where_the_operator_is_and() -> None:
    found = {"query_string": {"query": "a b OR c -d", "default_operator": "AND", "default_field": "message"}}
    assert wording(dsl.query(found)) == 'message:word~"a" & !message:word~"d"'


PAID = Event(
    Template.of("Till: user ", Placeholder("user_id", "int"), " paid: ", Placeholder("sum", "int")),
    level="error",
    fields=(Field("method", Template.of("Card")), Field("note", Template.of("two words"))),
)


@pytest.mark.parametrize(
    ("query", "certainty"),
    [
        ('message: "PAID"', "always"),
        ('message: "user paid"', "never"),
        ('message: "shop PAID paid"', "never"),
        ('message: "till user"', "always"),
        ("message: paid refunded", "always"),
        ("message: pai", "never"),
        ("message: pai*", "always"),
        ("paid", "always"),
        ("log.level: error", "always"),
        ("log.level: (info or debug)", "never"),
        ("method: Card", "always"),
        ("method: card", "unknown"),
        ("method.keyword: card", "never"),
        ("method: Car", "never"),
        ("note: two", "unknown"),
        ('note: "two words"', "always"),
        ("note: two words", "always"),
        ("not method: cash", "always"),
        ("paid and elsewhere: x", "always"),
        ("refunded and elsewhere: x", "never"),
        ("elsewhere: x", "unknown"),
    ],
)
def test_what_kql_says_of_an_event(query: str, certainty: str) -> None:
    found = hold(kql.parse(query).query, PAID)
    assert found.certainty == certainty or {found.certainty, certainty} == {"always", "generic"}, found


def test_a_choice_between_fields_and_words_has_parts() -> None:
    assert kql.parse('message: ("a" or "b") and c: 1').parts == ('"a"', '"b"')
    assert lucene.parse("message:a message:b -c").parts == ("message:a", "message:b")


# --- files -------------------------------------------------------------------------------------------------------


def test_files_of_others_are_passed_over_in_silence() -> None:
    paths = [
        "a.ndjson",
        "kibana/x.json",
        "ops/my-kibana.json",
        "elastalert/a.yaml",
        "rules/b.yml",
        "detection_rules/c.toml",
        "src/a.json",
        "pyproject.toml",
    ]
    assert candidates(paths)[:6] == tuple(paths[:6])
    assert "kibana" not in {each.format for each in read(Source("alerts/a.yaml", b"filter: [1]\nindex: 2\n")).searches}
    for path, data in (
        ("kibana/a.json", b'{"attributes": {"a": '),
        ("alerts/a.json", b'{"type": "search", "results": []}'),
        ("rules/a.toml", b"[metadata]\nname = 1\n"),
        ("rules/a.yaml", b"filter: [\nindex: {\ntype"),
        ("x.ndjson", b'{"id": 1}\n{"id": 2}\n'),
    ):
        assert read(Source(path, data), "kibana") == ((), ()), path


def test_a_broken_line_is_told_of_and_the_rest_is_read() -> None:
    sample = (HERE / "objects.ndjson").read_bytes()
    reading = read(Source("a.ndjson", sample))
    assert [each.line for each in reading.unread] == [5]
    assert reading.searches[-1].location.line > 5
    toml = b"[metadata]\na = 1\n[rule]\nname = \"x\"\nquery = '''a\n"
    assert [each.line for each in read(Source("rules/a.toml", toml), "kibana").unread] != []


def test_an_api_that_lists_objects() -> None:
    inner = {
        "type": "search",
        "attributes": {
            "title": "t",
            "kibanaSavedObjectMeta": {"searchSourceJSON": {"query": {"query": "a", "language": "lucene"}}},
        },
    }
    for body in ({"saved_objects": [inner]}, [inner], {"objects": [inner, inner]}):
        reading = read(Source("kibana/a.json", json.dumps(body).encode()))
        assert [wording(each.query) for each in reading.searches][:1] == ['word~"a"']
    assert [each.name for each in reading.searches] == ["t", "t (search)"]


def test_an_export_of_the_index_itself() -> None:
    body = [
        {
            "_type": "doc",
            "_source": {
                "type": "search",
                "search": {
                    "title": "t",
                    "kibanaSavedObjectMeta": {"searchSourceJSON": '{"query": {"query": "a", "language": "kuery"}}'},
                },
            },
        }
    ]
    (search,) = read(Source("kibana/a.json", json.dumps(body).encode()), "kibana").searches
    assert (search.name, wording(search.query)) == ("t", 'word~"a"')


def test_a_large_file_is_quick() -> None:
    line = (HERE / "objects.ndjson").read_text().split("\n")[1]
    data = "\n".join([line] * (1_000_000 // len(line))).encode()
    begun = time.process_time()
    assert len(read(Source("a.ndjson", data)).searches) > 1_000
    assert time.process_time() - begun < 60


@pytest.mark.parametrize(
    "text",
    [
        "(" * 9_000,
        "not " * 9_000,
        "a or " * 9_000,
        '"' * 9_001,
        "a:{" * 5_000,
        "[" * 9_000,
        "\\" * 9_001,
        "a " * 20_000,
        "a*" * 9_000,
    ],
)
def test_hostile_queries_are_quick(text: str) -> None:
    begun = time.process_time()
    assert wording(kql.parse(text).query)
    assert wording(lucene.parse(text).query)
    assert time.process_time() - begun < 60


def test_hostile_objects_are_open() -> None:
    body: object = {"match": {"message": "x"}}
    for _ in range(45):
        body = {"bool": {"must": body}}
    assert wording(dsl.query(body)).startswith("?(")
    odds: tuple[object, ...] = (
        None,
        3,
        "x",
        [None],
        {"bool": 3},
        {"match": {}},
        {"word": {"a": {}}},
        {"range": {"a": 3}},
        {"terms": {"a": []}},
        {"query_string": 4},
    )
    for odd in odds:
        assert wording(dsl.query(odd))


CONTENT = b"\n".join(sample.read_bytes() for sample in BESIDE if sample.suffix == ".ndjson")


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, len(CONTENT)),
    st.integers(0, 60),
    st.binary(max_size=12),
    st.sampled_from(["a.ndjson", "kibana/a.json", "rules/a.yaml", "rules/a.toml"]),
)
def test_reading_never_raises(at: int, length: int, put: bytes, path: str) -> None:
    read(Source(path, CONTENT[:at] + put + CONTENT[at + length :]), "kibana")


TOKENS = st.sampled_from(
    [
        "a",
        '"b',
        'c"',
        ":",
        "(",
        ")",
        "{",
        "}",
        "[",
        "]",
        "TO",
        "and",
        "or",
        "not",
        "AND",
        "OR",
        "NOT",
        "+",
        "-",
        "!",
        "<",
        ">=",
        "*",
        "?",
        "~",
        "^2",
        "/",
        "/x/",
        "\\",
        '"',
        "message:",
        "host.name:",
        "_exists_:",
        "&&",
        "||",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(TOKENS, max_size=20).map(" ".join))
def test_parsing_never_raises(text: str) -> None:
    assert wording(kql.parse(text).query)
    assert wording(lucene.parse(text).query)


def test_the_example_of_the_page() -> None:
    page = (HERE.parents[2] / "docs" / "searches" / "kibana.md").read_text("utf-8")
    example = page.partition("```yaml\n")[2].partition("```")[0]
    (search,) = read(Source("elastalert/a.yaml", example.encode())).searches
    assert (search.name, search.owner, search.alert) == ("Password resets fail", "support-l2", True)
    assert wording(search.query) == '(message:word~"password reset failed" | message:word~"mail not sent") & log.level=error'
