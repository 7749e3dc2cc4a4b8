"""Azure: Kusto, and the files that hold it."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from searches.search_wording import as_expected, wording

from sdd_impact.matching import hold
from sdd_impact.model import Event, Field, Placeholder, Source, Template
from sdd_impact.searches import candidates, read
from sdd_impact.searches._kusto.query import parse

HERE = Path(__file__).parent / "azure"


@pytest.mark.parametrize("name", ["alerts.tf", "rules.sentinel.yaml"])
def test_samples(name: str) -> None:
    as_expected(read(Source(f"infra/{name}", (HERE / name).read_bytes()), "azure"), (HERE / name).read_text())


def test_resources_of_arm() -> None:
    late, refunds = read(Source("azure/template.json", (HERE / "template.json").read_bytes())).searches
    assert (late.name, late.owner, late.alert, wording(late.query)) == ("late", "ops", True, 'from(traces) & message:term~"late"')
    assert (refunds.name, refunds.alert, wording(refunds.query)) == (
        "Refunds",
        False,
        "from(AppTraces) & message:/refund (made|lost)/",
    )


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ('traces | where message == "a"', 'message:whole"a"'),
        ('traces | where message =~ "a"', 'message:whole~"a"'),
        ('traces | where message != "a"', '!message:whole"a"'),
        ('traces | where message has "a b"', 'message:term~"a b" & message:substring~"a b"'),
        ('traces | where message has_cs "a"', 'message:term"a"'),
        ('traces | where message !has "a"', '!message:term~"a"'),
        ('traces | where message hasprefix "a"', "message:/(?<![0-9A-Za-z])a/i"),
        ('traces | where message endswith_cs "a"', 'message:end"a"'),
        ('traces | where message has_any ("a", "b")', 'message:term~"a" | message:term~"b"'),
        ('traces | where message has_all ("a", "b")', 'message:term~"a" & message:term~"b"'),
        ('traces | where message in~ ("a", "b")', 'message:whole~"a" | message:whole~"b"'),
        ('traces | where user !in ("a", "b")', '!(user:whole"a" | user:whole"b")'),
        (r'traces | where message matches regex @"\d+ paid"', r"message:/\d+ paid/"),
        ("traces | where a == 1 or b == 2 and not(c == 3)", "a=1 | (b=2 & !c=3)"),
        ("traces | where (a == 1 or b == 2) and c < 3", "(a=1 | b=2) & c<3"),
        ("traces | where took between (5 .. 9)", "took>=5 & took<=9"),
        ("traces | where timestamp > ago(1h)", "from(timestamp > ago(1h))"),
        ("traces | where severityLevel == 0", "level=~debug | level=~trace"),
        ("traces | where severityLevel < 2", "level<~warning"),
        ('traces | where customDimensions["user.id"] == "a"', 'id:whole"a"'),
        ('traces | where tostring(parse_json(message).user) has "x"', "user:/(?<![0-9A-Za-z])x(?![0-9A-Za-z])/i"),
        ('traces | where * has "x"', 'term~"x"'),
        ("traces | where isempty(user) and isnotempty(message)", "!user exists"),
        ('let w = "x"; let l = dynamic(["y", "z"]); traces | where message has w or message has_any (l)', 'message:term~"x" | (message:term~"y" | message:term~"z")'),
        ('let t = traces | where message has "x"; t | where a == 1', 'message:term~"x" & a=1'),
        ('traces | extend m = tolower(message), n = strlen(message) | where m has "x" and n > 5', 'message:term~"x" & ?(n > 5)'),
        (r'traces | extend u = extract("user (\\w+)", 1, message) | where u == "bob"', r'message:cut/user (?P<u>\w+)/ & u:whole"bob"'),
        ('traces | parse-where message with "user " u " paid" *', "message:/^user (?P<u>.*?) paid.*?/s"),
        ('traces | parse message with "took " ms:long "ms"', r"message:cut/^took (?P<ms>-?\d+)ms$/s"),
        ('traces | summarize countif(message has "x"), countif(message has "y")', 'message:term~"x" | message:term~"y"'),
        ("traces | summarize n = count() by user | where n > 5", "every"),
        ('traces | where message has "x" | join kind=inner (requests) on id | where y == 1', 'message:term~"x" & from(join kind=inner (requests) on id) & ?(where y == 1)'),
        ('traces | where message has "x" | lookup (datatable(a: string)["b"]) on a', 'message:term~"x"'),
        ('traces | where message has "x" | join kind=fullouter (traces) on a', 'message:term~"x" & ?(join kind=fullouter (traces) on a)'),
        ('traces | where message has "x" | join', 'message:term~"x" & ?(join)'),
        ('let f = (w: string, n: int) { let k = "b"; traces | where message has w and message has k }; f("a", 1) | count', 'message:term~"a" & message:term~"b"'),
        ("let f = (w: string) { traces | where message has w }; f(other)", "?(message has w)"),
        ("let f = () { AzureDiagnostics | where a == 1 }; f() | where b == 2", "none"),
        ('let f = (x: string) { f(x) }; f("a")', "?(f(x))"),
        ("traces | where strcat(a, b) == 'x' and c == 'y'", "?(strcat(a, b) == 'x') & c:whole\"y\""),
        ("traces | where a == b", "?(a == b)"),
        ("traces | where message has", "?(message has)"),
        ("traces | frobnicate x", "?(frobnicate x)"),
        # case counts in every word of the language
        ("traces | where a == 1 OR b == 2", "?(a == 1 OR b == 2)"),
        ("traces | where a == 1 AND b == 2", "?(a == 1 AND b == 2)"),
        ('traces | where cloud_RoleName == "x" OR message has "y"', '?(cloud_RoleName == "x" OR message has "y")'),
        ('traces | where message HAS "x"', '?(message HAS "x")'),
        ('traces | Where message has "x"', '?(Where message has "x")'),
        ('traces | where message has "x" and TRUE', 'message:term~"x"'),
    ],
)  # fmt: skip
def test_kusto(query: str, expected: str) -> None:
    found = wording(parse(query).parsed.query)
    assert found.removeprefix("from(traces)").removeprefix(" & ").strip("()") == (
        "" if expected == "every" else expected.strip("()")
    )


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("union traces, exceptions | where message has 'x'", 'from(traces OR exceptions) & message:term~"x"'),
        (
            "union isfuzzy=true (traces | where a == 1), (AppTraces | where b == 2), requests",
            "(from(traces) & a=1) | (from(AppTraces) & b=2)",
        ),
        ("app('shop').traces | where a == 1", "from(app('shop').traces) & a=1"),
        ('search "x" | take 5', 'term~"x"'),
        ("f(1) | where a == 1", "?(f(1)) & a=1"),
        ("traces | where message has 'x", "?(traces | where message has 'x)"),
        ("", "?()"),
    ],
)
def test_tables(query: str, expected: str) -> None:
    assert wording(parse(query).parsed.query) == expected


def test_tables_that_no_log_statement_writes_to() -> None:
    for query in (
        "requests | where success == false",
        "let x = Perf; x | where y > 1",
        "union requests, Heartbeat",
        "datatable (a: int) [1]",
    ):
        assert not parse(query).lines, query
    assert parse("traces | where a == 1").lines


PAID = Event(
    Template.of("user ", Placeholder("user_id", "int"), " paid: ", Placeholder("sum", "int")),
    level="error",
    fields=(Field("method", Template.of("Gold Card")),),
)


@pytest.mark.parametrize(
    ("condition", "certainty"),
    [
        ('message has "PAID"', "always"),
        ('message has "pai"', "never"),
        ('message contains "pai"', "always"),
        ('message contains_cs "Pai"', "never"),
        ('message has "user paid"', "never"),
        ('message has "paid:"', "always"),
        ('message startswith "USER"', "always"),
        ('message endswith "paid"', "never"),
        ('message hasprefix "pa"', "always"),
        ('message hassuffix "pa"', "never"),
        (r'message matches regex @"paid: -?\d+"', "always"),
        ("severityLevel >= 3", "always"),
        ("severityLevel == 2", "never"),
        ('customDimensions.method == "Gold Card"', "always"),
        ('customDimensions.method == "gold card"', "never"),
        ('customDimensions.method has "card"', "always"),
        ('customDimensions.method has "car"', "never"),
        ('elsewhere == "x"', "unknown"),
    ],
)
def test_what_a_condition_says_of_an_event(condition: str, certainty: str) -> None:
    found = hold(parse(f"traces | where {condition}").parsed.query, PAID)
    assert found.certainty == certainty or {found.certainty, certainty} == {"always", "generic"}, found


def test_captures() -> None:
    query = parse('traces | parse message with "user " who " paid: " much | where isnotempty(who)').parsed.query
    event = PAID._replace(line=PAID.message)
    assert hold(query, event).captures == (("who", "{user_id}"), ("much", "{sum}"))


def test_a_phrase_of_several_terms_is_proposed_anew() -> None:
    """Such a phrase is two conditions with one text: both of them are replaced."""
    from sdd_impact.matching.proposal import propose

    (search,) = read(
        Source(
            "a.tf",
            b'resource "azurerm_monitor_scheduled_query_rules_alert" "a" {\n  query = "traces | where message has \'card refused\'"\n}\n',
        ),
        "azure",
    ).searches
    before, after = (
        Event(Template.of(text, Placeholder("order", "int")), level="error")
        for text in ("card refused for order ", "card was declined for order ")
    )
    found = propose(search, [(before, after)])
    assert found is not None
    assert found.query == "traces | where message has 'card was declined'"


# --- files -------------------------------------------------------------------------------------------------------


def test_files_of_others_are_passed_over_in_silence() -> None:
    assert candidates(["a.tf", "sentinel/a.yaml", "x/azure/b.json", "detections/c.yml"]) == (
        "a.tf",
        "sentinel/a.yaml",
        "x/azure/b.json",
        "detections/c.yml",
    )
    for path, data in (
        ("a.tf", b'resource "aws_x" "y" {\n  query = "a | where"\n'),
        ("sentinel/a.yaml", b"name: x\ntactics: [\n"),
        ("azure/a.json", b'{"type": "Microsoft.Web/sites", "properties": {"query": "traces | where a == 1"}}'),
        (
            "a.tf",
            b'resource "azurerm_monitor_scheduled_query_rules_alert" "a" {\n  name = "x"\n  query = "requests | where a == 1"\n}\n',
        ),
    ):
        assert read(Source(path, data), "azure") == ((), ()), path


def test_a_broken_resource_is_told_of_and_the_others_are_read() -> None:
    good = 'resource "azurerm_monitor_scheduled_query_rules_alert" "{0}" {{\n  name  = "{0}"\n  query = "traces | where message has \'x\'"\n}}\n'
    text = good.format("a") + 'resource "azurerm_monitor_scheduled_query_rules_alert" "b" {\n  query = "x\n\n' + good.format("c")
    reading = read(Source("a.tf", text.encode()), "azure")
    assert [each.name for each in reading.searches] == ["a", "c"]
    assert [each.line for each in reading.unread] == [6]
    assert read(Source("azure/a.json", b'{"type": "Microsoft.Insights/scheduledQueryRules",\n x'), "azure").unread[0].line == 2


def test_a_large_file_is_quick() -> None:
    block = 'resource "azurerm_monitor_scheduled_query_rules_alert" "a{n}" {{\n  query = "traces | where message has \\"x{n}\\" and severityLevel >= 3 or message contains \\"y\\""\n}}\n'
    data = "".join(block.format(n=n) for n in range(5_000)).encode()
    begun = time.process_time()
    assert len(read(Source("a.tf", data), "azure").searches) == 5_000
    assert time.process_time() - begun < 60


@pytest.mark.parametrize(
    "text",
    ["t | where " + "(" * 9_000, "t | where " + "not(" * 5_000, "t | where " + "a == 1 or " * 2_500, "t" + " | where a == 1" * 1_500, "(" * 20_000, "let a = b;" * 2_000,
     "let a = b; let b = a; a", "union " + "(t)," * 5_000, "t | where tostring(" * 1_500, "t | where a in (" * 1_500, "'" * 20_001, "t | parse m with " + "* 'a' " * 3_000],
    ids=lambda text: text[:16],
)  # fmt: skip
def test_hostile_queries_are_quick(text: str) -> None:
    begun = time.process_time()
    assert wording(parse(text).parsed.query)
    assert time.process_time() - begun < 60


TOKENS = st.sampled_from(
    [
        "traces",
        "|",
        "where",
        "message",
        "has",
        "contains",
        "==",
        "!=",
        "in",
        "(",
        ")",
        ",",
        '"x"',
        "'y'",
        "5",
        "and",
        "or",
        "not(",
        "extend",
        "a",
        "=",
        "project",
        "parse",
        "with",
        "*",
        ":",
        "string",
        "summarize",
        "countif(",
        "extract(",
        "union",
        "let",
        ";",
        "search",
        "[",
        "]",
        ".",
        "-",
        "!has",
        "between",
        "..",
        "ago(1h)",
        "matches",
        "regex",
        "has_any",
        "dynamic(",
        "severityLevel",
        "isnotempty(",
        "tostring(",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(TOKENS, max_size=25).map(" ".join))
def test_parsing_never_raises(text: str) -> None:
    assert wording(parse(text).parsed.query)
    assert wording(parse("traces | where " + text).parsed.query)


CONTENT = b"\n".join((HERE / name).read_bytes() for name in ("alerts.tf", "rules.sentinel.yaml", "template.json"))


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, len(CONTENT)),
    st.integers(0, 60),
    st.binary(max_size=12),
    st.sampled_from(["a.tf", "sentinel/a.yaml", "azure/a.json"]),
)
def test_reading_never_raises(at: int, length: int, put: bytes, path: str) -> None:
    read(Source(path, CONTENT[:at] + put + CONTENT[at + length :]), "azure")


def test_the_example_of_the_page() -> None:
    page = (HERE.parents[2] / "docs" / "searches" / "azure.md").read_text("utf-8")
    found = re.search(r"```hcl\n(.*?)```", page, re.DOTALL)
    assert found
    (search,) = read(Source("main.tf", found[1].encode()), "azure").searches
    assert (search.name, search.owner, search.alert) == ("card-refused", "support-l2", True)
    assert wording(search.query) == 'from(traces) & (message:term~"refused" | message:substring~"card expired") & level>=~warning'
    assert search.parts == ('message has "refused"', 'message contains "card expired"')


def test_what_is_joined_is_a_search_of_its_own() -> None:
    text = (
        'resource "azurerm_monitor_scheduled_query_rules_alert" "s" {\n  name = "S"\n  query = <<-Q\n'
        "    let T = traces | where timestamp > ago(1h);\n"
        '    T | where message has "begun"\n    | join kind=inner (T | where message has "failed" or message has "lost") on operation_Id\n'
        "    | summarize count()\n  Q\n}\n"
    )
    found = read(Source("main.tf", text.encode())).searches
    assert [(each.name, each.parts) for each in found] == [("S", ()), ("S / join", ('message has "failed"', 'message has "lost"'))]
    assert 'message:term~"begun"' in wording(found[0].query)
    other = text.replace('T | where message has "begun"', "requests").replace("kind=inner", "kind=leftsemi")
    (search,) = read(Source("main.tf", other.encode())).searches
    assert 'message:term~"failed" | message:term~"lost"' in wording(search.query)
