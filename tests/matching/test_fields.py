"""Levels, structured fields, and fields that nobody has told us about."""

from __future__ import annotations

import pytest
from matching.written import event

from sdd_impact.matching import hold
from sdd_impact.matching.levels import decide
from sdd_impact.model import AllOf, Event, FieldIs, Not, Phrase, Query, Regex

LEVELS = (
    ("level", "=", "ERROR", "error", True), ("level", "=", "warn", "warning", True), ("level", "!=", "info", "info", False),
    ("severity", ">=", "WARNING", "error", True), ("severity", ">=", "ERROR", "warning", False), ("severity", "=", "fatal", "critical", True),
    ("level", ">=", "40", "error", True), ("level", ">=", "40", "warning", None),  # 40 is error for Python, warning for pino
    ("level", ">=", "50", "critical", True), ("level", ">=", "50", "warning", False), ("severity", "<=", "3", "error", True),
    ("severity", "<=", "3", "warning", False), ("severity", ">=", "500", "error", True), ("SeverityNumber", ">=", "17", "error", True),
    ("level", "=", "verbose", "verbose", True), ("level", ">", "verbose", "error", None), ("level", "exists", "", "debug", True),
)  # fmt: skip


@pytest.mark.parametrize(("field", "op", "value", "level", "expected"), LEVELS)
def test_levels(field: str, op: str, value: str, level: str, expected: bool | None) -> None:
    assert decide(FieldIs(field, op, value), level) == expected  # type: ignore[arg-type]  # the table holds operators


LOGIN = event("login", action="login", user="{user_id:id}", tries="{n:int}", text="user {name} not found", ok="true")
TABLE: tuple[tuple[Query, Event, str], ...] = (
    (FieldIs("level", "=", "info"), LOGIN, "always"),
    (FieldIs("log.level", "=", "error"), LOGIN, "never"),
    (FieldIs("level", "=", "inf*", wildcards=True), LOGIN, "always"),
    (FieldIs("status", "=", "error"), event("x", "error"), "always"),
    (FieldIs("status", "=", "500"), event("x", "error", status="{s:int}"), "contingent"),
    (FieldIs("status", ">=", "500"), event("x", "error", status="{s:int}"), "generic"),
    (FieldIs("status", ">=", "500"), event("x", status="404"), "never"),
    (FieldIs("level", "=", "info"), event("x", None), "unknown"),
    (Regex("(?i)warn|info", field="level"), LOGIN, "always"),
    (Regex("^(ERROR|FATAL)$", field="level"), LOGIN, "never"),
    (Phrase("INFO", field="level"), LOGIN, "always"),
    (FieldIs("action", "=", "login"), LOGIN, "always"),
    (FieldIs("action", "=", "logout"), LOGIN, "never"),
    (FieldIs("action", "!=", "logout"), LOGIN, "always"),
    (FieldIs("fields.action", "=", "LOGIN"), LOGIN, "always"),
    (FieldIs("action", "=", "LOGIN", case=True), LOGIN, "never"),
    (FieldIs("action", "exists"), LOGIN, "always"),
    (FieldIs("user", "exists"), LOGIN, "always"),
    (Phrase("login", field="action", where="whole"), LOGIN, "always"),
    (Phrase("not found", field="text"), LOGIN, "always"),
    (Phrase("found", field="text", where="term"), LOGIN, "unknown"),  # one value, or text in words?
    (FieldIs("text", "=", "found"), LOGIN, "unknown"),
    (Regex("^lo", field="action"), LOGIN, "always"),
    (FieldIs("tries", ">", "3"), LOGIN, "generic"),
    (FieldIs("tries", ">", "many"), LOGIN, "unknown"),
    (FieldIs("message", "=", "login"), LOGIN, "always"),
    (Phrase("Login", field="message", case=False, where="term"), LOGIN, "always"),
    (Phrase("user found", field="message", where="term"), event("user, found"), "always"),  # only tokens count
    (Phrase("user found", where="term"), event("user, found"), "never"),
    (Regex("log.*", "lucene", field="message"), event("login", line="login"), "always"),
    (Regex("log.*", "lucene", field="message"), event("a login of x", line="a login of x"), "unknown"),
    (FieldIs("logger", "=", "auth"), event("x", logger="auth"), "always"),
    (FieldIs("program", "=", "sshd"), event("x", program="sshd-session"), "never"),
    (FieldIs("user_id", "=", "7"), event("login user_id={id:int}"), "contingent"),
    (FieldIs("user_id", "exists"), event("login user_id={id:int}"), "always"),
    (FieldIs("state", "=", "on"), event("login state=on now"), "always"),
    (FieldIs("user", "=", "bob"), event("login user={name}@corp now"), "unknown"),  # a word of it, or all of it?
    (FieldIs("user", "=", "bob"), event("login user={name}, now"), "contingent"),
    (FieldIs("user", "=", "x-y"), event("login user={a}-{b}"), "contingent"),
    (FieldIs("user", "=", "@corp"), event("login user={name:int}@corp;"), "unknown"),
    # words begin and end where tokens do
    (Phrase("fail:", field="message", where="term"), event("failed: x", line="failed: x"), "never"),
    (Phrase(": failed", field="message", where="term"), event("xfailed", line="xfailed"), "never"),
    (Phrase("failed:", field="message", where="term"), event("failed at last"), "always"),
    # whether a field is kept as one value or cut into words is not known: only what holds either way is said
    (AllOf((Phrase("b:", False, "term", "f"), Regex("[ab]+$", field="f"))), event("x", f="{p}"), "contingent"),
    (AllOf((FieldIs("f", "!=", "ab"), Regex("^ab b$", field="f"))), event("x", f="{p}"), "contingent"),
    (AllOf((Regex("a", "lucene", field="msg"), Phrase("a b"))), event("{p}", line="{p}"), "contingent"),
    # comparisons of one field are decided together
    (AllOf((FieldIs("tries", ">", "7"), FieldIs("tries", "<", "3"))), LOGIN, "never"),
    (AllOf((FieldIs("tries", ">=", "7"), FieldIs("tries", "<=", "7"))), LOGIN, "generic"),
    (AllOf((FieldIs("tries", ">", "7"), Not(FieldIs("tries", ">=", "7")))), LOGIN, "never"),
    (AllOf((FieldIs("tries", ">", "7"), FieldIs("user", "<", "3"))), LOGIN, "generic"),
    (AllOf((Not(FieldIs("user", ">", "7")), Not(FieldIs("user", "<=", "7")))), LOGIN, "generic"),  # it may be no number
    (FieldIs("code", ">", "2"), event("x", code="{c=3|4x}"), "generic"),
    (FieldIs("code", ">", "2"), event("x", code="{c=3|4}"), "always"),
    (FieldIs("code", ">", "5"), event("x", code="{c=3|4x}"), "never"),
    (FieldIs("unheard.of", "=", "7"), LOGIN, "unknown"),
    (AllOf((Phrase("login"), FieldIs("unheard.of", "=", "7"))), LOGIN, "generic"),
    (AllOf((Phrase("logout"), FieldIs("unheard.of", "=", "7"))), LOGIN, "never"),
)  # fmt: skip


@pytest.mark.parametrize(("query", "held", "expected"), TABLE, ids=[f"{index}-{each[2]}" for index, each in enumerate(TABLE)])
def test_fields(query: Query, held: Event, expected: str) -> None:
    assert hold(query, held).certainty == expected, hold(query, held)


def test_what_is_not_known_is_said() -> None:
    match = hold(AllOf((Phrase("login"), FieldIs("unheard.of", "=", "7"))), LOGIN)
    assert (
        "the condition on unheard.of holds (the statement sets no field unheard.of; it may come from elsewhere)" in match.assuming
    )
    match = hold(FieldIs("user_id", "exists"), event("login user_id={id:int}"))
    assert "the field user_id is read from the text of the line" in match.assuming


EXTRACTED = (
    # An unknown layout may print what the expression asks for: then the level is the statement's, another field is not known.
    (r"^(?P<ts>\S+) (?P<level>[A-Z]+) ", FieldIs("level", "=", "ERROR"), "always"),
    (r"level=(?P<level>\w+)", FieldIs("level", "=", "info"), "never"),
    (r"^(?P<first>\S+) ", FieldIs("first", "=", "user"), "unknown"),
    (r"^(?P<first>\S+) ", FieldIs("first", "exists"), "always"),
    # What the message itself prints, or cannot print, is known.
    (r"paid (?P<sum>\d+)", FieldIs("sum", "exists"), "always"),
    (r"paid (?P<sum>\d+)", FieldIs("sum", "=", "seven"), "never"),
    (r"refunded (?P<sum>\d+)", FieldIs("sum", "exists"), "never"),
)


@pytest.mark.parametrize(("pattern", "condition", "expected"), EXTRACTED, ids=[f"{each[0]}-{each[1].op}" for each in EXTRACTED])
def test_fields_that_the_search_extracts(pattern: str, condition: FieldIs, expected: str) -> None:
    asked = AllOf((Regex(pattern, "re2", captures_only=True), condition))
    assert hold(asked, event("user paid {sum:int}", "error")).certainty == expected
