"""fail2ban's filters: how a filter is put together from its files, what its expressions become, hostile input."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from searches.search_wording import wording

from sdd_impact.model import AllOf, AnyOf, Query, Reading, Regex, Source
from sdd_impact.searches import candidates, companions, read
from sdd_impact.searches._fail2ban import BUILT_IN, expand, merge, rules

SAMPLES = Path(__file__).parent / "fail2ban"
HEAD = "[INCLUDES]\nbefore = common.conf\n[Definition]\n"


def filter_file(text: str, name: str = "x.conf", companions: tuple[Source, ...] = ()) -> Reading:
    return read(Source(f"etc/filter.d/{name}", text.encode("utf-8", "surrogateescape")), "fail2ban", companions)


def patterns(query: Query) -> list[str]:
    """The expressions of a query that look at the message or, not anchored, at the line."""
    if isinstance(query, AllOf | AnyOf):
        return [found for part in query.parts for found in patterns(part)]
    return [query.pattern] if isinstance(query, Regex) and not query.pattern.startswith("^(?:\\[") else []


def complete(text: str, **parameters: str) -> list[str]:
    """The expressions of a filter, with the prefix of the line."""
    settings = merge("x", {"x.conf": (HEAD + text).encode()}, {}, parameters)
    return [pattern for rule in rules(settings, prefixes=True).fail for pattern in rule.patterns]


def test_a_filter() -> None:
    reading = read(Source("ops/filter.d/shop-auth.conf", (SAMPLES / "shop-auth.conf").read_bytes()))
    assert reading.unread == ()
    (search,) = reading.searches
    assert (search.name, search.owner, search.alert, search.location.line, search.location.end_line) == (
        "shop-auth", "support-l2", True, 12, 17,
    )  # fmt: skip
    assert search.parts == (
        r"^%(__prefix_line)sLogin of %(__user)s from <HOST> failed$",
        r"^%(__prefix_line)sToo many logins from <ADDR>",
        r"^Blocked <HOST>",
        r"^Refused <HOST>",
        r"suspicious ((?i)request|call) of <F-ID/> at 100%%",
    )
    assert [each.replace(expand("<HOST>"), "<H>").replace(expand("<ADDR>"), "<A>") for each in patterns(search.query)] == [
        r"^Login of user (?P<user>\S+) from <H> failed$",
        r"^Too many logins from <A>",
        "^Blocked <H>",
        "^Refused <H>",
        r"suspicious (?i:request|call) of (?P<fid>\S+) at 100%",
    ]
    assert wording(search.query).endswith("& !/user healthcheck/ & from(_SYSTEMD_UNIT=shop.service)")


def test_a_prefix_is_cut_off() -> None:
    (search,) = read(Source("ops/filter.d/shop-pref.conf", (SAMPLES / "shop-pref.conf").read_bytes())).searches
    host = expand("<HOST>")
    assert patterns(search.query) == [
        rf"^(?P<mlfid>\w+): (?:Denied {host}$)",
        rf"^(?P<mlfid>\w+): (?:.*?(?:denied for (?P<user>\S+))|lost {host})",
    ]


@pytest.mark.parametrize(
    ("failregex", "line", "found"),
    [
        ("^%(__prefix_line)slost <HOST>$", " srv shop[12]: lost 192.0.2.7", True),
        ("^%(__prefix_line)slost <HOST>$", "lost example.org", True),
        ("^%(__prefix_line)slost <HOST>$", " srv other[12]: x lost 192.0.2.7", False),
        ("lost <ADDR>", "it lost [2001:db8::80da:af6b:8b2c]", True),
        ("lost <ADDR>", "it lost ::ffff:192.0.2.7 now", True),
        ("lost <ADDR>$", "it lost example.org", False),
        ("lost <SUBNET>$", "lost 192.0.2.0/24", True),
        ("lost <IP4> <IP6>$", "lost 192.0.2.7 ::1", True),
        ("lost <F-ID>[A-Z]{3}</F-ID>", "lost ABC", True),
        ("lost </F-ID>", "lost </F-ID>", True),
        ("lost <unknown>", "lost <unknown>", True),
        ("^lost <F-USER>a|b</F-USER>$", "lost b", True),
    ],
)
def test_what_is_found(failregex: str, line: str, found: bool) -> None:
    (pattern,) = complete(f"_daemon = shop\nfailregex = {failregex}\n")
    assert bool(re.search(pattern, line)) is found


def test_a_content_that_does_not_reach_the_end() -> None:
    text = "prefregex = ^%(__prefix_line)sreject: <F-CONTENT>.+?</F-CONTENT>(?:, user=<F-USER>\\S+</F-USER>)?\\s*$\nfailregex = from <HOST>$\n"
    (pattern,) = complete(text)
    assert re.search(pattern, "reject: RCPT from example.org, user=me")
    assert re.search(pattern, "reject: RCPT from example.org")
    assert not re.search(pattern, "reject: RCPT from example.org now, user=me")


def test_parameters_and_sections() -> None:
    text = "failregex = <re-<mode>>\nre-a = one\nre-b = two %(lt/x)s\nmode = a\n[lt]\nx = 3 %(y)s\ny = 4\n[Init]\nmode = b\n"
    assert complete(text) == ["two 3 4"]
    assert complete(text, mode="a") == ["one"]


def test_long_lists_are_tried_on_the_message_only() -> None:
    few, many = (
        filter_file(
            "[Definition]\nfailregex = " + "\n  ".join(f"^lost {number} <ADDR>" for number in range(count)) + "\n"
        ).searches[0]
        for count in (8, 9)
    )
    assert wording(few.query).count("^(?:\\[") == 8
    assert wording(many.query).count("message:/") == 9
    assert "^(?:\\[" not in wording(many.query)


def test_files_that_help() -> None:
    paths = tuple(
        f"ops/filter.d/{name}" for name in ("x.conf", "x.local", "common.conf", "other.conf", "y-common.conf", "base.conf")
    )
    source = Source(
        "ops/filter.d/x.conf", b"[INCLUDES]\nbefore = base.conf\n  more.conf\n[Definition]\nfailregex = %(start)s <end>\n"
    )
    assert companions(source, (*paths, "ops/action.d/x.conf")) == tuple(
        f"ops/filter.d/{name}" for name in ("base.conf", "common.conf", "x.local", "y-common.conf")
    )
    base = Source("ops/filter.d/base.conf", b"[DEFAULT]\nstart = began\nend = ended\n")
    local = Source("ops/filter.d/x.local", b"[Definition]\nend = over %(known/end)s\n")
    (search,) = read(source, companions=(base,)).searches
    assert patterns(search.query) == ["began ended"]
    (search,) = read(source, companions=(base, local)).searches
    assert patterns(search.query) == ["began over ended"]
    assert read(local, companions=(source, base)) == Reading()  # it is read with the filter that it changes


def test_what_is_not_at_hand_stays_open() -> None:
    (search,) = filter_file("[INCLUDES]\nbefore = base.conf\n[Definition]\nfailregex = ^%(start)slost <gone> <HOST>\n").searches
    assert wording(search.query).endswith("& ?(%(start)s) & ?(<gone>)")
    assert r"^(?:.*)lost (?:.*) (?P<host>" in wording(search.query)


def test_lines_that_are_joined() -> None:
    text = "[Definition]\nmaxlines = 9\nfailregex = ^failed (?P<__id>\\d+)<SKIPLINES>^end (?P=__id) of <HOST>$\n            ^.*\\nsecond line <HOST>\n"
    (search,) = filter_file(text).searches
    assert "?(<SKIPLINES>)" in wording(search.query)
    host = expand("<HOST>")
    assert patterns(search.query) == [r"^failed (?P<__id>\d+)", f"^end (?:.*?) of {host}$", f"second line {host}"]


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("[Definition]\nfailregex = lost (<HOST>\n", 2, "lost (<HOST> cannot be read: a ( is never closed (at character 6)"),
        ("[Definition]\nnonsense\nfailregex = lost <HOST>\n", 2, "no section, setting or comment: nonsense"),
        ("[Definition]\nfailregex = a <HOST>\nfailregex = b <HOST>\n", 3, "failregex stands already on line 2"),
        ("failregex = a\n[Definition]\nfailregex = b <HOST>\n", 1, "no section, setting or comment: failregex = a"),
    ],
)
def test_what_fail2ban_refuses(text: str, line: int, reason: str) -> None:
    assert [(each.line, each.reason) for each in filter_file(text).unread] == [(line, reason)]


@pytest.mark.parametrize("text", ["[DEFAULT]\n__x = 1\n", "[Definition]\nfailregex =\n", "[Definition]\nx = 1\n", ""])
def test_files_for_others_are_silent(text: str) -> None:
    assert filter_file(text, "some-common.conf") == Reading()


def test_found_by_folder() -> None:
    paths = ["a/filter.d/x.conf", "filter.d/y.local", "a/action.d/x.conf", "a/filter.d/z.txt", "a/filter.d/deep/x.conf"]
    assert candidates(paths) == ("a/filter.d/x.conf", "filter.d/y.local")
    assert read(Source("elsewhere/x.conf", b"[Definition]\nfailregex = lost <HOST>\n")).searches[0].name == "x"


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "%(a)s" * 1_000 + "\nfailregex = %(a)s x <a>\n",
        "a = <b><b>\nb = <a><a>\nfailregex = <a>\n",
        "\n".join(f"a{number} = %(a{number + 1})s%(a{number + 1})s" for number in range(60)) + "\nfailregex = %(a0)s x\n",
        "failregex = " + "<" * 50_000 + "\n",
        "failregex = " + "<a" * 20_000 + ">" * 20_000 + "\n",
        "failregex = " + "\n  x <HOST>".join(str(number) for number in range(5_000)) + "\n",
        "failregex = " + "(" * 50_000 + "\n",
        "failregex = " + "<HOST>" * 5_000 + "\n",
        "prefregex = <F-CONTENT>" * 2_000 + "\nfailregex = x <HOST>\n",
        "failregex = <HOST>" + "[" * 90_000 + "\n",
    ],
    ids=lambda text: text[:14],
)
def test_hostile_filters_end_quickly(text: str) -> None:
    start = time.process_time()
    filter_file("[Definition]\n" + text)
    assert time.process_time() - start < 60


CONTENT = b"\n".join(path.read_bytes() for path in sorted(SAMPLES.iterdir()))


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(CONTENT)), st.integers(0, 60), st.binary(max_size=6))
def test_never_raises(start: int, length: int, noise: bytes) -> None:
    data = CONTENT[:start] + noise + CONTENT[start + length :]
    reading = read(Source("filter.d/x.conf", data), "fail2ban")
    assert all(wording(search.query) for search in reading.searches)
    assert all(each.line > 0 for each in reading.unread)


def test_what_is_brought_along_can_be_read() -> None:
    names = re.findall(r"^(\w+) =", BUILT_IN["common.conf"].decode(), re.MULTILINE)
    for name in names:
        assert complete(f"failregex = ^x%({name})s\n"), name
