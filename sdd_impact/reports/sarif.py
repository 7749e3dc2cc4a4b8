"""SARIF 2.1.0, for code scanning and for editors: one run, a rule for each impact and problem that occurs.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html; what GitHub takes of it:
https://docs.github.com/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote

from sdd_impact.model import BranchReport, Findings, Format, Location, Printable, ProblemKind, Style, Unread, Verdict
from sdd_impact.reports import _escape as escape
from sdd_impact.reports._alerts import Alert, alerts

Json = dict[str, Any]
#: The folder that all paths are relative to: the top of the repository.
ROOT = "%SRCROOT%"
#: Under this name our fingerprints stand beside those that other programs may add.
FINGERPRINT = "sddImpact/v1"
#: Longer texts are cut by GitHub in the middle of a word; characters.
LONGEST = 1000


def render(document: Printable, style: Style) -> str:
    """Return the log of one run as JSON text."""
    found = alerts(document)
    ids = list(dict.fromkeys(alert.id for alert in found))
    known = {each.id: each for each in style.explained}
    levels = {alert.id: alert.rank for alert in reversed(found)}
    run = {
        "tool": {
            "driver": {
                "name": "sdd-impact",
                "version": style.version or "0",
                "rules": [_rule(known.get(each) or ProblemKind(each, each, "", ""), levels[each]) for each in ids],
            }
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"description": {"text": "The top folder of the repository."}}},
        "invocations": [_invocation(document)],
        "results": [_result(alert, ids.index(alert.id)) for alert in found],
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return escape.json(json.dumps(log, indent=2, ensure_ascii=True)) + "\n"


def _rule(kind: ProblemKind, level: str) -> Json:
    """A rule with what ``explain`` says about it."""
    more = f"sdd-impact explain {kind.id}"
    paragraphs = [part for part in (kind.why, f"Fix: {kind.fix}" if kind.fix else "", f"More: {more}") if part]
    marked = [part for part in (kind.why, f"**Fix:** {kind.fix}" if kind.fix else "", f"More: `{more}`") if part]
    return {
        "id": kind.id,
        "shortDescription": _message(kind.title),
        "fullDescription": _message(kind.why or kind.title),
        "help": _message("\n\n".join(paragraphs)) | {"markdown": escape.braced("\n\n".join(marked))},
        "defaultConfiguration": {"level": level},
        "properties": {"tags": ["support"]},
    }


def _result(alert: Alert, rule: int) -> Json:
    text = f"{alert.message}\nFix: {alert.fix}" if alert.fix else alert.message
    properties = {"questions": list(alert.questions), "quote": escape.lines(alert.quote), "fix": escape.lines(alert.fix)}
    result: Json = {
        "ruleId": alert.id,
        "ruleIndex": rule,
        "level": alert.rank,
        "message": _message(escape.shorten(escape.unlinked(text), LONGEST)),
        "partialFingerprints": {FINGERPRINT: alert.fingerprint},
        "properties": {name: value for name, value in properties.items() if value},
    }
    if alert.location.file:
        result["locations"] = [_location(alert.location)]
    return result


def _location(where: Location) -> Json:
    region = {"startLine": max(where.line, 1)}
    if where.column > 1:
        region["startColumn"] = where.column
    if where.end_line > where.line:
        region["endLine"] = where.end_line
    return {"physicalLocation": {"artifactLocation": _artifact(where.file), "region": region}}


def _artifact(path: str) -> Json:
    """A path as a URI reference, percent-encoded byte by byte; one from outside the repository is not relative to it."""
    try:
        encoded = path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        encoded = path.encode("utf-8", "surrogatepass")
    uri = quote(encoded, safe="/")
    return {"uri": f"file://{uri}"} if uri.startswith("/") else {"uri": uri, "uriBaseId": ROOT}


def _invocation(document: Printable) -> Json:
    """Whether a verdict was reached, and what was not looked at: silence must not read as no impact."""
    verdict = document.verdict if isinstance(document, BranchReport) else document
    failed = isinstance(verdict, Verdict) and verdict.verdict == "undetermined"
    reason = [_notice("error", verdict.reason)] if failed and isinstance(verdict, Verdict) else []
    findings = verdict if isinstance(verdict, Findings) else verdict.findings if isinstance(verdict, Verdict) else None
    notices = [*reason, *_not_checked(findings.not_checked if findings else ())]
    return {"executionSuccessful": not failed, "toolExecutionNotifications": notices}


def _not_checked(unread: Iterable[Unread]) -> Sequence[Json]:
    return [
        _notice("note", f"not checked: {each.reason}") | {"locations": [_location(Location(each.path, each.line))]}
        for each in unread
    ]


def _notice(level: str, text: str) -> Json:
    return {"level": level, "message": _message(escape.unlinked(text))}


def _message(text: str) -> Json:
    return {"text": escape.braced(text)}


FORMAT = Format("sarif", ".sarif", (Findings, Verdict, BranchReport), render, explains=True)
