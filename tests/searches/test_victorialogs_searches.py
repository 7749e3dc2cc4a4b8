"""VictoriaLogs: LogsQL, rules of vmalert, dashboards of Grafana, hostile input."""

from __future__ import annotations

import json
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
from sdd_impact.searches._vlogs import parse

SAMPLE = (Path(__file__).parent / "victorialogs" / "shop.vlogs.yaml").read_text()


def rules(text: str, path: str = "ops/vlogs-rules.yaml") -> Reading:
    return read(Source(path, text.encode()), "victorialogs")


def test_the_sample() -> None:
    as_expected(rules(SAMPLE), SAMPLE)


def test_candidates() -> None:
    paths = ["ops/vlogs-rules.yaml", "victorialogs/a/b.yml", "k8s/vmrule.yaml", "rules/x.yaml", "ops/alerts.yml", "ops/app.yaml"]
    assert candidates(paths) == tuple(paths[:5])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("error", r"message:/(?<!\w)error(?!\w)/"),
        ("a b or c", r"(message:/(?<!\w)a(?!\w)/ & message:/(?<!\w)b(?!\w)/) | message:/(?<!\w)c(?!\w)/"),
        ("!a (b or c)", r"!message:/(?<!\w)a(?!\w)/ & (message:/(?<!\w)b(?!\w)/ | message:/(?<!\w)c(?!\w)/)"),
        ('-"x y" and not z', r"!message:/(?<!\w)x y(?!\w)/ & !message:/(?<!\w)z(?!\w)/"),
        ('err* *"sub"*', r'message:/(?<!\w)err/ & message:substring"sub"'),
        ('"[ok]"', r"message:/\[ok\]/"),
        ('_msg:~"time.*out"', "message:/time.*out/"),
        ('_msg:="whole" _msg:=who*', "message:/^whole$/ & message:/^who/"),
        ("user:=bob user:bob", r"user=bob & user:/(?<!\w)bob(?!\w)/"),
        ("status:>=500 status:<600", "status>=500 & status<600"),
        ("level:(error or warn)", "level=~error | level=~warn"),
        ('_stream:{app="a"} _time:[2024-01-01, 2024-02-01) x', r'from(_stream:{app="a"}) & from(_time:[2024-01-01, 2024-02-01)) & message:/(?<!\w)x(?!\w)/'),
        ("_time:5m offset 1h x", r"from(_time:5m offset 1h) & message:/(?<!\w)x(?!\w)/"),
        ("day_range[08:00, 18:00) x", r"from(day_range[08:00, 18:00)) & message:/(?<!\w)x(?!\w)/"),
        ('i("Login Failed")', r"message:/(?<!\w)Login Failed(?!\w)/i"),
        ('user:in(a, "b c")', "user=a | user=b c"),
        ("contains_all(a,b)", r"message:/(?<!\w)a(?!\w)/ & message:/(?<!\w)b(?!\w)/"),
        ('seq("a","b")', r"message:/(?<!\w)a(?!\w).*(?<!\w)b(?!\w)/"),
        ("in(_time:1d x | fields ip)", "?(in(_time:1d x | fields ip))"),
        ("user:* x:", "?(user:* x:)"),
        ('user:""', "!user exists"),
        ("$word x", r"?($word) & message:/(?<!\w)x(?!\w)/"),
        ("a | unknown b", r"message:/(?<!\w)a(?!\w)/ & ?(unknown b)"),
        ("(a", "?((a)"),
        ("a | ", "?(a |)"),
        ("* | stats count() if (a) x, count() if (b) y", r"message:/(?<!\w)a(?!\w)/ | message:/(?<!\w)b(?!\w)/"),
        ("a | stats count() if (b) x, count() y", r"message:/(?<!\w)a(?!\w)/"),
        ('* | extract_regexp "u=(?P<u>x+)" from detail | where u:=x', "detail:cut/u=(?P<u>x+)/ & u=x"),
    ],
)  # fmt: skip
def test_logsql(text: str, expected: str) -> None:
    assert wording(parse(text).query) == expected


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("paid", "always"),
        ("Paid", "never"),
        ("i(PAID)", "always"),
        ("pai", "never"),
        ("pai*", "always"),
        ("user_id", "never"),
        ("level:info User", "always"),
        ("level:error", "never"),
        ('~"^User [0-9]+ paid$"', "generic"),
    ],
)
def test_what_conditions_find(text: str, certainty: str) -> None:
    message = Template.of("User ", Placeholder("id", "int"), " paid")
    assert hold(parse(text).query, Event(message, level="info", line=message)).certainty == certainty


def test_rules_in_other_files() -> None:
    inner = "".join(
        f"    {line}\n" for line in 'groups:\n  - type: vlogs\n    rules:\n      - alert: S\n        expr: "lost"\n'.splitlines()
    )
    resource = f"kind: VMRule\nspec:\n{inner}"
    held = f"kind: ConfigMap\ndata:\n  rules.yaml: |\n{inner}"
    for text, line in ((resource, 6), (held, 7)):
        (search,) = read(Source("k8s/vmrule.yaml", text.encode())).searches
        assert (search.name, search.format, search.location.line, search.text) == ("S", "victorialogs", line, "lost")
    untyped = 'groups:\n  - rules:\n      - alert: S\n        expr: "lost"\n'
    assert len(rules(untyped).searches) == 1
    assert read(Source("ops/rules.yaml", untyped.encode())) == Reading()


def test_a_rule_that_looks_like_logql_is_read_once() -> None:
    text = 'groups:\n  - type: vlogs\n    rules:\n      - alert: S\n        expr: \'{app="x"} |= "y"\'\n      - alert: T\n        expr: \'{app="x"} lost\'\n'
    assert {each.format for each in read(Source("ops/loki-rules.yaml", text.encode())).searches} == {"victorialogs"}


def test_panels_of_grafana() -> None:
    source = {"type": "victoriametrics-logs-datasource", "uid": "v"}
    targets = [{"refId": name, "expr": each} for name, each in (("A", '{app="shop"} "reset failed"'), ("B", "* | stats count()"))]
    board = {"title": "Shop", "schemaVersion": 30, "panels": [{"title": "S", "datasource": source, "targets": targets}]}
    (search,) = read(Source("grafana/shop-dashboard.json", json.dumps(board).encode())).searches
    assert wording(search.query) == r'from({app="shop"}) & message:/(?<!\w)reset failed(?!\w)/'


def test_the_example_of_the_page() -> None:
    page = (Path(__file__).parents[2] / "docs/searches/victorialogs.md").read_text()
    (text,) = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    (search,) = rules(text).searches
    assert (search.name, search.owner, search.alert) == ("ResetFailed", "support-l2", True)
    assert wording(search.query) == r'from({app="shop"}) & message:/(?<!\w)reset failed(?!\w)/ & level=~error'


def test_broken_files_are_listed() -> None:
    (unread,) = rules(SAMPLE + "  - [\n").unread
    assert unread.line > 30


@given(st.text(alphabet="ab\"\\()[]{}.,=<>!:~*-| \n'`#", max_size=60))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read(text: str) -> None:
    for each in (text, f"a | {text}", f'a | extract "{text}', f"* | stats count() if ({text}", f"_time:{text}", f"in({text}"):
        parse(each)


def test_hostile_queries_are_quick() -> None:
    start = time.process_time()
    for text in (
        "(" * 20_000,
        "not " * 7_000,
        "a or " * 5_000 + "b",
        "!" * 29_000,
        '"' * 29_999,
        "i(" * 9_000,
        "a:" * 9_000,
        "- " * 9_000,
        "{" * 29_000,
        "a | " * 7_000,
    ):
        parse(text)
    assert time.process_time() - start < 6
