"""Changes of log lines from public history, and the filters and rules of their time, read from files of those formats.

The texts are those of the commits named; how the matcher decides the patterns by themselves stands in the tests of that room.
"""

from __future__ import annotations

from functools import partial

import pytest
from matching.written import change, printed

from sdd_impact.matching import verdicts
from sdd_impact.model import Event, SavedSearch, Source, Statement
from sdd_impact.searches import read

FILTER = "[INCLUDES]\nbefore = common.conf\n[Definition]\n_daemon = {daemon}\nfailregex = ^%(__prefix_line)s{pattern}\n"
LOGCHECK = r"^\w{{3}} [ :0-9]{{11}} [._[:alnum:]-]+ {daemon}\[[0-9]+\]: {pattern}" + "\n"

CASES = (
    (
        "openssh a22f2d761b", "fail2ban", "sshd", r"Illegal user .* from <HOST>",
        "Illegal user {user} from {ip:ip}", "Invalid user {user} from {ip:ip}", "broken",
    ),
    (
        "openssh 094cd0ba02", "fail2ban", "sshd", r"User \S+ not allowed",
        "User {user} not allowed because {reason}", "User {user} from {host} not allowed because {reason}", "broken",
    ),
    (
        "openssh a4b9e0f4e4", "fail2ban", "sshd", r"Received disconnect from <HOST>: 3: .*: Auth fail",
        "Received disconnect from {ip:ip}: {code:int}: {message}", "Received disconnect from {ip:ip} port {port:int}:{code:int}: {message}",
        "broken",
    ),
    (
        "openssh 95767262ca", "fail2ban", "sshd", r"[iI](?:llegal|nvalid) user .* from <HOST>\s*$",
        "Invalid user {user} from {ip:ip}", "Invalid user {user} from {ip:ip} port {port:int}", "broken",
    ),
    (
        "openssh e690fe8575", "logcheck", "sshd",
        r"reverse mapping checking getaddrinfo for [._[:alnum:]-]+ \[[[:xdigit:].:]{{3,39}}\] failed - POSSIBLE BREAK-IN ATTEMPT!$",
        "reverse mapping checking getaddrinfo for {name} [{ip:ip}] failed - POSSIBLE BREAK-IN ATTEMPT!",
        "reverse mapping checking getaddrinfo for {name} [{ip:ip}] failed.", "broken",
    ),
    (
        "postfix d31cde758", "fail2ban", "postfix", r"warning: [^[]*\[<HOST>\]: SASL \w+ authentication failed",
        "warning: {host}[{ip:ip}]: SASL {mechanism} authentication failed: {reason}",
        "warning: {host}[{ip:ip}]: SASL {mechanism} authentication failed: (reason unavailable), {reason}", "still-matches",
    ),
)  # fmt: skip


def asked(form: str, daemon: str, pattern: str) -> SavedSearch:
    """The one search of a file of this format."""
    if form == "logcheck":
        source = Source("etc/logcheck/violations.d/ssh", LOGCHECK.format(daemon=daemon, pattern=pattern.format()).encode())
    else:
        source = Source(f"etc/fail2ban/filter.d/{daemon}.conf", FILTER.format(daemon=daemon, pattern=pattern).encode())
    reading = read(source)
    assert reading.unread == ()
    return reading.searches[0]


@pytest.mark.parametrize(
    ("form", "daemon", "pattern", "before", "after", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_public_history(form: str, daemon: str, pattern: str, before: str, after: str, expected: str) -> None:
    search = asked(form, daemon, pattern)
    (verdict,) = verdicts([search], [search], [change(1, before, after)], printed, printed)
    assert verdict.verdict == expected, verdict.because


@pytest.mark.parametrize("form", ["logcheck", "fail2ban"])
def test_the_program_is_not_the_message(form: str) -> None:
    """openssh 03e3de416e: sshd became sshd-session. No message changed; only where the program is known does a rule on it break."""
    pattern = "Invalid user [[:alnum:]]+ from .*$" if form == "logcheck" else "Invalid user .* from <HOST>$"
    search = asked(form, "sshd", pattern)
    moved = change(1, "Invalid user {user} from {ip:ip}", "Invalid user {user} from {ip:ip}")._replace(event_only=True)
    for known, expected in ((True, "broken" if form == "logcheck" else "still-matches"), (False, "still-matches")):

        def named(one: Statement, name: str, known: bool = known) -> Event:
            return printed(one)._replace(program=name if known else "")

        (verdict,) = verdicts(
            [search], [search], [moved], partial(named, name="sshd"), partial(named, name="sshd-session"), everything=True
        )
        assert verdict.verdict == expected, verdict.because
