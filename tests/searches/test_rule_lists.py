"""logcheck's lists and the rules of node-problem-detector: samples, what is refused, hostile input."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from searches.search_wording import wording

from sdd_impact.model import Source
from sdd_impact.searches import candidates, read
from sdd_impact.searches._rules import divide

HERE = Path(__file__).parent
LIST = (HERE / "logcheck" / "shop").read_bytes()
MONITOR = (HERE / "npd" / "shop-monitor.json").read_bytes()


def test_a_list() -> None:
    reading = read(Source("etc/logcheck/violations.d/shop", LIST))
    (search,) = reading.searches
    assert (search.name, search.format, search.owner, search.alert, len(search.parts)) == (
        "shop",
        "logcheck",
        "operations",
        True,
        5,
    )
    assert wording(search.query) == (
        "(program:/^(shop)$/ & message:/^Order [0-9]+ cancelled$/)"
        r" | (program:/^(shop-(web|api))$/ & message:/^(Started|Stopped)\.?$/)"
        " | (program:/^(billing)$/ & message:/^Paid [[:digit:].]+ EUR/)"
        " | /no prefix: at all/"
        r" | /^\w{3} [ :0-9]{11} host shop: one|two/"
    )


@pytest.mark.parametrize(
    ("rule", "program", "message"),
    [
        (r"^\w{3} [ :0-9]{11} [._[:alnum:]-]+ sshd\[[0-9]+\]: Bye$", "sshd", "^Bye$"),
        (r"^(\w{3} [ :[:digit:]]{11}|[0-9T:.+-]{32}) [._[:alnum:]-]+ CRON\[[[:digit:]]+\]: x (a|b)", "CRON", "^x (a|b)"),
        (r"^\w{3} [ :0-9]{11} [._[:alnum:]-]+ kernel: y", "kernel", "^y"),
        (r"sshd-session\[[0-9]+\]: Connection reset", "sshd-session", "^Connection reset"),
        (r"(dockerd|containerd)\[[0-9]+\]: time", "(dockerd|containerd)", "^time"),
    ],
)
def test_program_and_message(rule: str, program: str, message: str) -> None:
    assert divide(rule) == (program, message)


@pytest.mark.parametrize("rule", ["Error: lost", "^lost", "a b: c", r"x\[[0-9]+\]", "[" * 500, r"x\[1\]: ", ""])
def test_what_is_no_syslog_line_stays_whole(rule: str) -> None:
    assert divide(rule) is None


def test_where_lists_are_found() -> None:
    paths = [
        "logcheck/ignore.d.server/ssh", "violations.d/su", "violations.ignore.d/su", "debian/shop.logcheck.ignore.server", "src/ignore.d",
    ]  # fmt: skip
    assert candidates(paths) == tuple(paths[:4])
    for path, name, alert in (
        (paths[0], "ssh", False), (paths[1], "su", True), (paths[2], "su", False), (paths[3], "shop", False),
    ):  # fmt: skip
        (search,) = read(Source(path, b"# x\n\nlost it\n")).searches
        assert (search.name, search.alert, search.location.line) == (name, alert, 3)


def test_a_rule_that_cannot_be_read() -> None:
    reading = read(Source("ignore.d.server/x", b"one\ntwo (three\n"))
    assert [(each.line, each.reason) for each in reading.unread] == [
        (2, "two (three cannot be read: a ( is never closed (at character 5)")
    ]
    assert reading.searches[0].text == "one"


def test_a_monitor() -> None:
    reading = read(Source("k8s/shop-monitor.json", MONITOR))
    assert [(each.name, each.location.line, each.alert, wording(each.query)) for each in reading.searches] == [
        ("OrderLost", 10, True, r"message:/Order \d+ lost.*\z/ & from(/var/log/shop.log)"),
        ("OrderLost (2)", 11, True, r"message:/shop stopped with (code|signal) \d+\z/ & from(/var/log/shop.log)"),
        (
            "Trace", 12, True,
            r"((message:/panic: order/ | message:/goroutine \d+/) & ?(panic: order(.|\n)*goroutine \d+)) & from(/var/log/shop.log)",
        ),
    ]  # fmt: skip
    assert [(each.line, each.reason) for each in reading.unread] == [
        (13, "a rule without a `pattern`"),
        (14, "lost (?=order) cannot be read: unknown group (?= (at character 6)"),
    ]


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ('{"plugin": "custom", "bufferSize": 1, "rules": [{"path": "/x", "reason": "R"}]}', 0),
        ('{"plugin": "kmsg", "bufferSize": 1, "rules": {}}', 0),
        ('{"plugin": "kmsg", "bufferSize": 1, "rules": [1, ]}', 1),
        ('{"rules": [{"pattern": "x"}]}', 0),
    ],
)
def test_other_files(text: str, unread: int) -> None:
    reading = read(Source("x-monitor.json", text.encode()))
    assert (reading.searches, len(reading.unread)) == ((), unread)


@pytest.mark.parametrize("form", ["logcheck", "npd"])
def test_a_large_file_is_quick(form: str) -> None:
    rules = [{"reason": f"r{number}", "pattern": f"lost order {number} of .*"} for number in range(4_000)]
    monitor = json.dumps({"plugin": "kmsg", "bufferSize": 1, "rules": rules}).encode()
    data = monitor if form == "npd" else b"".join(b"shop\\[[0-9]+\\]: lost order %d$\n" % number for number in range(30_000))
    start = time.process_time()
    assert read(Source("x", data), form).searches
    assert time.process_time() - start < 60


@settings(max_examples=100, deadline=None)
@given(st.sampled_from([("npd", MONITOR), ("logcheck", LIST)]), st.integers(0, 1_400), st.integers(0, 40), st.binary(max_size=6))
def test_never_raises(sample: tuple[str, bytes], start: int, length: int, noise: bytes) -> None:
    form, content = sample
    reading = read(Source("x", content[:start] + noise + content[start + length :]), form)
    assert all(wording(search.query) for search in reading.searches)
    assert all(each.line > 0 for each in reading.unread)
