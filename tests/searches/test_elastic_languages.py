"""EQL and ES|QL: conditions, sequences, pipes, and what they ask of real lines."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from searches.search_wording import wording

from sdd_impact.matching import hold
from sdd_impact.model import Event, Field, Placeholder, Source, Template
from sdd_impact.searches import read
from sdd_impact.searches._elastic import eql, esql

PAID = Event(
    Template.of("User ", Placeholder("user_id", "int"), " paid ", Placeholder("sum", "int"), " by card"),
    level="error",
    fields=(Field("method", Template.of("Card")),),
)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("any where true", "every"),
        ('process where process.name == "sudo"', "event.category=process & process.name=sudo"),
        ('"my kind" where a == 1', "event.category=my kind & a=1"),
        ('any where message : "*paid*"', 'message:substring~"paid"'),
        ('any where message like "User *"', 'message:start"User "'),
        ('any where message like~ "* BY CARD"', 'message:end~" BY CARD"'),
        ('any where message : "a*b?c"', 'message:whole~"a*b?c"*'),
        ('any where message == "a*"', 'message:whole"a*"'),
        ('any where path : "C:\\\\*\\\\b"', "path=~C:\\\\*\\\\b*"),
        ('any where message : ("*a*", "*b*")', 'message:substring~"a" | message:substring~"b"'),
        ('any where user in ("a", "b")', "user=a | user=b"),
        ('any where user in~ ("a", "b")', "user=~a | user=~b"),
        ('any where user not in ("a")', "!user=a"),
        ('any where message regex~ "Us.+"', "message:/Us.+/iw"),
        ('any where message regex ("a.*", "b.*")', "message:/a.*/w | message:/b.*/w"),
        ('any where stringContains(message, "paid")', 'message:substring"paid"'),
        ('any where startsWith~(message, "USER")', 'message:start~"USER"'),
        ('any where wildcard(message, "a*", "*b")', 'message:start"a" | message:end"b"'),
        ("any where ?user.name != null and not took > 5", "user.name exists & !took>5"),
        ("any where (a == 1 or b == 2) and c != 3", "(a=1 | b=2) & !c=3"),
        ('any where a == 1 // first\n and /* second */ b == """x"y"""', 'a=1 & b=x"y'),
        ('any where host.name == "a"', 'from(host.name == "a")'),
        ("any where length(message) > 50", "?(length(message) > 50)"),
        ("any where a + 1 == 2 and b == 2", "?(a + 1 == 2) & b=2"),
        ('any where cidrMatch(source.ip, "10.0.0.0/8")', '?(cidrMatch(source.ip, "10.0.0.0/8"))'),
        ('any where a.b[0] == "x" | head 5', "a.b=x"),
        ('any where a == "x" | filter b == "y"', "a=x & b=y"),
        ("any where a == ", "?(a ==)"),
        ("any where a == 1 OR b == 2", "?(a == 1 OR b == 2)"),
        ("any where (a == 1", "?((a == 1)"),
        ('any where a == "x', '?(any where a == "x)'),
        ("message: paid", "?(message: paid)"),
    ],
)  # fmt: skip
def test_eql(query: str, expected: str) -> None:
    assert wording(eql.parse(query).query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ('WHERE message LIKE "*paid*"', 'message:substring"paid"'),
        ('where message like "*paid*" and not message rlike "User.*x"', 'message:substring"paid" & !message:/User.*x/w'),
        (r'WHERE message LIKE "50\\*"', r'message:whole"50\*"*'),
        (r'WHERE message LIKE """*a\?b*"""', 'message:substring"a?b"'),
        ('WHERE message NOT LIKE "*a*"', '!message:substring"a"'),
        ('WHERE message LIKE ("*a*", "b*")', 'message:substring"a" | message:start"b"'),
        ('WHERE message : "quick brown"', 'message:word~"quick" | message:word~"brown"'),
        ('WHERE MATCH(message, "quick")', 'message:word~"quick"'),
        ('WHERE MATCH_PHRASE(message, "quick brown")', 'message:word~"quick brown"'),
        ('WHERE KQL("message: \\"a b\\" or level: error")', 'message:word~"a b" | level=error'),
        ('WHERE QSTR("message:a AND b:1")', 'message:word~"a" & b=1'),
        ('WHERE STARTS_WITH(message, "User") OR ENDS_WITH(message, "card")', 'message:start"User" | message:end"card"'),
        ('WHERE CONTAINS(TO_LOWER(message), "paid")', 'message:substring~"paid"'),
        ('WHERE log.level == "error" AND took >= 5', "log.level=error & took>=5"),
        ("WHERE user IS NOT NULL AND other IS NULL", "user exists & !other exists"),
        ("WHERE code IN (1, 2) AND @timestamp > NOW() - 1 hour", "(code=1 | code=2) & from(@timestamp > NOW() - 1 hour)"),
        ('EVAL m = TO_LOWER(message) | WHERE m LIKE "*paid*"', 'message:substring~"paid"'),
        ('EVAL bad = message LIKE "*paid*" | WHERE bad AND a == 1', 'message:substring"paid" & a=1'),
        ("EVAL n = LENGTH(message) | WHERE n > 5", "?(n > 5)"),
        ('RENAME message AS m | WHERE m LIKE "a*"', 'message:start"a"'),
        ('GROK message "User %{INT:who} paid" | WHERE who == "7"', "message:cut/User (?<who>(?:[+-]?[0-9]+)) paid/ & who=7"),
        ('DISSECT message "User %{who} paid %{sum}"', r"message:cut/\AUser (?<who>.*?) paid (?<sum>.*)/"),
        ("WHERE a == 1 | STATS c = COUNT(*) BY b | WHERE c > 5 | SORT c", "a=1"),
        ('STATS x = COUNT(*) WHERE message LIKE "*a*", y = COUNT(*) WHERE message LIKE "*b*"', 'message:substring"a" | message:substring"b"'),
        ("WHERE a == 1 | KEEP a | LIMIT 5", "a=1"),
        ("FORK (WHERE a == 1) (WHERE b == 2)", "?(FORK (WHERE a == 1) (WHERE b == 2))"),
        ("WHERE a == b", "?(a == b)"),
        ("WHERE a == ?x", "?(a == ?x)"),
        ('WHERE a::string == "x"', "a=x"),
    ],
)  # fmt: skip
def test_esql(query: str, expected: str) -> None:
    found = wording(esql.parse(f"FROM logs-* | {query}").query).removeprefix("from(FROM logs-*) & ")
    assert found in (expected, f"({expected})")


def test_a_query_that_names_no_source_is_open() -> None:
    assert wording(esql.parse("ROW a = 1").query) == "?(ROW a = 1)"
    assert esql.parse("FROM (FROM a) | WHERE b == 1").error == "a source that is a query itself"


@pytest.mark.parametrize(
    ("query", "certainty"),
    [
        ('any where message : "*PAID*"', "always"),
        ('any where message like "*PAID*"', "never"),
        ('any where message : "paid"', "never"),
        ('any where message : "User * paid * by card"', "generic"),
        ('any where message == "User 7 paid 8 by card"', "contingent"),
        ('any where message regex "User [0-9]+ paid .*"', "generic"),
        ('any where message regex "User"', "never"),
        ('any where log.level == "error" and stringContains(message, "by card")', "always"),
        ('any where method == "Card"', "always"),
        ('any where method == "card"', "never"),
        ('any where method : "card"', "always"),
    ],
)
def test_what_eql_finds(query: str, certainty: str) -> None:
    assert hold(eql.parse(query).query, PAID).certainty == certainty


@pytest.mark.parametrize(
    ("query", "certainty"),
    [
        ('WHERE message LIKE "*paid*"', "always"),
        ('WHERE message LIKE "*Paid*"', "never"),
        ('WHERE message LIKE "paid"', "never"),
        ('WHERE message : "PAID"', "always"),
        ('WHERE message RLIKE "User .* card"', "generic"),
        ('WHERE MATCH_PHRASE(message, "by card")', "generic"),  # "_" behind it would join the word
        ('WHERE MATCH_PHRASE(message, "card by")', "never"),
        ('WHERE message LIKE "*paid*" | STATS c = COUNT(*) | WHERE c > 100', "always"),
    ],
)
def test_what_esql_finds(query: str, certainty: str) -> None:
    assert hold(esql.parse(f"FROM a | {query}").query, PAID).certainty == certainty


def rule(query: str, language: str) -> Source:
    text = f"[metadata]\n\n[rule]\nname = \"Paid\"\nlanguage = \"{language}\"\ntype = \"{language}\"\nquery = '''\n{query}\n'''\n"
    return Source("rules/paid.toml", text.encode())


def test_each_event_of_a_sequence_is_a_search() -> None:
    query = """sequence by user.id with maxspan=5m
  [any where message : "*paid*" or message : "*bought*"] by user.id
  ![any where message : "*sent*"]
until [any where message : "*refunded*"]"""
    reading = read(rule(query, "eql"))
    assert [each.name for each in reading.searches] == ["Paid / step 1", "Paid / step 2 (missing)", "Paid / step 3 (until)"]
    first, second, _ = reading.searches
    assert first.text == 'any where message : "*paid*" or message : "*bought*"'
    assert first.parts == ('message : "*paid*"', 'message : "*bought*"')
    assert all(each.alert for each in reading.searches)
    assert wording(second.query) == 'message:substring~"sent" & ?(step 2 (missing) of 3 of a sequence)'
    assert hold(first.query, PAID).bound
    assert hold(second.query, PAID).certainty == "never"


def test_a_list_of_values_is_a_list_of_parts() -> None:
    (search,) = read(rule('any where message : ("*paid*", "*bought*")', "eql")).searches
    assert search.parts == ('"*paid*"', '"*bought*"')


def test_esql_in_a_rule_and_in_a_saved_object() -> None:
    (search,) = read(rule('FROM app-*\n| WHERE message LIKE "*paid*"', "esql")).searches
    assert (search.name, search.alert, search.text) == ("Paid", True, 'FROM app-*\n| WHERE message LIKE "*paid*"')
    body = b'{"type": "search", "attributes": {"title": "T", "kibanaSavedObjectMeta": {"searchSourceJSON": "{\\"query\\": {\\"esql\\": \\"FROM a | WHERE message LIKE \\\\\\"*paid*\\\\\\"\\"}}"}}}'
    (saved,) = read(Source("kibana/export.ndjson", body)).searches
    assert (saved.name, wording(saved.query)) == ("T", 'from(FROM a) & message:substring"paid"')


def test_esql_of_a_panel_is_one_search() -> None:
    query = {"esql": 'FROM a | WHERE message LIKE "*paid*" | STATS COUNT(*)'}
    state = {"query": query, "datasourceStates": {"textBased": {"layers": {"x": {"query": query}}}}}
    panel = {"type": "lens", "embeddableConfig": {"attributes": {"title": "Paid", "state": state}}}
    body = {"type": "dashboard", "attributes": {"title": "Shop", "panelsJSON": json.dumps([panel])}}
    (search,) = read(Source("kibana/shop.ndjson", json.dumps(body).encode())).searches
    assert (search.name, search.text) == ("Shop / Paid", query["esql"])
    assert wording(search.query) == 'from(FROM a) & message:substring"paid"'


def test_an_empty_query_is_no_search() -> None:
    assert read(rule("FROM app-* | STATS COUNT(*)", "esql")).searches == ()
    assert eql.steps("  ") == ()


@given(st.text(alphabet="aw\"\\(){}[]|,:=~<>*?.! \n'/", max_size=60))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read(text: str) -> None:
    for query in (
        text,
        f"any where {text}",
        f"sequence [any where {text}]",
        f"FROM a | WHERE {text}",
        f"FROM a | EVAL b = {text} | GROK {text}",
    ):
        eql.parse(query)
        esql.parse(query)


def test_hostile_texts_are_quick() -> None:
    start = time.process_time()
    for text in (
        "(" * 20_000,
        "not " * 10_000 + "a",
        "a == 1 or " * 4_000 + "b",
        '"' * 40_000,
        "/*" * 20_000,
        "`a" * 20_000,
        "[" * 20_000,
        "a." * 20_000,
        "x" * 1_000_000,
    ):
        for query in (text, f"any where {text}", f"sequence {text}", f"FROM a | WHERE {text}", f"FROM a | EVAL {text}"):
            eql.parse(query)
            esql.parse(query)
    assert time.process_time() - start < 8
