"""Changes of log lines from public history, and the searches that people had for them.

The texts are those of the commits named; the layouts are syslog's.
"""

from __future__ import annotations

import pytest
from matching.written import printed, search, statement, template

from sdd_impact.matching import states, verdicts
from sdd_impact.model import Change, Event, Regex, Statement, Template

#: What fail2ban puts in the place of ``<HOST>``.
HOST = r"(?:::f{4,6}:)?(?P<host>[\w\-.^_]*\w)"

#: A rule as logcheck has it.
LOGCHECK = (
    r"^\w{3} [ :0-9]{11} [._[:alnum:]-]+ sshd\[[0-9]+\]: reverse mapping checking getaddrinfo for [._[:alnum:]-]+ "
    r"\[[[:xdigit:].:]{3,39}\] failed - POSSIBLE BREAK-IN ATTEMPT!$"
)

CASES = (
    (
        "openssh a22f2d761b",
        "Illegal user {user} from {host}",
        "Invalid user {user} from {host}",
        f"Illegal user .* from {HOST}",
        "broken",
    ),
    (
        "openssh 094cd0ba02",
        "User {user} not allowed because {reason}",
        "User {user} from {host} not allowed because {reason}",
        r"User \S+ not allowed",
        "broken",
    ),
    (
        "openssh a4b9e0f4e4",
        "Received disconnect from {host}: {code:int}: {message}",
        "Received disconnect from {host} port {port:int}:{code:int}: {message}",
        f"Received disconnect from {HOST}: 3: .*: Auth fail",
        "broken",
    ),
    (
        "openssh 95767262ca",
        "Invalid user {user} from {host}",
        "Invalid user {user} from {host} port {port:int}",
        rf"^[iI](?:llegal|nvalid) user .* from {HOST}\s*$",
        "broken",
    ),
    (
        "openssh e690fe8575",
        "reverse mapping checking getaddrinfo for {name} [{ip:ip}] failed - POSSIBLE BREAK-IN ATTEMPT!",
        "reverse mapping checking getaddrinfo for {name} [{ip:ip}] failed.",
        LOGCHECK,
        "broken",
    ),
    (
        "postfix d31cde758",
        "{host}[{ip:ip}]: SASL {mechanism} authentication failed: {reason}",
        "{host}[{ip:ip}]: SASL {mechanism} authentication failed: (reason unavailable), {reason}",
        rf"\[{HOST}\]: SASL \w+ authentication failed",
        "still-matches",
    ),
)


def syslog(program: str, one: Statement) -> Event:
    line = template("Mar 23 14:22:07 {machine} " + program + "[{pid:int}]: ")
    return printed(one)._replace(program=program, line=type(one.template).of(*line.parts, *one.template.parts))


@pytest.mark.parametrize(("before", "after", "pattern", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
@pytest.mark.parametrize("layout", ["known", "unknown"])
def test_public_history(before: str, after: str, pattern: str, expected: str, layout: str) -> None:
    changed = Change("ch-1", "modified", statement(before), statement(after))
    posix = "[:" in pattern
    asked = search(Regex(pattern, "ere" if posix else "python"), pattern)
    if pattern.startswith("^[iI]"):  # fail2ban cuts the syslog prefix off before it matches
        layout = "unknown"
    events = (lambda one: syslog("sshd", one)) if layout == "known" else (lambda one: printed(one)._replace(program="sshd"))
    (verdict,) = verdicts([asked], [asked], [changed], events, events)
    assert verdict.verdict == expected, verdict.because


def test_the_program_is_part_of_the_layout() -> None:
    """openssh 03e3de416e: sshd became sshd-session; no message changed, and every anchored search was blind."""
    same = statement("Invalid user {user} from {host}")
    changed = Change("ch-1", "modified", same, same._replace(), event_only=True)
    asked = search(Regex(rf"^\w{{3}} +\d+ [\d:]+ \S+ sshd\[\d+\]: Invalid user .* from {HOST}$"))
    for known in (True, False):
        before = (lambda one: syslog("sshd", one)) if known else (lambda one: printed(one)._replace(program="sshd"))
        after = (lambda one: syslog("sshd-session", one)) if known else (lambda one: printed(one)._replace(program="sshd-session"))
        (verdict,) = verdicts([asked], [asked], [changed], before, after)
        assert verdict.verdict == "broken", verdict.because
    unanchored = search(Regex(f"Invalid user .* from {HOST}"))
    (verdict,) = verdicts(
        [unanchored], [unanchored], [changed], lambda one: syslog("sshd", one), lambda one: syslog("sshd-session", one)
    )
    assert verdict.verdict == "still-matches"


def test_a_lost_prefix_of_a_text() -> None:
    """cds-snc/notification-api 522451e4b, 18 April 2024: ``"… {} …".format(name)`` became ``"… {name} …"`` without an ``f`` in front, which prints the braces.

    The saved query of cds-snc/notification-terraform asks for the name of the function, so it finds nothing, from its first day until today.
    """
    before = statement(
        "Retry: {function_name} has retried the max num of times for callback url {url:url} and notification_id: {id:id}"
    )
    after = before._replace(
        template=Template.of(
            "Retry: {function_name} has retried the max num of times for callback url {url} and notification_id: {id}"
        )
    )
    asked = search(Regex("send_delivery_status_to_service has retried the max num of times for callback url"))
    (verdict,) = verdicts([asked], [asked], [Change("ch-1", "modified", before, after)], printed, printed)
    assert verdict.verdict == "broken", verdict.because
    (dead,) = states([asked], [after], printed)
    assert dead.state == "unbound"
    assert dead.nearest is not None
    assert dead.nearest.statement == after
