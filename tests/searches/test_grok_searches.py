"""Grok: filters of Logstash, processors of ingest pipelines, the library of patterns, hostile input."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matching.written import change, event, printed
from searches.search_wording import wording

from sdd_impact.matching import verdicts
from sdd_impact.matching.hold import hold
from sdd_impact.model import Reading, Source
from sdd_impact.patterns import GaveUp, Pattern, search
from sdd_impact.patterns import read as read_pattern
from sdd_impact.searches import candidates, companions, read
from sdd_impact.searches._grok import expand
from sdd_impact.searches._grok.library import LIBRARY

SAMPLES = Path(__file__).parent / "grok"
CONF = (SAMPLES / "shop.conf").read_bytes()
INGEST = (SAMPLES / "ingest.json").read_bytes()


def logstash(pattern: str) -> Reading:
    return read(Source("logstash/x.conf", f"filter {{ grok {{ match => {{ 'message' => '{pattern}' }} }} }}".encode()))


def test_filters_of_logstash() -> None:
    reading = read(Source("logstash/pipeline/shop.conf", CONF))
    assert reading.unread == ()
    assert [(each.name, each.owner, each.location.line, each.location.end_line) for each in reading.searches] == [
        ("orders", "platform", 6, 15), ("shop: grok", "platform", 16, 16), ("shop (2)", "platform", 17, 17), ("shop (3)", "platform", 18, 18),
    ]  # fmt: skip
    orders, branch, paid, by = reading.searches
    assert (branch.text, wording(branch.query)) == (r"[message] =~ /Paid \{/", r"/Paid \{/")
    assert orders.parts == (
        "Order %{INT:order:int} cancelled by %{USERNAME:[user][name]}",
        'Order %{ORDER:order} "lost"',
    )
    assert wording(orders.query) == (
        r"(/Order (?<order>(?:[+-]?[0-9]+)) cancelled by (?<user.name>[a-zA-Z0-9._-]+)/"
        r' | /Order (?<order>[A-Z]{2}\d+) "lost"/) & from(if [type] == "shop" and [env] != "test")'
    )
    assert "?(%{CURRENCY})" in wording(paid.query)
    assert "?(else if [message] =~ /Paid \\{/)" in wording(paid.query)
    assert wording(by.query).startswith("message:/^by (?<payer>")


def test_processors_of_a_pipeline() -> None:
    reading = read(Source("elastic/ingest/ingest.json", INGEST))
    (cart,) = reading.searches
    assert (cart.name, cart.location.line, cart.parts) == ("cart", 4, ("Cart %{UUID:cart.id} closed", "Cart %{OWN:cart.id} opened"))
    assert wording(cart.query).endswith("| /Cart (?<cart.id>c[0-9]+) opened/) & from(ctx.type == 'shop')")
    (unread,) = reading.unread
    assert (unread.line, unread.reason.split(":")[0]) == (7, "%{WORD")
    text = "processors:\n  - grok:\n      field: message\n      patterns:\n        - 'Cart %{INT:cart}'\n"
    (cart,) = read(Source("elasticsearch/ingest_pipeline/default.yml", text.encode())).searches
    assert (cart.name, cart.location.line) == ("default", 2)


def test_a_grok_that_fits_no_more_is_broken() -> None:
    (asked,) = logstash(r"%{TIMESTAMP_ISO8601:ts} %{LOGLEVEL:level} Order %{INT:order} cancelled by %{USERNAME:who}").searches
    before = "Order {order:int} cancelled by {who:name}"
    for after, expected in (
        (before, "still-matches"),
        ("Order {order:int} was cancelled by {who:name}", "broken"),
        ("Order {who:name} cancelled by {order:int}", "captures-changed"),
    ):
        (verdict,) = verdicts(
            [asked], [asked], [change(1, before, after)._replace(event_only=True)], printed, printed, everything=True
        )
        assert verdict.verdict == expected, verdict.because


@pytest.mark.parametrize(
    ("pattern", "line", "found"),
    [
        ("^%{TIMESTAMP_ISO8601} %{LOGLEVEL}$", "2026-11-24T12:00:01,123+01:00 WARN", True),
        ("^%{SYSLOGBASE} %{GREEDYDATA:message}$", "Mar 23 14:22:07 web-1.example shop[42]: Order 7 lost", True),
        ("^%{SYSLOGLINE}$", "2026-11-24T12:00:01Z web shop: Order 7 lost", True),
        ("^%{COMBINEDAPACHELOG}$", '192.0.2.7 - me [24/Nov/2026:12:00:01 +0100] "GET /a?b=c HTTP/1.1" 200 12 "-" "curl/8"', True),
        ("^%{HTTPDATE}$", "24/Nov/2026:12:00:01 +0100", True),
        ("^%{IP}$", "2001:db8::1", True), ("^%{IP}$", "192.0.2.7", True), ("^%{IP}$", "example", False),
        ("^%{IPORHOST}:%{POSINT}$", "web-1.example.org:8080", True),
        ("^%{UUID}$", "3f2c9a1e-7b0d-4c55-9a6e-0d1f2b3c4d5e", True), ("^%{UUID}$", "3f2c9a1e", False),
        ("^%{URI}$", "https://example.org:80/a/b?c=d&e", True), ("^%{PATH}$", "/srv/a.txt", True), ("^%{PATH}$", r"C:\a\b", True),
        ("^%{QS}$", '"a \\" b"', True), ("^%{QS}$", '"a', False), ("^%{NUMBER}$", "-1.5", True), ("^%{NUMBER}$", "x", False),
        ("^%{EMAILADDRESS}$", "a.b@example.org", True), ("^%{MAC}$", "00:1b:44:11:3a:b7", True),
        ("^%{JAVACLASS}$", "org.example.Shop$Cart", True), ("^%{WORD}$", "two words", False), ("^%{LOGLEVEL}$", "Informal", False),
        ("^%{DATESTAMP}$", "24.11.2026 12:00:01", True), ("^%{SYSLOG5424LINE}$", "<13>1 2026-11-24T12:00:01Z web shop 4 - - hi", True),
    ],
)  # fmt: skip
def test_the_library(pattern: str, line: str, found: bool) -> None:
    tree = read_pattern(expand(pattern).text, "oniguruma", "")
    assert isinstance(tree, Pattern)
    hit = search(tree, line)
    assert not isinstance(hit, GaveUp)
    assert (hit is not None) is found


def test_every_name_of_the_library_can_be_read() -> None:
    for name in LIBRARY:
        expanded = expand(f"%{{{name}}}")
        assert expanded.missing == (), name
        assert isinstance(read_pattern(expanded.text, "oniguruma", ""), Pattern), name


def test_times_of_an_unknown_layout_are_ordinary() -> None:
    (asked,) = logstash(r"^%{TIMESTAMP_ISO8601:ts} %{LOGLEVEL:level} +%{JAVACLASS:class}: Order %{INT:order} lost").searches
    assert hold(asked.query, event("Order {order:int} lost", level="warning", logger="shop.Orders")).bound


def test_pattern_files_help() -> None:
    source = Source("logstash/pipeline/x.conf", b"filter { grok { match => { 'message' => '%{ORDER:o} lost' } } }")
    paths = (
        "logstash/patterns/shop",
        "logstash/pipeline/patterns/own",
        "patterns/all",
        "other/patterns/no",
        "logstash/patterns/deep/no",
    )
    assert companions(source, paths) == ("logstash/patterns/shop", "logstash/pipeline/patterns/own", "patterns/all")
    own = Source("logstash/patterns/shop", b"# ours\nORDER order-%{INT}\n\n")
    assert wording(read(source, companions=(own,)).searches[0].query) == r"/(?<o>order-(?:(?:[+-]?[0-9]+))) lost/"
    assert wording(read(source).searches[0].query) == "/(?<o>.*) lost/ & ?(%{ORDER})"


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("filter {\n grok {\n  match {} } }", 3, "a filter cannot be read: a setting `name => value` is expected, not match"),
        ("filter {\n grok {\n  match => { 'a' => 'b'", 3, "a filter cannot be read: the brace opened here is never closed"),
        ("filter {\n grok { match => { 'message' => 'a(' } } }", 2, "a( cannot be read: a ( is never closed"),
        ("filter {\n grok { id => 'x' } }", 2, "a grok without a `match`"),
    ],
)
def test_what_cannot_be_read(text: str, line: int, reason: str) -> None:
    (unread,) = read(Source("logstash/x.conf", text.encode())).unread
    assert (unread.line, unread.reason[: len(reason)]) == (line, reason)


@pytest.mark.parametrize(
    "text",
    [
        '{"processors": [{"grok": {"field": "message", "patterns": ["Cart %{INT:cart}"]}}]}',
        '{"description": "x", "processors":[{"grok":{"field":"message","patterns":["Cart %{INT:cart}"]}}]}',
        '{"shop": {"processors": [{"grok": {"field": "message", "patterns": ["Cart %{INT:cart}"]}}]}}',
        '[{"processors" : [{"dissect": {"field": "message", "pattern": "Cart %{cart}"}}]}]',
    ],
)
def test_pipelines_in_one_line(text: str) -> None:
    for path in ("elastic/ingest/shop.json", "elsewhere.json"):
        (cart,) = read(Source(path, text.encode())).searches
        assert (cart.format, cart.location.line) == ("grok", 1)


def test_found_by_path_and_content() -> None:
    paths = (
        "etc/logstash/conf.d/10.conf",
        "nginx/conf.d/site.conf",
        "pipelines/x.conf",
        "a/ingest_pipeline/default.yml",
        "x.conf",
        "a.json",
    )
    assert candidates(paths) == paths[:4]
    assert read(Source("nginx/conf.d/site.conf", b"server { listen 80; }\n")) == Reading()
    assert read(Source("a/ingest/notes.yml", b"a: [\n")) == Reading()
    assert read(Source("elsewhere.conf", b"filter { grok { match => { message => 'a' } } }")).searches[0].format == "grok"


@pytest.mark.parametrize(
    "text",
    ["grok {" * 30_000, "grok { match => " + "[" * 50_000, "grok { match => " + "{ a => " * 30_000, '"' * 90_001, "if " * 90_000 + "{ grok {",
     "grok { match => { message => '" + "%{GREEDYDATA:a}" * 5_000 + "' } }",
     "grok { match => { message => '%{A}' } pattern_definitions => { A => '%{B}%{B}%{B}' B => '%{C}%{C}%{C}%{A}' C => '%{B}%{B}' } }",
     "{" * 90_000, "grok { match => { message => '" + "(" * 50_000 + "' } }"],
    ids=lambda text: text[:16],
)  # fmt: skip
def test_hostile_files_end_quickly(text: str) -> None:
    start = time.process_time()
    read(Source("logstash/x.conf", f"filter {{ {text}".encode()))
    assert time.process_time() - start < 60


@settings(max_examples=120, deadline=None)
@given(
    st.sampled_from([("x.conf", CONF), ("ingest/x.json", INGEST)]), st.integers(0, 900), st.integers(0, 40), st.binary(max_size=6)
)
def test_never_raises(sample: tuple[str, bytes], start: int, length: int, noise: bytes) -> None:
    path, content = sample
    reading = read(Source(path, content[:start] + noise + content[start + length :]), "grok")
    assert all(wording(each.query) for each in reading.searches)
    assert all(each.line > 0 for each in reading.unread)


def test_groups_are_named_after_fields() -> None:
    assert re.findall(r"\(\?<([^>]+)>", expand("%{INT:[a][b]:int}%{WORD:@c}%{INT:9}").text) == ["a.b", "c", "_9"]


def test_a_long_line_of_blanks_is_read_at_once() -> None:
    start = time.perf_counter()
    read(Source("ingest/x.json", b"{" + b" " * 500_000))
    read(Source("ingest/x.json", b"{" + b"\n" * 500_000 + b'"grok":'))
    assert time.perf_counter() - start < 5
