"""What queries find, rule by rule: each group of rows rests on a sentence of its engine's documentation, which stands above it in our own words."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import NamedTuple

import pytest

from sdd_impact import searches
from sdd_impact.matching import hold
from sdd_impact.model import Event, Field, Source, Template

YES, NO, OPEN = "yes", "no", "open"


class Rule(NamedTuple):
    """A rule of a language, and rows (query, line, whether it is found); ``fields`` of the event where the rows ask for them."""

    language: str
    sentence: str
    rows: tuple[tuple[str, str, str], ...]
    fields: tuple[tuple[str, str], ...] = ()


RULES = (
    # Kibana Guide, "Kibana Query Language"
    Rule("kql", "words without quotes match in any order, and one of them is enough", (
        ("message: payment failed", "payment ok", YES), ("message: (payment and failed)", "failed the payment", YES),
        ("message: (payment and failed)", "payment ok", NO))),
    Rule("kql", "quotes look for the exact phrase; a wildcard inside of them is a character", (
        ('message: "payment failed"', "the payment: Failed!", YES), ('message: "failed payment"', "payment failed", NO),
        ('message: "pay* failed"', "payment failed", NO))),
    Rule("kql", "`*` is the only wildcard, and case does not count in text", (
        ("message: fail*", "payment FAILED", YES), ("message: fail", "payment failed", NO), ("message: *login*", "user.login failed", YES))),
    Rule("kql", "and binds closer than or; not denies", (
        ("a or b and c", "a", YES), ("a or b and c", "b", NO), ("not message: payment", "payment", NO))),
    Rule("kql", "a backslash takes a reserved character as it is", ((r"message: payment\-failed", "payment-failed", YES),)),
    Rule("kql", "ranges compare numbers", (("status >= 500", "x", YES), ("status < 500", "x", NO)), (("status", "503"),)),
    Rule("kql", "a keyword is compared as a whole, with case", (('user.keyword: "Bob"', "x", NO), ('user.keyword: "bob"', "x", YES)), (("user", "bob"),)),
    # Elasticsearch reference, "Query string query"
    Rule("lucene", "terms without an operator are optional, one is enough; + must be there, - must not", (
        ("payment failed", "payment ok", YES), ("+payment +failed", "payment ok", NO), ("payment -failed", "payment failed", NO))),
    Rule("lucene", "the operators are upper case: `and` is a word", (("payment and failed", "payment", YES), ("payment AND failed", "payment", NO))),
    Rule("lucene", "`~` behind a word, or a phrase, allows for differences", (("message:fialed~", "payment failed", OPEN), ('message:"payment failed"~2', "payment has failed", OPEN))),
    Rule("lucene", "`^` weighs, and selects nothing", (("message:failed^2", "payment failed", YES), ('message:"payment failed"^3', "payment ok", NO))),
    Rule("lucene", "square brackets include the bounds, curly ones do not", (
        ("status:[400 TO 499]", "x", YES), ("status:[400 TO 499}", "x", NO), ("status:{498 TO 499]", "x", YES), ("status:>=500", "x", NO)), (("status", "499"),)),
    Rule("lucene", "? is one character, * any; in quotes both are themselves", (
        ("message:fa?led", "payment failed", YES), ("message:f?led", "payment failed", NO), ('message:"fa?led"', "payment failed", NO))),
    Rule("lucene", "a regular expression between slashes must fit the whole term", (("message:/fail/", "payment failed", NO),)),
    Rule("lucene", "reserved characters are escaped by a backslash", ((r"message:\(failed\)", "payment (failed)", YES),)),
    # Elasticsearch reference, "ES|QL functions and operators", "ES|QL limitations"
    Rule("esql", "== and LIKE compare the whole value, with case", (
        ('message == "payment failed"', "payment failed", YES), ('message == "payment"', "payment failed", NO),
        ('message LIKE "*fail*"', "payment failed", YES), ('message LIKE "*Fail*"', "payment failed", NO), ('message LIKE "fail*"', "payment failed", NO))),
    Rule("esql", "LIKE knows * and ?; two backslashes take one as it is", (
        ('message LIKE "pay????"', "payment", YES), (r'message LIKE "*a\\*b*"', "a*b", YES), (r'message LIKE "*a\\*b*"', "axb", NO))),
    Rule("esql", "RLIKE must fit the whole value", (('message RLIKE "payment.*"', "payment failed", YES), ('message RLIKE "payment"', "payment failed", NO))),
    Rule("esql", "`:` and MATCH look for one of the words, MATCH_PHRASE for all in order", (
        ('message : "failed payment"', "failed", YES), ('MATCH_PHRASE(message, "payment failed")', "the payment failed", YES), ('MATCH_PHRASE(message, "failed payment")', "payment failed", NO))),
    Rule("esql", "TO_LOWER drops the case", (('TO_LOWER(message) LIKE "*fail*"', "Payment FAILED", YES),)),
    # Grafana Loki, "LogQL: log queries"
    Rule("logql", "|= and != look for a text, with case, anywhere", (
        ('|= "fail"', "payment failed", YES), ('|= "Fail"', "payment failed", NO), ('!= "retry"', "payment retry", NO), ('|= "a" or "b"', "b", YES))),
    Rule("logql", "|~ and !~ are RE2, not anchored, with case unless (?i)", (
        ('|~ "fail$"', "payment failed", NO), ('|~ "^payment"', "payment failed", YES), ('|~ "(?i)FAIL"', "payment failed", YES), ('!~ "re.ry"', "payment retry", NO))),
    Rule("logql", "backticks need no escaping", ((r"|= `fail\d`", "fail1", NO), (r"|= `fail\d`", r"fail\d", YES))),
    Rule("logql", "label filters compare whole values; =~ is anchored at both ends", (
        ('| logfmt | status="5"', "x", NO), ('| logfmt | status=~"5"', "x", NO), ('| logfmt | status=~"5.."', "x", YES), ("| logfmt | status >= 500", "x", YES)), (("status", "503"),)),
    # Splunk, "Search Manual" and "Search Reference"
    Rule("spl", "terms are whole segments without case; * is a wildcard", (
        ("index=a failed", "payment FAILED", YES), ("index=a fail", "payment failed", NO), ("index=a fail*", "payment failed", YES), ("index=a *ment", "payment failed", YES))),
    Rule("spl", "minor breakers (. _ - : / =) divide segments once more, TERM asks for the whole one", (
        ("index=a login", "user.login failed", YES), ("index=a login", "user_login failed", YES), ("index=a TERM(login)", "user.login failed", NO), ("index=a TERM(user.login)", "user.login failed", YES))),
    Rule("spl", "search: parentheses, then NOT, then OR, then AND", (("index=a a OR b c", "b", NO), ("index=a a OR b c", "a c", YES), ("index=a NOT failed", "payment failed", NO))),
    Rule("spl", "CASE() looks at case", (("index=a CASE(Failed)", "payment failed", NO), ("index=a CASE(failed)", "payment failed", YES))),
    Rule("spl", "where: like knows % and _, with case; match is a regular expression", (
        ('index=a | where like(_raw, "%failed")', "payment failed", YES), ('index=a | where like(_raw, "%Failed")', "payment failed", NO), ('index=a | where match(_raw, "(?i)FAILED$")', "payment failed", YES))),
    Rule("spl", "regex is PCRE, and != keeps what it does not find", (('index=a | regex _raw="fail(?!ed)"', "payment failed", NO), ('index=a | regex _raw!="fail"', "payment failed", NO))),
    # Amazon CloudWatch Logs, "Filter pattern syntax"
    Rule("cloudwatch", "terms are case-sensitive, all must be there; - excludes, ? is a choice", (
        ("ERROR", "an ERROR here", YES), ("Error", "an ERROR here", NO), ("ERROR fail", "fail ERROR", YES), ('"ERROR fail"', "fail ERROR", NO), ("?ERROR ?WARN", "WARN x", YES), ("ERROR -EXITING", "ERROR EXITING", NO))),
    Rule("cloudwatch", "% % holds a regular expression", (("%fail.d%", "xx failed", YES), ("%^fail%", "xx fail", NO))),
    Rule("cloudwatch", "{ } compares properties; && before ||", (
        ('{ $.a = "x*" }', "m", YES), ('{ $.a = "X*" }', "m", NO), ('{ $.a = "xy" || $.a = "q" && $.a = "r" }', "m", YES), ('{ ($.a = "xy" || $.a = "q") && $.a = "r" }', "m", NO)), (("a", "xy"),)),
    Rule("cloudwatch", "[ ] names the words of a line; their number must fit", (("[a, b, c]", "x y z", YES), ("[a, b]", "x y z", NO), ("[a, b=*ERR*, c]", "x mERRor z", YES), ("[a, b > 5]", "x 7", YES))),
    # Datadog, "Log Search Syntax"
    Rule("datadog", "a word is looked for in the message without case, as a word; quotes hold several together", (
        ("FAILED", "payment failed", YES), ("fail", "payment failed", NO), ('"payment failed"', "payment, FAILED", YES), ("fail*", "payment failed", YES), ("hel?o", "hello", YES))),
    Rule("datadog", "AND binds before OR; - excludes", (("a AND b OR c", "c", YES), ("payment -failed", "payment failed", NO))),
    Rule("datadog", "attributes are compared as a whole, with case, or as numbers", (("@user:Bob", "m", NO), ("@user:bob", "m", YES), ("@user:b*", "m", YES)), (("user", "bob"),)),
    # Google Cloud, "Logging query language"
    Rule("gcp", "`:` has a text without case; = compares all of it without case; =~ is RE2 with case", (
        ('textPayload:"FAIL"', "payment failed", YES), ('textPayload="payment"', "payment failed", NO), ('textPayload="PAYMENT FAILED"', "payment failed", YES), ('textPayload=~"Fail"', "payment failed", NO),
        ('textPayload=~"fail"', "payment failed", YES), ('textPayload!~"fail"', "payment failed", NO))),
    Rule("gcp", "OR binds before AND, NOT first of all", (("a AND b OR c", "c", NO), ("a AND b OR c", "a c", YES), ("NOT textPayload:fail", "failed", NO), ("-textPayload:fail", "failed", NO))),
    Rule("gcp", "SEARCH looks for whole tokens", (('SEARCH("fail")', "payment failed", NO), ('SEARCH("failed")', "payment failed", YES))),
    # Microsoft on string operators of Kusto
    Rule("kusto", "has looks for a whole term without case, contains for a text; _cs looks at case", (
        ('message has "fail"', "payment failed", NO), ('message has "FAILED"', "payment failed", YES), ('message contains "AIL"', "payment failed", YES), ('message contains_cs "AIL"', "payment failed", NO))),
    Rule("kusto", "terms are runs of letters and digits", (('message has "login"', "user_login failed", YES), ('message has "payment failed"', "payment  failed", NO))),
    Rule("kusto", "== looks at case, =~ does not; startswith does not, startswith_cs does", (
        ('message == "payment failed"', "Payment failed", NO), ('message =~ "payment failed"', "Payment failed", YES), ('message startswith "PAY"', "payment failed", YES), ('message startswith_cs "PAY"', "payment failed", NO))),
    Rule("kusto", "and before or; has_any needs one, has_all every one", (
        ('message has "a" or message has "b" and message has "c"', "a", YES), ('message has_any ("x", "failed")', "payment failed", YES), ('message has_all ("x", "failed")', "payment failed", NO))),
    # New Relic, "NRQL syntax"; Sumo Logic, "Keyword search expressions", "Parse"
    Rule("nrql", "LIKE knows %, RLIKE must fit the whole value", (
        ("message LIKE 'payment%'", "payment failed", YES), ("message LIKE 'failed'", "payment failed", NO), ("message RLIKE '.*fail.*'", "payment failed", YES), ("message RLIKE 'fail'", "payment failed", NO))),
    Rule("sumo", "keywords are whole words without case; * is a wildcard; ! and NOT exclude", (
        ("FAILED", "payment failed", YES), ("fail", "payment failed", NO), ("fail*", "payment failed", YES), ("payment !failed", "payment failed", NO))),
    Rule("sumo", "parse drops what it does not fit, unless nodrop", (('payment | parse "for *" as x', "payment failed", NO), ('payment | parse "for *" as x nodrop', "payment failed", YES))),
)  # fmt: skip


def _kibana(language: str, text: str) -> tuple[str, str]:
    query = (
        {"esql": f"FROM logs | WHERE {text}"}
        if language == "esql"
        else {"query": text, "language": {"kql": "kuery"}.get(language, language)}
    )
    source = json.dumps({"query": query, "filter": []})
    attributes = {"title": "S", "kibanaSavedObjectMeta": {"searchSourceJSON": source}}
    return "export.ndjson", json.dumps({"attributes": attributes, "id": "1", "type": "search"}) + "\n"


def _terraform(kind: str, text: str, key: str, outer: str = "") -> tuple[str, str]:
    inner = f'name = "S"\n{key} = {json.dumps(text)}\n'
    return "main.tf", f'resource "{kind}" "s" {{\n' + (f'name = "S"\n{outer} {{\n{inner}}}\n' if outer else inner) + "}\n"


def _written(language: str, text: str) -> tuple[str, str]:
    """A file that holds the query."""
    if language == "logql":
        expression = json.dumps(f'sum(rate({{app="a"}} {text} [5m])) > 0')
        return "loki/rules.yaml", f"groups:\n- name: g\n  rules:\n  - alert: S\n    expr: {expression}\n"
    made: dict[str, Callable[[], tuple[str, str]]] = {
        "spl": lambda: ("savedsearches.conf", f"[S]\nsearch = {text}\n"),
        "cloudwatch": lambda: _terraform("aws_cloudwatch_log_metric_filter", text, "pattern"),
        "datadog": lambda: _terraform(
            "datadog_monitor", f'logs({json.dumps(text)}).index("*").rollup("count").last("5m") > 3', "query"
        ),
        "gcp": lambda: _terraform("google_logging_metric", text, "filter"),
        "kusto": lambda: _terraform("azurerm_monitor_scheduled_query_rules_alert", f"traces | where {text}", "query"),
        "nrql": lambda: _terraform("newrelic_nrql_alert_condition", f"SELECT count(*) FROM Log WHERE {text}", "query", "nrql"),
        "sumo": lambda: _terraform("sumologic_monitor", text, "query", "queries"),
    }
    return made[language]() if language in made else _kibana(language, text)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.language}: {rule.sentence}")
def test_what_is_documented_is_found(rule: Rule) -> None:
    for text, line, expected in rule.rows:
        path, written = _written(rule.language, text)
        reading = searches.read(Source(path, written.encode()))
        assert len(reading.searches) == 1, (text, reading)
        message = Template.of(line)
        fields = tuple(Field(name, Template.of(value)) for name, value in rule.fields)
        match = hold(reading.searches[0].query, Event(message, "error", fields=fields, line=message))
        if expected == OPEN:
            assert match.certainty not in ("always", "never"), (text, line, match)
        else:
            assert match.certainty in (("always", "generic") if expected == YES else ("never",)), (text, line, match)
