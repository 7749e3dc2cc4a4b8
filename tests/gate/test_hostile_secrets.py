"""A secret in a log line is masked wherever it would be shown or kept, and the hook refuses it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from gate.gate_play import LOG, RECORD, Ask, Gate, Play, Row, Table, gate, story
from hypothesis import given
from hypothesis import strategies as st

from sdd_impact.detectors import masked

__all__ = ["gate"]

table = Table()
VALIDATE = ("validate", "--staged", "--draft")
#: Made up, in parts: no scanner of secrets shall take this file for a leak.
SECRETS = {
    "github": "ghp_" + "a1B2" * 9,
    "github, fine-grained": "github_pat_" + "A1b2_" * 12,
    "aws": "AKIA" + "Z9" * 8,
    "stripe": "sk_live_" + "4f" * 12,
    "slack": "xoxb-" + "12345-abc" * 3,
    "gitlab": "glpat-" + "x9_-" * 6,
    "jwt": "eyJ" + "hbGciOi" * 4 + ".eyJ" + "zdWIiOi" * 4 + "." + "sflKxw" * 5,
    "google": "AIza" + "Sy0-_" * 7,
    "sendgrid": "SG." + "abcde" * 5 + "." + "fghij" * 6,
    "private key": "-----BEGIN RSA PRIVATE " + "KEY-----MIIEpAIBAAKCAQEA7bqZ",
}
FORMATS = {
    "diff": ("text", "json", "markdown", "html", "sarif", "github", "gitlab"),
    "check": ("text", "json", "markdown", "html", "sarif", "junit", "github", "gitlab"),
    "report": ("text", "json", "markdown", "html"),
    "catalog": ("text", "json", "markdown", "html", "csv"),
    "searches": ("text", "json", "markdown", "html", "csv"),
}


def logging_line(call: str) -> str:
    """Return the story's file with one more log line."""
    return LOG.replace("payment failed", "charge failed") + f"    {call}\n"


def staged(play: Play, call: str, path: str = "pay.py") -> Ask:
    """Stage a log line and run the hook's command."""
    play.write({path: logging_line(call)})
    play.git("add", "-A")
    return Ask(play, VALIDATE)


@table.row(1, "pay.py:8:5: secret-staged: the line prints a secret: order.password", "fix: log an ID instead")
def a_password_is_staged(play: Play) -> Ask:
    return staged(play, 'log.info("hello %s", order.password)')


@table.row(1, "pay.py:8:5: secret-staged", "a literal text", "**********", "make it invalid", "!" + SECRETS["github"])
def a_key_is_staged(play: Play) -> Ask:
    return staged(play, f'log.info("using {SECRETS["github"]}")')


@table.row(1, "pay.py:8:5: secret-staged", "!" + SECRETS["aws"])
def a_key_in_a_constant_is_staged(play: Play) -> Ask:
    ask = staged(play, 'log.info("using %s", KEY)')
    play.write({"pay.py": (play.root / "pay.py").read_text().replace("\n\n\n", f'\nKEY = "{SECRETS["aws"]}"\n\n', 1)})
    play.git("add", "-A")
    return ask


@table.row(0, "!secret-staged")
def a_mask_around_the_password(play: Play) -> Ask:
    return staged(play, 'log.info("hello %s", mask(order.password))')


@table.row(0, "!secret-staged")
def a_word_about_passwords(play: Play) -> Ask:
    return staged(play, 'log.info("password of %s was changed", order.id)')


@table.row(0, "!secret-staged")
def a_password_in_a_test(play: Play) -> Ask:
    return staged(play, 'log.info("hello %s", order.password)', "tests/test_pay.py")


@table.row(0, "!secret-staged")
def a_password_that_is_not_staged(play: Play) -> Ask:
    play.write({"pay.py": logging_line('log.info("hello %s", order.password)')})
    return Ask(play, VALIDATE)


@table.row(0, "!secret-staged")
def a_password_that_was_there_before(play: Play) -> Ask:
    play.commit({"pay.py": logging_line('log.info("hello %s", order.password)')})
    return staged(play, 'log.info("hello %s", order.password)\n    order.done()')


@table.row(0, "!secret-staged")
def a_password_that_a_merge_brings(play: Play) -> Ask:
    play.git("checkout", "-q", "main")
    play.commit({"login.py": logging_line('log.info("hello %s", order.password)')})
    play.git("checkout", "-q", "feature")
    play.git("merge", "-q", "--no-commit", "--no-ff", "main")
    return Ask(play, VALIDATE)


@table.row(1, "login.py:8:5: secret-staged")
def a_password_put_into_a_merge(play: Play) -> Ask:
    a_password_that_a_merge_brings(play)
    return staged(play, 'log.info("hello again %s", order.password)', "login.py")


@table.row(1, "pay.py:8:5: secret-staged")
def before_the_first_commit(play: Play) -> Ask:
    play.git("checkout", "-q", "--orphan", "new")
    return staged(play, 'log.info("hello %s", order.password)')


@table.row(1, "pay.py:8:5: secret-staged")
def in_a_clone_without_history(play: Play) -> Ask:
    return staged(play.clone("shallow", "--depth=1", "-b", "feature"), 'log.info("hello %s", order.password)')


@table.row(1, "pay.py:8:5: secret-staged")
def excluded_by_the_same_commit(play: Play) -> Ask:
    rules = 'exclude: ["*.py"]\ntests: ["*.py"]\nprivacy: {masks: [str], allow: [secret]}\n'
    play.write({"sdd-impact.yaml": rules, ".gitattributes": "*.py linguist-generated\n"})
    return staged(play, 'log.info("hello %s", order.password)')


def answered(play: Play, gate: Gate, call: str, decision: str) -> Ask:
    """Answer the row of a secret and stage the record."""
    ask = staged(play, call)
    assert gate(play, "generate", "--staged").status == 0
    text = (play.root / RECORD).read_text()
    answer = text.replace("decision:  ", f"decision: {decision} ").replace(
        "reason:   ", 'reason: "the name of a printer, no secret" '
    )
    play.write({RECORD: answer})
    play.git("add", "-A")
    return ask


@pytest.mark.parametrize(
    ("call", "decision", "status"),
    [
        ('log.info("hello %s", order.password)', "harmless", 0),
        ('log.info("hello %s", order.password)', "allowed", 1),
        ('log.info("hello %s", order.password)', "fixed", 1),
        ('log.info("hello %s", order.password)', "", 1),
        (f'log.info("hello {SECRETS["stripe"]}")', "harmless", 1),
    ],
)
def test_what_a_record_may_say_of_it(gate: Gate, tmp_path: Path, call: str, decision: str, status: int) -> None:
    play = story(tmp_path)
    ask = answered(play, gate, call, decision)
    found = gate(play, *ask.arguments)
    assert found.status == status, found.text


@table.each()
def test_staged_secrets(row: Row, gate: Gate, tmp_path: Path) -> None:
    row.hold(gate, story(tmp_path))


def test_no_format_shows_a_secret(gate: Gate, tmp_path: Path) -> None:
    play = story(tmp_path)
    calls = "\n    ".join(f'log.info("{name}: {secret}")' for name, secret in SECRETS.items())
    searches = json.dumps({"version": 1, "searches": [{"name": "s", "contains": f"github: {SECRETS['github']}"}]})
    play.commit(
        {"pay.py": logging_line(calls), "more-searches.json": searches, "sdd-impact.yaml": "searches: [more-searches.json]\n"}
    )
    for command, formats in FORMATS.items():
        for form in formats:
            arguments = (command, "logs") if command == "catalog" else (command,)
            text = gate(play, *arguments, "--format", form, "--format", f"{'json' if form != 'json' else formats[0]}:out.txt").text
            assert text or form in ("sarif", "gitlab", "github", "csv")
            for name, secret in SECRETS.items():
                assert secret not in text + (play.root / "out.txt").read_text(), f"{name} in {command} --format {form}"
    assert gate(play, "generate").status == 0
    record = (play.root / RECORD).read_text()
    assert "secret" in record
    assert not any(secret in record for secret in SECRETS.values())


@pytest.mark.parametrize("name", SECRETS)
def test_a_secret_that_was_cut_to_be_shown(name: str) -> None:
    secret = SECRETS[name]
    for cut in range(len(secret) - 4, len(secret)):
        assert secret[:cut] not in masked(f"a line with {secret[:cut]}…")


@given(st.text(), st.sampled_from(sorted(SECRETS.values())), st.sampled_from([" ", '"', "'", ",", "}", "\n", ")"]))
def test_a_secret_in_any_text(text: str, secret: str, end: str) -> None:
    assert secret not in masked(f"{text} {secret}{end}{text}")


@given(st.text())
def test_other_texts_stay_as_they_are(text: str) -> None:
    if not any(secret[:3] in text for secret in SECRETS.values()):
        assert masked(text) == text
