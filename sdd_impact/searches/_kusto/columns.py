"""What a column of a log table holds, and what a comparison of it asks.

Names from the reference of Azure Monitor's tables: ``traces`` and ``AppTraces``, ``ContainerLog`` and ``ContainerLogV2``, ``Syslog``, ``AppServiceConsoleLogs``,
``FunctionAppLogs``, custom tables. String operators from "String operators" of the Kusto documentation: ``has`` finds a whole term (a run of letters
and digits), ``contains`` any text; neither looks at case unless its name ends in ``_cs``; ``==`` does.
"""

from __future__ import annotations

import re
from typing import Literal, cast

from sdd_impact import late
from sdd_impact.model import FieldIs, Opaque, Phrase, Query, Regex, Routing
from sdd_impact.searches._aws.open_text import REASON, has_hole
from sdd_impact.searches._trees import EVERY_LINE, all_of, any_of, literal, negation

_MESSAGES = frozenset(
    {
        "message",
        "msg",
        "renderedmessage",
        "rendereddescription",
        "syslogmessage",
        "outermessage",
        "innermostmessage",
        "resultdescription",
        "eventmessage",
    }
)
_LINES = frozenset({"logmessage", "logentry", "log", "rawdata", "line", "*"})
_LEVELS = frozenset({"severitylevel", "level", "loglevel", "logseverity", "severity"})
_PLACES = late.regex(
    r"timegenerated|timestamp|_?resourceid|_?subscriptionid|resource(?:group|provider)?|_?itemid|cloud_role(?:name|instance)|approle(?:name|instance)|appname|computer|host(?:name|ip)?"
    r"|container(?:app)?(?:name|id|image|group|hostname)?|image(?:id|tag)?|pod(?:name|namespace|label)?|namespace|clustername|nodename|facility|operation_(?:id|name|parentid)|operation(?:id|name)"
    r"|logsource|stdstream|client_.+|tenantid|sourcesystem|instrumentationkey|appid|itemtype|environment(?:name)?|revision(?:name)?|functionname|kubernetes.*",
    re.IGNORECASE,
)
#: Columns under the names that log statements know.
_RENAMED = {"processname": "process.name", "category": "logger"}
_SUFFIX = late.regex(r"_(?:s|d|b|g|t)$")
#: Numbers of Application Insights, from verbose to critical.
_NUMBERS = {"0": "debug", "1": "info", "2": "warning", "3": "error", "4": "critical"}
_HOLE = late.regex("[\U000f0000-\U000fffff]")
_TERM = late.regex(r"[^\W_]")
_WHERE: dict[str, Literal["substring", "start", "end"]] = {"contains": "substring", "startswith": "start", "endswith": "end"}

#: Tables whose rows come from no log statement.
OTHERS = frozenset(
    """requests apprequests dependencies appdependencies pageviews apppageviews availabilityresults appavailabilityresults custommetrics appmetrics
    performancecounters appperformancecounters browsertimings appbrowsertimings heartbeat perf usage insightsmetrics azuremetrics kubepodinventory kubenodeinventory
    kubeevents kubeservices containerinventory azureactivity signinlogs aadnoninteractiveusersigninlogs auditlogs securityevent securityalert securityincident
    update updatesummary officeactivity commonsecuritylog dnsevents w3ciislog appservicehttplogs storagebloblogs azurenetworkanalytics_cl
    azurediagnostics storagequeuelogs storagetablelogs storagefilelogs apimanagementgatewaylogs appservicehttplogs appserviceplatformlogs containerregistryrepositoryevents
    kubepvinventory kubehealth behavioranalytics identityinfo threatintelligenceindicator""".lower().split()
)


def name_of(column: str) -> str:
    """Return the column as a node names it: "" for all of the line."""
    bare = _SUFFIX.sub("", column)
    last = bare.rsplit(".", 1)[-1]
    if last.lower() in _LINES:
        return ""
    if last.lower() in _MESSAGES:
        return "message"
    return _RENAMED.get(last.lower(), last)


def is_place(column: str) -> bool:
    """Whether a column says where or when a row comes from."""
    return _PLACES.fullmatch(_SUFFIX.sub("", column)) is not None and "." not in column


def is_level(column: str) -> bool:
    """Whether a column holds the level."""
    return _SUFFIX.sub("", column).rsplit(".", 1)[-1].lower() in _LEVELS


def compared(column: str, op: str, value: str, written: str, *, number: bool = False, taken: bool = False) -> Query:
    """``column op value``; ``op`` without ``!``, in lower case. ``taken``: the query itself takes the column out of a line.

    ``number``: the value is one, without quotes.
    """
    if not taken and is_place(column):
        return Routing(written)
    if not taken and is_level(column) and op in {"==", "=~", "!=", "!~", "<", "<=", ">", ">="}:
        return _level(op, value, written)
    name = column if taken else name_of(column)
    if has_hole(value):
        return _pieces(name, op, value, written)
    if op in {"<", "<=", ">", ">="}:
        return (
            FieldIs(name, cast('Literal["<", "<=", ">", ">="]', op), value, case=True)
            if name
            else Opaque(written, "compares a text")
        )
    if op in {"!=", "!~"}:
        return negation(_text(name, "==" if op == "!=" else "=~", value, written, number=number))
    return _text(name, op, value, written, number=number)


def matched(column: str, pattern: str, written: str, *, taken: bool = False) -> Query:
    """``column matches regex pattern``: RE2, found anywhere, with case."""
    if not taken and is_place(column):
        return Routing(written)
    if has_hole(pattern):
        return Opaque(written, REASON)
    return Regex(pattern, "re2", "", column if taken else name_of(column))


def filled(column: str, *, full: bool) -> Query:
    """``isnotempty(column)``, or its opposite."""
    name = name_of(column)
    if is_place(column):
        return Routing(f"{'isnotempty' if full else 'isempty'}({column})")
    there = EVERY_LINE if name in {"", "message"} else FieldIs(name, "exists")
    return there if full else negation(there)


def _text(name: str, op: str, value: str, written: str, *, number: bool) -> Query:
    base, case = op.removesuffix("_cs"), op.endswith("_cs") or op == "=="
    if base in {"==", "=~"}:
        return FieldIs(name, "=", value, case) if number and name else Phrase(value, case, "whole", name)
    if not value:
        return EVERY_LINE
    if base in _WHERE:
        return Phrase(value, case, _WHERE[base], name)
    if base in {"has", "hasprefix", "hassuffix"}:
        return _term(name, base, value, case)
    return Opaque(written, f"{op} is not understood")


def _term(name: str, base: str, value: str, case: bool) -> Query:
    """A whole term, or the beginning or end of one."""
    plain = value.isalnum()
    if base == "has" and name in {"", "message"}:
        whole = Phrase(value, case, "term", name)
        # between the terms of a message the matcher takes any separator, the engine the one that is asked for
        return whole if plain or not name else all_of((whole, Phrase(value, case, "substring", name)))
    before = r"(?<![0-9A-Za-z])" if base != "hassuffix" and _TERM.match(value) else ""
    behind = r"(?![0-9A-Za-z])" if base != "hasprefix" and _TERM.match(value[-1]) else ""
    return Regex(before + literal(value) + behind, "pcre", "" if case else "i", name)


def _pieces(name: str, op: str, value: str, written: str) -> Query:
    """A text of which only Terraform knows a part: what stands around it must be found, the rest is open."""
    base, case = op.removesuffix("_cs"), op.endswith("_cs") or op == "=="
    if base not in {"contains", "startswith", "endswith", "==", "=~"}:
        return Opaque(written, REASON)
    known = [Phrase(piece, case, "substring", name) for piece in _HOLE.split(value) if piece.strip()]
    return all_of((*known, Opaque(written, REASON)))


def _level(op: str, value: str, written: str) -> Query:
    if has_hole(value):
        return Opaque(written, REASON)
    named = _NUMBERS.get(value.removesuffix(".0"), value)
    if op in {"==", "=~", "!=", "!~"}:
        same: Query = FieldIs("level", "=", named)
        if named == "debug" and value in _NUMBERS:  # verbose is whatever is below information
            same = any_of((same, FieldIs("level", "=", "trace")))
        return negation(same) if op.startswith("!") else same
    return FieldIs("level", cast('Literal["<", "<=", ">", ">="]', op), named)
