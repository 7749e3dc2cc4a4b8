"""GitLab's Code Quality report: a list of issues that a merge request shows beside the changed lines.

https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from __future__ import annotations

import json
from typing import Any

from sdd_impact.model import BranchReport, Findings, Format, Printable, Style, Verdict
from sdd_impact.reports import _escape as escape
from sdd_impact.reports._alerts import Alert, alerts

#: Our ranks in GitLab's words (``info minor major critical blocker``).
SEVERITY = {"error": "blocker", "warning": "major", "note": "minor"}


def render(document: Printable, _style: Style) -> str:
    """Return the issues as a JSON list, empty where there is nothing to show."""
    issues = [_issue(alert) for alert in alerts(document)]
    verdict = document.verdict if isinstance(document, BranchReport) else document
    if isinstance(verdict, Verdict) and verdict.verdict == "undetermined":
        issues.append(_entry(verdict.reason, "undetermined", "undetermined", "blocker", ".", 1))
    return escape.json(json.dumps(issues, indent=2, ensure_ascii=True)) + "\n"


def _issue(alert: Alert) -> dict[str, Any]:
    where = alert.location
    text = f"{alert.message}. Fix: {alert.fix}" if alert.fix else alert.message
    return _entry(text, alert.id, alert.fingerprint, SEVERITY[alert.rank], where.file or ".", where.line)


def _entry(description: str, name: str, fingerprint: str, severity: str, path: str, line: int) -> dict[str, Any]:
    return {
        "description": escape.lines(description),
        "check_name": name,
        "fingerprint": fingerprint,
        "severity": severity,
        "location": {"path": escape.lines(path), "lines": {"begin": max(line, 1)}},
    }


FORMAT = Format("gitlab", ".json", (Findings, Verdict, BranchReport), render)
