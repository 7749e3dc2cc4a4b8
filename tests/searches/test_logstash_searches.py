"""Logstash beside its groks: dissect filters, and branches that look at the message."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from searches.search_wording import wording

from sdd_impact.model import Reading, Source
from sdd_impact.searches import read
from sdd_impact.searches._grok import condition, groks

CONF = r"""# owner: platform
filter {
  if [type] == "shop" {
    if "payment failed" in [message] {
      mutate { add_tag => [ "payment" ] }
    } else if [message] =~ /^refund \w+ lost$/ {
      drop { }
    } else {
      dissect {
        id => "orders"
        mapping => {
          "message" => "order %{id} by %{+who} %{+who}"
          "[host][name]" => "%{a}-%{b}"
        }
      }
    }
  }
  if "_grokparsefailure" in [tags] { drop {} }
  if [level] == "ERROR" and [env] != "test" { mutate { } }
}
output {
  if [message] !~ "health" or [type] == "x" { elasticsearch { } }
}
"""


def conf(text: str) -> Reading:
    return read(Source("logstash/shop.conf", text.encode()))


def test_what_reads_a_line() -> None:
    reading = conf(CONF)
    assert reading.unread == ()
    shown = [(each.name, each.location.line, each.text, wording(each.query)) for each in reading.searches]
    assert shown == [
        ("shop: mutate", 4, '"payment failed" in [message]', 'substring"payment failed" & from(if [type] == "shop")'),
        (
            "shop: drop",
            6,
            r"[message] =~ /^refund \w+ lost$/",
            r'/^refund \w+ lost$/ & !substring"payment failed" & from(if [type] == "shop")',
        ),
        (
            "orders",
            9,
            "order %{id} by %{+who} %{+who}",
            r"/\Aorder (?<id>.*?) by (?:.*?) (?:.*)/ & from(if [type] == \"shop\") & !substring\"payment failed\" & !/^refund \w+ lost$/".replace(
                '\\"', '"'
            ),
        ),
        (
            "orders",
            9,
            "%{a}-%{b}",
            r"host.name:/\A(?<a>.*?)\-(?<b>.*)/ & from(if [type] == \"shop\") & !substring\"payment failed\" & !/^refund \w+ lost$/".replace(
                '\\"', '"'
            ),
        ),
        ("shop: elasticsearch", 22, '[message] !~ "health" or [type] == "x"', '!/health/ | ?([type] == "x")'),
    ]
    assert {each.owner for each in reading.searches} == {"platform"}


def test_a_filter_inside_of_a_branch_takes_its_condition_for_granted() -> None:
    grok, branch = conf("filter { if [message] =~ /a b/ { grok { match => { 'message' => 'a b %{WORD:c}' } } } }").searches
    assert wording(branch.query) == "/a b/"
    assert wording(grok.query) == r"/a b (?<c>\b\w+\b)/ & ?(if [message] =~ /a b/)"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[message] =~ "a.b"', "/a.b/"),
        (r"[message] =~ /a\/b/", "/a/b/"),
        ('[message] == "a b"', 'whole"a b"'),
        ('[message] != "a"', '!whole"a"'),
        ('"a" not in [message]', '!substring"a"'),
        ("'it\\'s' in [message]", 'substring"it\'s"'),
        ('[message] in ["a", "b"]', 'whole"a" | whole"b"'),
        ("[event][original] =~ /x/", "/x/"),
        ('"a" in [message] and ("b" in [message] or "c" in [message])', 'substring"a" & (substring"b" | substring"c")'),
        ('!("a" in [message])', '!substring"a"'),
        ('![message] or "a" in [message]', '!?([message]) | substring"a"'),
        ('"a" in [message] nand "b" in [message]', '!(substring"a" & substring"b")'),
        ('"a" in [message] xor "b" in [message]', '(substring"a" & !substring"b") | (!substring"a" & substring"b")'),
        ('[a][b] > 5 and "a" in [message]', 'from([a][b] > 5) & substring"a"'),
        ("[message]", "?([message])"),
        ("[message] > 5", "?([message] > 5)"),
        ('("a" in [message]', '?(("a" in [message])'),
        ('"a" in [message] "b"', '?("a" in [message] "b")'),
        ("[message] =~", "?([message] =~)"),
        ("", "?()"),
    ],
)  # fmt: skip
def test_conditions(text: str, expected: str) -> None:
    assert wording(condition(text)) == expected


def test_a_branch_that_tells_somebody_is_an_alert() -> None:
    mail, drop = conf('output { if "a b" in [Message] { email { to => "x" } } else if "c" in [message] { drop {} } }').searches
    assert (mail.name, mail.alert, drop.name, drop.alert) == ("shop: email", True, "shop: drop", False)


def test_a_dissect_without_a_mapping_is_listed() -> None:
    reading = conf("filter {\n  dissect { id => 'x' }\n  dissect { mapping => { 'message' => 'a %{b}' } }\n}")
    assert [(each.line, each.reason) for each in reading.unread] == [(2, "a dissect without a `mapping`")]
    assert [each.text for each in reading.searches] == ["a %{b}"]


def test_more_branches_than_are_read_are_listed() -> None:
    reading = conf("filter {\n" + 'if "a" in [message] { drop {} }\n' * 2_001 + "}")
    assert len(reading.searches) == 2_000
    assert [each.line for each in reading.unread] == [2_002]


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_mutated_files_never_raise(data: st.DataObject) -> None:
    text = CONF
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(at, min(len(text), at + 40)))
        text = (
            text[:at]
            + data.draw(st.sampled_from(["", "/", "{", "}", "(", "[", '"', "if ", "else ", "=~", "\x00", "not in"]))
            + text[end:]
        )
    conf(text)


def test_hostile_files_are_quick() -> None:
    start = time.process_time()
    conf("if [message] =~ /a/ { " * 15_000)
    conf("if [message] =~ /a/ { } else " * 8_000)
    conf("filter { " + 'if "a" in [message] { drop {} } ' * 20_000 + "}")
    condition("(" * 50_000 + "[message]")
    condition("!" * 50_000 + "[message]")
    condition('"a" in [message] or ' * 600)
    condition('"a" in [message] xor ' * 600 + '"b" in [message]')
    groks("dissect { mapping => {" * 20_000)
    assert time.process_time() - start < 8
