"""One search, one statement: what the five answers mean, as a table."""

from __future__ import annotations

import pytest
from matching.written import event

from sdd_impact.matching import hold
from sdd_impact.model import AllOf, AnyOf, Event, Not, Opaque, Phrase, Query, Regex, Routing

RESET = event("PasswordReset userId: {user_id:int} email: {email:email?}")
MASKED = event("PasswordReset userId: {user_id:int} email: {mask(email):masked}")
ERROR = event("Error: {error:exception}", "error")
USER = event("user {name} logged in from {ip:ip}")
KNOWN = event("started", line="2021-03-23 [{level=INFO}] app: started", level="info")

TABLE: tuple[tuple[Query, Event, str], ...] = (
    # the statement's own text
    (Phrase("PasswordReset"), RESET, "always"),
    (Phrase("passwordreset"), RESET, "contingent"),  # an address may contain it
    (Phrase("passwordreset"), MASKED, "never"),
    (Phrase("passwordreset", case=False), RESET, "always"),
    (Phrase("Reset"), RESET, "always"),
    (Phrase("Reset", where="term"), MASKED, "never"),
    (Phrase("PasswordReset", where="term"), RESET, "always"),
    (Phrase("userid", where="term", case=False), RESET, "always"),
    (Phrase("Password*", where="term", wildcards=True), RESET, "always"),
    (Phrase("Password*email", wildcards=True), RESET, "always"),
    (Phrase("PasswordReset userId: ? email", wildcards=True), RESET, "generic"),
    # an unknown layout: nothing is said about what stands around the message
    (Phrase("PasswordReset", where="start"), RESET, "generic"),
    (Regex("^PasswordReset"), RESET, "generic"),
    (Regex("^Password reset"), RESET, "never"),
    (Regex("logged in from .*$"), USER, "always"),
    (Phrase("started", where="whole"), event("started"), "generic"),
    (Phrase("started", where="whole"), event("started", line="started"), "always"),
    (Regex("^started"), KNOWN, "never"),
    (Regex(r"^\S+ \[INFO\] app: started$"), KNOWN, "always"),
    # ordinary values
    (Regex(r"email: \S+@\S+"), RESET, "generic"),
    (Regex(r"email: \S+@\S+"), MASKED, "never"),
    (Regex(r"email: \S+"), MASKED, "generic"),
    (Regex(r"userId: \d+"), RESET, "generic"),
    (Regex(r"user \d+"), event("user {n:int}"), "generic"),
    (Regex(r"user \d+"), event("user {n}"), "generic"),
    (Regex(r"user \w+ logged"), USER, "generic"),
    (Regex(r"user \w+ \w+ logged"), USER, "generic"),
    (Regex(r"from \d+\.\d+\.\d+\.\d+"), USER, "generic"),
    (Regex(r"Error: .+"), ERROR, "generic"),
    (Regex(r"Error: .*"), ERROR, "always"),
    (Regex(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"), event("id {i:uuid}"), "generic"),
    (Regex(r"at \d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d"), event("at {t:datetime}"), "generic"),
    # a particular value
    (Phrase("userId: 42"), RESET, "contingent"),
    (Phrase("timeout"), ERROR, "contingent"),
    (Phrase("Error: timeout"), ERROR, "contingent"),
    (Regex(r"user root logged"), USER, "contingent"),
    (Regex(r"email: .*@gmail\.com"), RESET, "contingent"),
    (Regex(r"user [a-c]+ logged"), USER, "contingent"),
    (Regex(r"from \d+\.\d+\.\d+\.\d+"), event("from {host}"), "contingent"),
    (Phrase("Error: "), event("Error: {e}"), "always"),
    (Regex("Error: $"), ERROR, "contingent"),
    # impossible
    (Phrase("timeout"), event("user {n:int} done"), "never"),
    (Regex(r"userId: [a-z]+"), MASKED, "never"),
    (Phrase("email: a b"), RESET, "never"),
    (Regex(r"email: [^@]*$"), event("email: {email:email}", line="email: {email:email}"), "contingent"),  # it may be missing
    # finite values
    (Phrase("state on"), event("state {s=on|off}"), "generic"),
    (Phrase("state half"), event("state {s=on|off}"), "never"),
    (Regex("state o(n|ff)"), event("state {s=on|off}"), "always"),
    (Phrase("Login failed"), event("{what=Login} failed"), "always"),
    # renderings
    (Phrase("code    7"), event("code {c:int%5d}"), "contingent"),
    (Regex(r"code\s+\d+"), event("code {c:int%5d}"), "generic"),
    (Regex(r"at [0-9a-f]+"), event("at {p:int%x}"), "always"),
    (Regex(r"took \d+\.\d\d s"), event("took {t:float%.2f} s"), "generic"),
    (Regex(r"name '[^']+'"), event("name {n%r}"), "generic"),
    (Regex(r"name '[^']+'"), event("name {n}"), "contingent"),  # a quotation mark inside of any text
    (Regex(r"name '\S+'"), event("name {n!r}"), "generic"),
    # a lost f-prefix prints the braces
    (Regex(r"user \d+"), event("user {{user_id}}".replace("{{user_id}}", "\x01")), "never"),
    # Boolean queries, decided on the line as a whole
    (AllOf((Phrase("PasswordReset"), Phrase("email: "))), RESET, "always"),
    (AllOf((Phrase("PasswordReset"), Not(Phrase("email: ")))), RESET, "never"),
    (AllOf((Phrase("PasswordReset"), Not(Regex("userId: 1")))), RESET, "generic"),
    (AnyOf((Phrase("nothing"), Phrase("PasswordReset"))), RESET, "always"),
    (AnyOf((Regex(r"userId: -"), Regex(r"userId: \d"))), event("userId: {user_id:int}"), "always"),
    (AllOf((Regex("state on"), Regex("state off"))), event("state {s=on|off}"), "never"),
    (Not(Phrase("PasswordReset")), RESET, "never"),
    (Not(Phrase("Payment failed")), event("user {n:int}"), "always"),
    (AllOf(()), RESET, "always"),
    (AnyOf(()), RESET, "never"),
    # places and what is not understood
    (Routing("index=main"), RESET, "always"),
    (Not(Routing("index=main")), RESET, "always"),
    (AllOf((Routing("index=main"), Phrase("PasswordReset"))), RESET, "always"),
    (Not(Not(Routing("index=main"))), RESET, "always"),
    (AllOf((Phrase("PasswordReset"), Not(AnyOf((Routing("host=a"), Routing("host=b")))))), RESET, "always"),
    (AllOf((Phrase("Payment"), Not(AnyOf((Routing("host=a"), Routing("host=b")))))), MASKED, "never"),
    (AllOf((Opaque("`macro`", "a macro"), Phrase("PasswordReset"))), RESET, "generic"),
    (AllOf((Opaque("`macro`", "a macro"), Phrase("Payment failed"))), MASKED, "never"),
    (AnyOf((Opaque("`macro`", "a macro"), Phrase("Payment failed"))), MASKED, "unknown"),
    (AnyOf((Opaque("`macro`", "a macro"), Phrase("PasswordReset"))), RESET, "always"),
    (Opaque("`macro`", "a macro"), RESET, "unknown"),
    (AllOf((Phrase("PasswordReset"), Not(Opaque("`m`", "a macro")))), RESET, "generic"),
    # an extraction selects nothing
    (AllOf((Phrase("PasswordReset"), Regex(r"(?P<e>\S+@\S+)", captures_only=True))), MASKED, "always"),
    # what the automaton takes too widely
    (Regex(r"(user) \w+ logged in from (?!\1)"), USER, "generic"),
    (Regex(r"(\w)\w+ .*\1", "pcre"), event("no such user: {n:int}"), "generic"),
    (Regex(r"(q)x\1", "pcre"), RESET, "contingent"),
    (Not(Regex(r"(user) \1")), USER, "generic"),
    (Regex(r"(?>user|use)r"), event("user {n:int}"), "unknown"),
    (Regex(r"a++b", "pcre"), event("aab"), "generic"),
    (Not(Regex("(?>.*)", "pcre")), RESET, "unknown"),  # it always matches, so its opposite never does
    (Not(Regex("(?>x)y", "pcre")), RESET, "generic"),
    (Regex("(?!(?>a|ab)c)abc", "pcre"), event("abc"), "generic"),
    (Regex(r"(?i)users[\W_]x", "pcre"), event("userssx", line="userssx"), "never"),
    (Regex(r"a(?i)b|failed", "oniguruma"), event("payment failed", line="payment failed"), "never"),
    (Regex(r"(PasswordReset)(?(1) userId|x)"), RESET, "generic"),
    (Regex("(foo"), RESET, "unknown"),
    (Regex("(?R)a|PasswordResetx", "pcre"), RESET, "unknown"),
)  # fmt: skip


@pytest.mark.parametrize(("query", "held", "expected"), TABLE, ids=[f"{index}-{each[2]}" for index, each in enumerate(TABLE)])
def test_what_a_search_and_a_statement_have_to_do_with_each_other(query: Query, held: Event, expected: str) -> None:
    match = hold(query, held)
    assert match.certainty == expected, match
    assert hold(query, held, details=False).certainty == expected
    assert (match.witness is not None) == (match.bound or match.value_only)


def test_an_alternative_that_is_too_complex_leaves_the_others_as_they_are() -> None:
    """Each has its share: a filter of many expressions is not unknown because of some of them."""
    complex_ones = tuple(Regex(rf"(?!.*(a.{{15}}b|b.{{15}}{end})).*user", "pcre") for end in "cdefgh")
    held = event("user {name} failed after {n:int} more")
    assert hold(AnyOf((*complex_ones, Regex(r"user \S+ failed"))), held).bound
