"""LogQL in rules of Loki's ruler: samples, places, semantics against events, hostile input."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from searches.search_wording import as_expected, wording
from searches.test_searches_pages import example

from sdd_impact.matching import hold
from sdd_impact.model import Event, Field, Placeholder, Query, Regex, Source, Template
from sdd_impact.searches import candidates, read
from sdd_impact.searches._logql import parse
from sdd_impact.searches._logql.documents import looks_like_logql
from sdd_impact.searches._logql.regexes import choices
from sdd_impact.searches._logql.templates import extraction, line_filter

SAMPLES = sorted((Path(__file__).parent / "loki").iterdir())


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.stem)
def test_samples(sample: Path) -> None:
    as_expected(read(Source(f"ops/{sample.name}", sample.read_bytes()), "loki"), sample.read_text())


def test_the_example_of_the_page() -> None:
    (search,) = read(Source("rules.yaml", example("loki").encode()), "loki").searches
    assert (search.name, search.owner, search.alert) == ("PasswordResets", "support-l2", True)
    assert wording(search.query) == (r'from({app="shop"}) & substring"PasswordReset" & cut/email: (?P<email>\S+@\S+)/ & level=info')


@pytest.mark.parametrize(
    ("pipeline", "expected", "reason"),
    [
        ('|= "a" OR "b"', 'substring"a" | substring"b"', ""),
        ('|= ("a" or "b")', '?(|= ("a" or "b"))', "Loki takes no brackets behind |=, only texts with or between them"),
        ('!= ("a" or "b") |= "c"', '?(!= ("a" or "b")) & substring"c"', "Loki takes no brackets behind !="),
        ('|= "a" or |= "b"', '?(|= "a" or |= "b")', "a text in quotes is expected instead of |="),
        ('|= "a" "b"', 'substring"a" & ?("b")', "a stage is expected instead of b"),
        ('|= "a" and "b"', 'substring"a" & ?(and "b")', "a stage is expected instead of and"),
    ],
)
def test_what_loki_refuses_is_open(pipeline: str, expected: str, reason: str) -> None:
    for query in (f'{{app="x"}} {pipeline}', f'sum(count_over_time({{app="x"}} {pipeline} [5m])) > 3'):
        found = parse(query).query
        assert wording(found).removeprefix('from({app="x"}) & ').strip("()") == expected.strip("()")
        assert reason in str(found)


# --- what a query says of an event -------------------------------------------------------------------------------

PAID = Event(
    Template.of("user ", Placeholder("user_id", "int"), " paid ", Placeholder("sum", "int")),
    level="error",
    logger="shop.till",
    fields=(Field("method", Template.of("card")), Field("status", Template.of("502"))),
)


@pytest.mark.parametrize(
    ("pipeline", "certainty"),
    [
        ('|= "paid"', "generic"),
        ('|= "Paid"', "never"),
        ('|~ "(?i)PAID \\\\d+"', "generic"),
        ('!= "paid"', "never"),
        ('!~ "refunded|gone"', "generic"),
        ('|= "refunded" or "paid"', "generic"),
        ('!= "refunded" or "paid"', "never"),
        ('|> "user <_> paid <_>"', "generic"),
        ('|> "user <_> refunded <_>"', "never"),
        ('|> "user <_> paid"', "never"),
        ('!> "user <_> paid <_>"', "never"),
        ('|= "level=error"', "generic"),
        ('| level="error"', "always"),
        ('| json | level=~"warn|info"', "never"),
        ('| json | level!="debug"', "always"),
        ('| json | method="card"', "always"),
        ('| json | method="Card"', "never"),
        ('| json | method="car"', "never"),
        ('| json | method=~"car"', "never"),
        ('| json | method=~"car.*"', "always"),
        ('| json | method!~"cash|cheque"', "always"),
        ('| json | method!=""', "always"),
        ("| json | status >= 500", "always"),
        ("| json | status < 500", "never"),
        ('| json m="method" | m="cash"', "never"),
        ('| regexp "paid (?P<sum>\\\\d+)" | sum > 5', "generic"),
        ('| regexp "refunded (?P<back>\\\\d+)" | back > 5', "never"),
        ('| regexp "refunded (?P<back>\\\\d+)" | back != "5"', "generic"),
        ('| regexp "refunded (?P<back>\\\\d+)" | unwrap back', "never"),
        ('| pattern "user <who> paid <much>" | unwrap much', "generic"),
        ('| json | line_format "{{.method}}" |= "card"', "always"),
        ('| json | line_format "{{.method}}" |= "paid"', "never"),
    ],
)  # fmt: skip
def test_what_a_pipeline_says_of_an_event(pipeline: str, certainty: str) -> None:
    found = hold(parse(f'{{app="shop"}} {pipeline}').query, PAID)
    bound = {"generic", "always"}
    assert found.certainty == certainty or (found.certainty in bound and certainty in bound), found


def test_captures() -> None:
    query = parse('{app="shop"} | pattern "user <who> paid <much>"').query
    assert hold(query, PAID).captures == (("who", "{user_id}"), ("much", "{sum}"))


# --- the parts of the language -----------------------------------------------------------------------------------


def test_metrics_are_no_lines() -> None:
    for text in ('up{app="x"} > 0', 'rate(http_total{a="b"}[5m])', 'count({__name__=~".+", job="x"}[5m])', "vector(1)", ""):
        assert not parse(text).lines, text
    bare = parse('count by (job) ({job="x"})')
    assert (bare.lines, bare.counted) == (True, False)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('{app="x"} |= "a', "the character '\"' at 14 has no meaning in LogQL"),
        ('{app="x"} |= "\\d"', "the escape \\d is not known in double quotes"),
        ('{app="x"', "the query ends too early"),
        ("{app=x}", "app=x does not select streams"),
        ("x" * 200_000, "longer than any query that Loki takes"),
    ],
)
def test_what_cannot_be_read_is_open_as_a_whole(text: str, reason: str) -> None:
    found = parse(text)
    assert found.error == reason
    assert wording(found.query).startswith("?(")


def test_escapes_and_comments() -> None:
    text = '{app="x"} # a } comment\n |= "tab\\t \\"q\\" \\u00e9 \\x41 \\101"'
    assert wording(parse(text).query) == 'from({app="x"}) & substring"tab\t "q" é A A"'


@pytest.mark.parametrize(
    ("pattern", "flags", "parts"),
    [
        ("a|b", "", ["a", "b"]),
        ("(?i)a|b", "(?i)", ["a", "b"]),
        (".*(a|b(c|d)).*", "", ["a", "b(c|d)"]),
        ("(a)|(b)", "", ["(a)", "(b)"]),
        ("(a)(b|c)", "", ["(a)(b|c)"]),
        (r"a\|b|[|)]c|\Qd|e\E", "", [r"a\|b", "[|)]c", r"\Qd|e\E"]),
        ("(?P<n>a|b)", "", ["(?P<n>a|b)"]),
        (r"a\.*", "", [r"a\.*"]),
        ("a||b", "", ["a||b"]),
        (".*", "", [""]),
    ],
)
def test_choices(pattern: str, flags: str, parts: list[str]) -> None:
    assert choices(pattern) == (flags, parts)


TEXTS = st.lists(st.sampled_from(["a", "b", "|", "(", ")", "(?:", ".*", r"\|", "[|]", "(?i)"]), max_size=9).map("".join)


@given(TEXTS, st.text("abAB|", max_size=4))
def test_choices_find_what_the_expression_finds(pattern: str, line: str) -> None:
    try:
        whole = re.compile(pattern)
    except re.error:
        return
    flags, parts = choices(pattern)
    assert any(re.search(flags + part, line) for part in parts) == bool(whole.search(line))


def loki_test(pattern: str, line: str) -> bool:
    """Loki's own way: each text where it is found first; nothing empty between them, nothing behind the last one."""
    pieces = [piece for piece in re.split("(<_>)", pattern) if piece]
    if not line or not pieces:
        return not line and not pieces
    at = 0
    for number, piece in enumerate(pieces):
        if piece == "<_>":
            continue
        found = line[at:].find(piece)
        if found < 0 or (number and found == 0):
            return False
        at += found + len(piece)
    return (pieces[-1] == "<_>") == (at != len(line))


@given(
    st.lists(st.sampled_from(["a", "ab", "b"]), min_size=1, max_size=3),
    st.booleans(),
    st.booleans(),
    st.text("ab ", min_size=1, max_size=8),
)
def test_pattern_filters_find_what_loki_finds(texts: list[str], before: bool, behind: bool, line: str) -> None:
    pattern = "<_>" * before + "<_>".join(texts) + "<_>" * behind
    query: Query = line_filter(pattern, "")
    assert isinstance(query, Regex)
    assert bool(re.search(query.pattern.replace(r"\z", r"\Z"), line)) == loki_test(pattern, line)


def test_pattern_filters_that_loki_refuses_are_open() -> None:
    for text in ("a <x> b", "<_><_>"):
        assert wording(parse(f'{{a="b"}} |> "{text}"').query) == f'from({{a="b"}}) & ?(|> "{text}")'
    assert wording(line_filter("", "")) == 'whole""'
    assert wording(line_filter("<_>", "")) == "/./s"


def test_pattern_extractions() -> None:
    regex, names = extraction('<ip> - <_> "<method> <_>"', "")
    found = re.search(regex.pattern, '1.2.3.4 - bob "GET /x" 200')
    assert found
    assert (names, found.groupdict()) == (("ip", "method"), {"ip": "1.2.3.4", "method": "GET"})


def test_variables_are_picked_by_whoever_looks() -> None:
    asked = {
        '|= "$search"': 'from(|= "$search")',
        '|~ "(?i).*${search:regex}.*"': 'from(|~ "(?i).*${search:regex}.*")',
        '|= "user=[[user]]"': 'substring"user=${user}"',
        '!= "$without"': '?(!= "$without")',
        '| json | level=~"$level"': 'from(level=~"$level")',
        '| json | user="$user"': 'user:whole"$user"',
        '| json | user!="$user"': '?(user!="$user")',
        '| label_format a="{{.b}}x" | a=~"(?i)$a.*"': 'from(a=~"(?i)$a.*")',
        '| line_format "{{.a}} {{.b}}" |= "$search"': 'from(|= "$search")',
        '| json | __error__!="JSONParserErr"': 'from(__error__!="JSONParserErr")',
        '| json | __error__="JSONParserErr"': '?(__error__="JSONParserErr")',
        '| json | __error__!=""': '?(__error__!="")',
        "| $stage": "?(| $stage)",
    }
    for pipeline, expected in asked.items():
        assert wording(parse(f'{{app="x"}} {pipeline}').query) == f'from({{app="x"}}) & {expected}'


# --- files -------------------------------------------------------------------------------------------------------


def test_candidates_and_silence() -> None:
    paths = ("loki/rules/a.yaml", "ops/loki-rules.yml", "alerts/x.yaml", "src/loki_alert_rules/a.rule", "a.yaml", "rules.json")
    assert candidates(paths)[:4] == paths[:4]
    for text in ("a: [", "groups:\n- rules:\n  - alert: x\n    expr: rate(a{b='c'}[5m])\n", "rules: {a: {{ .Values }}", "{}"):
        assert read(Source("rules/a.yaml", text.encode()), "loki") == ((), ())


def test_found_by_content() -> None:
    rule = b'groups:\n- rules:\n  - alert: x\n    expr: rate({a="b"} |= "c" [5m])\n'
    assert read(Source("tmp/export.yaml", rule)).searches[0].format == "loki"
    api = b'{"data": {"groups": [{"rules": [{"name": "x", "type": "alerting", "query": "rate({a=\\"b\\"} |= \\"c\\" [5m])"}]}]}}'
    (search,) = read(Source("tmp/export.json", api), "loki").searches
    assert (search.name, search.alert, wording(search.query)) == ("x", True, 'from({a="b"}) & substring"c"')


def test_what_cannot_be_read_at_all_is_unread() -> None:
    for data in (b'\xff\xfe{a="b"} |= "c" alert: x', b'{a="b"} |= "c"\nalert: x\nexpr: \x01\n'):
        found = read(Source("rules/a.yaml", data), "loki")
        assert found.searches == ()
        assert len(found.unread) == 1


def test_looks_like_logql() -> None:
    assert looks_like_logql(b'rate({a="${x}"}[5m])')
    assert not looks_like_logql(b'rate(m{a="b"}[5m]) or {{ .Values.a }} | x')


def test_a_large_file_is_quick() -> None:
    rule = '  - alert: a{n}\n    expr: rate({{a="b"}} | json | x="{n}" |~ "(?i)c{n}|d" [5m]) > 0\n'
    text = "groups:\n- rules:\n" + "".join(rule.format(n=n) for n in range(5_000))
    begun = time.process_time()
    found = read(Source("rules/a.yaml", text[:900_000].encode()), "loki")
    assert len(found.searches) == 5_000
    assert time.process_time() - begun < 60


@pytest.mark.parametrize(
    "text",
    ["{" * 50_000, '{a="b"} ' + '|= "a" ' * 5_000, '{a="b"} | ' + "(" * 20_000, '{a="b"} | a="b"' + ' or a="b"' * 5_000, '{a="b"} |~ "' + "(" * 5_000 + '"',
     '{a="b"} |~ "' + "|a" * 5_000 + '"', "(" * 50_000 + '{a="b"}', '{a="b"}' + " + " + '{a="b"} + ' * 3_000],
    ids=lambda text: text[:14],
)  # fmt: skip
def test_hostile_queries_are_quick(text: str) -> None:
    begun = time.process_time()
    parse(text)
    assert time.process_time() - begun < 60


WHOLE = (Path(__file__).parent / "loki" / "queries.rules.yaml").read_bytes()


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(WHOLE)), st.integers(0, 60), st.binary(max_size=12))
def test_reading_never_raises(at: int, length: int, put: bytes) -> None:
    read(Source("rules/a.yaml", WHOLE[:at] + put + WHOLE[at + length :]), "loki")


RESOURCES = (Path(__file__).parent / "loki" / "rules.tf").read_bytes()


@settings(max_examples=40, deadline=None)
@given(st.integers(0, len(RESOURCES)), st.integers(0, 40), st.binary(max_size=8))
def test_reading_terraform_never_raises(at: int, length: int, put: bytes) -> None:
    read(Source("a.tf", RESOURCES[:at] + put + RESOURCES[at + length :]), "loki")


PIECES = st.sampled_from(
    ["{", "}", 'a="b"', "|=", "|~", "!=", "|>", '"x"', "`y`", "|", "json", "logfmt", "pattern", "regexp", '"(?P<z>.)"', "or", "and", ",", "(", ")", "[5m]",
     "offset", "5m", "unwrap", "a", ">", "5", "ip", "line_format", "label_format", "a=b", "$v", "sum", "rate", "by", "#", "\n", "--strict", "drop", "-"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=25).map(" ".join))
def test_parsing_never_raises(text: str) -> None:
    parse(text)
    parse('{a="b"} ' + text)
